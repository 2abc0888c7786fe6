"""What-ifs: some answers changed, checked like the answers themselves, and never touching today's advice."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whole_answers import K, answers_files, changed

from advisor import advise
from advisor.advise import what_if
from advisor.batch import decide_many, read_jsonl
from advisor.errors import AdvisorError
from advisor.questionnaire.answers import answers_from, with_changes

FIRM: dict[str, Any] = {
    "company": {"trade": "electrical", "headcount": 40},
    "work": {"project_share": 0.2},
    "pains": {"dispatch_chaos": 2},
}
LATER = {"name": "in two years", "changes": {"work.project_share": 0.4, "company.headcount": 70}}


def advised(*scenarios: dict[str, Any], firm: dict[str, Any] = FIRM) -> Any:
    return advise(answers_from({**firm, "scenarios": list(scenarios)}), draws=200)


def test_a_scenario_says_what_the_changed_answers_alone_would_say() -> None:
    found = advised(LATER).scenarios[0]
    there = advise(answers_from(changed(changed(FIRM, "work.project_share", 0.4), "company.headcount", 70)), draws=200)
    assert (found.option, found.category, found.platforms) == (there.option, there.category, there.platforms)
    assert (found.certainty, found.acceptability) == (there.certainty, there.acceptability)
    assert [(r.option, r.value) for r in found.ranking] == [(r.option, round(r.value, 6)) for r in there.ranking]
    assert found.minor_share == there.work_mix.minor_share
    assert found.verdict == there.verdict


def test_a_scenario_says_in_words_what_changes_and_what_differs() -> None:
    found = advised(LATER).scenarios[0]
    assert [change.words for change in found.changes] == ["The split: 40 % instead of 20 %", "People: 70 instead of 40"]
    assert not found.same
    assert found.sentence.startswith("FSM and PM, joined, would come first")
    assert "field service management (FSM)" in found.sentence
    assert "40 % of the work" in found.sentence


def test_a_scenario_with_the_same_winner_says_so() -> None:
    found = advised({"name": "one more van", "changes": {"company.headcount": 41}}).scenarios[0]
    assert found.same
    assert "still comes first" in found.sentence


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("pains.missed_calls", 3, "Phone calls go unanswered: severe"),
        ("pains.dispatch_chaos", 0, "none instead of strong"),
        ("company.trade", "plumbing", "instead of"),
        ("today.tools", [{"kind": "pm", "works": "well"}], "PM (works well)"),
        ("work.signals.rfis_submittals", True, "yes"),
        ("work.typical_duration", {"value": 3, "unit": "weeks"}, "3 weeks"),
        ("company.revenue_usd_year", {"low": 4_000_000, "high": 6_000_000}, "4,000,000 to 6,000,000"),
        ("team.administration", "unknown", "not known"),
    ],
)
def test_every_kind_of_answer_can_change(field: str, value: Any, words: str) -> None:
    found = advised({"name": "then", "changes": {field: value}}).scenarios[0]
    assert words in found.changes[0].words


def test_a_told_split_takes_the_place_of_listed_work() -> None:
    listed = changed(
        FIRM, "work.streams", [{"name": "calls", "duration": {"value": 2, "unit": "hours"}, "per_year": 900}]
    )
    found = advised({"name": "then", "changes": {"work.project_share": 0.45}}, firm=listed).scenarios[0]
    assert found.minor_share.mid == pytest.approx(0.45)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"work.projectshare": 0.4}, "'then' changes 'work.projectshare', which is no answer"),
        ({"work": {"project_share": 0.4}}, "which is no answer"),
        ({"work.project_share": 40}, "40 is outside 0 to 1"),
        ({"company.growth": "huge"}, "not one of the choices"),
        ({"pains.missed_calls": 9}, "outside 0 to 3"),
        ({"scenarios": []}, "which is no answer"),
        ({"own_weights.customer": 3}, "which is no answer"),
        ({"company.headcount.low": 3}, "which is no answer"),
        ({}, "changes nothing"),
    ],
)
def test_a_wrong_change_is_one_clear_sentence(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(AdvisorError) as caught:
        answers_from({**FIRM, "scenarios": [{"name": "then", "changes": changes}]})
    assert says in caught.value.sentence
    assert "\n" not in caught.value.sentence


@pytest.mark.parametrize(
    ("scenarios", "says"),
    [
        ([LATER] * 2, "two scenarios are called"),
        ([{**LATER, "name": str(n)} for n in range(4)], "longer than 3"),
        ([{**LATER, "name": "x" * 61}], "longer than 60"),
        ([{**LATER, "name": "  "}], "needs a name"),
        ("later", "scenarios"),
    ],
)
def test_wrong_scenarios_are_one_clear_sentence(scenarios: Any, says: str) -> None:
    with pytest.raises(AdvisorError) as caught:
        answers_from({**FIRM, "scenarios": scenarios})
    assert says in caught.value.sentence


def test_an_unknown_pain_or_trade_in_a_scenario_is_named() -> None:
    for field, value in (("pains.missed_cals", 2), ("company.trade", "elektrical")):
        with pytest.raises(AdvisorError, match="scenario 'then'"):
            advised({"name": "then", "changes": {field: value}})


def test_scenarios_survive_being_written_and_read() -> None:
    answers = answers_from({**FIRM, "scenarios": [LATER], "own_weights": {"customer": {"low": 20, "high": 100}}})
    assert answers_from(json.loads(json.dumps(answers.compact()))) == answers


def test_old_answers_files_stay_as_they_are() -> None:
    assert "scenarios" not in answers_from(FIRM).compact()
    assert "own_weights" not in answers_from(FIRM).compact()


def test_a_batch_reads_past_scenarios_and_own_weights() -> None:
    line = json.dumps({**FIRM, "scenarios": [LATER], "own_weights": {"customer": 100}})
    rows = list(decide_many(read_jsonl(io.StringIO(line + "\n" + json.dumps(FIRM))), K))
    assert [row.result["error"] for row in rows] == ["", ""]
    assert rows[0].result == rows[1].result


def test_a_live_what_if_is_the_scenario_of_the_same_changes() -> None:
    kept = advised(LATER).scenarios[0]
    live = what_if(answers_from(FIRM), LATER["changes"], name="in two years", draws=200)
    assert live == kept
    with pytest.raises(AdvisorError, match="no answer"):
        what_if(answers_from(FIRM), {"work.share": 1}, draws=50)


def test_changes_leave_the_answers_alone() -> None:
    answers = answers_from(FIRM)
    before = answers.model_dump_json()
    there = with_changes(answers, LATER["changes"])
    assert answers.model_dump_json() == before
    assert there.company.headcount == 70


CHANGES = st.fixed_dictionaries(
    {"work.project_share": st.integers(0, 100).map(lambda n: n / 100)},
    optional={
        "company.headcount": st.integers(1, 300),
        "friction.workarounds": st.integers(0, 3),
        "limits.budget_usd_month": st.integers(0, 3000),
        "company.growth": st.sampled_from(["steady", "fast"]),
    },
)


@settings(max_examples=15)
@given(answers_files(), st.lists(CHANGES, min_size=1, max_size=3))
def test_scenarios_never_change_the_advice(data: dict[str, Any], changes: list[dict[str, Any]]) -> None:
    scenarios = [{"name": f"case {n}", "changes": change} for n, change in enumerate(changes)]
    left_out = {"answers", "checksum", "scenarios"}
    without = advise(answers_from(data), draws=60)
    with_them = advise(answers_from({**data, "scenarios": scenarios}), draws=60)
    assert with_them.model_dump(exclude=left_out) == without.model_dump(exclude=left_out)
    assert [s.name for s in with_them.scenarios] == [s["name"] for s in scenarios]
