"""Vendors side by side: what each page shows of each capability, and how the chosen ones join. Data, no words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, Protocol

from pydantic import Field

from advisor.base import Value
from advisor.catalogue.ageing import AsOf, Clock, FactKind
from advisor.catalogue.evidence import Level, Link, VendorId, VendorSource
from advisor.catalogue.joining import Joining, accounting_keys, linked_as
from advisor.catalogue.vendor import Catalogue, Vendor

MOST = 4
"""Vendors that can stand side by side; a fifth column cannot be read."""

KnownLevel = Literal["full", "partial", "none", "unknown"]
Mark = Literal["unsourced", "competitor", "thin", "stale", "undated", "conflict"]
"""Why a fact is weaker than it looks: no page, a rival's page, a page of grade D, past its age, of no known age, or
contradicted by another page."""


class Named(Protocol):
    """What is read of a capability here; `scoring.needs.Capability` is one."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def side(self) -> str: ...


class Page(Value):
    """The page a fact was read on; `as_of` is when the fact was read."""

    key: str
    title: str
    url: str
    kind: str
    grade: str
    as_of: AsOf


class Other(Value):
    """What another page says of the same capability."""

    level: Level
    page: Page


class Cell(Value):
    """What is known of one capability of one vendor."""

    vendor: VendorId
    level: KnownLevel = Field(description="What counts: unknown where nothing is listed, or no page backs it")
    said: Level | None = Field(default=None, description="What the entry says, also where no page backs it")
    page: Page | None = None
    marks: tuple[Mark, ...] = ()
    others: tuple[Other, ...] = Field(default=(), description="Pages that say otherwise; they do not decide")


class Row(Value):
    """One capability across the vendors; `need` is the contractor's, from 0 to 10, and 0 where nothing is known."""

    capability: str
    label: str
    side: str
    need: float = Field(ge=0, le=10)
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """True unless the same is known of all of them. A known level beside an unknown one may be a difference."""
        return len({cell.level for cell in self.cells}) > 1


class Way(Value):
    """How something is joined; `kind` is None where nobody knows."""

    kind: Joining | None
    what: str = ""
    page: Page | None = None
    marks: tuple[Mark, ...] = ()


class Comparison(Value):
    """Up to `MOST` vendors side by side.

    `books` holds a way for each vendor to the accounting that was named, and is empty where none was. `joins` holds,
    for each vendor, a way to each of the vendors in the same order, and None to itself.
    """

    vendors: tuple[VendorId, ...] = Field(max_length=MOST)
    rows: tuple[Row, ...]
    books: tuple[Way, ...] = ()
    joins: tuple[tuple[Way | None, ...], ...] = ()


def chosen(names: Iterable[str], catalogue: Catalogue) -> tuple[str, ...]:
    """The vendors among *names* (text from outside), each once, in the order given, at most `MOST`."""
    return tuple(dict.fromkeys(name for name in names if name in catalogue.by_id))[:MOST]


def compare(
    catalogue: Catalogue,
    vendors: tuple[str, ...],
    capabilities: Iterable[Named],
    clock: Clock,
    *,
    needs: Mapping[str, float] | None = None,
    accounting: str | None = None,
) -> Comparison:
    """The vendors side by side, capability by capability.

    Args:
        catalogue: where the vendors stand.
        vendors: their ids, at most `MOST`, in the order of the columns.
        capabilities: the rows, in this order.
        clock: the day on which the facts are used, for their age.
        needs: need of each capability from 0 to 10 (`Advice.capability_needs`); left out, every need is 0.
        accounting: an answer of `today.accounting`; None, `unknown`, `none` and `other` name no system.

    Raises:
        KeyError: an id is not in the catalogue.
        ValidationError: more than `MOST` vendors.
    """
    side_by_side = tuple(catalogue.by_id[name] for name in vendors)
    rows = tuple(
        Row(
            capability=one.id,
            label=one.label,
            side=one.side,
            need=(needs or {}).get(one.id, 0.0),
            cells=tuple(cell(vendor, one.id, clock) for vendor in side_by_side),
        )
        for one in capabilities
    )
    named = accounting is not None and accounting not in ("unknown", "none", "other")
    return Comparison(
        vendors=vendors,
        rows=rows,
        books=tuple(books(v, accounting or "", clock) for v in side_by_side) if named else (),
        joins=tuple(
            tuple(None if one is other else joined(one, other, catalogue, clock) for other in side_by_side)
            for one in side_by_side
        ),
    )


def narrowed(
    comparison: Comparison, *, side: str | None = None, needed_from: float | None = None, differing: bool = False
) -> tuple[Row, ...]:
    """The rows that meet everything given: of one side, needed at least so much (0-10), not the same for all."""
    return tuple(
        row
        for row in comparison.rows
        if (side is None or row.side == side)
        and (needed_from is None or row.need >= needed_from)
        and (not differing or row.differs)
    )


def cell(vendor: Vendor, capability: str, clock: Clock) -> Cell:
    """What the catalogue knows of one *capability* of a vendor on a day of use."""
    fact = vendor.capabilities.get(capability)
    if fact is None:
        return Cell(vendor=vendor.id, level="unknown")
    told = _told(vendor, fact.source, "capability", clock)
    if vendor.conflicting(capability):
        told["marks"] = (*told["marks"], "conflict")
    return Cell(
        vendor=vendor.id,
        level=fact.level if vendor.sourced(fact.source) else "unknown",
        said=fact.level,
        others=tuple(Other(level=o.level, page=page_of(vendor, o.source)) for o in vendor.contradicting(fact)),
        **told,
    )


def documented(vendor: Vendor) -> int:
    """How many capabilities a page tells of; the others are unknown."""
    return sum(vendor.sourced(fact.source) for fact in vendor.capabilities.values())


def books(vendor: Vendor, system: str, clock: Clock) -> Way:
    """How a vendor joins the accounting *system* of an answer, with the page that shows it."""
    kind = vendor.accounting_link(system)
    if kind is None:
        return Way(kind=None)
    for link in vendor.links:
        if link.other in linked_as(system) and link.kind == kind and vendor.sourced(link.source):
            return _way(vendor, link, clock)
    return _ledger(vendor, system, kind, clock)


def joined(one: Vendor, other: Vendor, catalogue: Catalogue, clock: Clock) -> Way:
    """Best known way in which two vendors join, with the page of whichever of them tells it."""
    kind = catalogue.link(one.id, other.id)
    if kind is None:
        return Way(kind=None)
    ways = ((one, other), (other, one))
    for teller, told in ways:
        for link in teller.links:
            if link.other == told.id and link.kind == kind and teller.sourced(link.source):
                return _way(teller, link, clock)
    for teller, told in ways:
        for system in (external.id for external in catalogue.external_systems if external.entry == told.id):
            if teller.accounting_link(system) == kind:
                return books(teller, system, clock)
    return Way(kind=kind)


def _ledger(vendor: Vendor, system: str, kind: Joining, clock: Clock) -> Way:
    # The edition that was named may be one of several, each with a page of its own.
    keys = (key for key in accounting_keys(system) if vendor.accounting.get(key) == kind)
    key = next((vendor.accounting_page(key) for key in keys), None)
    if key is None:
        return Way(kind=kind)
    return Way(kind=kind, **_told(vendor, key, "link", clock))


def _way(vendor: Vendor, link: Link, clock: Clock) -> Way:
    return Way(kind=link.kind, what=link.what, **_told(vendor, link.source, "link", clock))


def page_of(vendor: Vendor, key: str, *, as_of: str = "") -> Page:
    """A page that a vendor's entry names; *as_of* where the fact itself tells when it was read."""
    source = vendor.sources[key]
    return Page(
        key=key, title=source.title, url=source.url, kind=source.kind, grade=source.grade, as_of=as_of or source.as_of
    )


def marks(source: VendorSource, kind: FactKind, as_of: str, clock: Clock) -> tuple[Mark, ...]:
    """Why a fact of this *kind*, read on this page at that time, is weaker than it looks; empty where it is not."""
    if source.kind == "unsourced":
        return ("unsourced",)
    found: list[Mark] = []
    if source.kind == "competitor":
        found.append("competitor")
    elif source.grade == "D":
        found.append("thin")
    age = clock.freshness(kind, as_of)
    if age != "fresh":
        found.append("stale" if age == "stale" else "undated")
    return tuple(found)


def _told(vendor: Vendor, key: str, kind: FactKind, clock: Clock) -> dict[str, Any]:
    page = page_of(vendor, key)
    return {"page": page, "marks": marks(vendor.sources[key], kind, page.as_of, clock)}
