"""What a product costs, as published or reported, and how far the figures can be trusted."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from advisor.base import Money, Value
from advisor.catalogue.ageing import AsOf
from advisor.catalogue.evidence import SourceKey, Text, YesNo

Dollars = Annotated[float, Field(ge=0)]


class Tier(Value):
    """One plan of a price list. Without `usd_month` its price was not found; it is never read as free."""

    name: Text
    usd_month: Dollars | None = Field(default=None, description="US dollars a month, for each `per`")
    users_included: int | None = Field(default=None, ge=1)
    billed: Literal["annual", "monthly", "unknown"] = "unknown"
    per: Literal["account", "user", "technician", "unknown"] = "unknown"
    note: Text = ""


class OtherPrice(Value):
    """What another page says of the price. It is shown beside the figures that count, and never counted itself."""

    says: Text
    source: SourceKey
    as_of: AsOf = "unknown"


class Pricing(Value):
    """What is known of the price; `confidence` says how far to trust the figures."""

    model: Literal["per_user", "flat", "tiered", "per_technician", "revenue_based", "quote_only", "free", "unknown"]
    published: YesNo
    confidence: Literal["stated", "reported", "low", "none"]
    tiers: tuple[Tier, ...] = ()
    typical_usd_month: Money | None = None
    setup_fee_usd: Money | None = None
    contract: Literal["monthly", "annual", "multi_year", "unknown"]
    as_of: AsOf
    source: SourceKey | None = None
    note: Text = ""
    also: tuple[OtherPrice, ...] = ()

    @property
    def has_figures(self) -> bool:
        """True when at least one amount in dollars is known."""
        return any(tier.usd_month is not None for tier in self.tiers) or bool(
            self.typical_usd_month or self.setup_fee_usd
        )

    @model_validator(mode="after")
    def _figures_are_backed(self) -> Pricing:
        if self.has_figures and (self.confidence == "none" or self.source is None):
            raise ValueError("there are figures here, so confidence must not be none and a source must be named")
        for name, money in (("typical_usd_month", self.typical_usd_month), ("setup_fee_usd", self.setup_fee_usd)):
            ends = [end for end in (money.low, money.high) if end is not None] if money else []
            if ends != sorted(ends) or any(end < 0 for end in ends):
                raise ValueError(f"{name} must run from low to high, neither below 0")
        return self
