"""Demo tasks: what a contractor makes a vendor perform; an entry each of `data/demo_tasks.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, model_validator

from advisor.base import Value
from advisor.catalogue.joining import BEST_FIRST, Joining

Part = Annotated[float, Field(ge=0, le=1)]

TaskSide = Literal[
    "customer", "project", "job", "both_sides", "joining", "commercial", "exit_security", "onboarding", "mobile",
    "references",
]  # fmt: skip

Condition = Literal[
    "residential", "commercial", "repeat_sales", "several_salespeople", "sells_projects", "uses_drawings", "uses_subs",
    "progress_or_draws", "remodel_or_build", "three_projects_at_once", "warranty_work", "many_stops", "priced_on_site",
    "sells_agreements", "stocks_parts", "services_equipment", "commercial_service", "after_hours", "regulated",
    "claims_both_sides", "two_platforms", "project_platform_with_accounting", "crm_plus_operations", "takes_cards",
    "ten_or_more_staff", "twenty_or_more_staff", "anything_connects", "ai_sold", "spanish_crew", "hourly_staff",
]  # fmt: skip


class DemoTask(Value):
    """One scripted task; scored 0 to 3 after the demo."""

    id: str
    origin: str = Field(description="Number of the item in the research list, for tracing")
    side: TaskSide
    title: str
    capabilities: tuple[str, ...]
    applies: tuple[Condition, ...] = Field(description="All must hold; empty means always")
    always_in: bool
    rule: Literal["", "D1", "J1", "J2", "J3"]
    settles: Literal["", "hours", "accounting", "customers", "offline", "api"] = Field(
        default="", description="The fact beside capabilities that its score settles"
    )
    minutes: float = Field(gt=0)
    task: str
    good: str
    red_flag: str
    score_3: str
    score_1: str
    sources: tuple[str, ...]


class EvidenceScale(Value):
    """What a score is worth as evidence in the place of a catalogue's fact."""

    levels: tuple[Part, Part, Part, Part] = Field(description="How far a capability is there (0-1), by score 0 to 3")
    ways: tuple[Joining, Joining, Joining, Joining] = Field(description="How two systems join, by score 0 to 3")
    margin: Part = Field(description="How far one person's score of a task about it may be off, each way")
    touched_margin: Part = Field(description="The same for a capability that a task only touches")
    apart: int = Field(ge=1, le=3, description="Difference of two people's scores from which they should talk")
    must_counts: float = Field(ge=1, description="Times that a task on a must counts in a vendor's points")
    enough: Part = Field(description="Part of a vendor's tasks scored from which a verdict on its points is told")
    source: str

    @model_validator(mode="after")
    def _in_order(self) -> EvidenceScale:
        if list(self.levels) != sorted(self.levels) or self.touched_margin < self.margin:
            raise ValueError("levels must rise with the score, and touched_margin must not be below margin")
        order = [(*BEST_FIRST, "none").index(way) for way in self.ways]
        if order != sorted(order, reverse=True):
            raise ValueError("ways must get better with the score")
        return self


class Rubric(Value):
    """What the scores mean."""

    zero: str = Field(alias="0")
    one: str = Field(alias="1")
    two: str = Field(alias="2")
    three: str = Field(alias="3")
    not_needed: str
    pass_share: float = Field(gt=0, le=1)
    source: str


class RedFlag(Value):
    """A warning seen again and again in demos."""

    id: str
    title: str
    what: str
    sources: tuple[str, ...]


class TaskBook(Value):
    """All of `data/demo_tasks.yaml`."""

    rubric: Rubric
    evidence: EvidenceScale
    tasks: tuple[DemoTask, ...]
    red_flags: tuple[RedFlag, ...]

    @cached_property
    def by_id(self) -> dict[str, DemoTask]:
        """The tasks by their id."""
        return {task.id: task for task in self.tasks}

    def references(self) -> Iterator[tuple[str, str, str]]:
        """(kind, id, where) of everything cited."""
        yield "source", self.rubric.source, "rubric"
        yield "source", self.evidence.source, "evidence"
        for task in self.tasks:
            for source in task.sources:
                yield "source", source, f"task {task.id}, field sources"
            for capability in task.capabilities:
                yield "capability", capability, f"task {task.id}, field capabilities"
        for flag in self.red_flags:
            for source in flag.sources:
                yield "source", source, f"red flag {flag.id}"


class ChecklistItem(Value):
    """One demo task chosen for this contractor and these vendors."""

    id: str
    task: str
    title: str
    side: str
    capabilities: tuple[str, ...]
    good: str
    red_flag: str
    score_3: str
    score_1: str
    why_here: str
    minutes: float
    for_vendors: tuple[str, ...]
    vendor_ids: tuple[str, ...] = Field(default=(), description="The same by id, in the same order")
    must: bool = Field(default=False, description="True for a task on a must-have or on a rule; it counts double")
    starts_at: float | None = Field(
        default=None, description="Minutes into the sitting; None for what is not shown in it but asked by phone"
    )
    rule: str
    sources: tuple[str, ...]
