"""What value, length and effort of a piece of work say of its shape: log-likelihoods against the anchors."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from advisor.history.book import SHAPES, AnchorSet, Lengths

if TYPE_CHECKING:
    import numpy as np

MOST_DAYS, MOST_HOURS = 2.2, 3.0
"""How much one quantity can say at most: a calendar can lie (natural logarithms of odds)."""

MOST_VALUE_BESIDE_WORDS, MOST_VALUE_ALONE = 4.0, 8.0
_CLEAR_WORDS = 3.0
"""A value says less where clear words stand beside it: a repair may be dear. From these odds on words are clear."""

_PROJECT_VISITS = 3


class Curves(NamedTuple):
    """Log-normal densities of the three shapes: middle and spread in natural logarithms, shape (3,)."""

    middle: np.ndarray
    spread: np.ndarray


def value_curves(anchors: AnchorSet) -> Curves:
    """Of the value in US dollars."""
    import numpy as np

    chosen = [getattr(anchors, s) for s in SHAPES]
    return Curves(np.log([a.median_usd for a in chosen]), np.log([a.spread for a in chosen]))


def length_curves(lengths: Lengths) -> tuple[Curves, Curves]:
    """Of the length in working days, and of the effort in labor hours."""
    import numpy as np

    chosen = [getattr(lengths, s) for s in SHAPES]
    return (
        Curves(np.log([c.median_days for c in chosen]), np.log([c.spread_days for c in chosen])),
        Curves(np.log([c.median_hours for c in chosen]), np.log([c.spread_hours for c in chosen])),
    )


def most_value(words: np.ndarray) -> np.ndarray:
    """How much a value may say beside what the words say: (..., 3) evidence of words -> (...)."""
    import numpy as np

    side = np.abs(np.maximum(words[..., 1], words[..., 2]) - words[..., 0])
    return np.where(side >= _CLEAR_WORDS, MOST_VALUE_BESIDE_WORDS, MOST_VALUE_ALONE)


def told_by(logs: np.ndarray, curves: Curves, most: float | np.ndarray, shift: np.ndarray | float = 0.0) -> np.ndarray:
    """Log-likelihood of each shape for logarithms of a quantity, at least -*most* below the likeliest.

    Args:
        logs: any shape; NaN says nothing.
        most: one number, or one for each of *logs*.
        shift: moves the middles of all curves; broadcasts against the last axis (3 shapes).

    Returns:
        an array with one more axis of length 3.
    """
    import numpy as np

    z = (logs[..., None] - (curves.middle + shift)) / curves.spread
    # Beyond two spreads the log falls straight, not square: an odd value is odd, not impossible.
    size = np.abs(z)
    density = np.where(size <= 2, -0.5 * z * z, 2 - 2 * size) - np.log(curves.spread)
    density -= density.max(axis=-1, keepdims=True)
    told: np.ndarray = np.nan_to_num(np.maximum(density, -np.asarray(most)[..., None]), nan=0.0)
    return told


def visits_say(visits: np.ndarray) -> np.ndarray:
    """Several visits speak against a job: from three on, up to a factor of about three."""
    import numpy as np

    more = np.clip(np.nan_to_num(visits, nan=1.0) - _PROJECT_VISITS + 1, 0, 4) * 0.3
    return np.stack([-more, np.zeros_like(more), np.zeros_like(more)], axis=-1)
