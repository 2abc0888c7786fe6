"""Where a fact about a vendor was read, and its plans as a table: markdown, for the screens."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.catalogue.ageing import Clock, FactKind, freshness_words
from advisor.catalogue.pricing import Tier
from advisor.catalogue.vendor import Vendor
from advisor.report.vendor_facts import MARKS, number, tier_price, upper_first
from advisor.ui.cards import web_link
from advisor.ui.widgets import plain


def told_by(vendor: Vendor, key: str, kind: FactKind, clock: Clock, as_of: str = "") -> str:
    """Where a fact was read, as markdown: link, grade, date, and a word where it is past its age or doubtful.

    Args:
        vendor: whose source it is.
        key: the source.
        kind: what the fact is about; each kind ages in its own time.
        clock: the day on which it is used.
        as_of: when the fact itself was read, where it tells; else the date of the source counts.
    """
    source = vendor.sources[key]
    if not vendor.sourced(key):
        return MARKS["unsourced"]
    words = [
        web_link(number(key), source.url),
        f"grade {source.grade}",
        freshness_words(kind, as_of or source.as_of, clock),
    ]
    if source.kind == "competitor":
        words.append(MARKS["competitor"])
    return ", ".join(words)


def tier_table(tiers: Iterable[Tier]) -> str:
    """The plans as a markdown table."""
    # Two columns, so that a phone shows them side by side.
    told = ((t.name, f"{tier_price(t)}. {upper_first(t.note)}".strip()) for t in tiers)
    rows = [f"| {plain(name)} | {plain(price)} |" for name, price in told]
    return "\n".join(["| Plan | US dollars before tax |", "| --- | --- |", *rows])
