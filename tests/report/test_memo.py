"""The decision memo: decided, asked, shown, scored, moved, offered, open, and what happens next."""

from __future__ import annotations

from typing import Any

import pytest
from after_demos import DECISION, gone_through
from printed import CONTRACTORS, HOSTILE, Paper

from advisor import Advice, advise
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from
from advisor.report.branding import Branding, branding_from
from advisor.report.markdown import render_markdown
from advisor.report.memo import build_memo
from advisor.report.pdf import render_pdf


@pytest.fixture(scope="module")
def advice(k: Knowledge) -> Advice:
    return advise(answers_from(gone_through(k)), k)


@pytest.fixture(scope="module")
def memo(advice: Advice, k: Knowledge, branding: Branding) -> Paper:
    return Paper(render_pdf(build_memo(advice, k, branding)))


def test_the_decision_stands_on_top_with_who_when_and_why(memo: Paper, advice: Advice, k: Knowledge) -> None:
    taken = k.catalogue.by_id[advice.answers.decision.vendors[0]].name  # type: ignore[union-attr]
    first = Paper(memo.content, last=1)
    assert first.holds(f"Decided: {taken}")
    assert first.holds("Decided by Rosa and Ben on November 30, 2026. Maria looks after it")
    assert first.holds("the old way ends on February 22, 2027")
    assert first.holds(DECISION["because"])
    assert memo.holds(DECISION["risks"])


def test_every_task_that_was_asked_is_there_with_what_each_person_gave(memo: Paper, advice: Advice) -> None:
    assert advice.scorecard is not None
    for vendor in advice.scorecard.vendors:
        if vendor.share is None:
            continue
        assert memo.holds(vendor.sentence)
        for task in vendor.tasks:
            assert memo.holds(task.title)
            for one in task.given:
                assert memo.holds(f"{one.by} {one.score}")
    assert memo.holds("It opened empty, then it worked.")


def test_what_moved_is_told_with_its_reason_and_what_it_replaced(memo: Paper, advice: Advice) -> None:
    assert advice.scorecard is not None
    assert " moves past " in advice.scorecard.sentence
    assert memo.holds(advice.scorecard.sentence)
    assert memo.holds(advice.scorecard.facts[0].sentence)


def test_the_offer_stands_as_it_was_written(memo: Paper) -> None:
    assert memo.holds("$1,000 a month")
    assert memo.holds("$500 once")
    assert memo.holds("November 26, 2026")


def test_what_is_still_open_of_the_vendor_taken_is_named(memo: Paper, advice: Advice) -> None:
    assert advice.scorecard is not None
    assert advice.answers.decision is not None
    taken = advice.answers.decision.vendors[0]
    result = next(one for one in advice.scorecard.vendors if one.vendor == taken)
    open_tasks = [task.title for task in result.tasks if task.asked and not task.given]
    assert open_tasks
    assert memo.holds(f"not scored yet: “{open_tasks[0]}”")


def test_the_next_90_days_have_days(memo: Paper) -> None:
    assert memo.holds("Week 12, Feb 22–26")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Not decided yet"),
        ({"decision": {"vendors": ["procore"]}}, "Who looks after it is not named yet"),
        ({"decision": {"vendors": ["procore"]}}, "not written down"),
        ({"decision": {"vendors": ["procore"]}}, "No demo was scored"),
        ({"decision": {"vendors": ["procore"]}}, "No offer in writing was entered"),
        ({"decision": {"vendors": ["A tool of our own"]}}, "Decided: A tool of our own"),
        ({"decision": {"vendors": ["A tool of our own"]}}, "It is not one of the stacks"),
    ],
)
def test_what_was_not_done_is_said_and_nothing_is_made_up(given: dict[str, Any], says: str, k: Knowledge) -> None:
    told = {**CONTRACTORS["electrical-60-40"], **given}
    text = render_markdown(build_memo(advise(answers_from(told), k, draws=200), k))
    assert says in text


@pytest.mark.parametrize("words", HOSTILE)
def test_words_from_outside_stay_words(words: str, k: Knowledge) -> None:
    given = gone_through(k)
    decision = {**given["decision"], "because": words, "by": words[:60], "risks": words}
    scores = [{**given["scores"][0], "by": words[:60], "note": words}, *given["scores"][1:]]
    told = advise(answers_from({**given, "decision": decision, "scores": scores}), k, draws=200)
    paper = Paper(render_pdf(build_memo(told, k, branding_from(client="Oak"))))
    assert paper.holds(words)


def test_it_is_tagged_and_the_same_file_twice(memo: Paper, advice: Advice, k: Knowledge, branding: Branding) -> None:
    assert render_pdf(build_memo(advice, k, branding)) == memo.content
    with memo.pdf.open_metadata() as metadata:
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert metadata["dc:title"] == "Decision memo for Oak Street Builders"
