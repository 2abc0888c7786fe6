"""A measured work mix in plain text, for the command line."""

from __future__ import annotations

from advisor.base import Interval
from advisor.history.imported import Imported

FIELD_NAMES = {
    "id": "Number of the job or invoice",
    "project": "Project it belongs to",
    "customer": "Customer (to put rows together; not kept)",
    "type": "Kind of work",
    "category": "Department or business unit",
    "title": "Title or description",
    "created": "Created on",
    "start": "Started on",
    "end": "Finished on",
    "invoiced": "Invoiced on",
    "total": "Amount",
    "line_amount": "Amount of the line",
    "hours": "Hours of labor",
    "visits": "Number of visits",
    "recurring": "Recurring",
    "status": "Status",
}
"""What a column can mean, in words, for those that a person may need to set."""

_MOST_KINDS = 8
_MOST_FINDINGS = 12


def short_text(measured: Imported) -> str:
    """What was read, what it says, and what is doubtful, on about a screen."""
    rows = measured.rows
    lines = [measured.verdict, ""]
    for one in measured.files:
        sure = f", {one.certainty * 100:.0f} % sure" if one.certainty else ""
        lines.append(f"{one.file}: {one.system_name}{sure}, {one.rows:,} rows")
        lines += [f"  {field}: {column}" for field, column in one.mapping.items()]
    lines.append(
        f"Rows: {rows.read:,} read, {rows.used:,} used, {rows.grouped:,} grouped into others, {rows.dropped:,} dropped"
    )
    if measured.period is not None:
        lines.append(f"Time: {measured.period.first} to {measured.period.last}")
    named = (
        ("revenue", measured.shares.by_revenue),
        ("labor hours", measured.shares.by_hours),
        ("number of pieces", measured.shares.by_count),
    )
    lines += ["", "Share of project work"]
    lines += [f"  by {name}: {span_words(share)}" for name, share in named]
    if measured.kinds:
        lines += ["", "Kinds of work"]
        for kind in measured.kinds[:_MOST_KINDS]:
            shape = kind.shape.replace("_", " ")
            lines.append(f"  {kind.name}: {kind.records:,} records, {shape}, {kind.certainty * 100:.0f} % sure")
        if len(measured.kinds) > _MOST_KINDS:
            lines.append(f"  and {len(measured.kinds) - _MOST_KINDS} more; --json shows all")
    if measured.findings:
        lines += ["", "To know before you trust it"]
        lines += [f"  {_place(d.file, d.row)}{d.message}" for d in measured.findings[:_MOST_FINDINGS]]
        if len(measured.findings) > _MOST_FINDINGS:
            lines.append(f"  and {len(measured.findings) - _MOST_FINDINGS} more; --json shows all")
    return "\n".join(lines)


def span_words(share: Interval | None) -> str:
    """A share with its interval: "34 to 41 %, most likely 37 %"."""
    if share is None:
        return "the file cannot say"
    low, mid, high = (round(end * 100) for end in (share.low, share.mid, share.high))
    return f"{mid} %" if low == high else f"{low} to {high} %, most likely {mid} %"


def _place(file: str, row: int | None) -> str:
    if not file:
        return ""
    return f"{file}, row {row:,}: " if row is not None else f"{file}: "
