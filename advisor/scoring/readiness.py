"""Readiness: ready, start light, or fix something first. It stands beside the category and never changes it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from advisor.base import Value
from advisor.questionnaire.answers import Answers
from advisor.scoring.missing import Estimate
from advisor.scoring.needs import Finding, findings
from advisor.scoring.options import Option
from advisor.scoring.rules import RuleBook
from advisor.scoring.spans import Number

Verdict = Literal["ready", "start_light", "fix_first"]

READINESS_FACTS = (
    "light.fsm", "light.pm", "light.crm", "change.unowned", "process.broken", "ready.people",
    "ready.change_capacity_for_two", "ready.projects_at_once", "ready.crew_refuses", "ready.books_for_two",
    "ready.language",
)  # fmt: skip


class FirstStepAdvice(Value):
    """What to do first about one finding, with its source."""

    rule: str
    do: str
    source: str


class Readiness(Value):
    """The verdict with the findings that gave it."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    first_steps: tuple[FirstStepAdvice, ...] = Field(default=(), description="One for each finding, in their order")


def _known(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def readiness_facts(
    answers: Answers, option: Option, found: Mapping[str, Estimate], limits: Mapping[str, float]
) -> dict[str, Number]:
    """Facts for the readiness rules. Only what was answered counts: an open answer never makes a firm unready.

    A light start needs every size that was told to be small, and at least one to be told. A fact that reads one answer
    is left out where that answer is open or the rule is not about this option.

    Args:
        limits: thresholds of the facts that read several answers, from `rules.yaml`.
    """
    company, sales = answers.company, answers.sales
    kinds: set[str] = set(option.platforms)
    if "integrated" in kinds:
        kinds |= {"pm"} if found["share"].mid >= 0.5 else {"fsm"}
    size = math.exp(found["headcount_log"].mid)
    heads, revenue = _known(company.headcount), _known(company.revenue_usd_year)
    light_pm = heads is not None and heads <= limits["small_builder_people"]
    light_pm = light_pm and (revenue is None or revenue <= limits["small_builder_revenue"])
    leads, quotes, sellers = _known(sales.leads_per_month), _known(sales.open_quotes), _known(sales.salespeople)
    told = [x < limit for x, limit in ((leads, limits["few_leads"]), (quotes, limits["few_quotes"])) if x is not None]
    light_crm = bool(told) and all(told) and (sellers is None or sellers <= limits["few_sellers"])
    alone = kinds in ({"fsm"}, {"integrated", "fsm"})
    facts: dict[str, Number] = {
        "light.fsm": float(alone and _few_calls(answers, limits)),
        "light.pm": float("pm" in kinds and light_pm and size <= limits["small_builder_people"]),
        "light.crm": float(kinds == {"crm"} and light_crm),
        "change.unowned": float(_unowned(answers, limits)),
        "process.broken": float(_broken(answers, limits)),
    }
    return facts | _single(answers, option, kinds, limits)


def _single(answers: Answers, option: Option, kinds: set[str], limits: Mapping[str, float]) -> dict[str, Number]:
    """Facts that read one answer, where it was told and the rule is about this firm."""
    team = answers.team
    two = option.category == "two_platform"
    comfort, managers = _known(team.tech_comfort), _known(answers.company.project_managers)
    clumsy = comfort is not None and comfort <= limits["little_comfort"]
    one_manager = "pm" in kinds and managers is not None and managers <= 1
    read = {
        "ready.people": (True, answers.company.headcount),
        "ready.change_capacity_for_two": (two and team.administration == "none", team.change_capacity),
        "ready.projects_at_once": (one_manager, answers.work.projects_at_once),
        "ready.crew_refuses": (clumsy, _pain(answers, "crew_wont_use_it")),
        "ready.books_for_two": (two, _pain(answers, "books_dont_match")),
        "ready.language": (team.spanish_speaking_crews is True, _pain(answers, "language_barrier")),
    }
    return {name: value for name, (holds, given) in read.items() if holds and (value := _known(given)) is not None}


def _pain(answers: Answers, name: str) -> object:
    return (answers.pains or {}).get(name)


def _few_calls(answers: Answers, limits: Mapping[str, float]) -> bool:
    """Too few technicians or jobs for a full service platform."""
    technicians = _known(answers.company.technicians)
    if technicians is None:
        technicians = _known(answers.company.field_staff)
    per_day, heads = _known(answers.work.jobs_per_day), _known(answers.company.headcount)
    if technicians is None and per_day is None:
        return heads is not None and heads < limits["tiny_firm"]
    a_month = None if per_day is None else per_day * limits["workdays_month"]
    few_people = technicians is not None and technicians < limits["few_technicians"]
    few_jobs = a_month is not None and a_month < limits["few_jobs_month"]
    # Either mark is enough on its own, unless the other one was told and is large.
    return (few_people and (a_month is None or a_month < limits["many_jobs_month"])) or (
        few_jobs and (technicians is None or technicians < limits["many_technicians"])
    )


def _unowned(answers: Answers, limits: Mapping[str, float]) -> bool:
    """Nobody looks after the software, there is no room for change, and nobody is at ease with it."""
    change, comfort = _known(answers.team.change_capacity), _known(answers.team.tech_comfort)
    return (
        answers.team.administration == "none"
        and change is not None
        and change <= limits["no_room_for_change"]
        and comfort is not None
        and comfort <= limits["little_comfort"]
    )


def _broken(answers: Answers, limits: Mapping[str, float]) -> bool:
    """The process lives in one head and a roll-out has already failed on it."""
    change = _known(answers.team.change_capacity)

    def strong(name: str) -> bool:
        return (_known(_pain(answers, name)) or 0.0) >= limits["strong_pain"]

    burned = strong("burned_before") or strong("crew_wont_use_it")
    return burned and strong("owner_bottleneck") and (change is None or change <= limits["little_room_for_change"])


def readiness(answers: Answers, option: Option, found: Mapping[str, Estimate], rules: RuleBook) -> Readiness:
    """The verdict for the winning *option*: fix first before start light before ready."""
    fired = findings(readiness_facts(answers, option, found, rules.limits), rules)
    targets = {target for finding in fired for target in finding.adds}
    verdict: Verdict = "ready"
    if "readiness.fix_first" in targets:
        verdict = "fix_first"
    elif "readiness.start_light" in targets:
        verdict = "start_light"
    steps = {rule.id: rule.first_step for rule in rules.rules}
    first = tuple(
        FirstStepAdvice(rule=f.rule, do=step.do, source=step.source)
        for f in fired
        if (step := steps[f.rule]) is not None
    )
    return Readiness(verdict=verdict, findings=fired, first_steps=first)
