"""A stack: one way to fill the recommended category - what it covers, how it joins, what it costs, what is unknown."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from advisor.base import Money, Value
from advisor.scoring.options import Contribution, Kind


class CostLine(Value):
    """One part of the cost, with what was assumed and where the figure is from."""

    label: str
    first_year: Money
    three_years: Money
    assumption: str
    source: str
    as_of: str = "unknown"


class StackCost(Value):
    """Cost of a stack in US dollars. `open_lines` names what nobody publishes; it is never counted as zero."""

    first_year: Money
    three_years: Money
    lines: tuple[CostLine, ...]
    open_lines: tuple[str, ...]


class Join(Value):
    """One of the three joins of a stack: what is joined, how, and the source."""

    rule: Literal["J1", "J2", "J3"]
    what: str
    kind: str
    between: tuple[str, ...]
    source: str | None = None
    url: str | None = None
    note: str = ""


class Coverage(Value):
    """How well a stack covers a needed capability (0-1), as an interval; by whom."""

    capability: str
    label: str
    need: float
    low: float
    high: float
    vendor: str | None
    level: Literal["full", "partial", "none", "unknown"]
    url: str | None = None
    as_of: str = "unknown"


class Evidence(Value):
    """A fact shown about a vendor, with its source and date."""

    vendor: str
    fact: str
    source_title: str
    url: str
    as_of: str
    grade: str


class Stack(Value):
    """One way to fill the recommended category: one vendor or two, beside the accounting."""

    vendors: tuple[str, ...]
    names: tuple[str, ...]
    roles: tuple[Kind, ...] = Field(description="What each vendor is there for, in the order of vendors")
    option: str
    accounting: str | None
    value: float
    low: float
    high: float
    contributions: tuple[Contribution, ...]
    coverage: tuple[Coverage, ...]
    joins: tuple[Join, ...]
    cost: StackCost
    unknowns: tuple[str, ...]
    fits: tuple[str, ...]
    cautions: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class RelaxedLimit(Value):
    """A limit that leaves nothing or little, and what relaxing it would give."""

    limit: str
    gives: tuple[str, ...]
    sentence: str
