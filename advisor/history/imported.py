"""What an export of past work tells: the frozen result of an import, for screen, command line and saved assessment.

It holds no name of a customer and no row of the file: only what was measured, and doubts with the place of the row.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from advisor.base import Interval, Value
from advisor.history.book import AnchorSet, ShapeName
from advisor.questionnaire.answers import Answers
from advisor.questionnaire.measured import Basis


class Doubt(Value):
    """Something about the file that one should know before trusting the measure."""

    code: str
    message: str
    file: str = ""
    row: int | None = None
    """First row concerned, as a spreadsheet program numbers it."""
    column: str | None = None
    rows: int = 0
    """How many rows it concerns; 0 where it concerns the file."""


class Rows(Value):
    """What became of the rows: read = used + grouped + dropped."""

    read: int
    used: int
    grouped: int
    dropped: int
    reasons: dict[str, int] = Field(default={})


class FileRead(Value):
    """One table of the upload and how it was understood."""

    file: str
    system: str
    system_name: str
    report: str
    certainty: float
    columns: tuple[str, ...]
    mapping: dict[str, str]
    sureness: dict[str, float]
    date_order: Literal["mdy", "dmy"] | None = None
    rows: int = 0


class Period(Value):
    """The time the records cover, as ISO dates, and how many fall into each month of the year (January first)."""

    first: str
    last: str
    years: float
    by_month: tuple[int, ...]


class Shares(Value):
    """Share of the project side (projects and short projects), 0-1, by each basis; None where the file cannot say."""

    by_count: Interval | None = None
    by_revenue: Interval | None = None
    by_hours: Interval | None = None


class Kind(Value):
    """Records that say the same of themselves: the user sees them together and may move them to another shape."""

    name: str
    shape: ShapeName
    certainty: float
    """0-1: how sure the shape is."""
    records: int
    share_of_revenue: float | None = None
    median_usd: float | None = None
    moved: bool = False
    """True where the user chose the shape."""


class Shape(Value):
    """All work of one shape."""

    name: ShapeName
    title: str
    records: int
    share_of_count: float
    share_of_revenue: float | None = None
    median_usd: float | None = None
    mean_usd: float | None = None
    median_days: float | None = None
    median_hours: float | None = None
    examples: tuple[str, ...] = ()


class Histogram(Value):
    """Records by value or by length: *edges* has one more entry than each row of counts."""

    unit: Literal["usd", "working days"]
    edges: tuple[float, ...]
    job: tuple[int, ...]
    short_project: tuple[int, ...]
    project: tuple[int, ...]


class Imported(Value):
    """The measured work mix."""

    system: str
    certainty: float
    files: tuple[FileRead, ...]
    mapping: dict[str, str]
    rows: Rows
    period: Period | None = None
    shares: Shares
    short_share: float | None = None
    """Part of the project side that is short projects (0-1), by the leading basis."""
    basis: Basis | None = None
    """The basis that leads: revenue, else hours, else count."""
    records_are: str
    """What one record is, in a word: job, invoice, project, permit."""
    can_tell: bool
    records_needed: int | None = None
    verdict: str
    one_shape: bool
    shapes: tuple[Shape, ...]
    kinds: tuple[Kind, ...]
    anchors: AnchorSet
    by_value: Histogram | None = None
    by_length: Histogram | None = None
    findings: tuple[Doubt, ...]
    proposed: Answers

    @property
    def leading(self) -> Interval | None:
        """The share by the leading basis."""
        return None if self.basis is None else getattr(self.shares, f"by_{self.basis}")


def imported_json(imported: Imported) -> dict[str, Any]:
    """The result as the plain data of `advisor import --json`."""
    data = imported.model_dump(mode="json")
    period = data.pop("period")
    data["period"] = (
        None
        if period is None
        else {
            "from": period["first"],
            "to": period["last"],
            "years": period["years"],
            "by_month": period["by_month"],
        }
    )
    data["proposed"] = imported.proposed.compact()
    return data
