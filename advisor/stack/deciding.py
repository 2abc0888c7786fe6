"""The open facts of a stack, and what its value would be with each of them settled.

An open fact is an interval. A stack's value with the fact at its worst or best end is put together by the very sums of
the search (`scores`), so a "what if" here is the value that the search would give had a page shown it. Every fact of a
vendor that two stacks share is set in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Literal, NamedTuple

import numpy as np

from advisor.stack.joins import Ways, books_seats, hour_pairs, time_over, values_of_ways
from advisor.stack.scores import Brought, Lineup, brought, scores_of, values_of
from advisor.stack.seats import called, name_of, new_seats
from advisor.stack.table import WAYS, Array, Ints

WORST, TAKEN, BEST = 0, 1, 2
EPS = 1e-9
CLOSE = 0.2
"""A level known as closely as this is known: a page without a date, or one just past its limit, is no reason to ask."""


class Open(NamedTuple):
    """An open fact: what it is about, and the rows of the vendor table that it belongs to (two for a link)."""

    fact: str
    rows: tuple[int, ...]


class Case(NamedTuple):
    """A stack that is compared: its vendors, its open facts, and its value with each at either end."""

    lineup: Lineup
    row: Ints
    names: dict[int, str]
    """Name of each vendor, or of what is run today, by its row of the vendor table."""
    value: float
    ends: dict[Open, tuple[float, float]]
    """Value with the fact at its worst and at its best."""
    states: dict[Open, Literal["unknown", "weak"]]

    @property
    def name(self) -> str:
        """The stack as it is called."""
        return called(tuple(self.names.values()))

    def moves(self, fact: Open) -> float:
        """Points between the worst and the best end of an open fact."""
        worst, best = self.ends[fact]
        return best - worst

    def value_if(self, fact: Open, end: int) -> float:
        """Value with the fact settled at an end; unchanged where it is none of this stack's."""
        return self.ends[fact][end // 2] if fact in self.ends else self.value


def case_of(lineup: Lineup, row: Ints, licences_known: Sequence[bool]) -> Case:
    """A stack with its open facts. What the contractor runs today is known to him and no question to a vendor.

    Args:
        licences_known: for every seat, whether any figure of the licence is known.
    """
    table = lineup.situation.table
    what = brought(lineup, row[np.newaxis])
    states = _open_facts(lineup, row, what, licences_known)
    settled: list[tuple[tuple[Open, int], ...]] = [((fact, end),) for fact in states for end in (WORST, BEST)]
    # The last case settles nothing: the stack as it is taken.
    *found, value = values_if(lineup, row, [*settled, ()]).tolist()
    ends = {fact: (found[2 * n], found[2 * n + 1]) for n, fact in enumerate(states)}
    names = {int(r): name_of(table, int(r), seat) for r, seat in zip(row, lineup.seats, strict=True)}
    return Case(lineup, row, names, value, ends, states)


def _open_facts(
    lineup: Lineup, row: Ints, what: Brought, licences_known: Sequence[bool]
) -> dict[Open, Literal["unknown", "weak"]]:
    table, found = lineup.situation.table, dict[Open, Literal["unknown", "weak"]]()

    def wide(ends: Array) -> bool:
        return bool(abs(ends[BEST] - ends[WORST]) > EPS)

    books = books_seats(lineup.seats)
    for place, (seat, _) in enumerate(new_seats(lineup.seats)):
        r = int(row[seat])
        least, _, most = what.levels[seat][:, 0]
        for n in np.flatnonzero(most - least > EPS).tolist():
            column = int(lineup.needed.columns[n])
            if r < len(table.vendors) and table.vendors[r].shown(table.capabilities[column].id) is not None:
                continue  # seen in a demo: how sure it is, the number of those who scored tells
            width = table.high[r, column] - table.low[r, column]
            if width > CLOSE + EPS:
                found[Open(table.capabilities[column].id, (r,))] = "unknown" if width == 1.0 else "weak"
        if wide(what.outlay[0, place]):
            found[Open("price", (r,))] = "weak" if licences_known[seat] else "unknown"
        if wide(what.adoption[0, place]):
            told = table.vendors[r].onboarding
            sourced = told is not None and table.vendors[r].sourced(told.source)
            found[Open("onboarding", (r,))] = "weak" if sourced else "unknown"
        if wide(what.fit[0, place]):
            found[Open("size", (r,))] = "unknown"
        asked = lineup.situation.accounting is not None and seat in books
        if asked and wide(what.ways.books[0, books.index(seat)]):
            found[Open("accounting", (r,))] = "unknown"
    kept = {n for n, seat in enumerate(lineup.seats) if seat.kept}
    for n, pair in enumerate(combinations(range(len(row)), 2)):
        if kept.issuperset(pair):
            continue
        both = tuple(sorted(int(row[seat]) for seat in pair))
        if wide(what.ways.direct[0, n]):
            found[Open("link", both)] = "unknown"
        if pair in hour_pairs(lineup.seats) and wide(what.ways.hours[0, hour_pairs(lineup.seats).index(pair)]):
            found[Open("hours", both)] = "unknown"
    return found


def values_if(lineup: Lineup, row: Ints, cases: Sequence[Sequence[tuple[Open, int]]]) -> Array:
    """Value of one stack with other facts settled in each case, all else as it is taken: shape (cases,).

    Facts of vendors that are not in this stack are passed over.
    """
    if not cases:
        return np.zeros(0)
    what = brought(lineup, np.repeat(row[np.newaxis], len(cases), axis=0))
    seat_of = {int(r): seat for seat, r in enumerate(row)}
    column, places = lineup.situation.table.column, {int(c): n for n, c in enumerate(lineup.needed.columns)}
    levels: list[list[tuple[int, int, int]]] = [[] for _ in lineup.seats]
    for n, settled in enumerate(cases):
        # A link says something about hours too, so it goes before them.
        for fact, end in settled if len(settled) < 2 else sorted(settled, key=lambda one: one[0].fact == "hours"):
            if not all(r in seat_of for r in fact.rows):
                continue
            if fact.fact in column:
                levels[seat_of[fact.rows[0]]].append((n, places[column[fact.fact]], end))
            else:
                _settle(lineup, row, what, n, fact, end)
    for level, told in zip(what.levels, levels, strict=True):
        if told:
            stacks, capabilities, ends = (list(part) for part in zip(*told, strict=True))
            level[:, stacks, capabilities] = level[ends, stacks, capabilities]
    return values_of(lineup.situation, scores_of(lineup, what))[:, TAKEN]


def _settle(lineup: Lineup, row: Ints, what: Brought, n: int, fact: Open, end: int) -> None:
    """Set one fact of the stack number *n*, other than a capability, to an end of what it may be."""
    seats = sorted(list(row).index(r) for r in fact.rows)
    if fact.fact in ("link", "hours"):
        settle = _settle_link if fact.fact == "link" else _settle_hours
        settle(lineup, row, what.ways, n, (seats[0], seats[1]), end)
    elif fact.fact == "accounting":
        # The same vendor may sit elsewhere in another stack, where nothing has to reach the books.
        if seats[0] in books_seats(lineup.seats):
            place = books_seats(lineup.seats).index(seats[0])
            what.ways.books[n, place] = what.ways.books[n, place, end]
    else:
        part = {"price": what.outlay, "onboarding": what.adoption, "size": what.fit}[fact.fact]
        place = [seat for seat, _ in new_seats(lineup.seats)].index(seats[0])
        part[n, place] = part[n, place, end]


def _settle_link(lineup: Lineup, row: Ints, ways: Ways, n: int, pair: tuple[int, int], end: int) -> None:
    """A link of the vendors' own, or a known absence; what it is worth for hours follows."""
    scale, table, hours = lineup.situation.k.stack_book.joins, lineup.situation.table, hour_pairs(lineup.seats)
    way, values = WAYS.index("native" if end == BEST else "none"), values_of_ways(scale)
    ways.direct[n, list(combinations(range(len(row)), 2)).index(pair)] = values[way]
    if pair in hours and not table.time_seen[row[pair[0]], row[pair[1]]]:
        common = values[table.time[row[pair[0]], row[pair[1]]]]
        over = time_over(values[[way]], np.array([way]), scale)[0]
        ways.hours[n, hours.index(pair)] = np.maximum(over, common)


def _settle_hours(lineup: Lineup, row: Ints, ways: Ways, n: int, pair: tuple[int, int], end: int) -> None:
    """Hours that reach both, or have to be typed twice."""
    hours = hour_pairs(lineup.seats)
    if pair in hours:
        ways.hours[n, hours.index(pair)] = ways.hours[n, hours.index(pair), end]
