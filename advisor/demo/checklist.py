"""The demo checklist: the 12 to 20 tasks that would change the ranking most, as one script for the day.

A task counts for what its capabilities weigh in the needs: in full where the shortlisted stacks differ or are not
known exactly, less where all are known to be alike, more where a vendor's fact is unknown or weakly sourced.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import NamedTuple

from advisor.demo.conditions import holds
from advisor.demo.own_words import fill, work_words
from advisor.demo.reasons import pains_linked
from advisor.demo.scorecard import is_must, part_of
from advisor.demo.shortlist import Known, known, open_fact
from advisor.demo.situation import Reference, Situation, WorkSide, situation_of
from advisor.demo.tasks import ChecklistItem, DemoTask
from advisor.demo.why import Grounds, why
from advisor.questionnaire.answers import Answers
from advisor.scoring.needs import Finding
from advisor.scoring.options import Option
from advisor.stack.stack import Stack

FEWEST, MOST = 12, 20
SHORTEST, LONGEST = 60.0, 90.0
"""Tasks, and minutes of one sitting; only tasks that are always in may pass the limit."""

SETTLED = 0.4
"""Weight of a capability on which the shortlisted stacks are known to be alike, against 1 where it decides."""

UNKNOWN_BONUS, WEAK_BONUS = 0.5, 0.2
"""Added to the weight for an unknown and for a weakly sourced fact, as far as the stacks leave it open."""

TURNING_BONUS = 0.5
"""Added where the answer by itself would change the order of the stacks: what decides is shown first."""

FACT_BONUS = 0.3
"""For a fact about a vendor as a whole that nobody documents, times the part of the vendors it is open for."""

PAIN_BONUS = 0.5
"""For a severe pain that the task meets without any one capability between them."""

TOUCHED = 0.5
"""Weight of the further capabilities of a task against the first, which it is about."""

AGAIN = 0.5
"""Factor on a capability for each task that already shows it: a second look settles less than the first."""

EACH_SIDE = 2
"""Tasks at least on each kind of work that a platform to be bought is there for."""

SEVERE = 3
"""How badly a pain hurts that is put to the test whatever else the sitting holds: who named it will ask to see it."""

SAME = 3
"""Tasks on one capability, beside those that are always in."""

ENOUGH = 0.2
"""Gain below which no task is added once there are enough tasks and minutes."""

_SCRIPT = ("both_sides", "joining", "mobile", "onboarding", "commercial", "exit_security", "references")


class _Weighed(NamedTuple):
    """A task with its weights for this contractor."""

    task: DemoTask
    place: int
    parts: tuple[tuple[str, float], ...]
    extra: float
    reach: float
    """Part of the vendors to be asked that the task is meant for (0-1)."""

    @property
    def score(self) -> float:
        """Expected effect on the ranking, by itself."""
        return self.gain(defaultdict(float))

    def gain(self, shown: Mapping[str, float]) -> float:
        """What the task adds when *shown* counts how often each capability was shown so far."""
        left = sum(weight * math.pow(AGAIN, shown[name]) for name, weight in self.parts)
        return round((left + self.extra) * self.reach, 9)

    @property
    def main(self) -> str | None:
        """The capability that weighs most; the first of equals."""
        return max(self.parts, key=lambda part: part[1])[0] if self.parts else None


def build_checklist(
    answers: Answers,
    first: Option,
    stacks: tuple[Stack, ...],
    needs: Mapping[str, float],
    findings: tuple[Finding, ...],
    k: Reference,
) -> tuple[ChecklistItem, ...]:
    """The demo tasks for this contractor and these vendors, in the order of the script.

    Args:
        first: the recommended option.
        stacks: the shortlist; may be empty, then the needs alone choose. Their order is of no account.
        needs: need of each capability, 0-10; what is left out is not needed.
        findings: what the rules found; some put tasks in by themselves (`task.D1`, `task.J1` and so on).

    Returns:
        12 to 20 tasks of 60 to 90 minutes together, as far as enough tasks apply.
    """
    s = situation_of(answers, first, stacks, k)
    asked = {target.removeprefix("task.") for f in findings for target in f.adds if target.startswith("task.")}
    shown = {name: known(capability, s) for name, capability in k.capabilities.items()}
    weighed = [
        _weigh(task, place, s, shown, needs)
        for place, task in enumerate(k.task_book.tasks)
        if _applies(task, s) or task.rule in asked
    ]
    minor = _minor_task(weighed, needs, s) if "D2" in asked or s.minor_inside_one else None
    candidates = [w for w in weighed if _side_is_bought(w.task, s) or w is minor]
    chosen = _choose(candidates, minor, s.own_sides, _tests_of_severe_pains(candidates, s, k))
    ranks = {side: rank for rank, side in enumerate((*_sides_by_need(needs, k), *_SCRIPT))}
    chosen.sort(key=lambda w: (ranks[w.task.side], -w.score, w.place))
    words = work_words(answers, s.trades)
    grounds = Grounds(s, k, needs, shown, Counter())
    items = [_item(w, grounds, words, minor=w is minor) for w in chosen]
    starts = accumulate((_sitting(item) for item in items), initial=0.0)
    return tuple(
        item.model_copy(update={"starts_at": start if _sitting(item) else None})
        for item, start in zip(items, starts, strict=False)
    )


def _sitting(item: ChecklistItem) -> float:
    """Minutes of the demo that a task takes; references are asked later, by phone."""
    return 0.0 if part_of(item.side) == "calls" else item.minutes


def _applies(task: DemoTask, s: Situation) -> bool:
    return all(holds(word, s) for word in task.applies)


def _side_is_bought(task: DemoTask, s: Situation) -> bool:
    return task.side in s.sides or task.side in _SCRIPT


def _weigh(
    task: DemoTask, place: int, s: Situation, shown: Mapping[str, Known], needs: Mapping[str, float]
) -> _Weighed:
    parts = []
    for rank, name in enumerate(task.capabilities):
        standing = shown[name]
        bonus = UNKNOWN_BONUS if standing.unknown else WEAK_BONUS if standing.weak else 0.0
        weight = (1.0 if standing.decides else SETTLED) + bonus * standing.open_share
        weight += TURNING_BONUS if standing.turns else 0.0
        parts.append((name, needs.get(name, 0.0) / 10 * weight * (TOUCHED if rank else 1.0)))
    vendors = _vendors_for(task, s)
    fact = open_fact(task.id, vendors, s)
    extra = FACT_BONUS * len(fact[1]) / len(vendors) if fact else 0.0
    pain = max(map(s.severity, pains_linked(task, s)), default=0.0)
    everyone = s.asked("shared")
    reach = len(everyone.intersection(vendors)) / len(everyone) if task.side == "both_sides" and everyone else 1.0
    return _Weighed(task, place, tuple(parts), extra + PAIN_BONUS * pain / 3, reach)


def _minor_task(weighed: Iterable[_Weighed], needs: Mapping[str, float], s: Situation) -> _Weighed | None:
    """The task on what is needed most on the smaller side; of equals the first in the book (D2)."""
    own = [w for w in weighed if w.task.side == s.minor_side]
    return max(own, key=lambda w: (needs.get(w.task.capabilities[0], 0.0), -w.place), default=None)


def _tests_of_severe_pains(candidates: Iterable[_Weighed], s: Situation, k: Reference) -> list[frozenset[int]]:
    """For each severe pain the places of the tasks on one side of the work that are about it."""
    severe = [pain for pain in sorted(s.answers.pains or {}) if s.severity(pain) >= SEVERE]
    return [
        frozenset(
            w.place
            for w in candidates
            if pain in pains_linked(w.task, s)
            or (w.task.side not in _SCRIPT and set(w.task.capabilities[:1]) & set(k.pains[pain].capabilities))
        )
        for pain in severe
    ]


def _choose(
    candidates: list[_Weighed],
    minor: _Weighed | None,
    own_sides: frozenset[WorkSide],
    pains: Iterable[frozenset[int]],
) -> list[_Weighed]:
    """What is always in, one test of each of *pains*, the best of each side, then whatever adds most.

    It ends when little is added or time is up.
    """
    chosen = [w for w in candidates if w.task.always_in or w is minor]
    left = {w.place: w for w in candidates if not w.task.always_in and w is not minor}
    shown: defaultdict[str, float] = defaultdict(float)
    for w in chosen:
        _show(w, shown)
    picked: Counter[str] = Counter()
    while len(chosen) < MOST:
        minutes = sum(w.task.minutes for w in chosen)
        fitting = [
            w
            for w in left.values()
            if minutes + w.task.minutes <= LONGEST and all(picked[name] < SAME for name in w.task.capabilities)
        ]
        tested = {w.place for w in chosen}
        untested = frozenset[int]().union(*(places for places in pains if not places & tested))
        first = [w for w in fitting if w.place in untested]
        if not first:
            of_side = Counter(w.task.side for w in chosen)
            first = [w for w in fitting if w.task.side in own_sides and of_side[w.task.side] < EACH_SIDE]
        best = max(first or fitting, key=lambda w: (w.gain(shown), -w.place), default=None)
        if best is None:
            break
        if not first and best.gain(shown) < ENOUGH and len(chosen) >= FEWEST and minutes >= SHORTEST:
            break
        chosen.append(best)
        del left[best.place]
        _show(best, shown)
        picked.update(best.task.capabilities)
    return chosen


def _show(w: _Weighed, shown: defaultdict[str, float]) -> None:
    """Count a task for the capabilities that it shows: the first in full, and as far as it reaches the vendors."""
    for rank, name in enumerate(w.task.capabilities):
        shown[name] += (TOUCHED if rank else 1.0) * w.reach


def _sides_by_need(needs: Mapping[str, float], k: Reference) -> list[str]:
    """The three sides of the work, the one with most needs first."""
    totals = {"project": 0.0, "job": 0.0, "customer": 0.0}
    for name in sorted(needs):
        side = k.capabilities[name].side
        if side in totals:
            totals[side] += needs[name]
    counts = Counter(capability.side for capability in k.capabilities.values())
    return sorted(totals, key=lambda side: -round(totals[side] / counts[side], 9))  # type: ignore[index]


def _vendors_for(task: DemoTask, s: Situation) -> tuple[str, ...]:
    """Ids of the vendors that a task is meant for, in order of their names; a tool of today has nobody to ask."""
    everyone = meant = s.asked(task.side)
    if task.side == "both_sides" and s.first.category == "two_platform":
        meant = frozenset(s.claiming_both)
    elif task.side == "joining":
        meant = frozenset(vendor for stack in s.stacks if len(stack.vendors) > 1 for vendor in stack.vendors)
    return tuple(sorted((meant or everyone) & s.vendors.keys(), key=lambda vendor: (s.names[vendor], vendor)))


def _item(weighed: _Weighed, grounds: Grounds, words: Mapping[str, str], *, minor: bool) -> ChecklistItem:
    task, s = weighed.task, grounds.situation
    vendors = _vendors_for(task, s)
    return ChecklistItem(
        id=task.id,
        task=fill(task.task, words),
        title=fill(task.title, words),
        side=task.side,
        capabilities=task.capabilities,
        good=fill(task.good, words),
        red_flag=fill(task.red_flag, words),
        score_3=fill(task.score_3, words),
        score_1=fill(task.score_1, words),
        why_here=why(task, grounds, main=weighed.main, vendors=vendors, minor=minor),
        minutes=task.minutes,
        for_vendors=tuple(s.names[vendor] for vendor in vendors),
        vendor_ids=vendors,
        must=is_must(task, s.answers),
        rule=task.rule,
        sources=task.sources,
    )
