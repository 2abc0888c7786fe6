"""Saving and opening without losing anything: what two tabs have changed, and what an older release has written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from advisor.errors import AnswersError
from advisor.knowledge import Knowledge, check_ids
from advisor.questionnaire.answers import UNKNOWN, Answers, Scenario, Signals, with_changes
from advisor.questionnaire.checkin import CheckIn
from advisor.questionnaire.flow import value_at, with_value
from advisor.questionnaire.question import Question
from advisor.report.words import listed
from advisor.storage.assessments import Assessment, Conflict
from advisor.storage.store import Store
from advisor.wording import answer_words

TRIES = 3
"""Saves in a row that may find somebody else's newer version before giving up."""

TOLD = 4
"""Changes that are named; the rest is counted."""

OTHER_PARTS = {
    "company.name": "the name",
    "work.streams": "the kinds of work",
    "pains_text": "your own words",
    "own_weights": "your own weights",
    "scenarios": "a scenario",
    "scores": "scores of demos",
    "quotes": "a quote",
    "decision": "the decision",
    "checkins": "how it went",
}
"""Parts of the answers that no question of the form asks for, in words."""


def save_or_merge(
    store: Store, token: str, answers: Answers, change: Callable[[Answers], Answers], screen: str, revision: int
) -> tuple[Assessment, Answers | None]:
    """Saves *answers*; where the assessment was changed elsewhere, saves that version with *change* on top.

    Args:
        answers: the answers of this tab, *change* included.
        revision: the revision this tab has changed.

    Returns:
        What is stored now, and the answers from elsewhere that it holds; None where there were none.

    Raises:
        StorageError: the place of storage fails, or others save faster than `TRIES` times in a row.
    """
    theirs: Answers | None = None
    for _ in range(TRIES):
        try:
            return store.save(token, answers, screen, revision), theirs
        except Conflict as conflict:
            theirs, revision = conflict.stored.answers, conflict.stored.revision
            answers = change(theirs)
    return store.save(token, answers, screen, revision), theirs


def differences(before: Answers, after: Answers, k: Knowledge) -> str:
    """What two versions differ in, as a sentence with a blank behind it; empty where they do not."""
    told = [
        _changed(question, value_at(before, question.field), value_at(after, question.field))
        for question in k.questionnaire.questions
        if value_at(before, question.field) != value_at(after, question.field)
    ]
    told += [words for field, words in OTHER_PARTS.items() if value_at(before, field) != value_at(after, field)]
    if not told:
        return ""
    shown = told[:TOLD] + ([f"and {len(told) - TOLD} more"] if len(told) > TOLD else [])
    return f"Changed: {'; '.join(shown)}. "


def overwritten(before: Answers, theirs: Answers, now: Answers, k: Knowledge) -> str:
    """Which answers from elsewhere do not stand in *now*, as a sentence with a blank behind it; empty without any.

    Args:
        before: what both tabs began with.
        theirs: what was stored from elsewhere.
        now: what is stored after both.
    """
    lost = [
        question.short
        for question in k.questionnaire.questions
        if _is_lost(*(value_at(given, question.field) for given in (before, theirs, now)))
    ]
    if not lost:
        return ""
    return (
        f"Answered in both places: {listed(lost)}. What you entered here stands, and “Undo the last change” brings "
        "the other answer back. "
    )


def _is_lost(before: Any, theirs: Any, now: Any) -> bool:
    if isinstance(theirs, Signals):
        before, theirs, now = (one.model_dump() if isinstance(one, Signals) else {} for one in (before, theirs, now))
    if isinstance(theirs, Mapping):
        old, kept = (one if isinstance(one, Mapping) else {} for one in (before, now))
        return any(old.get(name) != value and kept.get(name) != value for name, value in theirs.items())
    return bool(before != theirs != now)


def _changed(question: Question, before: Any, after: Any) -> str:
    """One answer that changed: "People: 35 (was 12)"; only its name where it is a list of things."""
    lists = (Signals, Mapping, tuple)
    if isinstance(before, lists) or isinstance(after, lists):
        return question.short
    said, was = (answer_words(question, value) if value is not None else "not answered" for value in (after, before))
    return f"{question.short}: {said} (was {was})"


def with_known_ids(given: Answers, k: Knowledge) -> tuple[Answers, tuple[str, ...]]:
    """*given* without ids that this release no longer knows, and a sentence for the visitor where there are any."""
    try:
        return check_ids(given, k), ()
    except AnswersError as error:
        sentence = f"{error.sentence} It was left out."
    vendors = {vendor.id for vendor in k.catalogue.vendors}
    systems = {system.id for system in k.catalogue.external_systems}
    trade, limits = given.company.trade, given.limits
    if trade is not None and trade != UNKNOWN:
        given = with_value(given, "company.trade", tuple(one for one in trade if one in k.trades) or None)
    if given.pains:
        given = with_value(given, "pains", {name: how for name, how in given.pains.items() if name in k.pains})
    known = {
        "must_have": set(k.capabilities),
        "must_integrate": vendors | systems,
        "exclude_vendors": vendors,
    }
    for name, ids in known.items():
        given = with_value(given, f"limits.{name}", tuple(one for one in getattr(limits, name) if one in ids))
    criteria = {criterion.id for criterion in k.option_book.criteria}
    own = {name: swing for name, swing in given.own_weights.items() if name in criteria}
    given = with_value(given, "own_weights", own if any(swing.high > 0 for swing in own.values()) else {})
    tasks = {task.id for task in k.task_book.tasks}
    given = with_value(given, "scores", tuple(score for score in given.scores if score.task in tasks))
    given = with_value(given, "checkins", tuple(_checkin_with_known_ids(one, k) for one in given.checkins))
    given = with_value(given, "scenarios", tuple(one for one in given.scenarios if _can_be_read(given, one, k)))
    return given, (sentence,)


def _can_be_read(given: Answers, scenario: Scenario, k: Knowledge) -> bool:
    """False for a scenario that names something this release no longer knows."""
    try:
        check_ids(with_changes(given, scenario.changes), k)
    except (AnswersError, ValueError):
        return False
    return True


def _checkin_with_known_ids(checkin: CheckIn, k: Knowledge) -> CheckIn:
    pains = {name: how for name, how in checkin.pains.items() if name in k.pains}
    given_up = tuple(name for name in checkin.given_up if name in k.capabilities)
    return checkin.model_copy(update={"pains": pains, "given_up": given_up})
