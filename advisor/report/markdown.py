"""Markdown: the same report as text, and the short answer of the command line. Text from outside stays text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from advisor.advice import Advice
from advisor.report import chart_words
from advisor.report.blocks import (
    Ask,
    Bars,
    Beside,
    Cover,
    Curves,
    Heading,
    Paragraph,
    Point,
    Points,
    Ranges,
    Ranking,
    References,
    Table,
    Tasks,
)
from advisor.report.report import Report
from advisor.report.words import SURE_WORDS, plain, points

_INLINE = re.compile(r"([\\`*_\[\]<>|~$@])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_ADDRESS = re.compile(r"(?i)(?<=\w):(?=//)|(?<=\bwww)\.|(?<=\bmailto):|(?<=\bxmpp):")
_START = re.compile(r"^([-+=#]|\d+(?=[.)](?:\s|$)))")
BOX = "\u2610"
"""A box to tick."""

_PAGE = re.compile(r"https?://[^\s<>]+")


def escaped(text: str) -> str:
    """*text* on one line, so that nothing in it becomes markup, a link, an address, HTML or mathematics."""
    line = " ".join(text.split())
    line = _ENTITY.sub(r"\\&", _INLINE.sub(r"\\\1", line))
    line = _ADDRESS.sub(lambda match: "\\" + match[0], line)
    start = _START.match(line)
    if start is None:
        return line
    if start[1].isdigit():
        return f"{start[1]}\\{line[start.end() :]}"
    return f"\\{line}"


def render_markdown(report: Report) -> str:
    """The report as Markdown (CommonMark with tables), in the words of the PDF."""
    cover = report.cover
    parts = [f"# {escaped(report.title)}"]
    parts += [escaped(" · ".join(words for words in (cover.consultant, cover.date) if words))]
    parts += [f"## {escaped(cover.verdict)}", escaped(cover.detail)]
    if isinstance(cover, Cover):
        parts += [escaped(cover.since), escaped(cover.split.alt)]
        parts += [f"### {escaped(cover.sure_title)}", *(escaped(words) for words in cover.sure)]
        parts += [f"### {escaped(cover.monday_title)}", _list(cover.monday, numbered=True)]
        if cover.vendors is not None:
            parts += [f"### {escaped(cover.vendors_title)}", *_table(cover.vendors)]
    for section in report.sections:
        parts.append(f"## {escaped(section.title)}")
        for block in section.blocks:
            parts += _WRITERS[block.kind](block)
    parts += [escaped(report.branding.footer), escaped(report.running_foot)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _refs(numbers: Iterable[int]) -> str:
    shown = ", ".join(str(number) for number in numbers)
    return rf" \[{shown}\]" if shown else ""


def _paragraph(block: Paragraph) -> Iterator[str]:
    yield escaped(block.text) + _refs(block.refs)


def _heading(block: Heading) -> Iterator[str]:
    yield f"### {escaped(block.text)}" + (f" ({escaped(block.aside)})" if block.aside else "")


def _item(point: Point) -> str:
    title = f"**{escaped(point.title)}:** " if point.title else ""
    aside = f" ({escaped(point.aside)})" if point.aside else ""
    return f"{title}{escaped(point.text)}{_refs(point.refs)}{aside}"


def _list(items: Iterable[Point], *, numbered: bool = False) -> str:
    return "\n".join(f"{f'{place}.' if numbered else '-'} {_item(item)}" for place, item in enumerate(items, start=1))


def _points(block: Points) -> Iterator[str]:
    yield _list(block.items, numbered=block.look in ("numbers", "steps"))


def _beside(block: Beside) -> Iterator[str]:
    for part in (*block.left, *block.right):
        yield from _WRITERS[part.kind](part)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _table(block: Table) -> Iterator[str]:
    lines = [
        _row(escaped(column.title) for column in block.columns),
        _row("---:" if column.align == "right" else "---" for column in block.columns),
    ]
    groups = {group.above: group.text for group in block.groups}
    for place, row in enumerate(block.rows):
        if place in groups:
            lines.append(_row([f"**{escaped(groups[place])}**", *("" for _ in block.columns[1:])]))
        heavy = (block.strong_first and place == 0) or (block.strong_last and place == len(block.rows) - 1)
        lines.append(_row(f"**{escaped(cell)}**" if heavy and cell else escaped(cell) for cell in row))
    yield "\n".join(lines)
    yield escaped(block.note)


def _bars(block: Bars) -> Iterator[str]:
    yield f"**{escaped(block.title)}**"
    if block.second:
        yield escaped(f"{block.first}, against {block.second}:")
    yield "\n".join(
        f"- {escaped(bar.label)}: {escaped(bar.words)}"
        + (f" against {escaped(bar.other_words)}" if bar.other is not None else "")
        for bar in block.bars
    )


def _curves(block: Curves) -> Iterator[str]:
    yield f"**{escaped(block.title)}**"
    yield escaped(block.alt)
    named = [line.label for line in block.lines if line.label]
    marks = [block.you_words, block.band_words, *(turn.words for turn in block.turns)]
    lines = (
        f"{block.axis} From {block.ends[0]} to {block.ends[1]}.",
        f"Lines: {', '.join(named)}.",
        f"Marks: {'; '.join(marks)}.",
    )
    yield "\n".join(f"- {escaped(line)}" for line in lines)


def _ranges(block: Ranges) -> Iterator[str]:
    yield f"**{escaped(block.title)}**"
    yield "\n".join(
        f"- {escaped(group.name)}: {escaped(', '.join(f'{span.label.lower()} {span.words}' for span in group.spans))}"
        + (f" ({escaped(group.note)})" if group.note else "")
        for group in block.groups
    )


def _ranking(block: Ranking) -> Iterator[str]:
    lines = [_row(escaped(head) for head in block.heads), _row(("---:", "---", "---:", "---", "---"))]
    lines += [
        _row((str(row.place), *(escaped(words) for words in (row.name, row.points, row.span, row.why))))
        for row in block.rows
    ]
    yield "\n".join(lines)
    yield escaped(block.note)


def _tasks(block: Tasks) -> Iterator[str]:
    for task in block.tasks:
        yield f"### {task.number}. {escaped(task.title)} ({escaped(task.aside)})"
        yield escaped(task.task)
        labels = block.labels
        told = (
            (labels.good, task.good), (labels.red_flag, task.red_flag), (labels.one_point, task.one_point),
            (labels.why, task.why_here),
        )  # fmt: skip
        yield "\n".join(f"- **{escaped(name)}:** {escaped(words)}" for name, words in told if words)
        yield f"{escaped(block.heads[2])}: {' / '.join(block.scores)}"


def _ask(block: Ask) -> Iterator[str]:
    number = f"{block.number}. " if block.number is not None else ""
    yield f"### {number}{escaped(block.ask)}"
    yield escaped(block.hint)
    if block.blank:
        yield " ".join(part for part in (escaped(block.before), "\\_" * 12, escaped(block.after)) if part)
    if block.columns:
        lines = [_row(["", *(escaped(head) for head in block.columns)]), _row(["---", *(":-:" for _ in block.columns)])]
        lines += [_row([escaped(words), *(BOX for _ in block.columns)]) for words in block.lines]
        yield "\n".join(lines)
    yield "\n".join(f"- {BOX} {escaped(words)}" for words in block.boxes)


def _references(block: References) -> Iterator[str]:
    lines = []
    for item in block.items:
        aside = f" ({escaped(item.aside)})" if item.aside else ""
        page = f" <{item.url}>" if _PAGE.fullmatch(item.url) else ""
        lines.append(f"{item.number}. {escaped(item.title)}{aside}{page}")
    yield "\n".join(lines)


_WRITERS: dict[str, Callable[[Any], Iterator[str]]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "points": _points,
    "table": _table,
    "bars": _bars,
    "curves": _curves,
    "ranges": _ranges,
    "ranking": _ranking,
    "tasks": _tasks,
    "ask": _ask,
    "references": _references,
    "beside": _beside,
}


def short_text(advice: Advice) -> str:
    """The answer on one screen of plain text: verdict, how sure, the ranking, the vendors, what is still open."""
    lines = [advice.verdict, advice.verdict_detail, "", f"How sure: {SURE_WORDS[advice.certainty]}."]
    lines += advice.how_sure.reasons
    if advice.readiness.verdict != "ready":
        lines += ["", *(f.says for f in advice.readiness.findings if f.says)]
    width = max(len(option.name) for option in advice.ranking)
    lines += ["", "Ranking (points)"]
    lines += [f"  {option.name:<{width}}  {points(option.value):>5}" for option in advice.ranking]
    lines += ["", "What would change it", *(f"  {flip.sentence}" for flip in advice.flips)] if advice.flips else []
    if advice.stacks:
        lines += ["", "First vendors to look at (first year)"]
        for stack in advice.stacks:
            cost = chart_words.money_words(stack.cost.first_year)
            # A tool in use today goes by the name it was given: text from outside.
            lines.append(f"  {plain(chart_words.stack_name(stack))}: {cost}")
    if advice.overlay is not None:
        shown = [vendor for stack in advice.stacks for vendor in stack.vendors]
        lines += ["", plain(f"With the {advice.overlay.named}")]
        lines += [f"  {plain(sentence)}" for sentence in advice.overlay.about(shown)]
    if advice.next_questions:
        lines += ["", "Still open", *(f"  {question.ask}" for question in advice.next_questions)]
    return "\n".join(lines)
