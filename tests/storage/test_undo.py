"""Undo and redo: nothing is rewritten, it survives a refresh, and it goes as far back as revisions are kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.errors import StorageError
from advisor.questionnaire.answers import Answers, answers_from
from advisor.storage.assessments import Conflict
from advisor.storage.sql import SqlStore


def people(number: int) -> Answers:
    return answers_from({"company": {"headcount": number}})


class Tab:
    """Somebody who types, undoes and redoes, always on the newest revision."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store
        self.token, self.last = store.start()

    def type(self, number: int) -> None:
        self.last = self.store.save(self.token, people(number), "questions", self.last.revision)

    def undo(self) -> None:
        self.last = self.store.undo(self.token, "questions", self.last.revision)

    def redo(self) -> None:
        self.last = self.store.redo(self.token, "questions", self.last.revision)

    @property
    def shows(self) -> object:
        return self.last.answers.company.headcount


@pytest.fixture
def tab(store: SqlStore) -> Tab:
    return Tab(store)


def test_undo_goes_back_step_by_step_and_redo_forward_again(tab: Tab) -> None:
    for number in (1, 2, 3):
        tab.type(number)
    seen = []
    for step in (tab.undo, tab.undo, tab.undo, tab.redo, tab.redo, tab.redo):
        step()
        seen.append(tab.shows)
    assert seen == [2.0, 1.0, None, 1.0, 2.0, 3.0]


def test_what_is_typed_after_an_undo_follows_on_it_and_ends_the_redo(tab: Tab) -> None:
    for number in (1, 2):
        tab.type(number)
    tab.undo()
    tab.type(9)
    assert tab.store.steps(tab.token).redo is None
    tab.undo()
    assert tab.shows == 1.0


def test_a_change_of_the_step_alone_is_nothing_to_undo(tab: Tab) -> None:
    tab.type(1)
    tab.type(1)
    tab.type(1)
    tab.undo()
    assert tab.shows is None


def test_with_nothing_to_undo_or_redo_a_sentence_says_so(tab: Tab) -> None:
    for step, word in ((tab.undo, "undo"), (tab.redo, "redo")):
        with pytest.raises(StorageError, match=f"There is nothing to {word}"):
            step()
    assert (tab.store.steps(tab.token).undo, tab.store.steps(tab.token).redo) == (None, None)
    tab.type(1)
    with pytest.raises(StorageError, match="There is nothing to redo"):
        tab.redo()


def test_an_undo_over_somebody_else_s_change_is_a_conflict(tab: Tab, opened: Callable[[], SqlStore]) -> None:
    tab.type(1)
    opened().save(tab.token, people(2), "questions", tab.last.revision)
    with pytest.raises(Conflict):
        tab.undo()
    assert tab.store.open(tab.token).answers == people(2)


def test_an_undo_is_seen_by_every_device_and_nothing_is_rewritten(tab: Tab, opened: Callable[[], SqlStore]) -> None:
    tab.type(1)
    tab.type(2)
    tab.undo()
    there = opened()
    assert there.open(tab.token).answers == people(1)
    assert [one.answers.company.headcount for one in there.history(tab.token)] == [1.0, 2.0, 1.0, None]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.one_of(st.integers(1, 4), st.sampled_from(["undo", "redo"])), max_size=25))
def test_it_is_the_undo_of_every_text_editor(store: SqlStore, steps: list[object]) -> None:
    tab, past, future = Tab(store), [None], []
    for step in steps:
        if isinstance(step, int):
            if past[-1] != step:
                past, future = [*past, step], []
            elif future:
                future = []
            tab.type(step)
        elif step == "undo" and len(past) > 1:
            future.append(past.pop())
            tab.undo()
        elif step == "redo" and future:
            past.append(future.pop())
            tab.redo()
        else:
            with pytest.raises(StorageError):
                (tab.undo if step == "undo" else tab.redo)()
        assert tab.shows == past[-1]
