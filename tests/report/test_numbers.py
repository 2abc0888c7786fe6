"""A reader can hold the paper against the JSON: every number on it is worked out again, and a wrong one is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from after_demos import gone_through
from held import Held
from printed import CONTRACTORS, NAMES, Paper

from advisor import Advice, __version__, advise
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from
from advisor.report.branding import Branding
from advisor.report.memo import build_memo
from advisor.report.pdf import render_pdf
from advisor.report.report import build_report
from advisor.report.table import advice_json

ON_PAGES = ("November 21, 2026", f"advisor {__version__}")
"""What the pages hold of a date and a version beside the figures."""

WHAT_IFS = {
    "scenarios": [
        {"name": "In two years", "changes": {"company.headcount": 60}},
        {"name": "Fewer projects", "changes": {"work.project_share": 0.05}},
    ],
    "own_weights": {"joining": 100, "job": 5},
}
STREAMS = [
    {"name": "kitchens", "duration": {"value": 10, "unit": "weeks"}, "per_year": 12, "average_value_usd": 60000},
    {"name": "repairs", "duration": {"value": 3, "unit": "hours"}, "per_year": 900, "average_value_usd": 400},
]


@pytest.fixture(scope="module")
def at_the_end(k: Knowledge) -> Advice:
    return advise(answers_from(gone_through(k)), k)


@pytest.mark.parametrize("form", ["full", "short"])
@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_a_report_is_held(
    name: str, form: Any, k: Knowledge, branding: Branding, advice_for: Callable[[str], Advice]
) -> None:
    advice = advice_for(name)
    pdf = render_pdf(build_report(advice, k, branding, form=form))
    assert Held(advice_json(advice)).unheld(pdf, furniture=ON_PAGES) == []


def test_so_is_every_number_after_workshop_demos_and_decision(
    at_the_end: Advice, k: Knowledge, branding: Branding
) -> None:
    held = Held(advice_json(at_the_end))
    for report in (build_report(at_the_end, k, branding), build_memo(at_the_end, k, branding)):
        assert held.unheld(render_pdf(report), furniture=ON_PAGES) == []


@pytest.mark.parametrize(
    "more",
    [WHAT_IFS, {"work": {"streams": STREAMS}}, {"work": {"project_share": {"low": 0.2, "high": 0.5}}}],
    ids=["what-ifs and own weights", "kinds of work", "a range"],
)
def test_so_are_what_ifs_kinds_of_work_and_ranges(more: dict[str, Any], k: Knowledge, branding: Branding) -> None:
    advice = advise(answers_from({**CONTRACTORS["electrical-60-40"], **more}), k)
    pdf = render_pdf(build_report(advice, k, branding))
    assert Held(advice_json(advice)).unheld(pdf, furniture=ON_PAGES) == []


def test_what_is_held_is_not_everything(k: Knowledge, branding: Branding, advice_for: Callable[[str], Advice]) -> None:
    """Another firm's paper is full of numbers that this firm's JSON does not explain."""
    pdf = render_pdf(build_report(advice_for(NAMES[1]), k, branding))
    assert len(Held(advice_json(advice_for(NAMES[0]))).unheld(pdf, furniture=ON_PAGES)) > 40


def wrong(told: dict[str, Any], *path: Any, by: float) -> None:
    """Makes one number of a JSON wrong."""
    for step in path[:-1]:
        told = told[step]
    told[path[-1]] += by


@pytest.mark.parametrize(
    ("path", "by"),
    [
        (("ranking", 1, "low"), -1.0),
        (("ranking", 2, "high"), 0.3),
        (("stacks", 0, "value"), 1.0),
        (("stacks", 1, "cost", "first_year", "low"), 4000.0),
        (("stacks", 1, "cost", "three_years", "low"), 9000.0),
        (("work_mix", "project_share", "low"), 0.03),
        (("work_mix", "minor_share", "high"), 0.02),
        (("hybrid_line", 1), 0.02),
        (("answered",), 1),
        (("checklist", 3, "minutes"), 2.0),
        (("answers", "company", "headcount"), 3),
        (("answers", "quotes", 0, "usd_month"), 10.0),
        (("answers", "workshop", "people", "field"), 1),
        (("answers", "workshop", "questions", 0, "agreement"), 0.05),
        (("scorecard", "moves", 0, "value_before"), 0.4),
    ],
    ids=lambda one: ".".join(map(str, one)) if isinstance(one, tuple) else "",
)
def test_one_wrong_number_is_found(
    path: tuple[Any, ...], by: float, at_the_end: Advice, k: Knowledge, branding: Branding
) -> None:
    told = json.loads(advice_json(at_the_end))
    wrong(told, *path, by=by)
    pdf = _papers(at_the_end, k, branding)
    try:
        found = Held(json.dumps(told)).unheld(pdf, furniture=ON_PAGES)
    except AssertionError:
        return  # the figures of the JSON no longer agree among themselves
    assert found


def _papers(advice: Advice, k: Knowledge, branding: Branding, made: dict[str, bytes] = {}) -> bytes:  # noqa: B006
    """The report, made once."""
    if advice.checksum not in made:
        made[advice.checksum] = render_pdf(build_report(advice, k, branding))
    return made[advice.checksum]


def test_every_source_number_on_paper_is_in_the_list(at_the_end: Advice, k: Knowledge, branding: Branding) -> None:
    import re

    for report in (build_report(at_the_end, k, branding), build_memo(at_the_end, k, branding)):
        paper = Paper(render_pdf(report))
        cited = {int(n) for mark in re.findall(r"\[(\d+(?:,\d+)*)\]", paper.text) for n in mark.split(",")}
        assert cited == set(range(1, max(cited) + 1))
