"""What the catalogue knows of a vendor, in words: plain text, the same on screen and in files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor import wording
from advisor.catalogue.compare import Mark
from advisor.catalogue.evidence import Side, is_own
from advisor.catalogue.joining import OWN_LEDGER
from advisor.catalogue.pricing import Pricing, Tier
from advisor.catalogue.similar import Neighbour
from advisor.catalogue.vendor import Catalogue, Vendor
from advisor.report.chart_words import money_words
from advisor.report.words import listed, lower_first, many

SIDE_NAMES: dict[Side, str] = {"crm": "Customers (CRM)", "pm": "Projects (PM)", "fsm": "Jobs (FSM)"}
SIDES = {"customer": "Customers", "project": "Projects", "job": "Jobs", "shared": "Shared by all sides"}
"""The sides of the work in their order, as headings over capabilities."""

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
    "own": "own experience of the consultant",
    "unsourced": "our guess, unsourced",
}
OWN_FILE = "own file"
"""Said of a fact that a consultant's own file brings, whatever kind of source it names."""

MARKS: dict[Mark, str] = {
    "unsourced": "our guess, unsourced",
    "competitor": "a rival's page",
    "thin": "a thin page",
    "stale": "too old to rely on",
    "undated": "undated",
    "conflict": "another page says otherwise",
}
YES_NO: dict[bool | str, str] = {True: "yes", False: "no", "partial": "in part", "unknown": "unknown, so ask"}
NO_PAGE = "no page named"
DIFFICULTY = {1: "easy", 2: "rather easy", 3: "of middling effort", 4: "rather hard", 5: "hard"}

DIFFERENCES_NAMED = 3
"""Capabilities named for each way in which two vendors differ; the comparison holds all."""


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
    """A source key as a reader sees it: "source 4"; a consultant's own file numbers its sources itself."""
    return f"source {key[1:]} of the {OWN_FILE}" if is_own(key) else f"source {key[1:]}"


def people(least: int | None, most: int | None) -> str:
    """A size of firm in words."""
    if least is not None and most is not None:
        return many(least, "person", "people") if least == most else f"{least:,d} to {most:,d} people"
    if least is not None:
        return f"{least:,d} people or more"
    return "Size of firm unknown" if most is None else f"up to {most:,d} people"


def size(vendor: Vendor) -> str:
    """The size of firm it is for, in words that can stand within a line."""
    if vendor.fit is None or (vendor.fit.employees_min is None and vendor.fit.employees_max is None):
        return "unknown, so ask"
    return lower_first(people(vendor.fit.employees_min, vendor.fit.employees_max))


def yes_no(value: bool | str, source: str | None) -> str:
    """Whether a product has something, with a word where no page is named for it: "Yes", "In part, no page named"."""
    unsourced = value != "unknown" and source is None
    return upper_first(YES_NO[value]) + (f", {NO_PAGE}" if unsourced else "")


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


def price_in_short(pricing: Pricing) -> str:
    """The price in one line, for lists and tables: its lowest plan, or the reported range, or that it is unknown."""
    priced = sorted((t for t in pricing.tiers if t.usd_month is not None), key=lambda t: t.usd_month or 0.0)
    paid = [tier for tier in priced if tier.usd_month]
    if paid:
        free = "Free plan; paid ones from" if len(paid) < len(priced) else "From"
        return f"{free} {tier_price(paid[0])}" if len(pricing.tiers) > 1 else tier_price(paid[0])
    if pricing.typical_usd_month:
        return f"Reported: {money_words(pricing.typical_usd_month)} a month"
    if priced or pricing.model == "free":
        return "Free plan; the price of others is unknown" if len(pricing.tiers) > 1 else "Free"
    return "Quote only; no figure found" if pricing.model == "quote_only" else "Price unknown: ask"


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
        own = f" ({OWN_FILE})" if is_own(vendor.accounting_page(system)) and kind != "unknown" else ""
        by_kind.setdefault(kind, []).append(f"{system_name(system, catalogue)}{own}")
    return [(kind, f"{words}: {listed(by_kind[kind])}") for kind, words in KINDS.items() if kind in by_kind]


def difference_lines(found: Neighbour, asked: Vendor, catalogue: Catalogue, labels: Mapping[str, str]) -> list[str]:
    """In what a vendor differs from the one asked about, as plain lines, the price last.

    Args:
        found: the vendor that is alike.
        asked: the vendor it is like.
        catalogue: where both stand.
        labels: name of each capability by its id.
    """
    other = catalogue.by_id[found.vendor]

    def named(names: Sequence[str]) -> str:
        words = [lower_first(labels[name]) for name in names[:DIFFERENCES_NAMED]]
        left = len(names) - len(words)
        return listed([*words, f"{left} more"] if left else words)

    lines = []
    if found.more:
        lines.append(f"Covers more: {named(found.more)}")
    if found.less:
        lines.append(f"Covers less: {named(found.less)}")
    if found.only_known_here:
        lines.append(f"Shows what nobody tells of {asked.name}: {named(found.only_known_here)}")
    if found.only_known_there:
        lines.append(f"Unknown, where {asked.name} shows it: {named(found.only_known_there)}")
    if not lines:
        lines.append("No difference is known in what both cover")
    price = price_in_short(other.pricing)
    return [*lines, price if price.startswith("Price") else f"Price: {lower_first(price)}"]
