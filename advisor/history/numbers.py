"""Numbers of jobs as people write them: `WO-1042`, `#1042`, `WO001042`, `1042.0` are one number."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WRAPPED = re.compile(r'^="?([^"]*)"?$')


def spelled(text: str) -> str:
    """A number as it stands, without quotes, a `#` in front, or spaces that differ."""
    bare = _WRAPPED.sub(r"\1", text.strip().lower())
    return re.sub(r"\s+", " ", re.sub(r"^(?:#|no\.?\s|number\s)\s*", "", bare)).removesuffix(".0")


def plain_number(text: str) -> str:
    """The digits alone, without letters around them and zeros in front; the text itself where it has none."""
    bare = spelled(text)
    groups = re.findall(r"\d+", bare)
    return "-".join(g.lstrip("0") or "0" for g in groups) if groups else bare


def numbers_of(cells: Iterable[object]) -> dict[str, int]:
    """The plain number of each cell -> its place; numbers that two spellings share are left out."""
    places: dict[str, int] = {}
    spelling: dict[str, str] = {}
    shared = set()
    for place, cell in enumerate(cells):
        text = spelled(str(cell))
        if not text:
            continue
        number = plain_number(text)
        if spelling.setdefault(number, text) != text:
            shared.add(number)
        places.setdefault(number, place)
    return {number: place for number, place in places.items() if number not in shared}
