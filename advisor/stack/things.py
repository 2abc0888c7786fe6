"""What passes between the systems of a firm, and in which order they are joined (`data/blueprint.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from string import Formatter
from typing import Literal

from pydantic import Field, field_validator, model_validator

from advisor.base import Value
from advisor.questionnaire.answers import Signals
from advisor.scoring.options import Kind

Holder = Kind | Literal["accounting", "clock", "photos", "each"]
Target = Kind | Literal["accounting"]
Condition = Literal[
    "no_books", "has_books", "quickbooks", "quickbooks_desktop", "other_books", "one_side", "both_sides", "two_new",
    "kept", "open_link", "partner_link", "connector_link",
]  # fmt: skip
BLANKS = frozenset({"books", "platforms", "kept", "first", "open", "partner", "connector"})
"""What the words of a step may leave to be filled in."""

WHOLE_WORD_UP_TO = 3
_DENIED = re.compile(r"\b(not|no|nothing|never|none|cannot|without|excludes?|excluding|unused)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;.]|,(?=[^,;.]*\b(?:not|no|never|cannot)\b)")


class Thing(Value):
    """Something that passes between systems: who holds it, where it goes, by which rule, and what breaks."""

    id: str
    label: str
    held_by: tuple[Holder, ...] = Field(min_length=1, description="Who may hold it, the usual one first")
    capability: str | None = Field(default=None, description="A platform that a page shows to lack it is passed over")
    goes_to: tuple[Target, ...]
    needs: tuple[str, ...] = Field(default=(), description="A need for one of these capabilities makes it matter")
    signals: tuple[str, ...] = Field(default=(), description="So does one of these marks of the work")
    both_sides: bool = Field(default=False, description="So do two platforms that both carry work")
    unless: Literal["shared_crews"] | None = Field(default=None, description="An answer whose no makes it not matter")
    words: tuple[str, ...] = Field(description="What the page of a link may call it")
    flat: bool = Field(description="True where a no-code connector can carry it")
    join: Literal["J1", "J2", "J3"] | None = None
    rule: str
    judged: str = Field(default="", description="Which part of this no page says: our own judgement")
    pitfall: str
    sources: tuple[str, ...] = Field(min_length=1)

    @property
    def always(self) -> bool:
        """True where it matters to every firm."""
        return not (self.needs or self.signals or self.both_sides)

    @cached_property
    def _named(self) -> re.Pattern[str] | None:
        parts = [rf"{re.escape(word)}s?\b" if len(word) <= WHOLE_WORD_UP_TO else re.escape(word) for word in self.words]
        # No word starts after a hyphen: "real-time" speaks of no hours.
        return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})", re.IGNORECASE) if parts else None

    def named_in(self, text: str) -> bool:
        """True where words on what a link carries name this thing, in a clause that does not deny it."""
        if self._named is None or not self._named.search(text):
            return False
        return any(self._named.search(part) and not _DENIED.search(part) for part in _CLAUSE.split(text))


class Step(Value):
    """One step of joining the systems; every condition of `when` has to hold."""

    id: str
    when: tuple[Condition, ...]
    title: str
    text: str
    sources: tuple[str, ...] = Field(min_length=1)

    @field_validator("text")
    @classmethod
    def _has_known_blanks(cls, text: str) -> str:
        unknown = {name for _, name, _, _ in Formatter().parse(text) if name is not None} - BLANKS
        if unknown:
            raise ValueError(f"{{{min(unknown)}}} cannot be filled in. Use one of {', '.join(sorted(BLANKS))}")
        return text


class BlueprintBook(Value):
    """All of `data/blueprint.yaml`."""

    matters_from: float = Field(gt=0, le=10, description="Need (0-10) from which a thing matters")
    things: tuple[Thing, ...]
    steps: tuple[Step, ...]

    @model_validator(mode="after")
    def _names_marks_that_exist(self) -> BlueprintBook:
        for thing in self.things:
            for signal in thing.signals:
                if signal not in Signals.model_fields:
                    raise ValueError(f"{thing.id} names the mark {signal}, which no question asks for")
        return self

    @cached_property
    def by_id(self) -> Mapping[str, Thing]:
        """The things by their id."""
        return {thing.id: thing for thing in self.things}

    def references(self) -> Iterator[tuple[str, str, str]]:
        """(kind, id, where) of everything that another file must know."""
        for thing in self.things:
            where = f"entry {thing.id}"
            for source in thing.sources:
                yield "source", source, f"{where}, field sources"
            for capability in thing.needs:
                yield "capability", capability, f"{where}, field needs"
            if thing.capability is not None:
                yield "capability", thing.capability, f"{where}, field capability"
        for step in self.steps:
            for source in step.sources:
                yield "source", source, f"entry {step.id}, field sources"
