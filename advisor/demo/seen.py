"""From scores and quotes to evidence: what was seen of each vendor, in intervals that narrow with each who scores.

A task tells most about the capability that it is about; what it only touches is told less exactly, and counts where no
task was about it. Each person counts once, whatever the number of tasks.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import fmean, pvariance
from typing import NamedTuple, Protocol

from advisor.catalogue.joining import Joining
from advisor.catalogue.seen import NOTHING, Evidence, SeenLevel, SeenOf, SeenPair
from advisor.catalogue.vendor import Catalogue
from advisor.demo.tasks import DemoTask, EvidenceScale, TaskBook
from advisor.questionnaire.answers import UNKNOWN, Answers
from advisor.questionnaire.seen import NOT_NEEDED, Quote, Score

ABOUT_SIDES = ("customer", "project", "job", "mobile")
"""Sides whose tasks are about their first capability. Others show many at once, or are about a fact of their own."""

PAIRED = ("customers", "hours")
"""Facts of two vendors together."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Reference(Protocol):
    """What evidence is read against."""

    @property
    def task_book(self) -> TaskBook: ...
    @property
    def catalogue(self) -> Catalogue: ...
    @property
    def day(self) -> date: ...


class Level(NamedTuple):
    """A capability as seen, from 0 to 1."""

    low: float
    at: float
    high: float


def counted(scores: Iterable[Score]) -> list[Score]:
    """The scores that count, in an order of their own, so that theirs in the file never matters."""
    kept = (score for score in scores if score.score != NOT_NEEDED)
    return sorted(kept, key=lambda s: (s.vendor, s.task, s.by.casefold(), s.beside or ""))


def evidence_of(answers: Answers, k: Reference) -> Evidence:
    """What scores and quotes show of the vendors of the catalogue; nothing where there are none.

    Vendors that the catalogue does not know have points, but nothing that could stand in a fact's place.
    """
    if not answers.scores and not answers.quotes:
        return NOTHING
    known = k.catalogue.by_id
    alone: dict[str, list[Score]] = defaultdict(list)
    pairs: dict[tuple[str, str], list[Score]] = defaultdict(list)
    for score in counted(answers.scores):
        task = k.task_book.by_id.get(score.task)
        if task is None or score.vendor not in known:
            continue
        alone[score.vendor].append(score)
        if task.settles in PAIRED and score.beside in known and score.beside != score.vendor:
            one, other = sorted((score.vendor, score.beside))
            pairs[one, other].append(score)
    quotes = {quote.vendor: quote for quote in answers.quotes if quote.vendor in known}
    vendors = tuple(
        _seen(name, alone.get(name, ()), quotes.get(name), answers, k) for name in sorted({*alone, *quotes})
    )
    joined = (SeenPair(*pair, *_joined(scores, k)) for pair, scores in sorted(pairs.items()))
    return Evidence(vendors, tuple(pair for pair in joined if pair.customers or pair.hours))


def _seen(name: str, scores: Sequence[Score], quote: Quote | None, answers: Answers, k: Reference) -> SeenOf:
    book, scale = k.task_book, k.task_book.evidence
    tasks = {score.task: book.by_id[score.task] for score in scores}
    capabilities = sorted({capability for task in tasks.values() for capability in task.capabilities})
    musts = set(answers.limits.must_have)
    levels = tuple(
        SeenLevel(capability, *level_of(capability, scores, tasks, scale, must=capability in musts))
        for capability in capabilities
    )
    system = answers.today.accounting
    books = _way([s for s in scores if tasks[s.task].settles == "accounting"], scale)
    offline = _mean([s for s in scores if tasks[s.task].settles == "offline"], scale)
    api = _mean([s for s in scores if tasks[s.task].settles == "api"], scale)
    told = SeenOf(
        vendor=name,
        title=demo_title(scores),
        levels=levels,
        accounting=(system, books) if books and system not in (None, UNKNOWN, "none", "other") else None,
        offline=None
        if offline is None
        else True
        if offline >= scale.levels[2]
        else "partial"
        if offline > 0
        else False,
        open_api=None if api is None else api > 0,
        stopped=any(level.high == 0 for level in levels if level.capability in musts),
    )
    if quote is None:
        return told
    month = (quote.on or k.day.isoformat())[:7]
    return told._replace(
        usd_month=quote.usd_month,
        setup_usd=quote.setup_usd,
        contract=quote.contract,
        quote_title=f"Its quote{f' of {day_words(quote.on)}' if quote.on else ''}",
        quoted=month,
    )


def _yes_no(level: float, scale: EvidenceScale) -> bool | str:
    return "partial" if 0 < level < scale.levels[2] else level > 0


def is_about(task: DemoTask, capability: str) -> bool:
    """True where the score of a task is a score of this capability, not only of something it passes by."""
    return task.side in ABOUT_SIDES and not task.settles and task.capabilities[:1] == (capability,)


def level_of(
    capability: str, scores: Sequence[Score], tasks: Mapping[str, DemoTask], scale: EvidenceScale, *, must: bool = False
) -> Level:
    """A capability from the scores of one vendor: shape (low, at, high), each 0-1.

    The mean over people is taken; the half-width is the root of (margin² + variance between people) / people, so it
    narrows with every person who agrees. A must that everybody saw fail is a gap, not a range.
    """
    touching = [s for s in scores if capability in tasks[s.task].capabilities]
    about = [s for s in touching if is_about(tasks[s.task], capability)]
    margin = scale.margin if about else scale.touched_margin
    people: dict[str, list[float]] = defaultdict(list)
    for score in about or touching:
        people[score.by.casefold()].append(scale.levels[int(score.score)])
    means = [fmean(levels) for _, levels in sorted(people.items())]
    at = fmean(means)
    if must and about and at == 0:
        return Level(0.0, 0.0, 0.0)
    half = math.sqrt((margin**2 + pvariance(means)) / len(means))
    low, middle, high = (round(end, 9) for end in (max(at - half, 0.0), at, min(at + half, 1.0)))
    return Level(low, middle, high)


def _mean(scores: Sequence[Score], scale: EvidenceScale) -> float | None:
    """Mean level over people of the scores of one fact; None without any."""
    people: dict[str, list[float]] = defaultdict(list)
    for score in scores:
        people[score.by.casefold()].append(scale.levels[int(score.score)])
    return fmean([fmean(levels) for _, levels in sorted(people.items())]) if people else None


def _way(scores: Sequence[Score], scale: EvidenceScale) -> Joining | None:
    """How something was seen to be joined: the way of the score next below the mean, so that no doubt is rounded up."""
    if not scores:
        return None
    people: dict[str, list[int]] = defaultdict(list)
    for score in scores:
        people[score.by.casefold()].append(int(score.score))
    mean = fmean([fmean(points) for _, points in sorted(people.items())])
    return scale.ways[math.floor(mean + 1e-9)]


def _joined(scores: Sequence[Score], k: Reference) -> tuple[Joining | None, Joining | None]:
    by_fact = {fact: [s for s in scores if k.task_book.by_id[s.task].settles == fact] for fact in PAIRED}
    return _way(by_fact["customers"], k.task_book.evidence), _way(by_fact["hours"], k.task_book.evidence)


def demo_title(scores: Sequence[Score]) -> str:
    """What stands where a page would be named: "Your demo of Dec 5, 2026, scored by 2 people"."""
    days = sorted({score.on for score in scores if score.on})
    people = {score.by.casefold() for score in scores}
    when = f" of {day_words(days[-1])}" if days else ""
    what = "Your demos, the last one" if len(days) > 1 else "Your demo"
    return f"{what}{when}{f', scored by {len(people)} people' if len(people) > 1 else ''}"


def day_words(day: str) -> str:
    """A day as people write it; *day* is YYYY-MM-DD."""
    year, month, number = day.split("-")
    return f"{MONTHS[int(month) - 1]} {int(number)}, {year}"
