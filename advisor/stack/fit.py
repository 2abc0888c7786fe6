"""How well vendors fit one contractor: coverage, trade, size and adoption, each as (least, taken, most) from 0 to 1.

Every scale is fixed and every score rises with every fact: no vendor's score depends on another's, and a vendor that
is at least as good in everything never scores less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np

from advisor.catalogue.seen import SeenVendor
from advisor.catalogue.vendor import Vendor
from advisor.questionnaire.answers import Range
from advisor.questionnaire.trades import Trade
from advisor.scoring.options import Kind
from advisor.stack.figures import StackBook
from advisor.stack.seats import SIDES, Seat, Situation, main_sides, new_seats
from advisor.stack.table import SIDE_OF, Array, Ints, Same, VendorTable

CARRIED = ("project", "job")
"""The two kinds of work, in the order of `Seat.carries`."""

TradeMatch = Literal["niche", "named", "family", "general", "whole_project", "wide_list", "not_named"]


def side_parts(situation: Situation, seats: tuple[Seat, ...]) -> Array:
    """How much each seat counts for each capability: shape (seats, capabilities).

    All, where the seat is there for that side of the work. A part, where another seat is. Where none is, as far as this
    kind of software carries such work: functions for service calls are little use in a tool shaped for projects (W5),
    and few platforms that claim both do both well (H9).
    """
    other = situation.k.stack_book.coverage.other_side
    cared_for = {SIDE_OF[seat.role] for seat in seats if seat.role in SIDE_OF}

    def part(seat: Seat, side: str) -> float:
        if SIDE_OF.get(seat.role) == side or side not in CARRIED:
            return 1.0 if SIDE_OF.get(seat.role) == side or side not in cared_for else other
        return other if side in cared_for else seat.carries[CARRIED.index(side)]

    return np.array([[part(seat, c.side) for c in situation.table.capabilities] for seat in seats])


class Needed(NamedTuple):
    """How far each vendor covers what is needed from each seat."""

    columns: Ints
    """Columns of the vendor table that are needed."""
    need: Array
    """Share of each in all that is needed: shape (needed,), 1 in all; empty where nothing is needed."""
    levels: tuple[Array, ...]
    """For each seat the levels times the part of the seat: shape (3, rows of the table, needed)."""


def needed_levels(situation: Situation, seats: tuple[Seat, ...]) -> Needed:
    """What every vendor covers from every seat, as (least, taken, most)."""
    columns = np.flatnonzero(situation.need > 0)
    need = situation.need[columns]
    every = _levels(Same(situation.table), Same(situation.k.stack_book))[:, :, columns]
    parts = side_parts(situation, seats)[:, columns]
    return Needed(
        columns,
        need / need.sum() if len(need) else need,
        tuple(every * part * _made_for_the_trade(situation, seat) for seat, part in zip(seats, parts, strict=True)),
    )


@lru_cache(maxsize=32)
def _levels(table: Same[VendorTable], book: Same[StackBook]) -> Array:
    """Least, taken and most of every level with the depth of the product: shape (3, rows, capabilities)."""
    return np.stack([table.it.low, table.it.at, table.it.high]) * _depth(table, book)


def depth_of(situation: Situation) -> Array:
    """What the same function is worth by how deep the product goes on its side: shape (rows, capabilities)."""
    return _depth(Same(situation.table), Same(situation.k.stack_book))


@lru_cache(maxsize=32)
def _depth(of: Same[VendorTable], book: Same[StackBook]) -> Array:
    depth, table = np.array([*book.it.coverage.depth, 1.0]), of.it
    column = [SIDES.index(c.side) if c.side in SIDES else len(SIDES) for c in table.capabilities]
    # A last column beside the three sides is for what no side owns; a tool outside the catalogue counts in full.
    strength = np.full((len(table.low), len(SIDES) + 1), len(depth) - 1)
    strength[: len(table.vendors), : len(SIDES)] = table.strength[: len(table.vendors)]
    found: Array = depth[strength[:, column]]
    # What was seen done counts as it was seen, however deep we take the product to go.
    for row, vendor in enumerate(table.vendors):
        if isinstance(vendor, SeenVendor):
            found[row, [table.column[capability] for capability in vendor.seen]] = 1.0
    return found


def _made_for_the_trade(situation: Situation, seat: Seat) -> Array:
    """Part at which the functions of a product count that is not made for a special trade (C7): shape (rows, 1)."""
    part = np.ones((len(situation.table.low), 1))
    if seat.kept or not any(trade.specialised_software for trade in situation.trades):
        return part
    matches = trade_matches(situation, seat)
    for row in seat.rows:
        if matches[row] in ("general", "wide_list", "not_named"):
            part[row] = situation.k.stack_book.coverage.unspecialised
    return part


def score_of_coverage(need: Array, levels: Sequence[Array]) -> Array:
    """Need-weighted coverage as (least, taken, most): shape (stacks, 3). The better platform for each one counts.

    Args:
        need: share of each capability, 1 in all.
        levels: for each seat the levels of who sits there: shape (3, stacks, needed).
    """
    best = levels[0]
    for one in levels[1:]:
        best = np.maximum(best, one)
    # Every score is a sum over one row in one order, so that equal vendors stay equal to the last digit.
    scores: Array = (best @ need).T if len(need) else np.ones((best.shape[1], 3))
    return scores


def trade_fit_by_seat(situation: Situation, seats: tuple[Seat, ...]) -> tuple[Array, ...]:
    """How far each vendor is made for this firm, for every seat that is bought: each (rows of the table, 3)."""
    return tuple(_trade_fit_of_seat(situation, seat) for _, seat in new_seats(seats))


def score_of_trade_fit(fits: Array) -> Array:
    """Mean over what is bought, from shape (stacks, bought, 3) to (stacks, 3); 1 where nothing is."""
    scores: Array = fits.mean(axis=1) if fits.shape[1] else np.ones((len(fits), 3))
    return scores


def score_of_adoption(scores: Array) -> Array:
    """Each further system is learnt on top: the product, from shape (stacks, bought, 3) to (stacks, 3)."""
    product: Array = scores.prod(axis=1)
    return product


def _trade_fit_of_seat(situation: Situation, seat: Seat) -> Array:
    scale = situation.k.stack_book.trade_fit
    values, matches = np.zeros((len(situation.table.low), 3)), trade_matches(situation, seat)
    for row in seat.rows.tolist():
        vendor = situation.table.vendors[row]
        steady = (
            scale.parts["role"] * _role_fit(situation, row, seat, matches[row])
            + scale.parts["trade"] * getattr(scale, matches[row])
            + scale.parts["segment"] * _segment_fit(situation, vendor)
        )
        values[row] = steady + scale.parts["size"] * np.array(size_fit(situation, vendor))
    return values


def _role_fit(situation: Situation, row: int, seat: Seat, match: TradeMatch) -> float:
    """How far the product is made for this seat and how deep it goes there."""
    scale, table = situation.k.stack_book.trade_fit, situation.table
    strength = table.strength[row]
    if seat.role == "integrated":
        return float(min(strength[n] for n in main_sides(situation)) / 3)
    depth = strength[SIDES.index(SIDE_OF[seat.role])]
    # A product for one special trade was made for whatever such firms do.
    if table.native[row] == seat.role or (table.native[row] == "integrated" and match == "niche"):
        return scale.made_by_strength[depth]
    return (scale.broad_by_strength if table.native[row] == "integrated" else scale.role_by_strength)[depth]


def trade_match(situation: Situation, vendor: Vendor, seat: Seat) -> TradeMatch:
    """How a vendor's list of trades meets this contractor's trades; the best of several trades counts."""
    return trade_matches(situation, seat)[situation.table.row[vendor.id]]


def trade_matches(situation: Situation, seat: Seat) -> tuple[TradeMatch, ...]:
    """The match of every vendor of the table, by its row."""
    k, own = situation.k, tuple(trade.id for trade in situation.trades)
    sides = (SIDE_OF[seat.role],) if seat.role in SIDE_OF else tuple(SIDES[n] for n in main_sides(situation))
    return _trade_matches(Same(situation.table), Same(k.trades), Same(k.stack_book), own, seat.role, sides)


@lru_cache(maxsize=512)
def _trade_matches(
    table: Same[VendorTable],
    trades: Same[Mapping[str, Trade]],
    book: Same[StackBook],
    own: tuple[str, ...],
    role: Kind,
    sides: tuple[str, ...],
) -> tuple[TradeMatch, ...]:
    """The match of every vendor of the table in a seat that is there for these sides of the work."""
    asked = [trades.it[t] for t in own]
    return tuple(_match(asked, vendor, trades.it, book.it, role, sides) for vendor in table.it.vendors)


def _match(
    asked: Sequence[Trade],
    vendor: Vendor,
    trades: Mapping[str, Trade],
    book: StackBook,
    role: Kind,
    sides: tuple[str, ...],
) -> TradeMatch:
    scale = book.trade_fit
    if not vendor.trades or not asked:
        return "general"
    listed = [trades[t] for t in vendor.trades]
    narrow = len({_kind_of(t) for t in listed}) <= book.limits.narrow_up_to
    matches: list[TradeMatch] = []
    for trade in asked:
        if _names(trade, listed):
            matches.append("niche" if narrow and trade.specialised_software else "named")
        elif trade.family != "other" and any(t.family == trade.family for t in listed):
            matches.append("family")
    if role == "pm" and any(t.family in scale.whole_project_families for t in listed):
        matches.append("whole_project")
    if not matches:
        # A product made for another side of the work than the one it would be there for should at least name the trade.
        native = vendor.native_category
        borrowed = native != "integrated" and SIDE_OF[native] not in sides
        matches.append("not_named" if narrow or borrowed else "wide_list")
    return max(matches, key=lambda match: getattr(scale, match))


def _kind_of(trade: Trade) -> str:
    return trade.id if trade.family == "other" else trade.family


def _names(trade: Trade, listed: list[Trade]) -> bool:
    """True where the list holds the trade itself or the plain parent of its family ("electrical" for all of them)."""
    return any(t.id == trade.id or (t.parent and t.family == trade.family) for t in listed)


def _segment_fit(situation: Situation, vendor: Vendor) -> float:
    scale, asked = situation.k.stack_book.trade_fit, situation.answers.company.segment
    if len(vendor.segments) != 1:
        return scale.both_segments
    if asked in ("residential", "commercial"):
        return scale.own_segment if asked in vendor.segments else scale.other_segment
    return scale.one_of_two_segments


def size_misses(situation: Situation, band: tuple[int | None, int | None], slack: float = 0.0) -> bool:
    """True where the whole firm, as far as its size is told, lies outside *band* widened by *slack*."""
    if not _size_told(situation):
        return False
    least, most = band
    low, high = situation.people.everyone
    too_small = least is not None and high < least * (1 - slack)
    return too_small or (most is not None and low > most * (1 + slack))


def _size_told(situation: Situation) -> bool:
    given = situation.answers.company.headcount
    return situation.people.told and (not isinstance(given, Range) or None not in (given.low, given.high))


def size_fit(situation: Situation, vendor: Vendor) -> tuple[float, float, float]:
    """Fit of the firm's size: 1 inside a band that a page shows, 0 outside; unknown otherwise.

    Our own guess of the band is no fact. It only moves where the unknown is taken.
    """
    scale = situation.k.stack_book.trade_fit
    band, guess = vendor.fit_people, vendor.fit_people_guess
    if band != (None, None) and _size_told(situation):
        value = 1.0 - _part_missed(situation, band)
        return value, value, value
    if guess != (None, None) and _size_told(situation):
        fits, misses = scale.size_guess_fits_at, scale.size_guess_misses_at
        return 0.0, fits + _part_missed(situation, guess) * (misses - fits), 1.0
    return 0.0, scale.size_unknown_at, 1.0


def _part_missed(situation: Situation, band: tuple[int | None, int | None]) -> float:
    """How far a firm lies outside a band: half for its size today, half for its size in three years."""
    least, most = band
    growth = situation.answers.company.growth
    headroom = situation.k.stack_book.trade_fit.headroom
    ahead = headroom[growth] if growth in ("growing", "fast") else 1.0
    outgrown = most is not None and situation.people.everyone.low * ahead > most
    too_small_still = least is not None and situation.people.everyone.high * ahead < least
    return 0.5 * size_misses(situation, band) + 0.5 * (outgrown or too_small_still)
