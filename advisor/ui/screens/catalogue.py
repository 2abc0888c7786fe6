"""All vendors: a search over the whole catalogue, whatever was answered."""

from __future__ import annotations

from typing import Any

import streamlit as st

from advisor.catalogue.evidence import Side
from advisor.catalogue.search import find
from advisor.catalogue.vendor import Vendor
from advisor.knowledge import Knowledge
from advisor.questionnaire.trades import Trade
from advisor.report.words import many
from advisor.ui import state, vendor_words, widgets
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain

AT_ONCE = 20
"""Vendors shown before "Show more"."""

_WISHES = "catalogue wishes"
_SHOWN = "catalogue shown"


def show() -> None:
    """Draws the screen."""
    k = state.knowledge()
    arrive(f"catalogue {state.generation()}")
    st.title("All vendors", anchor=False)
    st.markdown(
        f"{many(len(k.catalogue.vendors), 'product')} that public pages tell of, by name. This is a list to look "
        "things up in, not advice."
    )
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
        accounting=wishes["accounting"],
        offered_only=not wishes["gone"],
    )
    st.header(_count(found), anchor=False)
    if not found:
        st.markdown("Use fewer or other words, or take a filter away.")
    elif trade:
        st.caption("Products for any kind of business name no trade, so they are not among these.")
    if found:
        st.caption("The words on customers, projects and jobs are our reading of public pages.")
    _list(found)


def _wishes(k: Knowledge) -> dict[str, Any]:
    """What the visitor looks for; kept for the way back from a vendor."""
    before = state.note(_WISHES) or {}
    text = st.text_input(
        "Search by name, maker or what it is good for", value=before.get("text", ""), max_chars=80,
        key=state.key("catalogue-text"), autocomplete="off",
    )  # fmt: skip
    sides: list[Side] = ["crm", "pm", "fsm"]
    trades = _trades(k)
    systems = {c.value: c.label for c in k.questionnaire.of("today.accounting").choices}
    systems = {value: label for value, label in systems.items() if value not in ("other", "none")}
    with st.container(horizontal=True, gap="small"):
        side = _one("For", sides, vendor_words.SIDE_NAMES, before.get("side"), "Any side")
        trade = _one("Names the trade", list(trades), trades, before.get("trade"), "Any trade")
        accounting = _one("Links to", list(systems), systems, before.get("accounting"), "Any accounting")
    gone = st.checkbox("Also what is no longer sold", value=before.get("gone", True), key=state.key("catalogue-gone"))
    return {"text": text, "side": side, "trade": trade, "accounting": accounting, "gone": gone}


def _one(label: str, options: list[Any], names: dict[Any, str], before: str | None, nothing: str) -> Any:
    return st.selectbox(
        label,
        options,
        index=options.index(before) if before in options else None,
        format_func=names.__getitem__,
        placeholder=nothing,
        key=state.key(f"catalogue-{label}"),
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
    return many(len(found), "product") + (f", {gone} of them not known to be sold any more" if gone else "")


def _list(found: tuple[Vendor, ...]) -> None:
    shown = state.note(_SHOWN, AT_ONCE)
    for vendor in found[:shown]:
        with st.container(key=f"found-{vendor.id}", gap=None):
            widgets.link("vendor", plain(vendor.name), vendor=vendor.id)
            st.markdown(plain(f"{vendor_words.category(vendor)}. {vendor_words.strengths(vendor)}."))
            if not vendor.offered:
                st.markdown(f"**{plain(vendor_words.not_sold(vendor))}**")
    left = len(found) - shown
    if left > 0 and st.button(f"Show {min(left, AT_ONCE)} more", key=state.key("catalogue-more")):
        state.remember(_SHOWN, shown + AT_ONCE)
        state.again()
