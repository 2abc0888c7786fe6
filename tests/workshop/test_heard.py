"""Pooling: one answer from all, without guessing a side where the room is split."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rooms import BOOK, FIELDS, K, people, person, voices

from advisor.errors import AnswersError
from advisor.workshop import Person
from advisor.workshop.heard import Pool, hear, parts_of
from advisor.workshop.people import plain

EXAMPLES = settings.default.max_examples  # type: ignore[union-attr]


def _pool(field: str, *values: Any) -> Pool:
    return hear(voices(field, *values), field, BOOK, K).pooled


@pytest.mark.parametrize(
    ("field", "values", "expected"),
    [
        ("work.project_share", [0.6, 0.3, 0.4], 0.4),
        ("work.project_share", [0.6, 0.3], 0.45),
        ("work.project_share", [{"low": 0.2, "high": 0.4}, 0.1, 0.9], 0.3),
        ("friction.workarounds", [0, 3, 3], 3),
        ("friction.workarounds", [1, 2], 1.5),
        ("team.tech_comfort", [1, 2, 5], 2),
        # Half way by ratio, from 0 on: sqrt(11 * 44) - 1 = 21.
        ("sales.leads_per_month", [10, 43], 21),
        ("limits.budget_usd_month", [500, 500, 5000], 500),
        ("limits.wants_one_system", [True, True, False], True),
        ("company.growth", ["steady", "growing", "fast"], "growing"),
        ("team.administration", ["none", "full_time"], "part_time"),
    ],
)
def test_the_pooled_answer_is_the_middle_one_or_that_of_the_majority(
    field: str, values: list[Any], expected: Any
) -> None:
    found = _pool(field, *values)
    assert found == Pool(expected)


def test_a_length_is_pooled_by_ratio_and_said_in_a_unit_of_its_size() -> None:
    pooled = _pool("work.typical_duration", {"value": 2, "unit": "weeks"}, {"value": 3, "unit": "months"})
    # sqrt(81 * 505) - 1 = 201 hours.
    assert plain(pooled.value) == {"value": 1.2, "unit": "months"}
    odd = _pool("work.typical_duration", *({"value": v, "unit": "days"} for v in (1, 7, 30)))
    assert plain(odd.value) == {"value": 7.0, "unit": "days"}


@pytest.mark.parametrize(
    ("field", "values", "tie"),
    [
        ("limits.wants_one_system", [True, False], (True, False)),
        ("team.administration", ["none", "part_time"], ("none", "part_time")),
    ],
)
def test_a_tie_is_told_and_left_open(field: str, values: list[Any], tie: tuple[Any, ...]) -> None:
    assert _pool(field, *values) == Pool("unknown", tie)


def test_the_same_answer_from_everybody_stays_as_it_was_said() -> None:
    ranged = {"low": 0.2, "high": 0.4}
    assert plain(_pool("work.project_share", ranged, ranged).value) == ranged


def test_nobody_who_tells_leaves_nothing() -> None:
    assert _pool("work.project_share", "unknown").value is None


def test_pains_are_pooled_by_their_median_and_left_out_where_most_did_not_name_them() -> None:
    lists = [{"double_entry": 3, "missed_calls": 3}, {"double_entry": 2}, {"double_entry": 1, "few_reviews": 1}]
    assert _pool("pains", *lists).value == {"double_entry": 2}


def test_a_pain_named_as_none_is_one_that_is_not_named() -> None:
    room = voices("pains", {"double_entry": 0}, {})
    assert not hear(room, "pains", BOOK, K).disputed
    assert parts_of(room, BOOK, K) == ()


def test_who_gave_which_answer_is_known_by_role_only() -> None:
    room = [person("owner", work={"project_share": 0.6}), *voices("work.project_share", 0.3, 0.3, 0.6)]
    given_ones = hear(room, "work.project_share", BOOK, K).given
    assert [(one.value, one.roles) for one in given_ones] == [(0.3, {"office": 2}), (0.6, {"owner": 1, "office": 1})]


@pytest.mark.parametrize("field", ["today.tools", "work.signals", "work.nothing", "pains.nothing", "company.name"])
def test_a_room_cannot_be_asked_what_is_no_single_answer(field: str) -> None:
    with pytest.raises(AnswersError, match="is no question for a room"):
        hear(voices("company.growth", "fast"), field, BOOK, K)


@settings(max_examples=EXAMPLES // 3)
@given(people(1, 7), st.sampled_from(FIELDS))
def test_the_pooled_answer_lies_within_what_was_said(room: list[Person], field: str) -> None:
    heard = hear(room, field, BOOK, K)
    if not heard.told or field == "pains" or heard.pooled.tie or not heard.scale.ordered:
        return
    low, high = heard.scale.spread([value for _, value in heard.told])
    number = heard.scale.number(heard.pooled.value)
    assert low - 0.06 * max(low, 1) <= number <= high + 0.06 * max(high, 1)  # rounded to what people say


@settings(max_examples=EXAMPLES // 3)
@given(people(1, 7), st.sampled_from(FIELDS), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(room: list[Person], field: str, chance: Any) -> None:
    shuffled = list(room)
    chance.shuffle(shuffled)
    one, other = (hear(of, field, BOOK, K) for of in (room, shuffled))
    assert (one.told, one.given, one.pooled, one.agreement) == (other.told, other.given, other.pooled, other.agreement)
