"""The first rows of an upload, as a person checks them: header found, shell left out, cells as they stand."""

from __future__ import annotations

from generate import Rows, book, text

from advisor.history import first_rows

TABLE: Rows = [["Job #", "Work", "Total"], *([n, f"Repair {n}", f"${n}.00"] for n in range(1, 9))]


def test_the_first_records_stand_below_their_columns() -> None:
    (table,) = first_rows([("jobs.csv", text([["Acme"], [], *TABLE, ["Total", "", "$36.00"]]))], 3)
    assert table.file == "jobs.csv"
    assert table.columns == ("Job #", "Work", "Total")
    assert table.rows == (("1", "Repair 1", "$1.00"), ("2", "Repair 2", "$2.00"), ("3", "Repair 3", "$3.00"))


def test_every_table_is_shown_and_long_cells_are_cut() -> None:
    long: Rows = [["Work", "Total"], ["x" * 500, "1"]]
    first, second = first_rows([("a.csv", text(TABLE)), ("b.xlsx", book(long))])
    assert len(first.rows) == 4
    assert len(second.rows[0][0]) == 60
