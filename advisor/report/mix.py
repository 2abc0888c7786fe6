"""How the work splits: the message of the split bar, each measure, the kinds of work, and the line for this firm."""

from __future__ import annotations

from advisor import wording
from advisor.advice import Advice
from advisor.base import Interval
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import Stream
from advisor.report import chart_words
from advisor.report.answered import COUNT, MONEY, told_rows
from advisor.report.blocks import Block, Column, Paragraph, Point, Points, Section, Table
from advisor.report.citations import Citations
from advisor.report.findings import title_of
from advisor.report.records import records_words
from advisor.report.words import effect_words, plain
from advisor.scoring.work_mix import Basis, WorkMix

MEASURES: tuple[tuple[Basis, str], ...] = (
    ("revenue", "By revenue"),
    ("hours", "By labor hours"),
    ("count", "By number of pieces"),
)


def work_mix(advice: Advice, k: Knowledge, cited: Citations) -> Section:
    """Projects against jobs by each known measure, what is unclear about it, and where the line lies and why."""
    mix = advice.work_mix
    blocks: list[Block] = [
        Paragraph(text=f"{chart_words.split_title(mix, advice.hybrid_line)}.", look="lead"),
        Paragraph(text=chart_words.split_words(mix, advice.hybrid_line)),
    ]
    measured = _measures(mix)
    if measured is not None:
        blocks.append(measured)
    told = [f"{label.lower()}: {words}" for label, words in told_rows(advice.answers, k, ("work",))]
    if told:
        blocks.append(Paragraph(text=f"You told us: {'; '.join(told)}.", look="muted"))
    work = advice.answers.work
    if work.streams:
        blocks.append(_streams(work.streams))
    if work.measured is not None:
        blocks.append(Paragraph(text=plain(records_words(work.measured, leads=work.measured_share is not None))))
    blocks += [Paragraph(text=doubt, look="caution") for doubt in mix.doubts]
    moved = tuple(
        Point(
            title=title_of(finding),
            text=finding.because,
            aside=effect_words({t: v for t, v in finding.adds.items() if t.startswith("line.")}, k.option_book),
            refs=cited.of([finding.source]),
        )
        for finding in advice.findings
        if finding.established and any(t.startswith("line.") and abs(v) >= 0.005 for t, v in finding.adds.items())
    )
    if moved:
        line = chart_words.band_words(advice.hybrid_line)
        blocks.append(Paragraph(text=f"For a firm like yours the line lies at {line}. What moved it:", leads=True))
        blocks.append(Points(items=moved, look="wide"))
    return Section(title="How your work splits", blocks=tuple(blocks), new_page=True)


def _measures(mix: WorkMix) -> Table | None:
    """Projects and jobs by revenue, hours and pieces; None where at most one of them is known."""
    known: dict[str, Interval] = {}
    for (_, words), share in zip(MEASURES, (mix.by_revenue, mix.by_hours, mix.by_count), strict=True):
        if share is not None:
            known[words] = share
    if len(known) < 2:
        return None
    leading = dict(MEASURES).get(mix.leading_basis)
    order = sorted(known, key=lambda words: words != leading)
    rows = tuple(
        (
            f"{words} (decides)" if words == leading else words,
            wording.percent_range(known[words]),
            wording.percent_range(known[words].mirrored()),
        )
        for words in order
    )
    return Table(
        columns=(
            Column(title="Measured", share=2),
            Column(title="Projects", share=1, align="right"),
            Column(title="Jobs", share=1, align="right"),
        ),
        rows=rows,
        strong_first=leading is not None,
        together=True,
    )


def _streams(streams: tuple[Stream, ...]) -> Table:
    rows = tuple(
        (
            plain(stream.name) or f"Kind {number}",
            wording.answer_words(COUNT, stream.duration),
            wording.answer_words(COUNT, stream.per_year),
            wording.answer_words(MONEY, stream.average_value_usd),
            wording.answer_words(COUNT, stream.hours_each),
        )
        for number, stream in enumerate(streams, start=1)
    )
    return Table(
        columns=(
            Column(title="Kind of work", share=2.4),
            Column(title="Takes", share=1.2),
            Column(title="A year", share=0.9, align="right"),
            Column(title="Worth each", share=1.2, align="right"),
            Column(title="Hours each", share=1, align="right"),
        ),
        rows=rows,
    )
