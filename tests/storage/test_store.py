"""What every store of assessments promises, on both databases."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from past_the_store import on_the_database

from advisor.errors import StorageError
from advisor.questionnaire.answers import Answers, answers_from
from advisor.storage.assessments import KEPT_REVISIONS, Conflict
from advisor.storage.sql import SqlStore, open_store

Open = Callable[[], SqlStore]

ELECTRICIAN = answers_from(
    {"company": {"trade": "electrical_service", "headcount": 35}, "work": {"project_share": 0.4}}
)


def named(name: str) -> Answers:
    return answers_from({"company": {"name": name}})


def all_rows(url: str) -> list[tuple[Any, ...]]:
    return on_the_database(url, "SELECT * FROM assessment") + on_the_database(url, "SELECT * FROM revision")


def test_a_new_assessment_is_empty_and_at_its_first_revision(store: SqlStore, clock: Any) -> None:
    token, started = store.start()
    assert (started.answers, started.screen, started.revision) == (Answers(), "", 1)
    assert started.created == started.changed == clock.now
    assert store.open(token) == started


def test_an_assessment_may_start_from_given_answers(store: SqlStore) -> None:
    token, _ = store.start(ELECTRICIAN)
    assert store.open(token).answers == ELECTRICIAN


def test_what_is_saved_is_what_opens_again(store: SqlStore, opened: Open, clock: Any) -> None:
    token, started = store.start()
    clock.go_on(minutes=7)
    saved = store.save(token, ELECTRICIAN, "how-work-flows", started.revision)
    assert (saved.answers, saved.screen, saved.revision) == (ELECTRICIAN, "how-work-flows", 2)
    assert (saved.id, saved.created) == (started.id, started.created)
    assert saved.changed == started.created + timedelta(minutes=7)
    assert store.open(token) == saved
    assert opened().open(token) == saved, "another process sees the same"


def test_moments_come_back_in_utc_whatever_zone_the_clock_has(url: str) -> None:
    here = datetime(2026, 7, 1, 1, 15, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    store = open_store(url, clock=lambda: here)
    token, _ = store.start()
    created = store.open(token).created
    store.close()
    assert created == here
    assert created.tzinfo is UTC
    assert (created.day, created.hour, created.minute) == (30, 19, 45)


def test_two_assessments_know_nothing_of_each_other(store: SqlStore) -> None:
    mine, _ = store.start(named("Mine"))
    yours, other = store.start(named("Yours"))
    store.save(yours, named("Yours, changed"), "", other.revision)
    store.delete(yours)
    assert store.open(mine).answers == named("Mine")
    assert len(store.history(mine)) == 1


@pytest.mark.parametrize(
    "token", ["", "x", "' OR '1'='1", "%", "a\x00b", "\ud800", "🔑", "x" * 100_000], ids=lambda token: ascii(token[:12])
)
def test_a_token_that_opens_nothing_gets_one_plain_sentence(store: SqlStore, token: str) -> None:
    store.start()
    calls: list[Callable[[], Any]] = [
        lambda: store.open(token),
        lambda: store.history(token),
        lambda: store.delete(token),
        lambda: store.save(token, Answers(), "", 1),
    ]
    for call in calls:
        with pytest.raises(StorageError, match="no saved assessment under this link") as caught:
            call()
        assert not isinstance(caught.value, Conflict)
        assert len(caught.value.sentence) < 200


def test_the_hash_of_a_token_opens_nothing(store: SqlStore, url: str) -> None:
    store.start()
    [(stored,)] = on_the_database(url, "SELECT token_hash FROM assessment")
    with pytest.raises(StorageError, match="no saved assessment"):
        store.open(stored)


def test_a_token_is_32_random_bytes_and_stands_in_a_link(store: SqlStore) -> None:
    tokens = {store.start()[0] for _ in range(20)}
    assert len(tokens) == 20
    assert all(len(base64.urlsafe_b64decode(token + "=")) == 32 for token in tokens)


def test_the_database_never_holds_the_token(store: SqlStore, url: str) -> None:
    token, started = store.start(ELECTRICIAN)
    store.save(token, ELECTRICIAN, "result", started.revision)
    held = repr(all_rows(url))
    assert started.id in held
    assert token not in held


def test_the_id_of_an_assessment_does_not_open_it(store: SqlStore) -> None:
    _, started = store.start()
    with pytest.raises(StorageError):
        store.open(started.id)


def test_the_second_tab_is_told_what_the_first_has_saved_and_overwrites_nothing(store: SqlStore, opened: Open) -> None:
    other_tab = opened()
    token, started = store.start()
    first = store.save(token, named("First tab"), "company", started.revision)
    with pytest.raises(Conflict) as caught:
        other_tab.save(token, named("Second tab"), "pains", started.revision)
    assert caught.value.stored == first == store.open(token)
    assert "another tab" in caught.value.sentence
    won = other_tab.save(token, named("Second tab"), "pains", caught.value.stored.revision)
    assert [one.answers.company.name for one in store.history(token)] == ["Second tab", "First tab", None]
    assert won.revision == 3


def test_a_revision_that_never_was_is_a_conflict_too(store: SqlStore) -> None:
    token, started = store.start()
    with pytest.raises(Conflict):
        store.save(token, ELECTRICIAN, "", started.revision + 5)
    assert store.open(token) == started


def test_of_many_saves_at_the_same_moment_exactly_one_wins(store: SqlStore, opened: Open) -> None:
    tabs = [store, opened(), opened(), opened()]
    token, started = store.start()
    gate = threading.Barrier(len(tabs))
    won: list[str] = []
    conflicts: list[Conflict] = []
    failed: list[BaseException] = []

    def save(tab: SqlStore, name: str) -> None:
        gate.wait()
        try:
            tab.save(token, named(name), "", started.revision)
            won.append(name)
        except Conflict as conflict:
            conflicts.append(conflict)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=save, args=(tab, f"Tab {n}")) for n, tab in enumerate(tabs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(won) == 1
    assert [conflict.stored.answers.company.name for conflict in conflicts] == won * 3
    assert [one.revision for one in store.history(token)] == [2, 1]


def test_threads_of_one_store_lose_no_save(store: SqlStore) -> None:
    token, started = store.start()
    failed: list[BaseException] = []

    def save_ten() -> None:
        newest, done = started.revision, 0
        try:
            while done < 10:
                try:
                    newest, done = store.save(token, Answers(), "", newest).revision, done + 1
                except Conflict as conflict:
                    newest = conflict.stored.revision
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=save_ten) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert store.open(token).revision == 1 + 4 * 10


def test_history_tells_every_revision_newest_first(store: SqlStore, clock: Any) -> None:
    token, newest = store.start()
    saved = [newest]
    for step in ("company", "work", "pains"):
        clock.go_on(minutes=1)
        newest = store.save(token, named(f"at {step}"), step, newest.revision)
        saved.append(newest)
    assert store.history(token) == saved[::-1]


def test_only_the_newest_revisions_are_kept(store: SqlStore, url: str) -> None:
    token, newest = store.start()
    for number in range(KEPT_REVISIONS + 2):
        newest = store.save(token, named(f"save {number}"), "", newest.revision)
    kept = store.history(token)
    assert len(kept) == KEPT_REVISIONS
    assert [kept[0].revision, kept[-1].revision] == [KEPT_REVISIONS + 3, 4]
    assert len(on_the_database(url, "SELECT number FROM revision")) == KEPT_REVISIONS


def test_a_deleted_assessment_leaves_no_rows_and_cannot_be_opened_or_saved(store: SqlStore, url: str) -> None:
    token, started = store.start(named("Marigold Electric"))
    store.save(token, named("Marigold Electric and Sons"), "", started.revision)
    assert "Marigold" in repr(all_rows(url))
    store.delete(token)
    assert all_rows(url) == []
    with pytest.raises(StorageError, match="no saved assessment"):
        store.save(token, Answers(), "", 2)
    with pytest.raises(StorageError, match="no saved assessment"):
        store.delete(token)


@pytest.mark.parametrize(
    "words",
    [
        "Dächer & Söhne 🏗️👷🏽‍♀️",
        "شركة الكهرباء \u202e abc",
        "'; DROP TABLE assessment; --",
        'back\\slash "quotes" \u2018curly\u2019 {"a": 1}',
        "a NUL \x00 in the middle",
        "line one\nline two\ttab",
        "%s %(x)s :name ?",
    ],
    ids=ascii,
)
def test_text_of_any_kind_comes_back_as_it_was(store: SqlStore, words: str) -> None:
    answers = answers_from({"pains_text": words, "company": {"name": words}})
    token, _ = store.start(answers)
    assert store.open(token).answers == answers
    assert store.open(token).answers.pains_text == words


@pytest.mark.parametrize("screen", ["x" * 81, "a\x00b", "two\nlines", "\ud800"], ids=ascii)
def test_the_id_of_a_step_is_one_short_line(store: SqlStore, screen: str) -> None:
    token, started = store.start()
    with pytest.raises(StorageError, match="screen"):
        store.save(token, ELECTRICIAN, screen, started.revision)
    assert store.open(token) == started


def test_answers_that_could_not_be_read_back_are_not_saved(store: SqlStore) -> None:
    token, started = store.start(ELECTRICIAN)
    work = ELECTRICIAN.work.model_copy(update={"project_share": 40.0})  # copies are not checked
    with pytest.raises(StorageError, match=r"work\.project_share: 40 is outside 0 to 1"):
        store.save(token, ELECTRICIAN.model_copy(update={"work": work}), "", started.revision)
    assert store.history(token) == [started]


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        ('{"answers_version": 1, "company": {"headcount": -3}}', "company.headcount: -3 is outside"),
        ('{"answers_version": 2, "budget": {}}', "written by a newer release"),
        ('{"answers_version": 1, "comp', "the text is damaged"),
        ("[" * 100_000, "the text is damaged"),
        ("", "the text is damaged"),
        ("[]", "holds named fields"),
    ],
    ids=["out of range", "newer", "cut short", "too deep", "empty", "a list"],
)
def test_stored_text_that_cannot_be_read_gets_a_sentence_and_stays(
    store: SqlStore, url: str, damaged: str, reason: str
) -> None:
    token, started = store.start(ELECTRICIAN)
    on_the_database(url, "UPDATE revision SET answers = :damaged", damaged=damaged)
    for call in (store.open, store.history, lambda one: store.save(one, Answers(), "", started.revision + 1)):
        with pytest.raises(StorageError, match="can no longer be read") as caught:
            call(token)
        assert reason in caught.value.sentence
        assert "kept as they are" in caught.value.sentence
    assert on_the_database(url, "SELECT answers FROM revision") == [(damaged,)]


def test_a_database_that_has_lost_its_tables_gets_a_sentence(store: SqlStore, url: str) -> None:
    token, _ = store.start()
    on_the_database(url, "DROP TABLE revision")
    with pytest.raises(StorageError, match="database of assessments cannot be used"):
        store.open(token)


def shares() -> st.SearchStrategy[Any]:
    number = st.floats(0, 1)
    both = st.tuples(number, number).map(lambda ends: {"low": min(ends), "high": max(ends)})
    return number | both | number.map(lambda end: {"low": end}) | st.just("unknown")


def some_of(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


def given_answers() -> st.SearchStrategy[dict[str, Any]]:
    """Plain data of an answers file: every kind of field, each also left out."""
    words = st.text(max_size=60)
    yes_no = st.booleans() | st.just("unknown")
    money = st.integers(0, 100_000_000_000) | st.floats(0, 1e11)
    ids = st.text("abcdefghij_0123456789", min_size=1, max_size=20)
    duration = st.fixed_dictionaries({"value": st.floats(0, 1000), "unit": st.sampled_from(["hours", "weeks"])})
    signals = some_of(contracts=yes_no, dispatch=yes_no, permits=yes_no)
    stream = some_of(name=words, duration=duration, per_year=st.integers(0, 1_000_000), signals=signals)
    tool = st.fixed_dictionaries({"kind": st.sampled_from(["crm", "paper"])}, optional={"vendor": words})
    return some_of(
        company=some_of(
            name=words, trade=ids | st.lists(ids, min_size=2, max_size=4), headcount=st.integers(0, 100_000)
        ),
        work=some_of(
            project_share=shares(), typical_duration=duration | st.just("unknown"), average_value_usd=money,
            pattern_differs=yes_no, signals=signals, streams=st.lists(stream, max_size=3),
        ),
        pains=st.dictionaries(ids, st.integers(0, 3) | st.just("unknown"), max_size=4),
        pains_text=words,
        today=some_of(accounting=st.sampled_from(["none", "xero", "unknown"]), tools=st.lists(tool, max_size=2)),
        limits=some_of(wants_one_system=yes_no, must_have=st.lists(ids, max_size=3)),
    )  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=given_answers())
def test_any_answers_come_back_as_they_were(store: SqlStore, data: dict[str, Any]) -> None:
    answers = answers_from(data)
    token, started = store.start()
    saved = store.save(token, answers, "", started.revision)
    assert saved.answers == store.open(token).answers == answers
