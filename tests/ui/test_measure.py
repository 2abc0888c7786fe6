"""Measuring the split from records: read, look over, move a kind of work, take over, and go back to a guess."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from visitor import Visitor, kept

sys.path.insert(0, str(Path(__file__).parents[1] / "history"))

from exports import WRITERS
from generate import Firm, firm

from advisor.questionnaire.answers import Range

Visit = Callable[..., Visitor]
KNOWN = firm(5, 0.03, 260, "plumbing")


def said(visitor: Visitor) -> str:
    """What is read on the screen, with the marks that keep it from being markup taken away."""
    return visitor.words.replace("\\", "")


def measured(visit: Visit, made: Firm = KNOWN, system: str = "workiz") -> Visitor:
    visitor = visit().open("measure")
    ((name, raw),) = WRITERS[system](made)
    visitor.app.file_uploader[0].upload(name, raw, "text/csv").run()
    return visitor


def test_the_records_tell_the_split_and_become_answers(visit: Visit) -> None:
    visitor = measured(visit)
    assert "of the revenue is project work" in said(visitor)
    assert "260 rows read: 260 jobs" in said(visitor)
    visitor.press("Use these as my answers")
    assert visitor.step == "flow"
    work = visitor.kept().work
    assert isinstance(work.project_share, Range)
    assert work.measured is not None
    assert work.measured_share is not None
    share = KNOWN.share("revenue")
    assert work.measured_share.low - 0.005 <= share <= work.measured_share.high + 0.005
    assert work.measured.records == 260
    assert "from 260 records (Workiz" in said(visitor)


def test_the_guess_of_before_stands_beside_the_measure(visit: Visit) -> None:
    visitor = visit(step="flow").open("questions")
    visitor.app.query_params["step"] = "flow"
    visitor.app.run()
    visitor.slide("Share of projects, in percent", 80)
    visitor.open("measure")
    ((name, raw),) = WRITERS["workiz"](KNOWN)
    visitor.app.file_uploader[0].upload(name, raw, "text/csv").run()
    assert "You guessed 80 % project work; your records say" in said(visitor)
    visitor.press("Use these as my answers")
    guess = kept(visitor.token).work.measured
    assert guess is not None
    assert guess.guess is not None
    assert guess.guess.mid == pytest.approx(0.8)


def test_a_kind_of_work_is_moved_with_one_click_and_stays_moved(visit: Visit) -> None:
    visitor = measured(visit)
    before = visitor.words
    control = next(c for c in visitor.app.get("button_group") if c.key.startswith("kind Water Heater"))
    control.set_value("project").run()
    assert visitor.words != before
    assert "moved by you" in said(visitor)
    visitor.press("Use these as my answers")
    measure = visitor.kept().work.measured
    assert measure is not None
    assert measure.moved == {"Water Heater": "project"}


def test_a_column_that_was_read_wrongly_is_taken_away(visit: Visit) -> None:
    visitor = measured(visit)
    visitor.choose("Amount", "Not in this file")
    assert "**By revenue:** this file cannot say" in said(visitor)


def test_a_file_that_is_no_list_of_work_gets_one_sentence_and_changes_nothing(visit: Visit) -> None:
    visitor = visit().open("measure")
    visitor.app.file_uploader[0].upload("notes.csv", b"%PDF-1.7", "text/csv").run()
    assert "this is a PDF, not a table" in said(visitor)
    assert not [b for b in visitor.app.button if b.label == "Use these as my answers"]
    assert visitor.token is None


def test_a_guess_after_the_measure_counts_and_the_records_can_come_back(visit: Visit) -> None:
    visitor = measured(visit).press("Use these as my answers")
    visitor.slide("Share of projects, in percent", 10)
    assert visitor.kept().work.project_share == 0.1
    assert visitor.kept().work.measured_share is None
    assert "You have told another split since" in said(visitor)
    visitor.press("Let the records tell the split again")
    assert visitor.kept().work.measured_share is not None


def test_no_name_from_the_file_is_stored(visit: Visit, database: Path) -> None:
    visitor = measured(visit, firm(9, 0.3, 120, "hvac", "some"), "jobber").press("Use these as my answers")
    assert visitor.kept().work.measured is not None
    stored = database.read_bytes()
    for piece in firm(9, 0.3, 120, "hvac", "some").pieces:
        assert piece.customer.encode() not in stored


def test_the_questions_say_once_that_the_records_were_taken_over(visit: Visit) -> None:
    visitor = measured(visit).press("Use these as my answers")
    assert "Your records tell the split now" in said(visitor)
    visitor.app.run()
    assert "Your records tell the split now" not in said(visitor)


def test_answers_and_result_say_from_what_the_split_was_measured(visit: Visit) -> None:
    visitor = measured(visit).press("Use these as my answers")
    assert "from 260 records (Workiz" in said(visitor.open("answers"))
    assert "from 260 records (Workiz" in said(visitor.open("result"))


def test_jobs_a_day_are_no_more_exact_than_people_say_them(visit: Visit) -> None:
    given = measured(visit).press("Use these as my answers").kept().work.jobs_per_day
    assert given == pytest.approx(round(float(given), 1))


def test_what_stands_in_each_column_can_be_looked_at_before_it_is_believed(visit: Visit) -> None:
    visitor = measured(visit)
    assert "First rows:" not in said(visitor)
    next(t for t in visitor.app.toggle if t.label == "Show what stands in each column").set_value(True).run()
    first = KNOWN.pieces[0]
    assert f"{first.value:.2f}" in said(visitor)
    assert "Done (Paid in full)" in said(visitor)


def test_the_pictures_tell_value_and_length_in_words(visit: Visit) -> None:
    visitor = measured(visit)
    pictures = visitor.app.get("plotly_chart")
    assert len(pictures) == 2
