"""Groups of words, all looked up in one pass over a row of words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from advisor.questionnaire.own_words.speech import plain_words

Spans = dict[str, list[tuple[int, int]]]
"""Group → where its terms stand: place of the first word and how many words, in the order of the row."""

_SHORTEST = 2
"""Letters that a word with an open ending has at least."""
_KEPT = 50_000
"""Words whose groups are kept in mind, so that no flood of made-up words fills the memory."""
_ANY = ""
"""Stands for a second word that may end in any way."""


class _Row(NamedTuple):
    words: tuple[str, ...]
    open_end: bool
    name: str

    def stands(self, words: Sequence[str], place: int) -> bool:
        """True where the row begins at *place*."""
        last = place + len(self.words) - 1
        if last >= len(words) or tuple(words[place:last]) != self.words[:-1]:
            return False
        return words[last].startswith(self.words[-1]) if self.open_end else words[last] == self.words[-1]


class Terms:
    """Which groups the words of a row belong to.

    A term is a word or several in a row, compared without accents and apostrophes; an ending * stands for any ending
    of its last word.
    """

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        self._words: dict[str, set[str]] = {}
        self._starts: dict[str, set[str]] = {}
        self._rows: dict[str, dict[str, list[_Row]]] = {}
        self._seen: dict[str, tuple[str, ...]] = {}
        self.words: set[str] = set()
        for name, terms in groups.items():
            for term in terms:
                row, open_end = tuple(plain_words(term)), term.endswith("*")
                self.words.update(row)
                if len(row) > 1:
                    second = _ANY if open_end and len(row) == 2 else row[1]
                    self._rows.setdefault(row[0], {}).setdefault(second, []).append(_Row(row, open_end, name))
                elif open_end:
                    self._starts.setdefault(row[0], set()).add(name)
                else:
                    self._words.setdefault(row[0], set()).add(name)

    def of(self, words: Sequence[str]) -> Spans:
        """Where the terms of each group stand; at one place the longest term of a group counts."""
        found: Spans = {}
        last = len(words) - 1
        for place, word in enumerate(words):
            longest = dict.fromkeys(self.of_word(word), 1)
            by_second = self._rows.get(word)
            if by_second and place < last:
                for second in (words[place + 1], _ANY):
                    for row in by_second.get(second, ()):
                        size = len(row.words)
                        if size > longest.get(row.name, 0) and row.stands(words, place):
                            longest[row.name] = size
            for name, size in longest.items():
                if name in found:
                    found[name].append((place, size))
                else:
                    found[name] = [(place, size)]
        return found

    def of_word(self, word: str) -> tuple[str, ...]:
        """Groups of a word that stands alone."""
        known = self._seen.get(word)
        if known is None:
            names = set(self._words.get(word, ()))
            names.update(*(self._starts.get(word[:size], ()) for size in range(_SHORTEST, len(word) + 1)))
            known = tuple(sorted(names))
            if len(self._seen) < _KEPT:
                self._seen[word] = known
        return known
