"""Undo, redo, what another tab has changed, everything that is kept, and forgetting."""

from __future__ import annotations

import json

import pytest
from visitor import kept

from advisor.questionnaire.answers import answers_from
from advisor.storage.place import keep_days
from advisor.storage.sql import open_store
from advisor.ui.retention import forget, forget_by_itself

HEADS = "How many people work in your company, office and field together?"
CHOICE = "Where is the company heading?"


def test_the_last_change_can_be_undone_and_brought_back(visit):
    visitor = visit().press("Start").type(HEADS, "12").type(HEADS, "15")
    visitor.press("Undo the last change")
    assert visitor.box(HEADS) == "12"
    assert kept(visitor.token).company.headcount == 12
    assert "People: 12 (was 15)" in visitor.words.replace("\\", "")
    visitor.press("Redo")
    assert kept(visitor.token).company.headcount == 15
    visitor.type(HEADS, "20")
    assert "Redo" not in visitor.buttons


def test_before_anything_is_answered_there_is_nothing_to_undo(visit):
    assert "Undo the last change" not in visit().press("Start").buttons


def test_undo_over_a_change_elsewhere_shows_that_change_and_takes_nothing_back(visit):
    one = visit().press("Start").type(HEADS, "12").type(HEADS, "15")
    two = visit(a=one.token)
    two.choose(CHOICE, "fast")
    one.press("Undo the last change")
    assert (kept(one.token).company.headcount, kept(one.token).company.growth) == (15, "fast")
    assert "Growth" in one.words


def test_the_later_tab_is_told_what_the_other_has_changed(visit):
    one = visit().press("Start").choose(CHOICE, "fast")
    two = visit(a=one.token)
    one.type(HEADS, "35")
    two.choose("Who do you mostly work for?", "mixed")
    assert "People: 35 (was not answered)" in two.words.replace("\\", "")


def test_where_both_answered_the_same_the_later_tab_is_told_whose_answer_stands(visit):
    one = visit().press("Start").choose(CHOICE, "fast")
    two = visit(a=one.token)
    one.choose(CHOICE, "growing")
    two.choose(CHOICE, "steady")
    told = two.words.replace("\\", "")
    assert "Growth: Growing (was Growing fast)" in told
    assert "Answered in both places: Growth. What you entered here stands" in told
    assert "That is kept" not in told
    two.press("Undo the last change")
    assert kept(one.token).company.growth == "growing"


@pytest.mark.parametrize(
    ("step", "first", "second"),
    [
        ("flow", "Change orders", "Dispatch during the day"),
        ("pains", "Phone calls go unanswered", "Nobody checks back on estimates"),
    ],
)
def test_what_two_tabs_tick_in_one_list_is_all_kept(visit, step, first, second):
    one = visit().press("Start").choose(CHOICE, "fast").open("questions", step=step)
    two = visit(a=one.token).open("questions", step=step)
    one.tick(first)
    two.tick(second)
    again = visit(a=one.token).open("questions", step=step)
    assert {box.label for box in again.app.checkbox if box.value} >= {first, second}


def test_everything_that_is_kept_can_be_taken_along(visit):
    visitor = visit().press("Start").type(HEADS, "12").type(HEADS, "15")
    store = open_store()
    told = store.export(visitor.token)
    store.close()
    text = json.dumps(told)
    assert [r["answers"].get("company", {}).get("headcount") for r in told["revisions"]] == [None, 12.0, 15.0]
    assert visitor.token not in text
    labels = [one.label for one in visitor.open("answers").app.get("download_button")]
    assert "Everything that is kept, earlier versions too (JSON)" in labels


@pytest.mark.parametrize(("told", "days"), [("", None), ("  ", None), ("30", 30), (" 1 ", 1)])
def test_how_long_to_keep_is_a_number_of_days(told, days):
    assert keep_days({"ADVISOR_KEEP_DAYS": told}) == days


@pytest.mark.parametrize("told", ["0", "-3", "a month", "1.5", "99999999", "²"])
def test_a_setting_that_is_no_number_of_days_is_told_and_keeps_everything(told, visit, monkeypatch, caplog):
    monkeypatch.setenv("ADVISOR_KEEP_DAYS", told)
    assert forget_by_itself() is None
    assert "ADVISOR_KEEP_DAYS" in caplog.text
    assert visit().press("Start").type(HEADS, "12").kept() == answers_from({"company": {"headcount": 12}})


def test_what_was_just_answered_is_not_forgotten(visit):
    visitor = visit().press("Start").type(HEADS, "12")
    assert forget(1) == 0
    assert visitor.kept().company.headcount == 12
