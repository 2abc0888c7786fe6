"""A consultant's own file in a report: named on every page, and at each vendor of which it says something."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.advice import Advice
from advisor.report.blocks import Heading, Paragraph, Point, Points
from advisor.report.words import as_of_words, listed, many

VENDORS_NAMED = 12
"""Vendors named where the method is told; the JSON holds all, with what is said of each."""


def on_every_page(advice: Advice) -> str:
    """What the foot of a page adds to the date of the vendor facts; nothing without an own file."""
    return f" and own file “{advice.overlay.title}”" if advice.overlay else ""


def at_the_vendors(advice: Advice) -> list[Heading | Points]:
    """What the file says of the vendors that are shown, under a heading of its own; nothing where it says nothing."""
    if advice.overlay is None:
        return []
    stacks = (*advice.stacks, *advice.runner_up_stacks)
    shown = dict.fromkeys(vendor for stack in stacks for vendor in stack.vendors)
    sentences = advice.overlay.about(shown)
    if not sentences:
        return []
    items = tuple(Point(text=sentence) for sentence in sentences)
    return [Heading(text="From the consultant's own file"), Points(items=items)]


def in_the_method(advice: Advice) -> list[Paragraph]:
    """Which file stood over the catalogue, and of whom it speaks."""
    note = advice.overlay
    if note is None:
        return []
    names = [vendor.name for vendor in note.vendors]
    more = [many(len(names) - VENDORS_NAMED, "more", "more")] if len(names) > VENDORS_NAMED else []
    text = (
        f"Over the vendor facts stood the consultant's own file “{note.title}” by {note.author} "
        f"({as_of_words(note.as_of)}). It speaks of {listed([*names[:VENDORS_NAMED], *more])}. What it says is marked "
        "“own file”; to recompute the advice, give the same file."
    )
    return [Paragraph(text=text, look="muted")]


def in_a_row(advice: Advice, vendors: Iterable[str]) -> str:
    """The file in a cell of a table: its name, and which of these vendors it speaks of."""
    if advice.overlay is None:
        return ""
    wanted = set(vendors)
    names = [vendor.name for vendor in advice.overlay.vendors if vendor.id in wanted]
    return f"{advice.overlay.named}: speaks of {listed(names)}" if names else advice.overlay.named
