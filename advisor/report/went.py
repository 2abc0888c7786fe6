"""How it went: each look back with its verdict, the pains then, expected and now, and what to correct."""

from __future__ import annotations

from advisor.advice import Advice
from advisor.knowledge import Knowledge
from advisor.outcome import FollowUp, follow_ups
from advisor.outcome.follow_up import CHANGE_WORDS, EXPECTED_WORDS, GROUP_WORDS, SEVERITY_WORDS, USE_WORDS
from advisor.report.blocks import Block, Column, Heading, Paragraph, Point, Points, Section, Table
from advisor.report.citations import Citations
from advisor.report.words import date_text, listed, lower_first

WHEN_WORDS = {"90_days": "After 90 days", "1_year": "After a year"}
AGAIN_WORDS = {"yes": "yes", "no": "no", "unsure": "not sure"}


def went(advice: Advice, k: Knowledge, cited: Citations) -> Section | None:
    """The section; None while nobody looked back."""
    told = follow_ups(advice, k)
    if not told:
        return None
    blocks = [block for one in told for block in _back(one, cited)]
    return Section(title="How it went", blocks=tuple(blocks))


def _back(told: FollowUp, cited: Citations) -> list[Block]:
    day = date_text(told.on)
    blocks: list[Block] = [
        Heading(text=f"{WHEN_WORDS[told.when]}: {listed(told.names)}", aside=day),
        Paragraph(text=told.sentence, leads=True),
    ]
    use = [f"{lower_first(GROUP_WORDS[g.group])}: {USE_WORDS[g.use]}" for g in told.groups if g.use is not None]
    if use:
        blocks.append(Paragraph(text=f"Who works in it: {'; '.join(use)}."))
    if told.pains:
        rows = tuple(
            (
                one.label,
                SEVERITY_WORDS[one.then],
                EXPECTED_WORDS[one.expected],
                "not told" if one.now is None else SEVERITY_WORDS[one.now],
                CHANGE_WORDS[one.change],
            )
            for one in told.pains
        )
        columns = (
            Column(title="What hurts", share=2.2),
            Column(title="At the start", share=0.9),
            Column(title="Expected", share=1.6),
            Column(title="Now", share=0.8),
            Column(title="", share=0.8),
        )
        blocks.append(Table(columns=columns, rows=rows, fine=True))
    if told.given_up:
        blocks.append(Paragraph(text=f"Bought and not used: {listed(lower_first(g.label) for g in told.given_up)}."))
    if told.choose_again is not None:
        blocks.append(Paragraph(text=f"Would choose it again: {AGAIN_WORDS[told.choose_again]}."))
    if told.corrections:
        items = tuple(
            Point(title=one.title, text=f"{one.do} {one.because}", refs=cited.of(one.sources))
            for one in told.corrections
        )
        blocks += [Heading(text="What to correct first"), Points(items=items, look="numbers")]
    return blocks
