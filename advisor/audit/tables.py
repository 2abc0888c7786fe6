"""The audit as tables for a terminal; it is worked out elsewhere and only printed here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from advisor.audit.data_audit import DataAudit
from advisor.audit.reach import DecidingUnknown
from advisor.catalogue.audit import VendorAudit

WEIGHTIEST = 25
"""Open facts that are listed for the whole catalogue; for one vendor all are."""

LISTS = ("stale", "unsourced", "conflicting", "missing")
TITLES = {
    "stale": "Past the limit of age",
    "unsourced": "Without a page (weighs as unknown)",
    "conflicting": "Pages contradict each other",
    "missing": "Unknown",
}


def tables(audit: DataAudit, one_vendor: bool = False) -> Iterator[RenderableType]:
    """What is printed, top to bottom; for one vendor every fact by name instead of the lists over all."""
    yield Text(f"Facts as on {audit.day}: {_counted(audit.totals)}.")
    if one_vendor:
        yield from _of_one(audit)
        return
    yield _by_vendor(audit)
    for field in ("conflicting", "stale"):
        yield from _listed(TITLES[field], ((one.name, getattr(one, field)) for one in audit.vendors))
    kept = [
        (one.name, (*one.shortfalls, one.exception or "NO REASON GIVEN")) for one in audit.vendors if one.shortfalls
    ]
    yield from _listed("Kept although short of the inclusion rule", kept)
    never = [one for one in audit.reach if not one.shown]
    title = f"On no shortlist of {audit.contractors} plausible contractors ({len(never)} vendors)"
    yield from _listed(title, ((one.name, (one.why_not,)) for one in never))
    if audit.without_stack:
        yield Text(f"No vendor is left for: {'; '.join(audit.without_stack)}.")
    yield from _unknowns(audit.unknowns[:WEIGHTIEST])


def _of_one(audit: DataAudit) -> Iterator[RenderableType]:
    one, reach = audit.vendors[0], audit.reach[0]
    yield Text(
        f"{one.name}: {one.facts} facts from {one.pages} pages, {one.dated} dated, {one.undated} undated, "
        f"{len(one.unsourced) + one.unsourced_remarks} without a page."
    )
    yield from _listed("", ((TITLES[field], getattr(one, field)) for field in LISTS))
    if reach.shown:
        yield Text(
            f"Shown to {reach.shown} of {audit.contractors} plausible contractors, first for {reach.first}; "
            f"for instance {reach.example}."
        )
    else:
        yield Text(f"On no shortlist of {audit.contractors} plausible contractors. {reach.why_not}")
    yield from _unknowns(audit.unknowns)


def _table(title: str) -> Table:
    return Table(title=title or None, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)


def _counted(totals: dict[str, int]) -> str:
    return ", ".join(f"{count:,d} {name}" for name, count in totals.items())


def _by_vendor(audit: DataAudit) -> Table:
    table = _table("Facts by vendor")
    table.add_column("Vendor")
    heads = ("facts", "un-\ndated", "stale", "no\npage", "contra-\ndicted", "un-\nknown", "shown\nto", "first\nfor")
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    reach = {one.vendor: one for one in audit.reach}
    for one in audit.vendors:
        known = reach[one.vendor]
        numbers = (one.facts, one.undated, *_lengths(one), known.shown, known.first)
        name = one.vendor if one.offered else f"{one.vendor} (not offered)"
        table.add_row(Text(name), *(Text(str(number)) for number in numbers))
    return table


def _lengths(one: VendorAudit) -> tuple[int, int, int, int]:
    return len(one.stale), len(one.unsourced) + one.unsourced_remarks, len(one.conflicting), len(one.missing)


def _listed(title: str, rows: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[Table]:
    table = _table(title)
    table.show_header = False
    for name, parts in rows:
        if parts:
            # As text: a field like strengths[1] would be read as a style.
            table.add_row(Text(name), Text(parts[0] if len(parts) == 1 else ", ".join(parts)))
    if table.row_count:
        yield table


def _unknowns(unknowns: tuple[DecidingUnknown, ...]) -> Iterator[Table]:
    if not unknowns:
        return
    table = _table("Open facts of shortlisted vendors that weigh most (need times width)")
    for head in ("Vendor", "Fact", "is", "effect", "shown to"):
        table.add_column(head, justify="right" if head in ("effect", "shown to") else "left")
    for one in unknowns:
        table.add_row(
            Text(one.vendor), Text(one.label), Text(one.state), Text(f"{one.effect:,.0f}"), Text(str(one.shown))
        )
    yield table
