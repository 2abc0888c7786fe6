"""Leading a workshop: the code on the wall, who has finished, the reveal, what to discuss first, what was agreed."""

from __future__ import annotations

import datetime
import html
from typing import Any

import streamlit as st
from pydantic import JsonValue

from advisor.errors import AnswersError, StorageError
from advisor.questionnaire.answers import AFTERWARDS, UNKNOWN, Answers
from advisor.questionnaire.question import Question
from advisor.report.pdf import render_pdf
from advisor.report.sheet import build_sheet
from advisor.report.words import many
from advisor.storage.workshops import Agreement, Voice, Workshop
from advisor.ui import room, state
from advisor.ui.desk import Desk, asked_twice, desk, tried
from advisor.ui.room import KIND_WORDS, spread
from advisor.ui.theme import arrive
from advisor.ui.typed import NotANumber, number_from
from advisor.ui.widgets import plain, wrong
from advisor.wording import SEVERITIES
from advisor.workshop import Judged, Reveal, agreed_answers, load_workshop_book, question_sheet, summary
from advisor.workshop.people import plain as as_data

BY_NUMBER = ("count", "money", "share")
CHOICES = ("choice", "scale")


def show() -> None:
    """Draws the workshop that the address names."""
    named = state.named(state.WORKSHOP)
    arrive(f"workshop {named}")
    mine = desk("Workshop")
    if mine is None:
        return
    try:
        shop = mine.store.workshop(mine.consultant, named)
    except StorageError as error:
        st.title("This workshop cannot be opened", anchor=False)
        st.markdown(plain(error.sentence))
        st.page_link(state.target("desk"), label="Back to your clients")
        return
    with st.container(key="wide-workshop"):
        st.title(plain(shop.title), anchor=False)
        if shop.stage == "gathering":
            _way_in(shop)
            _gathering(mine, shop.id)
        else:
            if shop.stage == "closed":
                st.markdown("**This workshop is closed.** Nobody can change anything now. You can open it again below.")
            if shop.code is not None:
                with st.expander(f"Latecomers: {shop.code} at {room.short_address()}"):
                    _way_in(shop)
            _revealed(mine, shop.id)
            _take_along(mine, shop)
        _manage(mine, shop)
    st.page_link(state.target("client"), label="Back to the client", query_params={state.CLIENT: shop.client_id})


# ---------------------------------------------------------------- before the reveal


def _way_in(shop: Workshop) -> None:
    if shop.code is None:
        return
    address = room.join_address(shop.code)
    left, right = st.columns([2, 3], gap="large", vertical_alignment="center")
    with left:
        room.qr(address, alt=f"Code to scan: opens {address}")
    with right:
        st.markdown("Scan this with a phone, or open")
        st.html(f'<p class="advisor-code-address">{html.escape(room.short_address())}</p>')
        st.markdown("and type the code")
        spelled = " ".join(shop.code)
        st.html(f'<p class="advisor-code" role="img" aria-label="{spelled}">{shop.code[:3]} {shop.code[3:]}</p>')
        st.caption("No account, no name. Answers are private until you reveal them.")
    if room.only_this_computer():
        st.warning(
            "Phones cannot reach this server yet: it listens to this computer alone. Stop it and start it with "
            "`advisor --address 0.0.0.0`, then come back here."
        )


@st.fragment(run_every=room.EVERY)
def _gathering(mine: Desk, named: str) -> None:
    """Who has joined and who has finished, looked at every few seconds; never an answer."""
    seen = room.reached(
        lambda: (mine.store.workshop(mine.consultant, named), mine.store.progress(mine.consultant, named))
    )
    if seen is None:
        return
    shop, everybody = seen
    if shop.stage != "gathering":
        st.rerun(scope="app")
    seats = [seat for seat in everybody if not seat.gone]
    book = load_workshop_book()
    done = [seat for seat in seats if seat.finished]
    st.html(
        f'<p class="advisor-count" role="status"><strong>{len(done)}</strong> of <strong>{len(seats)}</strong> '
        "have finished</p>"
    )
    lines = []
    for role, entry in book.by_role.items():
        there = [seat for seat in seats if seat.role == role]
        if there:
            lines.append(f"- {plain(entry.label)}: {sum(s.finished for s in there)} of {len(there)}")
    st.markdown("\n".join(lines) if lines else "Nobody has joined yet.")
    if 0 < len(seats) < book.least_people:
        st.caption(f"With fewer than {book.least_people} people the room would know who said what.")
    if not any(seat.begun for seat in seats):
        return
    waiting = len(seats) - len(done)
    if waiting:
        still = "1 person is" if waiting == 1 else f"{waiting} people are"
        st.caption(f"{still} still answering. They can go on after the reveal.")
    with st.container(key="forward-reveal"):
        if st.button("Reveal the answers", key=state.key("reveal"), type="primary"):
            tried(lambda: mine.store.reveal(mine.consultant, named))
            st.rerun(scope="app")


# ---------------------------------------------------------------- the reveal


@st.fragment(run_every=room.EVERY)
def _revealed(mine: Desk, named: str) -> None:
    """Everything that the room sees, looked at every few seconds; the arithmetic is done once for each change."""
    seen = room.reached(
        lambda: (
            mine.store.workshop(mine.consultant, named),
            mine.store.voices(mine.consultant, named),
            mine.store.pulse(named),
        )
    )
    if seen is None:
        return
    shop, voices, pulse = seen
    told = room.revealed(shop.id, pulse, shop.base, voices, shop.questions)
    if isinstance(told, str):
        st.markdown(plain(told))
        return
    _what_the_room_says(told)
    _agenda(mine, shop, told, voices)


def _what_the_room_says(told: Reveal) -> None:
    for number, sentence in enumerate(told.sentences):
        st.markdown(f"**{plain(sentence)}**" if number == 0 else plain(sentence))
    with st.expander("What each role's answers give"):
        st.markdown("\n".join(f"- {plain(view.sentence)}" for view in told.roles))


def _agenda(mine: Desk, shop: Workshop, told: Reveal, voices: tuple[Voice, ...]) -> None:
    agreed = {one.field: one for one in shop.agreements}
    worth = [q for q in told.questions if q.kind not in ("agreed", "open")]
    rest = [q for q in told.questions if q not in worth]
    if worth:
        st.header("Where views differed" if shop.stage == "closed" else "Discuss these, in this order", anchor=False)
        st.caption(f"{sum(_is_settled(q, agreed) for q in worth)} of {len(worth)} are agreed.")
    for number, question in enumerate(worth, start=1):
        _question(mine, shop, question, f"{number}. ", agreed, voices, is_open=number == 1)
    alike = [q for q in rest if q.kind == "agreed"]
    for question in alike:
        if question.field == shop.focus or question.field in agreed:
            _question(mine, shop, question, "", agreed, voices, is_open=False)
    if rest:
        st.header("No need to discuss", anchor=False)
    if alike:
        with st.expander(f"One view on {many(len(alike), 'question')}"):
            st.markdown("\n".join(f"- {plain(q.short)}: {plain(q.pooled_words)}" for q in alike))
    if len(rest) > len(alike):
        silent = [q for q in rest if q.kind == "open"]
        with st.expander(f"{many(len(silent), 'question')} that fewer than two people answered"):
            st.markdown("\n".join(f"- {plain(q.short)}" for q in silent))


def _is_settled(question: Judged, agreed: dict[str, Agreement]) -> bool:
    return question.field in agreed or any(part.field in agreed for part in question.parts)


def _question(
    mine: Desk,
    shop: Workshop,
    question: Judged,
    number: str,
    agreed: dict[str, Agreement],
    voices: tuple[Voice, ...],
    *,
    is_open: bool,
) -> None:
    mark = "agreed" if _is_settled(question, agreed) else KIND_WORDS[question.kind]
    shown = is_open if not shop.focus else shop.focus == question.field
    with st.expander(f"{number}**{plain(question.short)}**: {mark}", expanded=shown, key=f"about-{question.field}"):
        st.markdown(plain(question.sentence))
        spread(question)
        st.caption(f"{room.agreement_words(question)} {plain(question.differ)}")
        if shop.stage != "closed":
            _before_the_room(mine, shop, question)
        if question.parts:
            for part in question.parts:
                if part.kind not in ("agreed", "open") or part.field in agreed:
                    st.markdown(f"**{plain(part.short)}** {plain(part.sentence)}")
                    _agree(mine, shop, part, agreed.get(part.field), voices)
        else:
            _agree(mine, shop, question, agreed.get(question.field), voices)


def _before_the_room(mine: Desk, shop: Workshop, question: Judged) -> None:
    here = shop.focus == question.field
    label = "Take it off the phones" if here else "Put it on every phone"
    if st.button(label, key=state.key(f"focus {question.field}"), type="tertiary"):
        tried(lambda: mine.store.focus(mine.consultant, shop.id, "" if here else question.field))
        room.again()


# ---------------------------------------------------------------- agreeing


def choices_of(question: Judged) -> list[tuple[str, JsonValue]]:
    """What can be agreed on, with its words: what was said, what is between, what the form offers, and not knowing."""
    found: dict[str, JsonValue] = {given.words: given.value for given in question.given}
    if question.pooled is not None and question.pooled != UNKNOWN:
        found.setdefault(f"{question.pooled_words} (the middle)", question.pooled)
    form = _form(question.field)
    if question.field.startswith("pains.") or (form is not None and form.kind == "severity"):
        found = {SEVERITIES[n].capitalize(): float(n) for n in range(4)}
    elif form is not None and form.kind in CHOICES:
        found = {choice.label: as_data(choice.value) for choice in form.choices}
    elif form is not None and form.kind == "yes_no":
        found = {"Yes": True, "No": False}
    found["We do not know"] = UNKNOWN
    return list(found.items())


def _form(field: str) -> Question | None:
    return None if field.startswith("pains.") else state.knowledge().questionnaire.of(field)


def _agree(mine: Desk, shop: Workshop, question: Judged, stored: Agreement | None, voices: tuple[Voice, ...]) -> None:
    if stored is not None:
        st.markdown(f"**Agreed:** {plain(room.settled_words(stored.field, stored.value))}")
        if stored.note:
            st.caption(plain(stored.note))
        differ = [(v.role, v.dissent[stored.field]) for v in voices if stored.field in v.dissent]
        for role, note in differ:
            label = load_workshop_book().by_role[role].label
            st.caption(plain(f"{label} still sees it differently{f': {note}' if note else '.'}"))
        if shop.stage != "closed" and st.button(
            "Discuss it again", key=state.key(f"withdraw {stored.field}"), type="tertiary"
        ):
            tried(lambda: mine.store.withdraw(mine.consultant, shop.id, stored.field))
            room.again()
        return
    if shop.stage == "closed":
        return
    options = choices_of(question)
    labels = [label for label, _ in options]
    form = _form(question.field)
    if form is not None and form.kind in BY_NUMBER:
        labels.append("Another figure")
    picked = st.selectbox(
        f"The room agrees on: {question.short}", labels, index=None, placeholder="Choose what the room agrees on",
        key=state.key(f"agree {question.field}"), label_visibility="collapsed",
    )  # fmt: skip
    if picked is None:
        return
    value: Any = dict(options).get(picked)
    if picked == "Another figure" and form is not None:
        value = _typed(form)
    note = st.text_input(
        f"Why: {question.short}", key=state.key(f"because {question.field}"), max_chars=1000,
        placeholder="Why, in the room's words", label_visibility="collapsed", autocomplete="off",
    )  # fmt: skip
    if value is not None and st.button("Keep it as agreed", key=state.key(f"keep {question.field}")):
        tried(lambda: mine.store.agree(mine.consultant, shop.id, question.field, value, note.strip()))
        room.again()


def _typed(form: Question) -> JsonValue:
    text = st.text_input(
        f"The figure: {form.short}", key=state.key(f"figure {form.field}"), max_chars=60,
        placeholder="40, or 30 to 50", label_visibility="collapsed", autocomplete="off",
    )  # fmt: skip
    try:
        given = number_from(text, form)
    except NotANumber as error:
        wrong(str(error))
        return None
    return None if given is None else as_data(given)


# ---------------------------------------------------------------- what it ends with


def _take_along(mine: Desk, shop: Workshop) -> None:
    st.header("Take it into the assessment", anchor=False)
    st.markdown(
        "What was agreed becomes the firm's answers. What was not discussed keeps what the middle of the room said. "
        "The report gets a page on the workshop, by role and without names."
    )
    with st.container(key="forward-take"):
        if st.button("Make it the assessment", key=state.key("take along"), type="primary"):
            token = result_of(mine, shop)
            if token is not None:
                mistake = state.open_lent(token)
                if mistake:
                    st.error(plain(mistake))
                else:
                    state.go("result")


def result_of(mine: Desk, shop: Workshop) -> str | None:
    """Keeps what the workshop ends with as the next revision of its assessment, and gives a token of it."""
    try:
        fresh = mine.store.workshop(mine.consultant, shop.id)
        voices = mine.store.voices(mine.consultant, shop.id)
        people, k = room.people_of(voices), state.knowledge()
        told = room.revealed(shop.id, mine.store.pulse(shop.id), fresh.base, voices, fresh.questions)
        if isinstance(told, str):
            st.error(plain(told))
            return None
        settled = room.settled_of(fresh.agreements, voices)
        firm = agreed_answers(fresh.base, people, fresh.questions, settled, k).answers
        kept = summary(fresh.base, people, fresh.questions, settled, told, k, held_on=datetime.date.today().isoformat())
        token = mine.store.open_filed(mine.consultant, fresh.assessment_id)
        before = mine.store.open(token)
        mine.store.save(token, with_what_came_after(firm, before.answers, kept), "result", before.revision)
    except (StorageError, AnswersError) as error:
        st.error(plain(error.sentence))
        return None
    return token


def with_what_came_after(firm: Answers, before: Answers, workshop: Any) -> Answers:
    """The firm's answers with the workshop, and with what its assessment holds already of demos and decision."""
    kept = {field: getattr(before, field) for field in AFTERWARDS}
    return firm.model_copy(update={**kept, "workshop": workshop})


def _manage(mine: Desk, shop: Workshop) -> None:
    with st.expander("Question sheet, close, delete"):
        st.download_button(
            "Question sheet for people without a phone",
            lambda: render_pdf(build_sheet(question_sheet(shop.questions, state.knowledge(), title=shop.title))),
            file_name="question-sheet.pdf", mime="application/pdf", type="tertiary", on_click="ignore",
            key=state.key("sheet"),
        )  # fmt: skip
        if shop.stage == "closed":
            if st.button("Open it again", key=state.key("reopen")):
                tried(lambda: mine.store.reopen_workshop(mine.consultant, shop.id))
                state.again()
        elif asked_twice("close shop", "Close the workshop", "Nobody can change anything after that.", "Close it"):
            tried(lambda: mine.store.close_workshop(mine.consultant, shop.id))
            state.again()
        if asked_twice(
            "delete shop", "Delete the workshop",
            "This deletes everybody's answers for good. The assessment it led to stays.", "Delete it",
        ):  # fmt: skip
            tried(lambda: mine.store.delete_workshop(mine.consultant, shop.id))
            state.go("client", c=shop.client_id)
