"""The smallest two answers that change the software together, where no single one does.

A change is measured in steps on the scale of its question: one place between choices or on a scale, yes to no, five
points of a share, a count or an amount half as large again, a length twice as long (judgement: what people would call
"one notch"). Two changes are as large as both together. All pairs are decided at once, smallest first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from advisor.questionnaire.flow import value_at, with_value
from advisor.questionnaire.question import Question
from advisor.scoring.spans import Array
from advisor.scoring.told import NUMBERS
from advisor.scoring.tries import (
    LENGTHS,
    MOST_PEOPLE,
    MOST_TECHNICIANS,
    SHAPE,
    SPLIT,
    Base,
    Touched,
    distance,
    now_of,
    touched_by,
    winners,
)

SHARE_STEP = 0.05
COUNT_STEP = 1.5
FIRST_CHUNK = 400
"""Pairs decided at once at first, four times as many each further time: the smallest usually lies in the first."""

_Places = npt.NDArray[np.intp]


class Change(NamedTuple):
    """One changed answer, its size in steps, and the quantities it changes."""

    question: Question
    value: Any
    steps: float
    touched: Touched


class Pair(NamedTuple):
    """Two changes that together give another option."""

    one: Change
    other: Change
    option: str

    @property
    def steps(self) -> float:
        """Size of both changes together."""
        return self.one.steps + self.other.steps


def changes_of(base: Base, question: Question) -> list[Change]:
    """The answers to a question that lie a whole number of steps from today's, nearest first."""
    values = _stepped(base, question)
    out = []
    for value, steps in values:
        touched = {"share": value} if question.field == SPLIT else touched_by(base, question.field, value)
        if touched:
            out.append(Change(question, value, steps, touched))
    return sorted(out, key=lambda c: c.steps)


def _stepped(base: Base, question: Question) -> list[tuple[Any, float]]:
    field, kind = question.field, question.kind
    given, now = value_at(base.answers, field), now_of(base, question)
    if kind == "yes_no":
        return [(v, 1.0) for v in (True, False) if v is not given]
    if kind == "choice":
        values = [c.value for c in question.choices if c.value not in ("unknown", given)]
        return [(v, max(distance(base, question, v), 1.0)) for v in values]
    if kind == "duration":
        far = [(v, distance(base, question, v) / math.log(2)) for v in LENGTHS]
        return [(v, max(round(steps, 1), 1.0)) for v, steps in far if v != given]
    if now is None:
        return []
    if kind in ("severity", "scale"):
        n = NUMBERS[field]
        whole = range(round(n.least), round(n.greatest) + 1)
        return [(float(v), round(abs(v - now), 1)) for v in whole if abs(v - now) >= 0.5]
    if kind == "share":
        steps = [n for n in range(-20, 21) if n and -1e-9 <= now + n * SHARE_STEP <= 1 + 1e-9]
        return [(round(min(max(now + n * SHARE_STEP, 0.0), 1.0), 6), float(abs(n))) for n in steps]
    return _counts(field, now)


def _counts(field: str, now: float) -> list[tuple[float, float]]:
    """Counts and amounts half as large again, and again, up and down, as whole numbers within reach of a rule."""
    if field in NUMBERS:
        least, greatest = NUMBERS[field].least, NUMBERS[field].greatest
    elif field in ("company.headcount", "company.technicians"):
        least, greatest = (1, MOST_PEOPLE) if field == "company.headcount" else (0, MOST_TECHNICIANS)
    else:
        return []
    out: dict[float, float] = {}
    for turn in (1, -1):
        value, steps = max(min(max(now, least), greatest), 1.0), 0
        while least < value < greatest or steps == 0:
            steps += 1
            value = value * COUNT_STEP**turn
            near = round(value)
            if near == round(now):
                near += turn
            if turn < 0 and value < 1:
                near = 0
            near = min(max(near, math.ceil(least)), math.floor(greatest))
            if near != now and near not in out:
                out[float(near)] = float(steps)
            if near in (math.ceil(least), math.floor(greatest)) or value < 0.5:
                break
    return sorted(out.items(), key=lambda pair: pair[1])


def smallest_pair(base: Base, questions: Sequence[Question], own: str) -> Pair | None:
    """The two smallest changes that together give another option; None where no two changes do.

    Equal sizes are told apart by the order of *questions*. Two changes that touch the same quantity, or that both tell
    an open split, cannot be merged; they are read through the estimates, one pair at a time.

    Args:
        own: the option that comes first today.
    """
    changes = [change for question in questions for change in changes_of(base, question)]
    table = _Table.of(base, changes)
    one, other = np.triu_indices(len(changes), k=1)
    fields = np.array([c.question.field for c in changes])
    apart = fields[one] != fields[other]
    one, other = one[apart], other[apart]
    steps = np.array([c.steps for c in changes])
    # Stable: the changes stand in the order of the questions, and so do pairs of one size.
    order = np.argsort(np.round(steps[one] + steps[other], 6), kind="stable")
    one, other = one[order], other[order]
    start, size = 0, FIRST_CHUNK
    while start < one.size:
        part = slice(start, start + size)
        got = winners(base, table.columns(base, one[part], other[part]), one[part].size)
        for place in np.flatnonzero(np.array(got) != own):
            a, b = changes[one[part][place]], changes[other[part][place]]
            option = _told(base, a, b)
            if option != own:
                return Pair(a, b, option)
        start, size = start + size, size * 4
    return None


class _Table(NamedTuple):
    """All changes as one table, so that thousands of pairs are merged at once."""

    changes: list[Change]
    names: list[str]
    touches: npt.NDArray[np.bool_]
    """Shape (changes, quantities)."""
    values: Array
    """Shape (changes, quantities): the quantity after the change; today's where the change leaves it alone."""
    tells_split: npt.NDArray[np.bool_]
    """Shape (changes,): whether the change, read with another one, might tell more of an open split."""

    @classmethod
    def of(cls, base: Base, changes: list[Change]) -> _Table:
        names = sorted({name for change in changes for name in change.touched})
        values = np.array([[c.touched.get(n, base.found[n].mid) for n in names] for c in changes], dtype=np.float64)
        touches = np.array([[n in c.touched for n in names] for c in changes], dtype=np.bool_)
        tells = [not base.split_told and c.question.field in SHAPE and "share" in c.touched for c in changes]
        return cls(changes, names, touches, values, np.array(tells, dtype=np.bool_))

    def columns(self, base: Base, one: _Places, other: _Places) -> dict[str, Array]:
        """What the pairs of changes at these places do together; arrays of shape (pairs,)."""
        here, there = self.touches[one], self.touches[other]
        merged = np.where(there, self.values[other], self.values[one])
        shape = np.array([c.question.field in SHAPE for c in self.changes])
        together = (self.tells_split[one] & shape[other]) | (self.tells_split[other] & shape[one])
        columns = {name: merged[:, n].copy() for n, name in enumerate(self.names)}
        for place in np.flatnonzero((here & there).any(axis=1) | together):
            read = _read(base, self.changes[one[place]], self.changes[other[place]])
            for name in dict.fromkeys((*self.names, *read)):
                if name not in columns:
                    columns[name] = np.full(one.size, base.found[name].mid, dtype=np.float64)
                columns[name][place] = read.get(name, base.found[name].mid)
        return columns


def _read(base: Base, a: Change, b: Change) -> Touched:
    changed = with_value(with_value(base.answers, a.question.field, a.value), b.question.field, b.value)
    after = base.estimate(changed)
    return {name: e.mid for name, e in after.items() if e.mid != base.found[name].mid}


def _told(base: Base, a: Change, b: Change) -> str:
    """The winner with both changes read through all estimates: what is said is always tried out whole."""
    touched = _read(base, a, b)
    return winners(base, {name: np.array([mid]) for name, mid in touched.items()}, 1)[0]
