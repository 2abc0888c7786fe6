"""The search for stacks: every way to fill the winning option, limits first, then value on fixed scales.

A stack's value is a sum of weight times score over six criteria. Each stack is scored on its own, so another one never
changes it. Every score rises with every fact, so a vendor that is better everywhere never ranks lower.
An unknown fact widens the range from `low` to `high` and counts at a cautious point in between.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from advisor.questionnaire.answers import Answers
from advisor.scoring.options import Contribution, Kind, Option, Valued
from advisor.stack.cost import cost_scores, licences_of, stack_cost
from advisor.stack.fit import adoption_scores, coverage_scores, trade_fit_scores
from advisor.stack.joins import describe_joins, join_scores
from advisor.stack.licence import Licence
from advisor.stack.limits import FEWEST, Limits, limits_of, relaxed_limits
from advisor.stack.seats import Seating, Situation, candidates, id_of, new_seats, seats_of, situation_of
from advisor.stack.stack import RelaxedLimit, Stack
from advisor.stack.table import Array, Flags, Ints, Reference
from advisor.stack.telling import Shown, cautions, covered, evidence, fits, unknowns


class Found(NamedTuple):
    """Every way to fill an option: rows of the vendor table, limits, scores of each criterion, order by value."""

    situation: Situation
    seating: Seating
    rows: Ints
    licences: list[dict[int, Licence]]
    limits: Limits
    scores: Mapping[str, Array]
    value: Array
    order: tuple[int, ...]


def search(
    answers: Answers,
    first: Option,
    runner_up: Option,
    keeps: tuple[Kind, ...],
    needs: Mapping[str, float],
    valued: Valued,
    k: Reference,
) -> tuple[tuple[Stack, ...], tuple[RelaxedLimit, ...]]:
    """The stacks to look at, best first, and which limits leave too little to choose from.

    Args:
        first: the option that the stacks fill.
        runner_up: the option that is tried where the first leaves fewer than two stacks.
        keeps: kinds of today's tools that stay; their vendors are fixed.
        needs: need for each capability, 0-10.
        valued: the workings of the options; their weights steer those of the stacks.
    """
    situation = situation_of(answers, needs, valued, k)
    found = _find(situation, first, keeps)
    chosen = _diverse(found, found.limits.passing(), k.stack_book.shown.stacks)
    stacks = tuple(_stack(found, n, first) for n in chosen)
    if not new_seats(found.seating.seats):
        return stacks, ()
    relaxed = relaxed_limits(situation, found.limits, lambda flags: _names_of_best(found, flags))
    if len(stacks) < FEWEST:
        relaxed += _other_option(situation, runner_up, keeps)
    return stacks, relaxed


def _find(situation: Situation, option: Option, keeps: tuple[Kind, ...]) -> Found:
    seating = seats_of(situation, option, keeps)
    seats, rows = seating.seats, candidates(seating.seats)
    licences = licences_of(situation, seats)
    limits = limits_of(situation, seats, licences, rows)
    coverage = coverage_scores(situation, seats, rows)
    shown = coverage.copy()
    # What pages show is the lower end of the coverage; it can rise as far as the coverage can.
    shown[:, 1] = coverage[:, 0]
    scores = {
        "coverage": coverage,
        "joins": join_scores(situation, seats, rows),
        "trade_fit": trade_fit_scores(situation, seats, rows),
        "adoption": adoption_scores(situation, seats, rows),
        "cost": cost_scores(situation, seats, licences, rows),
        "evidence": shown,
    }
    # Sums over arrays of other lengths may differ in the last digit; rounding keeps equal vendors equal.
    scores = {name: np.round(score, 9) for name, score in scores.items()}
    value = np.zeros(len(rows))
    for criterion in situation.k.stack_book.criteria:
        value += situation.weights[criterion.id] * scores[criterion.id][:, 1]
    # The table is sorted by id, so equal values are told apart by the ids of the vendors.
    order = np.lexsort((*(rows[:, n] for n in reversed(range(rows.shape[1]))), -value))
    return Found(situation, seating, rows, licences, limits, scores, value, tuple(int(n) for n in order))


def _diverse(found: Found, allowed: Flags, most: int) -> list[int]:
    """The best allowed stacks: at most two with the same new vendor, never the same two the other way round.

    Past the second one, none that is far behind the first.
    """
    shown = found.situation.k.stack_book.shown
    new = [seat for seat, _ in new_seats(found.seating.seats)]
    times: dict[int, int] = {}
    pairs: set[frozenset[int]] = set()
    chosen: list[int] = []
    for n in found.order:
        far = bool(chosen) and found.value[chosen[0]] - found.value[n] > shown.points_behind
        if len(chosen) == most or (far and len(chosen) >= shown.at_least):
            break
        row = [int(r) for r in found.rows[n]]
        if (
            not allowed[n]
            or frozenset(row) in pairs
            or any(times.get(row[seat], 0) >= shown.same_vendor for seat in new)
        ):
            continue
        chosen.append(n)
        pairs.add(frozenset(row))
        for seat in new:
            times[row[seat]] = times.get(row[seat], 0) + 1
    return chosen


def _shown(found: Found, n: int) -> Shown:
    row = found.rows[n]
    licences = tuple(found.licences[seat][int(r)] for seat, r in enumerate(row))
    return Shown(found.situation, found.seating.seats, row, licences)


def _names_of_best(found: Found, flags: Flags) -> tuple[str, ...]:
    best = _diverse(found, flags, found.situation.k.stack_book.shown.relaxed)
    return tuple(" with ".join(_shown(found, n).names) for n in best)


def _other_option(situation: Situation, option: Option, keeps: tuple[Kind, ...]) -> tuple[RelaxedLimit, ...]:
    """What the runner-up would offer within all limits."""
    other = _find(situation, option, tuple(kind for kind in keeps if kind in option.platforms))
    names = _names_of_best(other, other.limits.passing()) if new_seats(other.seating.seats) else ()
    if not names:
        return ()
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    sentence = f"If you take the second choice, {option.name}, you can look at {listed}."
    return (RelaxedLimit(limit="option", gives=names, sentence=sentence),)


def _stack(found: Found, n: int, option: Option) -> Stack:
    situation, seats = found.situation, found.seating.seats
    row, shown = found.rows[n], _shown(found, n)
    parts = []
    low = value = high = 0.0
    for criterion in situation.k.stack_book.criteria:
        weight = situation.weights[criterion.id]
        least, score, most = (float(end) for end in found.scores[criterion.id][n])
        parts.append(
            Contribution(
                criterion=criterion.id, label=criterion.label, weight=weight, score=score, points=weight * score
            )
        )
        low, value, high = low + weight * least, value + weight * score, high + weight * most
    coverage = covered(shown)
    return Stack(
        vendors=tuple(id_of(situation.table, int(r)) for r in row),
        names=shown.names,
        roles=tuple(seat.role for seat in seats),
        option=option.id,
        accounting=situation.accounting,
        value=value,
        low=low,
        high=high,
        contributions=tuple(parts),
        coverage=coverage[: situation.k.stack_book.shown.coverage],
        joins=describe_joins(situation, seats, row),
        cost=stack_cost(situation, seats, shown.licences, row),
        unknowns=unknowns(shown, coverage),
        fits=fits(shown, coverage),
        cautions=cautions(shown, coverage, found.seating.cautions),
        evidence=evidence(shown, coverage),
    )
