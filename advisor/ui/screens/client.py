"""One client: assessments, workshops, notes; each opened, renamed and deleted here."""

from __future__ import annotations

import streamlit as st

from advisor.errors import AnswersError
from advisor.knowledge import check_ids
from advisor.questionnaire.flow import progress
from advisor.storage.assessments import UNANSWERED
from advisor.storage.clients import Client, Filed
from advisor.storage.workshops import Workshop
from advisor.ui import state, widgets
from advisor.ui.desk import Desk, asked_twice, desk, tried, when
from advisor.ui.theme import arrive
from advisor.ui.widgets import plain
from advisor.workshop import Proposed, proposed_questions

STAGES = {"gathering": "answers come in", "revealed": "revealed", "closed": "closed"}
NOTHING_TOLD = "Nothing yet"
HOURS = {3: "3 hours", 24: "A day", 24 * 14: "Two weeks"}


def show() -> None:
    """Draws the client that the address names."""
    named = state.named(state.CLIENT)
    arrive(f"client {named} {state.generation()}")
    mine = desk("Your clients")
    if mine is None:
        return
    client = next((one for one in tried(lambda: mine.store.clients(mine.consultant)) or () if one.id == named), None)
    if client is None:
        st.title("No such client", anchor=False)
        st.markdown("This address names no client of yours.")
        widgets.link("desk", "Back to your clients")
        return
    st.title(plain(client.name), anchor=False)
    filed = tried(lambda: mine.store.filed(mine.consultant, client.id)) or []
    shops = tried(lambda: mine.store.workshops(mine.consultant, client.id)) or []
    _assessments(mine, client, filed)
    _workshops(mine, client, filed, shops)
    _about(mine, client)
    widgets.link("desk", "Back to your clients")


# ---------------------------------------------------------------- assessments


def _assessments(mine: Desk, client: Client, filed: list[Filed]) -> None:
    st.header("Assessments", anchor=False)
    for one in filed:
        _assessment(mine, one)
    with st.container(horizontal=True, gap="medium"):
        if st.button("New assessment", key=state.key("new assessment")):
            made = tried(lambda: mine.store.add_filed(mine.consultant, client.id, _next_title(filed)))
            if made is not None:
                _open(made[0], "questions")
        own = state.token()
        free = own is not None and not state.takes_part() and not state.is_filed()
        if free and st.button("Put the one open in this tab here", key=state.key("file this"), type="tertiary"):
            kept = tried(lambda: mine.store.file(mine.consultant, client.id, _next_title(filed), str(own)))
            if kept is not None:
                state.mark_filed()
                state.again()


def _next_title(filed: list[Filed]) -> str:
    return f"Assessment {len(filed) + 1}"


def _open(token: str, page: state.PageName) -> None:
    mistake = state.open_lent(token)
    if mistake:
        st.error(plain(mistake))
        return
    state.go(page)


def _assessment(mine: Desk, one: Filed) -> None:
    k = state.knowledge()
    with st.container(key=f"found-{one.assessment_id}", gap="xsmall"):
        st.markdown(f"**{plain(one.title)}**")
        try:
            answers = check_ids(one.answers, k)
            done, asked = progress(answers, k.questionnaire, k.trades_of(answers))
            told = f"{done} of {asked} answered"
        except AnswersError:
            told = "from an older release"
        st.caption(f"{told} · last change {when(one.changed)}")
        with st.container(horizontal=True, gap="medium"):
            for page, label in (("result", "Open the result"), ("answers", "Answers"), ("report", "Report")):
                if st.button(label, key=state.key(f"{page} {one.assessment_id}"), type="tertiary"):
                    token = tried(lambda: mine.store.open_filed(mine.consultant, one.assessment_id))
                    if token is not None:
                        _open(token, page)  # type: ignore[arg-type]
        with st.expander("Rename or delete"):
            title = st.text_input(
                "Title", value=one.title, key=state.key(f"title {one.assessment_id}"), max_chars=120, autocomplete="off"
            )
            if title.strip() and " ".join(title.split()) != one.title:
                tried(lambda: mine.store.rename_filed(mine.consultant, one.assessment_id, title))
                state.again()
            if asked_twice(
                one.assessment_id, "Delete this assessment", "This deletes it for good, on every device.", "Delete it"
            ):
                tried(lambda: mine.store.delete_filed(mine.consultant, one.assessment_id))
                state.again()


# ---------------------------------------------------------------- workshops


def _workshops(mine: Desk, client: Client, filed: list[Filed], shops: list[Workshop]) -> None:
    st.header("Workshops", anchor=False)
    for shop in shops:
        with st.container(key=f"found-{shop.id}", gap=None):
            st.page_link(state.target("workshop"), label=plain(shop.title), query_params={state.WORKSHOP: shop.id})
            st.caption(f"{STAGES[shop.stage].capitalize()} · {when(shop.created)}")
    if not shops:
        st.markdown(
            "Several people of the firm answer privately on their phones. Then the room sees where they differ, and "
            "whether it matters."
        )
    with st.expander("Start a workshop", expanded=False, key=state.key("start workshop"), on_change="rerun") as box:
        if box.open:
            _start(mine, client, filed)


def _start(mine: Desk, client: Client, filed: list[Filed]) -> None:
    titles: dict[str, str] = {"": NOTHING_TOLD} | {one.assessment_id: one.title for one in filed}
    title = st.text_input("What is it called?", value="Workshop", key=state.key("shop title"), max_chars=120)
    base_id = st.selectbox(
        "What is known beforehand?", list(titles), format_func=titles.__getitem__, key=state.key("shop base"),
        index=1 if filed else 0,
    )  # fmt: skip
    st.caption("Trade, headcount, tools: what one person can look up, so that the room need not be asked.")
    base = next((one.answers for one in filed if one.assessment_id == base_id), UNANSWERED)
    try:
        questions = proposed_questions(check_ids(base, state.knowledge()), state.knowledge())
    except AnswersError as error:
        st.error(plain(error.sentence))
        return
    chosen = _choose(questions, base_id or "")
    hours = st.selectbox(
        "How long can people join?", list(HOURS), format_func=HOURS.__getitem__, index=1, key=state.key("shop hours")
    )
    if not chosen:
        st.caption("Choose at least one question.")
    elif not title.strip():
        st.caption("Give it a name, such as the day or the office.")
    elif st.button("Start the workshop", key=state.key("shop start"), type="primary"):
        shop = tried(
            lambda: mine.store.start_workshop(
                mine.consultant, client.id, title, tuple(chosen), base, hours=float(hours or 24)
            )
        )
        if shop is not None:
            state.go("workshop", w=shop.id)


def _choose(questions: tuple[Proposed, ...], about: str) -> list[str]:
    """The questions to ask, those that tell most ticked; each with why people differ on it."""
    picked = []
    with st.container(gap="xsmall"):
        st.markdown(f"**Questions for the room** ({sum(q.chosen for q in questions)} are proposed)")
        for question in questions:
            label = plain(question.short)
            key = state.key(f"ask {question.field} {about}")
            with st.container(key=f"tick-{key}", gap=None):
                if st.checkbox(label, value=question.chosen, key=key, help=plain(f"{question.ask} {question.reason}")):
                    picked.append(question.field)
                st.caption(plain(question.differ))
    return picked


# ---------------------------------------------------------------- the client itself


def _about(mine: Desk, client: Client) -> None:
    with st.expander("Name, note, delete"):
        name = st.text_input("Name", value=client.name, key=state.key(f"name {client.id}"), max_chars=120)
        note = st.text_area("Note for yourself", value=client.note, key=state.key(f"note {client.id}"), max_chars=1000)
        if name.strip() and (" ".join(name.split()), note.strip()) != (client.name, client.note):
            tried(lambda: mine.store.change_client(mine.consultant, client.id, name, note.strip()))
            state.again()
        if asked_twice(
            client.id, "Delete this client",
            "This deletes the client with all assessments and workshops, for good.", "Delete all of it",
        ):  # fmt: skip
            tried(lambda: mine.store.delete_client(mine.consultant, client.id))
            state.go("desk")
