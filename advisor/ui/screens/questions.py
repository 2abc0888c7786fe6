"""The questionnaire: one short step a screen."""

from __future__ import annotations

import html

import streamlit as st

from advisor import wording
from advisor.questionnaire.answers import UNKNOWN
from advisor.questionnaire.flow import is_unsaid, progress, questions_for, steps_for
from advisor.questionnaire.question import Question, Step
from advisor.report.words import lower_first
from advisor.ui import state
from advisor.ui.controls import ask
from advisor.ui.screens.measure import TAKEN_OVER
from advisor.ui.theme import arrive
from advisor.ui.widgets import link, plain

WORDS = {"clear": "clear", "lean": "a lean", "toss_up": "close to a toss-up"}
TOO_CLOSE = 0.4
"""Below this share of tries the first option is named by chance more than by the answers (judgement)."""


def show() -> None:
    """Draws the step that the address names."""
    k = state.knowledge()
    all_ids = [step.id for step in k.questionnaire.steps]
    steps = steps_for(state.answers(), k.questionnaire, k.trades_of(state.answers()))
    step = _current(steps, all_ids)
    arrive(f"{step.id} {state.generation()}")
    where = st.container()
    taken = state.note(TAKEN_OVER)
    if taken:
        st.info(plain(taken))
        state.remember(TAKEN_OVER, None)
    st.title(step.title, anchor=False)
    st.write(step.lead)
    asked = questions_for(step.id, state.answers(), k.questionnaire, k.trades_of(state.answers()))
    for question in asked:
        if question.in_form and _still_asked(question):
            ask(question)
    more = [question for question in asked if not question.in_form]
    if more:
        with st.expander("More questions", key=state.key(f"more {step.id}")):
            for question in more:
                ask(question)
    # What was just answered may add or remove steps.
    steps = steps_for(state.answers(), k.questionnaire, k.trades_of(state.answers()))
    number = next((n for n, one in enumerate(steps) if one.id == step.id), 0)
    with where:
        _progress(number, len(steps))
    if step.id != all_ids[0]:
        _so_far()
    _onward(steps, number, asked)
    link("quick", "Quick: ask me the most telling question first")


def _current(steps: tuple[Step, ...], all_ids: list[str]) -> Step:
    """The step of that name, or the next one where it no longer matters."""
    wanted = state.step()
    if wanted not in all_ids:
        return steps[0]
    later = all_ids[all_ids.index(wanted) :]
    return next((step for step in steps if step.id in later), steps[-1])


def _still_asked(question: Question) -> bool:
    """True unless an answer given in this very run has made the question pointless."""
    k = state.knowledge()
    return question in questions_for(question.step, state.answers(), k.questionnaire, k.trades_of(state.answers()))


def _progress(number: int, count: int) -> None:
    k = state.knowledge()
    done, asked = progress(state.answers(), k.questionnaire, k.trades_of(state.answers()))
    st.caption(f"Step {number + 1} of {count} · {done} of {asked} answered")
    width = 100 * done / max(asked, 1)
    st.html(
        f'<div class="advisor-progress" role="progressbar" aria-label="Answered" aria-valuemin="0" '
        f'aria-valuemax="{asked}" aria-valuenow="{done}"><span style="width:{width:.1f}%"></span></div>'
    )


def so_far() -> str:
    """Where the advice stands, in one line; what is only guessed is not said."""
    answers = state.answers()
    told = answers.work.project_share not in (None, UNKNOWN) or bool(answers.work.streams)
    shaped = answers.company.trade not in (None, UNKNOWN) or answers.work.unit not in (None, UNKNOWN)
    if not (told or shaped):
        return "So far: too early to say."
    seen = state.so_far()
    guessed = seen.work_mix.leading_basis == "trade"
    if guessed and not shaped:  # a list of work without numbers
        return "So far: too early to say."
    share = seen.acceptability[seen.option]
    first, second = seen.names[:2]
    if share < TOO_CLOSE:
        return f"So far: too early to say. {first} and {lower_first(second)} are close."
    by = ", going by your trade and kind of work, without the split" if guessed else ""
    return f"So far: {first} – {WORDS[seen.certainty]} (first in {wording.tries_of(share)}{by})."


def _so_far() -> None:
    st.html(f'<p class="advisor-so-far" role="status">{html.escape(so_far())}</p>')


def _onward(steps: tuple[Step, ...], number: int, asked: tuple[Question, ...]) -> None:
    """Back and Skip are quiet; Next is the one action. Next stays where something typed cannot be read."""
    last = number + 1 == len(steps)
    unread = [question for question in asked if state.has_draft(question.field)]
    note = st.container()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(horizontal=True, width="content"):
            if number and st.button("Back", key=state.key("back"), type="tertiary"):
                state.go("questions", steps[number - 1].id)
            open_here = any(is_unsaid(state.answers(), q.field) for q in asked if q.in_form)
            if (open_here or unread) and st.button("Skip this step", key=state.key("skip"), type="tertiary"):
                _leave(steps, number, last)
        with st.container(key="forward", width="content"):
            pressed = st.button("See the result" if last else "Next", key=state.key("next"), type="primary")
    if pressed and unread:
        names = ", ".join(f"“{question.short}”" for question in unread)
        note.warning(f"What you typed at {names} cannot be read yet. Correct it, or skip this step; it stays as typed.")
    elif pressed:
        _leave(steps, number, last)


def _leave(steps: tuple[Step, ...], number: int, last: bool) -> None:
    if last:
        state.go("result")
    state.go("questions", steps[number + 1].id)
