"""What if: sliders beside the real answers, and up to three of their positions kept as named scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import streamlit as st

from advisor import wording
from advisor.advice import Advice
from advisor.advise import what_if
from advisor.questionnaire.answers import Scenario
from advisor.scoring.sureness import ScenarioAdvice
from advisor.ui import cards, state
from advisor.ui.levers import AS_IT_IS, Lever, lead_over_the_split, levers, uncovered
from advisor.ui.standing import Place, standing, strip, sure_words
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain, wrong

NEVER = "With the rest as you told it, no share changes what comes first."
NOT_YET = "Nothing is moved yet. Move a slider, and what it would give stands here."
MOST = 3
LONGEST_NAME = 60
CHANGES, OPENED, NAME, ROUND = "what-if changes", "what-if opened", "what-if name", "what-if round"
"""Notes of the session: where the sliders stand, what was opened on them, its name, how often they were set anew."""


def show() -> None:
    """Draws the screen."""
    arrive(f"what-if {state.generation()}")
    with st.container(key="wide-what-if"):
        st.title("What if?", anchor=False)
        st.markdown("Move a slider and watch the answer. **Your own answers stay as they are.**")
        _play()
        _kept()
    cards.forward("Back to the result", "result")


@st.fragment
def _play() -> None:
    """The sliders and what they give; only this part is drawn again when one is moved."""
    advice = state.advice()
    given: Mapping[str, Any] = state.note(CHANGES, {})
    known = levers(advice.answers, advice, state.note(OPENED, {}))
    rest = uncovered(given, known)
    top = st.container(key="strip")
    left, right = st.columns([2, 3], gap="large")
    with left, st.container(key="levers", gap="small"):
        changes = {field: value for lever in known for field, value in _lever(lever, given, advice).items()} | rest
        if rest:
            st.caption(f"Also changed: {plain(', '.join(sorted(rest)))}.")
        state.remember(CHANGES, changes)
        if changes and st.button("Back to my answers", key=state.key("what-if reset"), type="tertiary"):
            _set({}, "")
    seen = what_if(advice.answers, changes, state.knowledge()) if changes else None
    with top:
        first, name = (advice.option, advice.ranking[0].name) if seen is None else (seen.option, seen.option_name)
        strip("What if" if seen else "As you answered", name, changed=first != advice.option)
    with right, st.container(key="beside"):
        _beside(advice, seen)
        _save(changes)


def _lever(lever: Lever, given: Mapping[str, Any], advice: Advice) -> dict[str, Any]:
    you = "" if lever.at == AS_IT_IS or not lever.told else f" (you: {lever.words(lever.at)})"
    place = st.select_slider(
        f"{lever.label}{you}",
        options=lever.places,
        format_func=lever.words,
        key=state.seed(f"what-if {lever.id} {state.note(ROUND, 0)}", lever.place(given)),
    )
    if lever.id == "share":
        _marks(advice)
    if lever.hint:
        st.caption(plain(lever.hint))
    return lever.changes(place)


def _marks(advice: Advice) -> None:
    """Under the slider of the split: the usual line hatched, and where what comes first changes, all else as told."""
    if advice.share_profile is None:
        return
    start, end = advice.hybrid_line
    options = state.knowledge().option_book.by_id
    parts = lead_over_the_split(advice.share_profile)
    width = max(end - start, 0.006)
    bands = "".join(_mark("band", left, f"width:{100 * width:.1f}%") for left in (start, 1 - end))
    turns = "".join(_mark("turn", share) for share, _ in parts[1:])
    st.html(f'<div class="advisor-marks" aria-hidden="true">{bands}{turns}</div>')
    told = []
    for number, (share, option) in enumerate(parts):
        last = number + 1 == len(parts)
        place = f"from {_whole(share)}" if last else f"{_whole(share)}–{_whole(parts[number + 1][0])}"
        place = f"up to {_whole(parts[1][0])}" if number == 0 and not last else place
        told.append(f"{place} % {wording.within(options[option].name)}")
    said = f"With the rest as you told it: {'; '.join(told)} comes first." if parts[1:] else NEVER
    # The sign stays with its number at the end of a line.
    st.caption(plain(said).replace(" \\%", "\u00a0\\%"))


def _whole(share: float) -> str:
    return f"{round(share * 100)}"


def _mark(kind: str, left: float, style: str = "") -> str:
    return f'<span class="{kind}" style="left:{100 * left:.1f}%;{style}"></span>'


def _beside(advice: Advice, seen: ScenarioAdvice | None) -> None:
    options = state.knowledge().option_book.by_id
    today = [Place(ranked.option, ranked.name, ranked.value) for ranked in advice.ranking]
    there = [Place(ranked.option, ranked.name, ranked.value) for ranked in seen.ranking] if seen else today
    most = max(today[0].value, there[0].value)
    # What moves stands beside the sliders; on a phone the columns follow one below the other in this order.
    moved, real = st.columns(2, gap="medium")
    with moved:
        if seen is None:
            standing("What if", "", NOT_YET, (), options, level=2, live=True)
        else:
            sure = sure_words(seen.certainty, seen.acceptability[seen.option])
            standing("What if", seen.verdict, sure, there, options, before=today, most=most, level=2, live=True)
    with real:
        sure = sure_words(advice.certainty, advice.acceptability[advice.option])
        standing("Your answers", advice.verdict, sure, today, options, most=most, level=2)


def _set(changes: Mapping[str, Any], name: str) -> None:
    """Puts the sliders on *changes*, those of the scenario called *name*."""
    state.remember(CHANGES, dict(changes))
    state.remember(OPENED, dict(changes))
    state.remember(NAME, name)
    state.remember(ROUND, state.note(ROUND, 0) + 1)
    state.again()


# ---- scenarios ----------------------------------------------------------------------------------------------------


def _save(changes: Mapping[str, Any]) -> None:
    if not changes:
        return
    kept = state.answers().scenarios
    st.markdown("**Keep this as a scenario**")
    st.caption("Up to three, side by side here and in the report. The other answers follow your real ones.")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = st.text_input(
            "Name", key=state.seed(f"what-if name {state.note(ROUND, 0)}", state.note(NAME, "")),
            max_chars=LONGEST_NAME, placeholder="In two years, after the merger, …", autocomplete="off", width=280,
        )  # fmt: skip
        pressed = st.button("Save as a scenario", key=state.key("what-if save"))
    if not pressed:
        return
    name = " ".join(name.split())
    same = [n for n, scenario in enumerate(kept) if scenario.name.casefold() == name.casefold()]
    if not name:
        wrong("Give it a name first, such as “In two years”.")
    elif not same and len(kept) >= MOST:
        wrong("Three scenarios are kept already. Delete one below, or save over one by its name.")
    else:
        fresh = Scenario(name=name, changes=dict(changes))
        place = same[0] if same else len(kept)
        _keep((*kept[:place], fresh, *kept[place + 1 :]))
        _set(changes, name)


def _keep(scenarios: tuple[Scenario, ...]) -> None:
    state.put("scenarios", scenarios)


def _kept() -> None:
    """All scenarios side by side, today's answer first."""
    advice = state.advice()
    if not advice.scenarios:
        return
    st.header("Your scenarios", anchor=False)
    options = state.knowledge().option_book.by_id
    today = [Place(ranked.option, ranked.name, ranked.value) for ranked in advice.ranking]
    most = max(today[0].value, *(seen.ranking[0].value for seen in advice.scenarios))
    columns = st.columns(1 + len(advice.scenarios), gap="medium")
    with columns[0], st.container(key="scenario-today"):
        sure = sure_words(advice.certainty, advice.acceptability[advice.option])
        standing("Today", advice.verdict, sure, today, options, most=most)
    for number, (column, seen) in enumerate(zip(columns[1:], advice.scenarios, strict=True)):
        with column:
            there = [Place(ranked.option, ranked.name, ranked.value) for ranked in seen.ranking]
            sure = sure_words(seen.certainty, seen.acceptability[seen.option])
            standing(seen.name, seen.verdict, sure, there, options, before=today, most=most)
            st.caption(" · ".join(plain(change.words) for change in seen.changes))
            with st.container(key=f"scenario-{number}", horizontal=True, gap="medium", vertical_alignment="center"):
                _manage(number, seen.name)


def _manage(number: int, name: str) -> None:
    kept = state.answers().scenarios
    if st.button("Open", key=state.key(f"scenario show {number}"), type="tertiary"):
        _set(kept[number].changes, name)
    with st.popover("Rename", key=state.key(f"scenario rename {number} {name}"), type="tertiary"):
        typed = st.text_input(
            f"New name of scenario {number + 1}", value=name, max_chars=LONGEST_NAME, autocomplete="off",
            key=state.key(f"scenario name {number} {name}"),
        )  # fmt: skip
        fresh = " ".join(typed.split())
        taken = {scenario.name.casefold() for n, scenario in enumerate(kept) if n != number}
        if not fresh or fresh.casefold() in taken:
            wrong("Give it a name that no other scenario has.")
        elif fresh != name:
            _keep(tuple(s.model_copy(update={"name": fresh}) if n == number else s for n, s in enumerate(kept)))
            if state.note(NAME, "") == name:
                state.remember(NAME, fresh)
            state.again()
    if st.button("Delete", key=state.key(f"scenario delete {number} {name}"), type="tertiary"):
        _keep(cast(Any, kept[:number] + kept[number + 1 :]))
        state.again()
