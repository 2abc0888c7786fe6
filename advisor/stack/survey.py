"""What the search finds, with nothing told of the stacks: for looking at many contractors and at one vendor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from advisor.questionnaire.answers import Answers
from advisor.scoring.options import Kind, Option, Valued
from advisor.stack.cost import licences_of
from advisor.stack.finding import TAKEN, Pick, find, picks_of
from advisor.stack.limits import limits_of
from advisor.stack.seats import candidates, id_of, new_seats, seats_of, situation_of
from advisor.stack.table import Reference


class Brief(NamedTuple):
    """A stack by its vendors and their roles, its value and the points of each criterion by its label."""

    vendors: tuple[str, ...]
    roles: tuple[Kind, ...]
    value: float
    points: Mapping[str, float]


class Survey(NamedTuple):
    """The stacks that `search` shows, and how near every vendor that could take a free seat comes to the best."""

    shown: tuple[Brief, ...]
    behind: Mapping[str, float]
    """Points by which its best stack within all limits lies behind the best that is shown."""
    refused: frozenset[str]
    """Vendors that could take a free seat, if a limit did not keep out every stack with them."""


def survey(
    answers: Answers, first: Option, keeps: tuple[Kind, ...], needs: Mapping[str, float], valued: Valued, k: Reference
) -> Survey:
    """What `search` finds for the winning option, with nothing told of the stacks: for looking at many contractors."""
    situation = situation_of(answers, needs, valued, k)
    found, picks = picks_of(situation, first, keeps)
    passing, size = found.limits.passing(), len(situation.table.low)
    best, seated = np.full(size, -np.inf), np.zeros(size, dtype=bool)
    for n, seat in new_seats(found.seating.seats):
        seated[seat.rows] = True
        np.maximum.at(best, found.rows[passing, n], found.value[passing])
    top = picks[0].value if picks else 0.0
    names = {int(row): id_of(situation.table, int(row)) for row in np.flatnonzero(seated)}
    return Survey(
        shown=tuple(_brief(pick) for pick in picks),
        behind={name: top - float(best[row]) for row, name in names.items() if best[row] > -np.inf},
        refused=frozenset(name for row, name in names.items() if best[row] == -np.inf),
    )


def kept_out(
    vendor: str, answers: Answers, first: Option, keeps: tuple[Kind, ...], needs: Mapping[str, float],
    valued: Valued, k: Reference,
) -> tuple[str, ...]:  # fmt: skip
    """The limits, by id, that every stack with a vendor breaks; where each breaks another one, all that any breaks."""
    situation = situation_of(answers, needs, valued, k)
    seats = seats_of(situation, first, keeps).seats
    rows = candidates(seats)
    with_it = rows[(rows == situation.table.row[vendor]).any(axis=1)]
    broken = limits_of(situation, seats, licences_of(situation, seats), with_it).broken
    always = tuple(name for name, flags in broken.items() if flags.all())
    return always or tuple(name for name, flags in broken.items() if flags.any())


def best_with(
    vendor: str, answers: Answers, first: Option, keeps: tuple[Kind, ...], needs: Mapping[str, float],
    valued: Valued, k: Reference,
) -> Brief | None:  # fmt: skip
    """The best stack within all limits that a vendor is part of; None where there is none."""
    situation = situation_of(answers, needs, valued, k)
    found = find(situation, first, keeps)
    with_it = found.limits.passing() & (found.rows == situation.table.row[vendor]).any(axis=1)
    return next((_brief(Pick(found, n)) for n in found.order if with_it[n]), None)


def _brief(pick: Pick) -> Brief:
    found, situation = pick.found, pick.found.situation
    return Brief(
        vendors=tuple(id_of(situation.table, int(r)) for r in found.rows[pick.n]),
        roles=tuple(seat.role for seat in found.seating.seats),
        value=pick.value,
        points={
            c.label: situation.weights[c.id] * float(found.scores[c.id][pick.n, TAKEN])
            for c in situation.k.stack_book.criteria
        },
    )
