"""A look back: each pain then, expected and now; who works in it; what was given up; and what to correct."""

from __future__ import annotations

from typing import Any

import pytest
from after_demos import gone_through
from printed import CONTRACTORS

from advisor import advise
from advisor.knowledge import Knowledge
from advisor.outcome import FollowUp, follow_up, follow_ups
from advisor.outcome.follow_up import expected
from advisor.questionnaire.answers import answers_from, parse_answers

PAINS = {"rfis_submittals_lost": 3, "unbilled_changes": 3, "double_entry": 2}


def told(k: Knowledge, **checkin: Any) -> FollowUp:
    """One look back of the electrical firm, which took Procore beside its FSM."""
    given = {
        **CONTRACTORS["electrical-60-40"], "pains": PAINS, "decision": {"vendors": ["procore"], "owner": "Maria"},
        "checkins": [{"when": "90_days", "on": "2027-03-01", **checkin}],
    }  # fmt: skip
    advice = advise(answers_from(given), k)
    return follow_up(advice, advice.answers.checkins[0], k)


def corrected(found: FollowUp) -> set[str]:
    return {one.id for one in found.corrections}


def test_each_pain_stands_then_and_now_the_worst_first(k: Knowledge) -> None:
    found = told(k, pains={"rfis_submittals_lost": 1, "unbilled_changes": 3})
    assert [(one.pain, one.then, one.now, one.change) for one in found.pains] == [
        ("unbilled_changes", 3, 3, "same"),
        ("rfis_submittals_lost", 3, 1, "better"),
        ("double_entry", 2, None, "unknown"),
    ]
    assert found.facts["relief"] == 0.5
    assert "worse" in found.facts
    assert found.facts["worse"] == 0


def test_a_pain_that_came_with_the_software_is_worse_and_counts(k: Knowledge) -> None:
    found = told(k, pains={"missed_calls": 2, "double_entry": 3})
    assert {one.pain: one.change for one in found.pains if one.change != "unknown"} == {
        "missed_calls": "worse", "double_entry": "worse",
    }  # fmt: skip
    assert "something-hurts-more" in corrected(found)


def test_what_was_expected_is_what_pages_show_and_unknown_stays_unknown(k: Knowledge) -> None:
    advice = advise(answers_from(CONTRACTORS["electrical-60-40"]), k)
    assert expected(("rfis",), ["procore"], advice, k) == "relief"
    assert expected(("rfis",), ["A tool of our own"], advice, k) == "unknown"
    assert expected((), ["procore"], advice, k) == "unknown"


def test_what_was_seen_in_the_demo_takes_the_place_of_the_page(k: Knowledge) -> None:
    advice = advise(answers_from(gone_through(k)), k)
    assert advice.scorecard is not None
    nothing = next((f for f in advice.scorecard.facts if f.high is not None and f.high <= 0.5), None)
    assert nothing is not None
    assert expected((nothing.fact,), [nothing.vendor], advice, k) in ("none", "part")


@pytest.mark.parametrize(
    ("adopted", "verdict"),
    [
        ({}, "too_early"),
        ({"office": 0, "field": 0}, "not_used"),
        ({"office": 2, "field": 0}, "half"),
        ({"office": 3, "field": 3}, "working"),
        ({"office": "unknown", "field": "unknown"}, "too_early"),
    ],
)
def test_the_verdict_follows_use(adopted: dict[str, Any], verdict: str, k: Knowledge) -> None:
    assert told(k, adopted=adopted).verdict == verdict


def test_used_but_nothing_relieved_is_told_as_such(k: Knowledge) -> None:
    found = told(k, adopted={"office": 3, "field": 3}, pains=PAINS)
    assert found.verdict == "used_no_relief"
    assert "used-and-still-hurting" in corrected(found)
    assert "Of 3 strong pains, none hurt less" in found.sentence


def test_project_managers_back_on_spreadsheets_are_recognised(k: Knowledge) -> None:
    found = told(k, adopted={"dispatch": 3, "project_managers": 0, "office": 3})
    assert "project-managers-left-it" in corrected(found)
    assert "dispatch-left-it" not in corrected(found)


def test_the_kept_tool_counts_as_a_platform(k: Knowledge) -> None:
    found = told(k, pains={"double_entry": 3})
    assert found.facts["platforms"] == 2
    assert "still-typed-twice" in corrected(found)
    assert "one-platform-still-typed-twice" not in corrected(found)


def test_what_was_given_up_stands_with_its_need_and_its_score_in_the_demo(k: Knowledge) -> None:
    given = gone_through(k)
    taken = given["decision"]["vendors"][0]
    task = next(s["task"] for s in given["scores"] if s["vendor"] == taken)
    capability = k.task_book.by_id[task].capabilities[0]
    checkin = {"when": "1_year", "given_up": [capability, "bilingual_es"]}
    advice = advise(answers_from({**given, "checkins": [checkin]}), k)
    [found] = follow_ups(advice, k)
    by_name = {one.capability: one for one in found.given_up}
    assert by_name[capability].shown is not None
    assert by_name[capability].need == pytest.approx(advice.capability_needs[capability], abs=1e-5)
    assert by_name["bilingual_es"].shown is None


def test_what_was_not_told_says_nothing(k: Knowledge) -> None:
    found = told(k)
    assert found.verdict == "too_early"
    assert found.groups == ()
    assert {"use.mean", "relief", "again"}.isdisjoint(found.facts)
    assert corrected(found) == set()


def test_two_looks_back_stand_in_order_and_survive_the_file(k: Knowledge) -> None:
    from advisor import files

    given = answers_from(
        {
            **CONTRACTORS["electrical-60-40"],
            "decision": {"vendors": ["procore"]},
            "checkins": [{"when": "1_year", "adopted": {"field": 3}}, {"when": "90_days", "adopted": {"field": 1}}],
        }
    )
    again = parse_answers(files.to_yaml(given.compact()))
    assert again == given
    assert [one.when for one in follow_ups(advise(again, k), k)] == ["90_days", "1_year"]


def test_a_check_in_never_changes_the_advice(k: Knowledge) -> None:
    given = {**CONTRACTORS["electrical-60-40"], "decision": {"vendors": ["procore"]}}
    without = advise(answers_from(given), k)
    with_it = advise(answers_from({**given, "checkins": [{"when": "90_days", "pains": {"missed_calls": 3}}]}), k)
    assert (with_it.ranking, with_it.stacks, with_it.verdict) == (without.ranking, without.stacks, without.verdict)
