"""What goes wrong: tick what hurts, side by side, then say how badly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from advisor.questionnaire.pains import Pain, PainSide
from advisor.questionnaire.question import Question
from advisor.questionnaire.trades import Trade
from advisor.ui import state
from advisor.ui.widgets import SEVERITIES

SIDES: dict[PainSide, str] = {
    "customer": "Leads and customers",
    "project": "Projects",
    "job": "Jobs and calls",
    "joining": "Between office and field",
    "adoption": "People and change",
}
AT_FIRST = 2
"""How badly something hurts until the visitor says more: strong."""


def sides_in_order(trades: Iterable[Trade]) -> tuple[PainSide, ...]:
    """The sides with the one closest to the trades' usual work first."""
    patterns = {trade.pattern for trade in trades}
    if patterns == {"job"}:
        return "job", "customer", "joining", "adoption", "project"
    if patterns == {"project"}:
        return "project", "customer", "joining", "adoption", "job"
    return tuple(SIDES)


def pains_in_order(pains: Iterable[Pain], trades: Iterable[Trade]) -> list[Pain]:
    """The pains with those first that touch what the trades need most; otherwise as in the file."""
    needs = {capability for trade in trades for capability in trade.key_capabilities}
    return sorted(pains, key=lambda pain: -len(needs.intersection(pain.capabilities)))


def pains_control(question: Question) -> None:
    """Ticks by side, one side open at a time of need; nothing ticked can be an answer too."""
    k, stored = state.knowledge(), state.answers().pains
    before = dict(stored or {})
    now: dict[str, Any] = dict(before)
    trades = k.trades_of(state.answers())
    for number, side in enumerate(sides_in_order(trades)):
        group = pains_in_order((p for p in k.pains.values() if p.side == side), trades)
        opened = st.expander(SIDES[side], expanded=number == 0, key=state.key(f"pains.{side}"), on_change="rerun")
        with opened:
            picked = sum(_hurts(now.get(pain.id)) for pain in group)
            if opened.open:
                with st.container(gap="xsmall"):
                    for pain in group:
                        _pain(pain, now)
            elif picked:
                st.caption(f"{picked} picked")
    if now:
        if now != before:
            state.put(question.field, now)
        return
    nothing = st.checkbox("Nothing in particular", value=stored == {}, key=state.key("pains.nothing"))
    if nothing or stored:
        state.put(question.field, {} if nothing else None)
    elif stored == {} and not nothing:
        state.put(question.field, None)


def _hurts(severity: Any) -> bool:
    return severity is not None and severity != 0


def _pain(pain: Pain, now: dict[str, Any]) -> None:
    """One pain; *now* is changed where the visitor changed it."""
    given = now.get(pain.id)
    ticked = st.checkbox(pain.label, value=_hurts(given), key=state.key(f"pains.{pain.id}"))
    if not ticked:
        if _hurts(given):
            del now[pain.id]
        return
    shown = given if given in SEVERITIES else AT_FIRST
    got = st.pills(
        f"How badly: {pain.label}", list(SEVERITIES), format_func=SEVERITIES.__getitem__, required=True,
        default=int(shown), key=state.key(f"pains.{pain.id}.how"), label_visibility="collapsed",
    )  # fmt: skip
    if not _hurts(given) or got != shown:
        now[pain.id] = float(got or AT_FIRST)
