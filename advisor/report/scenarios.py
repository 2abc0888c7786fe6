"""What-ifs on paper: the scenarios beside today's answer, and what comes first under the contractor's own weights."""

from __future__ import annotations

from advisor import wording
from advisor.advice import Advice
from advisor.report.blocks import Block, Column, Heading, Paragraph, Table
from advisor.report.citations import Citations
from advisor.report.words import SURE_WORDS, points

SWINGS = ("swing_weights", "smart_intervals")
"""Sources of weighing by swings, and of doing so with ranges."""

RANKED = 3
"""Options of each scenario that are told."""


def scenarios(advice: Advice) -> list[Block]:
    """Today and the scenarios side by side, one column each; nothing where there are none."""
    if not advice.scenarios:
        return []
    kept = advice.scenarios
    first = advice.ranking[0]
    share = 1.0 / (1 + len(kept))
    columns = (Column(title="", share=0.6 * share), Column(title="Today", share=share))
    side = wording.SIDE_WORDS
    rows = [
        ("What changes", "as answered", *("; ".join(change.words for change in s.changes) for s in kept)),
        ("Comes first", first.name, *(s.option_name for s in kept)),
        (
            "How sure",
            _sure(advice.certainty, advice.acceptability[advice.option]),
            *(_sure(s.certainty, s.acceptability[s.option]) for s in kept),
        ),
        (
            "Smaller side",
            f"{side[advice.work_mix.minor_side]} {wording.percent_range(advice.work_mix.minor_share)}",
            *(f"{side[s.minor_side]} {wording.percent_range(s.minor_share)}" for s in kept),
        ),
    ]
    for place in range(1, RANKED):
        ranked = advice.ranking[place]
        rows.append(
            (
                {1: "Second", 2: "Third"}[place],
                f"{ranked.name}, {points(ranked.value)}",
                *(f"{s.ranking[place].name}, {points(s.ranking[place].value)}" for s in kept),
            )
        )
    named = (Column(title=s.name, share=share) for s in kept)
    table = Table(columns=(*columns, *named), rows=tuple(rows), together=True)
    return [Heading(text="What if"), table]


def own_weights(advice: Advice, cited: Citations) -> list[Block]:
    """What comes first under the contractor's own weights; nothing where there are none."""
    own = advice.own
    if own is None:
        return []
    given = [
        (weight.label, points(weight.derived), f"{points(weight.points.low)}–{points(weight.points.high)}")
        for weight in own.weights
        if weight.given
    ]
    table = Table(
        columns=(
            Column(title="What counts", share=0.5),
            Column(title="From your answers", share=0.25, align="right"),
            Column(title="Your own", share=0.25, align="right"),
        ),
        rows=tuple(given),
        halves=True,
        note="In points. Your own weights stand beside the answer and do not change it.",
    )
    said = Paragraph(text=own.sentence, refs=cited.of(SWINGS), leads=True)
    return [Heading(text="With your own weights"), said, table]


def _sure(word: str, share: float) -> str:
    return f"{SURE_WORDS[word]}, first in {wording.percent(share)} of the tries"
