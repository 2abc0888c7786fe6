"""Small words of sentences: labels inside them, and lists of names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache


@lru_cache(maxsize=256)
def lower(label: str) -> str:
    """A label inside a sentence: small first letter, unless it starts with an abbreviation or a name in capitals."""
    first = label.split(" ")[0]
    return label if sum(ch.isupper() for ch in first) > 1 or first in ("Spanish",) else label[:1].lower() + label[1:]


def listed(names: Sequence[str]) -> str:
    """Names in a row: "A", "A and B", "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
