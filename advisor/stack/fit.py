"""How well vendors fit one contractor: coverage, trade, size and adoption, each as (least, taken, most) from 0 to 1.

Every scale is fixed and every score rises with every fact: no vendor's score depends on another's, and a vendor that
is at least as good in everything never scores less.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from advisor.catalogue.vendor import Vendor
from advisor.questionnaire.answers import Range
from advisor.questionnaire.trades import Trade
from advisor.stack.seats import SIDES, Seat, Situation, main_sides, new_seats
from advisor.stack.table import SIDE_OF, Array, Ints

TradeMatch = Literal["niche", "named", "family", "general", "whole_project", "wide_list", "not_named"]


def side_parts(situation: Situation, seats: tuple[Seat, ...]) -> Array:
    """How much each seat counts for each capability: shape (seats, capabilities).

    All, unless another seat is there for that side of the work and this one is not.
    """
    other = situation.k.stack_book.coverage.other_side
    own = [{SIDE_OF[seat.role]} if seat.role in SIDE_OF else {"customer", "project", "job"} for seat in seats]
    cared_for = set().union(*own)
    return np.array(
        [[1.0 if c.side in sides or c.side not in cared_for else other for c in situation.table.capabilities]
         for sides in own]
    )  # fmt: skip


def coverage_scores(situation: Situation, seats: tuple[Seat, ...], rows: Ints) -> Array:
    """Need-weighted coverage, the better vendor for each capability: shape (stacks, 3)."""
    needed = np.flatnonzero(situation.need > 0)
    need = situation.need[needed]
    if not len(needed):
        return np.ones((len(rows), 3))
    parts = side_parts(situation, seats)[:, needed]
    table, scores = situation.table, []
    for level in (table.low, table.at, table.high):
        per_row = level[:, needed]
        best = per_row[rows[:, 0]] * parts[0]
        for n in range(1, len(seats)):
            best = np.maximum(best, per_row[rows[:, n]] * parts[n])
        scores.append(best @ need / need.sum())
    return np.stack(scores, axis=1)


def trade_fit_scores(situation: Situation, seats: tuple[Seat, ...], rows: Ints) -> Array:
    """How far what is bought is made for this trade, kind of customer and size: shape (stacks, 3)."""
    scores = [_trade_fit_of_seat(situation, seat)[rows[:, n]] for n, seat in new_seats(seats)]
    return np.mean(scores, axis=0) if scores else np.ones((len(rows), 3))


def _trade_fit_of_seat(situation: Situation, seat: Seat) -> Array:
    scale = situation.k.stack_book.trade_fit
    values = np.zeros((len(situation.table.low), 3))
    for row in seat.rows:
        vendor = situation.table.vendors[int(row)]
        trade = getattr(scale, trade_match(situation, vendor, seat))
        steady = (
            scale.parts["role"] * _role_fit(situation, int(row), seat)
            + scale.parts["trade"] * trade
            + scale.parts["segment"] * _segment_fit(situation, vendor)
        )
        values[row] = steady + scale.parts["size"] * np.array(size_fit(situation, vendor))
    return values


def _role_fit(situation: Situation, row: int, seat: Seat) -> float:
    """How far the product is made for this seat: its native kind in full, else by its strength there."""
    scale, table = situation.k.stack_book.trade_fit, situation.table
    strength = table.strength[row]
    if seat.role == "integrated":
        return float(min(strength[n] for n in main_sides(situation)) / 3)
    if table.native[row] == seat.role:
        return 1.0
    return scale.role_by_strength[strength[SIDES.index(SIDE_OF[seat.role])]]


def trade_match(situation: Situation, vendor: Vendor, seat: Seat) -> TradeMatch:
    """How a vendor's list of trades meets this contractor's trades; the best of several trades counts."""
    scale = situation.k.stack_book.trade_fit
    if not vendor.trades or not situation.trades:
        return "general"
    listed = [situation.k.trades[t] for t in vendor.trades]
    narrow = len({_kind_of(t) for t in listed}) <= situation.k.stack_book.limits.narrow_up_to
    matches: list[TradeMatch] = []
    for trade in situation.trades:
        if _names(trade, listed):
            matches.append("niche" if narrow and trade.specialised_software else "named")
        elif trade.family != "other" and any(t.family == trade.family for t in listed):
            matches.append("family")
    if seat.role == "pm" and any(t.family in scale.whole_project_families for t in listed):
        matches.append("whole_project")
    if not matches:
        # A product borrowed from another side of the work should at least name the trade.
        matches.append("not_named" if narrow or _borrowed(situation, vendor, seat) else "wide_list")
    return max(matches, key=lambda match: getattr(scale, match))


def _borrowed(situation: Situation, vendor: Vendor, seat: Seat) -> bool:
    """True for a product made for a side of the work other than the ones it would be there for."""
    native = vendor.native_category
    if native == "integrated":
        return False
    sides = [SIDE_OF[seat.role]] if seat.role in SIDE_OF else [SIDES[n] for n in main_sides(situation)]
    return SIDE_OF[native] not in sides


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
        value = 0.0 if size_misses(situation, band) else 1.0
        return value, value, value
    if guess != (None, None) and _size_told(situation):
        return 0.0, scale.size_guess_misses_at if size_misses(situation, guess) else scale.size_guess_fits_at, 1.0
    return 0.0, scale.size_unknown_at, 1.0


def adoption_scores(situation: Situation, seats: tuple[Seat, ...], rows: Ints) -> Array:
    """How easy what is bought is to take up; what is run today is learnt already: shape (stacks, 3)."""
    scores = [situation.table.adoption[rows[:, n]] for n, _ in new_seats(seats)]
    return np.mean(scores, axis=0) if scores else np.ones((len(rows), 3))
