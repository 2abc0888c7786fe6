"""All vendors: a search over the whole catalogue, whatever was answered, and the choice of what to compare."""

from __future__ import annotations

import re
from typing import Any

import streamlit as st

from advisor.catalogue.compare import MOST, documented
from advisor.catalogue.evidence import Side
from advisor.catalogue.search import Order, find
from advisor.catalogue.vendor import Vendor
from advisor.knowledge import Knowledge
from advisor.questionnaire.trades import Trade
from advisor.report.vendor_facts import SIDE_NAMES, category, not_sold, price_in_short, strengths
from advisor.report.words import listed, many
from advisor.ui import overlay, picked, state, widgets
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain

AT_ONCE = 20
"""Vendors shown before "Show more"."""

SIZES: dict[str, tuple[int, int | None]] = {
    "Up to 5 people": (1, 5),
    "6 to 20 people": (6, 20),
    "21 to 50 people": (21, 50),
    "51 to 200 people": (51, 200),
    "More than 200 people": (201, None),
}
SEGMENTS = {"residential": "Homeowners", "commercial": "Businesses and builders"}
ORDERS: dict[Order, str] = {"name": "Name", "documented": "Most documented first"}

_WISHES = "catalogue wishes"
_SHOWN = "catalogue shown"
_ROUND = "catalogue round"
_NONE: dict[str, Any] = {
    "text": "", "side": None, "trade": None, "segment": None, "people": None, "accounting": None, "priced": False,
    "gone": True, "order": "name",
}  # fmt: skip


def show() -> None:
    """Draws the screen."""
    k = state.knowledge()
    arrive(f"catalogue {state.generation()}")
    st.title("All vendors", anchor=False)
    st.markdown(
        f"{many(len(k.catalogue.vendors), 'product')} that public pages tell of. This is a list to look "
        f"things up in, not advice. Tick up to {MOST} to see them side by side."
    )
    chosen = picked.picked(k)
    wishes = _wishes(k)
    if state.note(_WISHES) not in (None, wishes):
        state.remember(_SHOWN, AT_ONCE)
    state.remember(_WISHES, wishes)
    trade = k.trades.get(wishes["trade"] or "")
    found = find(
        k.catalogue,
        wishes["text"],
        side=wishes["side"],
        trade=_counting_as(trade, k) if trade else None,
        segment=wishes["segment"],
        accounting=wishes["accounting"],
        offered_only=not wishes["gone"],
        people=SIZES.get(wishes["people"] or ""),
        priced_only=wishes["priced"],
        order=wishes["order"],
    )
    _head(found, wishes, trade)
    _list(found, chosen, k)
    _picked(chosen, k)


def _head(found: tuple[Vendor, ...], wishes: dict[str, Any], trade: Trade | None) -> None:
    st.header(_count(found), anchor=False)
    used = sum(wishes[name] != nothing for name, nothing in _NONE.items() if name != "order")
    if used and st.button(f"Take away {many(used, 'filter')}", key=state.key("catalogue-reset"), type="tertiary"):
        state.remember(_WISHES, {**_NONE, "order": wishes["order"]})
        state.remember(_ROUND, state.note(_ROUND, 0) + 1)
        state.again()
    if not found:
        st.markdown("Use fewer or other words, or take a filter away.")
        return
    if trade:
        st.caption("Products for any kind of business name no trade, so they are not among these.")
    if wishes["people"]:
        st.caption("Left out is what names another size of firm. Where nobody tells the size, the product stays.")
    st.caption("The words on customers, projects and jobs are our reading of public pages.")


def _wishes(k: Knowledge) -> dict[str, Any]:
    """What the visitor looks for; kept for the way back from a vendor."""
    before = {**_NONE, **(state.note(_WISHES) or {})}
    text = st.text_input(
        "Search by name, maker or what it is good for", value=before["text"], max_chars=80,
        key=_key("text"), autocomplete="off",
    )  # fmt: skip
    sides: list[Side] = ["crm", "pm", "fsm"]
    trades = _trades(k)
    systems = {c.value: c.label for c in k.questionnaire.of("today.accounting").choices}
    systems = {value: label for value, label in systems.items() if value not in ("other", "none")}
    with st.container(horizontal=True, gap="small"):
        side = _one("For", sides, SIDE_NAMES, before["side"], "Any side")
        order = st.selectbox(
            "Sort by", list(ORDERS), index=list(ORDERS).index(before["order"]), format_func=ORDERS.__getitem__,
            key=_key("order"), width=220,
        )  # fmt: skip
    with st.expander("More filters"):
        with st.container(horizontal=True, gap="small"):
            trade = _one("Names the trade", list(trades), trades, before["trade"], "Any trade")
            segment = _one("Kind of customers", list(SEGMENTS), SEGMENTS, before["segment"], "Any customers")
            people = _one(
                "Size of your firm", list(SIZES), {name: name for name in SIZES}, before["people"], "Any size"
            )
            accounting = _one("Links to", list(systems), systems, before["accounting"], "Any accounting")
        priced = st.checkbox("Only where the vendor publishes a price", value=before["priced"], key=_key("priced"))
        gone = st.checkbox("Also what is no longer sold", value=before["gone"], key=_key("gone"))
    return {
        "text": text, "side": side, "trade": trade, "segment": segment, "people": people, "accounting": accounting,
        "priced": priced, "gone": gone, "order": order,
    }  # fmt: skip


def _key(name: str) -> str:
    return state.key(f"catalogue-{name}-{state.note(_ROUND, 0)}")


def _one(label: str, options: list[Any], names: dict[Any, str], before: str | None, nothing: str) -> Any:
    return st.selectbox(
        label,
        options,
        index=options.index(before) if before in options else None,
        format_func=names.__getitem__,
        placeholder=nothing,
        key=_key(label),
        width=220,
    )


def _trades(k: Knowledge) -> dict[str, str]:
    """The trades that some vendor names, or that are part of one it names, by their name."""
    named = {trade for vendor in k.catalogue.vendors for trade in vendor.trades}
    found = [trade for trade in k.trades.values() if named & _counting_as(trade, k)]
    return {trade.id: trade.name_en for trade in sorted(found, key=lambda trade: trade.name_en)}


def _counting_as(trade: Trade, k: Knowledge) -> set[str]:
    """A trade with the wider one it is part of; a wide one with all of its parts."""
    kin = {t.id for t in k.trades.values() if t.family == trade.family != "other" and (trade.parent or t.parent)}
    return {trade.id} | kin


def _count(found: tuple[Vendor, ...]) -> str:
    if not found:
        return "No product fits"
    gone = sum(not vendor.offered for vendor in found)
    if not gone:
        return many(len(found), "product")
    which = "" if gone == len(found) else f"{gone} of them "
    return f"{many(len(found), 'product')}, {which}not known to be sold any more"


def _list(found: tuple[Vendor, ...], chosen: tuple[str, ...], k: Knowledge) -> None:
    shown = state.note(_SHOWN, AT_ONCE)
    for vendor in found[:shown]:
        with st.container(key=f"found-{vendor.id}", gap=None):
            widgets.link("vendor", plain(vendor.name), vendor=vendor.id)
            st.markdown(plain(f"{category(vendor)}. {strengths(vendor)}."))
            if not vendor.offered:
                st.markdown(f"**{plain(not_sold(vendor))}**")
            with st.container(
                horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap=None
            ):
                told = f"Pages tell of {documented(vendor)} of {len(k.capabilities)} capabilities"
                told = f"{price_in_short(vendor.pricing)}. {told}.{overlay.mark(vendor.id)}"
                st.caption(plain(told), width="content")
                _tick(vendor, chosen, k)
    left = len(found) - shown
    if left > 0 and st.button(f"Show {min(left, AT_ONCE)} more", key=state.key("catalogue-more")):
        state.remember(_SHOWN, shown + AT_ONCE)
        state.again()


def _tick(vendor: Vendor, chosen: tuple[str, ...], k: Knowledge) -> None:
    before = vendor.id in chosen
    ticked = st.checkbox(
        f"Compare {_spoken(vendor.name)}",  # the style sheet shows the first word, a screen reader says all
        key=state.seed(picked.box(f"tick-{vendor.id}"), before),
        disabled=len(chosen) >= MOST and not before,
    )
    if ticked != before:
        picked.pick([*chosen, vendor.id] if ticked else [name for name in chosen if name != vendor.id], k)
        state.again()


def _spoken(name: str) -> str:
    """A name for a label that is read aloud as written: without the escapes of `plain` where it needs none."""
    return name if re.fullmatch(r"[\w .,'()&+/-]+", name) and "www." not in name.casefold() else plain(name)


def _picked(chosen: tuple[str, ...], k: Knowledge) -> None:
    """The line that stays in sight while something is ticked."""
    if not chosen:
        return
    with st.container(key="picked", horizontal=True, gap="medium", vertical_alignment="center"):
        names = listed(plain(k.catalogue.by_id[name].name) for name in chosen)
        full = " That is the most." if len(chosen) == MOST else ""
        st.markdown(f"Ticked: {names}.{full}", width="content")
        label = "See them side by side" if len(chosen) > 1 else "See it beside others"
        widgets.link("compare", label, vendor=",".join(chosen))
        if st.button("Clear", key=state.key("catalogue-clear"), type="tertiary"):
            picked.forget()
            state.again()
