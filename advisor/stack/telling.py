"""What is said about a stack: what it covers, why it fits, what to watch, what is unknown, what carried it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from advisor.catalogue.ageing import freshness, how_old
from advisor.catalogue.vendor import Vendor
from advisor.stack.fit import side_parts, size_misses, trade_match
from advisor.stack.joins import accounting_name, accounting_ways, books_seats, books_source
from advisor.stack.licence import Licence
from advisor.stack.limits import budget_of
from advisor.stack.seats import SHORT_NAMES, Seat, Situation, id_of, name_of
from advisor.stack.stack import Coverage, Evidence
from advisor.stack.table import WAYS, Ints

LINK_WORDS = {
    "native": "its own link",
    "partner": "a partner's link",
    "zapier": "a no-code connector",
    "file": "files sent back and forth",
}
LEAST_FITS = 2


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


def needed_from(situation: Situation) -> float:
    """Need from which a capability counts as needed; lower where all needs are small."""
    scale = situation.k.stack_book.coverage
    return float(min(scale.needed_from, scale.needed_part * max(situation.need, default=0.0)))


def covered(shown: Shown) -> tuple[Coverage, ...]:
    """Every needed capability, most needed first: by whom and how far."""
    situation, table = shown.situation, shown.situation.table
    parts = side_parts(situation, shown.seats)
    low, at, high = (level[shown.row] * parts for level in (table.low, table.at, table.high))
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
        out.append(
            Coverage(
                capability=capability.id,
                label=capability.label,
                need=float(situation.need[column]),
                low=float(least[column]),
                high=float(most[column]),
                **page,
            )
        )
    return tuple(out)


def unknowns(shown: Shown, coverage: Sequence[Coverage]) -> tuple[str, ...]:
    """Labels of what is needed and of which no page tells whether it is there, most needed first."""
    least = needed_from(shown.situation)
    open_ones = [c.label for c in coverage if c.level == "unknown" and c.need >= least]
    return tuple(open_ones[: shown.situation.k.stack_book.shown.unknowns])


def fits(shown: Shown, coverage: Sequence[Coverage]) -> tuple[str, ...]:
    """Two to four reasons that tie the stack to this contractor."""
    situation, out = shown.situation, []
    for seat, name in zip(shown.seats, shown.names, strict=True):
        if seat.kept:
            out.append(f"{name} stays: you know it and it works well.")
    # The link to the accounting has a sentence of its own.
    strong = [c.label for c in coverage if c.level == "full" and c.need >= needed_from(situation)]
    full = [_lower(label) for label in strong if label != situation.k.capabilities["accounting_sync"].label][:3]
    if full:
        out.append(f"Covers what you need most, shown on a page: {', '.join(full)}.")
    for vendor, seat in shown.new:
        match = trade_match(situation, vendor, seat)
        if match in ("niche", "named"):
            out.append(f"{vendor.name} names your trade ({_trade_words(situation)}) among those it is made for.")
            break
        if match == "family":
            out.append(f"{vendor.name} is made for trades close to yours.")
            break
    out += _link_reasons(shown)
    for vendor, _ in shown.new:
        least, most = vendor.fit_people
        if situation.people.told and least and most and not size_misses(situation, (least, most)):
            out.append(f"{vendor.name} is used in firms of {least:,d} to {most:,d} people, like yours.")
            break
    budget = budget_of(situation)
    highs = [licence.high for licence in shown.licences]
    if budget is not None and shown.new and None not in highs and sum(h for h in highs if h is not None) <= budget:
        out.append(f"Its licence stays within your ${budget:,.0f} a month.")
    part = [_lower(c.label) for c in coverage if c.level in ("full", "partial") and _lower(c.label) not in full][:3]
    if len(out) < LEAST_FITS and part:
        out.append(f"Shown on a page, at least in part: {', '.join(part)}.")
    if len(out) < LEAST_FITS:
        for vendor, _ in shown.new:
            out += [text.rstrip(".") + "." for text in vendor.strengths]
    return tuple(dict.fromkeys(out))[:4]


def _link_reasons(shown: Shown) -> list[str]:
    situation, out = shown.situation, []
    ways = accounting_ways(situation)
    found = ((n, WAYS[ways[shown.row[n]]]) for n in books_seats(shown.seats))
    linked = [(n, way) for n, way in found if way in ("native", "partner")]
    if situation.accounting is not None and linked:
        names = _listed([shown.names[n] for n, _ in linked])
        if len({way for _, way in linked}) == 1:
            verb = "link" if len(linked) > 1 else "links"
            own = {"native": "their own links" if len(linked) > 1 else "its own link", "partner": "a partner's link"}
            out.append(f"{names} {verb} to {accounting_name(situation)} through {own[str(linked[0][1])]}.")
        else:
            out.append(f"{names} link to {accounting_name(situation)}.")
    if len(shown.row) > 1:
        way = WAYS[situation.table.link[shown.row[0], shown.row[1]]]
        if way in ("native", "partner", "zapier"):
            out.append(f"{_listed(shown.names)} are joined by {LINK_WORDS[way].replace('its own', 'their own')}.")
    return out


def cautions(shown: Shown, coverage: Sequence[Coverage], general: Sequence[str]) -> tuple[str, ...]:
    """What to watch, the weightiest first; *general* ones hold for every stack of this contractor."""
    situation, out = shown.situation, list(general)
    must = set(situation.answers.limits.must_have)
    unproven = [c.label for c in coverage if c.capability in must and c.level == "unknown"]
    if unproven:
        wanted = _listed([_lower(label) for label in unproven])
        out.append(f"You must have {wanted}, and no page shows it: make it the first demo task.")
    gaps = [c.label for c in coverage if c.level == "none" and c.need >= needed_from(situation)][:3]
    if gaps:
        out.append(f"Not covered, as a page shows, though you need it: {', '.join(_lower(g) for g in gaps)}.")
    for r, seat, name in zip(shown.row, shown.seats, shown.names, strict=True):
        if situation.table.vendor(int(r)) is None:
            told = (
                f"We know nothing of {name}" if seat.name else f"We do not know which {SHORT_NAMES[seat.role]} you run"
            )
            out.append(f"{told}; ask its vendor for the same joins.")
    for vendor, seat in shown.new:
        out += _doubts(situation, vendor, seat, shown.licences[shown.seats.index(seat)])
    for vendor, _ in shown.new:
        out += [_from_page(vendor, text) for text in vendor.limitations if touches_need(situation, text)][:2]
    for vendor, _ in shown.new:
        out += [_from_page(vendor, text) for text in vendor.watch_outs][:2]
    return tuple(dict.fromkeys(out))[: situation.k.stack_book.shown.cautions]


def _doubts(situation: Situation, vendor: Vendor, seat: Seat, licence: Licence) -> list[str]:
    """Doubts about the vendor itself: its link to the books, its size of firm, its customers, its price, its owner."""
    out = []
    if situation.accounting is not None and seat.role != "crm":
        way = WAYS[accounting_ways(situation)[situation.table.row[vendor.id]]]
        if way is None:
            out.append(f"{vendor.name}: no page shows a link to {accounting_name(situation)}.")
        elif way in ("zapier", "file"):
            out.append(f"{vendor.name} reaches {accounting_name(situation)} only through {LINK_WORDS[way]}.")
    if vendor.fit_people_guess != (None, None) and size_misses(situation, vendor.fit_people_guess):
        least, most = vendor.fit_people_guess
        band = f"{least:,d} to {most:,d}" if least and most else f"{least:,d} or more" if least else f"up to {most:,d}"
        out.append(f"{vendor.name} looks made for firms of {band} people; this is our guess, so ask.")
    if situation.answers.company.segment == "mixed" and len(vendor.segments) == 1:
        out.append(f"{vendor.name} is made for {vendor.segments[0]} work; you do both.")
    out += _price_doubts(situation, vendor, licence)
    if vendor.status == "acquired" and vendor.status_note:
        out.append(_from_page(vendor, vendor.status_note))
    return out


def _price_doubts(situation: Situation, vendor: Vendor, licence: Licence) -> list[str]:
    pricing, catalogue = vendor.pricing, situation.k.catalogue
    if not licence.known:
        return [f"{vendor.name} publishes no price: get a written quote for your users before the demo."]
    today = date.fromisoformat(catalogue.catalogue_as_of)
    doubts = []
    if pricing.confidence in ("low", "reported"):
        doubts.append("not the vendor's own" if pricing.confidence == "reported" else "weakly sourced")
    if freshness("price", pricing.as_of, today, catalogue.ageing) != "fresh":
        doubts.append(how_old(pricing.as_of, today))
    return [f"The price of {vendor.name} is {' and '.join(doubts)}: ask for a quote."] if doubts else []


def touches_need(situation: Situation, text: str) -> bool:
    """True where a limitation speaks of something that this contractor needs."""
    lower, least, touches = text.casefold(), needed_from(situation), situation.k.stack_book.touches
    if _speaks_of_other_books(situation, lower):
        return False
    return any(
        need >= least and any(word in lower for word in touches.get(capability, ()))
        for capability, need in situation.needs.items()
    )


def _speaks_of_other_books(situation: Situation, text: str) -> bool:
    """True where a text concerns accounting systems other than the one that was told, or its other edition."""
    if situation.accounting is None:
        return False
    names = {name.casefold().split()[0] for name in situation.k.stack_book.accounting_names.values()}
    own, *edition = accounting_name(situation).casefold().split()
    if own not in text:
        return any(name in text for name in names)
    others = {"online", "desktop"} - set(edition)
    return bool(edition) and edition[0] not in text and any(other in text for other in others)


def evidence(shown: Shown, coverage: Sequence[Coverage]) -> tuple[Evidence, ...]:
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
            extra.append(_evidence(vendor, f"Link to {accounting_name(situation)}: {way}", key))
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
    return _listed([_lower(trade.name_en.split(" (")[0]) for trade in sorted(situation.trades, key=lambda t: t.id)[:2]])


def _from_page(vendor: Vendor, text: str) -> str:
    return f"{vendor.name}: {text[:1].upper()}{text[1:].rstrip('.')}."


@lru_cache(maxsize=256)
def _lower(label: str) -> str:
    """A label inside a sentence: small first letter, unless it starts with an abbreviation or a name in capitals."""
    first = label.split(" ")[0]
    return label if sum(ch.isupper() for ch in first) > 1 or first in ("Spanish",) else label[:1].lower() + label[1:]


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
