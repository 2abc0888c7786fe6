"""Facts: what the answers count as, above all where nothing was answered."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from whole_answers import K, answers_files

from advisor.questionnaire.answers import Range, answers_from
from advisor.scoring.facts import QUESTION_OF, derive, estimates
from advisor.scoring.missing import Estimate, choice, number, yes_no
from advisor.scoring.spans import Number


def found(data: dict[str, Any]) -> dict[str, Estimate]:
    return estimates(answers_from(data), K)[0]


def facts(data: dict[str, Any]) -> dict[str, float]:
    points: dict[str, Number] = {name: e.mid for name, e in found(data).items()}
    return {name: float(value) for name, value in derive(points, K.rule_book).items()}  # type: ignore[arg-type]


# ---- open answers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [None, "unknown"])
def test_an_open_number_is_its_whole_range(value: str | None) -> None:
    assert number(value, least=0, plausible=5, greatest=40)[:3] == (0, 5, 40)


def test_a_told_number_is_exact_and_held_to_the_range_where_rules_read() -> None:
    assert number(7.0, least=0, plausible=5, greatest=40).exact
    assert number(700.0, least=0, plausible=5, greatest=40).mid == 40


@pytest.mark.parametrize(
    ("given_range", "low", "mid", "high"),
    [
        (Range(low=2, high=6), 2, 4, 6),
        (Range(low=8), 8, 8, 40),  # the plausible 5 is held up to the told end
        (Range(high=3), 0, 3, 3),
        (Range(low=2), 2, 5, 40),
    ],
)
def test_a_range_is_kept_with_its_open_end(given_range: Range, low: float, mid: float, high: float) -> None:
    assert number(given_range, least=0, plausible=5, greatest=40)[:3] == (low, mid, high)


def test_yes_no_and_choice_are_exact_only_when_told() -> None:
    assert yes_no(True)[:3] == (1, 1, 1)
    assert yes_no("unknown")[:3] == yes_no(None)[:3] == (0, 0.25, 1)
    degrees = {"none": 1.0, "full_time": 0.0}
    assert choice("none", degrees, plausible=0.5)[:3] == (1, 1, 1)
    assert choice(None, degrees, plausible=0.5)[:3] == (0, 0.5, 1)


def test_nothing_is_known_of_a_firm_that_said_nothing() -> None:
    exact = sorted(name for name, e in found({}).items() if e.exact)
    assert exact == ["share_known"]


@given(answers_files())
def test_every_estimate_runs_from_low_over_mid_to_high(data: dict[str, Any]) -> None:
    for name, estimate in found(data).items():
        assert estimate.low <= estimate.mid <= estimate.high, name
        assert all(math.isfinite(value) for value in estimate), name
        assert estimate.held >= 0, name


def test_every_open_estimate_belongs_to_a_question() -> None:
    without = {name for name, e in found({}).items() if not e.exact and name not in QUESTION_OF}
    assert without == set()


# ---- the felt share -------------------------------------------------------------------------------------------------

SEVERE = {"workarounds": 3, "double_entry": 3, "missed_information": 3}
NONE = {"workarounds": 0, "double_entry": 0, "missed_information": 0}


def felt(share: float, friction: dict[str, int]) -> float:
    return facts({"work": {"project_share": share}, "friction": friction, "pains": {}})["project.felt_share"]


def test_friction_makes_the_smaller_side_bigger_than_it_looks() -> None:
    assert felt(0.20, NONE) == pytest.approx(0.20)
    assert felt(0.20, SEVERE) == pytest.approx(0.30)  # 0.20 + 0.10, the whole of what friction adds
    assert felt(0.20, SEVERE | {"workarounds": 0}) == pytest.approx(0.20 + 0.10 * 6 / 9)


def test_friction_never_carries_a_side_past_the_middle() -> None:
    assert felt(0.45, SEVERE) == pytest.approx(0.50)
    assert felt(0.60, SEVERE) == pytest.approx(0.60)


def test_friction_says_nothing_where_there_is_no_such_work() -> None:
    assert felt(0.02, SEVERE) == pytest.approx(0.02)
    assert felt(0.0, SEVERE) == 0


def test_service_and_projects_living_apart_is_friction_too() -> None:
    apart = facts({"work": {"project_share": 0.2}, "friction": NONE, "pains": {"service_projects_split": 3}})
    assert apart["project.felt_share"] > 0.2


# ---- the line -------------------------------------------------------------------------------------------------------


def line(data: dict[str, Any]) -> tuple[float, float]:
    told = facts(data)
    return round(told["line.low"], 4), round(told["line.high"], 4)


def test_the_usual_line_is_a_quarter_to_three_tenths() -> None:
    assert line({"company": {"trade": "concrete"}}) == (0.25, 0.30)


def test_a_remodelers_line_is_about_a_quarter() -> None:
    low, high = line({"company": {"trade": "remodeler"}})
    assert 0.23 <= low <= high <= 0.27


@pytest.mark.parametrize(("differs", "wanted"), [(True, (0.20, 0.25)), (False, (0.25, 0.30))])
def test_a_builders_line_is_lower_only_for_a_pattern_of_its_own(differs: bool, wanted: tuple[float, float]) -> None:
    data = {"company": {"trade": "gc_commercial"}, "work": {"pattern_differs": differs, "project_share": 0.8}}
    assert line(data) == wanted


# ---- sizes, tools and shape -----------------------------------------------------------------------------------------


def people(company: dict[str, Any]) -> tuple[float, float, float]:
    low, mid, high, _ = found({"company": company})["headcount_log"]
    return tuple(round(math.exp(x), 3) for x in (low, mid, high))  # type: ignore[return-value]


def test_a_told_headcount_is_exact() -> None:
    assert people({"headcount": 35}) == (35, 35, 35)


def test_other_counts_of_people_bound_an_open_headcount_from_below() -> None:
    low, mid, high = people({"technicians": 14, "office_staff": 4})
    assert low == 18
    assert 18 < mid < high == 2000


def test_revenue_tells_an_open_headcount_roughly() -> None:
    small, large = (people({"revenue_usd_year": usd})[1] for usd in (800_000, 20_000_000))
    assert small < 10 < 50 < large


@pytest.mark.parametrize(
    ("tools", "wanted"),
    [
        (None, (0, 1)),
        ([], (0, 0)),
        ([{"kind": "pm", "works": "well"}], (1, 1)),
        ([{"kind": "pm", "works": "badly"}], (0, 0)),
        ([{"kind": "pm"}], (0, 1)),
        ([{"kind": "fsm", "works": "well"}], (0, 0)),
    ],
)
def test_a_tool_counts_as_kept_only_when_it_works(tools: Any, wanted: tuple[float, float]) -> None:
    tool = found({"today": {"tools": tools}})["tool.project"]
    assert (tool.low, tool.high) == wanted


@pytest.mark.parametrize(
    ("work", "project_shaped"),
    [
        ({"typical_duration": {"value": 4, "unit": "months"}}, True),
        ({"typical_duration": {"value": 2, "unit": "hours"}}, False),
        ({"unit": "project"}, True),
        ({"unit": "job"}, False),
        ({"signals": {"rfis_submittals": True, "progress_billing": True, "contracts": True}}, True),
        ({"signals": {"dispatch": True, "same_visit_billing": True, "recurring": True}}, False),
        ({"projects_at_once": 8}, True),
        ({"jobs_per_day": 40}, False),
    ],
)
def test_the_marks_of_the_work_tell_an_open_split(work: dict[str, Any], project_shaped: bool) -> None:
    share = found({"work": work})["share"]
    assert (share.mid > 0.6) if project_shaped else (share.mid < 0.4)
    assert (share.low, share.high) == (0, 1), "it stays a guess"


def test_forty_calls_over_eight_technicians_leave_no_projects() -> None:
    assert found({"work": {"jobs_per_day": 40}, "company": {"technicians": 8}})["share"].mid < 0.2


# ---- pains ----------------------------------------------------------------------------------------------------------


def pain(name: str, severity: float) -> float:
    return facts({"work": {"project_share": 0.5}, "pains": {name: severity}})["project.pain"]


def test_a_pain_counts_by_its_strength() -> None:
    assert pain("rfis_submittals_lost", 0) == 0 < pain("rfis_submittals_lost", 1) < pain("rfis_submittals_lost", 3)


def test_what_almost_everyone_feels_counts_half() -> None:
    assert K.pains["jobs_run_late"].common
    assert pain("jobs_run_late", 3) == pytest.approx(pain("rfis_submittals_lost", 3) / 2)


def test_pains_count_in_full_at_the_most() -> None:
    many = dict.fromkeys([p.id for p in K.pains.values() if p.side == "project"], 3)
    assert facts({"work": {"project_share": 0.9}, "pains": many})["project.pain"] == 1
