"""What would change it: every flip is tried out, and no nearer one is overlooked."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from contractors import contractors
from whole_answers import K, changed, values_of

from advisor import advise, sure
from advisor.advice import Advice, FlipAdvice
from advisor.questionnaire.answers import Answers, answers_from
from advisor.questionnaire.flow import with_value
from advisor.questionnaire.question import Question
from advisor.scoring.facts import estimates
from advisor.scoring.flips import flips, read_split
from advisor.scoring.spans import Number
from advisor.scoring.tries import Base, distance, now_of, other_values
from advisor.scoring.tries import winners as option_winners
from advisor.sure import plain

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
    split = read_split(ground(data))
    every = split.shares[::50]
    told = values_of([changed(data, "work.project_share", float(share)) for share in every])
    for name, values in split.values.items():
        assert values[::50] == pytest.approx(told[name]), name
    assert np.all(np.diff(split.shares) > 0)


@pytest.mark.parametrize("firm", FIRMS)
def test_the_profile_shows_both_sides_and_where_the_lead_changes(firm: str, advised: dict[str, Advice]) -> None:
    advice = advised[firm]
    profile = advice.share_profile
    assert profile is not None
    share = FIRMS[firm]["work"]["project_share"]
    assert profile.here == pytest.approx(min(share, 1 - share))
    assert profile.shares[0] == 0
    assert profile.shares[-1] == 0.5
    for side, curves, turns, leads in (
        (profile.minor_side, profile.values, profile.turns, profile.leads_at_zero),
        ({"project": "job", "job": "project"}[profile.minor_side], profile.other_side, profile.other_turns,
         profile.other_leads_at_zero),
    ):  # fmt: skip
        projects = [minor if side == "project" else 1 - minor for minor in profile.shares]
        told = winners([changed(FIRMS[firm], "work.project_share", p) for p in projects])
        for place, minor in enumerate(profile.shares):
            drawn = max(sorted(curves), key=lambda name: curves[name][place])
            leader = leads
            for turn in turns:
                leader = turn.option if turn.share <= minor + 1e-9 else leader
            assert drawn == leader == told[place], (side, minor)


@pytest.mark.parametrize("firm", FIRMS)
def test_the_distance_of_a_flip_of_the_split_is_in_points_of_share(firm: str, advised: dict[str, Advice]) -> None:
    profile, share = advised[firm].share_profile, FIRMS[firm]["work"]["project_share"]
    assert profile is not None
    assert [f.distance for f in profile.flips] == sorted(f.distance for f in profile.flips)
    for flip in profile.flips:
        assert flip.distance == pytest.approx(abs(flip.project_share - share) * 100, abs=2e-3)
        assert winners([changed(FIRMS[firm], "work.project_share", flip.project_share)]) == [flip.option]
    assert profile.sentence == (profile.flips[0].sentence if profile.flips else profile.sentence)


# ---- many contractors, by brute force -------------------------------------------------------------------------------


def ground(data: dict[str, Any]) -> Base:
    answers = answers_from(data)
    return sure.base_of(answers, estimates(answers, K)[0], K)


def decided(base: Base, tried: list[Answers]) -> list[str]:
    """First option of each, with all of its answers read anew."""
    found = [estimates(answers, K)[0] for answers in tried]
    columns: dict[str, Number] = {name: np.array([f[name].mid for f in found]) for name in found[0]}
    return option_winners(base, columns, len(tried))


def nearer(base: Base, question: Question, than: Any) -> list[Any]:
    """Other answers nearer to today's than *than*, on a grid of its own: halves between the whole numbers too."""
    if question.kind in ("choice", "yes_no", "duration"):
        values = other_values(base, question)
    elif question.kind == "share":
        values = [n / 200 for n in range(201)]
    else:
        now, far = now_of(base, question) or 0.0, float(than)
        steps = np.linspace(min(now, far), max(now, far), 40)
        values = sorted({float(round(v)) for v in steps} - {far})
    reach = distance(base, question, than)
    return [v for v in values if v != than and distance(base, question, v) < reach - 1e-9]


def test_the_flips_of_five_hundred_contractors_hold_by_brute_force() -> None:
    chance = random.Random(4)
    flipping = shares = checked = 0
    grid = np.linspace(0, 1, 801)
    for data in contractors(500):
        base = ground(data)
        questions = sure.changeable(base.answers, K)
        own = option_winners(base, {}, 1)[0]
        found = flips(base, questions, read_split(base), own)
        by_field = {q.field: q for q in questions}
        # The split: every flip flips, and no share of the grid nearer than the nearest one does.
        now = base.found["share"].mid
        on_grid = option_winners(base, {"share": grid}, grid.size)
        others = [abs(share - now) for share, option in zip(grid, on_grid, strict=True) if option != own]
        of_split = [f for f in found if f.question == "work.project_share"]
        if "work.project_share" in by_field and others:
            assert min(abs(f.to_value - now) for f in of_split) <= min(others) + 1e-9
            shares += 1
        for flip in of_split:
            assert decided(base, [with_value(base.answers, flip.question, flip.to_value)]) == [flip.option] != [own]
        # Two other answers: the flip flips, nothing nearer does; and where none is named, no grid value flips.
        for question in chance.sample([q for q in questions if q.field != "work.project_share"], 2):
            flip = next((f for f in found if f.question == question.field), None)
            if flip is not None:
                flipping += 1
                assert answers_from(changed(data, question.field, plain(flip.to_value)))
                assert (
                    decided(base, [with_value(base.answers, question.field, flip.to_value)]) == [flip.option] != [own]
                )
                tried = nearer(base, question, flip.to_value)
            else:
                values = other_values(base, question)
                tried = chance.sample(values, min(12, len(values)))
            if tried:
                checked += len(tried)
                got = decided(base, [with_value(base.answers, question.field, value) for value in tried])
                assert set(got) == {own}, (question.field, flip)
    assert min(flipping, shares) > 60
    assert checked > 5000
