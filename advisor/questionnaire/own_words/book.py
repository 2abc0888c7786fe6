"""What people say when something goes wrong, and when nothing does: `data/phrases.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field, ValidationError

from advisor import files
from advisor.base import Value
from advisor.errors import FileError, KnowledgeError, sentence_of
from advisor.questionnaire.own_words.speech import plain_words

Language = Literal["en", "es"]


class Said(Value):
    """Short sentences in each of the two languages."""

    en: tuple[str, ...] = ()
    es: tuple[str, ...] = ()

    def all(self) -> Iterator[tuple[Language, str]]:
        """Every sentence with its language, English first."""
        yield from (("en", text) for text in self.en)
        yield from (("es", text) for text in self.es)


class Collected(Value):
    """Sentences that say the same: those collected beside the pains, and more to learn from."""

    collected: Said = Field(description="Collected together with the pains")
    more: Said = Field(description="Written to learn from")


class OfPain(Collected):
    """Sentences about one pain."""

    fine: Said = Field(default=Said(), description="About the same matter, with nothing wrong")


class Tones(Value):
    """Words that tell whether something goes well or badly, whatever it is about; what each weighs is learnt."""

    negates: tuple[str, ...] = Field(description="Turns the next words round: never, nobody, sin")
    bad: tuple[str, ...] = Field(description="What is bad to happen: lose, late, wait")
    wanted: tuple[str, ...] = Field(description="What ought to happen: answer, sign, pay")
    good: tuple[str, ...] = Field(description="Speaks of things done well: on time, easy, a tiempo")
    awful: tuple[str, ...] = Field(description="Complains by itself: nightmare, sick of, harto")
    glad: tuple[str, ...] = Field(description="Praises by itself: no complaints, like clockwork")
    behind: tuple[str, ...] = Field(description="It was so once: used to, since we, ya no")
    asks: tuple[str, ...] = Field(description="Asks about software or advice: how much, can I, se puede")
    states: tuple[str, ...] = Field(description="States a plain fact: we have, located, somos")
    leans: tuple[str, ...] = Field(description="Small words that lean to one side: only, still, hasta")


class FineWords(Value):
    """Words that tell whether a clause says that something is fine. Each entry is one word or several in a row."""

    trouble: tuple[str, ...] = Field(description="What is bad to have: problem, late, lose")
    not_: tuple[str, ...] = Field(alias="not", description="What turns the next words round: never, don't, nunca")
    none_of: tuple[str, ...] = Field(description="Stands right before a trouble: no (problem), sin (quejas)")
    unless: tuple[str, ...] = Field(description="Between the two, these undo the turn: know, until")
    good: tuple[str, ...] = Field(description="Says by itself that it goes well: is fine, under control")
    wish: tuple[str, ...] = Field(description="The good is only wished for: would love, should, quisiera")
    over: tuple[str, ...] = Field(description="It was so once: used to, not anymore")
    over_alone: tuple[str, ...] = Field(description="The same, only where it stands alone: ya no, no more")
    still: tuple[str, ...] = Field(description="It is not over: still, todavía")
    not_ours: tuple[str, ...] = Field(description="Not part of this work: we don't do, no hacemos")
    signs: tuple[str, ...] = Field(description="Hints at trouble; a clause without any follows the fine one beside it")
    but: tuple[str, ...] = Field(description="Turns from the fine to the bad: but, except, pero")


class PhraseBook(Value):
    """All of `data/phrases.yaml`."""

    source: str
    pains: dict[str, OfPain]
    fine: Collected = Field(description="Sentences about nothing on the list: facts, questions, praise, other troubles")
    families: dict[str, tuple[str, ...]] = Field(
        description="Words of one meaning in both languages; an ending * stands for any ending"
    )
    tones: Tones
    fine_words: FineWords

    def __hash__(self) -> int:
        # A book is read once and then the same object everywhere; hashing its thousands of sentences would cost more.
        return id(self)


class Phrase(NamedTuple):
    """One sentence to learn from: the pain it is about (None: nothing on the list), and whether that is wrong here."""

    about: str | None
    wrong: bool
    language: Language
    text: str
    collected: bool

    @property
    def pain(self) -> str | None:
        """The pain it tells of; None where nothing is wrong."""
        return self.about if self.wrong else None


def phrases(book: PhraseBook) -> tuple[Phrase, ...]:
    """Every sentence of *book* in the order of the file."""
    out: list[Phrase] = []

    def add(about: str | None, wrong: bool, said: Said, collected: bool) -> None:
        out.extend(Phrase(about, wrong, language, text, collected) for language, text in said.all())

    for pain, said in book.pains.items():
        add(pain, True, said.collected, True)
        add(pain, True, said.more, False)
        add(pain, False, said.fine, False)
    add(None, False, book.fine.collected, True)
    add(None, False, book.fine.more, False)
    return tuple(out)


@lru_cache(maxsize=2)
def load_phrases(folder: Path) -> PhraseBook:
    """The book in the data folder, read once.

    Raises:
        KnowledgeError: the file is missing or malformed; the sentence names file and field.
    """
    path = folder / "phrases.yaml"
    try:
        data = files.parse(files.read_text(path), name=path.name, trusted=True)
        book = PhraseBook.model_validate(data)
    except FileError as error:
        raise KnowledgeError(error.what, where=error.where, do=error.do) from None
    except ValidationError as error:
        where, what, do = sentence_of(error)
        raise KnowledgeError(what, where=f"{path.name}, {where}" if where else path.name, do=do) from None
    seen: dict[tuple[str, ...], str] = {}
    for phrase in phrases(book):
        words = tuple(plain_words(phrase.text))
        if words in seen:
            raise KnowledgeError(f"{phrase.text!r} stands here twice", where=path.name, do="Remove one of the two.")
        seen[words] = phrase.text
    return book
