"""Blocks: what a report is made of. Every string is worded here, so that PDF and Markdown print the same words."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from advisor.base import Interval, Value
from advisor.report.palette import Tone
from advisor.report.words import Words

Look = Literal["lead", "plain", "muted", "caution"]
Shade = Tone | Literal["ink"]


class Paragraph(Value):
    """Running text; `refs` are numbers of sources."""

    kind: Literal["paragraph"] = "paragraph"
    text: Words
    look: Look = "plain"
    refs: tuple[int, ...] = ()
    leads: bool = Field(default=False, description="Stays on the page of what follows it")


class Heading(Value):
    """A heading inside a section."""

    kind: Literal["heading"] = "heading"
    text: Words
    aside: Words = Field(default="", description="Short words beside it, such as what a vendor is there for")


class Point(Value):
    """One item: an optional title, the text, a muted aside and the sources."""

    title: Words = ""
    text: Words
    aside: Words = ""
    refs: tuple[int, ...] = ()


class Points(Value):
    """A list; `wide` sets titles and texts side by side for close reading.

    `fine` is small print in two columns, `steps` the same with numbers.
    """

    kind: Literal["points"] = "points"
    items: tuple[Point, ...]
    look: Literal["bullets", "numbers", "wide", "fine", "steps"] = "bullets"


class Column(Value):
    """One column of a table; `share` is its part of the width."""

    title: Words
    share: float = Field(gt=0)
    align: Literal["left", "right"] = "left"


class Group(Value):
    """A heading inside a table, above the row of this number (from 0)."""

    above: int
    text: Words


class Table(Value):
    """A table with a header row; each row has one string a column. `strong_first` sets the first row in bold."""

    kind: Literal["table"] = "table"
    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    strong_first: bool = False
    strong_last: bool = False
    groups: tuple[Group, ...] = ()
    halves: bool = Field(default=False, description="Two rows stand side by side in a line, for short rows")
    together: bool = Field(default=False, description="Never split over two pages; for tables of a few rows")
    fine: bool = Field(default=False, description="Set in small print, for tables that are looked things up in")
    note: Words = ""


class Bar(Value):
    """A bar from 0 to `value`, and beside it the runner-up's where there is one; words stand at the ends."""

    label: Words
    value: float
    words: Words
    other: float | None = None
    other_words: Words = ""
    shade: Shade = "ink"


class Bars(Value):
    """Horizontal bars on one scale from 0 to `most`; the title says the message, `alt` says all of it in words."""

    kind: Literal["bars"] = "bars"
    title: Words
    alt: Words
    most: float = Field(gt=0)
    bars: tuple[Bar, ...]
    first: Words = Field(default="", description="What the solid bars stand for, where there are two of them")
    second: Words = ""


class Span(Value):
    """A range of amounts with its words; a high of None is open, a low of None is not known at all."""

    label: Words
    low: float | None
    high: float | None
    words: Words


class SpanGroup(Value):
    """What several ranges belong to, with a note on what is open."""

    name: Words
    note: Words = ""
    spans: tuple[Span, ...]


class Ranges(Value):
    """Ranges on one scale from 0 to `most`; an open end fades out. `alt` says all of it in words."""

    kind: Literal["ranges"] = "ranges"
    title: Words
    alt: Words
    most: float = Field(gt=0)
    groups: tuple[SpanGroup, ...]


class CurveLine(Value):
    """One line of the share picture, its points as heights (0-1, below 0 left out); grey where it has no label."""

    label: Words = ""
    label_top: float = Field(default=0.0, description="Where the label stands, as a height (0-1)")
    shades: tuple[Shade, ...] = ()
    heights: tuple[float, ...]


class CurveTurn(Value):
    """Where another line comes first, with its words."""

    share: float
    height: float
    words: Words


class Curves(Value):
    """Lines over a share: the band hatched, "you" as a line in a soft band, the places where the first one changes."""

    kind: Literal["curves"] = "curves"
    title: Words
    alt: Words
    shares: tuple[float, ...]
    lines: tuple[CurveLine, ...]
    turns: tuple[CurveTurn, ...]
    you: Interval
    you_words: Words
    band: tuple[float, float]
    band_words: Words
    axis: Words
    ends: tuple[Words, Words]


class Rank(Value):
    """One line of the ranking."""

    place: int
    name: Words
    value: float
    low: float
    high: float
    points: Words
    span: Words
    why: Words
    shade: Shade


class Ranking(Value):
    """The options, best first, with points, the range they may have, and what each loses by."""

    kind: Literal["ranking"] = "ranking"
    heads: tuple[Words, Words, Words, Words, Words]
    most: float = Field(gt=0)
    rows: tuple[Rank, ...]
    note: Words


class Split(Value):
    """The signature picture: projects on the left, jobs on the right, the line as a band at both ends."""

    project_share: Interval
    line: tuple[float, float]
    projects: Words
    jobs: Words
    you: Words
    band: Words
    inside: Words
    outside: Words
    alt: Words


class Task(Value):
    """One demo task, to be scored by hand."""

    number: int
    title: Words
    task: Words
    good: Words
    red_flag: Words
    one_point: Words
    why_here: Words
    aside: Words


class Ask(Value):
    """One question to be answered by hand: boxes to tick, a blank with words around it, or lines with boxes."""

    kind: Literal["ask"] = "ask"
    number: int | None = None
    ask: Words
    hint: Words = ""
    boxes: tuple[Words, ...] = ()
    blank: bool = Field(default=False, description="A line to write on, between *before* and *after*")
    before: Words = ""
    after: Words = ""
    columns: tuple[Words, ...] = Field(default=(), description="Heads of the boxes behind every line of *lines*")
    lines: tuple[Words, ...] = ()


class TaskLabels(Value):
    """Short words before the parts of a task."""

    good: Words
    red_flag: Words
    one_point: Words
    why: Words


class Tasks(Value):
    """The demo checklist, with the headings of its columns."""

    kind: Literal["tasks"] = "tasks"
    heads: tuple[Words, Words, Words]
    labels: TaskLabels
    scores: tuple[Words, ...]
    tasks: tuple[Task, ...]


class Reference(Value):
    """A numbered source."""

    number: int
    title: Words
    url: Words
    aside: Words


class References(Value):
    """The sources, in the order in which they are first named."""

    kind: Literal["references"] = "references"
    items: tuple[Reference, ...]


Simple = Annotated[Paragraph | Heading | Points, Field(discriminator="kind")]


class Beside(Value):
    """Two short columns side by side, read left before right."""

    kind: Literal["beside"] = "beside"
    left: tuple[Simple, ...]
    right: tuple[Simple, ...]
    leads: bool = Field(default=False, description="Stays on the page of what follows it")


Block = Annotated[
    Paragraph | Heading | Points | Table | Bars | Curves | Ranges | Ranking | Tasks | Ask | References | Beside,
    Field(discriminator="kind"),
]


class Section(Value):
    """A chapter of the report."""

    title: Words
    blocks: tuple[Block, ...]
    new_page: bool = False


class Letterhead(Value):
    """The head of a paper without a cover: whose it is, what it is, and the main thing in one sentence."""

    kind: Literal["letterhead"] = "letterhead"
    kicker: Words
    client: Words
    consultant: Words
    date: Words
    verdict: Words
    detail: Words


class Cover(Value):
    """Page 1: the verdict before everything else."""

    kind: Literal["cover"] = "cover"
    kicker: Words
    client: Words
    consultant: Words
    date: Words
    verdict: Words
    detail: Words
    since: Words = Field(default="", description="What demos and the decision added since, in a sentence")
    split: Split
    sure_title: Words
    sure: tuple[Words, ...]
    monday_title: Words
    monday: tuple[Point, ...]
    vendors_title: Words
    vendors: Table | None
