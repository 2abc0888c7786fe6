"""The scorecard: what was asked of each vendor, what people saw, and what that is worth in points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import Literal, Protocol

from pydantic import Field

from advisor.base import Value
from advisor.catalogue.vendor import Catalogue
from advisor.demo.tasks import ChecklistItem, DemoTask, TaskBook
from advisor.questionnaire.answers import Answers
from advisor.questionnaire.seen import NOT_NEEDED, Score
from advisor.stack.moving import Move, SeenFact

CardPart = Literal["demo", "terms", "calls"]

PARTS: Mapping[str, CardPart] = {"commercial": "terms", "exit_security": "terms", "references": "calls"}
"""Sides of the tasks that are no part of the demo itself: what is put in writing, and what other customers say."""

MOST_POINTS = 3


class Reference(Protocol):
    """What a scorecard is read against."""

    @property
    def task_book(self) -> TaskBook: ...
    @property
    def catalogue(self) -> Catalogue: ...


class Given(Value):
    """What one person saw."""

    by: str
    score: Literal[0, 1, 2, 3] | Literal["not_needed"]
    note: str = ""
    on: str = ""


class TaskResult(Value):
    """One task at one vendor (or at a pair), with everybody's scores."""

    task: str
    title: str
    part: CardPart
    must: bool
    asked: bool = Field(description="True where the checklist of today asks it of this vendor")
    beside: str | None = None
    given: tuple[Given, ...] = ()
    mean: float | None = Field(default=None, description="Mean over people, 0-3; none where nobody scored")
    apart: bool = Field(default=False, description="True where two people lie so far apart that they should talk")


class VendorResult(Value):
    """What one vendor has shown so far."""

    vendor: str
    name: str
    known: bool = Field(description="False for a vendor that the catalogue does not have: points only")
    tasks: tuple[TaskResult, ...]
    asked: int = Field(description="Tasks that the checklist asks of it")
    scored: int = Field(description="Of these, how many somebody scored")
    points: float
    possible: float = Field(description="Points it could have had on what was scored; a must counts double")
    share: float | None = Field(description="Points of those possible (0-1); none where nothing was scored")
    failed_musts: tuple[str, ...] = Field(
        description="Titles of tasks on a must-have that everybody saw fail; one stops a vendor"
    )
    apart: tuple[str, ...] = Field(description="Titles of tasks to talk about, as people saw them differently")
    verdict: Literal["open", "passes", "falls_short", "stopped"]
    sentence: str


class Scorecard(Value):
    """All that was seen of the vendors, and what it moved."""

    people: tuple[str, ...] = Field(description="Who scored; an empty name is somebody unnamed")
    vendors: tuple[VendorResult, ...]
    facts: tuple[SeenFact, ...] = Field(
        description="Facts of the catalogue that what was seen replaced, weightiest first"
    )
    moves: tuple[Move, ...]
    sentence: str = Field(description="What changed in the order, and why")
    before: tuple[tuple[str, ...], ...] = Field(description="Names of the stacks as the catalogue alone ranks them")


def part_of(side: str) -> CardPart:
    """Where a task is scored: in the demo, on the terms, or in a call with another customer."""
    return PARTS.get(side, "demo")


def is_must(task: DemoTask, answers: Answers) -> bool:
    """True for a task that counts double: on a must-have, or on what a rule asks of everybody (D1, J1 to J3)."""
    main = task.capabilities[:1]
    return bool(task.rule) or bool(main and main[0] in answers.limits.must_have)


def vendor_results(
    answers: Answers, checklist: Sequence[ChecklistItem], names: Mapping[str, str], k: Reference
) -> tuple[VendorResult, ...]:
    """The result of every vendor that was asked or scored, best points first; those not scored yet by name.

    Args:
        names: name of every vendor on the shortlist by its id.
    """
    scored: dict[str, list[Score]] = defaultdict(list)
    for score in sorted(answers.scores, key=lambda s: (s.vendor, s.task, s.beside or "", s.by.casefold())):
        if score.task in k.task_book.by_id:
            scored[score.vendor].append(score)
    asked = {vendor for item in checklist for vendor in item.vendor_ids}
    found = [_result(vendor, scored.get(vendor, []), answers, checklist, names, k) for vendor in {*asked, *scored}]
    return tuple(sorted(found, key=lambda one: (-(one.share if one.share is not None else -1.0), one.name, one.vendor)))


def name_of(vendor: str, names: Mapping[str, str], k: Reference) -> str:
    """A vendor as it is called: by the shortlist, else by the catalogue, else as it was typed."""
    known = k.catalogue.by_id.get(vendor)
    return names.get(vendor) or (known.name if known else vendor)


def _result(
    vendor: str,
    scores: Sequence[Score],
    answers: Answers,
    checklist: Sequence[ChecklistItem],
    names: Mapping[str, str],
    k: Reference,
) -> VendorResult:
    scale, rubric = k.task_book.evidence, k.task_book.rubric
    asked = [item.id for item in checklist if vendor in item.vendor_ids]
    titles = {item.id: item.title for item in checklist}
    groups: dict[tuple[str, str | None], list[Score]] = {(task, None): [] for task in asked}
    for score in scores:
        groups.setdefault((score.task, score.beside), []).append(score)
    # A pair has lines of its own, so the line of the task alone is needed only while nobody scored it.
    paired = {task for task, beside in groups if beside is not None}
    kept = {key: given for key, given in groups.items() if given or key[0] not in paired}
    order = {item.id: place for place, item in enumerate(checklist)}
    book = list(k.task_book.by_id)
    tasks = tuple(
        _task(k.task_book.by_id[task], beside, given, answers, titles, scale.apart, asked=task in asked)
        for (task, beside), given in sorted(
            kept.items(), key=lambda one: (order.get(one[0][0], len(order)), book.index(one[0][0]), one[0][1] or "")
        )
    )
    counted = [(one, scale.must_counts if one.must else 1.0) for one in tasks if one.mean is not None]
    points = sum(weight * (one.mean or 0.0) for one, weight in counted)
    possible = sum(weight * MOST_POINTS for _, weight in counted)
    share = points / possible if possible else None
    musts = set(answers.limits.must_have)
    failed = tuple(
        one.title for one in tasks if one.mean == 0 and musts.intersection(k.task_book.by_id[one.task].capabilities[:1])
    )
    done = {one.task for one in tasks if one.asked and one.given}
    enough = not asked or len(done) >= scale.enough * len(asked)
    verdict: Literal["open", "passes", "falls_short", "stopped"] = "open"
    if failed:
        verdict = "stopped"
    elif share is not None and enough:
        verdict = "passes" if share >= rubric.pass_share - 1e-9 else "falls_short"
    name = name_of(vendor, names, k)
    return VendorResult(
        vendor=vendor,
        name=name,
        known=vendor in k.catalogue.by_id,
        tasks=tasks,
        asked=len(asked),
        scored=len(done),
        points=round(points, 9),
        possible=possible,
        share=None if share is None else round(share, 9),
        failed_musts=failed,
        apart=tuple(one.title for one in tasks if one.apart),
        verdict=verdict,
        sentence=_words(name, verdict, share, len(done), len(asked), failed, rubric.pass_share),
    )


def _task(
    task: DemoTask,
    beside: str | None,
    scores: Sequence[Score],
    answers: Answers,
    titles: Mapping[str, str],
    apart: int,
    *,
    asked: bool,
) -> TaskResult:
    counted = [int(s.score) for s in scores if s.score != NOT_NEEDED]
    plain = task.title.replace("{project_work}", "projects").replace("{job_work}", "service calls")
    return TaskResult(
        task=task.id,
        title=titles.get(task.id, plain),
        part=part_of(task.side),
        must=is_must(task, answers),
        asked=asked,
        beside=beside,
        given=tuple(Given(by=s.by, score=s.score, note=s.note, on=s.on) for s in scores),
        mean=round(fmean(counted), 9) if counted else None,
        apart=bool(counted) and max(counted) - min(counted) >= apart,
    )


def _words(
    name: str, verdict: str, share: float | None, done: int, asked: int, failed: tuple[str, ...], needed: float
) -> str:
    if share is None:
        return f"{name}: nothing is scored yet."
    points = f"{share * 100:.0f} % of the points"
    so_far = f"{done} of {asked} tasks scored" if asked else "scored without a checklist"
    if verdict == "stopped":
        return f"{name} is stopped by a must that nobody saw work: {failed[0]}. ({points}, {so_far}.)"
    if verdict == "open":
        return f"{name} has {points} so far, {so_far}: too few to say."
    how = "passes" if verdict == "passes" else "falls short"
    return f"{name} {how} with {points}; {needed * 100:.0f} % are needed ({so_far})."


def people_of(scores: Iterable[Score]) -> tuple[str, ...]:
    """Who scored, each once, by name."""
    people: dict[str, str] = {}
    for score in sorted(scores, key=lambda s: (s.by.casefold(), s.by)):
        people.setdefault(score.by.casefold(), score.by)
    return tuple(people.values())
