"""How much a criterion may weigh before other software comes first: exact, since a value is linear in one weight.

With the scores and the other weights held, option f with value v_f stays before option j as long as
v_f - v_j + t (s_f - s_j) >= 0, where t is the change of the weight and s the scores on the criterion (weight stability
intervals; Mareschal 1988, European Journal of Operational Research 33(1), 54-64).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from advisor.scoring.options import Valued

NO_DIFFERENCE = 1e-12
"""Scores closer than this are the same: no weight can then part the two options."""


class Stability(NamedTuple):
    """The weights of one criterion, points, between which the first option stays first."""

    criterion: str
    weight: float
    low: float
    """0 where nothing changes down to no weight at all."""
    high: float | None
    """None where no weight is too great."""
    below: str | None
    above: str | None


def stability(value: Valued, first: str) -> tuple[Stability, ...]:
    """The interval of each criterion's weight, in the order of the criteria, all else unchanged."""
    values = {name: float(v) for name, v in value.values.items()}  # type: ignore[arg-type]
    out = []
    for criterion, number in value.weights.items():
        weight = float(number)  # type: ignore[arg-type]
        scores = {name: float(row[criterion]) for name, row in value.scores.items()}  # type: ignore[arg-type]
        out.append(_interval(criterion, weight, first, values, scores))
    return tuple(out)


def _interval(
    criterion: str, weight: float, first: str, values: Mapping[str, float], scores: Mapping[str, float]
) -> Stability:
    low, high, below, above = 0.0, None, None, None
    for name in sorted(values):
        apart = scores[first] - scores[name]
        if name == first or abs(apart) < NO_DIFFERENCE:
            continue
        turn = weight - (values[first] - values[name]) / apart
        if apart > 0 and turn > low:
            low, below = turn, name
        if apart < 0 and (high is None or turn < high):
            high, above = turn, name
    # Where today's lead is nothing at all, rounding must not put today's weight outside its own interval.
    return Stability(criterion, weight, min(low, weight), None if high is None else max(high, weight), below, above)
