"""Stacks of three platforms: the ones worth a full look, found without scoring every way to fill three seats.

The value of a stack cannot exceed a bound that adds up over its seats. Ways are scored in full from the highest bound
down, until no bound that is left reaches the best value found: what is left out cannot be the best.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from advisor.stack.joins import join_scores
from advisor.stack.licence import Licence
from advisor.stack.limits import limits_of
from advisor.stack.outlay import score_of_cost
from advisor.stack.scores import Lineup, brought, scores_of, values_of
from advisor.stack.seats import Seat, candidates, new_seats
from advisor.stack.table import Array, Ints

TAKEN = 1
AT_ONCE = 256
"""Ways that are scored in one go."""


def likely_trios(lineup: Lineup, licences: Sequence[Mapping[int, Licence]]) -> Ints:
    """Rows of the best ways to fill three seats within all limits: shape (stacks, seats), the best one among them.

    Empty where the limits leave nothing.
    """
    rows = candidates(_within_limits(lineup, licences))
    rows = np.compress(limits_of(lineup.situation, lineup.seats, list(licences), rows).passing(), rows, axis=0)  # type: ignore[arg-type]
    bounds = upper_bounds(lineup, rows)
    order = np.argsort(-bounds, kind="stable")
    best = -np.inf
    done = 0
    while done < len(order) and bounds[order[done]] >= best:
        part = rows[order[done : done + AT_ONCE]]
        best = max(best, float(values_of(lineup.situation, scores_of(lineup, brought(lineup, part)))[:, TAKEN].max()))
        done += AT_ONCE
    found: Ints = rows[np.sort(order[:done])]
    return found


def _within_limits(lineup: Lineup, licences: Sequence[Mapping[int, Licence]]) -> tuple[Seat, ...]:
    """The seats without those who break a limit by themselves, whoever sits beside them."""
    alone = ("segment", "company_size", "trade", "exclude_vendors", "accounting")
    out = []
    for n, seat in enumerate(lineup.seats):
        if seat.kept:
            out.append(seat)
            continue
        broken = limits_of(lineup.situation, (seat,), [licences[n]], seat.rows[:, np.newaxis]).broken  # type: ignore[list-item]
        fine = ~np.logical_or.reduce([broken[name] for name in alone if name != "accounting" or seat.role != "crm"])
        out.append(seat._replace(rows=seat.rows[fine]))
    return tuple(out)


def upper_bounds(lineup: Lineup, rows: Ints) -> Array:
    """More than the value of each stack can be, as it is taken: shape (stacks,).

    The coverage is bounded seat by seat: each side by its own seat or the best that any other could do there.
    """
    situation, book = lineup.situation, lineup.situation.k.stack_book
    need, weights = lineup.needed.need, situation.weights
    every = [np.unique(rows[:, n]) for n in range(rows.shape[1])]
    best = [
        level[TAKEN][used].max(axis=0, initial=0.0) for level, used in zip(lineup.needed.levels, every, strict=True)
    ]
    # Each capability is counted with the seat that can do most of it; the other seats bound it together.
    main = np.argmax(best, axis=0)
    total = np.zeros(len(rows))
    for n, level in enumerate(lineup.needed.levels):
        others = np.max([best[m] for m in range(len(best)) if m != n], axis=0)
        total += ((np.maximum(level[TAKEN], others) * need)[:, main == n].sum(axis=1))[rows[:, n]]
    covered = np.minimum(total, 1.0)
    fits = [fit[rows[:, n], TAKEN] for (n, _), fit in zip(new_seats(lineup.seats), lineup.fit, strict=True)]
    costs = [cost[rows[:, n], TAKEN] for (n, _), cost in zip(new_seats(lineup.seats), lineup.outlay, strict=True)]
    learnt = [situation.table.adoption[rows[:, n], TAKEN] for n, _ in new_seats(lineup.seats)]
    cheap = score_of_cost(book.cost, np.sum(costs, axis=0))
    bound: Array = (
        (weights["coverage"] + weights["evidence"]) * covered
        + weights["joins"] * join_scores(situation, lineup.seats, rows)[:, TAKEN]
        + weights["trade_fit"] * np.mean(fits, axis=0)
        + weights["adoption"] * np.prod(learnt, axis=0)
        + weights["cost"] * cheap
    )
    return bound
