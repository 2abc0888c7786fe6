"""Rooms of people as strategies and as short data: who does what, and what they said."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from advisor.knowledge import load_knowledge
from advisor.questionnaire.answers import Answers, answers_from
from advisor.workshop import Person, load_workshop_book

K = load_knowledge()
BOOK = load_workshop_book()
ROLES = tuple(BOOK.by_role)
PAINS = ("missed_calls", "double_entry", "dispatch_chaos", "unbilled_changes", "few_reviews")
FIELDS = tuple(BOOK.by_field)
ELECTRICAL: dict[str, Any] = {"company": {"trade": "electrical", "segment": "commercial", "headcount": 35}}


def person(role: str, **data: Any) -> Person:
    """One person, by role, with answers as in an answers file."""
    return Person(role=role, answers=answers_from(data))  # type: ignore[arg-type]


def voices(field: str, *values: Any, role: str = "office") -> list[Person]:
    """One person for each value of one field."""
    section, _, name = field.partition(".")
    return [person(role, **{section: {name: value} if name else value}) for value in values]


_NUMBERS = st.integers(1, 60)


def _ranged(numbers: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    ends = st.tuples(numbers, numbers).map(lambda pair: {"low": min(pair), "high": max(pair)})
    return st.one_of(numbers, ends, st.just("unknown"))


def _choice(*values: str) -> st.SearchStrategy[str]:
    return st.sampled_from([*values, "unknown"])


_YES_NO = st.sampled_from([True, False, "unknown"])
_SHARE = _ranged(st.integers(0, 20).map(lambda n: n / 20))
_SEVERITY = st.one_of(st.integers(0, 3), st.just("unknown"))
_SCALE = st.one_of(st.integers(1, 5), st.just("unknown"))


def _some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


def answers_of_people() -> st.SearchStrategy[Answers]:
    """What one person says to the questions of a workshop; any of it may be left out or not known."""
    return st.fixed_dictionaries(
        {
            "work": _some(
                project_share=_SHARE,
                typical_duration=st.fixed_dictionaries(
                    {
                        "value": _ranged(st.integers(1, 12)),
                        "unit": st.sampled_from(["hours", "days", "weeks", "months"]),
                    }
                ),
                pattern_differs=_YES_NO,
                shared_crews=_YES_NO,
                jobs_per_day=_ranged(_NUMBERS),
            ),
            "friction": _some(workarounds=_SEVERITY, double_entry=_SEVERITY, missed_information=_SEVERITY),
            "company": _some(growth=_choice("shrinking", "steady", "growing", "fast")),
            "sales": _some(leads_per_month=_ranged(_NUMBERS), repeat_share=_SHARE),
            "team": _some(
                tech_comfort=_SCALE, administration=_choice("none", "part_time", "full_time"), change_capacity=_SCALE
            ),
            "limits": _some(
                wants_one_system=_YES_NO, budget_usd_month=_ranged(st.integers(1, 30).map(lambda n: n * 100))
            ),
        },
        optional={"pains": st.dictionaries(st.sampled_from(PAINS), st.integers(0, 3), max_size=4)},
    ).map(answers_from)


def people(least: int = 1, most: int = 5) -> st.SearchStrategy[list[Person]]:
    """A room; somebody in it may have said nothing."""
    one = st.builds(Person, role=st.sampled_from(ROLES), answers=answers_of_people())
    return st.lists(one, min_size=least, max_size=most)


def bases() -> st.SearchStrategy[Answers]:
    """What was told beforehand: nothing, a firm with a trade, or one with a split of its own."""
    return st.sampled_from(
        [
            {},
            ELECTRICAL,
            {"company": {"trade": "remodeler", "headcount": 14}, "work": {"project_share": 0.8}},
            {"company": {"trade": "plumbing_service", "headcount": 12, "technicians": 8}},
            {
                "work": {
                    "streams": [
                        {
                            "name": "calls",
                            "per_year": 900,
                            "average_value_usd": 300,
                            "duration": {"value": 2, "unit": "hours"},
                        },
                        {
                            "name": "remodels",
                            "per_year": 12,
                            "average_value_usd": 60000,
                            "duration": {"value": 10, "unit": "weeks"},
                        },
                    ]
                }
            },
        ]
    ).map(answers_from)
