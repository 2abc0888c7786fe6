"""Score a demo: one vendor, one person, task by task, right after it was seen; what that moves stands above."""

from __future__ import annotations

import datetime
import html
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from advisor.advice import Advice
from advisor.demo.own_words import fill, work_words
from advisor.demo.scorecard import CardPart, name_of, part_of
from advisor.demo.seen import PAIRED
from advisor.demo.tasks import ChecklistItem, DemoTask
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import Answers
from advisor.questionnaire.flow import with_value
from advisor.questionnaire.seen import NOT_NEEDED, Quote, Score, key_of, with_quote, with_score, without_score
from advisor.stack.words import short_name
from advisor.ui import cards, state, widgets
from advisor.ui.screens.checklist import clock
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain

MARKS: dict[Any, str] = {0: "0", 1: "1", 2: "2", 3: "3", NOT_NEEDED: "Not needed"}
PARTS: dict[CardPart, str] = {"demo": "In the demo", "terms": "Terms in writing", "calls": "Reference calls"}
LEADS: dict[CardPart, str] = {
    "demo": "Score each task right after you saw it.",
    "terms": "Score what you have in writing, not what was said.",
    "calls": "Ring customers you chose yourself. Score what they tell you.",
}
CONTRACTS = {"": "Not said", "monthly": "Month by month", "annual": "A year", "multi_year": "Several years"}
BESIDE = ("commercial", "references")
"""Sides of which every task can be scored, on the script or not: they take no time of the demo."""

ANOTHER = "another vendor"
LONGEST_NAME = 80


def show() -> None:
    """Draws the screen for the answers as they stand."""
    advice, k = state.advice(), state.knowledge()
    arrive(f"scorecard {state.generation()}")
    st.title("Score the demos", anchor=False)
    if not advice.checklist:
        st.markdown("There is no script to score yet. Answer the questions first.")
        cards.forward("Answer the questions", "questions")
        return
    _rubric(k)
    vendor, by, day = _who(advice, k)
    if vendor:
        top = st.container()
        _tasks(vendor, by, day, advice, k)
        _quote(vendor, day)
        with top:
            # Drawn last, so that it tells of what was entered just now.
            _standing(vendor, state.advice(), k)
    cards.forward("See where that leaves you", "decision")
    widgets.link("checklist", "Back to the demo script")


def _rubric(k: Knowledge) -> None:
    rubric = k.task_book.rubric
    st.markdown("Everybody who was there scores for themselves, from 0 to 3. Leave out what you did not see.")
    with st.expander("What 0, 1, 2 and 3 mean"):
        told = ((3, rubric.three), (2, rubric.two), (1, rubric.one), (0, rubric.zero), (NOT_NEEDED, rubric.not_needed))
        cards.bullets(f"**{MARKS[mark]}**: {plain(words)}" for mark, words in told)
        st.markdown(
            f"A vendor passes with {rubric.pass_share * 100:.0f} % of the points. A task on a must counts double."
        )


def vendors_of(advice: Advice) -> list[str]:
    """Ids (or names) of the vendors to score: those that are asked, then those that were scored besides.

    The order is that of the script, which no score changes.
    """
    asked = [vendor for item in advice.checklist for vendor in item.vendor_ids]
    scored = [score.vendor for score in advice.answers.scores] + [quote.vendor for quote in advice.answers.quotes]
    return list(dict.fromkeys([*asked, *scored]))


def _who(advice: Advice, k: Knowledge) -> tuple[str, str, str]:
    """Which vendor, who scores, and on which day."""
    listed = vendors_of(advice)
    choices = [*listed, ANOTHER]

    def called(one: str) -> str:
        return "Another vendor" if one == ANOTHER else short_name(name_of(one, {}, k))

    ask, key = "Which vendor did you see?", state.seed("scorecard vendor", choices[0])
    if len(choices) < widgets.MANY:
        picked = st.pills(ask, choices, format_func=called, key=key, required=True)
    else:
        picked = st.selectbox(ask, choices, format_func=called, key=key)
    vendor = picked or ANOTHER
    if vendor == ANOTHER:
        typed = st.text_input(
            "Its name", key=state.seed("scorecard another", ""), max_chars=LONGEST_NAME, autocomplete="off"
        ).strip()
        vendor = next(
            (one.id for one in k.catalogue.vendors if typed.casefold() in (one.id, one.name.casefold())), typed
        )
        if not typed:
            st.caption("Type the name of the vendor, and the script appears.")
    left, right = st.columns([3, 2], gap="small")
    by = left.text_input(
        "Who scores? A first name or a role", key=state.seed("scorecard by", ""), max_chars=60, autocomplete="off",
        placeholder="Office manager",
    )  # fmt: skip
    day = right.date_input(
        "Day", key=state.seed("scorecard day", datetime.date.today()), format="MM/DD/YYYY",
        max_value=datetime.date.today() + datetime.timedelta(days=1),
    )  # fmt: skip
    return vendor, " ".join(by.split()), day.isoformat() if isinstance(day, datetime.date) else ""


def _standing(vendor: str, advice: Advice, k: Knowledge) -> None:
    """What this vendor has so far, and what all scores have moved."""
    card = advice.scorecard
    result = next((one for one in card.vendors if one.vendor == vendor), None) if card else None
    if card is None or result is None or result.share is None:
        return
    told = [card.sentence] if card.sentence else []
    lines = "".join(f"<p>{html.escape(sentence)}</p>" for sentence in (*told, result.sentence))
    st.html(f'<div class="advisor-so-far" role="status">{lines}</div>')


def _tasks(vendor: str, by: str, day: str, advice: Advice, k: Knowledge) -> None:
    items = [item for item in advice.checklist if not item.vendor_ids or vendor in item.vendor_ids]
    if vendor not in {one for item in advice.checklist for one in item.vendor_ids}:
        items = list(advice.checklist)
    extra = further(vendor, items, advice, k)
    everything: list[ChecklistItem | DemoTask] = [*items, *extra]
    counts = {part: sum(part_of(item.side) == part for item in everything) for part in PARTS}
    parts = [part for part in PARTS if counts[part]]
    part = st.pills(
        "What do you score?",
        parts,
        format_func=lambda one: f"{PARTS[one]} ({counts[one]})",
        key=state.seed("scorecard part", parts[0]),
        required=True,
        label_visibility="collapsed",
    )
    chosen: CardPart = part if part in parts else parts[0]
    st.caption(LEADS[chosen])
    words = work_words(advice.answers, k.trades_of(advice.answers))
    for number, item in enumerate(everything, start=1):
        if part_of(item.side) == chosen:
            _task(number if number <= len(items) else 0, item, (vendor, by, day), words, advice, k)


def further(vendor: str, items: Sequence[ChecklistItem], advice: Advice, k: Knowledge) -> list[DemoTask]:
    """Tasks beside the script: what else to have in writing and to ask other customers, and whatever was scored."""
    there = {item.id for item in items}
    scored = {score.task for score in advice.answers.scores if score.vendor == vendor}
    return [
        task
        for task in k.task_book.tasks
        if task.id not in there and (task.id in scored or (task.side in BESIDE and not task.applies))
    ]


def partners(vendor: str, advice: Advice, k: Knowledge) -> list[str]:
    """Ids of the vendors that stand beside this one in a stack on the list."""
    beside = [one for stack in advice.stacks if vendor in stack.vendors for one in stack.vendors if one != vendor]
    return [one for one in dict.fromkeys(beside) if one in k.catalogue.by_id]


def _task(
    number: int,
    item: ChecklistItem | DemoTask,
    whose: tuple[str, str, str],
    words: Mapping[str, str],
    advice: Advice,
    k: Knowledge,
) -> None:
    """One task with its score and note; *whose* is the vendor, who scores, and the day."""
    vendor, by, day = whose
    title = fill(item.title, words)
    with st.container(key=f"ask-score-{item.id}", gap="xsmall"):
        st.markdown(f"**{f'{number}. ' if number else ''}{plain(title)}**")
        st.caption(plain(_aside(item)))
        st.markdown(plain(fill(item.task, words)))
        with st.expander("Good, red flag, 3 points and 1 point"):
            told = (
                ("Good", item.good), ("Red flag", item.red_flag), ("3 points", item.score_3), ("1 point", item.score_1),
            )  # fmt: skip
            cards.bullets(f"**{label}:** {plain(fill(text, words))}" for label, text in told)
        beside = _beside(item, vendor, advice, k)
        mine = _mine(state.answers(), vendor, item.id, beside, by)
        slug = f"{item.id} {vendor} {beside or ''} {by.casefold()}"
        got = st.pills(
            f"Score: {title}", list(MARKS), format_func=MARKS.__getitem__, label_visibility="collapsed",
            default=None if mine is None else mine.score, key=state.key(f"score {slug}"),
        )  # fmt: skip
        note = ""
        if got is not None:
            note = st.text_input(
                f"Note: {title}", value=mine.note if mine else "", key=state.key(f"note {slug}"), max_chars=1000,
                placeholder="What you saw, in a few words", label_visibility="collapsed", autocomplete="off",
            ).strip()  # fmt: skip
        _keep(got, note, mine, Score(vendor=vendor, task=item.id, beside=beside, score=0, by=by, on=day))
        _others(vendor, item.id, by)


def _keep(got: Any, note: str, mine: Score | None, blank: Score) -> None:
    """Saves what was given as soon as it differs from what is kept; an empty choice takes it back."""
    if got is None:
        if mine is not None:
            state.amend(lambda given: with_value(given, "scores", without_score(given.scores, mine)))
    elif mine is None or (mine.score, mine.note) != (got, note):
        fresh = Score.model_validate({**blank.model_dump(), "score": got, "note": note})
        state.amend(lambda given: with_value(given, "scores", with_score(given.scores, fresh)))


def _aside(item: ChecklistItem | DemoTask) -> str:
    minutes = f"{item.minutes:.0f} min"
    if isinstance(item, DemoTask):
        return f"{minutes} · beside the script"
    start = f"at {clock(item.starts_at)} · " if item.starts_at is not None else ""
    return f"{start}{minutes}{' · counts double' if item.must else ''}"


def _beside(item: ChecklistItem | DemoTask, vendor: str, advice: Advice, k: Knowledge) -> str | None:
    """The other platform, for a task on two together; asked only where there are several."""
    if k.task_book.by_id[item.id].settles not in PAIRED:
        return None
    others = partners(vendor, advice, k)
    if len(others) < 2:
        return others[0] if others else None
    return st.selectbox(
        "Together with", others, format_func=lambda one: name_of(one, {}, k),
        key=state.seed(f"beside {item.id} {vendor}", others[0]),
    )  # fmt: skip


def _mine(answers: Answers, vendor: str, task: str, beside: str | None, by: str) -> Score | None:
    key = key_of(Score(vendor=vendor, task=task, beside=beside, score=0, by=by))
    return next((one for one in answers.scores if key_of(one) == key), None)


def _others(vendor: str, task: str, by: str) -> None:
    """What other people gave; their points are shown only once one's own stand, so that nobody is swayed."""
    told = [one for one in state.answers().scores if (one.vendor, one.task) == (vendor, task)]
    others = [one for one in told if one.by.casefold() != by.casefold()]
    own = any(one.by.casefold() == by.casefold() for one in told)
    if others and own:
        st.caption(plain("Also: " + ", ".join(f"{one.by or 'somebody'} {MARKS[one.score].lower()}" for one in others)))
    elif others:
        st.caption(f"Scored by {len(others)} more. You see their points once you have given yours.")


def _quote(vendor: str, day: str) -> None:
    """What the vendor offers in writing; it takes the place of what pages tell of its price."""
    stored = next((one for one in state.answers().quotes if one.vendor == vendor), None)
    st.header("Its quote", anchor=False)
    st.caption("For your whole firm, as written. It replaces what public pages say of the price. US dollars.")
    left, right = st.columns(2, gap="small")
    month = left.number_input(
        "A month", min_value=0.0, max_value=1e7, step=50.0, format="%.0f", placeholder="Not quoted",
        value=stored.usd_month if stored else None, key=state.key(f"quote month {vendor}"),
    )  # fmt: skip
    once = right.number_input(
        "Once, for setting up", min_value=0.0, max_value=1e7, step=100.0, format="%.0f", placeholder="Not quoted",
        value=stored.setup_usd if stored else None, key=state.key(f"quote once {vendor}"),
    )  # fmt: skip
    length = st.selectbox(
        "How long it binds you", list(CONTRACTS), format_func=CONTRACTS.__getitem__,
        index=list(CONTRACTS).index((stored and stored.contract) or ""), key=state.key(f"quote contract {vendor}"),
    )  # fmt: skip
    contract = length or None
    before = (stored.usd_month, stored.setup_usd, stored.contract) if stored else (None, None, None)
    if (month, once, contract) != before:
        note, on = (stored.note, stored.on or day) if stored else ("", day)
        fresh = Quote(vendor=vendor, usd_month=month, setup_usd=once, contract=contract, note=note, on=on)
        state.amend(lambda given: with_value(given, "quotes", with_quote(given.quotes, fresh)))
