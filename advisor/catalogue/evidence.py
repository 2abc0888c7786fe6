"""What a catalogue entry is made of: ids, pages, and the facts that name a page."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from advisor.base import Value
from advisor.catalogue.ageing import AsOf
from advisor.catalogue.joining import LinkKind
from advisor.errors import shown
from advisor.sources import Grade

Side = Literal["crm", "pm", "fsm"]
Level = Literal["full", "partial", "none"]


def _shaped(pattern: str, wanted: str) -> Any:
    form = re.compile(pattern)

    def check(value: str) -> str:
        if not form.fullmatch(value):
            raise ValueError(f"{shown(value)} is not {wanted}")
        return value

    return AfterValidator(check)


def one_of(*words: str) -> Any:
    choices = f"{', '.join(('true', 'false', *words[:-1]))} or {words[-1]}"

    def check(value: Any) -> Any:
        if isinstance(value, bool) or value in words:
            return value
        raise ValueError(f"{shown(value)} is not one of the choices. Write {choices}")

    return BeforeValidator(check)


VendorId = Annotated[str, _shaped(r"[a-z0-9]+(-[a-z0-9]+)*", "an id. Write small letters, digits and hyphens")]
SystemId = Annotated[str, _shaped(r"[a-z0-9]+([-_][a-z0-9]+)*", "an id. Write small letters, digits, - and _")]
SourceKey = Annotated[str, _shaped(r"s\d+", "a source key. Write s1, s2 and so on")]
WebAddress = Annotated[str, _shaped(r"https?://\S+", "a web address. Start it with https://")]
PageAddress = Annotated[str, _shaped(r"(https?://\S+)?", "a web address. Start it with https://")]
Day = Annotated[str, _shaped(r"\d{4}-\d{2}-\d{2}", "a day. Write it like 2026-11-21")]
Text = Annotated[str, Field(max_length=200)]
Texts = Annotated[tuple[Text, ...], Field(max_length=5)]
YesNo = Annotated[bool | Literal["unknown"], one_of("unknown")]
Dollars = Annotated[float, Field(ge=0)]


class VendorSource(Value):
    """A page that a fact was read on. `unsourced` stands for no page at all: our estimate or common knowledge."""

    url: PageAddress
    title: Text
    kind: Literal["vendor", "review", "guide", "news", "competitor", "unsourced"]
    as_of: AsOf
    grade: Grade = Field(
        description="A own help pages; B press, neutral guide, accountant; C marketing; D thin or a rival's"
    )

    @model_validator(mode="after")
    def _a_page_has_an_address(self) -> VendorSource:
        if (self.url == "") != (self.kind == "unsourced"):
            raise ValueError("url may be empty only for a source of kind unsourced, and must be empty there")
        return self

    @property
    def doubtful(self) -> bool:
        """True where the page belongs to a rival, or is too thin to be taken at its word."""
        return self.kind == "competitor" or self.grade == "D"


class Fact(Value):
    """How far one capability is covered, and where that was read."""

    level: Level
    source: SourceKey


class Link(Value):
    """A connection to another vendor of the catalogue or to an external system."""

    other: SystemId = Field(alias="with")
    kind: LinkKind
    what: Text = Field(description="What flows, in our own words")
    source: SourceKey


class Strength(Value):
    """Our reading of each side: 0 nothing seen, 1 passable, 2 good, 3 deep."""

    crm: int = Field(ge=0, le=3)
    pm: int = Field(ge=0, le=3)
    fsm: int = Field(ge=0, le=3)


class Fit(Value):
    """The size of firm a product is used in, in people of all kinds."""

    employees_min: int | None = Field(default=None, ge=1)
    employees_max: int | None = Field(default=None, ge=1)
    note: Text = ""
    source: SourceKey

    @model_validator(mode="after")
    def _in_order(self) -> Fit:
        if self.employees_min and self.employees_max and self.employees_min > self.employees_max:
            raise ValueError("employees_min is greater than employees_max. Exchange them")
        return self


class Onboarding(Value):
    """How long setting up takes, in weeks, and how hard it is: 1 easy to 5 hard."""

    weeks_low: int = Field(ge=0)
    weeks_high: int = Field(ge=0)
    difficulty: int = Field(ge=1, le=5)
    source: SourceKey

    @model_validator(mode="after")
    def _in_order(self) -> Onboarding:
        if self.weeks_low > self.weeks_high:
            raise ValueError("weeks_low is greater than weeks_high. Exchange them")
        return self
