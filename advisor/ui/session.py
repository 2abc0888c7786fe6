"""What one visitor's session holds. The only place that touches `st.session_state`."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast
from weakref import WeakSet

import streamlit as st

from advisor import Advice, Answers, load_knowledge
from advisor.advice import Glance
from advisor.errors import AdvisorError, StorageError
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import UNKNOWN
from advisor.questionnaire.flow import value_at
from advisor.storage.assessments import UNANSWERED
from advisor.storage.sql import open_store
from advisor.storage.store import Store
from advisor.ui.returning import brought, brought_files

PageName = Literal[
    "start", "questions", "answers", "result", "vendors", "checklist", "report", "catalogue", "vendor",
    "measure", "compare", "what-if", "weights", "quick", "scorecard", "decision", "checkin", "desk",
    "client", "workshop", "join", "take-part",
]  # fmt: skip

OVERLAY = "ADVISOR_OVERLAY"
"""Environment variable with the path of a consultant's own file over the catalogue."""

PATIENCE = 60.0
"""Seconds before a store that could not be opened is tried again: a dead server may take long to say so."""

_ROOM = "advisor"
_SEEN = "seen revision"
_LOST = "lost uploads of"
_SHOWN = "files are shown in"

NOT_KEPT = "Until then your answers last only while this page stays open. Take the answers file along before you leave."


@dataclass
class Session:
    """One browser tab. Everything that must outlive it is in the store as well."""

    answers: Answers = UNANSWERED
    token: str | None = None
    revision: int = 0
    page: PageName = "start"
    step: str = ""
    last_step: str = ""
    generation: int = 0
    left: set[str] = field(default_factory=set)
    notices: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    drafts: dict[str, str] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)
    advised: list[tuple[Answers, Advice]] = field(default_factory=list)
    glanced: tuple[Answers, Glance] | None = None
    pages: Mapping[PageName, Any] = field(default_factory=dict)
    seen_is_drawn: bool = False
    no_store_until: float = 0.0
    trouble: str = ""
    undid: bool = False
    desk: tuple[tuple[str, str], str] | None = None
    takes_part: bool = False
    lent: set[str] = field(default_factory=set)
    filed: set[str] = field(default_factory=set)
    lock: threading.RLock = field(default_factory=threading.RLock)
    run: threading.Thread | None = None
    overtaken: WeakSet[threading.Thread] = field(default_factory=WeakSet)


def session() -> Session:
    """What this browser tab holds."""
    if _ROOM not in st.session_state:
        st.session_state[_ROOM] = Session()
    return cast(Session, st.session_state[_ROOM])


def begin_run() -> None:
    """Notes that this run of the script is the newest of the session.

    When a visitor is quicker than a run, Streamlit starts the next one beside it and tells the old one to end, which it
    does only when it draws next. Until then both work on the same session.
    """
    s, me = session(), threading.current_thread()
    with s.lock:
        if s.run is not None and s.run is not me:
            s.overtaken.add(s.run)
        s.overtaken.discard(me)
        s.run = me


def end_if_overtaken() -> None:
    """Ends this run where a newer one has begun: what it is about to keep is older than what the visitor sees."""
    if threading.current_thread() in session().overtaken:
        st.stop()


# ---------------------------------------------------------------- shared by all sessions


@st.cache_resource(show_spinner=False)
def _known() -> tuple[Knowledge, str]:
    own = os.environ.get(OVERLAY)
    if not own:
        return load_knowledge(), ""
    try:
        return load_knowledge(overlay=Path(own)), ""
    except AdvisorError as error:
        return load_knowledge(), error.sentence


def knowledge() -> Knowledge:
    """The data files, with the own file over them if the server was given one, loaded once for all sessions."""
    return _known()[0]


def overlay_trouble() -> str:
    """Why the own file that the server was given is left out, in a sentence; empty where nothing is wrong."""
    return _known()[1]


@st.cache_resource(show_spinner=False)
def opened_store() -> Store:
    """The store of assessments, opened once for all sessions; a StorageError is raised again at the next call."""
    return open_store()


def store() -> Store | None:
    """The store of assessments, opened once for all sessions; None while it cannot be opened.

    The session is told once why. It works on without a store, and tries again after `PATIENCE` seconds.
    """
    s = session()
    if time.monotonic() < s.no_store_until:
        return None
    try:
        opened = opened_store()
    except StorageError as error:
        s.no_store_until = time.monotonic() + PATIENCE
        trouble(f"{error.sentence} {NOT_KEPT}")
        return None
    return opened


# ---------------------------------------------------------------- what the session tells and remembers


def take_notices() -> tuple[str, ...]:
    """What is to be told now; each sentence is handed out once, or again where the run does not end on this screen."""
    s = session()
    s.shown, s.notices = list(dict.fromkeys(s.notices)), []
    return tuple(s.shown)


def is_kept() -> bool:
    """True unless answers exist that could not be saved."""
    return not session().trouble


def seed(name: str, value: Any) -> str:
    """Key of the widget called *name*, holding *value* at first; the visitor's own input is never overwritten.

    The key changes whenever other answers are opened, so that no widget shows an answer of the ones before.
    """
    key = f"{name}#{session().generation}"
    if key not in st.session_state and brought(key) is None:
        st.session_state[key] = value
    return key


def key(name: str) -> str:
    """Key of a widget that holds no value of its own at first (a button, an uploader)."""
    return f"{name}#{session().generation}"


def uploader(name: str) -> str:
    """Key of an uploader; another one after its files were lost, see `upload_is_lost`."""
    named = key(f"{name} {note(f'{_LOST} {name}', 0)}")
    # Looked at before the uploader is drawn: then Streamlit leaves out files that it does not have.
    remember(f"{_SHOWN} {name}", brought_files(named))
    return named


def upload_is_lost(name: str) -> bool:
    """True where the page shows files in this uploader that the server does not have; it is emptied then.

    Files lie in the memory of the server they were sent to. When the visitor goes on at another one, they are gone.
    To be asked right after the uploader was drawn and gave nothing; the screen is to be drawn again where it is True.
    """
    if not note(f"{_SHOWN} {name}", False):
        return False
    remember(f"{_LOST} {name}", note(f"{_LOST} {name}", 0) + 1)
    session().notices.append("The file you chose was lost with the connection. Please choose it again.")
    return True


def draft(field: str) -> str | None:
    """Text typed for *field* that is no answer yet, such as a mistyped number; None when there is none."""
    return session().drafts.get(field)


def keep_draft(field: str, text: str | None) -> None:
    """Keeps (or, with None, drops) text typed for *field* that is no answer yet, so that nothing typed is lost."""
    if text is None:
        session().drafts.pop(field, None)
    else:
        session().drafts[field] = text


def has_draft(field: str) -> bool:
    """True where something typed for *field*, or for a part of it, is no answer yet."""
    value = value_at(session().answers, field)
    if value == UNKNOWN:
        return False
    parts = [field, "work.streams"] if field == "work.project_share" else [field]
    return any(name == part or name.startswith(f"{part}.") for name in session().drafts for part in parts)


def note(name: str, default: Any = None) -> Any:
    """Something about this session that is no answer (which tab was open), as `remember` kept it."""
    return session().notes.get(name, default)


def remember(name: str, value: Any) -> None:
    """Keeps something about this session that is no answer; it is lost with the session."""
    session().notes[name] = value


def tell_seen(mark: str) -> None:
    """What the browser is told that it shows, before the box is drawn."""
    st.session_state[_SEEN] = mark


def draw_seen() -> str:
    """A box nobody sees. It lets the browser remember the widgets' generation and the revision that it shows.

    After a long pause, or a restart of the server, the session is gone while the page still stands in the browser.
    What is entered there next comes with the values of all its widgets. They count when the page shows the newest
    revision; otherwise they would overwrite what another device has saved since.
    """
    session().seen_is_drawn = True
    with st.container(key="seen"):
        st.button("Go on", key="go-on")  # pressed by the page itself, see `theme.arrive`
        return st.text_input("Revision", key=_SEEN, label_visibility="collapsed")


def trouble(sentence: str) -> None:
    """Says once that answers are not being saved, and says it again only when the reason changes."""
    s = session()
    if s.trouble != sentence:
        s.trouble = sentence
        s.notices.append(sentence)
