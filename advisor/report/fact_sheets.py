"""Fact sheets: what is known of each vendor on the shortlist, where it was read, and what to get in writing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from advisor import wording
from advisor.advice import Advice
from advisor.catalogue.ageing import Clock, FactKind
from advisor.catalogue.compare import Cell, Mark, Page, books, compare, documented, marks, page_of
from advisor.catalogue.vendor import RemarkKind, Vendor
from advisor.knowledge import Knowledge
from advisor.report.blocks import Column, Heading, Paragraph, Section, Table
from advisor.report.citations import Citations
from advisor.report.comparison import needed_from
from advisor.report.vendor_facts import (
    CONFIDENCE,
    DIFFICULTY,
    KINDS,
    MARKS,
    OWN_FILE,
    accounting_lines,
    category,
    price_lines,
    size,
    strengths,
    tier_price,
    upper_first,
    yes_no,
)
from advisor.report.words import as_of_words, listed, lower_first, many

TIERS_SHOWN = 4
NEEDS_NAMED = 6
REMARKS_SHOWN = 2
TRADES_NAMED = 8
READS = ("full", "partial", "none", "unknown")
NO_SYSTEM = ("unknown", "none", "other")
LEVEL_WORDS = {"full": "In full", "partial": "In part", "none": "Missing", "unknown": "Unknown, so ask"}
REMARKS: dict[RemarkKind, str] = {
    "strengths": "Speaks for it", "limitations": "Limits", "watch_outs": "Watch out",
}  # fmt: skip


def shortlisted(advice: Advice, k: Knowledge) -> list[tuple[Vendor, str]]:
    """Every vendor of the catalogue on the shortlist that would be new, with what it is there for, in order."""
    found: dict[str, tuple[Vendor, list[str]]] = {}
    for stack in advice.stacks:
        for vendor, role in zip(stack.vendors, stack.roles, strict=True):
            if vendor in k.catalogue.by_id and role not in advice.keeps:
                words = wording.KIND_NAMES[role]
                roles = found.setdefault(vendor, (k.catalogue.by_id[vendor], []))[1]
                if words not in roles:
                    roles.append(words)
    return [(vendor, listed(roles)) for vendor, roles in found.values()]


def fact_sheets(advice: Advice, k: Knowledge, cited: Citations) -> Section | None:
    """A sheet for each new vendor on the shortlist; None where there is none."""
    vendors = shortlisted(advice, k)
    if not vendors:
        return None
    clock = k.catalogue.clock(date.fromisoformat(advice.used_on) if advice.used_on else None)
    blocks: list[Heading | Paragraph | Table] = [
        Paragraph(
            text="What public pages show, each with its source. What nobody tells is never read as a no: ask it in "
            "the demo and get it in writing.",
            look="muted",
            leads=True,
        )
    ]
    for vendor, role in vendors:
        blocks.append(Heading(text=vendor.name, aside=f"considered for {role}"))
        blocks.append(_sheet(vendor, advice, k, clock, cited))
    return Section(title="Vendor fact sheets", blocks=tuple(blocks))


def _sheet(vendor: Vendor, advice: Advice, k: Knowledge, clock: Clock, cited: Citations) -> Table:
    def said(text: str, key: str | None, kind: FactKind = "capability", as_of: str = "") -> str:
        """The text with the number of its page, and a word where that page is weaker than it looks."""
        if key is None:
            return text
        page = page_of(vendor, key, as_of=as_of)
        return f"{text}{_number(page, marks(vendor.sources[key], kind, page.as_of, clock), cited)}"

    fit, setup, pricing = vendor.fit, vendor.onboarding, vendor.pricing
    rows = [
        ("What it is", f"{category(vendor)}. Our reading of each side. {strengths(vendor)}."),
        ("Our judgment", vendor.judgement),
        (
            "For whom",
            said(upper_first(size(vendor)), fit.source if fit else None) + f". {_trades(vendor, k)}",
        ),
        ("Price", said(_price(vendor), pricing.source, "price", pricing.as_of)),
        ("Your books", _books(vendor, advice, k, clock, cited)),
        ("Of what you need most", _needs(vendor, advice, k, clock, cited)),
        (
            "Phone without a signal",
            said(yes_no(vendor.mobile_offline, vendor.mobile_offline_source), vendor.mobile_offline_source),
        ),
        ("Open API", said(yes_no(vendor.open_api, vendor.open_api_source), vendor.open_api_source)),
        (
            "Time to set up",
            said(
                f"{setup.weeks_low} to {setup.weeks_high} weeks, {DIFFICULTY[setup.difficulty]}" if setup
                else KINDS["unknown"],
                setup.source if setup else None,
            ),
        ),
    ]  # fmt: skip
    for kind, title in REMARKS.items():
        told = [said(remark.says, remark.source) for remark in vendor.remarks(kind)[:REMARKS_SHOWN]]
        if told:
            rows.append((title, " ".join(_stopped(words) for words in told)))
    rows.append(("What pages tell of", _evidence(vendor, len(k.capabilities))))
    seen = [fact.sentence for fact in advice.scorecard.facts if fact.vendor == vendor.id] if advice.scorecard else []
    if seen:
        rows.append(("Seen in your demos", " ".join(seen)))
    return Table(
        columns=(Column(title="", share=0.9), Column(title="What is known", share=4.1)),
        rows=tuple(rows),
        fine=True,
        together=True,
    )


def _stopped(words: str) -> str:
    """A sentence with its full stop before the number of its page."""
    text, bracket, number = words.partition(" [")
    return f"{text.rstrip('.')}.{bracket}{number}"


def _number(page: Page, weak: Sequence[Mark], cited: Citations) -> str:
    if page.kind == "unsourced":
        return f" ({MARKS['unsourced']})"
    number = f" [{_cite(page, cited)}]"
    words = [MARKS[mark] for mark in weak if mark != "undated"]
    own = [OWN_FILE] if page.kind == "own" else []
    return f"{number} ({listed([*words, *own])})" if words or own else number


def _trades(vendor: Vendor, k: Knowledge) -> str:
    customers = f"{upper_first(listed(vendor.segments))} customers. " if vendor.segments else ""
    names = list(dict.fromkeys(k.trades[trade].name_en.partition(" (")[0] for trade in vendor.trades))
    if not names:
        return f"{customers}No trade named; made for any kind of business."
    shown = names[:TRADES_NAMED]
    more = [many(len(names) - len(shown), "more", "more")] if len(names) > len(shown) else []
    return f"{customers}Trades it names: {listed([*map(lower_first, shown), *more])}."


def _price(vendor: Vendor) -> str:
    pricing = vendor.pricing
    plans = [f"{tier.name}: {tier_price(tier)}" for tier in pricing.tiers[:TIERS_SHOWN]]
    more = len(pricing.tiers) - len(plans)
    if more > 0:
        plans.append(f"{many(more, 'further plan')}")
    # A price nobody vouches for is said to be so right beside it.
    sure = [upper_first(CONFIDENCE[pricing.confidence])] if pricing.has_figures else []
    return f"{'. '.join(part.rstrip('.') for part in [*plans, *price_lines(pricing), *sure])}."


def _books(vendor: Vendor, advice: Advice, k: Knowledge, clock: Clock, cited: Citations) -> str:
    """The link to the accounting of this firm, where that is told, and to others."""
    lines = [line for kind, line in accounting_lines(vendor, k.catalogue) if kind != "unknown"]
    every = "; ".join(lines) or KINDS["unknown"]
    if lines and vendor.accounting_source is not None:
        every += f" [{_cite(page_of(vendor, vendor.accounting_source), cited)}]"
    system = advice.answers.today.accounting
    if system is None or system in NO_SYSTEM:
        return every
    way = books(vendor, system, clock)
    words = KINDS[way.kind or "unknown"]
    page = f" [{_cite(way.page, cited)}]" if way.page is not None and way.page.kind != "unsourced" else ""
    return f"To yours: {lower_first(words)}{page}. In all: {every}"


def _cite(page: Page, cited: Citations) -> int:
    return cited.page(page.title, page.url, page.grade, page.as_of)


def _needs(vendor: Vendor, advice: Advice, k: Knowledge, clock: Clock, cited: Citations) -> str:
    """The capabilities needed most, by how far they are covered, with the pages that say so."""
    needs = advice.capability_needs
    least = needed_from(needs, k)
    wanted = [one for one in k.capabilities.values() if needs.get(one.id, 0.0) >= least]
    alone = compare(k.catalogue, (vendor.id,), wanted, clock, needs=needs)
    rows = sorted(alone.rows, key=lambda row: (-row.need, row.label))
    parts = []
    for level in READS:
        at = [row for row in rows if row.cells[0].level == level]
        names = [f"{lower_first(row.label)}{_cell(row.cells[0], cited)}" for row in at[:NEEDS_NAMED]]
        if len(at) > NEEDS_NAMED:
            names.append(many(len(at) - NEEDS_NAMED, "more", "more"))
        if names:
            parts.append(f"{LEVEL_WORDS[level]}: {listed(names)}")
    return f"{'. '.join(parts)}."


def _cell(cell: Cell, cited: Citations) -> str:
    if cell.page is None or cell.level == "unknown":
        return ""
    return f" [{_cite(cell.page, cited)}]"


def _evidence(vendor: Vendor, of: int) -> str:
    """How much of it is documented, by pages of which kind, and when the newest was read."""
    grades = Counter(page.grade for page in vendor.sources.values() if page.kind != "unsourced")
    kinds = listed(f"{count} of grade {grade}" for grade, count in sorted(grades.items()))
    newest = max(_dates(page.as_of for page in vendor.sources.values()), default="")
    read = f", the newest from {as_of_words(newest)}" if newest else ""
    return f"{documented(vendor)} of {of} capabilities, on {many(sum(grades.values()), 'page')} ({kinds}{read})."


def _dates(told: Iterable[str]) -> list[str]:
    return [as_of for as_of in told if as_of[:1].isdigit()]
