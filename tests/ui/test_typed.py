from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from advisor.questionnaire.answers import UNKNOWN, Range
from advisor.questionnaire.question import Question
from advisor.ui.typed import NotANumber, number_from, text_from


def question(kind="count", least=0.0, most=1_000_000.0, unit="people"):
    words = {"ask": "?", "why": "?", "short": "?"}
    return Question(field="company.headcount", step="company", kind=kind, unit=unit, least=least, most=most, **words)


PEOPLE = question()
SHARE = question("share", 0, 1, None)
MONEY = question("money", 0, 1e9, "US dollars a month")


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("", None),
        ("   ", None),
        ("35", 35),
        (" 35 people ", 35),
        ("1,200", 1200),
        ("12.5", 12.5),
        ("about 30", 30),
        ("~30", 30),
        ("30-40", Range(low=30, high=40)),
        ("30 – 40", Range(low=30, high=40)),
        ("30 to 40", Range(low=30, high=40)),
        ("between 30 and 40", Range(low=30, high=40)),
        ("30 to 30", 30),
        ("30+", Range(low=30)),
        ("at least 30", Range(low=30)),
        ("30 or more", Range(low=30)),
        ("up to 40", Range(high=40)),
        ("less than 40", Range(high=40)),
        ("2k", 2000),
    ],
)
def test_people_type_numbers_in_many_ways(text, means):
    assert number_from(text, PEOPLE) == means


@pytest.mark.parametrize(("text", "means"), [("40", 0.4), ("40 %", 0.4), ("35-45%", Range(low=0.35, high=0.45))])
def test_a_share_is_typed_in_percent(text, means):
    assert number_from(text, SHARE) == means


@pytest.mark.parametrize(
    ("text", "means"), [("$1,500", 1500), ("$1.5k", 1500), ("500 to $900", Range(low=500, high=900))]
)
def test_money_is_typed_with_or_without_its_sign(text, means):
    assert number_from(text, MONEY) == means


@pytest.mark.parametrize("text", ["thirty", "1,5", "1,20", "-5", "5 5", "1e5", "12 apples", "x" * 500, "nan", "inf"])
def test_what_is_no_number_is_refused_with_a_sentence_that_says_what_to_do(text):
    with pytest.raises(NotANumber, match="Type a number such as"):
        number_from(text, PEOPLE)


def test_a_number_outside_the_limits_is_refused_with_the_limits():
    with pytest.raises(NotANumber, match="outside 0 to 100"):
        number_from("101", SHARE)
    with pytest.raises(NotANumber, match="outside 1 to 500"):
        number_from("0", question(least=1, most=500))


def test_the_smaller_number_comes_first():
    with pytest.raises(NotANumber, match="smaller one first"):
        number_from("40 to 30", PEOPLE)


def test_what_is_open_or_unknown_leaves_the_box_empty():
    assert (text_from(None, PEOPLE), text_from(UNKNOWN, PEOPLE)) == ("", "")


tenths = some.integers(0, 10_000_000).map(lambda n: n / 10)


@given(some.one_of(tenths, some.tuples(tenths, tenths).map(sorted).map(lambda ends: Range(low=ends[0], high=ends[1]))))
def test_what_stands_in_the_box_is_read_back_as_the_same_number(value):
    if isinstance(value, Range) and value.low == value.high:
        value = value.low
    assert number_from(text_from(value, PEOPLE), PEOPLE) == value


@given(some.integers(0, 1000).map(lambda n: n / 1000))
def test_a_share_in_the_box_is_read_back_as_the_same_share(value):
    assert number_from(text_from(value, SHARE), SHARE) == pytest.approx(value, abs=1e-12)


@given(some.text(max_size=80))
def test_any_text_is_a_number_or_gets_one_line_that_says_why_not(text):
    try:
        said = str(number_from(text, PEOPLE))
    except NotANumber as error:
        said = str(error)
    assert len(said.splitlines()) == 1
