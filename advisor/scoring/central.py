"""What the tries say of each option: its places, the weights for which it is best, and how sure it is at those.

After SMAA-2 (Lahdelma and Salminen 2001, "SMAA-2: Stochastic multicriteria acceptability analysis for group decision
making", Operations Research 49(3), 444-454, doi:10.1287/opre.49.3.444.11220): rank acceptability indices over all
ranks, central weight vectors and confidence factors; the pairwise winning index after Leskinen, Viitanen, Kangas and
Kangas (2006), Forest Science 52(3), 304-312.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from advisor.scoring.robustness import Draws, first_places

LEAST_SHARE = 0.001
"""An option that wins fewer tries than this has no firm of its own to describe (10 of 10,000; judgement)."""

TELLING = 0.01
"""Shift of a criterion's share of all weight below which it is not worth a word (judgement)."""


def places(drawn: Draws) -> dict[str, tuple[float, ...]]:
    """Share of tries in which each option takes the first, second, ... place; tied options share their places."""
    values = drawn.values
    count, draws = values.shape
    ahead = np.zeros((count, draws), dtype=np.int8)
    level = np.ones((count, draws), dtype=np.int8)
    for a in range(count):
        for b in range(a + 1, count):
            over = values[a] > values[b]
            same = values[a] == values[b]
            ahead[b] += over
            ahead[a] += ~(over | same)
            level[a] += same
            level[b] += same
    out = {}
    for row, name in enumerate(drawn.option_ids):
        shares = np.zeros(count)
        for ties in range(1, int(level[row].max()) + 1):
            start = np.bincount(ahead[row][level[row] == ties], minlength=count) / draws / ties
            for step in range(ties):
                shares[step:] += start[: count - step]
        out[name] = tuple(shares.tolist())
    return out


def central_weights(drawn: Draws) -> dict[str, dict[str, float] | None]:
    """Mean weight of each criterion (points) over the tries that an option wins; None where it wins none."""
    won = drawn.first.sum(axis=1)
    sums = drawn.first @ drawn.weights.T
    return {
        name: dict(zip(drawn.criterion_ids, (sums[row] / won[row]).tolist(), strict=True)) if won[row] > 0 else None
        for row, name in enumerate(drawn.option_ids)
    }


def confidence(drawn: Draws, central: Mapping[str, Mapping[str, float] | None]) -> dict[str, float | None]:
    """Share of tries that an option wins when its central weights are held and only the answers vary."""
    held = [name for name in drawn.option_ids if central[name] is not None]
    vectors = np.array([[(central[name] or {})[c] for c in drawn.criterion_ids] for name in held])
    draws = drawn.values.shape[1]
    values = np.empty((len(drawn.option_ids), len(held), draws))
    for row, name in enumerate(drawn.option_ids):
        fixed, moving = np.zeros(len(drawn.criterion_ids)), []
        for place, criterion in enumerate(drawn.criterion_ids):
            score = drawn.scores[name][criterion]
            if isinstance(score, np.ndarray):
                moving.append((place, score))
            else:
                fixed[place] = float(score)  # type: ignore[arg-type]
        values[row] = (vectors @ fixed)[:, None]
        for place, score in moving:
            values[row] += vectors[:, place, None] * score
    out: dict[str, float | None] = dict.fromkeys(drawn.option_ids)
    for place, name in enumerate(held):
        out[name] = float(first_places(values[:, place])[drawn.option_ids.index(name)].mean())
    return out


def wins(drawn: Draws, first: str, second: str) -> float:
    """Share of tries in which *first* has the greater value than *second*; ties count half (pairwise winning index)."""
    a, b = (drawn.values[drawn.option_ids.index(name)] for name in (first, second))
    return float((a > b).mean() + (a == b).mean() / 2)


def telling_shift(central: Mapping[str, float], stated: Mapping[str, float]) -> tuple[str | None, str | None]:
    """The criterion that weighs more, and the one that weighs less, in *central* than in *stated*, by share of all
    weight; None where the shift is too small to tell."""
    whole, before = sum(central.values()), sum(stated.values())
    shift = {name: central[name] / whole - stated[name] / before for name in sorted(stated)}
    more, less = max(shift, key=lambda n: shift[n]), min(shift, key=lambda n: shift[n])
    return (more if shift[more] >= TELLING else None), (less if shift[less] <= -TELLING else None)
