"""A text cut into sentences, clauses and words, each word with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’´`][^\W_]+)*(?:&[^\W_]+)?")
_SENTENCE_ENDS = re.compile(r"[.!?;:…\n\r•|]+(?=\s|$)|[\n\r]+|\s[-–—]+\s|—")
_COMMA = re.compile(r"[,/()]")
_JOINTS = frozenset(
    ["and", "but", "so", "then", "because", "cause", "cuz", "though", "although", "except", "plus", "while", "whereas",
     "or", "nor", "y", "e", "o", "ni", "pero", "sino", "porque", "aunque", "entonces", "mientras"]
)  # fmt: skip


class Word(NamedTuple):
    """One word: as it is compared (small letters, no accents, no apostrophes), and where it stands in the text."""

    plain: str
    start: int
    end: int


class Clause(NamedTuple):
    """Words up to a comma or an "and"; *joint* is the word it begins with ("but"), else empty."""

    words: tuple[Word, ...]
    joint: str


Sentence = tuple[Clause, ...]


@lru_cache(maxsize=20_000)
def plain_word(word: str) -> str:
    """*word* in small letters without accents and apostrophes: "Don’t" is "dont" and "qué" is "que"."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in letters if c.isalnum() or c == "&")


def words_of(text: str, offset: int = 0) -> tuple[Word, ...]:
    """The words of *text* in order; *offset* is where the text itself begins."""
    found = ((plain_word(m.group()), m.start(), m.end()) for m in _WORD.finditer(text))
    return tuple(Word(plain, offset + start, offset + end) for plain, start, end in found if plain)


def plain_words(text: str) -> list[str]:
    """The words of *text* as they are compared."""
    return [word.plain for word in words_of(text)]


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of *text*, each as its clauses; those without a word are left out."""
    start = 0
    for end, after in [*((m.start(), m.end()) for m in _SENTENCE_ENDS.finditer(text)), (len(text), len(text))]:
        clauses = tuple(_clauses(text[start:end], start))
        if clauses:
            yield clauses
        start = after


def _clauses(text: str, offset: int) -> Iterator[Clause]:
    commas = [m.start() + offset for m in _COMMA.finditer(text)]
    now: list[Word] = []
    joint = ""
    for word in words_of(text, offset):
        past_comma = bool(now) and any(now[-1].end <= comma < word.start for comma in commas)
        if now and (past_comma or word.plain in _JOINTS):
            yield Clause(tuple(now), joint)
            now, joint = [], ""
        if not now and not joint and word.plain in _JOINTS:
            joint = word.plain
            continue
        now.append(word)
    if now:
        yield Clause(tuple(now), joint)
