"""A vendor as public pages show it: what it covers, joins and costs, and what nobody could find out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, get_args

from pydantic import Field, ValidationError, model_validator

from advisor import files
from advisor.base import Interval, Value
from advisor.catalogue.ageing import Ageing, Clock
from advisor.catalogue.evidence import (
    Day,
    Fact,
    Fit,
    Level,
    Link,
    Onboarding,
    Reading,
    Remark,
    Remarks,
    Side,
    SourceKey,
    Strength,
    SystemId,
    Text,
    VendorId,
    VendorSource,
    WebAddress,
    YesNo,
    is_own,
    is_seen,
    one_of,
)
from advisor.catalogue.inclusion import Inclusion
from advisor.catalogue.joining import OWN_LEDGER, Joining, accounting_keys, best, linked_as
from advisor.catalogue.pricing import Pricing
from advisor.errors import KnowledgeError, sentence_of

LEVELS: dict[Level, float] = {"none": 0.0, "partial": 0.5, "full": 1.0}
DOUBT = 0.25
"""How much wider a capability is taken, each way, where the source is a rival or thin. Judgement."""

MOST_MARGIN = 0.45
"""However old and doubtful a page is: what it shows is still told apart from what nobody shows."""

CONTRADICTED = 0.5
"""How far towards a contradicting reading a level may lie where that page is the weaker one. Judgement."""

RemarkKind = Literal["strengths", "limitations", "watch_outs"]
REMARK_KINDS: tuple[RemarkKind, ...] = get_args(RemarkKind)

Model = TypeVar("Model", bound=Value)


class Reference(NamedTuple):
    """An id that another data file must know: its kind, the id, and where the catalogue uses it."""

    kind: Literal["trade", "capability", "source"]
    id: str
    where: str


class Vendor(Value):
    """One entry of `data/vendors.yaml`. What is not listed is unknown; `none` means that a page shows the gap."""

    id: VendorId
    name: Text
    maker: Text | None = None
    website: WebAddress
    status: Literal["active", "acquired", "merged", "sunset"]
    status_note: Text = ""
    offered: bool = Field(description="On sale as far as could be seen. What is not is recognised, never recommended")
    native_category: Literal["crm", "pm", "fsm", "integrated"]
    also_covers: tuple[Side, ...] = ()
    strength: Strength
    judgement: Text
    trades: tuple[str, ...] = Field(description="Ids of data/trades.yaml; empty for a general product")
    segments: tuple[Literal["residential", "commercial"], ...]
    fit: Fit | None = None
    pricing: Pricing
    accounting: dict[SystemId, Literal["native", "partner", "zapier", "file", "none", "unknown"]] = Field(default={})
    accounting_source: SourceKey | None = None
    accounting_pages: dict[SystemId, SourceKey] = Field(
        default={}, description="Accounting systems whose link was read on another page than accounting_source"
    )
    links: tuple[Link, ...] = ()
    open_api: YesNo
    open_api_source: SourceKey | None = None
    mobile_offline: Annotated[bool | Literal["partial", "unknown"], one_of("partial", "unknown")]
    mobile_offline_source: SourceKey | None = None
    onboarding: Onboarding | None = None
    capabilities: dict[str, Fact]
    told_strengths: Remarks = Field(alias="strengths")
    told_limitations: Remarks = Field(alias="limitations")
    told_watch_outs: Remarks = Field(alias="watch_outs")
    sources: dict[SourceKey, VendorSource]

    @model_validator(mode="before")
    @classmethod
    def _offered_by_status(cls, data: Any) -> Any:
        if not isinstance(data, Mapping) or "offered" in data:
            return data
        status = data.get("status")
        if status == "acquired":
            raise ValueError("offered is missing; an acquired product may be on sale or not. Write true or false")
        return {**data, "offered": status == "active"}

    @model_validator(mode="after")
    def _holds_together(self) -> Vendor:
        if self.offered and self.status in ("merged", "sunset"):
            raise ValueError(f"offered is true, but the status is {self.status}. One of them is wrong")
        if self.native_category in self.also_covers:
            raise ValueError(f"also_covers repeats the native category {self.native_category}. Take it out")
        for field, key in self._source_keys():
            if key not in self.sources:
                raise ValueError(f"{field} names the source {key}, which is not listed under sources. Add it there")
        known = (system for system, kind in self.accounting.items() if kind != "unknown")
        if any(self.accounting_page(system) is None for system in known):
            raise ValueError("accounting_source is missing. Name the page that shows the accounting links")
        return self

    def _source_keys(self) -> Iterator[tuple[str, str]]:
        """Every field that names a source, and the key it names."""
        for capability, fact in self.capabilities.items():
            yield f"capabilities.{capability}", fact.source
            yield from ((f"capabilities.{capability}.also", reading.source) for reading in fact.also)
        for number, link in enumerate(self.links, start=1):
            yield f"links[{number}]", link.source
            yield from ((f"links[{number}].also", other.source) for other in link.also)
        for kind in REMARK_KINDS:
            told = enumerate(self.remarks(kind), start=1)
            yield from ((f"{kind}[{number}]", remark.source) for number, remark in told if remark.source)
        yield from (("pricing.also", other.source) for other in self.pricing.also)
        parts = {"fit": self.fit, "pricing": self.pricing, "onboarding": self.onboarding}
        yield from ((field, part.source) for field, part in parts.items() if part is not None and part.source)
        yield from ((f"accounting_pages.{system}", page) for system, page in self.accounting_pages.items())
        for field in ("accounting_source", "open_api_source", "mobile_offline_source"):
            if key := getattr(self, field):
                yield field, key

    def remarks(self, kind: RemarkKind) -> tuple[Remark, ...]:
        """Strengths, limitations or watch-outs with the page each was read on, where one is named."""
        told: tuple[Remark, ...] = getattr(self, f"told_{kind}")
        return told

    @property
    def strengths(self) -> tuple[str, ...]:
        """What it does well, as sentences."""
        return tuple(remark.says for remark in self.told_strengths)

    @property
    def limitations(self) -> tuple[str, ...]:
        """What it does not do, as sentences."""
        return tuple(remark.says for remark in self.told_limitations)

    @property
    def watch_outs(self) -> tuple[str, ...]:
        """What to look out for in the contract and the set-up, as sentences."""
        return tuple(remark.says for remark in self.told_watch_outs)

    def sourced(self, key: str | None) -> bool:
        """True when *key* names a page that was read, not an estimate of ours."""
        return key is not None and self.sources[key].kind != "unsourced"

    def level(self, capability: str, clock: Clock | None = None) -> tuple[float, float]:
        """How far a capability is covered, least and most: 0 not at all, 0.5 in part, 1 in full.

        Not listed, or listed without a page: anything, (0, 1). A rival's or thin page: wider by `DOUBT` each way. Where
        another page says otherwise it may lie up to there, or half-way if that page is the weaker one.

        Args:
            capability: its id.
            clock: the day of use, by which the page has aged; as on the day it was read when left out.
        """
        low, high = self.reading(capability, clock)
        fact = self.capabilities.get(capability)
        if fact is None or self.shown(capability) is not None:
            return low, high
        for other in self.contradicting(fact):
            weight = 1.0 if self.sources[other.source].as_good_as(self.sources[fact.source]) else CONTRADICTED
            end = LEVELS[fact.level] + weight * (LEVELS[other.level] - LEVELS[fact.level])
            low, high = min(low, end), max(high, end)
        return low, high

    def reading(self, capability: str, clock: Clock | None = None) -> tuple[float, float]:
        """The same by the best page alone, whatever other pages say; what counts lies in its middle."""
        seen = self.shown(capability)
        if seen is not None:
            return seen.low, seen.high
        fact = self.capabilities.get(capability)
        if fact is None or not self.sourced(fact.source):
            return 0.0, 1.0
        page, value = self.sources[fact.source], LEVELS[fact.level]
        margin = (DOUBT if page.doubtful else 0.0) + (clock.margin(page.as_of) if clock else 0.0)
        margin = min(margin, MOST_MARGIN)
        return max(0.0, value - margin), min(1.0, value + margin)

    def shown(self, capability: str) -> Interval | None:
        """What a demo of this assessment showed of a capability (0-1), in place of every page; None without one."""
        return None

    def shown_link(self, other: str) -> Joining | None:
        """How this and another vendor were seen to share customers in a demo; None where nobody saw it."""
        return None

    def shown_hours(self, other: str) -> Joining | None:
        """How hours were seen to reach this and another vendor in a demo; None where nobody saw it."""
        return None

    def contradicting(self, fact: Fact) -> tuple[Reading, ...]:
        """Readings of other pages that do not say what this fact says; a guess of ours contradicts nothing."""
        if not self.sourced(fact.source):
            return ()
        return tuple(one for one in fact.also if one.level != fact.level and self.sourced(one.source))

    def conflicting(self, capability: str) -> bool:
        """True where two pages do not say the same of a capability."""
        fact = self.capabilities.get(capability)
        return fact is not None and bool(self.contradicting(fact))

    @property
    def fit_people(self) -> tuple[int | None, int | None]:
        """Least and most people of a fitting firm as a page shows them; None where unknown or only our guess."""
        if self.fit is None or not self.sourced(self.fit.source):
            return None, None
        return self.fit.employees_min, self.fit.employees_max

    @property
    def fit_people_guess(self) -> tuple[int | None, int | None]:
        """The same where no page was seen: our estimate, for a caution, never for a limit."""
        if self.fit is None or self.sourced(self.fit.source):
            return None, None
        return self.fit.employees_min, self.fit.employees_max

    def accounting_page(self, key: str) -> str | None:
        """Key of the source that tells of the link to an accounting system, by its key under `accounting`."""
        return self.accounting_pages.get(key, self.accounting_source)

    def accounting_link(self, system: str | None) -> Joining | None:
        """How this vendor joins the accounting system of an answer (`today.accounting`); None where nobody knows.

        `quickbooks` is either edition, the better of the two. `none` asks for books of the vendor's own. `other`,
        `unknown` and an open answer name no system, so nothing can be known.
        """
        if system is None:
            return None
        ways: list[Joining | None] = []
        for key in accounting_keys(system):
            kind = self.accounting.get(key, "unknown")
            ways.append(None if kind == "unknown" or not self.sourced(self.accounting_page(key)) else kind)
        for other in linked_as(system):
            told = self.link_to(other)
            ways += [told] if told else []
        return best(ways)

    def link_to(self, other: str) -> Joining | None:
        """Best link that this entry lists to a vendor or external system; None where none is known."""
        return best(link.kind for link in self.links if link.other == other and self.sourced(link.source))

    def references(self) -> Iterator[Reference]:
        """Ids of trades and capabilities used here, for the cross-check against their own files."""
        for number, trade in enumerate(self.trades, start=1):
            yield Reference("trade", trade, f"{self.id}, trades[{number}]")
        for capability in self.capabilities:
            yield Reference("capability", capability, f"{self.id}, capabilities.{capability}")


class ExternalSystem(Value):
    """A system outside the catalogue that vendors link to; `entry` is the vendor here whose books it is, if any."""

    id: SystemId
    name: Text
    kind: Literal["accounting", "payroll", "photos", "payments", "other"]
    entry: VendorId | None = None


class Catalogue(Value):
    """All of `data/vendors.yaml`."""

    catalogue_as_of: Day = Field(description="Day on which the facts were gathered")
    ageing: Ageing
    inclusion: Inclusion | None = None
    external_systems: tuple[ExternalSystem, ...]
    vendors: tuple[Vendor, ...]

    @model_validator(mode="after")
    def _holds_together(self) -> Catalogue:
        try:
            date.fromisoformat(self.catalogue_as_of)
        except ValueError:
            raise ValueError(f"catalogue_as_of is {self.catalogue_as_of}, which is no day of the calendar") from None
        ids = [*(vendor.id for vendor in self.vendors), *(system.id for system in self.external_systems)]
        for one, times in Counter(ids).items():
            if times > 1:
                raise ValueError(f"the id {one} is given twice. Give each vendor and each external system its own")
        accounting = {system.id for system in self.external_systems if system.kind == "accounting"} | {OWN_LEDGER}
        for vendor in self.vendors:
            for number, link in enumerate(vendor.links, start=1):
                if link.other not in ids:
                    raise ValueError(
                        f"{vendor.id}, links[{number}].with names {link.other}, which is neither a vendor here nor an "
                        "external system. Mend the id, or add the system to external_systems"
                    )
            for system in vendor.accounting:
                if system not in accounting:
                    raise ValueError(
                        f"{vendor.id}, accounting names {system}, which is not an accounting system of "
                        "external_systems. Mend the id, or add the system there"
                    )
        for named in self.inclusion.exceptions if self.inclusion else ():
            if named not in self.by_id:
                raise ValueError(f"inclusion, exceptions names {named}, which is no vendor of this file. Take it out")
        for external in self.external_systems:
            if external.entry is not None and external.entry not in self.by_id:
                raise ValueError(
                    f"external_systems, {external.id}, entry names {external.entry}, no vendor of this file"
                )
        return self

    def clock(self, day: date | None = None) -> Clock:
        """How old the facts are on a day of use; on the day they were gathered when left out."""
        gathered = date.fromisoformat(self.catalogue_as_of)
        return Clock(day or gathered, gathered, self.ageing)

    @cached_property
    def by_id(self) -> dict[str, Vendor]:
        """The vendors by their id."""
        return {vendor.id: vendor for vendor in self.vendors}

    @cached_property
    def _books(self) -> dict[str, tuple[str, ...]]:
        """The accounting systems that are the books of a vendor here."""
        kept = {system.entry for system in self.external_systems if system.entry is not None}
        return {one: tuple(system.id for system in self.external_systems if system.entry == one) for one in kept}

    def link(self, first: str, second: str) -> Joining | None:
        """Best known way in which two vendors join, whichever of them tells it; None where nobody knows.

        A vendor that keeps books is also joined through them: what links to Sage Intacct joins its edition here.

        Raises:
            KeyError: one of the ids is not in the catalogue.
        """
        ways: list[Joining | None] = []
        for one, other in ((first, second), (second, first)):
            vendor = self.by_id[one]
            shown = vendor.shown_link(other)
            if shown is not None:
                return shown
            ways.append(vendor.link_to(other))
            ways += [vendor.accounting_link(system) for system in self._books.get(other, ())]
        return best(way for way in ways if way is not None)

    def references(self) -> Iterator[Reference]:
        """Ids of trades and capabilities that any vendor uses, and the sources of the figures in the head."""
        yield Reference("source", self.ageing.source, "ageing, source")
        yield Reference("source", self.ageing.price_source, "ageing, price_source")
        if self.inclusion:
            yield Reference("source", self.inclusion.source, "inclusion, source")
        for vendor in self.vendors:
            yield from vendor.references()


def catalogue_from(data: Any, *, name: str = "vendors.yaml") -> Catalogue:
    """The catalogue from plain data.

    Raises:
        KnowledgeError: an entry holds a mistake; the sentence names file, entry and field.
    """
    entries = data.get("vendors") if isinstance(data, Mapping) else None
    if not isinstance(entries, list) or not entries:
        raise KnowledgeError(
            "the list of vendors is missing or empty", where=name, do="Write vendors: and list them below it."
        )
    vendors = []
    for number, entry in enumerate(entries, start=1):
        told = entry.get("id") if isinstance(entry, Mapping) else None
        called = told if isinstance(told, str) else f"vendors[{number}]"
        vendor = _checked(Vendor, entry, where=f"{name}, {called}")
        for key, source in vendor.sources.items():
            if is_seen(key) or source.kind == "seen":
                raise KnowledgeError(
                    f"the source {key} is one of a demo, which stands in an answers file",
                    where=f"{name}, {called}, sources",
                    do="Write the page it was read on as s1, s2 and so on.",
                )
            if is_own(key) or source.kind == "own":
                raise KnowledgeError(
                    f"the source {key} belongs into a consultant's own file",
                    where=f"{name}, {called}, sources",
                    do="Write the page it was read on as s1, s2 and so on.",
                )
        vendors.append(vendor)
    return _checked(Catalogue, {**data, "vendors": vendors}, where=name)


def _checked(model: type[Model], data: Any, *, where: str) -> Model:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        field, what, do = sentence_of(error)
        raise KnowledgeError(what, where=f"{where}, {field}" if field else where, do=do) from None


def read_catalogue(path: Path) -> Catalogue:
    """The catalogue from its file; errors as in `catalogue_from` and `files.read_text`."""
    return catalogue_from(files.parse(files.read_text(path), name=path.name, trusted=True), name=path.name)
