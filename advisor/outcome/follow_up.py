"""One look back: what a contractor tells later, held against what was expected, with what to correct."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Literal

from pydantic import Field

from advisor.advice import Advice
from advisor.base import Value
from advisor.catalogue.evidence import Level
from advisor.demo.scorecard import name_of
from advisor.knowledge import Knowledge
from advisor.outcome.book import Facts, OutcomeBook, Verdict, VerdictScale, load_outcome_book
from advisor.questionnaire.answers import Range
from advisor.questionnaire.checkin import CheckIn, Group, When
from advisor.stack.words import listed, lower

DAYS: Mapping[When, float] = {"90_days": 90, "1_year": 365}
INSIDE: tuple[Group, ...] = ("owner", "office", "dispatch", "sales")
STRONG = 2
MOST_USE = 3.0

GROUP_WORDS: Mapping[Group, str] = {
    "owner": "Owner", "office": "Office", "dispatch": "Dispatch", "project_managers": "Project managers",
    "field": "Field", "sales": "Sales",
}  # fmt: skip
USE_WORDS = ("nobody", "some", "most", "everybody")
SEVERITY_WORDS = ("none", "some", "strong", "severe")

Expected = Literal["relief", "part", "none", "unknown"]
EXPECTED_WORDS: Mapping[Expected, str] = {
    "relief": "to go", "part": "to ease", "none": "to stay: it is not in the product",
    "unknown": "unknown: no page and no demo told",
}  # fmt: skip
Change = Literal["better", "same", "worse", "unknown"]
CHANGE_WORDS: Mapping[Change, str] = {
    "better": "better", "same": "no better", "worse": "worse", "unknown": "not told",
}  # fmt: skip

VERDICT_WORDS: Mapping[Verdict, str] = {
    "working": "It works: it is used, and what hurt hurts less.",
    "used_no_relief": "It is used, but what hurt still hurts.",
    "half": "Half adopted: some work in it and some around it.",
    "not_used": "It is not in use: hardly anyone works in it.",
    "too_early": "Too little is told yet to say how it goes.",
}


class PainBack(Value):
    """One pain then and now."""

    pain: str
    label: str
    side: str
    then: int = Field(description="0 none to 3 severe, as told at the start")
    now: int | None = Field(description="The same now; none where it was not told")
    expected: Expected = Field(description="What the vendors that were chosen let expect")
    change: Change


class GroupBack(Value):
    """How many of a group work in it."""

    group: Group
    use: int | None = Field(description="0 nobody, 1 some, 2 most, 3 everybody; none where it is not known")


class GivenUp(Value):
    """A function that was bought and is not used."""

    capability: str
    label: str
    need: float = Field(description="How much it was needed, 0-10")
    shown: float | None = Field(description="Mean score of the demo (0-3); none where it was not scored")


class ToCorrect(Value):
    """One thing to correct, with its reason."""

    id: str
    title: str
    because: str
    do: str
    sources: tuple[str, ...]


class FollowUp(Value):
    """A check-in held against the choice."""

    when: When
    on: str
    option: str
    vendors: tuple[str, ...]
    names: tuple[str, ...]
    verdict: Verdict
    sentence: str
    pains: tuple[PainBack, ...]
    groups: tuple[GroupBack, ...]
    given_up: tuple[GivenUp, ...]
    choose_again: Literal["yes", "no", "unsure"] | None
    facts: Facts = Field(description="What the corrections read")
    corrections: tuple[ToCorrect, ...]


def follow_up(advice: Advice, checkin: CheckIn, knowledge: Knowledge, *, book: OutcomeBook | None = None) -> FollowUp:
    """One check-in against the advice as it stands and what was decided.

    Args:
        advice: of the answers that hold the decision, with the needs and the pains of the start.
        checkin: one of `advice.answers.checkins`.
    """
    book = book or load_outcome_book()
    decision = advice.answers.decision
    vendors = checkin.vendors or (decision.vendors if decision else ())
    names = {v: n for stack in advice.stacks for v, n in zip(stack.vendors, stack.names, strict=True)}
    pains = _pains(advice, checkin, vendors, knowledge)
    groups = tuple(
        GroupBack(group=group, use=None if use == "unknown" else use)
        for group in GROUP_WORDS
        if (use := checkin.adopted.get(group)) is not None
    )
    given_up = _given_up(advice, checkin, vendors, knowledge)
    facts = facts_of(advice, checkin, pains, groups, given_up, platforms=len(vendors))
    verdict = verdict_of(facts, book.verdict)
    return FollowUp(
        when=checkin.when,
        on=checkin.on,
        option=advice.option,
        vendors=vendors,
        names=tuple(name_of(vendor, names, knowledge) for vendor in vendors),
        verdict=verdict,
        sentence=_sentence(verdict, pains),
        pains=pains,
        groups=groups,
        given_up=given_up,
        choose_again=checkin.choose_again,
        facts=facts,
        corrections=tuple(
            ToCorrect(id=one.id, title=one.title, because=one.because, do=one.do, sources=one.sources)
            for one in book.corrections
            if one.fits(facts)
        ),
    )


def follow_ups(advice: Advice, knowledge: Knowledge) -> tuple[FollowUp, ...]:
    """Every check-in of an assessment, the earlier one first."""
    told = sorted(advice.answers.checkins, key=lambda one: DAYS[one.when])
    return tuple(follow_up(advice, one, knowledge) for one in told)


def _pains(advice: Advice, checkin: CheckIn, vendors: Sequence[str], k: Knowledge) -> tuple[PainBack, ...]:
    """Every pain told at the start or now, the worst of the start first."""
    then: dict[str, int] = {}
    for name, how in (advice.answers.pains or {}).items():
        ends = [how.low, how.high] if isinstance(how, Range) else [how]
        known_ends = [float(end) for end in ends if isinstance(end, (int, float))]
        if known_ends and name in k.pains:
            then[name] = round(fmean(known_ends))
    told = {**dict.fromkeys(name for name in checkin.pains if name in k.pains), **dict.fromkeys(then)}
    out = []
    for name in told:
        pain, before = k.pains[name], then.get(name, 0)
        now = checkin.pains.get(name)
        known = None if now is None or now == "unknown" else int(now)
        change: Change = "unknown"
        if known is not None:
            change = "better" if known < before else "worse" if known > before else "same"
        out.append(
            PainBack(
                pain=name, label=pain.label, side=pain.side, then=before, now=known, change=change,
                expected=expected(pain.capabilities, vendors, advice, k),
            )
        )  # fmt: skip
    return tuple(sorted(out, key=lambda one: (-one.then, -(one.now or 0), one.label)))


def expected(capabilities: Sequence[str], vendors: Sequence[str], advice: Advice, k: Knowledge) -> Expected:
    """Whether the vendors do what relieves a pain: by what was seen in the demos, else by what pages show."""
    seen = (
        {(f.vendor, f.fact): f.high for f in advice.scorecard.facts if f.high is not None} if advice.scorecard else {}
    )
    levels: list[float] = []
    for capability in capabilities:
        best: float | None = None
        for vendor in vendors:
            level = seen.get((vendor, capability))
            if level is None:
                level = _shown(vendor, capability, k)
            if level is not None:
                best = level if best is None else max(best, level)
        if best is not None:
            levels.append(best)
    if not levels:
        return "unknown"
    return "relief" if max(levels) >= 0.8 else "part" if max(levels) > 0.2 else "none"


_LEVELS: Mapping[Level, float] = {"none": 0.0, "partial": 0.5, "full": 1.0}


def _shown(vendor: str, capability: str, k: Knowledge) -> float | None:
    entry = k.catalogue.by_id.get(vendor)
    fact = entry.capabilities.get(capability) if entry else None
    return None if entry is None or fact is None or not entry.sourced(fact.source) else _LEVELS[fact.level]


def _given_up(advice: Advice, checkin: CheckIn, vendors: Sequence[str], k: Knowledge) -> tuple[GivenUp, ...]:
    tasks = {task.id: task for task in k.task_book.tasks}
    scored: dict[str, list[int]] = {}
    for score in advice.answers.scores:
        if score.vendor in vendors and score.task in tasks and isinstance(score.score, int):
            for capability in tasks[score.task].capabilities[:1]:
                scored.setdefault(capability, []).append(score.score)
    found = [
        GivenUp(
            capability=name,
            label=k.capabilities[name].label,
            need=round(advice.capability_needs.get(name, 0.0), 6),
            shown=round(fmean(scored[name]), 6) if name in scored else None,
        )
        for name in dict.fromkeys(checkin.given_up)
        if name in k.capabilities
    ]
    return tuple(sorted(found, key=lambda one: (-one.need, one.label)))


def facts_of(
    advice: Advice,
    checkin: CheckIn,
    pains: Sequence[PainBack],
    groups: Sequence[GroupBack],
    given_up: Sequence[GivenUp],
    *,
    platforms: int,
) -> Facts:
    """What a check-in says in numbers (`book.FACTS`); what was not told is left out."""
    facts: Facts = {"days": DAYS[checkin.when], "given_up.count": float(len(given_up))}
    use = {one.group: one.use / MOST_USE for one in groups if one.use is not None}
    facts |= {f"use.{group}": value for group, value in use.items()}
    if use:
        facts["use.mean"] = fmean(use.values())
    inside = [use[group] for group in INSIDE if group in use]
    if inside:
        facts["use.inside"] = fmean(inside)
    told = [one for one in pains if one.change != "unknown"]
    strong = [one for one in told if one.then >= STRONG]
    if strong:
        facts["relief"] = fmean(one.change == "better" for one in strong)
    if told:
        facts["worse"] = fmean(one.change == "worse" for one in told)
    for side in {one.side for one in told if one.then >= 1}:
        facts[f"stuck.{side}"] = fmean(one.change != "better" for one in told if one.side == side and one.then >= 1)
    if given_up:
        facts["given_up.need"] = max(one.need for one in given_up) / 10
    again = {"yes": 0.0, "unsure": 0.5, "no": 1.0}
    if checkin.choose_again is not None:
        facts["again"] = again[checkin.choose_again]
    if platforms:
        facts["platforms"] = float(platforms + len(advice.keeps))
    team = advice.answers.team
    if team.administration not in (None, "unknown"):
        decision = advice.answers.decision
        facts["no_owner"] = float(team.administration == "none" and not (decision and decision.owner))
    facts["spanish"] = float(team.spanish_speaking_crews is True)
    return facts


def verdict_of(facts: Facts, scale: VerdictScale) -> Verdict:
    """How it goes, by use first and by relief then; too early where nobody told who uses it."""
    use, relief = facts.get("use.mean"), facts.get("relief")
    if use is None:
        return "too_early"
    if use < scale.half_from:
        return "not_used"
    if use < scale.used_from:
        return "half"
    if relief is None or relief >= scale.relieved_from:
        return "working"
    return "used_no_relief"


def _sentence(verdict: Verdict, pains: Sequence[PainBack]) -> str:
    words = VERDICT_WORDS[verdict]
    strong = [one for one in pains if one.then >= STRONG and one.change != "unknown"]
    if verdict == "working" and not strong:
        words = "It is used."
    better = [one for one in strong if one.change == "better"]
    if strong:
        words += (
            f" Of {len(strong)} strong {'pain' if len(strong) == 1 else 'pains'}, {len(better) or 'none'} hurt less"
        )
        words = words if len(better) != 1 else words.replace(" hurt less", " hurts less")
        words += "."
    stuck = [lower(one.label) for one in strong if one.change != "better"]
    if stuck and better:
        words += f" Still there: {listed(stuck[:3])}."
    return words
