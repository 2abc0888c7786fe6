"""An audit of the catalogue: how old, how well sourced and how complete the facts of each vendor are on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Literal, NamedTuple

from advisor.base import Value
from advisor.catalogue.ageing import UNDATED, Clock, FactKind
from advisor.catalogue.vendor import REMARK_KINDS, Catalogue, Vendor

State = Literal["fresh", "stale", "undated", "unsourced"]


class AuditedFact(NamedTuple):
    """One statement of an entry: where it stands, when its page was read, and what is to be said of it."""

    field: str
    kind: FactKind
    as_of: str
    state: State
    conflicting: bool = False


class VendorAudit(Value):
    """What an entry holds. A fact is dated, undated or unsourced; stale and conflicting ones are counted beside that.

    Fields are named as in the file. `unsourced` leaves out strengths, limitations and watch-outs, which are counted.
    """

    vendor: str
    name: str
    offered: bool
    facts: int
    dated: int
    undated: int
    stale: tuple[str, ...]
    unsourced: tuple[str, ...]
    unsourced_remarks: int
    conflicting: tuple[str, ...]
    missing: tuple[str, ...]
    pages: int
    shortfalls: tuple[str, ...] = ()
    exception: str = ""


class CatalogueAudit(Value):
    """All entries on one day, in the order of the file."""

    day: str
    vendors: tuple[VendorAudit, ...]

    def totals(self) -> dict[str, int]:
        """The counts over all vendors, by name."""
        one = self.vendors
        return {
            "vendors": len(one),
            "vendors on sale": sum(v.offered for v in one),
            "facts": sum(v.facts for v in one),
            "sources": sum(v.pages for v in one),
            "dated": sum(v.dated for v in one),
            "undated": sum(v.undated for v in one),
            "stale": sum(len(v.stale) for v in one),
            "unsourced": sum(len(v.unsourced) for v in one),
            "unsourced remarks": sum(v.unsourced_remarks for v in one),
            "conflicting": sum(len(v.conflicting) for v in one),
            "unknown": sum(len(v.missing) for v in one),
        }


def facts_of(vendor: Vendor, clock: Clock) -> Iterator[AuditedFact]:
    """Every statement of an entry that a reader could check, in the order of the file.

    What is `unknown` is no statement. Our own reading (strength, judgement) and what a vendor says of itself by name
    and address are none either.
    """

    def told(field: str, kind: FactKind, key: str | None, as_of: str = "", conflicting: bool = False) -> AuditedFact:
        month = as_of or (vendor.sources[key].as_of if key is not None else UNDATED)
        return AuditedFact(field, kind, month, _state(vendor, clock, kind, key, month), conflicting)

    pricing = vendor.pricing
    if pricing.has_figures or pricing.model != "unknown":
        yield told("pricing", "price", pricing.source, pricing.as_of, bool(pricing.also))
    for part, fact in (("fit", vendor.fit), ("onboarding", vendor.onboarding)):
        if fact is not None:
            yield told(part, "capability", fact.source)
    for system, way in vendor.accounting.items():
        if way != "unknown":
            yield told(f"accounting.{system}", "link", vendor.accounting_page(system))
    for link in vendor.links:
        other = any(one.kind != link.kind for one in link.also)
        yield told(f"link to {link.other}", "link", link.source, conflicting=other)
    for part, known in (("open_api", vendor.open_api), ("mobile_offline", vendor.mobile_offline)):
        if known != "unknown":
            yield told(part, "capability", getattr(vendor, f"{part}_source"))
    for capability, level in vendor.capabilities.items():
        yield told(capability, "capability", level.source, conflicting=vendor.conflicting(capability))
    for kind in REMARK_KINDS:
        for number, remark in enumerate(vendor.remarks(kind), start=1):
            yield told(f"{kind}[{number}]", "capability", remark.source)


def _state(vendor: Vendor, clock: Clock, kind: FactKind, key: str | None, as_of: str) -> State:
    if not vendor.sourced(key):
        return "unsourced"
    found = clock.freshness(kind, as_of)
    return "undated" if found == "stale_unknown" else found


def missing_of(vendor: Vendor, capabilities: Collection[str]) -> tuple[str, ...]:
    """What the entry leaves open: price, accounting, size and the like by name, then the capabilities by id."""
    gaps = {
        "price": not vendor.pricing.has_figures,
        "accounting": all(way == "unknown" for way in vendor.accounting.values()),
        "size": vendor.fit_people == (None, None),
        "onboarding": vendor.onboarding is None or not vendor.sourced(vendor.onboarding.source),
        "open_api": vendor.open_api == "unknown",
        "mobile_offline": vendor.mobile_offline == "unknown",
    }
    shown = {name for name, fact in vendor.capabilities.items() if vendor.sourced(fact.source)}
    return (*(name for name, gap in gaps.items() if gap), *(name for name in capabilities if name not in shown))


def audit_vendor(vendor: Vendor, catalogue: Catalogue, capabilities: Collection[str], day: date) -> VendorAudit:
    """The audit of one entry on a day; *capabilities* are all ids that a product may cover."""
    facts = tuple(facts_of(vendor, catalogue.clock(day)))
    sourced = [fact for fact in facts if fact.state != "unsourced"]
    unsourced = [fact for fact in facts if fact.state == "unsourced"]
    remarks = tuple(f"{kind}[" for kind in REMARK_KINDS)
    rule = catalogue.inclusion
    short = rule.shortfalls(vendor) if rule else ()
    return VendorAudit(
        vendor=vendor.id,
        name=vendor.name,
        offered=vendor.offered,
        facts=len(facts),
        dated=sum(fact.as_of != UNDATED for fact in sourced),
        undated=sum(fact.as_of == UNDATED for fact in sourced),
        stale=tuple(fact.field for fact in facts if fact.state == "stale"),
        unsourced=tuple(fact.field for fact in unsourced if not fact.field.startswith(remarks)),
        unsourced_remarks=sum(fact.field.startswith(remarks) for fact in unsourced),
        conflicting=tuple(fact.field for fact in facts if fact.conflicting),
        missing=missing_of(vendor, capabilities),
        pages=sum(source.kind != "unsourced" for source in vendor.sources.values()),
        shortfalls=short,
        exception=rule.exceptions.get(vendor.id, "") if rule and short else "",
    )


def audit(catalogue: Catalogue, capabilities: Collection[str], day: date) -> CatalogueAudit:
    """The audit of the whole catalogue on a day of use."""
    return CatalogueAudit(
        day=day.isoformat(),
        vendors=tuple(audit_vendor(vendor, catalogue, capabilities, day) for vendor in catalogue.vendors),
    )
