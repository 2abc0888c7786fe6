"""What is known and unknown of the shortlisted vendors, as far as a demo can settle it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from advisor.catalogue.vendor import Vendor
from advisor.demo.situation import Situation
from advisor.questionnaire.answers import UNKNOWN
from advisor.scoring.needs import Capability
from advisor.stack.deciding import CLOSE
from advisor.stack.stack import Stack

ANYTHING = (0.0, 1.0)


class Known(NamedTuple):
    """How the shortlist stands on one capability; vendors by id, in order."""

    decides: bool
    """True when the coverage of the stacks differs or is not known exactly; also while there are no stacks."""
    unknown: tuple[str, ...]
    """Vendors whose coverage nothing shows, in stacks where nobody else fills the gap for sure."""
    weak: tuple[str, ...]
    """Vendors where only a thin or a rival's page tells."""
    full: tuple[str, ...]
    part: tuple[str, ...]
    none: tuple[str, ...]
    open_share: float
    """Part of the stacks (0-1) in which the coverage is not known exactly."""
    turns: bool = False
    """True when this open fact by itself would change the order of the stacks, or put one of them out."""

    def among(self, vendors: Collection[str]) -> Known:
        """The same for some of the vendors only."""

        def own(ids: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(vendor for vendor in ids if vendor in vendors)

        return self._replace(
            unknown=own(self.unknown),
            weak=own(self.weak),
            full=own(self.full),
            part=own(self.part),
            none=own(self.none),
        )


def known(capability: Capability, s: Situation) -> Known:
    """How the shortlist stands on *capability*."""
    spans = [_span(stack, capability, s) for stack in s.stacks]
    open_stacks = [stack for stack, (low, high) in zip(s.stacks, spans, strict=True) if high - low > CLOSE]
    asked = s.asked(capability.side) & s.vendors.keys()
    doubtful = {v for stack in open_stacks for v in s.asked_in(stack, capability.side)} & asked
    levels = {vendor: s.vendors[vendor].level(capability.id) for vendor in asked}

    def at(*level: float) -> tuple[str, ...]:
        return tuple(sorted(vendor for vendor, ends in levels.items() if ends == level))

    unknown = set(at(*ANYTHING)) & doubtful
    weak = {v for v in doubtful - unknown if levels[v][0] < levels[v][1]}
    return Known(
        decides=not s.stacks
        or bool(open_stacks)
        or any(max(ends) - min(ends) > CLOSE for ends in zip(*spans, strict=True)),
        unknown=tuple(sorted(unknown)),
        weak=tuple(sorted(weak)),
        full=at(1.0, 1.0),
        part=at(0.5, 0.5),
        none=at(0.0, 0.0),
        open_share=len(open_stacks) / len(s.stacks) if s.stacks else 0.0,
        turns=any(f.fact == capability.id and f.changes_order for stack in s.stacks for f in stack.deciding),
    )


def _span(stack: Stack, capability: Capability, s: Situation) -> tuple[float, float]:
    """Coverage of a stack, least and most; from the catalogue where the stack does not list it."""
    for item in stack.coverage:
        if item.capability == capability.id:
            return round(item.low, 6), round(item.high, 6)
    ends = [s.vendors[v].level(capability.id) for v in s.asked_in(stack, capability.side) if v in s.vendors]
    return (max(low for low, _ in ends), max(high for _, high in ends)) if ends else ANYTHING


class OpenFact(NamedTuple):
    """A fact about a vendor as a whole that a task settles, where the catalogue leaves it open."""

    what: str
    """Ends the sentence "Nobody documents ..."."""
    is_open: Callable[[Vendor, Situation], bool]


def _books_open(vendor: Vendor, s: Situation) -> bool:
    system = s.answers.today.accounting
    return system not in (None, UNKNOWN, "none", "other") and vendor.accounting_link(system) is None


def _start_open(vendor: Vendor, s: Situation) -> bool:
    return vendor.onboarding is None or not vendor.sourced(vendor.onboarding.source)


OPEN_FACTS: Mapping[str, OpenFact] = {
    "working-without-signal": OpenFact(
        "how much works without signal", lambda vendor, s: vendor.mobile_offline == UNKNOWN
    ),
    "three-years-of-cost-on-paper": OpenFact("a price", lambda vendor, s: not vendor.pricing.has_figures),
    "contract-term-and-notice": OpenFact(
        "the length of the contract", lambda vendor, s: vendor.pricing.contract == UNKNOWN
    ),
    "what-the-onboarding-fee-buys": OpenFact(
        "what setting up costs", lambda vendor, s: vendor.pricing.setup_fee_usd is None
    ),
    "weekly-plan-to-go-live": OpenFact("how long setting up takes", _start_open),
    "api-on-our-plan": OpenFact("an open API", lambda vendor, s: vendor.open_api == UNKNOWN),
    "both-platforms-post-to-accounting": OpenFact("the link to your accounting", _books_open),
    "which-system-owns-which-record": OpenFact("the link to your accounting", _books_open),
}
"""By task id."""


def open_fact(task: str, vendors: Iterable[str], s: Situation) -> tuple[str, tuple[str, ...]] | None:
    """What a task would settle about *vendors* as a whole, and for which of them; None where nothing is open."""
    fact = OPEN_FACTS.get(task)
    if fact is None:
        return None
    found = tuple(v for v in vendors if v in s.vendors and fact.is_open(s.vendors[v], s))
    return (fact.what, found) if found else None
