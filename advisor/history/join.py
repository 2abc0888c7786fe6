"""Several files become one list of work: parts are put together, invoices and hours go to the jobs they belong to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from advisor.history.book import HistoryBook
from advisor.history.clean import Part
from advisor.history.group import WORK, pieces_of
from advisor.history.ledger import Ledger, counted
from advisor.history.numbers import numbers_of, plain_number, spelled

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_FEW = 0.2
_MOST = 0.5
_UNBILLED = 0.1
_FACTS = (
    "customer",
    "contractor",
    "title",
    "type",
    "category",
    "created",
    "start",
    "end",
    "invoiced",
    "amount",
    "hours",
)
_BILL_DAYS = 90
"""A bill comes within this many days of the end of the work it is for (judgement)."""


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
        pieces["file"] = part.mapped.table.name
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
                f"This is a list of {part.mapped.report.id}; it holds no finished work and is left out.",
                file=part.mapped.table.name,
                rows=len(part.facts),
            )
        else:
            _attach(work, part, lead[0], ledger)
    return work, lead[0]


def _once(work: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """The same piece in two files (two exports that overlap) counts once; the file that reaches further is believed.

    A piece is the same where number and customer are, or, without a number, where every fact is.
    """
    import numpy as np
    import pandas as pd

    numbered = (work["id"] != "") & work["key"].str.contains("|", regex=False) & (work["customer"] != "")
    same = work["key"].where(numbered, "")
    plain = (work["id"] != "") & ~numbered
    same = same.where(~plain, "\x01" + work["key"] + "\x01" + work["amount"].round(2).astype("str").fillna(""))
    bare = work["id"] == ""
    if bare.any():
        facts = [work[c].astype("str").fillna("") for c in _FACTS]
        joined = facts[0].str.cat(pd.concat(facts[1:], axis=1), sep="\x1f")
        # The second of two alike visits in one file is work of its own, and the partner of the second in the other.
        nth = work.groupby([work["file"], joined]).cumcount().astype(str)
        dated = work[["start", "end", "invoiced", "created"]].notna().any(axis=1)
        same = same.where(~(bare & dated), "\x02" + joined + "\x1f" + nth)
    when = pd.concat([work[c] for c in ("end", "start", "invoiced")], axis=1).max(axis=1)
    reach = when.groupby(work["file"]).transform("max")
    order = np.lexsort((np.arange(len(work)), -reach.fillna(pd.Timestamp(0)).astype("int64").to_numpy()))
    ranked = same.iloc[order]
    twice = pd.Series(False, index=work.index)
    twice[ranked.index] = ((ranked != "") & ranked.duplicated(keep="first")).to_numpy()
    twice &= work.groupby(same)["file"].transform("nunique") > 1
    if not twice.any():
        return work
    extra = work[twice].groupby(same[twice])["rows"].sum()
    amounts = work["amount"].groupby(same).transform("nunique")
    changed = int((twice & (amounts > 1)).sum())
    out = work[~twice].copy()
    out["rows"] += same[~twice].map(extra).fillna(0).astype(int)
    number = int(twice.sum())
    said = counted(number, "piece of work stands", "pieces of work stand")
    ledger.doubt(
        "files-overlap",
        f"{said} in two of the files; {'it' if number == 1 else 'each'} is counted once"
        + (f", and {changed:,} of them with the value of the file that reaches further." if changed else "."),
        rows=number,
    )
    return out.reset_index(drop=True)


def _attach(work: pd.DataFrame, part: Part, lead: Part, ledger: Ledger) -> None:
    """Invoices, time entries and visits give value, hours and dates to the jobs whose number they carry."""
    import numpy as np
    import pandas as pd

    facts = part.facts
    if facts.empty:
        return
    by_name = lead.mapped.report.rows == "job_list"
    source = "customer" if by_name else ("link" if (facts["link"] != "").any() else "id")
    places: dict[str, int] = {}
    for i, (number, key) in enumerate(zip(work["id"], work["key"], strict=True)):
        for name in {spelled(str(number)), spelled(str(key).split("|")[0].removeprefix("p "))} - {""}:
            places.setdefault(name, i)
    digits = {} if by_name else numbers_of(work["id"])
    home = np.array([_find(str(v), places, digits, by_name) for v in facts[source]])
    found = home >= 0
    if found.mean() < _FEW:
        by_customer = _of_customer(work, facts)
        if (by_customer >= 0).mean() < _MOST:
            ledger.drop("no-job", len(facts))
            none = "No row carries" if not found.any() else f"Only {int(found.sum()):,} of {len(facts):,} rows carry"
            ledger.doubt(
                "files-do-not-join",
                f"{none} the number of a job in the other file; this file is left out.",
                file=part.mapped.table.name,
                rows=len(facts),
            )
            return
        home, found = by_customer, by_customer >= 0
        ledger.doubt(
            "joined-by-customer",
            "The files share no job number, so each of these rows went to the job of the same customer that is "
            "nearest in time.",
            file=part.mapped.table.name,
            rows=int(found.sum()),
        )
    ledger.drop("no-job", int((~found).sum()))
    if (~found).any():
        lost = int((~found).sum())
        said = counted(lost, "row belongs", "rows belong")
        ledger.doubt(
            "row-without-job",
            f"{said} to no job in the other file and {'is' if lost == 1 else 'are'} left out.",
            file=part.mapped.table.name,
            row=int(facts["row"].iloc[int(np.flatnonzero(~found)[0])]),
            rows=int((~found).sum()),
        )
    rows = facts[found].assign(home=home[found])
    _about_time(work, rows, part, ledger)
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


def _about_time(work: pd.DataFrame, rows: pd.DataFrame, part: Part, ledger: Ledger) -> None:
    """Says so where bills cover a shorter time than the work: some systems export the last six months unless asked."""
    import pandas as pd

    first, last = rows["invoiced"].min(), rows["invoiced"].max()
    if pd.isna(first):
        return
    month = pd.Timedelta(days=31)
    when = work["end"].fillna(work["start"]).fillna(work["created"])
    outside = work["amount"].isna() & ((when < first - month) | (when > last + month))
    if outside.mean() > _UNBILLED:
        ledger.doubt(
            "bills-cover-less",
            f"The bills run from {first:%Y-%m-%d} to {last:%Y-%m-%d}; {counted(int(outside.sum()), 'job', 'jobs')} "
            "outside of that time have no value. Export the bills of the whole time.",
            file=part.mapped.table.name,
            rows=int(outside.sum()),
        )


def _find(text: str, places: dict[str, int], digits: dict[str, int], by_name: bool) -> int:
    """The piece that a cell names: one number, several with commas, or the number that a text begins with."""
    whole = spelled(text)
    if whole in places:
        return places[whole]
    if by_name or not whole:
        return -1
    for piece in re.split(r"[,;/&]", whole):
        if spelled(piece) in places:
            return places[spelled(piece)]
    if plain_number(whole) in digits:
        return digits[plain_number(whole)]
    number = re.search(r"\d+", whole)
    return places.get(number.group(), digits.get(number.group().lstrip("0"), -1)) if number else -1


def _of_customer(work: pd.DataFrame, facts: pd.DataFrame) -> np.ndarray:
    """For each row the place of the job of the same customer that ended nearest to it, else the one under way; -1."""
    import numpy as np
    import pandas as pd

    def named(names: pd.Series) -> pd.Series:
        parts = names.str.lower().str.split(":").str[0].fillna("")
        return parts.str.replace(r"[^a-z0-9à-ÿ]+", " ", regex=True).str.split().map(sorted).str.join(" ")

    when = facts["invoiced"].fillna(facts["start"]).fillna(facts["created"]).fillna(facts["end"])
    bills = pd.DataFrame({"who": named(facts["customer"]), "when": when, "row": np.arange(len(facts))})
    jobs = pd.DataFrame({"who": named(work["customer"]), "start": work["start"], "end": work["end"]})
    jobs["end"] = jobs["end"].fillna(jobs["start"]).fillna(work["created"])
    jobs["start"] = jobs["start"].fillna(jobs["end"])
    jobs["place"] = np.arange(len(jobs))
    bills = bills[bills["when"].notna() & (bills["who"] != "")].sort_values("when", kind="stable")
    jobs = jobs[jobs["end"].notna() & (jobs["who"] != "")]
    home = np.full(len(facts), -1)
    if bills.empty or jobs.empty:
        return home
    near = pd.Timedelta(days=_BILL_DAYS)
    ends = jobs.sort_values("end", kind="stable")
    first = pd.merge_asof(bills, ends, left_on="when", right_on="end", by="who", direction="nearest", tolerance=near)
    starts = jobs.sort_values("start", kind="stable")
    begun = pd.merge_asof(bills, starts, left_on="when", right_on="start", by="who", direction="backward")
    begun.loc[begun["when"] > begun["end"] + near, "place"] = np.nan
    chosen = first["place"].fillna(begun["place"])
    home[first["row"].to_numpy()] = chosen.fillna(-1).astype(int).to_numpy()
    return home
