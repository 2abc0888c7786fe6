"""The vendors that a visitor picked to see side by side. They live in the address: a link or a refresh keeps them."""

from __future__ import annotations

import time
from collections.abc import Iterable

from advisor.catalogue.compare import chosen
from advisor.knowledge import Knowledge
from advisor.ui import state, widgets

ECHO = 3.0
"""Seconds in which an address of a moment ago may still come from the browser, which had not heard of the newer one."""

_PICKED = "picked vendors"
_BEFORE = "picked before"
_ROUND = "picked round"


def picked(k: Knowledge) -> tuple[str, ...]:
    """Ids of the picked vendors, in the order in which they were picked."""
    named, noted = chosen(state.named_vendors(), k.catalogue), _noted()
    now = time.monotonic()
    echoes = [names for names, when in state.note(_BEFORE, []) if now - when < ECHO]
    if named and named != noted and named not in echoes:
        # Changed from outside, by a link or by hand: boxes begin anew with what it names.
        state.remember(_PICKED, named)
        state.remember(_ROUND, state.note(_ROUND, 0) + 1)
        return named
    if noted and named != noted:
        state.name_vendors(noted)
    return noted


def pick(names: Iterable[str], k: Knowledge) -> None:
    """Picks these vendors instead, and puts them into the address."""
    before = [(old, when) for old, when in state.note(_BEFORE, []) if time.monotonic() - when < ECHO]
    state.remember(_BEFORE, [*before, (_noted(), time.monotonic())])
    state.remember(_PICKED, chosen(names, k.catalogue))
    state.name_vendors(_noted())


def forget() -> None:
    """Picks none, and empties the boxes that show it."""
    state.remember(_PICKED, ())
    state.remember(_ROUND, state.note(_ROUND, 0) + 1)
    state.name_vendors(())


def box(name: str) -> str:
    """Name of a box that shows what is picked; it changes when the choice came from outside."""
    return f"{name}-{state.note(_ROUND, 0)}"


def link_with(vendors: Iterable[str], label: str, k: Knowledge) -> None:
    """A link to the comparison of these vendors, after those picked before as far as there is room."""
    wanted = tuple(vendors)
    both = (*_noted(), *wanted)
    together = chosen(both, k.catalogue)
    widgets.link("compare", label, vendor=",".join(together if set(wanted) <= set(together) else wanted))


def _noted() -> tuple[str, ...]:
    noted: tuple[str, ...] = state.note(_PICKED, ())
    return noted
