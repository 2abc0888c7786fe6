"""How two systems join: the kinds of link, best first, and the names an accounting system goes by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

LinkKind = Literal["native", "partner", "zapier", "file"]
Joining = Literal["native", "partner", "zapier", "file", "none"]
"""`none` is a known absence. What nobody found out is None in Python, `unknown` in the file."""

BEST_FIRST: tuple[LinkKind, ...] = ("native", "partner", "zapier", "file")

OWN_LEDGER = "own_ledger"
"""The accounting key of a product that keeps its own books."""

_KEYS: dict[str, tuple[str, ...]] = {
    "quickbooks": ("quickbooks_online", "quickbooks_desktop"),
    "none": (OWN_LEDGER,),
    "other": (),
}
_LINKED_AS: dict[str, tuple[str, ...]] = {
    "quickbooks": ("quickbooks", "quickbooks_online", "quickbooks_desktop"),
    "sage_100_300": ("sage_100_300", "sage_100_contractor", "sage_300_cre"),
    "viewpoint_vista": ("viewpoint_vista", "trimble-vista"),
    "none": (),
    "other": (),
}


def accounting_keys(system: str) -> tuple[str, ...]:
    """The accounting keys that an answer (`today.accounting`) may mean.

    `quickbooks` is either edition. Who keeps no books (`none`) could use a vendor's own. `other` names no system.
    """
    return _KEYS.get(system, (system,))


def linked_as(system: str) -> tuple[str, ...]:
    """The ids under which a vendor's links may name the system of an answer."""
    return _LINKED_AS.get(system, (system,))


def best(ways: Iterable[Joining | None]) -> Joining | None:
    """The best of several ways to join: a known link before all; None while any is unknown; else a known absence."""
    seen = set(ways)
    for kind in BEST_FIRST:
        if kind in seen:
            return kind
    return None if None in seen or not seen else "none"
