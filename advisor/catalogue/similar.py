"""Vendors like a given one: the nearest in what they are known to cover, and in what they differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from advisor.base import Value
from advisor.catalogue.evidence import VendorId
from advisor.catalogue.vendor import Catalogue, Vendor

EXPECTED = 1 / 3
"""How far apart two levels are taken of which one is unknown: the mean gap between two levels drawn blindly from 0 to
1. It is fixed, so that no vendor moves when another is added or removed. In the catalogue of November 2026 two known
levels lie 0.27 apart on average, so an unknown weighs slightly against a vendor. Judgement."""

LEAST_IN_COMMON = 3
"""Capabilities that pages must tell of both before two vendors are called alike. Judgement."""

Array = NDArray[np.float64]


class Neighbour(Value):
    """A vendor like another one. Capabilities are ids, the greatest gap first."""

    vendor: VendorId
    distance: float = Field(ge=0, le=1, description="Mean gap over all capabilities: 0 the same, 1 the opposite")
    in_common: int = Field(ge=0, description="Capabilities of which pages tell for both")
    more: tuple[str, ...] = Field(description="Known to be covered further here than there")
    less: tuple[str, ...] = Field(description="Known to be covered less far here than there")
    only_known_here: tuple[str, ...] = Field(description="Covered here; for the other nobody knows")
    only_known_there: tuple[str, ...] = Field(description="Covered by the other; here nobody knows")


def similar(
    catalogue: Catalogue,
    vendor: str,
    capabilities: Iterable[str],
    *,
    count: int = 5,
    among: Collection[str] | None = None,
) -> tuple[Neighbour, ...]:
    """The vendors on sale that are most like *vendor*: those of its native category first, then by distance.

    Args:
        catalogue: where the vendors stand.
        vendor: id of the vendor to look around; it need not be on sale itself.
        capabilities: ids of all capabilities, each of which counts alike.
        count: how many at most. There are fewer where too little is known, see `LEAST_IN_COMMON`.
        among: only these vendors, such as the ones within a contractor's limits; None for all.

    Raises:
        KeyError: *vendor* is not in the catalogue.
    """
    asked, ids = catalogue.by_id[vendor], tuple(capabilities)
    known = known_of(asked)
    others = [
        other
        for other in catalogue.vendors
        if other.offered
        and other.id != vendor
        and (among is None or other.id in among)
        and len(known & known_of(other)) >= LEAST_IN_COMMON
    ]
    if not others or not ids:
        return ()
    # Imported here, as it takes seconds and nothing else needs it.
    from sklearn.neighbors import NearestNeighbors

    search = NearestNeighbors(n_neighbors=len(others), metric=gap, algorithm="brute")
    search.fit(np.array([vector(other, ids) for other in others]))
    distances, rows = search.kneighbors(vector(asked, ids)[np.newaxis])
    found = sorted(
        (
            (others[row].native_category != asked.native_category, float(distance), others[row].id)
            for distance, row in zip(distances[0], rows[0], strict=True)
        )
    )  # fmt: skip
    return tuple(_neighbour(catalogue.by_id[name], asked, distance, ids) for _, distance, name in found[:count])


def vector(vendor: Vendor, capabilities: Iterable[str]) -> Array:
    """A vendor as numbers: first the levels (0-1), then how sure each is (0 unknown, 1 known), for each capability."""
    ends = np.array([vendor.level(name) for name in capabilities], dtype=np.float64).reshape(-1, 2)
    return np.concatenate([ends.mean(axis=1), 1.0 - (ends[:, 1] - ends[:, 0])])


def gap(one: Array, other: Array) -> float:
    """Mean gap between two vectors of `vector`, from 0 to 1; the same in both directions.

    As far as a level is not sure on either side, the gap is taken as `EXPECTED`: what nobody knows is never equal.
    """
    half = len(one) // 2
    sure = one[half:] * other[half:]
    return float(np.mean(sure * np.abs(one[:half] - other[:half]) + (1.0 - sure) * EXPECTED))


def known_of(vendor: Vendor) -> set[str]:
    """The capabilities of which a page tells."""
    return {name for name, fact in vendor.capabilities.items() if vendor.sourced(fact.source)}


def _neighbour(found: Vendor, asked: Vendor, distance: float, ids: tuple[str, ...]) -> Neighbour:
    here, there = known_of(found), known_of(asked)
    levels = {name: (_taken(found, name), _taken(asked, name)) for name in ids}
    both = {name: mine - its for name, (mine, its) in levels.items() if name in here & there}
    order = sorted(both, key=lambda name: (-abs(both[name]), ids.index(name)))

    def alone(known: set[str], other: set[str], side: int) -> tuple[str, ...]:
        names = [name for name in ids if name in known - other and levels[name][side] > 0]
        return tuple(sorted(names, key=lambda name: (-levels[name][side], ids.index(name))))

    return Neighbour(
        vendor=found.id,
        distance=min(1.0, max(0.0, distance)),
        in_common=len(here & there & set(ids)),
        more=tuple(name for name in order if both[name] > 0),
        less=tuple(name for name in order if both[name] < 0),
        only_known_here=alone(here, there, 0),
        only_known_there=alone(there, here, 1),
    )


def _taken(vendor: Vendor, capability: str) -> float:
    low, high = vendor.level(capability)
    return (low + high) / 2
