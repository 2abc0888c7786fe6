"""Charts on screen: each `build_*` gives a plotly figure with its message as title and its words as `alt_of`.

A chart is laid out in pixels from the top, every label on its own line above its bar: nothing is cut at the width of a
phone, and no legend, gridline or axis is needed.
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
from advisor.report import chart_words as words
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
ABOVE = ("crm", "pm", "fsm", "integrated")
"""Order of the sides from above: customers come first in every picture."""

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


def build_split_bar(mix: WorkMix, line: tuple[float, float], palette: Palette) -> go.Figure:
    """Projects on the left, jobs on the right, what is not known as a soft edge, the hybrid line hatched at both ends.

    The x axis is the project share (0-1). The left hatch is the line for a small project side, the right one for a
    small job side.
    """
    share, top, height = mix.project_share, 50.0, 52.0
    told = mix.leading_basis != "trade"
    figure = _canvas(words.split_title(mix, line), words.split_words(mix, line), 158, 1, palette)
    sides = [Segment(0, share.mid, top, height, palette.project), Segment(share.mid, 1, top, height, palette.job)]
    _draw(figure, "sides", sides)
    if share.width > 0.005:
        _draw(figure, "soft edge", _soft_edge(share.low, share.mid, share.high, top, height, palette))
    ends = ((line[0], line[1]), (1 - line[1], 1 - line[0]))
    gates = [Segment(a, b, top - 7, height + 14, palette.paper) for a, b in ends]
    _draw(figure, "veil", gates, opacity=0.62)
    # One colour for the whole trace: with a colour for each bar plotly ignores the colour of the pattern.
    hatch = {"shape": "/", "fillmode": "replace", "fgcolor": palette.ink, "fgopacity": 1, "size": 6, "solidity": 0.3}
    outline = {"width": 1.5, "color": palette.ink}
    _draw(figure, "hybrid line", gates, color="rgba(0,0,0,0)", pattern=hatch, line=outline)
    project, job = (words.span_words(side.low, side.high) if told else "not told" for side in (share, share.mirrored()))
    _write(figure, f"Projects {project}", 0, 0, palette.project, bold=True)
    _write(figure, f"Jobs {job}", 1, 0, palette.job, bold=True, xanchor="right")
    for colour, width in ((palette.paper, 8), (palette.ink, 3)):
        stroke = {"color": colour, "width": width}
        figure.add_shape(type="line", x0=share.mid, x1=share.mid, y0=top - 10, y1=top + height + 2, line=stroke)
    anchor = "left" if share.mid < 0.2 else "right" if share.mid > 0.8 else "center"
    _write(figure, "you" if told else "your trade", share.mid, 20, palette.ink, bold=True, xanchor=anchor)
    for (a, b), name in zip(ends, ("projects", "jobs"), strict=True):
        label = f"{words.band_words(line)} {name}"
        _write(figure, label, (a + b) / 2, 113, palette.ink, size=NOTE_SIZE, xanchor="center")
    _write(figure, "Hatched: the line where two platforms start to win", 0, 136, palette.muted, size=NOTE_SIZE)
    return figure


def build_certainty(how_sure: Certainty, ranking: Sequence[RankedOption], palette: Palette) -> go.Figure:
    """Share of first places of each option (0-1), as bars with their figures."""
    shown, row, bar = words.first_places(how_sure, ranking), 48.0, 14.0
    title, alt = words.certainty_title(how_sure, ranking), words.certainty_words(how_sure, ranking)
    figure = _canvas(title, alt, len(shown) * row, 1, palette)
    track, bars = [], []
    for i, (option, share) in enumerate(shown):
        y = i * row
        _write(figure, option.name, 0, y, palette.ink, bold=i == 0)
        _write(figure, wording.percent(share), 1, y, palette.ink, bold=True, xanchor="right")
        track.append(Segment(0, 1, y + 22, bar, _faint(palette)))
        # A two-platform option shows both its colours, one above the other.
        part = bar / len(option.platforms)
        for k, kind in enumerate(sorted(option.platforms, key=ABOVE.index)):
            bars.append(Segment(0, share, y + 22 + k * part, part, palette.tone(PLATFORM_TONES[kind])))
    _draw(figure, "all tries", track)
    _draw(figure, "first places", bars)
    return figure


def build_contributions(first: RankedOption, second: RankedOption, palette: Palette) -> go.Figure:
    """How the points of the first (thick) and of the runner-up (thin) add up, criterion by criterion.

    Each bar starts where the one above it ended; the bars of the total hold them all, end to end.
    """
    pairs, row, head = words.contribution_pairs(first, second), 52.0, 48.0
    top = max(first.value, second.value, 1e-9)
    foot = head + row * len(pairs)
    title, alt = words.contributions_title(first, second), words.contributions_words(first, second)
    figure = _canvas(title, alt, foot + 92, top, palette)
    _write(figure, f"Thick bar: {first.name}", 0, 0, palette.ink, size=NOTE_SIZE, bold=True)
    _write(figure, f"Thin bar: {second.name}", 0, 20, palette.muted, size=NOTE_SIZE)
    bars: tuple[list[Segment], list[Segment]] = ([], [])
    totals: tuple[list[Segment], list[Segment]] = ([], [])
    sums = [0.0, 0.0]
    for i, pair in enumerate(pairs):
        y = head + i * row
        tone, strength = CRITERION_TONES.get(pair[0].criterion, ("muted", 1.0))
        colour = blended(palette.tone(tone), palette.paper, strength)
        _write(figure, pair[0].label, 0, y, palette.ink)
        _write(figure, words.points_words(*pair), top, y, palette.ink, xanchor="right")
        for k, (drop, size) in enumerate(((21.0, 12.0), (35.0, 5.0))):
            end = sums[k] + pair[k].points
            bars[k].append(Segment(sums[k], end, y + drop, size, colour))
            totals[k].append(Segment(sums[k], end, foot + 30 + k * 42, (14, 6)[k], colour))
            sums[k] = end
    figure.add_shape(type="line", x0=0, x1=top, y0=foot, y1=foot, line={"color": palette.line, "width": 1})
    for k, option in enumerate((first, second)):
        at = foot + 8 + k * 42
        _write(figure, f"Total: {option.name}", 0, at, palette.ink, bold=k == 0)
        _write(figure, f"{option.value:.1f}", top, at, palette.ink, bold=True, xanchor="right")
        _draw(figure, option.name, [*bars[k], *totals[k]])
    return figure


def build_cost_ranges(stacks: Sequence[Stack], palette: Palette) -> go.Figure:
    """First-year and three-year cost of each stack as a range in US dollars; an open end fades out."""
    row = 100.0
    costs = [money for stack in stacks for money in (stack.cost.first_year, stack.cost.three_years)]
    top = max((end for money in costs for end in (money.low, money.high) if end is not None), default=1.0) or 1.0
    figure = _canvas(words.cost_title(stacks), words.cost_words(stacks), row * len(stacks), top, palette)
    tracks: list[Segment] = []
    ranges: list[Segment] = []
    for i, stack in enumerate(stacks):
        _write(figure, words.stack_name(stack), 0, i * row, palette.ink, bold=True)
        parts = (("First year", stack.cost.first_year, 1.0), ("Three years", stack.cost.three_years, 0.6))
        for k, (label, money, strength) in enumerate(parts):
            at = i * row + 22 + k * 34
            colour = blended(palette.accent, palette.paper, strength)
            _write(figure, f"{label} {words.money_words(money)}", 0, at, palette.ink, size=NOTE_SIZE)
            tracks.append(Segment(0, top, at + 20, 8, _faint(palette)))
            ranges += _money_bar(money, top, at + 20, colour, palette)
    _draw(figure, "scale", tracks)
    _draw(figure, "range", ranges)
    return figure


# ---- drawing ------------------------------------------------------------------------------------------------------


def _canvas(title: str, alt: str, height: float, top: float, palette: Palette) -> go.Figure:
    """An empty figure whose y axis counts pixels downwards from the title and whose x axis runs from 0 to *top*."""
    lines = textwrap.wrap(title, TITLE_WIDTH)
    head = len(lines) * LINE_HEIGHT + 14
    axis = {"visible": False, "fixedrange": True, "automargin": True}
    figure = go.Figure()
    figure.update_layout(
        title={
            "text": "<b>" + "<br>".join(escape(one, quote=False) for one in lines) + "</b>",
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            # plotly anchors the first line of a title, so the further ones need room below it.
            "pad": {"b": 14 + (len(lines) - 1) * LINE_HEIGHT, "l": 0},
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
        meta={"alt": f"{title}. {alt}"},
        xaxis={"range": [0, top], **axis},
        yaxis={"range": [height, 0], **axis},
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
    """*text*, never markup, with its top at pixel *y*; `bold`, `size` and `xanchor` may be given."""
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


def _faint(palette: Palette) -> str:
    return blended(palette.line, palette.paper, 0.55)


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


def _money_bar(money: Money, top: float, y: float, colour: str, palette: Palette) -> list[Segment]:
    if money.low is None and money.high is None:
        return []
    start = money.low or 0.0
    if money.high is not None:
        # A range of one figure is still a mark that can be seen.
        return [Segment(start, max(money.high, start + top * 0.012), y, 8, colour)]
    steps, width = 24, top - start or top * 0.1
    return [
        Segment(start + width * i / steps, start + width, y, 8, blended(colour, palette.paper, 1 - 0.92 * i / steps))
        for i in range(steps)
    ]
