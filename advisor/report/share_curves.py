"""The value of every option over the smaller side's share: which lines are drawn, where they meet, and in words.

Screen and PDF draw the same lines from here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from advisor import wording
from advisor.advice import Advice
from advisor.base import Interval
from advisor.report.chart_words import band_words
from advisor.report.words import listed, lower_first
from advisor.scoring.options import Kind
from advisor.scoring.sureness import ShareProfile

NEAR = 1.0
"""Points behind the leader within which a line is still told apart and named (judgement)."""

MOST_NAMED = 4
"""Lines that are named; more cannot be told apart on a phone."""

SHORT = {"crm": "CRM", "pm": "PM", "fsm": "FSM", "integrated": "Integrated"}


class Curve(NamedTuple):
    """One option's value (points) at each share."""

    option: str
    label: str
    name: str
    platforms: tuple[Kind, ...]
    values: tuple[float, ...]


class Turn(NamedTuple):
    """From this share of the smaller side on, upwards, another option comes first."""

    share: float
    option: str
    label: str

    @property
    def words(self) -> str:
        """As it stands beside the mark: "from 12 %: FSM + PM"."""
        return f"from {wording.percent(self.share)}: {self.label}"


class ShareCurves(NamedTuple):
    """What the picture shows; shares are those of the smaller side, 0 to 0.5, rising."""

    shares: tuple[float, ...]
    named: tuple[Curve, ...]
    others: tuple[Curve, ...]
    turns: tuple[Turn, ...]
    you: Interval
    told: bool
    line: tuple[float, float]
    title: str
    words: str
    axis: str

    @property
    def note(self) -> str:
        """How to read the picture, for those who see it."""
        grey = " Grey: the others, never close to first." if self.others else ""
        return f"The higher a line, the better it fits. Hatched: the usual line at {band_words(self.line)}.{grey}"

    @property
    def you_words(self) -> str:
        """What stands at the mark of today."""
        return "you" if self.told else "your trade"

    def value_at(self, share: float) -> float:
        """Points of the leading line at *share*, read between the two nearest points."""
        after = next((i for i, at in enumerate(self.shares) if at >= share), len(self.shares) - 1)
        before = max(after - 1, 0)
        width = self.shares[after] - self.shares[before]
        part = (share - self.shares[before]) / width if width > 0 else 0.0
        return max(c.values[before] + (c.values[after] - c.values[before]) * part for c in self.named)


def label_of(platforms: Sequence[str]) -> str:
    """The shortest name of an option: "FSM + PM"."""
    return " + ".join(SHORT[kind] for kind in platforms)


def share_curves(advice: Advice) -> ShareCurves | None:
    """The picture of an advice; None where the advice has no profile of the split."""
    profile, mix = advice.share_profile, advice.work_mix
    if profile is None:
        return None
    names = {ranked.option: (ranked.name, ranked.platforms) for ranked in advice.ranking}
    return curves_of(profile, names, mix.minor_share, told=mix.leading_basis != "trade")


def curves_of(
    profile: ShareProfile, names: Mapping[str, tuple[str, tuple[Kind, ...]]], you: Interval, *, told: bool
) -> ShareCurves:
    """The picture's lines and words.

    Args:
        names: name and platforms of each option.
        you: the smaller side's share today.
        told: False while the split rests on the trade alone.
    """
    values = profile.values
    columns = range(len(profile.shares))
    best = [max(values[option][i] for option in values) for i in columns]
    behind = {option: min(best[i] - values[option][i] for i in columns) for option in values}
    first = [profile.leads_at_zero, *(turn.option for turn in profile.turns)]
    order = sorted(behind, key=lambda option: (option not in first, behind[option], -values[option][-1], option))
    leads = [option for option in order if option in first]
    near = [option for option in order if option not in first and behind[option] <= NEAR]
    chosen = [*leads, *near[: max(MOST_NAMED - len(leads), 0)]]
    chosen = chosen if len(chosen) > 1 else order[:2]

    def curve(option: str) -> Curve:
        name, platforms = names[option]
        return Curve(option, label_of(platforms), name, platforms, values[option])

    named = tuple(sorted((curve(o) for o in chosen), key=lambda c: -c.values[-1]))
    others = tuple(curve(o) for o in order if o not in chosen)
    turns = tuple(Turn(turn.share, turn.option, label_of(names[turn.option][1])) for turn in profile.turns)
    start = names[profile.leads_at_zero][0]
    work = wording.SIDE_WORDS[profile.minor_side]
    return ShareCurves(
        shares=profile.shares,
        named=named,
        others=others,
        turns=turns,
        you=you,
        told=told,
        line=profile.band,
        title=_title(turns, start, work, you, told),
        words=_words(turns, names, start, others, work, profile.band),
        axis=f"Share of {work}",
    )


def spread(tops: Sequence[float], gap: float, lowest: float) -> list[float]:
    """Tops of labels, from above, moved apart as little as needed: *gap* apart, none below *lowest*."""
    placed: list[float] = []
    for top in tops:
        placed.append(max(top, placed[-1] + gap) if placed else top)
    floor = lowest
    for i in reversed(range(len(placed))):
        placed[i] = min(placed[i], floor)
        floor = placed[i] - gap
    return placed


def _title(turns: Sequence[Turn], start: str, work: str, you: Interval, told: bool) -> str:
    if not turns:
        return f"Whatever the share of {work}, {start} stays first"
    nearest = min(turns, key=lambda turn: abs(turn.share - you.mid))
    place = f"; you are at {wording.percent_range(you)}" if told else ""
    name = "one integrated platform" if nearest.option == "integrated" else nearest.label
    return f"At {wording.percent(nearest.share)} {work}, {name} takes the lead{place}"


def _words(
    turns: Sequence[Turn],
    names: Mapping[str, tuple[str, tuple[Kind, ...]]],
    start: str,
    others: Sequence[Curve],
    work: str,
    line: tuple[float, float],
) -> str:
    steps = [f"with no {work}, {lower_first(start)}"]
    steps += [f"from {wording.percent(turn.share)}, {lower_first(names[turn.option][0])}" for turn in turns]
    text = "The higher a line, the better it fits; what comes first: " + "; ".join(steps) + "."
    text += f" Hatched: the usual line at {band_words(line)}."
    if others:
        text += f" Grey: {listed(curve.label for curve in others)}, never close to first."
    return text


__all__ = ["Curve", "ShareCurves", "Turn", "curves_of", "label_of", "share_curves", "spread"]
