"""Seats of a stack: its kinds of platform, the tools of today that stay, and who may take a free seat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from advisor.questionnaire.answers import UNKNOWN, Answers, Tool
from advisor.questionnaire.trades import Trade
from advisor.scoring.options import Kind, Option, Valued
from advisor.stack.people import People, people_of
from advisor.stack.table import KINDS, SIDE_OF, Array, Flags, Ints, Reference, VendorTable, table_of

SHORT_NAMES: Mapping[Kind, str] = {"crm": "CRM", "pm": "PM", "fsm": "FSM", "integrated": "integrated platform"}
MOST_SEATS = 3
"""A CRM, a PM and an FSM at most; nobody keeps more platforms than that joined."""

SIDES = ("customer", "project", "job")
"""Sides of the work in the order in which the catalogue gives a vendor's strength."""


class Situation(NamedTuple):
    """One contractor as the search sees it."""

    answers: Answers
    k: Reference
    table: VendorTable
    needs: Mapping[str, float]
    need: Array
    """Need for each capability in the order of the table, 0-10."""
    side_needs: Mapping[str, float]
    weights: Mapping[str, float]
    """Weight of each criterion in points."""
    people: People
    trades: tuple[Trade, ...]
    accounting: str | None
    """The accounting system as told; None where open, unknown or another than those listed."""
    keeps_no_books: bool
    carries: Mapping[str, Mapping[str, float]]
    """For each option how far its kind of software carries project and job work at all, from 0 to 1."""


class Seat(NamedTuple):
    """A place in the stack: its kind, the rows of the table that may take it, and whether today's tool stays in it."""

    role: Kind
    rows: Ints
    kept: bool = False
    name: str = ""
    """Name of a kept tool that is not in the catalogue."""
    carries: tuple[float, float] = (1.0, 1.0)
    """How far it carries project work and job work where no platform is there for that side alone."""


class Seating(NamedTuple):
    """The seats of a stack and what to say about tools of today that do not get one."""

    seats: tuple[Seat, ...]
    cautions: tuple[str, ...]


def situation_of(answers: Answers, needs: Mapping[str, float], valued: Valued, k: Reference) -> Situation:
    """The contractor with everything that the search reads."""
    table = table_of(k)
    given = answers.company.trade
    trades = () if given is None or given == UNKNOWN else tuple(k.trades[t] for t in given)
    option_weights = {name: float(weight) for name, weight in valued.weights.items()}  # type: ignore[arg-type]
    told = answers.today.accounting
    return Situation(
        answers=answers,
        k=k,
        table=table,
        needs=needs,
        need=np.array([needs.get(c.id, 0.0) for c in table.capabilities]),
        side_needs={
            "customer": option_weights["customer"],
            "project": option_weights["project"] + option_weights["short"],
            "job": option_weights["job"],
        },
        weights=k.stack_book.weights(option_weights, specialised=any(t.specialised_software for t in trades)),
        people=people_of(answers, k.stack_book.cost),
        trades=trades,
        accounting=None if told in (None, UNKNOWN, "other", "none") else told,
        keeps_no_books=told == "none",
        carries={option: _carries(valued, option, option_weights) for option in valued.scores},
    )


def _carries(valued: Valued, option: str, weights: Mapping[str, float]) -> Mapping[str, float]:
    """How far an option carries the two kinds of work; long and short projects each by their weight."""
    told = valued.scores[option]
    scores = {side: float(told[side]) for side in ("project", "short", "job")}  # type: ignore[arg-type]
    long, short = weights["project"], weights["short"]
    total = long + short
    project = (long * scores["project"] + short * scores["short"]) / total if total else scores["project"]
    return {"project": project, "job": scores["job"]}


def seats_of(situation: Situation, option: Option, keeps: tuple[Kind, ...], third: Kind | None = None) -> Seating:
    """The seats of an option; a tool that stays takes its own seat or one beside the others.

    Args:
        third: a further kind of platform to buy, as `third_kind` gives it.
    """
    kept: dict[Kind, Seat] = {}
    cautions: list[str] = []
    for kind in keeps:
        seat, caution = _kept_seat(situation, kind)
        if caution:
            cautions.append(caution)
        if seat is not None:
            kept[kind] = seat
    roles = (*option.platforms, *((third,) if third else ()))
    seats = [kept.pop(role) if role in kept else Seat(role, _players(situation, role)) for role in roles]
    beside = sorted(kept, key=lambda kind: -_need_of(situation, kind))
    for kind in beside:
        if len(seats) < MOST_SEATS:
            seats.append(kept[kind])
        else:
            name = name_of(situation.table, int(kept[kind].rows[0]), kept[kind])
            cautions.append(f"{name} stays too: ask each vendor how it joins it.")
    both = situation.carries[option.id]
    carries = (both["project"], both["job"])
    return Seating(tuple(_free(situation, seat, seats)._replace(carries=carries) for seat in seats), tuple(cautions))


def third_kind(situation: Situation, option: Option, keeps: tuple[Kind, ...]) -> Kind | None:
    """The kind of platform to try beside the two of *option* in a large firm that needs it; None where there is none.

    A tool of that kind that works well today stays and is no further purchase.
    """
    scale = situation.k.stack_book.third_seat
    left = [kind for kind in SIDE_OF if kind not in option.platforms]
    people = situation.people
    if len(option.platforms) != MOST_SEATS - 1 or len(left) != 1 or not people.told:
        return None
    large = people.everyone.low >= scale.people_from
    needed = situation.side_needs[SIDE_OF[left[0]]] >= scale.need_from
    return left[0] if large and needed and left[0] not in keeps else None


def _free(situation: Situation, seat: Seat, seats: list[Seat]) -> Seat:
    """The seat without those who sit elsewhere: a kept tool, and products made for the seat beside it (I1)."""
    if seat.kept:
        return seat
    others = [other for other in seats if other is not seat]
    taken = {int(other.rows[0]) for other in others if other.kept}
    roles = {other.role for other in others}
    rows = [row for row in seat.rows if row not in taken and situation.table.native[row] not in roles]
    return seat._replace(rows=np.array(rows, dtype=seat.rows.dtype))


def _need_of(situation: Situation, kind: Kind) -> float:
    return situation.side_needs[SIDE_OF[kind]] if kind in SIDE_OF else max(situation.side_needs.values())


def _kept_seat(situation: Situation, kind: Kind) -> tuple[Seat | None, str]:
    """The seat of a tool that works well today, or why it gets none."""
    table, tool = situation.table, _tool(situation.answers, kind)
    told = " ".join((tool.vendor or "").split()) if tool else ""
    row = next((n for n, v in enumerate(table.vendors) if told.casefold() in (v.id, v.name.casefold())), None)
    if row is None:
        return Seat(kind, np.array([table.stranger(kind)]), kept=True, name=told), ""
    vendor = table.vendors[row]
    if not vendor.offered:
        return None, f"{vendor.name}, which you run today, is no longer sold: plan to leave it before you have to."
    if vendor.id in situation.answers.limits.exclude_vendors:
        return None, f"You rule out {vendor.name}, though it works well today."
    return Seat(kind, np.array([row]), kept=True), ""


def tools_in_order(answers: Answers) -> list[Tool]:
    """Today's tools by kind and name: the order in which they were told never matters (law 5)."""
    return sorted(answers.today.tools or (), key=lambda tool: (tool.kind, tool.vendor or "", tool.works or ""))


def _tool(answers: Answers, kind: Kind) -> Tool | None:
    of_kind = [tool for tool in tools_in_order(answers) if tool.kind == kind]
    return next((tool for tool in of_kind if tool.works == "well"), of_kind[0] if of_kind else None)


def main_sides(situation: Situation) -> tuple[int, ...]:
    """Numbers in `SIDES` of the two sides that this contractor needs most."""
    return tuple(sorted(range(len(SIDES)), key=lambda n: -situation.side_needs[SIDES[n]])[:2])


def _players(situation: Situation, role: Kind) -> Ints:
    """Rows of the vendors on sale that can take a free seat: made for it, or strong enough on its side."""
    table, least = situation.table, situation.k.stack_book.limits.plays_from
    strong = table.strength >= least
    if role == "integrated":
        # The two sides that matter most have to be carried, whatever the third one is worth.
        able: Flags = np.logical_and(*(strong[:, n] for n in main_sides(situation)))
    else:
        able = strong[:, SIDES.index(SIDE_OF[role])]
    made_for = np.array([kind == role for kind in table.native])
    able = (able | made_for) & table.offered
    able[len(table.vendors) :] = False
    return np.flatnonzero(able)


def new_seats(seats: tuple[Seat, ...]) -> tuple[tuple[int, Seat], ...]:
    """The free seats with their numbers: what is bought. What stays is the same for every stack."""
    return tuple((n, seat) for n, seat in enumerate(seats) if not seat.kept)


def candidates(seats: tuple[Seat, ...]) -> Ints:
    """Every way to fill the seats, a row each: shape (stacks, seats). No vendor takes two seats of one stack."""
    grid = np.meshgrid(*(seat.rows for seat in seats), indexing="ij")
    rows: Ints = np.stack([axis.ravel() for axis in grid], axis=1)
    twice = np.zeros(len(rows), dtype=bool)
    for one, other in combinations(range(len(seats)), 2):
        twice |= rows[:, one] == rows[:, other]
    return np.compress(~twice, rows, axis=0)


def id_of(table: VendorTable, row: int) -> str:
    """Id of the vendor of a row; "present-fsm" and the like for a tool that is not in the catalogue."""
    vendor = table.vendor(row)
    return vendor.id if vendor else f"present-{KINDS[row - len(table.vendors)]}"


def name_of(table: VendorTable, row: int, seat: Seat) -> str:
    """Name of the vendor of a row, or of the tool that stays."""
    vendor = table.vendor(row)
    return vendor.name if vendor else seat.name or f"Your present {SHORT_NAMES[seat.role]}"


def called(names: Sequence[str]) -> str:
    """A stack as it is called: "A", "A with B", "A with B and C"."""
    first, *others = names
    return f"{first} with {' and '.join(others)}" if others else first
