"""A second opinion on the way of adding up: scores multiplied instead of added, and a test for rank reversal.

Rank reversal (Belton and Gear 1983, Omega 11(3), 228-230): an option that cannot win
is taken away, or a copy of one is added, and the first place changes hands. Scales that are fixed beforehand rule it
out; the sum and the product here stand on such scales and are tried all the same, on these very answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from advisor.scoring.options import Valued

FLOOR = 0.1
"""Least score in the product: one worst score shall not decide everything by itself (judgement)."""

Method = Literal["weighted_product", "rank_reversal"]
Scores = Mapping[str, Mapping[str, float]]
Weights = Mapping[str, float]
Way = Callable[[Scores, Weights], str]


class Opinion(NamedTuple):
    """What another way says."""

    method: Method
    agrees: bool
    option: str
    without: str | None = None
    """For a rank reversal: the option whose removal or copy moves the first place."""


def _first(values: Mapping[str, float]) -> str:
    # Values that differ in the last bit alone are the same.
    return min(values, key=lambda name: (-round(values[name], 9), name))


def added(scores: Scores, weights: Weights) -> str:
    """First option by the weighted sum on the fixed scales."""
    return _first({name: sum(weights[c] * row[c] for c in weights) for name, row in scores.items()})


def multiplied(scores: Scores, weights: Weights) -> str:
    """First option by the weighted product: each score to the power of its part of all weight."""
    total = sum(weights.values())
    values = {}
    for name, row in scores.items():
        product = 1.0
        for criterion, weight in weights.items():
            product *= float(max(row[criterion], FLOOR) ** (weight / total))
        values[name] = product
    return _first(values)


def reversed_by(way: Way, scores: Scores, weights: Weights) -> tuple[str, str] | None:
    """A losing option whose removal, or any whose copy, moves the first place; with what comes first then."""
    first = way(scores, weights)
    for name in sorted(scores):
        if name != first and len(scores) > 2:
            left = {other: row for other, row in scores.items() if other != name}
            if (now := way(left, weights)) != first:
                return name, now
        doubled = {**scores, f"{name} again": scores[name]}
        if (now := way(doubled, weights).removesuffix(" again")) != first:
            return name, now
    return None


def opinions(value: Valued, first: str) -> tuple[Opinion, ...]:
    """What the other ways say, against the option that comes *first* by the sum."""
    weights = {name: float(weight) for name, weight in value.weights.items()}  # type: ignore[arg-type]
    scores = {
        name: {criterion: float(score) for criterion, score in row.items()}  # type: ignore[arg-type]
        for name, row in value.scores.items()
    }
    product = multiplied(scores, weights)
    out = [Opinion("weighted_product", product == first, product)]
    moved = reversed_by(added, scores, weights) or reversed_by(multiplied, scores, weights)
    out.append(Opinion("rank_reversal", moved is None, first if moved is None else moved[1], moved and moved[0]))
    return tuple(out)
