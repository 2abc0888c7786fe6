"""Who would use each kind of platform, from what was told or from plausible ranges."""

from __future__ import annotations

from typing import Any

import pytest

from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from
from advisor.stack.people import Ends, People, people_of


def people(k: Knowledge, **company: Any) -> People:
    return people_of(answers_from({"company": company}), k.stack_book.cost)


def test_counts_that_are_told_are_taken_as_told(k: Knowledge) -> None:
    firm = people(k, headcount=20, office_staff=4, field_staff=16, technicians=8)
    assert firm.everyone == Ends(20, 20)
    assert firm.users("fsm") == Ends(9, 12)  # a dispatcher and 8 technicians, to all 4 of the office with them
    assert firm.users("pm") == Ends(4, 8)  # the office, to a foreman for every four in the field with it
    assert firm.users("integrated") == Ends(12, 20)
    assert firm.told


def test_salespeople_use_a_crm(k: Knowledge) -> None:
    answers = answers_from({"company": {"headcount": 30}, "sales": {"salespeople": 3}})
    assert people_of(answers, k.stack_book.cost).users("crm") == Ends(3, 7)


def test_parts_of_a_firm_that_are_open_become_ranges_that_fit_in_it(k: Knowledge) -> None:
    firm = people(k, headcount=20)
    assert firm.office == Ends(4, 7)
    assert firm.field == Ends(13, 16)
    assert firm.technicians == Ends(6, 16)
    assert firm.users("fsm").high <= 7 + 16


def test_an_open_size_is_a_plausible_band_and_is_not_taken_for_told(k: Knowledge) -> None:
    firm = people(k)
    assert firm.everyone == Ends(8, 25)
    assert not firm.told
    # Thirty technicians are more than the band holds.
    assert people(k, technicians=30).everyone == Ends(30, 60)


def test_office_and_field_together_tell_the_size(k: Knowledge) -> None:
    firm = people(k, office_staff=5, field_staff=15)
    assert (firm.everyone, firm.told) == (Ends(20, 20), True)


@pytest.mark.parametrize(
    ("given", "expected"),
    [({"low": 10, "high": 14}, Ends(10, 14)), ({"low": 10}, Ends(10, 20)), ({"high": 10}, Ends(5, 10))],
)
def test_a_range_stays_a_range_and_an_open_end_is_bounded(
    given: dict[str, float], expected: Ends, k: Knowledge
) -> None:
    assert people(k, headcount=given).everyone == expected


@pytest.mark.parametrize("headcount", [0, 1, 2, 100_000])
def test_there_is_always_at_least_one_user(headcount: int, k: Knowledge) -> None:
    firm = people(k, headcount=headcount)
    for role in ("crm", "pm", "fsm", "integrated"):
        low, high = firm.users(role)  # type: ignore[arg-type]
        assert 1 <= low <= high


def test_a_firm_without_an_office_still_has_someone_who_dispatches(k: Knowledge) -> None:
    assert people(k, headcount=8, office_staff=0, technicians=8).users("fsm") == Ends(9, 9)


def test_counts_are_written_as_people_write_them() -> None:
    assert Ends(9, 9).words == "9"
    assert Ends(9, 1200).words == "9–1,200"
