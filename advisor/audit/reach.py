"""Who reaches a shortlist over a set of contractors, who never does and why not, and which unknowns weigh most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pydantic import Field

from advisor.advise import Weighed, weigh
from advisor.audit.contractors import Contractor
from advisor.base import Value
from advisor.catalogue.vendor import Vendor
from advisor.knowledge import Knowledge
from advisor.stack.survey import Brief, Survey, best_with, kept_out, survey
from advisor.stack.table import table_of

REFUSED = 20
"""Contractors of whom it is asked which limit keeps a vendor out; the same few limits come back."""

LIMIT_WORDS = {
    "accounting": "a page shows that it lacks the link to the accounting",
    "segment": "it is made for the other kind of customers",
    "company_size": "it is made for firms of another size",
    "trade": "it is made for other trades",
    "must_have": "a page shows that it lacks what must be there",
    "must_integrate": "no page shows the link that must be there",
    "exclude_vendors": "it is ruled out",
    "budget": "it costs more than the budget",
}


class Reach(Value):
    """How often a vendor is shortlisted, and an example or the reason why never."""

    vendor: str
    name: str
    shown: int = Field(description="Contractors who see it in a stack")
    first: int = Field(description="Contractors for whom it is in the best stack")
    example: str = Field(default="", description="A contractor who sees it as high up as it comes")
    why_not: str = Field(default="", description="One sentence where nobody sees it")


class DecidingUnknown(Value):
    """An open fact of a shortlisted vendor; its effect is need (0-10) times width (0-1), summed over contractors."""

    vendor: str
    capability: str
    label: str
    effect: float
    shown: int
    state: str


class ReachAudit(Value):
    """The catalogue tried on a set of contractors."""

    contractors: int
    without_stack: tuple[str, ...]
    reach: tuple[Reach, ...]
    unknowns: tuple[DecidingUnknown, ...]


class _Tried(NamedTuple):
    contractor: Contractor
    weighed: Weighed
    found: Survey


def reach_audit(k: Knowledge, firms: Iterable[Contractor]) -> ReachAudit:
    """Try the catalogue on each contractor and say who is shown, who is not and why, and what is not known of them."""
    tried = [_try(one, k) for one in firms]
    shown: Counter[str] = Counter()
    first: Counter[str] = Counter()
    best: dict[str, tuple[int, str]] = {}
    for one in tried:
        places: dict[str, int] = {}
        for place, stack in enumerate(one.found.shown):
            for vendor in bought(stack, k):
                places.setdefault(vendor, place)
        for vendor, place in places.items():
            shown[vendor] += 1
            first[vendor] += place == 0
            best[vendor] = min(best.get(vendor, (99, "")), (place, one.contractor.id), key=lambda known: known[0])
    return ReachAudit(
        contractors=len(tried),
        without_stack=tuple(one.contractor.id for one in tried if not one.found.shown),
        reach=tuple(
            Reach(
                vendor=v.id,
                name=v.name,
                shown=shown[v.id],
                first=first[v.id],
                example=best[v.id][1] if v.id in best else "",
                why_not="" if v.id in best else _why_not(v, tried, k),
            )
            for v in k.catalogue.vendors
        ),
        unknowns=_unknowns(tried, k),
    )


def _try(contractor: Contractor, k: Knowledge) -> _Tried:
    weighed = weigh(contractor.answers, k)
    return _Tried(contractor, weighed, survey(*weighed))


def bought(stack: Brief, k: Knowledge) -> tuple[str, ...]:
    """Vendors of a stack that are in the catalogue; a present tool that nobody named is not."""
    return tuple(vendor for vendor in stack.vendors if vendor in k.catalogue.by_id)


def _unknowns(tried: Sequence[_Tried], k: Knowledge) -> tuple[DecidingUnknown, ...]:
    table = table_of(k)
    width = table.high - table.low
    effect: dict[tuple[str, str], float] = defaultdict(float)
    times: Counter[tuple[str, str]] = Counter()
    for one in tried:
        for vendor in {name for stack in one.found.shown for name in bought(stack, k)}:
            open_by = width[table.row[vendor]]
            for capability, need in one.weighed.needs.items():
                weight = need * float(open_by[table.column[capability]])
                if weight > 0:
                    effect[vendor, capability] += weight
                    times[vendor, capability] += 1
    # Sorted by id first, so that equal effects keep one order.
    ranked = sorted(sorted(effect), key=lambda pair: -effect[pair])
    return tuple(
        DecidingUnknown(
            vendor=vendor,
            capability=capability,
            label=k.capabilities[capability].label,
            effect=round(effect[vendor, capability], 1),
            shown=times[vendor, capability],
            state=_state(k.catalogue.by_id[vendor], capability),
        )
        for vendor, capability in ranked
    )


def _state(vendor: Vendor, capability: str) -> str:
    fact = vendor.capabilities.get(capability)
    if fact is None:
        return "unknown"
    if not vendor.sourced(fact.source):
        return "unsourced"
    if vendor.conflicting(capability):
        return "conflicting"
    return "doubtful" if vendor.sources[fact.source].doubtful else "old or undated"


# ---- why a vendor is never shown ------------------------------------------------------------------------------------


def _why_not(vendor: Vendor, tried: Sequence[_Tried], k: Knowledge) -> str:
    if not vendor.offered:
        return f"Not offered: {vendor.status_note or 'nothing shows that it is still sold'}"
    near = [one for one in tried if one.found.shown and vendor.id in one.found.behind]
    if near:
        # For firms of its own trades and its own kind of platform it is told first; they are whom it is made for.
        return _outweighed(
            vendor, min(near, key=lambda one: (*_strange(vendor, one, k), one.found.behind[vendor.id])), k
        )
    refused = [one for one in tried if vendor.id in one.found.refused][:REFUSED]
    limits = Counter(limit for one in refused for limit in kept_out(vendor.id, *one.weighed))
    if limits:
        words = [LIMIT_WORDS[limit] for limit, _ in sorted(limits.items(), key=lambda known: (-known[1], known[0]))]
        return f"Kept out every time by a limit: {', or '.join(words)}."
    return "It takes no seat: none of its sides is strong enough for what these contractors are advised to run."


def _strange(vendor: Vendor, one: _Tried, k: Knowledge) -> tuple[bool, bool]:
    """Whether the contractor is of a trade, or advised a kind of platform, that the vendor is not made for."""
    families = {k.trades[name].family for name in vendor.trades if k.trades[name].parent}
    trades = [k.trades[name] for name in one.contractor.answers.company.trade or () if name in k.trades]
    named = not vendor.trades or any(t.id in vendor.trades or t.family in families for t in trades)
    return not named, vendor.native_category not in one.found.shown[0].roles


def _outweighed(vendor: Vendor, one: _Tried, k: Knowledge) -> str:
    leader, own, behind = one.found.shown[0], best_with(vendor.id, *one.weighed), one.found.behind[vendor.id]
    if own is None:
        raise AssertionError(f"{vendor.id} has a value for {one.contractor.id} and yet no stack")
    names = " with ".join(k.catalogue.by_id[name].name for name in bought(leader, k) if name not in own.vendors)
    gaps = {label: points - own.points[label] for label, points in leader.points.items()}
    most = max(gaps, key=lambda label: gaps[label])
    return (
        f"Outweighed: for {one.contractor.id}, where it comes nearest, it lies {behind:.1f} points of 100 behind "
        f"{names or 'the best stack'}, mostly on “{most}”."
    )
