"""Demo tasks: what a contractor makes a vendor perform; an entry each of `data/demo_tasks.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from advisor.base import Value

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
    minutes: float = Field(gt=0)
    task: str
    good: str
    red_flag: str
    score_3: str
    score_1: str
    sources: tuple[str, ...]


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
    tasks: tuple[DemoTask, ...]
    red_flags: tuple[RedFlag, ...]

    def references(self) -> Iterator[tuple[str, str, str]]:
        """(kind, id, where) of everything cited."""
        yield "source", self.rubric.source, "rubric"
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
    rule: str
    sources: tuple[str, ...]
