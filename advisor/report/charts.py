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
    drawing = _Drawing(words.split_title(mix, line), words.split_words(mix, line), 158, 1, palette)
    sides = [Segment(0, share.mid, top, height, palette.project), Segment(share.mid, 1, top, height, palette.job)]
    drawing.bars("sides", sides)
    if share.width > 0.005:
        drawing.bars("soft edge", _soft_edge(share.low, share.mid, share.high, top, height, palette))
    ends = ((line[0], line[1]), (1 - line[1], 1 - line[0]))
    gates = [Segment(a, b, top - 7, height + 14, palette.paper) for a, b in ends]
    drawing.bars("veil", gates, opacity=0.62)
    # One colour for the whole trace: with a colour for each bar plotly ignores the colour of the pattern.
    hatch = {"shape": "/", "fillmode": "replace", "fgcolor": palette.ink, "fgopacity": 1, "size": 6, "solidity": 0.3}
    outline = {"width": 1.5, "color": palette.ink}
    drawing.bars("hybrid line", gates, color="rgba(0,0,0,0)", pattern=hatch, line=outline)
    project, job = (words.span_words(side.low, side.high) if told else "not told" for side in (share, share.mirrored()))
    drawing.write(f"Projects {project}", 0, 0, palette.project, bold=True)
    drawing.write(f"Jobs {job}", 1, 0, palette.job, bold=True, xanchor="right")
    for colour, width in ((palette.paper, 8), (palette.ink, 3)):
        drawing.line((share.mid, top - 10), (share.mid, top + height + 2), colour, width)
    anchor = "left" if share.mid < 0.2 else "right" if share.mid > 0.8 else "center"
    drawing.write("you" if told else "your trade", share.mid, 20, palette.ink, bold=True, xanchor=anchor)
    for (a, b), name in zip(ends, ("projects", "jobs"), strict=True):
        label = f"{words.band_words(line)} {name}"
        drawing.write(label, (a + b) / 2, 113, palette.ink, size=NOTE_SIZE, xanchor="center")
    drawing.write("Hatched: the line where two platforms start to win", 0, 136, palette.muted, size=NOTE_SIZE)
    return drawing.figure()


def build_certainty(how_sure: Certainty, ranking: Sequence[RankedOption], palette: Palette) -> go.Figure:
    """Share of first places of each option (0-1), as bars with their figures."""
    shown, row, bar = words.first_places(how_sure, ranking), 48.0, 14.0
    title, alt = words.certainty_title(how_sure, ranking), words.certainty_words(how_sure, ranking)
    drawing = _Drawing(title, alt, len(shown) * row, 1, palette)
    track, bars = [], []
    for i, (option, share) in enumerate(shown):
        y = i * row
        drawing.write(option.name, 0, y, palette.ink, bold=i == 0)
        drawing.write(wording.percent(share), 1, y, palette.ink, bold=True, xanchor="right")
        track.append(Segment(0, 1, y + 22, bar, _faint(palette)))
        # A two-platform option shows both its colours, one above the other.
        part = bar / len(option.platforms)
        for k, kind in enumerate(sorted(option.platforms, key=ABOVE.index)):
            bars.append(Segment(0, share, y + 22 + k * part, part, palette.tone(PLATFORM_TONES[kind])))
    drawing.bars("all tries", track)
    drawing.bars("first places", bars)
    return drawing.figure()


def build_contributions(first: RankedOption, second: RankedOption, palette: Palette) -> go.Figure:
    """How the points of the first (thick) and of the runner-up (thin) add up, criterion by criterion.

    Each bar starts where the one above it ended; the bars of the total hold them all, end to end.
    """
    pairs, row, head = words.contribution_pairs(first, second), 52.0, 48.0
    top = max(first.value, second.value, 1e-9)
    foot = head + row * len(pairs)
    title, alt = words.contributions_title(first, second), words.contributions_words(first, second)
    drawing = _Drawing(title, alt, foot + 92, top, palette)
    drawing.write(f"Thick bar: {first.name}", 0, 0, palette.ink, size=NOTE_SIZE, bold=True)
    drawing.write(f"Thin bar: {second.name}", 0, 20, palette.muted, size=NOTE_SIZE)
    bars: tuple[list[Segment], list[Segment]] = ([], [])
    totals: tuple[list[Segment], list[Segment]] = ([], [])
    sums = [0.0, 0.0]
    for i, pair in enumerate(pairs):
        y = head + i * row
        tone, strength = CRITERION_TONES.get(pair[0].criterion, ("muted", 1.0))
        colour = blended(palette.tone(tone), palette.paper, strength)
        drawing.write(pair[0].label, 0, y, palette.ink)
        drawing.write(words.points_words(*pair), top, y, palette.ink, xanchor="right")
        for k, (drop, size) in enumerate(((21.0, 12.0), (35.0, 5.0))):
            end = sums[k] + pair[k].points
            bars[k].append(Segment(sums[k], end, y + drop, size, colour))
            totals[k].append(Segment(sums[k], end, foot + 30 + k * 42, (14, 6)[k], colour))
            sums[k] = end
    drawing.line((0, foot), (top, foot), palette.line, 1)
    for k, option in enumerate((first, second)):
        at = foot + 8 + k * 42
        drawing.write(f"Total: {option.name}", 0, at, palette.ink, bold=k == 0)
        drawing.write(f"{option.value:.1f}", top, at, palette.ink, bold=True, xanchor="right")
        drawing.bars(option.name, [*bars[k], *totals[k]])
    return drawing.figure()


def build_cost_ranges(stacks: Sequence[Stack], palette: Palette) -> go.Figure:
    """First-year and three-year cost of each stack as a range in US dollars; an open end fades out."""
    row = 100.0
    costs = [money for stack in stacks for money in (stack.cost.first_year, stack.cost.three_years)]
    top = max((end for money in costs for end in (money.low, money.high) if end is not None), default=1.0) or 1.0
    drawing = _Drawing(words.cost_title(stacks), words.cost_words(stacks), row * len(stacks), top, palette)
    tracks: list[Segment] = []
    ranges: list[Segment] = []
    for i, stack in enumerate(stacks):
        drawing.write(words.stack_name(stack), 0, i * row, palette.ink, bold=True)
        parts = (("First year", stack.cost.first_year, 1.0), ("Three years", stack.cost.three_years, 0.6))
        for k, (label, money, strength) in enumerate(parts):
            at = i * row + 22 + k * 34
            colour = blended(palette.accent, palette.paper, strength)
            drawing.write(f"{label} {words.money_words(money)}", 0, at, palette.ink, size=NOTE_SIZE)
            tracks.append(Segment(0, top, at + 20, 8, _faint(palette)))
            ranges += _money_bar(money, top, at + 20, colour, palette)
    drawing.bars("scale", tracks)
    drawing.bars("range", ranges)
    return drawing.figure()


# ---- drawing ------------------------------------------------------------------------------------------------------


class _Drawing:
    """What is drawn, collected as plain data: made a figure at the end, so that plotly checks it once.

    The y axis counts pixels downwards from the title; the x axis runs from 0 to *top*.
    """

    def __init__(self, title: str, alt: str, height: float, top: float, palette: Palette) -> None:
        self._title, self._alt, self._height, self._top, self._ink = title, alt, height, top, palette.ink
        self._traces: list[dict[str, Any]] = []
        self._shapes: list[dict[str, Any]] = []
        self._texts: list[dict[str, Any]] = []

    def bars(self, name: str, segments: Sequence[Segment], **marker: Any) -> None:
        """Horizontal bars; *marker* overrides how they are filled."""
        self._traces.append(
            {
                "type": "bar",
                "name": name,
                "orientation": "h",
                "base": [s.start for s in segments],
                "x": [s.end - s.start for s in segments],
                "y": [s.top + s.height / 2 for s in segments],
                "width": [s.height for s in segments],
                "marker": {"color": [s.colour for s in segments], "line": {"width": 0}, **marker},
            }
        )

    def line(self, start: tuple[float, float], end: tuple[float, float], colour: str, width: float) -> None:
        """A straight line above the bars."""
        stroke = {"color": colour, "width": width}
        self._shapes.append(
            {"type": "line", "x0": start[0], "y0": start[1], "x1": end[0], "y1": end[1], "line": stroke}
        )

    def write(
        self, text: str, x: float, y: float, colour: str, *,
        bold: bool = False, size: int = LABEL_SIZE, xanchor: str = "left",
    ) -> None:  # fmt: skip
        """*text*, never markup, with its top at pixel *y*."""
        shown = escape(text, quote=False)
        self._texts.append(
            {
                "text": f"<b>{shown}</b>" if bold else shown,
                "x": x,
                "y": y,
                "xanchor": xanchor,
                "yanchor": "top",
                "showarrow": False,
                "borderpad": 0,
                "font": {"size": size, "color": colour, "family": FONT},
            }
        )

    def figure(self) -> go.Figure:
        """The finished chart, as high as it needs to be and as wide as its place."""
        # A number stays with its percent sign: textwrap never breaks at a no-break space.
        lines = textwrap.wrap(self._title.replace(" %", "\u00a0%"), TITLE_WIDTH)
        head = len(lines) * LINE_HEIGHT + 14
        axis = {"visible": False, "fixedrange": True, "automargin": True}
        layout = {
            "title": {
                "text": "<b>" + "<br>".join(escape(one, quote=False) for one in lines) + "</b>",
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                # plotly anchors the first line of a title, so the further ones need room below it.
                "pad": {"b": 14 + (len(lines) - 1) * LINE_HEIGHT, "l": 0},
                "font": {"size": TITLE_SIZE, "color": self._ink, "family": FONT},
            },
            "height": head + self._height,
            "margin": {"l": 2, "r": 2, "t": head, "b": 0, "pad": 0},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FONT, "size": LABEL_SIZE, "color": self._ink},
            "showlegend": False,
            "hovermode": False,
            "dragmode": False,
            "barmode": "overlay",
            "meta": {"alt": f"{self._title}. {self._alt}"},
            "xaxis": {"range": [0, self._top], **axis},
            "yaxis": {"range": [self._height, 0], **axis},
            "annotations": self._texts,
            "shapes": self._shapes,
            "template": None,
        }
        return go.Figure(data=self._traces, layout=layout)


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
