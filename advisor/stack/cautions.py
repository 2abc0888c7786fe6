"""What to watch about a stack: doubts about its vendors, gaps, and what their pages warn of."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.catalogue.ageing import freshness, how_old
from advisor.catalogue.vendor import Vendor
from advisor.stack.fit import size_misses
from advisor.stack.joins import accounting_name, accounting_ways
from advisor.stack.licence import Licence
from advisor.stack.seats import SHORT_NAMES, Seat, Situation
from advisor.stack.table import WAYS
from advisor.stack.telling import LINK_WORDS, Covered, Shown, is_from_own_file, needed_from
from advisor.stack.words import listed, lower, short_name


def cautions(shown: Shown, coverage: Sequence[Covered], general: Sequence[str]) -> tuple[str, ...]:
    """What to watch, the weightiest first; *general* ones hold for every stack of this contractor."""
    situation, out = shown.situation, list(general)
    must = set(situation.answers.limits.must_have)
    unproven = [c.label for c in coverage if c.capability in must and c.level == "unknown"]
    if unproven:
        wanted = listed([lower(label) for label in unproven])
        out.append(f"You must have {wanted}, and no page shows it: make it the first demo task.")
    least = needed_from(situation)
    gaps = [c.label for c in coverage if c.level == "none" and c.need >= least][:3]
    if gaps:
        lacking = [lower(gap) for gap in gaps]
        who = "a page or the own file" if is_from_own_file(coverage, lacking) else "a page"
        out.append(f"Not covered, as {who} shows, though you need it: {', '.join(lacking)}.")
    for r, seat, name in zip(shown.row, shown.seats, shown.names, strict=True):
        if situation.table.vendor(int(r)) is None:
            told = (
                f"We know nothing of {name}" if seat.name else f"We do not know which {SHORT_NAMES[seat.role]} you run"
            )
            out.append(f"{told}; ask its vendor for the same joins.")
    new, words = shown.new, _words_of_needs(situation)
    out += [text for vendor, _ in new if (text := _own_books(situation, vendor))]
    for vendor, seat in new:
        out += _doubts(situation, vendor, seat, shown.licences[shown.seats.index(seat)])
    for vendor, _ in new:
        out += [_from_page(vendor, text) for text in vendor.limitations if _touches(situation, words, text)][:2]
    for vendor, _ in new:
        out += [_from_page(vendor, text) for text in vendor.watch_outs[:2]]
    return tuple(dict.fromkeys(out))[: situation.k.stack_book.shown.cautions]


def _own_books(situation: Situation, vendor: Vendor) -> str:
    """A word of care where a vendor would sell its books a second time."""
    kept = {system.entry for system in situation.k.catalogue.external_systems if system.id == situation.accounting}
    if vendor.id not in kept:
        return ""
    name = short_name(vendor.name)
    return f"You run the books of {name} already: ask which project functions your edition holds before you buy."


def _doubts(situation: Situation, vendor: Vendor, seat: Seat, licence: Licence) -> list[str]:
    """Doubts about the vendor itself: its link to the books, its size of firm, its customers, its price, its owner."""
    out = []
    if situation.accounting is not None and seat.role != "crm":
        way = WAYS[accounting_ways(situation)[situation.table.row[vendor.id]]]
        if way is None:
            out.append(f"{short_name(vendor.name)}: no page shows a link to {accounting_name(situation)}.")
        elif way in ("zapier", "file"):
            out.append(
                f"{short_name(vendor.name)} reaches {accounting_name(situation)} only through {LINK_WORDS[way]}."
            )
    if vendor.fit_people_guess != (None, None) and size_misses(situation, vendor.fit_people_guess):
        least, most = vendor.fit_people_guess
        band = f"{least:,d} to {most:,d}" if least and most else f"{least:,d} or more" if least else f"up to {most:,d}"
        out.append(f"{short_name(vendor.name)} looks made for firms of {band} people; this is our guess, so ask.")
    if situation.answers.company.segment == "mixed" and len(vendor.segments) == 1:
        out.append(f"{short_name(vendor.name)} is made for {vendor.segments[0]} work; you do both.")
    out += _price_doubts(situation, vendor, licence)
    if vendor.status == "acquired" and vendor.status_note:
        out.append(_from_page(vendor, vendor.status_note))
    return out


def _price_doubts(situation: Situation, vendor: Vendor, licence: Licence) -> list[str]:
    pricing, today = vendor.pricing, situation.k.day
    if not licence.known:
        return [f"{short_name(vendor.name)} publishes no price: get a written quote for your users before the demo."]
    doubts = []
    if pricing.confidence in ("low", "reported"):
        doubts.append("not the vendor's own" if pricing.confidence == "reported" else "weakly sourced")
    if freshness("price", pricing.as_of, today, situation.k.catalogue.ageing) != "fresh":
        doubts.append(how_old(pricing.as_of, today))
    return [f"The price of {short_name(vendor.name)} is {' and '.join(doubts)}: ask for a quote."] if doubts else []


def _words_of_needs(situation: Situation) -> tuple[str, ...]:
    """The words by which a text touches something that this contractor needs."""
    least, touches = needed_from(situation), situation.k.stack_book.touches
    needed = (touches.get(capability, ()) for capability, need in situation.needs.items() if need >= least)
    return tuple(dict.fromkeys(word for words in needed for word in words))


def _touches(situation: Situation, words: Sequence[str], text: str) -> bool:
    """True where a limitation speaks of something that this contractor needs."""
    lower = text.casefold()
    return any(word in lower for word in words) and not _speaks_of_other_books(situation, lower)


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


def _from_page(vendor: Vendor, text: str) -> str:
    return f"{short_name(vendor.name)}: {text[:1].upper()}{text[1:].rstrip('.')}."
