"""How far a room agrees on one question: 1 of one mind, 0 opposed.

Ordered answers: consensus after Tastle and Wierman (2007), "Consensus and dissention: A measure of ordinal dispersion",
International Journal of Approximate Reasoning 45(3), 531-545, doi:10.1016/j.ijar.2006.06.024.
Answers without an order: 1 less the variance analog of Wilcox (1973), "Indices of qualitative variation and political
measurement", The Western Political Quarterly 26(2), 325-343, doi:10.2307/446831.
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def consensus(places: Sequence[float]) -> float:
    """1 + mean of log2(1 - |x - m| / d), with m the mean of the answers x and d = 1 the width of the scale.

    1 where all answers are the same, 0 where half of them lie at either end. With answers at k equal steps this is
    the measure of the article; places between the steps are as good, since only their distances enter.

    Args:
        places: at least one answer, each from 0 (one end of its scale) to 1 (the other end).
    """
    rising = sorted(places)  # the same sum in whatever order people joined
    if rising[0] == rising[-1]:
        return 1.0
    mean = math.fsum(rising) / len(rising)
    found = 1.0 + math.fsum(math.log2(1.0 - abs(x - mean)) for x in rising) / len(rising)
    return min(max(found, 0.0), 1.0)


def sameness(counts: Sequence[int], kinds: int) -> float:
    """1 - K / (K - 1) * (1 - sum of squared parts), with K = *kinds*: 1 less Wilcox's variance analog (VA).

    1 where all gave the same answer, 0 where the answers are spread evenly over all kinds.

    Args:
        counts: how many gave each answer; at least one is above 0.
        kinds: how many answers there are to choose from, 2 or more.
    """
    total = sum(counts)
    alike = math.fsum((count / total) ** 2 for count in sorted(counts))
    return min(max(1.0 - kinds / (kinds - 1) * (1.0 - alike), 0.0), 1.0)
