"""Quick mode: the most telling question first, and a stop once no open answer is likely to change the category."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Protocol

from pydantic import Field

from advisor.base import Value
from advisor.questionnaire.answers import Answers
from advisor.questionnaire.flow import is_open, is_unsaid, progress, questions_for, steps_for
from advisor.questionnaire.question import Question, Questionnaire
from advisor.questionnaire.trades import Trade
from advisor.scoring.facts import Reference, estimates
from advisor.scoring.next_question import LEAST_GAIN, Openness, Outlook, outlook
from advisor.scoring.options import OptionBook

ASKED_FIRST = ("company.trade", "work.project_share")
"""The trade tells which questions apply and what they mean; the split decides more than any other answer (W1)."""


class QuickStep(Value):
    """The question to ask now, or a stop, with one sentence that says why."""

    question: str | None = Field(description="Field of the question to ask now; None to stop")
    sentence: str
    chance: float = Field(description="Greatest chance (0-1) that one open answer gives another category")
    together: float = Field(description="Chance (0-1) that all open answers together give another category")
    limit: float = Field(description="The stated small chance at which the questions stop")
    asked: int = Field(description="Questions of the full form that are dealt with")
    left: int = Field(description="Questions of the full form that are still open")

    @property
    def stop(self) -> bool:
        """True when nothing more needs to be asked for the sake of the category."""
        return self.question is None


class Ground(Reference, Protocol):
    """What quick mode needs of the knowledge."""

    @property
    def option_book(self) -> OptionBook: ...
    @property
    def questionnaire(self) -> Questionnaire: ...
    def trades_of(self, answers: Answers) -> tuple[Trade, ...]: ...


def applying(answers: Answers, k: Ground) -> tuple[Question, ...]:
    """Every question that matters for these answers, in the order of the form."""
    trades = k.trades_of(answers)
    return tuple(
        question
        for step in steps_for(answers, k.questionnaire, trades)
        for question in questions_for(step.id, answers, k.questionnaire, trades)
    )


def quick_next(answers: Answers, k: Ground, *, skip: Collection[str] = ()) -> QuickStep:
    """The most telling open question, or a stop.

    It stops once neither one open answer nor all of them together change the category with more than the stated
    chance. What was passed over or answered "unknown" is not asked again, but still counts as open.

    Args:
        skip: fields that were passed over in this sitting.
    """
    form = [q for q in applying(answers, k) if q.in_form]
    still_open = {q.field for q in form if is_open(answers, q.field)}
    askable = {q.field for q in form if is_unsaid(answers, q.field) and q.field not in skip}
    found = estimates(answers, k)[0]
    limit = k.option_book.quick.stop_at
    ahead = outlook(found, askable, k.option_book, k.rule_book)
    all_open = ahead if still_open == askable else outlook(found, still_open, k.option_book, k.rule_book)
    chance = max((one.chance for one in all_open.questions), default=0.0)
    question, sentence = _step(ahead, askable, limit, len(still_open), all_open)
    asked, whole = progress(answers, k.questionnaire, k.trades_of(answers))
    return QuickStep(
        question=question, sentence=sentence, chance=round(chance, 4), together=round(all_open.together, 4),
        limit=limit, asked=asked, left=whole - asked,
    )  # fmt: skip


def _step(
    ahead: Outlook, askable: Collection[str], limit: float, still_open: int, all_open: Outlook
) -> tuple[str | None, str]:
    for field in ASKED_FIRST:
        if field in askable:
            return field, FIRST_SENTENCES[field]
    telling = [one for one in ahead.questions if one.expected_reduction >= LEAST_GAIN or one.chance > limit]
    settled = ahead.together <= limit and all(one.chance <= limit for one in ahead.questions)
    if ahead.questions and not settled:
        best = (telling or list(ahead.questions))[0]
        return best.question, _asking(best)
    return None, _stopping(still_open, max([all_open.together, *(o.chance for o in all_open.questions)]), limit)


FIRST_SENTENCES = {
    "company.trade": "We start with your trade: it tells how firms like yours usually work.",
    "work.project_share": "How your work splits decides more than any other answer.",
}


def _asking(best: Openness) -> str:
    if best.chance < 0.01:
        return "Of all open questions this one tells most."
    return (
        "Of all open questions this one tells most: your answer has about "
        f"{_in_hundred(best.chance)} to change what we advise."
    )


def _stopping(still_open: int, chance: float, limit: float) -> str:
    if still_open == 0:
        return "You have answered every question."
    if chance > limit:
        return (
            "Nothing else that we would ask is likely to change the advice. What you left open still could: about "
            f"{_in_hundred(chance)}."
        )
    # The limit is stated, not the smaller number that was found: the study vouches for the limit.
    return (
        "You can stop here. Even all open answers together are unlikely to change the advice: at most "
        f"{_in_hundred(limit)}."
    )


def _in_hundred(chance: float) -> str:
    """A chance in whole parts of 100, never rounded down."""
    parts = math.ceil(round(chance * 100, 6))
    return f"{parts} chance{'' if parts == 1 else 's'} in 100"
