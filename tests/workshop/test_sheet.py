"""The question sheet on paper: every question can be answered on it, and nothing on it is markup from outside."""

from __future__ import annotations

import pytest
from rooms import BOOK, FIELDS, K

from advisor.errors import AnswersError
from advisor.workshop import question_sheet
from advisor.workshop.sheet import DONT_KNOW


def test_every_question_stands_once_in_order_with_a_way_to_answer_and_not_to_know() -> None:
    sheet = question_sheet(FIELDS, K)
    assert [item.number for item in sheet.items] == list(range(1, len(FIELDS) + 1))
    assert [item.question for item in sheet.items] == [K.questionnaire.of(field).ask for field in FIELDS]
    for item in sheet.items:
        assert item.grids if item.form == "grid" else item.boxes[-1] == DONT_KNOW
        assert item.form != "boxes" or len(item.boxes) >= 3


def test_choices_are_those_of_the_questionnaire() -> None:
    (item,) = question_sheet(["team.administration"], K).items
    labels = [choice.label for choice in K.questionnaire.of("team.administration").choices]
    assert item.boxes == (*labels, DONT_KNOW)


def test_the_pains_fill_grids_by_side_and_none_is_missing() -> None:
    (item,) = question_sheet(["pains"], K).items
    rows = [row.label for grid in item.grids for row in grid.rows]
    assert sorted(rows) == sorted(pain.label for pain in K.pains.values())
    assert {grid.columns for grid in item.grids} == {("Some", "Strong", "Severe")}


def test_no_name_is_asked_and_every_role_can_be_ticked() -> None:
    sheet = question_sheet(FIELDS, K)
    assert [role.label for role in sheet.roles] == [role.label for role in BOOK.roles]
    assert any("Leave your name off" in line for line in sheet.intro)


def test_what_a_room_cannot_be_asked_is_not_printed() -> None:
    with pytest.raises(AnswersError, match="is no question for a room"):
        question_sheet(["today.tools"], K)
