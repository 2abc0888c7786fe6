"""Which open question would tell most about the category, and how likely its answer is to change it.

One step ahead: plausible answers to everything that is open are drawn, and each question is judged by what is left of
the uncertainty once its answer is known (expected entropy, in bits; mutual information). A question that feeds several
quantities is judged by all of them together. The weights and the width of what was told stay as stated here, since no
question settles those; they are part of `robustness`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from advisor.scoring.facts import QUESTION_OF, derive
from advisor.scoring.missing import EITHER, Estimate
from advisor.scoring.options import Category, OptionBook, valued
from advisor.scoring.robustness import SEED, draws_of, uniform_draws
from advisor.scoring.rules import RuleBook
from advisor.scoring.spans import Array, Number

LEAST_GAIN = 0.005
"""Expected reduction in bits below which a question is not worth asking for the sake of the category (judgement)."""

TRIED = 2_000
"""Draws of the open answers: shares of them are known to about one in a hundred."""

TRIED_ALONE = 200
"""Draws of the answer to one question, all else at its most plausible value."""

BINS = 4
JOINT_BINS, JOINT_NAMES = 3, 3
"""A question that feeds several quantities is judged by three bins of each of its three most telling ones."""

TELLS_AS_WELL: dict[str, tuple[str, ...]] = {
    "short": ("work.typical_duration", "work.signals"),
    "share": ("work.project_share", "work.unit", "work.typical_duration", "work.signals"),
}
"""Questions that tell the same quantity, the plainest first; the first that is open is the one behind it."""

Places = npt.NDArray[np.intp]


class Openness(NamedTuple):
    """An open question and what its answer is expected to do."""

    question: str
    expected_reduction: float
    """Uncertainty about the category that the answer is expected to remove, in bits; never below 0."""
    chance: float
    """Chance (0-1) that the answer alone gives another category, all else at its most plausible value."""


class Outlook(NamedTuple):
    """What the open questions may still do to the category."""

    category: Category
    questions: tuple[Openness, ...]
    """Every open question that the decision reads, most telling first."""
    together: float
    """Chance (0-1) that the answers to all of them together give another category."""


def behind(name: str, found: Mapping[str, Estimate], open_questions: Collection[str]) -> str | None:
    """The open question whose answer would tell the quantity *name*; None where no question does."""
    if name == "share" and found["share_known"].mid > 0:
        return None
    asked = TELLS_AS_WELL.get(name, (QUESTION_OF.get(name, ""),))
    return next((question for question in asked if question in open_questions), None)


def outlook(
    found: Mapping[str, Estimate],
    open_questions: Collection[str],
    options: OptionBook,
    rules: RuleBook,
    *,
    draws: int = TRIED,
    seed: int = SEED,
) -> Outlook:
    """The open questions by the uncertainty about the category that their answer is expected to remove.

    Args:
        found: what is known, as `facts.estimates` gives it.
        open_questions: fields of the questions that could still be answered.
        draws: tries of everything that is open.
    """
    feeds: dict[str, list[str]] = {}
    for name, estimate in found.items():
        question = None if estimate.exact else behind(name, found, open_questions)
        if question is not None:
            feeds.setdefault(question, []).append(name)
    mids: dict[str, Number] = {name: e.mid for name, e in found.items()}
    drawn = {name: draws_of(name, found[name], draws, seed) for names in feeds.values() for name in names}
    alone = _alone(mids, drawn, feeds, options, rules)
    categories, now = alone.categories, int(alone.now)
    won = _won({**mids, **drawn}, draws, categories, options, rules)
    whole = _entropy_left(won, np.zeros(draws, dtype=np.intp), len(categories))
    judged = []
    for question, names in feeds.items():
        gain = whole - _least_left(won, names, found, drawn, len(categories), seed)
        judged.append(Openness(question, round(max(gain, 0.0), 4), alone.chances[question]))
    judged.sort(key=lambda one: (-one.expected_reduction, -one.chance, one.question))
    return Outlook(categories[now], tuple(judged), float((won != now).mean()) if feeds else 0.0)


class _Alone(NamedTuple):
    categories: tuple[Category, ...]
    now: int
    chances: dict[str, float]


def _alone(
    mids: Mapping[str, Number],
    drawn: Mapping[str, Array],
    feeds: Mapping[str, Sequence[str]],
    options: OptionBook,
    rules: RuleBook,
) -> _Alone:
    """Category at the most plausible values, and the chance that one answer changes it; all questions at once."""
    categories = tuple(sorted({option.category for option in options.options}))
    size = min([TRIED_ALONE, *(column.size for column in drawn.values())])
    total = size * len(feeds) + 1
    columns: dict[str, Number] = dict(mids)
    for place, names in enumerate(feeds.values()):
        for name in names:
            column = np.full(total, mids[name])
            column[place * size : (place + 1) * size] = drawn[name][:size]
            columns[name] = column
    won = _won(columns, total, categories, options, rules)
    now = int(won[-1])
    changed = (won[:-1] != now).reshape(len(feeds), size) if feeds else np.zeros((0, 1), dtype=bool)
    return _Alone(categories, now, {q: float(row.mean()) for q, row in zip(feeds, changed, strict=True)})


def _won(
    columns: Mapping[str, Number], size: int, categories: Sequence[Category], options: OptionBook, rules: RuleBook
) -> Places:
    """Place in *categories* of what comes first in each draw, at the stated weights; shape (size,)."""
    values = valued(derive(columns, rules), options, rules).values
    ids = sorted(values)  # equal values are told apart by their id, as in the ranking
    table = np.empty((len(ids), size))
    for place, name in enumerate(ids):
        table[place] = values[name]  # type: ignore[assignment]
    of_option = np.array([categories.index(options.by_id[name].category) for name in ids], dtype=np.intp)
    won: Places = of_option[table.argmax(axis=0)]
    return won


def _least_left(
    won: Places, names: Sequence[str], found: Mapping[str, Estimate], drawn: Mapping[str, Array], kinds: int, seed: int
) -> float:
    """Entropy of the category, in bits, that is left once the quantities *names* are known."""
    single = {n: _entropy_left(won, _cells(found[n], drawn[n], n, BINS, seed), kinds) for n in names}
    left = min(single.values())
    if len(names) == 1:
        return left
    joint = np.zeros(won.size, dtype=np.intp)
    for name in sorted(single, key=lambda n: (single[n], n))[:JOINT_NAMES]:
        joint = joint * JOINT_BINS + _cells(found[name], drawn[name], name, JOINT_BINS, seed)
    return min(left, _entropy_left(won, joint, kinds))


def _cells(estimate: Estimate, drawn: Array, name: str, bins: int, seed: int) -> Places:
    """The cell of each draw: yes or no, or one of *bins* equal groups by size."""
    if estimate.held == EITHER:
        yes: Places = (drawn == estimate.high).astype(np.intp)
        return yes
    return _groups(name, drawn.size, seed, bins)


@lru_cache(maxsize=256)
def _groups(name: str, draws: int, seed: int, bins: int) -> Places:
    """Groups by size of *name*; a draw grows with its uniform, so they are the same for every contractor."""
    groups: Places = np.minimum((uniform_draws(name, draws, seed) * bins).astype(np.intp), bins - 1)
    groups.setflags(write=False)
    return groups


def _entropy_left(won: Places, cells: Places, kinds: int) -> float:
    """Mean entropy of *won* within the cells, in bits, with the Miller-Madow allowance for counting noise."""
    counts = np.bincount(cells * kinds + won, minlength=(int(cells.max()) + 1) * kinds).astype(np.float64)
    counts = counts.reshape(-1, kinds)
    sizes = counts.sum(axis=1)
    inside = float((counts[counts > 0] * np.log2(counts[counts > 0])).sum())
    whole = float((sizes[sizes > 0] * np.log2(sizes[sizes > 0])).sum())
    free = float(((counts > 0).sum(axis=1) - 1).clip(min=0).sum())
    return (whole - inside) / won.size + free / (2 * won.size * math.log(2))
