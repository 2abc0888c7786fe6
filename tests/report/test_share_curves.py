"""The picture of every option's value over the split: what leads is drawn and named, and the words say the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from advisor import Advice, advise
from advisor.base import Interval
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from
from advisor.report import charts
from advisor.report.blocks import Curves
from advisor.report.citations import Citations
from advisor.report.palette import DARK, LIGHT
from advisor.report.share_curves import MOST_NAMED, curves_of, share_curves, spread
from advisor.report.sureness import how_sure
from advisor.scoring.sureness import ShareProfile, ShareTurn

NAMES: Any = {
    "pm": ("Project management", ("pm",)),
    "fsm_pm": ("Both, joined", ("fsm", "pm")),
    "crm": ("CRM", ("crm",)),
}


def profile(**changes: Any) -> ShareProfile:
    fields: dict[str, Any] = {
        "minor_side": "job",
        "here": 0.1,
        "band": (0.25, 0.3),
        "shares": (0.0, 0.25, 0.5),
        "values": {"pm": (10.0, 10.0, 10.0), "fsm_pm": (5.0, 9.0, 13.0), "crm": (1.0, 1.0, 1.0)},
        "turns": (ShareTurn(share=0.3125, option="fsm_pm"),),
        "leads_at_zero": "pm",
        "other_side": {},
        "other_turns": (),
        "other_leads_at_zero": "fsm",
        "flips": (),
        "sentence": "",
    }
    return ShareProfile(**{**fields, **changes})


def drawn(**changes: Any) -> Any:
    return curves_of(profile(**changes), NAMES, Interval(low=0.05, mid=0.1, high=0.15), told=True)


def test_the_title_says_where_what_comes_first_changes_and_where_you_are() -> None:
    assert drawn().title == "At 31 % job work, FSM + PM takes the lead; you are at 5–15 %"


def test_where_nothing_changes_the_title_says_so() -> None:
    picture = drawn(turns=(), values={"pm": (9.0,) * 3, "fsm_pm": (1.0,) * 3, "crm": (2.0,) * 3})
    assert picture.title == "Whatever the share of job work, Project management stays first"


def test_only_what_leads_or_comes_near_is_named() -> None:
    picture = drawn()
    assert [curve.label for curve in picture.named] == ["FSM + PM", "PM"]
    assert [curve.label for curve in picture.others] == ["CRM"]
    assert "Grey: CRM, never close to first" in picture.words


def test_the_mark_lies_on_the_lines_where_they_cross() -> None:
    assert drawn().value_at(0.3125) == pytest.approx(10.0)
    assert drawn().value_at(0.5) == pytest.approx(13.0)
    assert drawn().value_at(0.0) == pytest.approx(10.0)


def test_labels_never_overlap_and_stay_inside() -> None:
    tops = spread([0.0, 2.0, 3.0, 95.0], 18.0, 100.0)
    assert all(b - a >= 18 - 1e-9 for a, b in pairwise(tops))
    assert tops[-1] <= 100
    assert spread([90.0, 95.0], 18.0, 100.0) == [82.0, 100.0]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_chart_shows_the_line_you_and_the_turn_in_words(palette: Any) -> None:
    figure = charts.build_share_curves(drawn(), palette)
    texts = {re.sub(r"</?b>", "", note.text) for note in figure.layout.annotations}
    assert {"you", "25–30 %", "from 31 %: FSM + PM", "0 %", "50 %", "FSM + PM", "PM"} <= texts
    assert "CRM" not in texts
    assert figure.layout.showlegend is False
    band = next(trace for trace in figure.data if trace.name == "hybrid line")
    assert (band.base[0], band.base[0] + band.x[0]) == pytest.approx((0.25, 0.30))
    lines = [trace for trace in figure.data if trace.name == "fsm_pm"]
    assert {line.line.color for line in lines} == {palette.project, palette.job}, "two platforms, two colours"
    assert charts.alt_of(figure).startswith("At 31 % job work")


def test_a_higher_value_is_drawn_higher() -> None:
    lines = {trace.name: trace for trace in charts.build_share_curves(drawn(), LIGHT).data if trace.name in NAMES}
    assert lines["pm"].y[0] < lines["fsm_pm"].y[0], "pixels count downwards"
    assert lines["pm"].y[-1] > lines["fsm_pm"].y[-1]


@pytest.mark.parametrize("name", ["electrical-60-40", "remodeler-90-10", "fence"])
def test_the_picture_agrees_with_the_advice(name: str, advice_for: Callable[[str], Advice], k: Knowledge) -> None:
    advice = advice_for(name)
    picture = share_curves(advice)
    assert picture is not None
    assert 2 <= len(picture.named) <= MOST_NAMED + 1
    here = min(range(len(picture.shares)), key=lambda i: abs(picture.shares[i] - advice.work_mix.minor_share.mid))
    best = max(picture.named, key=lambda curve: curve.values[here])
    assert best.values[here] == pytest.approx(advice.ranking[0].value, abs=0.7)
    [curves] = [block for block in how_sure(advice, Citations(k.sources)).blocks if isinstance(block, Curves)]
    assert curves.title == picture.title
    assert [line.label for line in curves.lines if line.label] == [curve.label for curve in picture.named]
    assert all(0 <= turn.height <= 1 for turn in curves.turns)


def test_an_advice_without_the_profile_is_still_reported(k: Knowledge) -> None:
    advice = advise(answers_from({}), k, draws=200).model_copy(update={"share_profile": None})
    assert share_curves(advice) is None
    assert not [block for block in how_sure(advice, Citations(k.sources)).blocks if isinstance(block, Curves)]
