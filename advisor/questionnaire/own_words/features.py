"""What the model sees of a passage: pieces of its words, its words in a row, and its marks in pairs; as numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.questionnaire.own_words.lexicon import Heard
from advisor.questionnaire.own_words.marks import NOWHERE, Marks, turned

SHORTEST, LONGEST = 3, 5
"""Length of the pieces of words, in characters, with the blanks around the word."""
BLOCKS = 3
"""Pieces of words, words in a row, marks in pairs."""

Codes = NDArray[np.int64]

_WIDTH = 1 << 20
"""More than there are words or marks: up to three of them make one code."""
_BEGIN, _END = "^", "$"
_NONE = np.empty(0, np.int64)


class Seen(NamedTuple):
    """The features of one passage: for each block their codes, and the place of the first word of each or `NOWHERE`."""

    codes: tuple[Codes, ...]
    places: tuple[Codes, ...]


def pieces(word: str) -> list[str]:
    """Every run of 3 to 5 characters of *word* between blanks: " ca", "cal", "all", "ll ", …"""
    spaced = f" {word} "
    return [
        spaced[start : start + size]
        for size in range(SHORTEST, min(LONGEST, len(spaced)) + 1)
        for start in range(len(spaced) - size + 1)
    ]


class Features:
    """Gives every piece, word and mark a number; while it learns, also those it has not met before."""

    def __init__(self) -> None:
        self.learns = True
        self._numbers: dict[str, int] = {}
        self._pieces: dict[str, Codes] = {}

    def of(self, passage: Sequence[Heard], marks: Marks) -> Seen:
        """The features of the clauses of *passage*, whose marks are *marks*."""
        words = [word.plain for clause in passage for word in clause.words]
        parts = [self._pieces_of(word) for word in words]
        runs = np.array(list(self._runs(passage)), np.int64).reshape(-1, 2)
        pairs, of_pairs = self._pairs(marks)
        return Seen(
            (np.concatenate([_NONE, *parts]), runs[:, 0], pairs),
            (np.repeat(np.arange(len(parts)), [len(part) for part in parts]), runs[:, 1], of_pairs),
        )

    def _number(self, name: str) -> int:
        """Number of *name* from 1 on; 0 where it was never met."""
        number = self._numbers.get(name, 0)
        if not number and self.learns:
            number = self._numbers[name] = len(self._numbers) + 1
        return number

    def _pieces_of(self, word: str) -> Codes:
        known = self._pieces.get(word)
        if known is None:
            numbers = [self._number(f"p {piece}") for piece in pieces(word)]
            known = np.array([number for number in numbers if number], np.int64)
            if self.learns:
                self._pieces[word] = known
        return known

    def _runs(self, passage: Sequence[Heard]) -> Iterator[tuple[int, int]]:
        """One, two and three words in a row within each clause, words that are turned round apart from the others."""
        first = 0
        begin, end = self._number(f"w {_BEGIN}"), self._number(f"w {_END}")
        for clause in passage:
            scope = turned(clause.tones, len(clause.words))
            row = [self._number(f"{'~' if n in scope else 'w'} {word.plain}") for n, word in enumerate(clause.words)]
            last = len(row) - 1
            for n, one in enumerate(row):
                if not one:
                    continue
                place = first + n
                yield one, place
                if n == 0:
                    yield begin * _WIDTH + one, place
                if n == last:
                    yield one * _WIDTH + end, place
                elif row[n + 1]:
                    yield one * _WIDTH + row[n + 1], place
                    if n + 1 < last and row[n + 2]:
                        yield (one * _WIDTH + row[n + 1]) * _WIDTH + row[n + 2], place
            first += len(row)

    def _pairs(self, marks: Marks) -> tuple[Codes, Codes]:
        """Every mark and every pair of marks."""
        numbered = sorted((self._number(f"m {mark}"), place) for mark, place in marks.items())
        known = np.array([one for one in numbered if one[0]], np.int64).reshape(-1, 2)
        numbers, places = known[:, 0], known[:, 1]
        one, other = _all_pairs(len(numbers))
        return (
            np.concatenate([numbers, numbers[one] * _WIDTH + numbers[other]]),
            np.concatenate([places, np.where(places[one] == NOWHERE, places[other], places[one])]),
        )


@lru_cache(maxsize=256)
def _all_pairs(count: int) -> tuple[Codes, Codes]:
    one, other = np.triu_indices(count, 1)
    return one.astype(np.int64), other.astype(np.int64)
