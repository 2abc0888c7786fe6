"""What would change it: for each answer the nearest other value that gives another category."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from advisor.questionnaire.answers import Answers, Duration
from advisor.questionnaire.flow import value_at, with_value
from advisor.questionnaire.question import Question
from advisor.scoring.facts import derive
from advisor.scoring.missing import Estimate
from advisor.scoring.options import OptionBook, valued
from advisor.scoring.rules import RuleBook
from advisor.scoring.spans import Array, Number

SPLIT = "work.project_share"
"""The split is read as a whole curve, so that no narrow band is overlooked."""

ROUNDS = 14
"""Halvings of the step between two tried numbers: a share is found to better than 0.01 %."""


class Flip(NamedTuple):
    """A change of one answer that changes the winning option."""

    question: str
    from_value: Any
    to_value: Any
    option: str


def winners(found: Sequence[dict[str, Estimate]], options: OptionBook, rules: RuleBook) -> list[str]:
    """Winning option id for each set of estimates, at their most plausible values, all at once."""
    columns: dict[str, Number] = {name: np.array([f[name].mid for f in found]) for name in found[0]}
    result = valued(derive(columns, rules), options, rules)
    ids = sorted(result.values)  # equal values are told apart by their id, as in the ranking
    table = np.stack([np.broadcast_to(np.asarray(result.values[i]), (len(found),)) for i in ids])
    return [ids[k] for k in np.argmax(table, axis=0)]


def flips(
    answers: Answers,
    questions: Sequence[Question],
    options: OptionBook,
    rules: RuleBook,
    estimate: Callable[[Answers], dict[str, Estimate]],
) -> tuple[Flip, ...]:
    """Nearest single-answer changes that give another option, in the order of *questions*.

    For a choice: the first other choice that does. For a number: tried at the question's values, then the step in
    which the winner changes is halved until the flip point is exact to the shown precision; the nearest on either
    side is kept. A change between two two-platform options counts, since it names other software.
    """
    base = estimate(answers)
    own = winners([base], options, rules)[0]
    tries: list[tuple[Question, Any]] = []
    for question in questions:
        if question.field == SPLIT:
            continue
        now = value_at(answers, question.field)
        tries += [(question, value) for value in _other_values(question, now)]
    got = winners([estimate(with_value(answers, q.field, v)) for q, v in tries], options, rules)
    out: list[Flip] = []
    for question in questions:
        now = value_at(answers, question.field)
        if question.field == SPLIT:
            out += [Flip(SPLIT, now, share, option) for share, option in split_flips(base, options, rules)]
            continue
        changed = [(v, w) for (q, v), w in zip(tries, got, strict=True) if q is question and w != own]
        if not changed:
            continue
        if isinstance(now, (int, float)) and not isinstance(now, bool):
            value, winner = min(changed, key=lambda pair: (abs(pair[0] - now), pair[0]))
            value, winner = _exact(answers, question, float(now), value, winner, own, options, rules, estimate)
        else:
            value, winner = changed[0]
        out.append(Flip(question.field, now, value, winner))
    return tuple(out)


def split_flips(found: dict[str, Estimate], options: OptionBook, rules: RuleBook) -> tuple[tuple[float, str], ...]:
    """Nearest project shares below and above today's at which another option comes first, with that option.

    All shares in steps of a thousandth are read at once, then the step in which the winner changes is halved.
    """
    now = found["share"].mid
    shares = np.linspace(0.0, 1.0, 1001)
    first = _winners_at(shares, found, options, rules)
    own = _winners_at(np.array([now]), found, options, rules)[0]
    out = []
    for side in (shares[shares < now][::-1], shares[shares > now]):
        changed = [s for s in side if first[round(s * 1000)] != own]
        if not changed:
            continue
        far = float(changed[0])
        near = far + (0.001 if far < now else -0.001)
        near = max(near, now) if far > now else min(near, now)
        for _ in range(ROUNDS):
            middle = (near + far) / 2
            if _winners_at(np.array([middle]), found, options, rules)[0] == own:
                near = middle
            else:
                far = middle
        out.append((far, _winners_at(np.array([far]), found, options, rules)[0]))
    return tuple(sorted(out, key=lambda flip: abs(flip[0] - now)))


def _winners_at(shares: Array, found: dict[str, Estimate], options: OptionBook, rules: RuleBook) -> list[str]:
    columns: dict[str, Number] = {name: e.mid for name, e in found.items()}
    columns["share"] = shares
    values = valued(derive(columns, rules), options, rules).values
    ids = sorted(values)
    table = np.stack([np.broadcast_to(np.asarray(values[i]), shares.shape) for i in ids])
    return [ids[k] for k in np.argmax(table, axis=0)]


def _other_values(question: Question, now: Any) -> list[Any]:
    if question.kind == "yes_no":
        values: list[Any] = [True, False]
    elif question.kind == "severity":
        values = [0.0, 1.0, 2.0, 3.0]
    elif question.try_values:
        values = [Duration(**v) if isinstance(v, dict) else v for v in question.try_values]
    else:
        values = [c.value for c in question.choices]
    return [float(v) if isinstance(v, int) and not isinstance(v, bool) else v for v in values if v != now]


def _exact(
    answers: Answers,
    question: Question,
    now: float,
    reached: float,
    winner: str,
    own: str,
    options: OptionBook,
    rules: RuleBook,
    estimate: Callable[[Answers], dict[str, Estimate]],
) -> tuple[float, str]:
    """The nearest number towards *reached* at which the winner changes; whole where the answer counts something."""
    near, far = now, reached
    counts = question.kind in ("count", "severity", "scale")
    for _ in range(ROUNDS):
        middle = (near + far) / 2
        if counts:
            middle = float(round(middle))
            if middle in (near, far):
                break
        found = winners([estimate(with_value(answers, question.field, middle))], options, rules)[0]
        if found == own:
            near = middle
        else:
            far, winner = middle, found
    return far, winner


def share_profile(
    found: dict[str, Estimate], options: OptionBook, rules: RuleBook, *, points: int = 101
) -> tuple[Array, dict[str, Array]]:
    """Value of every option over the project share from 0 to 1, all else as answered.

    Returns:
        Shares of shape (points,), and values of shape (points,) by option.
    """
    shares = np.linspace(0.0, 1.0, points)
    columns: dict[str, Number] = {name: e.mid for name, e in found.items()}
    columns["share"] = shares
    result = valued(derive(columns, rules), options, rules)
    return shares, {name: np.broadcast_to(np.asarray(v), shares.shape) for name, v in result.values.items()}


__all__ = ["Flip", "flips", "share_profile", "winners"]
