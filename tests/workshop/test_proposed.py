"""Which questions a room is asked: those that tell most, without what is known for sure."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from rooms import BOOK, ELECTRICAL, FIELDS, K, bases

from advisor.questionnaire.answers import Answers, answers_from
from advisor.workshop import proposed_fields, proposed_questions

EXAMPLES = settings.default.max_examples  # type: ignore[union-attr]


def _base(**more: Any) -> Answers:
    return answers_from({**ELECTRICAL, **more})


def test_the_usual_list_has_fourteen_questions_in_the_order_of_the_book() -> None:
    fields = proposed_fields(_base(), K)
    assert len(fields) == BOOK.most == 14
    assert list(fields) == [field for field in FIELDS if field in fields]
    assert {"work.project_share", "pains", "limits.wants_one_system"} <= set(fields)


def test_what_was_told_for_sure_is_left_out_with_the_reason() -> None:
    told = _base(team={"tech_comfort": 4}, sales={"leads_per_month": {"low": 5, "high": 30}})
    found = {one.field: one for one in proposed_questions(told, K, most=30)}
    assert not found["team.tech_comfort"].chosen
    assert found["team.tech_comfort"].reason == "Told beforehand."
    assert found["sales.leads_per_month"].chosen  # a range is not for sure


def test_the_split_is_asked_again_even_where_somebody_guessed_it_but_not_where_records_tell_it() -> None:
    assert "work.project_share" in proposed_fields(_base(work={"project_share": 0.4}), K)
    interval = {"low": 0.35, "mid": 0.4, "high": 0.45}
    measured = {"basis": "revenue", "by_revenue": interval, "records": 900, "can_tell": True}
    told = _base(work={"project_share": {"low": 0.35, "high": 0.45}, "measured": measured})
    assert told.work.measured_share is not None
    found = {one.field: one for one in proposed_questions(told, K)}
    assert not found["work.project_share"].chosen
    assert found["work.project_share"].reason == "Measured from your records."


def test_with_few_places_those_that_tell_most_are_asked() -> None:
    found = proposed_questions(_base(), K, most=6)
    chosen = [one for one in found if one.chosen]
    assert len(chosen) == 6
    always = {one.field for one in BOOK.questions if one.keep}
    assert always <= {one.field for one in chosen}
    free = [one for one in found if one.field not in always]
    worst = min(one.expected_reduction for one in free if one.chosen)
    assert all(one.expected_reduction <= worst for one in free if not one.chosen)


def test_the_split_tells_most() -> None:
    found = proposed_questions(_base(), K)
    assert max(found, key=lambda one: one.expected_reduction).field == "work.project_share"


@settings(max_examples=EXAMPLES // 10)
@given(bases())
def test_there_is_always_something_to_ask_and_never_too_much(base: Answers) -> None:
    found = proposed_questions(base, K)
    assert 3 <= sum(one.chosen for one in found) <= BOOK.most
    assert all(one.reason.endswith(".") for one in found)
    assert proposed_fields(base, K) == tuple(one.field for one in found if one.chosen)


@pytest.mark.parametrize("most", [1, 3])
def test_the_facilitator_may_ask_less(most: int) -> None:
    assert len(proposed_fields(_base(), K, most=most)) == most
