"""Own weights: swings as ranges, brought to the points of the derived weights, beside them and never in their place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whole_answers import K, answers_files

from advisor import advise
from advisor.advice import Advice
from advisor.errors import AdvisorError
from advisor.questionnaire.answers import Swing, answers_from, parse_answers
from advisor.scoring.own_weights import swings

CRITERIA = [c.id for c in K.option_book.criteria]
FIRM: dict[str, Any] = {"company": {"trade": "electrical", "headcount": 40}, "work": {"project_share": 0.2}}


def advised(own: dict[str, Any], draws: int = 400) -> Advice:
    return advise(answers_from({**FIRM, "own_weights": own}), draws=draws)


def test_points_are_the_part_of_all_swings_times_the_derived_total() -> None:
    # 100 + 50 + six times 0 = 150: project gets two thirds of all points, job one third.
    own = advised({**dict.fromkeys(CRITERIA, 0), "project": 100, "job": 50}).own
    assert own is not None
    total = sum(w.derived for w in own.weights)
    points = {w.criterion: w.points.mid for w in own.weights}
    assert points["project"] == pytest.approx(total * 2 / 3, abs=1e-5)
    assert points["job"] == pytest.approx(total / 3, abs=1e-5)
    assert sum(points.values()) == pytest.approx(total, abs=1e-4)


def test_the_derived_weights_as_own_weights_change_nothing() -> None:
    plain = advised({"project": 1})
    assert plain.own is not None
    swings_of_derived = {w.criterion: w.derived_swing for w in plain.own.weights}
    own = advised(swings_of_derived).own
    assert own is not None
    assert own.same
    assert own.option == plain.option
    for mine, ranked in zip(own.ranking, plain.ranking, strict=True):
        assert mine.option == ranked.option
        assert mine.value == pytest.approx(ranked.value, abs=0.05)  # swings are shown to a tenth


def test_what_was_left_out_keeps_the_weight_of_the_answers() -> None:
    ranges = swings({"a": Swing(low=10, high=40)}, {"a": 4.0, "b": 2.0, "c": 0.0}, 0.25)
    assert ranges == {"a": (10, 40), "b": (37.5, 62.5), "c": (0, 0)}


def test_own_weights_that_say_customers_above_all_bring_a_crm_first_and_say_why() -> None:
    advice = advised({**{name: {"low": 0, "high": 5} for name in CRITERIA}, "customer": {"low": 90, "high": 100}})
    own = advice.own
    assert own is not None
    assert own.option == "crm" != advice.option
    assert not own.same
    assert own.sentence.startswith("With your own weights CRM comes first instead of field service management (FSM)")
    assert "job flow counts" in own.sentence, "what speaks most for the change is that calls count less"
    assert own.acceptability["crm"] > 0.5
    assert own.certainty == "lean"


@settings(max_examples=20)
@given(
    answers_files(),
    st.dictionaries(st.sampled_from(CRITERIA), st.tuples(*[st.integers(0, 100)] * 2).map(sorted), min_size=1),
)
def test_own_weights_stand_beside_the_advice_and_never_change_it(
    data: dict[str, Any], given_ranges: dict[str, list[int]]
) -> None:
    if not any(high for _, high in given_ranges.values()):
        return
    own = {name: {"low": low, "high": high} for name, (low, high) in given_ranges.items()}
    left_out = {"answers", "checksum", "own"}
    without = advise(answers_from(data), draws=60)
    with_own = advise(answers_from({**data, "own_weights": own}), draws=60)
    assert without.own is None
    assert with_own.model_dump(exclude=left_out) == without.model_dump(exclude=left_out)
    found = with_own.own
    assert found is not None
    assert sum(found.acceptability.values()) == pytest.approx(1, abs=1e-3)
    assert [r.value for r in found.ranking] == sorted((r.value for r in found.ranking), reverse=True)
    total = sum(w.derived for w in found.weights)
    assert sum(w.points.mid for w in found.weights) == pytest.approx(total, abs=1e-3)
    for weight in found.weights:
        assert weight.points.low - 1e-6 <= weight.points.mid <= weight.points.high + 1e-6
        assert weight.points.high <= total + 1e-6


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ("{customer: 101}", "outside 0 to 100"),
        ("{customer: {low: 60, high: 20}}", "greater than high"),
        ("{customer: much}", "not a number"),
        ("{customer: 0, project: 0}", "all 0"),
        ("{customer: {least: 1}}", "missing"),
    ],
)
def test_a_wrong_swing_is_one_clear_sentence(own: str, says: str) -> None:
    with pytest.raises(AdvisorError, match="own_weights") as caught:
        parse_answers(f"own_weights: {own}")
    assert says in caught.value.sentence


def test_an_unknown_criterion_is_named_with_its_neighbour() -> None:
    with pytest.raises(AdvisorError, match="Did you mean customer"):
        advised({"custommer": 50})
