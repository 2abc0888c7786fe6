"""What is known of words: how they are spelled, which meaning they have, and whether they speak of good or bad."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from advisor.questionnaire.own_words.book import PhraseBook
from advisor.questionnaire.own_words.speech import Clause, Word
from advisor.questionnaire.own_words.spelling import Spelling
from advisor.questionnaire.own_words.terms import Spans, Terms


class Heard(NamedTuple):
    """A clause as it was understood: its words as they were meant, and what stands where in it."""

    words: tuple[Word, ...]
    turns: bool
    """The clause begins with a word like "but"."""
    joint: str
    families: Spans
    tones: Spans
    rules: Spans


class Lexicon:
    """The families, tones and rule words of a book, and the spelling of all its words."""

    def __init__(self, book: PhraseBook, words: Iterable[str]) -> None:
        """*words*: more words that are taken for spelled right, as often as they are met."""
        rules, tones = book.fine_words.model_dump(by_alias=False), book.tones.model_dump()
        self._kinds = {
            **dict.fromkeys(book.families, "families"),
            **{f"t:{name}": "tones" for name in tones},
            **{f"r:{name}": "rules" for name in rules},
        }
        self._terms = Terms(
            {
                **book.families,
                **{f"t:{name}": terms for name, terms in tones.items()},
                **{f"r:{name}": terms for name, terms in rules.items()},
            }
        )
        self._spelling = Spelling(words, self._terms)

    def hear(self, clause: Clause) -> Heard:
        """*clause* with its words mended and looked up."""
        words = tuple(Word(self._spelling.mend(word.plain), word.start, word.end) for word in clause.words)
        spans: dict[str, Spans] = {"families": {}, "tones": {}, "rules": {}}
        for name, found in self._terms.of([word.plain for word in words]).items():
            spans[self._kinds[name]][name.split(":", 1)[-1]] = found
        turns = "r:but" in self._terms.of_word(clause.joint)
        return Heard(words, turns, clause.joint, spans["families"], spans["tones"], spans["rules"])
