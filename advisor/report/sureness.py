"""How sure: how often the verdict holds, what would change it, and what is still open."""

from __future__ import annotations

from advisor import wording
from advisor.advice import Advice
from advisor.report import chart_words
from advisor.report.blocks import Bar, Bars, Heading, Paragraph, Point, Points, Section
from advisor.report.reasons import shade_of

METHOD_AGREES = "Multiplying the scores instead of adding them puts the same option first."


def how_sure(advice: Advice) -> Section:
    """Acceptability in words and bars, the nearest changes, the open questions and the method check."""
    sure = advice.how_sure
    shown = chart_words.first_places(sure, advice.ranking)
    bars = Bars(
        title=chart_words.certainty_title(sure, advice.ranking),
        alt=chart_words.certainty_words(sure, advice.ranking),
        most=1.0,
        bars=tuple(
            Bar(label=option.name, value=share, words=wording.percent(share), shade=shade_of(option.platforms))
            for option, share in shown
        ),
    )
    blocks: list[Paragraph | Heading | Points | Bars] = [
        Paragraph(text=" ".join(sure.reasons), look="lead"),
        bars,
        Paragraph(text=advice.method_check or METHOD_AGREES, look="caution" if advice.method_check else "plain"),
        Heading(text="What would change it"),
    ]
    if advice.flips:
        blocks.append(Points(items=tuple(Point(text=flip.sentence) for flip in advice.flips)))
    else:
        blocks.append(Paragraph(text="No change of a single answer would put other software first."))
    blocks.append(Heading(text="What is still open"))
    if advice.next_questions:
        blocks.append(
            Paragraph(
                text=f"You answered {advice.answered} of {advice.asked} questions. "
                "These open ones would tell most about the verdict, the first most of all."
            )
        )
        blocks.append(Points(items=tuple(Point(text=q.ask) for q in advice.next_questions), look="numbers"))
    else:
        blocks.append(
            Paragraph(
                text=f"You answered {advice.answered} of {advice.asked} questions. "
                "None of the open ones is likely to change the verdict."
            )
        )
    return Section(title="How sure this is, and what would change it", blocks=tuple(blocks))
