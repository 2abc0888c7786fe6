"""Figures for costing a stack and for the first 90 days; an entry each of `data/costs.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from advisor.base import Value


class Figure(Value):
    """One published or judged figure, low to high, with its unit and how it is used."""

    id: str
    label: str
    low: float
    high: float | None
    unit: str
    basis: str
    source: str
    note: str = ""


class FirstDays(Value):
    """What to do in the first 90 days for firms of this many people."""

    headcount_min: int
    headcount_max: int | None
    who: str
    steps: tuple[str, ...]
    sources: tuple[str, ...]


class FailureCause(Value):
    """Why roll-outs fail, and what prevents it."""

    id: str
    title: str
    what: str
    prevents: str
    sources: tuple[str, ...]


class CostBook(Value):
    """All of `data/costs.yaml`."""

    figures: tuple[Figure, ...]
    first_90_days: tuple[FirstDays, ...]
    failure_causes: tuple[FailureCause, ...]

    @cached_property
    def by_id(self) -> dict[str, Figure]:
        """The figures by their id."""
        return {figure.id: figure for figure in self.figures}

    def first_days(self, headcount: float) -> FirstDays:
        """The plan for a firm of this size; the largest band is open."""
        for band in self.first_90_days:
            if band.headcount_max is None or headcount <= band.headcount_max:
                return band
        return self.first_90_days[-1]

    def references(self) -> Iterator[tuple[str, str, str]]:
        """(kind, id, where) of everything cited."""
        for figure in self.figures:
            yield "source", figure.source, f"figure {figure.id}"
        for band in self.first_90_days:
            for source in band.sources:
                yield "source", source, f"first_90_days {band.headcount_min}"
        for cause in self.failure_causes:
            for source in cause.sources:
                yield "source", source, f"failure cause {cause.id}"
