"""Free text in, proposed pains out. Nothing is ever answered here: the visitor confirms or declines each one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import NamedTuple

import numpy as np

from advisor.base import Value
from advisor.questionnaire.own_words.book import PhraseBook
from advisor.questionnaire.own_words.fine import fine_clauses
from advisor.questionnaire.own_words.model import Model, model_of
from advisor.questionnaire.own_words.speech import Word, sentences

LONGEST_TEXT = 5000
"""Characters that are read; an answers file holds no more."""
ENOUGH = 0.2
"""Score from which a pain is proposed; it and the next were set by cross-validation, see docs/own-words.md."""
ENOUGH_WHEN_STATED = 0.5
"""The same for words without a sign of trouble ("we use QuickBooks"): most of those only tell how the work is done."""
BESIDE_THE_BEST = 0.35
"""A pain of one clause is proposed only from this share of the best score there."""
FROM_ONE_CLAUSE = 3
AT_MOST = 6
LONGEST_SENTENCE = 24
"""Words up to which a sentence is also read as a whole."""
ALONE_FROM = 5
"""Letters from which a word may stand alone: "invoicing" may, "no" may not."""
MATCHED = 0.3
"""A word matched when it adds this share of what the strongest word adds."""


class Proposal(Value):
    """A pain that a text seems to tell of; *quote* is `text[start:end]` of that text, word for word."""

    pain: str
    score: float
    quote: str
    start: int
    end: int
    words: tuple[str, ...]


class _Found(NamedTuple):
    score: float
    words: tuple[Word, ...]


def propose(
    text: str, book: PhraseBook, *, declined: Collection[str] = (), most: int = AT_MOST, model: Model | None = None
) -> tuple[Proposal, ...]:
    """The pains that *text* seems to tell of, most likely first, each with the words that led to it.

    Args:
        text: what somebody wrote, in English or Spanish; read up to 5,000 characters.
        book: the sentences to learn from.
        declined: pains not to propose.
        most: at most so many.
        model: another fitted model than the one of *book*, for measurements.
    """
    text = text[:LONGEST_TEXT]
    model = model or model_of(book)
    best: dict[int, _Found] = {}
    for spoken in sentences(text):
        sentence = tuple(clause._replace(words=tuple(map(model.mended, clause.words))) for clause in spoken)
        fine = fine_clauses(sentence, book.fine_words)
        for good, clauses in groupby(zip(fine, sentence, strict=True), key=lambda pair: pair[0]):
            if not good:
                for pain, found in _in_run([clause.words for _, clause in clauses], model):
                    if pain not in best or found.score > best[pain].score:
                        best[pain] = found
    ranked = sorted(best, key=lambda pain: (-round(best[pain].score, 6), pain))
    kept = [pain for pain in ranked if model.pains[pain] not in declined]
    return tuple(_proposal(text, pain, best[pain], model) for pain in kept[:most])


def _in_run(run: list[tuple[Word, ...]], model: Model) -> Iterator[tuple[int, _Found]]:
    """What clauses in a row tell of: each by itself, then with its neighbour and all together.

    Clauses are read together only where one of them tells of nothing by itself ("I spend on Google and got no idea if
    it works"); otherwise words of two different troubles would make up a third.
    """
    tells = [False] * len(run)
    whole = sum(len(words) for words in run) <= LONGEST_SENTENCE
    for size in sorted({1, 2, len(run)} if whole else {1, 2}):
        for first in range(len(run) - size + 1):
            if size > 1 and all(tells[first : first + size]):
                continue
            words = tuple(word for words in run[first : first + size] for word in words)
            for pain, found in _in_words(words, model):
                tells[first] = tells[first] or size == 1
                yield pain, found


def _in_words(words: tuple[Word, ...], model: Model) -> Iterator[tuple[int, _Found]]:
    plain = [word.plain for word in words]
    if len(plain) == 1 and len(plain[0]) < ALONE_FROM:
        return
    scores = model.score(plain)
    enough = ENOUGH if model.tells_trouble(plain) else ENOUGH_WHEN_STATED
    floor = max(enough, BESIDE_THE_BEST * float(scores.max(initial=0.0)))
    for pain in np.argsort(-scores, kind="stable")[:FROM_ONE_CLAUSE]:
        if scores[pain] >= floor:
            yield int(pain), _Found(float(scores[pain]), words)


def _proposal(text: str, pain: int, found: _Found, model: Model) -> Proposal:
    shares = model.shares([word.plain for word in found.words], pain)
    strong = [n for n, share in enumerate(shares) if share > 0 and share >= MATCHED * shares.max()]
    first, last = found.words[strong[0]], found.words[strong[-1]]
    return Proposal(
        pain=model.pains[pain],
        score=round(found.score, 4),
        quote=text[first.start : last.end],
        start=first.start,
        end=last.end,
        words=tuple(text[found.words[n].start : found.words[n].end] for n in strong),
    )
