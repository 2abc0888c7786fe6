"""What the pages of a consultant share: the way in, and an error of the store in its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, TypeVar

import streamlit as st

from advisor.errors import StorageError
from advisor.report.words import date_words
from advisor.storage.store import Store
from advisor.ui import identity, state, widgets
from advisor.ui.widgets import plain

T = TypeVar("T")


class Desk(NamedTuple):
    """An open desk: whose it is, and where it is kept."""

    consultant: str
    store: Store


def desk(title: str) -> Desk | None:
    """The desk of this visitor; None, with what to do on the screen, where there is none."""
    standing = identity.standing()
    consultant = identity.consultant() if standing == "open" else None
    kept = state.store()
    if consultant is not None and kept is not None:
        return Desk(consultant, kept)
    st.title(title, anchor=False)
    if standing == "signed_out":
        st.markdown("Consultants sign in here. Contractors and people in a workshop never need to.")
        with st.container(key="forward-sign-in"):
            if st.button("Sign in", key=state.key("sign in"), type="primary"):
                st.login()
    elif standing == "closed":
        st.markdown(
            "This server has no desk for consultants. On your own computer, start the advisor with the command "
            "`advisor`. On a server, set up sign-in."
        )
    else:
        st.markdown("Clients cannot be reached right now. Try again in a minute.")
    widgets.link("start", "Back to the first page")
    return None


def tried(do: Callable[[], T]) -> T | None:
    """What *do* gives; None, with the sentence on the screen, where the store refuses."""
    try:
        return do()
    except StorageError as error:
        st.error(plain(error.sentence))
        return None


def asked_twice(name: str, label: str, warning: str, sure: str) -> bool:
    """A quiet button for what cannot be brought back; True in the run in which it was pressed and confirmed."""
    if not state.note(f"sure {name}"):
        if st.button(label, key=state.key(f"ask {name}"), type="tertiary"):
            state.remember(f"sure {name}", True)
            state.again()
        return False
    st.warning(warning)
    with st.container(horizontal=True, gap="medium"):
        pressed = st.button(sure, key=state.key(f"do {name}"))
        if st.button("Keep it", key=state.key(f"keep {name}"), type="tertiary") or pressed:
            state.remember(f"sure {name}", False)
            if not pressed:
                state.again()
    return pressed


def when(moment: datetime) -> str:
    """A moment as people write it, by its day: "December 1, 2026"."""
    return date_words(moment.date())
