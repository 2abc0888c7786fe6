"""Finding vendors in the catalogue by words and by what they are made for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from advisor.catalogue.compare import documented
from advisor.catalogue.evidence import Side
from advisor.catalogue.joining import BEST_FIRST
from advisor.catalogue.vendor import Catalogue, Vendor

GOOD = 2
"""From this strength on a product counts for a side that it was not made for (`Strength`: 2 is good)."""

Order = Literal["name", "documented"]


def find(
    catalogue: Catalogue,
    text: str = "",
    side: Side | None = None,
    trade: str | Collection[str] | None = None,
    segment: str | None = None,
    accounting: str | None = None,
    offered_only: bool = True,
    *,
    people: tuple[int, int | None] | None = None,
    priced_only: bool = False,
    order: Order = "name",
) -> tuple[Vendor, ...]:
    """The vendors that meet everything given.

    Args:
        catalogue: where to look.
        text: words that must all stand in name, maker, judgement or strengths, in any order, big or small letters.
        side: made for that side, or good at it.
        trade: id of a trade that the vendor names, or several ids of which it names one. A vendor that names no
            trade is not found.
        segment: `residential` or `commercial`; a vendor for both is found under each.
        accounting: an answer of `today.accounting`; a page shows a link of any kind to it.
        offered_only: False finds what is no longer sold as well.
        people: least and most people of a firm (None: no upper end). Left out are vendors whose page names a size
            that lies wholly outside; one whose size nobody tells may fit, so it stays.
        priced_only: only vendors that publish a price.
        order: by name, or those first of which pages tell the most capabilities.
    """
    words = text.casefold().split()
    trades = {trade} if isinstance(trade, str) else set(trade or ())
    found = [
        vendor
        for vendor in catalogue.vendors
        if (vendor.offered or not offered_only)
        and (side is None or covers_side(vendor, side))
        and (trade is None or not trades.isdisjoint(vendor.trades))
        and (segment is None or segment in vendor.segments)
        and (accounting is None or vendor.accounting_link(accounting) in BEST_FIRST)
        and (people is None or may_fit(vendor, *people))
        and (not priced_only or vendor.pricing.published is True)
        and _says(vendor, words)
    ]
    found.sort(key=lambda vendor: (vendor.name.casefold(), vendor.id))
    if order == "documented":
        found.sort(key=documented, reverse=True)
    return tuple(found)


def covers_side(vendor: Vendor, side: Side) -> bool:
    """True for a product made for that side, or good at it."""
    return side in (vendor.native_category, *vendor.also_covers) or getattr(vendor.strength, side) >= GOOD


def may_fit(vendor: Vendor, least: int, most: int | None) -> bool:
    """False only where a page names a size of firm that no firm of *least* to *most* people has."""
    low, high = vendor.fit_people
    return not ((high is not None and least > high) or (low is not None and most is not None and most < low))


def _says(vendor: Vendor, words: list[str]) -> bool:
    said = f"{vendor.name} {vendor.maker or ''} {vendor.judgement} {' '.join(vendor.strengths)}".casefold()
    return all(word in said for word in words)
