"""How old a dated fact is. The caller says what day it is; nothing here reads a clock."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

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
    """After how many months a fact is stale, by its kind; the head of `data/vendors.yaml` holds the figures."""

    price_months: int = Field(gt=0)
    link_months: int = Field(gt=0)
    capability_months: int = Field(gt=0)
    source: str

    def limit(self, kind: FactKind) -> int:
        """Oldest age in months at which a fact of this kind still counts as fresh."""
        return {"price": self.price_months, "link": self.link_months, "capability": self.capability_months}[kind]


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
