"""Why: the findings that carried the decision, worded for a reader who was not in the room."""

from __future__ import annotations

from collections.abc import Sequence

from advisor import wording
from advisor.advice import Advice
from advisor.knowledge import Knowledge
from advisor.report import chart_words
from advisor.report.blocks import Bar, Bars, Heading, Paragraph, Point, Points, Rank, Ranking, Section, Shade
from advisor.report.citations import Citations
from advisor.report.words import effect_words, listed, lower_first, many, points, read_words
from advisor.scoring.needs import Finding

MOST = 8
"""Findings shown; the smaller ones are in the JSON."""

OPTION_SHADES: dict[str, Shade] = {"crm": "customer", "pm": "project", "fsm": "job", "integrated": "integrated"}

CRITERION_SHADES: dict[str, Shade] = {
    "project": "project", "short": "project", "job": "job", "customer": "customer", "joining": "integrated",
}  # fmt: skip


def why(advice: Advice, k: Knowledge, cited: Citations) -> Section:
    """The reasons, the first against the runner-up, and the whole ranking."""
    chosen, left = _telling(advice, k)
    items = tuple(_point(f, k, cited) for f in chosen)
    blocks: list[Paragraph | Heading | Points | Bars | Ranking] = []
    if items:
        blocks.append(Points(items=items, look="wide"))
    if left:
        text = f"{many(left, 'smaller reason')} can be read in the JSON file of this advice."
        blocks.append(Paragraph(text=text, look="muted"))
    if not items:
        blocks.append(
            Paragraph(text="Nothing you told us decides it yet; the verdict rests on what is usual in the trade.")
        )
    mix = [f"{name.lower()} {share}" for name, share in chart_words.bases(advice.work_mix)]
    if len(mix) > 1:
        blocks.append(Paragraph(text=f"The project share of your work, measured in more than one way: {listed(mix)}."))
    blocks += [Paragraph(text=doubt, look="caution") for doubt in advice.work_mix.doubts]
    first, second = advice.ranking[:2]
    blocks.append(_contributions(advice))
    blocks.append(Heading(text="All options, and what each loses by"))
    blocks.append(_ranking(advice))
    return Section(title=f"Why {lower_first(first.name)}, and not {lower_first(second.name)}", blocks=tuple(blocks))


def _telling(advice: Advice, k: Knowledge) -> tuple[list[Finding], int]:
    """The established findings that say most, and how many more there are.

    The rungs of one ladder (a tenth, the judgement zone, the line, an even split) read the same share: the one that
    adds most speaks for all of them, with the points of all. The larger side needs no such words.
    """
    major = "job" if advice.work_mix.minor_side == "project" else "project"
    split_open = advice.work_mix.leading_basis == "trade"
    ladders: dict[str, list[Finding]] = {}
    for finding in advice.findings:
        moved = [t for t in finding.adds if not t.startswith("task.")]
        shape_only = all(t.startswith("shape.") for t in moved)
        if not finding.established or finding.strength < 0.1 or not moved or (shape_only and not split_open):
            continue
        if finding.fact == f"{major}.felt_share":
            continue
        ladder = finding.fact if finding.fact.endswith(("project.felt_share", "job.felt_share")) else ""
        ladders.setdefault(ladder or f"{finding.rule} {finding.fact}", []).append(finding)
    merged = [_merged(rungs) for rungs in ladders.values()]
    merged.sort(key=lambda f: -_weight(f))
    return merged[:MOST], max(len(merged) - MOST, 0)


def _merged(rungs: Sequence[Finding]) -> Finding:
    top = max(rungs, key=_weight)
    adds: dict[str, float] = {}
    for rung in rungs:
        for target, amount in rung.adds.items():
            adds[target] = adds.get(target, 0.0) + amount
    return top.model_copy(update={"adds": adds})


def _weight(finding: Finding) -> float:
    """How much a finding moves, on one scale: points as they are, moved scores and lines by what they usually decide."""
    scale = {"need": 1.0, "weight": 1.0, "score": 3.0, "line": 20.0, "felt": 20.0, "shape": 0.1, "note": 0.01}
    return sum(abs(amount) * scale.get(target.partition(".")[0], 0.0) for target, amount in finding.adds.items())


def _point(finding: Finding, k: Knowledge, cited: Citations) -> Point:
    rule = next(r for r in k.rule_book.rules if r.id == finding.rule)
    title = finding.title
    if rule.sides is not None:
        side = finding.fact.partition(".")[0]
        title = f"{wording.SIDE_WORDS[side].capitalize()}: {lower_first(title)}"
    read, effect = read_words(finding), effect_words(finding.adds, k.option_book)
    aside = ". ".join(part for part in (f"Read: {read}" if read else "", f"Effect: {effect}" if effect else "") if part)
    return Point(title=title, text=finding.because, aside=f"{aside}." if aside else "", refs=cited.of([finding.source]))


def _contributions(advice: Advice) -> Bars:
    first, second = advice.ranking[:2]
    pairs = chart_words.contribution_pairs(first, second)
    bars = [
        Bar(
            label=a.label,
            value=a.points,
            words=points(a.points),
            other=b.points,
            other_words=points(b.points),
            shade=CRITERION_SHADES.get(a.criterion, "muted"),
        )
        for a, b in pairs
    ]
    return Bars(
        title=chart_words.contributions_title(first, second),
        alt=chart_words.contributions_words(first, second),
        most=max(max(a.points, b.points) for a, b in pairs) or 1.0,
        bars=tuple(bars),
        first=f"{first.name}, {points(first.value)} points",
        second=f"{second.name}, {points(second.value)} points",
    )


def shade_of(platforms: Sequence[str]) -> Shade:
    """The colour of a side for one platform; ink where there are two."""
    return OPTION_SHADES[platforms[0]] if len(platforms) == 1 else "ink"


def _ranking(advice: Advice) -> Ranking:
    rows = tuple(
        Rank(
            place=place,
            name=option.name,
            value=option.value,
            low=option.low,
            high=option.high,
            points=points(option.value),
            span=f"{points(option.low)} to {points(option.high)}",
            why=option.why_not or "First: the sum of its points is greatest.",
            shade=shade_of(option.platforms),
        )
        for place, option in enumerate(advice.ranking, start=1)
    )
    return Ranking(
        heads=("", "Option", "Points", "From – to", "What it loses by"),
        most=max(row.high for row in rows) or 1.0,
        rows=rows,
        note="Points with your answers as given; from–to is what they could become once every open answer is known.",
    )
