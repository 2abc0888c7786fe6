"""What demos and quotes moved: the stacks as they stood before and as they stand now, and which fact moved each.

The value of a stack with one fact taken back is put together by the very sums of the search, so what a fact is said to
move is what the search would lose without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from advisor.catalogue.seen import Evidence
from advisor.stack.cost import licences_of
from advisor.stack.finding import Pick
from advisor.stack.joins import books_seats, hour_pairs
from advisor.stack.limits import limits_of
from advisor.stack.scores import Brought, Lineup, brought, lineup_of, scores_of, values_of
from advisor.stack.seats import Seat, Situation, called, name_of, new_seats
from advisor.stack.table import Ints
from advisor.stack.words import short_name

TAKEN = 1


class Fact(NamedTuple):
    """A fact that was seen, by its kind and the rows of its vendors.

    The kind is the id of a capability, or `accounting`, `price`, `customers` or `hours`.
    """

    kind: str
    rows: tuple[int, ...]


class Both(NamedTuple):
    """One stack in both worlds: as the catalogue has it, and as it was seen."""

    seats: tuple[Seat, ...]
    row: Ints
    names: tuple[str, ...]
    place_before: int | None
    place_now: int | None
    """Place on the list, from 1; None where it is not on it."""
    before: float
    now: float
    """Value in points."""
    effects: dict[Fact, float]
    """Points that each fact adds to the value of now."""
    broken: tuple[str, ...]
    """Limits that it breaks now and did not before."""

    @property
    def name(self) -> str:
        """The stack as it is called: by what is bought, as what stays is the same in every stack."""
        bought = [self.names[n] for n, _ in new_seats(self.seats)]
        return called([short_name(name) for name in bought or self.names])

    def is_behind(self, other: Both) -> bool:
        """True where it ranks after another one now: out by a limit, or of less value."""
        return (bool(self.broken), -self.now) > (bool(other.broken), -other.now)


def in_both(
    before: Sequence[Pick], now: Sequence[Pick], was: Situation, is_now: Situation, evidence: Evidence
) -> list[Both]:
    """Every stack that was or is on the list, those of now first, each with what *evidence* moved in it.

    Args:
        before: the stacks as the catalogue alone ranks them, best first.
        now: the same with the evidence.
        was: the contractor with the catalogue alone; the rows of its table are those of *is_now*.
    """
    facts = facts_of(evidence, is_now)
    old = {_key(pick): place for place, pick in enumerate(before, start=1)}
    new = {_key(pick): place for place, pick in enumerate(now, start=1)}
    picks = {_key(pick): pick for pick in (*now, *before)}
    lineups: dict[tuple[tuple[str, bool], ...], tuple[Lineup, Lineup]] = {}
    out = []
    for key, pick in picks.items():
        seats = pick.found.seating.seats
        shape = tuple((seat.role, seat.kept) for seat in seats)
        if shape not in lineups:
            then, today = (lineup_of(s, seats, licences_of(s, seats)) for s in (was, is_now))
            lineups[shape] = (then, today)
        row = pick.found.rows[pick.n]
        before_value, now_value, effects = _values(row, facts, *lineups[shape])
        then_broken, now_broken = (_broken(s, seats, row) for s in (was, is_now))
        out.append(
            Both(
                seats=seats,
                row=row,
                names=tuple(name_of(is_now.table, int(r), seat) for r, seat in zip(row, seats, strict=True)),
                place_before=old.get(key),
                place_now=new.get(key),
                before=before_value,
                now=now_value,
                effects=effects,
                broken=tuple(limit for limit in now_broken if limit not in then_broken),
            )
        )
    return out


def _key(pick: Pick) -> tuple[int, ...]:
    return tuple(int(r) for r in pick.found.rows[pick.n])


def facts_of(evidence: Evidence, situation: Situation) -> list[Fact]:
    """Every fact that counts and was seen."""
    row = situation.table.row
    found: list[Fact] = []
    for one in evidence.vendors:
        mine = (row[one.vendor],)
        found += [Fact(level.capability, mine) for level in one.levels]
        found += [Fact("accounting", mine)] if one.accounting else []
        found += [Fact("price", mine)] if one.usd_month is not None or one.setup_usd is not None else []
    for pair in evidence.pairs:
        both = tuple(sorted((row[pair.first], row[pair.second])))
        found += [Fact(kind, both) for kind in ("customers", "hours") if getattr(pair, kind)]
    return found


def _values(row: Ints, facts: Sequence[Fact], old: Lineup, new: Lineup) -> tuple[float, float, dict[Fact, float]]:
    """Value before and now, and what each fact of this stack adds now."""
    base = brought(old, row[np.newaxis])
    before = float(values_of(old.situation, scores_of(old, base))[0, TAKEN])
    base = brought(old, row[np.newaxis])
    mine = [fact for fact in facts if set(fact.rows) <= set(row.tolist())]
    what = brought(new, np.repeat(row[np.newaxis], len(mine) + 1, axis=0))
    for n, fact in enumerate(mine):
        _take_back(fact, new, row, what, base, n)
    *without, now = values_of(new.situation, scores_of(new, what))[:, TAKEN].tolist()
    return before, now, {fact: now - rest for fact, rest in zip(mine, without, strict=True)}


def _broken(situation: Situation, seats: tuple[Seat, ...], row: Ints) -> tuple[str, ...]:
    limits = limits_of(situation, seats, licences_of(situation, seats), row[np.newaxis])
    return tuple(name for name, flags in limits.broken.items() if bool(flags[0]))


def _take_back(fact: Fact, lineup: Lineup, row: Ints, what: Brought, base: Brought, n: int) -> None:
    """Puts one fact of the stack number *n* back to what the catalogue says."""
    where = sorted(row.tolist().index(r) for r in fact.rows)
    bought = [seat for seat, _ in new_seats(lineup.seats)]
    if fact.kind == "price":
        if where[0] in bought:
            place = bought.index(where[0])
            what.outlay[n, place] = base.outlay[0, place]
    elif fact.kind == "accounting":
        books = books_seats(lineup.seats)
        # Who keeps no books has one join for the whole stack, which no vendor moves.
        if where[0] in books and what.ways.books.shape[1] == len(books):
            what.ways.books[n, books.index(where[0])] = base.ways.books[0, books.index(where[0])]
    elif fact.kind == "customers":
        pair = list(combinations(range(len(row)), 2)).index((where[0], where[1]))
        what.ways.direct[n, pair] = base.ways.direct[0, pair]
    elif fact.kind == "hours":
        hours = hour_pairs(lineup.seats)
        if (where[0], where[1]) in hours:
            pair = hours.index((where[0], where[1]))
            what.ways.hours[n, pair] = base.ways.hours[0, pair]
    else:
        columns = lineup.needed.columns.tolist()
        column = lineup.situation.table.column[fact.kind]
        if column in columns:
            place = columns.index(column)
            what.levels[where[0]][:, n, place] = base.levels[where[0]][:, 0, place]
