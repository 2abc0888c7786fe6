"""Readiness: ready, start light, or fix something first. It stands beside the category and never changes it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal

from advisor.base import Value
from advisor.questionnaire.answers import Answers
from advisor.scoring.missing import Estimate
from advisor.scoring.needs import Finding, findings
from advisor.scoring.options import Option
from advisor.scoring.rules import RuleBook
from advisor.scoring.spans import Number

Verdict = Literal["ready", "start_light", "fix_first"]


READINESS_FACTS = ("light.fsm", "light.pm", "light.crm", "change.unowned", "process.broken")


READINESS_FACTS = ("light.fsm", "light.pm", "light.crm", "change.unowned", "process.broken")


class Readiness(Value):
    """The verdict with the findings that gave it."""

    verdict: Verdict
    findings: tuple[Finding, ...]


def _known(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def readiness_facts(answers: Answers, option: Option, found: Mapping[str, Estimate]) -> dict[str, Number]:
    """Facts for the readiness rules. Only what was answered counts: an open answer never makes a firm unready.

    A light start needs every size that was told to be small, and at least one to be told (domain.md F: about five
    technicians, 100 jobs a month, eight people, 20 open quotes).
    """
    company, work, sales, team = answers.company, answers.work, answers.sales, answers.team
    technicians = _known(company.technicians)
    if technicians is None:
        technicians = _known(company.field_staff)
    per_day = _known(work.jobs_per_day)
    heads = _known(company.headcount)
    pains = answers.pains or {}

    def severe(name: str) -> bool:
        return (_known(pains.get(name)) or 0) >= 2

    few_technicians = technicians is not None and technicians < 5
    few_jobs = per_day is not None and per_day * 21 < 100
    # Either mark is enough on its own, unless the other one was told and is large.
    light_fsm = (few_technicians and (per_day is None or per_day * 21 < 300)) or (
        few_jobs and (technicians is None or technicians < 10)
    )
    if technicians is None and per_day is None and heads is not None:
        light_fsm = heads < 5
    revenue = _known(company.revenue_usd_year)
    light_pm = heads is not None and heads <= 8 and (revenue is None or revenue <= 1_500_000)
    leads, quotes, sellers = _known(sales.leads_per_month), _known(sales.open_quotes), _known(sales.salespeople)
    told = [x for x in (leads, quotes) if x is not None]
    light_crm = bool(told) and all(x < 20 for x in told) and (sellers is None or sellers <= 1)
    change, comfort = _known(team.change_capacity), _known(team.tech_comfort)
    unowned = team.administration == "none" and change is not None and change <= 1.5 and (comfort or 3) <= 2
    burned = severe("burned_before") or severe("crew_wont_use_it")
    broken = burned and severe("owner_bottleneck") and (change is None or change <= 2)
    kinds = set(option.platforms)
    if "integrated" in kinds:
        kinds |= {"pm"} if found["share"].mid >= 0.5 else {"fsm"}
    size = math.exp(found["headcount_log"].mid)
    return {
        "light.fsm": float((kinds == {"fsm"} and light_fsm) or (kinds == {"integrated", "fsm"} and light_fsm)),
        "light.pm": float(bool(kinds & {"pm"}) and light_pm and size <= 8),
        "light.crm": float(kinds == {"crm"} and light_crm),
        "change.unowned": float(unowned),
        "process.broken": float(broken),
    }


def readiness(answers: Answers, option: Option, found: Mapping[str, Estimate], rules: RuleBook) -> Readiness:
    """The verdict for the winning *option*: fix first before start light before ready."""
    facts = readiness_facts(answers, option, found)
    fired = findings(facts, rules)
    targets = {target for finding in fired for target in finding.adds}
    if "readiness.fix_first" in targets:
        verdict: Verdict = "fix_first"
    elif "readiness.start_light" in targets:
        verdict = "start_light"
    else:
        verdict = "ready"
    return Readiness(verdict=verdict, findings=fired)
