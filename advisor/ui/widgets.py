"""The parts pages are made of: masthead, notices, links, number box, split bar. Text from outside stays text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from advisor import wording
from advisor.base import Interval
from advisor.questionnaire.answers import UNKNOWN
from advisor.questionnaire.flow import value_at
from advisor.questionnaire.question import Question
from advisor.ui import identity, state
from advisor.ui.typed import NotANumber, number_from, text_from

DONT_KNOW = "I don't know"
SEVERITIES = {1: "Some", 2: "Strong", 3: "Severe"}
MANY = 8
"""From so many choices on, a list that can be searched is easier than buttons."""

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """*text* from a visitor, a file or a vendor as it may stand in a label or in markdown: shown, never obeyed."""
    text = " ".join(text.split())
    # An invisible joiner keeps the renderer from making links of what looks like an address.
    text = text.replace("://", ":\u2060//").replace("@", "@\u2060")
    text = re.sub(r"(?i)\bwww\.", lambda found: f"{found.group()[:3]}\u2060.", text)
    return _PUNCTUATION.sub(r"\\\1", text)


def link(page: state.PageName, label: str, *, step: str | None = None, vendor: str | None = None) -> None:
    """A link to another page (step, vendor) that keeps the assessment, also when it is opened in a new tab."""
    parameters = state.link() | ({state.STEP: step} if step else {}) | ({state.VENDOR: vendor} if vendor else {})
    st.page_link(state.target(page), label=label, query_params=parameters)


def masthead() -> None:
    """The line at the top of every page: the way home, and the pages that make sense from here."""
    here = state.page()
    if state.takes_part() or here == "join":
        st.html('<p class="advisor-masthead">Software advisor</p>')
        return
    with st.container(key="masthead", horizontal=True, gap="medium", vertical_alignment="center"):
        link("start", "Software advisor")
        if here in ("vendor", "compare"):
            link("catalogue", "All vendors")
        if here in state.WITHOUT_TOKEN:
            if here != "desk":
                st.page_link(state.target("desk"), label="Your clients")
            return
        if state.at_desk():
            st.page_link(state.target("desk"), label="Your clients")
        if state.token() is None and here in ("start", "questions", "quick", "catalogue", "vendor", "compare"):
            return
        given = state.answers()
        begun = bool(given.scores or given.quotes or given.decision)
        after: tuple[tuple[state.PageName, str], ...] = (("decision", "Decision"), ("checkin", "How did it go?"))
        decided = after if given.decision else after[:1] if begun else ()
        pages: tuple[tuple[state.PageName, str], ...] = (
            ("questions", "Questions"), ("answers", "Your answers"), ("result", "Result"), ("vendors", "Vendors"),
            ("checklist", "Demo script"), *decided, ("report", "Report"),
        )  # fmt: skip
        if here in ("start", "questions", "quick"):
            pages = pages[1:3] if here == "questions" else pages[:3]
        for name, label in pages:
            if name != here:
                link(name, label, step=state.last_step() if name == "questions" else None)


def foot() -> None:
    """The quiet line at the end of a page: the whole catalogue, and from the first page the rooms beside it."""
    here = state.page()
    if here in ("questions", "quick", "catalogue", "vendor", "compare", "take-part", *state.WITHOUT_TOKEN):
        return
    with st.container(key="foot", horizontal=True, gap="medium"):
        link("catalogue", "All vendors")
        if here == "start" and not state.takes_part():
            st.page_link(state.target("join"), label="Join a workshop with a code")
            if identity.standing() != "closed":
                st.page_link(state.target("desk"), label="For consultants: your clients")


CHANGING: tuple[state.PageName, ...] = (
    "questions",
    "answers",
    "quick",
    "weights",
    "what-if",
    "scorecard",
    "decision",
    "checkin",
)
"""Pages on which answers are changed, so that a change can be taken back there."""


def steps_back() -> None:
    """Undo and redo, quietly, on pages that change answers; nothing before there is something to take back."""
    if state.page() not in CHANGING or not state.can_undo():
        return
    with st.container(key="steps-back", horizontal=True, gap="medium"):
        if st.button("Undo the last change", key=state.key("undo"), type="tertiary"):
            state.undo()
            state.again()
        if state.undid() and st.button("Redo", key=state.key("redo"), type="tertiary"):
            state.redo()
            state.again()


def notices() -> None:
    """What the session has to tell, once."""
    for sentence in state.take_notices():
        st.info(plain(sentence))


def failed() -> None:
    """What a visitor reads where a page breaks down by a mistake of ours."""
    with st.container(key="failed"):
        st.error(
            "This page could not be drawn. The mistake is ours, and it is in the log of the server. "
            "What you entered before is kept. Load the page again, or go on from your answers."
        )
        if not state.takes_part() and state.page() not in state.WITHOUT_TOKEN:
            link("answers", "Your answers")


def wrong(sentence: str) -> None:
    """One sentence on a mistake, beside the field it belongs to."""
    st.html(f'<p class="advisor-wrong" role="alert">{html.escape(sentence)}</p>')


def dont_know(field: str, stored: Any, *, label: str = DONT_KNOW) -> bool:
    """The tick that stands for "asked, and not known"."""
    return bool(st.checkbox(label, value=stored == UNKNOWN, key=state.key(f"{field}?")))


def choose(question: Question, options: list[Any], name: Callable[[Any], str]) -> None:
    """One of *options*, or nothing."""
    stored = value_at(state.answers(), question.field)
    shown = next((option for option in options if option == stored), None)
    key = state.key(question.field)
    if len(options) >= MANY:
        got = st.selectbox(
            question.ask,
            options,
            format_func=name,
            index=None if shown is None else options.index(shown),
            key=key,
            placeholder="Choose one",
            label_visibility="collapsed",
        )
    else:
        got = st.pills(question.ask, options, format_func=name, default=shown, key=key, label_visibility="collapsed")
    if stored is not None and shown is None and got is None:
        st.caption(f"Your file says {wording.answer_words(question, stored)}.")
    elif got != shown:
        state.put(question.field, got)


def number_box(
    question: Question,
    field: str,
    stored: Any,
    *,
    mistakes: DeltaGenerator,
    label: str | None = None,
    disabled: bool = False,
    width: Any = 170,
) -> tuple[Any, str]:
    """A box for a number or a range; returns what it holds now and the text in it.

    Text that is no number stays in the box, with one sentence in *mistakes*; the answer before it stays in force.
    """
    typed = state.draft(field)
    text = st.text_input(
        label or question.ask,
        value=text_from(stored, question) if typed is None else typed,
        key=state.key(field),
        max_chars=60,
        autocomplete="off",
        disabled=disabled,
        width=width,
        label_visibility="visible" if label else "collapsed",
    )
    if disabled:
        state.keep_draft(field, text or None)
        return UNKNOWN, text
    if text == text_from(stored, question) and stored != UNKNOWN:
        state.keep_draft(field, None)
        return stored, text
    try:
        value = number_from(text, question)
    except NotANumber as error:
        state.keep_draft(field, text)
        kept = stored if stored != UNKNOWN else None
        still = f" Until then your earlier answer counts: {text_from(kept, question)}." if kept is not None else ""
        with mistakes:
            wrong(f"{error}{still}")
        return kept, text
    state.keep_draft(field, None)
    return value, text


def split_bar(share: Interval, line: tuple[float, float]) -> None:
    """The split as a picture: projects left, jobs right, a soft edge where it is unsure, the band hatched twice."""
    low, mid, high = (round(100 * x, 1) for x in (share.low, share.mid, share.high))
    start, end = (round(100 * x, 1) for x in line)
    width = max(end - start, 0.6)
    bands = "".join(f'<span class="band" style="left:{left}%;width:{width}%"></span>' for left in (start, 100 - end))
    said = f"Projects {wording.percent_range(share)}, jobs {wording.percent_range(share.mirrored())} of the work"
    st.html(
        f'<div class="advisor-split" role="img" aria-label="{html.escape(said)}">'
        f'<span class="project" style="width:{low}%"></span>'
        f'<span class="unsure" style="left:{low}%;width:{max(high - low, 0)}%"></span>{bands}'
        f'<span class="you" style="left:{mid}%"></span></div>'
        f'<div class="advisor-split-ends" aria-hidden="true"><span class="project">Projects '
        f'{wording.percent_range(share)}</span><span class="job">Jobs {wording.percent_range(share.mirrored())}</span>'
        "</div>"
    )


def start_over_button() -> None:
    """A quiet way to delete everything, asked twice."""
    if not state.note("sure to delete"):
        if st.button("Start over", key=state.key("start over"), type="tertiary"):
            state.remember("sure to delete", True)
            state.again()
        return
    st.warning("This deletes your answers here for good. The link to them stops working, on every device.")
    with st.container(horizontal=True, gap="medium"):
        if st.button("Delete and start over", key=state.key("delete answers")):
            state.start_over()
            state.go("start")
        if st.button("Keep them", key=state.key("keep answers"), type="tertiary"):
            state.remember("sure to delete", False)
            state.again()
