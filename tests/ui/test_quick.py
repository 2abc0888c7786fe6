"""Quick questions: one at a time, none asked twice, and a stop that says why."""

from __future__ import annotations

import pytest

from advisor import load_knowledge
from advisor.questionnaire.answers import Answers
from advisor.scoring.quick import quick_next
from advisor.ui.examples import examples

ELECTRICIAN = next(example for example in examples() if example.id == "electrical-sixty-forty")


@pytest.fixture
def quick(visit):
    visitor = visit().press("Ask me the most telling one")
    assert not visitor.app.exception
    return visitor


def asked(visitor):
    """The question on screen."""
    [bold] = [part.value for part in visitor.app.markdown if part.value.startswith("**")]
    return bold.strip("*")


def walk(visitor, most=60):
    """Skips every question until it stops; returns what was asked."""
    seen = []
    while "Next" in visitor.buttons and len(seen) < most:
        seen.append(asked(visitor))
        visitor.press("Next")
        assert not visitor.app.exception
    return seen


def test_the_start_page_offers_both_ways(visit):
    visitor = visit()
    assert {"Start", "Ask me the most telling one"} <= set(visitor.buttons)


def test_one_question_at_a_time_the_most_telling_first(quick):
    k = load_knowledge()
    step = quick_next(Answers(), k)
    assert asked(quick) == k.questionnaire.of(step.question).ask
    assert quick.token is None, "looking at a question saves nothing"


def test_an_answer_is_kept_and_the_question_stays_until_next(quick):
    first = asked(quick)
    quick.say_unknown("company.trade")
    assert asked(quick) == first
    assert quick.kept().company.trade == "unknown"
    quick.press("Next")
    assert asked(quick) != first
    quick.press("Back")
    assert asked(quick) == first


def test_nothing_that_was_skipped_is_asked_again_and_it_stops_with_a_sentence(quick):
    seen = walk(quick)
    assert len(seen) == len(set(seen))
    assert quick.heading == "That is all we would ask", "nothing was answered, so nothing is settled"
    assert {"See the result", "Back"} <= set(quick.buttons)
    assert quick.press("Ask me those again").heading == "Your trade"


def test_a_firm_that_told_enough_reads_at_once_why_nothing_more_is_asked(visit):
    visitor = visit().press(ELECTRICIAN.title).open("quick")
    step = quick_next(ELECTRICIAN.answers, load_knowledge())
    assert step.question is None, "this example must be told well enough to stop at once"
    assert visitor.heading == "That is enough to say"
    assert step.sentence in visitor.words.replace("\\", "")
    assert visitor.press("See the result").heading != "That is enough to say"


def test_a_refresh_goes_on_with_what_is_stored(quick, visit):
    quick.say_unknown("company.trade").press("Next")
    later = visit(a=quick.token).open("quick")
    assert asked(later) == asked(quick)


def test_what_cannot_be_read_is_not_passed_over(quick):
    people = load_knowledge().questionnaire.of("company.headcount").ask
    while asked(quick) != people:
        quick.press("Next")
    quick.type(people, "about a dozen or so").press("Next")
    assert asked(quick) == people
    assert "cannot be read yet" in quick.words
    quick.press("Skip")
    assert people not in quick.words
