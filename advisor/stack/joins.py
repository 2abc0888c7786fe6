"""The three joins of a stack: time (J1), accounting (J2) and the customer record (J3), and how sure each is."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

import numpy as np

from advisor.catalogue.joining import accounting_keys, linked_as
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


def hour_pairs(seats: tuple[Seat, ...]) -> tuple[tuple[int, int], ...]:
    """Pairs of seats that hours have to reach both: where the work is done, else wherever two systems are."""
    worked = tuple(n for n, seat in enumerate(seats) if seat.role in DELIVERY)
    return tuple(combinations(worked if len(worked) > 1 else range(len(seats)), 2))


class Ways(NamedTuple):
    """What joins stacks, each as (least, taken, most): arrays of shape (stacks, seats or pairs, 3)."""

    books: Array
    """Link of every seat in `books_seats` to the accounting."""
    direct: Array
    """Link of every pair of seats, in the order of `combinations`."""
    hours: Array
    """How hours reach both of every pair in `hour_pairs`."""


def ways_of(situation: Situation, seats: tuple[Seat, ...], rows: Ints) -> Ways:
    """What joins each of these stacks."""
    scale, table = situation.k.stack_book.joins, situation.table
    values = values_of_ways(scale)
    if situation.keeps_no_books:
        # There are no books to join yet; whichever come must fit the platform, not the other way round.
        books = np.ones((len(rows), 1, 3))
    else:
        ways = accounting_ways(situation)
        books = values[ways[rows[:, list(books_seats(seats))]]]
    pairs = list(combinations(range(len(seats)), 2))
    direct, hours = np.ones((len(rows), len(pairs), 3)), np.ones((len(rows), len(hour_pairs(seats)), 3))
    for n, (one, other) in enumerate(pairs):
        direct[:, n] = values[table.link[rows[:, one], rows[:, other]]]
    for n, (one, other) in enumerate(hour_pairs(seats)):
        link = table.link[rows[:, one], rows[:, other]]
        common = values[table.time[rows[:, one], rows[:, other]]]
        either = np.maximum(time_over(values[link], link, scale), common)
        # What a demo showed of the hours stands alone; a link for customers proves nothing more about them.
        hours[:, n] = np.where(table.time_seen[rows[:, one], rows[:, other]][:, np.newaxis], common, either)
    return Ways(books, direct, hours)


def score_of_joins(scale: JoinScale, ways: Ways) -> Array:
    """Score of the joins as (least, taken, most): shape (stacks, 3).

    The weakest link to the books counts, and the mean over pairs for hours and customers. Within one system nothing
    has to pass, so a single platform gets both in full.
    """
    parts, full = scale.parts, np.ones((len(ways.books), 3))
    time = ways.hours.mean(axis=1) if ways.hours.shape[1] else full
    customers = through_a_third(ways.direct).mean(axis=1) if ways.direct.shape[1] else full
    joined: Array = parts["J1"] * time + parts["J2"] * ways.books.min(axis=1) + parts["J3"] * customers
    return joined


def through_a_third(direct: Array) -> Array:
    """The same links, where three systems may also pass a customer on through the third: the better way counts."""
    if direct.shape[1] != 3:
        return direct
    return np.maximum(direct, np.minimum(direct[:, [1, 0, 0]], direct[:, [2, 2, 1]]))


def join_scores(situation: Situation, seats: tuple[Seat, ...], rows: Ints) -> Array:
    """Score of the joins as (least, taken, most): shape (stacks, 3)."""
    return score_of_joins(situation.k.stack_book.joins, ways_of(situation, seats, rows))


def time_over(value: Array, way: Ints, scale: JoinScale) -> Array:
    """What a direct link is worth for hours: at best all of it, at worst a part, as its page speaks of customers."""
    part = scale.time_over_direct_link
    factors, worst = np.array([part, (1 + part) / 2, 1.0]), min(scale.kinds.values())
    return np.where((way == UNKNOWN_WAY)[:, np.newaxis], value, np.maximum(value * factors, worst))


def describe_joins(situation: Situation, seats: tuple[Seat, ...], row: Ints) -> tuple[Join, ...]:
    """The joins of one stack, for showing: J2 for one platform; J1, J2 and J3 for several, J3 for each pair."""
    names = tuple(name_of(situation.table, int(r), seat) for r, seat in zip(row, seats, strict=True))
    found = [_books_join(situation, int(row[n]), names[n]) for n in books_seats(seats)]
    time = [_time_join(situation, row, names, pair) for pair in hour_pairs(seats)]
    customers = [_customer_join(situation, row, names, pair) for pair in combinations(range(len(seats)), 2)]
    return (*time, *found, *customers)


def _time_join(situation: Situation, row: Ints, names: tuple[str, ...], pair: tuple[int, int]) -> Join:
    one, other = pair
    table, between = situation.table, (names[one], names[other])
    common = WAYS[table.time[row[one], row[other]]]
    if table.time_seen[row[one], row[other]]:
        note = "As you saw it in a demo."
        return Join(rule="J1", what=WHAT["J1"], kind=common or "unknown", between=between, note=note)
    if common is not None:
        note = "Both link to a time or payroll system; the weaker of the two links is named here."
        return Join(rule="J1", what=WHAT["J1"], kind=common, between=between, note=note)
    if WAYS[table.link[row[one], row[other]]] is not None:
        note = "The link is documented; ask whether hours pass through it too."
        page = _direct_page(situation, row, pair)
        return Join(rule="J1", what=WHAT["J1"], kind="unknown", between=between, **{**page, "note": note})
    return Join(rule="J1", what=WHAT["J1"], kind="unknown", between=between, note="Ask which one tool records hours.")


def _customer_join(situation: Situation, row: Ints, names: tuple[str, ...], pair: tuple[int, int]) -> Join:
    direct = WAYS[situation.table.link[row[pair[0]], row[pair[1]]]]
    note = "" if direct is not None else "Nobody shows a link between them: make both vendors prove it."
    told = {"note": note, **_direct_page(situation, row, pair)}
    return Join(rule="J3", what=WHAT["J3"], kind=direct or "unknown", between=tuple(names[n] for n in pair), **told)


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
    told = (key for key in accounting_keys(system) if vendor.accounting.get(key) == way)
    pages = (vendor.accounting_page(key) for key in told)
    return next((page for page in pages if vendor.sourced(page)), None), ""


def _direct_page(situation: Situation, row: Ints, pair: tuple[int, int]) -> dict[str, str]:
    """Page and contents of the link that counts, from whichever vendor tells it."""
    way = WAYS[situation.table.link[row[pair[0]], row[pair[1]]]]
    ends = [situation.table.vendor(int(row[n])) for n in pair]
    for vendor, other in zip(ends, reversed(ends), strict=True):
        if vendor is None or other is None:
            continue
        for link in vendor.links:
            if link.other == other.id and link.kind == way and vendor.sourced(link.source):
                return {**page_of(vendor, link.source), "note": link.what}
    return {}


def page_of(vendor: Vendor, key: str) -> dict[str, str]:
    """Title and address of a page that a vendor's entry cites, as fields of a join."""
    source = vendor.sources[key]
    return {"source": source.title, "url": source.url}
