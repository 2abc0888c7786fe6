"""A split measured from records: it leads with its own interval, and records that cannot tell keep a verdict a lean."""

from __future__ import annotations

from typing import Any

import pytest

from advisor import Advice, advise
from advisor.errors import AnswersError
from advisor.questionnaire.answers import answers_from


def measured(low: float, mid: float, high: float, *, can_tell: bool = True, **more: Any) -> dict[str, Any]:
    share = {"low": low, "mid": mid, "high": high}
    return {
        "company": {"trade": "electrical", "headcount": 35, "segment": "commercial"},
        "work": {
            "project_share": {"low": low, "high": high},
            "basis": "revenue",
            "measured": {"basis": "revenue", "by_revenue": share, "can_tell": can_tell, "records": 300, **more},
        },
        "friction": {"workarounds": 3, "double_entry": 3, "missed_information": 3},
    }


def said(data: dict[str, Any]) -> Advice:
    return advise(answers_from(data), draws=2000)


def test_the_measured_interval_is_the_split_with_its_own_middle() -> None:
    mix = said(measured(0.36, 0.38, 0.44)).work_mix
    assert (mix.project_share.low, mix.project_share.mid, mix.project_share.high) == (0.36, 0.38, 0.44)
    assert mix.leading_basis == "revenue"


def test_it_leads_over_listed_kinds_of_work() -> None:
    data = measured(0.36, 0.38, 0.44)
    data["work"]["streams"] = [
        {"name": "calls", "duration": {"value": 2, "unit": "hours"}, "per_year": 4000, "average_value_usd": 300}
    ]
    assert said(data).work_mix.project_share.mid == 0.38


def test_a_guess_told_since_goes_before_it() -> None:
    data = measured(0.36, 0.38, 0.44)
    data["work"]["project_share"] = 0.1
    assert said(data).work_mix.project_share.mid == 0.1


def test_all_bases_that_the_records_say_are_kept_and_their_quarrel_is_told() -> None:
    other = {"low": 0.02, "mid": 0.03, "high": 0.05}
    mix = said(measured(0.36, 0.38, 0.44, by_count=other)).work_mix
    assert mix.by_count is not None
    assert mix.by_count.mid == 0.03
    assert any("number of pieces" in doubt for doubt in mix.doubts)


@pytest.mark.parametrize("can_tell", [True, False])
def test_records_that_cannot_tell_keep_a_clear_verdict_a_lean(can_tell: bool) -> None:
    advice = said(measured(0.36, 0.38, 0.44, can_tell=can_tell))
    assert advice.option == "fsm_pm"
    assert advice.certainty == ("clear" if can_tell else "lean")
    assert any("Your records cannot tell" in reason for reason in advice.how_sure.reasons) == (not can_tell)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"by_revenue": {"low": 0.5, "mid": 0.4, "high": 0.6}}, "from low over mid to high"),
        ({"by_revenue": {"low": 0.5, "mid": 0.6, "high": 1.6}}, "within 0 to 1"),
        ({"basis": "hours"}, "by_hours is missing"),
        ({"records": 0}, "records"),
        ({"first": "last year"}, "first"),
        ({"moved": {"Repair": "hobby"}}, "moved"),
    ],
)
def test_a_measure_that_cannot_be_is_refused_with_a_sentence(change: dict[str, Any], word: str) -> None:
    data = measured(0.36, 0.38, 0.44)
    data["work"]["measured"] |= change
    with pytest.raises(AnswersError) as caught:
        answers_from(data)
    assert word in caught.value.sentence
