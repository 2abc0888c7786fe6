"""The look back: short, kept as it is given, held against what was expected, with what to correct."""

from __future__ import annotations

import pytest

EXAMPLE = "Electrical firm, 35 people, 60 % service"
FIELD, OFFICE = "Field", "Office"


@pytest.fixture
def decided(visit):
    """A visitor with the example loaded, who has decided on the first stack."""
    visitor = visit()
    visitor.press(EXAMPLE).open("decision")
    options = next(box for box in visitor.app.selectbox if box.label == "What do you take?")
    options.select_index(1).run()
    return visitor


def test_before_a_decision_it_asks_for_one(visit):
    visitor = visit()
    visitor.press(EXAMPLE).open("checkin")
    assert "Write down first what you decided on" in visitor.words
    assert not visitor.app.pills


def test_what_is_told_is_kept_and_stands_there_in_a_new_visit(decided, visit):
    decided.open("checkin").choose(FIELD, 1).choose(OFFICE, 3).choose("Would you choose it again?", "unsure")
    [kept] = decided.kept().checkins
    assert (kept.when, kept.adopted, kept.choose_again) == ("90_days", {"office": 3, "field": 1}, "unsure")
    again = visit(a=decided.token).open("checkin")
    assert (again.chosen(FIELD), again.chosen(OFFICE)) == (1, 3)
    assert "Half adopted" in again.words or "It is used" in again.words


def test_the_pains_of_the_start_are_asked_again_and_compared(decided):
    decided.open("checkin")
    hurting = [one for one in decided.app.pills if list(one.options)[:1] == ["Not at all"]]
    assert len(hurting) == len(decided.kept().pains or {})
    hurting[0].set_value(0).run()
    [kept] = decided.kept().checkins
    assert list(kept.pains.values()) == [0]
    assert "advisor-then-now" in "".join(part.body for part in decided.app.html)


def test_what_to_correct_stands_with_its_source(decided):
    decided.open("checkin").choose(FIELD, 0).choose(OFFICE, 3)
    assert "The office works in it" in decided.words
    assert "Source" in decided.words


def test_an_answer_can_be_taken_back_and_an_empty_look_back_is_none(decided):
    decided.open("checkin").choose(FIELD, 2)
    decided.choose(FIELD, None)
    assert decided.kept().checkins == ()


def test_ninety_days_and_a_year_are_kept_apart(decided):
    decided.open("checkin").choose(FIELD, 1).choose("When is this?", "1_year")
    assert decided.chosen(FIELD) is None
    decided.choose(FIELD, 3)
    assert {one.when: one.adopted for one in decided.kept().checkins} == {
        "90_days": {"field": 1}, "1_year": {"field": 3},
    }  # fmt: skip


def test_words_from_outside_are_text(decided, visit):
    box = next(one for one in decided.open("checkin").app.text_area if one.label.startswith("What should the next"))
    box.input("<script>alert(1)</script> *bold*").run()
    assert decided.kept().checkins[0].note == "<script>alert(1)</script> *bold*"
    assert "<script>alert(1)" not in visit(a=decided.token).open("checkin").words
