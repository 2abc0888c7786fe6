"""The corrections: each fires and stays silent as its examples say, cites what exists, and mistakes get a sentence."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from advisor import files
from advisor.errors import KnowledgeError
from advisor.knowledge import Knowledge, data_folder
from advisor.outcome.book import FACTS, Correction, OutcomeBook, check_book, load_outcome_book
from advisor.outcome.follow_up import verdict_of

BOOK = load_outcome_book()


@pytest.mark.parametrize("one", BOOK.corrections, ids=lambda one: one.id)
def test_every_correction_fires_and_stays_silent_as_it_says(one: Correction) -> None:
    assert one.fits(one.examples.fires)
    assert not one.fits(one.examples.silent)
    assert not one.fits({}), "what nobody told fires nothing"


def test_there_is_something_to_correct_for_every_fact_that_a_check_in_gives() -> None:
    read = {condition.fact for one in BOOK.corrections for condition in one.when}
    assert {"use.mean", "use.field", "relief", "worse", "again", "given_up.need", "stuck.joining"} <= read <= FACTS


@given(st.dictionaries(st.sampled_from(sorted(FACTS)), st.floats(0, 1), max_size=12))
def test_a_fact_that_is_taken_away_never_adds_a_correction(facts: dict[str, float]) -> None:
    before = {one.id for one in BOOK.corrections if one.fits(facts)}
    for name in facts:
        less = {fact: value for fact, value in facts.items() if fact != name}
        assert {one.id for one in BOOK.corrections if one.fits(less)} <= before


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_more_use_and_more_relief_never_make_the_verdict_worse(use: float, relief: float, more: float) -> None:
    order = ["not_used", "half", "used_no_relief", "working"]
    now = order.index(verdict_of({"use.mean": use, "relief": relief}, BOOK.verdict))
    up = {"use.mean": max(use, more), "relief": max(relief, more)}
    assert order.index(verdict_of(up, BOOK.verdict)) >= now


def test_without_a_word_on_use_it_is_too_early() -> None:
    assert verdict_of({"relief": 1.0, "days": 90}, BOOK.verdict) == "too_early"


def raw() -> dict[str, Any]:
    path = data_folder() / "outcome.yaml"
    return copy.deepcopy(files.parse(files.read_text(path), name=path.name, trusted=True))


def broken(data: dict[str, Any], k: Knowledge) -> str:
    try:
        check_book(OutcomeBook.model_validate(data), k)
    except KnowledgeError as error:
        return error.sentence
    except ValidationError as error:
        return str(error)
    raise AssertionError("nothing was found")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda d: d["corrections"][0]["sources"].append("nowhere"), "no source 'nowhere'"),
        (lambda d: d["corrections"].append(d["corrections"][0]), "stands twice"),
        (lambda d: d["corrections"][0]["examples"]["fires"].update({"use.field": 1}), "example that fires does not"),
        (lambda d: d["corrections"][0]["examples"]["silent"].update({"use.field": 0}), "stays silent does not"),
        (lambda d: d["corrections"][0]["examples"]["fires"].update({"mood": 1}), "no fact 'mood'"),
        (lambda d: d["corrections"][0]["when"][0].update({"fact": "mood"}), "no fact 'mood'"),
        (lambda d: d["corrections"][0]["when"][0].update({"at_least": 0.1}), "at_least or at_most, and not both"),
        (lambda d: d["corrections"][0].update({"when": []}), "at least 1 item"),
        (lambda d: d["verdict"].update({"half_from": 0.9}), "half_from must lie below used_from"),
        (lambda d: d["summary"].update({"least_firms": 1}), "greater than or equal to 3"),
        (lambda d: d["expect"][0].update({"source": "hearsay"}), "no source 'hearsay'"),
    ],
)
def test_a_mistake_in_the_file_is_named(change: Any, says: str, k: Knowledge) -> None:
    data = raw()
    change(data)
    assert says in broken(data, k)
