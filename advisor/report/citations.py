"""Citations: sources numbered in the order in which a report first names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from advisor.report.blocks import Reference
from advisor.report.words import as_of_words
from advisor.sources import Source

GRADE_WORDS = {
    "A": "official or the vendor's own documentation",
    "B": "press, accountant or neutral guide",
    "C": "sells in this market",
    "D": "thin",
}


class Citations:
    """Collects what is cited while the sections are built, and hands out the numbers."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._found: dict[tuple[str, str], Reference] = {}

    def page(self, title: str, url: str, grade: str, as_of: str) -> int:
        """Number of a page; the same title and address is the same source."""
        if (title, url) not in self._found:
            words = [grade] if grade else []
            if url:
                words.append(as_of_words(as_of))
            number = len(self._found) + 1
            self._found[title, url] = Reference(number=number, title=title, url=url, aside=", ".join(words))
        return self._found[title, url].number

    def of(self, ids: Iterable[str]) -> tuple[int, ...]:
        """Numbers of sources of `data/sources.yaml` by their ids."""
        notes = [self._sources[name] for name in ids if name in self._sources]
        return tuple(dict.fromkeys(self.page(s.title, s.url, s.grade, s.as_of) for s in notes))

    @property
    def items(self) -> tuple[Reference, ...]:
        """Everything cited so far, in order."""
        return tuple(self._found.values())
