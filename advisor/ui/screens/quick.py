"""Quick questions: the most telling one first, one at a time, until no open answer can change what comes first."""

from __future__ import annotations

import html

import streamlit as st

from advisor.questionnaire.flow import is_open, is_unsaid, questions_for, steps_for
from advisor.questionnaire.question import Question
from advisor.report.words import listed, lower_first
from advisor.scoring.quick import QuickStep, quick_next
from advisor.ui import state, widgets
from advisor.ui.controls import ask
from advisor.ui.screens.questions import so_far
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain

TRAIL, AT, WHY = "quick trail", "quick at", "quick why"
"""Notes of the session: the questions shown so far, which of them is on screen, and why each was asked.

All of them are handed on as passed over, so that none is asked twice; the answers themselves are in the store.
"""

FOR_VENDORS = ("today.accounting", "limits.budget_usd_month", "company.technicians")
"""Questions that move vendors and costs, whatever comes first."""

ENOUGH, ALL = "That is enough to say", "That is all we would ask"


def show() -> None:
    """Draws the question on screen, or that it is enough."""
    trail: list[str] = state.note(TRAIL, [])
    at: int = state.note(AT, 0)
    if at < len(trail):
        _question(state.knowledge().questionnaire.of(trail[at]), at)
        return
    step = quick_next(state.answers(), state.knowledge(), skip=trail)
    if step.question is None:
        _enough(step, at)
        return
    state.remember(TRAIL, [*trail, step.question])
    state.remember(WHY, {**state.note(WHY, {}), step.question: step.sentence})
    _question(state.knowledge().questionnaire.of(step.question), at)


def _question(question: Question, at: int) -> None:
    arrive(f"quick {question.field} {state.generation()}")
    st.caption(f"Question {at + 1}, the most telling one first")
    st.title(question.short, anchor=False)
    ask(question)
    why = state.note(WHY, {}).get(question.field, "")
    if why:
        st.caption(plain(why))
    _so_far()
    _onward(question, at)


def _onward(question: Question, at: int) -> None:
    note = st.container()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(horizontal=True, width="content"):
            if at and st.button("Back", key=state.key(f"quick back {at}"), type="tertiary"):
                _to(at - 1)
            unread = state.has_draft(question.field)
            unsaid = is_unsaid(state.answers(), question.field)
            if (unsaid or unread) and st.button("Skip", key=state.key(f"quick skip {at}"), type="tertiary"):
                _to(at + 1)
        with st.container(key="forward", width="content"):
            pressed = st.button("Next", key=state.key(f"quick next {at}"), type="primary")
    widgets.link("questions", "Go to the full form", step=question.step)
    if pressed and unread:
        note.warning("What you typed cannot be read yet. Correct it, or skip the question; it stays as typed.")
    elif pressed:
        _to(at + 1)


def _enough(step: QuickStep, at: int) -> None:
    arrive(f"quick enough {state.generation()}")
    settled = max(step.chance, step.together) <= step.limit
    st.title(ENOUGH if settled else ALL, anchor=False)
    st.markdown(plain(step.sentence))
    passed_over = [field for field in state.note(TRAIL, []) if is_unsaid(state.answers(), field)]
    if passed_over and not settled:
        names = listed(lower_first(state.knowledge().questionnaire.of(field).short) for field in passed_over)
        st.markdown(f"You passed over: {plain(names)}.")
        if st.button("Ask me those again", key=state.key("quick again"), type="tertiary"):
            state.remember(TRAIL, passed_over)
            _to(0)
    _so_far()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(horizontal=True, width="content"):
            if at and st.button("Back", key=state.key("quick back"), type="tertiary"):
                _to(at - 1)
        with st.container(key="forward", width="content"):
            if st.button("See the result", key=state.key("quick result"), type="primary"):
                state.go("result")
    asked = _for_vendors()
    if asked:
        st.markdown("**Still worth telling**")
        st.markdown("These do not change the kind of software. They make the vendors and the costs fit you.")
        for question in asked:
            widgets.link("questions", f"Answer: {plain(question.short)}", step=question.step)
    widgets.link("questions", "Go on with the full form")


def _for_vendors() -> tuple[Question, ...]:
    answers, k = state.answers(), state.knowledge()
    trades = k.trades_of(answers)
    shown = {
        question.field: question
        for step in steps_for(answers, k.questionnaire, trades)
        for question in questions_for(step.id, answers, k.questionnaire, trades)
    }
    return tuple(shown[field] for field in FOR_VENDORS if field in shown and is_open(answers, field))


def _so_far() -> None:
    st.html(f'<p class="advisor-so-far" role="status">{html.escape(so_far())}</p>')


def _to(at: int) -> None:
    state.remember(AT, at)
    state.again()
