"""The audit counts what is there, what is old, what has no page, what is contradicted and what stays open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from advisor.catalogue.audit import VendorAudit, audit, audit_vendor
from advisor.catalogue.inclusion import Inclusion
from advisor.catalogue.vendor import Catalogue, Vendor

Make = Callable[..., Vendor]
MakeAll = Callable[..., Catalogue]
DAY = date(2026, 11, 21)
CAPABILITIES = ("change_orders", "rfis", "dispatch_board")


def page(as_of: str = "2026-05", kind: str = "vendor", grade: str = "A", name: str = "help") -> dict[str, str]:
    return {"url": f"https://a.example/{name}", "title": "Page", "kind": kind, "as_of": as_of, "grade": grade}


SOURCES: dict[str, Any] = {
    "s0": {"url": "", "title": "No page seen", "kind": "unsourced", "as_of": "unknown", "grade": "D"},
    "s1": page(),
    "s2": page("2021-03", name="old"),
    "s3": page("unknown", name="undated"),
}
ENTRY: dict[str, Any] = {
    "id": "one",
    "sources": SOURCES,
    "capabilities": {
        "change_orders": {"level": "full", "source": "s1", "also": [{"level": "partial", "source": "s3"}]},
        "rfis": {"level": "full", "source": "s2"},
        "dispatch_board": {"level": "none", "source": "s0"},
    },
    "pricing": {
        "model": "tiered", "published": True, "confidence": "stated", "contract": "annual", "as_of": "2024-01",
        "source": "s1", "tiers": [{"name": "Base", "usd_month": 99}],
    },
    "fit": {"employees_min": 5, "source": "s0"},
    "accounting": {"quickbooks_online": "native", "xero": "unknown"},
    "accounting_source": "s3",
    "links": [{"with": "zapier", "kind": "zapier", "what": "Jobs", "source": "s2"}],
    "open_api": True,
    "open_api_source": "s1",
    "mobile_offline": "unknown",
    "strengths": [{"says": "Read on a page", "source": "s1"}, "Read nowhere"],
}  # fmt: skip
SYSTEMS = [
    {"id": "quickbooks_online", "name": "QuickBooks Online", "kind": "accounting"},
    {"id": "xero", "name": "Xero", "kind": "accounting"},
    {"id": "zapier", "name": "Zapier", "kind": "other"},
]


@pytest.fixture
def one(make_catalogue: MakeAll) -> VendorAudit:
    made = make_catalogue(ENTRY, systems=SYSTEMS)
    return audit_vendor(made.by_id["one"], made, CAPABILITIES, DAY)


def test_every_statement_is_counted_once(one: VendorAudit) -> None:
    # price, size, one accounting link, one link, API, three capabilities, two strengths
    assert one.facts == 10
    assert one.dated + one.undated + len(one.unsourced) + one.unsourced_remarks == one.facts
    assert (one.dated, one.undated, one.pages) == (6, 1, 3)


def test_old_facts_are_named_each_kind_in_its_own_time(one: VendorAudit) -> None:
    assert one.stale == ("pricing", "link to zapier", "rfis")


def test_what_has_no_page_is_named_and_weighs_as_unknown(one: VendorAudit) -> None:
    assert one.unsourced == ("fit", "dispatch_board")
    assert one.unsourced_remarks == 1
    assert "dispatch_board" in one.missing


def test_what_two_pages_do_not_agree_on_is_named(one: VendorAudit) -> None:
    assert one.conflicting == ("change_orders",)


def test_what_nobody_tells_is_named(one: VendorAudit) -> None:
    assert one.missing == ("size", "onboarding", "mobile_offline", "dispatch_board")


def test_the_counts_of_all_vendors_add_up(make_catalogue: MakeAll) -> None:
    made = make_catalogue(ENTRY, {**ENTRY, "id": "two", "status": "sunset"}, systems=SYSTEMS)
    totals = audit(made, CAPABILITIES, DAY).totals()
    assert (totals["vendors"], totals["vendors on sale"]) == (2, 1)
    assert (totals["facts"], totals["stale"], totals["conflicting"], totals["unknown"]) == (20, 6, 2, 8)


def test_a_page_without_a_date_counts_as_old_once_nobody_looked_for_years(make_catalogue: MakeAll) -> None:
    made = make_catalogue(ENTRY, systems=SYSTEMS)
    later = audit_vendor(made.by_id["one"], made, CAPABILITIES, date(2029, 6, 1))
    assert "accounting.quickbooks_online" in later.stale
    assert (later.dated, later.undated) == (6, 1)


# ---- contradicting pages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "source", "other", "span"),
    [
        ("full", page(), page(name="b"), (0.5, 1.0)),  # as good a page: it may lie up to there
        ("full", page(), page(grade="C", name="b"), (0.75, 1.0)),  # a weaker page: half-way
        ("full", page(), page(kind="competitor", grade="D", name="b"), (0.75, 1.0)),
        ("full", page(), SOURCES["s0"], (1.0, 1.0)),  # a guess of ours contradicts nothing
        ("none", page(grade="C"), page(name="b"), (0.0, 0.5)),
    ],
)
def test_a_contradicted_level_may_lie_between_the_readings(
    make_vendor: Make, level: str, source: dict[str, str], other: dict[str, str], span: tuple[float, float]
) -> None:
    fact = {"level": level, "source": "s1", "also": [{"level": "partial", "source": "s2"}]}
    other_key = "s0" if other["kind"] == "unsourced" else "s2"
    fact["also"] = [{"level": "partial", "source": other_key}]
    vendor = make_vendor(capabilities={"rfis": fact}, sources={"s1": source, other_key: other})
    assert vendor.level("rfis") == span
    assert vendor.conflicting("rfis") == (other_key != "s0")


def test_a_page_that_agrees_widens_nothing(make_vendor: Make) -> None:
    fact = {"level": "full", "source": "s1", "also": [{"level": "full", "source": "s2"}]}
    vendor = make_vendor(capabilities={"rfis": fact}, sources={"s1": page(), "s2": page(grade="D", name="b")})
    assert vendor.level("rfis") == (1.0, 1.0)
    assert not vendor.conflicting("rfis")


# ---- inclusion ------------------------------------------------------------------------------------------------------

RULE = Inclusion(capabilities=2, pages=2, sound_pages=1, source="judgement")


def test_who_shows_enough_meets_the_rule(make_vendor: Make) -> None:
    facts = {name: {"level": "full", "source": "s1"} for name in ("rfis", "submittals")}
    vendor = make_vendor(capabilities=facts, sources={"s1": page(grade="C"), "s2": page(grade="B", name="b")})
    assert RULE.shortfalls(vendor) == ()


def test_who_falls_short_is_told_in_what(make_vendor: Make) -> None:
    rival = make_vendor(sources={"s1": page(kind="competitor", grade="B")})
    assert RULE.shortfalls(rival) == (
        "1 of 2 capabilities shown on a page", "1 of 2 pages", "0 of 1 pages of grade A or B",
    )  # fmt: skip


def test_what_is_no_longer_sold_needs_to_show_nothing(make_vendor: Make) -> None:
    assert RULE.shortfalls(make_vendor(status="sunset", capabilities={})) == ()
