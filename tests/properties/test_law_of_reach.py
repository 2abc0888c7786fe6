"""Law 10: every answer of the advisor can be reached, and every rule can speak and stay silent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from whole_answers import OPTIONS, K, answers_files

from advisor import advise
from advisor.files import parse, read_text
from advisor.questionnaire.answers import answers_from
from advisor.scoring.facts import derive, estimates
from advisor.scoring.rules import Rule

CASES = Path(__file__).parent.parent / "cases"
RULES = K.rule_book.rules

REACHES: dict[str, dict[str, Any]] = {
    "crm": {  # a siding firm that sells all day and whose crews need nothing
        "company": {"trade": "exteriors", "segment": "residential", "headcount": 16},
        "work": {"project_share": 0.95, "typical_duration": {"value": 3, "unit": "days"}},
        "pains": {"slow_lead_response": 3, "quotes_not_followed_up": 3, "marketing_blind": 3},
        "sales": {"leads_per_month": 120, "salespeople": 5, "sales_led": True},
    },
    "pm": {  # a commercial builder whose trouble is on site
        "company": {"trade": "gc_commercial", "segment": "commercial", "headcount": 70},
        "work": {"project_share": 1.0},
        "pains": {"subs_no_show": 3, "rfis_submittals_lost": 3},
    },
    "fsm": {  # a drain cleaner with calls all day
        "company": {"trade": "plumbing_service", "segment": "residential", "headcount": 22, "technicians": 14},
        "work": {"project_share": 0.0, "jobs_per_day": 60},
        "pains": {"dispatch_chaos": 3},
    },
    "integrated": {  # six people with both kinds of work who want one system
        "company": {"trade": "electrical", "segment": "residential", "headcount": 6},
        "work": {"project_share": 0.4},
        "team": {"administration": "none"},
        "limits": {"wants_one_system": True},
    },
    "fsm_pm": {  # a mechanical contractor in two halves
        "company": {"trade": "hvac_mechanical", "segment": "commercial", "headcount": 80},
        "work": {"project_share": 0.55},
        "team": {"administration": "full_time"},
    },
    "crm_pm": {  # a builder who pursues big jobs for a year with many people
        "company": {"trade": "gc_commercial", "segment": "commercial", "headcount": 350},
        "work": {"project_share": 0.99, "project_types": 5},
        "pains": {"leads_scattered": 3, "no_customer_history": 3, "quotes_not_followed_up": 3, "subs_no_show": 3},
        "sales": {"customer_base": 4000, "sales_cycle_weeks": 40, "stakeholders": "many", "salespeople": 6},
        "team": {"administration": "full_time", "change_capacity": 5, "tech_comfort": 5},
        "limits": {"budget_usd_month": 8000},
    },
    "crm_fsm": {  # a large service firm that buys thousands of leads and tenders to property managers
        "company": {"trade": "pest_control", "segment": "mixed", "headcount": 250, "technicians": 160},
        "work": {"project_share": 0.0, "jobs_per_day": 700, "project_types": 4},
        "pains": {"leads_scattered": 3, "slow_lead_response": 3, "quotes_not_followed_up": 3, "marketing_blind": 3,
                  "dispatch_chaos": 2},
        "sales": {"leads_per_month": 900, "salespeople": 14, "stakeholders": "many", "sales_cycle_weeks": 12,
                  "customer_base": 9000},
        "team": {"administration": "full_time", "change_capacity": 5, "tech_comfort": 5},
        "limits": {"budget_usd_month": 15000},
    },
}  # fmt: skip

READY: dict[str, dict[str, Any]] = {
    "ready": REACHES["fsm"],
    "start_light": {
        "company": {"trade": "locksmith", "headcount": 3, "technicians": 2},
        "work": {"project_share": 0.0, "jobs_per_day": 3},
    },
    "fix_first": {
        "company": {"trade": "electrical", "headcount": 30},
        "work": {"project_share": 0.1},
        "pains": {"burned_before": 3, "owner_bottleneck": 3},
        "team": {"administration": "none", "change_capacity": 1, "tech_comfort": 2},
    },
}


@pytest.mark.parametrize("option", OPTIONS)
def test_some_plausible_contractor_gets_every_option(option: str) -> None:
    assert advise(answers_from(REACHES[option]), draws=200).option == option


@pytest.mark.parametrize("verdict", ["ready", "start_light", "fix_first"])
def test_some_plausible_contractor_gets_every_readiness_verdict(verdict: str) -> None:
    readiness = advise(answers_from(READY[verdict]), draws=200).readiness
    assert readiness.verdict == verdict
    assert bool(readiness.findings) == (verdict != "ready")


# ---- the rules on their own examples --------------------------------------------------------------------------------


def _readings(rule: Rule, facts: dict[str, float]) -> list[float]:
    """Strength of the rule on these facts, once for each side that they describe."""
    return [float(one.strength(facts)) for one in rule.for_each_side() if one.fact in facts]  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_fires_on_its_example_and_stays_silent_on_the_other(rule: Rule) -> None:
    fires, silent = _readings(rule, dict(rule.examples.fires)), _readings(rule, dict(rule.examples.silent))
    assert fires
    assert min(fires) > 0
    assert silent
    assert max(silent) == 0


# ---- the rules on whole contractors ---------------------------------------------------------------------------------


OTHERS: list[dict[str, Any]] = [
    {  # everything basic told; the service tool works; the same crews do both; customers come back
        "company": {"trade": "plumbing_service", "headcount": 20, "growth": "fast"},
        "work": {"project_share": 0.05, "unit": "job", "typical_duration": {"value": 2, "unit": "hours"},
                 "shared_crews": True, "signals": {"rfis_submittals": False, "progress_billing": False}},
        "sales": {"repeat_share": 0.8},
        "today": {"tools": [{"kind": "fsm", "works": "well"}]},
    },
    {  # a builder whose CRM works, with nothing recurring, new customers each time and no growth
        "company": {"trade": "home_builder", "headcount": 40, "growth": "steady"},
        "work": {"project_share": 1.0, "unit": "project", "shared_crews": False, "signals": {"recurring": False}},
        "sales": {"repeat_share": 0.0},
        "today": {"tools": [{"kind": "crm", "works": "well"}]},
        "friction": {"workarounds": 0, "double_entry": 0, "missed_information": 0},
        "pains": {},
    },
    {  # one platform for everything, and it works
        "company": {"trade": "electrical", "headcount": 12},
        "work": {"project_share": 0.2},
        "today": {"tools": [{"kind": "integrated", "works": "well"}]},
    },
    {  # a builder whose small jobs run like its projects and make no trouble
        "company": {"trade": "gc_commercial", "headcount": 50},
        "work": {"project_share": 0.82, "pattern_differs": False},
        "friction": {"workarounds": 0, "double_entry": 0, "missed_information": 0},
        "pains": {"overruns_found_too_late": 2},
    },
    {  # one seller with a handful of leads
        "company": {"trade": "fence", "headcount": 10},
        "work": {"project_share": 1.0, "typical_duration": {"value": 2, "unit": "days"}},
        "pains": {"quotes_not_followed_up": 3, "slow_lead_response": 3, "leads_scattered": 3},
        "sales": {"leads_per_month": 12, "open_quotes": 9, "salespeople": 1, "sales_led": True},
    },
    {  # four people, a crew that leaves its app alone, and a language that the app does not speak
        "company": {"trade": "landscaping", "headcount": 4, "technicians": 6},
        "work": {"project_share": 0.0, "jobs_per_day": 25},
        "pains": {"crew_wont_use_it": 3, "language_barrier": 3},
        "team": {"tech_comfort": 2, "spanish_speaking_crews": True},
    },
    {  # a mechanical contractor in two halves without an administrator, whose books do not match
        "company": {"trade": "hvac_mechanical", "segment": "commercial", "headcount": 80},
        "work": {"project_share": 0.55},
        "pains": {"books_dont_match": 3},
        "team": {"administration": "none", "change_capacity": 2, "tech_comfort": 4},
    },
    {  # a builder who manages two projects alone
        "company": {"trade": "home_builder", "headcount": 12, "project_managers": 1},
        "work": {"project_share": 1.0, "projects_at_once": 2},
    },
]  # fmt: skip


def _contractors() -> list[dict[str, Any]]:
    cases = [
        case["answers"]
        for name in ("golden.yaml", "published.yaml")
        for case in parse(read_text(CASES / name), name=name, trusted=True)["cases"]
    ]
    return [*cases, *REACHES.values(), *READY.values(), *OTHERS]


@pytest.fixture(scope="module")
def fired_by() -> dict[tuple[str, str], int]:
    """For how many of the known contractors each reading of a rule is stated as a fact."""
    counts = {(rule.id, rule.fact): 0 for rule in K.rule_book.read}
    for data in _contractors():
        advice = advise(answers_from(data), draws=50)
        stated = {(f.rule, f.fact) for f in (*advice.findings, *advice.readiness.findings) if f.established}
        for reading in stated:
            counts[reading] += 1
    return counts


@pytest.mark.parametrize("reading", [(rule.id, rule.fact) for rule in K.rule_book.read], ids=" reading ".join)
def test_every_rule_speaks_for_some_contractor_and_not_for_another(
    reading: tuple[str, str], fired_by: dict[tuple[str, str], int]
) -> None:
    assert 0 < fired_by[reading] < len(_contractors())


@given(answers_files())
def test_every_rule_can_be_read_for_any_answers(data: dict[str, Any]) -> None:
    found, _, shape = estimates(answers_from(data), K)
    facts = {**shape, **derive({name: e.mid for name, e in found.items()}, K.rule_book)}
    for rule in K.rule_book.read:
        if rule.fact in facts:
            assert 0 <= float(rule.strength(facts)) <= 1  # type: ignore[arg-type]
