"""Cells become facts: typed columns, rows that are no work left out, doubts told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.history import amounts, dates
from advisor.history.book import HistoryBook
from advisor.history.columns import Mapped
from advisor.history.ledger import Ledger
from advisor.history.typed import DATES, read_dates, read_numbers, tell_cells

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

TEXTS = (
    "id", "project", "link", "customer", "contractor", "title", "type", "category", "recurring", "status", "row_type",
)  # fmt: skip

_CANCELLED = re.compile(
    r"^(?:is )?(?:date )?(?:cancell?ed|cancellation|cancelad[oa]|void(?:ed)?|anulad[oa]|deleted)(?: (?:date|on|at))?$"
)


@dataclass(frozen=True)
class Part:
    """The rows of one table that may be work.

    Attributes:
        facts: a column for each name in `TEXTS` ("" for none), `typed.DATES` (NaT) and `typed.NUMBERS` (NaN),
            with "row" (row of the file), "timed" (start and end state a time of day) and "state" (done, open or "").
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
    if mapped.report.rows == "other":
        number = int((table.reason == "").sum())
        ledger.drop("other-report", number)
        ledger.doubt(
            "table-without-work",
            "This table does not say when, what and how much on each row, as a list of work does; it is left out. "
            "Say what its columns mean if it is one.",
            file=table.name,
            rows=number,
        )
        return Part(mapped, pd.DataFrame(), None)
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
    facts["copy"] = _copies(body, facts["id"])
    decided = read_dates(mapped, body, facts, ledger, order)
    read_numbers(mapped, body, facts, ledger)
    drop = _reasons(mapped, facts, book, ledger)
    drop[_flagged(mapped, body) & (drop == "").to_numpy()] = "cancelled"
    _check_totals(mapped, facts, drop, ledger)
    for reason, number in drop[drop != ""].value_counts().items():
        ledger.drop(str(reason), int(number))
    return Part(mapped, facts[(drop == "").to_numpy()].reset_index(drop=True), decided)


def _copies(body: pd.DataFrame, numbers: pd.Series) -> np.ndarray:
    """Which rows of a number repeat an earlier row in every cell of the file, those without a meaning too."""
    import numpy as np

    again = (numbers.duplicated(keep=False) & (numbers != "")).to_numpy()
    out = np.zeros(len(body), dtype=bool)
    if again.any():
        out[again] = body[again].duplicated().to_numpy()
    return out


def _tidy_ids(facts: pd.DataFrame) -> None:
    for field in ("id", "project", "link"):
        text = facts[field].str.replace(r'^="?([^"]*)"?$', r"\1", regex=True)
        facts[field] = text.str.replace(r"^#\s*", "", regex=True).str.replace(r"^(\d+)\.0$", r"\1", regex=True)
    for field in ("type", "category", "title", "customer", "status"):
        if (facts[field] == "-").any():
            facts[field] = facts[field].where(facts[field] != "-", "")


def _flagged(mapped: Mapped, body: pd.DataFrame) -> np.ndarray:
    """Rows that a column of its own, such as "Cancelled" or "Void date", marks as cancelled."""
    import numpy as np

    out = np.zeros(len(body), dtype=bool)
    for place, key in enumerate(mapped.table.keys):
        if _CANCELLED.match(key) and mapped.table.columns[place] not in mapped.mapping.values():
            out |= ~body[place].str.lower().isin(["", "-", "no", "n", "false", "0", "none", "n/a"]).to_numpy(dtype=bool)
    return out


def _check_totals(mapped: Mapped, facts: pd.DataFrame, drop: pd.Series, ledger: Ledger) -> None:
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
    above = mapped.table.body.index[(mapped.table.reason == "totals").to_numpy()] + 1
    since = max((int(r) for r in above if r < row), default=0)
    standing = ~(drop == "cancelled")
    section = facts["row"] > since
    # The last total may be that of its own section, and a system may leave out what was cancelled.
    sums = [float(facts.loc[part, field].sum()) for part in (standing, section, section & standing)]
    if all(abs(stated - one) > max(0.01 * abs(stated), 1.0) for one in (found, *sums)):
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
    if mapped.report.lost_if_unbilled:
        drop[(facts["state"] == "done") & (facts["total"] == 0) & (drop == "")] = "quote"
    undated = facts[list(DATES)].isna().all(axis=1)
    unvalued = facts["total"].isna() & facts["line_amount"].isna() & facts["hours"].isna()
    unnamed = (facts["title"] == "") & (facts["type"] == "") & (facts["category"] == "")
    drop[undated & unvalued & (unnamed | (facts["id"] == "")) & (drop == "")] = "no-facts"
    negative = (facts["end"] < facts["start"]) & (drop == "")
    if negative.any():
        places = np.flatnonzero(negative.to_numpy())
        tell_cells(
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
