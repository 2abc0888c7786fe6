"""What the model sees of a sentence: pieces of its words, and the families of meaning its words belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from advisor.questionnaire.own_words.speech import plain_words

SHORTEST, LONGEST = 3, 5
"""Length of the pieces of words, in characters, with the blanks around the word."""
HEARD_FROM = 4
"""Words from so many letters on are taken for a known word that sounds the same."""
MENDED_FROM = 6
"""From so many letters on, one slip of the pen is mended: "rains" is a word of its own and not "rings"."""
MENDED_TWICE_FROM = 8
"""From so many letters on, two slips are mended."""


def pieces(word: str) -> list[str]:
    """Every run of 3 to 5 characters of *word* between blanks: " ca", "cal", "all", "ll ", …"""
    spaced = f" {word} "
    return [
        spaced[start : start + size]
        for size in range(SHORTEST, min(LONGEST, len(spaced)) + 1)
        for start in range(len(spaced) - size + 1)
    ]


def sound(word: str) -> str:
    """How *word* sounds, roughly, in Spanish or English spelling: "hacemos" and "asemos" are the same."""
    for written, heard in (("h", ""), ("z", "s"), ("ce", "se"), ("ci", "si"), ("qu", "k"), ("c", "k"), ("v", "b"),
                           ("ll", "y"), ("gue", "ge"), ("gui", "gi"), ("ge", "je"), ("gi", "ji")):  # fmt: skip
        word = word.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", word)


class Families:
    """Which families a row of words belongs to, with misspelt words taken for the known word they come closest to."""

    def __init__(
        self, families: Mapping[str, Iterable[str]], texts: Iterable[Sequence[str]], others: Iterable[str] = ()
    ) -> None:
        """*families*: the terms of each; *texts*: rows of words that are spelled right; *others*: more such terms."""
        self._words: dict[str, set[str]] = {}
        self._starts: dict[str, set[str]] = {}
        self._rows: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        known: dict[str, int] = {}
        for name, terms in families.items():
            for term in terms:
                row = tuple(plain_words(term))
                for word in row:
                    known.setdefault(word, 1)
                if len(row) > 1:
                    self._rows.setdefault(row[0], []).append((row, name))
                elif term.endswith("*"):
                    self._starts.setdefault(row[0], set()).add(name)
                else:
                    self._words.setdefault(row[0], set()).add(name)
        for words in (*texts, *map(plain_words, others)):
            for word in words:
                known[word] = known.get(word, 0) + 1
        self._known = known
        self._by_sound: dict[str, str] = {}
        self._by_slip: dict[str, str] = {}
        # The more usual word wins, then the earlier in the alphabet, so that the order of the file says nothing.
        for word in sorted(known, key=lambda w: (-known[w], w)):
            if len(word) >= HEARD_FROM:
                self._by_sound.setdefault(sound(word), word)
            if len(word) >= MENDED_FROM:
                for slip in _slips(word):
                    self._by_slip.setdefault(slip, word)

    def mend(self, word: str) -> str:
        """*word*, or the known word it is most likely meant to be."""
        if word in self._known or len(word) < HEARD_FROM or any(c.isdigit() for c in word):
            return word
        if self._of_word(word):
            return word
        by_sound = self._by_sound.get(sound(word))
        if by_sound is not None or len(word) < MENDED_FROM:
            return by_sound or word
        near = {self._by_slip[slip] for slip in (word, *_slips(word)) if slip in self._by_slip}
        found = [known for known in near if not _other_ending(word, known)]
        return min(found, key=lambda w: (abs(len(w) - len(word)), -self._known[w], w)) if found else word

    def of(self, words: Sequence[str]) -> dict[str, tuple[int, ...]]:
        """Families of a row of (mended) words, each with the places of the words that belong to it."""
        found: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            for name in self._of_word(word):
                found.setdefault(name, []).append(place)
            for row, name in self._rows.get(word, ()):
                if tuple(words[place : place + len(row)]) == row:
                    found.setdefault(name, []).extend(range(place, place + len(row)))
        return {name: tuple(sorted(set(places))) for name, places in sorted(found.items())}

    def _of_word(self, word: str) -> set[str]:
        names = set(self._words.get(word, ()))
        return names.union(*(self._starts.get(word[:size], ()) for size in range(2, len(word) + 1)))


def meanings(families: Mapping[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """Each family and each pair of families, with the places of the words that make it."""
    out = dict(families)
    for one, other in combinations(families, 2):
        out[f"{one} + {other}"] = tuple(sorted({*families[one], *families[other]}))
    return out


def _slips(word: str) -> set[str]:
    """*word* with one letter left out (two in a long word): words with a slip in common are one or two slips apart."""
    once = _without_one(word)
    return once if len(word) < MENDED_TWICE_FROM else once.union(*map(_without_one, once))


def _without_one(word: str) -> set[str]:
    return {word[:n] + word[n + 1 :] for n in range(len(word))}


def _other_ending(word: str, known: str) -> bool:
    """True where two words differ only in a longer ending: "additions" is no slip for "additional"."""
    if {word, *_without_one(word)} & {known, *_without_one(known)}:
        return False
    beginning = min(len(word), len(known)) - 2
    return word[:beginning] == known[:beginning]
