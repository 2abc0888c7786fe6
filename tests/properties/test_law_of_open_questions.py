"""Law 7: leaving a question open never narrows what an option's value may be; answering it never widens it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whole_answers import EPS, OPTIONS, STREAM, TOLD, TOLD_OF_A_STREAM, answers_files, changed, spans_of

NO_UNKNOWN = ("work.signals", "pains", "today.tools")
EXAMPLES = settings.default.max_examples  # type: ignore[union-attr]


def _widened(answered: dict[str, Any], opened: dict[str, Any]) -> list[str]:
    """The options whose value may go further with the answer than without it."""
    told, left_open = spans_of(answered), spans_of(opened)
    return [
        name
        for name in OPTIONS
        if told[name].low < left_open[name].low - EPS or told[name].high > left_open[name].high + EPS
    ]


@pytest.mark.parametrize("field", TOLD)
@settings(max_examples=max(EXAMPLES * 2 // len(TOLD), 20))
@given(data=answers_files(streams=False), more=st.data())
def test_an_open_question_never_narrows_and_an_answer_never_widens(
    field: str, data: dict[str, Any], more: st.DataObject
) -> None:
    if field == "company.headcount":
        # Nobody counts more technicians than people, so the other counts are left out here.
        data = {**data, "company": {k: v for k, v in data["company"].items() if k in ("trade", "segment", "growth")}}
    answered = changed(data, field, more.draw(TOLD[field]))
    not_known = field not in NO_UNKNOWN and more.draw(st.booleans())
    assert _widened(answered, changed(data, field, "unknown" if not_known else None)) == []


@pytest.mark.parametrize("part", TOLD_OF_A_STREAM)
@settings(max_examples=max(EXAMPLES // 3, 60))
@given(streams=st.lists(STREAM, min_size=1, max_size=3), more=st.data())
def test_an_open_part_of_a_kind_of_work_never_narrows(
    part: str, streams: list[dict[str, Any]], more: st.DataObject
) -> None:
    first, *others = streams
    left_open = {name: value for name, value in first.items() if name != part}
    told = {**left_open, part: more.draw(TOLD_OF_A_STREAM[part])}
    answered, opened = ({"work": {"streams": [one, *others]}} for one in (told, left_open))
    assert _widened(answered, opened) == []


RANGED = (
    "friction.workarounds", "friction.double_entry", "friction.missed_information", "sales.leads_per_month",
    "sales.open_quotes", "sales.salespeople", "sales.sales_cycle_weeks", "team.tech_comfort", "team.change_capacity",
    "work.jobs_per_day", "work.project_types", "company.headcount", "limits.budget_usd_month",
)  # fmt: skip


@given(
    data=answers_files(streams=False),
    field=st.sampled_from(RANGED),
    numbers=st.tuples(*[st.integers(1, 3)] * 4).map(sorted),
)
def test_a_narrower_range_never_widens(data: dict[str, Any], field: str, numbers: list[int]) -> None:
    a, b, c, d = numbers
    narrow, wide = ({"low": low, "high": high} for low, high in ((b, c), (a, d)))
    assert _widened(changed(data, field, narrow), changed(data, field, wide)) == []
