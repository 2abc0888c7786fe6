"""Take it along: names and logo for the report, the files to download, and the link to come back."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from typing import Literal

import streamlit as st

from advisor import files
from advisor.advice import Advice
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import Answers
from advisor.report.branding import Branding
from advisor.report.markdown import render_markdown
from advisor.report.pdf import render_pdf
from advisor.report.report import build_report
from advisor.report.table import advice_json, checklist_csv
from advisor.storage.assessments import LIFETIME
from advisor.ui import letterhead, state, widgets
from advisor.ui.theme import arrive

Form = Literal["full", "short"]

FORMS: dict[Form, tuple[str, str]] = {
    "full": (
        "The whole report",
        "Ten to eighteen pages with every reason, vendor, source and the demo script. Tagged for screen readers.",
    ),
    "short": ("Two pages", "To hand around: the verdict, why, the vendors, the demo and the first 90 days."),
}
"""What can be downloaded as PDF: its name, and what it holds."""


def show() -> None:
    """Draws the screen for the answers as they stand."""
    advice, k = state.advice(), state.knowledge()
    arrive(f"report {state.generation()}")
    st.title("Take it along", anchor=False)
    st.markdown("A report to carry into the meeting. Download it as it is, or put your name on it first.")
    first = st.container()  # the files stand above what they are made with
    st.header("Whose report it is", anchor=False)
    branding = letterhead.form(advice)
    with first:
        _downloads(advice, k, branding)
    _resume()
    widgets.link("checklist", "Back to the demo script")


def _downloads(advice: Advice, k: Knowledge, branding: Branding | None) -> None:
    st.header("Files", anchor=False)
    day = branding.date if branding else None
    stem = file_stem(branding.client_name if branding else "", day)
    if branding is not None:
        chosen = branding
        form = _form()
        _file(
            "Download the report (PDF)", lambda: render_pdf(build_report(advice, k, chosen, form=form)), f"{stem}.pdf",
            "application/pdf", FORMS[form][1], primary=True,
        )  # fmt: skip
        _file(
            "The same as text (Markdown)", lambda: render_markdown(build_report(advice, k, chosen, form=form)),
            f"{stem}.md", "text/markdown", "For a wiki or an email.",
        )  # fmt: skip
    else:
        st.markdown("The report can be written once the names below are in order. The other files are ready.")
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


def _form() -> Form:
    """How much of it is wanted."""
    chosen: Form = st.radio(
        "How much of it?", options=list(FORMS), format_func=lambda form: FORMS[form][0], horizontal=True,
        key=state.seed("report-form", "full"),
    )  # fmt: skip
    return chosen


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
    ends = f" It works for {LIFETIME.days} days; at your desk it opens at any time." if state.is_lent() else ""
    st.markdown(f"This link opens the assessment where you left it. Whoever has it can read and change it.{ends}")
    st.code(link, language=None, wrap_lines=True)


def file_stem(client: str, day: datetime.date | None) -> str:
    """Beginning of every file name: plain letters and digits only, whatever the client is called."""
    letters = unicodedata.normalize("NFKD", client).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")[:40].strip("-")
    return "-".join(part for part in ("software-advice", name, day.isoformat() if day else "") if part)


def answers_yaml(answers: Answers) -> str:
    """The answers as a file that opens this assessment again."""
    return files.to_yaml(answers.compact())
