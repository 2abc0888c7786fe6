"""Laws 2, 3, 4 and 7 for how sure it is: the share of tries and the value ranges move the way the values do.

The tries of two contractors share their random numbers, so a share of tries moves with the answers alone. Law 2 is not
asked of the ends of the ranges: as the split moves, the greatest values of two options belong to different answers.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whole_answers import BEARING, EPS, OPTIONS, PAIRS, SINGLES, K, answers_files, changed, spans_of

from advisor.questionnaire.answers import answers_from
from advisor.scoring import robustness
from advisor.scoring.facts import estimates

EXAMPLES = settings.default.max_examples  # type: ignore[union-attr]
FEW = settings(max_examples=max(EXAMPLES // 12, 20))
DRAWS = 200
SIDED = sorted(p.id for p in K.pains.values() if p.side in BEARING)


def share_of_tries(data: dict[str, Any], ones: tuple[str, ...], others: tuple[str, ...]) -> float:
    """Share of tries in which the best of *ones* has a greater value than the best of *others*."""
    drawn = robustness.draw(estimates(answers_from(data), K)[0], K.option_book, K.rule_book, draws=DRAWS)
    values = dict(zip(drawn.option_ids, drawn.values, strict=True))
    ahead = np.max([values[name] for name in ones], axis=0) > np.max([values[name] for name in others], axis=0)
    return float(ahead.mean())


def ends(data: dict[str, Any], ones: tuple[str, ...], others: tuple[str, ...]) -> tuple[float, float]:
    """How far the best of *ones* lies before the best of *others*, at the low and at the high end of their values."""
    spans = spans_of(data)
    low, high = (
        max(getattr(spans[one], end) for one in ones) - max(getattr(spans[other], end) for other in others)
        for end in ("low", "high")
    )
    return low, high


def never_falls(numbers: list[float]) -> bool:
    return bool((np.diff(numbers) >= -EPS).all())


# ---- law 2 ----------------------------------------------------------------------------------------------------------


@FEW
@given(answers_files(streams=False), st.sampled_from(["project", "job"]))
def test_a_larger_minor_side_never_lowers_the_share_of_tries_for_two_platforms(data: dict[str, Any], side: str) -> None:
    minors = (0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
    firms = [changed(data, "work.project_share", minor if side == "project" else 1 - minor) for minor in minors]
    assert never_falls([share_of_tries(firm, ("fsm_pm",), SINGLES) for firm in firms])


@FEW
@given(answers_files(), st.sampled_from(["workarounds", "double_entry", "missed_information"]))
def test_more_friction_never_lowers_the_share_of_tries_for_two_platforms(data: dict[str, Any], kind: str) -> None:
    firms = [changed(data, f"friction.{kind}", level) for level in (0, 1, 2, 3)]
    assert never_falls([share_of_tries(firm, ("fsm_pm",), SINGLES) for firm in firms])


# ---- law 3 ----------------------------------------------------------------------------------------------------------


@FEW
@given(answers_files(), st.sampled_from(SIDED))
def test_a_stronger_pain_never_lowers_the_share_of_tries_of_its_side(data: dict[str, Any], pain: str) -> None:
    for_it = BEARING[K.pains[pain].side]
    others = tuple(name for name in OPTIONS if name not in for_it)
    firms = [changed(data, f"pains.{pain}", level) for level in (0, 1, 2, 3)]
    assert never_falls([share_of_tries(firm, for_it, others) for firm in firms])
    for end in zip(*(ends(firm, for_it, others) for firm in firms), strict=True):
        assert never_falls(list(end))


# ---- law 4 ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "steps"),
    [
        ("company.headcount", (400, 120, 40, 25, 18, 10, 6, 3)),
        ("team.administration", ("full_time", "part_time", "none")),
        ("team.change_capacity", (5, 4, 3, 2, 1)),
    ],
)
@FEW
@given(data=answers_files())
def test_a_weaker_team_never_raises_the_share_of_tries_for_two_platforms(
    field: str, steps: tuple[Any, ...], data: dict[str, Any]
) -> None:
    if field == "company.headcount":
        # Other counts of people have to fit into the smallest team that is tried.
        data = {**data, "company": {k: v for k, v in data["company"].items() if k in ("trade", "segment", "growth")}}
    firms = [changed(data, field, step) for step in steps]
    assert never_falls([-share_of_tries(firm, PAIRS, SINGLES) for firm in firms])
    for end in zip(*(ends(firm, PAIRS, SINGLES) for firm in firms), strict=True):
        assert never_falls([-value for value in end])


# ---- laws 7 and 8 ---------------------------------------------------------------------------------------------------


@FEW
@given(answers_files())
def test_every_value_lies_in_its_range_and_every_try_comes_out_alike_again(data: dict[str, Any]) -> None:
    found = estimates(answers_from(data), K)[0]
    one, again = (robustness.draw(found, K.option_book, K.rule_book, draws=DRAWS) for _ in range(2))
    assert np.array_equal(one.values, again.values)
    assert np.array_equal(one.weights, again.weights)
    assert one.first.sum(axis=0) == pytest.approx(np.ones(DRAWS))
