"""Numbers that may be arrays or spans: the method is written once and read with either.

An array holds one value per contractor or per draw. A `Span` holds the least and greatest value of a quantity;
its arithmetic is inclusion-isotonic: a narrower input never gives a wider output. So the value range of an option
can only shrink when a question is answered (law 7), without a second copy of the method.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]


class Span:
    """A closed interval [low, high] of real numbers with the arithmetic that the method uses."""

    __array_ufunc__ = None  # numpy must hand mixed operations over to us
    __slots__ = ("high", "low")

    def __init__(self, low: float, high: float) -> None:
        if low > high:
            raise ValueError(f"a span runs from low to high, not from {low} to {high}")
        self.low, self.high = float(low), float(high)

    def __repr__(self) -> str:
        return f"Span({self.low:g}, {self.high:g})"

    def __add__(self, other: Number) -> Span:
        o = span(other)
        return Span(self.low + o.low, self.high + o.high)

    __radd__ = __add__

    def __neg__(self) -> Span:
        return Span(-self.high, -self.low)

    def __sub__(self, other: Number) -> Span:
        return self + -span(other)

    def __rsub__(self, other: Number) -> Span:
        return -self + other

    def __mul__(self, other: Number) -> Span:
        o = span(other)
        ends = (self.low * o.low, self.low * o.high, self.high * o.low, self.high * o.high)
        return Span(min(ends), max(ends))

    __rmul__ = __mul__


Number: TypeAlias = float | Array | Span


def span(value: Number) -> Span:
    """*value* as a span; a plain number is a span of no width."""
    return value if isinstance(value, Span) else Span(float(value), float(value))


# Plain floats take a short way in each function: numpy's own costs microseconds, and flips ask thousands of times.


def clip01(value: Number) -> Number:
    """*value* held within 0 and 1."""
    if isinstance(value, float):
        return min(max(value, 0.0), 1.0)
    if isinstance(value, Span):
        return Span(min(max(value.low, 0.0), 1.0), min(max(value.high, 0.0), 1.0))
    return _held(value)


def least(a: Number, b: Number) -> Number:
    """The smaller of two numbers, element by element."""
    if isinstance(a, float) and isinstance(b, float):
        return min(a, b)
    if isinstance(a, Span) or isinstance(b, Span):
        s, t = span(a), span(b)
        return Span(min(s.low, t.low), min(s.high, t.high))
    return np.minimum(a, b)


def most(a: Number, b: Number) -> Number:
    """The greater of two numbers, element by element."""
    if isinstance(a, float) and isinstance(b, float):
        return max(a, b)
    if isinstance(a, Span) or isinstance(b, Span):
        s, t = span(a), span(b)
        return Span(max(s.low, t.low), max(s.high, t.high))
    return np.maximum(a, b)


def ramp(value: Number, start: Number, end: Number) -> Number:
    """How far *value* has come on the way from *start* (0) to *end* (1), held within 0 and 1.

    *end* may lie below *start*: then the ramp falls. Monotone in every argument, so the spans are exact at the ends.
    Thresholds that are spans move together (both ends of the hybrid line), so their low ends and high ends belong
    together.
    """
    if isinstance(value, (int, float)) and isinstance(start, (int, float)) and isinstance(end, (int, float)):
        return _ramp(value, start, end)
    if isinstance(value, Span) or isinstance(start, Span) or isinstance(end, Span):
        v, s, e = span(value), span(start), span(end)
        # A rising ramp falls in both thresholds and rises in the value; a falling one the other way round.
        if e.low > s.low:
            return Span(_ramp(v.low, s.high, e.high), _ramp(v.high, s.low, e.low))
        return Span(_ramp(v.high, s.low, e.low), _ramp(v.low, s.high, e.high))
    return _held((value - start) / (end - start))


def _held(value: float | Array) -> Array:
    # np.clip is three times as fast on the draws, and three times as slow on a handful of numbers.
    return np.clip(value, 0.0, 1.0) if np.size(value) > 2000 else np.minimum(np.maximum(value, 0.0), 1.0)


def _ramp(value: float, start: float, end: float) -> float:
    return min(max((value - start) / (end - start), 0.0), 1.0)


def reached(value: Number, threshold: Number, *, upwards: bool = True) -> Number:
    """1 where *value* is at least (or, not *upwards*, at most) *threshold*, else 0; a span where it depends."""
    if isinstance(value, float) and isinstance(threshold, float):
        return float(value >= threshold if upwards else value <= threshold)
    if isinstance(value, Span) or isinstance(threshold, Span):
        v, t = span(value), span(threshold)
        if not upwards:
            v, t = -v, -t
        return Span(float(v.low >= t.high), float(v.high >= t.low))
    met = np.greater_equal(value, threshold) if upwards else np.less_equal(value, threshold)
    return met.astype(np.float64) if isinstance(met, np.ndarray) else float(met)
