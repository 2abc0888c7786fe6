"""The contractor's own weights: interval swing weights, beside the weights that follow from the answers.

For each criterion the contractor says how much the step from its worst to its best case matters, the most important
step being 100, as a range. Swing weighting after von Winterfeldt and Edwards (1986), Decision Analysis and Behavioral
Research, Cambridge University Press; ranges after Mustajoki, Hamalainen and Salo (2005), "Decision support by interval
SMART/SWING - incorporating imprecision in the SMART and SWING methods", Decision Sciences 36(2), 317-339.

The steps belong to the same fixed scales from 0 (worst) to 1 (best) as everywhere here. A swing becomes points by its
part of all swings: weight = derived total x swing / sum of swings. So the total is the one of the derived weights, and
values stay comparable with theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from advisor.questionnaire.answers import Swing
from advisor.scoring.options import Valued
from advisor.scoring.robustness import Draws, first_places, uniform_draws
from advisor.scoring.spans import Array

FULL = 100.0
"""Points of the most important swing."""


class OwnWeighted(NamedTuple):
    """Points and values under the contractor's own weights."""

    low: dict[str, float]
    mid: dict[str, float]
    high: dict[str, float]
    """Points of each criterion: least, middle and greatest that the ranges of all swings allow."""
    values: dict[str, float]
    """Value of each option with the middle of every range, points."""
    acceptability: dict[str, float]
    """Share of tries that each option wins: swings within their ranges, open answers within theirs."""


def swings(given: Mapping[str, Swing], derived: Mapping[str, float], spread: float) -> dict[str, tuple[float, float]]:
    """Range of every criterion's swing, 0-100.

    One that was left out keeps what the answers say: its derived weight on the scale where the greatest is 100, with
    the *spread* that derived weights have everywhere.
    """
    greatest = max(derived.values())
    out = {}
    for criterion, weight in derived.items():
        swing = FULL * weight / greatest
        told = given.get(criterion)
        out[criterion] = (told.low, told.high) if told else (swing * (1 - spread), swing * (1 + spread))
    return out


def own_weighted(given: Mapping[str, Swing], value: Valued, drawn: Draws, spread: float) -> OwnWeighted:
    """The ranking with own weights; *value* and *drawn* are the decision with the derived ones.

    Args:
        spread: how far a derived weight is drawn to either side, as a part of itself.
    """
    derived = {name: float(weight) for name, weight in value.weights.items()}  # type: ignore[arg-type]
    total = sum(derived.values())
    ranges = swings(given, derived, spread)
    middle = {name: (low + high) / 2 for name, (low, high) in ranges.items()}
    whole = sum(middle.values()) or 1.0
    mid = {name: total * swing / whole for name, swing in middle.items()}
    least, most = sum(low for low, _ in ranges.values()), sum(high for _, high in ranges.values())
    low = {name: total * _part(ends[0], most - ends[1]) for name, ends in ranges.items()}
    high = {name: total * _part(ends[1], least - ends[0]) for name, ends in ranges.items()}
    values: dict[str, float] = {}
    for option, row in value.scores.items():
        scores = {name: float(score) for name, score in row.items()}  # type: ignore[arg-type]
        values[option] = sum(mid[name] * scores[name] for name in mid)
    return OwnWeighted(low, mid, high, values, _acceptability(ranges, total, drawn))


def _part(swing: float, rest: float) -> float:
    return swing / (swing + rest) if swing + rest > 0 else 0.0


def _acceptability(ranges: Mapping[str, tuple[float, float]], total: float, drawn: Draws) -> dict[str, float]:
    draws = drawn.values.shape[1]
    weights: dict[str, Array] = {}
    for name, (low, high) in ranges.items():
        weights[name] = low + (high - low) * uniform_draws(f"swing {name}", draws, drawn.seed)
    whole = np.sum(list(weights.values()), axis=0)
    # A draw in which every swing is 0 says nothing; it counts all alike.
    scale = np.where(whole > 0, total / np.where(whole > 0, whole, 1.0), 0.0)
    values = np.zeros((len(drawn.option_ids), draws))
    for row, option in enumerate(drawn.option_ids):
        for name, score in drawn.scores[option].items():
            values[row] += weights[name] * scale * score
    return dict(zip(drawn.option_ids, first_places(values).mean(axis=1).tolist(), strict=True))
