"""Your own weights: how much each step from worst to best matters to you, beside what follows from the answers."""

from __future__ import annotations

from typing import cast

import streamlit as st

from advisor import wording
from advisor.advice import Advice
from advisor.questionnaire.answers import Swing
from advisor.report.scenarios import SWINGS
from advisor.scoring.options import Criterion
from advisor.ui import cards, state
from advisor.ui.standing import Place, standing, strip, sure_words
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain, wrong

ROOM = 10
"""Points on either side of the derived weight at which a range starts: nobody weighs more closely (judgement)."""

STEP = 5
SMALL = 0.5
"""Derived weight, of 100, below which a criterion is not asked for: it plays no part for this firm."""


def show() -> None:
    """Draws the screen."""
    arrive(f"weights {state.generation()}")
    advice = state.advice()
    derived = derived_weights(advice)
    with st.container(key="wide-weights"):
        st.title("Your own weights", anchor=False)
        st.markdown(
            "Your answers already say what matters to you. If you want to weigh it yourself, do it here. "
            "**The result stays as it is; your own weights stand beside it.**"
        )
        top = st.container(key="strip")
        left, right = st.columns([2, 3], gap="large")
        with left:
            if state.answers().own_weights:
                _sliders(derived)
            else:
                _offer(derived)
        advice = state.advice()
        with top:
            if advice.own is not None:
                strip("Your weights", advice.own.name, changed=not advice.own.same)
        with right, st.container(key="beside"):
            _beside(advice)
        known = (state.knowledge().sources[name] for name in SWINGS)
        named = "; ".join(cards.source_words(one.title, one.url, one.as_of, one.grade) for one in known)
        st.caption(
            f"How it works: each step from worst to best is weighed against the others, as a range. Sources: {named}."
        )
    cards.forward("Back to the result", "result")


def derived_weights(advice: Advice) -> dict[str, float]:
    """The weights that follow from the answers, the greatest as 100, for the criteria that play a part."""
    weights = {part.criterion: part.weight for part in advice.ranking[0].contributions}
    greatest = max(max(weights.values()), 1e-9)
    return {name: 100 * w / greatest for name, w in weights.items() if 100 * w / greatest >= SMALL}


def _criteria(derived: dict[str, float]) -> list[Criterion]:
    """Criteria that are asked for, those that matter most by the answers first."""
    known = derived.keys() | state.answers().own_weights.keys()
    asked = [criterion for criterion in state.knowledge().option_book.criteria if criterion.id in known]
    return sorted(asked, key=lambda c: -derived.get(c.id, 0.0))


def _offer(derived: dict[str, float]) -> None:
    if st.button("Weigh it myself", key=state.key("weights start"), type="secondary"):
        state.put("own_weights", {c.id: _around(derived[c.id]) for c in _criteria(derived) if c.id in derived})
        state.again()
    st.markdown("**What matters, going by your answers** (the most important step is 100)")
    for criterion in _criteria(derived):
        with st.container(gap="xsmall"):
            _swing(criterion, derived)


def _swing(criterion: Criterion, derived: dict[str, float]) -> None:
    st.markdown(f"**{plain(criterion.label)}**: {derived.get(criterion.id, 0.0):.0f}")
    st.caption(f"From “{plain(criterion.worst)}” to “{plain(criterion.best)}”.")


def _around(weight: float) -> Swing:
    low = STEP * round(max(weight - ROOM, 0) / STEP)
    return Swing(low=low, high=min(STEP * round((weight + ROOM) / STEP), 100))


def _sliders(derived: dict[str, float]) -> None:
    st.markdown(
        "Which step from worst to best would you want most? Give it 100. "
        "Then say how much each other step is worth against it: a range is fine."
    )
    given = state.answers().own_weights
    fresh: dict[str, Swing] = {}
    for criterion in _criteria(derived):
        start = given.get(criterion.id) or _around(derived.get(criterion.id, 0.0))
        with st.container(key=f"swing-{criterion.id}", gap="xsmall"):
            key = state.seed(f"swing {criterion.id}", (round(start.low), round(start.high)))
            low, high = cast("tuple[int, int]", st.slider(criterion.label, 0, 100, key=key))
            st.caption(
                f"Worst: {plain(criterion.worst)}. Best: {plain(criterion.best)}. "
                f"From your answers: {derived.get(criterion.id, 0.0):.0f}."
            )
        fresh[criterion.id] = Swing(low=low, high=high)
    if not any(swing.high > 0 for swing in fresh.values()):
        wrong("If all of it is 0, nothing would matter. Give the most important step 100.")
    elif fresh != given:
        state.put("own_weights", fresh)
    if st.button("Remove my own weights", key=state.key("weights remove"), type="tertiary"):
        state.put("own_weights", {})
        state.again()


def _beside(advice: Advice) -> None:
    options = state.knowledge().option_book.by_id
    today = [Place(ranked.option, ranked.name, ranked.value) for ranked in advice.ranking]
    own = advice.own
    if own is not None:
        st.markdown(plain(own.sentence))
    left, right = st.columns(2, gap="medium")
    with left:
        sure = sure_words(advice.certainty, advice.acceptability[advice.option])
        standing("From your answers", advice.verdict, sure, today, options, level=2)
    if own is None:
        return
    with right:
        there = [Place(ranked.option, ranked.name, ranked.value) for ranked in own.ranking]
        sure = sure_words(own.certainty, own.acceptability[own.option])
        standing(
            "With your own weights",
            f"{wording.leads(own.name)} comes first.",
            sure,
            there,
            options,
            before=today,
            level=2,
            live=True,
        )
