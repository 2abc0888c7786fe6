"""Advice: everything the advisor says, with its workings, in one frozen value. Screens and reports only print it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from advisor.base import Value
from advisor.demo.tasks import ChecklistItem
from advisor.questionnaire.answers import Answers
from advisor.scoring.needs import Finding
from advisor.scoring.options import Category, Contribution, Kind
from advisor.scoring.readiness import Readiness
from advisor.scoring.work_mix import WorkMix
from advisor.stack.stack import RelaxedLimit, Stack

CertaintyWord = Literal["clear", "lean", "toss_up"]


class RankedOption(Value):
    """An option with its value in points; the contributions sum to the value."""

    option: str
    name: str
    category: Category
    platforms: tuple[Kind, ...]
    value: float
    low: float
    high: float
    contributions: tuple[Contribution, ...]
    why_not: str | None = Field(default=None, description="One sentence on what it loses by against the first")


class Certainty(Value):
    """How sure the category is."""

    word: CertaintyWord
    acceptability: dict[str, float] = Field(description="Share of draws in which each option ranks first")
    draws: int
    reasons: tuple[str, ...] = ()


class FlipAdvice(Value):
    """The nearest change of one answer that gives other software."""

    question: str
    short: str
    from_: Any = Field(alias="from")
    to: Any
    category: Category
    option: str
    sentence: str


class NextQuestion(Value):
    """An open question and how much its answer is expected to settle, in bits of uncertainty about the category."""

    question: str
    ask: str
    expected_reduction: float


class Glance(Value):
    """Where the category stands while answers come in; the same decision as in `Advice`, without what follows it."""

    option: str
    names: tuple[str, ...] = Field(description="Names of the options, best first")
    certainty: CertaintyWord
    acceptability: dict[str, float]
    work_mix: WorkMix
    hybrid_line: tuple[float, float]


class SourceNote(Value):
    """A source cited in this advice."""

    id: str
    title: str
    url: str
    grade: str
    as_of: str


class Advice(Value):
    """The whole answer. The same answers and the same catalogue give the same advice."""

    method_version: str
    catalogue_as_of: str
    checksum: str = Field(description="SHA-256 over answers, method version and data; the same means the same advice")
    answers: Answers
    answered: int
    asked: int
    work_mix: WorkMix
    needs: dict[str, float]
    capability_needs: dict[str, float]
    category: Category
    option: str
    platforms: tuple[Kind, ...]
    keeps: tuple[Kind, ...]
    verdict: str
    verdict_detail: str
    how_to: tuple[str, ...]
    one_platform_anyway: str | None
    readiness: Readiness
    certainty: CertaintyWord
    how_sure: Certainty
    acceptability: dict[str, float]
    ranking: tuple[RankedOption, ...]
    findings: tuple[Finding, ...]
    flips: tuple[FlipAdvice, ...]
    next_questions: tuple[NextQuestion, ...]
    hybrid_line: tuple[float, float]
    method_check: str | None
    stacks: tuple[Stack, ...]
    relaxed_limits: tuple[RelaxedLimit, ...]
    checklist: tuple[ChecklistItem, ...]
    sources: tuple[SourceNote, ...]
