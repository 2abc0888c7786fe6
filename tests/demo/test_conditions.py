"""When a demo task applies: every condition fires for some contractor and stays silent for another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest

from advisor.demo.conditions import AFTER_HOURS_WORDS, REGULATED_WORDS, ground, holds
from advisor.demo.reasons import HABITS, MARKS, TASKS_OF_PAIN
from advisor.demo.shortlist import OPEN_FACTS
from advisor.demo.situation import Situation
from advisor.demo.tasks import Condition
from advisor.knowledge import Knowledge
from advisor.stack.stack import Stack

TODAY_CRM = {"today": {"tools": [{"kind": "crm", "works": "well"}]}}
HALF = {"work": {"project_share": 0.5}}
KITCHENS = {"name": "kitchens", "duration": {"value": 12, "unit": "weeks"}, "average_value_usd": 60_000}


def company(**fields: Any) -> dict[str, Any]:
    """Answers on the company."""
    return {"company": fields}


def signals(**fields: Any) -> dict[str, Any]:
    """Answers on the marks of the work."""
    return {"work": {"signals": fields}}


def pain(name: str) -> dict[str, Any]:
    """One severe pain."""
    return {"pains": {name: 3}}


# Condition, contractors for whom it holds, contractors for whom it does not. A contractor is his answers and, where it
# is not FSM, the option; a third part names the vendors of the shortlist.
CASES: list[tuple[Condition, list[Any], list[Any]]] = [
    (
        "residential",
        [company(segment="residential"), company(segment="mixed"), company(trade="remodeler")],
        [{}, company(segment="commercial", trade="remodeler"), company(segment="unknown", trade="gc_commercial")],
    ),
    (
        "commercial",
        [company(segment="commercial"), company(trade="gc_commercial"), signals(rfis_submittals=True)],
        [{}, company(segment="residential"), {**company(segment="commercial"), **signals(rfis_submittals=False)}],
    ),
    (
        "repeat_sales",
        [{"sales": {"repeat_share": 0.6}}, pain("past_customers_forgotten"), company(trade="pool_service")],
        [{}, {**company(trade="pool_service"), "sales": {"repeat_share": 0.1}}, {"sales": {"repeat_share": "unknown"}}],
    ),
    ("several_salespeople", [{"sales": {"salespeople": 2}}], [{}, {"sales": {"salespeople": 1}}]),
    (
        "sells_projects",
        [{"work": {"project_share": 0.3}}, company(trade="home_builder"), {"work": {"unit": "project"}}],
        [{"work": {"project_share": 0.05}}, company(trade="pest_control"), {}],
    ),
    (
        "uses_drawings",
        [signals(rfis_submittals=True), pain("wrong_drawings"), company(trade="structural_steel")],
        [{}, company(trade="pest_control")],
    ),
    (
        "uses_subs",
        [signals(several_trades=True), pain("subs_no_show"), company(trade="home_builder")],
        [{}, {**company(trade="home_builder"), **signals(several_trades=False)}],
    ),
    (
        "progress_or_draws",
        [signals(progress_billing=True), company(trade="concrete")],
        [{}, {**company(trade="concrete"), **signals(progress_billing=False)}, company(trade="locksmith")],
    ),
    (
        "remodel_or_build",
        [company(trade="remodeler"), company(trade="general_contractor"), pain("selections_delays")],
        [{}, company(trade="pest_control")],
    ),
    (
        "three_projects_at_once",
        [
            {"work": {"projects_at_once": 3}},
            {"work": {"streams": [{**KITCHENS, "per_year": 20}]}},
            company(project_managers=2),
        ],
        [
            {},
            {"work": {"projects_at_once": 2}},
            {"work": {"projects_at_once": {"low": 1, "high": 9}}},
            {"work": {"streams": [{**KITCHENS, "per_year": 5}]}},
            {**company(project_managers=2), "work": {"projects_at_once": 1}},
        ],
    ),
    ("warranty_work", [company(trade="remodeler"), pain("warranty_requests_messy")], [{}, company(trade="locksmith")]),
    (
        "many_stops",
        [
            {**company(technicians=8), "work": {"jobs_per_day": 40}},
            pain("windshield_time"),
            company(trade="pool_service"),
        ],
        [{}, {**company(technicians=8, trade="pool_service"), "work": {"jobs_per_day": 16}}],
    ),
    (
        "priced_on_site",
        [signals(same_visit_billing=True), pain("inconsistent_pricing"), company(trade="plumbing_service")],
        [{}, company(trade="concrete")],
    ),
    (
        "sells_agreements",
        [signals(recurring=True), pain("agreements_lapse"), company(trade="hvac")],
        [{}, {**company(trade="hvac"), **signals(recurring=False)}],
    ),
    ("stocks_parts", [pain("parts_runs"), company(trade="garage_door")], [{}, company(trade="framing")]),
    (
        "services_equipment",
        [pain("repeat_callbacks"), company(trade="elevator"), company(trade="hvac")],
        [{}, company(trade="painting")],
    ),
    (
        "commercial_service",
        [company(segment="commercial"), company(trade="refrigeration")],
        [
            {**company(segment="commercial"), "work": {"project_share": 0.95}},
            company(segment="residential"),
            company(trade="plumbing_service"),
        ],
    ),
    (
        "after_hours",
        [company(trade="locksmith"), company(trade="restoration"), company(trade="elevator")],
        [{}, company(trade="painting"), company(trade="remodeler")],
    ),
    (
        "regulated",
        [company(trade="pest_control"), pain("compliance_records"), signals(insurance_claims=True)],
        [{}, company(trade="remodeler"), company(trade="pool_builder")],
    ),
    (
        "claims_both_sides",
        [
            ({"work": {"project_share": 0.5}}, "integrated"),
            ({"work": {"project_share": 0.95}}, "integrated"),
            ({"work": {"project_share": 0.8}}, "pm"),
            (HALF, "fsm_pm", ["alfa", "carlo"]),
        ],
        [
            ({"work": {"project_share": 1}}, "integrated"),
            ({"work": {"project_share": 0.95}}, "pm"),
            (HALF, "crm"),
            (HALF, "fsm_pm", ["bravo", "carlo"]),
            ({"work": {"project_share": 0.95}}, "fsm_pm", ["alfa", "carlo"]),
        ],
    ),
    (
        "two_platforms",
        [({}, "fsm_pm"), ({}, "crm_pm"), (TODAY_CRM, "fsm", ["bravo", "echo"])],
        [({}, "fsm"), ({}, "integrated"), ({}, "fsm", ["bravo"])],
    ),
    (
        "project_platform_with_accounting",
        [({**HALF, "today": {"accounting": "foundation"}}, "pm")],
        [
            (HALF, "pm"),
            ({**HALF, "today": {"accounting": "none"}}, "pm"),
            ({**HALF, "today": {"accounting": "foundation"}}, "fsm"),
        ],
    ),
    (
        "crm_plus_operations",
        [({}, "crm_fsm"), (TODAY_CRM, "pm"), ({"today": {"tools": [{"kind": "fsm", "works": "partly"}]}}, "crm")],
        [({}, "fsm_pm"), ({}, "crm"), ({"today": {"tools": [{"kind": "crm", "works": "badly"}]}}, "pm")],
    ),
    (
        "takes_cards",
        [signals(same_visit_billing=True), company(trade="locksmith")],
        [{}, company(trade="structural_steel")],
    ),
    (
        "ten_or_more_staff",
        [company(headcount=10), company(field_staff=8, office_staff=2), company(headcount={"low": 12})],
        [{}, company(headcount=9), company(headcount={"low": 5, "high": 50}), company(headcount="unknown")],
    ),
    ("twenty_or_more_staff", [company(headcount=20)], [{}, company(headcount=19)]),
    (
        "anything_connects",
        [{"today": {"accounting": "xero"}}, {"limits": {"must_integrate": ["xero"]}}, ({}, "fsm_pm")],
        [{}, {"today": {"accounting": "none"}}, {"today": {"accounting": "unknown"}}],
    ),
    ("ai_sold", [({}, "fsm", ["delta"])], [({}, "fsm", ["bravo"]), {}]),
    (
        "spanish_crew",
        [{"team": {"spanish_speaking_crews": True}}, pain("language_barrier"), company(trade="framing")],
        [{}, {**company(trade="framing"), "team": {"spanish_speaking_crews": False}}],
    ),
    (
        "hourly_staff",
        [signals(certified_payroll=True), pain("timesheets"), company(trade="concrete")],
        [{}, company(trade="locksmith")],
    ),
]


@pytest.fixture
def contractor(situation: Callable[..., Situation], make_stack: Callable[..., Stack]) -> Callable[[Any], Situation]:
    """The situation of a contractor as the cases write it."""

    def make(case: Any) -> Situation:
        answers, option, vendors = (*case, [])[:3] if isinstance(case, tuple) else (case, "fsm", [])
        return situation(answers, option, (make_stack(*vendors),) if vendors else ())

    return make


def _each(column: int) -> list[Any]:
    return [pytest.param(row[0], case, id=f"{row[0]}-{n}") for row in CASES for n, case in enumerate(row[column])]


@pytest.mark.parametrize(("condition", "case"), _each(1))
def test_a_condition_holds(condition: Condition, case: Any, contractor: Callable[[Any], Situation]) -> None:
    assert holds(condition, contractor(case))


@pytest.mark.parametrize(("condition", "case"), _each(2))
def test_a_condition_stays_silent(condition: Condition, case: Any, contractor: Callable[[Any], Situation]) -> None:
    assert not holds(condition, contractor(case))


def test_every_condition_word_has_cases() -> None:
    assert {condition for condition, _, _ in CASES} == set(get_args(Condition))


def test_an_answer_is_told_apart_from_what_is_usual_in_the_trade(situation: Callable[..., Situation]) -> None:
    assert ground("sells_agreements", situation(signals(recurring=True))) == "said"
    assert ground("sells_agreements", situation(company(trade="hvac_residential"))) == "usual"
    assert ground("two_platforms", situation({}, "fsm_pm")) == "follows"


def test_a_parent_trade_stands_for_at_least_half_of_its_family(situation: Callable[..., Situation]) -> None:
    assert situation(company(trade="hvac")).leans_on("recurring_maintenance")
    assert not situation(company(trade="hvac")).leans_on("price_book")


def test_friction_enlarges_the_smaller_side_as_in_the_verdict(situation: Callable[..., Situation]) -> None:
    calm = {"work": {"project_share": 0.92}}
    strained = {**calm, "friction": {"workarounds": 3, "double_entry": 3, "missed_information": 3}}
    assert situation(calm, "pm").minor_share <= 0.10 < situation(strained, "pm").minor_share
    assert holds("claims_both_sides", situation(strained, "pm"))


@pytest.mark.parametrize("word", AFTER_HOURS_WORDS + REGULATED_WORDS)
def test_every_word_is_found_in_some_trade(word: str, k: Knowledge) -> None:
    assert any(word in need.lower() for trade in k.trades.values() for need in trade.niche_needs)


def test_the_tasks_pains_and_marks_named_in_code_exist(k: Knowledge) -> None:
    tasks = {task.id for task in k.task_book.tasks}
    assert set(OPEN_FACTS) <= tasks
    assert {task for linked in TASKS_OF_PAIN.values() for task in linked} <= tasks
    assert set(TASKS_OF_PAIN) <= set(k.pains)
    assert set(MARKS) <= set(k.need_weights.signals)


def test_every_condition_that_rests_on_the_contractor_has_words(k: Knowledge) -> None:
    from_the_advice = {
        "claims_both_sides", "two_platforms", "project_platform_with_accounting", "crm_plus_operations", "ai_sold",
    }  # fmt: skip
    assert set(get_args(Condition)) - from_the_advice == set(HABITS)
