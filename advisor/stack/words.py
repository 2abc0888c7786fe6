"""Small words of sentences: labels inside them, and lists of names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_BRACKETS = re.compile(r" \([^()]+\)$")

LONG_NAME = 30
"""Letters from which on a product's name is told without its brackets."""


def short_name(name: str) -> str:
    """The name of a product; a long one without its brackets, which its own page tells."""
    return _BRACKETS.sub("", name) if len(name) > LONG_NAME else name


@lru_cache(maxsize=256)
def lower(label: str) -> str:
    """A label inside a sentence: small first letter, unless it starts with an abbreviation or a name in capitals."""
    first = label.split(" ")[0]
    return label if sum(ch.isupper() for ch in first) > 1 or first in ("Spanish",) else label[:1].lower() + label[1:]


def listed(names: Sequence[str]) -> str:
    """Names in a row: "A", "A and B", "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
