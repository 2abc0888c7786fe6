"""Scoring demos and deciding: each person for themselves, nothing lost, and the order follows with its reason."""

from __future__ import annotations

import pytest
from visitor import Visitor

from advisor import advise
from advisor.questionnaire.answers import Answers

EXAMPLE = "Electrical firm, 35 people, 60 % service"


@pytest.fixture
def at_demos(visit):
    """A visitor with the example loaded, at the scorecard."""
    visitor = visit()
    visitor.press(EXAMPLE)
    return visitor.open("scorecard")


def score(visitor: Visitor, by: str, *points: object) -> Visitor:
    """Scores the first tasks of the vendor on the screen, in order."""
    visitor.type("Who scores? A first name or a role", by)
    for number, point in enumerate(points):
        pills = [one for one in visitor.app.pills if one.label.startswith("Score: ")]
        pills[number].set_value(point).run()
    return visitor


def saw(visitor: Visitor, vendor: str) -> Visitor:
    return visitor.choose("Which vendor did you see?", vendor)


def vendors(answers: Answers) -> list[str]:
    return [stack.vendors[-1] for stack in advise(answers).stacks]


def test_a_score_is_kept_as_it_is_given_and_stands_there_after_a_refresh(at_demos, visit):
    score(at_demos, "Ana", 3, 0, "not_needed")
    kept = at_demos.kept().scores
    assert [(one.score, one.by) for one in kept] == [(3, "Ana"), (0, "Ana"), ("not_needed", "Ana")]
    again = visit(a=at_demos.token).open("scorecard").type("Who scores? A first name or a role", "Ana")
    shown = [one.value for one in again.app.pills if one.label.startswith("Score: ")]
    assert shown[:4] == [3, 0, "not_needed", None]


def test_a_score_can_be_changed_and_taken_back(at_demos):
    score(at_demos, "Ana", 1)
    score(at_demos, "Ana", 2)
    assert [one.score for one in at_demos.kept().scores] == [2]
    score(at_demos, "Ana", None)
    assert at_demos.kept().scores == ()


def test_everybody_scores_for_themselves_and_sees_others_only_after_their_own(at_demos):
    score(at_demos, "Ana", 3)
    at_demos.type("Who scores? A first name or a role", "Ben")
    assert "Scored by 1 more" in at_demos.words
    assert "Ana 3" not in at_demos.words
    score(at_demos, "Ben", 1)
    assert {(one.by, one.score) for one in at_demos.kept().scores} == {("Ana", 3), ("Ben", 1)}
    assert "Ana 3" in at_demos.words


def test_a_note_goes_with_its_score(at_demos):
    score(at_demos, "Ana", 2)
    (box,) = [one for one in at_demos.app.text_input if one.label.startswith("Note: ")]
    box.input("needed a <b>second</b> window").run()
    assert at_demos.kept().scores[0].note == "needed a <b>second</b> window"


def test_the_order_moves_and_the_reason_stands_on_both_screens(at_demos):
    first, second = vendors(at_demos.kept())[:2]
    score(saw(at_demos, second), "Ana", 3, 3, 3, 3, 3)
    score(saw(at_demos, first), "Ana", 0, 0, 0, 0, 0)
    assert vendors(at_demos.kept())[0] == second
    assert " moves past " in at_demos.words
    decision = at_demos.open("decision")
    assert " moves past " in decision.words
    assert "The order now" in [one.value for one in decision.app.header]
    assert decision.app.markdown[0].value.startswith("**")


def test_what_people_saw_differently_is_named(at_demos):
    score(at_demos, "Ana", 3)
    score(at_demos, "Ben", 0)
    decision = at_demos.open("decision")
    assert "Talk about these first" in [one.value for one in decision.app.header]
    assert "Ana 3 and Ben 0" in decision.words


def test_a_quote_is_kept_and_taken_back_when_it_is_emptied(at_demos):
    month = next(one for one in at_demos.app.number_input if one.label == "A month")
    month.set_value(650.0).run()
    (quote,) = at_demos.kept().quotes
    assert (quote.usd_month, quote.setup_usd) == (650.0, None)
    next(one for one in at_demos.app.number_input if one.label == "A month").set_value(None).run()
    assert at_demos.kept().quotes == ()


def test_a_vendor_that_is_not_on_the_list_can_be_scored_by_its_name(at_demos):
    saw(at_demos, "another vendor")
    at_demos.type("Its name", "Acme <i>Ops</i>")
    score(at_demos, "Ana", 3)
    assert at_demos.kept().scores[0].vendor == "Acme <i>Ops</i>"
    at_demos.type("Its name", "ServiceTitan")
    score(at_demos, "Ana", 3)
    assert at_demos.kept().scores[-1].vendor == "servicetitan"


def test_a_decision_is_kept_with_its_reason_and_can_be_taken_back(at_demos):
    decision = at_demos.open("decision")
    what = next(one for one in decision.app.selectbox if one.label == "What do you take?")
    what.set_value(what.options[1] if isinstance(what.options[1], tuple) else decision_options(at_demos)[0]).run()
    decision.type("Who owns the new software?", "Office manager")
    (why,) = [one for one in decision.app.text_area if one.label == "Why this one?"]
    why.input("It showed the pay app").run()
    kept = decision.kept().decision
    assert (kept.owner, kept.because) == ("Office manager", "It showed the pay app")
    next(one for one in decision.app.selectbox if one.label == "What do you take?").set_value(()).run()
    assert decision.kept().decision is None


def decision_options(visitor: Visitor) -> list[tuple[str, ...]]:
    """The stacks on the list, as they can be decided on."""
    advice = advise(visitor.kept())
    return [tuple(v for v in stack.vendors if not v.startswith("present-")) for stack in advice.stacks]


def test_two_tabs_that_score_at_the_same_time_keep_both(at_demos, visit):
    other = visit(a=at_demos.token).open("scorecard")
    score(at_demos, "Ana", 3)
    score(other, "Ben", 1)
    assert {(one.by, one.score) for one in other.kept().scores} == {("Ana", 3), ("Ben", 1)}


def test_without_answers_there_is_nothing_to_score_yet(visit):
    words = visit().open("decision").words
    assert "No demo is scored yet" in words
