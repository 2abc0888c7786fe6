"""What a room said to one question: who gave which answer, how far they agree, and the answer pooled from all."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from advisor.errors import AnswersError, shown
from advisor.knowledge import Knowledge
from advisor.questionnaire.agreed import Role
from advisor.questionnaire.answers import UNKNOWN, Answers
from advisor.questionnaire.question import Question
from advisor.workshop.book import ASKABLE, WorkshopBook
from advisor.workshop.consensus import consensus, sameness
from advisor.workshop.people import PAINS, Person, is_range, is_told, key_of, laid, voice
from advisor.workshop.scale import Scale, greatest_change, scale_of


class GivenBy(NamedTuple):
    """One answer that somebody gave, and how many of each role gave it."""

    value: Any
    roles: dict[Role, int]


class Pool(NamedTuple):
    """One answer from all; *value* is None where nobody told anything, "unknown" where a tie leaves it open."""

    value: Any
    tie: tuple[Any, ...] = ()
    """The answers that came out even, in the order of the question."""


@dataclass(frozen=True)
class Heard:
    """Everything that was said to one question; what follows from it is worked out once."""

    field: str
    scale: Scale
    told: tuple[tuple[Role, Any], ...]
    """Answers other than "unknown", from one end of the scale to the other."""
    unknown: dict[Role, int]
    """Who did not know."""
    silent: dict[Role, int]
    """Who said nothing at all, or was not asked."""

    @property
    def question(self) -> Question:
        """The question itself; for one pain, one on its severity."""
        return self.scale.question

    @cached_property
    def given(self) -> tuple[GivenBy, ...]:
        """The different answers, from one end of the scale to the other."""
        seen: dict[str, GivenBy] = {}
        for role, value in self.told:
            roles = seen.setdefault(key_of(value), GivenBy(value, {})).roles
            roles[role] = roles.get(role, 0) + 1
        return tuple(seen.values())

    @property
    def disputed(self) -> bool:
        """True where two people gave different answers."""
        return len(self.given) > 1

    @cached_property
    def pooled(self) -> Pool:
        """One answer from all who told, as `pool` says."""
        return pool(self)

    @cached_property
    def agreement(self) -> float | None:
        """0 opposed to 1 of one mind; None where fewer than two told."""
        return _agreement(self) if len(self.told) > 1 else None

    def distance(self, a: Any, b: Any) -> float:
        """How far two of the answers lie apart, 0 to 1."""
        if self.field == PAINS:
            return greatest_change(a, b, severity_scale(self.scale))
        return self.scale.distance(a, b)


def question_of(field: str, k: Knowledge) -> Question:
    """The question behind a field; for `pains.<id>` one on the severity of that pain.

    Raises:
        AnswersError: there is no such question, or a room cannot be asked it.
    """
    head, _, one = field.partition(".")
    if head == PAINS and one in k.pains:
        label = k.pains[one].label
        return Question(
            field=field, step="pains", kind="severity", ask=label, short=label, why=k.pains[one].hint, least=0, most=3
        )
    for question in k.questionnaire.questions:
        if question.field == field and question.kind in ASKABLE:
            return question
    raise AnswersError(
        f"{shown(field)} is no question for a room", where="workshop", do="Use one of those in data/workshop.yaml."
    )


def hear(people: Iterable[Person], field: str, book: WorkshopBook, k: Knowledge) -> Heard:
    """What *people* said to one question.

    Raises:
        AnswersError: as `question_of`.
    """
    scale = scale_of(question_of(field, k), book.by_field.get(field))
    told: list[tuple[Role, Any]] = []
    unknown: Counter[Role] = Counter()
    silent: Counter[Role] = Counter()
    for person in people:
        value = voice(person.answers, field)
        if is_told(value):
            told.append((person.role, value))
        else:
            (silent if value is None else unknown)[person.role] += 1
    roles = list(book.by_role)
    told.sort(key=lambda one: (_rank(scale, one[1]), key_of(one[1]), roles.index(one[0])))
    return Heard(field, scale, tuple(told), _by_role(unknown, roles), _by_role(silent, roles))


def _by_role(counts: Mapping[Role, int], roles: Sequence[Role]) -> dict[Role, int]:
    return {role: counts[role] for role in roles if counts.get(role)}


def _rank(scale: Scale, value: Any) -> float:
    """What answers are sorted by: their number, or the place of a choice in the form."""
    if scale.question.kind == "pains":
        return 0.0
    if scale.ordered:
        return scale.number(value)
    return float(_listed(scale.question).index(value))


def _listed(question: Question) -> list[Any]:
    """The answers without an order as they stand in the form."""
    return [True, False] if question.kind == "yes_no" else [choice.value for choice in question.choices]


def parts_of(people: Sequence[Person], book: WorkshopBook, k: Knowledge) -> tuple[Heard, ...]:
    """What was said to each pain that somebody named, in the order of the list."""
    named = {name for person in people for name in voice(person.answers, PAINS) or ()}
    return tuple(hear(people, f"{PAINS}.{name}", book, k) for name in k.pains if name in named)


# ---- agreement ------------------------------------------------------------------------------------------------------


def _agreement(heard: Heard) -> float | None:
    if heard.field == PAINS:
        return _agreement_on_pains(heard)
    values = [value for _, value in heard.told]
    if heard.scale.ordered:
        return consensus([heard.scale.place(value) for value in values])
    return sameness(list(Counter(map(key_of, values)).values()), heard.scale.kinds)


def _agreement_on_pains(heard: Heard) -> float:
    """The mean over every pain that somebody named; 1 where nobody named any."""
    severity = severity_scale(heard.scale)
    found = []
    for name in sorted({name for _, pains in heard.told for name in pains}):
        told = [how for how in (pains.get(name, 0.0) for _, pains in heard.told) if is_told(how)]
        if len(told) > 1:
            found.append(consensus([severity.place(how) for how in told]))
    return math.fsum(found) / len(found) if found else 1.0


def severity_scale(pains: Scale) -> Scale:
    """The scale of one pain, from the question that asks for all of them."""
    return scale_of(pains.question.model_copy(update={"kind": "severity"}), None)


# ---- pooling --------------------------------------------------------------------------------------------------------


def pool(heard: Heard) -> Pool:
    """One answer from all who told.

    The same answer from everybody stays as it is. Numbers and ordered choices give their median (half way between the
    middle two), other choices the one that most gave, pains the median severity of each, with 0 from whoever did not
    name it. A tie is told and stays open: no side of it is guessed.
    """
    if not heard.told:
        return Pool(None)
    if not heard.disputed:
        return Pool(heard.told[0][1])
    if heard.field == PAINS:
        return Pool(_pooled_pains(heard))
    if not heard.scale.ordered:
        return _majority(heard)
    return _median(heard)


def _median(heard: Heard) -> Pool:
    numbers = [heard.scale.number(value) for _, value in heard.told]
    below, above = numbers[(len(numbers) - 1) // 2], numbers[len(numbers) // 2]
    scale = heard.scale
    if below == above:
        # As it was said, where somebody said exactly this; the middle of a range is nobody's own answer.
        exact = [v for _, v in heard.told if scale.number(v) == below and not is_range(v)]
        return Pool(exact[0] if exact else scale.answer(below))
    if not scale.order:
        return Pool(scale.answer(scale.half_way(below, above)))
    if (above - below) % 2:  # two choices with none, or with two, between them
        return Pool(UNKNOWN, (scale.answer(below), scale.answer(above)))
    return Pool(scale.answer((below + above) / 2))


def _majority(heard: Heard) -> Pool:
    given = heard.given
    most = max(sum(one.roles.values()) for one in given)
    first = [one.value for one in given if sum(one.roles.values()) == most]
    return Pool(first[0]) if len(first) == 1 else Pool(UNKNOWN, tuple(first))


def _pooled_pains(heard: Heard) -> dict[str, Any]:
    severity = severity_scale(heard.scale)
    pooled: dict[str, Any] = {}
    for name in sorted({name for _, pains in heard.told for name in pains}):
        told = [how for how in (pains.get(name, 0.0) for _, pains in heard.told) if is_told(how)]
        numbers = sorted(severity.number(how) for how in told)
        if not numbers:
            pooled[name] = UNKNOWN
            continue
        middle = (numbers[(len(numbers) - 1) // 2] + numbers[len(numbers) // 2]) / 2
        if middle > 0:
            pooled[name] = middle
    return pooled


def pooled_answers(base: Answers, heard: Iterable[Heard]) -> Answers:
    """*base* with the pooled answer to every question that somebody told."""
    for one in heard:
        value = one.pooled.value
        if value is not None:
            base = laid(base, one.field, value)
    return base
