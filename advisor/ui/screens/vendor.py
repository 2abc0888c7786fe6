"""One vendor: everything the catalogue knows of it, each fact with its source, and what nobody could find out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import streamlit as st

from advisor.catalogue.ageing import Clock, FactKind, freshness_words
from advisor.catalogue.compare import compare, documented, narrowed
from advisor.catalogue.evidence import Link
from advisor.catalogue.similar import similar
from advisor.catalogue.vendor import RemarkKind, Vendor
from advisor.knowledge import Knowledge
from advisor.report.vendor_facts import (
    CONFIDENCE,
    DIFFICULTY,
    KINDS,
    PAGE_KINDS,
    SIDES,
    accounting_lines,
    category,
    difference_lines,
    not_sold,
    number,
    price_lines,
    size,
    strengths,
    system_name,
    yes_no,
)
from advisor.report.words import listed, lower_first
from advisor.ui import cards, matrix, overlay, picked, state, vendor_words, widgets
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain

COLUMNS = {"customer": "Customers (CRM)", "project": "Projects (PM)", "job": "Jobs (FSM)"}
"""The sides that stand beside each other on a wide screen, with the kind of product made for each."""

ALIKE = 4
"""Vendors shown as being like this one."""

NO_PAGE = "Where no page is named, we noted it without one: have it confirmed."


class _Shown(NamedTuple):
    """The vendor on the screen, the knowledge around it, and the day on which it is used."""

    vendor: Vendor
    k: Knowledge
    clock: Clock


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
    shown = _Shown(vendor, k, k.catalogue.clock(date.today()))
    _head(vendor, k)
    for title, draw in (
        ("Who it is for", _who),
        ("What it covers", _covers),
        ("Price", _price),
        ("Accounting", _accounting),
        ("Links to other platforms", _links),
        ("Setting up, API and work without a signal", _setting_up),
        ("What speaks for it, what against", _sides_of_it),
    ):
        st.header(title, anchor=False)
        draw(shown)
    alike = st.container()
    st.header("All sources", anchor=False)
    _sources(shown)
    st.caption(cards.GRADES)
    # Drawn last, as the first search of a server takes a few seconds; the rest of the page need not wait for it.
    with alike:
        st.header("Vendors like this one", anchor=False)
        with st.spinner("Looking through the catalogue"):
            _alike(shown)


def _head(vendor: Vendor, k: Knowledge) -> None:
    st.title(plain(vendor.name), anchor=False)
    maker = f" Made by {vendor.maker}." if vendor.maker and vendor.maker != vendor.name else ""
    website = cards.web_link("Website of the vendor", vendor.website)
    st.markdown(f"{plain(f'{category(vendor)}.{maker}')} {website}.")
    overlay.own_words([vendor.id])
    overlay.instead_of(vendor.id)
    if not vendor.offered:
        cards.caution(f"{not_sold(vendor)}. We never recommend it.")
    if vendor.status_note:
        st.markdown(plain(vendor.status_note))
        _named_there(vendor, k)
    st.markdown(f"**Our judgment, not a fact**: {plain(vendor.judgement)}")
    st.caption(plain(f"Our reading of each side. {strengths(vendor)}."))
    with st.container(key="flush-compare"):
        picked.link_with([vendor.id], f"Compare {plain(vendor.name)} with others", k)


def _named_there(vendor: Vendor, k: Knowledge) -> None:
    """The way to the products that the note on its fate names: whoever took its place is among them."""
    named = [
        other
        for other in k.catalogue.vendors
        if other.id != vendor.id
        # A name may carry another one in brackets.
        and re.search(rf"(?<!\w){re.escape(other.name.partition(' (')[0])}(?!\w)", vendor.status_note)
    ]
    if named:
        with st.container(key="flush-named", horizontal=True):
            for other in named:
                widgets.link("vendor", f"All about {plain(other.name)}", vendor=other.id)


def _who(shown: _Shown) -> None:
    vendor, fit = shown.vendor, shown.vendor.fit
    trades = "; ".join(shown.k.trades[trade].name_en for trade in vendor.trades)
    lines = [
        plain(f"Work: {listed(vendor.segments) or 'unknown'}"),
        plain(f"Trades it names: {trades}" if trades else "Trades: none named; made for any kind of business"),
    ]
    if fit is None:
        lines.append(f"Size of firm: {size(vendor)}")
    else:
        lines.append(f"{plain(f'Size of firm: {size(vendor)}')} ({_told(shown, fit.source)})")
        if fit.note:
            lines.append(plain(fit.note))
    cards.bullets(lines)


def _covers(shown: _Shown) -> None:
    vendor, k = shown.vendor, shown.k
    st.markdown(
        f"Pages tell of {documented(vendor)} of {len(k.capabilities)} capabilities. What no page tells is unknown. "
        "It is never read as a no: make it a demo task."
    )
    alone = compare(k.catalogue, (vendor.id,), k.capabilities.values(), shown.clock)
    with st.container(key="covers"):
        for column, (side, title) in zip(st.columns(len(COLUMNS), gap="medium"), COLUMNS.items(), strict=True):
            with column:
                st.subheader(title, anchor=False)
                st.html(matrix.covered(narrowed(alone, side=side)))
        st.subheader(SIDES["shared"], anchor=False)
        st.html(matrix.covered(narrowed(alone, side="shared"), wide=True))


def _price(shown: _Shown) -> None:
    pricing = shown.vendor.pricing
    if pricing.tiers:
        st.markdown(vendor_words.tier_table(pricing.tiers))
    cards.bullets(plain(line.rstrip(".")) for line in price_lines(pricing))
    told = f" ({_told(shown, pricing.source, 'price', pricing.as_of)})" if pricing.source else ""
    st.markdown(f"How sure: {CONFIDENCE[pricing.confidence]}{told}.")
    others = (f"{plain(o.says.rstrip('.'))} ({_told(shown, o.source, 'price', o.as_of)})" for o in pricing.also)
    cards.bullets(others, "What other pages say; it does not count")


def _accounting(shown: _Shown) -> None:
    vendor, catalogue = shown.vendor, shown.k.catalogue
    pages = dict.fromkeys((vendor.accounting_source, *vendor.accounting_pages.values()))
    told = "; ".join(_told(shown, page, "link") for page in pages if page)
    told = f" ({told})" if told else ""
    lines = [plain(line) + (told if kind != "unknown" else "") for kind, line in accounting_lines(vendor, catalogue)]
    flows = [_link(shown, link) for link in vendor.links if link.other in _books(shown)]
    if not lines and not flows:
        st.markdown("No page tells of a link to an accounting system. Unknown, so ask.")
    cards.bullets(lines)
    cards.bullets(flows, "What flows")


def _links(shown: _Shown) -> None:
    vendor, catalogue = shown.vendor, shown.k.catalogue
    own = [_link(shown, link) for link in vendor.links if link.other not in _books(shown)]
    others = [
        _link(_Shown(other, shown.k, shown.clock), link, told_of=vendor.id)
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
    name = shown.vendor.name if told_of else system_name(link.other, shown.k.catalogue)
    kind, what = lower_first(KINDS[link.kind]), plain(link.what.rstrip("."))
    others = "".join(
        f"; another page says: {lower_first(KINDS[other.kind])} ({_told(shown, other.source, 'link')})"
        for other in link.also
    )
    return f"**{plain(name)}**, {kind}: {what} ({_told(shown, link.source, 'link')}){others}"


def _setting_up(shown: _Shown) -> None:
    vendor, setup = shown.vendor, shown.vendor.onboarding
    lines = ["Time to set up: unknown, so ask"]
    if setup is not None:
        weeks = f"{setup.weeks_low} to {setup.weeks_high} weeks, {DIFFICULTY[setup.difficulty]}"
        lines = [f"Time to set up: {plain(weeks)} ({_told(shown, setup.source)})"]
    for name, value, source in (
        ("Open API, for links of your own", vendor.open_api, vendor.open_api_source),
        ("Works on the phone without a signal", vendor.mobile_offline, vendor.mobile_offline_source),
    ):
        lines.append(f"{name}: {lower_first(yes_no(value, source))}" + (f" ({_told(shown, source)})" if source else ""))
    cards.bullets(lines)


def _sides_of_it(shown: _Shown) -> None:
    kinds: dict[RemarkKind, str] = {
        "strengths": "Strengths", "limitations": "Limitations", "watch_outs": "Watch out for",
    }  # fmt: skip
    for kind, title in kinds.items():
        st.subheader(title, anchor=False)
        lines = [
            plain(remark.says.rstrip(".")) + (f" ({_told(shown, remark.source)})" if remark.source else "")
            for remark in shown.vendor.remarks(kind)
        ]
        if lines:
            cards.bullets(lines)
        else:
            st.markdown("None found.")
    if any(not remark.source for kind in kinds for remark in shown.vendor.remarks(kind)):
        st.caption(NO_PAGE)


def _alike(shown: _Shown) -> None:
    vendor, k = shown.vendor, shown.k
    found = similar(k.catalogue, vendor.id, k.capabilities, count=ALIKE)
    if not found:
        st.markdown("Too little is known of it to say which vendors are like it.")
        return
    labels = {capability.id: capability.label for capability in k.capabilities.values()}
    st.markdown("Nearest in what pages show that they cover. What is unknown counts as a difference.")
    for near in found:
        with st.container(key=f"like-{near.vendor}", gap=None):
            widgets.link("vendor", plain(k.catalogue.by_id[near.vendor].name), vendor=near.vendor)
            cards.bullets(plain(line) for line in difference_lines(near, vendor, k.catalogue, labels))
    closest = [near.vendor for near in found[:3]]
    with st.container(key="flush-closest"):
        widgets.link("compare", "See the closest side by side", vendor=",".join([vendor.id, *closest]))


def _sources(shown: _Shown) -> None:
    cards.bullets(_in_full(shown))


def _in_full(shown: _Shown) -> Iterable[str]:
    for key, source in shown.vendor.sources.items():
        title, kind = cards.web_link(source.title, source.url), PAGE_KINDS[source.kind]
        if not shown.vendor.sourced(key):
            yield f"{title} ({kind})"
            continue
        age = freshness_words("capability", source.as_of, shown.clock)
        yield f"{number(key).capitalize()}: {title}, {kind}, grade {source.grade}, {age}"


def _told(shown: _Shown, key: str, kind: FactKind = "capability", as_of: str = "") -> str:
    return vendor_words.told_by(shown.vendor, key, kind, shown.clock, as_of)
