"""From the words of a passage to the pains it may tell of, learnt from `data/phrases.yaml` when first asked.

Two questions are kept apart. *What is it about?* One of the pains, or nothing on the list: complement naive Bayes.
*Is it told as a trouble?* Logistic regression, over what the words say of any matter. So what was learnt of "nobody"
and "used to" from one pain helps with all others. No weights are stored, so none can grow stale; every sum runs in
the order of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from advisor.questionnaire.own_words.book import Phrase, PhraseBook, phrases
from advisor.questionnaire.own_words.features import BLOCKS, Features, Seen
from advisor.questionnaire.own_words.fine import fine_clauses
from advisor.questionnaire.own_words.learn import Vector, Vocabulary, beside, complement_bayes, logistic
from advisor.questionnaire.own_words.lexicon import Heard, Lexicon
from advisor.questionnaire.own_words.marks import NOWHERE, marks_of
from advisor.questionnaire.own_words.speech import Sentence, sentences

RAREST = (2, 2, 4)
"""A piece, row of words or pair of marks of fewer sentences than this joins nothing, and is left out."""
SMOOTHING = 0.3
CERTAINTY = 1.8
"""Sharpens the shares of the pains; a little less than they deserve, so that the second best is still heard."""
TROUBLE_FROM = 1
"""Trouble is told from this block of features on: pieces of words say what it is about, and mislead here."""
PENALTY = 1 / 3
STEPS = 30
APART = 3.0
"""How much a sentence about nothing on the list counts beside one that says a pain is none; most words are such."""


class Passage(NamedTuple):
    """Clauses that are read together."""

    clauses: tuple[Heard, ...]
    fine: tuple[bool, ...]
    """What the rules say of each clause."""
    asked: bool

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(clause.words) for clause in self.clauses)

    def part(self, first: int, end: int) -> Passage:
        """The clauses from *first* to before *end*."""
        return Passage(self.clauses[first:end], self.fine[first:end], self.asked)


class Weighed(NamedTuple):
    """What the model makes of a passage."""

    trouble: float
    """Log odds that it tells of a trouble; 0 is even."""
    pains: Vector
    """For each pain of the book the probability that it is about that, were it a trouble."""


class Model:
    """A fitted model; `weigh` is a pure function of the passage."""

    def __init__(self, training: Sequence[Phrase], book: PhraseBook) -> None:
        self.pains = tuple(book.pains)
        spoken = [tuple(sentences(phrase.text)) for phrase in training]
        self._lexicon = Lexicon(book, (word.plain for one in spoken for sentence in one for clause in sentence
                                       for word in clause.words))  # fmt: skip
        self._features = Features()
        seen = [self._seen(self._whole(one, "?" in phrase.text)) for one, phrase in zip(spoken, training, strict=True)]
        self._features.learns = False
        self._known = [Vocabulary([one.codes[block] for one in seen], RAREST[block]) for block in range(BLOCKS)]
        widths = [len(known.codes) for known in self._known]
        self._first = np.concatenate([[0], np.cumsum(widths)])
        rows = [known.learnt for known in self._known]

        numbers = {pain: n for n, pain in enumerate(self.pains)}
        other = len(numbers)
        about = np.array([other if phrase.about is None else numbers[phrase.about] for phrase in training], np.int64)
        self._about = complement_bayes(beside(rows), about, other + 1, SMOOTHING)

        wrong = np.array([phrase.wrong for phrase in training])
        heavy = np.where(wrong, 1 / max(wrong.sum(), 1), 1 / max((~wrong).sum(), 1)) * len(training) / 2
        heavy = heavy * np.where(about == other, APART, 1.0)
        weights, self._usual = logistic(beside(rows[TROUBLE_FROM:]), wrong, heavy, PENALTY, STEPS)
        self._trouble = np.concatenate([np.zeros(self._first[TROUBLE_FROM]), weights])

    def hear(self, sentence: Sentence, asked: bool) -> Passage:
        """*sentence* as it was most likely meant; *asked*: it ends in a question mark."""
        clauses = tuple(map(self._lexicon.hear, sentence))
        return Passage(clauses, fine_clauses(clauses), asked)

    def whole(self, text: str) -> Passage:
        """All of *text* as one passage."""
        return self._whole(sentences(text), "?" in text)

    def _whole(self, spoken: Iterable[Sentence], asked: bool) -> Passage:
        return joined([self.hear(sentence, False) for sentence in spoken])._replace(asked=asked)

    def weigh(self, passage: Passage) -> Weighed:
        """How likely *passage* tells of a trouble, and of which."""
        seen = self._seen(passage)
        scores, trouble = np.zeros(len(self.pains) + 1), self._usual
        for block, known in enumerate(self._known):
            found = known.row(seen.codes[block])
            columns = found.columns + self._first[block]
            scores += np.sum(found.values[:, None] * self._about[columns], axis=0)
            trouble += float(np.sum(found.values * self._trouble[columns]))
        odds = np.exp(CERTAINTY * (scores - scores.max()))
        return Weighed(trouble, odds[:-1] / odds.sum())

    def shares(self, passage: Passage, pain: int) -> Vector:
        """How much each word of *passage* speaks for one pain."""
        out = np.zeros(passage.words)
        seen = self._seen(passage)
        for block, known in enumerate(self._known):
            found, places = known.row(seen.codes[block]), seen.places[block]
            of_code = found.values * self._about[found.columns + self._first[block], pain]
            met = (found.at >= 0) & (places != NOWHERE)
            times = np.bincount(found.at[met], minlength=len(found.values))
            np.add.at(out, places[met], (of_code / np.maximum(times, 1))[found.at[met]])
        return out

    def _seen(self, passage: Passage) -> Seen:
        return self._features.of(passage.clauses, marks_of(passage.clauses, passage.fine, passage.asked))


def joined(passages: Sequence[Passage]) -> Passage:
    """Passages that follow one another, as one."""
    return Passage(
        tuple(chain.from_iterable(one.clauses for one in passages)),
        tuple(chain.from_iterable(one.fine for one in passages)),
        any(one.asked for one in passages),
    )


@lru_cache(maxsize=2)
def model_of(book: PhraseBook) -> Model:
    """The model that has learnt from every sentence of *book*; fitted once."""
    return Model(phrases(book), book)
