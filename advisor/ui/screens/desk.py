"""The desk of a consultant: the clients, the last changed first."""

from __future__ import annotations

import json

import streamlit as st

from advisor.storage.clients import Client
from advisor.ui import identity, state
from advisor.ui.desk import Desk, desk, tried, when
from advisor.ui.summing import how_it_went
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain, wrong

TITLE = "Your clients"


def show() -> None:
    """Draws the desk, or the way to it."""
    arrive("desk")
    mine = desk(TITLE)
    if mine is None:
        return
    st.title(TITLE, anchor=False)
    clients = tried(lambda: mine.store.clients(mine.consultant))
    if clients is None:
        return
    if not clients:
        st.markdown("Nobody is here yet. Add a firm, then open assessments and workshops under it.")
    for client in clients:
        _client(client)
    _add(mine)
    if clients:
        how_it_went(mine, clients)
        st.download_button(
            "Everything that is kept for you (JSON)",
            lambda: json.dumps(mine.store.export_consultant(mine.consultant), indent=1, ensure_ascii=False),
            file_name="clients.json", mime="application/json", type="tertiary", on_click="ignore",
            key=state.key("export consultant"),
        )  # fmt: skip
    if identity.sign_in_is_set_up() and st.button("Sign out", key=state.key("sign out"), type="tertiary"):
        st.logout()


def _client(client: Client) -> None:
    with st.container(key=f"found-{client.id}", gap=None):
        st.page_link(state.target("client"), label=plain(client.name), query_params={state.CLIENT: client.id})
        st.caption(f"Last change {when(client.changed)}")


def _add(mine: Desk) -> None:
    st.header("Add a client", anchor=False)
    with st.form(key=state.key("add client"), clear_on_submit=True, border=False):
        name = st.text_input("Name of the firm, or a name for it", max_chars=120, autocomplete="off")
        pressed = st.form_submit_button("Add")
    if pressed and not name.strip():
        wrong("Type the name of the firm, or a name you will know it by.")
    elif pressed:
        client = tried(lambda: mine.store.add_client(mine.consultant, name))
        if client is not None:
            state.go("client", c=client.id)
