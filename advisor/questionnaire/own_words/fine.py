"""Which clauses say that something goes well ("we never lose leads", "con los pagos no hay problema")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from advisor.questionnaire.own_words.book import FineWords
from advisor.questionnaire.own_words.speech import Sentence, plain_words

REACH = 5
"""How many words after "never" or "don't" a trouble may stand to be turned round."""
REACH_OF_NONE = 3
"""The same for "no": "no real problem", but not "no signed contract … late"."""
ALONE = 3
"""Words up to which a clause counts as standing alone: ", not anymore"."""
BEFORE_GOOD = 3
"""How many words before a good word "not" may stand: "is not really fine"."""


class _Terms:
    """Words, and rows of words, that can be looked up in a clause; an ending * stands for any ending."""

    def __init__(self, terms: Iterable[str]) -> None:
        self.rows: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
        starts: list[str] = []
        for term in terms:
            row, open_end = tuple(plain_words(term)), term.endswith("*")
            if open_end and len(row) == 1:
                starts.append(row[0])
            else:
                self.rows.setdefault(row[0], []).append((row, open_end))
        self.starts = tuple(starts)

    def at(self, words: Sequence[str], place: int) -> int:
        """How many words from *place* on are one of the terms; 0 where none is."""
        word = words[place]
        found = [len(row) for row, open_end in self.rows.get(word, ()) if _stands(row, open_end, words, place)]
        return max(found, default=int(word.startswith(self.starts)))

    def places(self, words: Sequence[str]) -> list[int]:
        return [place for place in range(len(words)) if self.at(words, place)]

    def among(self, words: Sequence[str]) -> bool:
        return any(self.at(words, place) for place in range(len(words)))


def _stands(row: tuple[str, ...], open_end: bool, words: Sequence[str], place: int) -> bool:
    there = tuple(words[place : place + len(row)])
    if open_end and len(there) == len(row):
        return there[:-1] == row[:-1] and there[-1].startswith(row[-1])
    return there == row


class _Book(NamedTuple):
    trouble: _Terms
    not_: _Terms
    none_of: _Terms
    unless: _Terms
    good: _Terms
    wish: _Terms
    over: _Terms
    over_alone: _Terms
    still: _Terms
    not_ours: _Terms
    signs: _Terms
    but: _Terms


@lru_cache(maxsize=4)
def _terms(book: FineWords) -> _Book:
    return _Book(**{name: _Terms(getattr(book, name)) for name in _Book._fields})


def fine_clauses(sentence: Sentence, book: FineWords) -> tuple[bool, ...]:
    """For each clause of *sentence*, True where it says that nothing is wrong.

    A clause that shows no sign of trouble follows the fine clause beside it ("phones are covered, my wife answers"),
    unless a word like "but" stands between them. "Not anymore" makes the clause before it fine as well.
    """
    b = _terms(book)
    words = [[word.plain for word in clause.words] for clause in sentence]
    over = [_is_over(w, b) for w in words]
    fine = [over[n] or _is_fine(w, b) for n, w in enumerate(words)]
    quiet = [not _has_sign(w, b) for w in words]
    turns = [bool(clause.joint) and b.but.among([clause.joint]) for clause in sentence]
    for n in range(1, len(words)):
        if over[n] and len(words[n]) <= ALONE:
            fine[n - 1] = True
        if fine[n - 1] and not fine[n] and not turns[n] and (quiet[n] or _carries(sentence[n].joint, words[n], b)):
            fine[n] = True
    for n in range(len(words) - 2, -1, -1):
        if fine[n + 1] and not fine[n] and not turns[n + 1] and quiet[n]:
            fine[n] = True
    return tuple(fine)


def trouble_at(words: Sequence[str], book: FineWords) -> tuple[int, ...]:
    """Places of the words that hint at trouble."""
    b = _terms(book)
    return tuple(
        sorted({*b.signs.places(words), *b.wish.places(words), *b.trouble.places(words), *b.not_.places(words)})
    )


def _is_over(words: Sequence[str], b: _Book) -> bool:
    over = b.over.among(words) or (len(words) <= ALONE and b.over_alone.among(words))
    return over and not b.still.among(words)


def _is_fine(words: Sequence[str], b: _Book) -> bool:
    if b.wish.among(words):
        return False
    return _turned(words, b) or _good(words, b) or b.not_ours.among(words)


def _turned(words: Sequence[str], b: _Book) -> bool:
    """True where a trouble is denied: "never lose", "don't have any trouble", "no problem"."""
    troubles = set(b.trouble.places(words))
    for terms, reach in ((b.not_, REACH), (b.none_of, REACH_OF_NONE)):
        for place in terms.places(words):
            first = place + terms.at(words, place)
            for here in range(first, min(first + reach, len(words))):
                if b.unless.at(words, here):
                    break
                if here in troubles:
                    return True
    return False


def _good(words: Sequence[str], b: _Book) -> bool:
    """True where a good word stands that nothing before it turns round, in a clause without another trouble."""
    turning = [*b.not_.places(words), *b.none_of.places(words), *b.unless.places(words)]
    troubles = b.trouble.places(words)
    for place in b.good.places(words):
        said = range(place, place + b.good.at(words, place))
        if any(trouble not in said for trouble in troubles):
            continue
        if not any(place - BEFORE_GOOD <= turn < place for turn in turning):
            return True
    return False


def _has_sign(words: Sequence[str], b: _Book) -> bool:
    return any(terms.among(words) for terms in (b.signs, b.trouble, b.not_, b.none_of))


def _carries(joint: str, words: Sequence[str], b: _Book) -> bool:
    """True for "or miss calls" after "we never lose leads": the denial goes on."""
    return joint in ("or", "nor", "ni", "o") and b.trouble.among(words[:REACH])
