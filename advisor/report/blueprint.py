"""The integration blueprint on paper: in full for the first stack, and where the links of the others differ."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.report import chart_words, stack_words
from advisor.report.blocks import Column, Heading, Paragraph, Point, Points, Table
from advisor.report.citations import Citations
from advisor.stack.stack import BlueprintLine, Passage, Stack
from advisor.stack.words import lower


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
                Point(title=step.title, text=step.text, refs=cited.of(step.sources)) for step in first.blueprint.steps
            ),
            look="steps",
        ),
    ]
    if others:
        blocks += _differences(first, others)
    return blocks


def _table(stack: Stack, cited: Citations) -> Table:
    rows = tuple((line.label, line.holder, _ways(line, cited), _rule(line, cited)) for line in stack.blueprint.lines)
    return Table(
        columns=(
            Column(title="What", share=0.9),
            Column(title="Held in", share=0.75),
            Column(title="Where it goes, and how", share=1.95),
            Column(title="The rule, and what breaks", share=3.1),
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
    judged = f" Our judgment: {line.judged}" if line.judged else ""
    return f"{line.rule} What breaks: {line.pitfall}{f' [{numbers}]' if numbers else ''}{judged}"


def _differences(first: Stack, others: Sequence[Stack]) -> list[Heading | Paragraph | Points | Table]:
    """For each of the other stacks, the things that pages show better and worse than for the first."""
    points = []
    before = _proof(first)
    for stack in others:
        proof = _proof(stack)
        words = [
            f"{name}: {'; '.join(lower(label) for label in labels)}"
            for name, labels in (
                ("Better shown", [label for label, known in proof.items() if known > before.get(label, 0)]),
                ("Less shown", [label for label, known in before.items() if known > proof.get(label, 0)]),
            )
            if labels
        ]
        if words:
            points.append(Point(title=chart_words.stack_name(stack), text=f"{'. '.join(words)}."))
    if not points:
        text = "The others are joined in the same way, as far as pages show."
        return [Paragraph(text=text, look="muted")]
    heading = Heading(text="Where the blueprints of the others differ")
    return [heading, Points(items=tuple(points), look="fine")]


def _proof(stack: Stack) -> dict[str, int]:
    """How well pages show that each thing passes: 2 every way shown, 1 a link on each, 0 a way that nobody tells of."""
    return {
        line.label: min(0 if passage.kind in ("unknown", "none") else 1 + passage.named for passage in line.passages)
        for line in stack.blueprint.lines
        if line.passages
    }
