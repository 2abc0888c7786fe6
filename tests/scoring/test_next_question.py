"""The next question: judged by what it settles, checked against answering it; quick mode stops when it says it may."""

from __future__ import annotations

import math
import re
import statistics
import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whole_answers import K, answers_files, changed, decide

from advisor import advise
from advisor.questionnaire.answers import Answers, answers_from
from advisor.questionnaire.flow import is_open, is_unsaid
from advisor.scoring import next_question
from advisor.scoring.facts import estimates
from advisor.scoring.missing import EITHER, Estimate
from advisor.scoring.next_question import LEAST_GAIN, Outlook, behind, outlook
from advisor.scoring.quick import QuickStep, applying, quick_next
from advisor.scoring.robustness import SEED, draws_of, uniform_draws

CATEGORY = {option.id: option.category for option in K.option_book.options}
LIMIT = K.option_book.quick.stop_at

TOLD: dict[str, Any] = {
    "company": {"trade": "electrical", "segment": "commercial", "headcount": 40, "technicians": 18, "growth": "steady"},
    "work": {
        "project_share": 0.5, "unit": "both", "jobs_per_day": 20, "pattern_differs": True, "shared_crews": False,
        "typical_duration": {"value": 3, "unit": "months"},
        "signals": {"rfis_submittals": True, "progress_billing": True, "recurring": False},
    },
    "friction": {"workarounds": 2, "double_entry": 2, "missed_information": 2},
    "pains": {"rfis_submittals_lost": 2, "dispatch_chaos": 2},
    "sales": {
        "leads_per_month": 20, "salespeople": 2, "repeat_share": 0.4, "sales_cycle_weeks": 4, "stakeholders": "few",
    },
    "team": {"tech_comfort": 4, "administration": "full_time", "change_capacity": 4, "spanish_speaking_crews": False},
    "today": {"accounting": "quickbooks", "tools": []},
    "limits": {"budget_usd_month": 2000, "wants_one_system": False},
}  # fmt: skip

BUILDER: dict[str, Any] = {  # a small builder near the point where one platform for everything is as good
    "company": {"trade": "remodeler", "segment": "residential", "headcount": 9},
    "work": {"project_share": 0.8},
}


def ahead(data: dict[str, Any], **options: Any) -> Outlook:
    answers = answers_from(data)
    still_open = {q.field for q in applying(answers, K) if is_open(answers, q.field)}
    return outlook(estimates(answers, K)[0], still_open, K.option_book, K.rule_book, **options)


# ---- which question --------------------------------------------------------------------------------------------------


def test_the_open_split_tells_most() -> None:
    assert ahead({**TOLD, "work": {}}).questions[0].question == "work.project_share"


def test_an_open_split_is_offered_even_where_the_marks_tell_it() -> None:
    marks = {"unit": "both", "jobs_per_day": 20, "projects_at_once": 4, "pattern_differs": True}
    offered = advise(answers_from({**TOLD, "work": marks}), K, draws=200).next_questions
    assert "work.project_share" in {one.question for one in offered}


def test_nothing_tells_anything_where_everything_is_told() -> None:
    assert ahead(TOLD).questions == ()
    assert ahead(TOLD).together == 0
    assert advise(answers_from(TOLD), K, draws=200).next_questions == ()


@given(answers_files())
@settings(max_examples=60)
def test_questions_are_ordered_and_never_settle_more_than_there_is(data: dict[str, Any]) -> None:
    found = ahead(data, draws=500)
    gains = [one.expected_reduction for one in found.questions]
    assert gains == sorted(gains, reverse=True)
    assert all(0 <= gain <= math.log2(5) + 0.02 for gain in gains)
    assert all(0 <= one.chance <= 1 for one in found.questions)
    assert found.category == CATEGORY[decide(data).first]


@given(answers_files())
@settings(max_examples=30)
def test_only_open_questions_of_this_contractor_are_offered(data: dict[str, Any]) -> None:
    answers = answers_from(data)
    asked = {q.field for q in applying(answers, K)}
    for offered in advise(answers, K, draws=200).next_questions:
        assert offered.question in asked
        assert is_open(answers, offered.question)


def test_a_question_is_judged_by_all_that_it_tells_together() -> None:
    # Neither of two coins tells anything of whether they agree; both together tell it all: one bit.
    coins = {name: Estimate(0.0, 0.5, 1.0, EITHER) for name in ("one", "other")}
    drawn = {name: (uniform_draws(name, 4000, SEED) >= 0.5).astype(float) for name in coins}
    agree = (drawn["one"] == drawn["other"]).astype(np.intp)
    alone = [next_question._least_left(agree, [name], coins, drawn, 2, SEED) for name in coins]
    assert min(alone) > 0.99
    assert next_question._least_left(agree, list(coins), coins, drawn, 2, SEED) == 0


def test_noise_alone_is_not_taken_for_information() -> None:
    won = (uniform_draws("something else", 2000, SEED) >= 0.5).astype(np.intp)
    names = {name: Estimate(0.0, 0.5, 1.0) for name in ("a", "b", "c")}
    drawn = {name: uniform_draws(name, 2000, SEED) for name in names}
    left = next_question._least_left(won, list(names), names, drawn, 2, SEED)
    assert 1.0 - left < LEAST_GAIN


def test_the_question_behind_a_quantity_is_the_plainest_one_that_is_open() -> None:
    everything = {q.field for q in K.questionnaire.questions}
    nothing_told, split_told = (estimates(answers_from(d), K)[0] for d in ({}, {"work": {"project_share": 0.4}}))
    assert behind("share", nothing_told, everything) == "work.project_share"
    assert behind("share", nothing_told, everything - {"work.project_share"}) == "work.unit"
    assert behind("share", split_told, everything - {"work.project_share"}) is None
    assert behind("short", split_told, everything) == "work.typical_duration"
    assert behind("short", split_told, everything - {"work.typical_duration"}) == "work.signals"
    assert behind("short", split_told, set()) is None


@pytest.mark.parametrize("field", ["limits.wants_one_system", "work.pattern_differs"])
@given(share=st.integers(0, 20), heads=st.sampled_from([3, 6, 9, 14, 25, 60]))
@settings(max_examples=25)
def test_the_chance_of_a_yes_no_answer_is_that_of_answering_it(field: str, share: int, heads: int) -> None:
    data = changed(changed(BUILDER, "work.project_share", share / 20), "company.headcount", heads)
    now = CATEGORY[decide(data).first]
    yes, no = (CATEGORY[decide(changed(data, field, said)).first] != now for said in (True, False))
    name = {"limits.wants_one_system": "wants_one_system", "work.pattern_differs": "pattern_differs"}[field]
    plausible = estimates(answers_from(data), K)[0][name].mid
    one = next((q for q in ahead(data).questions if q.question == field), None)
    if one is None:
        assert not yes
        assert not no
    elif field == "limits.wants_one_system":
        # A draw of 200 with this chance of yes; the two answers are all that can happen.
        assert one.chance == pytest.approx(plausible * yes + (1 - plausible) * no, abs=0.12)
    elif not yes and not no:
        assert one.chance <= 0.1  # neither of the two readings holds where nothing is said; a draw may say so too
    else:
        assert one.chance > 0


def test_no_draw_says_that_the_two_kinds_of_work_differ_and_are_alike() -> None:
    found = estimates(answers_from(BUILDER), K)[0]
    differs, same = (draws_of(name, found[name], 5000, SEED) for name in ("pattern_differs", "pattern_same"))
    assert differs.max() == same.max() == 1
    assert (differs * same).max() == 0


# ---- quick mode ------------------------------------------------------------------------------------------------------


def test_the_trade_is_asked_first_and_then_the_split() -> None:
    first = quick_next(Answers(), K)
    assert first.question == "company.trade"
    assert quick_next(answers_from({"company": {"trade": "electrical"}}), K).question == "work.project_share"


def test_what_was_passed_over_or_is_not_known_is_not_asked_again() -> None:
    assert quick_next(Answers(), K, skip=["company.trade"]).question == "work.project_share"
    unknown = answers_from({"company": {"trade": "electrical"}, "work": {"project_share": "unknown"}})
    assert quick_next(unknown, K).question not in (None, "work.project_share", "company.trade")


def test_everything_answered_stops_at_once() -> None:
    step = quick_next(answers_from(TOLD), K)
    assert step.stop
    assert step.chance == step.together == 0
    assert step.left == 0
    assert step.sentence == "You have answered every question."


def _said_in_hundred(sentence: str) -> int:
    return int(re.search(r"(\d+) chances? in 100", sentence)[1])  # type: ignore[index]


def _worst(step: QuickStep) -> float:
    return max(step.chance, step.together)


@given(answers_files(), st.lists(st.sampled_from(sorted(q.field for q in K.questionnaire.questions)), max_size=12))
@settings(max_examples=60)
def test_it_stops_only_when_it_may_and_never_understates_the_chance(data: dict[str, Any], skip: list[str]) -> None:
    answers = answers_from(data)
    step = quick_next(answers, K, skip=skip)
    if step.question is not None:
        assert step.question not in skip
        assert is_unsaid(answers, step.question)
        assert step.question in {q.field for q in applying(answers, K) if q.in_form}
    elif "100" in step.sentence:
        assert _said_in_hundred(step.sentence) >= _worst(step) * 100 - 1e-9
        assert step.sentence.startswith("You can stop here") == (_worst(step) <= LIMIT)
    else:
        assert step.sentence == "You have answered every question."


@pytest.mark.parametrize("data", [TOLD, {**TOLD, "work": {**TOLD["work"], "project_share": 0.05}}])
def test_answering_what_is_asked_comes_to_a_stop_with_the_category_of_the_full_form(data: dict[str, Any]) -> None:
    known: dict[str, Any] = {}
    asked = []
    while (step := quick_next(answers_from(known), K)).question is not None:
        asked.append(step.question)
        assert asked.count(step.question) == 1
        head, _, rest = step.question.partition(".")
        known = changed(known, step.question, data[head][rest] if rest else data[head])
    assert len(asked) < step.left
    assert CATEGORY[decide(known).first] == CATEGORY[decide(data).first]
    assert _worst(step) <= LIMIT


def test_the_same_answers_give_the_same_step() -> None:
    answers = answers_from(BUILDER)
    assert quick_next(answers, K) == quick_next(answers, K)


def test_the_next_question_is_there_within_a_tenth_of_a_second() -> None:
    answers = answers_from({"company": {"trade": "electrical"}})
    quick_next(answers, K)
    took = []
    for _ in range(5):
        start = time.perf_counter()
        quick_next(answers, K)
        took.append(time.perf_counter() - start)
    assert statistics.median(took) < 0.1
