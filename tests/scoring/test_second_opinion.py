"""Other ways of adding up: the product, and a test for rank reversal that can find one."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from whole_answers import answers_files, decide

from advisor.scoring.options import Valued
from advisor.scoring.second_opinion import Scores, Weights, added, multiplied, opinions, reversed_by

EXAMPLES = settings.default.max_examples  # type: ignore[union-attr]

# Sum: specialist 5 x 1 + 5 x 0.1 = 5.5, all-rounder 5 x 0.5 + 5 x 0.5 = 5. Product: 1^.5 x .1^.5 = 0.32 against 0.5.
SCORES = {"specialist": {"a": 1.0, "b": 0.1}, "all-rounder": {"a": 0.5, "b": 0.5}}
WEIGHTS = {"a": 5.0, "b": 5.0}


def test_sum_and_product_by_hand() -> None:
    assert added(SCORES, WEIGHTS) == "specialist"
    assert multiplied(SCORES, WEIGHTS) == "all-rounder"
    value = Valued(WEIGHTS, SCORES, {"specialist": 5.5, "all-rounder": 5.0})  # type: ignore[arg-type]
    product, reversal = opinions(value, "specialist")
    assert (product.agrees, product.option) == (False, "all-rounder")
    assert (reversal.agrees, reversal.option) == (True, "specialist")


def _stretched(scores: Scores, weights: Weights) -> str:
    """A sum on scales that are stretched to the options at hand: known to reverse ranks."""
    ends = {c: (min(row[c] for row in scores.values()), max(row[c] for row in scores.values())) for c in weights}
    on_scale = {
        name: {c: (row[c] - ends[c][0]) / ((ends[c][1] - ends[c][0]) or 1.0) for c in weights}
        for name, row in scores.items()
    }
    return added(on_scale, weights)


def test_a_way_that_reverses_ranks_is_caught() -> None:
    # With the weak one in the race b runs from 0 to 0.6 and a from 0.5 to 1; without it b runs from 0.5 to 0.6.
    race = {"x": {"a": 1.0, "b": 0.5}, "y": {"a": 0.6, "b": 0.6}, "weak": {"a": 0.5, "b": 0.0}}
    weights = {"a": 1.0, "b": 1.5}
    assert _stretched(race, weights) == "x"
    assert reversed_by(_stretched, race, weights) == ("weak", "y")
    assert reversed_by(added, race, weights) is None


@settings(max_examples=max(EXAMPLES // 4, 50))
@given(answers_files())
def test_neither_the_sum_nor_the_product_reverses_a_rank(data: dict[str, Any]) -> None:
    decided = decide(data)
    assert next(o for o in opinions(decided.workings, decided.first) if o.method == "rank_reversal").agrees
