"""What a workshop found: who took part by role, where the views differed, and what was agreed. No names."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from advisor.base import CalendarDay, Value

Role = Literal["owner", "office", "dispatcher", "project_manager", "field", "sales"]
FieldName = Annotated[str, Field(max_length=80)]


class Voice(Value):
    """One person's answer to one question, known by role only."""

    role: Role
    value: JsonValue = Field(description="As in an answers file; unknown where the person did not know")


class Dissent(Value):
    """Somebody still sees it differently."""

    role: Role
    note: Annotated[str, Field(max_length=500)] = ""


class Discussed(Value):
    """One question of the workshop."""

    field: FieldName
    voices: Annotated[tuple[Voice, ...], Field(max_length=60)] = ()
    agreement: Annotated[float, Field(ge=0, le=1)] | None = Field(
        default=None, description="0 opposed to 1 of one mind (Tastle and Wierman 2007); None where fewer than two told"
    )
    matters: bool | None = Field(
        default=None, description="True where one of the answers given would change the software, all else as pooled"
    )
    agreed: JsonValue = Field(default=None, description="What the room settled on; null where it did not")
    note: Annotated[str, Field(max_length=1000)] = Field(default="", description="Why, in the room's words")
    dissent: Annotated[tuple[Dissent, ...], Field(max_length=60)] = ()


class Workshop(Value):
    """One workshop, as its report tells it."""

    held_on: CalendarDay = ""
    people: dict[Role, Annotated[int, Field(ge=0, le=200)]] = Field(default={}, description="How many of each role")
    own_options: dict[Annotated[str, Field(max_length=40)], Annotated[int, Field(ge=0, le=200)]] = Field(
        default={}, description="How many people's own answers put each option first"
    )
    questions: Annotated[tuple[Discussed, ...], Field(max_length=120)] = ()
