"""Blocks: what a report is made of. Every string is worded here, so that PDF and Markdown print the same words."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from advisor.base import Interval, Value
from advisor.report.palette import Tone

Look = Literal["lead", "plain", "muted", "caution"]
Shade = Tone | Literal["ink"]


class Paragraph(Value):
    """Running text; `refs` are numbers of sources."""

    kind: Literal["paragraph"] = "paragraph"
    text: str
    look: Look = "plain"
    refs: tuple[int, ...] = ()


class Heading(Value):
    """A heading inside a section."""

    kind: Literal["heading"] = "heading"
    text: str
    aside: str = Field(default="", description="Short words beside it, such as what a vendor is there for")


class Point(Value):
    """One item: an optional title, the text, a muted aside and the sources."""

    title: str = ""
    text: str
    aside: str = ""
    refs: tuple[int, ...] = ()


class Points(Value):
    """A list; `wide` sets titles and texts side by side for close reading, `fine` is small print in two columns."""

    kind: Literal["points"] = "points"
    items: tuple[Point, ...]
    look: Literal["bullets", "numbers", "wide", "fine"] = "bullets"


class Fact(Value):
    """A term and what there is to say about it."""

    term: str
    items: tuple[Point, ...]


class Facts(Value):
    """Terms with their items, set side by side."""

    kind: Literal["facts"] = "facts"
    rows: tuple[Fact, ...]


class Column(Value):
    """One column of a table; `share` is its part of the width."""

    title: str
    share: float = Field(gt=0)
    align: Literal["left", "right"] = "left"


class Group(Value):
    """A heading inside a table, above the row of this number (from 0)."""

    above: int
    text: str


class Table(Value):
    """A table with a header row; each row has one string a column. `strong_first` sets the first row in bold."""

    kind: Literal["table"] = "table"
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    strong_first: bool = False
    strong_last: bool = False
    groups: tuple[Group, ...] = ()
    halves: bool = Field(default=False, description="Set in two halves side by side, for short rows")
    note: str = ""


class Bar(Value):
    """A bar from 0 to `value`, and beside it the runner-up's where there is one; words stand at the ends."""

    label: str
    value: float
    words: str
    other: float | None = None
    other_words: str = ""
    shade: Shade = "ink"


class Bars(Value):
    """Horizontal bars on one scale from 0 to `most`; the title says the message, `alt` says all of it in words."""

    kind: Literal["bars"] = "bars"
    title: str
    alt: str
    most: float = Field(gt=0)
    bars: tuple[Bar, ...]
    first: str = Field(default="", description="What the solid bars stand for, where there are two of them")
    second: str = ""


class Rank(Value):
    """One line of the ranking."""

    place: int
    name: str
    value: float
    low: float
    high: float
    points: str
    span: str
    why: str
    shade: Shade


class Ranking(Value):
    """The options, best first, with points, the range they may have, and what each loses by."""

    kind: Literal["ranking"] = "ranking"
    heads: tuple[str, str, str, str, str]
    most: float = Field(gt=0)
    rows: tuple[Rank, ...]
    note: str


class Split(Value):
    """The signature picture: projects on the left, jobs on the right, the line as a band at both ends."""

    kind: Literal["split"] = "split"
    project_share: Interval
    line: tuple[float, float]
    projects: str
    jobs: str
    you: str
    band: str
    inside: str
    outside: str
    alt: str


class Task(Value):
    """One demo task, to be scored by hand."""

    number: int
    title: str
    task: str
    good: str
    red_flag: str
    one_point: str
    why_here: str
    aside: str


class TaskLabels(Value):
    """Short words before the parts of a task."""

    good: str
    red_flag: str
    one_point: str
    why: str


class Tasks(Value):
    """The demo checklist, with the headings of its columns."""

    kind: Literal["tasks"] = "tasks"
    heads: tuple[str, str, str]
    labels: TaskLabels
    scores: tuple[str, ...]
    tasks: tuple[Task, ...]


class Reference(Value):
    """A numbered source."""

    number: int
    title: str
    url: str
    aside: str


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


Block = Annotated[
    Paragraph | Heading | Points | Facts | Table | Bars | Ranking | Split | Tasks | References | Beside,
    Field(discriminator="kind"),
]


class Section(Value):
    """A chapter of the report."""

    title: str
    blocks: tuple[Block, ...]
    new_page: bool = False


class Cover(Value):
    """Page 1: the verdict before everything else."""

    kicker: str
    client: str
    consultant: str
    date: str
    verdict: str
    detail: str
    split: Split
    sure_title: str
    sure: tuple[str, ...]
    monday_title: str
    monday: tuple[Point, ...]
    vendors_title: str
    vendors: Table | None
