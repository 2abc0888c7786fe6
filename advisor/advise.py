"""The steps from answers to advice, one line each. Nothing else in the product computes an answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from advisor import sure, wording
from advisor.advice import Advice, Certainty, Glance, NextQuestion, RankedOption, SourceNote
from advisor.catalogue.seen import NOTHING, Evidence, with_seen
from advisor.demo.checklist import build_checklist
from advisor.demo.scorecard import Scorecard, people_of, vendor_results
from advisor.demo.seen import evidence_of
from advisor.demo.tasks import ChecklistItem
from advisor.knowledge import Knowledge, check_ids, load_knowledge
from advisor.questionnaire.answers import Answers, changed_answers
from advisor.questionnaire.flow import is_open, progress
from advisor.scoring import robustness
from advisor.scoring.facts import derive, estimates
from advisor.scoring.flips import read_split, split_flips
from advisor.scoring.missing import Estimate
from advisor.scoring.needs import Finding, capability_needs, findings
from advisor.scoring.next_question import LEAST_GAIN, outlook
from advisor.scoring.options import Contribution, Kind, Option, Valued, valued
from advisor.scoring.quick import applying
from advisor.scoring.readiness import FirstStepAdvice, readiness
from advisor.scoring.spans import Number, Span
from advisor.scoring.sureness import ScenarioAdvice, ScenarioRanked
from advisor.scoring.work_mix import WorkMix
from advisor.stack.moving import moved
from advisor.stack.search import Shortlist, search

METHOD_VERSION = "1.1.0"
"""Version of the method: it changes when the same answers can get another advice."""


def advise(
    answers: Answers,
    knowledge: Knowledge | None = None,
    *,
    draws: int = robustness.DRAWS,
    today: date | None = None,
) -> Advice:
    """Everything the advisor has to say about these answers.

    Args:
        answers: as a contractor gave them; any field may be open.
        knowledge: the data files; the shipped ones when left out.
        draws: robustness draws, seeded: the same answers give the same advice.
        today: the day of use, to which the vendor facts are aged; the day they were gathered when left out.

    Raises:
        AnswersError: a trade, pain, capability or vendor id does not exist.
    """
    k = (knowledge or load_knowledge()).on(today)
    decided = _decide(answers, k, draws)
    found, mix, value, first, fired = decided.found, decided.mix, decided.value, decided.first, decided.fired
    ranking, how_sure = decided.ranking, decided.how_sure
    runner_up = k.option_book.by_id[ranking[1].option]
    keeps = _keeps(found, first)
    ready = readiness(answers, first, found, k.rule_book)
    side_needs = _side_needs(value)
    needs = _needs(answers, first, value, k)
    told = search(answers, first, runner_up, keeps, needs, value, k)
    # The script stays as it was while it is being scored: what was seen settles facts, and would change what to ask.
    checklist = build_checklist(answers, first, told.stacks, needs, fired, k)
    evidence = evidence_of(answers, k)
    seen = k._replace(catalogue=with_seen(k.catalogue, evidence))
    shortlist = told if evidence == NOTHING else search(answers, first, runner_up, keeps, needs, value, seen)
    stacks = shortlist.stacks
    trades = k.trades_of(answers)
    answered, asked = progress(answers, k.questionnaire, trades)
    base = sure.base_of(answers, found, k)
    asked_now = sure.changeable(answers, k)
    split = read_split(base)
    changed = sure.flip_advice(base, asked_now, split, first, k)
    checks = sure.method_checks(value, first, k)
    return Advice(
        method_version=METHOD_VERSION,
        catalogue_as_of=k.catalogue.catalogue_as_of,
        used_on=k.day.isoformat(),
        overlay=k.overlay,
        checksum=checksum(answers, k),
        answers=answers,
        answered=answered,
        asked=asked,
        work_mix=mix,
        needs={name: round(need, 4) for name, need in side_needs.items()},
        capability_needs=needs,
        category=first.category,
        option=first.id,
        platforms=first.platforms,
        keeps=keeps,
        verdict=wording.verdict(first, keeps, mix),
        verdict_detail=wording.verdict_detail(mix, decided.line),
        how_to=wording.says(fired),
        one_platform_anyway=_one_platform_anyway(first, ranking, k),
        readiness=ready,
        certainty=how_sure.word,
        how_sure=sure.with_tries(how_sure, decided.drawn, tuple(r.option for r in ranking), k),
        acceptability=how_sure.acceptability,
        ranking=ranking,
        findings=fired,
        flips=changed,
        pair_flip=None if changed else sure.pair_flip(base, asked_now, first, k),
        share_profile=sure.share_profile(
            base, split, mix.minor_side, decided.line, first, k, told=mix.leading_basis != "trade"
        ),
        weight_intervals=sure.weight_intervals(value, first, k),
        next_questions=_next_questions(answers, decided, k),
        hybrid_line=decided.line,
        method_check=sure.disagreement(checks),
        method_checks=checks,
        own=sure.own_ranking(answers.own_weights, value, decided.drawn, first, k),
        scenarios=tuple(_what_if(s.name, s.changes, decided, answers, k, draws) for s in answers.scenarios),
        stacks=stacks,
        relaxed_limits=shortlist.relaxed,
        runner_up_stacks=shortlist.runner_up,
        runner_up_sentence=shortlist.runner_up_sentence,
        leaders=shortlist.leaders,
        two_sided_sentence=shortlist.two_sided_sentence,
        checklist=checklist,
        scorecard=_scorecard(answers, checklist, told, shortlist, evidence, k),
        sources=_sources(fired, (*ready.findings, *ready.first_steps), checklist, k),
    )


def _scorecard(
    answers: Answers,
    checklist: tuple[ChecklistItem, ...],
    told: Shortlist,
    seen: Shortlist,
    evidence: Evidence,
    k: Knowledge,
) -> Scorecard | None:
    """What was seen and what it moved; None while neither a score nor a quote is entered."""
    if not answers.scores and not answers.quotes:
        return None
    names = {v: name for stack in told.stacks for v, name in zip(stack.vendors, stack.names, strict=True)}
    change = moved(told.picks, seen.picks, told.situation, seen.situation, evidence)
    return Scorecard(
        people=people_of(answers.scores),
        vendors=vendor_results(answers, checklist, names, k),
        facts=change.facts,
        moves=change.moves,
        sentence=change.sentence,
        before=tuple(stack.names for stack in told.stacks),
    )


def glance(answers: Answers, knowledge: Knowledge | None = None, *, draws: int = robustness.DRAWS) -> Glance:
    """Where the category stands, without vendors, flips and checklist: what a screen shows while answers come in."""
    k = knowledge or load_knowledge()
    decided = _decide(answers, k, draws)
    base = sure.base_of(answers, decided.found, k)
    turns = split_flips(base, read_split(base), decided.first.id)
    return Glance(
        option=decided.first.id,
        names=tuple(ranked.name for ranked in decided.ranking),
        certainty=decided.how_sure.word,
        acceptability=decided.how_sure.acceptability,
        work_mix=decided.mix,
        hybrid_line=decided.line,
        verdict=wording.verdict(decided.first, _keeps(decided.found, decided.first), decided.mix),
        values={ranked.option: round(ranked.value, 6) for ranked in decided.ranking},
        how_sure=decided.how_sure.reasons[0],
        share_flips=tuple((round(flip.share, 5), flip.option) for flip in turns),
    )


def how_sure(
    answers: Answers,
    knowledge: Knowledge | None = None,
    *,
    draws: int = robustness.DRAWS,
    within: Mapping[str, Estimate] | None = None,
) -> Certainty:
    """How sure the option is that comes first, and nothing else of `advise`: for views that ask it many times.

    Args:
        within: what the draws take in place of the estimates of the answers, such as everything that a room said.
            Which option comes first is always read from *answers* alone.

    Raises:
        AnswersError: a trade, pain, capability or vendor id does not exist.
    """
    k = knowledge or load_knowledge()
    check_ids(answers, k)
    found, mix, shape = estimates(answers, k)
    facts = derive({name: e.mid for name, e in found.items()}, k.rule_book)
    first = k.option_book.by_id[_by_value(valued(facts, k.option_book, k.rule_book))[0]]
    drawn = robustness.draw({**found, **(within or {})}, k.option_book, k.rule_book, draws=draws)
    return _how_sure(answers, _Read(found, mix, shape, facts, first), drawn, k, draws)[1]


class Weighed(NamedTuple):
    """One contractor as the search for stacks takes it: what `search` asks for, in its order."""

    answers: Answers
    option: Option
    keeps: tuple[Kind, ...]
    needs: dict[str, float]
    value: Valued
    k: Knowledge


def weigh(answers: Answers, k: Knowledge) -> Weighed:
    """The winning option and the need for each capability, and nothing else of `advise`: for surveys of the catalogue.

    Raises:
        AnswersError: a trade, pain, capability or vendor id does not exist.
    """
    check_ids(answers, k)
    found, _, _ = estimates(answers, k)
    value = valued(derive({name: e.mid for name, e in found.items()}, k.rule_book), k.option_book, k.rule_book)
    first = k.option_book.by_id[_by_value(value)[0]]
    return Weighed(answers, first, _keeps(found, first), _needs(answers, first, value, k), value, k)


def _by_value(value: Valued) -> list[str]:
    """The options, best first. The order of the file never decides: equal values are told apart by their id."""
    return sorted(value.values, key=lambda name: (-float(value.values[name]), name))  # type: ignore[arg-type]


def _side_needs(value: Valued) -> dict[str, float]:
    return {
        "customer": float(value.weights["customer"]),  # type: ignore[arg-type]
        "project": float(value.weights["project"]) + 0.6 * float(value.weights["short"]),  # type: ignore[arg-type]
        "job": float(value.weights["job"]),  # type: ignore[arg-type]
    }


def _needs(answers: Answers, first: Option, value: Valued, k: Knowledge) -> dict[str, float]:
    return capability_needs(
        answers, _side_needs(value), k.capabilities, k.need_weights, k.pains, list(k.trades_of(answers)),
        two_platforms=first.category == "two_platform",
    )  # fmt: skip


def what_if(
    answers: Answers,
    changes: Mapping[str, object],
    knowledge: Knowledge | None = None,
    *,
    name: str = "What if",
    draws: int = robustness.DRAWS,
) -> ScenarioAdvice:
    """What would come first with some answers changed; *answers* stay as they are.

    Args:
        changes: new answers by dotted field, each valid for its field.

    Raises:
        AnswersError: a field does not exist or a value cannot be an answer.
    """
    k = knowledge or load_knowledge()
    return _what_if(name, changes, _decide(answers, k, draws), answers, k, draws)


class _Decided(NamedTuple):
    """The decision with its workings, before vendors and checklist."""

    found: dict[str, Estimate]
    mix: WorkMix
    value: Valued
    drawn: robustness.Draws
    ranking: tuple[RankedOption, ...]
    first: Option
    fired: tuple[Finding, ...]
    line: tuple[float, float]
    how_sure: Certainty


def _what_if(
    name: str, changes: Mapping[str, object], today: _Decided, answers: Answers, k: Knowledge, draws: int
) -> ScenarioAdvice:
    there = changed_answers(answers, changes, name=name)
    then = _decide(there, k, draws)
    first, minor, before = then.first, then.mix.minor_share, today.mix.minor_share
    return ScenarioAdvice(
        name=name,
        changes=sure.scenario_changes(answers, there, changes, k),
        category=first.category,
        option=first.id,
        option_name=first.name,
        platforms=first.platforms,
        certainty=then.how_sure.word,
        acceptability=then.how_sure.acceptability,
        ranking=tuple(ScenarioRanked(option=r.option, name=r.name, value=round(r.value, 6)) for r in then.ranking),
        minor_side=then.mix.minor_side,
        minor_share=minor,
        verdict=wording.verdict(first, _keeps(then.found, first), then.mix),
        same=first is today.first,
        sentence=sure.scenario_sentence(
            first.name, today.first.name, then.how_sure.word, today.how_sure.word, then.mix.minor_side,
            minor.mid, before.mid, other_side=then.mix.minor_side != today.mix.minor_side,
        ),
    )  # fmt: skip


def _decide(answers: Answers, k: Knowledge, draws: int) -> _Decided:
    check_ids(answers, k)
    found, mix, shape = estimates(answers, k)
    points: dict[str, Number] = {name: e.mid for name, e in found.items()}
    facts = derive(points, k.rule_book)
    value = valued(facts, k.option_book, k.rule_book)
    drawn = robustness.draw(found, k.option_book, k.rule_book, draws=draws)
    ranking = _ranking(value, found, k)
    first = k.option_book.by_id[ranking[0].option]
    fired, sure_of_it = _how_sure(answers, _Read(found, mix, shape, facts, first), drawn, k, draws)
    return _Decided(found, mix, value, drawn, ranking, first, fired, _line(facts), sure_of_it)


class _Read(NamedTuple):
    """What the answers say, and the option that comes first for it."""

    found: dict[str, Estimate]
    mix: WorkMix
    shape: dict[str, Number]
    facts: dict[str, Number]
    first: Option


def _how_sure(
    answers: Answers, read: _Read, drawn: robustness.Draws, k: Knowledge, draws: int
) -> tuple[tuple[Finding, ...], Certainty]:
    """The findings, and how sure the first option is."""
    told = {**read.shape, **_verdict_facts(read.first, read.mix, read.facts)}
    fired = findings({**read.facts, **told}, k.rule_book, known={**_known_facts(answers, read.found, k), **told})
    acceptability = {name: round(share, 4) for name, share in robustness.acceptability(drawn).items()}
    records = answers.work.measured if answers.work.measured_share is not None else None
    cannot_tell = records is not None and not records.can_tell
    return fired, _certainty(
        read.first, acceptability, read.mix, _line(read.facts), k, draws, fired, records_cannot_tell=cannot_tell
    )


def _line(facts: Mapping[str, Number]) -> tuple[float, float]:
    """The hybrid line of this kind of firm."""
    return round(float(facts["line.low"]), 4), round(float(facts["line.high"]), 4)  # type: ignore[arg-type]


def _known_facts(answers: Answers, found: Mapping[str, Estimate], k: Knowledge) -> dict[str, Number]:
    """The facts as spans over what is open; a split or a length that was told counts as told, with its middle."""
    told = {"share"} if found["share_known"].mid > 0 else set()
    if not is_open(answers, "work.typical_duration"):
        told.add("short")
    known: dict[str, Number] = {
        name: e.mid if e.exact or name in told else Span(e.low, e.high) for name, e in found.items()
    }
    return derive(known, k.rule_book)


def _contributions(value: Valued, option: str, k: Knowledge) -> tuple[Contribution, ...]:
    parts = []
    for criterion in k.option_book.criteria:
        weight = float(value.weights[criterion.id])  # type: ignore[arg-type]
        score = float(value.scores[option][criterion.id])  # type: ignore[arg-type]
        parts.append(
            Contribution(
                criterion=criterion.id, label=criterion.label, weight=weight, score=score, points=weight * score
            )
        )
    return tuple(parts)


def _ranking(value: Valued, found: Mapping[str, Estimate], k: Knowledge) -> tuple[RankedOption, ...]:
    spans = robustness.value_spans(found, k.option_book, k.rule_book)
    parts = {option.id: _contributions(value, option.id, k) for option in k.option_book.options}
    order = _by_value(value)
    first = k.option_book.by_id[order[0]]
    ranked = []
    for name in order:
        option = k.option_book.by_id[name]
        total = sum(c.points for c in parts[name])
        ranked.append(
            RankedOption(
                option=name,
                name=option.name,
                category=option.category,
                platforms=option.platforms,
                value=total,
                low=min(spans[name].low, total),
                high=max(spans[name].high, total),
                contributions=parts[name],
                why_not=None if option is first else wording.why_not(option, first, parts[name], parts[first.id]),
            )
        )
    return tuple(ranked)


def _keeps(found: Mapping[str, Estimate], first: Option) -> tuple[Literal["crm", "pm", "fsm", "integrated"], ...]:
    """Kinds of today's tools that work well and have a place beside or inside the winning option."""
    kept: list[Literal["crm", "pm", "fsm", "integrated"]] = []
    sides: tuple[tuple[str, Literal["crm", "pm", "fsm", "integrated"]], ...] = (
        ("customer", "crm"), ("project", "pm"), ("job", "fsm"), ("integrated", "integrated"),
    )  # fmt: skip
    for side, kind in sides:
        works = found[f"tool.{side}"].mid >= 0.99
        has_place = kind in first.platforms or (kind == "crm" and first.id != "integrated") or first.id == "crm"
        if works and has_place:
            kept.append(kind)
    return tuple(kept)


def _verdict_facts(first: Option, mix: WorkMix, facts: Mapping[str, Number]) -> dict[str, Number]:
    """Facts that follow from the verdict; the joining and demo rules read them."""
    minor = float(facts["minor_side.felt_share"])  # type: ignore[arg-type]
    one = first.category != "two_platform"
    return {
        "verdict.two_platform": float(not one),
        "verdict.claims_both_sides": float(first.id == "integrated" and minor > 0.10),
        "verdict.minor_side_inside_one": float(one and first.id != "crm" and minor > 0.02),
    }


def _certainty(
    first: Option,
    acceptability: Mapping[str, float],
    mix: WorkMix,
    line: tuple[float, float],
    k: Knowledge,
    draws: int,
    fired: tuple[Finding, ...],
    *,
    records_cannot_tell: bool,
) -> Certainty:
    limits = k.option_book.certainty
    share = acceptability[first.id]
    reasons: list[str] = [wording.certainty_sentence("clear", acceptability, first)]
    word: Literal["clear", "lean", "toss_up"] = "clear"
    if share < limits.toss_up_below:
        word = "toss_up"
    elif share < limits.clear_from:
        word = "lean"
    # The band itself is a lean by doctrine (H3, H7), however stable the arithmetic is.
    minor = mix.minor_share.mid
    in_band = line[0] - 1e-9 <= minor <= line[1] + 1e-9
    below_with_two = first.id == "fsm_pm" and minor < line[0]
    sides = ("fsm_pm", "pm", "fsm", "integrated")
    if word == "clear" and (in_band or below_with_two) and first.id in sides:
        word = "lean"
        reasons.append("The smaller side lies in or below the band where practice itself is divided.")
    if word == "clear" and mix.leading_basis == "count":
        word = "lean"
        reasons.append("The split is known by number of pieces only, which never decides alone.")
    if word == "clear" and mix.leading_basis == "trade":
        word = "lean"
        reasons.append("The split of your work is not known yet.")
    if word == "clear" and records_cannot_tell and first.id in sides:
        word = "lean"
        reasons.append("Your records cannot tell on which side of the line your work lies.")
    if any(f.rule == "one-pattern-needs-no-second-platform" and f.established for f in fired) and word == "clear":
        word = "lean"
    reasons[0] = wording.certainty_sentence(word, acceptability, first)
    return Certainty(word=word, acceptability=dict(acceptability), draws=draws, reasons=tuple(reasons))


def _next_questions(answers: Answers, decided: _Decided, k: Knowledge) -> tuple[NextQuestion, ...]:
    """Open questions worth asking; an open split is always one, since the verdict says that it decides."""
    asked = {q.field: q for q in applying(answers, k) if is_open(answers, q.field)}
    split = "work.project_share" if decided.mix.leading_basis == "trade" else None
    ahead = outlook(decided.found, asked, k.option_book, k.rule_book)
    return tuple(
        NextQuestion(question=n.question, ask=asked[n.question].ask, expected_reduction=n.expected_reduction)
        for n in ahead.questions
        if n.expected_reduction >= LEAST_GAIN or n.question == split
    )


def _one_platform_anyway(first: Option, ranking: tuple[RankedOption, ...], k: Knowledge) -> str | None:
    """What to run if one platform is wanted at any price."""
    if first.category != "two_platform":
        return None
    single = next(r for r in ranking if r.category != "two_platform")
    option = k.option_book.by_id[single.option]
    gap = ranking[0].value - single.value
    text = f"If you want one platform at any price, run {option.sentence}; it is {gap:.1f} points behind."
    if option.id == "integrated":
        text += " Only if it passes both demonstrations on the same platform: a real project and a real work order."
    elif option.id == "pm":
        text += " Carry the jobs in it as small projects, and count the hours that costs for three months."
    elif option.id == "fsm":
        text += (
            " Carry the projects in it as long work orders, and keep change orders and documents in one agreed place."
        )
    return text


def _sources(
    fired: tuple[Finding, ...], more: tuple[Finding | FirstStepAdvice, ...], checklist: tuple[object, ...], k: Knowledge
) -> tuple[SourceNote, ...]:
    ids: dict[str, None] = {}
    for finding in (*fired, *more):
        ids[finding.source] = None
    for item in checklist:
        for source in getattr(item, "sources", ()):
            ids[source] = None
    return tuple(
        SourceNote(id=s.id, title=s.title, url=s.url, grade=s.grade, as_of=s.as_of) for s in (k.sources[i] for i in ids)
    )


def checksum(answers: Answers, k: Knowledge) -> str:
    """SHA-256 over the answers, the method version, the data files and the day of use: what advice depends on."""
    parts = {
        "answers": answers.compact(),
        "method": METHOD_VERSION,
        "data": k.digest,
        "used_on": k.day.isoformat(),
    }
    if k.overlay is not None:
        parts["overlay"] = k.overlay.digest
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
