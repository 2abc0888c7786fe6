"""What was seen of vendors in demos, laid over the catalogue for one contractor; the catalogue itself never changes."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import NamedTuple

from pydantic import Field

from advisor.base import Interval, Money
from advisor.catalogue.evidence import Fact, Level, Link, VendorSource
from advisor.catalogue.joining import Joining, accounting_keys, linked_as
from advisor.catalogue.pricing import Pricing, Tier
from advisor.catalogue.vendor import Catalogue, Vendor

DEMO, QUOTE = "d1", "d2"
"""Source keys of what was seen and of what was quoted."""

FULL_FROM, PART_FROM = 0.75, 0.25
"""Levels (0-1) from which what was seen is called "in full" and "in part"."""


class SeenLevel(NamedTuple):
    """What was seen of one capability: how far it is there, from 0 to 1."""

    capability: str
    low: float
    at: float
    high: float


class SeenOf(NamedTuple):
    """Everything that was seen of one vendor. Equal values stand for equal evidence, so it can be a key of a cache."""

    vendor: str
    title: str
    """What the demos are called where a page would be named."""
    levels: tuple[SeenLevel, ...] = ()
    accounting: tuple[str, Joining] | None = None
    """The accounting system of the answers, and how it was seen to be joined."""
    offline: bool | str | None = None
    open_api: bool | None = None
    usd_month: float | None = None
    setup_usd: float | None = None
    contract: str | None = None
    stopped: bool = False
    """True where everybody saw it fail at something that the firm must have."""
    quote_title: str = ""
    quoted: str = "unknown"
    """Month of the quote, YYYY-MM."""


class SeenPair(NamedTuple):
    """What was seen of two vendors together."""

    first: str
    second: str
    customers: Joining | None = None
    hours: Joining | None = None


class Evidence(NamedTuple):
    """All that was seen."""

    vendors: tuple[SeenOf, ...] = ()
    pairs: tuple[SeenPair, ...] = ()


NOTHING = Evidence()


class SeenVendor(Vendor):
    """A vendor as far as it was seen: what a demo showed stands in the place of what pages say."""

    seen: dict[str, Interval] = Field(default={}, exclude=True)
    seen_links: dict[str, Joining] = Field(default={}, exclude=True)
    seen_hours: dict[str, Joining] = Field(default={}, exclude=True)
    stopped: bool = Field(default=False, exclude=True)

    def shown(self, capability: str) -> Interval | None:
        """See `Vendor.shown`."""
        return self.seen.get(capability)

    def shown_link(self, other: str) -> Joining | None:
        """See `Vendor.shown_link`."""
        return self.seen_links.get(other)

    def shown_hours(self, other: str) -> Joining | None:
        """See `Vendor.shown_hours`."""
        return self.seen_hours.get(other)


class SeenCatalogue(Catalogue):
    """The catalogue as far as it was seen, and the one below it."""

    below: Catalogue = Field(exclude=True)
    changed: tuple[str, ...] = Field(default=(), exclude=True)
    """Ids of the vendors of which anything was seen; each is a `SeenVendor`."""

    @cached_property
    def by_id(self) -> dict[str, SeenVendor]:  # type: ignore[override]
        """The vendors by their id; those that nobody saw are as the catalogue has them."""
        return {vendor.id: vendor for vendor in self.vendors}  # type: ignore[misc]


def level_word(at: float) -> Level:
    """A level (0-1) in the words of the catalogue."""
    return "full" if at >= FULL_FROM else "partial" if at >= PART_FROM else "none"


class _Same:
    """The catalogue as a key: equal to itself only."""

    __slots__ = ("it",)

    def __init__(self, it: Catalogue) -> None:
        self.it = it

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.it is other.it

    def __hash__(self) -> int:
        return id(self.it)


def with_seen(catalogue: Catalogue, evidence: Evidence) -> Catalogue:
    """The catalogue with what was seen in the place of its facts; the same one for the same evidence."""
    return catalogue if evidence == NOTHING else _with_seen(_Same(catalogue), evidence)


@lru_cache(maxsize=32)
def _with_seen(of: _Same, evidence: Evidence) -> Catalogue:
    catalogue = of.it
    seen = {one.vendor: one for one in evidence.vendors}
    vendors: dict[str, Vendor] = {v.id: _seen(v, seen[v.id]) if v.id in seen else v for v in catalogue.vendors}
    for pair in evidence.pairs:
        if pair.first in vendors and pair.second in vendors:
            _join(vendors, pair)
    data = {field: getattr(catalogue, field) for field in Catalogue.model_fields}
    changed = tuple(v.id for v in vendors.values() if isinstance(v, SeenVendor))
    told = {"vendors": tuple(vendors[v.id] for v in catalogue.vendors), "below": catalogue, "changed": changed}
    return SeenCatalogue.model_construct(**{**data, **told})


def _fields(vendor: Vendor) -> dict[str, object]:
    return {field: getattr(vendor, field) for field in type(vendor).model_fields}


def _seen(vendor: Vendor, told: SeenOf) -> SeenVendor:
    data = _fields(vendor)
    demo = VendorSource(title=told.title[:200], kind="seen", as_of="unknown", grade="A")
    sources = {**vendor.sources, DEMO: demo}
    facts = {one.capability: Fact(level=level_word(one.at), source=DEMO) for one in told.levels}
    data["capabilities"] = {**vendor.capabilities, **facts}
    data["seen"] = {one.capability: Interval(low=one.low, mid=one.at, high=one.high) for one in told.levels}
    if told.accounting is not None:
        system, way = told.accounting
        keys = accounting_keys(system)
        data["accounting"] = {**vendor.accounting, **dict.fromkeys(keys, way)}
        data["accounting_pages"] = {**vendor.accounting_pages, **dict.fromkeys(keys, DEMO)}
        data["links"] = tuple(link for link in vendor.links if link.other not in linked_as(system))
    if told.offline is not None:
        data |= {"mobile_offline": told.offline, "mobile_offline_source": DEMO}
    if told.open_api is not None:
        data |= {"open_api": told.open_api, "open_api_source": DEMO}
    if told.usd_month is not None or told.setup_usd is not None or told.contract is not None:
        sources[QUOTE] = VendorSource(title=told.quote_title[:200], kind="seen", as_of=told.quoted, grade="A")
        data["pricing"] = _quoted(vendor.pricing, told)
    data |= {"sources": sources, "stopped": told.stopped}
    return SeenVendor.model_construct(**data)  # type: ignore[arg-type]


def _quoted(pricing: Pricing, told: SeenOf) -> Pricing:
    """The price list with the quote in its place; what was not quoted stays as pages tell it."""
    update: dict[str, object] = {"source": QUOTE, "confidence": "stated", "as_of": told.quoted}
    if told.usd_month is not None:
        tier = Tier(name="Your quote", usd_month=told.usd_month, per="account")
        update |= {"model": "flat", "tiers": (tier,), "typical_usd_month": None, "note": "", "also": ()}
    if told.setup_usd is not None:
        update["setup_fee_usd"] = Money(low=told.setup_usd, high=told.setup_usd)
    if told.contract is not None:
        update["contract"] = told.contract
    return pricing.model_copy(update=update)


def _join(vendors: dict[str, Vendor], pair: SeenPair) -> None:
    """Sets what was seen of a pair at both ends; neither keeps another word on it."""
    for name, other in ((pair.first, pair.second), (pair.second, pair.first)):
        vendor = vendors[name]
        data = _fields(vendor) | {"sources": _with_demo(vendor)}
        if pair.hours is not None:
            before = getattr(vendor, "seen_hours", {})
            data["seen_hours"] = {**before, other: pair.hours}
        if pair.customers is not None:
            data["seen_links"] = {**getattr(vendor, "seen_links", {}), other: pair.customers}
            kept = tuple(link for link in vendor.links if link.other != other)
            shown = () if pair.customers == "none" else (_link(other, pair.customers),)
            data["links"] = (*shown, *kept)
        vendors[name] = SeenVendor.model_construct(**data)  # type: ignore[arg-type]


def _link(other: str, way: Joining) -> Link:
    return Link.model_validate({"with": other, "kind": way, "what": "Customers, as you saw it", "source": DEMO})


def _with_demo(vendor: Vendor) -> dict[str, VendorSource]:
    if DEMO in vendor.sources:
        return vendor.sources
    return {**vendor.sources, DEMO: VendorSource(title="What you saw of it", kind="seen", as_of="unknown", grade="A")}
