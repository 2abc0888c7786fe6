"""Questions: what is asked, in which step, why, and in which words. Wording is data; nothing here draws anything."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from advisor.base import Value

Kind = Literal["text", "trade", "choice", "yes_no", "count", "money", "share", "duration", "scale", "severity",
               "signals", "pains", "tools", "streams", "ids"]  # fmt: skip


class Choice(Value):
    """One answer that can be picked."""

    value: str | int | float | bool
    label: str
    hint: str | None = None


class Question(Value):
    """One entry of `data/questions.yaml`; `field` is its place in the answers file."""

    field: str
    step: str
    kind: Kind
    ask: str = Field(description="The question in the words of the trade")
    why: str = Field(description="Why it is asked, in one sentence")
    unit: str | None = None
    least: float | None = None
    most: float | None = None
    choices: tuple[Choice, ...] = ()
    show_if: str | None = Field(default=None, description="Name of the condition in flow.py under which it matters")
    in_form: bool = Field(default=True, description="Part of the full form; others live under 'more'")
    try_values: tuple[Any, ...] = Field(
        default=(), description="Values tried when looking for what would change the verdict"
    )
    short: str = Field(description="Two to four words for lists")

    @model_validator(mode="after")
    def _choices_fit(self) -> Question:
        if self.kind == "choice" and len(self.choices) < 2:
            raise ValueError("a choice needs at least two choices")
        return self


class Step(Value):
    """One screen of the questionnaire."""

    id: str
    title: str
    lead: str = Field(description="One sentence that says what this step is for")
    show_if: str | None = None


class Questionnaire(Value):
    """All of `data/questions.yaml`."""

    steps: tuple[Step, ...]
    questions: tuple[Question, ...]

    def in_step(self, step: str) -> tuple[Question, ...]:
        """The questions of one step, in order."""
        return tuple(q for q in self.questions if q.step == step)

    def of(self, field: str) -> Question:
        """The question behind an answers field; raises KeyError when there is none."""
        for question in self.questions:
            if question.field == field:
                return question
        raise KeyError(field)
