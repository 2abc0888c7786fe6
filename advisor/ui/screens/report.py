"""Take it along: names and logo for the report, the files to download, and the link to come back."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable

import streamlit as st

from advisor import files
from advisor.advice import Advice
from advisor.errors import ReportError
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import Answers
from advisor.report.branding import MAX_NAME, Branding, branding_from
from advisor.report.markdown import render_markdown
from advisor.report.pdf import render_pdf
from advisor.report.report import build_report
from advisor.report.table import advice_json, checklist_csv
from advisor.ui import state, widgets
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain

PAPERS = {"us-letter": "US Letter", "a4": "A4"}


def show() -> None:
    """Draws the screen for the answers as they stand."""
    advice, k = state.advice(), state.knowledge()
    arrive(f"report {state.generation()}")
    st.title("Take it along", anchor=False)
    st.markdown("A report to carry into the meeting. Everything below is optional.")
    branding = _branding(advice)
    _downloads(advice, k, branding)
    _resume()
    widgets.link("checklist", "Back to the demo script")


def _branding(advice: Advice) -> Branding | None:
    """What stands on the cover; None, with a sentence on the screen, while it cannot be printed."""
    st.header("On the cover", anchor=False)
    client = st.text_input(
        "Client name",
        max_chars=MAX_NAME,
        key=state.seed("report-client", (advice.answers.company.name or "")[:MAX_NAME]),
    )
    consultant = st.text_input("Consultant name", max_chars=MAX_NAME, key=state.seed("report-consultant", ""))
    logo = st.file_uploader(
        "Logo (PNG, JPEG or SVG, at most 2 MB)",
        type=["png", "jpg", "jpeg", "svg"],
        max_upload_size=2,
        key=state.uploader("report-logo"),
    )
    if logo is None and state.upload_is_lost("report-logo"):
        state.again()
    paper = st.radio(
        "Paper", options=list(PAPERS), format_func=PAPERS.__getitem__, horizontal=True,
        key=state.seed("report-paper", "us-letter"),
    )  # fmt: skip
    day = st.date_input("Date on the cover", format="MM/DD/YYYY", key=state.seed("report-date", datetime.date.today()))
    try:
        return branding_from(
            client=client,
            consultant=consultant,
            logo=None if logo is None else logo.getvalue(),
            paper=paper,
            date=day,
        )
    except ReportError as error:
        st.error(plain(error.sentence))
        return None


def _downloads(advice: Advice, k: Knowledge, branding: Branding | None) -> None:
    st.header("Files", anchor=False)
    day = branding.date if branding else None
    stem = file_stem(branding.client_name if branding else "", day)
    if branding is not None:
        chosen = branding
        _file(
            "Download the report (PDF)", lambda: render_pdf(build_report(advice, k, chosen)), f"{stem}.pdf",
            "application/pdf", "Tagged for screen readers. The same answers give the same file.", primary=True,
        )  # fmt: skip
        _file(
            "Report as text (Markdown)", lambda: render_markdown(build_report(advice, k, chosen)), f"{stem}.md",
            "text/markdown", "For a wiki or an email.",
        )  # fmt: skip
    else:
        st.markdown("The report can be written once the cover is in order. The other files are ready.")
    _file(
        "Demo script as a table (CSV)", lambda: checklist_csv(advice), f"{stem}-demo-script.csv", "text/csv",
        "For a spreadsheet: one row a task, with room for scores.",
    )  # fmt: skip
    _file(
        "Everything with its workings (JSON)", lambda: advice_json(advice), f"{stem}.json", "application/json",
        "For checking the arithmetic, or for other programs.",
    )  # fmt: skip
    _file(
        "Your answers (YAML)", lambda: answers_yaml(advice.answers), f"{stem}-answers.yaml", "application/yaml",
        "Opens this assessment again, here or on another machine.",
    )  # fmt: skip


def _file(
    label: str, build: Callable[[], str | bytes], name: str, mime: str, what: str, *, primary: bool = False
) -> None:
    """A download whose content is built only when it is asked for."""
    with st.container(key=f"{'forward-' if primary else ''}file-{name.rpartition('.')[2]}", gap="xxsmall"):
        st.download_button(
            label,
            data=build,
            file_name=name,
            mime=mime,
            type="primary" if primary else "tertiary",
            on_click="ignore",
            key=state.key(f"download-{name.rpartition('.')[2]}"),
        )
        st.caption(what)


def _resume() -> None:
    st.header("Come back later", anchor=False)
    link = state.resume_link()
    if link is None:
        st.markdown("Once you have answered a question, a link to come back stands here.")
        return
    if not state.is_kept():
        st.markdown("Your answers cannot be saved here right now. Take the answers file along instead.")
        return
    st.markdown("This link opens the assessment where you left it. Whoever has it can read and change the answers.")
    st.code(link, language=None, wrap_lines=True)


def file_stem(client: str, day: datetime.date | None) -> str:
    """Beginning of every file name: plain letters and digits only, whatever the client is called."""
    letters = unicodedata.normalize("NFKD", client).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")[:40].strip("-")
    return "-".join(part for part in ("software-advice", name, day.isoformat() if day else "") if part)


def answers_yaml(answers: Answers) -> str:
    """The answers as a file that opens this assessment again."""
    return files.to_yaml(answers.compact())
