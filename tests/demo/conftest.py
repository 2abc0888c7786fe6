"""The shipped knowledge with five made-up vendors, and shortlists of them.

alfa   field service, good at jobs and at projects; nothing is known of its submittals
bravo  field service only; full dispatch, no change orders
carlo  projects only; full submittals and change orders
delta  field service only, with an AI receptionist; nothing is known of price, contract, start, API and signal
echo   a CRM
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from advisor import load_knowledge
from advisor.base import Money
from advisor.catalogue.vendor import Catalogue, Vendor
from advisor.demo.checklist import build_checklist
from advisor.demo.situation import Situation, situation_of
from advisor.demo.tasks import ChecklistItem
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from
from advisor.scoring.needs import Finding
from advisor.stack.stack import Coverage, Join, Stack, StackCost

NOTHING = Money(low=None, high=None)
KINDS = {"alfa": "fsm", "bravo": "fsm", "carlo": "pm", "delta": "fsm", "echo": "crm"}


def _vendor(name: str, strength: dict[str, int], levels: dict[str, str], **fields: Any) -> Vendor:
    page = {"title": "Help", "as_of": "2026-05"}
    entry = {
        "id": name,
        "name": name.capitalize(),
        "website": f"https://{name}.example",
        "status": "active",
        "native_category": KINDS[name],
        "strength": strength,
        "judgement": "A made-up product.",
        "trades": [],
        "segments": ["residential"],
        "pricing": {
            "model": "flat", "published": True, "confidence": "stated", "contract": "annual", "as_of": "2026-05",
            "typical_usd_month": {"low": 100, "high": 200}, "setup_fee_usd": {"low": 0, "high": 0}, "source": "s1",
        },
        "onboarding": {"weeks_low": 1, "weeks_high": 2, "difficulty": 2, "source": "s1"},
        "open_api": True,
        "mobile_offline": True,
        "capabilities": {
            name: {"level": level.removesuffix("?"), "source": "s2" if level.endswith("?") else "s1"}
            for name, level in levels.items()
        },
        "strengths": [], "limitations": [], "watch_outs": [],
        "sources": {
            "s1": {**page, "url": "https://help.example", "kind": "vendor", "grade": "A"},
            "s2": {**page, "url": "https://rival.example", "kind": "competitor", "grade": "D"},
        },
    }  # fmt: skip
    return Vendor.model_validate({**entry, **fields})


@pytest.fixture(scope="session")
def k() -> Knowledge:
    """The knowledge as shipped, with the made-up vendors beside the shipped ones."""
    shipped = load_knowledge()
    all_full = dict.fromkeys(shipped.capabilities, "full")
    alfa = {name: level for name, level in all_full.items() if name != "submittals"}
    made_up = (
        _vendor("alfa", {"crm": 1, "pm": 2, "fsm": 3}, alfa),
        _vendor("bravo", {"crm": 1, "pm": 1, "fsm": 3}, {**all_full, "change_orders": "none", "rfis": "full?"}),
        _vendor("carlo", {"crm": 0, "pm": 3, "fsm": 0}, all_full),
        _vendor(
            "delta", {"crm": 0, "pm": 0, "fsm": 2}, all_full, strengths=["An AI receptionist takes calls"],
            mobile_offline="unknown", open_api="unknown", onboarding=None,
            pricing={
                "model": "unknown", "published": "unknown", "confidence": "none", "contract": "unknown",
                "as_of": "unknown",
            },
        ),
        _vendor("echo", {"crm": 3, "pm": 0, "fsm": 0}, all_full),
    )  # fmt: skip
    catalogue = Catalogue(
        catalogue_as_of=shipped.catalogue.catalogue_as_of,
        ageing=shipped.catalogue.ageing,
        external_systems=shipped.catalogue.external_systems,
        vendors=(*shipped.catalogue.vendors, *made_up),
    )
    return shipped._replace(catalogue=catalogue)


@pytest.fixture(scope="session")
def make_stack(k: Knowledge) -> Callable[..., Stack]:
    """A stack of vendors by id; roles are their kinds unless given, coverage is what the catalogue shows."""

    def make(
        *vendors: str,
        roles: tuple[str, ...] | None = None,
        names: tuple[str, ...] | None = None,
        joins: dict[str, str] | None = None,
    ) -> Stack:
        known = [k.catalogue.by_id[v] for v in vendors if v in k.catalogue.by_id]
        ends = {name: tuple(max(v.level(name)[end] for v in known) for end in (0, 1)) for name in k.capabilities}
        return Stack(
            vendors=vendors,
            names=names or tuple(k.catalogue.by_id[v].name for v in vendors),
            roles=roles or tuple(KINDS[v] for v in vendors),  # type: ignore[arg-type]
            option="fsm" if len(vendors) == 1 else "fsm_pm",
            accounting=None,
            value=0,
            low=0,
            high=0,
            contributions=(),
            coverage=tuple(
                Coverage(capability=c, label=c, need=5, low=low, high=high, vendor=None, level="partial")
                for c, (low, high) in ends.items()
            ),
            joins=tuple(Join(rule=r, what="x", kind=how, between=vendors) for r, how in (joins or {}).items()),  # type: ignore[arg-type]
            cost=StackCost(first_year=NOTHING, three_years=NOTHING, lines=(), open_lines=()),
            unknowns=(),
            fits=(),
            cautions=(),
            evidence=(),
        )

    return make


@pytest.fixture(scope="session")
def situation(k: Knowledge) -> Callable[..., Situation]:
    """The situation of a contractor: answers as plain data, the option by id, stacks."""

    def make(answers: dict[str, Any] | None = None, option: str = "fsm", stacks: tuple[Stack, ...] = ()) -> Situation:
        return situation_of(answers_from(answers or {}), k.option_book.by_id[option], stacks, k)

    return make


@pytest.fixture(scope="session")
def checklist(k: Knowledge) -> Callable[..., tuple[ChecklistItem, ...]]:
    """The checklist of a contractor; every capability is needed alike (5 of 10) unless *needs* says otherwise."""

    def make(
        answers: dict[str, Any] | None = None,
        option: str = "fsm",
        stacks: tuple[Stack, ...] = (),
        needs: dict[str, float] | None = None,
        findings: tuple[Finding, ...] = (),
    ) -> tuple[ChecklistItem, ...]:
        needs = dict.fromkeys(k.capabilities, 5.0) if needs is None else needs
        return build_checklist(answers_from(answers or {}), k.option_book.by_id[option], stacks, needs, findings, k)

    return make
