"""How sure, in words: numbers as people say them, never surer than they are, and no guess as a fact."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from advisor import advise
from advisor.questionnaire.answers import answers_from
from advisor.wording import ROUNDING_UP, leads, tries_of, within


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (1.0, "all tries"),
        (0.9966, "nearly all tries"),
        (0.8965, "about 9 in 10 tries"),
        (0.7415, "more than 7 in 10 tries"),
        (0.4999, "about half of the tries"),
        (0.46, "more than 4 in 10 tries"),
        (0.2187, "about 2 in 10 tries"),
        (0.97, "more than 9 in 10 tries"),
        (0.0001, "less than 1 in 10 tries"),
        (0.0, "no try"),
    ],
)
def test_a_share_of_tries_is_said_as_people_say_it(share: float, words: str) -> None:
    assert tries_of(share) == words


@given(some.floats(0.08, 0.9799))
def test_a_share_of_tries_is_never_rounded_up_by_more_than_stated(share: float) -> None:
    words = tries_of(share)
    said = 5 if "half" in words else int(re.findall(r"\d+", words)[0])
    assert said / 10 <= share + ROUNDING_UP + 1e-9
    assert share - said / 10 < 0.1


def test_a_name_keeps_its_capitals_only_where_they_mean_something() -> None:
    assert within("One integrated platform") == "one integrated platform"
    assert within("Field service management (FSM)") == "field service management (FSM)"
    assert within("FSM and PM, joined") == "FSM and PM, joined"
    assert leads("FSM and PM, joined") == "FSM and PM, joined,"
    assert leads("CRM") == "CRM"


def test_an_open_split_is_never_told_as_the_figure_of_today() -> None:
    opened = advise(answers_from({"company": {"trade": "gc_commercial", "headcount": 10}, "work": {"unit": "both"}}))
    assert opened.share_profile is not None
    assert opened.share_profile.flips
    for flip in opened.share_profile.flips:
        assert "today" not in flip.sentence
        assert " turns out to be " in flip.sentence
    told = advise(answers_from({"company": {"trade": "gc_commercial"}, "work": {"project_share": 0.6, "unit": "both"}}))
    assert told.share_profile is not None
    assert any("today 40 %" in flip.sentence for flip in told.share_profile.flips)


def test_how_sure_is_said_without_counting_thousands() -> None:
    reason = advise(answers_from({"company": {"trade": "plumbing_service", "headcount": 10}})).how_sure.reasons[0]
    assert "10,000" not in reason
    assert " in 10 tries" in reason
