"""Ready, start light or fix first: pairs of firms on either side of each limit."""

from __future__ import annotations

from typing import Any

import pytest
from whole_answers import K, changed

from advisor import advise
from advisor.questionnaire.answers import answers_from
from advisor.scoring.facts import estimates
from advisor.scoring.readiness import Readiness, readiness, readiness_facts
from advisor.scoring.rules import LIMITS


def verdict_of(data: dict[str, Any], option: str) -> Readiness:
    answers = answers_from(data)
    return readiness(answers, K.option_book.by_id[option], estimates(answers, K)[0], K.rule_book)


SERVICE = {
    "company": {"trade": "plumbing_service", "technicians": 8},
    "work": {"project_share": 0.0, "jobs_per_day": 30},
}
BUILDER = {"company": {"trade": "remodeler", "headcount": 20}, "work": {"project_share": 1.0}}
SELLER = {"company": {"trade": "fence"}, "sales": {"leads_per_month": 60, "open_quotes": 40, "salespeople": 2}}


# ---- start light ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"company.technicians": 4, "work.jobs_per_day": None}, "start_light"),  # fewer than about five
        ({"company.technicians": 5, "work.jobs_per_day": None}, "ready"),
        ({"company.technicians": None, "work.jobs_per_day": 4}, "start_light"),  # 4 x 21 = 84 jobs a month, under 100
        ({"company.technicians": None, "work.jobs_per_day": 5}, "ready"),  # 5 x 21 = 105
        ({"company.technicians": 4, "work.jobs_per_day": 30}, "ready"),  # few people, but many jobs
        ({"company.technicians": 12, "work.jobs_per_day": 4}, "ready"),  # few jobs, but many people
        ({"company.technicians": None, "work.jobs_per_day": None}, "ready"),  # nothing told makes nobody small
    ],
)
def test_a_service_firm_starts_light_below_five_technicians_or_a_hundred_jobs(
    changes: dict[str, Any], verdict: str
) -> None:
    data: dict[str, Any] = SERVICE
    for field, value in changes.items():
        data = changed(data, field, value)
    assert verdict_of(data, "fsm").verdict == verdict


@pytest.mark.parametrize(
    ("people", "revenue", "verdict"),
    [
        (8, None, "start_light"),
        (9, None, "ready"),
        (8, 1_500_000, "start_light"),
        (8, 1_600_000, "ready"),
        (3, 900_000, "start_light"),
    ],
)
def test_a_builder_starts_light_up_to_eight_people_and_a_million_and_a_half(
    people: int, revenue: float | None, verdict: str
) -> None:
    data = changed(changed(BUILDER, "company.headcount", people), "company.revenue_usd_year", revenue)
    assert verdict_of(data, "pm").verdict == verdict


@pytest.mark.parametrize(
    ("leads", "quotes", "sellers", "verdict"),
    [
        (19, 19, 1, "start_light"),
        (20, 19, 1, "ready"),
        (19, 20, 1, "ready"),
        (19, 19, 2, "ready"),
        (19, None, None, "start_light"),
        (None, None, 1, "ready"),
    ],
)
def test_a_seller_starts_light_below_twenty_leads_and_quotes(
    leads: int | None, quotes: int | None, sellers: int | None, verdict: str
) -> None:
    sales = {"leads_per_month": leads, "open_quotes": quotes, "salespeople": sellers}
    assert verdict_of({**SELLER, "sales": {k: v for k, v in sales.items() if v is not None}}, "crm").verdict == verdict


def test_each_verdict_names_its_rule_and_source() -> None:
    light = verdict_of(changed(BUILDER, "company.headcount", 6), "pm")
    assert [f.rule for f in light.findings] == ["small-builder-needs-no-enterprise-tool"]
    assert all(f.source in K.sources and f.says for f in light.findings)


def test_a_large_firm_that_needs_projects_is_not_told_to_start_light_for_its_few_technicians() -> None:
    assert verdict_of(changed(BUILDER, "company.technicians", 2), "pm").verdict == "ready"


# ---- fix first ------------------------------------------------------------------------------------------------------

UNOWNED = {**SERVICE, "team": {"administration": "none", "change_capacity": 1, "tech_comfort": 2}}
BROKEN = {**SERVICE, "pains": {"burned_before": 2, "owner_bottleneck": 2}, "team": {"change_capacity": 2}}


@pytest.mark.parametrize(
    ("field", "value", "verdict"),
    [
        ("team.administration", "none", "fix_first"),
        ("team.administration", "part_time", "ready"),
        ("team.change_capacity", 2, "ready"),
        ("team.tech_comfort", 3, "ready"),
        ("team.change_capacity", "unknown", "ready"),
    ],
)
def test_a_change_that_nobody_owns_comes_first(field: str, value: Any, verdict: str) -> None:
    assert verdict_of(changed(UNOWNED, field, value), "fsm").verdict == verdict


@pytest.mark.parametrize(
    ("field", "value", "verdict"),
    [
        ("pains.burned_before", 2, "fix_first"),
        ("pains.burned_before", 1, "ready"),
        ("pains.owner_bottleneck", 1, "ready"),
        ("team.change_capacity", 3, "ready"),
        ("team.change_capacity", "unknown", "fix_first"),
    ],
)
def test_a_broken_way_of_working_comes_first(field: str, value: Any, verdict: str) -> None:
    assert verdict_of(changed(BROKEN, field, value), "fsm").verdict == verdict


SPANISH = {**SERVICE, "team": {"spanish_speaking_crews": True}}
TWO = {"company": {"trade": "hvac_mechanical", "headcount": 60}, "work": {"project_share": 0.5}}


@pytest.mark.parametrize(
    ("option", "firm", "field", "value", "verdict", "key"),
    [
        ("pm", BUILDER, "company.headcount", 5, "start_light", "R6"),  # up to five people
        ("crm", SELLER, "company.headcount", 5, "start_light", "R6"),
        ("crm", SELLER, "company.headcount", 6, "ready", None),
        ("crm", SELLER, "company.headcount", "unknown", "ready", None),
        ("fsm_pm", {**TWO, "team": {"administration": "none"}}, "team.change_capacity", 2, "start_light", "R7"),
        ("fsm_pm", {**TWO, "team": {"administration": "none"}}, "team.change_capacity", 3, "ready", None),
        ("fsm_pm", {**TWO, "team": {"administration": "part_time"}}, "team.change_capacity", 2, "ready", None),
        ("pm", {**BUILDER, "team": {"administration": "none"}}, "team.change_capacity", 2, "ready", None),
        ("pm", changed(BUILDER, "company.project_managers", 1), "work.projects_at_once", 3, "start_light", "R8"),
        ("pm", changed(BUILDER, "company.project_managers", 1), "work.projects_at_once", 4, "ready", None),
        ("pm", changed(BUILDER, "company.project_managers", 2), "work.projects_at_once", 3, "ready", None),
        ("pm", BUILDER, "work.projects_at_once", 3, "ready", None),  # nobody said how many manage them
        ("fsm", {**SERVICE, "team": {"tech_comfort": 2}}, "pains.crew_wont_use_it", 3, "fix_first", "R9"),
        ("fsm", {**SERVICE, "team": {"tech_comfort": 2}}, "pains.crew_wont_use_it", 2, "ready", None),
        ("fsm", {**SERVICE, "team": {"tech_comfort": 3}}, "pains.crew_wont_use_it", 3, "ready", None),
        ("fsm_pm", TWO, "pains.books_dont_match", 3, "fix_first", "R10"),
        ("fsm_pm", TWO, "pains.books_dont_match", 2, "ready", None),
        ("fsm", SERVICE, "pains.books_dont_match", 3, "ready", None),  # one platform alone is not joined through them
        (
            "fsm",
            SPANISH,
            "pains.language_barrier",
            2,
            "start_light",
            "R11",
        ),
        ("fsm", SPANISH, "pains.language_barrier", 1, "ready", None),
        ("fsm", SERVICE, "pains.language_barrier", 3, "ready", None),
    ],
)
def test_each_further_sign_speaks_on_its_side_of_its_limit_alone(
    option: str, firm: dict[str, Any], field: str, value: Any, verdict: str, key: str | None
) -> None:
    found = verdict_of(changed(firm, field, value), option)
    assert found.verdict == verdict
    assert (key in {f.key for f in found.findings}) if key else not found.findings


def test_every_finding_has_a_first_step_with_a_source() -> None:
    for firm, option in ((UNOWNED, "fsm"), (BROKEN, "fsm"), (changed(BUILDER, "company.headcount", 4), "pm")):
        found = verdict_of(firm, option)
        assert found.findings
        assert [step.rule for step in found.first_steps] == [finding.rule for finding in found.findings]
        for step in found.first_steps:
            assert step.source in K.sources
            assert step.do.endswith(".")
    assert verdict_of(SERVICE, "fsm").first_steps == ()


def test_the_sources_of_the_first_steps_stand_in_the_advice() -> None:
    advice = advise(answers_from(UNOWNED), draws=50)
    assert {step.source for step in advice.readiness.first_steps} <= {note.id for note in advice.sources}


def test_every_limit_of_the_data_file_moves_a_verdict() -> None:
    moved = set()
    for data, option in (
        (changed(SERVICE, "company.technicians", 4), "fsm"),
        ({"company": {"headcount": 4}}, "fsm"),
        ({"work": {"jobs_per_day": 4}}, "fsm"),
        ({"company": {"technicians": 12}, "work": {"jobs_per_day": 4}}, "fsm"),
        (changed(BUILDER, "company.headcount", 7), "pm"),
        (changed(changed(BUILDER, "company.headcount", 7), "company.revenue_usd_year", 1_000_000), "pm"),
        ({"sales": {"leads_per_month": 10}}, "crm"),
        ({"sales": {"open_quotes": 10}}, "crm"),
        ({"sales": {"open_quotes": 10, "salespeople": 1}}, "crm"),
        (UNOWNED, "fsm"),
        (BROKEN, "fsm"),
        ({**SERVICE, "team": {"tech_comfort": 2}, "pains": {"crew_wont_use_it": 3}}, "fsm"),
    ):
        answers = answers_from(data)
        found = estimates(answers, K)[0]
        facts = readiness_facts(answers, K.option_book.by_id[option], found, K.rule_book.limits)
        for name, limit in K.rule_book.limits.items():
            for other in (0.0, limit * 100):
                moved_to = {**K.rule_book.limits, name: other}
                if readiness_facts(answers, K.option_book.by_id[option], found, moved_to) != facts:
                    moved.add(name)
    assert moved == set(LIMITS)


def test_what_has_to_be_fixed_comes_before_starting_light() -> None:
    both = changed(UNOWNED, "company.technicians", 3)
    both = changed(both, "work.jobs_per_day", 3)
    found = verdict_of(both, "fsm")
    assert found.verdict == "fix_first"
    assert {f.key for f in found.findings} == {"R1", "R4"}


def test_readiness_never_changes_the_category() -> None:
    calm, unowned = (advise(answers_from(data), draws=50) for data in (SERVICE, UNOWNED))
    assert calm.readiness.verdict != unowned.readiness.verdict
    assert calm.category == unowned.category
