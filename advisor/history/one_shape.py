"""One kind of work or two: tested before a split is believed, because two curves always fit better than one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from advisor.history.evidence import Curves, told_by

if TYPE_CHECKING:
    import numpy as np

ONE_KIND_SPREAD = 0.95
"""Widest spread (natural logarithm) of the value of one kind of work; published price ranges give 0.5 to 0.9."""

_FAR = 3.5
"""Spreads above the middle from which a value is no longer of the kind: about one in four thousand by chance."""
_NARROWEST = 0.4
_LEAST_TO_COMPARE = 20
_MOST = 1_500
_LEAST_PART = 0.03
_LEAST_GAP = 1.4
"""The two middles of a real split lie at least a factor of four apart (judgement)."""
_CLEAR = 2.0
"""Ashman's D from which two bell curves are cleanly apart."""


def two_humps(logs: np.ndarray) -> tuple[float, float] | None:
    """The middles of two cleanly separate groups of values (natural logarithms), or None where there is one group."""
    import numpy as np

    x = _some(np.sort(logs[~np.isnan(logs)]))
    if len(x) < 8:
        return None
    best: tuple[float, tuple[float, ...]] | None = None
    for part in (0.1, 0.3, 0.5, 0.7, 0.9):
        cut = int(np.clip(part * len(x), 2, len(x) - 2))
        fit = _two(x, float(x[:cut].mean()), float(x[cut:].mean()))
        if best is None or fit[0] > best[0]:
            best = fit
    assert best is not None
    likelihood, (a, b, spread_a, spread_b, weight) = best
    single = _one(x, math.inf)
    apart = abs(b - a) * math.sqrt(2) / math.sqrt(spread_a**2 + spread_b**2)
    part = min(weight, 1 - weight)
    if apart < _CLEAR or abs(b - a) < _LEAST_GAP or part < max(_LEAST_PART, 2 / len(x)):
        return None
    if 2 * (likelihood - single) < 3 * math.log(len(x)) + 2:
        return None
    return (a, b) if a < b else (b, a)


def far_larger(values: np.ndarray) -> np.ndarray:
    """Which of *values* (US dollars, NaN unknown) lie beyond what one kind of work brings: (values,) True or False.

    The spread is read from the middle half, so that what lies far out does not hide itself.
    """
    import numpy as np

    out = np.zeros(len(values), dtype=bool)
    known = values > 0
    if known.sum() < _LEAST_TO_COMPARE:
        return out
    logs = np.log(values[known])
    quarter, middle, three = np.quantile(logs, [0.25, 0.5, 0.75])
    spread = float(np.clip((three - quarter) / 1.349, _NARROWEST, ONE_KIND_SPREAD))
    out[known] = logs > middle + _FAR * spread
    return out


def _some(x: np.ndarray) -> np.ndarray:
    import numpy as np

    return x if len(x) <= _MOST else x[np.linspace(0, len(x) - 1, _MOST).astype(int)]


def _one(x: np.ndarray, widest: float) -> float:
    """Log-likelihood of one bell curve, no wider than *widest*."""
    spread = min(max(float(x.std()), 0.15), widest)
    return float((-0.5 * ((x - x.mean()) / spread) ** 2 - math.log(spread)).sum())


def _two(x: np.ndarray, a: float, b: float) -> tuple[float, tuple[float, float, float, float, float]]:
    import numpy as np

    spread_a = spread_b = max(float(x.std()) / 2, 0.3)
    weight = 0.5
    for _ in range(60):
        la = np.log(weight) - 0.5 * ((x - a) / spread_a) ** 2 - math.log(spread_a)
        lb = np.log(1 - weight) - 0.5 * ((x - b) / spread_b) ** 2 - math.log(spread_b)
        r = 1 / (1 + np.exp(np.clip(lb - la, -50, 50)))
        weight = float(np.clip(r.mean(), 1e-3, 1 - 1e-3))
        a = float((r * x).sum() / max(r.sum(), 1e-9))
        b = float(((1 - r) * x).sum() / max((1 - r).sum(), 1e-9))
        # A pile of equal prices (a call-out fee) is no group of its own: no curve is narrower than a third.
        spread_a = max(math.sqrt(float((r * (x - a) ** 2).sum() / max(r.sum(), 1e-9))), 0.3)
        spread_b = max(math.sqrt(float(((1 - r) * (x - b) ** 2).sum() / max((1 - r).sum(), 1e-9))), 0.3)
    return float(np.logaddexp(la, lb).sum()), (a, b, spread_a, spread_b, weight)


def chance_of_one(logs: np.ndarray, curves: Curves) -> float:
    """How likely one kind of work is (0-1) against the anchored kinds side by side, for values without any words.

    One kind is a bell curve anywhere, no wider than one kind of work is; side by side are the three anchored curves
    with free weights. The better one is told by the Bayesian information criterion.
    """
    import numpy as np

    x = _some(np.sort(logs[~np.isnan(logs)]))
    if len(x) < 5:
        return 0.5
    z = (x[:, None] - curves.middle) / curves.spread
    density = -0.5 * z * z - np.log(curves.spread)
    weights = np.full(3, 1 / 3)
    for _ in range(60):
        each = density + np.log(weights)
        r = np.exp(each - each.max(axis=1, keepdims=True))
        r /= r.sum(axis=1, keepdims=True)
        weights = np.maximum(r.mean(axis=0), 1e-6)
    each = density + np.log(weights)
    top = each.max(axis=1)
    mixed = float((top + np.log(np.exp(each - top[:, None]).sum(axis=1))).sum())
    # Both have two free numbers: middle and spread of the one, two weights of the other.
    gain = _one(x, ONE_KIND_SPREAD) - mixed
    return float(np.clip(1 / (1 + math.exp(-max(min(gain, 30.0), -30.0))), 0.01, 0.99))


def leans(middle: float, curves: Curves) -> float:
    """Log-odds of the project side for a kind of work whose middle value has the logarithm *middle*."""
    import numpy as np

    told = told_by(np.array([middle]), curves, 4.0)[0]
    return float(max(told[1], told[2]) - told[0])
