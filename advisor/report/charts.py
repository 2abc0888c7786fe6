"""Charts on screen: `build_*` gives a plotly figure that carries its message as title and its words as `alt_of`.

Every chart is laid out in pixels from the top, with each label on its own line above its bar: nothing is cut at the
width of a phone, and no legend, gridline or axis is needed.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

import plotly.graph_objects as go

from advisor import wording
from advisor.advice import Certainty, RankedOption
from advisor.base import Money
from advisor.report.palette import Palette, Tone, blended
from advisor.scoring.work_mix import WorkMix
from advisor.stack.stack import Stack

CONFIG: dict[str, Any] = {"displayModeBar": False, "staticPlot": True, "responsive": True}
"""How every chart is shown: a still picture, so a finger on it scrolls the page."""

FONT = "Public Sans, sans-serif"
TITLE_SIZE, LABEL_SIZE, NOTE_SIZE = 17, 14, 13
LINE_HEIGHT = 22
TITLE_WIDTH = 40
"""Characters of a title line that fit a screen of 375 px."""

SOFT_STEPS = 48
"""Steps of the soft edge on each side of the middle."""

PLATFORM_TONES: dict[str, Tone] = {"crm": "customer", "pm": "project", "fsm": "job", "integrated": "integrated"}

CRITERION_TONES: dict[str, tuple[Tone, float]] = {
    "project": ("project", 1.0),
    "short": ("project", 0.7),
    "job": ("job", 1.0),
    "customer": ("customer", 1.0),
    "joining": ("integrated", 1.0),
}
"""Colour and strength of each criterion; those that belong to no side are muted."""


class Segment(NamedTuple):
    """A piece of a horizontal bar: from and to in units of the x axis, the rest in pixels from the top."""

    start: float
    end: float
    top: float
    height: float
    colour: str


def alt_of(figure: go.Figure) -> str:
    """What the chart shows, in words, for a screen reader."""
    return str(figure.layout.meta["alt"])


def _canvas(title: str, alt: str, height: float, top: float, palette: Palette) -> go.Figure:
    """An empty figure whose y axis counts pixels downwards from the title and whose x axis runs from 0 to *top*."""
    lines = textwrap.wrap(title, TITLE_WIDTH)
    head = len(lines) * LINE_HEIGHT + 10
    figure = go.Figure()
    figure.update_layout(
        title={
            "text": "<b>" + "<br>".join(escape(line, quote=False) for line in lines) + "</b>",
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "pad": {"b": 10 + (len(lines) - 1) * LINE_HEIGHT, "l": 0},
            "font": {"size": TITLE_SIZE, "color": palette.ink, "family": FONT},
        },
        height=head + height,
        margin={"l": 2, "r": 2, "t": head, "b": 0, "pad": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": LABEL_SIZE, "color": palette.ink},
        showlegend=False,
        hovermode=False,
        dragmode=False,
        barmode="overlay",
        bargap=0,
        meta={"alt": alt},
        xaxis={"range": [0, top], "visible": False, "fixedrange": True, "automargin": True},
        yaxis={"range": [height, 0], "visible": False, "fixedrange": True, "automargin": True},
    )
    return figure


def _draw(figure: go.Figure, name: str, segments: Sequence[Segment], **marker: Any) -> None:
    figure.add_bar(
        name=name,
        orientation="h",
        base=[s.start for s in segments],
        x=[s.end - s.start for s in segments],
        y=[s.top + s.height / 2 for s in segments],
        width=[s.height for s in segments],
        marker={"color": [s.colour for s in segments], "line": {"width": 0}, **marker},
    )


def _write(figure: go.Figure, text: str, x: float, y: float, colour: str, **more: Any) -> None:
    """*text* with its top at pixel *y*; `bold`, `size` and `xanchor` may be given."""
    bold, size = more.pop("bold", False), more.pop("size", LABEL_SIZE)
    shown = escape(text, quote=False)
    figure.add_annotation(
        text=f"<b>{shown}</b>" if bold else shown,
        x=x,
        y=y,
        showarrow=False,
        borderpad=0,
        font={"size": size, "color": colour, "family": FONT},
        **{"xanchor": "left", "yanchor": "top", **more},
    )


# ---- the split bar ------------------------------------------------------------------------------------------------


def split_title(mix: WorkMix, line: tuple[float, float]) -> str:
    """The message of the split bar in one sentence."""
    band = band_words(line)
    side = wording.SIDE_WORDS[mix.minor_side]
    if mix.leading_basis == "trade":
        return "You have not said how your work splits; this is what your trade usually does"
    minor = mix.minor_share
    if minor.mid <= 0.02:
        other = wording.SIDE_WORDS["job" if mix.minor_side == "project" else "project"]
        return f"Nearly all of your work is {other}, far from the line at {band}"
    if minor.low < line[0] and minor.high > line[1]:
        place = "on either side of the line"
    elif minor.mid >= line[1] - 1e-9:
        place = "past the line"
    elif minor.mid >= line[0] - 1e-9:
        place = "on the line"
    else:
        place = "below the line"
    basis = wording.BASIS_WORDS[mix.leading_basis]
    return f"{side.capitalize()} is {wording.percent_range(minor)} {basis}, {place} at {band}"


def band_words(line: tuple[float, float]) -> str:
    """The hybrid line as a range: "25–30 %"."""
    low, high = round(line[0] * 100), round(line[1] * 100)
    return f"{low} %" if low == high else f"{low}–{high} %"


def split_words(mix: WorkMix, line: tuple[float, float]) -> str:
    """The split bar in words."""
    share = mix.project_share
    words = (
        f"Projects {wording.percent_range(share)}, jobs {wording.percent_range(share.mirrored())} "
        f"{wording.BASIS_WORDS[mix.leading_basis]}."
    )
    words += f" The line where two platforms start to win is at {band_words(line)} of the smaller side."
    if mix.short_share >= 0.25 and share.high > 0.02:
        words += (
            f" Of the project work, {wording.about(mix.short_share)} "
            "are short projects: one crew, one to ten days, sold by a person."
        )
    return words


def _soft_edge(low: float, mid: float, high: float, top: float, height: float, palette: Palette) -> list[Segment]:
    """Steps that fade from both sides towards the middle; each lies over the one before, so no seam shows."""
    steps: list[Segment] = []
    for i in range(1, SOFT_STEPS + 1):
        strength = 1 - 0.88 * i / SOFT_STEPS
        left = low + (mid - low) * i / (SOFT_STEPS + 1)
        right = high - (high - mid) * i / (SOFT_STEPS + 1)
        steps.append(Segment(left, mid, top, height, blended(palette.project, palette.paper, strength)))
        steps.append(Segment(mid, right, top, height, blended(palette.job, palette.paper, strength)))
    return steps


def build_split_bar(mix: WorkMix, line: tuple[float, float], palette: Palette) -> go.Figure:
    """Projects on the left, jobs on the right, what is not known as a soft edge, the hybrid line hatched at both ends.

    The x axis is the project share (0-1). The left hatch is the line for a small project side, the right one for a
    small job side.
    """
    share, top, height = mix.project_share, 50.0, 52.0
    figure = _canvas(split_title(mix, line), split_words(mix, line), 158, 1, palette)
    sides = [
        Segment(0, share.mid, top, height, palette.project),
        Segment(share.mid, 1, top, height, palette.job),
    ]
    _draw(figure, "sides", sides)
    if share.width > 0.005:
        _draw(figure, "soft edge", _soft_edge(share.low, share.mid, share.high, top, height, palette))
    ends = ((line[0], line[1]), (1 - line[1], 1 - line[0]))
    hatch = [Segment(a, b, top - 7, height + 14, palette.ink) for a, b in ends]
    _draw(figure, "gate", [s._replace(colour=blended(palette.paper, palette.ink, 0.9)) for s in hatch], opacity=0.62)
    # One colour for the whole trace: with a colour for each bar plotly ignores the colour of the pattern.
    _draw(
        figure,
        "line",
        hatch,
        color="rgba(0,0,0,0)",
        pattern={"shape": "/", "fillmode": "replace", "fgcolor": palette.ink, "fgopacity": 1,
                 "bgcolor": "rgba(0,0,0,0)", "size": 6, "solidity": 0.3},
        line={"width": 1.5, "color": palette.ink},
    )
    told = mix.leading_basis != "trade"
    _write(figure, f"Projects {_range_words(share.low, share.high, told)}", 0, 0, palette.project, bold=True)
    _write(
        figure, f"Jobs {_range_words(1 - share.high, 1 - share.low, told)}", 1, 0, palette.job, bold=True, xanchor="right"
    )
    figure.add_shape(
        type="line", x0=share.mid, x1=share.mid, y0=top - 10, y1=top + height + 2, line={"color": palette.ink, "width": 3}
    )
    anchor = "left" if share.mid < 0.2 else "right" if share.mid > 0.8 else "center"
    _write(figure, "you" if told else "your trade", share.mid, 20, palette.ink, bold=True, xanchor=anchor)
    for (a, b), name in zip(ends, ("projects", "jobs"), strict=True):
        _write(figure, f"{band_words(line)} {name}", (a + b) / 2, 113, palette.ink, size=NOTE_SIZE, xanchor="center")
    _write(figure, "Hatched: the line where two platforms start to win", 0, 136, palette.muted, size=NOTE_SIZE)
    return figure


def _range_words(low: float, high: float, told: bool) -> str:
    if not told:
        return "?"
    first, last = round(low * 100), round(high * 100)
    return f"{first} %" if first == last else f"{first}–{last} %"


# ---- how sure -----------------------------------------------------------------------------------------------------


def certainty_title(how_sure: Certainty, ranking: Sequence[RankedOption]) -> str:
    """The message of the certainty chart in one sentence."""
    name = ranking[0].name
    share = how_sure.acceptability[ranking[0].option]
    if share > 0.995:
        return f"{name} came first in nearly every try"
    return f"{name} came first in {wording.percent(share)} of the tries"


def first_places(how_sure: Certainty, ranking: Sequence[RankedOption]) -> list[tuple[RankedOption, float]]:
    """Options with their share of first places, most first, without those that hardly ever came first."""
    shares = [(option, how_sure.acceptability[option.option]) for option in ranking]
    kept = [pair for i, pair in enumerate(shares) if i == 0 or pair[1] >= 0.005]
    return sorted(kept, key=lambda pair: -pair[1])


def certainty_words(how_sure: Certainty, ranking: Sequence[RankedOption]) -> str:
    """The certainty chart in words."""
    shown = first_places(how_sure, ranking)
    parts = ", ".join(f"{option.name} {wording.percent(share)}" for option, share in shown)
    rest = " The others hardly ever or never came first." if len(shown) < len(ranking) else ""
    return f"Share of {how_sure.draws:,} tries in which each came first: {parts}.{rest}"


def build_certainty(how_sure: Certainty, ranking: Sequence[RankedOption], palette: Palette) -> go.Figure:
    """Share of first places of each option, as bars with their figures."""
    shown = first_places(how_sure, ranking)
    row = 48
    figure = _canvas(
        certainty_title(how_sure, ranking), certainty_words(how_sure, ranking), len(shown) * row, 1, palette
    )
    track, bars = [], []
    for i, (option, share) in enumerate(shown):
        y = i * row
        _write(figure, option.name, 0, y, palette.ink, bold=i == 0)
        _write(figure, wording.percent(share), 1, y, palette.ink, bold=True, xanchor="right")
        track.append(Segment(0, 1, y + 22, 14, blended(palette.line, palette.paper, 0.55)))
        # A two-platform option shows both its colours, one above the other; customers are always above.
        height = 14 / len(option.platforms)
        for k, kind in enumerate(_upwards(option.platforms)):
            colour = palette.tone(PLATFORM_TONES[kind])
            bars.append(Segment(0, share, y + 22 + k * height, height, colour))
    _draw(figure, "all tries", track)
    _draw(figure, "first places", bars)
    return figure


def _upwards(platforms: Sequence[str]) -> list[str]:
    return sorted(platforms, key=("crm", "pm", "fsm", "integrated").index)


# ---- contributions ------------------------------------------------------------------------------------------------


def contributions_title(first: RankedOption, second: RankedOption) -> str:
    """The message of the contributions chart in one sentence."""
    gap = first.value - second.value
    gains = [(a.points - b.points, a.label) for a, b in zip(first.contributions, second.contributions, strict=True)]
    most = max(gains)
    return f"{first.name} leads by {gap:.1f} points, most of all on {most[1][0].lower()}{most[1][1:]}"


def contributions_words(first: RankedOption, second: RankedOption) -> str:
    """The contributions chart in words."""
    parts = ", ".join(
        f"{a.label} {a.points:.1f} against {b.points:.1f}"
        for a, b in zip(first.contributions, second.contributions, strict=True)
        if max(abs(a.points), abs(b.points)) >= 0.05
    )
    return (
        f"Points of {first.name} against {second.name}: {parts}. Total {first.value:.1f} against {second.value:.1f}. "
        "Figures are rounded."
    )


def build_contributions(first: RankedOption, second: RankedOption, palette: Palette) -> go.Figure:
    """How the points of the first (thick) and of the runner-up (thin) add up, criterion by criterion.

    Each bar starts where the one above it ended, so the last ends at the total.
    """
    pairs = [
        (a, b)
        for a, b in zip(first.contributions, second.contributions, strict=True)
        if max(abs(a.points), abs(b.points)) > 1e-9
    ]
    row, head = 52, 48
    top = max(first.value, second.value, 1e-9)
    height = head + row * len(pairs) + 92
    figure = _canvas(contributions_title(first, second), contributions_words(first, second), height, top, palette)
    _write(figure, f"Thick bar: {first.name}", 0, 0, palette.ink, size=NOTE_SIZE, bold=True)
    _write(figure, f"Thin bar: {second.name}", 0, 20, palette.muted, size=NOTE_SIZE)
    thick: list[Segment] = []
    thin: list[Segment] = []
    sums = [0.0, 0.0]
    for i, (a, b) in enumerate(pairs):
        y = head + i * row
        tone, strength = CRITERION_TONES.get(a.criterion, ("muted", 1.0))
        colour = blended(palette.tone(tone), palette.paper, strength)
        _write(figure, a.label, 0, y, palette.ink)
        _write(figure, f"{a.points:.1f} · {b.points:.1f}", top, y, palette.ink, xanchor="right")
        thick.append(Segment(sums[0], sums[0] + a.points, y + 21, 12, colour))
        thin.append(Segment(sums[1], sums[1] + b.points, y + 35, 5, colour))
        sums = [sums[0] + a.points, sums[1] + b.points]
    y = head + row * len(pairs)
    figure.add_shape(type="line", x0=0, x1=top, y0=y, y1=y, line={"color": palette.line, "width": 1})
    for k, option in enumerate((first, second)):
        at, size = y + 8 + k * 42, (14, 6)[k]
        _write(figure, f"Total: {option.name}", 0, at, palette.ink, bold=k == 0)
        _write(figure, f"{option.value:.1f}", top, at, palette.ink, bold=True, xanchor="right")
        (thick, thin)[k].append(Segment(0, sums[k], at + 22, size, palette.ink if k == 0 else palette.muted))
    _draw(figure, first.option, thick)
    _draw(figure, second.option, thin)
    return figure


# ---- cost ---------------------------------------------------------------------------------------------------------


def money_words(money: Money) -> str:
    """A range of dollars as it is known; an open end is said, never read as zero."""
    if money.low is None and money.high is None:
        return "not published"
    if money.high is None:
        return f"{wording.dollars(money.low or 0)} or more"
    if money.low is None:
        return f"up to {wording.dollars(money.high)}"
    low, high = wording.dollars(money.low), wording.dollars(money.high)
    return low if low == high else f"{low}–{high}"


def cost_title(stacks: Sequence[Stack]) -> str:
    """The message of the cost chart in one sentence."""
    known = [s for s in stacks if s.cost.first_year.low is not None]
    if not known:
        return "No vendor of these publishes enough to say what the first year costs"
    least = min(known, key=lambda s: (s.cost.first_year.low or 0, s.cost.first_year.high or float("inf")))
    words = money_words(least.cost.first_year)
    if len(stacks) == 1:
        return f"The first year costs {words}"
    return f"{' + '.join(least.names)} can cost least in the first year: {words}"


def cost_words(stacks: Sequence[Stack]) -> str:
    """The cost chart in words."""
    return " ".join(
        f"{' + '.join(s.names)}: first year {money_words(s.cost.first_year)}, "
        f"three years {money_words(s.cost.three_years)}."
        for s in stacks
    )


def build_cost_ranges(stacks: Sequence[Stack], palette: Palette) -> go.Figure:
    """First-year and three-year cost of each stack as a range in US dollars; an open end fades out."""
    row, line = 100, 34
    ends = [e for s in stacks for m in (s.cost.first_year, s.cost.three_years) for e in (m.low, m.high) if e is not None]
    top = max(ends, default=1.0) or 1.0
    figure = _canvas(cost_title(stacks), cost_words(stacks), row * len(stacks), top, palette)
    tracks: list[Segment] = []
    ranges: list[Segment] = []
    for i, stack in enumerate(stacks):
        y = float(i * row)
        _write(figure, " + ".join(stack.names), 0, y, palette.ink, bold=True)
        parts = (("First year", stack.cost.first_year, 1.0), ("Three years", stack.cost.three_years, 0.55))
        for k, (label, money, strength) in enumerate(parts):
            at = y + 22 + k * line
            colour = blended(palette.accent, palette.paper, strength)
            _write(figure, f"{label} {money_words(money)}", 0, at, palette.ink, size=NOTE_SIZE)
            tracks.append(Segment(0, top, at + 20, 8, blended(palette.line, palette.paper, 0.55)))
            ranges += _money_bar(money, top, at + 20, colour, palette)
    _draw(figure, "scale", tracks)
    _draw(figure, "range", ranges)
    return figure


def _money_bar(money: Money, top: float, y: float, colour: str, palette: Palette) -> list[Segment]:
    if money.low is None and money.high is None:
        return []
    start = money.low or 0.0
    if money.high is not None:
        # A range of one figure is still a mark that can be seen.
        return [Segment(start, max(money.high, start + top * 0.012), y, 8, colour)]
    steps = 16
    width = (top - start) or top * 0.1
    return [
        Segment(start + width * i / steps, top, y, 8, blended(colour, palette.paper, 1 - 0.9 * i / steps))
        for i in range(steps)
    ]
