"""A linear model from the words of a clause to the pains, learnt from `data/phrases.yaml` when first asked.

Ridge regression, one target per pain: 1 for the sentences that tell of it, 0 for all others and for those that tell of
none. Solved in its dual form, which is exact, needs no iterations and takes well under a second for a thousand
sentences; so no weights are shipped that could grow stale. Every sum runs in the order of the file.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from advisor.questionnaire.own_words.book import Phrase, PhraseBook, phrases
from advisor.questionnaire.own_words.features import Families, meanings, pieces
from advisor.questionnaire.own_words.fine import trouble_at
from advisor.questionnaire.own_words.speech import Word, plain_words

PENALTY = 1.0
"""Ridge penalty; cross-validation is flat between 0.5 and 1."""
OF_MEANINGS = 2.0
"""Weight of the families of meaning beside the pieces of words."""
OF_UNKNOWN = 1.0
"""How much a word without a family thins out the families beside it: a long sentence needs more than one of them."""

SEEN = 2
"""A feature of fewer sentences than this joins nothing, and is left out."""

TROUBLE = "a sign of trouble"
"""The family of everything that hints at trouble, whatever about: what is only told is seldom a pain."""

SHORT = 3
"""Words up to so many letters are not missed among the families."""

Row = dict[str, tuple[float, tuple[int, ...]]]


class Read(NamedTuple):
    """A row of words as the model sees it: features with their places in the row, and how many words have no family."""

    pieces: dict[str, tuple[int, ...]]
    meanings: dict[str, tuple[int, ...]]
    unknown: int


class Model:
    """A fitted model; `score` is a pure function of the words."""

    def __init__(self, training: Sequence[Phrase], book: PhraseBook) -> None:
        self.pains = tuple(book.pains)
        rows = [plain_words(phrase.text) for phrase in training]
        self._families = Families(book.families, rows, chain.from_iterable(book.fine_words.model_dump().values()))
        self._fine_words, self._troubles = book.fine_words, frozenset(book.troubles)
        seen = [self.read(row) for row in rows]
        self._rarest = math.log((1 + len(rows)) / SEEN) + 1
        self._idf = (_idf([read.pieces for read in seen]), _idf([read.meanings for read in seen]))
        features: dict[str, list[tuple[int, float]]] = {}
        for n, read in enumerate(seen):
            for name, (value, _) in self._features(read).items():
                features.setdefault(name, []).append((n, value))
        self._weights = _fit(features, [self._place(phrase.pain) for phrase in training], len(self.pains))

    def mended(self, word: Word) -> Word:
        """*word* as it was most likely meant."""
        return word._replace(plain=self._families.mend(word.plain))

    def read(self, words: Sequence[str]) -> Read:
        """What the model sees of a row of plain words."""
        mended = [self._families.mend(word) for word in words]
        found = self._meanings(mended)
        covered = {place for places in found.values() for place in places}
        unknown = sum(len(mended[n]) > SHORT for n in range(len(mended)) if n not in covered)
        return Read(_pieces(mended), found, unknown)

    def tells_trouble(self, words: Sequence[str]) -> bool:
        """False where a row of words only states something, with no sign that it is bad."""
        return TROUBLE in self._meanings([self._families.mend(word) for word in words])

    def score(self, words: Sequence[str]) -> np.ndarray:
        """About 1 where a row of words tells of a pain, about 0 where not; one value per pain of the book."""
        out = np.zeros(len(self.pains))
        for name, (value, _) in self._features(self.read(words)).items():
            weights = self._weights.get(name)
            if weights is not None:
                out += value * weights
        return out

    def shares(self, words: Sequence[str], pain: int) -> np.ndarray:
        """How much each word adds to the score of one pain."""
        out = np.zeros(len(words))
        for name, (value, places) in self._features(self.read(words)).items():
            weights = self._weights.get(name)
            if weights is not None:
                out[list(places)] += value * weights[pain] / len(places)
        return out

    def _meanings(self, words: Sequence[str]) -> dict[str, tuple[int, ...]]:
        found = self._families.of(words)
        places = set(trouble_at(words, self._fine_words))
        places.update(place for name in self._troubles & found.keys() for place in found[name])
        return meanings(found | {TROUBLE: tuple(sorted(places))} if places else found)

    def _place(self, pain: str | None) -> int | None:
        return None if pain is None else self.pains.index(pain)

    def _features(self, read: Read) -> Row:
        """Features of a row that were seen in learning; those of one kind together have the length of its weight."""
        besides = OF_UNKNOWN * read.unknown * self._rarest**2
        of_meanings = _unit(read.meanings, self._idf[1], self._rarest, besides, math.sqrt(OF_MEANINGS))
        of_pieces = _unit(read.pieces, self._idf[0], self._rarest, 0.0, 1.0)
        named = {f"m:{name}": one for name, one in of_meanings.items()}
        return named | {f"p:{name}": one for name, one in of_pieces.items()}


@lru_cache(maxsize=2)
def model_of(book: PhraseBook) -> Model:
    """The model that has learnt from every sentence of *book*; fitted once."""
    return Model(phrases(book), book)


def _pieces(words: Sequence[str]) -> dict[str, tuple[int, ...]]:
    out: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        for piece in pieces(word):
            out.setdefault(piece, []).append(place)
    return {piece: tuple(dict.fromkeys(places)) for piece, places in out.items()}


def _idf(rows: Sequence[dict[str, tuple[int, ...]]]) -> dict[str, float]:
    """Weight of each feature: the rarer among the sentences, the more it says."""
    seen = Counter(name for row in rows for name in row)
    return {name: math.log((1 + len(rows)) / (1 + times)) + 1 for name, times in seen.items() if times >= SEEN}


def _unit(
    found: dict[str, tuple[int, ...]], idf: dict[str, float], rarest: float, besides: float, length: float
) -> Row:
    """Features scaled to *length*, where *besides* is squared length of what is not a feature."""
    own = math.sqrt(besides + math.fsum(idf.get(name, rarest) ** 2 for name in found)) or 1.0
    return {name: (idf[name] * length / own, places) for name, places in found.items() if name in idf}


def _fit(
    features: dict[str, list[tuple[int, float]]], pains: Sequence[int | None], count: int
) -> dict[str, np.ndarray]:
    rows = len(pains)
    # Features of equally many sentences are worked on together; each group is (features, sentences) wide.
    by_size: dict[int, list[str]] = {}
    for name, at in features.items():
        by_size.setdefault(len(at), []).append(name)
    groups: list[tuple[list[str], np.ndarray, np.ndarray]] = []
    for _, names in sorted(by_size.items()):
        at_rows = np.array([[row for row, _ in features[name]] for name in names])
        groups.append((names, at_rows, np.array([[value for _, value in features[name]] for name in names])))
    cells = [(at_rows[:, :, None] * rows + at_rows[:, None, :]).ravel() for _, at_rows, _ in groups]
    products = [(values[:, :, None] * values[:, None, :]).ravel() for _, _, values in groups]
    likeness = np.bincount(np.concatenate(cells), np.concatenate(products), rows * rows)
    wanted = np.zeros((rows, count))
    for row, pain in enumerate(pains):
        if pain is not None:
            wanted[row, pain] = 1.0
    dual = np.linalg.solve(likeness.reshape(rows, rows) + PENALTY * np.eye(rows), wanted)
    weights: dict[str, np.ndarray] = {}
    for names, at_rows, values in groups:
        weights.update(zip(names, np.einsum("fs,fsp->fp", values, dual[at_rows]), strict=True))
    return weights
