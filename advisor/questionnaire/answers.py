"""Answers: what a contractor told us, as given. A field left out is unanswered; "unknown" was asked and not known."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from advisor import files
from advisor.base import Interval, Value
from advisor.errors import AnswersError, sentence_of, shown
from advisor.questionnaire.agreed import Workshop
from advisor.questionnaire.checkin import CheckIns
from advisor.questionnaire.measured import MeasuredSplit
from advisor.questionnaire.seen import Decision, Quotes, Scores, twice_scored

ANSWERS_VERSION = 1
UNKNOWN = "unknown"
Unknown = Literal["unknown"]


class Range(Value):
    """A number that lies somewhere between *low* and *high*; one end may be left open."""

    low: float | None = None
    high: float | None = None


Given: TypeAlias = float | Range | Unknown | None
"""A number as answered: exact, a range, "unknown" (asked, not known) or None (unanswered)."""


def _number(value: Any, least: float, most: float, unit: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(f"{shown(value)} is not a number. Write {unit}, a range such as {{low: , high: }}, or unknown")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError(f"{shown(value)} is not a finite number. Write {unit}, or unknown")
    if not least <= number <= most:
        hint = " (40 % is 0.40)" if most == 1 and unit.startswith("a share") else ""
        raise ValueError(f"{number:g} is outside {least:g} to {most:,.12g}. Write {unit}{hint}")
    return number


@dataclass(frozen=True)
class Bounds:
    """Marks a field as a `Given` between *least* and *most*, inclusive; *unit* stands in the message."""

    least: float
    most: float
    unit: str

    def check(self, value: Any) -> Any:
        """The value as a `Given`; raises ValueError with a sentence for anything else."""
        if value is None or value == UNKNOWN or isinstance(value, Range):
            return value
        if not isinstance(value, Mapping):
            return _number(value, self.least, self.most, self.unit)
        extra = set(value) - {"low", "high"}
        if extra:
            raise ValueError(f"a range has the fields low and high, not {shown(min(map(str, extra)))}")
        ends = {end: _number(v, self.least, self.most, self.unit) for end, v in sorted(value.items()) if v is not None}
        if not ends:
            return UNKNOWN
        if "low" in ends and "high" in ends and ends["low"] > ends["high"]:
            raise ValueError(f"low ({ends['low']:g}) is greater than high ({ends['high']:g}). Exchange them")
        return Range(low=ends.get("low"), high=ends.get("high"))

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        number = {"type": "number", "minimum": self.least, "maximum": self.most}
        end = {**number, "type": ["number", "null"]}  # an end left open
        ends = {"type": "object", "properties": {"low": end, "high": end}, "additionalProperties": False}
        return {"description": self.unit, "anyOf": [number, ends, {"const": UNKNOWN}, {"type": "null"}]}


def _yes_no(value: Any) -> Any:
    if value is None or value == UNKNOWN or isinstance(value, bool):
        return value
    raise ValueError(f"{shown(value)} is not an answer to a yes/no question. Write true, false or unknown")


YesNo = Annotated[
    bool | Unknown | None,
    BeforeValidator(_yes_no),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"const": UNKNOWN}, {"type": "null"}]}),
]


Share = Annotated[Given, Bounds(0, 1, "a share from 0 to 1")]
Count = Annotated[Given, Bounds(0, 1_000_000, "a count")]
People = Annotated[Given, Bounds(0, 100_000, "a number of people")]
Severity = Annotated[Given, Bounds(0, 3, "0 none, 1 some, 2 strong or 3 severe")]
Scale = Annotated[Given, Bounds(1, 5, "a number from 1 (least) to 5 (most)")]
Dollars = Annotated[Given, Bounds(0, 100_000_000_000, "US dollars")]

Name = Annotated[str, Field(max_length=200)]
Id = Annotated[str, Field(max_length=80)]


def _trades(value: Any) -> Any:
    if value is None or value == UNKNOWN:
        return value
    if isinstance(value, str):
        return (value,)
    if isinstance(value, (list, tuple)) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise ValueError(f"{shown(value)} is not a trade. Write an id such as electrical_service, or a list of ids")


class Duration(Value):
    """How long a typical piece of work takes from start to finish."""

    value: Annotated[Given, Bounds(0, 100_000, "a length of time")]
    unit: Literal["hours", "days", "weeks", "months"]

    @field_validator("value", mode="after")
    @classmethod
    def _open(cls, value: Given) -> Given:
        return "unknown" if value is None else value


class Company(Value):
    """Who the contractor is."""

    name: Name | None = None
    trade: Annotated[
        Annotated[tuple[Id, ...], Field(max_length=12)] | Unknown | None,
        BeforeValidator(_trades),
        WithJsonSchema(
            {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "null"}]}
        ),
    ] = None
    segment: Literal["residential", "commercial", "mixed", "unknown"] | None = None
    headcount: People = None
    field_staff: People = None
    technicians: People = None
    office_staff: People = None
    revenue_usd_year: Dollars = None
    growth: Literal["shrinking", "steady", "growing", "fast", "unknown"] | None = None
    locations: Annotated[Given, Bounds(0, 10_000, "a number of locations")] = None
    project_managers: People = None
    dispatchers: People = None


class Signals(Value):
    """Marks of how the work runs; each true, false or unknown."""

    contracts: YesNo = None
    change_orders: YesNo = None
    rfis_submittals: YesNo = None
    several_trades: YesNo = None
    progress_billing: YesNo = None
    legal_documents: YesNo = None
    dispatch: YesNo = None
    same_visit_billing: YesNo = None
    recurring: YesNo = None
    certified_payroll: YesNo = None
    insurance_claims: YesNo = None
    permits: YesNo = None


class Stream(Value):
    """One kind of work: how long a piece takes, how many a year, what it is worth."""

    name: Name = ""
    duration: Duration | None = None
    per_year: Count = None
    average_value_usd: Dollars = None
    hours_each: Annotated[Given, Bounds(0, 10_000_000, "labor hours")] = None
    signals: Signals = Signals()


class Work(Value):
    """How the work flows."""

    project_share: Share = None
    basis: Literal["revenue", "hours", "count", "volume", "unknown"] | None = None
    typical_duration: Duration | Unknown | None = None
    unit: Literal["project", "job", "both", "unknown"] | None = None
    jobs_per_day: Annotated[Given, Bounds(0, 100_000, "jobs a day")] = None
    projects_at_once: Annotated[Given, Bounds(0, 100_000, "projects at once")] = None
    average_value_usd: Dollars = None
    project_types: Annotated[Given, Bounds(0, 1_000, "a number of project types")] = None
    pattern_differs: YesNo = None
    shared_crews: YesNo = None
    signals: Signals = Signals()
    streams: Annotated[tuple[Stream, ...], Field(max_length=30)] = ()
    measured: MeasuredSplit | None = Field(
        default=None, description="The split as read from records of past work; leads while project_share is its range"
    )

    @property
    def measured_share(self) -> Interval | None:
        """The measured split that leads; None where there is none, or where another share was told since."""
        given, measured = self.project_share, self.measured
        leading = None if measured is None else measured.leading
        if leading is None or not isinstance(given, Range) or given.low is None or given.high is None:
            return None
        same = abs(given.low - leading.low) <= 0.005 + 1e-9 and abs(given.high - leading.high) <= 0.005 + 1e-9
        return leading if same else None


class Friction(Value):
    """What the smaller kind of work costs in today's tools, each 0 none to 3 severe."""

    workarounds: Severity = None
    double_entry: Severity = None
    missed_information: Severity = None


class Sales(Value):
    """How work is won and customers are kept."""

    leads_per_month: Count = None
    open_quotes: Count = None
    salespeople: People = None
    repeat_share: Share = None
    customer_base: Annotated[Given, Bounds(0, 100_000_000, "a number of customers")] = None
    sales_cycle_weeks: Annotated[Given, Bounds(0, 520, "weeks")] = None
    stakeholders: Literal["one", "few", "many", "unknown"] | None = None
    sales_led: YesNo = None


class Team(Value):
    """Who would live with the software."""

    tech_comfort: Scale = None
    administration: Literal["none", "part_time", "full_time", "unknown"] | None = None
    change_capacity: Scale = None
    spanish_speaking_crews: YesNo = None


class Tool(Value):
    """A tool in use today."""

    kind: Literal["crm", "pm", "fsm", "integrated", "spreadsheet", "paper", "other"]
    vendor: Name | None = None
    works: Literal["well", "partly", "badly", "unknown"] | None = None


class Today(Value):
    """What is in use today."""

    accounting: (
        Literal[
            "quickbooks", "quickbooks_online", "quickbooks_desktop", "xero", "sage_intacct", "sage_100_300",
            "foundation", "viewpoint_vista", "acumatica", "none", "other", "unknown",
        ]
        | None
    ) = None  # fmt: skip
    tools: Annotated[tuple[Tool, ...], Field(max_length=20)] | None = None

    @field_validator("tools", mode="before")
    @classmethod
    def _open_tools(cls, value: Any) -> Any:
        return None if value == UNKNOWN else value


Ids = Annotated[tuple[Id, ...], Field(max_length=40)]


class Limits(Value):
    """What the choice must respect."""

    budget_usd_month: Annotated[Given, Bounds(0, 10_000_000, "US dollars a month")] = None
    wants_one_system: YesNo = None
    must_have: Ids = ()
    must_integrate: Ids = ()
    exclude_vendors: Ids = ()


def _swing(value: Any) -> float:
    return _number(value, 0, 100, "0 (does not matter) to 100 (matters most)")


class Swing(Value):
    """How much the step from worst to best on one criterion matters, as a range; the most important step is 100."""

    low: Annotated[float, BeforeValidator(_swing)]
    high: Annotated[float, BeforeValidator(_swing)]

    @model_validator(mode="before")
    @classmethod
    def _one_number(cls, data: Any) -> Any:
        return data if isinstance(data, (Mapping, Value)) else {"low": data, "high": data}

    @model_validator(mode="after")
    def _in_order(self) -> Swing:
        if self.low > self.high:
            raise ValueError(f"low ({self.low:g}) is greater than high ({self.high:g}). Exchange them")
        return self


class Scenario(Value):
    """A named what-if: some answers as they might be; each is checked like the answer itself."""

    name: Annotated[str, Field(max_length=60)]
    changes: Annotated[dict[Annotated[str, Field(max_length=80)], Any], Field(max_length=60)] = Field(
        description="New answers by dotted field, such as company.headcount"
    )

    @model_validator(mode="after")
    def _changes_something(self) -> Scenario:
        if not self.name:
            raise ValueError("a scenario needs a name")
        if not self.changes:
            raise ValueError(f"{shown(self.name)} changes nothing. Name at least one answer, or take it out")
        return self


Scenarios = Annotated[tuple[Scenario, ...], Field(max_length=3)]


class Answers(Value):
    """Everything a contractor told us; every field is optional. The file format is the product's contract."""

    answers_version: Literal[1] = 1
    company: Company = Company()
    work: Work = Work()
    friction: Friction = Friction()
    pains: Annotated[dict[Id, Severity], Field(max_length=200)] | None = None
    pains_text: Annotated[str, Field(max_length=5000)] | None = None
    sales: Sales = Sales()
    team: Team = Team()
    today: Today = Today()
    limits: Limits = Limits()
    own_weights: Annotated[dict[Id, Swing], Field(max_length=20)] = Field(
        default={}, description="How much each criterion's step from worst to best matters, 0-100, as ranges"
    )
    scenarios: Scenarios = Field(default=(), description="Up to three named what-ifs, by dotted field")
    scores: Scores = Field(default=(), description="What was seen of vendors: demos, reference calls, contract terms")
    quotes: Quotes = Field(default=(), description="What vendors offer in writing")
    decision: Decision | None = Field(default=None, description="What was decided after the demos")
    checkins: CheckIns = Field(default=(), description="How it went, 90 days and a year after the choice")
    workshop: Workshop | None = Field(default=None, description="What a workshop found; it never counts by itself")

    @model_validator(mode="after")
    def _what_ifs(self) -> Answers:
        if self.own_weights and not any(swing.high > 0 for swing in self.own_weights.values()):
            raise ValueError("own_weights are all 0, so nothing would matter. Give the most important step 100")
        names = [scenario.name.casefold() for scenario in self.scenarios]
        for place, scenario in enumerate(self.scenarios):
            if scenario.name.casefold() in names[:place]:
                raise ValueError(f"two scenarios are called {shown(scenario.name)}. Give each its own name")
            with_changes(self, scenario.changes, name=scenario.name)
        return self

    @model_validator(mode="after")
    def _told_once(self) -> Answers:
        again = twice_scored(self.scores)
        if again is not None:
            who = shown(again.by) if again.by else "one person"
            raise ValueError(
                f"scores holds two scores of {shown(again.task)} at {shown(again.vendor)} by {who}. Keep one of them"
            )
        for what, keys in (
            ("quotes of", [quote.vendor for quote in self.quotes]),
            ("check-ins for", [checkin.when for checkin in self.checkins]),
        ):
            twice = next((key for place, key in enumerate(keys) if key in keys[:place]), None)
            if twice is not None:
                raise ValueError(f"there are two {what} {shown(twice)}. Keep one of them")
        return self

    @model_validator(mode="before")
    @classmethod
    def _version(cls, data: Any) -> Any:
        if isinstance(data, Mapping):
            version = data.get("answers_version", ANSWERS_VERSION)
            if isinstance(version, bool):
                raise ValueError(f"answers_version is {version}; it must be the number {ANSWERS_VERSION}")
            if isinstance(version, int) and not isinstance(version, bool) and version > ANSWERS_VERSION:
                raise ValueError(
                    f"these answers were written by a newer release (answers_version {version}; "
                    f"this one reads {ANSWERS_VERSION}). Update the advisor"
                )
            # An empty section ("company:") is an unanswered one, not a mistake; so are pains that nobody can tell.
            return {
                key: value
                for key, value in data.items()
                if value is not None and not (key == "pains" and value == UNKNOWN)
            }
        return data

    def compact(self) -> dict[str, Any]:
        """The answers as plain data, without what was left unanswered; ready for YAML or JSON."""
        data = self.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
        return {"answers_version": ANSWERS_VERSION, **_pruned(data)}


_AS_GIVEN = frozenset({"pains", "own_weights", "decision", "workshop"})
"""Parts in which nothing is left out: an empty one says something, or their keys are ids."""


def _pruned(data: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in data.items():
        kept = _pruned(value) if isinstance(value, dict) and key not in _AS_GIVEN else value
        if kept in ({}, [], None) and key not in {"pains", "tools"}:
            continue
        if key == "trade" and isinstance(kept, list) and len(kept) == 1:
            kept = kept[0]
        out[key] = kept
    return out


AFTERWARDS = ("scores", "quotes", "decision", "checkins", "workshop")
"""Fields that are filled after the first advice; none of them changes the kind of software that is advised."""

NOT_IN_SCENARIOS = ("answers_version", "pains_text", "own_weights", "scenarios", *AFTERWARDS)


def with_changes(answers: Answers, changes: Mapping[str, Any], *, name: str = "scenario") -> Answers:
    """The answers as they would be with *changes* by dotted field, without own weights and scenarios of their own.

    A split that is told in *changes* takes the place of listed kinds of work, which would otherwise lead.

    Raises:
        ValueError: a field does not exist or its value cannot be an answer; the sentence names scenario and field.
    """
    data = answers.compact()
    for part in NOT_IN_SCENARIOS:
        data.pop(part, None)
    for field, value in changes.items():
        steps = field.split(".")
        if steps[0] in NOT_IN_SCENARIOS or not _is_field(steps):
            raise ValueError(
                f"{shown(name)} changes {shown(field)}, which is no answer. Use a field such as company.headcount"
            )
        here = data
        for step in steps[:-1]:
            here = here.setdefault(step, {})
            if not isinstance(here, dict):
                raise ValueError(f"{shown(name)} changes {shown(field)} inside an answer that is not known")
        # The value may come from another frozen value; it is never changed in place, only replaced.
        here[steps[-1]] = value
        if field == "work.project_share" and "work.streams" not in changes:
            data["work"].pop("streams", None)
    try:
        return Answers.model_validate(data)
    except ValidationError as error:
        where, what, do = sentence_of(error)
        raise ValueError(AnswersError(what, where=f"{shown(name)}, {where}", do=do).sentence.rstrip(".")) from None


def changed_answers(answers: Answers, changes: Mapping[str, Any], *, name: str = "scenario") -> Answers:
    """`with_changes` for callers outside of validation: a mistake is an AnswersError."""
    try:
        return with_changes(answers, changes, name=name)
    except ValueError as error:
        raise AnswersError(str(error)) from None


def _is_field(steps: list[str]) -> bool:
    """True where the dotted name leads to an answer: a field of a section, or one pain."""
    model: Any = Answers
    for place, step in enumerate(steps):
        if model is None or step not in model.model_fields:
            return False
        if steps[:1] == ["pains"]:
            return len(steps) <= 2
        inner = model.model_fields[step].annotation
        model = inner if isinstance(inner, type) and issubclass(inner, Value) else None
        if place == len(steps) - 1:
            return model is None or step == "signals"
    return False


def answers_from(data: Any, *, name: str = "answers") -> Answers:
    """Answers from plain data.

    Raises:
        AnswersError: a field is unknown, of the wrong kind or out of range; the sentence names it.
    """
    if data is None:
        data = {}
    if not isinstance(data, Mapping):
        raise AnswersError(
            f"an answers file holds named fields, not {shown(data)}", where=name, do="Start with answers_version: 1."
        )
    try:
        return Answers.model_validate(data)
    except ValidationError as error:
        where, what, do = sentence_of(error)
        raise AnswersError(what, where=f"{name}, {where}" if where else name, do=do) from None


def read_answers(path: Path) -> Answers:
    """Answers from a YAML or JSON file; errors as in `answers_from` and `files.read_text`."""
    return answers_from(files.parse(files.read_text(path), name=path.name), name=path.name)


def parse_answers(text: str, *, name: str = "answers") -> Answers:
    """Answers from YAML or JSON text; errors as in `answers_from`."""
    return answers_from(files.parse(text, name=name), name=name)
