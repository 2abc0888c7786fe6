"""Vendor stacks: which vendors fill the verdict, what they cover, how they join, what they cost, what is unknown.

The stacks stand side by side in one table for each question, so that a reader compares along a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor import wording
from advisor.advice import Advice
from advisor.knowledge import Knowledge
from advisor.report import chart_words
from advisor.report.blocks import Beside, Column, Group, Heading, Paragraph, Point, Points, Section, Table
from advisor.report.citations import Citations
from advisor.report.words import as_of_words, listed, points
from advisor.stack.stack import CostLine, Coverage, Join, Stack

CAUTIONS_SHOWN = 3
NEEDS_SHOWN = 10

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

ROLE_WORDS = {"crm": "CRM", "pm": "PM", "fsm": "FSM", "integrated": "platform"}

TOTAL_FIRST, TOTAL_THREE = "Together, first year", "Together, three years"


def vendor_stacks(advice: Advice, k: Knowledge, cited: Citations) -> Section:
    """Two to four stacks: needs, joins and cost side by side, then reasons and cautions one by one."""
    stacks = advice.stacks
    blocks: list[Paragraph | Heading | Points | Table | Beside] = []
    if not stacks:
        text = "No vendor of the catalogue fits within your limits. Loosen one of them and run the advice again."
        blocks.append(Paragraph(text=text))
    if advice.relaxed_limits:
        blocks.append(Heading(text="Limits that cost you choice"))
        blocks.append(Points(items=tuple(Point(text=limit.sentence) for limit in advice.relaxed_limits)))
    shared = _shared(stacks)
    if shared:
        blocks.append(Paragraph(text=f"For all of them: {' '.join(shared)}"))
    said: set[str] = set()
    for place, stack in enumerate(stacks, start=1):
        blocks += _card(place, stack, shared, said)
    if stacks:
        blocks += [Heading(text="Side by side"), _side_by_side(stacks, cited)]
        blocks += [Heading(text="What the costs assume"), _assumptions(stacks, k, cited)]
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
            Column(title="Stack", share=2.3),
            Column(title="Fit of 100", share=0.8, align="right"),
            Column(title="From – to", share=1.1, align="right"),
            Column(title="First year", share=1.5, align="right"),
            Column(title="Three years", share=1.6, align="right"),
        ),
        rows=rows,
        strong_first=True,
        note="From – to: what the fit may turn out to be once the unknowns are answered. US dollars before tax, as "
        "public pages show them; what nobody publishes is never counted as zero.",
    )


def _shared(stacks: Sequence[Stack]) -> tuple[str, ...]:
    """Reasons and cautions that hold for every stack, so that they are said once."""
    if len(stacks) < 2:
        return ()
    said = [*stacks[0].fits, *stacks[0].cautions]
    return tuple(text for text in said if all(text in (*stack.fits, *stack.cautions) for stack in stacks))


def _card(place: int, stack: Stack, shared: Sequence[str], said: set[str]) -> list[Heading | Beside]:
    """A stack with its reasons and cautions; a caution about a vendor that was told above is not told again."""
    fits = tuple(Point(text=text) for text in stack.fits if text not in shared)
    own = [text for text in stack.cautions if text not in shared]
    new = [text for text in own if text not in said]
    shown = new[:CAUTIONS_SHOWN]
    if len(new) < len(own):
        shown.append("What was said above of the same vendors.")
    cautions = tuple(Point(text=text) for text in shown)
    said.update(new)
    roles = ", ".join(wording.KIND_NAMES[role] for role in stack.roles)
    return [
        Heading(text=f"{place}. {chart_words.stack_name(stack)}", aside=roles),
        Beside(
            left=(Paragraph(text="Why it fits", look="muted"), Points(items=fits)) if fits else (),
            right=(Paragraph(text="Cautions", look="muted"), Points(items=cautions)) if cautions else (),
        ),
    ]


def _side_by_side(stacks: Sequence[Stack], cited: Citations) -> Table:
    """One table for what is covered, how it joins and what the first year costs; a column for each stack."""
    parts = (
        ("Covers what you need most", _coverage(stacks, cited)),
        ("Joins", _joins(stacks, cited)),
        ("Costs in the first year, US dollars", _costs(stacks)),
    )
    groups: list[Group] = []
    rows: list[tuple[str, ...]] = []
    for title, part in parts:
        groups.append(Group(above=len(rows), text=title))
        rows += part
    columns = (Column(title="", share=1.25), *(Column(title=chart_words.stack_name(s), share=1) for s in stacks))
    return Table(columns=columns, rows=tuple(rows), groups=tuple(groups), strong_last=True)


def _coverage(stacks: Sequence[Stack], cited: Citations) -> list[tuple[str, ...]]:
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

    ranked = sorted(needs.values(), key=lambda c: (-c.need, c.label))[:NEEDS_SHOWN]
    return [(c.label, *(cell(stack, c.capability) for stack in stacks)) for c in ranked]


def _joins(stacks: Sequence[Stack], cited: Citations) -> list[tuple[str, ...]]:
    def words(stack: Stack, join: Join, several: bool) -> str:
        roles = zip(stack.names, stack.roles, strict=True)
        own = next((ROLE_WORDS[role] for name, role in roles if name in join.between), "")
        mark = f" [{cited.page(join.source, join.url, '', 'unknown')}]" if join.source and join.url else ""
        return f"{f'{own} ' if several else ''}{JOIN_WORDS.get(join.kind, join.kind)}{mark}"

    def cell(stack: Stack, rule: str) -> str:
        joins = [join for join in stack.joins if join.rule == rule]
        return "; ".join(words(stack, join, len(joins) > 1) for join in joins) or "–"

    rules = [rule for rule in JOIN_TITLES if any(join.rule == rule for stack in stacks for join in stack.joins)]
    return [(JOIN_TITLES[rule], *(cell(stack, rule) for stack in stacks)) for rule in rules]


def _line_name(stack: Stack, line: CostLine) -> str:
    """A cost line under a name that is the same for every stack: the vendor's name gives way to its role."""
    for name, role in zip(stack.names, stack.roles, strict=True):
        if line.label.endswith(f" of {name}"):
            side = f", {ROLE_WORDS[role]}" if len(stack.names) > 1 else ""
            return f"{line.label.removesuffix(f' of {name}')}{side}"
    return line.label


def _costs(stacks: Sequence[Stack]) -> list[tuple[str, ...]]:
    """The vendors' own lines first, then what every stack costs in the same way, then the sums."""
    names = dict.fromkeys(_line_name(stack, line) for stack in stacks for line in stack.cost.lines)
    common = [name for name in names if any(name == line.label for stack in stacks for line in stack.cost.lines)]

    def cell(stack: Stack, name: str) -> str:
        lines = [line for line in stack.cost.lines if _line_name(stack, line) == name]
        return chart_words.money_words(lines[0].first_year) if lines else "–"

    rows = [(name, *(cell(stack, name) for stack in stacks)) for name in sorted(names, key=common.__contains__)]
    rows.append((TOTAL_FIRST, *(chart_words.money_words(stack.cost.first_year) for stack in stacks)))
    rows.append((TOTAL_THREE, *(chart_words.money_words(stack.cost.three_years) for stack in stacks)))
    return rows


def _assumptions(stacks: Sequence[Stack], k: Knowledge, cited: Citations) -> Points:
    """Each assumption once, with its source; then what nobody publishes."""
    ids = {source.title: source.id for source in k.sources.values()}
    said: dict[str, list[CostLine]] = {}
    for line in (line for stack in stacks for line in stack.cost.lines):
        said.setdefault(line.assumption, []).append(line)
    pages = {e.source_title: e for stack in stacks for e in stack.evidence}

    def refs(line: CostLine) -> tuple[int, ...]:
        page = pages.get(line.source)
        if line.source in ids:
            return cited.of([ids[line.source]])
        return (cited.page(page.source_title, page.url, page.grade, page.as_of),) if page else ()

    items = [
        Point(
            title=listed(dict.fromkeys(line.label for line in lines)),
            text=assumption,
            aside=listed(dict.fromkeys(f"{x.source}, {as_of_words(x.as_of)}" for x in lines if not refs(x))),
            refs=tuple(dict.fromkeys(number for line in lines for number in refs(line))),
        )
        for assumption, lines in said.items()
    ]
    unsaid = dict.fromkeys(text for stack in stacks for text in stack.cost.open_lines)
    return Points(items=(*items, *(Point(title="Not published", text=text) for text in unsaid)), look="fine")
