"""Vendors: the stacks that fill the verdict, first in a few lines each, with everything else folded below."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from advisor import wording
from advisor.advice import Advice
from advisor.knowledge import Knowledge
from advisor.report import chart_words, charts
from advisor.report.words import listed
from advisor.stack.stack import Stack
from advisor.ui import cards, stack_card, state, widgets
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain

_WHAT = {
    1: ("product", "products"),
    2: ("pair of products", "pairs of products"),
    3: ("set of three products", "sets of three products"),
}
"""What a stack is called, by the number of its vendors."""

SECOND = "B"
"""Stands before the number of a stack of the second choice, so that nobody takes it for one of the first."""


def show() -> None:
    """Draws the screen for the answers as they stand."""
    advice, k = state.advice(), state.knowledge()
    arrive(f"vendors {state.generation()}")
    with st.container(key="wide-vendors"):
        _page(advice, k)


def _page(advice: Advice, k: Knowledge) -> None:
    st.title(_title(advice), anchor=False)
    if advice.stacks:
        st.markdown(
            "Best first. Prices are US dollars before tax, as public pages showed them. "
            f"What nobody publishes is named and never counted as zero.{_books(advice, k)}"
        )
    else:
        st.markdown(_nothing_found(advice))
    if advice.leaders is not None:
        st.markdown(f"**What decides between the first two:** {plain(advice.leaders.sentence)}")
    own_test = any(stack.two_sided_test for stack in advice.stacks)
    if own_test and advice.two_sided_sentence:
        cards.caution(advice.two_sided_sentence)
    if advice.relaxed_limits:
        st.header("Limits that cost you choice", anchor=False)
        cards.bullets(plain(limit.sentence) for limit in advice.relaxed_limits)
    if advice.stacks:
        # Each card below says its figures in words.
        cards.chart(charts.build_cost_ranges(advice.stacks, cards.palette()), key="costs")
    shared = _shared(advice.stacks)
    if shared:
        cards.bullets([plain(sentence) for sentence in shared], "What holds for all of them")
    for place, stack in enumerate(advice.stacks, start=1):
        stack_card.draw(str(place), stack, k, shared)
    _second_choice(advice, k)
    if advice.stacks or advice.runner_up_stacks:
        st.caption(cards.GRADES)
    cards.forward("See the demo script", "checklist")
    widgets.link("result", "Back to the result")


def _second_choice(advice: Advice, k: Knowledge) -> None:
    """The stacks of the runner-up, apart from the others and folded: they do not fill the verdict."""
    if not advice.runner_up_stacks:
        return
    st.header("If you take the second choice instead", anchor=False)
    if advice.runner_up_sentence:
        st.markdown(plain(advice.runner_up_sentence))
    if advice.two_sided_sentence and not any(stack.two_sided_test for stack in advice.stacks):
        cards.caution(advice.two_sided_sentence)
    names = listed(chart_words.stack_name(stack) for stack in advice.runner_up_stacks)
    with st.expander(f"Look at {plain(names)}"):
        for place, stack in enumerate(advice.runner_up_stacks, start=1):
            stack_card.draw(f"{SECOND}{place}", stack, k)


def _shared(stacks: Sequence[Stack]) -> tuple[str, ...]:
    """Reasons that hold for every stack and so tell none from another."""
    if len(stacks) < 2:
        return ()
    return tuple(fit for fit in stacks[0].fits if all(fit in stack.fits for stack in stacks))


def _books(advice: Advice, k: Knowledge) -> str:
    """Which accounting every stack is joined to, as markdown; nothing where it was not told."""
    accounting = advice.stacks[0].accounting
    if not accounting:
        return ""
    name = wording.answer_words(k.questionnaire.of("today.accounting"), accounting)
    return f" Your accounting stays: {plain(name.partition(',')[0])}."


def _title(advice: Advice) -> str:
    if not advice.stacks:
        return "No vendors to name yet"
    one, more = _WHAT[len(advice.stacks[0].vendors)]
    return f"One {one} to look at" if len(advice.stacks) == 1 else f"{len(advice.stacks)} {more} to look at"


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
