"""Doubts about the records as a whole: what the file cannot say, what may be missing, whose records they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from advisor.history.classify import Classified
from advisor.history.columns import Mapped
from advisor.history.imported import Period
from advisor.history.ledger import Ledger

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def about_files(tables: list[Mapped], ledger: Ledger) -> None:
    """Parts that are missing: the second file of two, the recurring jobs, months beyond a filter."""
    names = [m.table.name for m in tables]
    for name in names:
        found = re.search(r"_(\d+)_of_(\d+)", name)
        if found and sum(f"_of_{found[2]}" in n for n in names) < int(found[2]):
            ledger.doubt(
                "part-missing", f"The name says that this is part {found[1]} of {found[2]}. Load all parts.", file=name
            )
    for mapped in tables:
        notes = mapped.table.body[(mapped.table.reason == "footer").to_numpy()]
        if any("cash basis" in str(cell).lower() for cell in notes.to_numpy().ravel()):
            ledger.doubt(
                "cash-basis",
                "The report is on a cash basis: each row stands on the day of its payment, not of the work.",
                file=mapped.table.name,
            )
        if mapped.table.header_row is None and mapped.report.rows != "other":
            ledger.doubt(
                "no-header", "The table has no row of column names; say what each column means.", file=mapped.table.name
            )
        if (
            mapped.system == "jobber"
            and mapped.report.id == "jobs"
            and not any("recurring" in n.lower() for n in names)
        ):
            ledger.doubt(
                "recurring-apart",
                "Jobber keeps recurring jobs in a second report. If you have any, load that report too.",
                file=mapped.table.name,
            )


def about_records(
    records: pd.DataFrame, found: Classified, lead: Mapped, period: Period | None, one_sided: str | None, ledger: Ledger
) -> None:
    """What the records cannot say, and what may mislead."""
    import numpy as np

    n = len(records)
    what = {"invoices": "invoices", "invoice_lines": "invoices"}.get(lead.report.rows)
    if what:
        ledger.doubt("invoices-not-jobs", "These are invoices, not jobs: one project may stand on several of them.")
    if lead.report.permits:
        ledger.doubt(
            "permits-not-jobs", "These are permits: work that needs none is missing, and values are what was declared."
        )
    if one_sided:
        ledger.doubt("one-sided", f"{one_sided} only holds projects, so the job side cannot be measured from it.")
    for field, words in (("value", "values"), ("hours", "labor hours"), ("date", "dates")):
        known = records[field].notna().mean() if n else 0.0
        if known == 0:
            ledger.doubt(f"{field}-missing", f"The file has no {words}, so nothing is measured by them.")
        elif known < 0.6:
            ledger.doubt(
                f"{field}-sparse", f"Only {known * 100:.0f} % of the records have {words}.", rows=int((1 - known) * n)
            )
    if records["days"].notna().mean() < 0.3:
        ledger.doubt(
            "length-missing", "Few records tell when the work began and ended, so its length says little here."
        )
    if period is not None and period.years < 0.95:
        ledger.doubt("under-a-year", "The records cover less than a year; the season may tilt the split.")
    contrary = found.kinds.contrary
    if contrary.sum() >= max(3, 0.02 * n):
        name = _most(found, contrary)
        ledger.doubt(
            "type-and-title-disagree",
            f"{int(contrary.sum()):,} records have a type and a title that point to different work, most of them "
            f"typed {name}. The type was believed; move this kind of work if it is the other one.",
            row=int(records["row"].to_numpy()[np.flatnonzero(contrary)[0]]),
            rows=int(contrary.sum()),
        )
    if found.one_product:
        ledger.doubt("one-product", "Two labels stand on one product at one price; it was not split.")
    silent = (np.abs(found.kinds.evidence).max(axis=1) < 0.2).mean() if n else 0.0
    if silent > 0.5:
        ledger.doubt(
            "few-words",
            f"{silent * 100:.0f} % of the records carry no word that tells the work; value and length decide.",
        )
    if found.anchors.short_project.needs_length and found.chance[:, 0].mean() > 0.1:
        ledger.doubt(
            "small-work-by-value",
            "Small pieces of building work count as jobs here, because nothing tells how long they took. "
            "Move them if you run them as projects.",
        )
    _about_names(records, ledger)


def _most(found: Classified, where: np.ndarray) -> str:
    import numpy as np

    return found.kinds.names[int(np.bincount(found.kinds.of[where]).argmax())]


def _about_names(records: pd.DataFrame, ledger: Ledger) -> None:
    """One firm under several spellings, or several firms in one file."""
    names = records["contractor"].str.lower().str.replace(r"[^a-z0-9 ]", "", regex=True).str.split().str.join(" ")
    names = names[names != ""]
    spellings = names.nunique()
    if spellings < 2:
        return
    firms = names.str[:4].value_counts(normalize=True)
    if firms.iloc[0] >= 0.9:
        ledger.doubt(
            "name-in-several-spellings",
            f"The contractor is written in {records['contractor'].nunique()} ways; all are taken as one firm.",
        )
    else:
        ledger.doubt(
            "several-firms",
            f"The file names {spellings:,} contractors. The measure is of all together; "
            "load one firm's records to measure it.",
        )
