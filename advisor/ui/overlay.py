"""Where a consultant's own file over the catalogue shows on the screens: a line on each page, a note on a vendor."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from advisor.catalogue.overlay import OverlayNote
from advisor.catalogue.overlay_entry import WORDS
from advisor.knowledge import Knowledge
from advisor.report.vendor_facts import system_name
from advisor.report.words import as_of_words, lower_first, many
from advisor.ui import state
from advisor.ui.widgets import plain

WITHOUT_VENDORS = frozenset({"questions", "answers", "quick", "weights"})
"""Pages that show nothing of the catalogue."""

WAS = {"partial": "in part", "full": "in full", "native": "built in", "zapier": "through Zapier"}


def overlay_line() -> None:
    """One line on every page that shows vendors; on every page where the file could not be used."""
    trouble, note = state.overlay_trouble(), state.knowledge().overlay
    if trouble:
        st.warning(plain(f"Your own file is left out, and only our catalogue counts. {trouble}"))
    elif note is not None and state.page() not in WITHOUT_VENDORS:
        st.caption(plain(line(note)))


def line(note: OverlayNote) -> str:
    """What stands over the catalogue, in a sentence."""
    vendors = many(len(note.vendors), "vendor")
    return (
        f"Over our catalogue stands your own file “{note.title}” by {note.author} ({as_of_words(note.as_of)}). "
        f"It speaks of {vendors}; what it says is marked “own file”."
    )


def own_words(vendors: Iterable[str]) -> None:
    """What the own file says of these vendors, a sentence each; nothing where it says nothing."""
    note = state.knowledge().overlay
    for sentence in note.about(vendors) if note else ():
        st.markdown(f"**Own file:** {plain(sentence)}")


def mark(vendor: str) -> str:
    """A sentence for a list of vendors; empty where the own file says nothing of this one."""
    note = state.knowledge().overlay
    found = next((one for one in note.vendors if one.id == vendor), None) if note else None
    if found is None:
        return ""
    return " Added by your own file." if found.added else " Corrected by your own file."


def instead_of(vendor: str) -> None:
    """What the catalogue as shipped says of the facts that the own file corrects, where a word says it."""
    k = state.knowledge()
    found = next((one for one in k.overlay.vendors if one.id == vendor), None) if k.overlay else None
    if found is not None and found.was:
        before = "; ".join(f"{lower_first(_name(field, k))}: {WAS.get(was, was)}" for field, was in found.was.items())
        st.caption(plain(f"Our catalogue without your file says: {before}."))


def _name(field: str, k: Knowledge) -> str:
    part, _, name = field.partition(".")
    if part == "capabilities":
        return k.capabilities[name].label
    return f"link to {system_name(name, k.catalogue)}" if name else WORDS[part]
