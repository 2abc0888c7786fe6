"""Vendor stacks: which vendors fill the verdict, what they cover, how they join, what they cost, what is unknown.

The stacks stand side by side in one table for each question, so that a reader compares along a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor import wording
from advisor.advice import Advice
from advisor.knowledge import Knowledge
from advisor.report import chart_words, stack_words
from advisor.report.blocks import (
    Beside,
    Column,
    Group,
    Heading,
    Paragraph,
    Point,
    Points,
    Ranges,
    Section,
    Table,
)
from advisor.report.blueprint import blueprint
from advisor.report.citations import Citations
from advisor.report.own_file import at_the_vendors
from advisor.report.stack_costs import assumptions, cost_ranges, cost_rows
from advisor.report.vendor_facts import OWN_FILE
from advisor.report.words import listed, points
from advisor.stack.stack import Coverage, Join, ProofMark, Stack
from advisor.stack.telling import COVERS

CAUTIONS_SHOWN = 3
FITS_SHOWN = 3
NEEDS_SHOWN = 8

Parts = list[Paragraph | Heading | Points | Table | Ranges | Beside]


def vendor_stacks(advice: Advice, k: Knowledge, cited: Citations) -> Section:
    """Two to four stacks: needs, joins and cost side by side, then reasons and cautions one by one."""
    stacks = advice.stacks
    blocks: Parts = []
    if not stacks:
        text = "No vendor of the catalogue fits within your limits. Loosen one of them and run the advice again."
        blocks.append(Paragraph(text=text))
    if advice.relaxed_limits:
        blocks.append(Heading(text="Limits that cost you choice"))
        blocks.append(Points(items=tuple(Point(text=limit.sentence) for limit in advice.relaxed_limits)))
    alike = len({stack.roles for stack in stacks}) == 1
    if alike and len(stacks[0].roles) > 1:
        first, *others = (wording.KIND_NAMES[role] for role in stacks[0].roles)
        blocks.append(Paragraph(text=f"The first name is for {first}, {_then(others)}."))
    shared = _shared(stacks)
    if shared:
        blocks.append(Paragraph(text=f"For all of them: {' '.join(shared)}"))
    if advice.leaders is not None:
        blocks.append(Paragraph(text=f"What decides between the first two: {advice.leaders.sentence}"))
    blocks += at_the_vendors(advice)
    # What decides between the first two is not told again beside one of them.
    said = {fact.sentence for fact in (advice.leaders.facts if advice.leaders else ())[:1]}
    for place, stack in enumerate(stacks, start=1):
        blocks += _card(str(place), stack, shared, said, roles=not alike)
    if stacks:
        blocks.append(cost_ranges(stacks))
        blocks += [Heading(text="Side by side"), _side_by_side(stacks, k, cited)]
        blocks += _both_sides(advice, cited)
        blocks += [Heading(text="What the costs assume"), assumptions(stacks, cited)]
        blocks += blueprint(stacks, cited)
    blocks += _second_choice(advice)
    return Section(title="Vendors that fill it", blocks=tuple(blocks))


def _both_sides(advice: Advice, cited: Citations) -> Parts:
    """The two-sided test of every platform that claims both kinds of work, a column for each."""
    marks = {(mark.vendor, mark.item): mark for stack in advice.stacks for mark in stack.two_sided_test}
    blocks: Parts = []
    if marks:
        names = {mark.vendor: mark.name for mark in marks.values()}
        items = dict.fromkeys((mark.demonstration, mark.item, mark.title) for mark in marks.values())
        rows: list[tuple[str, ...]] = []
        groups: list[Group] = []
        for kind, title in stack_words.DEMONSTRATIONS.items():
            groups.append(Group(above=len(rows), text=title))
            rows += [
                (label, *(_mark(marks.get((vendor, item)), cited) for vendor in names))
                for demonstration, item, label in items
                if demonstration == kind
            ]
        columns = (Column(title="", share=1.25), *(Column(title=name, share=1) for name in names.values()))
        blocks += [
            Heading(text="One platform for both kinds of work: what is shown"),
            Table(columns=columns, rows=tuple(rows), groups=tuple(groups)),
        ]
    if advice.two_sided_sentence:
        blocks.append(Paragraph(text=advice.two_sided_sentence, look="muted"))
    return blocks


def _mark(mark: ProofMark | None, cited: Citations) -> str:
    if mark is None:
        return "–"
    words = stack_words.MARKS[mark.mark]
    title = mark.source_title
    return f"{words} [{cited.page(title, mark.url or '', '', mark.as_of)}]" if title else words


def _second_choice(advice: Advice) -> Parts:
    """The stacks of the runner-up option, apart from the others."""
    if not advice.runner_up_stacks:
        return []
    blocks: Parts = [Heading(text="If you take the second choice instead")]
    if advice.runner_up_sentence:
        blocks.append(Paragraph(text=advice.runner_up_sentence, leads=True))
    return [*blocks, overview(advice.runner_up_stacks, explained=False)]


OVERVIEW_NOTE = (
    "From – to: what the fit may turn out to be once the unknowns are answered. US dollars before tax, as public pages "
    "show them; what nobody publishes is never counted as zero."
)


def overview(stacks: Iterable[Stack], *, explained: bool = True) -> Table:
    """The stacks side by side: fit and cost, each as far as it is known; *explained* says what the columns mean."""
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
            Column(title="Vendors", share=2.0),
            Column(title="Fit of 100", share=0.75, align="right"),
            Column(title="From – to", share=1.05, align="right"),
            Column(title="First year", share=1.6, align="right"),
            Column(title="Three years", share=1.6, align="right"),
        ),
        rows=rows,
        strong_first=True,
        note=OVERVIEW_NOTE if explained else "",
    )


def _shared(stacks: Sequence[Stack]) -> tuple[str, ...]:
    """Reasons and cautions that hold for every stack, so that they are said once."""
    if len(stacks) < 2:
        return ()
    said = [*stacks[0].fits, *stacks[0].cautions]
    return tuple(text for text in said if all(text in (*stack.fits, *stack.cautions) for stack in stacks))


def _then(kinds: Sequence[str]) -> str:
    """Who is there for what after the first: "the second for project management (PM)"."""
    places = ("second", "third")
    return listed(f"the {place} for {kind}" for place, kind in zip(places, kinds, strict=False))


def _card(place: str, stack: Stack, shared: Sequence[str], said: set[str], *, roles: bool) -> Parts:
    """A stack with its reasons and cautions; what was told above is not told again.

    *roles* says beside the names what each is there for.
    """
    # The table of all stacks tells what each covers.
    own_fits = [text for text in stack.fits if text not in shared and not text.startswith(COVERS)]
    fits = (
        *(Point(title="For whom", text=text) for text in (stack.for_whom,) if text),
        *(Point(text=text) for text in own_fits[:FITS_SHOWN]),
        *(Point(title="What decides", text=fact.sentence) for fact in stack.deciding[:1] if fact.sentence not in said),
    )
    own = [text for text in stack.cautions if text not in shared]
    new = [text for text in own if text not in said]
    shown = new[:CAUTIONS_SHOWN]
    if len(new) < len(own):
        shown.append("What was said above of the same vendors.")
    cautions = tuple(Point(text=text) for text in shown)
    said.update(new)
    kinds = ", ".join(wording.KIND_NAMES[role] for role in stack.roles) if roles else ""
    return [
        Heading(text=f"{place}. {chart_words.stack_name(stack)}", aside=kinds),
        Beside(
            left=(Paragraph(text="Why it fits", look="muted"), Points(items=fits)) if fits else (),
            right=(Paragraph(text="Cautions", look="muted"), Points(items=cautions)) if cautions else (),
        ),
    ]


def _side_by_side(stacks: Sequence[Stack], k: Knowledge, cited: Citations) -> Table:
    """One table for what is covered, how it joins and what the first year costs; a column for each stack."""
    parts = (
        ("What you need most", _coverage(stacks, k, cited)),
        ("Joins", _joins(stacks, cited)),
        ("First year, US dollars", cost_rows(stacks)),
    )
    groups: list[Group] = []
    rows: list[tuple[str, ...]] = []
    for title, part in parts:
        groups.append(Group(above=len(rows), text=title))
        rows += part
    columns = (Column(title="", share=1.25), *(Column(title=chart_words.stack_name(s), share=1) for s in stacks))
    return Table(columns=columns, rows=tuple(rows), groups=tuple(groups), strong_last=True)


def _coverage(stacks: Sequence[Stack], k: Knowledge, cited: Citations) -> list[tuple[str, ...]]:
    """A row for each need, the greatest first; a cell says how far it is covered and where that was read."""
    needs: dict[str, Coverage] = {}
    for stack in stacks:
        for one in stack.coverage:
            needs.setdefault(one.capability, one)
    shown = (k.catalogue.by_id[name] for stack in stacks for name in stack.vendors if name in k.catalogue.by_id)
    grades = {(vendor.id, page.title): page.grade for vendor in shown for page in vendor.sources.values()}

    def cell(stack: Stack, capability: str) -> str:
        found = next((c for c in stack.coverage if c.capability == capability), None)
        if found is None:
            return "–"
        words = stack_words.LEVELS[found.level] + (f" ({OWN_FILE})" if found.own_file else "")
        if not found.source:
            return words
        grade = grades.get((found.vendor or "", found.source), "")
        return f"{words} [{cited.page(found.source, found.url or '', grade, found.as_of)}]"

    ranked = sorted(needs.values(), key=lambda c: (-c.need, c.label))[:NEEDS_SHOWN]
    return [(c.label, *(cell(stack, c.capability) for stack in stacks)) for c in ranked]


def _joins(stacks: Sequence[Stack], cited: Citations) -> list[tuple[str, ...]]:
    # The blueprint tells grade and date of the same pages.
    pages = {p.url: p for stack in stacks for line in stack.blueprint.lines for p in line.passages if p.url}

    def words(stack: Stack, join: Join, several: bool) -> str:
        roles = zip(stack.names, stack.roles, strict=True)
        own = next((stack_words.ROLES[role] for name, role in roles if name in join.between), "")
        page = pages.get(join.url or "")
        grade, as_of = (page.grade, page.as_of) if page else ("", "unknown")
        mark = f" [{cited.page(join.source, join.url or '', grade, as_of)}]" if join.source else ""
        return f"{f'{own} ' if several else ''}{stack_words.LINKS.get(join.kind, join.kind)}{mark}"

    def cell(stack: Stack, rule: str) -> str:
        joins = [join for join in stack.joins if join.rule == rule]
        return "; ".join(words(stack, join, len(joins) > 1) for join in joins) or "–"

    rules = [
        rule for rule in stack_words.JOIN_TITLES if any(join.rule == rule for stack in stacks for join in stack.joins)
    ]
    return [(stack_words.JOIN_TITLES[rule], *(cell(stack, rule) for stack in stacks)) for rule in rules]
