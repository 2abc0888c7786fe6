"""How old a fact is, when it is too old, and how far it is trusted then."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.catalogue.ageing import Ageing, Clock, FactKind, age_in_months, freshness, freshness_words, how_old
from advisor.catalogue.vendor import Vendor
from advisor.files import parse

MINIMAL = Path(__file__).with_name("minimal.yaml")

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


# ---- what age does to a fact ----------------------------------------------------------------------------------------

GATHERED = date(2026, 11, 21)
AGEING = Ageing(
    price_months=12, link_months=24, capability_months=24, undated_step=0.05, stale_step=0.10, stale_most=0.20,
    price_rise_percent=10, price_years_most=3, source="judgement",
)  # fmt: skip
MONTHS = st.builds(lambda year, month: f"{year}-{month:02}", st.integers(2012, 2026), st.integers(1, 12))
READ = st.one_of(st.just("unknown"), MONTHS)
DAYS = st.dates(date(2026, 11, 21), date(2040, 12, 31))


def clock(day: date, limits: Ageing = AGEING) -> Clock:
    return Clock(day, GATHERED, limits)


@pytest.mark.parametrize(
    ("as_of", "day", "margin"),
    [
        ("2026-05", GATHERED, 0.0),
        ("2024-11", GATHERED, 0.0),  # 24 months: at the limit
        ("2024-10", GATHERED, 0.10),  # the first year past it has begun
        ("2023-11", GATHERED, 0.10),  # twelve months past it
        ("2023-10", GATHERED, 0.20),
        ("2013", GATHERED, 0.20),  # no further than the most
        ("unknown", GATHERED, 0.05),  # open on the day it was gathered
        ("unknown", date(2028, 11, 30), 0.05),
        ("unknown", date(2028, 12, 1), 0.15),  # two years on, the reading itself is old
    ],
)
def test_a_level_widens_with_every_year_past_the_limit(as_of: str, day: date, margin: float) -> None:
    assert clock(day).margin(as_of) == pytest.approx(margin)


@pytest.mark.parametrize(
    ("as_of", "factor"),
    [
        ("2026-05", 1.0),
        ("2025-11", 1.0),
        ("2025-10", 1.1),
        ("2024-10", 1.21),
        ("2015-01", 1.331),  # rises are allowed for over three years at most
        ("unknown", 1.1),
    ],
)
def test_an_old_price_may_have_risen_each_year_past_the_limit(as_of: str, factor: float) -> None:
    assert clock(GATHERED).price_factor(as_of) == pytest.approx(factor)


@given(READ, DAYS, DAYS)
def test_nothing_grows_younger_surer_or_cheaper_with_time(as_of: str, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    assert clock(later).margin(as_of) >= clock(earlier).margin(as_of)
    assert clock(later).price_factor(as_of) >= clock(earlier).price_factor(as_of)
    if clock(earlier).freshness("capability", as_of) == "stale":
        assert clock(later).freshness("capability", as_of) == "stale"


@given(MONTHS, DAYS)
def test_an_old_page_is_never_surer_than_one_without_a_date(as_of: str, day: date) -> None:
    here = clock(day)
    if here.freshness("capability", as_of) == "stale":
        assert here.margin(as_of) >= clock(GATHERED).margin("unknown")


def test_without_steps_age_changes_nothing() -> None:
    plain = clock(date(2035, 1, 1), LIMITS)
    assert (plain.margin("2013"), plain.margin("unknown")) == (0, 0)
    assert plain.price_factor("2013") == 1


@given(READ, DAYS, st.sampled_from(["full", "partial", "none"]), st.sampled_from(["vendor", "competitor"]))
def test_a_level_on_a_later_day_holds_all_that_it_was_before(as_of: str, day: date, level: str, kind: str) -> None:
    page = {"url": "https://a.example", "title": "Page", "kind": kind, "as_of": as_of, "grade": "C"}
    one = vendor_with({"rfis": {"level": level, "source": "s1"}}, {"s1": page})
    read, now = one.level("rfis"), one.level("rfis", clock(day))
    assert 0 <= now[0] <= read[0] <= read[1] <= now[1] <= 1
    # However old: what a page shows is still told apart from what nobody shows.
    assert now[1] - now[0] < 1


def test_levels_keep_their_order_however_old_they_are() -> None:
    page = {"url": "https://a.example", "title": "Page", "kind": "competitor", "as_of": "2010", "grade": "D"}
    spans = [
        vendor_with({"rfis": {"level": level, "source": "s1"}}, {"s1": page}).level("rfis", clock(GATHERED))
        for level in ("none", "partial", "full")
    ]
    for worse, better in pairwise(spans):
        assert sum(worse) < sum(better)
        assert worse[0] <= better[0]
        assert worse[1] <= better[1]


@pytest.mark.parametrize(
    ("kind", "as_of", "words"),
    [
        ("price", "2026-05", "read in May 2026"),
        ("price", "2025-01", "read in January 2025, 1 year ago, too old to rely on, so a rise is allowed for"),
        ("link", "2024-01", "read in January 2024, 2 years ago, too old to rely on, so have it shown"),
        ("capability", "2020", "read in 2020, 6 years ago, too old to rely on, so it is counted as less sure"),
        ("capability", "unknown", "undated, seen in November 2026"),
    ],
)
def test_the_reader_is_told_date_age_and_what_follows(kind: FactKind, as_of: str, words: str) -> None:
    assert freshness_words(kind, as_of, clock(GATHERED)) == words


def test_an_undated_page_is_too_old_once_its_reading_is() -> None:
    assert clock(date(2027, 12, 1)).freshness("price", "unknown") == "stale"
    assert clock(date(2027, 11, 30)).freshness("price", "unknown") == "stale_unknown"


def vendor_with(capabilities: dict[str, Any], sources: dict[str, Any]) -> Vendor:
    entry = parse(MINIMAL.read_text(encoding="utf-8"), name="minimal.yaml", trusted=True)["vendors"][0]
    return Vendor.model_validate({**entry, "capabilities": capabilities, "sources": sources})
