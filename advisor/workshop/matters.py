"""Whether a disagreement matters: every answer that somebody gave is tried, all else as pooled.

Brute force, and exact: each tried answer is laid over the pooled ones and read whole. Only where no single answer gives
another option are two of them tried together, those nearest to the pooled answers first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import Answers
from advisor.scoring.spans import Array
from advisor.scoring.tries import SHAPE, SPLIT
from advisor.workshop.firsts import Found, first_options, firsts_of, found_in
from advisor.workshop.heard import GivenBy, Heard
from advisor.workshop.people import laid

CHUNK = 4_000
"""Pairs that are decided at once."""


class Tried(NamedTuple):
    """One answer that somebody gave, and what would come first if all agreed on it."""

    field: str
    given: GivenBy
    option: str
    found: Found
    far: float
    """Distance from the pooled answer, 0 to 1; a half where a tie left that open."""


class TriedPair(NamedTuple):
    """Two answers to two questions that together give another option."""

    one: Tried
    other: Tried
    option: str


def tried(pooled: Answers, heard: Sequence[Heard], k: Knowledge) -> tuple[Tried, ...]:
    """Every answer that somebody gave, to every question of *heard*, all else as pooled."""
    each = [(one, given) for one in heard for given in one.given]
    found = [found_in(laid(pooled, one.field, given.value), k) for one, given in each]
    options = first_options(found, k)
    return tuple(
        Tried(one.field, given, option, read, _far(one, given.value))
        for (one, given), option, read in zip(each, options, found, strict=True)
    )


def _far(heard: Heard, value: Any) -> float:
    middle = heard.pooled
    return 0.5 if middle.tie else heard.distance(value, middle.value)


def smallest_pair(
    pooled: Answers, heard: Sequence[Heard], tries: Sequence[Tried], first: str, k: Knowledge
) -> TriedPair | None:
    """The two given answers nearest to the pooled ones that together give another option than *first*.

    The size of a pair is the sum of both distances; equal sizes are told apart by the order of the questions and of
    their answers. None where no two answers do.

    Args:
        heard: the disputed questions.
        tries: as `tried` gives them for *heard*.
    """
    here = found_in(pooled, k)
    pairs = _pairs(heard, tries)
    for start in range(0, len(pairs), CHUNK):
        part = pairs[start : start + CHUNK]
        for (a, b), option in zip(part, _together(pooled, here, part, k), strict=True):
            if option != first:
                return TriedPair(a, b, option)
    return None


def _pairs(heard: Sequence[Heard], tries: Sequence[Tried]) -> list[tuple[Tried, Tried]]:
    """Every two answers to two different questions, the smallest change first."""
    by_field = {one.field: [t for t in tries if t.field == one.field] for one in heard}
    fields = list(by_field)
    pairs = [
        (a, b)
        for place, field in enumerate(fields)
        for other in fields[place + 1 :]
        for a in by_field[field]
        for b in by_field[other]
    ]
    # Stable: equal sizes stay in the order of the questions.
    return sorted(pairs, key=lambda pair: round(pair[0].far + pair[1].far, 9))


def _together(pooled: Answers, here: Found, pairs: Sequence[tuple[Tried, Tried]], k: Knowledge) -> list[str]:
    """What comes first for each pair.

    Two answers that change different quantities are put together from what each changes. Where they may tell something
    only together, both are laid down and read.
    """
    columns: dict[str, Array] = {name: np.full(len(pairs), estimate.mid) for name, estimate in here.items()}
    moved = {id(one): _moved(here, one) for pair in pairs for one in pair}
    for place, (a, b) in enumerate(pairs):
        one, other = moved[id(a)], moved[id(b)]
        if one.keys() & other.keys() or _tell_together(here, a.field, b.field):
            both = laid(laid(pooled, a.field, a.given.value), b.field, b.given.value)
            one, other = _moved(here, a._replace(found=found_in(both, k))), {}
        for name, mid in (*one.items(), *other.items()):
            columns[name][place] = mid
    return firsts_of(columns, len(pairs), k)


def _moved(here: Found, one: Tried) -> dict[str, float]:
    """The quantities that an answer changes."""
    return {name: estimate.mid for name, estimate in one.found.items() if estimate.mid != here[name].mid}


def _tell_together(here: Mapping[str, Any], one: str, other: str) -> bool:
    """True where two answers to these questions may tell more of an open split than each of them alone."""
    return here["share_known"].mid == 0 and {one, other} <= {*SHAPE, SPLIT}
