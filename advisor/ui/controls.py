"""One control for each kind of question.

A control shows the stored answer and puts a new one as soon as it differs. Every question can be left open, cleared
again, and answered with "I don't know", which is kept as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

import streamlit as st

from advisor.questionnaire.answers import UNKNOWN, Duration, Signals
from advisor.questionnaire.flow import value_at, with_value
from advisor.questionnaire.question import Question
from advisor.questionnaire.trades import Trade
from advisor.ui import state
from advisor.ui.pains import pains_control
from advisor.ui.split import split_control
from advisor.ui.tools import tools_control
from advisor.ui.typed import text_from, unit_of
from advisor.ui.widgets import DONT_KNOW, SEVERITIES, choose, dont_know, number_box, wrong

UNITS = ("hours", "days", "weeks", "months")
MOST_TRADES = 12

SIGNALS: dict[str, tuple[str, str]] = {
    "contracts": ("Signed contracts", "A price and a scope in writing before you start."),
    "change_orders": ("Change orders", "Extras or cuts after signing, with a new price."),
    "several_trades": ("Several trades at once", "Subs or crews of other trades work under you."),
    "progress_billing": ("Progress billing", "You bill in parts while the work goes on, often less retainage."),
    "rfis_submittals": ("RFIs and submittals", "Written questions to the designer, and samples sent for approval."),
    "legal_documents": (
        "Lien waivers and notices",
        "Legal papers with payments, such as insurance certificates.",
    ),
    "permits": ("Permits and inspections", "Your work waits for an inspector."),
    "dispatch": ("Dispatch during the day", "Somebody decides by the hour who goes where."),
    "same_visit_billing": ("Billed on the spot", "The visit ends with a bill or a card payment."),
    "recurring": ("Maintenance plans", "Visits that come round by agreement."),
    "certified_payroll": ("Certified payroll", "Public work with prevailing wages and weekly payroll reports."),
    "insurance_claims": ("Insurance claims", "An insurer pays, with its own forms and photos."),
}
"""The marks of the work in plain words, with what each means; marks of projects first, then of jobs."""


def ask(question: Question) -> None:
    """Draws one question with its hint and the control of its kind."""
    slug = re.sub(r"[^a-z]+", "-", question.field)
    kind = "number" if question.kind in ("count", "money", "share", "duration") else "ask"
    with st.container(key=f"{kind}-{slug}", gap="xsmall"):
        st.markdown(f"**{question.ask}**")
        st.caption(question.why)
        control = split_control if question.field == "work.project_share" else CONTROLS[question.kind]
        control(question)


def trades_in_order(trades: Iterable[Trade]) -> list[Trade]:
    """Trades as they stand in a list: families together, the plain parent first, then by name."""
    listed = list(trades)
    heads = {trade.family: trade.name_en for trade in listed if trade.parent}
    return sorted(listed, key=lambda t: (heads.get(t.family, t.name_en), not t.parent, t.name_en))


def _trade(question: Question) -> None:
    """One list to search for each trade: it closes when one is chosen, and another one appears below."""
    stored = state.answers().company.trade
    known = state.knowledge().trades
    options = [trade.id for trade in trades_in_order(known.values())]
    said = () if stored is None or stored == UNKNOWN else stored
    boxes = st.container(gap="xsmall")
    ticked = dont_know(question.field, stored, label="I don't know, or none of these fits")
    chosen = []
    for number in range(MOST_TRADES):
        with boxes:
            got = st.selectbox(
                question.ask if number == 0 else f"Another trade ({number + 1})",
                options,
                index=options.index(said[number]) if number < len(said) else None,
                format_func=lambda id_: known[id_].name_en,
                key=state.key(f"{question.field}.{number}"),
                placeholder="Type to search, such as roof or HVAC" if number == 0 else "Another trade, if you have one",
                filter_mode="contains",
                disabled=ticked,
                label_visibility="collapsed",
            )
        if got is not None:
            chosen.append(got)
        elif number >= len(said):
            break
    state.put(question.field, UNKNOWN if ticked else tuple(dict.fromkeys(chosen)) or None)


def _choice(question: Question) -> None:
    labels: dict[Any, str] = {choice.value: choice.label for choice in question.choices} | {UNKNOWN: DONT_KNOW}
    hints = [f"{choice.label}: {choice.hint}." for choice in question.choices if choice.hint]
    if hints:
        st.caption(" ".join(hints))
    choose(question, list(labels), labels.__getitem__)


def _yes_no(question: Question) -> None:
    labels: dict[Any, str] = {True: "Yes", False: "No", UNKNOWN: DONT_KNOW}
    choose(question, list(labels), labels.__getitem__)


def _severity(question: Question) -> None:
    labels: dict[Any, str] = {0: "None", **SEVERITIES, UNKNOWN: DONT_KNOW}
    choose(question, list(labels), labels.__getitem__)


def _number(question: Question) -> None:
    stored = value_at(state.answers(), question.field)
    row = st.container(horizontal=True, vertical_alignment="center", gap="small")
    box, unit, beside = (row.container(width="content") for _ in range(3))
    mistakes = st.container()
    unit.markdown(unit_of(question))
    with beside:
        ticked = dont_know(question.field, stored)
    with box:
        value, _ = number_box(question, question.field, stored, mistakes=mistakes, disabled=ticked)
    state.put(question.field, value)


def _duration(question: Question) -> None:
    stored = state.answers().work.typical_duration
    before = stored if isinstance(stored, Duration) else None
    length = before.value if before else None
    number, unit_field = f"{question.field}.value", f"{question.field}.unit"
    row = st.container(horizontal=True, vertical_alignment="center", gap="small")
    box, units, beside = (row.container(width="content") for _ in range(3))
    mistakes = st.container()
    with beside:
        ticked = dont_know(question.field, stored)
    unit = units.pills(
        "Hours, days, weeks or months", UNITS, disabled=ticked, label_visibility="collapsed",
        default=before.unit if before else state.draft(unit_field), key=state.key(unit_field),
    )  # fmt: skip
    with box:
        value, text = number_box(question, number, length, mistakes=mistakes, disabled=ticked, width=110)
    if ticked:
        state.keep_draft(unit_field, unit)
        state.put(question.field, UNKNOWN)
    elif before and unit == before.unit and text == text_from(length, question):
        return
    elif value is not None and unit:
        state.keep_draft(unit_field, None)
        state.put(question.field, Duration(value=value, unit=cast(Any, unit)))
    else:
        state.keep_draft(unit_field, unit)
        state.put(question.field, None)
        if value is not None:
            state.keep_draft(number, text)
            wrong("Choose hours, days, weeks or months to go with it.")


def _signals(question: Question) -> None:
    stored = state.answers().work.signals
    before = stored.model_dump()
    said = [name for name in SIGNALS if before[name] is True]
    ticked = []
    half = (len(SIGNALS) + 1) // 2
    lists = [column.container(gap="xsmall") for column in st.columns(2, gap="xsmall")]
    for number, (name, (label, meaning)) in enumerate(SIGNALS.items()):
        with lists[number // half], st.container(key=f"tick-{name}", gap=None):
            if st.checkbox(label, value=before[name] is True, key=state.key(f"{question.field}.{name}")):
                ticked.append(name)
            st.caption(meaning)
    if ticked:
        if ticked != said:
            changed = {name: name in ticked for name in SIGNALS if (name in ticked) != (name in said)}
            state.amend(lambda given: with_value(given, question.field, _marked(given.work.signals, changed)))
        return
    values = set(before.values())
    shown = "none" if values == {False} else UNKNOWN if values == {UNKNOWN} else None
    names = {"none": "None of these", UNKNOWN: DONT_KNOW}
    got = st.pills(
        "None of these, or not known", list(names), format_func=names.__getitem__, label_visibility="collapsed",
        default=shown, key=state.key(f"{question.field}.rest"),
    )  # fmt: skip
    if got != shown or said:
        value = {"none": False, UNKNOWN: UNKNOWN}.get(cast(str, got))
        state.put(question.field, Signals(**dict.fromkeys(SIGNALS, cast(Any, value))))


def _marked(given: Signals, changed: Mapping[str, bool]) -> Signals:
    """The marks with those *changed* here. What somebody else ticked at the same time stays.

    The list was seen as a whole: what is not ticked is no part of the work, unless it is known to be unknown.
    """
    told = {name: False if value is None else value for name, value in given.model_dump().items()}
    return Signals(**{**told, **changed})


def _text(question: Question) -> None:
    stored = value_at(state.answers(), question.field) or ""
    got = st.text_input(
        question.ask, value=stored, key=state.key(question.field), max_chars=200, label_visibility="collapsed"
    )
    state.put(question.field, got.strip() or None)


CONTROLS: dict[str, Callable[[Question], None]] = {
    "trade": _trade,
    "choice": _choice,
    "scale": _choice,
    "yes_no": _yes_no,
    "severity": _severity,
    "count": _number,
    "money": _number,
    "share": _number,
    "duration": _duration,
    "signals": _signals,
    "pains": pains_control,
    "tools": tools_control,
    "text": _text,
}
"""Control of each kind of question; the split has its own (`split_control`)."""
