"""Where the demos leave you: the order now and why, the points, what to talk about, the decision and its memo."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import streamlit as st

from advisor.advice import Advice
from advisor.demo.scorecard import Scorecard, name_of
from advisor.knowledge import Knowledge
from advisor.questionnaire.flow import with_value
from advisor.questionnaire.seen import NOT_NEEDED, Decision
from advisor.report import chart_words
from advisor.report.memo import build_memo
from advisor.report.pdf import render_pdf
from advisor.report.words import listed, many
from advisor.ui import cards, letterhead, state, widgets
from advisor.ui.screens.report import file_stem
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain

FACTS_SHOWN = 6


def show() -> None:
    """Draws the screen for the answers as they stand."""
    advice, k = state.advice(), state.knowledge()
    arrive(f"decision {state.generation()}")
    card = advice.scorecard
    st.title("Where the demos leave you", anchor=False)
    if card is None:
        st.markdown("No demo is scored yet. You can still write down what you decide, and why.")
        widgets.link("scorecard", "Score a demo")
    else:
        _order(advice, card)
        _points(card)
        _talk(card)
        _facts(card)
    _decide(advice, k)
    _memo()
    with st.container(horizontal=True, gap="medium"):
        widgets.link("scorecard", "Back to the scores")
        widgets.link("vendors", "The vendors in full")


def _order(advice: Advice, card: Scorecard) -> None:
    if card.sentence:
        st.markdown(f"**{plain(card.sentence)}**")
    places = {move.names: move for move in card.moves}
    lines = []
    for place, stack in enumerate(advice.stacks, start=1):
        move = places.get(stack.names)
        was = "" if move is None or move.place_before == place else (
            f", was number {move.place_before}" if move.place_before else ", new on the list"
        )  # fmt: skip
        why = f" {plain(move.sentence)}" if move and move.sentence != card.sentence else ""
        lines.append(f"{place}. **{plain(chart_words.stack_name(stack))}**: {stack.value:.1f} points{was}.{why}")
    if lines:
        st.header("The order now", anchor=False)
        st.markdown("\n".join(lines))
        st.caption(
            f"Points from 0 to 100, with what you saw in place of what pages say. Each stack could still lie between "
            f"{_spans(advice)}."
        )
    gone = [move for move in card.moves if move.place_now is None]
    cards.bullets([plain(move.sentence) for move in gone], "No longer on the list" if gone else "")


def _spans(advice: Advice) -> str:
    low, high = min(s.low for s in advice.stacks), max(s.high for s in advice.stacks)
    return f"{low:.0f} and {high:.0f}"


def _points(card: Scorecard) -> None:
    scored = [one for one in card.vendors if one.share is not None]
    if not scored:
        return
    st.header("Points from the demos", anchor=False)
    cards.bullets(plain(one.sentence) for one in scored)
    people = [name or "somebody without a name" for name in card.people]
    if people:
        st.caption(plain(f"Scored by {listed(people)}."))


def _talk(card: Scorecard) -> None:
    """Tasks that people saw differently, with what each gave."""
    lines = []
    for vendor in card.vendors:
        for task in vendor.tasks:
            if task.apart:
                told = listed(f"{one.by or 'somebody'} {one.score}" for one in task.given if one.score != NOT_NEEDED)
                lines.append(f"{plain(vendor.name)}, {plain(task.title)}: {plain(told)}.")
    if lines:
        st.header("Talk about these first", anchor=False)
        st.markdown("You saw the same thing and gave points that lie far apart.")
        cards.bullets(lines)


def _facts(card: Scorecard) -> None:
    if not card.facts:
        return
    with st.expander(f"What you saw in place of what pages say ({many(len(card.facts), 'fact')})"):
        cards.more([plain(fact.sentence) for fact in card.facts], FACTS_SHOWN, "", "further fact")


def _memo() -> None:
    """The memo, from the answers as they stand once the decision above was taken in."""
    st.header("The memo", anchor=False)
    advice, k = state.advice(), state.knowledge()
    branding = letterhead.branding(advice)
    stem = file_stem(branding.client_name, branding.date)
    with st.container(key="forward-memo", gap="xxsmall"):
        st.download_button(
            "Download the decision memo (PDF)",
            data=lambda: render_pdf(build_memo(advice, k, branding)),
            file_name=f"{stem}-decision-memo.pdf",
            mime="application/pdf",
            type="primary",
            on_click="ignore",
            key=state.key("memo"),
        )
        st.caption(
            "What was looked for, asked, shown and scored, what was decided and why, what is still open, and the next "
            "90 days. Names, logo and color are those of your report."
        )


def choices(advice: Advice, k: Knowledge) -> list[tuple[str, ...]]:
    """What can be decided on: the stacks as they are ranked now, then every vendor that was scored by itself."""
    stacks = [tuple(v for v in stack.vendors if v in k.catalogue.by_id) for stack in advice.stacks]
    scored = [(one.vendor,) for one in advice.scorecard.vendors if one.share is not None] if advice.scorecard else []
    stored = [advice.answers.decision.vendors] if advice.answers.decision else []
    return [one for one in dict.fromkeys([*stacks, *scored, *stored]) if one]


def _decide(advice: Advice, k: Knowledge) -> None:
    st.header("Your decision", anchor=False)
    stored = state.answers().decision
    listed_choices = choices(advice, k)
    options: list[tuple[str, ...]] = [(), *listed_choices]
    names = {(): "Not decided yet"} | {one: _called(one, k) for one in listed_choices}
    taken = st.selectbox(
        "What do you take?", options, format_func=names.__getitem__,
        index=options.index(stored.vendors) if stored else 0, key=state.key("decision vendors"),
    )  # fmt: skip
    if not taken:
        if stored is not None:
            state.amend(lambda given: with_value(given, "decision", None))
        st.caption("Once you have decided, write down why. In a year you will want to know.")
        return
    fresh = _form(taken, stored)
    if fresh != stored:
        state.amend(lambda given: with_value(given, "decision", fresh))


def _called(vendors: Sequence[str], k: Knowledge) -> str:
    return listed(name_of(vendor, {}, k) for vendor in vendors)


def _form(taken: tuple[str, ...], stored: Decision | None) -> Decision:
    left, right = st.columns(2, gap="small")
    by = left.text_input(
        "Who decided? Names or roles", value=stored.by if stored else "", key=state.key("decision by"), max_chars=60,
        autocomplete="off",
    )  # fmt: skip
    on = right.date_input(
        "On", value=_day(stored.on if stored else None), key=state.key("decision on"), format="MM/DD/YYYY"
    )
    owner = left.text_input(
        "Who owns the new software?", value=stored.owner if stored else "", key=state.key("decision owner"),
        max_chars=60, autocomplete="off",
    )  # fmt: skip
    live = right.date_input(
        "The old way ends on", value=_day(stored.go_live if stored else "", None), key=state.key("decision live"),
        format="MM/DD/YYYY",
    )  # fmt: skip
    because = st.text_area(
        "Why this one?", value=stored.because if stored else "", key=state.key("decision because"), max_chars=2000,
        height=90, placeholder="What decided it, in your words",
    )  # fmt: skip
    risks = st.text_area(
        "What could still go wrong?", value=stored.risks if stored else "", key=state.key("decision risks"),
        max_chars=2000, height=90, placeholder="What is open, and who settles it by when",
    )  # fmt: skip
    return Decision(
        vendors=taken, on=_text(on), by=by.strip(), owner=owner.strip(), go_live=_text(live), because=because.strip(),
        risks=risks.strip(),
    )  # fmt: skip


def _day(text: str | None, otherwise: datetime.date | str | None = "today") -> Any:
    """The day in the answers; today, or none, where there is none."""
    if text:
        return datetime.date.fromisoformat(text)
    return datetime.date.today() if otherwise == "today" else None


def _text(day: Any) -> str:
    return day.isoformat() if isinstance(day, datetime.date) else ""
