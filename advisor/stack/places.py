"""The systems of a firm as a stack joins them, and what pages show of the links between any two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from advisor.catalogue.ageing import Clock
from advisor.catalogue.evidence import Link, is_own
from advisor.catalogue.joining import Joining, linked_as
from advisor.catalogue.vendor import Vendor
from advisor.stack.joins import DELIVERY, accounting_name, accounting_ways, books_seats, books_source
from advisor.stack.seats import Seat, Situation, name_of
from advisor.stack.table import WAYS, Ints


class Place(NamedTuple):
    """A system of the firm: a platform with its number in the stack, the books, or a system that all link to."""

    name: str
    seat: int | None = None
    system: str = ""
    """Id of an outside system; empty for platforms and for the books."""


class Plan(NamedTuple):
    """A stack with everything that the blueprint reads, looked up once."""

    situation: Situation
    seats: tuple[Seat, ...]
    row: Ints
    platforms: tuple[Place, ...]
    vendors: tuple[Vendor | None, ...]
    books: Place
    to_books: tuple[int, ...]
    """Numbers of the seats that have to reach the books."""
    clock: Clock
    """The day of use, by which pages have aged."""

    @property
    def both_sides(self) -> bool:
        """True where two platforms both carry work, so that hours and costs arise in both."""
        return sum(seat.role in DELIVERY for seat in self.seats) > 1

    def vendor(self, place: Place) -> Vendor | None:
        """The vendor of a platform; None for a tool that is not in the catalogue, and for the books."""
        return None if place.seat is None else self.vendors[place.seat]


def plan_of(situation: Situation, seats: tuple[Seat, ...], row: Ints) -> Plan:
    table, rows = situation.table, [int(r) for r in row]
    books = "your future books" if situation.keeps_no_books else accounting_name(situation)
    return Plan(
        situation=situation,
        seats=seats,
        row=row,
        platforms=tuple(
            Place(name_of(table, r, seat), seat=n) for n, (r, seat) in enumerate(zip(rows, seats, strict=True))
        ),
        vendors=tuple(table.vendor(r) for r in rows),
        books=Place(books),
        to_books=books_seats(seats),
        clock=situation.k.catalogue.clock(situation.k.day),
    )


def links_between(plan: Plan, one: Place, other: Place) -> list[tuple[Vendor, Link]]:
    """Every link between two places that names a page, with the vendor who tells it."""
    found = []
    for place, far in ((one, other), (other, one)):
        vendor = plan.vendor(place)
        if vendor is None:
            continue
        found += [
            (vendor, link) for link in vendor.links if link.other in _ids(plan, far) and vendor.sourced(link.source)
        ]
    return found


def _ids(plan: Plan, place: Place) -> tuple[str, ...]:
    """The ids under which a vendor's entry may name a place."""
    if place.system:
        return (place.system,)
    if place.seat is not None:
        vendor = plan.vendor(place)
        return () if vendor is None else (vendor.id,)
    accounting = plan.situation.accounting
    return () if accounting is None else linked_as(accounting)


def way_between(plan: Plan, one: Place, other: Place) -> Joining | None:
    """Best known way between two places; None where nobody knows."""
    first, second = (other, one) if one.seat is None else (one, other)
    if first.seat is None:
        return None
    row = int(plan.row[first.seat])
    if second.seat is not None:
        return WAYS[int(plan.situation.table.link[row, int(plan.row[second.seat])])]
    if second.system:
        vendor = plan.vendor(first)
        return None if vendor is None else vendor.link_to(second.system)
    return WAYS[int(accounting_ways(plan.situation)[row])]


def best_page(plan: Plan, one: Place, other: Place, links: Sequence[tuple[Vendor, Link]], way: str) -> dict[str, Any]:
    """Page and contents of the best link where none names the thing."""
    for teller, link in links:
        if link.kind == way:
            return {"carries": link.what, **page_fields(teller, link.source)}
    for place, far in ((one, other), (other, one)):
        vendor, key, what = plan.vendor(place), None, ""
        if vendor is not None and far.seat is None and not far.system:
            key, what = books_source(plan.situation, vendor)
        elif vendor is not None:
            key = _page_of_its_books(plan, vendor, plan.vendor(far), way)
        if vendor is not None and key is not None:
            return {"carries": what, **page_fields(vendor, key)}
    return {}


def _page_of_its_books(plan: Plan, vendor: Vendor, other: Vendor | None, way: str) -> str | None:
    """Key of the page on which *vendor* shows its link to the books that *other* keeps itself."""
    if other is None:
        return None
    kept = (s.id for s in plan.situation.k.catalogue.external_systems if s.entry == other.id)
    keys = (vendor.accounting_page(system) for system in kept if vendor.accounting.get(system) == way)
    return next((key for key in keys if vendor.sourced(key)), None)


def page_fields(vendor: Vendor, key: str) -> dict[str, Any]:
    """A page that a vendor's entry cites, as fields of a passage."""
    source = vendor.sources[key]
    return {
        "source": source.title,
        "url": source.url or None,
        "as_of": source.as_of,
        "grade": source.grade,
        "own_file": is_own(key),
    }
