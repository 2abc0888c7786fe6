"""What the tries say of each option: places, central weights, confidence, and the first two side by side."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from whole_answers import OPTIONS, K, answers_files

from advisor.questionnaire.answers import answers_from
from advisor.scoring import central, robustness
from advisor.scoring.facts import estimates
from advisor.scoring.robustness import Draws, first_places

EXAMPLES = settings.default.max_examples  # type: ignore[union-attr]


def drawn(data: dict[str, Any], draws: int = 300) -> Draws:
    return robustness.draw(estimates(answers_from(data), K)[0], K.option_book, K.rule_book, draws=draws)


def by_hand(values: list[list[float]], weights: list[list[float]], scores: dict[str, dict[str, Any]]) -> Draws:
    table = np.array(values, dtype=float)
    ids = tuple(scores)
    return Draws(ids, table, first_places(table), (), 1, tuple(next(iter(scores.values()))), np.array(weights), scores)


# Four tries of two options on two criteria: "deep" scores 1 and 0, "broad" 0.5 on both.
#   weights (a, b):  (4, 1)  (3, 1)  (1, 3)  (2, 2)
#   deep:             4       3       1       2
#   broad:            2.5     2       2       2      -> the last is a tie
TWO = by_hand(
    [[4, 3, 1, 2], [2.5, 2, 2, 2]],
    [[4, 3, 1, 2], [1, 1, 3, 2]],
    {"deep": {"a": 1.0, "b": 0.0}, "broad": {"a": 0.5, "b": 0.5}},
)


def test_places_by_hand() -> None:
    # deep: first in two tries, half of the tied one; second in one and half of the tied one.
    assert central.places(TWO) == {"deep": (0.625, 0.375), "broad": (0.375, 0.625)}


def test_central_weights_by_hand() -> None:
    weights = central.central_weights(TWO)
    # deep wins (4, 1), (3, 1) and half of (2, 2): a = (4 + 3 + 1) / 2.5, b = (1 + 1 + 1) / 2.5.
    assert weights["deep"] == pytest.approx({"a": 3.2, "b": 1.2})
    # broad wins (1, 3) and half of (2, 2): a = (1 + 1) / 1.5, b = (3 + 1) / 1.5.
    assert weights["broad"] == pytest.approx({"a": 4 / 3, "b": 8 / 3})


def test_confidence_by_hand() -> None:
    # With (3.2, 1.2) held deep has 3.2 against 2.2 in every try; with (4/3, 8/3) broad has 2 against 1.33.
    assert central.confidence(TWO, central.central_weights(TWO)) == {"deep": 1.0, "broad": 1.0}
    moving = TWO._replace(
        scores={"deep": {"a": np.array([1.0, 1.0, 1.0, 0.2]), "b": 0.0}, "broad": {"a": 0.5, "b": 0.5}}
    )
    # Where deep's score falls to 0.2 its 0.64 loses against 2.2: three tries of four are left.
    assert central.confidence(moving, central.central_weights(TWO)) == {"deep": 0.75, "broad": 1.0}


def test_the_first_two_side_by_side_by_hand() -> None:
    assert central.wins(TWO, "deep", "broad") == 0.625
    assert central.wins(TWO, "broad", "deep") == 0.375


def test_an_option_that_never_wins_has_no_weights_of_its_own() -> None:
    lost = by_hand([[4, 3], [1, 1]], [[4, 3], [1, 1]], {"deep": {"a": 1.0, "b": 0.0}, "broad": {"a": 0.25, "b": 0.0}})
    weights = central.central_weights(lost)
    assert weights["broad"] is None
    assert central.confidence(lost, weights)["broad"] is None


def test_the_criteria_that_weigh_more_and_less_are_named() -> None:
    stated = {"a": 5.0, "b": 3.0, "c": 2.0}
    assert central.telling_shift({"a": 5.0, "b": 3.0, "c": 2.0}, stated) == (None, None)
    assert central.telling_shift({"a": 10.0, "b": 6.0, "c": 4.0}, stated) == (None, None), "only the parts count"
    assert central.telling_shift({"a": 7.0, "b": 1.0, "c": 2.0}, stated) == ("a", "b")


@settings(max_examples=max(EXAMPLES // 4, 50))
@given(answers_files())
def test_places_agree_with_first_places_and_with_a_plain_sort(data: dict[str, Any]) -> None:
    result = drawn(data, 100)
    places = central.places(result)
    assert sum(row[0] for row in places.values()) == pytest.approx(1)
    for name, shares in places.items():
        assert sum(shares) == pytest.approx(1)
        assert min(shares) >= 0
        assert shares[0] == pytest.approx(robustness.acceptability(result)[name])
    for place in range(len(OPTIONS)):
        assert sum(places[name][place] for name in OPTIONS) == pytest.approx(1)
    if len(np.unique(np.round(result.values, 12), axis=0)) == len(OPTIONS):
        order = np.argsort(-result.values, axis=0, kind="stable")
        for row, name in enumerate(result.option_ids):
            counted = [(order[place] == row).mean() for place in range(len(OPTIONS))]
            tied = (np.abs(np.diff(np.sort(result.values, axis=0), axis=0)) == 0).any()
            assert tied or places[name] == pytest.approx(counted)


@settings(max_examples=max(EXAMPLES // 4, 50))
@given(answers_files())
def test_central_weights_and_confidence_agree_with_a_plain_count(data: dict[str, Any]) -> None:
    result = drawn(data, 60)
    weights = central.central_weights(result)
    sure = central.confidence(result, weights)
    for row, name in enumerate(result.option_ids):
        won = result.first[row]
        if won.sum() == 0:
            assert weights[name] is None
            continue
        held = weights[name]
        assert held is not None
        for place, criterion in enumerate(result.criterion_ids):
            assert held[criterion] == pytest.approx((won * result.weights[place]).sum() / won.sum())
        values = np.array(
            [
                sum(held[c] * np.broadcast_to(np.asarray(result.scores[o][c]), (60,)) for c in result.criterion_ids)
                for o in result.option_ids
            ]
        )
        best = values.max(axis=0)
        lead = (values[row] >= best - 1e-9).mean()
        strict = (values[row] > np.delete(values, row, axis=0).max(axis=0) + 1e-9).mean()
        confidence = sure[name]
        assert confidence is not None
        assert strict - 1e-9 <= confidence <= lead + 1e-9


def test_the_values_of_the_draws_are_their_weights_times_their_scores() -> None:
    result = drawn({"company": {"trade": "hvac"}})
    for row, name in enumerate(result.option_ids):
        total = sum(result.weights[p] * result.scores[name][c] for p, c in enumerate(result.criterion_ids))
        assert total == pytest.approx(result.values[row])
