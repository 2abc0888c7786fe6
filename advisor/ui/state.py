"""What one visitor's session holds, and how it is kept. The only place that touches `st.session_state`.

The answers live in the store under an unguessable token, and the token lives in the address (`?a=…`). The session
holds a copy of both, so that a refresh, a lost connection or a restarted server opens the assessment where it was.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, NoReturn, cast
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from advisor import Advice, Answers, advise, load_knowledge
from advisor.advice import Glance
from advisor.advise import glance
from advisor.errors import AdvisorError, StorageError
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import UNKNOWN
from advisor.questionnaire.flow import value_at, with_value
from advisor.storage.assessments import UNANSWERED, Assessment
from advisor.storage.sql import open_store
from advisor.storage.store import Store
from advisor.ui.keeping import save_or_merge, with_known_ids

PageName = Literal[
    "start", "questions", "answers", "result", "vendors", "checklist", "report", "catalogue", "vendor",
    "measure", "compare", "what-if", "weights", "quick", "scorecard", "decision",
]  # fmt: skip

OVERLAY = "ADVISOR_OVERLAY"
"""Environment variable with the path of a consultant's own file over the catalogue."""

TOKEN = "a"
STEP = "step"
VENDOR = "v"
KEPT_ADVICE = 2
"""Advice kept in a session: the one on screen and the one before, so that undoing a change costs nothing."""

PATIENCE = 60.0
"""Seconds before a store that could not be opened is tried again: a dead server may take long to say so."""

_ROOM = "advisor"
_SEEN = "seen revision"

NOT_KEPT = "Until then your answers last only while this page stays open. Take the answers file along before you leave."


@dataclass
class _Session:
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


def _session() -> _Session:
    if _ROOM not in st.session_state:
        st.session_state[_ROOM] = _Session()
    return cast(_Session, st.session_state[_ROOM])


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
def _opened_store() -> Store:
    return open_store()


def store() -> Store | None:
    """The store of assessments, opened once for all sessions; None while it cannot be opened.

    The session is told once why. It works on without a store, and tries again after `PATIENCE` seconds.
    """
    s = _session()
    if time.monotonic() < s.no_store_until:
        return None
    try:
        opened = _opened_store()
    except StorageError as error:
        s.no_store_until = time.monotonic() + PATIENCE
        _trouble(f"{error.sentence} {NOT_KEPT}")
        return None
    return opened


# ---------------------------------------------------------------- the answers


def answers() -> Answers:
    """The answers of this session as they stand."""
    return _session().answers


def put(field: str, value: Any) -> None:
    """Sets the (valid) *value* at a dotted *field* and saves; the same value again does nothing.

    When the assessment was changed elsewhere in the meantime, nothing there is overwritten but this one field:
    the stored answers are taken over, the new one is set on top, and the visitor is told.
    """
    if value_at(answers(), field) != value:
        _change(lambda given: with_value(given, field, value))


def change(change: Callable[[Answers], Answers]) -> None:
    """Changes several answers at once and saves them as one revision; *change* may be asked again on newer answers."""
    if change(answers()) != answers():
        # Fresh keys: no widget on the screen may hold, and put back, an answer of before.
        _session().generation += 1
        _change(change)


def amend(change: Callable[[Answers], Answers]) -> None:
    """Like `change`, from a widget on the screen that shows what it sets: the widgets stay as they are.

    *change* touches its own entry of a list only, so that what others enter at the same time stays.
    """
    if change(answers()) != answers():
        _change(change)


def replace(answers: Answers) -> None:
    """Opens *answers* (a file, an example) as a new assessment; the one before stays, under its own link."""
    s = _session()
    _leave(s)
    s.answers = answers
    if answers != UNANSWERED:
        _change(lambda _: answers)
    _renew(s)


def start_over() -> None:
    """Deletes this assessment for good, and begins an empty one. The next answer gets a new link."""
    s = _session()
    if s.token is not None and (kept := store()) is not None:
        try:
            kept.delete(s.token)
        except StorageError as error:
            s.notices.append(error.sentence)
    _leave(s)
    _renew(s)


def advice() -> Advice:
    """The advice for the answers as they stand today, worked out once for each set of answers."""
    s, today = _session(), date.today()
    for given, known in s.advised:
        if known.used_on == today.isoformat() and (given is s.answers or given == s.answers):
            return known
    fresh = advise(s.answers, knowledge(), today=today)
    s.advised = [(s.answers, fresh), *s.advised][:KEPT_ADVICE]
    return fresh


def so_far() -> Glance:
    """Where the category stands for the answers as they stand; quicker than `advice`, for the questionnaire."""
    s = _session()
    if s.glanced is None or s.glanced[0] != s.answers:
        s.glanced = (s.answers, glance(s.answers, knowledge()))
    return s.glanced[1]


def token() -> str | None:
    """The secret in the link of this assessment; None before the first answer is saved."""
    return _session().token


def link() -> dict[str, str]:
    """Query parameters that every link inside the app must carry, so that a new tab opens the same assessment."""
    name = token()
    return {} if name is None else {TOKEN: name}


def resume_link() -> str | None:
    """The full address that opens this assessment; None before the first answer is saved."""
    name = token()
    if name is None:
        return None
    here = urlsplit(str(st.context.url or ""))
    folder = here.path.rpartition("/")[0] if _session().page != "start" else here.path.rstrip("/")
    return f"{here.scheme}://{here.netloc}{folder}/?{TOKEN}={name}"


# ---------------------------------------------------------------- where the visitor is


def begin(page: PageName, pages: Mapping[PageName, Any]) -> None:
    """First call of every run: brings address, session and store together.

    Args:
        page: the page about to be drawn.
        pages: `st.Page` of each name, for `go`.
    """
    s = _session()
    s.pages, s.page, s.shown = pages, page, []
    s.step = st.query_params.get(STEP, "") if page == "questions" else ""
    s.last_step = s.step or s.last_step
    named = st.query_params.get(TOKEN)
    s.seen_is_drawn = False
    if named and named != s.token and named not in s.left:
        found = _open(s, named, seen=_draw_seen(s))
        if found is not None and page == "start" and found.screen:
            screen, _, step = found.screen.partition("/")
            if screen in pages:
                go(cast(PageName, screen), step or None)
    elif s.token is not None and named != s.token:
        st.query_params[TOKEN] = s.token
    elif named and named in s.left:
        del st.query_params[TOKEN]


def end() -> None:
    """Last call of every run that ends on its screen: the browser is told which answers it shows, see `_draw_seen`."""
    s = _session()
    if not s.seen_is_drawn:
        st.session_state[_SEEN] = f"{s.generation}.{s.revision}"
        _draw_seen(s)


def step() -> str:
    """Id of the step of the questionnaire that the address names; empty on other pages."""
    return _session().step


def named_vendor() -> str:
    """What the address names as the vendor to show; text from outside, empty where it names none."""
    return str(st.query_params.get(VENDOR, ""))


def named_vendors() -> tuple[str, ...]:
    """What the address names as the vendors to stand side by side, in order; text from outside."""
    return tuple(part for part in named_vendor().split(",") if part)


def name_vendors(vendors: Iterable[str]) -> None:
    """Puts ids of vendors into the address of this page, so that it can be shared and survives a refresh."""
    joined = ",".join(vendors)
    if joined:
        st.query_params[VENDOR] = joined
    elif VENDOR in st.query_params:
        del st.query_params[VENDOR]


def last_step() -> str | None:
    """Id of the step the visitor was on last; None before the first."""
    return _session().last_step or None


def target(page: PageName) -> Any:
    """The `st.Page` of that name, for a link."""
    return _session().pages[page]


def generation() -> int:
    """A number that changes whenever other answers are opened."""
    return _session().generation


def page() -> PageName:
    """Name of the page being drawn."""
    return _session().page


def go(page: PageName, step: str | None = None) -> NoReturn:
    """Opens another page, or another step of the questionnaire; this run ends here."""
    s = _session()
    if page != "questions" and page != "start" and s.token is not None:
        s.page, s.step = page, ""
        _change(lambda given: given)
    s.notices = s.shown + s.notices
    parameters = link()
    if step:
        parameters[STEP] = step
    st.switch_page(s.pages[page], query_params=parameters)


def again() -> NoReturn:
    """Draws this screen anew, with what has just changed; this run ends here."""
    s = _session()
    s.notices = s.shown + s.notices
    st.rerun()


def open_link(text: str) -> str | None:
    """Opens the assessment that a pasted link (or bare token) names; what is wrong, in a sentence, where it cannot."""
    text = text.strip()
    names = parse_qs(urlsplit(text).query).get(TOKEN, [""]) if "?" in text else [text]
    s = _session()
    if not names[0]:
        return "This link names no assessment. Copy the whole link, from http to the end."
    if names[0] != s.token:
        kept = store()
        if kept is None:
            return "Saved assessments cannot be reached right now. Try again in a minute."
        try:
            found = kept.open(names[0])
        except StorageError as error:
            return error.sentence
        _enter(s, names[0], found)
        st.query_params[TOKEN] = names[0]
    return None


# ---------------------------------------------------------------- what the session tells and remembers


def take_notices() -> tuple[str, ...]:
    """What is to be told now; each sentence is handed out once, or again where the run does not end on this screen."""
    s = _session()
    s.shown, s.notices = list(dict.fromkeys(s.notices)), []
    return tuple(s.shown)


def is_kept() -> bool:
    """True unless answers exist that could not be saved."""
    return not _session().trouble


def seed(name: str, value: Any) -> str:
    """Key of the widget called *name*, holding *value* at first; the visitor's own input is never overwritten.

    The key changes whenever other answers are opened, so that no widget shows an answer of the ones before.
    """
    key = f"{name}#{_session().generation}"
    if key not in st.session_state:
        st.session_state[key] = value
    return key


def key(name: str) -> str:
    """Key of a widget that holds no value of its own at first (a button, an uploader)."""
    return f"{name}#{_session().generation}"


def draft(field: str) -> str | None:
    """Text typed for *field* that is no answer yet, such as a mistyped number; None when there is none."""
    return _session().drafts.get(field)


def keep_draft(field: str, text: str | None) -> None:
    """Keeps (or, with None, drops) text typed for *field* that is no answer yet, so that nothing typed is lost."""
    if text is None:
        _session().drafts.pop(field, None)
    else:
        _session().drafts[field] = text


def has_draft(field: str) -> bool:
    """True where something typed for *field*, or for a part of it, is no answer yet."""
    value = value_at(answers(), field)
    if value == UNKNOWN:
        return False
    parts = [field, "work.streams"] if field == "work.project_share" else [field]
    return any(name == part or name.startswith(f"{part}.") for name in _session().drafts for part in parts)


def note(name: str, default: Any = None) -> Any:
    """Something about this session that is no answer (which tab was open), as `remember` kept it."""
    return _session().notes.get(name, default)


def remember(name: str, value: Any) -> None:
    """Keeps something about this session that is no answer; it is lost with the session."""
    _session().notes[name] = value


# ---------------------------------------------------------------- inside


def _change(change: Callable[[Answers], Answers]) -> None:
    s = _session()
    s.answers = change(s.answers)
    kept = store()
    if kept is None:
        return
    screen = f"{s.page}/{s.step}" if s.step else s.page
    try:
        if s.token is None:
            s.token, empty = kept.start()
            saved = kept.save(s.token, s.answers, screen, empty.revision)
            st.query_params[TOKEN] = s.token
        else:
            saved, merged = save_or_merge(kept, s.token, s.answers, change, screen, s.revision)
            if merged:
                _take(s, saved)
                s.notices.append(
                    "This assessment was also changed in another tab or on another device. "
                    "Those answers are kept, and what you just entered here is added to them."
                )
                again()
    except StorageError as error:
        _trouble(f"{error.sentence} {NOT_KEPT}")
        return
    s.revision, s.trouble = saved.revision, ""


def _draw_seen(s: _Session) -> str:
    """A box nobody sees. It lets the browser remember the widgets' generation and the revision that it shows.

    After a long pause, or a restart of the server, the session is gone while the page still stands in the browser.
    What is entered there next comes with the values of all its widgets. They count when the page shows the newest
    revision; otherwise they would overwrite what another device has saved since.
    """
    s.seen_is_drawn = True
    with st.container(key="seen"):
        return st.text_input("Revision", key=_SEEN, label_visibility="collapsed")


def _open(s: _Session, name: str, *, seen: str) -> Assessment | None:
    kept = store()
    if kept is None:
        return None
    try:
        found = kept.open(name)
    except StorageError as error:
        s.left.add(name)
        s.notices.append(error.sentence)
        return None
    _enter(s, name, found)
    generation, _, revision = seen.partition(".")
    if revision == str(found.revision):
        s.generation = int(generation)
    elif revision:
        s.generation = int(generation) + 1
        s.notices.append(
            "This assessment was changed elsewhere while this page was away. You see the newest answers; "
            "look whether what you entered last is among them."
        )
    return found


def _enter(s: _Session, name: str, found: Assessment) -> None:
    _leave(s)
    s.left.discard(name)
    s.token = name
    _take(s, found)


def _take(s: _Session, found: Assessment) -> None:
    s.revision = found.revision
    s.answers, left_out = with_known_ids(found.answers, knowledge())
    s.notices.extend(left_out)
    _renew(s)


def _leave(s: _Session) -> None:
    """Turns away from the assessment so far; an old address that is still under way must not bring it back."""
    if s.token is not None:
        s.left.add(s.token)
        if st.query_params.get(TOKEN) == s.token:
            del st.query_params[TOKEN]
    s.token, s.revision, s.answers, s.trouble = None, 0, UNANSWERED, ""


def _renew(s: _Session) -> None:
    """Gives every widget a fresh key and drops what belonged to the answers before."""
    s.generation += 1
    s.last_step = ""
    s.drafts.clear()
    s.notes.clear()


def _trouble(sentence: str) -> None:
    """Says once that answers are not being saved, and says it again only when the reason changes."""
    s = _session()
    if s.trouble != sentence:
        s.trouble = sentence
        s.notices.append(sentence)
