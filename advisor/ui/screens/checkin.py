"""How did it go? A short look back 90 days and a year after the choice, held against what was expected."""

from __future__ import annotations

import datetime
import html
from collections.abc import Sequence
from typing import Any

import streamlit as st

from advisor.advice import Advice
from advisor.demo.scorecard import name_of
from advisor.knowledge import Knowledge
from advisor.outcome import FollowUp, follow_up, load_outcome_book
from advisor.outcome.follow_up import CHANGE_WORDS, EXPECTED_WORDS, GROUP_WORDS, SEVERITY_WORDS
from advisor.questionnaire.answers import Answers
from advisor.questionnaire.checkin import CheckIn, When
from advisor.questionnaire.flow import with_value
from advisor.report.words import listed
from advisor.ui import cards, state, widgets
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain

WHEN: dict[When, str] = {"90_days": "After 90 days", "1_year": "After a year"}
HOW_MANY = {0: "Nobody", 1: "Some", 2: "Most", 3: "Everybody"}
HOW_BADLY = {0: "Not at all", 1: "Some", 2: "Strong", 3: "Severe"}
AGAIN = {"yes": "Yes", "unsure": "Not sure", "no": "No"}
CORRECTED_FIRST = 3
PAINS_ASKED = 8


def show() -> None:
    """Draws the screen for the answers as they stand."""
    advice, k = state.advice(), state.knowledge()
    arrive(f"checkin {state.generation()}")
    st.title("How did it go?", anchor=False)
    decision = advice.answers.decision
    if decision is None:
        st.markdown("Write down first what you decided on. Then this page can hold it against how it went.")
        widgets.link("decision", "To your decision")
        return
    chosen = listed(plain(name_of(vendor, {}, k)) for vendor in decision.vendors)
    st.markdown(f"You took {chosen}. Two minutes now, and you know what to correct.")
    due = _due(advice)
    when: When = (
        st.pills(
            "When is this?",
            list(WHEN),
            format_func=WHEN.__getitem__,
            key=state.seed("checkin when", due),
            required=True,
        )
        or due
    )
    _form(when, advice, k)
    told = next((one for one in state.answers().checkins if one.when == when), None)
    if told is not None:
        _back(follow_up(state.advice(), told, k), k)
    with st.container(horizontal=True, gap="medium"):
        widgets.link("decision", "Your decision")
        widgets.link("report", "Report")


def _due(advice: Advice) -> When:
    """Which look back is due: the later one from ten months after the decision on."""
    decision = advice.answers.decision
    since = decision.go_live or decision.on if decision else ""
    if not since:
        return "90_days"
    return "1_year" if (datetime.date.today() - datetime.date.fromisoformat(since)).days > 300 else "90_days"


def _of(when: When, answers: Answers) -> CheckIn:
    """The look back of that time as it is stored; an empty one at first."""
    return next((one for one in answers.checkins if one.when == when), CheckIn(when=when))


def _form(when: When, advice: Advice, k: Knowledge) -> None:
    stored = _of(when, state.answers())
    st.header("Who works in it?", anchor=False)
    adopted = dict(stored.adopted)
    columns = st.columns(2, gap="medium")
    for place, (group, label) in enumerate(GROUP_WORDS.items()):
        with columns[place % 2]:
            use = st.pills(
                label, list(HOW_MANY), format_func=HOW_MANY.__getitem__, default=_number(adopted.get(group)),
                key=state.key(f"checkin {when} use {group}"),
            )  # fmt: skip
        _set(adopted, group, use)
    pains = dict(stored.pains)
    asked = pains_of(advice)
    if asked:
        st.header("Does it still hurt?", anchor=False)
        for name in asked:
            now = st.pills(
                plain(k.pains[name].label), list(HOW_BADLY), format_func=HOW_BADLY.__getitem__,
                default=_number(pains.get(name)), key=state.key(f"checkin {when} pain {name}"),
            )  # fmt: skip
            _set(pains, name, now)
    st.header("What you gave up, and whether you would do it again", anchor=False)
    wanted = functions_of(advice, k)
    given_up = st.multiselect(
        "What did you buy and do not use?", [name for name, _ in wanted],
        default=[name for name in stored.given_up if name in dict(wanted)],
        format_func=lambda name: plain(dict(wanted)[name]), key=state.key(f"checkin {when} given up"),
        placeholder="Nothing, or choose",
    )  # fmt: skip
    again = st.pills(
        "Would you choose it again?",
        list(AGAIN),
        format_func=AGAIN.__getitem__,
        default=stored.choose_again,
        key=state.key(f"checkin {when} again"),
    )
    note = st.text_area(
        "What should the next firm know?", value=stored.note, max_chars=2000, height=90,
        key=state.key(f"checkin {when} note"),
    )  # fmt: skip
    fresh = CheckIn(
        when=when, on=stored.on or datetime.date.today().isoformat(), vendors=stored.vendors, adopted=adopted,
        pains=pains, given_up=tuple(given_up), given_up_note=stored.given_up_note, choose_again=again,
        note=note.strip(),
    )  # fmt: skip
    said = fresh.model_copy(update={"on": ""})
    if said != stored.model_copy(update={"on": ""}):
        state.amend(lambda given: with_checkin(given, fresh))


def _set(kept: dict[Any, Any], name: str, value: int | None) -> None:
    """Keeps an answer, or takes it out where it was taken back; what is known to be unknown stays."""
    if value is not None:
        kept[name] = value
    elif kept.get(name) != "unknown":
        kept.pop(name, None)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def with_checkin(given: Answers, fresh: CheckIn) -> Answers:
    """The answers with this look back in the place of the earlier one of the same time; an empty one is taken out."""
    others = tuple(one for one in given.checkins if one.when != fresh.when)
    empty = fresh == CheckIn(when=fresh.when, on=fresh.on, vendors=fresh.vendors)
    return with_value(given, "checkins", others if empty else (*others, fresh))


def pains_of(advice: Advice) -> list[str]:
    """The pains of the start, the worst first."""
    told = [(name, how) for name, how in (advice.answers.pains or {}).items() if isinstance(how, (int, float))]
    known = [(name, how) for name, how in told if name in state.knowledge().pains and how > 0]
    return [name for name, _ in sorted(known, key=lambda one: -one[1])][:PAINS_ASKED]


def functions_of(advice: Advice, k: Knowledge) -> list[tuple[str, str]]:
    """Functions that can be given up, those needed most first."""
    needs = advice.capability_needs
    ranked = sorted(k.capabilities.values(), key=lambda one: (-needs.get(one.id, 0.0), one.label))
    return [(one.id, one.label) for one in ranked]


def _back(told: FollowUp, k: Knowledge) -> None:
    """What the answers say: the verdict, each pain then, expected and now, and what to correct first."""
    st.header("What that says", anchor=False)
    st.html(f'<div class="advisor-so-far" role="status"><p>{html.escape(told.sentence)}</p></div>')
    if told.pains:
        st.html(_table(told))
    expect = load_outcome_book().expect
    if told.corrections:
        st.header("What to correct first", anchor=False)
        for one in told.corrections[:CORRECTED_FIRST]:
            st.markdown(f"**{plain(one.title)}.** {plain(one.do)}")
            st.caption(f"{plain(one.because)} {_cited(one.sources, k)}")
        rest = told.corrections[CORRECTED_FIRST:]
        if rest:
            with st.expander(f"{len(rest)} more"):
                for one in rest:
                    st.markdown(f"**{plain(one.title)}.** {plain(one.do)}")
                    st.caption(f"{plain(one.because)} {_cited(one.sources, k)}")
    with st.expander("What others saw"):
        for one_said in expect:
            st.markdown(plain(one_said.says))
            st.caption(_cited((one_said.source,), k))


def _cited(sources: Sequence[str], k: Knowledge) -> str:
    found = [k.sources[source] for source in sources if source in k.sources]
    names = [cards.source_words(one.title, one.url, one.as_of, one.grade) for one in found]
    return f"Source: {listed(names)}." if len(names) == 1 else f"Sources: {listed(names)}."


def _table(told: FollowUp) -> str:
    """Each pain: then, what was expected, now."""
    heads = ("What hurts", "At the start", "Expected", "Now", "")
    top = "".join(f'<th scope="col">{html.escape(head)}</th>' for head in heads)
    rows = []
    for one in told.pains:
        now = "not told" if one.now is None else SEVERITY_WORDS[one.now]
        cells = (SEVERITY_WORDS[one.then], EXPECTED_WORDS[one.expected], now, CHANGE_WORDS[one.change])
        rows.append(
            f'<tr class="{one.change}"><th scope="row">{html.escape(one.label)}</th>'
            + "".join(
                f'<td data-head="{html.escape(head)}">{html.escape(cell)}</td>'
                for head, cell in zip(heads[1:], cells, strict=True)
            )
            + "</tr>"
        )
    return (
        '<table class="advisor-then-now"><caption>Each pain at the start, as expected, and now</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )
