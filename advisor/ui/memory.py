"""When the garbage collector runs. Streamlit's own habit, a full collection after every answer, is switched off."""

from __future__ import annotations

import gc
import threading

import streamlit as st

FIRST = 15.0
"""Seconds from the first page to the first collection: by then it is drawn, and nobody waits for the collector."""

PAUSE = 120.0
"""Seconds between full collections. Closed sessions leave reference cycles behind; two minutes of them are small."""


@st.cache_resource(show_spinner=False)
def calm_collector() -> threading.Thread:
    """Sets the collector up, once for the whole server.

    A full collection walks every object of pandas, plotly and pydantic, which live as long as the server. Under
    load that was two thirds of all time (`runner.postScriptGC`, off in `.streamlit/config.toml`). Here everything
    that was loaded to draw the first page is set aside (`gc.freeze`), and the rest is collected on a slow timer, off
    the visitors' threads.
    """
    thread = threading.Thread(target=_collect_now_and_then, name="advisor-collector", daemon=True)
    thread.start()
    return thread


def _collect_now_and_then() -> None:
    pause = threading.Event()  # never set: it only waits
    pause.wait(FIRST)
    gc.unfreeze()  # a start that set everything aside has set its waste aside too
    gc.collect()
    gc.freeze()
    while True:
        pause.wait(PAUSE)
        gc.collect()
