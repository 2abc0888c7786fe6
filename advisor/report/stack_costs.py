"""Costs of the stacks on paper: the ranges as a picture, the first year line by line, and what was assumed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from advisor.base import Money
from advisor.report import chart_words, stack_words
from advisor.report.blocks import Point, Points, Ranges, Span, SpanGroup
from advisor.report.citations import Citations
from advisor.report.words import as_of_words, listed
from advisor.stack.stack import CostLine, Stack

TOTAL_FIRST, TOTAL_THREE = "Together, first year", "Together, three years"
TO_PAY = "Of the first year, to pay"

LICENCE = "Licence"
"""How the label of what is paid for the software itself starts."""


def cost_ranges(stacks: Sequence[Stack]) -> Ranges:
    """First year and three years of each stack on one scale, with the reason where an end is open."""
    return Ranges(
        title=chart_words.cost_title(stacks),
        alt=chart_words.cost_words(stacks),
        most=chart_words.cost_scale(stacks),
        groups=tuple(
            SpanGroup(
                name=chart_words.stack_name(stack),
                note=chart_words.open_words(stack.cost),
                spans=(_span("First year", stack.cost.first_year), _span("Three years", stack.cost.three_years)),
            )
            for stack in stacks
        ),
    )


def _span(label: str, money: Money) -> Span:
    return Span(label=label, low=money.low, high=money.high, words=chart_words.money_words(money))


def cost_rows(stacks: Sequence[Stack]) -> list[tuple[str, ...]]:
    """The vendors' own lines of the first year, then what every stack costs in the same way, then the sums."""
    counted = {id(stack): [line for line in stack.cost.lines if line.counted] for stack in stacks}
    names = dict.fromkeys(_line_name(stack, line) for stack in stacks for line in counted[id(stack)])
    common = [name for name in names if any(name == line.label for stack in stacks for line in counted[id(stack)])]

    def cell(stack: Stack, name: str) -> str:
        lines = [line for line in counted[id(stack)] if _line_name(stack, line) == name]
        return chart_words.money_words(lines[0].first_year) if lines else "–"

    rows = [(name, *(cell(stack, name) for stack in stacks)) for name in sorted(names, key=common.__contains__)]
    paid = [stack.cost.paid_first_year for stack in stacks]
    if any(paid):
        rows.append((TO_PAY, *(chart_words.money_words(money) if money else "–" for money in paid)))
    rows.append((TOTAL_FIRST, *(chart_words.money_words(stack.cost.first_year) for stack in stacks)))
    rows.append((TOTAL_THREE, *(chart_words.money_words(stack.cost.three_years) for stack in stacks)))
    return rows


def _line_name(stack: Stack, line: CostLine) -> str:
    """A cost line under a name that is the same for every stack: the vendor's name gives way to its role."""
    for name, role in zip(stack.names, stack.roles, strict=True):
        if line.label.endswith(f" of {name}"):
            side = f", {stack_words.ROLES[role]}" if len(stack.names) > 1 else ""
            return f"{line.label.removesuffix(f' of {name}')}{side}"
    return line.label


def assumptions(stacks: Sequence[Stack], cited: Citations) -> Points:
    """Each assumption once, with its source; then what stands beside the sums, and what nobody publishes.

    A last sentence that several licences share is said once for all of them, and a line that reads almost like one
    above says only in what it differs.
    """
    said: dict[tuple[bool, str], list[tuple[Stack, CostLine]]] = {}
    every = [(stack, line) for stack in stacks for line in stack.cost.lines]
    for stack, line in sorted(every, key=lambda one: not one[1].counted):
        said.setdefault((line.counted, line.assumption), []).append((stack, line))

    def refs(line: CostLine) -> tuple[int, ...]:
        return (cited.page(line.source, line.url, line.grade, line.as_of),) if line.url else ()

    last = Counter(_last(assumption) for (_, assumption), found in said.items() if _all_licences(found))
    above: dict[str, str] = {}
    items: list[Point] = []
    shared: dict[str, None] = {}
    for (counted, assumption), found in said.items():
        lines = [line for _, line in found]
        title = listed(dict.fromkeys(line.label if counted else _beside(line) for line in lines))
        text, end = assumption, _last(assumption)
        if end and last[end] > 1 and _all_licences(found):
            shared[end] = None
            text = assumption.removesuffix(end).rstrip()
        start = f"{text.partition('; ')[0]}; "
        if title in above:
            text = text.removeprefix(above[title])
            title = f"{title} with {listed(dict.fromkeys(chart_words.stack_name(stack) for stack, _ in found))}"
        else:
            above[title] = start
        items.append(
            Point(
                title=title,
                text=text,
                aside=listed(dict.fromkeys(f"{x.source}, {as_of_words(x.as_of)}" for x in lines if not refs(x))),
                refs=tuple(dict.fromkeys(number for line in lines for number in refs(line))),
            )
        )
    items += [Point(title=f"Every {LICENCE.lower()}", text=text) for text in shared]
    items += [
        Point(title="Beside the sums", text=text)
        for text in dict.fromkeys(note for stack in stacks for note in stack.cost.notes)
    ]
    # An open line says what it is about before its colon.
    unsaid = dict.fromkeys(text.partition(":")[0] for stack in stacks for text in stack.cost.open_lines)
    if unsaid:
        items.append(Point(title="Not published, so ask for it in writing", text=f"{'; '.join(unsaid)}."))
    return Points(items=tuple(items), look="fine")


def _last(assumption: str) -> str:
    """The last sentence of an assumption that has several; empty where it is the only one."""
    return assumption.rpartition(". ")[2] if ". " in assumption else ""


def _all_licences(found: Sequence[tuple[Stack, CostLine]]) -> bool:
    return all(line.label.startswith(LICENCE) for _, line in found)


def _beside(line: CostLine) -> str:
    """A line that is not summed, with its own amount."""
    return f"{line.label}, {chart_words.money_words(line.first_year)}"
