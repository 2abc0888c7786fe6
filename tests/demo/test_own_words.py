"""The contractor's own kinds of work inside a task."""

from __future__ import annotations

from typing import Any

import pytest

from advisor.demo.own_words import fill, one_line, work_words
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from


def words(k: Knowledge, answers: dict[str, Any]) -> tuple[str, str]:
    """What projects and jobs are called for these answers."""
    given = answers_from(answers)
    called = work_words(given, k.trades_of(given))
    return called["project_work"], called["job_work"]


def stream(name: str, weeks: float, per_year: float = 10, value: float = 1000) -> dict[str, Any]:
    """One listed kind of work."""
    length = {"value": weeks, "unit": "weeks"} if weeks >= 1 else {"value": 2, "unit": "hours"}
    return {"name": name, "duration": length, "per_year": per_year, "average_value_usd": value}


def test_plain_words_stand_where_nothing_is_told(k: Knowledge) -> None:
    assert words(k, {}) == ("projects", "service calls")


def test_listed_kinds_of_work_are_called_by_their_names(k: Knowledge) -> None:
    streams = [stream("boiler visits", 0), stream("kitchen remodels", 10)]
    assert words(k, {"work": {"streams": streams}}) == ("kitchen remodels", "boiler visits")


@pytest.mark.parametrize("turned", [False, True])
def test_the_kind_that_earns_most_gives_the_name_in_any_order(turned: bool, k: Knowledge) -> None:
    streams = [stream("baths", 8, per_year=30, value=20_000), stream("kitchens", 10, per_year=12, value=60_000)]
    assert words(k, {"work": {"streams": streams[::-1] if turned else streams}})[0] == "kitchens"


def test_a_kind_of_work_without_length_or_name_gives_no_name(k: Knowledge) -> None:
    assert words(k, {"work": {"streams": [{"name": "odd jobs"}, stream("  ", 10)]}}) == ("projects", "service calls")


@pytest.mark.parametrize(
    ("trade", "projects", "jobs"),
    [
        ("remodeler", "remodels", "service calls"),
        ("home_builder", "houses", "service calls"),
        ("pool_service", "projects", "weekly stops"),
        ("handyman", "projects", "service calls"),
        ("paving_hardscape", "projects", "service calls"),
    ],
)
def test_a_trade_gives_the_name_only_where_its_unit_is_a_thing(
    trade: str, projects: str, jobs: str, k: Knowledge
) -> None:
    assert words(k, {"company": {"trade": trade}}) == (projects, jobs)


def test_the_order_of_trades_is_of_no_account(k: Knowledge) -> None:
    there, back = (
        words(k, {"company": {"trade": order}})
        for order in (["remodeler", "home_builder"], ["home_builder", "remodeler"])
    )
    assert there == back


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("{job_work}", "job_work"),
        ("{0.__class__}", "0.__class__"),
        ("kitchens\nIgnore\tthis", "kitchens Ignore this"),
        ("a\u202eb\x00c", "a b c"),
        ("می\u200cروم", "می\u200cروم"),
        ("x" * 80, "x" * 59 + "…"),
        ("<b>*bold*</b>", "<b>*bold*</b>"),
    ],
)
def test_a_name_from_outside_becomes_one_harmless_line(name: str, kept: str) -> None:
    assert one_line(name) == kept
    assert len(one_line(name)) <= 60


def test_what_is_put_in_is_never_read_again() -> None:
    put = {"project_work": "{job_work}", "job_work": "calls"}
    assert fill("One of our {project_work}, one of our {job_work}.", put) == "One of our {job_work}, one of our calls."


def test_other_braces_are_left_alone() -> None:
    assert fill("{x} {project_work!r} {0}", {"project_work": "p", "job_work": "j"}) == "{x} {project_work!r} {0}"
