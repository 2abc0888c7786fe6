"""What a catalogue entry is made of: ids, pages, and the facts that name a page."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from advisor.base import Value
from advisor.catalogue.ageing import AsOf
from advisor.catalogue.joining import Joining, LinkKind
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
SourceKey = Annotated[str, _shaped(r"[sod]\d+", "a source key. Write s1, s2 and so on")]
WebAddress = Annotated[str, _shaped(r"https?://\S+", "a web address. Start it with https://")]
PageAddress = Annotated[str, _shaped(r"(https?://\S+)?", "a web address. Start it with https://")]
Day = Annotated[str, _shaped(r"\d{4}-\d{2}-\d{2}", "a day. Write it like 2026-11-21")]
Text = Annotated[str, Field(max_length=200)]
YesNo = Annotated[bool | Literal["unknown"], one_of("unknown")]
Dollars = Annotated[float, Field(ge=0)]


def is_own(key: str | None) -> bool:
    """True for the key of a source that stands in a consultant's own file, not in the shipped catalogue."""
    return key is not None and key.startswith("o")


def is_seen(key: str | None) -> bool:
    """True for the key of what a contractor saw in a demo or was quoted; it stands in no file of vendors."""
    return key is not None and key.startswith("d")


class VendorSource(Value):
    """A page that a fact was read on. `unsourced` stands for no page at all: our estimate or common knowledge."""

    url: PageAddress = ""
    title: Text
    kind: Literal["vendor", "review", "guide", "news", "competitor", "own", "seen", "unsourced"] = Field(
        description="own: what a consultant has seen or been told; only in a consultant's own file. "
        "seen: what the contractor saw in a demo; in no file"
    )
    as_of: AsOf
    grade: Grade = Field(
        description="A own help pages; B press, neutral guide, accountant; C marketing; D thin or a rival's"
    )

    @model_validator(mode="after")
    def _a_page_has_an_address(self) -> VendorSource:
        if self.kind not in ("own", "seen") and (self.url == "") != (self.kind == "unsourced"):
            raise ValueError(
                "url may be empty only for a source of kind unsourced or own, and must be empty for unsourced"
            )
        return self

    @property
    def doubtful(self) -> bool:
        """True where the page belongs to a rival, or is too thin to be taken at its word."""
        return self.kind == "competitor" or self.grade == "D"

    def as_good_as(self, other: VendorSource) -> bool:
        """True where this page is to be trusted no less than *other*: no more doubtful, and of a grade as high."""
        return self.kind != "unsourced" and self.doubtful <= other.doubtful and self.grade <= other.grade


class Reading(Value):
    """What another page says of the same capability. The better page decides; this one is kept and shown."""

    level: Level
    source: SourceKey


class Fact(Value):
    """How far one capability is covered, and where that was read; `also` holds what other pages say of it."""

    level: Level
    source: SourceKey
    also: tuple[Reading, ...] = ()

    @model_validator(mode="after")
    def _each_reading_once(self) -> Fact:
        readings = [(self.source, self.level), *((one.source, one.level) for one in self.also)]
        for page, level in readings:
            if readings.count((page, level)) > 1:
                raise ValueError(f"the source {page} is given twice as {level}. Take one out")
        return self


class OtherLink(Value):
    """What another page says of the same connection; `none` is a page that says there is none."""

    kind: Joining
    source: SourceKey


class Link(Value):
    """A connection to another vendor of the catalogue or to an external system."""

    other: SystemId = Field(alias="with")
    kind: LinkKind
    what: Text = Field(description="What flows, in our own words")
    source: SourceKey
    also: tuple[OtherLink, ...] = ()


class Remark(Value):
    """A strength, limitation or watch-out in our own words; without a source nobody knows where it was read."""

    says: Text
    source: SourceKey | None = None


def _remark(value: Any) -> Any:
    # A plain sentence is the short way to write a remark without a source.
    return {"says": value} if isinstance(value, str) else value


MOST_REMARKS = 5
Remarks = Annotated[
    tuple[Annotated[Remark, BeforeValidator(_remark, json_schema_input_type=str | Remark)], ...],
    Field(max_length=MOST_REMARKS),
]


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
