"""How sure: how often the verdict holds, what would change it, and what is still open."""

from __future__ import annotations

from advisor import wording
from advisor.advice import Advice
from advisor.report import chart_words
from advisor.report.blocks import Bar, Bars, Beside, Heading, Paragraph, Point, Points, Section
from advisor.report.reasons import shade_of

METHOD_AGREES = "Multiplying the scores instead of adding them puts the same option first."
NOTHING_FLIPS = "No change of a single answer would put other software first."
NOTHING_OPEN = "None of the open ones is likely to change the verdict."
OPEN_ONES = "These open ones would tell most about the verdict, the first most of all."


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
    flips = tuple(Point(text=flip.sentence) for flip in advice.flips)
    change = Points(items=flips) if flips else Paragraph(text=NOTHING_FLIPS)
    answered = f"You answered {advice.answered} of {advice.asked} questions."
    asks = tuple(Point(text=q.ask) for q in advice.next_questions)
    still_open: tuple[Paragraph | Points, ...] = (Paragraph(text=f"{answered} {NOTHING_OPEN}"),)
    if asks:
        still_open = (Paragraph(text=f"{answered} {OPEN_ONES}"), Points(items=asks, look="numbers"))
    return Section(
        title="How sure this is, and what would change it",
        blocks=(
            Paragraph(text=" ".join(sure.reasons), look="lead"),
            bars,
            Paragraph(text=advice.method_check or METHOD_AGREES, look="caution" if advice.method_check else "plain"),
            Beside(
                left=(Heading(text="What would change it"), change),
                right=(Heading(text="What is still open"), *still_open),
            ),
        ),
    )
