"""The first screen: one sentence, one button, and quiet ways back to something saved."""

from __future__ import annotations

import streamlit as st

from advisor import files
from advisor.errors import AdvisorError
from advisor.knowledge import check_ids
from advisor.questionnaire.answers import parse_answers
from advisor.questionnaire.flow import progress
from advisor.ui import state
from advisor.ui.examples import examples
from advisor.ui.theme import arrive
from advisor.ui.widgets import start_over_button, wrong

MOST_MEGABYTES = 1


def show() -> None:
    """Draws the first screen."""
    k, answers = state.knowledge(), state.answers()
    arrive(f"start {state.generation()}")
    st.title("Which software should you run, and can you trust the answer?", anchor=False)
    st.write(
        "Answer a few plain questions about your work, and see the kind of software that fits, the vendors, the cost, "
        "and what to make them prove."
    )
    done, asked = progress(answers, k.questionnaire, k.trades_of(answers))
    full, quick = st.columns(2, gap="medium")
    with full, st.container(key="forward-start"):
        st.markdown("**The full form**")
        if done:
            if st.button("Go on where you were", key=state.key("continue"), type="primary"):
                state.go("questions", state.last_step())
            st.caption(f"{done} of {asked} questions are answered.")
        else:
            if st.button("Start", key=state.key("start"), type="primary"):
                state.go("questions")
            st.caption("All questions in their order, 5 to 8 minutes.")
    with quick, st.container(key="forward-quick"):
        st.markdown("**Quick: the most telling question first**")
        if st.button("Ask me the most telling one", key=state.key("quick")):
            state.go("quick")
        st.caption("One at a time. It stops as soon as no open answer is likely to change the kind of software.")
    if done:
        start_over_button()
    else:
        st.caption("No account, no contact details, no sales call. Every question may be skipped.")
    with st.expander("Open a saved assessment", key=state.key("open")):
        _open_file()
        _open_link()
    with st.expander("Load an example", key=state.key("examples")):
        _open_example()


def _open_file() -> None:
    uploaded = st.file_uploader(
        "Answers file (YAML or JSON, up to 1 MB)", key=state.key("file"), max_upload_size=MOST_MEGABYTES
    )
    if uploaded is None:
        return
    name = " ".join(uploaded.name.split())
    try:
        text = files.decode(uploaded.getvalue(), name=name)
        answers = check_ids(parse_answers(text, name=name), state.knowledge(), name=name)
    except AdvisorError as error:
        wrong(error.sentence)
        return
    state.replace(answers)
    state.go("answers")


def _open_link() -> None:
    pasted = st.text_input(
        "Or the link you kept", key=state.key("link"), autocomplete="off", max_chars=2000,
        placeholder="https://…/?a=…",
    )  # fmt: skip
    if pasted.strip():
        mistake = state.open_link(pasted)
        if mistake:
            wrong(mistake)
        else:
            state.go("answers")


def _open_example() -> None:
    st.caption("Typical contractors, already filled in. Yours stay under their own link.")
    for example in examples():
        with st.container(gap=None):
            if st.button(example.title, key=state.key(f"example {example.id}"), type="tertiary"):
                state.replace(example.answers)
                state.go("result")
            st.caption(example.shows)
