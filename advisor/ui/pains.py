"""What goes wrong: say it in your own words or tick what hurts, side by side, then say how badly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from advisor.knowledge import data_folder
from advisor.questionnaire.flow import with_value
from advisor.questionnaire.own_words import LONGEST_TEXT, Proposal, load_phrases, propose
from advisor.questionnaire.pains import Pain, PainSide
from advisor.questionnaire.question import Question
from advisor.questionnaire.trades import Trade
from advisor.ui import state
from advisor.ui.widgets import SEVERITIES, plain

SIDES: dict[PainSide, str] = {
    "customer": "Leads and customers",
    "project": "Projects",
    "job": "Jobs and calls",
    "joining": "Between office and field",
    "adoption": "People and change",
}
AT_FIRST = 2
"""How badly something hurts until the visitor says more: strong."""

NOT_US = 0
HOW_BADLY = {**SEVERITIES, NOT_US: "Not us"}
PROPOSED = 6
_DECLINED, _READ = "pains declined", "pains read"


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
    own_words()
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
    if any(map(_hurts, now.values())):
        if now != before:
            # Pain by pain: what is ticked in another tab at the same time stays.
            state.amend(lambda given: with_value(given, question.field, _with_changes(given.pains or {}, before, now)))
        return
    nothing = st.checkbox("Nothing in particular", value=stored == {}, key=state.key("pains.nothing"))
    if nothing or stored:
        state.put(question.field, {} if nothing else None)
    elif stored == {} and not nothing:
        state.put(question.field, None)


def _with_changes(given: Mapping[str, Any], before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """*given* with what differs between *before* and *now*."""
    kept = {name: how for name, how in given.items() if name in now or name not in before}
    return kept | {name: how for name, how in now.items() if before.get(name) != how}


def own_words() -> None:
    """A box for the visitor's own words, and what they sound like; nothing is picked until the visitor says so."""
    stored = state.answers().pains_text or ""
    typed = st.text_area(
        "In your own words, English or Spanish", value=stored, key=state.key("pains_text"), max_chars=LONGEST_TEXT,
        height="content", placeholder="We miss calls while we are on a roof, and tickets end up under the seat.",
    )  # fmt: skip
    text = typed.strip()
    state.put("pains_text", text or None)
    if not text:
        return
    found = _read(text)
    proposals = _still_open(found)
    if not proposals:
        st.caption(
            "That is all these words point to. Pick below what else hurts."
            if found
            else "Your words are kept, and they point to nothing on the list. Pick below what hurts."
        )
        return
    st.markdown("This is what your words sound like. How badly does it hurt at your company?")
    for proposal in proposals[:PROPOSED]:
        _confirm(proposal)


def _read(text: str) -> tuple[Proposal, ...]:
    """What *text* sounds like, worked out once for each text."""
    before, found = state.note(_READ, ("", ()))
    if text != before:
        found = propose(text, load_phrases(data_folder()), most=4 * PROPOSED)
        state.remember(_READ, (text, found))
    return tuple(found)


def _still_open(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Proposals that the visitor has neither picked nor declined."""
    known, given, declined = state.knowledge().pains, state.answers().pains or {}, state.note(_DECLINED, ())
    return [p for p in proposals if p.pain in known and p.pain not in given and p.pain not in declined]


def _confirm(proposal: Proposal) -> None:
    pain = state.knowledge().pains[proposal.pain]
    with st.container(gap="xsmall", key=f"proposed-{pain.id}"):
        st.markdown(f"**{plain(pain.label)}**")
        st.caption(f"You wrote: “{plain(proposal.quote)}”")
        got = st.pills(
            f"{pain.label}: is it so?", list(HOW_BADLY), format_func=HOW_BADLY.__getitem__,
            key=state.key(f"proposed.{pain.id}"), label_visibility="collapsed",
        )  # fmt: skip
    if got is None:
        return
    declined = state.note(_DECLINED, ())
    if got == NOT_US:
        declined = (*declined, pain.id)
        state.remember(_DECLINED, declined)
    if got != NOT_US or state.answers().pains:
        # What is not so is kept beside what is, so that it is not asked again. Alone it would pass for an answer.
        not_so = dict.fromkeys(declined, 0.0)
        state.change(lambda given: with_value(given, "pains", {**not_so, **(given.pains or {}), pain.id: float(got)}))
    state.again()


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
