"""Cells become facts: typed columns, rows that are no work left out, doubts told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.history import amounts, dates
from advisor.history.book import HistoryBook
from advisor.history.columns import Mapped
from advisor.history.ledger import Ledger

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

TEXTS = (
    "id", "project", "link", "customer", "contractor", "title", "type", "category", "recurring", "status", "row_type",
)  # fmt: skip
DATES = ("created", "start", "end", "invoiced")
NUMBERS = ("total", "line_amount", "hours", "visits")

_PLACEHOLDER_USD = 1.0
"""An amount of a dollar or less was typed to fill a field."""


@dataclass(frozen=True)
class Part:
    """The rows of one table that may be work.

    Attributes:
        facts: a column for each name in `TEXTS` ("" for none), `DATES` (NaT) and `NUMBERS` (NaN), with "row" (row of
            the file), "timed" (start and end state a time of day) and "state" (done, open or "").
        order: the decided order of day and month, None where the cells cannot tell.
    """

    mapped: Mapped
    facts: pd.DataFrame
    order: dates.Order | None


def clean(mapped: Mapped, book: HistoryBook, ledger: Ledger, order: dates.Order | None = None) -> Part:
    """The facts of a table; what is dropped and what is doubtful goes to the ledger."""
    import pandas as pd

    table = mapped.table
    ledger.read += len(table.body)
    for reason, number in table.reason[table.reason != ""].value_counts().items():
        ledger.drop(str(reason), int(number))
    keep = (table.reason == "").to_numpy()
    body = table.body[keep]
    facts = pd.DataFrame({"row": body.index.to_numpy() + 1}, index=range(len(body)))
    for field in TEXTS:
        place = mapped.place(field)
        facts[field] = "" if place is None else body[place].to_numpy()
        facts[field] = facts[field].astype("str")
    if mapped.report.grouped_by_customer and mapped.place("customer") is None:
        facts["customer"] = table.groups[keep].astype("str").to_numpy()
    _tidy_ids(facts)
    decided = _dates(mapped, body, facts, ledger, order)
    _numbers(mapped, body, facts, ledger)
    _check_totals(mapped, facts, ledger)
    drop = _reasons(mapped, facts, book, ledger)
    for reason, number in drop[drop != ""].value_counts().items():
        ledger.drop(str(reason), int(number))
    return Part(mapped, facts[(drop == "").to_numpy()].reset_index(drop=True), decided)


def _tidy_ids(facts: pd.DataFrame) -> None:
    for field in ("id", "project", "link"):
        text = facts[field].str.replace(r'^="?([^"]*)"?$', r"\1", regex=True)
        facts[field] = text.str.replace(r"^#\s*", "", regex=True).str.replace(r"^(\d+)\.0$", r"\1", regex=True)
    for field in ("type", "category", "title", "customer", "status"):
        if (facts[field] == "-").any():
            facts[field] = facts[field].where(facts[field] != "-", "")


def _dates(
    mapped: Mapped, body: pd.DataFrame, facts: pd.DataFrame, ledger: Ledger, order: dates.Order | None
) -> dates.Order | None:
    import numpy as np

    usual: dates.Order = "dmy" if mapped.system == "xero" else "mdy"
    places = {field: mapped.place(field) for field in DATES}
    read = {f: dates.parse(body[p], order, usual) for f, p in places.items() if p is not None}
    decided = order or next((d.order for d in read.values() if d.order), None)
    if decided:
        for field, one in read.items():
            if one.numeric and one.order is None and decided != usual:
                read[field] = dates.parse(body[places[field]], decided, usual)
    elif any(d.numeric for d in read.values()):
        field = next(f for f, d in read.items() if d.numeric)
        words = "month before day" if usual == "mdy" else "day before month"
        ledger.doubt(
            "date-order-open",
            f"No date says whether the day or the month comes first; read as {words}. Say so if it is the other way.",
            file=mapped.table.name,
            column=mapped.mapping[field],
        )
    timed = np.ones(len(facts), dtype=bool)
    for field in DATES:
        if field not in read:
            facts[field] = np.full(len(facts), np.datetime64("NaT"), dtype="datetime64[s]")
            continue
        one = read[field]
        facts[field] = one.values
        if field in ("start", "end"):
            timed &= one.has_time
        column = mapped.mapping[field]
        _tell(ledger, "date-unread", "are no dates that can be read", mapped, facts, one.unread, column)
        if one.mixed:
            ledger.doubt(
                "dates-mixed-order",
                f"{one.mixed} dates have day and month in the other order than the rest of their column.",
                file=mapped.table.name,
                column=column,
                rows=one.mixed,
            )
        fake = dates.placeholders(one.values, mapped.report.parked_year)
        facts[f"fake_{field}"] = fake
        if fake.any():
            _tell(
                ledger,
                "date-placeholder",
                "hold a placeholder for no date",
                mapped,
                facts,
                np.flatnonzero(fake),
                column,
            )
            facts.loc[fake, field] = np.datetime64("NaT")
    facts["timed"] = timed
    _from_year_and_month(mapped, body, facts)
    return decided


def _from_year_and_month(mapped: Mapped, body: pd.DataFrame, facts: pd.DataFrame) -> None:
    """A year and a month in columns of their own make a start in the middle of that month."""
    import pandas as pd

    year, month = mapped.place("year"), mapped.place("month")
    if year is None or facts["start"].notna().any():
        return
    years = pd.to_numeric(body[year], errors="coerce")
    months = pd.to_numeric(body[month], errors="coerce").fillna(7) if month is not None else years * 0 + 7
    good = years.between(1980, 2100) & months.between(1, 12)
    made = pd.to_datetime(
        pd.DataFrame({"year": years.where(good), "month": months.where(good), "day": 15}), errors="coerce"
    )
    facts["start"] = made.to_numpy().astype("datetime64[s]")
    facts["timed"] = False


def _numbers(mapped: Mapped, body: pd.DataFrame, facts: pd.DataFrame, ledger: Ledger) -> None:
    import numpy as np

    for field in NUMBERS:
        place = mapped.place(field)
        if place is None:
            facts[field] = np.nan
            continue
        if field == "hours":
            minutes = mapped.report.hours_unit == "minutes" or "min" in mapped.table.keys[place].split()
            read = amounts.hours(body[place], "minutes" if minutes else "hours")
        else:
            read = amounts.money(body[place])
        facts[field] = read.values
        _tell(ledger, f"{field}-unread", "hold no number", mapped, facts, read.unread, mapped.mapping[field])
    other = mapped.place("total_other")
    if other is not None:
        second = amounts.money(body[other]).values
        facts["total"] = np.where(np.isnan(facts["total"]), second, facts["total"])
    tiny = np.flatnonzero((facts["total"].abs() <= _PLACEHOLDER_USD).to_numpy() & (facts["total"] != 0).to_numpy())
    if len(tiny):
        _tell(
            ledger, "value-placeholder", "have a value of a dollar or less, taken as not known", mapped, facts, tiny,
            mapped.mapping.get("total"),
        )  # fmt: skip
        facts.loc[tiny, "total"] = np.nan


def _tell(
    ledger: Ledger, code: str, words: str, mapped: Mapped, facts: pd.DataFrame, places: np.ndarray, column: str | None
) -> None:
    if len(places):
        number = len(places)
        what = "1 cell" if number == 1 else f"{number:,} cells"
        verb = words
        if number == 1:
            for many, one in (("are no dates", "is no date"), ("hold ", "holds "), ("have ", "has ")):
                verb = verb.replace(many, one, 1)
        ledger.doubt(
            code,
            f"{what} in the column {column} {verb}.",
            file=mapped.table.name,
            row=int(facts["row"].iloc[places[0]]),
            column=column,
            rows=number,
        )


def _check_totals(mapped: Mapped, facts: pd.DataFrame, ledger: Ledger) -> None:
    """A total that the file states must be the sum of its rows: a free check that nothing was lost."""
    field = "line_amount" if mapped.place("line_amount") is not None else "total"
    place = mapped.place(field)
    if place is None or not mapped.table.checksums:
        return
    import pandas as pd

    row, cells = mapped.table.checksums[-1]
    stated = amounts.money(pd.Series([cells[place]], dtype="str")).values[0]
    found = float(facts[field].sum())
    if stated != stated:
        return
    if abs(stated - found) > max(0.01 * abs(stated), 1.0):
        ledger.doubt(
            "total-differs",
            f"The file states a total of {stated:,.0f}; its rows add up to {found:,.0f}. Rows may be missing.",
            file=mapped.table.name,
            row=row,
            column=mapped.mapping[field],
        )


def stem_pattern(stems: tuple[str, ...]) -> str:
    """A pattern that finds any of *stems* at the start of a word."""
    return r"\b(?:" + "|".join(re.escape(s) for s in stems) + ")"


def _reasons(mapped: Mapped, facts: pd.DataFrame, book: HistoryBook, ledger: Ledger) -> pd.Series:
    """Why each row is no work; "" where it is. Fills in "state"."""
    import numpy as np
    import pandas as pd

    drop = pd.Series("", index=facts.index, dtype=object)
    state = pd.Series("", index=facts.index, dtype=object)
    codes, unique = pd.factorize(facts["status"])
    meanings = np.array([_meaning(str(s), mapped, book) for s in unique], dtype=object)
    if len(meanings):
        state[:] = meanings[codes]
    facts["state"] = state.where(state.isin(["done", "open"]), "")
    for name, reason in (("cancelled", "cancelled"), ("quote", "quote"), ("not_yet", "not-yet")):
        drop[(state == name) & (drop == "")] = reason
    kinds = facts["row_type"].str.lower()
    if (kinds != "").any():
        other = kinds.str.contains(stem_pattern(book.row_types.other), regex=True)
        credit = kinds.str.contains(stem_pattern(book.row_types.credit), regex=True)
        drop[other & ~credit & (drop == "")] = "not-work"
        facts["credit"] = credit.to_numpy(dtype=bool)
    else:
        facts["credit"] = False
    if "fake_start" in facts:
        parked = (
            facts["fake_start"].to_numpy(dtype=bool)
            & facts["end"].isna().to_numpy()
            & (facts["state"] != "done").to_numpy()
        )
        drop[parked & (drop == "").to_numpy()] = "parked"
    undated = facts[list(DATES)].isna().all(axis=1)
    unvalued = facts["total"].isna() & facts["line_amount"].isna() & facts["hours"].isna()
    unnamed = (facts["title"] == "") & (facts["type"] == "") & (facts["category"] == "")
    drop[undated & unvalued & (unnamed | (facts["id"] == "")) & (drop == "")] = "no-facts"
    negative = (facts["end"] < facts["start"]) & (drop == "")
    if negative.any():
        places = np.flatnonzero(negative.to_numpy())
        _tell(
            ledger, "end-before-start", "hold an end before the start", mapped, facts, places, mapped.mapping.get("end")
        )
    return drop


def _meaning(status: str, mapped: Mapped, book: HistoryBook) -> str:
    text = re.sub(r"\s+", " ", status.lower()).strip()
    if not text:
        return ""
    if text in mapped.report.status_codes:
        return mapped.report.status_codes[text]
    if mapped.report.rows == "quotes":
        return "quote"
    base = text.split("(")[0].strip() or text
    for name in ("cancelled", "quote", "not_yet", "done", "open"):
        stems = getattr(book.statuses, name)
        if re.search(stem_pattern(stems), base) and not re.search(r"\b(?:not|no) (?:a )?cancel", base):
            return name
    return ""
