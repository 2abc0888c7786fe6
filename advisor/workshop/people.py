"""Who takes part, known by role only, and what their answers are laid over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from advisor.base import Value
from advisor.questionnaire.agreed import Role
from advisor.questionnaire.answers import UNKNOWN, Answers, Duration, Range
from advisor.questionnaire.flow import value_at, with_value

PAINS = "pains"
SPLIT = "work.project_share"


class Person(Value):
    """Somebody who answered: what they do, and what they said. No name."""

    role: Role
    answers: Answers


def voice(answers: Answers, field: str) -> Any:
    """The answer to a question of a workshop: told, "unknown", or None where nothing was said.

    Args:
        field: dotted, as in an answers file; `pains.<id>` is one pain, and not to name it is to say none (0).
    """
    head, _, one = field.partition(".")
    if head == PAINS and one:
        if answers.pains is None:
            return None
        severity = answers.pains.get(one, 0.0)
        return UNKNOWN if severity is None else severity
    value = value_at(answers, field)
    if isinstance(value, Duration) and value.value == UNKNOWN:
        return UNKNOWN
    if field == PAINS and value is not None:
        # A pain that is named as none says the same as one that is not named.
        return {name: how for name, how in sorted(value.items()) if how != 0}
    return value


def is_told(value: Any) -> bool:
    """True where something was said other than "unknown"."""
    return value is not None and value != UNKNOWN


def is_range(value: Any) -> bool:
    """True for a range of numbers or of lengths."""
    return isinstance(value.value if isinstance(value, Duration) else value, Range)


def laid(answers: Answers, field: str, value: Any) -> Answers:
    """*answers* with *value* for one question; a told split takes the place of listed kinds of work.

    Args:
        value: typed as in `Answers`.
    """
    head, _, one = field.partition(".")
    if head == PAINS and one:
        return with_value(answers, PAINS, {**(answers.pains or {}), one: value})
    if field == SPLIT and is_told(value) and answers.work.streams:
        answers = with_value(answers, "work.streams", ())
    return with_value(answers, field, value)


def laid_over(base: Answers, own: Answers, fields: Iterable[str]) -> Answers:
    """What one person sees: *base* with their answers to the questions of the workshop in its place.

    Not knowing says nothing about the firm, so what *base* holds stays where a person did not know.
    """
    for field in fields:
        value = voice(own, field)
        if is_told(value):
            base = laid(base, field, value)
    return base


def plain(value: Any) -> Any:
    """A typed answer as it stands in an answers file."""
    if isinstance(value, Mapping):
        return {name: plain(how) for name, how in sorted(value.items())}
    return value.model_dump(mode="json") if isinstance(value, Value) else value


def key_of(value: Any) -> str:
    """One text for each different answer: what tells answers apart and puts them in order."""
    return json.dumps(plain(value), sort_keys=True)


def in_order(people: Iterable[Person], fields: Sequence[str], roles: Sequence[Role]) -> tuple[Person, ...]:
    """The people by role and by what they said, so that the order in which they joined is lost."""
    return tuple(sorted(people, key=lambda p: (roles.index(p.role), *(key_of(voice(p.answers, f)) for f in fields))))
