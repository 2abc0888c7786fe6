"""What a workshop ends with: the answers of the firm, and what is kept of how it came to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import Field, JsonValue

from advisor.base import Value
from advisor.errors import AnswersError, shown
from advisor.knowledge import Knowledge, check_ids
from advisor.questionnaire.agreed import Discussed, Dissent, Voice, Workshop
from advisor.questionnaire.answers import UNKNOWN, Answers, Range, changed_answers
from advisor.workshop import words
from advisor.workshop.book import WorkshopBook
from advisor.workshop.heard import Heard, hear, question_of
from advisor.workshop.people import PAINS, Person, is_range, is_told, key_of, laid, plain, voice
from advisor.workshop.reveal import Room, room_of
from advisor.workshop.view import Judged, Reveal

How = Literal["settled", "one_mind", "one_told", "middle", "left_open", "not_told"]
"""How an answer came about: the room settled on it; all told the same; one person alone told; not discussed, so the
middle half of what was said stands; not discussed and too far apart, so it stays open; nobody told, so what was told
beforehand stands."""


class Settled(Value):
    """What the room settled on for one question."""

    field: str = Field(max_length=80, description="Dotted; pains.<id> for one pain")
    value: JsonValue = Field(description="As in an answers file; unknown where the room agrees that it does not know")
    note: str = Field(default="", max_length=1000, description="Why, in the room's words")
    dissent: tuple[Dissent, ...] | None = Field(
        default=None, description="Who still sees it differently; None keeps everybody who gave another answer"
    )


class AgreedAnswer(Value):
    """One answer of the result."""

    field: str
    short: str
    how: How
    value: JsonValue
    words: str
    discussed: bool
    sentence: str


class Agreed(Value):
    """The answers of the firm, ready for the advice, and how each asked one came about."""

    answers: Answers
    asked: tuple[AgreedAnswer, ...] = Field(description="In the order in which they were asked, settled pains last")


def agreed_answers(
    base: Answers,
    people: Sequence[Person],
    fields: Sequence[str],
    settled: Sequence[Settled],
    knowledge: Knowledge | None = None,
    *,
    book: WorkshopBook | None = None,
) -> Agreed:
    """The answers that the firm goes on with.

    What the room settled on counts. Where all told the same, that counts. A question that was not discussed keeps what
    the middle half of the room said: one answer, or a range of numbers. Where the middle half has no single answer and
    no range (yes or no, choices), it stays open, since nobody decided it. Pains that were not discussed keep their
    median.

    Args:
        settled: at most one for each field; later ones replace earlier ones.

    Raises:
        AnswersError: as `room_of`, or a settled value cannot be an answer to its question.
    """
    room = room_of(base, people, fields, knowledge, book)
    values = _values(settled, room)
    answers, asked = base, []
    for heard in room.heard():
        how, value = _result(heard, values)
        if value is not None:
            answers = laid(answers, heard.field, value)
        asked.append(_agreed(heard, how, value, room.k))
    for field, value in values.items():
        if field.startswith(f"{PAINS}."):
            answers = laid(answers, field, value)
            asked.append(_agreed(hear(room.people, field, room.book, room.k), "settled", value, room.k))
    return Agreed(answers=check_ids(answers, room.k), asked=tuple(asked))


def _values(settled: Sequence[Settled], room: Room) -> dict[str, Any]:
    """The settled values, typed, by field."""
    out = {}
    for one in settled:
        question = question_of(one.field, room.k)
        head = one.field.partition(".")[0] if one.field.startswith(f"{PAINS}.") else one.field
        if head not in room.fields:
            raise AnswersError(
                f"{shown(one.field)} was not asked in this workshop", where="workshop", do="Settle what was asked."
            )
        if one.value is None:
            raise AnswersError(
                f"{shown(question.short)} is settled on nothing", where="workshop", do="Give a value, or unknown."
            )
        changed = changed_answers(Answers(), {one.field: one.value}, name="workshop")
        check_ids(changed, room.k, name="workshop")
        out[one.field] = _typed(changed, one.field)
    return out


def _typed(changed: Answers, field: str) -> Any:
    if field.startswith(f"{PAINS}."):
        return (changed.pains or {})[field.partition(".")[2]]
    found = voice(changed, field)
    # Pains that nobody can tell are unanswered ones (`Answers`), here said on purpose.
    return {} if field == PAINS and found is None else found


def _result(heard: Heard, values: Mapping[str, Any]) -> tuple[How, Any]:
    if heard.field in values:
        return "settled", values[heard.field]
    if not heard.told:
        return "not_told", None
    if not heard.disputed:
        return ("one_mind" if len(heard.told) > 1 else "one_told"), heard.told[0][1]
    if heard.field == PAINS:
        return "middle", heard.pooled.value
    value = middle_half(heard)
    return ("middle", value) if is_told(value) else ("left_open", UNKNOWN)


def middle_half(heard: Heard) -> Any:
    """What the middle half of those who told said: one answer, a range of numbers, or "unknown" where it is neither.

    Up to four people are all in it; from five on, a quarter of them (rounded down) is left out on either side, so that
    one answer far out does not stretch the range.
    """
    values = [value for _, value in heard.told]
    out = (len(values) - 1) // 4
    if not heard.scale.ordered:
        most = max(heard.given, key=lambda one: sum(one.roles.values()))
        return most.value if len(values) - sum(most.roles.values()) <= out else UNKNOWN
    inside = values[out : len(values) - out]
    if len({key_of(value) for value in inside}) == 1:
        return inside[0]
    if heard.scale.order:
        return UNKNOWN
    return _range(heard, inside)


def _range(heard: Heard, values: Sequence[Any]) -> Any:
    low, high = heard.scale.spread(values)
    if heard.question.kind == "duration":
        return heard.scale.length(low, high)
    return low if low == high else Range(low=low, high=high)


def _agreed(heard: Heard, how: How, value: Any, k: Knowledge) -> AgreedAnswer:
    said = words.said(heard.question, value, k)
    return AgreedAnswer(
        field=heard.field,
        short=heard.question.short,
        how=how,
        value=plain(value),
        words=said,
        discussed=how == "settled",
        sentence=f"{heard.question.short}: {_HOW[how].format(said)}.",
    )


_HOW: dict[How, str] = {
    "settled": "agreed, {}",
    "one_mind": "all who told said the same, {}",
    "one_told": "told by one person only, {}",
    "middle": "not discussed, so it stands as most of you said it, {}",
    "left_open": "not discussed, and you see it differently, so it stays open",
    "not_told": "nobody told, so it stays as it was before",
}


# ---- what is kept ---------------------------------------------------------------------------------------------------


def summary(
    base: Answers,
    people: Sequence[Person],
    fields: Sequence[str],
    settled: Sequence[Settled],
    revealed: Reveal,
    knowledge: Knowledge | None = None,
    *,
    book: WorkshopBook | None = None,
    held_on: str = "",
) -> Workshop:
    """What is kept of the workshop in the answers: roles, voices, agreement, what was agreed and who sees it otherwise.

    Args:
        revealed: what `reveal` said of the same room.
        held_on: YYYY-MM-DD; empty where it is not to be told.

    Raises:
        AnswersError: as `agreed_answers`.
    """
    room = room_of(base, people, fields, knowledge, book)
    values = _values(settled, room)
    notes = {one.field: one for one in settled}
    discussed = []
    for question in revealed.questions:
        rows = [question, *(p for p in question.parts if p.kind not in ("agreed", "open") or p.field in values)]
        discussed += [_discussed(row, notes, values, room) for row in rows]
    there = {row.field for row in discussed}
    for field in values:
        if field not in there:  # a pain that nobody had named
            heard = hear(room.people, field, room.book, room.k)
            discussed.append(_kept(heard, None, False, notes[field], values[field], room.k))
    return Workshop(
        held_on=held_on, people=revealed.people, own_options=revealed.own_options, questions=tuple(discussed)
    )


def _discussed(row: Judged, notes: Mapping[str, Settled], values: Mapping[str, Any], room: Room) -> Discussed:
    heard = hear(room.people, row.field, room.book, room.k)
    return _kept(heard, row.agreement, row.matters, notes.get(row.field), values.get(row.field), room.k)


def _kept(
    heard: Heard, agreement: float | None, matters: bool | None, settled: Settled | None, value: Any, k: Knowledge
) -> Discussed:
    told = [Voice(role=role, value=plain(said)) for role, said in heard.told]
    voices = (*told, *(Voice(role=role, value=UNKNOWN) for role, count in heard.unknown.items() for _ in range(count)))
    return Discussed(
        field=heard.field,
        voices=voices,
        agreement=agreement,
        matters=matters,
        agreed=None if settled is None else plain(value),
        note=settled.note if settled else "",
        dissent=() if settled is None else _dissent(heard, settled, value, k),
    )


def _dissent(heard: Heard, settled: Settled, value: Any, k: Knowledge) -> tuple[Dissent, ...]:
    """Who still sees it differently; unless the room said who, everybody who gave another answer."""
    if settled.dissent is not None:
        return settled.dissent
    return tuple(
        Dissent(role=role, note=f"Said {words.said(heard.question, said, k)}"[:500])
        for role, said in heard.told
        if not _same_view(heard, said, value)
    )


def _same_view(heard: Heard, said: Any, value: Any) -> bool:
    """True where somebody said what was agreed, or a range that holds it."""
    if key_of(said) == key_of(value):
        return True
    if not is_range(said) or not is_told(value):
        return False
    low, high = heard.scale.ends(said)
    return low <= heard.scale.place(value) <= high
