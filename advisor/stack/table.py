"""The catalogue as arrays, read once: one row per vendor, then a row for each kind of tool of which we know nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Generic, NamedTuple, Protocol, TypeVar, get_args

import numpy as np
import numpy.typing as npt

from advisor.catalogue.ageing import Clock
from advisor.catalogue.evidence import Fact
from advisor.catalogue.joining import Joining
from advisor.catalogue.seen import SeenCatalogue
from advisor.catalogue.vendor import LEVELS, Catalogue, Vendor
from advisor.questionnaire.trades import Trade
from advisor.scoring.needs import Capability
from advisor.scoring.options import Kind
from advisor.sources import Source
from advisor.stack.figures import CostBook, StackBook
from advisor.stack.things import BlueprintBook

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

KINDS: tuple[Kind, ...] = get_args(Kind)
SIDE_OF: Mapping[Kind, str] = {"crm": "customer", "pm": "project", "fsm": "job"}
"""The side of the work that each specialised kind of platform is there for."""

WAYS: tuple[Joining | None, ...] = ("native", "partner", "zapier", "file", "none", None)
"""Kinds of link by their number in the arrays, best first; the last is unknown."""

UNKNOWN_WAY = len(WAYS) - 1

T = TypeVar("T")


class Reference(Protocol):
    """What the stack search needs of the knowledge."""

    @property
    def sources(self) -> Mapping[str, Source]: ...
    @property
    def capabilities(self) -> Mapping[str, Capability]: ...
    @property
    def trades(self) -> Mapping[str, Trade]: ...
    @property
    def cost_book(self) -> CostBook: ...
    @property
    def stack_book(self) -> StackBook: ...
    @property
    def blueprint_book(self) -> BlueprintBook: ...
    @property
    def catalogue(self) -> Catalogue: ...
    @property
    def day(self) -> date: ...


class Same(Generic[T]):
    """A thing that is equal to itself only, as a key for caches: comparing catalogues by content would take longer."""

    __slots__ = ("it",)

    def __init__(self, it: T) -> None:
        self.it = it

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.it is other.it

    def __hash__(self) -> int:
        return id(self.it)


class VendorTable(NamedTuple):
    """Facts of all vendors as arrays with a row each, sorted by id; the last four rows are tools not in the catalogue.

    Levels run from 0 (not covered) to 1 (in full): `low` and `high` are what the facts allow, `at` is where the level
    is taken. `link` and `time` hold numbers of `WAYS`; `time_seen` marks pairs of which a demo showed how hours pass.
    """

    vendors: tuple[Vendor, ...]
    row: Mapping[str, int]
    capabilities: tuple[Capability, ...]
    column: Mapping[str, int]
    low: Array
    high: Array
    at: Array
    strength: Ints
    offered: Flags
    native: tuple[Kind, ...]
    link: Ints
    time: Ints
    time_seen: Flags
    adoption: Array

    def vendor(self, row: int) -> Vendor | None:
        """The vendor of a row; None for a tool that is not in the catalogue."""
        return self.vendors[row] if row < len(self.vendors) else None

    def stranger(self, kind: Kind) -> int:
        """Row of a tool of this kind that is not in the catalogue."""
        return len(self.vendors) + KINDS.index(kind)


def table_of(k: Reference) -> VendorTable:
    """The catalogue as arrays on the day of use; built on first use and kept."""
    # Facts age by whole calendar months, so every day of a month has the same table.
    month, catalogue = k.day.replace(day=1), k.catalogue
    if isinstance(catalogue, SeenCatalogue):
        return _seen(Same(catalogue), Same(k.capabilities), Same(k.stack_book), month)
    return _table(Same(catalogue), Same(k.capabilities), Same(k.stack_book), month)


@lru_cache(maxsize=32)
def _seen(
    catalogue: Same[SeenCatalogue],
    capability_ids: Same[Mapping[str, Capability]],
    stack_book: Same[StackBook],
    month: date,
) -> VendorTable:
    """The table of the catalogue below, with what was seen in the rows of those who were seen."""
    below = _table(Same(catalogue.it.below), capability_ids, stack_book, month)
    low, high, at = (part.copy() for part in (below.low, below.high, below.at))
    link, time, marked = below.link.copy(), below.time.copy(), below.time_seen.copy()
    vendors = tuple(catalogue.it.by_id[vendor.id] for vendor in below.vendors)
    for name in catalogue.it.changed:
        row, vendor = below.row[name], catalogue.it.by_id[name]
        for capability, level in vendor.seen.items():
            column = below.column[capability]
            low[row, column], high[row, column], at[row, column] = level.low, level.high, level.mid
        for other, there in below.row.items():
            if other != name:
                link[row, there] = link[there, row] = WAYS.index(catalogue.it.link(name, other))
        for other, way in vendor.seen_hours.items():
            for pair in ((row, below.row[other]), (below.row[other], row)):
                time[pair], marked[pair] = WAYS.index(way), True
    return below._replace(vendors=vendors, low=low, high=high, at=at, link=link, time=time, time_seen=marked)


@lru_cache(maxsize=4)
def _table(
    catalogue: Same[Catalogue], capability_ids: Same[Mapping[str, Capability]], stack_book: Same[StackBook], month: date
) -> VendorTable:
    book, clock = stack_book.it, catalogue.it.clock(month)
    # Sorted, so that the order of the files never decides anything.
    vendors = tuple(sorted(catalogue.it.vendors, key=lambda v: v.id))
    capabilities = tuple(sorted(capability_ids.it.values(), key=lambda c: c.id))
    bounds = [[v.level(c.id, clock) for c in capabilities] for v in vendors]
    bounds += [[(0.0, 1.0)] * len(capabilities)] * len(KINDS)
    ends = np.array(bounds, dtype=np.float64).reshape(len(bounds), len(capabilities), 2)
    low, high = ends[..., 0], ends[..., 1]
    taken = [[_taken_at(v, c, book) for c in capabilities] for v in vendors]
    taken += [[_taken_at_for_kept(kind, c, book) for c in capabilities] for kind in KINDS]
    part = np.array(taken, dtype=np.float64).reshape(low.shape)
    at = low + part * (high - low)
    # A level that a page shows is taken where that page puts it; what contradicts it only widens the range.
    for row, vendor in enumerate(vendors):
        for column, capability in enumerate(capabilities):
            fact = vendor.capabilities.get(capability.id)
            if fact is not None and vendor.sourced(fact.source):
                middle = sum(vendor.reading(capability.id, clock)) / 2
                # What a rival grants is not doubted where it is taken: nobody praises the other product without cause.
                at[row, column] = max(middle, min(_granted(vendor, fact), high[row, column]))
    time = _common_time_systems(catalogue.it, vendors, book)
    return VendorTable(
        vendors=vendors,
        row={v.id: n for n, v in enumerate(vendors)},
        capabilities=capabilities,
        column={c.id: n for n, c in enumerate(capabilities)},
        low=low,
        high=high,
        at=at,
        strength=np.array(
            [[v.strength.crm, v.strength.pm, v.strength.fsm] for v in vendors] + [[0, 0, 0]] * len(KINDS)
        ),
        offered=np.array([v.offered for v in vendors] + [True] * len(KINDS)),
        native=(*(v.native_category for v in vendors), *KINDS),
        link=_links(catalogue.it, vendors),
        time=time,
        time_seen=np.zeros(time.shape, dtype=bool),
        adoption=np.array([_adoption(v, book, clock) for v in vendors] + [(1.0, 1.0, 1.0)] * len(KINDS)),
    )


def _granted(vendor: Vendor, fact: Fact) -> float:
    """Level that a rival's page grants a product; 0 where the page is another one."""
    return LEVELS[fact.level] if vendor.sources[fact.source].kind == "competitor" else 0.0


def _taken_at(vendor: Vendor, capability: Capability, book: StackBook) -> float:
    scale = book.coverage
    if capability.side == "shared":
        return scale.shared_unknown_at
    strength = {"customer": vendor.strength.crm, "project": vendor.strength.pm, "job": vendor.strength.fsm}
    return scale.unknown_at[strength[capability.side]]


def _taken_at_for_kept(kind: Kind, capability: Capability, book: StackBook) -> float:
    if capability.side == "shared":
        return book.coverage.shared_unknown_at
    own = kind == "integrated" or SIDE_OF[kind] == capability.side
    return book.coverage.kept_at if own else book.coverage.unknown_at[0]


def _adoption(vendor: Vendor, book: StackBook, clock: Clock) -> tuple[float, float, float]:
    """Score of set-up time and difficulty as (least, taken, most); 1 is easy and at once. Age leaves it less sure."""
    scale, told = book.adoption, vendor.onboarding
    if told is None or not vendor.sourced(told.source):
        return 0.0, scale.unknown_at, 1.0
    easy = scale.difficulty_part * (5 - told.difficulty) / 4

    def quick(weeks: float) -> float:
        return (1 - scale.difficulty_part) * (1 - min(weeks / scale.weeks_worst, 1.0))

    middle = (told.weeks_low + told.weeks_high) / 2
    aged = clock.margin(vendor.sources[told.source].as_of)
    least, most = easy + quick(told.weeks_high) - aged, easy + quick(told.weeks_low) + aged
    return max(least, 0.0), easy + quick(middle), min(most, 1.0)


def _links(catalogue: Catalogue, vendors: tuple[Vendor, ...]) -> Ints:
    size = len(vendors) + len(KINDS)
    ways = np.full((size, size), UNKNOWN_WAY)
    for one, first in enumerate(vendors):
        for other in range(one + 1, len(vendors)):
            ways[one, other] = ways[other, one] = WAYS.index(catalogue.link(first.id, vendors[other].id))
    return ways


def _common_time_systems(catalogue: Catalogue, vendors: tuple[Vendor, ...], book: StackBook) -> Ints:
    """For each pair the way in which hours reach both through a system that both link to; the weaker link counts."""
    systems = {s.id for s in catalogue.external_systems if s.kind == "payroll"} | set(book.joins.time_systems)
    size = len(vendors) + len(KINDS)
    common = np.full((size, size), UNKNOWN_WAY)
    for system in sorted(systems):
        known = {n: WAYS.index(v.link_to(system)) for n, v in enumerate(vendors) if v.link_to(system)}
        for one, first in known.items():
            for other, second in known.items():
                if one != other:
                    common[one, other] = min(common[one, other], max(first, second))
    return common
