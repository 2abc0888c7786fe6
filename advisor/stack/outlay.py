"""What a stack costs its owner a year, for its value: licence and a part of the set-up, for each head of the firm.

The cost in full, line by line, is in `cost`; here every vendor gets one amount, so that stacks add up on one scale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from advisor.stack.figures import CostScale
from advisor.stack.licence import Licence
from advisor.stack.seats import Seat, Situation, new_seats
from advisor.stack.table import Array, Ints

MONTHS = 12


def score_of_cost(scale: CostScale, dollars: Array) -> Array:
    """Score of a yearly sum for each head, from 1 for nothing to 0 without an end; one half at the scale's mark."""
    score: Array = scale.half_usd_per_head / (scale.half_usd_per_head + dollars)
    return score


def dollars_at(scale: CostScale, score: float) -> float:
    """Yearly dollars for each head that get this score (above 0 and up to 1)."""
    return scale.half_usd_per_head * (1 / score - 1)


def monthly_low(licences: Sequence[Mapping[int, Licence]], rows: Ints) -> Array:
    """Least monthly licence of each stack in US dollars; an unknown one adds nothing: shape (stacks,)."""
    total = np.zeros(len(rows))
    for n, of_seat in enumerate(licences):
        least = np.zeros(max(of_seat, default=0) + 1)
        for row, licence in of_seat.items():
            least[row] = licence.low or 0.0
        total += least[rows[:, n]]
    return total


def yearly_per_head(
    situation: Situation, seats: tuple[Seat, ...], licences: Sequence[Mapping[int, Licence]]
) -> tuple[Array, ...]:
    """US dollars a year for each head, as (dearest, taken, cheapest) by row, for every seat that is bought.

    Shape of each: (rows of the vendor table, 3).
    """
    out = []
    for n, _ in new_seats(seats):
        costs = np.zeros((len(situation.table.low), 3))
        for row, licence in licences[n].items():
            costs[row] = _of_vendor(situation, row, licence)
        out.append(costs)
    return tuple(out)


def _of_vendor(situation: Situation, row: int, licence: Licence) -> tuple[float, float, float]:
    scale, vendor = situation.k.stack_book.cost, situation.table.vendors[row]
    heads, years = situation.people.heads, situation.k.cost_book.by_id["spread_years"].low
    taken_for_unknown = dollars_at(scale, scale.unknown_at) * heads
    # What is unknown may be as dear as the scale goes.
    unknown = scale.most_usd_per_head * heads
    setup = vendor.pricing.setup_fee_usd
    least, most = (setup.low or 0.0, setup.high) if setup else (0.0, 0.0 if licence.listed else None)
    taken_setup = (least + most) / 2 if most is not None else least * scale.open_end_factor
    if licence.low is None:
        dear, taken, cheap = unknown, taken_for_unknown, 0.0
    elif licence.high is None:
        cheap, dear = licence.low * MONTHS, unknown
        taken = cheap * scale.open_end_factor if cheap else taken_for_unknown
        if licence.seats_open:
            taken = max(taken, (cheap + taken_for_unknown) / 2)
    else:
        cheap, dear = licence.low * MONTHS, licence.high * MONTHS
        taken = (cheap + dear) / 2
    cheap, taken = cheap + least / years, taken + taken_setup / years
    dear = max(dear + (unknown if most is None else most / years), taken)
    dearest, middle, least_of_all = (
        min(amount / heads, scale.most_usd_per_head) for amount in (dear, max(taken, cheap), cheap)
    )
    return dearest, middle, least_of_all
