"""The question sheet for people without a phone, in plain parts for whoever prints it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from advisor.base import Value
from advisor.knowledge import Knowledge, load_knowledge
from advisor.questionnaire.pains import Pain, PainSide
from advisor.questionnaire.question import Question
from advisor.workshop.book import WorkshopBook, load_workshop_book
from advisor.workshop.heard import question_of
from advisor.workshop.people import SPLIT

DONT_KNOW = "I don't know"

SIDES: dict[PainSide, str] = {
    "customer": "Leads and customers",
    "project": "Projects",
    "job": "Jobs and calls",
    "joining": "Between office and field",
    "adoption": "People and change",
}


class Row(Value):
    """One line of a grid: what is judged, and an example in people's own words."""

    label: str
    hint: str = ""


class Grid(Value):
    """Lines with the same boxes behind each."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


class SheetItem(Value):
    """One question on paper."""

    number: int
    question: str
    hint: str = Field(default="", description="How to answer it, in a few words")
    form: Literal["boxes", "blank", "grid"]
    boxes: tuple[str, ...] = Field(default=(), description="One of these is ticked; the last one is not knowing")
    before: str = Field(default="", description="Words before the blank line")
    after: str = Field(default="", description="Words behind the blank line: the unit")
    grids: tuple[Grid, ...] = ()


class Sheet(Value):
    """The whole sheet."""

    title: str
    intro: tuple[str, ...]
    role_question: str
    roles: tuple[Row, ...]
    items: tuple[SheetItem, ...]
    closing: str


def question_sheet(
    fields: Sequence[str],
    knowledge: Knowledge | None = None,
    *,
    book: WorkshopBook | None = None,
    title: str = "",
) -> Sheet:
    """The sheet for these questions, in this order.

    Args:
        fields: what is asked, dotted, as `proposed_fields` gives it.
        title: what stands on top, such as the name of the firm; text from outside is data and never markup.

    Raises:
        AnswersError: a field is no question for a room.
    """
    k, book = knowledge or load_knowledge(), book or load_workshop_book()
    items = tuple(_item(number, question_of(field, k), k) for number, field in enumerate(fields, start=1))
    return Sheet(
        title=title or "Your view of the work",
        intro=(
            "Answer for yourself, without talking it over. There are no right answers: where views differ is what we "
            "are here to learn.",
            "Leave your name off. Your answers are shown by what you do in the firm. If you are the only one who does "
            "it, the others can tell what you said.",
            "Not knowing is an answer. So is a range: write 20 to 30 where you are not sure.",
        ),
        role_question="What do you do in the firm?",
        roles=tuple(Row(label=entry.label, hint=entry.who) for entry in book.roles),
        items=items,
        closing="Fold it and hand it in. Thank you.",
    )


def _item(number: int, question: Question, k: Knowledge) -> SheetItem:
    ask, kind = question.ask, question.kind
    if question.field == SPLIT:
        return SheetItem(
            number=number, question=ask, form="blank", before="Projects:",
            hint="A project has a contract and phases. A job is sent out, done and billed. Roughly, by revenue.",
            after="% of the work. The rest is jobs and calls.",
            boxes=(DONT_KNOW,),
        )  # fmt: skip
    if kind == "pains":
        return SheetItem(
            number=number, question=ask, form="grid", grids=_pains(k),
            hint="Tick what hurts and how badly. Leave the rest alone.",
        )  # fmt: skip
    if kind in ("choice", "scale"):
        labels = tuple(choice.label for choice in question.choices)
        return SheetItem(number=number, question=ask, form="boxes", boxes=(*labels, DONT_KNOW))
    if kind == "severity":
        return SheetItem(
            number=number, question=ask, form="boxes", boxes=("None", "Some", "Strong", "Severe", DONT_KNOW)
        )
    if kind == "yes_no":
        return SheetItem(number=number, question=ask, form="boxes", boxes=("Yes", "No", DONT_KNOW))
    if kind == "duration":
        return SheetItem(
            number=number, question=ask, form="blank", hint="Circle one.", after="hours / days / weeks / months",
            boxes=(DONT_KNOW,),
        )  # fmt: skip
    money, share = kind == "money", kind == "share"
    after = "a month" if money else "%" if share else question.unit or ""
    return SheetItem(
        number=number, question=ask, form="blank", before="$" if money else "", after=after, boxes=(DONT_KNOW,)
    )


def _pains(k: Knowledge) -> tuple[Grid, ...]:
    def row(pain: Pain) -> Row:
        return Row(label=pain.label, hint=pain.hint)

    return tuple(
        Grid(
            title=title,
            columns=("Some", "Strong", "Severe"),
            rows=tuple(row(pain) for pain in k.pains.values() if pain.side == side),
        )
        for side, title in SIDES.items()
        if any(pain.side == side for pain in k.pains.values())
    )
