"""The split: three bases with the arithmetic by hand, which one leads, and how wide it is known."""

from __future__ import annotations

from typing import Any

import pytest

from advisor.knowledge import load_knowledge
from advisor.questionnaire.answers import answers_from
from advisor.scoring.facts import estimates
from advisor.scoring.work_mix import WorkMix, measure_streams, project_degree, short_degree, workdays

# Sixty weeks of building against six thousand calls of two hours, both of a shape that leaves no doubt.
BUILDINGS = {
    "name": "buildings",
    "duration": {"value": 12, "unit": "months"},
    "per_year": 4,
    "average_value_usd": 300_000,
    "hours_each": 1500,
    "signals": {"contracts": True, "change_orders": True},
}
CALLS = {
    "name": "calls",
    "duration": {"value": 2, "unit": "hours"},
    "per_year": 6000,
    "average_value_usd": 300,
    "hours_each": 3,
    "signals": {"dispatch": True, "same_visit_billing": True},
}


def mix_of(work: dict[str, Any], **company: Any) -> WorkMix:
    return estimates(answers_from({"company": company, "work": work}), load_knowledge())[1]


# ---- the three bases ------------------------------------------------------------------------------------------------


def test_each_basis_has_its_own_split() -> None:
    mix = mix_of({"streams": [BUILDINGS, CALLS]})
    # revenue: 4 x 300,000 = 1,200,000 against 6,000 x 300 = 1,800,000; 1.2 / 3.0 = 0.40
    assert mix.by_revenue is not None
    assert mix.by_revenue.mid == pytest.approx(0.40)
    # labor: 4 x 1,500 = 6,000 h against 6,000 x 3 = 18,000 h; 6 / 24 = 0.25
    assert mix.by_hours is not None
    assert mix.by_hours.mid == pytest.approx(0.25)
    # count: 4 against 6,000; 4 / 6,004 = 0.00067
    assert mix.by_count is not None
    assert mix.by_count.mid == pytest.approx(4 / 6004)


def test_revenue_leads() -> None:
    mix = mix_of({"streams": [BUILDINGS, CALLS]})
    assert mix.leading_basis == "revenue"
    assert mix.project_share.mid == pytest.approx(0.40)
    assert (mix.minor_side, mix.minor_share.mid) == ("project", pytest.approx(0.40))


def test_hours_lead_where_values_are_open() -> None:
    streams = [{k: v for k, v in s.items() if k != "average_value_usd"} for s in (BUILDINGS, CALLS)]
    mix = mix_of({"streams": streams})
    assert (mix.leading_basis, mix.by_revenue) == ("hours", None)
    assert mix.project_share.mid == pytest.approx(0.25)


def test_the_count_never_decides_alone() -> None:
    streams = [{k: v for k, v in s.items() if k not in ("average_value_usd", "hours_each")} for s in (BUILDINGS, CALLS)]
    mix = mix_of({"streams": streams})
    assert mix.leading_basis == "count"
    assert any("count alone misleads" in doubt for doubt in mix.doubts)
    by_money = mix_of({"streams": [BUILDINGS, CALLS]})
    assert mix.project_share.width > by_money.project_share.width


def test_a_line_between_revenue_and_hours_is_told() -> None:
    mix = mix_of({"streams": [BUILDINGS, CALLS]})  # 0.40 by revenue lies past the line, 0.25 by hours inside the band
    assert any("different sides of the line" in doubt for doubt in mix.doubts)


def test_bases_that_agree_raise_no_doubt() -> None:
    calls = CALLS | {"per_year": 4000, "hours_each": 2}  # 1.2 of 2.4 M = 0.50; 6,000 of 14,000 h = 0.43: both past it
    mix = mix_of({"streams": [BUILDINGS, calls]})
    assert not any("different sides" in doubt for doubt in mix.doubts)


def test_one_kind_of_work_without_a_value_leaves_revenue_open() -> None:
    mix = mix_of({"streams": [BUILDINGS, {k: v for k, v in CALLS.items() if k != "average_value_usd"}]})
    assert mix.by_revenue is None
    assert mix.leading_basis == "hours"


def test_kinds_of_work_without_any_number_tell_no_split() -> None:
    mix = mix_of({"streams": [{"name": "something"}, {"name": "something else"}]})
    assert mix.leading_basis == "trade"
    assert (mix.project_share.low, mix.project_share.high) == (0, 1)
    assert mix.doubts


def test_kinds_of_work_that_bring_nothing_tell_no_split() -> None:
    nothing = [BUILDINGS | {"per_year": 0}, CALLS | {"per_year": 0}]
    assert mix_of({"streams": nothing}).leading_basis == "trade"


# ---- a typed share --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("share", "side", "minor"), [(0.4, "project", 0.4), (0.75, "job", 0.25), (0.5, "job", 0.5)])
def test_the_minor_side_is_the_smaller_one(share: float, side: str, minor: float) -> None:
    mix = mix_of({"project_share": share})
    assert (mix.minor_side, mix.minor_share.mid) == (side, pytest.approx(minor))


def test_a_typed_share_is_known_less_closely_than_a_listed_one() -> None:
    listed = mix_of({"streams": [BUILDINGS, CALLS]}).project_share
    typed = mix_of({"project_share": 0.40}).project_share
    assert typed.mid == pytest.approx(listed.mid)
    assert typed.width > listed.width


def test_a_typed_share_by_count_is_known_least() -> None:
    by_count = mix_of({"project_share": 0.40, "basis": "count"})
    assert by_count.leading_basis == "count"
    assert any("misleads" in doubt for doubt in by_count.doubts)


def test_a_share_of_nothing_never_runs_below_zero() -> None:
    assert mix_of({"project_share": 0.0}).project_share.low == 0
    assert mix_of({"project_share": 1.0}).project_share.high == 1


def test_a_range_is_kept_as_it_was_given() -> None:
    share = mix_of({"project_share": {"low": 0.3, "high": 0.5}}).project_share
    assert (share.low, share.mid, share.high) == pytest.approx((0.3, 0.4, 0.5))


def test_a_minor_share_whose_range_spans_the_middle_goes_up_to_half() -> None:
    minor = mix_of({"project_share": {"low": 0.4, "high": 0.7}}).minor_share
    assert (minor.low, minor.high) == pytest.approx((0.3, 0.5))  # 1 - 0.7 = 0.3 is the smallest it can be


@pytest.mark.parametrize("share", ["unknown", None])
def test_an_open_share_may_be_anything(share: str | None) -> None:
    mix = mix_of({"project_share": share})
    assert mix.leading_basis == "trade"
    assert (mix.project_share.low, mix.project_share.high) == (0, 1)


def test_the_trade_tells_an_open_split_until_it_is_said() -> None:
    pest, steel = (mix_of({}, trade=trade).project_share.mid for trade in ("pest_control", "structural_steel"))
    assert pest < 0.25 < 0.75 < steel
    assert mix_of({"project_share": 0.6}, trade="pest_control").project_share.mid == pytest.approx(0.6)


# ---- length -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "unit", "days"), [(4, "hours", 0.5), (3, "days", 3), (2, "weeks", 10), (2, "months", 42)]
)
def test_lengths_are_working_days(value: float, unit: str, days: float) -> None:
    duration = answers_from({"work": {"typical_duration": {"value": value, "unit": unit}}}).work.typical_duration
    assert workdays(duration) == (days, days, days)


def test_a_length_with_one_end_is_open_on_the_other() -> None:
    duration = answers_from(
        {"work": {"typical_duration": {"value": {"low": 2}, "unit": "weeks"}}}
    ).work.typical_duration
    days = workdays(duration)
    assert days is not None
    assert days[0] == 10 < days[1] < days[2]


@pytest.mark.parametrize("word", ["unknown", None])
def test_an_open_length_is_no_length(word: str | None) -> None:
    assert workdays(word) is None


def test_longer_work_is_more_project_shaped() -> None:
    degrees = [project_degree(days) for days in (0.1, 2, 5, 10, 20, 30, 250)]
    assert degrees == sorted(degrees)
    assert (degrees[0], degrees[1], degrees[-2], degrees[-1]) == (0, 0, 1, 1)


def test_short_projects_last_from_one_to_ten_days() -> None:
    assert [round(short_degree(d), 6) for d in (0.25, 1, 3, 10, 30)] == [0, 1, 1, 1, 0]
    assert 0 < short_degree(0.7) < 1
    assert 0 < short_degree(17) < 1


def test_no_kinds_of_work_measure_nothing() -> None:
    assert measure_streams(()).by_revenue is None
