"""What would change it: every flip is tried out, and no nearer one is overlooked."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from whole_answers import K, changed, values_of

from advisor import advise
from advisor.advice import Advice, FlipAdvice
from advisor.questionnaire.answers import answers_from
from advisor.scoring.facts import estimates
from advisor.scoring.flips import share_profile

FIRMS: dict[str, dict[str, Any]] = {
    "electrician below the line": {
        "company": {"trade": "electrical", "segment": "commercial", "headcount": 40},
        "work": {"project_share": 0.2},
        "friction": {"workarounds": 1, "double_entry": 0, "missed_information": 1},
    },
    "hvac past the line": {
        "company": {"trade": "hvac", "segment": "mixed", "headcount": 40},
        "work": {"project_share": 0.55},
        "team": {"administration": "part_time", "tech_comfort": 3},
    },
    "builder with a maintenance arm": {
        "company": {"trade": "gc_commercial", "segment": "commercial", "headcount": 80},
        "work": {"project_share": 0.78, "pattern_differs": True},
        "pains": {"overruns_found_too_late": 2},
    },
    "small plumber": {
        "company": {"trade": "plumbing", "headcount": 11},
        "work": {"project_share": 0.36},
        "team": {"administration": "none", "change_capacity": 3},
        "limits": {"wants_one_system": False, "budget_usd_month": 600},
    },
    "remodeler who sells": {
        "company": {"trade": "remodeler", "segment": "residential", "headcount": 17},
        "work": {"project_share": 0.93},
        "pains": {"slow_lead_response": 2, "quotes_not_followed_up": 2, "jobs_run_late": 1},
        "sales": {"leads_per_month": 50, "salespeople": 2},
        "today": {"tools": [{"kind": "pm", "works": "well"}]},
    },
    "fence builder": {
        "company": {"trade": "fence", "segment": "residential", "headcount": 10},
        "work": {"project_share": 0.8, "typical_duration": {"value": 2, "unit": "days"}},
        "sales": {"leads_per_month": 60, "sales_led": True},
    },
}


@pytest.fixture(scope="module")
def advised() -> dict[str, Advice]:
    return {name: advise(answers_from(data), draws=200) for name, data in FIRMS.items()}


def winners(batch: list[dict[str, Any]]) -> list[str]:
    """First option for each of the answers, by plain comparison."""
    values = values_of(batch)
    names = sorted(values)
    return [max(names, key=lambda name: (values[name][n], -names.index(name))) for n in range(len(batch))]


def flip_of(advice: Advice, question: str) -> FlipAdvice | None:
    return next((flip for flip in advice.flips if flip.question == question), None)


@pytest.mark.parametrize("firm", FIRMS)
def test_every_flip_gives_the_software_it_names(firm: str, advised: dict[str, Advice]) -> None:
    advice = advised[firm]
    assert advice.flips, "every one of these firms lies near some line"
    for flip in advice.flips:
        data = changed(FIRMS[firm], flip.question, flip.to)
        assert winners([data]) == [flip.option], flip.sentence
        assert flip.option != advice.option
        assert K.option_book.by_id[flip.option].category == flip.category


@pytest.mark.parametrize("firm", FIRMS)
def test_no_nearer_split_gives_other_software(firm: str, advised: dict[str, Advice]) -> None:
    advice, now = advised[firm], FIRMS[firm]["work"]["project_share"]
    grid = [n / 400 for n in range(401)]
    got = winners([changed(FIRMS[firm], "work.project_share", share) for share in grid])
    others = [abs(share - now) for share, option in zip(grid, got, strict=True) if option != advice.option]
    flip = flip_of(advice, "work.project_share")
    if not others:
        assert flip is None
        return
    assert flip is not None
    assert abs(flip.to - now) == pytest.approx(min(others), abs=1 / 400)


COUNTS = {
    "company.headcount": range(1, 401),
    "sales.leads_per_month": range(121),
    "limits.budget_usd_month": range(100, 2001, 10),
}


TOLD_COUNTS = [
    (firm, question)
    for firm, data in FIRMS.items()
    for question in COUNTS
    if question.split(".")[1] in data.get(question.split(".")[0], {})
]


@pytest.mark.parametrize(("firm", "question"), TOLD_COUNTS, ids=[" - ".join(pair) for pair in TOLD_COUNTS])
def test_no_nearer_count_gives_other_software(firm: str, question: str, advised: dict[str, Advice]) -> None:
    section, field = question.split(".")
    now = FIRMS[firm][section][field]
    advice = advised[firm]
    values = list(COUNTS[question])
    got = winners([changed(FIRMS[firm], question, value) for value in values])
    others = [abs(value - now) for value, option in zip(values, got, strict=True) if option != advice.option]
    flip = flip_of(advice, question)
    if not others:
        assert flip is None or not values[0] <= flip.to <= values[-1]
        return
    assert flip is not None
    step = values[1] - values[0]
    assert abs(flip.to - now) <= min(others) + step


CHOICES = {
    "team.administration": ["none", "part_time", "full_time"],
    "limits.wants_one_system": [True, False],
    "work.pattern_differs": [True, False],
    "company.growth": ["shrinking", "steady", "growing", "fast"],
    "sales.stakeholders": ["one", "few", "many"],
    "friction.workarounds": [0, 1, 2, 3],
    "team.change_capacity": [1, 2, 3, 4, 5],
}


@pytest.mark.parametrize("firm", FIRMS)
@pytest.mark.parametrize("question", CHOICES)
def test_a_choice_flips_exactly_where_some_other_choice_does(
    firm: str, question: str, advised: dict[str, Advice]
) -> None:
    advice = advised[firm]
    got = winners([changed(FIRMS[firm], question, value) for value in CHOICES[question]])
    assert (flip_of(advice, question) is not None) == any(option != advice.option for option in got)


def test_the_profile_over_the_split_agrees_with_the_decision_at_every_share() -> None:
    data = FIRMS["hvac past the line"]
    shares, profile = share_profile(estimates(answers_from(data), K)[0], K.option_book, K.rule_book, points=21)
    told = values_of([changed(data, "work.project_share", float(share)) for share in shares])
    for name, values in profile.items():
        assert values == pytest.approx(told[name]), name
    assert np.all(np.diff(shares) > 0)
