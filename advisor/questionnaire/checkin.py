"""How it went: what a contractor tells 90 days and a year after the choice."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from advisor.base import CalendarDay, Value
from advisor.errors import shown

When = Literal["90_days", "1_year"]
Group = Literal["owner", "office", "dispatch", "project_managers", "field", "sales"]
Use = Literal[0, 1, 2, 3]
"""Who of a group works in the new software: 0 nobody, 1 some, 2 most, 3 everybody."""


def _whole(least: int, most: int, words: str) -> Any:
    def check(value: Any) -> Any:
        if value == "unknown" or (
            not isinstance(value, bool) and isinstance(value, (int, float)) and value in range(least, most + 1)
        ):
            return value if value == "unknown" else int(value)
        raise ValueError(f"{shown(value)} is no answer here. Write {words}, or unknown")

    schema = {"anyOf": [{"enum": list(range(least, most + 1))}, {"const": "unknown"}]}
    return BeforeValidator(check), WithJsonSchema(schema)


_USE = _whole(0, 3, "0 nobody, 1 some, 2 most or 3 everybody")
_HURT = _whole(0, 3, "0 none, 1 some, 2 strong or 3 severe")


class CheckIn(Value):
    """One look back. What is left out was not told."""

    when: When
    on: CalendarDay = ""
    vendors: Annotated[tuple[Annotated[str, Field(max_length=80)], ...], Field(max_length=4)] = Field(
        default=(), description="What runs now, as in the decision; where left out, what was decided on"
    )
    adopted: dict[Group, Annotated[Use | Literal["unknown"], *_USE]] = Field(
        default={}, description="Who works in it: 0 nobody, 1 some, 2 most, 3 everybody"
    )
    pains: Annotated[
        dict[Annotated[str, Field(max_length=80)], Annotated[Use | Literal["unknown"], *_HURT]], Field(max_length=200)
    ] = Field(default={}, description="How the pains of then hurt now, 0-3")
    given_up: Annotated[tuple[Annotated[str, Field(max_length=80)], ...], Field(max_length=60)] = Field(
        default=(), description="Capabilities that were bought and are not used (ids of data/capabilities.yaml)"
    )
    given_up_note: Annotated[str, Field(max_length=1000)] = ""
    choose_again: Literal["yes", "no", "unsure"] | None = None
    note: Annotated[str, Field(max_length=2000)] = ""


CheckIns = Annotated[tuple[CheckIn, ...], Field(max_length=2)]
