"""The workshop page: who took part by role, where views differed, what was agreed, and who differs still."""

from __future__ import annotations

from typing import Any

import pytest
from after_demos import WORKSHOP, voices
from printed import CONTRACTORS, HOSTILE, Paper

from advisor import advise
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from
from advisor.report.blocks import Paragraph, Points, Section, Table
from advisor.report.citations import Citations
from advisor.report.pdf import render_pdf
from advisor.report.report import build_report
from advisor.report.workshop_page import workshop_page


def page(k: Knowledge, **changed: Any) -> Section:
    given = {**CONTRACTORS["electrical-60-40"], "workshop": {**WORKSHOP, **changed}}
    section = workshop_page(advise(answers_from(given), k, draws=200), k, Citations(k.sources))
    assert section is not None
    return section


def table(section: Section) -> dict[str, tuple[str, ...]]:
    [found] = [block for block in section.blocks if isinstance(block, Table)]
    return {row[0]: row[1:] for row in found.rows}


def told(section: Section) -> str:
    return " ".join(block.text for block in section.blocks if isinstance(block, Paragraph))


def test_who_took_part_is_told_by_role_and_never_by_name(k: Knowledge) -> None:
    words = told(page(k))
    assert "6 people took part on November 18, 2026: owner, 2 people in the office" in words
    assert "FSM and PM, joined for 4 and Field service management (FSM) for 2" in words


def test_what_decides_comes_first_and_every_view_stands_with_its_roles(k: Knowledge) -> None:
    rows = table(page(k))
    assert list(rows) == ["The split", "Length of the work"]
    views, agreement, decides, agreed = rows["The split"]
    assert "60 % projects: project manager" in views
    assert "10 % projects: field" in views
    assert (agreement, decides, agreed) == ("0.71", "yes", "40 % projects")
    assert rows["Length of the work"][3] == "2 weeks"


def test_where_all_said_the_same_it_is_said_once(k: Knowledge) -> None:
    assert "Of one view from the start: Accounting" in told(page(k))


def test_why_and_who_still_sees_it_differently(k: Knowledge) -> None:
    points = [p for block in page(k).blocks if isinstance(block, Points) for p in block.items]
    assert [(p.title, p.text) for p in points] == [
        ("The split", "Counted over last year's invoices."),
        ("The split, field", "We do far more calls than that."),
    ]


def test_what_was_left_open_and_what_nobody_knew_is_said(k: Knowledge) -> None:
    question = {"field": "team.administration", "voices": voices(("owner", "part_time"), ("office", "unknown"))}
    rows = table(page(k, questions=[question]))
    ((views, agreement, decides, agreed),) = rows.values()
    assert "did not know: office" in views.lower()
    assert (agreement, decides, agreed) == ("too few told", "not known", "left open")


@pytest.mark.parametrize("words", HOSTILE)
def test_notes_from_outside_are_printed_letter_by_letter(words: str, k: Knowledge) -> None:
    question = {**WORKSHOP["questions"][0], "note": words, "dissent": [{"role": "field", "note": words}]}
    given = {**CONTRACTORS["electrical-60-40"], "workshop": {**WORKSHOP, "questions": [question]}}
    assert Paper(render_pdf(build_report(advise(answers_from(given), k, draws=200), k))).holds(words)


@pytest.mark.parametrize(
    "question",
    [
        {"field": "no.such", "voices": voices(("owner", 3), ("field", [1, 2]))},
        {"field": "work.project_share", "voices": voices(("owner", "lots"), ("field", {"low": 9}))},
        {"field": "work.typical_duration", "voices": voices(("owner", {"value": "x"}), ("field", True))},
        {"field": "pains", "voices": voices(("owner", {"no_such_pain": 3}), ("field", {"missed_calls": 9}))},
        {"field": "pains.missed_calls", "voices": voices(("owner", 3), ("field", None))},
        {"field": "", "voices": voices(("owner", 3), ("field", 1))},
    ],
)
def test_a_file_written_by_hand_may_hold_nonsense_and_is_still_printed(question: dict[str, Any], k: Knowledge) -> None:
    assert table(page(k, questions=[question]))


def test_without_a_workshop_there_is_no_page(k: Knowledge) -> None:
    advice = advise(answers_from(CONTRACTORS["fence"]), k, draws=200)
    assert workshop_page(advice, k, Citations(k.sources)) is None
