"""Law 7: leaving a question open never narrows what an option's value may be; answering it never widens it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from whole_answers import EPS, OPTIONS, STREAM, answers_files, changed, spans_of

SIGNALS = (
    "contracts",
    "change_orders",
    "rfis_submittals",
    "several_trades",
    "progress_billing",
    "dispatch",
    "recurring",
)
FIELDS = (
    "company.trade", "company.segment", "company.headcount", "company.technicians", "company.growth",
    "company.revenue_usd_year", "company.project_managers", "company.office_staff",
    "work.project_share", "work.basis", "work.typical_duration", "work.unit", "work.jobs_per_day",
    "work.projects_at_once", "work.project_types", "work.pattern_differs", "work.shared_crews", "work.signals",
    *(f"work.signals.{name}" for name in SIGNALS),
    "friction.workarounds", "friction.double_entry", "friction.missed_information", "pains",
    "sales.leads_per_month", "sales.open_quotes", "sales.salespeople", "sales.repeat_share", "sales.customer_base",
    "sales.sales_cycle_weeks", "sales.stakeholders", "sales.sales_led",
    "team.tech_comfort", "team.administration", "team.change_capacity", "today.tools", "today.accounting",
    "limits.budget_usd_month", "limits.wants_one_system",
)  # fmt: skip
NO_UNKNOWN = ("work.signals", "pains", "today.tools")
SPLIT = ("work.project_share", "work.basis")
EACH = max(settings.default.max_examples * 4 // len(FIELDS), 25)  # type: ignore[union-attr]


def _at(data: dict[str, Any], field: str) -> Any:
    here: Any = data
    for name in field.split("."):
        here = (here or {}).get(name)
    return here


def _widened(answered: dict[str, Any], opened: dict[str, Any]) -> list[str]:
    """The options whose value may go further with the answer than without it."""
    told, left_open = spans_of(answered), spans_of(opened)
    return [
        name
        for name in OPTIONS
        if told[name].low < left_open[name].low - EPS or told[name].high > left_open[name].high + EPS
    ]


@pytest.mark.parametrize("field", FIELDS)
@settings(max_examples=EACH)
@given(data=answers_files(streams=False), not_known=st.booleans())
def test_an_open_question_never_narrows_and_an_answer_never_widens(
    field: str, data: dict[str, Any], not_known: bool
) -> None:
    assume(_at(data, field) not in (None, "unknown"))
    opened = changed(data, field, "unknown" if not_known and field not in NO_UNKNOWN else None)
    assert _widened(data, opened) == []


@pytest.mark.parametrize("part", ["duration", "per_year", "average_value_usd", "hours_each", "signals"])
@settings(max_examples=settings.default.max_examples // 2)  # type: ignore[union-attr]
@given(streams=st.lists(STREAM, min_size=1, max_size=3), pick=st.integers(0, 2))
def test_an_open_part_of_a_kind_of_work_never_narrows(part: str, streams: list[dict[str, Any]], pick: int) -> None:
    assume(pick < len(streams) and streams[pick].get(part) not in (None, "unknown"))
    opened = [{k: v for k, v in s.items() if n != pick or k != part} for n, s in enumerate(streams)]
    assert _widened({"work": {"streams": streams}}, {"work": {"streams": opened}}) == []


@given(
    data=answers_files(streams=False),
    field=st.sampled_from(
        [f for f in FIELDS if f.startswith(("friction", "sales.l", "sales.o", "sales.sal", "team.t", "team.c"))]
    ),
    numbers=st.tuples(*[st.integers(1, 3)] * 4).map(sorted),
)
def test_a_narrower_range_never_widens(data: dict[str, Any], field: str, numbers: list[int]) -> None:
    assume(field != "sales.sales_led")
    a, b, c, d = numbers
    wide, narrow = {"low": a, "high": d}, {"low": b, "high": c}
    assert _widened(changed(data, field, narrow), changed(data, field, wide)) == []
