"""Seats of a stack: its kinds of platform, the tools of today that stay, and who may take a free seat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from advisor.questionnaire.answers import UNKNOWN, Answers, Tool
from advisor.questionnaire.trades import Trade
from advisor.scoring.options import Kind, Option, Valued
from advisor.stack.people import People, people_of
from advisor.stack.table import KINDS, SIDE_OF, Array, Flags, Ints, Reference, VendorTable, table_of

SHORT_NAMES: Mapping[Kind, str] = {"crm": "CRM", "pm": "PM", "fsm": "FSM", "integrated": "integrated platform"}
MOST_SEATS = 2

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


class Seat(NamedTuple):
    """A place in the stack: its kind, the rows of the table that may take it, and whether today's tool stays in it."""

    role: Kind
    rows: Ints
    kept: bool = False
    name: str = ""
    """Name of a kept tool that is not in the catalogue."""


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
    )


def seats_of(situation: Situation, option: Option, keeps: tuple[Kind, ...]) -> Seating:
    """The seats of an option; a tool that stays takes its own seat, or one beside a single platform."""
    kept: dict[Kind, Seat] = {}
    cautions: list[str] = []
    for kind in keeps:
        seat, caution = _kept_seat(situation, kind)
        if caution:
            cautions.append(caution)
        if seat is not None:
            kept[kind] = seat
    seats = [kept.pop(role) if role in kept else Seat(role, _players(situation, role)) for role in option.platforms]
    beside = sorted(kept, key=lambda kind: -_need_of(situation, kind))
    for kind in beside:
        if len(seats) < MOST_SEATS:
            seats.append(kept[kind])
        else:
            name = name_of(situation.table, int(kept[kind].rows[0]), kept[kind])
            cautions.append(f"{name} stays too: ask each vendor how it joins it.")
    return Seating(tuple(_free(situation, seat, seats) for seat in seats), tuple(cautions))


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


def _tool(answers: Answers, kind: Kind) -> Tool | None:
    of_kind = [tool for tool in answers.today.tools or () if tool.kind == kind]
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
    if len(seats) == 1:
        return seats[0].rows[:, np.newaxis]
    first, second = np.meshgrid(seats[0].rows, seats[1].rows, indexing="ij")
    pairs: Ints = np.stack([first.ravel(), second.ravel()], axis=1)
    return np.compress(pairs[:, 0] != pairs[:, 1], pairs, axis=0)


def id_of(table: VendorTable, row: int) -> str:
    """Id of the vendor of a row; "present-fsm" and the like for a tool that is not in the catalogue."""
    vendor = table.vendor(row)
    return vendor.id if vendor else f"present-{KINDS[row - len(table.vendors)]}"


def name_of(table: VendorTable, row: int, seat: Seat) -> str:
    """Name of the vendor of a row, or of the tool that stays."""
    vendor = table.vendor(row)
    return vendor.name if vendor else seat.name or f"Your present {SHORT_NAMES[seat.role]}"
