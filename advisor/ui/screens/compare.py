"""Up to four vendors side by side: capability by capability, each level with its page. The address holds the choice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import streamlit as st

from advisor import wording
from advisor.catalogue.compare import MOST, Comparison, Row, chosen, compare, narrowed
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import UNKNOWN
from advisor.report.comparison import HeadRow, comparison_csv, head_rows, needed_from
from advisor.report.vendor_facts import SIDES, not_sold
from advisor.report.words import listed, many
from advisor.storage.assessments import UNANSWERED
from advisor.ui import cards, matrix, overlay, picked, state, widgets
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain

ALONE = "Choose one more vendor to see the difference."

_FILTERS = "compare filters"


class _Filters(NamedTuple):
    side: str | None = None
    needed: bool = False
    differing: bool = False


class _Asked(NamedTuple):
    """What is known of the contractor, where an assessment is open."""

    needs: dict[str, float]
    needed_from: float | None
    accounting: str | None
    books_name: str


def show() -> None:
    """Draws the page for the vendors that the address names."""
    k = state.knowledge()
    arrive(f"compare {state.generation()}")
    st.title("Vendors side by side", anchor=False)
    names = _choice(k)
    if not names:
        st.markdown(
            f"Choose two to {MOST} vendors above, or tick them in the list of all vendors. "
            "The address of this page keeps your choice, so you can send it to somebody."
        )
        widgets.link("catalogue", "To the list of all vendors")
        return
    asked, clock = _asked(k), k.catalogue.clock(date.today())
    comparison = compare(
        k.catalogue, names, k.capabilities.values(), clock, needs=asked.needs, accounting=asked.accounting
    )
    _cautions(names, k)
    overlay.own_words(names)
    if len(names) == 1:
        st.info(ALONE)
    _links(names, k)
    heads = head_rows(comparison, k, clock, books_name=asked.books_name, needed=asked.needed_from)
    filters = _filters(comparison, asked)
    rows = narrowed(
        comparison,
        side=filters.side,
        needed_from=asked.needed_from if filters.needed else None,
        differing=filters.differing,
    )
    st.markdown(_count(rows, comparison))
    titles = [k.catalogue.by_id[name].name for name in names]
    with st.container(key="comparison"):
        st.html(matrix.matrix(titles, heads, rows, asked.needed_from))
    _download(comparison, heads, rows, k)
    st.caption(
        "Unknown is never read as a no: have it shown in the demo. Each page opens with one click; the letter is its "
        f"grade. {cards.GRADES}"
    )


def _choice(k: Knowledge) -> tuple[str, ...]:
    """The vendors to show: those of the address, until the visitor chooses others here."""
    before = picked.picked(k)
    by_name = sorted(k.catalogue.vendors, key=lambda vendor: vendor.name.casefold())
    got = st.multiselect(
        f"Vendors, up to {MOST}",
        [vendor.id for vendor in by_name],
        format_func=lambda name: k.catalogue.by_id[name].name,
        max_selections=MOST,
        placeholder="Type a name",
        key=state.seed(picked.box("compare"), list(before)),
    )
    now = chosen(got, k.catalogue)
    if now != before:
        picked.pick(now, k)
    return now


def _asked(k: Knowledge) -> _Asked:
    answers = state.answers()
    if answers == UNANSWERED:
        return _Asked({}, None, None, "")
    needs = state.advice().capability_needs
    books = answers.today.accounting
    if books in (None, UNKNOWN, "none", "other"):
        return _Asked(needs, needed_from(needs, k), None, "")
    name = wording.answer_words(k.questionnaire.of("today.accounting"), books).partition(",")[0]
    return _Asked(needs, needed_from(needs, k), str(books), name)


def _cautions(names: Sequence[str], k: Knowledge) -> None:
    for vendor in (k.catalogue.by_id[name] for name in names):
        if not vendor.offered:
            cards.caution(f"{vendor.name}. {not_sold(vendor)}. We never recommend it.")


def _links(names: Sequence[str], k: Knowledge) -> None:
    with st.container(horizontal=True, gap="medium", key="flush-pages"):
        for name in names:
            widgets.link("vendor", f"All about {plain(k.catalogue.by_id[name].name)}", vendor=name)


def _filters(comparison: Comparison, asked: _Asked) -> _Filters:
    before: _Filters = state.note(_FILTERS) or _Filters()
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        side = st.selectbox(
            "Side of the work",
            list(SIDES),
            index=list(SIDES).index(before.side) if before.side else None,
            format_func=SIDES.__getitem__,
            placeholder="All sides",
            key=state.key("compare-side"),
            width=240,
        )
        needed = asked.needed_from is not None and st.checkbox(
            "Only what you need most", value=before.needed, key=state.key("compare-needed")
        )
        differing = len(comparison.vendors) > 1 and st.checkbox(
            "Only where they differ", value=before.differing, key=state.key("compare-differing"),
            help="What is known of one and unknown of another counts as a difference.",
        )  # fmt: skip
    now = _Filters(side, bool(needed), bool(differing))
    state.remember(_FILTERS, now)
    return now


def _count(rows: Sequence[Row], comparison: Comparison) -> str:
    if not rows:
        return "No capability is left. Take a filter away."
    of = len(comparison.rows)
    shown = many(of, "capability", "capabilities") if len(rows) == of else f"{len(rows)} of {of} capabilities"
    differ = sum(row.differs for row in rows)
    if len(comparison.vendors) < 2:
        return f"{shown}."
    return f"{shown}. In {differ} of them the vendors differ, or may differ."


def _download(comparison: Comparison, heads: Sequence[HeadRow], rows: Sequence[Row], k: Knowledge) -> None:
    text = comparison_csv(comparison, heads, rows, k)
    st.download_button(
        "Download as CSV",
        # Excel takes a file without the mark for one in the local code page.
        data=text.encode("utf-8-sig"),
        file_name=f"{'-'.join(comparison.vendors)}.csv",
        mime="text/csv",
        key=state.key("compare-csv"),
        on_click="ignore",
    )
    names = listed(k.catalogue.by_id[name].name for name in comparison.vendors)
    st.caption(plain(f"{names}: what you see above, with title, address, date and grade of each page."))
