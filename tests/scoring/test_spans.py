"""Spans: the arithmetic keeps every value that it should, and a narrower input never gives a wider result."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.scoring.spans import Number, Span, clip01, least, most, ramp, reached, span

NUMBERS = st.floats(-100, 100, allow_nan=False).map(lambda x: round(x, 6))
EPS = 1e-9


@st.composite
def inside(draw: st.DrawFn) -> tuple[Span, Span, float]:
    """A span, a span inside it, and a number inside that."""
    a, b, c, d = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS)))
    point = b + (c - b) * draw(st.floats(0, 1))
    return Span(a, d), Span(b, c), min(max(point, b), c)


def _within(inner: Number, outer: Number) -> bool:
    i, o = span(inner), span(outer)
    return o.low - EPS <= i.low and i.high <= o.high + EPS


TWO = {
    "sum": lambda a, b: a + b,
    "difference": lambda a, b: a - b,
    "product": lambda a, b: a * b,
    "smaller": least,
    "greater": most,
}
ONE = {
    "negative": lambda a: -a,
    "held within 0 and 1": clip01,
    "rising ramp": lambda a: ramp(a, -3.0, 7.5),
    "falling ramp": lambda a: ramp(a, 4.0, -2.0),
    "at least": lambda a: reached(a, 1.0),
    "at most": lambda a: reached(a, 1.0, upwards=False),
    "from a number": lambda a: 2.0 - a,
    "times a number": lambda a: a * -1.5,
}


@pytest.mark.parametrize("name", TWO)
@given(a=inside(), b=inside())
def test_of_two_spans_the_narrower_stays_inside_the_wider(
    name: str, a: tuple[Span, Span, float], b: tuple[Span, Span, float]
) -> None:
    act: Callable[[Number, Number], Number] = TWO[name]
    (wide, narrow, point), (wide_b, narrow_b, point_b) = a, b
    assert _within(act(narrow, narrow_b), act(wide, wide_b))
    assert _within(act(narrow, point_b), act(narrow, narrow_b))
    assert _within(act(point, point_b), act(narrow, narrow_b))


@pytest.mark.parametrize("name", ONE)
@given(a=inside())
def test_of_one_span_the_narrower_stays_inside_the_wider(name: str, a: tuple[Span, Span, float]) -> None:
    act: Callable[[Number], Number] = ONE[name]
    wide, narrow, point = a
    assert _within(act(narrow), act(wide))
    assert _within(act(point), act(narrow))


@given(inside(), inside(), st.floats(0.01, 5))
def test_a_ramp_between_thresholds_that_move_together_keeps_every_value(
    value: tuple[Span, Span, float], start: tuple[Span, Span, float], rise: float
) -> None:
    wide, narrow, point = start

    def ends(s: Span) -> Span:
        return Span(s.low + rise, s.high + rise)

    assert _within(ramp(value[1], narrow, ends(narrow)), ramp(value[0], wide, ends(wide)))
    assert _within(ramp(value[2], point, point + rise), ramp(value[1], narrow, ends(narrow)))


@pytest.mark.parametrize(
    ("found", "low", "high"),
    [
        (Span(1, 2) + Span(3, 5), 4, 7),
        (Span(1, 2) - Span(3, 5), -4, -1),
        (Span(-1, 2) * Span(3, 5), -5, 10),
        (3 - Span(1, 2), 1, 2),
        (2 * Span(1, 2), 2, 4),
        (-Span(1, 2), -2, -1),
        (clip01(Span(-0.5, 0.4)), 0, 0.4),
        (least(Span(1, 5), Span(2, 3)), 1, 3),
        (most(Span(1, 5), Span(2, 3)), 2, 5),
        (ramp(Span(0.26, 0.4), 0.25, 0.30), 0.2, 1),  # 0.01 of 0.05; past the end
        (ramp(Span(2, 6), 8.0, 4.0), 0.5, 1),  # falling: 6 is half way from 8 to 4
        (reached(Span(0.2, 0.3), 0.25), 0, 1),
        (reached(Span(0.3, 0.4), 0.25), 1, 1),
        (reached(Span(0.3, 0.4), 0.25, upwards=False), 0, 0),
    ],
)
def test_the_arithmetic_by_hand(found: Span, low: float, high: float) -> None:
    assert (found.low, found.high) == pytest.approx((low, high))


def test_a_span_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="from low to high"):
        Span(2, 1)


@given(st.lists(NUMBERS, min_size=1, max_size=8), NUMBERS, st.floats(0.1, 9))
def test_arrays_numbers_and_spans_of_no_width_are_read_alike(values: list[float], start: float, rise: float) -> None:
    array = np.array(values)
    for act in (
        lambda x: ramp(x, start, start + rise),
        lambda x: reached(x, start),
        lambda x: least(x, start),
        lambda x: most(x, start),
        clip01,
    ):
        of_array = np.asarray(act(array))
        for place, value in enumerate(values):
            exact = act(Span(value, value))
            assert of_array[place] == pytest.approx(float(act(float(value))))  # type: ignore[arg-type]
            assert (span(exact).low, span(exact).high) == pytest.approx((of_array[place],) * 2)


def test_a_span_meets_an_array_with_an_error_rather_than_a_guess() -> None:
    with pytest.raises(TypeError):
        np.array([1.0, 2.0]) + Span(0, 1)  # type: ignore[operator]
