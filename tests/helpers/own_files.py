"""A consultant's own file over a made-up catalogue of two vendors, alpha (projects) and beta (jobs)."""

from __future__ import annotations

from typing import Any

from advisor.catalogue.overlaid import overlaid
from advisor.catalogue.overlay import overlay_from
from advisor.catalogue.vendor import catalogue_from
from advisor.knowledge import Knowledge, load_knowledge

HEAD = """overlay_version: 1
title: Field notes
author: Ana Rivera
as_of: 2026-11
sources:
  o1: {kind: own, title: Made up for a test, as_of: 2026-10, grade: B}
  o2: {kind: vendor, url: 'https://alpha.example/new', title: New help page, as_of: 2026-10, grade: A}
vendors:
"""

PAGE = {"url": "https://vendor.example/help", "title": "Help", "kind": "vendor", "as_of": "2026-05", "grade": "A"}

ALPHA: dict[str, Any] = {
    "id": "alpha",
    "name": "Alpha",
    "website": "https://alpha.example",
    "status": "active",
    "native_category": "pm",
    "strength": {"crm": 0, "pm": 2, "fsm": 0},
    "judgement": "A made-up product.",
    "trades": [],
    "segments": ["residential", "commercial"],
    "fit": {"employees_min": 5, "employees_max": 50, "source": "s1"},
    "pricing": {
        "model": "flat", "published": True, "confidence": "stated", "contract": "monthly", "as_of": "2026-05",
        "source": "s1", "tiers": [{"name": "Only plan", "usd_month": 300, "per": "account"}],
    },
    "accounting": {"quickbooks_online": "native", "xero": "zapier"},
    "accounting_source": "s1",
    "links": [
        {"with": "beta", "kind": "native", "what": "Jobs", "source": "s1"},
        {"with": "xero", "kind": "zapier", "what": "Bills", "source": "s1"},
    ],
    "open_api": False,
    "mobile_offline": "unknown",
    "onboarding": {"weeks_low": 4, "weeks_high": 8, "difficulty": 3, "source": "s1"},
    "capabilities": {
        "change_orders": {"level": "full", "source": "s1"},
        "rfis": {"level": "partial", "source": "s1"},
    },
    "strengths": ["Has been sold for years"],
    "limitations": [],
    "watch_outs": ["Yearly contract"],
    "sources": {"s1": PAGE},
}  # fmt: skip

BETA: dict[str, Any] = {
    **ALPHA,
    "id": "beta",
    "name": "Beta",
    "website": "https://beta.example",
    "native_category": "fsm",
    "strength": {"crm": 0, "pm": 0, "fsm": 2},
    "links": [{"with": "alpha", "kind": "partner", "what": "Customers", "source": "s1"}],
    "capabilities": {"dispatch_board": {"level": "full", "source": "s1"}},
}

SYSTEMS = [
    {"id": "quickbooks_online", "name": "QuickBooks Online", "kind": "accounting"},
    {"id": "xero", "name": "Xero", "kind": "accounting"},
    {"id": "zapier", "name": "Zapier", "kind": "other"},
]


def made_up(*vendors: dict[str, Any]) -> Knowledge:
    """The shipped knowledge with made-up vendors; alpha and beta where none are given."""
    data = {
        "catalogue_as_of": "2026-11-21",
        "ageing": {"price_months": 12, "link_months": 24, "capability_months": 24, "source": "judgement"},
        "external_systems": SYSTEMS,
        "vendors": list(vendors or (ALPHA, BETA)),
    }
    return load_knowledge()._replace(catalogue=catalogue_from(data))


def laid_over(text: str, k: Knowledge | None = None, *, name: str = "mine.yaml") -> Knowledge:
    """The made-up knowledge with an own file over it."""
    k = k or made_up()
    catalogue, note = overlaid(
        k.catalogue,
        overlay_from(text, name=name),
        capabilities={one.id: one.label for one in k.capabilities.values()},
        trades={one.id: one.name_en for one in k.trades.values()},
    )
    return k._replace(catalogue=catalogue, overlay=note)
