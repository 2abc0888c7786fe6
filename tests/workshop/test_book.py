"""`data/workshop.yaml`: every question can be asked, every number has a scale, and mistakes are named."""

from __future__ import annotations

from typing import Any

import pytest
from rooms import BOOK, K

from advisor.errors import KnowledgeError
from advisor.workshop.book import WorkshopBook, check_book


def test_every_question_belongs_to_the_questionnaire_and_says_why_people_differ() -> None:
    for asked in BOOK.questions:
        assert K.questionnaire.of(asked.field).short
        assert asked.differ.endswith(".")
    assert 12 <= BOOK.most <= 14 <= len(BOOK.questions)


def test_what_is_meant_to_be_answered_by_few_is_answered_by_some() -> None:
    for asked in BOOK.questions:
        assert set(asked.may_not_know) < set(BOOK.by_role)


def _changed(*, of: str, **entry: Any) -> WorkshopBook:
    data = BOOK.model_dump(mode="json")
    at = next(n for n, one in enumerate(data["questions"]) if one["field"] == of)
    data["questions"][at] |= entry
    return WorkshopBook.model_validate(data)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"of": "pains", "field": "today.tools"}, "entry today.tools: a room cannot be asked this"),
        ({"of": "pains", "field": "work.nothing"}, "entry work.nothing: a room cannot be asked this"),
        ({"of": "pains", "field": "work.shared_crews"}, "the question work.shared_crews stands twice"),
        ({"of": "sales.leads_per_month", "span": None}, "entry sales.leads_per_month: a span belongs to counts"),
        ({"of": "pains", "span": (1, 2)}, "entry pains: a span belongs to counts"),
        ({"of": "company.growth", "order": ("steady", "fast")}, "the order must hold each choice"),
        ({"of": "work.shared_crews", "order": ("yes", "no")}, "the order must hold each choice"),
    ],
)
def test_a_mistake_in_the_book_is_named(change: dict[str, Any], words: str) -> None:
    with pytest.raises(KnowledgeError, match=words):
        check_book(_changed(**change), K)


def test_a_source_that_does_not_exist_is_named() -> None:
    with pytest.raises(KnowledgeError, match="there is no source 'nowhere'"):
        check_book(BOOK.model_copy(update={"source": "nowhere"}), K)


def test_a_span_must_rise() -> None:
    with pytest.raises(ValueError, match="must rise"):
        _changed(of="sales.leads_per_month", span=(50, 5))


def test_both_measures_of_agreement_are_among_the_sources() -> None:
    assert K.sources["consensus_2007"].url.endswith("10.1016/j.ijar.2006.06.024")
    assert K.sources["qualitative_variation_1973"].url.endswith("10.2307/446831")
