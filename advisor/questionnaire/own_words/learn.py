"""Two plain learners over sparse rows: complement naive Bayes for the pains, logistic regression for trouble or none.

Both are small, exact enough and the same on every run; neither keeps anything but its weights.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Places = NDArray[np.int64]


class Rows(NamedTuple):
    """Sparse rows: the values of row r are values[starts[r]:starts[r + 1]], in the columns of the same places."""

    values: Vector
    columns: Places
    starts: Places
    width: int

    def times(self, weights: Vector) -> Vector:
        """One value per row: the sum of its values, each times the weight of its column."""
        sums = np.concatenate([[0.0], np.cumsum(self.values * weights[self.columns])])
        out: Vector = sums[self.starts[1:]] - sums[self.starts[:-1]]
        return out

    def summed(self, of_rows: Vector) -> Vector:
        """One value per column: the sum over the rows, each times its value in *of_rows*."""
        every = np.repeat(of_rows, np.diff(self.starts))
        return np.bincount(self.columns, self.values * every, self.width).astype(np.float64)


class Found(NamedTuple):
    """A row as a vocabulary knows it."""

    values: Vector
    """Of unit length together."""
    columns: Places
    at: Places
    """For each code that was looked up where it stands among the values; −1 where it is unknown."""


class Vocabulary:
    """Which codes count as columns, and how much each weighs: the rarer, the more it says."""

    def __init__(self, rows: Sequence[NDArray[np.int64]], rarest: int) -> None:
        """*rows*: the codes of every row; a code of fewer than *rarest* rows joins nothing and is left out."""
        of_row = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
        every, column = np.unique(np.concatenate(rows), return_inverse=True)
        cells, times = np.unique(of_row * len(every) + column, return_counts=True)
        met_in = np.bincount(cells % len(every), minlength=len(every))
        kept = met_in >= rarest
        self.codes = every[kept]
        self._idf = np.log((1 + len(rows)) / (1 + met_in[kept])) + 1
        self.learnt = self._rows(cells, times, kept, len(rows))
        """The rows themselves."""

    def _rows(self, cells: Places, times: Places, kept: NDArray[np.bool_], count: int) -> Rows:
        use = kept[cells % len(kept)]
        row, column = np.divmod(cells[use], len(kept))
        column = (np.cumsum(kept) - 1)[column]
        values = (1 + np.log(times[use])) * self._idf[column]
        length = np.sqrt(np.bincount(row, values**2, count))
        starts = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=count))])
        return Rows(values / length[row], column, starts, len(self.codes))

    def row(self, codes: NDArray[np.int64]) -> Found:
        """The known ones of *codes*; one that is met often counts a little more."""
        place = np.searchsorted(self.codes, codes)
        known = np.flatnonzero(np.take(self.codes, place, mode="clip") == codes) if len(self.codes) else place[:0]
        columns, back, times = np.unique(place[known], return_inverse=True, return_counts=True)
        values = (1 + np.log(times)) * self._idf[columns]
        length = np.sqrt(np.sum(values**2))
        at = np.full(len(codes), -1)
        at[known] = back
        return Found(values / length if length else values, columns, at)


def beside(blocks: Sequence[Rows]) -> Rows:
    """The same rows in several blocks of columns, side by side."""
    first = np.concatenate([[0], np.cumsum([block.width for block in blocks])])
    row = np.concatenate([np.repeat(np.arange(len(b.starts) - 1), np.diff(b.starts)) for b in blocks])
    order = np.argsort(row, kind="stable")
    return Rows(
        np.concatenate([block.values for block in blocks])[order],
        np.concatenate([block.columns + first[n] for n, block in enumerate(blocks)])[order],
        np.sum([block.starts for block in blocks], axis=0),
        int(first[-1]),
    )


def complement_bayes(rows: Rows, classes: NDArray[np.int64], count: int, smoothing: float) -> NDArray[np.float64]:
    """Weights of every column (row of the result) for every class; a class is judged by what is not of it.

    The weights of a column are told from their mean, so that a passage without a known word speaks for nothing.
    """
    cell = rows.columns * count + np.repeat(classes, np.diff(rows.starts))
    of_class = np.bincount(cell, rows.values, rows.width * count).reshape(rows.width, count)
    others = of_class.sum(axis=1, keepdims=True) - of_class + smoothing
    weights = -np.log(others / others.sum(axis=0, keepdims=True))
    out: NDArray[np.float64] = weights - weights.mean(axis=1, keepdims=True)
    return out


def logistic(rows: Rows, yes: NDArray[np.bool_], heavy: Vector, penalty: float, steps: int) -> tuple[Vector, float]:
    """Weights and constant of a logistic regression.

    Args:
        rows: what is known of each example.
        yes: which examples are true.
        heavy: how much each example counts.
        penalty: of the squared weights, against a loss summed over the examples.
        steps: of the search; it is stopped there, which holds the weights small as well.
    """
    sign = np.where(yes, 1.0, -1.0)

    def loss(at: Vector) -> tuple[float, Vector]:
        margin = sign * (rows.times(at[:-1]) + at[-1])
        pull = -heavy * sign / (1 + np.exp(margin))
        slope = np.append(rows.summed(pull) + penalty * at[:-1], pull.sum())
        value = np.sum(heavy * np.logaddexp(0, -margin)) + 0.5 * penalty * np.sum(at[:-1] ** 2)
        return float(value), slope

    found = _descend(loss, np.zeros(rows.width + 1), steps)
    return found[:-1], float(found[-1])


REMEMBERED = 8
"""Steps whose bends the search keeps in mind."""


def _descend(loss: Callable[[Vector], tuple[float, Vector]], at: Vector, steps: int) -> Vector:
    """A low point of *loss*, by L-BFGS with halved steps."""
    value, slope = loss(at)
    moves: list[tuple[Vector, Vector, float]] = []
    for _ in range(steps):
        way = _way_down(slope, moves)
        reach = 1.0 if moves else 1.0 / max(1.0, _dot(slope, slope) ** 0.5)
        for _ in range(30):
            there = at + reach * way
            value_there, slope_there = loss(there)
            if value_there <= value + 1e-4 * reach * _dot(slope, way):
                break
            reach /= 2
        else:
            break
        move, bend = there - at, slope_there - slope
        curve = _dot(move, bend)
        if curve > 1e-12:
            moves = [*moves[1 - REMEMBERED :], (move, bend, curve)]
        at, value, slope = there, value_there, slope_there
    return at


def _way_down(slope: Vector, moves: Sequence[tuple[Vector, Vector, float]]) -> Vector:
    way = -slope
    shares = []
    for move, bend, curve in reversed(moves):
        share = _dot(move, way) / curve
        shares.append(share)
        way = way - share * bend
    if moves:
        _, bend, curve = moves[-1]
        way = way * (curve / _dot(bend, bend))
    for (move, bend, curve), share in zip(moves, reversed(shares), strict=True):
        way = way + (share - _dot(bend, way) / curve) * move
    return way


def _dot(one: Vector, other: Vector) -> float:
    # A plain sum: a product by threads adds up in another order on another machine, and waits when others compute.
    return float(np.sum(one * other))
