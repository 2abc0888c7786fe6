"""Frozen, closed values: the one base that every data model here stands on."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, WithJsonSchema


class Value(BaseModel):
    """A value that cannot change, admits no unknown field and no NaN or infinity."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        validate_default=True,
        str_strip_whitespace=True,
    )


class Interval(Value):
    """What is known of a quantity: its least, most plausible and greatest value, in the unit of the field."""

    low: float
    mid: float
    high: float

    @property
    def width(self) -> float:
        """Greatest minus least, in the unit of the quantity; 0 for an exact value."""
        return self.high - self.low

    def mirrored(self) -> Interval:
        """The other part of a whole of 1: a project share becomes the job share."""
        return Interval(low=1 - self.high, mid=1 - self.mid, high=1 - self.low)


class Money(Value):
    """A range of US dollars. An open end (`None`) means that nobody publishes it; it is never read as zero."""

    low: float | None
    high: float | None


def _calendar_day(text: str) -> str:
    if text:
        try:
            if date.fromisoformat(text).isoformat() != text:
                raise ValueError
        except ValueError:
            raise ValueError(f"{text[:40]!r} is no day. Write it like 2026-11-21") from None
    return text


CalendarDay = Annotated[
    str, AfterValidator(_calendar_day), WithJsonSchema({"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2})?$"})
]
"""A day as YYYY-MM-DD; empty where it was not told."""
