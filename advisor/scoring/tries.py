"""Other answers, tried out: what a changed answer does to the estimates, and which option then comes first.

Most questions give one quantity each, so a tried answer replaces that quantity and nothing has to be read anew; the
few that tell the shape of the work go through all estimates. Thousands of tries are then decided at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from advisor.questionnaire.answers import Answers, Duration, Range
from advisor.questionnaire.flow import value_at, with_value
from advisor.questionnaire.question import Question
from advisor.scoring.facts import derive, headcount, is_busy
from advisor.scoring.missing import Estimate, is_answered
from advisor.scoring.options import OptionBook, valued
from advisor.scoring.rules import RuleBook
from advisor.scoring.spans import Array, Number
from advisor.scoring.told import NUMBERS, told_by
from advisor.scoring.work_mix import workdays

SPLIT = "work.project_share"

Estimated = Callable[[Answers], dict[str, Estimate]]
Touched = dict[str, float]
"""Quantities that a tried answer changes, by the name of their estimate."""

SHAPE = ("company.segment", "company.technicians", "work.typical_duration", "work.unit", "work.jobs_per_day")
"""Questions that may tell an open split; two of them are never merged."""

SPLIT_ONLY = ("company.segment", "work.unit")
"""Those of them that tell nothing but the split."""

LENGTHS: tuple[Duration, ...] = tuple(
    Duration(value=float(value), unit=unit)
    for unit, values in (
        ("hours", (1, 2, 4)),
        ("days", (1, 2, 3, 5, 10)),
        ("weeks", (3, 4, 6)),
        ("months", (2, 3, 6, 12)),
    )
    for value in values
)
"""Lengths of a piece of work as people name them, one hour to a year."""

MOST_TECHNICIANS = 40
MOST_PEOPLE = 200
"""Beyond these numbers of people no rule reads any difference."""


class Base(NamedTuple):
    """Today's answers with their estimates, and the books to decide by."""

    answers: Answers
    found: dict[str, Estimate]
    options: OptionBook
    rules: RuleBook
    estimate: Estimated
    """All estimates of other answers."""
    estimate_shape: Estimated
    """Only those that a question on the shape of the work can move, where no kinds of work are listed."""

    @property
    def split_told(self) -> bool:
        """True when the split was told or measured, so that no other answer moves it."""
        return self.found["share_known"].mid == 1 and not self.answers.work.streams

    @property
    def mids(self) -> dict[str, Number]:
        """Every quantity at its most plausible value."""
        return {name: e.mid for name, e in self.found.items()}


def columns_of_values(base: Base, field: str, values: Sequence[Any]) -> dict[str, Array]:
    """What many answers to one question change, as arrays of shape (values,)."""
    if field in NUMBERS and (base.split_told or field not in SHAPE):
        n = NUMBERS[field]
        return {n.name: n.fact(np.clip(np.array(values, dtype=np.float64), n.least, n.greatest))}  # type: ignore[dict-item]
    if field == "company.headcount":
        return {"headcount_log": np.log(np.clip(np.array(values, dtype=np.float64), 1.0, 2000.0))}
    return columns_of(base, all_touched_by(base, field, values))


def joined(base: Base, blocks: Sequence[tuple[int, Mapping[str, Array]]]) -> dict[str, Array]:
    """Blocks of tries (how many, what they change) one after the other, as one."""
    total = sum(size for size, _ in blocks)
    columns: dict[str, Array] = {}
    start = 0
    for size, changed in blocks:
        for name, column in changed.items():
            if name not in columns:
                columns[name] = np.full(total, base.found[name].mid, dtype=np.float64)
            columns[name][start : start + size] = column
        start += size
    return columns


def winners(base: Base, columns: Mapping[str, Number], size: int) -> list[str]:
    """Winning option of each of *size* tries.

    Args:
        columns: arrays of shape (size,) for the quantities that are not as in *base*.
    """
    ids = sorted(o.id for o in base.options.options)  # equal values are told apart by their id, as in the ranking
    values = values_at(base, columns)
    table = np.stack([np.broadcast_to(np.asarray(values[i]), (size,)) for i in ids])
    return [ids[k] for k in np.argmax(table, axis=0)]


def values_at(base: Base, columns: Mapping[str, Number]) -> dict[str, Number]:
    """Value of each option, points, with *columns* in place of today's quantities."""
    facts = derive({**base.mids, **columns}, base.rules)
    return valued(facts, base.options, base.rules).values


def columns_of(base: Base, touched: Sequence[Touched]) -> dict[str, Array]:
    """One array per quantity that any of the tries changes; shape (tries,)."""
    columns: dict[str, Array] = {}
    for place, one in enumerate(touched):
        for name, mid in one.items():
            if name not in columns:
                columns[name] = np.full(len(touched), base.found[name].mid, dtype=np.float64)
            columns[name][place] = mid
    return columns


def touched_by(base: Base, field: str, value: Any) -> Touched:
    """The quantities that change when *field* is answered with *value*.

    A question that gives nothing but one quantity is read from its own table; any other goes through the estimates.
    """
    if base.split_told and field in SPLIT_ONLY:
        return {}
    told = told_by(field, value)
    if told is None or (field in SHAPE and not base.split_told):
        after = with_value(base.answers, field, value)
        part = field in SHAPE and not base.answers.work.streams
        read = base.estimate_shape if part else base.estimate
        told = {**(told or {}), **{name: e.mid for name, e in read(after).items()}}
    return {name: mid for name, mid in told.items() if mid != base.found[name].mid}


def all_touched_by(base: Base, field: str, values: Sequence[Any]) -> list[Touched]:
    """`touched_by` for many values; numbers that tell the shape are read anew only where they tell something new."""
    if base.split_told or field not in ("company.technicians", "work.jobs_per_day"):
        return [touched_by(base, field, value) for value in values]
    seen: dict[tuple[float, int], Touched] = {}
    people_open = not isinstance(base.answers.company.headcount, (int, float))
    out = []
    for value in values:
        # Beyond five nothing more is told but whether the day is busy (`facts`).
        key = (min(value, 5.0), _busy(base.answers, field, value))
        if key not in seen:
            seen[key] = touched_by(base, field, value)
        own = told_by(field, value) or {}
        if field == "company.technicians" and people_open:
            own = {"headcount_log": headcount(with_value(base.answers, field, value)).mid}
        kept = {name: mid for name, mid in seen[key].items() if name not in own}
        out.append(kept | {name: mid for name, mid in own.items() if mid != base.found[name].mid})
    return out


def _busy(answers: Answers, field: str, value: float) -> int:
    """Whether the day is busy once *field* is *value*: the mark of `facts.shape_facts`."""
    if field == "work.jobs_per_day":
        return is_busy(value, answers.company.technicians)
    return is_busy(answers.work.jobs_per_day, value)


def now_of(base: Base, question: Question) -> float | None:
    """Today's answer as a number: as told, the middle of a range, or the most plausible value where it is open."""
    field = question.field
    given = value_at(base.answers, field)
    if isinstance(given, (int, float)) and not isinstance(given, bool):
        return float(given)
    if field == SPLIT:
        return base.found["share"].mid
    if field == "company.headcount":
        return float(np.exp(base.found["headcount_log"].mid))
    if field in NUMBERS:
        n = NUMBERS[field]
        return base.found[n.name].mid / n.per + n.zero
    if isinstance(given, Range):
        ends = [end for end in (given.low, given.high) if end is not None]
        return sum(ends) / len(ends)
    if isinstance(given, Duration):
        days = workdays(given)
        return days[1] if days else None
    return None


def other_values(base: Base, question: Question) -> list[Any]:
    """Every other answer that could make a difference: all whole numbers within reach of a rule, all choices."""
    field, now = question.field, value_at(base.answers, question.field)
    values: list[Any]
    if question.kind == "yes_no":
        values = [True, False]
    elif question.kind == "choice":
        values = [c.value for c in question.choices if c.value != "unknown"]
    elif question.kind == "duration":
        values = list(LENGTHS)
    elif question.kind == "share":
        values = [n / 100 for n in range(101)]
    elif field in NUMBERS:
        values = [float(n) for n in range(round(NUMBERS[field].least), round(NUMBERS[field].greatest) + 1)]
    elif field == "company.headcount":
        values = [float(n) for n in range(1, MOST_PEOPLE + 1)]
    elif field == "company.technicians" and _technicians_tell(base):
        values = [float(n) for n in range(MOST_TECHNICIANS + 1)]
    else:
        values = []
    return [v for v in values if v != now]


def _technicians_tell(base: Base) -> bool:
    return base.found["share_known"].mid == 0 or not is_answered(base.answers.company.headcount)


def distance(base: Base, question: Question, value: Any) -> float:
    """How far *value* is from today's answer: for numbers their difference, for lengths the difference of their
    logarithms, for choices the places between them."""
    now = now_of(base, question)
    if question.kind == "duration":
        days = workdays(value)
        assert days is not None
        return abs(float(np.log(days[1] / max(now, 0.01)))) if now is not None else 0.0
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return abs(value - now) if now is not None else 0.0
    if question.kind == "choice":
        places = [c.value for c in question.choices]
        here = value_at(base.answers, question.field)
        return float(abs(places.index(value) - places.index(here))) if here in places else 0.0
    return 1.0
