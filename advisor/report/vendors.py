"""Vendor stacks: which vendors fill the verdict, what they cover, how they join, what they cost, what is unknown."""

from __future__ import annotations

from collections.abc import Iterable

from advisor import wording
from advisor.advice import Advice
from advisor.knowledge import Knowledge
from advisor.report import chart_words
from advisor.report.blocks import Column, Fact, Facts, Heading, Paragraph, Point, Points, Section, Table
from advisor.report.citations import Citations
from advisor.report.words import as_of_words, listed, lower_first, points
from advisor.stack.stack import CostLine, Coverage, Stack

EVIDENCE_SHOWN = 6
"""Facts shown for each stack; the JSON holds them all."""

UNKNOWNS_SHOWN = 6

JOIN_TITLES = {"J1": "Time", "J2": "Accounting", "J3": "Customers"}

JOIN_WORDS = {
    "native": "built in",
    "partner": "through a partner's connector",
    "zapier": "through Zapier",
    "file": "by file, by hand",
    "none": "no link",
    "unknown": "not known, so it is a demo task",
}


def vendor_stacks(advice: Advice, k: Knowledge, cited: Citations) -> Section:
    """Two to four stacks side by side, then one by one."""
    blocks: list[Paragraph | Heading | Points | Facts | Table] = []
    if not advice.stacks:
        text = "No vendor of the catalogue fits within your limits. Loosen one of them and run the advice again."
        blocks.append(Paragraph(text=text))
    else:
        text = (
            "Ways to fill the verdict, best first; page 1 shows them side by side. Prices are US dollars before tax, as "
            "public pages show them; what nobody publishes is named and never counted as zero."
        )
        blocks.append(Paragraph(text=text))
    if advice.relaxed_limits:
        blocks.append(Heading(text="Limits that cost you choice"))
        blocks.append(Points(items=tuple(Point(text=limit.sentence) for limit in advice.relaxed_limits)))
    for place, stack in enumerate(advice.stacks, start=1):
        blocks += _card(place, stack, k, cited)
    return Section(title="Vendors that fill it", blocks=tuple(blocks))


def overview(stacks: Iterable[Stack]) -> Table:
    """The stacks side by side: fit and cost, each as far as it is known."""
    rows = tuple(
        (
            f"{place}. {chart_words.stack_name(stack)}",
            points(stack.value),
            f"{points(stack.low)} to {points(stack.high)}",
            chart_words.money_words(stack.cost.first_year),
            chart_words.money_words(stack.cost.three_years),
        )
        for place, stack in enumerate(stacks, start=1)
    )
    return Table(
        columns=(
            Column(title="Stack", share=2.6),
            Column(title="Fit, points", share=0.8, align="right"),
            Column(title="From – to", share=1.1, align="right"),
            Column(title="First year", share=1.5, align="right"),
            Column(title="Three years", share=1.5, align="right"),
        ),
        rows=rows,
        strong_first=True,
        note="From – to: what the fit may turn out to be once the unknowns are answered.",
    )


def _card(place: int, stack: Stack, k: Knowledge, cited: Citations) -> list[Heading | Facts | Table | Paragraph]:
    roles = [f"{name}: {wording.KIND_NAMES[role]}" for name, role in zip(stack.names, stack.roles, strict=True)]
    rows = [
        Fact(term="Why it fits", items=_items(stack.fits)),
        Fact(term="Covers", items=_covers(stack.coverage)),
        Fact(term="Joins", items=tuple(_join_point(stack, i, cited) for i in range(len(stack.joins)))),
        Fact(term="Cautions", items=_items(stack.cautions)),
        Fact(term="Still unknown", items=_items(stack.unknowns, UNKNOWNS_SHOWN)),
        Fact(term="What we read", items=_evidence(stack, cited)),
    ]
    blocks: list[Heading | Facts | Table | Paragraph] = [
        Heading(text=f"{place}. {chart_words.stack_name(stack)}", aside="; ".join(roles)),
        Facts(rows=tuple(row for row in rows if row.items)),
    ]
    if stack.cost.lines:
        blocks.append(_cost(stack, k, cited))
    return blocks


def _items(texts: Iterable[str], most: int | None = None) -> tuple[Point, ...]:
    items = [Point(text=text) for text in texts]
    if most is not None and len(items) > most:
        return (*items[:most], Point(text=f"{len(items) - most} more, in the JSON file of this advice."))
    return tuple(items)


def _covers(coverage: Iterable[Coverage]) -> tuple[Point, ...]:
    """The needs by how well they are covered, the greatest need first."""
    ranked = sorted(coverage, key=lambda c: (-c.need, c.label))
    groups = {"full": "In full", "partial": "In part", "none": "Not at all", "unknown": "Not known"}
    items = []
    for level, title in groups.items():
        labels = [lower_first(c.label) for c in ranked if c.level == level]
        if labels:
            shown = labels[:8]
            more = f" and {len(labels) - 8} more" if len(labels) > 8 else ""
            items.append(Point(title=title, text=f"{', '.join(shown) if more else listed(shown)}{more}"))
    return tuple(items)


def _join_point(stack: Stack, index: int, cited: Citations) -> Point:
    join = stack.joins[index]
    note = f"; {join.note}" if join.note else ""
    refs = (cited.page(join.source, join.url or "", "", "unknown"),) if join.source and join.url else ()
    text = f"{join.what}: {JOIN_WORDS.get(join.kind, join.kind)}{note}"
    return Point(title=JOIN_TITLES[join.rule], text=text, refs=refs)


def _evidence(stack: Stack, cited: Citations) -> tuple[Point, ...]:
    names = dict(zip(stack.vendors, stack.names, strict=True))
    items = [
        Point(
            text=f"{names.get(e.vendor, e.vendor)}: {e.fact}",
            aside=f"{e.source_title}, {as_of_words(e.as_of)}",
            refs=(cited.page(e.source_title, e.url, e.grade, e.as_of),),
        )
        for e in stack.evidence[:EVIDENCE_SHOWN]
    ]
    more = len(stack.evidence) - EVIDENCE_SHOWN
    return (*items, Point(text=f"{more} more, in the JSON file of this advice.")) if more > 0 else tuple(items)


def _cost(stack: Stack, k: Knowledge, cited: Citations) -> Table:
    def row(line: CostLine) -> tuple[str, ...]:
        numbers = cited.of([line.source])
        mark = "".join(f" [{n}]" for n in numbers)
        first, three = (chart_words.money_words(m) for m in (line.first_year, line.three_years))
        return line.label, first, three, f"{line.assumption}{mark}"

    total = (
        "Together",
        chart_words.money_words(stack.cost.first_year),
        chart_words.money_words(stack.cost.three_years),
        f"Without {listed(stack.cost.open_lines)}: not published" if stack.cost.open_lines else "All lines counted",
    )
    return Table(
        columns=(
            Column(title="Cost", share=1.7),
            Column(title="First year", share=1.2, align="right"),
            Column(title="Three years", share=1.2, align="right"),
            Column(title="Assumed", share=3),
        ),
        rows=(*(row(line) for line in stack.cost.lines), total),
        strong_last=True,
    )
