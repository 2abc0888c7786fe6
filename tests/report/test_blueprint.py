"""The blueprint on paper: every line of the first stack, the set-up order, and where the others differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from printed import Paper

from advisor import Advice, load_knowledge
from advisor.report.blocks import Heading, Paragraph, Points, Table
from advisor.report.blueprint import blueprint
from advisor.report.citations import Citations
from advisor.stack.stack import Blueprint, BlueprintLine, Passage, SetUpStep, Stack

NAME = "electrical-60-40"


def drawn(*stacks: Stack) -> tuple[list[Any], Citations]:
    cited = Citations(load_knowledge().sources)
    return list(blueprint(stacks, cited)), cited


def of(blocks: list[Any], kind: type) -> list[Any]:
    return [block for block in blocks if isinstance(block, kind)]


def with_blueprint(stack: Stack, *passages: Passage, label: str = "Customers") -> Stack:
    line = BlueprintLine(
        thing="customer", label=label, join="J3", holder=stack.names[0], doubt="", passages=passages,
        rule="Match on the number.", judged="Who holds it.", pitfall="Doubles.", sources=("int_tw",),
    )  # fmt: skip
    step = SetUpStep(step="map", title="Match items", text="One by one.", sources=("qb_cic2",))
    return stack.model_copy(update={"blueprint": Blueprint(lines=(line,), steps=(step,))})


def test_every_line_of_the_first_stack_is_printed_with_rule_pitfall_and_sources(
    advice_for: Callable[[str], Advice], paper_for: Callable[[str], Paper]
) -> None:
    first, paper = advice_for(NAME).stacks[0].blueprint, paper_for(NAME)
    assert len(first.lines) > 8
    for line in first.lines:
        assert paper.holds(line.rule)
        assert paper.holds(f"What breaks: {line.pitfall}")
    for step in first.steps:
        assert paper.holds(f"{step.title}: {step.text}")


def test_a_way_says_its_link_whether_the_page_names_it_and_where_that_was_read(
    advice_for: Callable[[str], Advice],
) -> None:
    stack = advice_for(NAME).stacks[0]
    one, other = stack.names[:2]
    page = {"source": "Their help page", "url": "https://help.example", "as_of": "2026-05", "grade": "A"}
    named = Passage(giver=one, taker=other, kind="partner", named=True, carries="Customers", **page)
    silent = Passage(giver=one, taker="QuickBooks", kind="native", **page)
    asked = Passage(giver=one, taker="Payroll", kind="unknown", note="Ask twice.")
    blocks, cited = drawn(with_blueprint(stack, named, silent, asked))
    [table] = of(blocks, Table)
    [(what, holder, ways, rule)] = table.rows
    assert (what, holder) == ("Customers", one)
    number = next(item.number for item in cited.items if item.title == "Their help page")
    assert ways == (
        f"To {other}: a partner's connector, shown [{number}]. To QuickBooks: built in, not shown [{number}]. "
        "To Payroll: not known. Ask twice."
    )
    assert rule.startswith("Match on the number. What breaks: Doubles. [")
    assert rule.endswith("] Our judgment: Who holds it.")
    assert next(item.aside for item in cited.items if item.number == number) == "A, May 2026"


def test_only_what_another_stack_carries_in_another_way_is_told_of_it(advice_for: Callable[[str], Advice]) -> None:
    stack = advice_for(NAME).stacks[0]
    one, other = stack.names[:2]
    unknown = Passage(giver=one, taker=other, kind="unknown")
    linked = Passage(giver=one, taker=other, kind="native", named=True)
    same, better = with_blueprint(stack, unknown), with_blueprint(stack, linked)
    blocks, _ = drawn(same, same, better)
    [point] = of(blocks, Points)[-1].items
    assert point.text == "Better shown: customers."
    blocks, _ = drawn(better, same)
    [point] = of(blocks, Points)[-1].items
    assert point.text == "Less shown: customers."
    alike, _ = drawn(same, same)
    assert of(alike, Paragraph)[-1].text == "The others are joined in the same way, as far as pages show."
    alone, _ = drawn(same)
    assert [h.text for h in of(alone, Heading)] == [
        f"Blueprint: {' + '.join(stack.names)}", "In which order to set it up",
    ]  # fmt: skip


def test_the_words_are_explained_and_stay_with_the_table(advice_for: Callable[[str], Advice]) -> None:
    blocks, _ = drawn(*advice_for(NAME).stacks)
    [intro] = of(blocks, Paragraph)
    assert intro.leads
    assert all(word in intro.text for word in ("Shown:", "Not shown:", "Not known:"))


def test_without_a_blueprint_nothing_is_printed(advice_for: Callable[[str], Advice]) -> None:
    bare = advice_for(NAME).stacks[0].model_copy(update={"blueprint": Blueprint()})
    assert drawn(bare)[0] == []
    assert drawn()[0] == []
