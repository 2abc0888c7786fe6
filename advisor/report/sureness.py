"""How sure: how often the verdict holds, what would change it, and what is still open."""

from __future__ import annotations

from advisor import wording
from advisor.advice import Advice
from advisor.report import chart_words
from advisor.report.blocks import (
    Bar,
    Bars,
    Beside,
    Block,
    CurveLine,
    Curves,
    CurveTurn,
    Heading,
    Paragraph,
    Point,
    Points,
    Section,
)
from advisor.report.citations import Citations
from advisor.report.reasons import OPTION_SHADES, shade_of
from advisor.report.scenarios import own_weights, scenarios
from advisor.report.share_curves import ShareCurves, share_curves, spread

NOTHING_FLIPS = "No change of a single answer would put other software first."
ANY_FLIPS = "Any one of these, with all else as you told it, would put other software first."
A_TRY = (
    "A try is one version of your firm: what you left open filled in one way it may be, and what matters to you "
    "weighed a little more or less."
)
ONE_FLIPS = "One change, with all else as you told it, would put other software first."
NOTHING_OPEN = "None of the open ones is likely to change the verdict."
OPEN_ONES = "These open ones would tell most about the verdict, the first most of all."

SPLIT = "work.project_share"
TRIES, STABILITY = "smaa2", "weight_stability"
"""Sources of the two methods, as in `data/sources.yaml`."""

ABOVE = ("crm", "pm", "fsm", "integrated")
"""Order of the sides from above: customers come first in every picture."""

LABEL_GAP = 0.085
"""Least distance of two labels, as a part of the height of the picture on paper."""

WEIGHTS_TOLD = 2
"""Criteria of which it is told how far their weight may move."""

NEAR_WEIGHT = 3.0
"""A weight that has to grow or shrink by no more than this factor is worth telling (judgement)."""

SLIGHT_WEIGHT = 0.05
"""Points under which a weight counts as none; it has no factor."""

NO_WEIGHT = "No single weight would put other software first, short of three times or a third of what it is."

SELDOM = 0.05
"""Share of first places from which on it is told for which firm an option would be the best."""

OTHERS_TOLD = 2
"""Other options of which that is told."""


def method_words(advice: Advice) -> str:
    """One line on the other ways of adding up: the one that disagrees, or that none does."""
    if advice.method_check:
        return advice.method_check
    ways = {"weighted_product": "multiplying instead of adding", "pairwise_count": "counting wins side by side"}
    ways["rank_reversal"] = "leaving an option out or adding a copy of one"
    checked = [ways[check.method] for check in advice.method_checks]
    if not checked:
        return "Multiplying the scores instead of adding them puts the same option first."
    return f"Checked in other ways ({', '.join(checked)}): the same one comes first."


def for_whom(advice: Advice) -> tuple[str, ...]:
    """For which firm the options that came first now and then would be the best, one sentence each."""
    told = [
        f"{wording.leads(sure.name)} came first in {wording.percent(sure.ranks[0])} of the tries: "
        f"it suits {sure.for_whom}."
        for sure in advice.how_sure.options
        if sure.option != advice.option and sure.for_whom and sure.ranks and sure.ranks[0] >= SELDOM
    ]
    return tuple(told[:OTHERS_TOLD])


def changes(advice: Advice) -> tuple[str, tuple[str, ...]]:
    """A sentence that leads, and what would put other software first: single answers, or else the smallest pair."""
    # While the split is not told, "today" would be a guess; the plain sentence does not need it.
    told = advice.share_profile if advice.work_mix.leading_basis != "trade" else None
    single = [flip.sentence for flip in told.flips] if told else []
    single += [flip.sentence for flip in advice.flips if told is None or flip.question != SPLIT]
    if single:
        return ANY_FLIPS if len(single) > 1 else ONE_FLIPS, tuple(single)
    if advice.pair_flip is not None:
        return f"{NOTHING_FLIPS} Two together could.", (advice.pair_flip.sentence,)
    return NOTHING_FLIPS, ()


def weights_that_decide(advice: Advice) -> tuple[str, ...]:
    """How far the weights may move that come closest to putting other software first, the closest first.

    Closeness is the factor by which a weight has to grow or shrink; where none is close, one sentence says so.
    """
    near = []
    for interval in advice.weight_intervals:
        if interval.weight < SLIGHT_WEIGHT:
            continue
        factors = [interval.weight / interval.low] if interval.below is not None and interval.low > 0 else []
        factors += [interval.high / interval.weight] if interval.high is not None else []
        if factors and min(factors) <= NEAR_WEIGHT:
            near.append((min(factors), interval.sentence))
    if near or not advice.weight_intervals:
        return tuple(sentence for _, sentence in sorted(near)[:WEIGHTS_TOLD])
    return (NO_WEIGHT,)


def how_sure(advice: Advice, cited: Citations) -> Section:
    """How often it held, the values over the split, the nearest changes, the weights, and the open questions."""
    sure = advice.how_sure
    shown = chart_words.first_places(sure, advice.ranking)
    blocks: list[Block] = [
        Paragraph(text=" ".join(sure.reasons), look="lead"),
        Paragraph(text=A_TRY, look="muted", refs=cited.of([TRIES])),
    ]
    if len(shown) > 1:
        blocks.append(_first_places(advice))
    blocks += [Paragraph(text=sentence) for sentence in for_whom(advice)]
    blocks.append(Paragraph(text=method_words(advice), look="caution" if advice.method_check else "muted"))
    picture = share_curves(advice)
    if picture is not None:
        blocks.append(_curves(picture))
    lead, flips = changes(advice)
    answered = f"You answered {advice.answered} of {advice.asked} questions."
    asks = tuple(Point(text=q.ask) for q in advice.next_questions)
    still_open: tuple[Paragraph | Points, ...] = (Paragraph(text=f"{answered} {NOTHING_OPEN}"),)
    if asks:
        still_open = (Paragraph(text=f"{answered} {OPEN_ONES}"), Points(items=asks, look="numbers"))
    change = (
        (Paragraph(text=lead), Points(items=tuple(Point(text=text) for text in flips)))
        if flips
        else (Paragraph(text=lead),)
    )
    blocks.append(
        Beside(
            left=(Heading(text="What would change it"), *change),
            right=(Heading(text="What is still open"), *still_open, *_weights(advice, cited)),
        )
    )
    blocks += scenarios(advice)
    blocks += own_weights(advice, cited)
    return Section(title="How sure this is, and what would change it", blocks=tuple(blocks))


def _weights(advice: Advice, cited: Citations) -> tuple[Heading | Points | Paragraph, ...]:
    told = weights_that_decide(advice)
    if not told:
        return ()
    words = (
        Points(items=tuple(Point(text=text) for text in told)) if told != (NO_WEIGHT,) else Paragraph(text=NO_WEIGHT)
    )
    return (Heading(text="How much each thing may matter"), words)


def _first_places(advice: Advice) -> Bars:
    sure = advice.how_sure
    return Bars(
        title=chart_words.certainty_title(sure, advice.ranking),
        alt=chart_words.certainty_words(sure, advice.ranking),
        most=1.0,
        bars=tuple(
            Bar(label=option.name, value=share, words=wording.percent(share), shade=shade_of(option.platforms))
            for option, share in chart_words.first_places(sure, advice.ranking)
        ),
    )


def _curves(picture: ShareCurves) -> Curves:
    values = [value for curve in picture.named for value in curve.values]
    least, most = min(values), max(values)

    def height(value: float) -> float:
        return round((value - least) / max(most - least, 1e-9), 4)

    tops = spread([1 - height(curve.values[-1]) for curve in picture.named], LABEL_GAP, 1.0)
    named = tuple(
        CurveLine(
            label=curve.label,
            label_top=1 - top,
            shades=tuple(OPTION_SHADES[kind] for kind in ABOVE if kind in curve.platforms),
            heights=tuple(height(value) for value in curve.values),
        )
        for curve, top in zip(picture.named, tops, strict=True)
    )
    others = tuple(CurveLine(heights=tuple(height(value) for value in curve.values)) for curve in picture.others)
    return Curves(
        title=picture.title,
        alt=picture.words,
        shares=picture.shares,
        lines=(*named, *others),
        turns=tuple(
            CurveTurn(share=turn.share, height=height(picture.value_at(turn.share)), words=turn.words)
            for turn in picture.turns
        ),
        you=picture.you,
        you_words=picture.you_words,
        band=picture.line,
        band_words=chart_words.band_words(picture.line),
        axis=f"{picture.axis}. The higher a line, the better it fits.",
        ends=("0 %", "50 %"),
    )
