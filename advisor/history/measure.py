"""The shares by count, revenue and hours, how sure they are, and whether they decide the side of the hybrid line."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from advisor.base import Interval
from advisor.history import evidence, mixture
from advisor.history.classify import Classified
from advisor.history.imported import Shares
from advisor.questionnaire.measured import Basis

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

SURE = 0.95
"""Part of the draws that an interval holds."""

_WORK = 450_000
_ANCHOR_ALL, _ANCHOR_EACH, _WORDS = 0.18, 0.15, 0.25
"""How far the anchors may be off (natural logarithm; all together, each by itself) and the words (part of what they
say): the intervals hold this too, since anchors do not travel well between markets."""

_COVERED = 0.6
_INFORMED = 0.25
ENOUGH_RECORDS = 100
_NEAR = 0.05
_LEAST_RECORDS = 20
_MOST_NEEDED = 20_000
_EDGE = 0.006


class Measured(NamedTuple):
    """Shares with their intervals, and what they decide."""

    shares: Shares
    basis: Basis | None
    short_share: float | None
    can_tell: bool
    needed: int | None
    straddles: bool


def measure(records: pd.DataFrame, found: Classified, line: tuple[float, float], seed: int) -> Measured:
    """Shares of the project side by drawing the records again, with anchors and words a little off each time.

    Args:
        line: the hybrid line as shares of the minor side, lower and upper end.
        seed: of the draws; the same seed gives the same intervals.
    """
    import numpy as np

    n = len(records)
    value = records["value"].to_numpy(dtype=float)
    hours = records["hours"].to_numpy(dtype=float)
    project = found.chance[:, 1] + found.chance[:, 2]
    if n == 0 or found.informed < _INFORMED:
        return Measured(Shares(), None, None, False, ENOUGH_RECORDS, False)
    by_revenue = _covered(value)
    by_hours = _covered(hours)
    draws = _draws(found, n, seed)
    amounts = {"count": (np.ones(n), found.cells.number, True)}
    if by_revenue:
        amounts["revenue"] = (np.nan_to_num(value), found.cells.revenue, False)
    if by_hours:
        amounts["hours"] = (np.nan_to_num(hours), found.cells.hours, False)
    shares: dict[str, Interval] = {}
    for name, (own, sums, _) in amounts.items():
        mid = float((own * project).sum() / own.sum())
        shares[name] = _interval(mid, draws, sums / np.maximum(found.cells.number, 1e-9), n)
    basis: Basis = "revenue" if by_revenue else "hours" if by_hours else "count"
    weight = amounts[basis][0]
    side = float((weight * project).sum())
    short = float((weight * found.chance[:, 1]).sum() / side) if side > 0.005 * weight.sum() else None
    told = Shares(by_count=shares["count"], by_revenue=shares.get("revenue"), by_hours=shares.get("hours"))
    can_tell, needed, straddles = decides(shares, basis, n, line)
    return Measured(told, basis, short, can_tell, needed, straddles)


def _covered(values: np.ndarray) -> bool:
    import numpy as np

    return bool(len(values) and np.mean(~np.isnan(values)) >= _COVERED and np.nansum(values) > 0)


class _Draws(NamedTuple):
    number: np.ndarray
    project: np.ndarray


def _draws(found: Classified, n: int, seed: int) -> _Draws:
    """Records drawn again: how many in each cell, and the chance of the project side of each cell."""
    import numpy as np

    rng = np.random.default_rng(seed)
    cells = found.cells
    many = int(np.clip(_WORK // max(len(cells.number), 1), 120, 400))
    number = rng.multinomial(n, cells.number / cells.number.sum(), size=many).astype(np.float32)
    shift = rng.normal(0, _ANCHOR_ALL, (many, 1, 1)) + rng.normal(0, _ANCHOR_EACH, (many, 1, 3))
    scale = rng.uniform(1 - _WORDS, 1 + _WORDS, (many, 1, 1))
    told = scale * cells.words + cells.rest
    told = told + evidence.told_by(
        np.broadcast_to(cells.log_value, number.shape), found.curves, evidence.most_value(cells.words), shift
    )
    told = (told - told.max(axis=-1, keepdims=True)).astype(np.float32)
    sure = found.together[cells.kinds]
    together = rng.random((many, len(sure))) < np.where((sure > 0) & (sure < 1), sure, (sure >= 0.5) * 1.0)
    chance, whole = mixture.fit(cells, number, told, together)
    project = chance[..., 1] + chance[..., 2]
    # A kind of one shape lies on one side in each draw: as often on the project side as its chance says.
    flip = (rng.random(whole.shape[:2]) < whole[..., 1] + whole[..., 2]).astype(float)
    place = np.searchsorted(cells.kinds, cells.kind)
    project = np.where(together[:, place], flip[:, place], project)
    return _Draws(number, project)


def _interval(mid: float, draws: _Draws, each: np.ndarray, n: int) -> Interval:
    import numpy as np

    weights = draws.number * each
    total = weights.sum(axis=1)
    drawn = (weights * draws.project).sum(axis=1)[total > 0] / total[total > 0]
    tail = (1 - SURE) / 2
    low, high = (float(x) for x in np.quantile(drawn, [tail, 1 - tail])) if len(drawn) else (0.0, 1.0)
    # Nothing seen is not nothing there: a pure sample of n may hide up to about three in n.
    reach = _wilson(mid, n)
    if mid < 0.02:
        high = max(high, reach[1])
    if mid > 0.98:
        low = min(low, reach[0])
    low, high = min(low, mid), max(high, mid)
    return Interval(
        low=0.0 if low < _EDGE else round(low, 4), mid=round(mid, 4), high=1.0 if high > 1 - _EDGE else round(high, 4)
    )


def _wilson(share: float, n: int) -> tuple[float, float]:
    """The score interval of a share seen in n records."""
    z = 1.96
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def decides(
    shares: dict[str, Interval], basis: str, n: int, line: tuple[float, float]
) -> tuple[bool, int | None, bool]:
    """Whether the records decide the side of the hybrid line, how many would, and whether the interval straddles it.

    The whole interval of the leading basis must lie on one side of the line. Below a hundred records it must keep a
    distance, and the count must not lie on the other side.
    """
    leading = shares[basis]
    low, high = _minor(leading)
    apart = _NEAR if n < ENOUGH_RECORDS else 0.0
    clear = high < line[0] - apart or low > line[1] + apart
    straddles = not (high < line[0] or low > line[1])
    few = n < ENOUGH_RECORDS
    other = few and _side(shares["count"].mid, line) != _side(leading.mid, line)
    if clear and not other and n >= _LEAST_RECORDS:
        return True, None, False
    minor = min(leading.mid, 1 - leading.mid)
    half = max((high - low) / 2, 0.01)
    distance = max(min(abs(minor - edge) for edge in line), (line[1] - line[0]) / 2)
    needed = max(n * (half / distance) ** 2, ENOUGH_RECORDS, n * 1.25)
    return False, int(min(math.ceil(needed / 10) * 10, _MOST_NEEDED)), straddles


def _minor(share: Interval) -> tuple[float, float]:
    ends = sorted((min(share.low, 1 - share.low), min(share.high, 1 - share.high)))
    return ends[0], 0.5 if share.low <= 0.5 <= share.high else ends[1]


def _side(share: float, line: tuple[float, float]) -> int:
    minor = min(share, 1 - share)
    return 0 if minor < line[0] else 1
