"""The question sheet on paper: every question with its boxes, nothing torn apart, and names that stay text."""

from __future__ import annotations

import re

import pytest
from printed import HOSTILE, Paper, plain_words

from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import Answers
from advisor.report.blocks import Ask
from advisor.report.branding import branding_from
from advisor.report.markdown import render_markdown
from advisor.report.pdf import render_pdf
from advisor.report.sheet import build_sheet
from advisor.workshop import proposed_fields, question_sheet


@pytest.fixture(scope="module")
def fields() -> tuple[str, ...]:
    return tuple(proposed_fields(Answers()))


@pytest.fixture(scope="module")
def paper(fields: tuple[str, ...], k: Knowledge) -> Paper:
    return Paper(render_pdf(build_sheet(question_sheet(fields, k, title="Oak Street Builders"))))


def test_every_question_every_box_and_every_pain_is_printed(
    paper: Paper, fields: tuple[str, ...], k: Knowledge
) -> None:
    sheet = question_sheet(fields, k)
    assert len(sheet.items) == len(fields) > 5
    for item in sheet.items:
        assert paper.holds(f"{item.number}. {item.question}")
        assert all(paper.holds(box) for box in item.boxes)
    assert all(paper.holds(pain.label) for pain in k.pains.values())
    assert all(paper.holds(role.label) for role in sheet.roles)
    assert paper.holds(sheet.closing)


def test_a_question_never_goes_on_over_a_page(paper: Paper, fields: tuple[str, ...], k: Knowledge) -> None:
    asks = [b for s in build_sheet(question_sheet(fields, k)).sections for b in s.blocks if isinstance(b, Ask)]
    pages = [re.sub(r"\s", "", plain_words(page)) for page in paper.pages]
    for one in asks:
        parts = [re.sub(r"\s", "", words) for words in (one.ask, *one.boxes, *one.lines)]
        assert any(all(part in page for part in parts) for page in pages), one.ask


def test_it_is_the_same_file_twice_and_has_no_name_of_a_person(fields: tuple[str, ...], k: Knowledge) -> None:
    report = build_sheet(question_sheet(fields, k), branding_from(consultant="Mesa Advisory", footer="Confidential"))
    assert render_pdf(report) == render_pdf(report)
    paper = Paper(render_pdf(report))
    assert paper.holds("Leave your name off")
    assert all("Confidential" in plain_words(page) for page in paper.pages)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_title_from_outside_stays_text(name: str, k: Knowledge) -> None:
    report = build_sheet(question_sheet(["work.project_share"], k, title=name))
    assert Paper(render_pdf(report)).holds(name)
    assert "<script>" not in render_markdown(report).replace("\\<script\\>", "")
