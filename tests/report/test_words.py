"""Words of the report: clean lines, dates, sources and effects as people read them."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.knowledge import Knowledge
from advisor.report.words import as_of_words, date_words, effect_words, listed, lower_first, many, plain, read_words
from advisor.scoring.needs import Finding


@given(st.text(max_size=60))
def test_a_plain_line_is_one_line_that_can_be_printed_and_stays_as_it_is(text: str) -> None:
    line = plain(text)
    assert line == " ".join(line.split())
    assert not [char for char in line if not char.isprintable() and char not in "\u200c\u200d"]
    assert plain(line) == line == unicodedata.normalize("NFC", line)


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=60))
def test_letters_figures_and_signs_are_kept(text: str) -> None:
    assert plain(text) == unicodedata.normalize("NFC", text)


def test_joiners_stay_inside_words_only() -> None:
    assert plain("شركة\u200cالبناء") == "شركة\u200cالبناء"
    assert plain("\u200dAcme\u200c") == "Acme"
    assert plain("👨\u200d👩") == "👨👩"


def test_a_limit_shortens_with_an_ellipsis() -> None:
    assert plain("one two three", limit=9) == "one two…"
    assert plain("one two", limit=7) == "one two"


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        ("2026-11-21", "Nov 2026"),
        ("2026-05", "May 2026"),
        ("2021", "2021"),
        ("unknown", "undated"),
        ("2026-13", "2026"),
    ],
)
def test_the_age_of_a_page(as_of: str, words: str) -> None:
    assert as_of_words(as_of) == words


def test_a_date_is_written_out_and_none_is_nothing() -> None:
    assert date_words(date(2026, 11, 1)) == "November 1, 2026"
    assert date_words(None) == ""


def test_lists_and_counts() -> None:
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert (many(1, "task"), many(1200, "task"), many(2, "reply", "replies")) == ("1 task", "1,200 tasks", "2 replies")


def test_abbreviations_keep_their_capitals() -> None:
    assert (lower_first("Fit to jobs"), lower_first("FSM and PM")) == ("fit to jobs", "FSM and PM")


def finding(value: float, unit: str) -> Finding:
    return Finding(
        rule="r", key="H1", title="", because="", says=None, fact="f", value=value, threshold=0, unit=unit, strength=1,
        adds={}, source="judgement",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (0.5, "share of the work, as felt", "50 % of the work, friction counted in"),
        (0.9, "project share of the work", "90 % of the work"),
        (40, "jobs a day", "40 jobs a day"),
        (0.25, "working days for a typical piece of work", "2 working hours a piece"),
        (63, "working days for a typical piece of work", "63 working days a piece"),
        (2.4849066, "natural logarithm of everyone in the firm (25 people to 4 people)", "12 people"),
        (0.7, "degree (0-1)", ""),
        (1, "yes or no", ""),
    ],
)
def test_only_figures_that_a_contractor_knows_are_read_out(value: float, unit: str, words: str) -> None:
    assert read_words(finding(value, unit)) == words


@pytest.mark.parametrize(
    ("adds", "words"),
    [
        ({"need.project": 7.0}, "+7.0 points for project work"),
        ({"hurt.job": 2.4}, "+2.4 points for job work"),
        ({"weight.joining": 0.759}, "+0.8 points on “nothing to join”"),
        ({"felt.minor": 0.1}, "+10 % on the smaller side"),
        ({"line.low": -0.01, "line.high": -0.03}, "the line lies 1–3 % lower"),
        ({"score.crm.job": -0.15}, "CRM scores −0.15 on “fit to job work”"),
        (
            {"score.crm.project": 0.05, "score.crm.job": 0.05},
            "CRM scores +0.05 on “fit to project work” and “fit to job work”",
        ),
        ({"score.crm.job": 0.004, "task.J1": 1, "note.x": 1, "shape.job": 6}, ""),
    ],
)
def test_what_a_finding_changed(adds: dict[str, float], words: str, k: Knowledge) -> None:
    assert effect_words(adds, k.option_book) == words
