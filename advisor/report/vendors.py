"""Vendor stacks: which vendors fill the verdict, what they cover, how they join, what they cost, what is unknown.

The stacks stand side by side in one table for each question, so that a reader compares along a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor import wording
from advisor.advice import Advice
from advisor.knowledge import Knowledge
from advisor.report import chart_words
from advisor.report.blocks import Beside, Column, Fact, Facts, Heading, Paragraph, Point, Points, Section, Table
from advisor.report.citations import Citations
from advisor.report.words import as_of_words, points
from advisor.stack.stack import CostLine, Coverage, Join, Stack

CAUTIONS_SHOWN = 5

LEVEL_WORDS = {"full": "in full", "partial": "in part", "none": "no", "unknown": "not known"}

JOIN_TITLES = {"J1": "Time, typed once", "J2": "Accounting", "J3": "One customer record"}

JOIN_WORDS = {
    "native": "built in",
    "partner": "partner's connector",
    "zapier": "through Zapier",
    "file": "by file, by hand",
    "none": "no link",
    "unknown": "not known",
    "own_ledger": "keeps the books itself",
}

TOTAL_FIRST, TOTAL_THREE = "Together, first year", "Together, three years"


def vendor_stacks(advice: Advice, k: Knowledge, cited: Citations) -> Section:
    """Two to four stacks: needs, joins and cost side by side, then reasons and cautions one by one."""
    stacks = advice.stacks
    blocks: list[Paragraph | Heading | Points | Facts | Table | Beside] = []
    if not stacks:
        text = "No vendor of the catalogue fits within your limits. Loosen one of them and run the advice again."
        blocks.append(Paragraph(text=text))
    if advice.relaxed_limits:
        blocks.append(Heading(text="Limits that cost you choice"))
        blocks.append(Points(items=tuple(Point(text=limit.sentence) for limit in advice.relaxed_limits)))
    for place, stack in enumerate(stacks, start=1):
        blocks += _card(place, stack)
    if stacks:
        blocks += [Heading(text="What each covers of what you need most"), _coverage(stacks, cited)]
        blocks += [Heading(text="How each joins"), _joins(stacks, cited)]
        blocks += [Heading(text="What each costs"), _cost(stacks), _assumptions(stacks, k, cited)]
    return Section(title="Vendors that fill it", blocks=tuple(blocks), new_page=True)


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
            Column(title="Stack", share=2.3),
            Column(title="Fit of 100", share=0.8, align="right"),
            Column(title="From – to", share=1.1, align="right"),
            Column(title="First year", share=1.5, align="right"),
            Column(title="Three years", share=1.6, align="right"),
        ),
        rows=rows,
        strong_first=True,
        note="From – to: what the fit may turn out to be once the unknowns are answered. US dollars before tax, as public "
        "pages show them; what nobody publishes is never counted as zero.",
    )


def _card(place: int, stack: Stack) -> list[Heading | Beside]:
    roles = [f"{name}: {wording.KIND_NAMES[role]}" for name, role in zip(stack.names, stack.roles, strict=True)]
    fits = tuple(Point(text=text) for text in stack.fits)
    cautions = tuple(Point(text=text) for text in stack.cautions[:CAUTIONS_SHOWN])
    return [
        Heading(text=f"{place}. {chart_words.stack_name(stack)}", aside="; ".join(roles)),
        Beside(
            left=(Paragraph(text="Why it fits", look="muted"), Points(items=fits)),
            right=(Paragraph(text="Cautions", look="muted"), Points(items=cautions)) if cautions else (),
        ),
    ]


def _side_by_side(first: str, stacks: Sequence[Stack], rows: Iterable[tuple[str, ...]], strong: bool = False) -> Table:
    columns = (Column(title=first, share=1.3), *(Column(title=chart_words.stack_name(s), share=1) for s in stacks))
    return Table(columns=columns, rows=tuple(rows), strong_last=strong)


def _coverage(stacks: Sequence[Stack], cited: Citations) -> Table:
    """A row for each need, the greatest first; a cell says how far it is covered and where that was read."""
    needs: dict[str, Coverage] = {}
    for stack in stacks:
        for one in stack.coverage:
            needs.setdefault(one.capability, one)
    pages = {(e.vendor, e.url): e for stack in stacks for e in stack.evidence}

    def cell(stack: Stack, capability: str) -> str:
        found = next((c for c in stack.coverage if c.capability == capability), None)
        if found is None:
            return "–"
        page = pages.get((found.vendor or "", found.url or ""))
        if page is None:
            return LEVEL_WORDS[found.level]
        return f"{LEVEL_WORDS[found.level]} [{cited.page(page.source_title, page.url, page.grade, page.as_of)}]"

    ranked = sorted(needs.values(), key=lambda c: (-c.need, c.label))
    return _side_by_side(
        "You need", stacks, [(c.label, *(cell(stack, c.capability) for stack in stacks)) for c in ranked]
    )


def _joins(stacks: Sequence[Stack], cited: Citations) -> Table:
    def words(stack: Stack, join: Join, several: bool) -> str:
        own = next((name for name in stack.names if name in join.between), "")
        mark = f" [{cited.page(join.source, join.url, '', 'unknown')}]" if join.source and join.url else ""
        return f"{f'{own}: ' if several else ''}{JOIN_WORDS.get(join.kind, join.kind)}{mark}"

    def cell(stack: Stack, rule: str) -> str:
        joins = [join for join in stack.joins if join.rule == rule]
        return "; ".join(words(stack, join, len(joins) > 1) for join in joins) or "–"

    rules = [rule for rule in JOIN_TITLES if any(join.rule == rule for stack in stacks for join in stack.joins)]
    return _side_by_side("Join", stacks, [(JOIN_TITLES[rule], *(cell(s, rule) for s in stacks)) for rule in rules])


def _line_name(stack: Stack, line: CostLine) -> str:
    """A cost line under a name that is the same for every stack: the vendor's name gives way to its role."""
    for name, role in zip(stack.names, stack.roles, strict=True):
        if line.label.endswith(f" of {name}"):
            side = f", {wording.KIND_NAMES[role].partition(' (')[0]}" if len(stack.names) > 1 else ""
            return f"{line.label.removesuffix(f' of {name}')}{side}"
    return line.label


def _cost(stacks: Sequence[Stack]) -> Table:
    names = dict.fromkeys(_line_name(stack, line) for stack in stacks for line in stack.cost.lines)
    last = [name for name in names if all(name == line.label for s in stacks for line in s.cost.lines if
            _line_name(s, line) == name)]  # fmt: skip
    ordered = [name for name in names if name not in last] + last

    def cell(stack: Stack, name: str) -> str:
        lines = [line for line in stack.cost.lines if _line_name(stack, line) == name]
        return chart_words.money_words(lines[0].first_year) if lines else "–"

    rows = [(name, *(cell(stack, name) for stack in stacks)) for name in ordered]
    rows.append((TOTAL_FIRST, *(chart_words.money_words(stack.cost.first_year) for stack in stacks)))
    rows.append((TOTAL_THREE, *(chart_words.money_words(stack.cost.three_years) for stack in stacks)))
    return _side_by_side("First year, US dollars", stacks, rows, strong=True)


def _assumptions(stacks: Sequence[Stack], k: Knowledge, cited: Citations) -> Facts:
    """Each assumption once, with its source; then what nobody publishes."""
    ids = {source.title: source.id for source in k.sources.values()}
    said: dict[tuple[str, str], Point] = {}
    for stack in stacks:
        pages = {e.source_title: e for e in stack.evidence}
        for line in stack.cost.lines:
            page = pages.get(line.source)
            if line.source in ids:
                refs = cited.of([ids[line.source]])
            elif page is not None:
                refs = (cited.page(page.source_title, page.url, page.grade, page.as_of),)
            else:
                refs = ()
            aside = "" if refs else f"{line.source}, {as_of_words(line.as_of)}"
            said.setdefault(
                (line.label, line.assumption), Point(title=line.label, text=line.assumption, aside=aside, refs=refs)
            )
    rows = [Fact(term="Assumed", items=tuple(said.values()))]
    unsaid = tuple(dict.fromkeys(Point(text=text) for stack in stacks for text in stack.cost.open_lines))
    if unsaid:
        rows.append(Fact(term="Not published", items=unsaid))
    return Facts(rows=tuple(rows))


