"""The first 90 days as a plan by weeks: who does what, how anyone sees that it is done, and on which days."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from advisor.advice import Advice
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import Range
from advisor.report.blocks import Column, Paragraph, Section, Table
from advisor.report.citations import Citations
from advisor.report.words import MONTHS, lower_first
from advisor.stack.figures import FirstDays, PlanStep

TITLE = "The first 90 days"
NO_SIZE = "The plan depends on how many people you are, which is not known yet. Answer that question to get one."


class DatedStep(NamedTuple):
    """A step of the plan with its first and last day, where the start is known."""

    step: PlanStep
    first: datetime.date | None
    last: datetime.date | None


def first_days(advice: Advice, k: Knowledge) -> FirstDays | None:
    """The plan for a firm of this size; None while the size is open."""
    heads = advice.answers.company.headcount
    if isinstance(heads, Range):
        ends = [end for end in (heads.low, heads.high) if end is not None]
        return k.cost_book.first_days(sum(ends) / len(ends)) if ends else None
    return k.cost_book.first_days(float(heads)) if isinstance(heads, (int, float)) else None


def steps_of(advice: Advice, k: Knowledge) -> tuple[DatedStep, ...]:
    """The steps that apply, in their order; with days once it is decided when the old way ends, or when it began.

    The day on which the old way ends fixes the week of the cut-over, and so all others; without it, the plan starts on
    the Monday after the decision.
    """
    plan = first_days(advice, k)
    if plan is None:
        return ()
    steps = [step for step in plan.steps if len(advice.platforms) > 1 or not step.for_two]
    monday = _first_monday(advice, steps)
    if monday is None:
        return tuple(DatedStep(step, None, None) for step in steps)
    week = datetime.timedelta(weeks=1)
    return tuple(
        DatedStep(step, monday + (step.from_week - 1) * week, monday + step.to_week * week - datetime.timedelta(days=3))
        for step in steps
    )


def _first_monday(advice: Advice, steps: list[PlanStep]) -> datetime.date | None:
    decision = advice.answers.decision
    if decision is None:
        return None
    cut_over = next((step for step in steps if step.kind == "cut_over"), None)
    if decision.go_live and cut_over is not None:
        day = datetime.date.fromisoformat(decision.go_live)
        week = day - datetime.timedelta(days=day.weekday())
        return week - datetime.timedelta(weeks=cut_over.from_week - 1)
    if decision.on:
        day = datetime.date.fromisoformat(decision.on)
        return day + datetime.timedelta(days=7 - day.weekday())
    return None


def weeks_words(step: PlanStep) -> str:
    """When a step is done: "Week 3", "Weeks 4–7"."""
    if step.from_week == step.to_week:
        return f"Week {step.from_week}"
    return f"Weeks {step.from_week}–{step.to_week}"


def days_words(dated: DatedStep) -> str:
    """The days of a step: "Jan 4–15", "Jan 25 – Feb 5"; nothing while they are open."""
    if dated.first is None or dated.last is None:
        return ""
    first, last = (f"{MONTHS[day.month - 1][:3]} {day.day}" for day in (dated.first, dated.last))
    return f"{first}–{dated.last.day}" if dated.first.month == dated.last.month else f"{first} – {last}"


def plan_table(advice: Advice, k: Knowledge, cited: Citations | None, *, short: bool = False) -> Table | None:
    """The steps, a line each; None while the size of the firm is open.

    Args:
        cited: takes the sources; None leaves them out.
        short: only when and what.
    """
    steps = steps_of(advice, k)
    if not steps:
        return None
    rows = []
    dated = any(step.first for step in steps)
    for one in steps:
        step, days = one.step, days_words(one)
        when = f"{weeks_words(step)}{f', {days}' if days else ''}"
        numbers = ", ".join(map(str, cited.of(step.sources))) if cited else ""
        what = f"{step.what}{f' [{numbers}]' if numbers else ''}"
        rows.append((when, step.who, what) if short else (when, step.who, what, step.done_when))
    columns = [
        Column(title="When", share=1.15 if dated else 0.8),
        Column(title="Who", share=1.0),
        Column(title="What", share=3.4),
    ]
    if not short:
        columns.append(Column(title="Done when", share=1.8))
    return Table(columns=tuple(columns), rows=tuple(rows), fine=not short, together=True)


def first_90_days(advice: Advice, k: Knowledge, cited: Citations) -> Section:
    """The section of the report: who is in charge, how long it takes, what to leave alone, and the plan."""
    plan, table = first_days(advice, k), plan_table(advice, k, cited)
    if plan is None or table is None:
        return Section(title=TITLE, blocks=(Paragraph(text=NO_SIZE),))
    dated = any(step.first for step in steps_of(advice, k))
    days = "" if dated else " Days stand here once you have written down your decision."
    return Section(
        title=TITLE,
        blocks=(
            Paragraph(text=f"In charge: {lower_first(plan.who)}. {plan.expect}", leads=True),
            Paragraph(text=plan.avoid, leads=True),
            table,
            Paragraph(
                text=f"A plan for a firm of your size, from what others learned and our own judgment.{days}",
                look="muted",
            ),
        ),
    )
