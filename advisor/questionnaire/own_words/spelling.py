"""Misspelt words taken for the known word they were most likely meant to be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from advisor.questionnaire.own_words.terms import Terms

HEARD_FROM = 4
"""Words from so many letters on are taken for a known word that sounds the same."""
MENDED_FROM = 6
"""From so many letters on, one slip of the pen is mended: "rains" is a word of its own and not "rings"."""
MENDED_TWICE_FROM = 8
"""From so many letters on, two slips are mended."""
USUAL = 2
"""A misspelt word is taken for one that is met so often, or has a meaning of its own."""
LONGEST = 30
"""Words up to so many letters are mended; what is longer is no word."""


def sound(word: str) -> str:
    """How *word* sounds, roughly, in Spanish or English spelling: "hacemos" and "asemos", "typed" and "tiped"."""
    for written, heard in (("ph", "f"), ("h", ""), ("z", "s"), ("ce", "se"), ("ci", "si"), ("qu", "k"), ("ck", "k"),
                           ("c", "k"), ("v", "b"), ("ll", "y"), ("gue", "ge"), ("gui", "gi"), ("ge", "je"),
                           ("gi", "ji"), ("y", "i")):  # fmt: skip
        word = word.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", word)


class Spelling:
    """Known words, and which of them an unknown one comes closest to."""

    def __init__(self, words: Iterable[str], terms: Terms) -> None:
        """*words*: those that are spelled right, as often as they are met; *terms*: more of them."""
        self._known = Counter(words)
        self._known.update(terms.words)
        self._terms = terms

    def mend(self, word: str) -> str:
        """*word*, or the known word it is most likely meant to be."""
        if word in self._known or not HEARD_FROM <= len(word) <= LONGEST or any(c.isdigit() for c in word):
            return word
        if self._terms.of_word(word):
            return word
        by_sound = self._by_sound.get(sound(word))
        if by_sound is not None or len(word) < MENDED_FROM:
            return by_sound or word
        near = {self._by_slip[slip] for slip in (word, *_slips(word)) if slip in self._by_slip}
        found = [known for known in near if not _other_ending(word, known)]
        return min(found, key=lambda w: (abs(len(w) - len(word)), -self._known[w], w)) if found else word

    @cached_property
    def _usual_first(self) -> list[str]:
        # A word met only once may itself be misspelt. The more usual word wins, then the earlier in the alphabet, so
        # that the order of the file says nothing.
        usual = (word for word, times in self._known.items() if times >= USUAL or word in self._terms.words)
        return sorted(usual, key=lambda word: (-self._known[word], word))

    @cached_property
    def _by_sound(self) -> dict[str, str]:
        heard: dict[str, str] = {}
        for word in self._usual_first:
            if len(word) >= HEARD_FROM:
                heard.setdefault(sound(word), word)
        return heard

    @cached_property
    def _by_slip(self) -> dict[str, str]:
        slipped: dict[str, str] = {}
        for word in self._usual_first:
            if len(word) >= MENDED_FROM:
                for slip in _slips(word):
                    slipped.setdefault(slip, word)
        return slipped


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
