"""Several files become one list of work: parts are put together, invoices and hours go to the jobs they belong to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from advisor.history.book import HistoryBook
from advisor.history.clean import Part
from advisor.history.group import WORK, pieces_of
from advisor.history.ledger import Ledger

if TYPE_CHECKING:
    import pandas as pd

_FEW = 0.2


def join(parts: list[Part], book: HistoryBook, ledger: Ledger) -> tuple[pd.DataFrame, Part | None]:
    """All pieces of work of all tables, and the part that leads (None where no table holds work).

    One row for each piece, with columns as `group.pieces_of` makes them, and "end_kind".
    """
    import pandas as pd

    kinds = {p.mapped.report.rows for p in parts if len(p.facts)}
    lead_kind = next((k for k in WORK if k in kinds), None)
    lead = [p for p in parts if p.mapped.report.rows == lead_kind and len(p.facts)] if lead_kind else []
    frames = []
    for part in lead:
        pieces = pieces_of(part, ledger)
        pieces["end_kind"] = part.mapped.report.end_kind
        pieces["permits"] = part.mapped.report.permits
        pieces["rows_of"] = part.mapped.report.rows
        frames.append(pieces)
    others = [p for p in parts if p not in lead]
    if not frames:
        for part in others:
            ledger.drop("other-report", len(part.facts))
        return pd.DataFrame(), None
    work = pd.concat(frames, ignore_index=True, sort=False)
    if len(frames) > 1:
        work = _once(work, ledger)
    for part in others:
        if part.mapped.report.rows in ("quotes", "bills"):
            ledger.drop("other-report", len(part.facts))
            ledger.doubt(
                "report-without-work",
                f"This is a list of {part.mapped.report.rows}; it holds no finished work and is left out.",
                file=part.mapped.table.name,
                rows=len(part.facts),
            )
        else:
            _attach(work, part, lead[0], ledger)
    return work, lead[0]


def _once(work: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """The same piece in two files (two exports that overlap) counts once."""
    known = work["id"] != ""
    twice = known & work.duplicated(["key", "amount"], keep="first")
    if not twice.any():
        return work
    extra = work[twice].groupby("key")["rows"].sum()
    work = work[~twice].copy()
    work["rows"] += work["key"].map(extra).fillna(0).astype(int)
    ledger.doubt(
        "files-overlap",
        f"{int(twice.sum()):,} pieces of work stand in two of the files; each is counted once.",
        rows=int(twice.sum()),
    )
    return work.reset_index(drop=True)


def _attach(work: pd.DataFrame, part: Part, lead: Part, ledger: Ledger) -> None:
    """Invoices, time entries and visits give value, hours and dates to the jobs whose number they carry."""
    import numpy as np
    import pandas as pd

    facts = part.facts
    by_name = lead.mapped.report.rows == "job_list"
    source = "customer" if by_name else ("link" if (facts["link"] != "").any() else "id")
    places: dict[str, int] = {}
    for i, (number, key) in enumerate(zip(work["id"], work["key"], strict=True)):
        for name in {_plain(str(number)), _plain(str(key).split("|")[0])} - {""}:
            places.setdefault(name, i)
    home = np.array([_find(str(v), places, by_name) for v in facts[source]])
    found = home >= 0
    if found.mean() < _FEW:
        ledger.drop("no-job", len(facts))
        ledger.doubt(
            "files-do-not-join",
            f"Only {int(found.sum())} of {len(facts):,} rows carry the number of a job in the other file; "
            "they are left out.",
            file=part.mapped.table.name,
            rows=len(facts),
        )
        return
    ledger.drop("no-job", int((~found).sum()))
    if (~found).any():
        ledger.doubt(
            "row-without-job",
            f"{int((~found).sum()):,} rows belong to no job in the other file; they are left out.",
            file=part.mapped.table.name,
            row=int(facts["row"].iloc[int(np.flatnonzero(~found)[0])]),
            rows=int((~found).sum()),
        )
    rows = facts[found].assign(home=home[found])
    amount = rows["line_amount"] if rows["line_amount"].notna().any() else rows["total"]
    credit = rows["credit"].to_numpy(dtype=bool) if "credit" in rows else np.zeros(len(rows), dtype=bool)
    amount = amount.where(~credit, -amount.abs())
    sums = (
        pd.DataFrame({"home": rows["home"], "amount": amount, "hours": rows["hours"]}).groupby("home").sum(min_count=1)
    )
    for field in ("amount", "hours"):
        values = work[field].to_numpy(dtype=float, copy=True)
        new = np.full(len(work), np.nan)
        new[sums.index.to_numpy()] = sums[field].to_numpy()
        work[field] = np.where(np.isnan(values), new, values)
    dates = rows.groupby("home")["invoiced"].max()
    invoiced = work["invoiced"].to_numpy().copy()
    places_of = dates.index.to_numpy()
    blank = np.isnat(invoiced[places_of])
    invoiced[places_of[blank]] = dates.to_numpy().astype(invoiced.dtype)[blank]
    work["invoiced"] = invoiced
    size = rows.groupby("home").size()
    work.loc[size.index, "rows"] = work.loc[size.index, "rows"] + size


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.strip().lower().lstrip("#"))


def _find(text: str, places: dict[str, int], by_name: bool) -> int:
    """The piece that a cell names: one number, several with commas, or the number that a text begins with."""
    whole = _plain(text)
    if whole in places:
        return places[whole]
    if by_name:
        return -1
    for piece in re.split(r"[,;/&]", whole):
        if _plain(piece) in places:
            return places[_plain(piece)]
    number = re.search(r"\d+", whole)
    return places.get(number.group(), -1) if number else -1
