"""What is said about a stack: what it covers, why it fits, what is unknown, and the facts that carried it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from advisor.catalogue.evidence import is_own
from advisor.catalogue.vendor import Vendor
from advisor.stack.fit import depth_of, side_parts, size_misses, trade_match
from advisor.stack.joins import accounting_name, accounting_ways, books_seats, books_source
from advisor.stack.licence import Licence
from advisor.stack.limits import budget_of
from advisor.stack.seats import Seat, Situation, id_of, name_of
from advisor.stack.stack import Coverage, Evidence
from advisor.stack.table import WAYS, Ints
from advisor.stack.words import listed, lower, short_name

LINK_WORDS = {
    "native": "its own link",
    "partner": "a partner's link",
    "zapier": "a no-code connector",
    "file": "files sent back and forth",
}
EVIDENCE_WORDS = {
    "native": "built in",
    "partner": "through a partner",
    "zapier": "through a no-code connector",
    "file": "by file",
}
LEAST_FITS = 2

COVERS = "Covers what you need most"
"""How the reason starts that names what is covered."""


class Shown(NamedTuple):
    """One stack on its way to the screen: its seats, the row of each, and their licences."""

    situation: Situation
    seats: tuple[Seat, ...]
    row: Ints
    licences: tuple[Licence, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the vendors in the order of the seats."""
        return tuple(name_of(self.situation.table, int(r), s) for r, s in zip(self.row, self.seats, strict=True))

    @property
    def new(self) -> tuple[tuple[Vendor, Seat], ...]:
        """The vendors that would be bought, with their seats."""
        found = ((self.situation.table.vendor(int(r)), s) for r, s in zip(self.row, self.seats, strict=True))
        return tuple((vendor, seat) for vendor, seat in found if vendor is not None and not seat.kept)


class Covered(NamedTuple):
    """A `Coverage` on its way: of many that are worked out few are shown, and only those are checked as values."""

    capability: str
    label: str
    need: float
    low: float
    high: float
    vendor: str | None
    level: str
    url: str | None = None
    as_of: str = "unknown"
    source: str | None = None
    own_file: bool = False


def needed_from(situation: Situation) -> float:
    """Need from which a capability counts as needed; lower where all needs are small."""
    scale = situation.k.stack_book.coverage
    return float(min(scale.needed_from, scale.needed_part * situation.need.max(initial=0.0)))


def covered(shown: Shown) -> tuple[Covered, ...]:
    """Every needed capability, most needed first: by whom and how far."""
    situation, table = shown.situation, shown.situation.table
    parts = side_parts(situation, shown.seats)
    low, high = (level[shown.row] * parts for level in (table.low, table.high))
    at = table.at[shown.row] * parts * depth_of(situation)[shown.row]
    # The vendor that the score counts is named, even an unknown one that may well do more than a known part.
    named = np.argmax(at, axis=0)
    least, most = low.max(axis=0), high.max(axis=0)
    order = sorted(np.flatnonzero(situation.need > 0), key=lambda n: (-situation.need[n], table.capabilities[n].id))
    out = []
    for column in order:
        capability = table.capabilities[column]
        vendor = table.vendor(int(shown.row[named[column]]))
        fact = vendor.capabilities.get(capability.id) if vendor else None
        page: dict[str, Any] = {"vendor": None, "level": "unknown"}
        if vendor and fact and vendor.sourced(fact.source):
            source = vendor.sources[fact.source]
            page = {"vendor": vendor.id, "level": fact.level, "url": source.url, "as_of": source.as_of}
            page |= {"source": source.title, "own_file": is_own(fact.source)}
        out.append(
            Covered(
                capability=capability.id,
                label=capability.label,
                need=float(situation.need[column]),
                low=float(least[column]),
                high=float(most[column]),
                **page,
            )
        )
    return tuple(out)


def coverage_of(found: Sequence[Covered]) -> tuple[Coverage, ...]:
    """The same for showing."""
    return tuple(Coverage(**one._asdict()) for one in found)


def unknowns(shown: Shown, coverage: Sequence[Covered]) -> tuple[str, ...]:
    """Labels of what is needed and of which no page tells whether it is there, most needed first."""
    least = needed_from(shown.situation)
    open_ones = [c.label for c in coverage if c.level == "unknown" and c.need >= least]
    return tuple(open_ones[: shown.situation.k.stack_book.shown.unknowns])


def fits(shown: Shown, coverage: Sequence[Covered]) -> tuple[str, ...]:
    """Two to four reasons that tie the stack to this contractor."""
    situation, out = shown.situation, []
    new = shown.new
    for seat, name in zip(shown.seats, shown.names, strict=True):
        if seat.kept:
            out.append(f"{name} stays: you know it and it works well.")
    # The link to the accounting has a sentence of its own.
    least_need = needed_from(situation)
    strong = [c.label for c in coverage if c.level == "full" and c.need >= least_need]
    full = [lower(label) for label in strong if label != situation.k.capabilities["accounting_sync"].label][:3]
    if full:
        out.append(f"{COVERS}, shown {_backed(coverage, full)}: {', '.join(full)}.")
    for vendor, seat in new:
        match = trade_match(situation, vendor, seat)
        if match in ("niche", "named"):
            out.append(
                f"{short_name(vendor.name)} names your trade ({_trade_words(situation)}) among those it is made for."
            )
            break
        if match == "family":
            out.append(f"{short_name(vendor.name)} is made for trades close to yours.")
            break
    out += _link_reasons(shown)
    for vendor, _ in new:
        least, most = vendor.fit_people
        if situation.people.told and least and most and not size_misses(situation, (least, most)):
            out.append(f"{short_name(vendor.name)} is used in firms of {least:,d} to {most:,d} people, like yours.")
            break
    budget = budget_of(situation)
    highs = [licence.high for licence in shown.licences]
    if budget is not None and new and None not in highs and sum(h for h in highs if h is not None) <= budget:
        out.append(f"Its licence stays within your ${budget:,.0f} a month.")
    part = [lower(c.label) for c in coverage if c.level in ("full", "partial") and lower(c.label) not in full][:3]
    if len(out) < LEAST_FITS and part:
        out.append(f"Shown {_backed(coverage, part)}, at least in part: {', '.join(part)}.")
    if len(out) < LEAST_FITS:
        for vendor, _ in new:
            out += [text.rstrip(".") + "." for text in vendor.strengths]
    return tuple(dict.fromkeys(out))[:4]


def _backed(coverage: Sequence[Covered], labels: Sequence[str]) -> str:
    return "on a page or in the own file" if is_from_own_file(coverage, labels) else "on a page"


def is_from_own_file(coverage: Sequence[Covered], labels: Sequence[str]) -> bool:
    """True where a consultant's own file says one of these, so that no page need have shown it."""
    return any(one.own_file for one in coverage if lower(one.label) in labels)


def _link_reasons(shown: Shown) -> list[str]:
    situation, out, names = shown.situation, [], [short_name(name) for name in shown.names]
    ways = accounting_ways(situation)
    found = ((n, WAYS[ways[shown.row[n]]]) for n in books_seats(shown.seats))
    linked = [(n, way) for n, way in found if way in ("native", "partner")]
    if situation.accounting is not None and linked:
        who = listed([names[n] for n, _ in linked])
        if len({way for _, way in linked}) == 1:
            verb = "link" if len(linked) > 1 else "links"
            own = {"native": "their own links" if len(linked) > 1 else "its own link", "partner": "a partner's link"}
            out.append(f"{who} {verb} to {accounting_name(situation)} through {own[str(linked[0][1])]}.")
        else:
            out.append(f"{who} link to {accounting_name(situation)}.")
    for one, other in combinations(range(len(shown.row)), 2):
        way = WAYS[situation.table.link[shown.row[one], shown.row[other]]]
        if way in ("native", "partner", "zapier"):
            link = LINK_WORDS[way].replace("its own", "their own")
            out.append(f"{names[one]} and {names[other]} are joined by {link}.")
    return out


def evidence(shown: Shown, coverage: Sequence[Covered]) -> tuple[Evidence, ...]:
    """The documented facts that carried the stack: the most needed capabilities first, then link, size and price."""
    situation, table = shown.situation, shown.situation.table
    by_id = {id_of(table, int(r)): table.vendor(int(r)) for r in shown.row}
    most = situation.k.stack_book.shown.evidence
    out: list[Evidence] = []
    for one in coverage:
        vendor = by_id.get(one.vendor or "")
        if vendor is not None and one.level in ("full", "partial") and len(out) < most - 2:
            how = "in full" if one.level == "full" else "in part"
            out.append(_evidence(vendor, f"{one.label}: {how}", vendor.capabilities[one.capability].source))
    extra: list[Evidence] = []
    ways = accounting_ways(situation)
    for n in books_seats(shown.seats):
        vendor, way = table.vendor(int(shown.row[n])), WAYS[ways[shown.row[n]]]
        key = books_source(situation, vendor)[0] if vendor and way in LINK_WORDS else None
        if vendor and key:
            extra.append(_evidence(vendor, f"Link to {accounting_name(situation)}: {EVIDENCE_WORDS[way]}", key))
    for vendor, _ in shown.new:
        if vendor.pricing.has_figures and vendor.pricing.source:
            extra.append(_evidence(vendor, "Price", vendor.pricing.source, vendor.pricing.as_of))
    return tuple(out + extra)[:most]


def _evidence(vendor: Vendor, fact: str, key: str, as_of: str | None = None) -> Evidence:
    source = vendor.sources[key]
    return Evidence(
        vendor=vendor.id, fact=fact, source_title=source.title, url=source.url, as_of=as_of or source.as_of,
        grade=source.grade,
    )  # fmt: skip


def _trade_words(situation: Situation) -> str:
    return listed([lower(trade.name_en.split(" (")[0]) for trade in sorted(situation.trades, key=lambda t: t.id)[:2]])
