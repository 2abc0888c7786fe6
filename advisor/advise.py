"""The steps from answers to advice, one line each. Nothing else in the product computes an answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Literal, NamedTuple

from advisor import wording
from advisor.advice import Advice, Certainty, FlipAdvice, Glance, NextQuestion, RankedOption, SourceNote
from advisor.demo.checklist import build_checklist
from advisor.knowledge import Knowledge, check_ids, load_knowledge
from advisor.questionnaire.answers import Answers
from advisor.questionnaire.flow import is_open, progress, questions_for, steps_for
from advisor.scoring import robustness
from advisor.scoring.facts import derive, estimates
from advisor.scoring.flips import flips
from advisor.scoring.missing import Estimate
from advisor.scoring.needs import Finding, capability_needs, findings
from advisor.scoring.options import Contribution, Option, Valued, valued
from advisor.scoring.readiness import readiness
from advisor.scoring.spans import Number, Span
from advisor.scoring.work_mix import WorkMix
from advisor.stack.search import search

METHOD_VERSION = "1.0.0"
"""Version of the method: it changes when the same answers can get another advice."""


def advise(answers: Answers, knowledge: Knowledge | None = None, *, draws: int = robustness.DRAWS) -> Advice:
    """Everything the advisor has to say about these answers.

    Args:
        answers: as a contractor gave them; any field may be open.
        knowledge: the data files; the shipped ones when left out.
        draws: robustness draws, seeded: the same answers give the same advice.

    Raises:
        AnswersError: a trade, pain, capability or vendor id does not exist.
    """
    k = knowledge or load_knowledge()
    decided = _decide(answers, k, draws)
    found, mix, value, first, fired = decided.found, decided.mix, decided.value, decided.first, decided.fired
    ranking, how_sure = decided.ranking, decided.how_sure
    runner_up = k.option_book.by_id[ranking[1].option]
    keeps = _keeps(found, first)
    ready = readiness(answers, first, found, k.rule_book)
    side_needs = {
        "customer": float(value.weights["customer"]),  # type: ignore[arg-type]
        "project": float(value.weights["project"]) + 0.6 * float(value.weights["short"]),  # type: ignore[arg-type]
        "job": float(value.weights["job"]),  # type: ignore[arg-type]
    }
    needs = capability_needs(
        answers, side_needs, k.capabilities, k.need_weights, k.pains, list(k.trades_of(answers)),
        two_platforms=first.category == "two_platform",
    )  # fmt: skip
    stacks, relaxed = search(answers, first, runner_up, keeps, needs, value, k)
    checklist = build_checklist(answers, first, stacks, needs, fired, k)
    trades = k.trades_of(answers)
    answered, asked = progress(answers, k.questionnaire, trades)
    return Advice(
        method_version=METHOD_VERSION,
        catalogue_as_of=k.catalogue.catalogue_as_of,
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
        how_sure=how_sure,
        acceptability=how_sure.acceptability,
        ranking=ranking,
        findings=fired,
        flips=_flips(answers, k),
        next_questions=_next_questions(answers, mix, decided.drawn, k),
        hybrid_line=decided.line,
        method_check=_method_check(value, first, k),
        stacks=stacks,
        relaxed_limits=relaxed,
        checklist=checklist,
        sources=_sources(fired, ready.findings, checklist, k),
    )


def glance(answers: Answers, knowledge: Knowledge | None = None, *, draws: int = robustness.DRAWS) -> Glance:
    """Where the category stands, without vendors, flips and checklist: what a screen shows while answers come in."""
    k = knowledge or load_knowledge()
    decided = _decide(answers, k, draws)
    return Glance(
        option=decided.first.id,
        names=tuple(ranked.name for ranked in decided.ranking),
        certainty=decided.how_sure.word,
        acceptability=decided.how_sure.acceptability,
        work_mix=decided.mix,
        hybrid_line=decided.line,
    )


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


def _decide(answers: Answers, k: Knowledge, draws: int) -> _Decided:
    check_ids(answers, k)
    found, mix, shape = estimates(answers, k)
    points: dict[str, Number] = {name: e.mid for name, e in found.items()}
    facts = derive(points, k.rule_book)
    value = valued(facts, k.option_book, k.rule_book)
    drawn = robustness.draw(found, k.option_book, k.rule_book, draws=draws)
    ranking = _ranking(value, found, k)
    first = k.option_book.by_id[ranking[0].option]
    told = {**shape, **_verdict_facts(first, mix, facts)}
    fired = findings({**facts, **told}, k.rule_book, known={**_known_facts(answers, found, k), **told})
    line = (round(float(facts["line.low"]), 4), round(float(facts["line.high"]), 4))  # type: ignore[arg-type]
    acceptability = {name: round(share, 4) for name, share in robustness.acceptability(drawn).items()}
    how_sure = _certainty(first, acceptability, mix, line, k, draws, fired)
    return _Decided(found, mix, value, drawn, ranking, first, fired, line, how_sure)


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
    # The order of the file never decides: equal values are told apart by their id.
    order = sorted(parts, key=lambda name: (-float(value.values[name]), name))  # type: ignore[arg-type]
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
) -> Certainty:
    limits = k.option_book.certainty
    share = acceptability[first.id]
    reasons: list[str] = [wording.certainty_sentence("clear", acceptability, first, draws)]
    word: Literal["clear", "lean", "toss_up"] = "clear"
    if share < limits.toss_up_below:
        word = "toss_up"
    elif share < limits.clear_from:
        word = "lean"
    # The band itself is a lean by doctrine (H3, H7), however stable the arithmetic is.
    minor = mix.minor_share.mid
    in_band = line[0] - 1e-9 <= minor <= line[1] + 1e-9
    below_with_two = first.id == "fsm_pm" and minor < line[0]
    if word == "clear" and (in_band or below_with_two) and first.id in ("fsm_pm", "pm", "fsm", "integrated"):
        word = "lean"
        reasons.append("The smaller side lies in or below the band where practice itself is divided.")
    if word == "clear" and mix.leading_basis == "count":
        word = "lean"
        reasons.append("The split is known by number of pieces only, which never decides alone.")
    if word == "clear" and mix.leading_basis == "trade":
        word = "lean"
        reasons.append("The split of your work is not known yet.")
    if any(f.rule == "one-pattern-needs-no-second-platform" and f.established for f in fired) and word == "clear":
        word = "lean"
    reasons[0] = wording.certainty_sentence(word, acceptability, first, draws)
    return Certainty(word=word, acceptability=dict(acceptability), draws=draws, reasons=tuple(reasons))


def _flips(answers: Answers, k: Knowledge) -> tuple[FlipAdvice, ...]:
    trades = k.trades_of(answers)
    asked = [
        q
        for step in steps_for(answers, k.questionnaire, trades)
        for q in questions_for(step.id, answers, k.questionnaire, trades)
        if q.kind in ("choice", "yes_no", "count", "money", "share", "duration", "scale", "severity")
        and not (q.field == "work.project_share" and answers.work.streams)
    ]
    changes = flips(answers, asked, k.option_book, k.rule_book, lambda a: estimates(a, k)[0])
    own = {q.field: q for q in asked}
    out = []
    for change in changes:
        option = k.option_book.by_id[change.option]
        question = own[change.question]
        out.append(
            FlipAdvice(
                **{"from": _plain(change.from_value)},
                question=change.question,
                short=question.short,
                to=_plain(change.to_value),
                category=option.category,
                option=option.id,
                sentence=wording.flip_sentence(question, change.from_value, change.to_value, option),
            )
        )
    return tuple(out)


def _plain(value: object) -> object:
    return value.model_dump(mode="json") if hasattr(value, "model_dump") else value


def _next_questions(answers: Answers, mix: WorkMix, drawn: robustness.Draws, k: Knowledge) -> tuple[NextQuestion, ...]:
    by_field = {q.field: q for q in k.questionnaire.questions}
    # An open split is always worth telling: the verdict says that it decides.
    split = "work.project_share" if mix.leading_basis == "trade" else None
    found = [
        NextQuestion(question=n.question, ask=by_field[n.question].ask, expected_reduction=n.expected_reduction)
        for n in robustness.next_questions(drawn, k.option_book, always=split)
        if n.question in by_field and (is_open(answers, n.question))
    ]
    return tuple(found)


def _method_check(value: Valued, first: Option, k: Knowledge) -> str | None:
    """Whether a weighted product puts another option first; a second opinion on the way of adding up."""
    total = sum(float(w) for w in value.weights.values())  # type: ignore[arg-type, misc]
    products = {option.id: _product(value, option.id, total) for option in k.option_book.options}
    best = max(products, key=lambda name: (products[name], name))
    if best == first.id:
        return None
    other = k.option_book.by_id[best].name
    return f"Multiplying the scores instead of adding them would put {other} first: the lead is smaller than it looks."


def _product(value: Valued, name: str, total: float) -> float:
    result = 1.0
    for criterion, weight in value.weights.items():
        score = float(value.scores[name][criterion])  # type: ignore[arg-type]
        # A floor of 0.1 keeps one worst score from deciding everything by itself.
        share = float(weight) / total  # type: ignore[arg-type]
        result *= float(max(score, 0.1) ** share)
    return result


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
    fired: tuple[Finding, ...], more: tuple[Finding, ...], checklist: tuple[object, ...], k: Knowledge
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
    """SHA-256 over the answers, the method version and the catalogue date: what an advice depends on."""
    parts = {"answers": answers.compact(), "method": METHOD_VERSION, "catalogue": k.catalogue.catalogue_as_of}
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
