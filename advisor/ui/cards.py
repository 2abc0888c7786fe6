"""Small pieces that the result, vendor, checklist and report screens share: safe text, sources, charts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from advisor.advice import Advice, SourceNote
from advisor.report import charts
from advisor.report.citations import GRADE_WORDS
from advisor.report.palette import DARK, LIGHT, Palette
from advisor.report.words import as_of_words, listed, many
from advisor.ui import state
from advisor.ui.widgets import plain

GRADES = f"Grades of the sources: {listed(f'{grade} {words}' for grade, words in GRADE_WORDS.items())}."


def palette() -> Palette:
    """The colours of the mode that the visitor's browser shows; light until it has told."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def web_link(text: str, url: str | None) -> str:
    """*text* as a link, or as plain text where there is no web address."""
    if not url or not re.fullmatch(r"https?://[^\s<>]+", url):
        return plain(text)
    return f"[{plain(text)}](<{url}>)"


def source_words(title: str, url: str | None, as_of: str, grade: str = "") -> str:
    """A source as markdown: title with link, grade, date."""
    parts = [web_link(title, url)]
    if grade:
        parts.append(f"grade {plain(grade)}")
    return ", ".join([*parts, as_of_words(as_of)])


def sources_of(advice: Advice) -> dict[str, SourceNote]:
    """The sources of an advice by id."""
    return {source.id: source for source in advice.sources}


def cited(source: SourceNote) -> str:
    """A source of the advice as markdown."""
    return source_words(source.title, source.url, source.as_of, source.grade)


def bullets(items: Iterable[str], heading: str = "") -> None:
    """Markdown strings as one list, under a short heading if there is one; nothing where there are none."""
    lines = [f"- {item}" for item in items]
    if lines:
        st.markdown("\n".join([f"**{heading}**\n", *lines] if heading else lines))


def more(items: Sequence[str], shown: int, heading: str, rest: str) -> None:
    """A list of which the first *shown* stand open and the others under *rest*, named with their number."""
    bullets(items[:shown], heading)
    if items[shown:]:
        with st.expander(many(len(items) - shown, rest)):
            bullets(items[shown:])


def forward(label: str, page: state.PageName) -> None:
    """The one primary button at the foot of a screen: right on a wide screen, full width on a phone."""
    with st.container(key=f"forward-{page}", horizontal_alignment="right"):
        if st.button(label, type="primary", key=state.key(f"forward-to-{page}")):
            state.go(page)


def caution(text: str) -> None:
    """A sentence that says where to be careful; the word says it, not a colour."""
    st.markdown(f"**Caution:** {plain(text)}")


def chart(figure: Any, *, key: str, words: str = "") -> None:
    """A chart with its message for screen readers, and the same in words beside it."""
    st.plotly_chart(figure, width="stretch", theme=None, key=key, config=charts.CONFIG, alt=charts.alt_of(figure))
    if words:
        st.caption(plain(words))
