"""When a roll-out counts as working, and what to correct: `data/outcome.yaml`."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from advisor import files
from advisor.base import Value
from advisor.errors import FileError, KnowledgeError, sentence_of, shown
from advisor.knowledge import Knowledge, data_folder, load_knowledge

Part = Annotated[float, Field(ge=0, le=1)]

GROUPS = ("owner", "office", "dispatch", "project_managers", "field", "sales")
SIDES = ("customer", "project", "job", "joining", "adoption")
FACTS = frozenset(
    {
        "days", "use.mean", "use.inside", "relief", "worse", "given_up.count", "given_up.need", "again", "platforms",
        "no_owner", "spanish",
        *(f"use.{group}" for group in GROUPS), *(f"stuck.{side}" for side in SIDES),
    }
)  # fmt: skip
"""Everything that a check-in can tell in numbers; the head of `data/outcome.yaml` says what each means."""

Facts = dict[str, float]


class Condition(Value):
    """A bound on one fact; a fact that nobody told meets none."""

    fact: str
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Condition:
        if self.fact not in FACTS:
            raise ValueError(f"there is no fact {shown(self.fact)}. The head of the file lists them")
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError(f"the condition on {self.fact} needs at_least or at_most, and not both")
        return self

    def holds(self, facts: Facts) -> bool:
        """True where the fact is known and within the bound."""
        value = facts.get(self.fact)
        if value is None:
            return False
        return value >= self.at_least - 1e-9 if self.at_least is not None else value <= (self.at_most or 0) + 1e-9


class Examples(Value):
    """Facts with which a correction is told, and facts with which it is not."""

    fires: Facts
    silent: Facts


class Correction(Value):
    """What to correct, when and why."""

    id: str
    title: str
    because: str
    do: str
    when: tuple[Condition, ...] = Field(min_length=1)
    sources: tuple[str, ...] = Field(min_length=1)
    examples: Examples

    def fits(self, facts: Facts) -> bool:
        """True where every condition holds."""
        return all(condition.holds(facts) for condition in self.when)


class VerdictScale(Value):
    """From which use and relief on a roll-out counts as working."""

    used_from: Part = Field(description="Mean use (0-1) from which it counts as used")
    half_from: Part = Field(description="Mean use from which it counts as half adopted")
    relieved_from: Part = Field(description="Part of the strong pains that hurt less, from which it counts as relieved")
    source: str

    @model_validator(mode="after")
    def _in_order(self) -> VerdictScale:
        if self.half_from >= self.used_from:
            raise ValueError("half_from must lie below used_from")
        return self


class Expectation(Value):
    """What published figures let expect."""

    says: str
    source: str


class SummaryScale(Value):
    """How figures over several firms are kept from telling of one."""

    least_firms: int = Field(ge=3)
    source: str


class OutcomeBook(Value):
    """All of `data/outcome.yaml`."""

    verdict: VerdictScale
    summary: SummaryScale
    expect: tuple[Expectation, ...]
    corrections: tuple[Correction, ...]


@lru_cache(maxsize=1)
def load_outcome_book() -> OutcomeBook:
    """The book, validated and held against the sources.

    Raises:
        KnowledgeError: the file is missing or an entry is wrong; the sentence names it.
    """
    path = data_folder() / "outcome.yaml"
    try:
        book = OutcomeBook.model_validate(files.parse(files.read_text(path), name=path.name, trusted=True))
    except FileError as error:
        raise KnowledgeError(error.what, where=error.where, do=error.do) from None
    except ValidationError as error:
        where, what, do = sentence_of(error)
        raise KnowledgeError(what, where=f"{path.name}, {where}", do=do) from None
    check_book(book, load_knowledge())
    return book


def check_book(book: OutcomeBook, k: Knowledge) -> None:
    """Every source exists, every id stands once, and every example does what it says.

    Raises:
        KnowledgeError: the first mistake, with file and entry.
    """
    cited = [book.verdict.source, book.summary.source, *(one.source for one in book.expect)]
    cited += [source for one in book.corrections for source in one.sources]
    for source in cited:
        if source not in k.sources:
            raise KnowledgeError(f"there is no source {shown(source)}", where="outcome.yaml", do="Check the spelling.")
    seen: set[str] = set()
    for one in book.corrections:
        where = f"outcome.yaml, correction {one.id}"
        if one.id in seen:
            raise KnowledgeError("it stands twice", where=where, do="Keep one of them.")
        seen.add(one.id)
        for facts, fires in ((one.examples.fires, True), (one.examples.silent, False)):
            wrong = sorted(set(facts) - FACTS)
            if wrong:
                raise KnowledgeError(f"there is no fact {shown(wrong[0])}", where=where, do="The head lists them.")
            if one.fits(facts) is not fires:
                raise KnowledgeError(
                    f"its example that {'fires' if fires else 'stays silent'} does not", where=where,
                    do="Mend the example or the condition.",
                )  # fmt: skip


Verdict = Literal["working", "used_no_relief", "half", "not_used", "too_early"]
