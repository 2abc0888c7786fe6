"""What is asked next: which steps and questions matter for this contractor, and how far along they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from advisor.questionnaire.answers import UNKNOWN, Answers, Range
from advisor.questionnaire.question import Question, Questionnaire, Step
from advisor.questionnaire.trades import Trade


def value_at(answers: Answers, field: str) -> Any:
    """The answer at a dotted *field*; None where it is unanswered."""
    value: Any = answers
    for name in field.split("."):
        value = getattr(value, name)
    return value


def with_value(answers: Answers, field: str, value: Any) -> Answers:
    """A copy of *answers* with the (already valid) *value* at *field*."""
    head, _, rest = field.partition(".")
    if not rest:
        return answers.model_copy(update={head: value})
    return answers.model_copy(update={head: _with(getattr(answers, head), rest, value)})


def _with(part: Any, field: str, value: Any) -> Any:
    head, _, rest = field.partition(".")
    inner = value if not rest else _with(getattr(part, head), rest, value)
    return part.model_copy(update={head: inner})


def is_open(answers: Answers, field: str) -> bool:
    """True where the question is unanswered or answered "unknown"."""
    value = value_at(answers, field)
    if field == "work.signals":
        return not any(isinstance(v, bool) for v in value.model_dump().values())
    if field == "work.project_share" and answers.work.streams:
        return False
    return value is None or value == UNKNOWN


def is_unsaid(answers: Answers, field: str) -> bool:
    """True where nothing was said at all; "unknown" is something said."""
    value = value_at(answers, field)
    if field == "work.signals":
        return all(v is None for v in value.model_dump().values())
    return is_open(answers, field) and value != UNKNOWN


def _share_ends(answers: Answers) -> tuple[float, float]:
    share = answers.work.project_share
    if isinstance(share, Range):
        return (share.low if share.low is not None else 0.0), (share.high if share.high is not None else 1.0)
    if isinstance(share, (int, float)):
        return float(share), float(share)
    return 0.0, 1.0


def _mixed_work(answers: Answers, trades: tuple[Trade, ...]) -> bool:
    """The friction step matters unless the contractor said that one kind of work is nearly everything."""
    if answers.work.streams:
        return True
    low, high = _share_ends(answers)
    return not (high <= 0.02 or low >= 0.98)


def _does_jobs(answers: Answers, trades: tuple[Trade, ...]) -> bool:
    """Questions on calls and technicians matter unless the firm is known to run projects only."""
    low, _ = _share_ends(answers)
    if low >= 0.98:
        return False
    said_split = answers.work.project_share not in (None, UNKNOWN) or bool(answers.work.streams)
    if said_split or answers.work.unit in ("job", "both"):
        return True
    if answers.work.unit == "project":
        return False
    return not trades or any(t.pattern != "project" for t in trades)


CONDITIONS: dict[str, Callable[[Answers, tuple[Trade, ...]], bool]] = {
    "mixed_work": _mixed_work,
    "does_jobs": _does_jobs,
}


def applies(condition: str | None, answers: Answers, trades: tuple[Trade, ...]) -> bool:
    """True when a step or question with this `show_if` matters for these answers."""
    return condition is None or CONDITIONS[condition](answers, trades)


def steps_for(answers: Answers, questionnaire: Questionnaire, trades: tuple[Trade, ...]) -> tuple[Step, ...]:
    """The steps that matter, in order."""
    return tuple(s for s in questionnaire.steps if applies(s.show_if, answers, trades))


def questions_for(
    step: str, answers: Answers, questionnaire: Questionnaire, trades: tuple[Trade, ...]
) -> tuple[Question, ...]:
    """The questions of a step that matter, in order."""
    return tuple(q for q in questionnaire.in_step(step) if applies(q.show_if, answers, trades))


def progress(answers: Answers, questionnaire: Questionnaire, trades: tuple[Trade, ...]) -> tuple[int, int]:
    """How many questions of the full form are dealt with, and how many there are for these answers."""
    asked = [
        q
        for step in steps_for(answers, questionnaire, trades)
        for q in questions_for(step.id, answers, questionnaire, trades)
        if q.in_form
    ]
    return sum(not is_unsaid(answers, q.field) for q in asked), len(asked)
