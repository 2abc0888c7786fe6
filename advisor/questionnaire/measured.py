"""The split as measured from records of past work: the shares, where they come from, and how the file was read.

No name, title or row of the records is part of it; what a person chose while reading them is, so that the next file of
the same kind is read the same way.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from advisor.base import Interval, Value

Basis = Literal["revenue", "hours", "count"]
Shape = Literal["job", "short_project", "project"]
Line = Annotated[str, Field(max_length=200)]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Anchor(Value):
    """What one piece of work of a shape is usually worth, and by which factor pieces differ."""

    median_usd: float = Field(gt=0, lt=1e9)
    spread: float = Field(ge=1.05, le=20)


class MeasuredSplit(Value):
    """Project shares (0-1) by each basis that the records can say, with the interval that holds 95 of 100 draws."""

    basis: Basis
    by_revenue: Interval | None = None
    by_hours: Interval | None = None
    by_count: Interval | None = None
    can_tell: bool = Field(description="Whether the records decide the side of the hybrid line")
    guess: Interval | None = Field(default=None, description="The share that was told before it was measured")
    records: int = Field(ge=1, le=10_000_000)
    systems: Annotated[tuple[Line, ...], Field(max_length=20)] = ()
    first: Day | None = None
    last: Day | None = None
    columns: Annotated[dict[Line, Annotated[dict[Line, Line], Field(max_length=40)]], Field(max_length=60)] = Field(
        default={}, description="Columns as the person chose them, by the name of the table"
    )
    moved: Annotated[dict[Line, Shape], Field(max_length=100)] = Field(
        default={}, description="Kinds of work that the person moved to another shape"
    )
    anchors: dict[Shape, Anchor] = Field(default={}, description="Anchors that the person set")

    @model_validator(mode="after")
    def _shares(self) -> MeasuredSplit:
        for name in ("by_revenue", "by_hours", "by_count"):
            share: Interval | None = getattr(self, name)
            if share is not None and not 0 <= share.low <= share.mid <= share.high <= 1:
                raise ValueError(f"{name} must run from low over mid to high, within 0 to 1")
        if self.leading is None:
            raise ValueError(f"by_{self.basis} is missing, though the basis is {self.basis}. Add it")
        return self

    @property
    def leading(self) -> Interval | None:
        """The share by the basis that leads."""
        share: Interval | None = getattr(self, f"by_{self.basis}")
        return share
