"""Words that only a report needs; everything else comes from `advisor.wording`."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from advisor.scoring.needs import Finding
from advisor.scoring.options import OptionBook
from advisor.wording import percent

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

SURE_WORDS = {"clear": "clear", "lean": "a lean", "toss_up": "close to a toss-up"}

EFFECTS_SHOWN = 2
"""Effects told of one finding, in the order of the rule; the JSON holds all."""

NEED_LABELS = {"project": "project work", "job": "job work", "customer": "customer relations"}


def plain(text: str, *, limit: int | None = None) -> str:
    """Text from outside as one clean line: no control, direction-changing or unassigned characters.

    Zero-width joiners stay inside words, where Arabic and Indic scripts need them.
    """
    if not text.isprintable() or "  " in text or not unicodedata.is_normalized("NFC", text):
        text = _cleaned(text)
    text = text.strip(" ")
    return text if limit is None or len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _cleaned(text: str) -> str:
    kept: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        if char.isspace():
            kept.append(" ")
        elif char in "\u200c\u200d":
            if kept and unicodedata.category(kept[-1])[0] in "LM":
                kept.append(char)
        elif char.isprintable():
            kept.append(char)
    return re.sub(" +", " ", "".join(kept)).strip(" \u200c\u200d")


Words = Annotated[str, AfterValidator(plain)]
"""One clean line of text: what every string of a report is, wherever it came from."""


def date_words(day: date | None) -> str:
    """A date as people in the US write it, whatever the machine's language; nothing for None."""
    return "" if day is None else f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def date_text(iso: str) -> str:
    """A day given as text (YYYY-MM-DD), as `date_words` writes it; nothing for an empty one."""
    return date_words(date.fromisoformat(iso)) if iso else ""


def as_of_words(as_of: str) -> str:
    """When a page was written or read: "May 2026", "Nov 2026", "2021", "undated"."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", as_of)
    if not found:
        return "undated"
    year, month = found[1], found[2]
    return f"{MONTHS[int(month) - 1][:3]} {year}" if month and 1 <= int(month) <= 12 else year


def points(value: float) -> str:
    """Points of value, to one decimal."""
    return f"{value:.1f}"


def signed(value: float, digits: int = 1) -> str:
    """A difference with its sign; a true minus."""
    return f"{'−' if value < 0 else '+'}{abs(value):.{digits}f}"


def listed(words: Iterable[str]) -> str:
    """Words as a list in a sentence: "a, b and c"."""
    items = list(words)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def many(count: int, one: str, more: str = "") -> str:
    """A number with its noun: "1 task", "14 tasks"."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def lower_first(text: str) -> str:
    """*text* with a small first letter, unless it starts with an abbreviation."""
    return text if len(text) > 1 and text[1].isupper() else text[:1].lower() + text[1:]


def read_words(finding: Finding) -> str:
    """What a rule read, where it is a figure that a contractor would recognise; nothing otherwise."""
    value, unit = finding.value, finding.unit
    if unit.startswith(("share of", "project share", "job share")):
        felt = ", friction counted in" if "felt" in unit else ""
        return f"{percent(value)} of the work{felt}"
    if unit == "jobs a day":
        return f"{value:,.0f} jobs a day"
    if unit.startswith("working days"):
        return f"{value * 8:.0f} working hours a piece" if value < 1 else f"{value:,.0f} working days a piece"
    if unit.startswith("natural logarithm of everyone"):
        return f"{math.exp(value):,.0f} people"
    return ""


def effect_words(adds: dict[str, float], options: OptionBook) -> str:
    """What a finding changed in the arithmetic, in a few words."""
    labels = {c.id: lower_first(c.label) for c in options.criteria}
    parts: list[str] = []
    scores: dict[tuple[str, float], list[str]] = {}
    lines: list[float] = []
    for target, amount in adds.items():
        kind, _, rest = target.partition(".")
        if kind in ("need", "hurt"):
            parts.append(f"{signed(amount)} points for {NEED_LABELS[rest]}")
        elif kind == "weight":
            parts.append(f"{signed(amount)} points on “{labels[rest]}”")
        elif kind == "felt":
            parts.append(f"{signed(amount * 100, 0)} % on the smaller side")
        elif kind == "line":
            lines.append(amount)
        elif kind == "score":
            option, _, criterion = rest.partition(".")
            scores.setdefault((options.by_id[option].name, round(amount, 2)), []).append(f"“{labels[criterion]}”")
    if lines and any(lines):
        moved = {f"{abs(x) * 100:.0f}" for x in lines if x}
        word = "lower" if min(lines) < 0 else "higher"
        parts.append(f"the line lies {'–'.join(sorted(moved, key=float))} % {word}")
    for (name, amount), criteria in scores.items():
        if abs(amount) >= 0.01:
            parts.append(f"{name} scores {signed(amount, 2)} on {listed(criteria)}")
    return "; ".join(parts[:EFFECTS_SHOWN])
