"""What a reveal shows, as values: the screen and the report print them and compute nothing.

Places on a scale, agreement and shares of tries run from 0 to 1. Persons are known by role only.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, JsonValue

from advisor.base import Value
from advisor.questionnaire.agreed import Role
from advisor.scoring.options import Category
from advisor.scoring.sureness import CertaintyWord

Kind = Literal["decides", "together", "how_sure", "disputed", "agreed", "open"]
"""What a question does to the advice, most first: an answer that somebody gave changes the software; it does so
together with one other answer; it changes how sure the advice is; the views differ and nothing changes; one view; fewer
than two people told."""

KINDS: tuple[Kind, ...] = ("decides", "together", "how_sure", "disputed", "agreed", "open")

Roles = dict[Role, int]
"""How many of each role, in the order of `data/workshop.yaml`; nobody of a role is left out."""


class Named(Value):
    """An option with its name."""

    option: str
    name: str
    category: Category


class Mark(Value):
    """One person's answer as a mark on the scale of its question."""

    role: Role
    place: float = Field(ge=0, le=1, description="A range lies at its middle")
    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)


class GivenAnswer(Value):
    """One of the different answers to a question, and what would come first if the room agreed on it."""

    value: JsonValue = Field(description="As in an answers file")
    words: str
    roles: Roles = Field(description="Who gave it")
    first: Named = Field(description="What comes first with it, all else as pooled")
    changes: bool = Field(description="True where that is other software than the pooled answers give")
    certainty: CertaintyWord | None = Field(
        default=None, description="How sure it would be then; worked out only where no answer changes the software"
    )


class Judged(Value):
    """One question: who said what, how far they agree, and whether it matters."""

    field: str = Field(description="Dotted; pains.<id> for one pain")
    short: str
    ask: str
    kind: Kind
    differ: str = Field(description="Why people of one firm see this differently")
    told: int = Field(ge=0, description="People who gave an answer other than not knowing")
    unknown: Roles = Field(description="Who did not know")
    silent: Roles = Field(description="Who said nothing")
    given: tuple[GivenAnswer, ...] = Field(description="From one end of the scale to the other")
    marks: tuple[Mark, ...] = Field(description="Every answer on the scale; empty where answers have no order")
    pooled: JsonValue = Field(description="One answer from all; unknown where a tie leaves it open, null where untold")
    pooled_words: str
    tie: tuple[str, ...] = Field(description="The answers that came out even, in words")
    agreement: float | None = Field(description="0 opposed to 1 of one mind; None where fewer than two people told")
    matters: bool | None = Field(description="True where an answer given changes the software; None where too few told")
    sentence: str
    parts: tuple[Judged, ...] = Field(default=(), description="The single pains, by the same order of kinds")


class OwnView(Value):
    """What one person's own answers give, laid over what was told beforehand."""

    role: Role
    first: Named
    same: bool = Field(description="True where the pooled answers give the same")


class RoleView(Value):
    """What the pooled answers of one role give."""

    role: Role
    label: str
    people: int
    alone: bool = Field(description="True where one person is the whole role, so that this is what that person said")
    first: Named
    same: bool
    sentence: str


class PooledView(Value):
    """What the pooled answers of all give."""

    first: Named
    certainty: CertaintyWord
    acceptability: dict[str, float] = Field(
        description="Share of tries in which each option comes first, over everything that was said"
    )
    sentence: str


class PairView(Value):
    """The smallest two answers that together give other software, where no single one does."""

    fields: tuple[str, str]
    values: tuple[JsonValue, JsonValue]
    words: tuple[str, str]
    roles: tuple[Roles, Roles]
    first: Named
    size: float = Field(description="Sum of the distances from the pooled answers, each 0 to 1")
    sentence: str


class Reveal(Value):
    """Everything a room sees after it has answered."""

    key: str = Field(description="SHA-256 of all that this depends on; equal keys give equal reveals")
    people: Roles
    own: tuple[OwnView, ...] = Field(description="Each person, by role and then by option")
    own_options: dict[str, int] = Field(description="How many people's own answers put each option first, most first")
    roles: tuple[RoleView, ...]
    pooled: PooledView
    questions: tuple[Judged, ...] = Field(description="What matters first: by kind, then the least agreed on first")
    pair: PairView | None
    alone: tuple[Role, ...] = Field(description="Roles of one person: what they said can be told from the reveal")
    sentences: tuple[str, ...] = Field(description="The reveal in a few sentences, in the order in which to read them")

    def question(self, field: str) -> Judged:
        """The question of that field, or the single pain; raises KeyError for any other."""
        for one in self.questions:
            for found in (one, *one.parts):
                if found.field == field:
                    return found
        raise KeyError(field)
