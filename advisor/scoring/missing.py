"""What an unanswered question counts as. This is the only place where a missing answer becomes a number.

Policy: a question that is open, or answered "unknown", may have any value its field can plausibly take. It enters
as the whole range with the most plausible value marked; it is never read as zero, as average or as "no".
An exact answer about the split is a guess by eye and enters with a width; other exact answers enter as they are.
"""

from __future__ import annotations

from typing import NamedTuple

from advisor.questionnaire.answers import UNKNOWN, Given, Range


class Estimate(NamedTuple):
    """A quantity as known: least, most plausible, greatest.

    `held` is how tightly draws keep to the most plausible value: 4 is a triangle over the whole range, more keeps
    closer, 2 is even over the range, less keeps to the ends. `EITHER` is a quantity that can only be one of its ends.
    """

    low: float
    mid: float
    high: float
    held: float = 4.0

    @property
    def exact(self) -> bool:
        """True when nothing is left open."""
        return self.low == self.high


OPEN_HELD = 4.0
"""How tightly draws of an open answer keep to the most plausible value; checked in docs/studies.md."""

EITHER = 0.0
"""`held` of a yes/no question: a draw is yes or no, never half; the most plausible value is the chance of a yes."""


def exactly(value: float) -> Estimate:
    """A quantity that is known."""
    return Estimate(value, value, value)


def is_answered(value: object) -> bool:
    """True when a field holds an answer other than "unknown"."""
    return value is not None and value != UNKNOWN


def number(value: Given, *, least: float, plausible: float, greatest: float, held: float = OPEN_HELD) -> Estimate:
    """A given number as an estimate; what is open spans *least* to *greatest* around *plausible*.

    An answer outside the plausible range is kept, held to that range: beyond it no rule changes any more.
    """
    if value is None or value == UNKNOWN:
        return Estimate(float(least), float(plausible), float(greatest), held)
    if isinstance(value, Range):
        low = least if value.low is None else min(max(value.low, least), greatest)
        high = greatest if value.high is None else max(min(value.high, greatest), least)
        mid = min(max(plausible, low), high) if value.low is None or value.high is None else (low + high) / 2
        return Estimate(low, mid, high)
    assert isinstance(value, (int, float))
    return exactly(min(max(float(value), least), greatest))


def yes_no(value: bool | str | None, *, plausible: float = 0.25) -> Estimate:
    """A yes/no answer as a degree: 1, 0, or anything between where it is open."""
    if isinstance(value, bool):
        return exactly(1.0 if value else 0.0)
    return Estimate(0.0, plausible, 1.0, EITHER)


def choice(value: str | None, degrees: dict[str, float], *, plausible: float) -> Estimate:
    """A choice as a degree; what is open spans all choices."""
    if value is None or value == UNKNOWN:
        return Estimate(min(degrees.values()), plausible, max(degrees.values()), OPEN_HELD)
    return exactly(degrees[value])
