"""What one visitor has answered, how it is kept, and where the visitor is.

The answers live in the store under an unguessable token, and the token lives in the address (`?a=…`). The session
holds a copy of both, so that a refresh, a lost connection or a restarted server opens the assessment where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NoReturn, cast
from urllib.parse import urlsplit

import streamlit as st

from advisor import Advice, Answers, advise
from advisor.advice import Glance
from advisor.advise import glance
from advisor.errors import StorageError
from advisor.questionnaire.flow import value_at, with_value
from advisor.storage.assessments import UNANSWERED, Assessment, Conflict
from advisor.ui.keeping import differences, overwritten, save_or_merge, with_known_ids
from advisor.ui.links import TOKEN, token_in
from advisor.ui.session import (
    NOT_KEPT,
    OVERLAY,
    PageName,
    Session,
    begin_run,
    draft,
    draw_seen,
    end_if_overtaken,
    has_draft,
    is_kept,
    keep_draft,
    key,
    knowledge,
    note,
    overlay_trouble,
    remember,
    seed,
    session,
    store,
    take_notices,
    tell_seen,
    trouble,
    upload_is_lost,
    uploader,
)

__all__ = [
    "CLIENT",
    "CODE",
    "OVERLAY",
    "WITHOUT_TOKEN",
    "WORKSHOP",
    "PageName",
    "advice",
    "again",
    "amend",
    "answers",
    "at_desk",
    "begin",
    "change",
    "draft",
    "end",
    "everything_kept",
    "generation",
    "go",
    "has_draft",
    "is_filed",
    "is_kept",
    "is_lent",
    "keep_draft",
    "key",
    "knowledge",
    "last_step",
    "link",
    "mark_filed",
    "name_vendors",
    "named",
    "named_vendor",
    "named_vendors",
    "note",
    "open_lent",
    "open_link",
    "overlay_trouble",
    "page",
    "put",
    "redo",
    "remember",
    "replace",
    "resume_link",
    "seed",
    "so_far",
    "start_over",
    "step",
    "store",
    "take_notices",
    "takes_part",
    "target",
    "token",
    "undid",
    "undo",
    "upload_is_lost",
    "uploader",
]  # fmt: skip

STEP = "step"
VENDOR = "v"
CLIENT, WORKSHOP, CODE = "c", "w", "code"
WITHOUT_TOKEN: tuple[PageName, ...] = ("desk", "client", "workshop", "join")
"""Pages about no single assessment. Their address, which may stand on a wall, never holds the link of one."""

KEPT_ADVICE = 2
"""Advice kept in a session: the one on screen and the one before, so that undoing a change costs nothing."""


# ---------------------------------------------------------------- the answers


def answers() -> Answers:
    """The answers of this session as they stand."""
    return session().answers


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
        session().generation += 1
        _change(change)


def amend(change: Callable[[Answers], Answers]) -> None:
    """Like `change`, from a widget on the screen that shows what it sets: the widgets stay as they are.

    *change* touches its own entry of a list only, so that what others enter at the same time stays.
    """
    if change(answers()) != answers():
        _change(change)


def replace(answers: Answers) -> None:
    """Opens *answers* (a file, an example) as a new assessment; the one before stays, under its own link."""
    s = session()
    _leave(s)
    s.answers = answers
    if answers != UNANSWERED:
        _change(lambda _: answers)
    _renew(s)


def start_over() -> None:
    """Deletes this assessment for good, and begins an empty one. The next answer gets a new link."""
    s = session()
    if s.token is not None and (kept := store()) is not None:
        try:
            kept.delete(s.token)
        except StorageError as error:
            s.notices.append(error.sentence)
    _leave(s)
    _renew(s)


def can_undo() -> bool:
    """True once something was answered after the first save; whether it can be taken back, the store tells."""
    return session().token is not None and session().revision > 2


def undid() -> bool:
    """True where the last thing that happened here was an undo, so that it can be taken back."""
    return session().undid


def undo() -> None:
    """Brings back the answers of before the last change; a notice says so where there is none."""
    _step("undo")


def redo() -> None:
    """Brings back what the last undo took away."""
    _step("redo")


def _step(which: str) -> None:
    s, kept = session(), store()
    if kept is None or s.token is None:
        s.notices.append(f"There is nothing to {which}.")
        return
    before = s.answers
    try:
        _take(s, getattr(kept, which)(s.token, _screen(s), s.revision))
        s.undid = True
        word = "Undone" if which == "undo" else "Brought back"
        s.notices.append(f"{word}. {differences(before, s.answers, knowledge())}".strip())
    except Conflict as conflict:
        _take(s, conflict.stored)
        s.notices.append(f"{conflict.sentence} {differences(before, s.answers, knowledge())}".strip())
    except StorageError as error:
        s.notices.append(error.sentence)


def leave() -> None:
    """Turns away from what is open, which stays as it is under its own link."""
    _leave(session())
    _renew(session())


def advice() -> Advice:
    """The advice for the answers as they stand today, worked out once for each set of answers."""
    s, today = session(), date.today()
    for given, known in s.advised:
        if known.used_on == today.isoformat() and (given is s.answers or given == s.answers):
            return known
    fresh = advise(s.answers, knowledge(), today=today)
    s.advised = [(s.answers, fresh), *s.advised][:KEPT_ADVICE]
    return fresh


def so_far() -> Glance:
    """Where the category stands for the answers as they stand; quicker than `advice`, for the questionnaire."""
    s = session()
    if s.glanced is None or s.glanced[0] != s.answers:
        s.glanced = (s.answers, glance(s.answers, knowledge()))
    return s.glanced[1]


def token() -> str | None:
    """The secret in the link of this assessment; None before the first answer is saved."""
    return session().token


def link() -> dict[str, str]:
    """Query parameters that every link inside the app must carry, so that a new tab opens the same assessment."""
    name = token()
    return {} if name is None else {TOKEN: name}


def everything_kept() -> Callable[[], dict[str, Any] | None]:
    """Hands out all that the store holds of this assessment, earlier versions too; None where it holds nothing.

    It is asked when somebody presses the button, and there is no session then: what it needs is taken along now.
    """
    token, kept = session().token, store()

    def hand_out() -> dict[str, Any] | None:
        try:
            return None if kept is None or token is None else kept.export(token)
        except StorageError:
            return None

    return hand_out


def resume_link() -> str | None:
    """The full address that opens this assessment; None before the first answer is saved."""
    name = token()
    if name is None:
        return None
    here = urlsplit(str(st.context.url or ""))
    folder = here.path.rpartition("/")[0] if session().page != "start" else here.path.rstrip("/")
    return f"{here.scheme}://{here.netloc}{folder}/?{TOKEN}={name}"


# ---------------------------------------------------------------- where the visitor is


def begin(page: PageName, pages: Mapping[PageName, Any]) -> None:
    """First call of every run: brings address, session and store together.

    Args:
        page: the page about to be drawn.
        pages: `st.Page` of each name, for `go`.
    """
    begin_run()
    s = session()
    s.pages, s.page, s.shown = pages, page, []
    s.step = st.query_params.get(STEP, "") if page == "questions" else ""
    s.last_step = s.step or s.last_step
    named = st.query_params.get(TOKEN)
    s.seen_is_drawn = False
    if page in WITHOUT_TOKEN:
        if named:
            del st.query_params[TOKEN]
        return
    if named and named != s.token and named not in s.left:
        found = _open(s, named, seen=draw_seen())
        if found is not None and page == "start" and found.screen:
            screen, _, step = found.screen.partition("/")
            if screen in pages:
                go(cast(PageName, screen), step or None)
    elif s.token is not None and named != s.token:
        st.query_params[TOKEN] = s.token
    elif named and named in s.left:
        del st.query_params[TOKEN]
    if s.takes_part and page != "take-part":
        go("take-part")


def end() -> None:
    """Last call of every run that ends on its screen: the browser is told which answers it shows, see `draw_seen`."""
    s = session()
    if not s.seen_is_drawn:
        tell_seen(f"{s.generation}.{s.revision}")
        draw_seen()


def step() -> str:
    """Id of the step of the questionnaire that the address names; empty on other pages."""
    return session().step


def named(parameter: str) -> str:
    """What the address says under a parameter; text from outside, empty where it says nothing."""
    return str(st.query_params.get(parameter, ""))


def takes_part() -> bool:
    """True where this session is a seat in a workshop."""
    return session().takes_part


def at_desk() -> bool:
    """True once the visitor has opened the desk of a consultant in this session."""
    return session().desk is not None


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
    return session().last_step or None


def target(page: PageName) -> Any:
    """The `st.Page` of that name, for a link."""
    return session().pages[page]


def generation() -> int:
    """A number that changes whenever other answers are opened."""
    return session().generation


def page() -> PageName:
    """Name of the page being drawn."""
    return session().page


def go(page: PageName, step: str | None = None, **parameters: str) -> NoReturn:
    """Opens another page, or another step of the questionnaire; this run ends here.

    Args:
        parameters: what else the address of the page says, such as `c` for a client.
    """
    s = session()
    if page not in ("questions", "start", *WITHOUT_TOKEN) and s.token is not None and not s.takes_part:
        s.page, s.step = page, ""
        _change(lambda given: given)
    s.notices = s.shown + s.notices
    told = ({} if page in WITHOUT_TOKEN else link()) | parameters
    if step:
        told[STEP] = step
    st.switch_page(s.pages[page], query_params=told)


def again() -> NoReturn:
    """Draws this screen anew, with what has just changed; this run ends here."""
    s = session()
    s.notices = s.shown + s.notices
    st.rerun()


def open_link(text: str) -> str | None:
    """Opens the assessment that a pasted link (or bare token) names; what is wrong, in a sentence, where it cannot."""
    s = session()
    try:
        name = token_in(text)
        if name == s.token:
            return None
        kept = store()
        if kept is None:
            return "Saved assessments cannot be reached right now. Try again in a minute."
        found = kept.open(name)
    except StorageError as error:
        return error.sentence
    _enter(s, name, found)
    if s.page not in WITHOUT_TOKEN:
        st.query_params[TOKEN] = name
    return None


def open_lent(token: str) -> str | None:
    """Opens an assessment of the desk by a token that the desk gave for a while; what is wrong, where it cannot."""
    mistake = open_link(token)
    if mistake is None:
        session().lent.add(token)
        session().filed.add(token)
    return mistake


def is_lent() -> bool:
    """True where the link of the open assessment is the desk's own, and ends by itself."""
    return session().token in session().lent


def is_filed() -> bool:
    """True where this session knows that the open assessment lies under a client."""
    return session().token in session().filed


def mark_filed() -> None:
    """Notes that the open assessment lies under a client now."""
    s = session()
    if s.token is not None:
        s.filed.add(s.token)


# ---------------------------------------------------------------- inside


def _change(change: Callable[[Answers], Answers]) -> None:
    s = session()
    with s.lock:
        end_if_overtaken()
        _change_and_keep(s, change)


def _change_and_keep(s: Session, change: Callable[[Answers], Answers]) -> None:
    before = s.answers
    s.answers = change(s.answers)
    kept = store()
    if kept is None:
        return
    screen = _screen(s)
    try:
        if s.token is None:
            s.token, empty = kept.start()
            saved = kept.save(s.token, s.answers, screen, empty.revision)
        else:
            saved, theirs = save_or_merge(kept, s.token, s.answers, change, screen, s.revision)
            if theirs is not None:
                there = differences(before, theirs, knowledge())
                both = overwritten(before, theirs, saved.answers, knowledge())
                _take(s, saved)
                s.notices.append(
                    f"This assessment was also changed in another tab or on another device. {there}"
                    + (both.strip() or "That is kept, and what you just entered here is added to it.")
                )
                again()
    except StorageError as error:
        trouble(f"{error.sentence} {NOT_KEPT}")
        return
    s.revision, s.trouble, s.undid = saved.revision, "", False
    # Last, as this draws, and a run may end wherever it draws.
    if st.query_params.get(TOKEN) != s.token:
        st.query_params[TOKEN] = s.token


def _screen(s: Session) -> str:
    """Where the visitor is, as it is kept with a revision."""
    return f"{s.page}/{s.step}" if s.step else s.page


def _open(s: Session, name: str, *, seen: str) -> Assessment | None:
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


def _enter(s: Session, name: str, found: Assessment) -> None:
    _leave(s)
    s.left.discard(name)
    s.token = name
    kept = store()
    s.takes_part = kept is not None and kept.is_participant(name)
    _take(s, found)


def _take(s: Session, found: Assessment) -> None:
    s.revision = found.revision
    s.answers, left_out = with_known_ids(found.answers, knowledge())
    s.notices.extend(left_out)
    _renew(s)


def _leave(s: Session) -> None:
    """Turns away from the assessment so far; an old address that is still under way must not bring it back."""
    if s.token is not None:
        s.left.add(s.token)
        if st.query_params.get(TOKEN) == s.token:
            del st.query_params[TOKEN]
    s.token, s.revision, s.answers, s.trouble = None, 0, UNANSWERED, ""
    s.takes_part = False


def _renew(s: Session) -> None:
    """Gives every widget a fresh key and drops what belonged to the answers before."""
    s.generation += 1
    s.last_step = ""
    s.drafts.clear()
    s.notes.clear()
