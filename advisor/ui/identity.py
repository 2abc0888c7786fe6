"""Who leads here: a consultant who signed in, or the person at this very computer.

Contractors and people in a workshop never sign in. What is kept of a consultant is a hash of issuer and subject, no
name and no address.
"""

from __future__ import annotations

import os
from typing import Literal

import streamlit as st

from advisor.errors import StorageError
from advisor.ui.session import session, store, trouble

DESK = "ADVISOR_DESK"
"""Environment variable; `this-computer` opens the desk without sign-in to whoever sits at the computer it runs on."""

THIS_COMPUTER = "this-computer"
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via")
"""Headers of a proxy: behind one every visitor seems to come from this computer."""

Standing = Literal["open", "signed_out", "closed"]


def sign_in_is_set_up() -> bool:
    """True where the server was given an identity provider."""
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


def standing() -> Standing:
    """Whether this visitor has a desk: open, after a sign-in, or not on this server."""
    if sign_in_is_set_up():
        return "open" if st.user.is_logged_in else "signed_out"
    return "open" if _at_this_computer() else "closed"


def consultant() -> str | None:
    """Id of the consultant whose desk this is; None where there is none."""
    if standing() != "open":
        return None
    issuer, subject = ("this computer", "local")
    if sign_in_is_set_up():
        issuer, subject = str(st.user.get("iss") or ""), str(st.user.get("sub") or "")
        if not subject:
            return None
    s = session()
    if s.desk is None or s.desk[0] != (issuer, subject):
        kept = store()
        if kept is None:
            return None
        try:
            s.desk = ((issuer, subject), kept.consultant(issuer, subject))
        except StorageError as error:
            trouble(error.sentence)
            return None
    return s.desk[1]


def whence() -> str:
    """Where a visitor comes from, for counting attempts at codes: the nearest address that a proxy of ours has seen."""
    forwarded = str(st.context.headers.get("X-Forwarded-For") or "")
    # The last entry is the one that our own proxy wrote; those before it are the visitor's to invent.
    return forwarded.rpartition(",")[2].strip() or str(st.context.ip_address or "this computer")


def _at_this_computer() -> bool:
    if os.environ.get(DESK) != THIS_COMPUTER or st.context.ip_address is not None:
        return False
    return not any(st.context.headers.get(name) for name in FORWARDED)
