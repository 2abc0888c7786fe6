"""How old a dated fact is. The caller says what day it is; nothing here reads a clock."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field, model_validator

from advisor.base import Value
from advisor.errors import shown

UNDATED = "unknown"
"""The date of a fact whose page shows none."""

_DATE = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2]))?")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

FactKind = Literal["price", "link", "capability"]
Freshness = Literal["fresh", "stale", "stale_unknown"]
"""`stale_unknown`: no date is known, so the fact may be any age and is treated with the care a stale one gets."""


def _dated(value: Any) -> Any:
    # YAML reads a bare year as a number.
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or (text != UNDATED and not _DATE.fullmatch(text)):
        raise ValueError(f"{shown(value)} is not a month. Write it like 2026-05, or 2026, or unknown")
    return text


AsOf = Annotated[str, BeforeValidator(_dated)]
"""When a fact was written or read: `YYYY-MM`, `YYYY`, or `unknown`."""


class Ageing(Value):
    """How fast facts age, by their kind; the head of `data/vendors.yaml` holds the figures and where they are from.

    Up to its limit a fact is taken as read. Past it, what it says widens with every year begun. A page without a date
    was open on the day the catalogue was made: it ages from that day, with a small margin from the start.
    """

    price_months: int = Field(gt=0, description="Oldest age in months at which a price counts as fresh")
    link_months: int = Field(gt=0, description="The same for a link to another system")
    capability_months: int = Field(gt=0, description="The same for how far a capability is covered")
    undated_step: float = Field(
        default=0.0, ge=0, le=0.25, description="How much wider, each way, a capability is taken whose page is undated"
    )
    stale_step: float = Field(
        default=0.0, ge=0, le=0.25, description="How much wider, each way, with each year begun past the limit"
    )
    stale_most: float = Field(default=0.0, ge=0, le=0.45, description="The most that age alone widens it, each way")
    price_rise_percent: float = Field(
        default=0.0, ge=0, le=50, description="Dearer at worst, for each year begun past the limit"
    )
    price_years_most: int = Field(default=5, ge=0, le=20, description="Years of rises that are allowed for at most")
    source: str
    price_source: str = "judgement"

    @model_validator(mode="after")
    def _in_order(self) -> Ageing:
        if self.undated_step > self.stale_step:
            raise ValueError(
                "undated_step is greater than stale_step; a page without a date is no worse than an old one. "
                "Lower undated_step"
            )
        return self

    def limit(self, kind: FactKind) -> int:
        """Oldest age in months at which a fact of this kind still counts as fresh."""
        return {"price": self.price_months, "link": self.link_months, "capability": self.capability_months}[kind]


class Clock(NamedTuple):
    """The day of use, and all that tells how facts have aged by then. The caller says what day it is."""

    day: date
    gathered: date
    """Day on which the catalogue was made: a page without a date was open then."""
    limits: Ageing

    def freshness(self, kind: FactKind, as_of: str) -> Freshness:
        """Whether a fact may still be relied on; what is undated is stale for sure once its reading is too old."""
        found = freshness(kind, as_of, self.day, self.limits)
        return "stale" if self.is_stale(kind, as_of) else found

    def is_stale(self, kind: FactKind, as_of: str) -> bool:
        """True past the limit of this kind, counted from the page's date or else from the day it was gathered."""
        return self.years_past(kind, as_of) > 0

    def years_past(self, kind: FactKind, as_of: str) -> int:
        """Years begun past the limit of this kind, 0 while fresh; what is undated ages from the day it was gathered."""
        dated = f"{self.gathered:%Y-%m}" if as_of == UNDATED else as_of
        months = (age_in_months(dated, self.day) or 0) - self.limits.limit(kind)
        return max(0, -(-months // 12))

    def margin(self, as_of: str) -> float:
        """How much wider, each way, age makes the level of a capability: 0 while dated and fresh, 0.45 at most."""
        past = min(self.limits.stale_step * self.years_past("capability", as_of), self.limits.stale_most)
        return past + (self.limits.undated_step if as_of == UNDATED else 0.0)

    def price_factor(self, as_of: str) -> float:
        """What the high end of a price is multiplied by: 1 while fresh; the low end stays, as nobody has to raise it.

        An undated price is treated as one that has been stale for up to a year.
        """
        years = self.years_past("price", as_of) + (1 if as_of == UNDATED else 0)
        return float((1 + self.limits.price_rise_percent / 100) ** min(years, self.limits.price_years_most))


def age_in_months(as_of: str, today: date) -> int | None:
    """Whole calendar months from *as_of* to *today*; 0 when it lies ahead, None when undated.

    A year without a month counts from its January: the fact may be that old.
    """
    if as_of == UNDATED:
        return None
    year, _, month = as_of.partition("-")
    return max(0, (today.year - int(year)) * 12 + today.month - int(month or 1))


def freshness(kind: FactKind, as_of: str, today: date, limits: Ageing) -> Freshness:
    """Whether a fact of this *kind* may still be relied on; stale from the month after its limit."""
    age = age_in_months(as_of, today)
    if age is None:
        return "stale_unknown"
    return "stale" if age > limits.limit(kind) else "fresh"


def how_old(as_of: str, today: date) -> str:
    """The date in words: "read in May 2026", "read in May 2024, 2 years ago", "undated"."""
    age = age_in_months(as_of, today)
    if age is None:
        return "undated"
    year, _, month = as_of.partition("-")
    read = f"read in {_MONTHS[int(month) - 1]} {year}" if month else f"read in {year}"
    years = age // 12 if month else today.year - int(year)
    if years < 1:
        return read
    return f"{read}, {years} year{'s' if years > 1 else ''} ago"


TOO_OLD: dict[FactKind, str] = {
    "price": "too old to rely on, so a rise is allowed for",
    "link": "too old to rely on, so have it shown",
    "capability": "too old to rely on, so it is counted as less sure",
}


def freshness_words(kind: FactKind, as_of: str, clock: Clock) -> str:
    """Date and age of a fact for a reader: "read in May 2024, 2 years ago, too old to rely on, so ..."."""
    said = how_old(as_of, clock.day)
    if as_of == UNDATED:
        said = f"undated, seen in {_MONTHS[clock.gathered.month - 1]} {clock.gathered.year}"
    return f"{said}, {TOO_OLD[kind]}" if clock.is_stale(kind, as_of) else said
