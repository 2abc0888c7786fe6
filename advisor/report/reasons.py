"""Why: the findings that carried the decision, worded for a reader who was not in the room."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.advice import Advice
from advisor.knowledge import Knowledge
from advisor.report import chart_words
from advisor.report.blocks import Bar, Bars, Heading, Paragraph, Point, Points, Rank, Ranking, Section, Shade
from advisor.report.citations import Citations
from advisor.report.findings import reasons, title_of
from advisor.report.words import effect_words, lower_first, many, points, read_words
from advisor.scoring.needs import Finding

MOST = 5
"""Reasons shown, so that they fit on one page with the picture and the ranking; the JSON holds all."""

OPTION_SHADES: dict[str, Shade] = {"crm": "customer", "pm": "project", "fsm": "job", "integrated": "integrated"}

CRITERION_SHADES: dict[str, Shade] = {
    "project": "project", "short": "project", "job": "job", "customer": "customer", "joining": "integrated",
}  # fmt: skip


def why(advice: Advice, k: Knowledge, cited: Citations) -> Section:
    """The reasons, the first against the runner-up, and the whole ranking."""
    told = told_reasons(advice)
    items = tuple(_point(f, k, cited) for f in told[:MOST])
    blocks: list[Paragraph | Heading | Points | Bars | Ranking] = []
    if items:
        blocks.append(Points(items=items, look="wide"))
    else:
        text = "Nothing you told us decides it yet; the verdict rests on what is usual in the trade."
        blocks.append(Paragraph(text=text))
    if len(told) > MOST:
        text = f"{many(len(told) - MOST, 'smaller reason')} can be read in the JSON file of this advice."
        blocks.append(Paragraph(text=text, look="muted"))
    first = advice.ranking[0]
    blocks.append(_contributions(advice))
    blocks.append(Heading(text="All options, and what each loses by"))
    blocks.append(_ranking(advice))
    return Section(title=f"Why {lower_first(first.name)}", blocks=tuple(blocks))


def told_reasons(advice: Advice) -> list[Finding]:
    """The findings worth reading as reasons, the weightiest first."""
    return [finding for finding in reasons(advice) if _is_reason(finding)]


def _is_reason(finding: Finding) -> bool:
    """False for a remark that changes no points, unless it is one of the doctrine on one or two platforms."""
    return finding.key.startswith("H") or not all(target.startswith("note.") for target in finding.adds)


def _point(finding: Finding, k: Knowledge, cited: Citations) -> Point:
    read, effect = read_words(finding), effect_words(finding.adds, k.option_book)
    parts = (f"Read: {read}." if read else "", f"Effect: {effect}." if effect else "")
    return Point(
        title=title_of(finding),
        text=finding.because,
        aside=" ".join(part for part in parts if part),
        refs=cited.of([finding.source]),
    )


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
            why=_loses(option.why_not, advice.ranking[0].name),
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


def _loses(why_not: str | None, first: str) -> str:
    """What an option loses by, without naming the first again in every line."""
    if why_not is None:
        return "First: the sum of its points is greatest."
    text = why_not.removeprefix(f"Against {first}, ")
    return text[:1].upper() + text[1:]
