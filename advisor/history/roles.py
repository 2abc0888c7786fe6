"""Which tables of an upload list work, which add to another list, and which are something else.

A workbook holds price lists, staff and sums by month beside the jobs, and a list of bills of no known system looks like
a list of jobs. A table of a known system says what it is; for the others the upload as a whole tells.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from advisor.history.book import HistoryBook, Report
from advisor.history.columns import Mapped
from advisor.history.header import clean_name
from advisor.history.numbers import numbers_of, plain_number

OTHER = Report(id="other", rows="other", marks=("-", "--"), columns={}, end_kind="none")
"""A table beside the list of work that holds none itself."""

_BILLS = Report(id="bills_of_the_list", rows="invoices", marks=("-", "--"), columns={}, end_kind="none")
_TIME = Report(id="time_of_the_list", rows="time", marks=("-", "--"), columns={}, end_kind="none")
_LISTS = ("jobs", "projects", "visits", "job_list")
_SAME_COLUMNS = 0.8
_REFERS = 0.5
_SAMPLE = 2_000


def with_roles(tables: list[Mapped], book: HistoryBook, fixed: Collection[str] = ()) -> list[Mapped]:
    """The tables, each with the report that says what its rows are.

    Args:
        fixed: names of tables whose columns the user has read himself; they stay lists of work.
    """
    out = []
    lists = max((_strength(m) for m in tables if m.report.rows in _LISTS), default=0.0)
    bills = max((_strength(m) for m in tables if m.report.rows in ("invoices", "invoice_lines")), default=0.0)
    for mapped in tables:
        if mapped.system != "unknown" or mapped.table.name in fixed or len(tables) == 1:
            out.append(mapped)
            continue
        added = _adds_to(mapped, tables, book)
        # Bills tell more of each row than a list of jobs without money does; that list still leads.
        best = lists if _is_list(mapped) else max(lists, bills)
        if added is None and _strength(mapped) <= best - 1:
            added = replace(mapped, report=OTHER)
        out.append(added or mapped)
    return out


def _is_list(mapped: Mapped) -> bool:
    """Whether the rows say when, what, and which or for whom."""
    have = mapped.mapping.keys()
    return bool(
        have & {"created", "start", "end", "year"}
        and have & {"type", "title", "category"}
        and have & {"id", "customer"}
    )


def _strength(mapped: Mapped) -> float:
    """How much of a piece of work each row can tell: when, how much, what, and which."""
    have = mapped.mapping.keys()
    return (
        float(bool(have & {"created", "start", "end", "invoiced", "year"}))
        + float(bool(have & {"total", "line_amount", "hours"}))
        + float(bool(have & {"type", "title", "category"}))
        + 0.5 * ("id" in have)
        + 0.5 * ("customer" in have)
    )


def _adds_to(mapped: Mapped, tables: list[Mapped], book: HistoryBook) -> Mapped | None:
    """*mapped* as bills or hours of another table whose numbers it carries; None where it stands for itself."""
    names = {clean_name(n) for n in (*book.names["link"], *book.names["id"])}
    for other in tables:
        if other is mapped or other.report.rows not in _LISTS or "id" not in other.mapping:
            continue
        mine, theirs = set(mapped.table.keys) - {""}, set(other.table.keys) - {""}
        if len(mine & theirs) >= _SAME_COLUMNS * len(mine | theirs) or not _brings(mapped, other):
            continue
        known = numbers_of(other.table.body[other.place("id")])
        for place, key in enumerate(mapped.table.keys):
            if key in names and _share(mapped, place, known) >= _REFERS:
                return _beside(mapped, place, book)
    return None


def _brings(mapped: Mapped, other: Mapped) -> bool:
    """Whether the table adds what the other lacks, or says that it is a list of bills."""
    have, theirs = mapped.mapping.keys(), other.mapping.keys()
    value, hours = {"total", "line_amount"}, {"hours"}
    if (have & value and not theirs & value) or (have & hours and not theirs & hours):
        return True
    bills = any(word in key.split() for key in mapped.table.keys for word in ("invoice", "factura"))
    return bool(have & value) and (bills or not have & {"type", "title", "category"})


def _share(mapped: Mapped, place: int, known: dict[str, int]) -> float:
    cells = mapped.table.body[place][mapped.table.reason == ""]
    cells = cells[cells != ""].iloc[:_SAMPLE]
    return sum(plain_number(str(c)) in known for c in cells) / len(cells) if len(cells) >= 3 else 0.0


def _beside(mapped: Mapped, place: int, book: HistoryBook) -> Mapped:
    link = mapped.table.columns[place]
    mapping = {f: c for f, c in mapped.mapping.items() if c != link}
    sureness = {f: s for f, s in mapped.sureness.items() if f in mapping}
    mapping["link"], sureness["link"] = link, 0.7
    if "invoiced" not in mapping:
        date = next((f for f in ("start", "created", "end") if f in mapping), None)
        if date is not None:
            mapping["invoiced"], sureness["invoiced"] = mapping.pop(date), sureness.pop(date)
    money = {"total", "line_amount"} & mapping.keys()
    return replace(mapped, report=_BILLS if money else _TIME, mapping=mapping, sureness=sureness)
