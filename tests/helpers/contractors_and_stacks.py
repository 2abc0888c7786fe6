"""Contractors and vendors for the tests of the stack search: the shipped knowledge, and small made-up catalogues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from advisor.catalogue.vendor import catalogue_from
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import Answers, answers_from
from advisor.scoring.facts import derive, estimates
from advisor.scoring.needs import capability_needs
from advisor.scoring.options import Kind, valued
from advisor.stack.search import search
from advisor.stack.seats import Situation, situation_of
from advisor.stack.stack import Leaders, RelaxedLimit, Stack

SOURCES = {
    "s0": {"url": "", "title": "No page seen", "kind": "unsourced", "as_of": "unknown", "grade": "D"},
    "s1": {"url": "https://help.example", "title": "Help", "kind": "vendor", "as_of": "2026-05", "grade": "A"},
    "s2": {"url": "https://rival.example", "title": "Rival", "kind": "competitor", "as_of": "2026-05", "grade": "D"},
}
SYSTEMS = [
    {"id": "quickbooks_online", "name": "QuickBooks Online", "kind": "accounting"},
    {"id": "xero", "name": "Xero", "kind": "accounting"},
    {"id": "companycam", "name": "CompanyCam", "kind": "photos"},
    {"id": "gusto", "name": "Gusto", "kind": "payroll"},
]


def entry(name: str, **fields: Any) -> dict[str, Any]:
    """A made-up vendor as the catalogue file writes it; a general FSM of which nothing else is known."""
    return {
        "id": name,
        "name": name.capitalize(),
        "website": f"https://{name}.example",
        "status": "active",
        "native_category": "fsm",
        "strength": {"crm": 0, "pm": 0, "fsm": 2},
        "judgement": "A made-up product.",
        "trades": [],
        "segments": ["residential", "commercial"],
        "pricing": {
            "model": "unknown", "published": "unknown", "confidence": "none", "contract": "unknown", "as_of": "unknown",
        },
        "open_api": "unknown",
        "mobile_offline": "unknown",
        "capabilities": {},
        "strengths": ["Has been sold for years"],
        "limitations": [],
        "watch_outs": [],
        "sources": SOURCES,
        **fields,
    }  # fmt: skip


def listed(*tiers: Mapping[str, Any], model: str = "tiered", **fields: Any) -> dict[str, Any]:
    """Pricing with a price list."""
    return {
        "model": model, "published": True, "confidence": "stated", "contract": "monthly", "as_of": "2026-05",
        "source": "s1", "tiers": [{"name": f"Plan {n}", **tier} for n, tier in enumerate(tiers, start=1)], **fields,
    }  # fmt: skip


class Result(NamedTuple):
    """What a search gave."""

    stacks: tuple[Stack, ...]
    relaxed: tuple[RelaxedLimit, ...]
    runner_up: tuple[Stack, ...] = ()
    runner_up_sentence: str = ""
    leaders: Leaders | None = None
    two_sided_sentence: str = ""

    @property
    def vendors(self) -> list[tuple[str, ...]]:
        """Vendors of each stack, best first."""
        return [stack.vendors for stack in self.stacks]

    def holds(self, vendor: str) -> bool:
        """True when a stack that is shown has this vendor in it."""
        return any(vendor in stack.vendors for stack in self.stacks)

    def of(self, *vendors: str) -> Stack:
        """The stack of exactly these vendors."""
        return next(stack for stack in self.stacks if stack.vendors == vendors)


def with_catalogue(k: Knowledge, entries: Iterable[dict[str, Any]]) -> Knowledge:
    """The knowledge with these made-up vendors instead of the real ones."""
    data = {
        "catalogue_as_of": "2026-11-21",
        "ageing": {"price_months": 12, "link_months": 24, "capability_months": 24, "source": "judgement"},
        "external_systems": SYSTEMS,
        "vendors": list(entries),
    }
    return k._replace(catalogue=catalogue_from(data))


def workings(answers: Answers, option: str, k: Knowledge) -> tuple[Any, dict[str, float]]:
    """The workings of the options and the need for each capability, as the decision hands them on."""
    found, _, _ = estimates(answers, k)
    value = valued(derive({name: e.mid for name, e in found.items()}, k.rule_book), k.option_book, k.rule_book)
    weights = {name: float(weight) for name, weight in value.weights.items()}  # type: ignore[arg-type]
    side_needs = {
        "customer": weights["customer"],
        "project": weights["project"] + 0.6 * weights["short"],
        "job": weights["job"],
    }
    needs = capability_needs(
        answers, side_needs, k.capabilities, k.need_weights, k.pains, list(k.trades_of(answers)),
        two_platforms=k.option_book.by_id[option].category == "two_platform",
    )  # fmt: skip
    return value, needs


def look(
    data: Mapping[str, Any], option: str, k: Knowledge, *, keeps: tuple[Kind, ...] = (), runner_up: str = "integrated"
) -> Result:
    """The stacks for a contractor for whom *option* has come first."""
    answers = answers_from(data)
    value, needs = workings(answers, option, k)
    options = k.option_book.by_id
    found = search(answers, options[option], options[runner_up], keeps, needs, value, k)
    return Result(*found[: len(Result._fields)])


def situation(data: Mapping[str, Any], k: Knowledge, option: str = "fsm") -> Situation:
    """A contractor as the search sees it."""
    answers = answers_from(data)
    value, needs = workings(answers, option, k)
    return situation_of(answers, needs, value, k)
