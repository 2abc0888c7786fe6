"""Trades: how a trade usually works and what it needs; the contractor's own split always comes first."""

from __future__ import annotations

from typing import Literal

from advisor.base import Value


class Trade(Value):
    """One entry of `data/trades.yaml`."""

    id: str
    parent: bool = False
    name_en: str
    name_es: str
    naics: str
    naics_also: tuple[str, ...] = ()
    pattern: Literal["project", "job", "mixed"]
    shape: Literal["short_project"] | None = None
    family: Literal["hvac", "electrical", "plumbing", "roofing", "landscaping", "general_contractor", "other"]
    operation: Literal["remodeler", "general_contractor", "other"]
    service_trade: bool
    specialised_software: bool
    usual_unit: str
    key_capabilities: tuple[str, ...]
    niche_needs: tuple[str, ...]
    figures: str | None = None
    sources: tuple[str, ...]
