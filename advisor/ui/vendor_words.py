"""What the catalogue knows of a vendor in words, with the source and age of each fact; markdown where it says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from advisor import wording
from advisor.catalogue.ageing import FactKind, freshness, how_old
from advisor.catalogue.evidence import Side
from advisor.catalogue.joining import OWN_LEDGER
from advisor.catalogue.pricing import Pricing, Tier
from advisor.catalogue.vendor import Catalogue, Vendor
from advisor.report.chart_words import money_words
from advisor.report.words import listed, many
from advisor.ui.cards import web_link
from advisor.ui.widgets import plain

SIDE_NAMES: dict[Side, str] = {"crm": "Customers (CRM)", "pm": "Projects (PM)", "fsm": "Jobs (FSM)"}
STRENGTHS = ("nothing seen", "passable", "good", "deep")
LEVELS = {"full": "in full", "partial": "in part", "none": "none", "unknown": "unknown"}
KINDS = {
    "native": "Built in",
    "partner": "Through a partner's connector",
    "zapier": "Through a no-code connector (Zapier)",
    "file": "By file, by hand",
    "none": "No link, as a page shows",
    "unknown": "Unknown, so ask",
}
CONFIDENCE = {
    "stated": "from the vendor's own page",
    "reported": "reported by a third party, so ask for a quote",
    "low": "weakly sourced (not verified, in conflict or from a rival), so ask for a quote",
    "none": "no figure was found, so ask for a quote",
}
MODELS = {
    "per_user": "Priced for each user",
    "flat": "One flat price",
    "tiered": "Plans of growing scope",
    "per_technician": "Priced for each technician",
    "revenue_based": "The price follows your revenue",
    "quote_only": "Quote only: ask",
    "free": "Free",
    "unknown": "How it is priced is unknown: ask",
}
CONTRACTS = {
    "monthly": "The contract runs month by month",
    "annual": "The contract runs for a year",
    "multi_year": "The contract runs for several years",
    "unknown": "How long the contract runs is unknown: ask",
}
PAGE_KINDS = {
    "vendor": "the vendor's page",
    "review": "review",
    "guide": "guide",
    "news": "press",
    "competitor": "a rival's page",
    "unsourced": "our guess, unsourced",
}


def category(vendor: Vendor) -> str:
    """What a product is: "CRM", "Project management (PM)"."""
    return upper_first(wording.KIND_NAMES[vendor.native_category])


def strengths(vendor: Vendor) -> str:
    """Our reading of each side: "Customers: nothing seen; projects: deep; jobs: passable"."""
    s = vendor.strength
    return f"Customers: {STRENGTHS[s.crm]}; projects: {STRENGTHS[s.pm]}; jobs: {STRENGTHS[s.fsm]}"


def not_sold(vendor: Vendor) -> str:
    """Why a product that is not offered stands in the catalogue at all."""
    if vendor.status == "active":
        return "Nothing shows that it is still sold; shown so that you know"
    return "No longer sold; shown so that you know"


def number(key: str) -> str:
    """A source key as a reader sees it: "source 4"."""
    return f"source {key.removeprefix('s')}"


def told_by(vendor: Vendor, key: str, kind: FactKind, today: date, catalogue: Catalogue, as_of: str = "") -> str:
    """Where a fact was read, as markdown: link, grade, date, and a word where it is past its age or doubtful.

    Args:
        vendor: whose source it is.
        key: the source.
        kind: what the fact is about; each kind ages in its own time.
        today: the day on which it is read.
        catalogue: for the limits of age.
        as_of: when the fact itself was read, where it tells; else the date of the source counts.
    """
    source = vendor.sources[key]
    if not vendor.sourced(key):
        return "our guess, unsourced"
    month = as_of or source.as_of
    words = [web_link(number(key), source.url), f"grade {source.grade}", how_old(month, today)]
    if source.kind == "competitor":
        words.append("a rival's page")
    if freshness(kind, month, today, catalogue.ageing) == "stale":
        words.append("too old to rely on")
    return ", ".join(words)


def people(least: int | None, most: int | None) -> str:
    """A size of firm in words."""
    if least is not None and most is not None:
        return many(least, "person", "people") if least == most else f"{least:,d} to {most:,d} people"
    if least is not None:
        return f"{least:,d} people or more"
    return "Size of firm unknown" if most is None else f"up to {most:,d} people"


def tier_price(tier: Tier) -> str:
    """What one plan costs, never zero where nobody tells: "$29 a month per user, billed yearly"."""
    if tier.usd_month is None:
        return "Not published: ask"
    # A price may have cents, and rounding it would be wrong by more than it saves.
    dollars = f"${tier.usd_month:,.2f}".removesuffix(".00")
    per = {"account": "for the firm", "user": "per user", "technician": "per technician", "unknown": "(per what: ask)"}
    billed = {"annual": ", billed yearly", "monthly": ", billed monthly", "unknown": ""}
    included = f", {many(tier.users_included, 'user')} included" if tier.users_included else ""
    return f"{dollars} a month {per[tier.per]}{billed[tier.billed]}{included}"


def tier_table(tiers: Iterable[Tier]) -> str:
    """The plans as a markdown table."""
    # Two columns, so that a phone shows them side by side.
    told = ((t.name, f"{tier_price(t)}. {upper_first(t.note)}".strip()) for t in tiers)
    rows = [f"| {plain(name)} | {plain(price)} |" for name, price in told]
    return "\n".join(["| Plan | US dollars before tax |", "| --- | --- |", *rows])


def price_lines(pricing: Pricing) -> list[str]:
    """What is known of the price apart from the plans, as plain text."""
    lines = [MODELS[pricing.model]]
    if pricing.typical_usd_month:
        lines.append(f"Reported range: {money_words(pricing.typical_usd_month)} a month")
    if pricing.setup_fee_usd:
        lines.append(f"Setting up, once: {money_words(pricing.setup_fee_usd)}")
    if pricing.published is not True:
        known = "does not publish a price" if pricing.published is False else "may or may not publish a price"
        lines.append(f"The vendor {known}")
    lines.append(CONTRACTS[pricing.contract])
    return [*lines, pricing.note] if pricing.note else lines


def upper_first(text: str) -> str:
    """*text* with a capital first letter."""
    return f"{text[:1].upper()}{text[1:]}"


def system_name(name: str, catalogue: Catalogue) -> str:
    """The name of a vendor or an outside system by its id."""
    if name == OWN_LEDGER:
        return "its own books"
    if name in catalogue.by_id:
        return catalogue.by_id[name].name
    return next((system.name for system in catalogue.external_systems if system.id == name), name)


def accounting_lines(vendor: Vendor, catalogue: Catalogue) -> list[tuple[str, str]]:
    """The accounting systems by kind of link, the best kind first: the kind, and the line as plain text."""
    by_kind: dict[str, list[str]] = {}
    for system, kind in vendor.accounting.items():
        by_kind.setdefault(kind, []).append(system_name(system, catalogue))
    return [(kind, f"{words}: {listed(by_kind[kind])}") for kind, words in KINDS.items() if kind in by_kind]
