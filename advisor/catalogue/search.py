"""Finding vendors in the catalogue by words and by what they are made for."""

from __future__ import annotations

from collections.abc import Collection

from advisor.catalogue.evidence import Side
from advisor.catalogue.joining import BEST_FIRST
from advisor.catalogue.vendor import Catalogue, Vendor

GOOD = 2
"""From this strength on a product counts for a side that it was not made for (`Strength`: 2 is good)."""


def find(
    catalogue: Catalogue,
    text: str = "",
    side: Side | None = None,
    trade: str | Collection[str] | None = None,
    segment: str | None = None,
    accounting: str | None = None,
    offered_only: bool = True,
) -> tuple[Vendor, ...]:
    """The vendors that meet everything given, sorted by name.

    Args:
        catalogue: where to look.
        text: words that must all stand in name, maker or judgement, in any order, big or small letters.
        side: made for that side, or good at it.
        trade: id of a trade that the vendor names, or several ids of which it names one. A vendor that names no
            trade is not found.
        segment: `residential` or `commercial`; a vendor for both is found under each.
        accounting: an answer of `today.accounting`; a page shows a link of any kind to it.
        offered_only: False finds what is no longer sold as well.
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
        and _says(vendor, words)
    ]
    return tuple(sorted(found, key=lambda vendor: (vendor.name.casefold(), vendor.id)))


def covers_side(vendor: Vendor, side: Side) -> bool:
    """True for a product made for that side, or good at it."""
    return side in (vendor.native_category, *vendor.also_covers) or getattr(vendor.strength, side) >= GOOD


def _says(vendor: Vendor, words: list[str]) -> bool:
    said = f"{vendor.name} {vendor.maker or ''} {vendor.judgement}".casefold()
    return all(word in said for word in words)
