"""Vendors: two to four stacks as cards, with what they cover, how they join, what they cost and what is unknown."""

from __future__ import annotations

import streamlit as st

from advisor import wording
from advisor.advice import Advice
from advisor.knowledge import Knowledge
from advisor.report import chart_words, charts
from advisor.report.words import as_of_words, many
from advisor.stack.stack import CostLine, Coverage, Join, Stack
from advisor.ui import cards, state, widgets
from advisor.ui.widgets import plain

NEEDS_SHOWN = 4
"""Needs of a stack that stand open, the greatest first."""

UNKNOWNS_SHOWN = 3

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
        st.markdown(
            plain(
                f"First year {chart_words.money_words(stack.cost.first_year)}, "
                f"three years {chart_words.money_words(stack.cost.three_years)}. "
                f"Fit {stack.value:.1f} points; {stack.low:.1f} to {stack.high:.1f} once the unknowns are answered."
            )
        )
        _listed("Why it fits", stack.fits)
        _listed("Be careful", stack.cautions)
        _covers(stack)
        _joins(stack)
        _unknowns(stack)
        _costs(stack, k)
        _evidence(stack)


def _roles(stack: Stack, k: Knowledge) -> str:
    """Who is there for what, as markdown."""
    parts = [f"{plain(name)}: {wording.KIND_NAMES[role]}." for name, role in zip(stack.names, stack.roles, strict=True)]
    if stack.accounting:
        parts.append(f"Your accounting stays: {plain(_accounting_name(stack.accounting, k))}.")
    return " ".join(parts)


def _accounting_name(accounting: str, k: Knowledge) -> str:
    names = {system.id: system.name for system in k.catalogue.external_systems}
    names |= {vendor.id: vendor.name for vendor in k.catalogue.vendors}
    return names.get(accounting, accounting.replace("_", " "))


def _listed(heading: str, sentences: tuple[str, ...]) -> None:
    if sentences:
        st.markdown(f"**{heading}**")
        cards.bullets(plain(sentence) for sentence in sentences)


def _covers(stack: Stack) -> None:
    ranked = sorted(stack.coverage, key=lambda c: (-c.need, c.label))
    if not ranked:
        return
    names = dict(zip(stack.vendors, stack.names, strict=True))
    st.markdown("**Who covers what you need most**")
    cards.bullets(_covered(one, names) for one in ranked[:NEEDS_SHOWN])
    if ranked[NEEDS_SHOWN:]:
        with st.expander(many(len(ranked) - NEEDS_SHOWN, "smaller need")):
            cards.bullets(_covered(one, names) for one in ranked[NEEDS_SHOWN:])


def _covered(one: Coverage, names: dict[str, str]) -> str:
    words = f"**{plain(one.label)}**: {LEVELS[one.level]}"
    if one.level == "unknown":
        return f"{words}."
    if one.vendor:
        words += f" by {plain(names.get(one.vendor, one.vendor))}"
    return f"{words} ({cards.web_link('source', one.url)}, {as_of_words(one.as_of)})." if one.url else f"{words}."


def _joins(stack: Stack) -> None:
    if not stack.joins:
        return
    st.markdown("**How it is joined**")
    cards.bullets(_join(join) for join in stack.joins)


def _join(join: Join) -> str:
    words = f"**{JOIN_TITLES[join.rule]}**: {plain(join.what)}, {JOIN_WORDS.get(join.kind, join.kind)}."
    if join.note:
        words += f" {plain(join.note.rstrip('.'))}."
    if join.source:
        words += f" {cards.web_link(join.source, join.url)}"
    return words


def _unknowns(stack: Stack) -> None:
    if not stack.unknowns:
        return
    st.markdown("**Still unknown**")
    st.markdown("Nobody publishes these. Each becomes a demo task.")
    cards.bullets(plain(one) for one in stack.unknowns[:UNKNOWNS_SHOWN])
    if stack.unknowns[UNKNOWNS_SHOWN:]:
        with st.expander(f"{len(stack.unknowns) - UNKNOWNS_SHOWN} more"):
            cards.bullets(plain(one) for one in stack.unknowns[UNKNOWNS_SHOWN:])


def _costs(stack: Stack, k: Knowledge) -> None:
    if stack.cost.open_lines:
        st.markdown(f"Not published, and not in the sums: {plain(', '.join(stack.cost.open_lines))}.")
    if stack.cost.lines:
        with st.expander("What the cost is made of"):
            for line in stack.cost.lines:
                _cost_line(line, k)


def _cost_line(line: CostLine, k: Knowledge) -> None:
    st.markdown(
        f"**{plain(line.label)}**: "
        + plain(
            f"first year {chart_words.money_words(line.first_year)}, "
            f"three years {chart_words.money_words(line.three_years)}."
        )
    )
    source = k.sources.get(line.source)
    where = (
        cards.source_words(source.title, source.url, source.as_of, source.grade)
        if source
        else cards.source_words(line.source, line.source, line.as_of)
    )
    st.caption(f"Assumed: {plain(line.assumption.rstrip('.'))}. Source: {where}.")


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
