"""The least by which one stack is ahead of another over everything that is open about the two."""

from __future__ import annotations

import numpy as np

from advisor.stack.deciding import BEST, WORST, Case
from advisor.stack.joins import books_seats, through_a_third
from advisor.stack.outlay import score_of_cost
from advisor.stack.scores import Brought, brought
from advisor.stack.seats import new_seats
from advisor.stack.table import Array


def least_lead(ahead: Case, behind: Case) -> float:
    """Points by which *ahead* leads at least, whatever the open facts turn out to be; negative where it may fall back.

    Each criterion is taken at the worst combination of what is its own, of what is the other's and of what they share.
    That is exact for two stacks with the same seats. Where a shared vendor counts by another part in the other stack
    it is taken as if it were two, so that the true lead may be larger than told, never smaller.
    """
    one, other = brought(ahead.lineup, ahead.row[np.newaxis]), brought(behind.lineup, behind.row[np.newaxis])
    situation = ahead.lineup.situation
    weights, scale = situation.weights, situation.k.stack_book.cost
    bought, theirs = _bought(ahead), _bought(behind)
    both = [n for n, r in enumerate(bought) if r in theirs]
    own, others = (
        [n for n, r in enumerate(bought) if r not in theirs],
        [n for n, r in enumerate(theirs) if r not in bought],
    )

    fit = _mean_fit(one, own, WORST) - _mean_fit(other, others, BEST)
    if both:
        change = 1 / len(bought) - 1 / len(theirs)
        fit += sum(float((one.fit[0, n, [WORST, BEST]] * change).min()) for n in both)
    learnt = float(one.adoption[0, own, WORST].prod() - other.adoption[0, others, BEST].prod())
    adoption = min(float(one.adoption[0, both, end].prod()) * learnt for end in (WORST, BEST))
    dear, cheap = one.outlay[0, own, WORST].sum(), other.outlay[0, others, BEST].sum()
    # The dearer the part that is shared, the less the rest can part the two: the least is at an end of it.
    common = np.array([one.outlay[0, both, end].sum() for end in (WORST, BEST)])
    cost = float((score_of_cost(scale, dear + common) - score_of_cost(scale, cheap + common)).min())
    # Once everything is settled, what pages show is the coverage itself.
    covered = (weights["coverage"] + weights["evidence"]) * _least_coverage(ahead, behind, one, other)
    joined = weights["joins"] * _least_joins(ahead, behind, one, other)
    return covered + joined + weights["trade_fit"] * fit + weights["adoption"] * adoption + weights["cost"] * cost


def _bought(case: Case) -> list[int]:
    return [int(case.row[n]) for n, _ in new_seats(case.lineup.seats)]


def _mean_fit(what: Brought, own: list[int], end: int) -> float:
    """Part of the mean that comes from these; 1 where nothing is bought at all."""
    count = what.fit.shape[1]
    return float(what.fit[0, own, end].sum()) / count if count else 1.0


def _least_coverage(ahead: Case, behind: Case, one: Brought, other: Brought) -> float:
    need = ahead.lineup.needed.need
    if not len(need):
        return 0.0
    mine, theirs = ([int(r) for r in case.row] for case in (ahead, behind))
    nothing = np.zeros(len(need))
    low, high, both_low, both_high = nothing, nothing, nothing, nothing

    def up(old: Array, new: Array) -> Array:
        return np.maximum(old, new)

    for n, r in enumerate(mine):
        if r not in theirs:
            low = up(low, one.levels[n][WORST, 0])
    for n, r in enumerate(theirs):
        least, most = other.levels[n][WORST, 0], other.levels[n][BEST, 0]
        if r not in mine:
            high = up(high, most)
            continue
        here = one.levels[mine.index(r)][:, 0]
        alike = (here[WORST] == least) & (here[BEST] == most)
        both_low, both_high = up(both_low, np.where(alike, least, 0.0)), up(both_high, np.where(alike, most, 0.0))
        low, high = up(low, np.where(alike, 0.0, here[WORST])), up(high, np.where(alike, 0.0, most))
    # Along what is shared the difference only rises or only falls, so its least is at an end.
    gaps = [up(low, both) - up(high, both) for both in (both_low, both_high)]
    return float(np.minimum(*gaps) @ need)


def _least_joins(ahead: Case, behind: Case, one: Brought, other: Brought) -> float:
    parts, books = ahead.lineup.situation.k.stack_book.joins.parts, 0.0
    if not ahead.lineup.situation.keeps_no_books:
        mine, theirs = ([int(case.row[seat]) for seat in books_seats(case.lineup.seats)] for case in (ahead, behind))

        def least(what: Brought, places: list[int], end: int) -> float:
            return float(what.ways.books[0, places, end].min(initial=1.0))

        own = least(one, [n for n, r in enumerate(mine) if r not in theirs], WORST)
        others = least(other, [n for n, r in enumerate(theirs) if r not in mine], BEST)
        both = [least(one, [n for n, r in enumerate(mine) if r in theirs], end) for end in (WORST, BEST)]
        books = min(min(own, end) - min(others, end) for end in both)

    def passed(what: Brought, end: int) -> float:
        hours, direct = what.ways.hours, through_a_third(what.ways.direct)
        time = float(hours[0, :, end].mean()) if hours.shape[1] else 1.0
        customers = float(direct[0, :, end].mean()) if direct.shape[1] else 1.0
        return parts["J1"] * time + parts["J3"] * customers

    return parts["J2"] * books + passed(one, WORST) - passed(other, BEST)
