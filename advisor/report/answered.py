"""Your answers: everything that was told, as it was told, so that the advice can be recomputed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from advisor import wording
from advisor.advice import Advice
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import Answers, Signals, Tool
from advisor.questionnaire.flow import value_at
from advisor.questionnaire.question import Question
from advisor.report.blocks import Column, Paragraph, Section, Table
from advisor.report.words import listed, plain

TEXT_SHOWN = 600
"""Characters of free text that are printed; the answers file holds all of it."""

SECTIONS = ("company", "work", "friction", "sales", "team", "today", "limits")

BASIS = {"revenue": "by revenue", "hours": "by labor hours", "count": "by number of pieces", "volume": "by volume"}

OWN_LABELS = {
    "company.name": "Company",
    "company.field_staff": "Field staff",
    "company.office_staff": "Office staff",
    "company.revenue_usd_year": "Revenue a year",
    "company.project_managers": "Project managers",
    "work.basis": "The split is",
    "work.average_value_usd": "Average value",
    "work.projects_at_once": "Projects at once",
    "work.project_types": "Kinds of project",
    "sales.open_quotes": "Open quotes",
    "sales.customer_base": "Customers on file",
    "sales.sales_led": "Led by selling",
    "limits.must_have": "Must have",
    "limits.must_integrate": "Must connect to",
    "limits.exclude_vendors": "Left out",
}
"""Labels of fields that no question asks in the form."""


def your_answers(advice: Advice, k: Knowledge) -> Section:
    """A line for everything that was answered, in the order of the form; kinds of work stand with the split."""
    answers = advice.answers
    rows = tuple(told_rows(answers, k))
    blocks: list[Paragraph | Table] = []
    if rows:
        columns = (Column(title="Asked", share=1.15), Column(title="Answered", share=1))
        blocks.append(Table(columns=columns, rows=rows, halves=True, fine=True))
    else:
        blocks.append(Paragraph(text="Nothing was answered, so the advice rests on what is usual."))
    if answers.pains_text:
        blocks.append(Paragraph(text=f"In your own words: {plain(answers.pains_text, limit=TEXT_SHOWN)}"))
    return Section(title="Your answers", blocks=tuple(blocks))


def told_rows(answers: Answers, k: Knowledge, sections: tuple[str, ...] = SECTIONS) -> Iterator[tuple[str, str]]:
    """Label and words of everything that was answered in these sections of the answers, in the order of the form."""
    questions = {q.field: q for q in k.questionnaire.questions}
    fields = [f"{s}.{f}" for s in sections for f in type(getattr(answers, s)).model_fields]
    order = {field: place for place, field in enumerate(questions)}
    for field in sorted(fields, key=lambda f: (SECTIONS.index(f.partition(".")[0]), order.get(f, len(order)))):
        if field in ("work.streams", "work.measured"):
            continue
        value = value_at(answers, field)
        if (
            value is None
            or value == ()
            or (isinstance(value, Signals) and all(told is None for told in value.model_dump().values()))
        ):
            continue
        question = questions.get(field)
        yield _label(field, question), plain(_words(field, question, value, k))
    for name, severity in (answers.pains or {}).items() if sections == SECTIONS else ():
        pain = k.pains[name].label if name in k.pains else name
        yield f"Pain: {pain}", wording.answer_words(SEVERITY, severity)


def _label(field: str, question: Question | None) -> str:
    if question is not None:
        return question.short
    return OWN_LABELS.get(field) or field.rpartition(".")[2].replace("_", " ").capitalize()


def _words(field: str, question: Question | None, value: Any, k: Knowledge) -> str:
    if value == "unknown":
        return "asked, not known"
    if isinstance(value, Signals):
        return _signals(value)
    if field == "work.project_share":
        return f"{wording.answer_words(question or COUNT, value)} projects"
    if field == "work.basis":
        return BASIS.get(str(value), str(value))
    if isinstance(value, tuple):
        return listed(_entry(field, one, k) for one in value)
    return wording.answer_words(question or (MONEY if "_usd" in field else COUNT), value)


def _entry(field: str, one: Any, k: Knowledge) -> str:
    if isinstance(one, Tool):
        name = one.vendor or wording.KIND_NAMES.get(one.kind, one.kind)
        kind = f" ({one.kind.upper()})" if one.vendor and one.kind in wording.KIND_NAMES else ""
        works = {"well": "works well", "partly": "works partly", "badly": "works badly"}.get(one.works or "", "")
        return f"{name}{kind}{f', {works}' if works else ''}"
    names: Mapping[str, str] = {}
    if field == "company.trade":
        names = {t.id: t.name_en for t in k.trades.values()}
    elif field == "limits.must_have":
        names = {c.id: c.label for c in k.capabilities.values()}
    elif field.startswith("limits."):
        systems = {system.id: system.name for system in k.catalogue.external_systems}
        names = systems | {vendor.id: vendor.name for vendor in k.catalogue.vendors}
    return names.get(str(one), str(one))


def _signals(signals: Signals) -> str:
    told = signals.model_dump()
    yes, no = ([_mark(name) for name, v in told.items() if v is which] for which in (True, False))
    parts = [f"yes: {', '.join(yes)}"] if yes else []
    parts += [f"no: {', '.join(no)}"] if no else []
    return "; ".join(parts) or "asked, not known"


def _mark(name: str) -> str:
    return name.replace("rfis_", "RFIs and ").replace("_", " ")


def _as(kind: Any) -> Question:
    return Question(field="", step="", kind=kind, ask="", why="", short="")


SEVERITY, COUNT, MONEY = _as("severity"), _as("count"), _as("money")
"""How an answer without a question of its own is read out."""
