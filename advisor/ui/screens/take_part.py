"""Taking part in a workshop on a phone: one question at a time, then what the room sees, as it happens."""

from __future__ import annotations

from typing import Any

import streamlit as st

from advisor.errors import StorageError
from advisor.questionnaire.flow import is_unsaid
from advisor.questionnaire.question import Question
from advisor.storage.store import Store
from advisor.storage.workshops import Part
from advisor.ui import room, state
from advisor.ui.controls import ask
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain
from advisor.workshop import Judged, Reveal, load_workshop_book
from advisor.workshop.people import is_told, voice
from advisor.workshop.words import said

AT = "workshop at"
"""Note of the session: which question is on screen."""


def show() -> None:
    """Draws where this participant is."""
    kept, token = state.store(), state.token()
    try:
        part = _part(kept, token)
    except StorageError as error:
        arrive("take-part out of reach")
        st.title("Workshop", anchor=False)
        st.markdown(f"{plain(error.sentence)} What you answered is kept.")
        return
    if kept is None or token is None or part is None:
        arrive("take-part nobody")
        st.title("You are in no workshop", anchor=False)
        st.markdown("Join with the code on the screen in the room.")
        with st.container(key="forward-join"):
            if st.button("Join a workshop", key=state.key("to join"), type="primary"):
                state.go("join")
        return
    at = int(state.note(AT, 0))
    answering = part.stage != "closed" and not part.seat.finished
    if answering and at < len(part.questions):
        _question(kept, token, part, at)
        return
    arrive(f"take-part {part.stage}")
    st.title(plain(part.title), anchor=False)
    if part.stage == "closed":
        st.markdown("The workshop is closed. Thank you for taking part.")
        _agreed(part)
        return
    if answering:
        _finish(kept, token, part)
        return
    _live(kept, token, part.stage)
    with st.container(horizontal=True, gap="medium"):
        if st.button("Change my answers", key=state.key("change mine"), type="tertiary"):
            kept.finish(token, False)
            state.remember(AT, 0)
            state.again()
        if st.button("Leave the workshop", key=state.key("leave"), type="tertiary"):
            _left(kept, token)


def _part(kept: Store | None, token: str | None) -> Part | None:
    """The seat of this visitor; None where there is none.

    Raises:
        StorageError: the store fails, which says nothing of a seat.
    """
    if kept is None or token is None:
        return None
    try:
        return kept.part(token)
    except StorageError:
        if kept.is_participant(token):
            raise
        return None


def _asked(field: str) -> Question:
    return state.knowledge().questionnaire.of(field)


# ---------------------------------------------------------------- answering


def _question(kept: Store, token: str, part: Part, at: int) -> None:
    field = part.questions[at]
    question = _asked(field)
    arrive(f"take-part {field} {state.generation()}")
    asked = len(part.questions)
    revealed = part.stage == "revealed"
    st.caption(
        f"Question {at + 1} of {asked} · {'the answers are revealed' if revealed else 'private until the reveal'}"
    )
    st.html(
        f'<div class="advisor-progress" role="progressbar" aria-label="Questions" aria-valuemin="0" '
        f'aria-valuemax="{asked}" aria-valuenow="{at}"><span style="width:{100 * at / asked:.1f}%"></span></div>'
    )
    st.title(plain(question.short), anchor=False)
    ask(question)
    known = load_workshop_book().by_field.get(field)
    if known is not None and part.seat.role in known.may_not_know:
        st.caption("If this is not your part of the firm, “I don't know” is a good answer.")
    note = st.container()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(horizontal=True, width="content"):
            if at and st.button("Back", key=state.key(f"part back {at}"), type="tertiary"):
                _to(at - 1)
            unread = state.has_draft(field)
            open_here = is_unsaid(state.answers(), field) or unread
            if open_here and st.button("Skip", key=state.key(f"part skip {at}"), type="tertiary"):
                _to(at + 1)
        with st.container(key="forward", width="content"):
            pressed = st.button("Next", key=state.key(f"part next {at}"), type="primary")
    if revealed and st.button("See what the room sees", key=state.key("see the room"), type="tertiary"):
        kept.finish(token, True)
        state.again()
    if pressed and unread:
        note.warning("What you typed cannot be read yet. Correct it, or skip the question; it stays as typed.")
    elif pressed:
        _to(at + 1)


def _to(at: int) -> None:
    state.remember(AT, at)
    state.again()


def _finish(kept: Store, token: str, part: Part) -> None:
    left = [_asked(field).short for field in part.questions if is_unsaid(state.answers(), field)]
    if left:
        st.markdown(f"You passed over: {plain(', '.join(left))}. That is fine.")
    else:
        st.markdown("That was all.")
    st.markdown("Once you say that you are done, wait for the reveal. You can still change your answers until then.")
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        if st.button("Back", key=state.key("part back to last"), type="tertiary"):
            _to(len(part.questions) - 1)
        with st.container(key="forward", width="content"):
            if st.button("I am done", key=state.key("done"), type="primary"):
                kept.finish(token, True)
                state.again()


def _left(kept: Store, token: str) -> None:
    try:
        kept.leave(token)
    except StorageError as error:
        st.error(plain(error.sentence))
        return
    state.leave()
    state.go("start")


# ---------------------------------------------------------------- what the room sees


@st.fragment(run_every=room.EVERY)
def _live(kept: Store, token: str, stage: str) -> None:
    """What happens in the room, looked at every few seconds; only this part of the page is drawn anew."""
    seen = room.reached(lambda: (_part(kept, token),))
    if seen is None:
        return
    (part,) = seen
    if part is None or part.stage != stage:
        st.rerun(scope="app")
    if part.stage == "gathering":
        st.markdown("**You are done.** Wait until the answers are revealed. This page shows them by itself.")
        return
    heard = room.reached(lambda: (kept.pulse(part.workshop_id), kept.heard(token)))
    if heard is None:
        return
    told = room.revealed(part.workshop_id, heard[0], part.base, heard[1], part.questions)
    if isinstance(told, str):
        st.markdown(plain(told))
        return
    if part.focus:
        _focused(kept, token, part, told)
    else:
        st.markdown("**The answers are revealed.** Look at the wall. What is being discussed appears here.")
        for sentence in told.sentences:
            st.markdown(plain(sentence))
    _agreed(part)


def _focused(kept: Store, token: str, part: Part, told: Reveal) -> None:
    try:
        question = told.question(part.focus)
    except KeyError:
        return
    st.header(plain(question.short), anchor=False)
    st.markdown(plain(question.sentence))
    room.spread(question, own=_own(question))
    agreed = {one.field: one for one in part.agreements}
    for field in [part.focus, *(one.field for one in question.parts)]:
        if field in agreed:
            _differ(kept, token, part, field, agreed[field].value)


def _own(question: Judged) -> str:
    """One's own answer, in the words of the reveal."""
    value = voice(state.answers(), question.field)
    if not is_told(value) or question.field.startswith("pains"):
        return ""
    return said(_asked(question.field), value, state.knowledge())


def _differ(kept: Store, token: str, part: Part, field: str, value: Any) -> None:
    """What was agreed, and a way to say that one still sees it otherwise."""
    st.markdown(f"**Agreed:** {plain(room.settled_words(field, value))}")
    stored = part.dissent.get(field)
    ticked = st.checkbox("I still see it differently", value=stored is not None, key=state.key(f"differ {field}"))
    note = ""
    if ticked:
        note = st.text_input(
            "Why? The room sees it, with your role", value=stored or "", key=state.key(f"why {field}"), max_chars=500,
            autocomplete="off",
        ).strip()  # fmt: skip
    wanted = note if ticked else None
    if wanted != stored:
        try:
            kept.differ(token, field, wanted)
        except StorageError as error:
            st.error(plain(error.sentence))


def _agreed(part: Part) -> None:
    if part.agreements:
        st.header("Agreed" if part.stage == "closed" else "Agreed so far", anchor=False)
        lines = [plain(room.settled_words(one.field, one.value)) for one in part.agreements]
        st.markdown("\n".join(f"- {line}" for line in lines))
