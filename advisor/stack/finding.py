"""Every way to fill an option: limits first, then value; and the few to show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from advisor.scoring.options import Kind, Option
from advisor.stack.cost import licences_of
from advisor.stack.licence import Licence
from advisor.stack.limits import FEWEST, Limits, limits_of
from advisor.stack.scores import Lineup, brought, lineup_of, scores_of, values_of
from advisor.stack.seats import Seating, Situation, candidates, new_seats, seats_of, third_kind
from advisor.stack.table import Array, Flags, Ints
from advisor.stack.trios import likely_trios

TAKEN = 1


class Found(NamedTuple):
    """Ways to fill an option: rows of the vendor table, limits, scores of each criterion, order by value."""

    option: Option
    lineup: Lineup
    seating: Seating
    rows: Ints
    licences: list[dict[int, Licence]]
    limits: Limits
    scores: Mapping[str, Array]
    value: Array
    order: tuple[int, ...]

    @property
    def situation(self) -> Situation:
        """The contractor."""
        return self.lineup.situation


class Pick(NamedTuple):
    """One stack that was found."""

    found: Found
    n: int

    @property
    def value(self) -> float:
        """Its value in points."""
        return float(self.found.value[self.n])

    @property
    def vendors(self) -> frozenset[int]:
        """Its rows of the vendor table."""
        return frozenset(int(r) for r in self.found.rows[self.n])

    @property
    def bought(self) -> tuple[int, ...]:
        """The rows of what is bought."""
        return tuple(int(self.found.rows[self.n, seat]) for seat, _ in new_seats(self.found.seating.seats))


def picks_of(situation: Situation, first: Option, keeps: tuple[Kind, ...]) -> tuple[Found, list[Pick]]:
    """Every way to fill the option, and the stacks to show."""
    most = situation.k.stack_book.shown.stacks
    found = find(situation, first, keeps)
    picks = diverse(found, found.limits.passing(), most)
    third = third_kind(situation, first, keeps)
    if third is not None and picks:
        picks = with_trios(picks, find(situation, first, keeps, third), most)
    return found, picks


def find(situation: Situation, option: Option, keeps: tuple[Kind, ...], third: Kind | None = None) -> Found:
    """Every way to fill an option within the limits; all ways where the limits leave too little."""
    seating = seats_of(situation, option, keeps, third)
    seats = seating.seats
    licences = licences_of(situation, seats)
    lineup = lineup_of(situation, seats, licences)
    rows = likely_trios(lineup, licences) if third else candidates(seats)
    limits = limits_of(situation, seats, licences, rows)
    passing = limits.passing()
    if passing.sum() >= FEWEST:
        # What breaks a limit is looked at again only where the limits leave too little.
        rows, limits = rows[passing], limits.among(passing)
    scores = scores_of(lineup, brought(lineup, rows))
    value = values_of(situation, scores)[:, TAKEN]
    # The table is sorted by id, so equal values are told apart by the ids of the vendors.
    order = np.lexsort((*(rows[:, n] for n in reversed(range(rows.shape[1]))), -value))
    return Found(option, lineup, seating, rows, licences, limits, scores, value, tuple(order.tolist()))


def diverse(found: Found, allowed: Flags, most: int) -> list[Pick]:
    """The best allowed stacks: at most two with the same new vendor, never the same vendors the other way round.

    Past the second one, none that is far behind the first.
    """
    shown = found.situation.k.stack_book.shown
    times: dict[int, int] = {}
    seen: set[frozenset[int]] = set()
    chosen: list[Pick] = []
    for n in found.order:
        if not allowed[n]:
            continue
        pick = Pick(found, n)
        far = bool(chosen) and chosen[0].value - pick.value > shown.points_behind
        if len(chosen) == most or (far and len(chosen) >= shown.at_least):
            break
        if pick.vendors in seen or any(times.get(row, 0) >= shown.same_vendor for row in pick.bought):
            continue
        chosen.append(pick)
        seen.add(pick.vendors)
        for row in pick.bought:
            times[row] = times.get(row, 0) + 1
    return chosen


def with_trios(picks: list[Pick], trios: Found, most: int) -> list[Pick]:
    """The best stacks of two and of three by value; pairs keep their order and at least two places."""
    shown = trios.situation.k.stack_book.shown
    best = diverse(trios, trios.limits.passing(), trios.situation.k.stack_book.third_seat.most)
    near = [pick for pick in best if picks[0].value - pick.value <= shown.points_behind]
    kept = picks[: max(most - len(near), shown.at_least)]
    return sorted([*kept, *near], key=lambda pick: -pick.value)
