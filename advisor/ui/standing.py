"""Where an answer stands, as one compact picture in words: what comes first, how sure, and all options in order.

Plain HTML, so that a slider can redraw it in a moment. All text is escaped.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from advisor import wording
from advisor.report.words import SURE_WORDS
from advisor.scoring.options import Option

NAMED = 4
"""Options that stand open; the further ones follow in one line."""


class Place(NamedTuple):
    """One option in its order, with its points."""

    option: str
    name: str
    value: float


def standing(
    title: str,
    verdict: str,
    sure: str,
    places: Sequence[Place],
    options: Mapping[str, Option],
    *,
    before: Sequence[Place] = (),
    most: float = 0.0,
    level: int = 3,
    live: bool = False,
) -> None:
    """Draws one.

    Args:
        verdict: what comes first in words; empty where nothing is to be said yet, and *places* empty with it.
        places: the options, best first.
        before: the order it is compared with; an option that stood elsewhere says where.
        most: points at which a bar is full, so that two of them can be compared; the best of *places* at least.
        level: level of the heading.
        live: True where a screen reader is to hear every change.
    """
    full = max(most, *(place.value for place in places), 1e-9)
    was = {place.option: number for number, place in enumerate(before, start=1)}
    rows = "".join(_row(n, place, full, was, options) for n, place in enumerate(places[:NAMED], start=1))
    rest = ", ".join(f"{place.name} {place.value:.1f}" for place in places[NAMED:])
    status = ' role="status"' if live else ""
    changed = bool(before) and places[0].option != before[0].option
    mark = '<span class="mark">Changed:</span> ' if changed else ""
    said = f'<p class="verdict">{mark}{html.escape(verdict)}</p>' if verdict else ""
    st.html(
        f'<section class="advisor-standing{" changed" if changed else ""}">'
        f"<h{level}>{html.escape(title)}</h{level}>"
        f'<div{status}>{said}<p class="sure">{html.escape(sure)}</p></div>'
        + (f"<ol>{rows}</ol>" if rows else "")
        + (f'<p class="rest">Then {html.escape(rest)}.</p>' if rest else "")
        + "</section>"
    )


def strip(word: str, name: str, *, changed: bool) -> None:
    """One line that stays in sight on a phone while sliders are moved, in a container with the key "strip".

    A screen reader hears the picture instead, which says the same.
    """
    mark = ' <span class="mark">changed</span>' if changed else ""
    text = f"<b>{html.escape(word)}:</b> {html.escape(name)}{mark}"
    st.html(f'<p class="advisor-strip" aria-hidden="true">{text}</p>')


def _row(number: int, place: Place, full: float, was: Mapping[str, int], options: Mapping[str, Option]) -> str:
    before = was.get(place.option, number)
    moved = f' <span class="was">was {_ordinal(before)}</span>' if before != number else ""
    kinds = sorted(options[place.option].platforms, key=("crm", "pm", "fsm", "integrated").index)
    bars = "".join(f'<i class="{kind}"></i>' for kind in kinds)
    width = max(100 * place.value / full, 0.0)
    unit = "unit" if number == 1 else "advisor-unseen"
    return (
        f'<li><span class="name">{html.escape(place.name)}{moved}</span>'
        f'<span class="points">{place.value:.1f}<span class="{unit}"> points</span></span>'
        f'<span class="bar" aria-hidden="true"><span style="width:{width:.1f}%">{bars}</span></span></li>'
    )


def _ordinal(number: int) -> str:
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number, 'th') }"


def sure_words(word: str, share: float) -> str:
    """How sure, in one line: "Clear: first in nearly all tries"."""
    text = SURE_WORDS[word]
    return f"{text[:1].upper()}{text[1:]}: first in {wording.tries_of(share)}"


__all__ = ["Place", "standing", "strip", "sure_words"]
