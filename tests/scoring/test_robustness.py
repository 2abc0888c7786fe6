"""How sure: seeded draws, shares that sum to one, and ranges that hold every draw."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whole_answers import EPS, OPTIONS, K, answers_files, changed, decide, values_of

from advisor.questionnaire.answers import answers_from
from advisor.scoring import robustness
from advisor.scoring.facts import estimates
from advisor.scoring.missing import EITHER, Estimate
from advisor.scoring.robustness import Draws, acceptability, drawn_from, value_spans
from advisor.scoring.rules import RuleBook

TOLD: dict[str, Any] = {
    "company": {"trade": "electrical", "segment": "commercial", "headcount": 40, "technicians": 18, "growth": "steady"},
    "work": {
        "project_share": 0.5, "unit": "both", "jobs_per_day": 20, "project_types": 2, "pattern_differs": True,
        "shared_crews": False, "typical_duration": {"value": 3, "unit": "months"},
        "signals": {"rfis_submittals": True, "progress_billing": True, "recurring": False},
    },
    "friction": {"workarounds": 2, "double_entry": 2, "missed_information": 2},
    "pains": {"rfis_submittals_lost": 2, "dispatch_chaos": 2},
    "sales": {
        "leads_per_month": 20, "open_quotes": 20, "salespeople": 2, "repeat_share": 0.4, "customer_base": 400,
        "sales_cycle_weeks": 4, "stakeholders": "few", "sales_led": False,
    },
    "team": {"tech_comfort": 4, "administration": "full_time", "change_capacity": 4},
    "today": {"accounting": "quickbooks", "tools": []},
    "limits": {"budget_usd_month": 2000, "wants_one_system": False},
}  # fmt: skip


def drawn(data: dict[str, Any], *, draws: int = 2000, seed: int = 1) -> Draws:
    return robustness.draw(estimates(answers_from(data), K)[0], K.option_book, K.rule_book, draws=draws, seed=seed)


# ---- draws ----------------------------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_draws_and_another_seed_others() -> None:
    one, same, other = drawn({}), drawn({}), drawn({}, seed=2)
    assert np.array_equal(one.values, same.values)
    assert not np.array_equal(one.values, other.values)


def test_answering_one_question_leaves_the_draws_of_the_others_alone() -> None:
    with_size = drawn(TOLD)
    told_growth = drawn(changed(TOLD, "company.growth", None))
    assert set(told_growth.open_names) - set(with_size.open_names) == {"growth"}
    fsm = OPTIONS.index("fsm")
    # Growth only moves the weight of room to grow, so what differs between two draws is bounded by that weight.
    assert np.abs(with_size.values[fsm] - told_growth.values[fsm]).max() < 0.4 * 0.5 * 1.25 + EPS


@given(answers_files())
@settings(max_examples=100)
def test_the_shares_of_first_places_sum_to_one(data: dict[str, Any]) -> None:
    result = drawn(data, draws=300)
    shares = acceptability(result)
    assert set(shares) == set(OPTIONS)
    assert sum(shares.values()) == pytest.approx(1)
    assert min(shares.values()) >= 0
    assert result.first.sum(axis=0) == pytest.approx(np.ones(300))
    assert result.values.shape == result.first.shape == (len(OPTIONS), 300)


def test_ties_share_the_first_place() -> None:
    crm = K.option_book.by_id["crm"]
    twins = K.option_book.model_copy(update={"options": (crm, crm.model_copy(update={"id": "twin"}))})
    quiet = RuleBook(
        rules=tuple(r for r in K.rule_book.rules if "score" not in str(r.adds)), hybrid_line=K.rule_book.hybrid_line
    )
    result = robustness.draw(estimates(answers_from({}), K)[0], twins, quiet, draws=200)
    assert acceptability(result) == {"crm": 0.5, "twin": 0.5}


@given(answers_files())
@settings(max_examples=100)
def test_every_draw_with_the_stated_weights_lies_in_the_range_of_its_option(data: dict[str, Any]) -> None:
    calm = K.option_book.model_copy(update={"weight_spread": 1e-9})
    found = estimates(answers_from(data), K)[0]
    result = robustness.draw(found, calm, K.rule_book, draws=100)
    for name, span in value_spans(found, calm, K.rule_book).items():
        values = result.values[result.option_ids.index(name)]
        assert span.low - 1e-6 <= values.min()
        assert values.max() <= span.high + 1e-6


@given(
    st.tuples(*[st.floats(-5, 5)] * 3).map(sorted),
    st.floats(4, 20),
    st.lists(st.floats(0, 1), min_size=2, max_size=20).map(sorted),
)
def test_draws_of_one_estimate_stay_within_it_and_grow_with_the_uniform(
    ends: list[float], held: float, uniform: list[float]
) -> None:
    estimate = Estimate(*ends, held)
    values = drawn_from(estimate, np.array(uniform))
    assert values.min() >= estimate.low - EPS
    assert values.max() <= estimate.high + EPS
    assert (np.diff(values) >= -EPS).all()


def test_as_many_draws_fall_below_the_most_plausible_value_as_above_it() -> None:
    uniform = (np.arange(100_000) + 0.5) / 100_000
    values = drawn_from(Estimate(0, 1, 5, 4.0), uniform)
    assert (values < 1).mean() == pytest.approx(0.5, abs=1e-3)
    # Half of a triangle from 0 to 1 (mean 2/3), half of one from 1 to 5 (mean 7/3): (2/3 + 7/3) / 2 = 1.5.
    assert values.mean() == pytest.approx(1.5, abs=1e-3)


def test_a_yes_no_question_is_drawn_as_yes_or_no_as_often_as_is_plausible() -> None:
    uniform = (np.arange(10_000) + 0.5) / 10_000
    values = drawn_from(Estimate(0.0, 0.35, 1.0, EITHER), uniform)
    assert set(values.tolist()) == {0.0, 1.0}
    assert values.mean() == pytest.approx(0.35, abs=1e-3)
    assert (np.diff(values) >= 0).all()


def test_an_open_answer_may_turn_out_to_be_anything_however_much_speaks_for_its_middle() -> None:
    uniform = (np.arange(1_000_000) + 0.5) / 1_000_000
    values = drawn_from(Estimate(0.0, 0.2, 1.0, 16.0), uniform)
    # Upper half: 0.2 + 0.8 d with P(d > t) = (1 - t)^8, so the last 1 in 200,000 lies past d = 1 - 1e-5 ** (1 / 8).
    assert values.max() > 0.2 + 0.8 * (1 - 1e-5 ** (1 / 8))
    assert values.min() < 0.05


def test_a_wider_answer_makes_the_first_place_less_sure() -> None:
    exact, wide = (
        max(acceptability(drawn(changed(TOLD, "work.project_share", share))).values())
        for share in (0.5, {"low": 0.0, "high": 1.0})
    )
    assert exact > wide


BOTH_KINDS = {
    "unit": "both", "jobs_per_day": 20, "projects_at_once": 4, "pattern_differs": True,
    "signals": {"rfis_submittals": True, "progress_billing": True, "dispatch": True},
}  # fmt: skip


@pytest.mark.parametrize(
    "work",
    [BOTH_KINDS, {}, {"unit": "project"}, {"typical_duration": {"value": 5, "unit": "months"}}, {"jobs_per_day": 80}],
)
def test_an_open_split_is_never_drawn_more_narrowly_than_a_told_one(work: dict[str, Any]) -> None:
    uniform = (np.arange(2000) + 0.5) / 2000
    left_open = estimates(answers_from({**TOLD, "work": work}), K)[0]["share"]
    told = estimates(answers_from({**TOLD, "work": {**work, "project_share": round(left_open.mid, 3)}}), K)[0]["share"]
    of_open, of_told = (np.ptp(drawn_from(share, uniform)) for share in (left_open, told))
    assert of_open > of_told


# ---- many contractors at once ---------------------------------------------------------------------------------------


@given(st.lists(answers_files(), min_size=2, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_a_batch_decides_each_contractor_as_if_it_were_alone(batch: list[dict[str, Any]], chance: Any) -> None:
    order = list(range(len(batch)))
    chance.shuffle(order)
    together = values_of([batch[n] for n in order])
    for place, n in enumerate(order):
        alone = decide(batch[n]).values
        assert {name: together[name][place] for name in OPTIONS} == pytest.approx(alone, abs=1e-12)
