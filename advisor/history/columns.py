"""Which system a table comes from and what its columns mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from advisor.errors import FileError, shown
from advisor.history import amounts, dates
from advisor.history.book import FIELDS, HistoryBook, Report, System
from advisor.history.header import Headed
from advisor.history.words import said, series

UNKNOWN_REPORT = Report(id="table", rows="jobs", marks=("-", "--"), columns={}, end_kind="scheduled")
"""What is taken for a table of an unknown system: a list of jobs whose end may be a planned one."""

_NO_VALUE = {
    "tax", "vat", "gst", "iva", "tip", "discount", "deposit", "balance", "due", "paid", "rate", "cost", "costs",
    "profit", "margin", "%", "commission", "latitude", "longitude", "lat", "lng", "zip", "phone",
}  # fmt: skip
"""Words in the name of a column whose amounts are not the value of the work."""

_ENOUGH = 0.6
_MORE_WORDS = 0.15
_SAMPLE = 300
_DATES = ("created", "start", "end", "invoiced")
_MONEY = ("total", "total_other", "line_amount")
_DATE_LIKE = re.compile(
    r"^(?:\w{3,9},?\s+)?(?:\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}|[A-Za-z]{3,10}\.?\s+\d{1,2},?\s+\d{4}|"
    r"\d{1,2}[\s-](?:de\s+)?[A-Za-z]{3,10}[\s-](?:de\s+)?\d{2,4}|[345]\d{4}(?:\.\d+)?)\b"
)
_MONEY_LIKE = re.compile(
    r"(?i)^\(?-?\s*(?:usd|cad|mxn|eur|aud|gbp|nzd|[$€£])?\s*-?\d[\d.,\s]*(?:usd|cad|mxn|eur|aud|gbp|nzd)?\)?-?$"
)


@dataclass(frozen=True)
class Mapped:
    """A table with the meaning of its columns.

    Attributes:
        mapping: canonical field -> column name as in the file.
        sureness: canonical field -> 0-1, how sure the meaning is.
        certainty: 0-1, how sure the system is; 0 for an unknown one.
    """

    table: Headed
    system: str
    report: Report
    certainty: float
    mapping: dict[str, str]
    sureness: dict[str, float]

    def place(self, field: str) -> int | None:
        """Position of the column that means *field*; None where there is none."""
        name = self.mapping.get(field)
        return self.table.columns.index(name) if name in self.table.columns else None


def known_names(book: HistoryBook) -> frozenset[str]:
    """Every cleaned column name that any system uses, to find the header row."""
    names = {n for group in book.names.values() for n in group}
    for system in book.systems:
        for report in system.reports:
            names |= set(report.marks) | {n for group in report.columns.values() for n in group}
    return frozenset(names)


def recognise(table: Headed, book: HistoryBook) -> tuple[System | None, Report, float]:
    """The system and report whose marks the columns carry, with how sure (0-1); (None, a plain table, 0) otherwise."""
    have = set(table.keys)
    best: tuple[float, float, System, Report] | None = None
    for system in book.systems:
        for report in system.reports:
            hits = sum(mark in have for mark in report.marks) / len(report.marks)
            if hits < _ENOUGH:
                continue
            named = sum(any(n in have for n in names) for names in report.columns.values()) / len(report.columns)
            trust = 1.0 if system.certainty == "read" else 0.8
            # Marks that anybody might use ("status", "total") count for less than a vendor's own spelling.
            rare = sum(mark in have and not _common(mark, book) for mark in report.marks)
            score = (0.62 * hits + 0.18 * named + 0.2 * min(rare / 2, 1.0)) * trust
            if best is None or score > best[0]:
                best = (score, hits, system, report)
    if best is None or best[0] < 0.5:
        return None, UNKNOWN_REPORT, 0.0
    return best[2], best[3], round(min(best[0], 0.98), 2)


def _common(mark: str, book: HistoryBook) -> bool:
    return any(mark in group for group in book.names.values())


def map_columns(table: Headed, book: HistoryBook, chosen: Mapping[str, str] | None = None) -> Mapped:
    """The meaning of each column: by the system's report, then by usual names, then by what the cells hold.

    Args:
        chosen: the user's own choice, canonical field -> column name, or "" for "no column"; it wins.

    Raises:
        FileError: *chosen* names a field or column that does not exist.
    """
    system, report, certainty = recognise(table, book)
    mapping: dict[str, str] = {}
    sureness: dict[str, float] = {}

    def take(field: str, place: int, sure: float) -> None:
        name = table.columns[place]
        if field not in mapping and (name not in mapping.values() or field in ("project", "customer", "link")):
            mapping[field], sureness[field] = name, sure

    for field, column in (chosen or {}).items():
        if field not in FIELDS:
            raise FileError(f"there is no meaning {shown(field)} for a column", where=table.name)
        if column and column in table.columns:
            mapping[field], sureness[field] = column, 1.0
    refused = {field for field, column in (chosen or {}).items() if not column}
    for field, names in report.columns.items():
        places = [table.keys.index(n) for n in names if n in table.keys]
        # Clocked times may stand in the file and be empty while the planned ones are filled.
        place = next((p for p in places if _cells(table, p)), places[0] if places else None)
        if place is not None and field not in refused:
            take(field, place, 0.95 if system and system.certainty == "read" else 0.8)
    for field in FIELDS:
        if field in refused or field in mapping or (system is not None and field in ("link", "contractor", "crew")):
            continue
        found = _by_name(table, book.names.get(field, ()), field, set(mapping.values()))
        if found is not None and not (system is not None and field == "line_amount"):
            take(field, found[0], found[1])
    if system is None:
        _by_words(table, book, mapping, sureness, refused | set(chosen or {}))
    if not any(f in mapping for f in (*_DATES, "year")):
        _by_content(table, mapping, sureness, "start", _DATE_LIKE, refused)
    if not any(f in mapping for f in _MONEY) and report.rows not in ("visits", "time", "job_list"):
        _by_content(table, mapping, sureness, "total", _MONEY_LIKE, refused)
    return Mapped(table, system.id if system else "unknown", report, certainty, mapping, sureness)


def _by_name(table: Headed, names: tuple[str, ...], field: str, taken: set[str]) -> tuple[int, float] | None:
    """The column that has one of the names, exactly; else one that contains a name of two words or more."""
    free = [i for i, c in enumerate(table.columns) if c not in taken and table.keys[i]]
    for name in names:
        for i in free:
            if table.keys[i] == name and _holds(table, i, field):
                return i, 0.8
    for name in names:
        for i in free:
            key = table.keys[i]
            if len(name.split()) > 1 and f" {name} " in f" {key} " and _holds(table, i, field):
                return i, 0.6
    return None


def _cells(table: Headed, place: int) -> list[str]:
    column = table.body[place]
    column = column[(column != "") & (column != "-")]
    step = max(len(column) // _SAMPLE, 1)
    return [str(c) for c in column.iloc[::step][:_SAMPLE]]


def _holds(table: Headed, place: int, field: str) -> bool:
    """Whether the cells can mean *field* at all: a "Date" column without dates is no date."""
    cells = _cells(table, place)
    if not cells:
        return field in ("total", "total_other", "hours", "status")
    if field in _DATES:
        return len(dates.parse(series(cells)).unread) <= 0.5 * len(cells)
    if field in _MONEY:
        return len(amounts.money(series(cells)).unread) <= 0.5 * len(cells)
    if field in ("hours", "visits", "year", "month"):
        return sum(bool(re.search(r"\d", c)) for c in cells) >= 0.5 * len(cells)
    if field in ("type", "title", "category", "status"):
        return sum(bool(re.search(r"[A-Za-z]{2}", c)) for c in cells) >= 0.5 * len(cells)
    return True


def _by_words(
    table: Headed, book: HistoryBook, mapping: dict[str, str], sureness: dict[str, float], fixed: set[str]
) -> None:
    """Columns whose cells speak of work: the one with most known words is the title; one with few labels the type."""
    told: dict[str, tuple[float, int, int]] = {}
    others = {name for field, name in mapping.items() if field not in ("title", "type", "category")}
    for i, name in enumerate(table.columns):
        cells = _cells(table, i)
        if name in others or len(cells) < 3:
            continue
        spoken = said(series(cells), book).word >= 0
        told[name] = (float(spoken.mean()), len({c.lower() for c in cells}), len(cells))
    for field in ("type", "title"):
        if field in fixed:
            continue
        free = {
            name: hits
            for name, (hits, distinct, number) in told.items()
            if hits >= 0.2
            and name not in (v for f, v in mapping.items() if f != field)
            and (field == "title" or distinct <= max(0.4 * number, 3))
        }
        best = max(free, key=lambda name: (free[name], name), default=None)
        now = told.get(mapping.get(field, ""), (0.0, 0, 0))[0]
        if best is not None and free[best] > now + _MORE_WORDS:
            mapping[field], sureness[field] = best, 0.5


def _by_content(
    table: Headed,
    mapping: dict[str, str],
    sureness: dict[str, float],
    field: str,
    like: re.Pattern[str],
    refused: set[str],
) -> None:
    """The column whose cells most look like dates or money, where no name told it; sums spread widest win for money."""
    if field in refused:
        return
    best, best_score = None, 0.0
    for i, name in enumerate(table.columns):
        cells = _cells(table, i)
        if name in mapping.values() or len(cells) < 3 or (field == "total" and _NO_VALUE & set(table.keys[i].split())):
            continue
        hits = sum(bool(like.match(c)) for c in cells) / len(cells)
        marked = sum(("$" in c or "." in c or "," in c) for c in cells) / len(cells) if like is _MONEY_LIKE else 0.0
        distinct = len(set(cells)) / len(cells)
        score = hits + 0.5 * marked + 0.2 * distinct
        if hits >= 0.7 and (like is _DATE_LIKE or marked > 0.3) and score > best_score:
            best, best_score = name, score
    if best is not None:
        mapping[field], sureness[field] = best, 0.5
