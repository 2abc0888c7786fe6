"""Saving and opening without losing anything: what two tabs have changed, and what an older release has written."""

from __future__ import annotations

from collections.abc import Callable

from advisor.errors import AnswersError
from advisor.knowledge import Knowledge, check_ids
from advisor.questionnaire.answers import UNKNOWN, Answers, Scenario, with_changes
from advisor.questionnaire.checkin import CheckIn
from advisor.questionnaire.flow import with_value
from advisor.storage.assessments import Assessment, Conflict
from advisor.storage.store import Store

TRIES = 3
"""Saves in a row that may find somebody else's newer version before giving up."""


def save_or_merge(
    store: Store, token: str, answers: Answers, change: Callable[[Answers], Answers], screen: str, revision: int
) -> tuple[Assessment, bool]:
    """Saves *answers*; where the assessment was changed elsewhere, saves that version with *change* on top.

    Args:
        answers: the answers of this tab, *change* included.
        revision: the revision this tab has changed.

    Returns:
        What is stored now, and whether it holds changes from elsewhere.

    Raises:
        StorageError: the place of storage fails, or others save faster than `TRIES` times in a row.
    """
    merged = False
    for _ in range(TRIES):
        try:
            return store.save(token, answers, screen, revision), merged
        except Conflict as conflict:
            answers, revision, merged = change(conflict.stored.answers), conflict.stored.revision, True
    return store.save(token, answers, screen, revision), merged


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
