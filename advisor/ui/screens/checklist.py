"""The demo checklist: what to make each vendor show, in order, with minutes, good signs and red flags."""

from __future__ import annotations

import streamlit as st

from advisor.advice import Advice
from advisor.demo.tasks import ChecklistItem, Rubric
from advisor.knowledge import Knowledge
from advisor.report.demos import minutes_words
from advisor.report.table import checklist_csv
from advisor.report.words import listed
from advisor.ui import cards, state, widgets
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain

SIDES = {
    "customer": "Leads and customers",
    "project": "Project work",
    "job": "Job work",
    "both_sides": "Both sides together",
    "joining": "Joining the systems",
    "mobile": "On the phone",
    "onboarding": "Getting started",
    "references": "References",
    "commercial": "Price and contract",
    "exit_security": "Leaving and security",
}


def show() -> None:
    """Draws the screen for the answers as they stand."""
    advice, k = state.advice(), state.knowledge()
    tasks = advice.checklist
    arrive(f"checklist {state.generation()}")
    st.title("Your demo script", anchor=False)
    if not tasks:
        st.markdown(
            "There are no tasks yet. Answer how your work splits and what goes wrong, and the script is made from that."
        )
    else:
        _lead(advice, k)
        shown = _shown(tasks)
        in_full = st.toggle("Open every task", key=state.seed("checklist-open", False))
        for number, item in shown:
            _task(number, item, advice, k, is_open=in_full or number == shown[0][0])
        _red_flags(k)
        with st.container(key="flush-after"):
            widgets.link("scorecard", "Score the demos once you have seen them")
            widgets.link("decision", "See where they leave you")
    cards.forward("Take it along", "report")
    widgets.link("vendors", "Back to the vendors")


def _lead(advice: Advice, k: Knowledge) -> None:
    st.markdown(
        f"{minutes_words(advice)} for each vendor. "
        "Bring one of your own jobs, and let every vendor do the same tasks in the same order, live. "
        "The times are hours and minutes into the demo."
    )
    with st.expander("How to score"):
        _rubric(k.task_book.rubric)
    st.download_button(
        "Download as a table (CSV)",
        data=lambda: checklist_csv(advice),
        file_name="demo-checklist.csv",
        mime="text/csv",
        type="tertiary",
        on_click="ignore",
        key=state.key("csv"),
    )


def _rubric(rubric: Rubric) -> None:
    st.markdown("Score each task from 0 to 3 right after you saw it.")
    cards.bullets(
        f"**{mark}**: {plain(words)}"
        for mark, words in zip(
            ("3", "2", "1", "0", "Leave out"),
            (rubric.three, rubric.two, rubric.one, rubric.zero, rubric.not_needed),
            strict=True,
        )
    )
    st.markdown(f"A vendor passes with {rubric.pass_share * 100:.0f} % of the points it could have had.")


def _shown(tasks: tuple[ChecklistItem, ...]) -> list[tuple[int, ChecklistItem]]:
    """The tasks with their numbers in the whole script, of the side that the visitor picked."""
    sides = [side for side in SIDES if any(item.side == side for item in tasks)]
    numbered = list(enumerate(tasks, start=1))
    if len(sides) < 2:
        return numbered
    picked = st.selectbox(
        "Show",
        options=["all", *sides],
        format_func=lambda side: (
            f"All {len(tasks)} tasks" if side == "all" else f"{SIDES[side]} ({sum(t.side == side for t in tasks)})"
        ),
        key=state.seed("checklist-side", "all"),
    )
    return [(number, item) for number, item in numbered if picked in ("all", item.side)]


def _task(number: int, item: ChecklistItem, advice: Advice, k: Knowledge, *, is_open: bool) -> None:
    when = f", at {clock(item.starts_at)}" if item.starts_at is not None else ""
    label = f"**{number}. {plain(item.title)}**, {item.minutes:.0f} min{when}"
    with st.expander(label, expanded=is_open, key=f"task-{number}-{is_open}"):
        names = {vendor.id: vendor.name for vendor in k.catalogue.vendors}
        whom = listed(names.get(vendor, vendor) for vendor in item.for_vendors)
        st.caption(plain(SIDES.get(item.side, item.side) + (f", for {whom}" if whom else "")))
        st.markdown(plain(item.task))
        cards.bullets(
            (
                f"**Good:** {plain(item.good)}",
                f"**Red flag:** {plain(item.red_flag)}",
                f"**Why this one for you:** {plain(item.why_here)}",
                f"**3 points:** {plain(item.score_3)}",
                f"**1 point:** {plain(item.score_1)}",
            )
        )
        sources = cards.sources_of(advice)
        cited = [cards.cited(sources[name]) for name in item.sources if name in sources]
        if cited:
            st.caption(f"From: {'; '.join(cited)}.")


def clock(minutes: float) -> str:
    """Minutes into the sitting as a clock: "0:05", "1:12"."""
    return f"{int(minutes) // 60}:{int(minutes) % 60:02d}"


def _red_flags(k: Knowledge) -> None:
    if not k.task_book.red_flags:
        return
    with st.expander("Red flags in any demo"):
        cards.bullets(f"**{plain(flag.title)}**: {plain(flag.what)}" for flag in k.task_book.red_flags)
