"""A rule: one fact, a threshold or a ramp, what it adds, and why. Rules are data; this file says how one is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from pydantic import Field, model_validator

from advisor.base import Value
from advisor.scoring.spans import Number, ramp, reached

Threshold = float | str
"""A number, or the name of a fact that holds it (such as `line.low`)."""

SIDES = ("project", "job")


class Examples(Value):
    """Facts under which the rule fires, and facts under which it stays silent; both are run as tests."""

    fires: dict[str, float]
    silent: dict[str, float]


class FirstStep(Value):
    """What to do first about a finding, and where that comes from."""

    do: str
    source: str = Field(description="Key in data/sources.yaml")


class Rule(Value):
    """One entry of `data/rules.yaml`."""

    id: str = Field(pattern=r"^[a-z0-9-]+$", description="What the rule means, in words joined by hyphens")
    key: str = Field(pattern=r"^[A-Z][0-9]+$", description="Key of the decision in the rule table")
    title: str = Field(description="What is the case when it fires, in the contractor's words")
    because: str = Field(description="Why this matters, in one or two sentences")
    says: str | None = Field(default=None, description="What to do about it, shown in the result")
    sides: tuple[str, ...] | None = Field(default=None, description="Read once for each side: project, job")
    fact: str = Field(description="Name of the fact it reads")
    at_least: Threshold | None = None
    at_most: Threshold | None = None
    from_: Threshold | None = Field(default=None, alias="from")
    to: Threshold | None = None
    unit: str = Field(description="Unit of the fact")
    adds: dict[str, float] = Field(min_length=1, description="Points by target")
    source: str = Field(description="Key in data/sources.yaml")
    since: str = Field(description="Date from which the rule holds", pattern=r"^\d{4}-\d{2}-\d{2}$")
    first_step: FirstStep | None = Field(default=None, description="What to do first; every readiness rule has one")
    examples: Examples

    @model_validator(mode="after")
    def _one_reading(self) -> Rule:
        ways = [self.at_least is not None, self.at_most is not None, self.from_ is not None and self.to is not None]
        if sum(ways) != 1 or (self.from_ is None) != (self.to is None):
            raise ValueError("a rule needs exactly one of at_least, at_most, or from with to")
        if self.from_ is not None and self.from_ == self.to:
            raise ValueError("from and to must differ; use at_least for a sharp threshold")
        ready = any(target.startswith("readiness.") for target in self.adds)
        if ready != (self.first_step is not None):
            raise ValueError("a rule has a first step where it speaks of readiness, and only there")
        if (self.sides is not None) != ("{side}" in self.fact):
            raise ValueError("a rule with sides reads a fact that holds {side}, and only then")
        return self

    def for_each_side(self) -> Iterator[Rule]:
        """The rule itself, or its reading for each side with {side} filled in."""
        if self.sides is None:
            yield self
            return
        for side in self.sides:
            yield self.model_copy(
                update={
                    "fact": self.fact.format(side=side),
                    "adds": {target.format(side=side): points for target, points in self.adds.items()},
                    "sides": None,
                }
            )

    def strength(self, facts: Mapping[str, Number]) -> Number:
        """How strongly the rule fires: 0 silent to 1 in full, for each entry of its fact."""
        value = facts[self.fact]
        if self.at_least is not None:
            return reached(value, _threshold(self.at_least, facts))
        if self.at_most is not None:
            return reached(value, _threshold(self.at_most, facts), upwards=False)
        assert self.from_ is not None
        assert self.to is not None
        return ramp(value, _threshold(self.from_, facts), _threshold(self.to, facts))

    def threshold(self, facts: Mapping[str, Number]) -> Number:
        """The value at which the rule fires in full."""
        chosen = next(t for t in (self.at_least, self.at_most, self.to) if t is not None)
        return _threshold(chosen, facts)


def _threshold(threshold: Threshold, facts: Mapping[str, Number]) -> Number:
    return facts[threshold] if isinstance(threshold, str) else threshold


class HybridLine(Value):
    """The band in which the hybrid line lies where no rule moves it, as a share of the work."""

    low: float = Field(gt=0, lt=0.5)
    high: float = Field(gt=0, lt=0.5)
    one_platform_from: float = Field(gt=0.5, le=1)
    source: str


class Limit(Value):
    """A threshold that a fact puts together with others; one entry of `readiness_limits`."""

    value: float = Field(ge=0)
    unit: str
    source: str


LIMITS = (
    "few_technicians", "many_technicians", "few_jobs_month", "many_jobs_month", "workdays_month", "tiny_firm",
    "small_builder_people", "small_builder_revenue", "few_leads", "few_quotes", "few_sellers",
    "no_room_for_change", "little_room_for_change", "little_comfort", "strong_pain",
)  # fmt: skip


class RuleBook(Value):
    """All of `data/rules.yaml`."""

    rules: tuple[Rule, ...]
    hybrid_line: HybridLine
    readiness_limits: dict[str, Limit] = Field(
        default={}, description="Thresholds of the readiness facts that read several answers together"
    )

    @model_validator(mode="after")
    def _all_limits(self) -> RuleBook:
        if self.readiness_limits and (wrong := set(LIMITS) ^ set(self.readiness_limits)):
            raise ValueError(f"readiness_limits must hold exactly the limits that facts read; check {min(wrong)}")
        return self

    @cached_property
    def limits(self) -> dict[str, float]:
        """The readiness limits as plain numbers."""
        return {name: limit.value for name, limit in self.readiness_limits.items()}

    @cached_property
    def read(self) -> tuple[Rule, ...]:
        """Every rule as it is read: those with sides once for each side."""
        return tuple(rule for entry in self.rules for rule in entry.for_each_side())

    @cached_property
    def by_target(self) -> dict[str, tuple[tuple[Rule, float], ...]]:
        """The rules that add to each target, with their points, in the order of the file."""
        found: dict[str, list[tuple[Rule, float]]] = {}
        for rule in self.read:
            for target, points in rule.adds.items():
                found.setdefault(target, []).append((rule, points))
        return {target: tuple(pairs) for target, pairs in found.items()}

    def total(self, target: str, facts: Mapping[str, Number], *, start: float = 0.0) -> Number:
        """Points that the rules add to one target, on top of *start*."""
        total: Number = start
        for rule, points in self.by_target.get(target, ()):
            total = total + rule.strength(facts) * points
        return total
