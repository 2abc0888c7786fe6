"""The demo script as it is printed: to be filled in by hand while a vendor performs."""

from __future__ import annotations

from advisor.advice import Advice
from advisor.demo.tasks import ChecklistItem
from advisor.knowledge import Knowledge
from advisor.report.blocks import Beside, Paragraph, Point, Points, Section, Task, TaskLabels, Tasks
from advisor.report.citations import Citations
from advisor.report.words import listed, many
from advisor.stack.words import short_name
from advisor.wording import percent

SCORES = ("0", "1", "2", "3")

HEADS = ("Task", "How to judge it", "Score and notes")

LABELS = TaskLabels(good="Good", red_flag="Red flag", one_point="1 point", why="Why here")


COUNTS_DOUBLE = "counts double"


def clock(item: ChecklistItem) -> str:
    """When a task begins in the demo: "0:21"; "by phone" for what is asked afterwards."""
    if item.starts_at is None:
        return "by phone"
    return f"{int(item.starts_at // 60)}:{int(item.starts_at % 60):02d}"


def minutes_words(advice: Advice) -> str:
    """How long the checklist takes: "14 tasks, about 75 minutes"."""
    total = sum(item.minutes for item in advice.checklist)
    return f"{many(len(advice.checklist), 'task')}, about {max(round(total / 5) * 5, 5):d} minutes"


def demo_checklist(advice: Advice, k: Knowledge, cited: Citations) -> Section:
    """Every task with what good looks like, the red flag, why it is here, and room for a score and notes."""
    rubric = k.task_book.rubric
    if not advice.checklist:
        text = "No task could be chosen yet. Bring one of your own jobs to every demo."
        return Section(title="Demo script", blocks=(Paragraph(text=text),))
    shortlist = {
        name
        for stack in advice.stacks
        for vendor, name in zip(stack.vendors, stack.names, strict=True)
        if vendor in k.catalogue.by_id
    }
    tasks = []
    for number, item in enumerate(advice.checklist, start=1):
        # Where a task is for every vendor on the list, their names say nothing.
        vendors = "" if shortlist <= set(item.for_vendors) else listed(map(short_name, item.for_vendors))
        parts = (clock(item), f"{item.minutes:g} min", vendors, COUNTS_DOUBLE if item.must else "")
        aside = " · ".join(part for part in parts if part)
        tasks.append(
            Task(
                number=number,
                title=item.title,
                task=item.task,
                good=item.good,
                red_flag=item.red_flag,
                one_point=item.score_1,
                why_here=item.why_here,
                aside=aside,
            )
        )
    told = (rubric.zero, rubric.one, rubric.two, rubric.three)
    scale = tuple(Point(title=score, text=text) for score, text in zip(SCORES, told, strict=True))
    intro = (
        f"{minutes_words(advice)}, chosen for you and these vendors. Print the pages once for each vendor. "
        "The time before each task is when it begins. Send the tasks a few days ahead; the vendor performs them with "
        "your work, and you score."
    )
    passed = (
        f"A vendor passes with {percent(rubric.pass_share)} of the points. Strike out a task that you have no use for; "
        "it does not count. The sources of the tasks are in the JSON file of this advice."
    )
    return Section(
        title="Demo script",
        blocks=(
            Beside(
                left=(Paragraph(text=intro),),
                right=(Paragraph(text=passed, refs=cited.of([rubric.source])),),
                leads=True,
            ),
            Points(items=scale, look="fine"),
            Tasks(heads=HEADS, labels=LABELS, scores=SCORES, tasks=tuple(tasks)),
        ),
    )
