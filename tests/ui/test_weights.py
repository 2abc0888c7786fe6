"""Your own weights: they stand beside those of the answers, and never take their place."""

from __future__ import annotations

import pytest

from advisor import advise
from advisor.questionnaire.answers import Swing
from advisor.ui.examples import examples
from advisor.ui.screens.weights import derived_weights

ELECTRICIAN = next(example for example in examples() if example.id == "electrical-sixty-forty")


@pytest.fixture
def there(visit):
    visitor = visit().press(ELECTRICIAN.title).open("weights")
    assert visitor.heading == "Your own weights"
    return visitor


def weigh(visitor, label, low, high):
    next(one for one in visitor.app.slider if one.label == label).set_value((low, high)).run()
    assert not visitor.app.exception
    return visitor


def stood(visitor):
    return [html.body for html in visitor.app.html if html.body.startswith('<section class="advisor-standing')]


def test_at_first_only_the_weights_of_the_answers_stand_there(there):
    assert len(stood(there)) == 1
    assert there.kept().own_weights == {}
    derived = derived_weights(advise(ELECTRICIAN.answers))
    assert max(derived.values()) == pytest.approx(100)
    assert f"**Fit to job work**: {derived['job']:.0f}" in there.words


def test_own_weights_start_around_those_of_the_answers_and_stand_beside(there):
    there.press("Weigh it myself")
    derived = derived_weights(advise(ELECTRICIAN.answers))
    kept = there.kept().own_weights
    assert set(kept) == set(derived)
    assert all(swing.low - 5 <= derived[name] <= swing.high + 5 for name, swing in kept.items())
    assert len(stood(there)) == 2


def test_what_own_weights_change_is_said_and_the_advice_stays(there):
    before = advise(ELECTRICIAN.answers)
    there.press("Weigh it myself")
    weigh(there, "Nothing to join", 95, 100)
    weigh(there, "Fit to job work", 0, 5)
    weigh(there, "Fit to project work", 0, 5)
    assert there.kept().own_weights["joining"] == Swing(low=95, high=100)
    own = advise(there.kept()).own
    assert own is not None
    assert own.sentence in there.words.replace("\\", "")
    assert own.option != before.option, "one system at any price must give one platform"
    assert before.verdict in stood(there)[0]
    after = advise(there.kept())
    assert (after.option, after.verdict, after.acceptability) == (before.option, before.verdict, before.acceptability)


def test_own_weights_can_be_removed_again(there):
    weigh(there.press("Weigh it myself"), "Room to grow", 90, 100).press("Remove my own weights")
    assert there.kept() == ELECTRICIAN.answers
    assert len(stood(there)) == 1


def test_weights_of_nothing_are_refused_and_the_last_good_ones_stay(there):
    there.press("Weigh it myself")
    for slider in there.app.slider:
        weigh(there, slider.label, 0, 0)
    assert "nothing would matter" in there.words
    assert any(swing.high > 0 for swing in there.kept().own_weights.values())
