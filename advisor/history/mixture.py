"""How much of the work has each shape: weights of anchored kinds of work, shared between kinds that say little.

The curves of value and length are fixed by the anchors; only the weights are estimated. A free mixture finds a split in
every pure shop, because two curves always fit a long tail better than one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np

KIN = 6.0
"""A kind of work leans on the whole firm as if that were six records of its own (judgement)."""

_ROUNDS = 40
_FEW_CELLS = 1_200
"""Cells of a long list: with thousands of records the bins lose less than the anchors are off by anyway."""

_FLOOR = 1e-7


class Cells(NamedTuple):
    """Records put together that are alike: sorted by kind.

    Attributes:
        kind: (cells,) place of the kind; starts: first cell of each kind present; kinds: which kind each start is.
        number: (cells,) records in the cell.
        words: (cells, 3) evidence of words. rest: (cells, 3) evidence of length, effort and visits.
        log_value: (cells,) NaN where the value is not known.
        revenue, hours: (cells,) sums over the records that state them.
    """

    kind: np.ndarray
    starts: np.ndarray
    kinds: np.ndarray
    number: np.ndarray
    words: np.ndarray
    rest: np.ndarray
    log_value: np.ndarray
    revenue: np.ndarray
    hours: np.ndarray


def cells_of(
    kind: np.ndarray,
    words: np.ndarray,
    rest: np.ndarray,
    log_value: np.ndarray,
    revenue: np.ndarray,
    hours: np.ndarray,
    most: int = 3_000,
) -> tuple[Cells, np.ndarray]:
    """Cells of alike records, and the cell of each record. Up to *most* records each is a cell of its own."""
    import numpy as np
    import pandas as pd

    n = len(kind)
    if n <= most:
        order = np.argsort(kind, kind="stable")
        keys = np.empty(n, dtype=int)
        keys[order] = np.arange(n)
    else:
        evidence = pd.factorize(pd.Series((np.round(words, 1) * 10) @ np.array([1.0, 101.0, 10_201.0])))[0]
        keys = np.zeros(n, dtype=int)
        for width in (0.15, 0.3, 0.6, 1.2):
            value = np.where(np.isnan(log_value), -99, np.floor(np.nan_to_num(log_value) / width)).astype(int)
            other = np.round(rest / (2 * width)).astype(int) @ np.array([1, 40, 1_600])
            parts = pd.DataFrame({"k": kind, "e": evidence, "v": value, "r": other})
            keys = parts.groupby(["k", "e", "v", "r"], sort=True).ngroup().to_numpy()
            if keys.max() < _FEW_CELLS:
                break
    size = np.bincount(keys).astype(float)

    def mean(values: np.ndarray) -> np.ndarray:
        summed: np.ndarray = np.bincount(keys, weights=values) / size
        return summed

    kinds = mean(kind.astype(float)).round().astype(int)
    present, starts = np.unique(kinds, return_index=True)
    known = ~np.isnan(log_value)
    count = np.bincount(keys, weights=known)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.bincount(keys, weights=np.where(known, log_value, 0.0)) / count
    cells = Cells(
        kind=kinds,
        starts=starts,
        kinds=present,
        number=size,
        words=np.stack([mean(words[:, s]) for s in range(3)], axis=1),
        rest=np.stack([mean(rest[:, s]) for s in range(3)], axis=1),
        log_value=value,
        revenue=np.bincount(keys, weights=np.nan_to_num(revenue)),
        hours=np.bincount(keys, weights=np.nan_to_num(hours)),
    )
    return cells, keys


def fit(cells: Cells, number: np.ndarray, told: np.ndarray, together: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights of the shapes for every draw.

    Args:
        number: (draws, cells) records in each cell.
        told: (draws, cells, 3) log-likelihood of each shape.
        together: (draws, kinds present) True where all records of the kind have one shape.

    Returns:
        chances of each shape, (draws, cells, 3), and for kinds of one shape (draws, kinds present, 3).
    """
    import numpy as np

    starts = cells.starts
    sizes = np.diff(np.append(starts, told.shape[1]))

    def by_kind(values: np.ndarray) -> np.ndarray:
        return np.add.reduceat(values, starts, axis=1)

    each = np.exp(told)
    per_kind = by_kind(number)
    total = number.sum(axis=1)
    mean = by_kind(number[..., None] * told) / np.maximum(per_kind, 1e-9)[..., None]
    # Records of one kind tell the same thing again and again: a hundred of them weigh as three, not as a hundred.
    repeat = np.minimum(1 + 0.5 * np.log(np.maximum(per_kind, 1)), 3.0)
    as_one = np.exp(repeat[..., None] * (mean - mean.max(axis=-1, keepdims=True)))
    overall = np.full((len(number), 3), 1 / 3)
    weight = np.broadcast_to(overall[:, None, :], as_one.shape).copy()
    for _ in range(_ROUNDS):
        joint = each * np.repeat(weight, sizes, axis=1)
        joint /= np.maximum(joint.sum(axis=-1, keepdims=True), _FLOOR)
        sums = by_kind(number[..., None] * joint)
        # A kind of one shape is judged beside the others, never by its own weight in the firm.
        others = (overall * total[:, None])[:, None, :] - np.where(together[..., None], sums, 0.0)
        prior = (np.maximum(others, 0.0) + KIN / 3) / (np.maximum(others, 0.0) + KIN / 3).sum(axis=-1, keepdims=True)
        prior = 0.5 * prior + 0.5 / 3
        whole = as_one * prior
        whole /= np.maximum(whole.sum(axis=-1, keepdims=True), _FLOOR)
        sums = np.where(together[..., None], whole * per_kind[..., None], sums)
        overall = np.maximum(sums.sum(axis=1) / total[:, None], _FLOOR)
        single = (sums + KIN * overall[:, None, :]) / (per_kind[..., None] + KIN)
        weight = np.where(together[..., None], whole, single)
    chance = np.where(np.repeat(together, sizes, axis=1)[..., None], np.repeat(whole, sizes, axis=1), joint)
    return chance, whole
