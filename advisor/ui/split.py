"""The split between projects and jobs, guessed with one slider or listed kind by kind."""

from __future__ import annotations

from typing import Any, cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from advisor import wording
from advisor.base import Interval
from advisor.questionnaire.answers import UNKNOWN, Answers, Duration, Range, Stream
from advisor.questionnaire.flow import with_value
from advisor.questionnaire.question import Question
from advisor.report.records import records_words
from advisor.scoring.work_mix import WorkMix
from advisor.ui import state
from advisor.ui.rows import Row, add_button, keep_rows, remove_button, rows_of
from advisor.ui.widgets import dont_know, link, number_box, plain, split_bar, wrong

GUESS, LIST, MEASURE = "Guess it", "List it", "Measure it"
STREAMS = "work.streams"
MOST = 8
UNITS = ("hours", "days", "weeks", "months")
BASES = {"revenue": "Revenue", "hours": "Hours worked", "count": "Number of jobs", UNKNOWN: "Not sure"}


def _number(name: str, ask: str, kind: str, most: float) -> Question:
    return Question(
        field=f"{STREAMS}.{name}", step="flow", kind=cast(Any, kind), ask=ask, why=ask, short=ask, least=0, most=most
    )


LENGTH = _number("duration", "How long one takes", "duration", 100_000)
PER_YEAR = _number("per_year", "How many a year", "count", 1_000_000)
VALUE = _number("average_value_usd", "US dollars for one", "money", 100_000_000_000)
HOURS = _number("hours_each", "Hours of labor in one", "count", 10_000_000)


def split_control(question: Question) -> None:
    """Both ways to tell the split; the list leads where there is one."""
    st.caption(
        "A project has a contract, a schedule and phases. A job or call is sent out, done and billed. "
        "Think of revenue if you can: the number of jobs misleads."
    )
    if state.takes_part():
        # In a workshop one person lists or measures beforehand; the room is asked for its view.
        _guessed(question)
        return
    first = state.note("split tab")
    if first is None:
        work = state.answers().work
        first = MEASURE if work.measured_share is not None else LIST if work.streams else GUESS
        state.remember("split tab", first)
    guess, listed, measured = st.tabs([GUESS, LIST, MEASURE], default=first, key=state.key("split tab"))
    # What one tab changes, the next one tells.
    with listed:
        _listed()
    with guess:
        _guessed(question)
    with measured:
        _measured()


def _guessed(question: Question) -> None:
    work = state.answers().work
    if work.measured_share is None and work.streams:
        st.write("Your list of work tells the split. Remove the list to guess instead.")
        return
    if work.measured_share is not None:
        st.write("Your records tell the split. Moving the slider puts your guess in their place.")
    stored = work.project_share
    middle = _middle(stored)
    shown = 50 if middle is None else round(middle * 100)
    slider, below = st.container(), st.container()
    with below:
        unsure = dont_know(question.field, stored, label="I cannot say")
    # Seeded, not given as a default: a default that follows the answer would put the handle back under a quick hand.
    got = slider.slider(
        "Share of projects, in percent", 0, 100, key=state.seed(question.field, shown), format="%d %% projects",
        disabled=unsure,
    )  # fmt: skip
    if unsure:
        state.put(question.field, UNKNOWN)
        return
    if stored == UNKNOWN:
        state.put(question.field, None if got == 50 else got / 100)
    elif got != shown:
        state.put(question.field, got / 100)
    middle = _middle(state.answers().work.project_share)
    with slider:
        if middle is None:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.caption("Nothing is said yet. Move the slider, or:", width="content")
                if st.button("Half and half", key=state.key("half"), type="tertiary"):
                    state.put(question.field, 0.5)
                    state.again()
            return
        _told(middle)
    with below:
        _basis()


def _measured() -> None:
    """What the records of past work say, and the way to the page that reads them."""
    work = state.answers().work
    if work.measured is None:
        st.write("Owners often guess wrong. Your job or invoice list knows better: it takes two minutes.")
        link("measure", "Measure it from your records")
        return
    leads = work.measured_share is not None
    st.markdown(plain(records_words(work.measured, leads=leads)))
    if leads:
        split_bar(state.so_far().work_mix.project_share, state.so_far().hybrid_line)
    else:
        if st.button("Let the records tell the split again", key=state.key("records again")):
            state.change(_by_records)
            state.again()
    link("measure", "Measure it anew")


def _by_records(given: Answers) -> Answers:
    measured = given.work.measured
    leading = None if measured is None else measured.leading
    if measured is None or leading is None:
        return given
    share = Range(low=round(leading.low, 2), high=round(leading.high, 2))
    return with_value(with_value(given, "work.project_share", share), "work.basis", measured.basis)


def _told(middle: float) -> None:
    mix = state.so_far().work_mix
    split_bar(mix.project_share, state.so_far().hybrid_line)
    low, high = (wording.percent(end) for end in state.so_far().hybrid_line)
    line = high if low == high else f"{low[:-2]}–{high}"
    st.caption(f"Hatched: the band at {line} of either side, where two platforms usually start to win.")
    st.write(f"Projects are {wording.about(middle)}, jobs {wording.about(1 - middle)}.")


def _basis() -> None:
    stored = state.answers().work.basis
    shown = stored if stored in BASES else None
    got = st.pills(
        "You were thinking of", list(BASES), format_func=BASES.__getitem__, default=shown, key=state.key("work.basis")
    )
    if got != shown:
        state.put("work.basis", got)


def _middle(share: Any) -> float | None:
    if isinstance(share, Range):
        low = 0.0 if share.low is None else share.low
        high = 1.0 if share.high is None else share.high
        return (low + high) / 2
    return float(share) if isinstance(share, (int, float)) else None


def _listed() -> None:
    stored = state.answers().work.streams
    rows = rows_of(STREAMS, stored) or [Row(0, None)]
    kept: list[Row[Stream]] = []
    removed = False
    for number, row in enumerate(rows, start=1):
        with st.container(border=True, gap="small", key=f"kind-of-work-{row.id}"):
            value = _stream(f"{STREAMS}.{row.id}", number, row.value)
            only_blank = len(rows) == 1 and row.value is None
            gone = not only_blank and remove_button(STREAMS, row, f"Remove kind {number}")
            removed |= gone
            if not gone:
                kept.append(Row(row.id, None if value == Stream() else value))
    values = keep_rows(STREAMS, kept)
    if values != stored:
        state.put(STREAMS, values)
    if removed:
        state.again()
    add_button(STREAMS, "Add a kind of work", MOST)
    if values:
        _shares(state.so_far().work_mix)


def _stream(name: str, number: int, before: Stream | None) -> Stream:
    """One kind of work as its row tells it; what the row does not show (its marks) stays as it was."""
    given = before or Stream()
    duration = given.duration
    title = st.text_input(
        f"Kind of work {number}", value=given.name, key=state.key(f"{name}.name"), max_chars=200, autocomplete="off",
        placeholder="Kitchen remodels, service calls, …",
    )  # fmt: skip
    left, right = st.columns(2, gap="small")
    first, second, third = st.columns(3, gap="small", vertical_alignment="bottom")
    mistakes = st.container()
    with left:
        value, length_text = _box(LENGTH, f"{name}.duration", duration.value if duration else None, mistakes)
    with right:
        unit = st.pills(
            "Counted in", UNITS, default=duration.unit if duration else None, key=state.key(f"{name}.unit"), wrap=True
        )
    if value is not None and unit is None:
        state.keep_draft(f"{name}.duration", length_text)
        with mistakes:
            wrong("Choose hours, days, weeks or months to go with how long one takes.")
    with first:
        per_year, _ = _box(PER_YEAR, f"{name}.per_year", given.per_year, mistakes)
    with second:
        worth, _ = _box(VALUE, f"{name}.value", given.average_value_usd, mistakes)
    with third:
        hours, _ = _box(HOURS, f"{name}.hours", given.hours_each, mistakes)
    length = Duration(value=value, unit=cast(Any, unit)) if value is not None and unit else None
    changed = {
        "name": title.strip(), "duration": length, "per_year": per_year, "average_value_usd": worth, "hours_each": hours
    }  # fmt: skip
    return given.model_copy(update=changed)


def _box(question: Question, field: str, stored: Any, mistakes: DeltaGenerator) -> tuple[Any, str]:
    return number_box(question, field, stored, mistakes=mistakes, label=question.ask, width="stretch")


def _shares(mix: WorkMix) -> None:
    """What the list says so far, by each measure that every row tells."""
    st.markdown("**What your list says so far**")
    line = state.so_far().hybrid_line
    missing = {"revenue": "how many and what one is worth", "hours": "how many and the hours", "count": "how many"}
    measures: tuple[tuple[str, str, Interval | None], ...] = (
        ("By revenue", "revenue", mix.by_revenue),
        ("By hours of labor", "hours", mix.by_hours),
        ("By number of jobs", "count", mix.by_count),
    )
    for title, basis, share in measures:
        if share is None:
            st.caption(f"{title}: still open. Every row needs {missing[basis]}.")
        elif basis == mix.leading_basis:
            st.caption(f"{title}, which leads:")
            split_bar(share, line)
        else:
            jobs = wording.percent_range(share.mirrored())
            st.caption(f"{title}: projects {wording.percent_range(share)}, jobs {jobs}.")
    for doubt in mix.doubts:
        st.caption(doubt)
