"""The scores of stacks from what their vendors bring: the same sums for a search over thousands and for one "what if".

Every score is an array of shape (stacks, 3): least, taken and most, from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from advisor.stack.fit import (
    Needed,
    needed_levels,
    score_of_adoption,
    score_of_coverage,
    score_of_trade_fit,
    trade_fit_by_seat,
)
from advisor.stack.joins import Ways, score_of_joins, ways_of
from advisor.stack.licence import Licence
from advisor.stack.outlay import score_of_cost, yearly_per_head
from advisor.stack.seats import Seat, Situation, new_seats
from advisor.stack.table import Array, Ints


class Lineup(NamedTuple):
    """What every vendor would bring from every seat of an option; arrays by row of the vendor table."""

    situation: Situation
    seats: tuple[Seat, ...]
    needed: Needed
    fit: tuple[Array, ...]
    """For every seat that is bought: how far it is made for this firm, shape (rows, 3)."""
    outlay: tuple[Array, ...]
    """For every seat that is bought: dollars a year and head, shape (rows, 3), dearest first."""


class Brought(NamedTuple):
    """What the vendors of some stacks bring; the first axis of every array but `levels` is the stack."""

    levels: list[Array]
    """For each seat, shape (3, stacks, needed)."""
    fit: Array
    adoption: Array
    outlay: Array
    """The last three: shape (stacks, bought, 3)."""
    ways: Ways


def lineup_of(situation: Situation, seats: tuple[Seat, ...], licences: list[dict[int, Licence]]) -> Lineup:
    """The vendors of an option with what each would bring from its seat."""
    return Lineup(
        situation=situation,
        seats=seats,
        needed=needed_levels(situation, seats),
        fit=trade_fit_by_seat(situation, seats),
        outlay=yearly_per_head(situation, seats, licences),
    )


def brought(lineup: Lineup, rows: Ints) -> Brought:
    """What the vendors of these stacks bring."""
    new = [n for n, _ in new_seats(lineup.seats)]

    def of(parts: tuple[Array, ...]) -> Array:
        if not new:
            return np.zeros((len(rows), 0, 3))
        return np.stack([part[rows[:, n]] for n, part in zip(new, parts, strict=True)], axis=1)

    adoption = lineup.situation.table.adoption
    return Brought(
        levels=[level[:, rows[:, n]] for n, level in enumerate(lineup.needed.levels)],
        fit=of(lineup.fit),
        adoption=of((adoption,) * len(new)),
        outlay=of(lineup.outlay),
        ways=ways_of(lineup.situation, lineup.seats, rows),
    )


def scores_of(lineup: Lineup, what: Brought) -> dict[str, Array]:
    """The score of every criterion for what these stacks bring."""
    book = lineup.situation.k.stack_book
    coverage = score_of_coverage(lineup.needed.need, what.levels)
    # What pages show is the lower end of the coverage; it can rise as far as the coverage can.
    shown = coverage[:, [0, 0, 2]]
    scores = {
        "coverage": coverage,
        "joins": score_of_joins(book.joins, what.ways),
        "trade_fit": score_of_trade_fit(what.fit),
        "adoption": score_of_adoption(what.adoption),
        "cost": score_of_cost(book.cost, what.outlay.sum(axis=1)),
        "evidence": shown,
    }
    # Sums over arrays of other lengths may differ in the last digit; rounding keeps equal vendors equal.
    return {name: np.round(score, 9) for name, score in scores.items()}


def values_of(situation: Situation, scores: Mapping[str, Array]) -> Array:
    """Value in points as (least, taken, most): shape (stacks, 3)."""
    value = np.zeros(next(iter(scores.values())).shape)
    for criterion in situation.k.stack_book.criteria:
        value += situation.weights[criterion.id] * scores[criterion.id]
    return value
