"""Free text in, proposed pains out. Nothing is ever answered here: the visitor confirms or declines each one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from advisor.base import Value
from advisor.questionnaire.own_words.book import PhraseBook
from advisor.questionnaire.own_words.learn import Vector
from advisor.questionnaire.own_words.model import Model, Passage, joined, model_of
from advisor.questionnaire.own_words.speech import sentences

LONGEST_TEXT = 5000
"""Characters that are read; an answers file holds no more."""
ENOUGH = 0.2
"""Probability from which a pain is proposed; it and the next five were set by cross-validation (docs/own-words.md)."""
CLEAR = 0.7
"""How much it counts that a passage is clearly about one pain, beside that it is told as a trouble."""
BESIDE_THE_BEST = 0.15
"""A pain of one passage is proposed only from this share of the likeliest there."""
FAR_BEHIND = 0.45
"""A pain is left out whose probability falls below this share of the best in the text."""
OF_THE_CLAUSE = 0.6
"""How much a clause says itself of whether it is a trouble; the rest is said by its sentence."""
OF_THE_TEXT = 0.5
"""How much the whole text says of whether a passage is a trouble: who praises goes on praising."""
FROM_ONE_PASSAGE = 3
AT_MOST = 6
SHORTEST = 2
"""Words from which a clause is also read by itself."""
MATCHED = 0.15
"""A word matched when it adds this share of what the strongest word adds."""
A_WORD = 3
"""Letters that a word has at least to speak for a pain by itself: "ni" does not."""
AS_GOOD = 0.85
"""A shorter passage is quoted instead of the one that scored best when it reaches this share of its score."""


class Proposal(Value):
    """A pain that a text seems to tell of; *quote* is `text[start:end]` of that text, word for word."""

    pain: str
    score: float
    quote: str
    start: int
    end: int
    words: tuple[str, ...]


class _Found(NamedTuple):
    """A passage that tells of a pain."""

    score: float
    passage: Passage


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
    found: dict[int, list[_Found]] = {}
    for pain, one in _in_text(text, model):
        found.setdefault(pain, []).append(one)
    score = {pain: max(one.score for one in several) for pain, several in found.items()}
    ranked = sorted(found, key=lambda pain: (-round(score[pain], 6), pain))
    near = [pain for pain in ranked if score[pain] >= FAR_BEHIND * score[ranked[0]]]
    kept = [pain for pain in near if model.pains[pain] not in declined]
    proposals = (_proposal(text, pain, score[pain], found[pain], model) for pain in kept)
    told = (one for one in proposals if any(len(word) >= A_WORD for word in one.words))
    return tuple(islice(told, most))


def _in_text(text: str, model: Model) -> Iterator[tuple[int, _Found]]:
    """What each sentence tells of, each two in a row, and each clause and two in a row where there are several."""
    heard = _hear(text, model)
    told = [model.weigh(sentence).trouble for sentence in heard]
    whole = float(np.mean(told)) if told else 0.0
    for n, sentence in enumerate(heard):
        yield from _in_passage(sentence, told[n], whole, model)
        if n:
            yield from _in_passage(joined(heard[n - 1 : n + 1]), None, whole, model)
        count = len(sentence.clauses)
        for size in (1, 2):
            for first in range(count - size + 1 if count > size else 0):
                some = sentence.part(first, first + size)
                if some.words >= SHORTEST:
                    own = OF_THE_CLAUSE * model.weigh(some).trouble + (1 - OF_THE_CLAUSE) * told[n]
                    yield from _in_passage(some, own, whole, model)


def _hear(text: str, model: Model) -> list[Passage]:
    """The sentences of *text*; one is asked when a question mark stands between its last word and the next."""
    spoken = list(sentences(text))
    heard = []
    for n, sentence in enumerate(spoken):
        end = spoken[n + 1][0].words[0].start if n + 1 < len(spoken) else len(text)
        heard.append(model.hear(sentence, "?" in text[sentence[-1].words[-1].end : end]))
    return heard


def _in_passage(passage: Passage, told: float | None, whole: float, model: Model) -> Iterator[tuple[int, _Found]]:
    wrong = _not_denied(passage)
    if not wrong.clauses:
        return
    weighed = model.weigh(passage)
    if wrong.words != passage.words:
        # All of it says how it sounds, but only what is wrong says of what: "typed twice, but we never miss a call".
        weighed = weighed._replace(pains=model.weigh(wrong).pains)
    own = weighed.trouble if told is None else told
    trouble = (1 - OF_THE_TEXT) * own + OF_THE_TEXT * whole
    likely = np.argsort(-weighed.pains, kind="stable")[:FROM_ONE_PASSAGE]
    for pain in likely:
        share = float(weighed.pains[pain])
        if share < BESIDE_THE_BEST * weighed.pains[likely[0]] or share <= 0:
            return
        score = 1 / (1 + np.exp(-(trouble + CLEAR * np.log(share))))
        if score >= ENOUGH:
            yield int(pain), _Found(float(score), wrong)


def _not_denied(passage: Passage) -> Passage:
    """The clauses of *passage* that do not say that something goes well."""
    kept = [clause for clause, fine in zip(passage.clauses, passage.fine, strict=True) if not fine]
    return Passage(tuple(kept), (False,) * len(kept), passage.asked)


def _proposal(text: str, pain: int, score: float, found: Sequence[_Found], model: Model) -> Proposal:
    good = [one for one in found if one.score >= AS_GOOD * score]
    passage = min(good, key=lambda one: (one.passage.words, -one.score)).passage
    words = [word for clause in passage.clauses for word in clause.words]
    strong = _matched(model.shares(passage, pain))
    first, last = words[strong[0]], words[strong[-1]]
    return Proposal(
        pain=model.pains[pain],
        score=round(score, 4),
        quote=text[first.start : last.end],
        start=first.start,
        end=last.end,
        words=tuple(text[words[n].start : words[n].end] for n in strong),
    )


def _matched(shares: Vector) -> list[int]:
    """Places of the words that speak for a pain; all where none does."""
    most = max(shares)
    return [n for n, share in enumerate(shares) if share > 0 and share >= MATCHED * most] or list(range(len(shares)))
