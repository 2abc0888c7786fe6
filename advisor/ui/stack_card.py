"""One stack on the screen: what matters in a few lines, and everything else folded below them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from advisor import wording
from advisor.knowledge import Knowledge
from advisor.report import chart_words, stack_words
from advisor.report.vendor_facts import OWN_FILE
from advisor.report.words import as_of_words, listed, lower_first, many
from advisor.stack.stack import CostLine, Coverage, Join, Stack
from advisor.ui import blueprint, cards, overlay, picked, widgets
from advisor.ui.widgets import plain

NEEDS_SHOWN = 6
"""Needs of a stack that stand first when its coverage is opened; the others are one fold deeper."""


def draw(number: str, stack: Stack, k: Knowledge, shared: Sequence[str] = ()) -> None:
    """Draws one stack.

    Args:
        number: what stands before its name, such as "1"; also tells the cards of a page apart.
        stack: the stack.
        k: for names and sources.
        shared: reasons that hold for every stack on the page, which tell nothing about this one.
    """
    with st.container(border=True, key=f"stack-{number}"):
        st.header(plain(f"{number}. {chart_words.stack_name(stack)}"), anchor=False)
        st.caption(plain(_roles(stack)))
        cards.bullets(_overview(stack, shared))
        overlay.own_words(stack.vendors)
        _why_and_watch(stack)
        _covers(stack)
        _both_sides(stack)
        _blueprint(stack, k)
        _cost(stack)
        _read(stack)
        _pages(stack, k)


def _overview(stack: Stack, shared: Sequence[str]) -> list[str]:
    """Why, fit, cost and what decides, as markdown."""
    cost = stack.cost
    lines = [f"**For whom:** {plain(stack.for_whom)}"] if stack.for_whom else []
    why = stack_words.why_words(stack, shared)
    if why:
        lines.append(f"**Why:** {plain(why)}")
    lines.append(f"**Fit:** {plain(stack_words.fit_words(stack))}")
    amounts = f"{chart_words.money_words(cost.first_year)} in the first year, "
    amounts += f"{chart_words.money_words(cost.three_years)} in three"
    reason = chart_words.open_words(cost)
    lines.append(f"**Cost:** {plain(amounts)}{plain(f'; {lower_first(reason)}') if reason else ''}")
    decides = [fact.sentence for fact in stack.deciding[:1]] or ([stack.order_sentence] if stack.order_sentence else [])
    lines += [f"**What decides:** {plain(sentence)}" for sentence in decides]
    return lines


def _roles(stack: Stack) -> str:
    """Who is there for what, in the order of the names."""
    kinds = [wording.KIND_NAMES[role] for role in stack.roles]
    if len(kinds) == 1:
        return kinds[0]
    return ", ".join(f"{name}: {kind}" for name, kind in zip(stack.names, kinds, strict=True))


def _why_and_watch(stack: Stack) -> None:
    with st.expander(f"Why, and {many(len(stack.cautions), 'caution')}" if stack.cautions else "Why"):
        cards.bullets([plain(sentence) for sentence in stack.fits], "Why it fits")
        cards.bullets([plain(sentence) for sentence in stack.cautions], "Be careful")
        cards.bullets([plain(fact.sentence) for fact in stack.deciding[1:]], "What else would move it")


def _covers(stack: Stack) -> None:
    if not stack.coverage:
        return
    known = len(stack.coverage) - sum(one.level == "unknown" for one in stack.coverage)
    with st.expander(f"What it covers: {known} of {many(len(stack.coverage), 'need')} known"):
        names = dict(zip(stack.vendors, stack.names, strict=True))
        lines = [_covered(one, names) for one in sorted(stack.coverage, key=lambda c: (-c.need, c.label))]
        cards.more(lines, NEEDS_SHOWN, "What you need most, first", "smaller need")
        if stack.unknowns:
            cards.bullets([plain(one) for one in stack.unknowns], "Not known: each becomes a demo task")


def _covered(one: Coverage, names: dict[str, str]) -> str:
    words = f"{plain(one.label)}: {stack_words.LEVELS[one.level]}"
    if one.level == "unknown":
        return f"{words}."
    if one.vendor:
        words += f", {plain(names.get(one.vendor, one.vendor))}"
    if one.own_file:
        words += f", {OWN_FILE}"
    return f"{words} ({cards.web_link('source', one.url)}, {as_of_words(one.as_of)})." if one.url else f"{words}."


def _both_sides(stack: Stack) -> None:
    """The two-sided test, item by item, with its mark and page."""
    if not stack.two_sided_test:
        return
    done = sum(mark.mark in ("proven", "documented") for mark in stack.two_sided_test)
    with st.expander(f"Both kinds of work: {done} of {len(stack.two_sided_test)} shown"):
        if stack.two_sided_sentence:
            st.markdown(plain(stack.two_sided_sentence))
        for kind, title in stack_words.DEMONSTRATIONS.items():
            cards.bullets(
                [
                    f"**{plain(one.title)}**: {stack_words.MARKS[one.mark]}. {plain(one.says)}"
                    + (f" ({cards.web_link('source', one.url)}, {as_of_words(one.as_of)})" if one.url else "")
                    for one in stack.two_sided_test
                    if one.demonstration == kind
                ],
                title,
            )


def _blueprint(stack: Stack, k: Knowledge) -> None:
    with st.expander("Blueprint: who holds what, set-up order"):
        cards.bullets([_join(join) for join in stack.joins], "The joins")
        if stack.blueprint.lines:
            st.markdown("**Who holds what**")
            st.caption(stack_words.BLUEPRINT)
            st.html(blueprint.table(stack.blueprint, k.sources, chart_words.stack_name(stack)))
        if stack.blueprint.steps:
            st.markdown("**In this order**")
            st.html(blueprint.steps(stack.blueprint, k.sources))


def _join(join: Join) -> str:
    words = (
        f"**{stack_words.JOIN_TITLES[join.rule]}**, {plain(listed(join.between))}: {stack_words.join_words(join)}. "
        f"{plain(join.what.rstrip('.'))}."
    )
    if join.note:
        words += f" {plain(join.note.rstrip('.'))}."
    return f"{words} {cards.web_link(join.source, join.url)}." if join.source else words


def _cost(stack: Stack) -> None:
    cost = stack.cost
    with st.expander("Cost, line by line"):
        st.markdown(plain(stack_words.cost_words(cost)))
        cards.bullets([plain(line.rstrip(".")) for line in cost.open_lines], "Not published, and not in the sums")
        for title, lines in stack_words.cost_groups(cost):
            st.markdown(f"**{title}**")
            for line in lines:
                _cost_line(line)
        cards.bullets([plain(note) for note in cost.notes])


def _cost_line(line: CostLine) -> None:
    st.markdown(
        plain(
            f"{line.label}: first year {chart_words.money_words(line.first_year)}, "
            f"three years {chart_words.money_words(line.three_years)}."
        )
    )
    where = cards.source_words(line.source, line.url, line.as_of, line.grade)
    st.caption(f"Assumed: {plain(line.assumption.rstrip('.'))}. Source: {where}.")


def _read(stack: Stack) -> None:
    if not stack.evidence:
        return
    names = dict(zip(stack.vendors, stack.names, strict=True))
    with st.expander(f"What we read: {many(len(stack.evidence), 'fact')} with source"):
        cards.bullets(
            f"**{plain(names.get(one.vendor, one.vendor))}**: {plain(one.fact.rstrip('.'))}. "
            f"{cards.source_words(one.source_title, one.url, one.as_of, one.grade)}."
            for one in stack.evidence
        )


def _pages(stack: Stack, k: Knowledge) -> None:
    """The way to the page of each vendor that the catalogue knows, and to all of them side by side."""
    known = [(v, name) for v, name in zip(stack.vendors, stack.names, strict=True) if v in k.catalogue.by_id]
    if not known:
        return
    with st.container(horizontal=True, key=f"pages-{'-'.join(stack.vendors)}-{stack.option}"):
        for vendor, name in known:
            widgets.link("vendor", f"{plain(name)} and others like it", vendor=vendor)
        if len(known) > 1:
            picked.link_with([vendor for vendor, _ in known], "Side by side", k)
