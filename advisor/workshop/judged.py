"""One question as the reveal shows it: answers, agreement, what it does to the advice, and a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from advisor.knowledge import Knowledge
from advisor.questionnaire.agreed import Role
from advisor.scoring.sureness import CertaintyWord
from advisor.wording import within
from advisor.workshop import words
from advisor.workshop.book import WorkshopBook
from advisor.workshop.heard import Heard
from advisor.workshop.matters import Tried
from advisor.workshop.people import plain
from advisor.workshop.view import KINDS, GivenAnswer, Judged, Kind, Mark, Named


class Ground(NamedTuple):
    """What every question is judged by."""

    first: str
    """Option that the pooled answers put first."""
    certainty: CertaintyWord
    together: tuple[str, ...]
    """Fields of the smallest pair that changes the software; empty where there is none."""
    book: WorkshopBook
    k: Knowledge


def named(option: str, k: Knowledge) -> Named:
    """An option with its name."""
    entry = k.option_book.by_id[option]
    return Named(option=option, name=entry.name, category=entry.category)


def judged(
    heard: Heard,
    tries: Sequence[Tried],
    certain: Sequence[CertaintyWord],
    ground: Ground,
    parts: tuple[Judged, ...] = (),
) -> Judged:
    """One question as the reveal shows it.

    Args:
        tries: every answer given to it, in the order of `heard.given`.
        certain: how sure the advice would be with each of them; empty where that was not worked out.
        parts: the single pains.
    """
    k, question, pooled = ground.k, heard.question, heard.pooled
    kind = _kind(heard, tries, certain, ground, parts)
    asked = ground.book.by_field.get(heard.field)
    few = len(heard.told) < 2
    return Judged(
        field=heard.field,
        short=question.short,
        ask=question.ask,
        kind=kind,
        differ=asked.differ if asked else "",
        told=len(heard.told),
        unknown=heard.unknown,
        silent=heard.silent,
        given=tuple(
            GivenAnswer(
                value=plain(one.given.value),
                words=words.said(question, one.given.value, k),
                roles=one.given.roles,
                first=named(one.option, k),
                changes=one.option != ground.first,
                certainty=certain[place] if certain else None,
            )
            for place, one in enumerate(tries)
        ),
        marks=_marks(heard),
        pooled=plain(pooled.value),
        pooled_words="open" if pooled.tie else words.said(question, pooled.value, k),
        tie=tuple(words.said(question, one, k) for one in pooled.tie),
        agreement=None if heard.agreement is None else round(heard.agreement, 4),
        matters=None if few else kind == "decides",
        sentence=_sentence(heard, kind, tries, certain, ground, parts),
        parts=in_order(parts),
    )


def in_order(questions: Sequence[Judged]) -> tuple[Judged, ...]:
    """What matters first; within a kind the least agreed on, else as asked."""
    return tuple(sorted(questions, key=lambda q: (KINDS.index(q.kind), 2.0 if q.agreement is None else q.agreement)))


def _kind(
    heard: Heard, tries: Sequence[Tried], certain: Sequence[CertaintyWord], ground: Ground, parts: Sequence[Judged]
) -> Kind:
    if len(heard.told) < 2:
        return "open"
    if not heard.disputed:
        return "agreed"
    if any(one.option != ground.first for one in tries) or any(part.kind == "decides" for part in parts):
        return "decides"
    if heard.field in ground.together:
        return "together"
    return "how_sure" if any(word != ground.certainty for word in certain) else "disputed"


def _marks(heard: Heard) -> tuple[Mark, ...]:
    if not heard.scale.ordered or heard.question.kind == "pains":
        return ()
    marks = []
    for role, value in heard.told:
        low, high = heard.scale.ends(value)
        marks.append(Mark(role=role, place=heard.scale.place(value), low=low, high=high))
    return tuple(marks)


def _sentence(
    heard: Heard,
    kind: Kind,
    tries: Sequence[Tried],
    certain: Sequence[CertaintyWord],
    ground: Ground,
    parts: Sequence[Judged],
) -> str:
    book, k, question = ground.book, ground.k, heard.question
    given = [(words.said(question, one.value, k), one.roles) for one in heard.given]
    after = []
    if kind == "open":
        after.append(words.few_words(question, given, book))
    elif kind == "agreed":
        after.append(f"{question.short}: of one mind, {given[0][0]}.")
    else:
        views = words.views_words(question, given, book)
        after.append(f"{views}, {_effect(heard, kind, tries, certain, ground, parts)}.")
    pooled = heard.pooled
    if pooled.tie:
        after.append(words.tie_words([words.said(question, one, k) for one in pooled.tie]))
    if heard.unknown:
        after.append(words.unknown_words(heard.unknown, book))
    return " ".join(after)


def _effect(
    heard: Heard,
    kind: Kind,
    tries: Sequence[Tried],
    certain: Sequence[CertaintyWord],
    ground: Ground,
    parts: Sequence[Judged],
) -> str:
    k, now = ground.k, ground.k.option_book.by_id[ground.first].name
    if kind == "decides":
        turns = _turns(heard, tries, ground)
        if turns:
            return words.decides_words(heard.question, turns, now, ground.book)
        deciding = [within(part.short) for part in parts if part.kind == "decides"]
        return f"and it decides: what you say to {words.listed(deciding)} changes what comes first"
    if kind == "together":
        other = next(field for field in ground.together if field != heard.field)
        short = within(next(q.short for q in k.questionnaire.questions if q.field == other))
        return f"but only together with {short} does an answer change the software"
    if kind == "how_sure":
        words_of: dict[CertaintyWord, list[str]] = {}
        for one, word in zip(tries, certain, strict=True):
            if word != ground.certainty:
                words_of.setdefault(word, []).append(words.said(heard.question, one.given.value, k))
        return words.how_sure_words(heard.question, list(words_of.items()), ground.certainty)
    return "but each of these answers gives the same software"


def _turns(heard: Heard, tries: Sequence[Tried], ground: Ground) -> list[tuple[str, list[str], Mapping[Role, int]]]:
    """The options that answers change to, those nearest to the pooled answer first."""
    turns: dict[str, tuple[list[str], dict[Role, int]]] = {}
    for one in sorted(tries, key=lambda t: t.far):
        if one.option != ground.first:
            said, roles = turns.setdefault(one.option, ([], {}))
            said.append(words.said(heard.question, one.given.value, ground.k))
            for role, count in one.given.roles.items():
                roles[role] = roles.get(role, 0) + count
    in_book = list(ground.book.by_role)
    return [
        (ground.k.option_book.by_id[option].name, said, {r: roles[r] for r in in_book if r in roles})
        for option, (said, roles) in turns.items()
    ]
