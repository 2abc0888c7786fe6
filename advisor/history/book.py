"""What is known of exports and of the shape of work: `data/history.yaml`, checked, loaded when first used."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from advisor import files
from advisor.base import Value
from advisor.errors import FileError, KnowledgeError, sentence_of, shown
from advisor.knowledge import data_folder, load_knowledge

FIELDS = (
    "id", "project", "link", "customer", "contractor", "title", "type", "category", "recurring", "created", "start",
    "end", "invoiced", "year", "month", "total", "total_other", "line_amount", "hours", "visits", "status", "crew",
    "row_type",
)  # fmt: skip
"""What a column can mean."""

ShapeName = Literal["job", "short_project", "project"]
SHAPES: tuple[ShapeName, ...] = ("job", "short_project", "project")
"""The shapes of work. A short project is one crew for one to ten days, sold by a person; it is project work."""

RowsOf = Literal[
    "jobs", "projects", "job_list", "visits", "invoices", "invoice_lines", "quotes", "time", "bills", "other"
]


class Report(Value):
    """One report of a system: how to know it and what its columns mean. Column names are in their cleaned form."""

    id: str
    rows: RowsOf
    marks: Annotated[tuple[str, ...], Field(min_length=2)]
    columns: dict[str, tuple[str, ...]]
    end_kind: Literal["actual", "scheduled", "admin", "none"]
    """What the end column is: the work's end, its planned end, or when the office closed it."""
    hours_unit: Literal["hours", "minutes"] = "hours"
    segments: bool = False
    """Ids such as 1042-2 are parts of 1042."""
    grouped_by_customer: bool = False
    """Customers stand on rows of their own above their lines."""
    document_ids: bool = False
    """The job number is the first number inside a document's name."""
    parked_year: int | None = None
    """Work without a day is parked in this year."""
    status_codes: dict[str, Literal["open", "done", "not_yet", "cancelled"]] = Field(default={})
    permits: bool = False
    lost_if_unbilled: bool = False
    """A finished row with nothing billed is a bid that was not won."""


class System(Value):
    """A product that contractors keep their records in."""

    id: str
    name: str
    reports: tuple[Report, ...]
    traps: tuple[str, ...]
    one_sided: bool = False
    """True where only projects are kept, so that the job side cannot be measured."""
    certainty: Literal["read", "inferred"]
    """Column names were read in code or help pages for real exports, or are inferred."""
    sources: tuple[str, ...]


class Word(Value):
    """Words that tell a shape, and how strongly."""

    id: str
    shape: ShapeName
    strength: Literal["weak", "clear", "strong"]
    say: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    family: str | None = None
    loose: bool = False
    """The work may be a job or a short project: value and length decide, the word only leans."""


class Anchor(Value):
    """Usual value of one piece of work of a shape: two thirds lie within median / spread to median * spread."""

    median_usd: Annotated[float, Field(gt=0)]
    spread: Annotated[float, Field(gt=1)]
    why: str = ""
    sources: tuple[str, ...] = ()
    needs_length: bool = False
    """Work of this value counts as a short project only where its length or effort is known."""


class AnchorSet(Value):
    """The anchors of a family of trades."""

    id: str
    name: str
    trades: tuple[str, ...]
    job: Anchor
    short_project: Anchor
    project: Anchor


class Length(Value):
    """Usual length in working days and effort in labor hours."""

    median_days: float
    spread_days: float
    median_hours: float
    spread_hours: float
    sources: tuple[str, ...]


class Lengths(Value):
    """Lengths of the three shapes."""

    job: Length
    short_project: Length
    project: Length


class Statuses(Value):
    """Stems that tell what a status means; the first group that matches wins."""

    cancelled: tuple[str, ...]
    quote: tuple[str, ...]
    not_yet: tuple[str, ...]
    done: tuple[str, ...]
    open: tuple[str, ...]


class RowTypes(Value):
    """What kind of row an accounting report holds."""

    work: tuple[str, ...]
    credit: tuple[str, ...]
    other: tuple[str, ...]


class HistoryBook(Value):
    """All of `data/history.yaml`."""

    names: dict[str, tuple[str, ...]]
    statuses: Statuses
    row_types: RowTypes
    systems: tuple[System, ...]
    words: tuple[Word, ...]
    anchors: tuple[AnchorSet, ...]
    lengths: Lengths

    def system(self, system_id: str) -> System | None:
        """The system of that id; None for "unknown"."""
        return next((s for s in self.systems if s.id == system_id), None)

    def anchors_for(self, trade: str | None) -> AnchorSet | None:
        """The anchors of a trade id; None where the trade is not said or has none of its own."""
        return next((a for a in self.anchors if trade in a.trades), None) if trade else None

    def family(self, family_id: str) -> AnchorSet:
        """The anchors of a family; the first set, for any trade, where there is none of that name."""
        return next((a for a in self.anchors if a.id == family_id), self.anchors[0])


@lru_cache(maxsize=1)
def load_book() -> HistoryBook:
    """The book, validated and cross-checked with sources and trades.

    Raises:
        KnowledgeError: the file is missing or an entry is wrong; the sentence names it.
    """
    path = data_folder() / "history.yaml"
    try:
        data = files.parse(files.read_text(path, limit=5_000_000), name=path.name, trusted=True)
    except FileError as error:
        raise KnowledgeError(error.what, where=error.where, do=error.do) from None
    try:
        book = HistoryBook.model_validate(data)
    except ValidationError as error:
        where, what, do = sentence_of(error)
        raise KnowledgeError(what, where=f"{path.name}, {where}", do=do) from None
    _cross_check(book)
    return book


def _cross_check(book: HistoryBook) -> None:
    knowledge = load_knowledge()

    def known(kind: str, value: str, ids: object, where: str) -> None:
        if value not in ids:  # type: ignore[operator]
            raise KnowledgeError(
                f"there is no {kind} {shown(value)}", where=f"history.yaml, {where}", do="Check the spelling."
            )

    families = {a.id for a in book.anchors}
    for field in book.names:
        known("field", field, FIELDS, "names")
    for system in book.systems:
        for report in system.reports:
            for field in report.columns:
                known("field", field, FIELDS, f"entry {system.id}, report {report.id}")
        for source in system.sources:
            known("source", source, knowledge.sources, f"entry {system.id}")
    for word in book.words:
        if word.family is not None:
            known("family of trades", word.family, families, f"entry {word.id}")
    for anchors in book.anchors:
        for trade in anchors.trades:
            known("trade", trade, knowledge.trades, f"entry {anchors.id}, field trades")
        for name in SHAPES:
            for source in getattr(anchors, name).sources:
                known("source", source, knowledge.sources, f"entry {anchors.id}, field {name}")
    for name in SHAPES:
        for source in getattr(book.lengths, name).sources:
            known("source", source, knowledge.sources, f"lengths.{name}")
