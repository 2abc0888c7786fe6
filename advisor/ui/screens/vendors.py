"""Vendors: two to four stacks as cards, with what they cover, how they join, what they cost and what is unknown."""

from __future__ import annotations

import streamlit as st

from advisor import wording
from advisor.advice import Advice
from advisor.knowledge import Knowledge
from advisor.report import chart_words, charts
from advisor.report.words import as_of_words, listed
from advisor.stack.stack import CostLine, Coverage, Join, Stack
from advisor.ui import cards, state, widgets
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain

NEEDS_SHOWN = 4
"""Needs of a stack that stand open, the greatest first."""

UNKNOWNS_SHOWN = CAUTIONS_SHOWN = 3

LEVELS = {"full": "covered", "partial": "covered in part", "none": "not covered", "unknown": "unknown"}

JOIN_TITLES = {"J1": "Time", "J2": "Accounting", "J3": "Customers"}

JOIN_WORDS = {
    "native": "built in",
    "partner": "through a partner's connector",
    "zapier": "through Zapier",
    "file": "by file, by hand",
    "none": "no link",
    "unknown": "unknown, so it becomes a demo task",
}


def show() -> None:
    """Draws the screen for the answers as they stand."""
    advice, k = state.advice(), state.knowledge()
    arrive(f"vendors {state.generation()}")
    st.title(_title(advice), anchor=False)
    if advice.stacks:
        st.markdown(
            "Ways to fill the verdict, best first. Prices are US dollars before tax, as public pages showed them. "
            "What nobody publishes is named and never counted as zero."
        )
    else:
        st.markdown(_nothing_found(advice))
    if advice.relaxed_limits:
        st.header("Limits that cost you choice", anchor=False)
        cards.bullets(plain(limit.sentence) for limit in advice.relaxed_limits)
    if advice.stacks:
        # Each card below says its figures in words.
        cards.chart(charts.build_cost_ranges(advice.stacks, cards.palette()), key="costs")
    for place, stack in enumerate(advice.stacks, start=1):
        _card(place, stack, k)
    if advice.stacks:
        st.caption(cards.GRADES)
    cards.forward("See the demo script", "checklist")
    widgets.link("result", "Back to the result")


def _title(advice: Advice) -> str:
    if not advice.stacks:
        return "No vendors to name yet"
    return "One way to fill it" if len(advice.stacks) == 1 else f"{len(advice.stacks)} ways to fill it"


def _nothing_found(advice: Advice) -> str:
    limits = advice.answers.limits
    named = [
        name
        for name, given in (
            ("the budget", limits.budget_usd_month),
            ("the must-haves", limits.must_have),
            ("the vendors it must join", limits.must_integrate),
            ("the vendors you ruled out", limits.exclude_vendors),
        )
        if given not in (None, "unknown", ())
    ]
    if named:
        return (
            f"No vendor of the catalogue fits within your limits. Loosen {' or '.join(named)}, and look again. "
            "The demo script works for any vendor you find yourself."
        )
    return (
        "No vendor of the catalogue fits this verdict. Tell us your accounting and your trade if they are still open. "
        "The demo script works for any vendor you find yourself."
    )


def _card(place: int, stack: Stack, k: Knowledge) -> None:
    with st.container(border=True, key=f"stack-{place}"):
        st.header(plain(f"{place}. {chart_words.stack_name(stack)}"), anchor=False)
        st.markdown(_roles(stack, k))
        _pages(stack, k)
        st.markdown(
            plain(
                f"First year {chart_words.money_words(stack.cost.first_year)}, "
                f"three years {chart_words.money_words(stack.cost.three_years)}. "
                f"Fit {stack.value:.1f} points; {stack.low:.1f} to {stack.high:.1f} once the unknowns are answered."
            )
        )
        cards.bullets([plain(sentence) for sentence in stack.fits], "Why it fits")
        cards.more([plain(sentence) for sentence in stack.cautions], CAUTIONS_SHOWN, "Be careful", "further caution")
        cards.more(_covers(stack), NEEDS_SHOWN, "Who covers what you need most", "smaller need")
        cards.bullets([_join(join) for join in stack.joins], "How it is joined")
        unknowns = [plain(one) for one in stack.unknowns]
        cards.more(unknowns, UNKNOWNS_SHOWN, "Still unknown: each becomes a demo task", "further unknown")
        _costs(stack, k)
        _evidence(stack)


def _roles(stack: Stack, k: Knowledge) -> str:
    """Who is there for what, as markdown."""
    parts = [f"{plain(name)}: {wording.KIND_NAMES[role]}." for name, role in zip(stack.names, stack.roles, strict=True)]
    if stack.accounting:
        name = wording.answer_words(k.questionnaire.of("today.accounting"), stack.accounting)
        parts.append(f"Your accounting stays: {plain(name.partition(',')[0])}.")
    return " ".join(parts)


def _pages(stack: Stack, k: Knowledge) -> None:
    """The way to the page of each vendor that the catalogue knows."""
    with st.container(horizontal=True, gap="medium"):
        for vendor, name in zip(stack.vendors, stack.names, strict=True):
            if vendor in k.catalogue.by_id:
                widgets.link("vendor", f"All about {plain(name)}", vendor=vendor)


def _covers(stack: Stack) -> list[str]:
    """The needs, the greatest first, with who covers each and how far, as markdown."""
    names = dict(zip(stack.vendors, stack.names, strict=True))
    return [_covered(one, names) for one in sorted(stack.coverage, key=lambda c: (-c.need, c.label))]


def _covered(one: Coverage, names: dict[str, str]) -> str:
    words = f"{plain(one.label)}: {LEVELS[one.level]}"
    if one.level == "unknown":
        return f"{words}."
    if one.vendor:
        words += f" by {plain(names.get(one.vendor, one.vendor))}"
    return f"{words} ({cards.web_link('source', one.url)}, {as_of_words(one.as_of)})." if one.url else f"{words}."


def _join(join: Join) -> str:
    words = (
        f"**{JOIN_TITLES[join.rule]}**, {plain(listed(join.between))}: {JOIN_WORDS.get(join.kind, join.kind)}. "
        f"{plain(join.what.rstrip('.'))}."
    )
    if join.note:
        words += f" {plain(join.note.rstrip('.'))}."
    return f"{words} {cards.web_link(join.source, join.url)}." if join.source else words


def _costs(stack: Stack, k: Knowledge) -> None:
    open_lines = [plain(line.rstrip(".")) for line in stack.cost.open_lines]
    cards.bullets(open_lines, "Not published, and not in the sums")
    if stack.cost.lines:
        with st.expander("What the cost is made of"):
            for line in stack.cost.lines:
                _cost_line(line, stack, k)


def _cost_line(line: CostLine, stack: Stack, k: Knowledge) -> None:
    st.markdown(
        f"**{plain(line.label)}**: "
        + plain(
            f"first year {chart_words.money_words(line.first_year)}, "
            f"three years {chart_words.money_words(line.three_years)}."
        )
    )
    where = cards.source_words(line.source, _address(line.source, stack, k), line.as_of)
    st.caption(f"Assumed: {plain(line.assumption.rstrip('.'))}. Source: {where}.")


def _address(title: str, stack: Stack, k: Knowledge) -> str | None:
    """Web address of the page called *title*: one of these vendors' sources, or one of ours."""
    pages = {source.title: source.url for source in k.sources.values()}
    for vendor in k.catalogue.vendors:
        if vendor.id in stack.vendors:
            pages |= {source.title: source.url for source in vendor.sources.values()}
    return pages.get(title)


def _evidence(stack: Stack) -> None:
    if not stack.evidence:
        return
    names = dict(zip(stack.vendors, stack.names, strict=True))
    with st.expander("What we read, with sources and dates"):
        cards.bullets(
            f"**{plain(names.get(one.vendor, one.vendor))}**: {plain(one.fact.rstrip('.'))}. "
            f"{cards.source_words(one.source_title, one.url, one.as_of, one.grade)}."
            for one in stack.evidence
        )
