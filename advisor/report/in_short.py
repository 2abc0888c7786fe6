"""The report on two pages: what stands behind the cover for a reader with five minutes."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.advice import Advice
from advisor.demo.tasks import ChecklistItem
from advisor.knowledge import Knowledge
from advisor.report.blocks import Beside, Block, Heading, Paragraph, Point, Points, Section
from advisor.report.demos import clock, minutes_words
from advisor.report.findings import title_of
from advisor.report.plan import NO_SIZE, TITLE, plan_table
from advisor.report.reasons import told_reasons
from advisor.report.sureness import changes
from advisor.report.words import listed, lower_first

REASONS = 3
CHANGES = 2
OPEN = 2
TASKS = 8


def in_short(advice: Advice, k: Knowledge) -> tuple[Section, ...]:
    """Why, what would change it, what to make vendors show, and the first 90 days; the second page of two."""
    reasons = told_reasons(advice)[:REASONS]
    blocks: list[Block] = []
    if reasons:
        blocks.append(Points(items=tuple(Point(title=title_of(f), text=f.because) for f in reasons), look="wide"))
    else:
        blocks.append(Paragraph(text="Nothing you told us decides it yet; it rests on what is usual in the trade."))
    lead, flips = changes(advice)
    open_ones = tuple(Point(text=q.ask) for q in advice.next_questions[:OPEN])
    blocks.append(
        Beside(
            left=(
                Heading(text="What would change it"),
                Paragraph(text=lead),
                *([Points(items=tuple(Point(text=text) for text in flips[:CHANGES]))] if flips else []),
            ),
            right=(
                Heading(text="What is still open"),
                Points(items=open_ones) if open_ones else Paragraph(text="Nothing that is likely to change it."),
            ),
        )
    )
    blocks += _demo(advice)
    table = plan_table(advice, k, None, short=True)
    blocks += [Heading(text=TITLE), table if table is not None else Paragraph(text=NO_SIZE)]
    blocks.append(
        Paragraph(text="The full report holds every reason, vendor fact and source; the JSON holds all figures.",
                  look="muted")
    )  # fmt: skip
    return (Section(title=f"Why {lower_first(advice.ranking[0].name)}", blocks=tuple(blocks)),)


def _demo(advice: Advice) -> list[Block]:
    if not advice.checklist:
        return []
    shown = _weightiest(advice.checklist)
    left = len(advice.checklist) - len(shown)
    note = f" {left} more stand in the demo script." if left else ""
    names = listed(dict.fromkeys(name for item in advice.checklist for name in item.for_vendors))
    who = f"Have {names} perform these with your own work. " if names else ""
    return [
        Heading(text=f"The demo: {minutes_words(advice)}"),
        Paragraph(text=f"{who}Score each from 0 to 3.{note}", leads=True),
        Points(items=tuple(Point(text=item.title, aside=_when(item)) for item in shown), look="fine"),
    ]


def _when(item: ChecklistItem) -> str:
    at = clock(item)
    return f"{at}, counts double" if item.must else at


def _weightiest(checklist: Sequence[ChecklistItem]) -> list[ChecklistItem]:
    """The tasks that count double and the first others, in the order of the script."""
    ranked = sorted(range(len(checklist)), key=lambda n: (not checklist[n].must, n))[:TASKS]
    return [checklist[n] for n in sorted(ranked)]
