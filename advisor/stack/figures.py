"""Figures for costs and the first 90 days (`data/costs.yaml`), and how stacks are valued (`data/stacks.yaml`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, model_validator

from advisor.base import Value
from advisor.sources import Grade

Part = Annotated[float, Field(ge=0, le=1)]


class Figure(Value):
    """One published or judged figure, low to high, with its unit and how it is used."""

    id: str
    label: str
    low: float
    high: float | None
    unit: str
    basis: str
    source: str
    note: str = ""


StepKind = Literal["owner", "data", "set_up", "pilot", "training", "parallel", "cut_over", "second", "grow", "review"]

WEEKS = 13
"""Weeks of a plan for the first 90 days."""


class PlanStep(Value):
    """One step of the first 90 days, from the start of one week (1-13) to the end of another."""

    kind: StepKind
    from_week: int = Field(ge=1, le=WEEKS)
    to_week: int = Field(ge=1, le=WEEKS)
    who: str
    what: str
    done_when: str = Field(description="How anyone can see that it is done")
    for_two: bool = Field(default=False, description="True for what is done only where two platforms are joined")
    sources: tuple[str, ...]

    @model_validator(mode="after")
    def _in_order(self) -> PlanStep:
        if self.from_week > self.to_week:
            raise ValueError(f"the step ends in week {self.to_week}, before it starts in week {self.from_week}")
        return self


class FirstDays(Value):
    """What to do in the first 90 days for firms of this many people."""

    headcount_min: int
    headcount_max: int | None
    who: str = Field(description="Who is in charge")
    expect: str = Field(description="How long it takes, in a sentence")
    avoid: str = Field(description="What to leave alone, in a sentence")
    steps: tuple[PlanStep, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> FirstDays:
        weeks = [step.from_week for step in self.steps]
        if weeks != sorted(weeks):
            raise ValueError("the steps must stand in the order in which they begin. Sort them by from_week")
        return self

    @property
    def sources(self) -> tuple[str, ...]:
        """Everything cited, each once."""
        return tuple(dict.fromkeys(source for step in self.steps for source in step.sources))


class FailureCause(Value):
    """Why roll-outs fail, and what prevents it."""

    id: str
    title: str
    what: str
    prevents: str
    sources: tuple[str, ...]


class CostBook(Value):
    """All of `data/costs.yaml`."""

    figures: tuple[Figure, ...]
    first_90_days: tuple[FirstDays, ...]
    failure_causes: tuple[FailureCause, ...]

    @cached_property
    def by_id(self) -> dict[str, Figure]:
        """The figures by their id."""
        return {figure.id: figure for figure in self.figures}

    def first_days(self, headcount: float) -> FirstDays:
        """The plan for a firm of this size; the largest band is open."""
        for band in self.first_90_days:
            if band.headcount_max is None or headcount <= band.headcount_max:
                return band
        return self.first_90_days[-1]

    def references(self) -> Iterator[tuple[str, str, str]]:
        """(kind, id, where) of everything cited."""
        for figure in self.figures:
            yield "source", figure.source, f"figure {figure.id}"
        for band in self.first_90_days:
            for source in band.sources:
                yield "source", source, f"first_90_days {band.headcount_min}"
        for cause in self.failure_causes:
            for source in cause.sources:
                yield "source", source, f"failure cause {cause.id}"


class StackCriterion(Value):
    """What a stack is valued on: a fixed scale from 0 to 1, times a weight in points that the answers set."""

    id: Literal["coverage", "joins", "trade_fit", "adoption", "cost", "evidence"]
    label: str
    base_weight: float = Field(gt=0)
    follows: str | None = Field(default=None, description="Criterion of the options whose weight adds to this one")
    per_point: float = Field(default=0, ge=0)
    because: str
    source: str


class CoverageScale(Value):
    """Where unknown capabilities are taken, and from which need on a capability counts as needed."""

    shown_mean: tuple[Part, Part, Part, Part] = Field(
        description="Mean level of the capabilities that pages do tell of, by strength on the side, 0 to 3"
    )
    shared_shown_mean: Part = Field(description="The same for the capabilities that no side owns")
    caution: Part = Field(description="Part of that mean at which a capability is taken that no page tells of")
    kept_at: Part
    other_side: Part
    depth: tuple[Part, Part, Part, Part] = Field(description="What a function is worth by strength on its side, 0 to 3")
    unspecialised: Part = Field(description="What it is worth in a special trade that the product is not made for")
    needed_from: float = Field(gt=0, le=10)
    needed_part: Part
    source: str

    @property
    def unknown_at(self) -> tuple[float, ...]:
        """Where an unknown capability is taken (0-1), by strength on the side, 0 to 3."""
        return tuple(self.caution * mean for mean in self.shown_mean)

    @property
    def shared_unknown_at(self) -> float:
        """Where an unknown capability that no side owns is taken (0-1)."""
        return self.caution * self.shared_shown_mean


class JoinScale(Value):
    """Value of each kind of link and the share of the three joins in the score."""

    kinds: dict[Literal["native", "partner", "zapier", "file", "none"], Part]
    unknown_at: Part
    parts: dict[Literal["J1", "J2", "J3"], Part]
    time_over_direct_link: Part
    time_systems: tuple[str, ...]
    source: str


class TradeFitScale(Value):
    """How well a product is made for the trade, the kind of customer and the size of a firm."""

    parts: dict[Literal["role", "trade", "segment", "size"], Part]
    made_by_strength: tuple[Part, Part, Part, Part] = Field(description="For the side it was made for, 0 to 3")
    broad_by_strength: tuple[Part, Part, Part, Part] = Field(description="For one of the several it was made for")
    role_by_strength: tuple[Part, Part, Part, Part] = Field(description="For a side the product was not made for")
    niche: Part
    named: Part
    family: Part
    general: Part
    whole_project: Part
    wide_list: Part
    not_named: Part
    specialised_points: float = Field(ge=0)
    both_segments: Part
    own_segment: Part
    one_of_two_segments: Part
    other_segment: Part
    size_unknown_at: Part
    size_guess_fits_at: Part
    size_guess_misses_at: Part
    headroom: dict[Literal["growing", "fast"], float] = Field(description="Size in three years, times that of today")
    whole_project_families: tuple[str, ...]
    source: str


class AdoptionScale(Value):
    """How set-up time and difficulty become a score; `weeks_worst` weeks score 0."""

    difficulty_part: Part
    weeks_worst: float = Field(gt=0)
    unknown_at: Part
    source: str


class LimitScale(Value):
    """Where the hard limits lie."""

    size_slack: float = Field(ge=0)
    budget_factor: float = Field(ge=1)
    narrow_up_to: int = Field(ge=1)
    plays_from: int = Field(ge=1, le=3)
    source: str


class ThirdSeat(Value):
    """From which size of firm and which need of the side left out a third platform is tried beside two."""

    people_from: int = Field(ge=1)
    need_from: float = Field(gt=0, le=10)
    most: int = Field(ge=0, description="Most stacks of three that are shown")
    source: str


class ProofStep(Value):
    """One step of the two demonstrations asked of a platform that claims projects and jobs (D1)."""

    id: str
    demonstration: Literal["project", "job"]
    title: str
    capabilities: tuple[str, ...] = Field(min_length=1)


class TwoSided(Value):
    """The two demonstrations of D1 in steps, and when they matter."""

    own_pages: tuple[Grade, ...] = Field(description="Grades of a vendor's own page that count as its documentation")
    claims_from: int = Field(ge=1, le=3, description="Strength on both sides from which a product claims them")
    mixed_from: float = Field(gt=0, le=10, description="Need of the smaller kind of work from which the test matters")
    steps: tuple[ProofStep, ...]
    source: str


class Care(Value):
    """Hours a week to look after one platform in firms of up to this many people."""

    people_to: int | None
    low: float = Field(ge=0)
    high: float = Field(ge=0)


class CostScale(Value):
    """How costs are counted where they are not published, and the scale of the cost score (US dollars)."""

    half_usd_per_head: float = Field(gt=0, description="A year for the whole stack, at which the score is one half")
    most_usd_per_head: float = Field(gt=0, description="A year for one platform: as dear as the scale goes")
    unknown_at: float = Field(gt=0, le=1, description="Score at which an unknown licence is taken")
    open_end_factor: float = Field(ge=1)
    people_untold: tuple[float, float]
    office_part: tuple[Part, Part]
    technicians_part: tuple[Part, Part]
    foremen_part: Part
    sales_part: tuple[Part, Part]
    care_hours_week: tuple[Care, ...]
    administrator_from_people: int
    roll_out_weeks: float = Field(gt=0)
    work_hours_week: float = Field(gt=0)
    zapier_usd_month: tuple[float, float]
    moving_fits_revenue_usd: tuple[float, float]
    usual_budget_people: dict[Literal["budget_2_8", "budget_8_20"], tuple[int, int]]
    source: str


class ShownCounts(Value):
    """How much of each is shown."""

    stacks: int = Field(ge=1)
    at_least: int = Field(ge=1)
    points_behind: float = Field(gt=0)
    same_vendor: int = Field(ge=1)
    coverage: int
    unknowns: int
    evidence: int
    cautions: int
    relaxed: int
    runner_up: int = Field(ge=0)
    deciding: int = Field(ge=0)


class StackBook(Value):
    """All of `data/stacks.yaml`."""

    criteria: tuple[StackCriterion, ...]
    coverage: CoverageScale
    joins: JoinScale
    trade_fit: TradeFitScale
    adoption: AdoptionScale
    limits: LimitScale
    third_seat: ThirdSeat
    two_sided_test: TwoSided
    cost: CostScale
    shown: ShownCounts
    accounting_names: dict[str, str]
    touches: dict[str, tuple[str, ...]] = Field(description="Words of a limitation that touch a capability")

    def weights(self, option_weights: Mapping[str, float], *, specialised: bool) -> dict[str, float]:
        """Weight of each criterion in points, 100 in all, from the weights of the options; the same for all stacks."""
        out = {}
        for one in self.criteria:
            weight = one.base_weight + one.per_point * (option_weights[one.follows] if one.follows else 0.0)
            out[one.id] = weight + (self.trade_fit.specialised_points if specialised and one.id == "trade_fit" else 0.0)
        total = sum(out.values())
        return {name: 100 * weight / total for name, weight in out.items()}

    def sources(self) -> tuple[str, ...]:
        """Ids of every source cited."""
        parts = (
            self.coverage, self.joins, self.trade_fit, self.adoption, self.limits, self.third_seat,
            self.two_sided_test, self.cost,
        )  # fmt: skip
        return (*(one.source for one in self.criteria), *(part.source for part in parts))
