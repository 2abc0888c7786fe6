"""Answers of every kind as people say them, for lists of what was answered."""

from __future__ import annotations

from typing import Any

from advisor import wording
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import UNKNOWN, Answers, Signals, Stream, Tool
from advisor.questionnaire.flow import value_at
from advisor.questionnaire.question import Question
from advisor.ui.controls import SIGNALS
from advisor.ui.tools import KINDS, WORKS

OPEN = "Left open"
NOT_KNOWN = "Not known"


def said(question: Question, answers: Answers, knowledge: Knowledge) -> str:
    """The answer to *question* in one line of plain text; it may hold text from a visitor, so it is no markup."""
    value = value_at(answers, question.field)
    if question.field == "work.project_share" and answers.work.streams:
        return "; ".join(_stream(stream) for stream in answers.work.streams)
    if isinstance(value, Signals):
        return _signals(value)
    if value == UNKNOWN:
        return NOT_KNOWN
    if question.kind == "pains" and value is not None:
        hurts = {name: how for name, how in value.items() if how != 0}
        severity = {1: "some", 2: "strong", 3: "severe"}
        return "; ".join(
            f"{knowledge.pains[name].label} ({severity.get(how, 'not known')})" for name, how in hurts.items()
        ) or "Nothing in particular"  # fmt: skip
    if value is None or value == ():
        return OPEN
    if question.kind == "trade":
        return "; ".join(knowledge.trades[trade].name_en for trade in value)
    if question.kind == "tools":
        return "; ".join(_tool(tool, knowledge) for tool in value)
    text = wording.answer_words(question, value)
    text = f"{text} projects" if question.field == "work.project_share" else text
    unit = question.unit if question.kind == "count" else "a month" if question.kind == "money" else ""
    return f"{text[:1].upper()}{text[1:]} {unit or ''}".strip()


def _signals(signals: Signals) -> str:
    values: dict[str, Any] = signals.model_dump()
    there = [SIGNALS[name][0] for name, value in values.items() if value is True]
    if there:
        return "; ".join(there)
    if set(values.values()) == {None}:
        return OPEN
    return "None of them" if False in values.values() else NOT_KNOWN


def _stream(stream: Stream) -> str:
    return stream.name or "A kind of work without a name"


def _tool(tool: Tool, knowledge: Knowledge) -> str:
    names = {vendor.id: vendor.name for vendor in knowledge.catalogue.vendors}
    name = names.get(tool.vendor, tool.vendor) if tool.vendor else KINDS[tool.kind]
    works = f" (works {WORKS[tool.works].lower()})" if tool.works and tool.works != UNKNOWN else ""
    return f"{name}{works}"
