"""Hard limits: what a stack must respect before its value counts, and what giving one up would add."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from advisor.catalogue.seen import SeenVendor
from advisor.catalogue.vendor import Vendor
from advisor.questionnaire.answers import Range
from advisor.stack.fit import size_misses, trade_matches
from advisor.stack.joins import accounting_name, accounting_ways, books_seats
from advisor.stack.licence import Licence
from advisor.stack.outlay import monthly_low
from advisor.stack.seats import Seat, Situation
from advisor.stack.stack import RelaxedLimit
from advisor.stack.table import UNKNOWN_WAY, WAYS, Flags, Ints

FEWEST = 2
"""With fewer stacks than this there is no choice, and the limits are looked at again."""


class Limits(NamedTuple):
    """For each limit by its id, which stacks break it: arrays of shape (stacks,)."""

    broken: Mapping[str, Flags]

    def passing(self, without: Sequence[str] = ()) -> Flags:
        """Stacks that keep every limit except those in *without*."""
        broken: Flags = np.logical_or.reduce([flags for name, flags in self.broken.items() if name not in without])
        return ~broken

    def among(self, some: Flags) -> Limits:
        """The same for some of the stacks only."""
        return Limits({name: flags[some] for name, flags in self.broken.items()})


def limits_of(situation: Situation, seats: tuple[Seat, ...], licences: list[dict[int, Licence]], rows: Ints) -> Limits:
    """Every hard limit tried on every stack. An unknown fact breaks none, but `must_integrate` asks for proof."""
    return Limits(
        {
            "accounting": _no_link_to_books(situation, seats, rows),
            "segment": _any_new(seats, rows, lambda seat: _other_segment(situation, seat)),
            "company_size": _any_new(seats, rows, lambda seat: _other_size(situation, seat)),
            "trade": _any_new(seats, rows, lambda seat: _other_trade(situation, seat)),
            "must_have": _lacks(situation, rows) | _any_new(seats, rows, lambda seat: _stopped(situation, seat)),
            "must_integrate": _unlinked(situation, rows),
            "exclude_vendors": _any_new(seats, rows, lambda seat: _excluded(situation, seat)),
            "budget": _too_dear(situation, licences, rows),
        }
    )


def _any_new(seats: tuple[Seat, ...], rows: Ints, breaks: Callable[[Seat], Flags]) -> Flags:
    """True where a vendor in a free seat breaks a limit; what stays is not questioned."""
    broken = np.zeros(len(rows), dtype=bool)
    for n, seat in enumerate(seats):
        if not seat.kept:
            broken |= breaks(seat)[rows[:, n]]
    return broken


def _flagged(situation: Situation, seat: Seat, breaks: Callable[[Vendor], bool]) -> Flags:
    flags = np.zeros(len(situation.table.low), dtype=bool)
    rows = [row for row in seat.rows.tolist() if row < len(situation.table.vendors)]
    flags[rows] = [breaks(situation.table.vendors[row]) for row in rows]
    return flags


def _no_link_to_books(situation: Situation, seats: tuple[Seat, ...], rows: Ints) -> Flags:
    missing = accounting_ways(situation) == WAYS.index("none")
    counted = [n for n in books_seats(seats) if not seats[n].kept]
    broken = np.zeros(len(rows), dtype=bool)
    for n in counted if situation.accounting is not None else ():
        broken |= missing[rows[:, n]]
    return broken


def _other_segment(situation: Situation, seat: Seat) -> Flags:
    asked = situation.answers.company.segment
    if asked not in ("residential", "commercial"):
        return np.zeros(len(situation.table.low), dtype=bool)
    return _flagged(situation, seat, lambda vendor: bool(vendor.segments) and asked not in vendor.segments)


def _other_size(situation: Situation, seat: Seat) -> Flags:
    slack = situation.k.stack_book.limits.size_slack
    return _flagged(situation, seat, lambda vendor: size_misses(situation, vendor.fit_people, slack))


def _other_trade(situation: Situation, seat: Seat) -> Flags:
    matches = trade_matches(situation, seat)
    flags = np.zeros(len(situation.table.low), dtype=bool)
    flags[: len(matches)] = [match == "not_named" for match in matches]
    return flags


def _excluded(situation: Situation, seat: Seat) -> Flags:
    ruled_out = situation.answers.limits.exclude_vendors
    if not ruled_out:
        return np.zeros(len(situation.table.low), dtype=bool)
    return _flagged(situation, seat, lambda vendor: vendor.id in ruled_out)


def _lacks(situation: Situation, rows: Ints) -> Flags:
    """True where pages show for each vendor of the stack that a function that must be there is not."""
    table, broken = situation.table, np.zeros(len(rows), dtype=bool)
    for capability in situation.answers.limits.must_have:
        best = table.high[rows, table.column[capability]].max(axis=1)
        broken |= best <= 0
    return broken


def _stopped(situation: Situation, seat: Seat) -> Flags:
    """True for who was seen to fail at a must, whatever a tool beside it may do."""
    return _flagged(situation, seat, lambda vendor: isinstance(vendor, SeenVendor) and vendor.stopped)


def _unlinked(situation: Situation, rows: Ints) -> Flags:
    """True where no page shows that a vendor of the stack links to a system it must work with, or is that system."""
    table, broken = situation.table, np.zeros(len(rows), dtype=bool)
    for other in situation.answers.limits.must_integrate:
        if other in table.row:
            ways = table.link[:, table.row[other]].copy()
            ways[table.row[other]] = 0
        else:
            found = [v.link_to(other) or v.accounting_link(other) for v in table.vendors]
            ways = np.full(len(table.low), UNKNOWN_WAY)
            ways[: len(found)] = [WAYS.index(way) for way in found]
        linked = ways < WAYS.index("none")
        broken |= ~linked[rows].any(axis=1)
    return broken


def budget_of(situation: Situation) -> float | None:
    """Most that may be spent on software, US dollars a month; None where no upper end was told."""
    given = situation.answers.limits.budget_usd_month
    if isinstance(given, Range):
        return given.high
    return float(given) if isinstance(given, (int, float)) else None


def _too_dear(situation: Situation, licences: list[dict[int, Licence]], rows: Ints) -> Flags:
    budget = budget_of(situation)
    if budget is None:
        return np.zeros(len(rows), dtype=bool)
    return monthly_low(licences, rows) > budget * situation.k.stack_book.limits.budget_factor


def relaxed_limits(
    situation: Situation, limits: Limits, best_of: Callable[[Flags], tuple[str, ...]]
) -> tuple[RelaxedLimit, ...]:
    """What giving up limits would add where they leave fewer than two stacks: the smallest sets that add any.

    Args:
        best_of: names of the best stacks among those flagged, at most a few.
    """
    if limits.passing().sum() >= FEWEST:
        return ()
    found = []
    for names, flags in smallest_sets(limits):
        gives = best_of(flags)
        if gives:
            asked = " and ".join(_given_up(situation, name) for name in names)
            found.append(RelaxedLimit(limit="+".join(names), gives=gives, sentence=_sentence(asked, gives)))
    # Whoever gives up most choice for the same number of limits comes first; the order of the limits breaks ties.
    return tuple(sorted(found, key=lambda one: -len(one.gives)))


def smallest_sets(limits: Limits) -> list[tuple[tuple[str, ...], Flags]]:
    """The sets of fewest limits that some stack asks to give up, each with the stacks that it would bring in."""
    names = tuple(limits.broken)
    broken = np.array([limits.broken[name] for name in names])
    many = broken.sum(axis=0)
    if not many.any():
        return []
    least = broken[:, many == many[many > 0].min()]
    sets = {tuple(name for name, is_broken in zip(names, column, strict=True) if is_broken) for column in least.T}
    passing = limits.passing()
    return [
        (one, limits.passing(without=one) & ~passing) for one in sorted(sets, key=lambda o: [names.index(n) for n in o])
    ]


def _sentence(given_up: str, gives: tuple[str, ...]) -> str:
    return f"If you {given_up}, you can look at {_listed(gives)}."


def _listed(names: Sequence[str], last: str = "or") -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"


def _given_up(situation: Situation, limit: str) -> str:
    """What the contractor would give up, after "If you"."""
    asked, k = situation.answers, situation.k
    if limit == "accounting":
        return f"can do without a link to {accounting_name(situation)}"
    if limit == "segment":
        other = "commercial" if asked.company.segment == "residential" else "residential"
        return f"take products made for {other} work"
    if limit == "company_size":
        return "take products made for firms of another size"
    if limit == "trade":
        return "take products made for other trades"
    if limit == "must_have":
        labels = [k.capabilities[c].label.lower() for c in asked.limits.must_have]
        return f"do not insist on {_listed(labels, 'and')}"
    if limit == "must_integrate":
        names = {v.id: v.name for v in k.catalogue.vendors} | {s.id: s.name for s in k.catalogue.external_systems}
        systems = _listed([names[i] for i in asked.limits.must_integrate], "and")
        return f"let the link to {systems} be proven in the demo"
    if limit == "exclude_vendors":
        names = {v.id: v.name for v in k.catalogue.vendors}
        return f"let {_listed([names[i] for i in asked.limits.exclude_vendors], 'and')} back in"
    return f"spend more than {f'${budget_of(situation) or 0:,.0f}'} a month on licences"
