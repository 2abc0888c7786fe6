"""Several rows become one piece of work: segments, dispatches, invoice lines, progress bills, repeated numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.history.clean import Part
from advisor.history.ledger import Ledger, counted
from advisor.history.typed import DATES

if TYPE_CHECKING:
    import pandas as pd

_SEGMENT = r"^(\d+)-\d{1,2}$"
_PROGRESS = (
    r"(?i)\bprogress\b|\bdraw\b|\bdeposit\b|\bretainage\b|\bretention\b|\bphase \d|\bfinal (?:payment|invoice|bill)\b|"
    r"\bmilestone\b|\d ?% (?:complete|down|deposit|due)|\bbalance due on\b|"
    r"\banticipo\b|\bavance\b|\bestimaci[oó]n \d|\bfiniquito\b"
)
_PROGRESS_GAP_DAYS = 120
"""Progress bills of one customer further apart than this belong to two projects (judgement)."""

WORK = ("jobs", "projects", "job_list", "visits", "invoices", "invoice_lines", "time")
"""Reports whose rows are work, best first; the first kind present tells what a record is."""


def pieces_of(part: Part, ledger: Ledger) -> pd.DataFrame:
    """The pieces of work of one table: its facts with one row for each piece, and "rows", how many rows went into it.

    The key of a piece stands in "key"; "days_from" says how far start and end can be trusted.
    """
    import numpy as np

    facts, report = part.facts.copy(), part.mapped.report
    if facts.empty:
        facts["rows"], facts["key"], facts["visits_seen"] = 0, "", 0
        return facts
    if report.rows == "invoice_lines" or (facts["line_amount"].notna().any() and facts["total"].isna().all()):
        facts["amount"] = facts["line_amount"]
    else:
        facts["amount"] = facts["total"]
    if report.rows == "time":
        facts["id"] = facts["link"].where(facts["link"] != "", facts["title"])
        facts["start"] = facts["start"].fillna(facts["end"])
    facts = _without_credits(facts, ledger)
    facts["key"] = _keys(facts, part)
    facts["key"] = _progress(facts, part, ledger)
    exact = facts["copy"] & (facts["id"] != "")
    if exact.any() and report.rows != "invoice_lines":
        ledger.doubt(
            "rows-repeated",
            f"{counted(int(exact.sum()), 'row repeats', 'rows repeat')} another row in every column and "
            f"{'is' if exact.sum() == 1 else 'are'} counted once.",
            file=part.mapped.table.name,
            row=int(facts.loc[exact, "row"].iloc[0]),
            rows=int(exact.sum()),
        )
        weight = facts.groupby("key", sort=False)["row"].transform("size")
        facts["merged"] = weight
        facts = facts[~exact]
    else:
        facts["merged"] = np.nan
    return _merged(facts, part, ledger)


def _without_credits(facts: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Credits lower the last earlier piece of the same customer; their rows are grouped into it."""
    import numpy as np

    credit = (facts["credit"].to_numpy(dtype=bool)) | (facts["amount"] < 0).to_numpy()
    if not credit.any() or credit.all():
        facts["credit_row"] = False
        return facts
    targets = facts[~credit]
    last = targets.groupby("customer", sort=False)["id"].agg("last")
    ids = set(targets["id"]) - {""}
    rows = facts.index[credit]
    named = zip(facts.loc[rows, "id"], facts.loc[rows, "customer"], strict=True)
    home = np.array([i if i in ids else last.get(c, "") if c else "" for i, c in named], dtype=object)
    lost = rows[home == ""]
    ledger.drop("credit", len(lost))
    facts = facts.copy()
    facts["credit_row"] = False
    facts.loc[rows, "id"] = home
    facts.loc[rows, "amount"] = -facts.loc[rows, "amount"].abs()
    facts.loc[rows, "credit_row"] = True
    kept: pd.DataFrame = facts.drop(index=lost)
    return kept


def _keys(facts: pd.DataFrame, part: Part) -> pd.Series:
    """What makes rows one piece: the project, else the number without its segment, with the customer; else the row."""
    report = part.mapped.report
    number = facts["id"].str.lower().str.strip()
    if report.segments or _has_segments(facts):
        number = number.str.replace(_SEGMENT, r"\1", regex=True)
    if report.document_ids:
        number = number.str.extract(r"(\d+)")[0].fillna(number)
    if report.rows != "job_list":
        who = facts["customer"].str.lower().str[:40] if report.rows != "invoice_lines" else ""
        number = (number + "|" + who + "|" + facts["contractor"].str.lower().str[:6]).where(number != "", "")
    project = facts["project"].str.lower().str.strip()
    if report.document_ids:
        project = project.str.extract(r"(\d+)")[0].fillna("")
    number = ("p " + project).where((project != "") & (project != "0"), number)
    customer = facts["customer"]
    sub = customer.str.contains(":", regex=False) & (report.rows == "invoice_lines")
    if sub.any():
        number = ("c " + customer.str.lower()).where(sub, number)
    return number.where(number != "", "row " + facts["row"].astype(str))


def _has_segments(facts: pd.DataFrame) -> bool:
    """Whether numbers of an unknown system come as 1042-1, 1042-2 of one customer."""
    parts = facts["id"].str.extract(r"^(\d{2,})-(\d{1,2})$")
    if parts[0].notna().mean() < 0.9 or (facts["customer"] == "").all():
        return False
    roots = parts[0] + "|" + facts["customer"]
    return bool(roots.duplicated().any() and (parts[1].astype(float) == 1).mean() > 0.3)


def _progress(facts: pd.DataFrame, part: Part, ledger: Ledger) -> pd.Series:
    """Progress bills of one customer are one project, whatever their invoice numbers."""
    import numpy as np

    key = facts["key"]
    if part.mapped.report.rows not in ("invoices", "invoice_lines"):
        return key
    marked = (facts["title"] + " " + facts["type"]).str.contains(_PROGRESS, regex=True) & (facts["customer"] != "")
    marked &= key.str.startswith(("row ", "c ", "p ")) == False  # noqa: E712 - already one project
    if marked.sum() < 2:
        return key
    bills = facts[marked].sort_values(["customer", "invoiced"], kind="stable")
    new = (bills["customer"] != bills["customer"].shift()) | (
        bills["invoiced"].diff().dt.days.fillna(0) > _PROGRESS_GAP_DAYS
    )
    run = "progress " + new.cumsum().astype(str)
    # All lines of an invoice follow the invoice.
    of_invoice = dict(zip(bills["key"], run, strict=True))
    key = key.map(lambda k: of_invoice.get(k, k))
    number = int(np.sum(marked))
    ledger.doubt(
        "progress-bills",
        f"{number:,} rows read like bills for parts of a project; those of one customer are taken as one project.",
        file=part.mapped.table.name,
        row=int(facts.loc[marked, "row"].iloc[0]),
        rows=number,
    )
    return key


def _merged(facts: pd.DataFrame, part: Part, ledger: Ledger) -> pd.DataFrame:
    import numpy as np

    grouped = facts.groupby("key", sort=False)
    size = grouped["row"].transform("size")
    if (size == 1).all():
        out = facts.copy()
        out["rows"] = out["merged"].fillna(1).astype(int)
        out["visits_seen"] = 1
        return out
    single = facts[size == 1]
    many = facts[size > 1]
    by = many.groupby("key", sort=False)
    kept = ("row", "id", "link", "customer", "contractor", "recurring", "credit_row", "timed", "project")
    first = dict.fromkeys(kept, "first")
    # Text of a piece: the first of its rows that has any.
    texts = dict.fromkeys(("title", "type", "category", "state", "status"), "first")
    blank = many.copy()
    for c in texts:
        blank[c] = blank[c].where(blank[c] != "")
    out = by.agg(first)
    out = out.join(blank.groupby("key", sort=False).agg(texts).fillna(""))
    out = out.join(
        by.agg({"created": "min", "start": "min", "end": "max", "invoiced": "max", "hours": "sum", "visits": "sum"})
    )
    out["first_bill"], out["last_bill"] = by["invoiced"].min(), by["invoiced"].max()
    out["hours"] = out["hours"].where(by["hours"].count() > 0)
    out["visits"] = out["visits"].where(by["visits"].count() > 0)
    out["amount"] = _amount_of(many, part, ledger)
    out["rows"] = by["row"].agg("size")
    out["visits_seen"] = many["start"].dt.floor("D").groupby(many["key"], sort=False).nunique()
    if many["merged"].notna().any():
        out["rows"] = by["merged"].first().fillna(out["rows"]).astype(int)
    out = out.reset_index()
    single = single.assign(rows=single["merged"].fillna(1).astype(int), visits_seen=1)
    number = int(out["rows"].sum() - len(out))
    if number and part.mapped.report.rows not in ("invoice_lines",):
        ledger.doubt(
            "rows-grouped",
            _on_rows(len(out), number + len(out)),
            file=part.mapped.table.name,
            row=int(out["row"].iloc[0]),
            column=part.mapped.mapping.get("id"),
            rows=number,
        )
    import pandas as pd

    joined = pd.concat([single, out], ignore_index=True, sort=False)
    for c in ("credit", "copy", *[f"fake_{d}" for d in DATES]):
        if c in joined:
            joined = joined.drop(columns=c)
    joined["rows"] = joined["rows"].astype(int)
    return joined.sort_values("row", kind="stable").reset_index(drop=True) if np.all(joined["row"] > 0) else joined


def _on_rows(pieces: int, rows: int) -> str:
    if pieces == 1:
        return f"1 piece of work stands on {rows:,} rows, which count as one."
    return f"{pieces:,} pieces of work stand on several rows each; their {rows:,} rows count as {pieces:,}."


def _amount_of(many: pd.DataFrame, part: Part, ledger: Ledger) -> pd.Series:
    """Value of a piece on several rows: lines add up; a total that every row repeats counts once."""
    by = many.groupby("key", sort=False)["amount"]
    total = by.sum(min_count=1)
    if part.mapped.report.rows in ("invoice_lines",):
        return total
    plain = many[~many["credit_row"].astype(bool)].groupby("key", sort=False)["amount"]
    repeated = (plain.nunique() == 1) & (plain.count() > 1) & ~total.index.str.startswith(("p ", "progress "))
    repeated = repeated.reindex(total.index, fill_value=False)
    once = plain.first().reindex(total.index)
    if repeated.any():
        ledger.doubt(
            "value-repeated",
            f"{counted(int(repeated.sum()), 'piece of work repeats', 'pieces of work repeat')} one value on each row; "
            "it is counted once.",
            file=part.mapped.table.name,
            column=part.mapped.mapping.get("total"),
            rows=int(repeated.sum()),
        )
    return total.where(~repeated, once)
