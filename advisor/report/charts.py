"""Charts on screen: each `build_*` gives a plotly figure with its message as title and its words as `alt_of`.

A chart is laid out in pixels from the top, every label on its own line above its bar: nothing is cut at the width of a
phone, and no legend, gridline or axis is needed.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Sequence
from copy import deepcopy
from importlib import import_module
from typing import TYPE_CHECKING, Any

from advisor import wording
from advisor.advice import Certainty, RankedOption
from advisor.base import Money
from advisor.history.imported import Histogram
from advisor.report import chart_words as words
from advisor.report.drawing import NAME_WIDTH, NOTE_SIZE, NOTE_WIDTH, Drawing, Segment
from advisor.report.palette import Palette, Tone, blended
from advisor.report.share_curves import ShareCurves, spread
from advisor.scoring.work_mix import WorkMix
from advisor.stack.stack import Stack

if TYPE_CHECKING:
    import plotly.graph_objects as go

CONFIG: dict[str, Any] = {"displayModeBar": False, "staticPlot": True, "responsive": True}
"""How every chart is shown: a still picture, so a finger on it scrolls the page."""

CURVE_LABELS = 104
"""Pixels to the right of the curves for the longest label, "CRM + FSM"."""

CURVE_WIDTH = 3.0

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
    drawing = Drawing(words.split_title(mix, line), words.split_words(mix, line), 158, 1, palette)
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
    return _figure(drawing)


def build_certainty(how_sure: Certainty, ranking: Sequence[RankedOption], palette: Palette) -> go.Figure:
    """Share of first places of each option (0-1), as bars with their figures."""
    shown, row, bar = words.first_places(how_sure, ranking), 48.0, 14.0
    title, alt = words.certainty_title(how_sure, ranking), words.certainty_words(how_sure, ranking)
    drawing = Drawing(title, alt, len(shown) * row, 1, palette)
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
    return _figure(drawing)


def build_contributions(first: RankedOption, second: RankedOption, palette: Palette) -> go.Figure:
    """How the points of the first (thick) and of the runner-up (thin) add up, criterion by criterion.

    Each bar starts where the one above it ended; the bars of the total hold them all, end to end.
    """
    pairs, row, head = words.contribution_pairs(first, second), 52.0, 48.0
    top = max(first.value, second.value, 1e-9)
    foot = head + row * len(pairs)
    title, alt = words.contributions_title(first, second), words.contributions_words(first, second)
    drawing = Drawing(title, alt, foot + 92, top, palette)
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
    return _figure(drawing)


def build_share_curves(picture: ShareCurves, palette: Palette) -> go.Figure:
    """Points of every option over the smaller side's share (0-0.5): the band hatched, "you", and where first changes.

    Lines that lead or come near are drawn in the colours of their platforms and named at their right end; a
    two-platform option is a line of two colours. The others are thin and grey.
    """
    head, high = 44.0, 220.0
    foot = head + high
    height = foot + 50 + 20 * len(picture.turns)
    drawing = Drawing(picture.title, picture.words, height, picture.shares[-1], palette, right=CURVE_LABELS)
    values = [value for curve in picture.named for value in curve.values]
    least, most = min(values), max(values)
    scale = high / max(most - least, 1e-9)

    def at(value: float) -> float:
        return foot - (value - least) * scale

    low, end = picture.line
    band = [Segment(low, max(end, low + 0.004), head, high, _faint(palette))]
    hatch = {
        "shape": "/",
        "fillmode": "replace",
        "fgcolor": palette.muted,
        "fgopacity": 0.45,
        "size": 7,
        "solidity": 0.2,
    }
    drawing.bars("hybrid line", band, color="rgba(0,0,0,0)", pattern=hatch)
    you = picture.you
    if you.width > 0.005:
        drawing.bars("you", [Segment(you.low, you.high, head, high, palette.ink)], opacity=0.08)
    drawing.line((you.mid, head - 6), (you.mid, foot), palette.ink, 2)
    drawing.line((0, foot), (picture.shares[-1], foot), palette.line, 1)
    for curve in picture.others:
        points = [at(v) if v >= least else None for v in curve.values]
        drawing.curve(curve.option, picture.shares, points, palette.line, 1.5)
    for curve in reversed(picture.named):
        kinds = sorted(curve.platforms, key=ABOVE.index)
        for k, kind in enumerate(kinds):
            drop = (k - (len(kinds) - 1) / 2) * CURVE_WIDTH
            points = [at(v) + drop for v in curve.values]
            width = CURVE_WIDTH if len(kinds) > 1 else CURVE_WIDTH + 0.5
            drawing.curve(curve.option, picture.shares, points, palette.tone(PLATFORM_TONES[kind]), width)
    ends = [at(curve.values[-1]) - 8 for curve in picture.named]
    for curve, y in zip(picture.named, spread(ends, 19.0, foot - 10), strict=True):
        tone = palette.tone(PLATFORM_TONES[curve.platforms[0]]) if len(curve.platforms) == 1 else palette.ink
        drawing.write(curve.label, picture.shares[-1], y, tone, bold=True, size=NOTE_SIZE, shift=8)
    anchor = "left" if you.mid < 0.06 else "center"
    drawing.write(picture.you_words, you.mid, 16, palette.ink, bold=True, xanchor=anchor)
    drawing.write("0 %", 0, foot + 6, palette.muted, size=NOTE_SIZE)
    drawing.write("50 %", picture.shares[-1], foot + 6, palette.muted, size=NOTE_SIZE, xanchor="right")
    for row, turn in enumerate(picture.turns):
        y = at(picture.value_at(turn.share))
        drawing.line((turn.share, y), (turn.share, foot + 42 + 20 * row), palette.accent, 1.5)
        drawing.dot(turn.share, y, palette.accent, palette.paper)
        anchor, shift = ("left", 5) if turn.share < 0.35 else ("right", -5)
        drawing.write(
            turn.words, turn.share, foot + 26 + 20 * row, palette.accent,
            bold=True, size=NOTE_SIZE, xanchor=anchor, shift=shift, back=palette.paper,
        )  # fmt: skip
    band_at = (low + end) / 2
    drawing.write(
        words.band_words(picture.line), band_at, foot + 6, palette.muted,
        size=NOTE_SIZE, xanchor="center", back=palette.paper,
    )  # fmt: skip
    drawing.write(picture.axis, 0, height - 18, palette.muted, size=NOTE_SIZE)
    return _figure(drawing)


def build_cost_ranges(stacks: Sequence[Stack], palette: Palette) -> go.Figure:
    """First-year and three-year cost of each stack as a range in US dollars; an open end fades out and says why."""
    top = words.cost_scale(stacks)
    # A name or a note that is too long for a phone goes on in a second line.
    heads = [(textwrap.wrap(words.stack_name(s), NAME_WIDTH), _wrapped_note(words.open_words(s.cost))) for s in stacks]
    height = sum(20.0 * len(names) + 18 * len(notes) + 80 for names, notes in heads)
    drawing = Drawing(words.cost_title(stacks), words.cost_words(stacks), height, top, palette)
    tracks: list[Segment] = []
    ranges: list[Segment] = []
    at = 0.0
    for stack, (names, notes) in zip(stacks, heads, strict=True):
        for line in names:
            drawing.write(line, 0, at, palette.ink, bold=True)
            at += 20
        for line in notes:
            drawing.write(line, 0, at, palette.muted, size=NOTE_SIZE)
            at += 18
        parts = (("First year", stack.cost.first_year, 1.0), ("Three years", stack.cost.three_years, 0.6))
        for label, money, strength in parts:
            colour = blended(palette.accent, palette.paper, strength)
            drawing.write(f"{label} {words.money_words(money)}", 0, at + 2, palette.ink, size=NOTE_SIZE)
            tracks.append(Segment(0, top, at + 22, 8, _faint(palette)))
            ranges += _money_bar(money, top, at + 22, colour, palette)
            at += 34
        at += 12
    drawing.bars("scale", tracks)
    drawing.bars("range", ranges)
    return _figure(drawing)


# ---- drawing ------------------------------------------------------------------------------------------------------


def build_steps(histogram: Histogram, palette: Palette) -> go.Figure:
    """Records by what one is worth, or how long it takes: a bar for each step, jobs and projects end to end."""
    head, row, bar = 24.0, 44.0, 14.0
    steps = len(histogram.job)
    counts = [(histogram.job[n], histogram.short_project[n] + histogram.project[n]) for n in range(steps)]
    top = max(sum(pair) for pair in counts)
    title, alt = words.steps_title(histogram), words.steps_words(histogram)
    drawing = Drawing(title, alt, head + steps * row, max(top, 1), palette)
    drawing.write("Jobs", 0, 0, palette.job, size=NOTE_SIZE, bold=True)
    drawing.write("Projects", 0, 0, palette.project, size=NOTE_SIZE, bold=True, shift=46)
    jobs, projects = [], []
    for n, (job, project) in enumerate(counts):
        y = head + n * row
        drawing.write(words.step_of(histogram, n), 0, y, palette.ink)
        drawing.write(f"{job + project:,}", max(top, 1), y, palette.ink, bold=True, xanchor="right")
        jobs.append(Segment(0, job, y + 21, bar, palette.job))
        projects.append(Segment(job, job + project, y + 21, bar, palette.project))
    drawing.bars("jobs", jobs)
    drawing.bars("projects", projects)
    return _figure(drawing)


def _figure(drawing: Drawing) -> go.Figure:
    """The finished chart: collected as plain data before, so that plotly checks it once."""
    # Imported when the first chart is drawn: the questions come before, and should not wait for it.
    import plotly.graph_objects as go

    parts = drawing.parts()
    try:
        return go.Figure(**deepcopy(parts))  # plotly takes apart what it is given
    except AttributeError:
        # plotly looks at pandas as soon as somebody begins to import it, and falls over what is not there yet. An
        # import waits until the other one is through.
        if "pandas" not in sys.modules:
            raise
        import_module("pandas")
        return go.Figure(**parts)


def _wrapped_note(text: str) -> list[str]:
    return textwrap.wrap(text, NOTE_WIDTH)


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
