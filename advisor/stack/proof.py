"""The two demonstrations asked of a platform that claims projects and jobs (D1): what pages show of them, step by step.

Only a demo of one's own can prove a step. A help page documents it, any other page claims it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal

from advisor.catalogue.evidence import Level, VendorSource
from advisor.catalogue.vendor import Vendor
from advisor.scoring.needs import Capability
from advisor.stack.figures import ProofStep, StackBook, TwoSided
from advisor.stack.joins import DELIVERY
from advisor.stack.seats import Seat, Situation
from advisor.stack.stack import ProofMark
from advisor.stack.table import Ints, Same, VendorTable

Mark = Literal["proven", "documented", "claimed", "unknown", "not_covered"]
WORST_LAST: tuple[Mark, ...] = ("proven", "documented", "claimed", "unknown", "not_covered")


def matters(situation: Situation) -> bool:
    """True where both kinds of work are needed, so that one platform would have to do both."""
    least = min(situation.side_needs["project"], situation.side_needs["job"])
    return least >= situation.k.stack_book.two_sided_test.mixed_from


def claims_both(vendor: Vendor, test: TwoSided) -> bool:
    """True for a product made for several sides, or good at both projects and jobs."""
    strength = vendor.strength
    if vendor.native_category == "integrated" and min(strength.pm, strength.fsm) > 0:
        return True
    return min(strength.pm, strength.fsm) >= test.claims_from


def two_sided_test(situation: Situation, seats: tuple[Seat, ...], row: Ints) -> tuple[ProofMark, ...]:
    """Every step for the one platform of a stack that would carry both kinds of work; empty where none has to."""
    book = situation.k.stack_book
    working = [n for n, seat in enumerate(seats) if seat.role in DELIVERY]
    if not matters(situation) or len(working) != 1:
        return ()
    vendor = situation.table.vendor(int(row[working[0]]))
    if vendor is None or not claims_both(vendor, book.two_sided_test):
        return ()
    return marks_of(vendor, book, situation.k.capabilities)


def marks_of(vendor: Vendor, book: StackBook, capabilities: Mapping[str, Capability]) -> tuple[ProofMark, ...]:
    """Every step of the two demonstrations with what pages show of it for this vendor."""
    return tuple(_mark_of(vendor, step, book.two_sided_test, capabilities) for step in book.two_sided_test.steps)


def _mark_of(vendor: Vendor, step: ProofStep, test: TwoSided, capabilities: Mapping[str, Capability]) -> ProofMark:
    # A step is as far shown as the least shown of what it takes.
    marks = {capability: _mark(vendor, capability, test) for capability in step.capabilities}
    weakest = max(marks, key=lambda capability: WORST_LAST.index(marks[capability]))
    mark, fact = marks[weakest], vendor.capabilities.get(weakest)
    page: dict[str, Any] = {}
    if fact is not None and vendor.sourced(fact.source):
        source = vendor.sources[fact.source]
        page = {"source_title": source.title, "url": source.url or None, "as_of": source.as_of}
    return ProofMark(
        vendor=vendor.id,
        name=vendor.name,
        item=step.id,
        demonstration=step.demonstration,
        title=step.title,
        mark=mark,
        seen=vendor.shown(weakest) is not None,
        says=_says(vendor, step, mark, capabilities[weakest].label, test),
        **page,
    )


def _mark(vendor: Vendor, capability: str, test: TwoSided) -> Mark:
    fact = vendor.capabilities.get(capability)
    if fact is not None and vendor.shown(capability) is not None:
        seen: dict[Level, Mark] = {"full": "proven", "partial": "claimed", "none": "not_covered"}
        return seen[fact.level]
    if fact is None or not vendor.sourced(fact.source):
        return "unknown"
    source = vendor.sources[fact.source]
    if fact.level == "none":
        # A rival's word is no proof of a gap.
        return "unknown" if source.doubtful else "not_covered"
    own = _is_own_page(source, test) and not vendor.conflicting(capability)
    return "documented" if own and fact.level == "full" else "claimed"


def _is_own_page(source: VendorSource, test: TwoSided) -> bool:
    return source.kind == "vendor" and source.grade in test.own_pages


def _says(vendor: Vendor, step: ProofStep, mark: Mark, label: str, test: TwoSided) -> str:
    subject = f"{step.title}: "
    if mark == "proven":
        return f"{subject}you saw {vendor.name} do it."
    if any(vendor.shown(c) is not None and _mark(vendor, c, test) == mark for c in step.capabilities):
        did = "did a part of it only" if mark == "claimed" else "could not do it"
        return f"{subject}in your demo {vendor.name} {did} ({label})."
    if mark == "documented":
        return f"{subject}a help page of {vendor.name} shows it in full; see it done all the same."
    if mark == "unknown":
        return f"{subject}no page tells whether {vendor.name} has it ({label})."
    if mark == "not_covered":
        return f"{subject}a page shows that {vendor.name} does not have it ({label})."
    capability = next(c for c in step.capabilities if _mark(vendor, c, test) == "claimed")
    fact = vendor.capabilities[capability]
    source = vendor.sources[fact.source]
    if fact.level == "partial":
        return f"{subject}a page shows {vendor.name} with a part of it only ({label})."
    if _is_own_page(source, test):
        return f"{subject}pages about {vendor.name} contradict each other ({label})."
    whose = "its own marketing" if source.kind == "vendor" else "a page that is not its own"
    return f"{subject}claimed for {vendor.name} by {whose}, not shown in its help ({label})."


def summary(marks: tuple[ProofMark, ...]) -> str:
    """How many of the steps are shown for one platform, as a sentence; empty without marks."""
    if not marks:
        return ""
    shown = sum(mark.mark in ("proven", "documented") for mark in marks)
    missing = [mark.title[:1].lower() + mark.title[1:] for mark in marks if mark.mark == "not_covered"]
    text = (
        f"{marks[0].name} documents {shown} of the {len(marks)} steps that a platform for both kinds of work must show"
    )
    seen_gap = any(mark.mark == "not_covered" and mark.seen for mark in marks)
    who = "your demo" if seen_gap else "a page"
    gap = f"; {who} shows that it lacks {_listed(missing)}" if missing else ""
    proven = sum(mark.mark == "proven" for mark in marks)
    if proven == len(marks):
        return f"You saw {marks[0].name} do all {proven} steps that a platform for both kinds of work must show."
    seen = f" You saw it do {proven} of them." if proven else ""
    return f"{text}{gap}.{seen} Nothing is proven before you have seen both demonstrations."


def of_the_catalogue(situation: Situation) -> str:
    """Whether any platform of the catalogue that claims both kinds of work documents all of it; empty where one does
    not have to."""
    if not matters(situation):
        return ""
    return _of_the_catalogue(Same(situation.table), Same(situation.k.stack_book), Same(situation.k.capabilities))


@lru_cache(maxsize=4)
def _of_the_catalogue(
    table: Same[VendorTable], book: Same[StackBook], capabilities: Same[Mapping[str, Capability]]
) -> str:
    test = book.it.two_sided_test
    shown = {
        vendor.name: sum(mark.mark == "documented" for mark in marks_of(vendor, book.it, capabilities.it))
        for vendor in table.it.vendors
        if vendor.offered and claims_both(vendor, test)
    }
    if not shown:
        return ""
    steps, most = len(test.steps), max(shown.values())
    best = sorted(name for name, count in shown.items() if count == most)
    if most == steps:
        verb = "documents" if len(best) == 1 else "document"
        return f"{_listed(best)} {verb} all {steps} steps of the two demonstrations. Have both done on your own work."
    come = "comes" if len(best) == 1 else "come"
    return (
        f"Of {len(shown)} platforms in our catalogue that claim both projects and jobs, none documents all {steps} "
        f"steps of the two demonstrations; {_listed(best)} {come} closest with {most}. Have both done on your own work "
        "before you rely on one platform."
    )


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
