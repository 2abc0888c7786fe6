"""Whose report it is: names, logo, colour and foot, kept with the assessment and offered to the next client."""

from __future__ import annotations

import datetime
from typing import cast

import streamlit as st

from advisor.advice import Advice
from advisor.errors import ReportError, StorageError
from advisor.report.branding import MAX_FOOTER, MAX_NAME, Branding, branding_from
from advisor.report.palette import LIGHT, readable
from advisor.storage.imprints import Imprint
from advisor.ui import state
from advisor.ui.widgets import plain

PAPERS = {"us-letter": "US Letter", "a4": "A4"}
_NOTED = "imprint"


def kept() -> Imprint:
    """What the papers of this assessment are printed with, as it was last told; an empty one at first."""
    token, store = state.token(), state.store()
    noted = state.note(_NOTED)
    if noted is not None and noted[0] == token:
        return cast(Imprint, noted[1])
    if noted is not None and noted[0] is None and token is not None and noted[1] != Imprint():
        # Told before anything was answered, so before there was a place to keep it.
        _keep(noted[1])
        return cast(Imprint, noted[1])
    found = Imprint()
    if token is not None and store is not None:
        try:
            found = store.imprint(token)
        except StorageError:
            return found
    state.remember(_NOTED, (token, found))
    return found


def _keep(imprint: Imprint) -> None:
    token, store = state.token(), state.store()
    state.remember(_NOTED, (token, imprint))
    if token is not None and store is not None:
        try:
            store.save_imprint(token, imprint)
        except StorageError as error:
            st.error(plain(error.sentence))


def branding(advice: Advice) -> Branding:
    """The branding as it was last told, for a paper that is not on the page where it is told."""
    told = kept()
    return _made(told, datetime.date.today()) or Branding(client_name=_company(advice))


def _company(advice: Advice) -> str:
    return (advice.answers.company.name or "")[:MAX_NAME]


def _made(told: Imprint, day: datetime.date | None) -> Branding | None:
    try:
        return branding_from(
            client=told.client, consultant=told.consultant, logo=told.logo, accent=told.accent, footer=told.footer,
            paper=told.paper, date=day,
        )  # fmt: skip
    except ReportError as error:
        st.error(plain(error.sentence))
        return None


def form(advice: Advice) -> Branding | None:
    """Draws the form and keeps what is entered; None, with a sentence on the screen, while it cannot be printed."""
    told = kept()
    client = st.text_input(
        "Client name", max_chars=MAX_NAME, key=state.seed("report-client", told.client or _company(advice)),
        autocomplete="off",
    )  # fmt: skip
    consultant = st.text_input(
        "Consultant name", max_chars=MAX_NAME, key=state.seed("report-consultant", told.consultant)
    )
    logo = _logo(told)
    accent = _accent(told)
    footer = st.text_input(
        "Your own words at the foot of every page",
        max_chars=MAX_FOOTER,
        key=state.seed("report-footer", told.footer),
        placeholder="Such as an address, or “Confidential”",
        autocomplete="off",
    )
    left, right = st.columns(2, gap="small")
    with left:
        paper = st.radio(
            "Paper", options=list(PAPERS), format_func=PAPERS.__getitem__, horizontal=True,
            key=state.seed("report-paper", told.paper if told.paper in PAPERS else "us-letter"),
        )  # fmt: skip
    with right:
        day = st.date_input(
            "Date on the cover", format="MM/DD/YYYY", key=state.seed("report-date", datetime.date.today())
        )
    entered = Imprint(
        client=client, consultant=consultant, accent=accent, footer=footer, paper=paper, logo=logo,
    )  # fmt: skip
    made = _made(entered, day)
    if made is not None and entered != told:
        _keep(entered)
    return made


def _logo(told: Imprint) -> bytes | None:
    """The logo: the one just chosen, else the one kept before."""
    chosen = st.file_uploader(
        "Logo (PNG, JPEG or SVG, at most 2 MB)",
        type=["png", "jpg", "jpeg", "svg"],
        max_upload_size=2,
        key=state.uploader("report-logo"),
    )
    if chosen is not None:
        return chosen.getvalue()
    if state.upload_is_lost("report-logo"):
        state.again()
    if told.logo is None:
        return None
    with st.container(key="kept-logo", horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"The logo you gave before ({len(told.logo) / 1024:,.0f} KB) is printed.")
        if st.button("Print none", key=state.key("no logo"), type="tertiary"):
            _keep(told.model_copy(update={"logo": None}))
            state.again()
    return told.logo


def _accent(told: Imprint) -> str:
    """The colour as it can be read on white paper; empty for the product's own."""
    picked = st.color_picker(
        "Color of rules and headings", key=state.seed("report-accent", (told.accent or LIGHT.accent).lower())
    )
    shade = readable(picked)
    if shade != picked.upper():
        st.caption(
            f"{picked.upper()} is too pale to read on white. The nearest shade that can be read is printed: {shade}."
        )
    return "" if shade == LIGHT.accent.upper() else shade
