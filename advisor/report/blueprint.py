"""The integration blueprint on paper: in full for the first stack, and where the links of the others differ."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.report import chart_words, stack_words
from advisor.report.blocks import Column, Heading, Paragraph, Point, Points, Table
from advisor.report.citations import Citations
from advisor.stack.stack import BlueprintLine, Passage, Stack


def blueprint(stacks: Sequence[Stack], cited: Citations) -> list[Heading | Paragraph | Points | Table]:
    """The blueprint of the first stack with its set-up order, and the links of the others beside it."""
    if not stacks or not stacks[0].blueprint.lines:
        return []
    first, others = stacks[0], [stack for stack in stacks[1:] if stack.blueprint.lines]
    blocks: list[Heading | Paragraph | Points | Table] = [
        Heading(text=f"Blueprint: {chart_words.stack_name(first)}"),
        Paragraph(text=stack_words.BLUEPRINT, look="muted", leads=True),
        _table(first, cited),
        Heading(text="In which order to set it up"),
        Points(
            items=tuple(
                Point(title=f"{n}. {step.title}", text=step.text, refs=cited.of(step.sources))
                for n, step in enumerate(first.blueprint.steps, start=1)
            ),
            look="fine",
        ),
    ]
    if others:
        blocks += _differences(first, others)
    return blocks


def _table(stack: Stack, cited: Citations) -> Table:
    rows = tuple((line.label, line.holder, _ways(line, cited), _rule(line, cited)) for line in stack.blueprint.lines)
    return Table(
        columns=(
            Column(title="What", share=0.95),
            Column(title="Held in", share=0.85),
            Column(title="Where it goes, and how", share=1.7),
            Column(title="The rule, and what breaks", share=3.2),
        ),
        rows=rows,
        fine=True,
    )


def _ways(line: BlueprintLine, cited: Citations) -> str:
    ways = " ".join(_way(line, passage, cited) for passage in line.passages) or "It stays there."
    return f"{ways} {line.doubt}".strip()


def _way(line: BlueprintLine, passage: Passage, cited: Citations) -> str:
    mark = ""
    if passage.source:
        mark = f" [{cited.page(passage.source, passage.url or '', passage.grade, passage.as_of)}]"
    note = f" {passage.note}" if passage.note else ""
    words = f"{stack_words.way_words(line, passage)}: {stack_words.passage_words(passage)}{mark}.{note}"
    return f"{words[:1].upper()}{words[1:]}"


def _rule(line: BlueprintLine, cited: Citations) -> str:
    numbers = ", ".join(str(number) for number in cited.of(line.sources))
    judged = f" Our judgement: {line.judged}" if line.judged else ""
    return f"{line.rule} What breaks: {line.pitfall}{f' [{numbers}]' if numbers else ''}{judged}"


def _differences(first: Stack, others: Sequence[Stack]) -> list[Heading | Paragraph | Points | Table]:
    """For each of the other stacks the things that it carries in another way than the first."""
    points = []
    for stack in others:
        labels = dict.fromkeys(line.label for one in (first, stack) for line in one.blueprint.lines if line.passages)
        ways = {label: _ways_by_role(stack, label) for label in labels}
        differing = [f"{label}: {words}" for label, words in ways.items() if words != _ways_by_role(first, label)]
        if differing:
            points.append(Point(title=chart_words.stack_name(stack), text=f"{'. '.join(differing)}."))
    if not points:
        text = "The others are joined in the same way, as far as pages show."
        return [Paragraph(text=text, look="muted")]
    heading = Heading(text="Where the blueprints of the others differ")
    return [heading, Points(items=tuple(points), look="fine")]


def _ways_by_role(stack: Stack, label: str) -> str:
    """How a stack carries a thing, by what each system is there for: so that stacks can be read beside each other."""
    line = next((one for one in stack.blueprint.lines if one.label == label), None)
    if line is None:
        return "does not pass"
    roles = {name: stack_words.ROLES[role] for name, role in zip(stack.names, stack.roles, strict=True)}
    roles |= {one.holder: "books" for one in stack.blueprint.lines if one.thing == "truth"}
    parts = (
        f"{roles.get(p.giver, p.giver)} to {roles.get(p.taker, p.taker)} {stack_words.passage_words(p)}"
        for p in line.passages
    )
    return "; ".join(parts)
