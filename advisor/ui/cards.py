"""Small pieces that the result, vendor, checklist and report screens share: safe text, sources, charts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import streamlit as st

from advisor.advice import Advice, SourceNote
from advisor.report import charts
from advisor.report.words import as_of_words, plain

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&@=])")

GRADES = (
    "Grades say how far to trust a source: A is official or a vendor's own documentation, B is press or a neutral guide, "
    "C sells something here, D is thin or our own judgement."
)


def escaped(text: str) -> str:
    """*text* for markdown, shown as it is: no markup, formula, colour or link comes out of it."""
    return _MARKUP.sub(r"\\\1", plain(text))


def link(text: str, url: str | None) -> str:
    """*text* as a link, or as plain text where there is no web address."""
    if not url or not re.fullmatch(r"https?://[^\s<>]+", url):
        return escaped(text)
    return f"[{escaped(text)}](<{url}>)"


def source_words(title: str, url: str | None, as_of: str, grade: str = "") -> str:
    """A source as markdown: title with link, grade, date."""
    parts = [link(title, url)]
    if grade:
        parts.append(f"grade {escaped(grade)}")
    return ", ".join([*parts, as_of_words(as_of)])


def sources_of(advice: Advice) -> dict[str, SourceNote]:
    """The sources of an advice by id."""
    return {source.id: source for source in advice.sources}


def cited(source: SourceNote) -> str:
    """A source of the advice as markdown."""
    return source_words(source.title, source.url, source.as_of, source.grade)


def bullets(items: Iterable[str]) -> None:
    """Markdown strings as one list; nothing where there are none."""
    lines = [f"- {item}" for item in items]
    if lines:
        st.markdown("\n".join(lines))


def chart(figure: Any, *, key: str, words: str = "") -> None:
    """A chart with its message for screen readers, and the same in words beside it."""
    st.plotly_chart(figure, width="stretch", theme=None, key=key, config=charts.CONFIG, alt=charts.alt_of(figure))
    if words:
        st.caption(escaped(words))
