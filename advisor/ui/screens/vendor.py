"""One vendor: everything the catalogue knows of it, each fact with its source, and what nobody could find out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import streamlit as st

from advisor.catalogue.ageing import FactKind, how_old
from advisor.catalogue.evidence import Link
from advisor.catalogue.vendor import Vendor
from advisor.knowledge import Knowledge
from advisor.report.words import listed, lower_first
from advisor.ui import cards, state, vendor_words, widgets
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain

SIDES = {
    "customer": "Customers",
    "project": "Projects",
    "job": "Jobs",
    "shared": "Shared by all sides",
}

YES_NO = {True: "yes", False: "no", "partial": "in part", "unknown": "unknown, so ask"}

DIFFICULTY = {1: "easy", 2: "rather easy", 3: "of middling effort", 4: "rather hard", 5: "hard"}

ON_PAGES_BELOW = "Drawn from the pages listed at the end."


class _Shown(NamedTuple):
    """The vendor on the screen, the knowledge around it, and the day on which it is read."""

    vendor: Vendor
    k: Knowledge
    today: date


def show() -> None:
    """Draws the page of the vendor that the address names."""
    k, name = state.knowledge(), state.named_vendor()
    arrive(f"vendor {name} {state.generation()}")
    vendor = k.catalogue.by_id.get(name)
    if vendor is None:
        st.title("No such vendor", anchor=False)
        st.markdown("The address names no product of our catalogue. Look for it in the list of all vendors.")
        widgets.link("catalogue", "Back to all vendors")
        return
    shown = _Shown(vendor, k, date.today())
    _head(vendor)
    for title, draw in (
        ("Who it is for", _who),
        ("What it covers", _covers),
        ("Price", _price),
        ("Accounting", _accounting),
        ("Links to other platforms", _links),
        ("Setting up, API and work without a signal", _setting_up),
        ("What speaks for it, what against", _sides_of_it),
        ("All sources", _sources),
    ):
        st.header(title, anchor=False)
        draw(shown)
    st.caption(cards.GRADES)


def _head(vendor: Vendor) -> None:
    st.title(plain(vendor.name), anchor=False)
    maker = f" Made by {vendor.maker}." if vendor.maker and vendor.maker != vendor.name else ""
    website = cards.web_link("Website of the vendor", vendor.website)
    st.markdown(f"{plain(f'{vendor_words.category(vendor)}.{maker}')} {website}.")
    if not vendor.offered:
        cards.caution(f"{vendor_words.not_sold(vendor)}. We never recommend it.")
    if vendor.status_note:
        st.markdown(plain(vendor.status_note))
    st.markdown(f"**Our judgement, not a fact**: {plain(vendor.judgement)}")
    st.caption(plain(f"Our reading of each side. {vendor_words.strengths(vendor)}."))


def _who(shown: _Shown) -> None:
    vendor, fit = shown.vendor, shown.vendor.fit
    trades = "; ".join(shown.k.trades[trade].name_en for trade in vendor.trades)
    lines = [
        plain(f"Work: {listed(vendor.segments) or 'unknown'}"),
        plain(f"Trades it names: {trades}" if trades else "Trades: none named; made for any kind of business"),
    ]
    if fit is None:
        lines.append("Size of firm: unknown, so ask")
    else:
        told = _told(shown, fit.source) if vendor.sourced(fit.source) else "our guess, unsourced"
        size = lower_first(vendor_words.people(fit.employees_min, fit.employees_max))
        lines.append(f"{plain(f'Size of firm: {size}')} ({told})")
        if fit.note:
            lines.append(plain(fit.note))
    cards.bullets(lines)


def _covers(shown: _Shown) -> None:
    vendor = shown.vendor
    st.markdown("What no page tells is unknown. It is never read as a no: make it a demo task.")
    for side, title in SIDES.items():
        st.subheader(title, anchor=False)
        lines, unknown = [], []
        for capability in shown.k.capabilities.values():
            if capability.side != side:
                continue
            fact = vendor.capabilities.get(capability.id)
            if fact is None:
                unknown.append(capability.label)
                continue
            counts = "" if vendor.sourced(fact.source) else ", counts as unknown"
            lines.append(
                f"**{plain(capability.label)}**: {vendor_words.LEVELS[fact.level]} "
                f"({_told(shown, fact.source)}{counts})"
            )
        if unknown:
            lines.append(f"**{vendor_words.LEVELS['unknown'].capitalize()}**: {plain('; '.join(unknown))}")
        cards.bullets(lines)


def _price(shown: _Shown) -> None:
    pricing, catalogue = shown.vendor.pricing, shown.k.catalogue
    if pricing.tiers:
        st.markdown(vendor_words.tier_table(pricing.tiers))
    cards.bullets(plain(line.rstrip(".")) for line in vendor_words.price_lines(pricing))
    told = ""
    if pricing.source:
        page = vendor_words.told_by(shown.vendor, pricing.source, "price", shown.today, catalogue, as_of=pricing.as_of)
        told = f" ({page})"
    st.markdown(f"How sure: {vendor_words.CONFIDENCE[pricing.confidence]}{told}.")


def _accounting(shown: _Shown) -> None:
    vendor, catalogue = shown.vendor, shown.k.catalogue
    told = f" ({_told(shown, vendor.accounting_source, 'link')})" if vendor.accounting_source else ""
    lines = [
        plain(line) + (told if kind != "unknown" else "")
        for kind, line in vendor_words.accounting_lines(vendor, catalogue)
    ]
    flows = [_link(shown, link) for link in vendor.links if link.other in _books(shown)]
    if not lines and not flows:
        st.markdown("No page tells of a link to an accounting system. Unknown, so ask.")
    cards.bullets(lines)
    cards.bullets(flows, "What flows")


def _links(shown: _Shown) -> None:
    vendor, catalogue = shown.vendor, shown.k.catalogue
    own = [_link(shown, link) for link in vendor.links if link.other not in _books(shown)]
    others = [
        _link(_Shown(other, shown.k, shown.today), link, told_of=vendor.id)
        for other in catalogue.vendors
        for link in other.links
        if link.other == vendor.id
    ]
    if not own and not others:
        st.markdown("No page tells of a link to another platform. Unknown, so ask.")
    cards.bullets(own)
    cards.bullets(others, "As the other side tells it")


def _books(shown: _Shown) -> set[str]:
    return {system.id for system in shown.k.catalogue.external_systems if system.kind == "accounting"}


def _link(shown: _Shown, link: Link, told_of: str = "") -> str:
    name = shown.vendor.name if told_of else vendor_words.system_name(link.other, shown.k.catalogue)
    kind = lower_first(vendor_words.KINDS[link.kind])
    what = plain(link.what.rstrip("."))
    return f"**{plain(name)}**, {kind}: {what} ({_told(shown, link.source, 'link')})"


def _setting_up(shown: _Shown) -> None:
    vendor, setup = shown.vendor, shown.vendor.onboarding
    lines = ["Time to set up: unknown, so ask"]
    if setup is not None:
        weeks = f"{setup.weeks_low} to {setup.weeks_high} weeks, {DIFFICULTY[setup.difficulty]}"
        lines = [f"Time to set up: {plain(weeks)} ({_told(shown, setup.source)})"]
    lines += [
        f"Open API, for links of your own: {YES_NO[vendor.open_api]}",
        f"Works on the phone without a signal: {YES_NO[vendor.mobile_offline]}",
    ]
    cards.bullets(lines)


def _sides_of_it(shown: _Shown) -> None:
    vendor = shown.vendor
    for title, texts in (
        ("Strengths", vendor.strengths),
        ("Limitations", vendor.limitations),
        ("Watch out for", vendor.watch_outs),
    ):
        st.subheader(title, anchor=False)
        if texts:
            cards.bullets(plain(text.rstrip(".")) for text in texts)
        else:
            st.markdown("None found.")
    st.caption(ON_PAGES_BELOW)


def _sources(shown: _Shown) -> None:
    cards.bullets(_in_full(shown.vendor, shown.today))


def _in_full(vendor: Vendor, today: date) -> Iterable[str]:
    for key, source in vendor.sources.items():
        title = cards.web_link(source.title, source.url)
        kind = vendor_words.PAGE_KINDS[source.kind]
        if not vendor.sourced(key):
            yield f"{title} ({kind})"
            continue
        yield (
            f"{vendor_words.number(key).capitalize()}: {title}, {kind}, grade {source.grade}, "
            f"{how_old(source.as_of, today)}"
        )


def _told(shown: _Shown, key: str, kind: FactKind = "capability") -> str:
    return vendor_words.told_by(shown.vendor, key, kind, shown.today, shown.k.catalogue)
