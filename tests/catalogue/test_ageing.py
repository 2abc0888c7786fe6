"""How old a fact is, and when it is too old."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue.ageing import Ageing, age_in_months, freshness, how_old

LIMITS = Ageing(price_months=12, link_months=24, capability_months=24, source="judgement")
TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("as_of", "months"),
    [
        ("2026-11", 0),
        ("2026-05", 6),
        ("2025-12", 11),
        ("2024-11", 24),
        ("2026", 10),  # may be from January: the older reading counts
        ("2027-03", 0),  # read after the day asked about
    ],
)
def test_age_counts_calendar_months(as_of: str, months: int) -> None:
    assert age_in_months(as_of, TODAY) == months


def test_an_undated_fact_has_no_age() -> None:
    assert age_in_months("unknown", TODAY) is None


@pytest.mark.parametrize(
    ("kind", "as_of", "expected"),
    [
        ("price", "2025-11", "fresh"),  # 12 months: at the limit
        ("price", "2025-10", "stale"),  # 13 months
        ("link", "2025-10", "fresh"),  # the same age is fine for a link
        ("link", "2024-10", "stale"),
        ("capability", "2024-11", "fresh"),
        ("capability", "2024-10", "stale"),
        ("price", "unknown", "stale_unknown"),
        ("capability", "unknown", "stale_unknown"),
    ],
)
def test_a_fact_is_stale_past_the_limit_of_its_kind(kind: str, as_of: str, expected: str) -> None:
    assert freshness(kind, as_of, TODAY, LIMITS) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        ("2026-05", "read in May 2026"),
        ("2025-12", "read in December 2025"),
        ("2025-11", "read in November 2025, 1 year ago"),
        ("2023-01", "read in January 2023, 3 years ago"),
        ("2026", "read in 2026"),
        ("2025", "read in 2025, 1 year ago"),
        ("unknown", "undated"),
    ],
)
def test_the_age_is_said_in_words(as_of: str, words: str) -> None:
    assert how_old(as_of, TODAY) == words


@given(year=st.integers(2000, 2040), month=st.integers(1, 12), today=st.dates(date(2000, 1, 1), date(2040, 12, 31)))
def test_a_year_alone_never_looks_younger_than_any_of_its_months(year: int, month: int, today: date) -> None:
    by_year, by_month = age_in_months(f"{year}", today), age_in_months(f"{year}-{month:02}", today)
    assert by_year is not None
    assert by_month is not None
    assert by_year >= by_month


@given(year=st.integers(2000, 2040), month=st.integers(1, 12), days=st.tuples(st.dates(), st.dates()))
def test_a_stale_fact_never_becomes_fresh_again(year: int, month: int, days: tuple[date, date]) -> None:
    earlier, later = sorted(days)
    if freshness("price", f"{year}-{month:02}", earlier, LIMITS) == "stale":
        assert freshness("price", f"{year}-{month:02}", later, LIMITS) == "stale"
