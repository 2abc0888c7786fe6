"""The three joins of a stack: time (J1), accounting (J2) and the customer record (J3), and how sure each is."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from advisor.catalogue.joining import Joining, accounting_keys, linked_as
from advisor.catalogue.vendor import Vendor
from advisor.scoring.options import Kind
from advisor.stack.figures import JoinScale
from advisor.stack.seats import Seat, Situation, name_of
from advisor.stack.stack import Join
from advisor.stack.table import KINDS, UNKNOWN_WAY, WAYS, Array, Ints, Same, VendorTable

DELIVERY: tuple[Kind, ...] = ("pm", "fsm", "integrated")
"""Kinds of platform in which revenue and cost arise; they have to reach the books."""

WHAT = {
    "J1": "Hours reach both platforms, typed once",
    "J2": "Revenue and cost reach the accounting",
    "J3": "Customers are seen on both sides",
}


def values_of_ways(scale: JoinScale) -> Array:
    """(least, taken, most) for each number of `WAYS`: shape (6, 3)."""
    known = [(scale.kinds[way],) * 3 for way in WAYS if way is not None]
    worst, best = min(scale.kinds.values()), max(scale.kinds.values())
    return np.array([*known, (worst, worst + scale.unknown_at * (best - worst), best)])


@lru_cache(maxsize=32)
def _accounting_ways(table: Same[VendorTable], system: str | None) -> Ints:
    ways = [WAYS.index(v.accounting_link(system)) for v in table.it.vendors]
    return np.array(ways + [UNKNOWN_WAY] * len(KINDS))


def accounting_ways(situation: Situation) -> Ints:
    """How each vendor joins the accounting that was told, as numbers of `WAYS`; all unknown where none was told."""
    return _accounting_ways(Same(situation.table), situation.accounting)


def books_seats(seats: tuple[Seat, ...]) -> tuple[int, ...]:
    """The seats that have to reach the books: the platforms that do the work, or else the only one."""
    return tuple(n for n, seat in enumerate(seats) if seat.role in DELIVERY) or tuple(range(len(seats)))


def join_scores(situation: Situation, seats: tuple[Seat, ...], rows: Ints) -> Array:
    """Score of the joins as (least, taken, most): shape (stacks, 3). The weakest link to the books counts."""
    scale = situation.k.stack_book.joins
    values = values_of_ways(scale)
    if situation.keeps_no_books:
        # There are no books to join yet; whichever come must fit the platform, not the other way round.
        books = np.ones((len(rows), 3))
    else:
        ways = accounting_ways(situation)
        books = np.min([values[ways[rows[:, n]]] for n in books_seats(seats)], axis=0)
    if len(seats) == 1:
        return books
    first, second = rows[:, 0], rows[:, 1]
    direct, common = situation.table.link[first, second], situation.table.time[first, second]
    time = np.maximum(_time_over(values[direct], direct, scale), values[common])
    parts = scale.parts
    return parts["J1"] * time + parts["J2"] * books + parts["J3"] * values[direct]


def _time_over(value: Array, way: Ints, scale: JoinScale) -> Array:
    """What a direct link is worth for hours: at best all of it, at worst a part, as its page speaks of customers."""
    part = scale.time_over_direct_link
    factors = np.array([part, (1 + part) / 2, 1.0])
    return np.where((way == UNKNOWN_WAY)[:, np.newaxis], value, value * factors)


def describe_joins(situation: Situation, seats: tuple[Seat, ...], row: Ints) -> tuple[Join, ...]:
    """The joins of one stack, for showing: J2 for one platform, J1 to J3 for two."""
    table = situation.table
    names = tuple(name_of(table, int(r), seat) for r, seat in zip(row, seats, strict=True))
    found = [_books_join(situation, int(row[n]), names[n]) for n in books_seats(seats)]
    if len(seats) == 1:
        return tuple(found)
    direct = WAYS[table.link[row[0], row[1]]]
    common = WAYS[table.time[row[0], row[1]]]
    ends = [v for v in (table.vendor(int(r)) for r in row) if v is not None]
    page = _direct_page(ends, direct)
    if common is not None:
        note = "Both link to a time or payroll system; the weaker of the two links is named here."
        time = Join(rule="J1", what=WHAT["J1"], kind=common, between=names, note=note)
    elif direct is not None:
        note = "The link is documented; ask whether hours pass through it too."
        time = Join(rule="J1", what=WHAT["J1"], kind="unknown", between=names, **{**page, "note": note})
    else:
        time = Join(rule="J1", what=WHAT["J1"], kind="unknown", between=names, note="Ask which one tool records hours.")
    note = "" if direct is not None else "Nobody shows a link between them: make both vendors prove it."
    customer = Join(rule="J3", what=WHAT["J3"], kind=direct or "unknown", between=names, **{"note": note, **page})
    return (time, *found, customer)


def _books_join(situation: Situation, row: int, name: str) -> Join:
    if situation.keeps_no_books:
        note = "You keep no books in software yet: choose books that this platform links to."
        return Join(rule="J2", what=WHAT["J2"], kind="unknown", between=(name, "your future books"), note=note)
    way = WAYS[accounting_ways(situation)[row]]
    books = accounting_name(situation)
    vendor = situation.table.vendor(row)
    page = _books_page(situation, vendor) if vendor and way else {}
    note = "" if way else f"Ask {name} to show its link to {books}."
    return Join(rule="J2", what=WHAT["J2"], kind=way or "unknown", between=(name, books), **{"note": note, **page})


def accounting_name(situation: Situation) -> str:
    """The accounting as people call it."""
    return situation.k.stack_book.accounting_names.get(situation.accounting or "", "your accounting")


def _books_page(situation: Situation, vendor: Vendor) -> dict[str, str]:
    key, what = books_source(situation, vendor)
    return {**page_of(vendor, key), "note": what} if key else {}


def books_source(situation: Situation, vendor: Vendor) -> tuple[str | None, str]:
    """Key of the page that shows the link which counts to the accounting that was told, and what flows over it."""
    system = situation.accounting or ""
    way = WAYS[accounting_ways(situation)[situation.table.row[vendor.id]]]
    for link in vendor.links:
        if link.other in linked_as(system) and link.kind == way and vendor.sourced(link.source):
            return link.source, link.what
    told = {vendor.accounting.get(key) for key in accounting_keys(system)}
    return (vendor.accounting_source if way in told else None), ""


def _direct_page(ends: list[Vendor], way: Joining | None) -> dict[str, str]:
    """Page and contents of the link that counts, from whichever vendor tells it."""
    for vendor, other in zip(ends, reversed(ends), strict=True):
        for link in vendor.links:
            if len(ends) == 2 and link.other == other.id and link.kind == way and vendor.sourced(link.source):
                return {**page_of(vendor, link.source), "note": link.what}
    return {}


def page_of(vendor: Vendor, key: str) -> dict[str, str]:
    """Title and address of a page that a vendor's entry cites, as fields of a join."""
    source = vendor.sources[key]
    return {"source": source.title, "url": source.url}
