"""Costs on paper: the ranges drawn to scale, lines that add up, and what stands beside the sums."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from printed import NAMES

from advisor import Advice, load_knowledge
from advisor.base import Money
from advisor.report.citations import Citations
from advisor.report.stack_costs import TO_PAY, TOTAL_FIRST, assumptions, cost_ranges, cost_rows
from advisor.stack.stack import CostLine, Stack, StackCost


def costing(stack: Stack, first: Money, *lines: CostLine, **fields: object) -> Stack:
    cost = StackCost.model_validate(
        {"first_year": first, "three_years": first, "lines": lines, "open_lines": (), **fields}
    )
    return stack.model_copy(update={"cost": cost})


def line(label: str, low: float, high: float, *, counted: bool = True, assumption: str = "A guess.") -> CostLine:
    money = Money(low=low, high=high)
    return CostLine(
        label=label, first_year=money, three_years=money, assumption=assumption, source="A page",
        url="https://example.com/a", as_of="2026-05", grade="B", counted=counted,
    )  # fmt: skip


@pytest.mark.parametrize("name", NAMES[:3])
def test_the_picture_has_every_range_of_the_advice_and_room_for_open_ends(
    name: str, advice_for: Callable[[str], Advice]
) -> None:
    stacks = advice_for(name).stacks
    picture = cost_ranges(stacks)
    for group, stack in zip(picture.groups, stacks, strict=True):
        assert group.name == " + ".join(stack.names)
        assert [(s.low, s.high) for s in group.spans] == [
            (m.low, m.high) for m in (stack.cost.first_year, stack.cost.three_years)
        ]
        assert bool(group.note) == (stack.cost.first_year.high is None)
        for span in group.spans:
            assert span.high is None or span.high <= picture.most
            assert span.high is not None or span.low is None or span.low < picture.most


def test_nothing_published_is_drawn_on_a_scale_all_the_same(advice_for: Callable[[str], Advice]) -> None:
    nothing = Money(low=None, high=None)
    picture = cost_ranges([costing(advice_for(NAMES[0]).stacks[0], nothing)])
    assert picture.most > 0
    assert picture.groups[0].spans[0].words == "not published"


def test_lines_that_do_not_count_are_in_no_row_and_stand_with_their_amount_among_the_assumptions(
    advice_for: Callable[[str], Advice],
) -> None:
    stack = costing(
        advice_for(NAMES[1]).stacks[0], Money(low=100, high=200), line("Training", 100, 200),
        line("Lower output", 3000, 4000, counted=False, assumption="Paid anyway."),
        paid_first_year=Money(low=0, high=0), notes=("Card fees come on top.",),
    )  # fmt: skip
    rows = dict(cost_rows([stack]))
    assert rows["Training"] == "$100–$200"
    assert rows[TO_PAY] == "$0"
    assert rows[TOTAL_FIRST] == "$100–$200"
    assert "Lower output" not in rows
    cited = Citations(load_knowledge().sources)
    told = {point.title: point for point in assumptions([stack], cited).items}
    assert told["Lower output, $3,000–$4,000"].text == "Paid anyway."
    assert told["Beside the sums"].text == "Card fees come on top."
    [page] = [item for item in cited.items if item.title == "A page"]
    assert (page.url, page.aside) == ("https://example.com/a", "B, May 2026")
    assert told["Training"].refs == (page.number,)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_to_pay_is_never_more_than_the_sum(name: str, advice_for: Callable[[str], Advice]) -> None:
    for stack in advice_for(name).stacks:
        paid, first = stack.cost.paid_first_year, stack.cost.first_year
        assert paid is not None
        assert (paid.low or 0) <= (first.low or 0)
        assert (paid.high is None) == (first.high is None)


def test_what_holds_for_several_licences_is_said_once_and_a_repeated_line_says_only_the_difference(
    advice_for: Callable[[str], Advice],
) -> None:
    base, any_sum = advice_for(NAMES[1]).stacks[0], Money(low=1, high=2)
    rise = "Three years: no price rise at best."
    first, second = (
        costing(
            base.model_copy(update={"names": (name,)}), any_sum,
            line(f"Licence of {name}", 1, 2, assumption=f"Plan {name}. {rise}"),
            line("Training", 1, 2, assumption=f"An hour a week; {weeks} weeks."),
            open_lines=(f"Set-up of {name}: ask whether there is a fee.",),
        )
        for name, weeks in (("Acme", 4), ("Second", 8))
    )  # fmt: skip
    told = [(point.title, point.text) for point in assumptions([first, second], Citations({})).items]
    assert told == [
        ("Licence of Acme", "Plan Acme."),
        ("Training", "An hour a week; 4 weeks."),
        ("Licence of Second", "Plan Second."),
        ("Training with Second", "8 weeks."),
        ("Every licence", rise),
        ("Not published, so ask for it in writing", "Set-up of Acme; Set-up of Second."),
    ]
    alone = assumptions([first], Citations({})).items
    assert alone[0].text == f"Plan Acme. {rise}"
