"""The scale of a question: where an answer lies on it from 0 to 1, and what lies half way between two."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from advisor.questionnaire.answers import Duration, Range
from advisor.questionnaire.question import Question
from advisor.scoring.work_mix import WORKDAYS
from advisor.workshop.book import BY_RATIO, Asked

HOURS = {unit: 8 * days for unit, days in WORKDAYS.items()}
"""Working hours in each unit of a length, as the work mix counts them."""

LEAST_HOURS, MOST_HOURS = 1.0, 2000.0
TRIED = (1.0, 100.0)
"""Span of a number for which neither `data/workshop.yaml` nor the tried values of the question give one."""


class Scale(NamedTuple):
    """How the answers to one question are compared."""

    question: Question
    low: float = 0.0
    high: float = 1.0
    by_ratio: bool = False
    order: tuple[Any, ...] = ()
    """Choices from one end to the other."""

    @property
    def kinds(self) -> int:
        """How many answers there are where they have no order: yes and no, or the choices; 0 where they have one."""
        if self.question.kind == "yes_no":
            return 2
        if self.question.kind == "choice" and not self.order:
            return sum(choice.value != "unknown" for choice in self.question.choices)
        return 0

    @property
    def ordered(self) -> bool:
        """True where one answer can lie further from a second than from a third."""
        return self.kinds == 0

    def number(self, value: Any) -> float:
        """The answer as a number: a range by its middle, an open range by its end, a length in working hours."""
        if isinstance(value, Duration):
            return self.number(value.value) * HOURS[value.unit]
        if isinstance(value, Range):
            ends = [end for end in (value.low, value.high) if end is not None]
            return sum(ends) / len(ends)
        return float(self.order.index(value)) if self.order else float(value)

    def place(self, value: Any) -> float:
        """Where an ordered answer lies, 0 to 1; beyond the ends of the scale nothing differs any more."""
        return self.place_of(self.number(value))

    def place_of(self, number: float) -> float:
        """The same for a number on the scale of the question."""
        at, low, high = (math.log1p(n) if self.by_ratio else n for n in (number, self.low, self.high))
        return min(max((at - low) / (high - low), 0.0), 1.0)

    def ends(self, value: Any) -> tuple[float, float]:
        """The places of the ends of a range; the place of any other answer twice."""
        inside = value.value if isinstance(value, Duration) else value
        low, high = (self.place_of(end) for end in self.spread([value]))
        if isinstance(inside, Range):
            low = 0.0 if inside.low is None else low
            high = 1.0 if inside.high is None else high
        return low, high

    def spread(self, values: Sequence[Any]) -> tuple[float, float]:
        """The least and the greatest number that these answers hold, in the unit of `number`."""
        ends: list[float] = []
        for value in values:
            inside = value.value if isinstance(value, Duration) else value
            if isinstance(inside, Range):
                of = [end for end in (inside.low, inside.high) if end is not None]
                ends += [end * (HOURS[value.unit] if isinstance(value, Duration) else 1.0) for end in of]
            else:
                ends.append(self.number(value))
        return min(ends), max(ends)

    def length(self, low: float, high: float) -> Duration:
        """A length, or a range of lengths, from two numbers of working hours, in the unit that suits the longer one."""
        unit = next((u for u in ("months", "weeks", "days") if high >= HOURS[u]), "hours")
        ends = [round(end / HOURS[unit], 4) for end in (low, high)]
        value = ends[0] if ends[0] == ends[1] else Range(low=ends[0], high=ends[1])
        return Duration(value=value, unit=unit)

    def distance(self, a: Any, b: Any) -> float:
        """How far two answers lie apart, 0 to 1; answers without an order are alike (0) or not (1)."""
        if not self.ordered:
            return float(a != b)
        return abs(self.place(a) - self.place(b))

    def half_way(self, a: float, b: float) -> float:
        """The number half way between two on the scale of the question."""
        if a == b:
            return a
        return math.expm1((math.log1p(a) + math.log1p(b)) / 2) if self.by_ratio else (a + b) / 2

    def answer(self, number: float) -> Any:
        """A number of the scale as a typed answer, rounded to what people would say."""
        if self.question.kind == "duration":
            unit = next((u for u in ("months", "weeks", "days") if number >= HOURS[u]), "hours")
            return Duration(value=_rounded(number / HOURS[unit]), unit=unit)
        if self.order:
            return self.order[round(number)]
        if self.question.kind in BY_RATIO:
            return _rounded(number)
        return round(number, 4)


def _rounded(number: float) -> float:
    """Tenths below ten, whole numbers from there on."""
    return float(round(number)) if number >= 10 else round(number, 1)


def scale_of(question: Question, asked: Asked | None) -> Scale:
    """The scale of a question that a room can be asked.

    Args:
        asked: its entry in `data/workshop.yaml`; None where the facilitator added a question of their own.
    """
    kind = question.kind
    if kind == "severity":
        return Scale(question, 0.0, 3.0)
    if kind == "scale":
        values = [float(choice.value) for choice in question.choices] or [1.0, 5.0]
        return Scale(question, min(values), max(values))
    if kind == "duration":
        low, high = (asked.span if asked else None) or (LEAST_HOURS, MOST_HOURS)
        return Scale(question, low, high, by_ratio=True)
    if kind in BY_RATIO:
        tried = [float(v) for v in question.try_values]
        low, high = (asked.span if asked else None) or ((min(tried), max(tried)) if len(tried) > 1 else TRIED)
        return Scale(question, low, high, by_ratio=True)
    if kind == "choice" and asked is not None and asked.order:
        return Scale(question, 0.0, len(asked.order) - 1.0, order=asked.order)
    return Scale(question)


def greatest_change(a: Mapping[str, Any], b: Mapping[str, Any], severity: Scale) -> float:
    """How far two lists of pains lie apart: the greatest difference on any one of them, 0 to 1."""
    told = [(a.get(name, 0.0), b.get(name, 0.0)) for name in sorted({*a, *b})]
    known = [(x, y) for x, y in told if x not in (None, "unknown") and y not in (None, "unknown")]
    return max((severity.distance(x, y) for x, y in known), default=0.0)
