"""Laws 3 and 4: what hurts speaks for the software of its side, and a weaker team never speaks for two platforms."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from whole_answers import BEARING, EPS, OPTIONS, PAIRS, SINGLES, K, answers_files, changed, values_of

SIDED = sorted(p.id for p in K.pains.values() if p.side in BEARING)
LEVELS = (0, 1, 2, 3)
EXAMPLES = settings.default.max_examples  # type: ignore[union-attr]


def _fell(better: np.ndarray, worse: np.ndarray) -> bool:
    """Whether one option loses ground on another anywhere along a batch."""
    return bool((np.diff(better - worse) < -EPS).any())


# ---- law 3 ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pain", SIDED)
@settings(max_examples=max(EXAMPLES * 2 // len(SIDED), 20))
@given(data=answers_files())
def test_a_stronger_pain_never_lowers_the_software_of_its_side(pain: str, data: dict[str, Any]) -> None:
    values = values_of([changed(data, f"pains.{pain}", level) for level in LEVELS])
    for_it = BEARING[K.pains[pain].side]
    lost = [(a, b) for a in for_it for b in OPTIONS if b not in for_it and _fell(values[a], values[b])]
    assert not lost, f"as {pain} gets stronger, {lost[0][0]} loses ground on {lost[0][1]}"


# ---- law 4 ----------------------------------------------------------------------------------------------------------

WEAKER = (
    ("company.headcount", (400, 120, 40, 25, 18, 10, 6, 3)),
    ("team.administration", ("full_time", "part_time", "none")),
    ("team.change_capacity", (5, 4, 3, 2, 1)),
)


@pytest.mark.parametrize(("field", "steps"), WEAKER, ids=[field for field, _ in WEAKER])
@settings(max_examples=EXAMPLES // 2)
@given(data=answers_files())
def test_a_weaker_team_never_raises_two_platforms_against_one(
    field: str, steps: tuple[Any, ...], data: dict[str, Any]
) -> None:
    if field == "company.headcount":
        # Other counts of people have to fit into the smallest team that is tried.
        data = {**data, "company": {k: v for k, v in data["company"].items() if k in ("trade", "segment", "growth")}}
    values = values_of([changed(data, field, step) for step in steps])
    gained = [(two, one) for two in PAIRS for one in SINGLES if _fell(values[one], values[two])]
    assert not gained, f"as {field} gets weaker, {gained[0][0]} gains on {gained[0][1]}"
