"""Costs of the stacks on paper: the ranges as a picture, the first year line by line, and what was assumed."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.base import Money
from advisor.report import chart_words, stack_words
from advisor.report.blocks import Point, Points, Ranges, Span, SpanGroup
from advisor.report.citations import Citations
from advisor.report.words import as_of_words, listed
from advisor.stack.stack import CostLine, Stack

TOTAL_FIRST, TOTAL_THREE = "Together, first year", "Together, three years"
TO_PAY = "Of the first year, to pay"


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
    """Each assumption once, with its source; then what stands beside the sums, and what nobody publishes."""
    said: dict[tuple[bool, str], list[CostLine]] = {}
    for line in sorted((line for stack in stacks for line in stack.cost.lines), key=lambda line: not line.counted):
        said.setdefault((line.counted, line.assumption), []).append(line)

    def refs(line: CostLine) -> tuple[int, ...]:
        return (cited.page(line.source, line.url, line.grade, line.as_of),) if line.url else ()

    items = [
        Point(
            title=listed(dict.fromkeys(line.label if counted else _beside(line) for line in lines)),
            text=assumption,
            aside=listed(dict.fromkeys(f"{x.source}, {as_of_words(x.as_of)}" for x in lines if not refs(x))),
            refs=tuple(dict.fromkeys(number for line in lines for number in refs(line))),
        )
        for (counted, assumption), lines in said.items()
    ]
    notes = dict.fromkeys(note for stack in stacks for note in stack.cost.notes)
    unsaid = dict.fromkeys(text for stack in stacks for text in stack.cost.open_lines)
    return Points(
        items=(
            *items,
            *(Point(title="Beside the sums", text=text) for text in notes),
            *(Point(title="Not published", text=text) for text in unsaid),
        ),
        look="fine",
    )


def _beside(line: CostLine) -> str:
    """A line that is not summed, with its own amount."""
    return f"{line.label}, {chart_words.money_words(line.first_year)}"
