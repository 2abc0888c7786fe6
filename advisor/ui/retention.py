"""Forgetting: once a day, assessments that nobody has changed for as long as the operator said."""

from __future__ import annotations

import logging
import os
import threading

import streamlit as st

from advisor.errors import StorageError
from advisor.storage.place import keep_days
from advisor.storage.sql import open_store

DAY = 24 * 60 * 60.0
LOG = logging.getLogger("advisor")


@st.cache_resource(show_spinner=False)
def forget_by_itself() -> threading.Thread | None:
    """Starts the daily clean-up, once for the whole server; None where all is kept.

    Several replicas may do it at the same time: what one has deleted the others do not find.
    """
    try:
        days = keep_days(os.environ)
    except StorageError as error:
        # Keeping too much is the safe mistake; the operator reads it in the log.
        LOG.error("%s", error.sentence)
        return None
    if days is None:
        return None
    thread = threading.Thread(target=_daily, args=(days,), name="advisor-retention", daemon=True)
    thread.start()
    return thread


def _daily(days: int) -> None:
    pause = threading.Event()  # never set: it only waits
    while True:
        forget(days)
        pause.wait(DAY)


def forget(days: int) -> int:
    """Deletes what nobody has changed for *days*, and returns how much; a store that fails is tried again tomorrow."""
    try:
        store = open_store()
        try:
            gone = store.forget(days)
        finally:
            store.close()
    except StorageError as error:
        LOG.error("%s", error.sentence)
        return 0
    if gone:
        LOG.info("Forgot %d assessments that nobody had changed for %d days.", gone, days)
    return gone
