"""Join a workshop: the code on the wall, what you do in the firm, and nothing else."""

from __future__ import annotations

import streamlit as st

from advisor.errors import StorageError
from advisor.ui import identity, state, widgets
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain, wrong
from advisor.workshop import load_workshop_book


def show() -> None:
    """Draws the way in."""
    arrive("join")
    st.title("Join a workshop", anchor=False)
    if state.takes_part():
        st.markdown("You take part in a workshop already.")
        if st.button("Go on", key=state.key("go on"), type="primary"):
            state.go("take-part")
        return
    kept = state.store()
    if kept is None:
        st.markdown("Workshops cannot be reached right now. Try again in a minute.")
        return
    st.markdown("No account and no name. Your answers are private until the room reveals them together.")
    code = st.text_input(
        "The code on the screen", value=state.named(state.CODE)[:12], key=state.key("join code"), max_chars=12,
        autocomplete="off",
    )  # fmt: skip
    roles = load_workshop_book().by_role
    role = st.pills(
        "What do you do in the firm?", list(roles), format_func=lambda one: roles[one].label, key=state.key("join role")
    )
    if role is not None:
        st.caption(plain(roles[role].who))
    with st.container(key="forward-join"):
        pressed = st.button("Join", key=state.key("join"), type="primary")
    if not pressed:
        widgets.link("start", "Back to the first page")
        return
    if not code.strip():
        wrong("Type the code that stands on the screen in the room.")
    elif role is None:
        wrong("Choose what you do in the firm. If nothing fits, take what comes closest.")
    else:
        try:
            token, _ = kept.join(code, role, whence=identity.whence())
        except StorageError as error:
            wrong(error.sentence)
            return
        mistake = state.open_link(token)
        if mistake:
            wrong(mistake)
        else:
            state.go("take-part")
