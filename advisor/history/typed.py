"""Columns of dates and numbers become typed facts, each cell that cannot be read told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.history import amounts, dates
from advisor.history.columns import Mapped
from advisor.history.ledger import Ledger, counted

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

DATES = ("created", "start", "end", "invoiced")
NUMBERS = ("total", "line_amount", "hours", "visits")

_PLACEHOLDER_USD = 1.0
"""An amount of a dollar or less was typed to fill a field."""


def read_dates(
    mapped: Mapped, body: pd.DataFrame, facts: pd.DataFrame, ledger: Ledger, order: dates.Order | None
) -> dates.Order | None:
    """Fills in the dates and "timed" of *facts*; the decided order of day and month, None while no cell tells it.

    Args:
        body: cells of the same rows as *facts*.
        order: the order that the user chose.
    """
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
        tell_cells(ledger, "date-unread", "are no dates that can be read", mapped, facts, one.unread, column)
        if one.mixed:
            ledger.doubt(
                "dates-mixed-order",
                f"{counted(one.mixed, 'date has', 'dates have')} day and month in the other order than the rest of "
                "the column.",
                file=mapped.table.name,
                column=column,
                rows=one.mixed,
            )
        fake = dates.placeholders(one.values, mapped.report.parked_year)
        facts[f"fake_{field}"] = fake
        if fake.any():
            tell_cells(
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
    if facts[list(DATES)].notna().any(axis=None):
        return
    if year is None:
        _from_headings(mapped, body, facts, month)
        return
    years = pd.to_numeric(body[year], errors="coerce")
    months = pd.to_numeric(body[month], errors="coerce").fillna(7) if month is not None else years * 0 + 7
    good = years.between(1980, 2100) & months.between(1, 12)
    made = pd.to_datetime(
        pd.DataFrame({"year": years.where(good), "month": months.where(good), "day": 15}), errors="coerce"
    )
    facts["start"] = made.to_numpy().astype("datetime64[s]")
    facts["timed"] = False


def _from_headings(mapped: Mapped, body: pd.DataFrame, facts: pd.DataFrame, month: int | None) -> None:
    """Months that stand once above their rows, or in the first of merged cells, date the rows below them."""
    texts = (
        mapped.table.groups[body.index] if month is None else body[month].where(body[month] != "").ffill().fillna("")
    )
    read = dates.parse(texts.astype("str"))
    if (texts != "").any() and len(read.unread) <= 0.2 * len(texts):
        facts["start"] = read.values
        facts["timed"] = False


def read_numbers(mapped: Mapped, body: pd.DataFrame, facts: pd.DataFrame, ledger: Ledger) -> None:
    """Fills in the amounts, hours and visits of *facts*."""
    import numpy as np

    for field in NUMBERS:
        place = mapped.place(field)
        if place is None:
            facts[field] = np.nan
            continue
        cells = body[place]
        read = amounts.hours(cells, _unit(mapped, place)) if field == "hours" else amounts.money(cells)
        facts[field] = read.values
        tell_cells(ledger, f"{field}-unread", "hold no number", mapped, facts, read.unread, mapped.mapping[field])
    other = mapped.place("total_other")
    if other is not None:
        second = amounts.money(body[other]).values
        facts["total"] = np.where(np.isnan(facts["total"]), second, facts["total"])
    tiny = np.flatnonzero((facts["total"].abs() <= _PLACEHOLDER_USD).to_numpy() & (facts["total"] != 0).to_numpy())
    if len(tiny):
        tell_cells(
            ledger, "value-placeholder", "have a value of a dollar or less, taken as not known", mapped, facts, tiny,
            mapped.mapping.get("total"),
        )  # fmt: skip
        facts.loc[tiny, "total"] = np.nan


def _unit(mapped: Mapped, place: int) -> amounts.Unit:
    """The unit of bare hours: what the column's own name says, else the system's."""
    words = set(mapped.table.keys[place].split())
    if words & {"min", "mins", "minutes", "minutos"}:
        return "minutes"
    if words & {"sec", "secs", "seconds", "segundos"}:
        return "seconds"
    return "hours" if words & {"hours", "hrs", "hour", "decimal", "horas"} else mapped.report.hours_unit


def tell_cells(
    ledger: Ledger, code: str, words: str, mapped: Mapped, facts: pd.DataFrame, places: np.ndarray, column: str | None
) -> None:
    """A doubt about the cells of one column at *places* (positions of rows); nothing where there is none."""
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
