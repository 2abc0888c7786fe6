"""What would change it: for each answer the nearest other value that gives another option, and the flips of the split.

Whole numbers are tried one by one through the whole range that rules read, choices all of them, so no nearer value is
overlooked; shares are read in steps of a hundredth or a thousandth, and the step in which the winner changes is read
again in a hundred parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from advisor.questionnaire.flow import value_at
from advisor.questionnaire.question import Question
from advisor.scoring.spans import Array
from advisor.scoring.tries import (
    SPLIT,
    Base,
    columns_of_values,
    distance,
    joined,
    now_of,
    other_values,
    values_at,
    winners,
)

STEPS = 1000
"""Steps in which the split is read first."""

PARTS = 100
"""Parts in which the step of a change is read again: a split is found to 0.001 points of share."""


class Flip(NamedTuple):
    """A change of one answer that changes the winning option."""

    question: str
    from_value: Any
    to_value: Any
    option: str


class SplitFlip(NamedTuple):
    """A project share at which another option comes first."""

    share: float
    option: str


def flips(base: Base, questions: Sequence[Question], split: Split, own: str) -> tuple[Flip, ...]:
    """Nearest single-answer changes that give another option, in the order of *questions*.

    A change between two two-platform options counts, since it names other software. An open question has no answer to
    be near to: distances are taken from its most plausible value.

    Args:
        split: the decision over the split, as `read_split` gives it.
        own: the option that comes first today.
    """
    tried: list[tuple[Question, Any]] = []
    blocks: list[tuple[int, dict[str, Array]]] = []
    for question in questions:
        values = other_values(base, question) if question.field != SPLIT else []
        if values:
            tried += [(question, value) for value in values]
            blocks.append((len(values), columns_of_values(base, question.field, values)))
    got = winners(base, joined(base, blocks), len(tried)) if tried else []
    nearest: dict[str, tuple[float, Any, str]] = {}
    for (question, value), option in zip(tried, got, strict=True):
        if option == own:
            continue
        far = distance(base, question, value)
        if question.field not in nearest or far < nearest[question.field][0]:
            nearest[question.field] = (far, value, option)
    out: list[Flip] = []
    for question in questions:
        now = value_at(base.answers, question.field)
        if question.field == SPLIT:
            out += [Flip(SPLIT, now, share, option) for share, option in split_flips(base, split, own)]
        elif question.field in nearest:
            _, value, option = nearest[question.field]
            if question.kind == "share":
                value, option = _refined(base, question, value, own, option)
            out.append(Flip(question.field, now, value, option))
    return tuple(out)


def _refined(base: Base, question: Question, reached: float, own: str, option: str) -> tuple[float, str]:
    """The nearest share within the hundredth before *reached* that still gives another option."""
    now = now_of(base, question) or 0.0
    before = max(reached - 0.01, now) if reached > now else min(reached + 0.01, now)
    values = np.linspace(before, reached, PARTS + 1)
    got = winners(base, columns_of_values(base, question.field, [float(v) for v in values]), values.size)
    return next(((float(v), g) for v, g in zip(values, got, strict=True) if g != own), (reached, option))


class Turn(NamedTuple):
    """Where the lead changes over the project share: the last share of the one option, the first of the next."""

    last: float
    share: float
    before: str
    after: str


class Split(NamedTuple):
    """The decision over the whole split, all else as answered."""

    shares: Array
    """Project shares from 0 to 1 in `STEPS` steps."""
    values: dict[str, Array]
    """Points of each option at each of them."""
    turns: tuple[Turn, ...]
    """Every place at which the lead changes, rising, to 1e-5."""


def read_split(base: Base) -> Split:
    """The value of every option over the project share, and where the lead changes."""
    shares = np.linspace(0.0, 1.0, STEPS + 1)
    raw = values_at(base, {"share": shares})
    values = {name: np.broadcast_to(np.asarray(v, dtype=np.float64), shares.shape) for name, v in raw.items()}
    ids = sorted(values)
    got = np.argmax(np.stack([values[i] for i in ids]), axis=0)
    places = np.flatnonzero(got[:-1] != got[1:])
    if not places.size:
        return Split(shares, values, ())
    fine = np.concatenate([np.linspace(shares[n], shares[n + 1], PARTS + 1) for n in places])
    near = winners(base, {"share": fine}, fine.size)
    turns = []
    for n in range(places.size):
        part = slice(n * (PARTS + 1), (n + 1) * (PARTS + 1))
        at, who = fine[part], near[part]
        turns += [
            Turn(float(at[i]), float(at[i + 1]), who[i], who[i + 1]) for i in range(PARTS) if who[i] != who[i + 1]
        ]
    return Split(shares, values, tuple(turns))


def split_flips(base: Base, split: Split, own: str) -> tuple[SplitFlip, ...]:
    """Nearest project shares below and above today's at which another option than *own* comes first, nearest first."""
    now = base.found["share"].mid
    out = []
    below = [t for t in split.turns if t.last < now and t.before != own]
    above = [t for t in split.turns if t.share > now and t.after != own]
    if below:
        out.append(SplitFlip(below[-1].last, below[-1].before))
    if above:
        out.append(SplitFlip(above[0].share, above[0].after))
    return tuple(sorted(out, key=lambda flip: abs(flip.share - now)))
