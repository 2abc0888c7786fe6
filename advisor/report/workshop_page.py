"""The workshop page: who took part by role, where views differed, what was agreed and who still sees it differently."""

from __future__ import annotations

from collections import Counter
from typing import Any

from advisor.advice import Advice
from advisor.errors import AnswersError
from advisor.knowledge import Knowledge
from advisor.questionnaire.agreed import Discussed, Role, Workshop
from advisor.questionnaire.answers import UNKNOWN, answers_from
from advisor.questionnaire.question import Question
from advisor.report.blocks import Block, Column, Heading, Paragraph, Point, Points, Section, Table
from advisor.report.citations import Citations
from advisor.report.vendor_facts import upper_first
from advisor.report.words import date_text, listed, many, plain
from advisor.workshop import load_workshop_book
from advisor.workshop.book import WorkshopBook
from advisor.workshop.heard import question_of
from advisor.workshop.people import key_of, voice
from advisor.workshop.words import roles_words, said

AGREEMENT = "consensus_2007"
"""Source of the measure of agreement, as in `data/sources.yaml`."""


LONGEST = 120
"""Characters that are printed of an answer which the question does not know."""


def workshop_page(advice: Advice, k: Knowledge, cited: Citations) -> Section | None:
    """The page; None where no workshop was held."""
    held = advice.answers.workshop
    if held is None:
        return None
    book = load_workshop_book()
    blocks: list[Block] = [Paragraph(text=_who(held, book), look="lead")]
    if held.own_options:
        blocks.append(Paragraph(text=_own(held, k)))
    apart = [q for q in held.questions if _differs(q)]
    if apart:
        matters = sum(1 for q in apart if q.matters)
        text = (
            f"Views differed on {many(len(apart), 'question')}. On {matters or 'none'} of them an answer somebody gave "
            "would change the software by itself."
        )
        blocks.append(Paragraph(text=text, leads=True))
        blocks.append(_table(apart, book, k))
        note = (
            "Agreement runs from 0, two camps at opposite ends, to 1, one mind (Tastle and Wierman 2007; for questions "
            "without an order, the share of pairs who said the same)."
        )
        blocks.append(Paragraph(text=note, look="muted", refs=cited.of([AGREEMENT])))
    notes = tuple(
        Point(title=_asked(q.field, k).short, text=q.note) for q in held.questions if q.note
    )  # fmt: skip
    if notes:
        blocks += [Heading(text="Why the room agreed so"), Points(items=notes, look="wide")]
    dissent = tuple(
        Point(title=f"{_asked(q.field, k).short}, {roles_words({d.role: 1}, book)}", text=d.note or "no reason given")
        for q in held.questions
        for d in q.dissent
    )
    if dissent:
        blocks += [Heading(text="Who still sees it differently"), Points(items=dissent, look="wide")]
    alike = [_asked(q.field, k).short for q in held.questions if not _differs(q) and len(q.voices) > 1]
    if alike:
        blocks.append(Paragraph(text=f"Of one view from the start: {listed(alike)}.", look="muted"))
    return Section(title="What the workshop found", blocks=tuple(blocks), new_page=True)


def _who(held: Workshop, book: WorkshopBook) -> str:
    people = sum(held.people.values())
    order = [entry.id for entry in book.roles]
    roles = {role: held.people[role] for role in sorted(held.people, key=order.index) if held.people[role]}
    day = f" on {date_text(held.held_on)}" if held.held_on else ""
    return f"{many(people, 'person', 'people')} took part{day}: {roles_words(roles, book)}."


def _own(held: Workshop, k: Knowledge) -> str:
    names = {option.id: option.name for option in k.option_book.options}
    ranked = sorted(held.own_options.items(), key=lambda one: (-one[1], one[0]))
    told = listed(f"{names.get(option, option)} for {count}" for option, count in ranked)
    return f"With each person's own answers, this came first: {told}."


def _differs(question: Discussed) -> bool:
    return len({key_of(voice.value) for voice in question.voices}) > 1


def _table(questions: list[Discussed], book: WorkshopBook, k: Knowledge) -> Table:
    ordered = sorted(questions, key=lambda q: (not q.matters, q.agreement if q.agreement is not None else 2.0))
    rows = tuple(
        (
            _asked(q.field, k).short,
            _views(q, book, k),
            "too few told" if q.agreement is None else f"{q.agreement:.2f}",
            "not known" if q.matters is None else "yes" if q.matters else "no",
            _agreed(q, k),
        )
        for q in ordered
    )
    return Table(
        columns=(
            Column(title="Question", share=1.2),
            Column(title="Who said what", share=3.2),
            Column(title="Agreement", share=0.9, align="right"),
            Column(title="Decides", share=0.8),
            Column(title="Agreed on", share=1.5),
        ),
        rows=rows,
        fine=True,
    )


def _views(question: Discussed, book: WorkshopBook, k: Knowledge) -> str:
    """Each different answer with who gave it, the one that most gave first."""
    asked = _asked(question.field, k)
    given: dict[str, tuple[Any, Counter[Role]]] = {}
    for one in question.voices:
        given.setdefault(key_of(one.value), (one.value, Counter()))[1][one.role] += 1
    order = [entry.id for entry in book.roles]
    parts = []
    for value, roles in sorted(given.values(), key=lambda one: (-one[1].total(), key_of(one[0]))):
        by_role = {role: roles[role] for role in sorted(roles, key=order.index)}
        parts.append(f"{_said(asked, value, k)}: {roles_words(by_role, book)}")
    return upper_first(f"{'; '.join(parts)}.")


def _asked(field: str, k: Knowledge) -> Question:
    """The question; one of that name where a file tells of a question that the form does not have."""
    try:
        return question_of(field, k)
    except AnswersError:
        short = plain(field.rpartition(".")[2].replace("_", " ")).capitalize()
        return Question(field=field, step="", kind="count", ask=short, why="", short=short)


def _said(asked: Question, value: Any, k: Knowledge) -> str:
    typed = _typed(asked.field, value)
    return "did not know" if typed in (None, UNKNOWN) else _words(asked, typed, k)


def _words(asked: Question, value: Any, k: Knowledge) -> str:
    """An answer in words; as it was written where it is none that the question knows."""
    try:
        return said(asked, value, k)
    except (ValueError, TypeError, LookupError, AttributeError):
        return plain(str(value), limit=LONGEST)


def _agreed(question: Discussed, k: Knowledge) -> str:
    if question.agreed is None:
        return "left open"
    asked = _asked(question.field, k)
    return _words(asked, _typed(question.field, question.agreed), k)


def _typed(field: str, value: Any) -> Any:
    """A value of an answers file as the answers hold it; as it stands where it is no answer to that question."""
    head, _, rest = field.partition(".")
    try:
        return voice(answers_from({head: {rest: value} if rest else value}), field)
    except AnswersError:
        return value
