"""Advice: everything the advisor says, with its workings, in one frozen value. Screens and reports only print it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from advisor.base import Value
from advisor.catalogue.overlay import OverlayNote
from advisor.demo.scorecard import Scorecard
from advisor.demo.tasks import ChecklistItem
from advisor.questionnaire.answers import Answers
from advisor.scoring.needs import Finding
from advisor.scoring.options import Category, Contribution, Kind
from advisor.scoring.readiness import Readiness
from advisor.scoring.sureness import (
    CertaintyWord,
    Lead,
    MethodCheck,
    OptionSureness,
    OwnRanking,
    PairFlip,
    ScenarioAdvice,
    ShareProfile,
    WeightInterval,
)
from advisor.scoring.work_mix import WorkMix
from advisor.stack.stack import Leaders, RelaxedLimit, Stack


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
    options: tuple[OptionSureness, ...] = Field(
        default=(), description="All places, central weights and confidence of every option, best first"
    )
    lead: Lead | None = Field(default=None, description="The first option against the second")


class FlipAdvice(Value):
    """The nearest change of one answer that gives other software."""

    question: str
    short: str
    from_: Any = Field(alias="from")
    to: Any
    category: Category
    option: str
    sentence: str
    distance: float | None = Field(default=None, description="For the split: points of share from today's (0-100)")


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
    verdict: str
    values: dict[str, float] = Field(description="Points by option, best first")
    how_sure: str = Field(description="How sure, in one sentence")
    share_flips: tuple[tuple[float, str], ...] = Field(
        description="Project shares at which other software than today's comes first, with that option, nearest first"
    )


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
    used_on: str = Field(default="", description="Day of use, YYYY-MM-DD: the vendor facts are aged to it")
    overlay: OverlayNote | None = Field(
        default=None, description="The consultant's own file over the catalogue, and what it changes; null without one"
    )
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
    pair_flip: PairFlip | None = Field(
        default=None, description="The smallest two changes that give other software, where no single one does"
    )
    share_profile: ShareProfile | None = Field(default=None, description="Every option's value over the split")
    weight_intervals: tuple[WeightInterval, ...] = Field(
        default=(), description="How much each criterion may weigh with the first option staying first"
    )
    next_questions: tuple[NextQuestion, ...]
    hybrid_line: tuple[float, float]
    method_check: str | None
    method_checks: tuple[MethodCheck, ...] = ()
    own: OwnRanking | None = Field(default=None, description="The ranking under the contractor's own weights")
    scenarios: tuple[ScenarioAdvice, ...] = Field(default=(), description="What-ifs; they never change the advice")
    stacks: tuple[Stack, ...]
    relaxed_limits: tuple[RelaxedLimit, ...]
    runner_up_stacks: tuple[Stack, ...] = Field(default=(), description="The best ways to fill the second choice")
    runner_up_sentence: str = Field(default="", description="What they are and how they compare with the first stack")
    leaders: Leaders | None = Field(default=None, description="The first two stacks over all that is open about them")
    two_sided_sentence: str = Field(
        default="", description="Whether any one platform documents both demonstrations; empty where that is no matter"
    )
    checklist: tuple[ChecklistItem, ...]
    scorecard: Scorecard | None = Field(
        default=None, description="What vendors showed and quoted, and what that moved; null while nothing is entered"
    )
    sources: tuple[SourceNote, ...]
