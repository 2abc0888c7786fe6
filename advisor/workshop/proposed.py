"""Which questions to ask this room: those that tell most about the advice for this firm and were not settled before."""

from __future__ import annotations

from pydantic import Field

from advisor.base import Value
from advisor.knowledge import Knowledge, load_knowledge
from advisor.questionnaire.agreed import Role
from advisor.questionnaire.answers import Answers, Duration, Range
from advisor.questionnaire.flow import is_open, value_at, with_value
from advisor.scoring.facts import estimates
from advisor.scoring.next_question import outlook
from advisor.scoring.quick import applying
from advisor.workshop.book import Asked, WorkshopBook, load_workshop_book
from advisor.workshop.people import SPLIT


class Proposed(Value):
    """One question that a workshop may ask."""

    field: str
    short: str
    ask: str
    differ: str = Field(description="Why people of one firm answer it differently")
    may_not_know: tuple[Role, ...] = Field(description="Roles for whom not knowing is a good answer")
    expected_reduction: float = Field(
        ge=0, description="Uncertainty about the kind of software that an answer removes where none was given, bits"
    )
    chance: float = Field(ge=0, le=1, description="Chance that its answer alone gives another kind of software")
    chosen: bool = Field(description="True where it is proposed; the facilitator may choose otherwise")
    reason: str = Field(description="Why it is proposed or not, in one sentence")


def proposed_questions(
    base: Answers, knowledge: Knowledge | None = None, *, book: WorkshopBook | None = None, most: int | None = None
) -> tuple[Proposed, ...]:
    """Every question that could be asked of this room, in the order in which people get them, with those proposed.

    A question is judged as if nobody had answered any of them: by how much of the uncertainty about the kind of
    software its answer is expected to remove (`scoring.next_question`). What was told beforehand for sure is left out,
    except for the questions on which a room is always asked.

    Args:
        base: what was told before the workshop.
        most: how many to propose at most; as in `data/workshop.yaml` when left out.

    Raises:
        AnswersError: a trade, pain, capability or vendor id does not exist.
    """
    k, book = knowledge or load_knowledge(), book or load_workshop_book()
    most = book.most if most is None else most
    blank = base
    for one in book.questions:
        if one.field != SPLIT or not _settled(base, one):
            blank = with_value(blank, one.field, None)
            blank = with_value(blank, "work.streams", ()) if one.field == SPLIT else blank
    # Which questions make sense may hang on the split, which the room is still to tell.
    here = {question.field: question for question in applying(blank, k)}
    asked = [one for one in book.questions if one.field in here]
    ahead = {o.question: o for o in outlook(estimates(blank, k)[0], set(here), k.option_book, k.rule_book).questions}
    gain = {one.field: ahead[one.field].expected_reduction if one.field in ahead else 0.0 for one in asked}
    wanted = [one for one in asked if not _settled(base, one)]
    # Those always asked first, then by what they tell; the order of the file decides between equals.
    wanted.sort(key=lambda one: (not one.keep, -gain[one.field]))
    chosen = {one.field for one in wanted[:most]}
    return tuple(
        Proposed(
            field=one.field,
            short=here[one.field].short,
            ask=here[one.field].ask,
            differ=one.differ,
            may_not_know=one.may_not_know,
            expected_reduction=gain[one.field],
            chance=ahead[one.field].chance if one.field in ahead else 0.0,
            chosen=one.field in chosen,
            reason=_reason(base, one, chosen=one.field in chosen, gain=gain[one.field]),
        )
        for one in asked
    )


def proposed_fields(
    base: Answers, knowledge: Knowledge | None = None, *, book: WorkshopBook | None = None, most: int | None = None
) -> tuple[str, ...]:
    """The fields of the questions that are proposed, in the order in which people get them."""
    return tuple(one.field for one in proposed_questions(base, knowledge, book=book, most=most) if one.chosen)


def _settled(base: Answers, one: Asked) -> bool:
    """True where the answer is known for sure, so that a room would only repeat it."""
    if one.field == SPLIT and base.work.measured_share is not None:
        measured = base.work.measured
        return measured is not None and measured.can_tell
    return not one.keep and _told_exactly(base, one.field)


def _told_exactly(base: Answers, field: str) -> bool:
    value = value_at(base, field)
    inside = value.value if isinstance(value, Duration) else value
    return not is_open(base, field) and not isinstance(inside, Range)


ALWAYS = "Always worth asking each person for themselves."
TELLING = 0.02
"""Bits from which on a question is said to tell much (judgement): a fiftieth of one yes or no about the software."""


def _reason(base: Answers, one: Asked, *, chosen: bool, gain: float) -> str:
    if not chosen and _settled(base, one):
        return "Measured from your records." if one.field == SPLIT else "Told beforehand."
    if not chosen:
        return "Tells less about the software than the others."
    if one.keep:
        return ALWAYS
    if gain >= TELLING:
        return "Tells much about which software fits."
    return "Seldom changes the software, but says how ready you are and what the software must do."
