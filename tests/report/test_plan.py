"""The first 90 days: by size and by weeks, with a pilot and an end of the old way, and on real days once decided."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from printed import CONTRACTORS

from advisor import Advice, advise
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from
from advisor.report.citations import Citations
from advisor.report.plan import NO_SIZE, days_words, first_90_days, plan_table, steps_of, weeks_words

SIZES = (3, 12, 35, 120, 600)


def advised(k: Knowledge, people: Any, **more: Any) -> Advice:
    given = CONTRACTORS["electrical-60-40"]
    company = {**given["company"], "headcount": people}
    return advise(answers_from({**given, "company": company, **more}), k, draws=200)


@pytest.mark.parametrize("people", SIZES)
def test_every_size_has_an_owner_first_and_a_look_back_last(people: int, k: Knowledge) -> None:
    steps = [one.step for one in steps_of(advised(k, people), k)]
    assert (steps[0].kind, steps[0].from_week) == ("owner", 1)
    assert (steps[-1].kind, steps[-1].to_week) == ("review", 13)
    assert all(step.who and step.what and step.done_when and step.sources for step in steps)
    assert all(source in k.sources for step in steps for source in step.sources)


@pytest.mark.parametrize("people", SIZES[:4])
def test_training_parallel_running_and_a_cut_over_come_in_this_order(people: int, k: Knowledge) -> None:
    steps = {one.step.kind: one.step for one in steps_of(advised(k, people), k)}
    assert steps["training"].from_week <= steps["parallel"].to_week <= steps["cut_over"].from_week
    assert "15 minutes" in " ".join(step.what for step in steps.values())


@pytest.mark.parametrize("people", SIZES[1:])
def test_a_pilot_comes_before_everybody_is_trained(people: int, k: Knowledge) -> None:
    steps = {one.step.kind: one.step for one in steps_of(advised(k, people), k)}
    assert steps["pilot"].from_week <= steps.get("training", steps["review"]).from_week


def test_a_second_platform_is_a_step_of_its_own_only_where_there_are_two(k: Knowledge) -> None:
    two, one = advised(k, 35), advised(k, 35, work={"project_share": 0.02})
    assert (len(two.platforms), len(one.platforms)) == (2, 1)
    assert "second" in {dated.step.kind for dated in steps_of(two, k)}
    assert "second" not in {dated.step.kind for dated in steps_of(one, k)}


def test_without_a_size_no_plan_is_made_up(k: Knowledge) -> None:
    advice = advised(k, "unknown")
    assert steps_of(advice, k) == ()
    assert plan_table(advice, k, None) is None
    assert first_90_days(advice, k, Citations(k.sources)).blocks[0].text == NO_SIZE  # type: ignore[union-attr]


def test_without_a_decision_weeks_have_no_days(k: Knowledge) -> None:
    assert {days_words(one) for one in steps_of(advised(k, 35), k)} == {""}


def test_the_day_on_which_the_old_way_ends_fixes_all_others(k: Knowledge) -> None:
    decision = {"vendors": ["procore"], "on": "2026-11-30", "go_live": "2027-02-24"}
    steps = steps_of(advised(k, 35, decision=decision), k)
    cut = next(one for one in steps if one.step.kind == "cut_over")
    assert (cut.first, cut.last) == (date(2027, 2, 22), date(2027, 2, 26))
    assert steps[0].first == date(2026, 12, 7)
    assert weeks_words(cut.step) == "Week 12"
    assert days_words(cut) == "Feb 22–26"


def test_else_it_starts_on_the_monday_after_the_decision(k: Knowledge) -> None:
    steps = steps_of(advised(k, 12, decision={"vendors": ["procore"], "on": "2026-12-03"}), k)
    assert steps[0].first == date(2026, 12, 7)
    over_new_year = next(one for one in steps if one.step.kind == "training")
    assert days_words(over_new_year) == "Dec 28 – Jan 15"
