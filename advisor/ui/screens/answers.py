"""Your answers: all of them in one place, each with a way to change it, and the two ways to keep them."""

from __future__ import annotations

import json

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from advisor import files
from advisor.questionnaire.flow import is_unsaid, progress, questions_for, steps_for
from advisor.questionnaire.question import Question
from advisor.report.records import records_words
from advisor.storage.assessments import LIFETIME
from advisor.ui import state
from advisor.ui.theme import arrive
from advisor.ui.widgets import link, plain, start_over_button
from advisor.ui.words import OPEN, said

SPLIT = "work.project_share"


def show() -> None:
    """Draws the list of answers."""
    k, answers = state.knowledge(), state.answers()
    trades = k.trades_of(answers)
    arrive(f"answers {state.generation()}")
    st.title("Your answers", anchor=False)
    done, asked = progress(answers, k.questionnaire, trades)
    st.caption(f"{done} of {asked} answered. Choose one to change it.")
    with st.container(key="forward-answers"):
        if st.button("See the result", key=state.key("result"), type="primary"):
            state.go("result")
    for step in steps_for(answers, k.questionnaire, trades):
        with st.container(key=f"part-{step.id}"):
            st.header(step.title, anchor=False)
        with st.container(key=f"list-{step.id}", gap=None):
            for question in questions_for(step.id, answers, k.questionnaire, trades):
                if question.in_form or not is_unsaid(answers, question.field):
                    _answer(question)
    _keep()


def _answer(question: Question) -> None:
    name, answer = st.columns([2, 3], gap="small")
    with name:
        link("questions", question.short, step=question.step)
    text = said(question, state.answers(), state.knowledge())
    if text == OPEN:
        answer.caption(OPEN)
    else:
        answer.text(text)  # draws no markup: an answer may hold anything
    if question.field == SPLIT:
        _records(answer)


def _records(answer: DeltaGenerator) -> None:
    """Where the split was measured, from what; else the way to measure it."""
    work = state.answers().work
    with answer, st.container(gap=None):
        if work.measured is not None and work.measured.leading is not None:
            st.caption(plain(records_words(work.measured, leads=work.measured_share is not None)))
        link("measure", "Measure it anew" if work.measured else "Measure it from your records")


def _keep() -> None:
    with st.container(key="part-keep"):
        st.header("Keep them", anchor=False)
    address = state.resume_link()
    if address and state.is_kept():
        ends = f" It works for {LIFETIME.days} days; at your desk it opens at any time." if state.is_lent() else ""
        st.write(f"This link opens the assessment on any device. Whoever has it can read and change it.{ends}")
        st.code(address, language=None, wrap_lines=True)
    elif not state.is_kept():
        st.write("Your answers cannot be saved here right now. Take the file along: the first page opens it again.")
    st.download_button(
        "Download the answers file",
        files.to_yaml(state.answers().compact()),
        file_name="answers.yaml",
        mime="application/yaml",
        key=state.key("download"),
        on_click="ignore",
    )
    if state.token() is not None and state.is_kept():
        everything = state.everything_kept()
        st.download_button(
            "Everything that is kept, earlier versions too (JSON)",
            lambda: json.dumps(everything(), indent=1, ensure_ascii=False),
            file_name="everything-kept.json",
            mime="application/json",
            key=state.key("download everything"),
            on_click="ignore",
            type="tertiary",
        )
    start_over_button()
