"""Whatever table comes: the rows add up, shares are shares, and more of the same never widens by much."""

from __future__ import annotations

from typing import Any

import pytest
from generate import text
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.errors import AdvisorError
from advisor.history import import_records
from advisor.history.imported import Imported

NAMES = st.sampled_from([
    "Job #", "Customer", "Job type", "Title", "Start", "End", "Total", "Status", "Hours", "Invoice date", "", "Notes",
    "Folio", "Importe", "Amount", "Date", "Num", "Transaction type",
])  # fmt: skip
CELLS = st.one_of(
    st.sampled_from([
        "", "-", "$1,225.00", "(300.00)", "1.234,50", "01/31/2025", "31/01/2025", "2025-01-31", "45688", "01/01/2030",
        "Repair", "Kitchen remodel", "Servicio", "Done", "Canceled", "Total", "TOTAL", "2h 30m", '="678"', "0", "1",
        "Invoice", "Payment", "Fri Dec 19 2025", "nan", "inf", "1e400", "##", "Ñandú",
    ]),
    st.text(max_size=8),
    st.integers(-(10**6), 10**6),
)  # fmt: skip
TABLES = st.integers(2, 7).flatmap(
    lambda width: st.tuples(
        st.lists(NAMES, min_size=width, max_size=width),
        st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=25),
    )
)


def measured(table: list[list[Any]]) -> Imported | None:
    """The measure, or None where the table is refused with a sentence; any other error is a fault."""
    try:
        return import_records([("jobs.csv", text(table))])
    except AdvisorError as error:
        return None if error.sentence.strip() else pytest.fail("an error without a sentence")


@settings(max_examples=max(settings.default.max_examples // 5, 60))  # type: ignore[union-attr]
@given(TABLES)
def test_any_table_is_measured_or_refused_with_a_sentence(table: tuple[list[str], list[list[Any]]]) -> None:
    head, body = table
    read = measured([head, *body])
    if read is None:
        return
    rows = read.rows
    assert rows.read == rows.used + rows.grouped + rows.dropped
    assert min(rows.used, rows.grouped, rows.dropped) >= 0
    assert sum(rows.reasons.values()) == rows.dropped
    for share in (read.shares.by_count, read.shares.by_revenue, read.shares.by_hours):
        assert share is None or 0 <= share.low <= share.mid <= share.high <= 1
    assert sum(shape.records for shape in read.shapes) == (rows.used if read.shapes else 0)
    assert not (read.can_tell and rows.used < 20)
