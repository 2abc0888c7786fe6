"""What the facilitator's page and the participants' phones share: the reveal, worked out once, and its pictures."""

from __future__ import annotations

import html
import os
import socket
from collections.abc import Callable, Sequence
from typing import NoReturn, TypeVar
from urllib.parse import urlsplit

import segno
import streamlit as st
from pydantic import JsonValue
from streamlit.errors import StreamlitAPIException

from advisor.errors import AnswersError, StorageError
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import Answers, changed_answers
from advisor.storage.workshops import Agreement, Voice
from advisor.ui import state
from advisor.wording import SEVERITIES
from advisor.workshop import Judged, Person, Reveal, Settled, load_workshop_book, reveal
from advisor.workshop.people import PAINS, voice
from advisor.workshop.words import roles_words, said

T = TypeVar("T")

PUBLIC = "ADVISOR_PUBLIC_URL"
"""Environment variable with the address under which phones reach this server, such as https://advisor.example.com."""

EVERY = 2.0
"""Seconds between two looks at what has happened."""

KIND_WORDS = {
    "decides": "it decides",
    "together": "it decides together with another one",
    "how_sure": "it changes how sure the answer is",
    "disputed": "views differ, and nothing changes",
    "agreed": "one view",
    "open": "too few told",
}
DOTS = 12
"""People that are drawn one by one; more are counted."""


def again() -> NoReturn:
    """Draws this part of the page anew; all of it where the whole page is being drawn."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        st.rerun()


def reached(look: Callable[[], T]) -> T | None:
    """What *look* finds in the store; None, with a quiet word on the screen, where it cannot be reached just now.

    For the parts of a page that look again every few seconds: one look that fails is no reason to frighten a room.
    """
    try:
        return look()
    except StorageError:
        st.caption("The room cannot be reached right now. Nothing is lost, and this page tries again by itself.")
        return None


def people_of(voices: Sequence[Voice]) -> tuple[Person, ...]:
    """The voices as the arithmetic takes them; who has left is heard too."""
    return tuple(Person(role=voice.role, answers=voice.answers) for voice in voices)


def revealed(workshop: str, pulse: int, base: Answers, voices: Sequence[Voice], fields: Sequence[str]) -> Reveal | str:
    """The reveal of a room, or why there is none yet, in a sentence.

    Everybody in the room looks at the same one: it is worked out once for each *pulse* of the workshop.
    """
    return _revealed(workshop, pulse, base, tuple(voices), tuple(fields), state.knowledge())


@st.cache_resource(show_spinner=False, max_entries=64)
def _revealed(
    workshop: str, pulse: int, _base: Answers, _voices: tuple[Voice, ...], _fields: tuple[str, ...], _k: Knowledge
) -> Reveal | str:
    try:
        return reveal(_base, people_of(_voices), _fields, _k)
    except AnswersError as error:
        return error.sentence


def settled_of(agreements: Sequence[Agreement], voices: Sequence[Voice]) -> tuple[Settled, ...]:
    """What the room settled on, with those who said on their phones that they still differ."""
    out = []
    for one in agreements:
        notes = [{"role": v.role, "note": v.dissent[one.field][:500]} for v in voices if one.field in v.dissent]
        out.append(
            Settled.model_validate(
                {"field": one.field, "value": one.value, "note": one.note, "dissent": notes if notes else None}
            )
        )
    return tuple(out)


def settled_words(field: str, value: JsonValue) -> str:
    """What was agreed, as people say it: "The split: 40 % projects"."""
    k, name = state.knowledge(), field.partition(".")[2]
    try:
        typed = voice(changed_answers(Answers(), {field: value}), field)
    except AnswersError:
        typed = None
    if field.startswith(f"{PAINS}."):
        label = k.pains[name].label if name in k.pains else name
        return f"{label}: {SEVERITIES[round(typed)] if isinstance(typed, (int, float)) else 'not known'}"
    question = k.questionnaire.of(field)
    return f"{question.short}: {said(question, typed, k)}"


# ---------------------------------------------------------------- pictures


def spread(question: Judged, *, own: str = "", changed_to: bool = True) -> None:
    """Every answer that was given, from one end of the scale to the other: the people as dots, their roles, and what
    would come first with it.

    Args:
        own: the words of one's own answer, to be marked; empty on the wall.
        changed_to: whether to say what each answer would give.
    """
    book = load_workshop_book()
    rows = []
    for given in question.given:
        count = sum(given.roles.values())
        dots = "●" * min(count, DOTS) + (f" {count}" if count > DOTS else "")
        mine = " mine" if own and given.words == own else ""
        goal = ""
        if changed_to and question.matters:
            goal = f'<span class="goal{" turns" if given.changes else ""}">{html.escape(given.first.name)}</span>'
        rows.append(
            f'<li class="{mine.strip()}"><span class="said">{html.escape(given.words)}'
            f"{' (you)' if mine else ''}</span>"
            f'<span class="dots" aria-label="{count} people">{dots}</span>'
            f'<span class="who">{html.escape(_upper(roles_words(given.roles, book)))}</span>{goal}</li>'
        )
    unknown = sum(question.unknown.values())
    if unknown:
        who = html.escape(_upper(roles_words(question.unknown, book)))
        rows.append(
            f'<li class="unknown"><span class="said">Does not know</span><span class="dots" aria-label="{unknown} '
            f'people">{"○" * min(unknown, DOTS)}</span><span class="who">{who}</span></li>'
        )
    st.html(f'<ul class="advisor-spread">{"".join(rows)}</ul>')


def _upper(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def agreement_words(question: Judged) -> str:
    """How far the room agrees, in words with the figure."""
    if question.agreement is None:
        return "Fewer than two people told."
    share = question.agreement
    word = "one mind" if share >= 0.995 else "close" if share >= 0.8 else "divided" if share >= 0.5 else "far apart"
    return f"Agreement: {share:.2f} of 1, {word}."


# ---------------------------------------------------------------- the way in


def join_address(code: str) -> str:
    """The address that a phone opens to join."""
    return f"{_reached_at()}/join?{state.CODE}={code}"


def short_address() -> str:
    """The same without the code, to be typed: "advisor.example.com/join"."""
    there = urlsplit(_reached_at())
    return f"{there.netloc}{there.path}/join"


def _reached_at() -> str:
    """Where phones reach this server: as set, else as this page was reached, else this computer in its own network."""
    told = os.environ.get(PUBLIC, "").strip().rstrip("/")
    if told:
        return told
    here = urlsplit(str(st.context.url or "http://localhost"))
    base = here.path.rpartition("/")[0] if state.page() != "start" else here.path.rstrip("/")
    host = here.hostname or "localhost"
    if host in ("localhost", "127.0.0.1", "::1") and not only_this_computer():
        host = _own_address() or host
    port = f":{here.port}" if here.port else ""
    return f"{here.scheme or 'http'}://{host}{port}{base}"


def only_this_computer() -> bool:
    """True where the server listens to this computer alone, so that no phone can reach it."""
    return str(st.get_option("server.address") or "") in ("localhost", "127.0.0.1", "::1")


def _own_address() -> str:
    """This computer's address in its own network. Nothing is sent: a datagram socket only picks the way out."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
    except OSError:
        return ""


def qr(address: str, *, alt: str) -> None:
    """A code to be scanned, dark on white in both modes, so that every phone reads it."""
    picture = segno.make(address, error="m").svg_data_uri(scale=6, border=3, dark="#14191E", light="#FFFFFF")
    st.html(f'<img class="advisor-qr" src="{html.escape(picture, quote=True)}" alt="{html.escape(alt)}">')
