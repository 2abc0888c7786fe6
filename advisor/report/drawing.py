"""Drawing: what stands in a chart, as plain data in pixels from the top; `charts` makes figures of it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

from advisor.report.palette import Palette

FONT = "Public Sans, sans-serif"
TITLE_SIZE, LABEL_SIZE, NOTE_SIZE = 17, 14, 13
LINE_HEIGHT = 22
TITLE_WIDTH = 38
"""Characters of a title line that fit a screen of 375 px."""

NAME_WIDTH, NOTE_WIDTH = 46, 50
"""Characters of a bold name and of a small note that fit the same screen."""


class Segment(NamedTuple):
    """A piece of a horizontal bar: from and to in units of the x axis, the rest in pixels from the top."""

    start: float
    end: float
    top: float
    height: float
    colour: str


class Drawing:
    """What is drawn, collected as plain data for one figure.

    The y axis counts pixels downwards from the title; the x axis runs from 0 to *top*.
    """

    def __init__(self, title: str, alt: str, height: float, top: float, palette: Palette, *, right: int = 2) -> None:
        self._title, self._alt, self._height, self._top, self._ink = title, alt, height, top, palette.ink
        self._right = right
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

    def curve(self, name: str, xs: Sequence[float], ys: Sequence[float | None], colour: str, width: float) -> None:
        """A line through points; None leaves a gap."""
        self._traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": name,
                "x": list(xs),
                "y": list(ys),
                "line": {"color": colour, "width": width},
                "connectgaps": False,
            }
        )

    def dot(self, x: float, y: float, colour: str, edge: str) -> None:
        """A mark that can be seen on any line."""
        mark = {"color": colour, "size": 11, "line": {"color": edge, "width": 2}}
        self._traces.append({"type": "scatter", "mode": "markers", "name": "turn", "x": [x], "y": [y], "marker": mark})

    def line(self, start: tuple[float, float], end: tuple[float, float], colour: str, width: float) -> None:
        """A straight line above the bars."""
        stroke = {"color": colour, "width": width}
        self._shapes.append(
            {"type": "line", "x0": start[0], "y0": start[1], "x1": end[0], "y1": end[1], "line": stroke}
        )

    def write(
        self, text: str, x: float, y: float, colour: str, *,
        bold: bool = False, size: int = LABEL_SIZE, xanchor: str = "left", shift: int = 0,
        back: str = "rgba(0,0,0,0)",
    ) -> None:  # fmt: skip
        """*text*, never markup, with its top at pixel *y*, *shift* pixels to the right of *x*, on the colour *back*."""
        shown = escape(text, quote=False)
        self._texts.append(
            {
                "text": f"<b>{shown}</b>" if bold else shown,
                "x": x,
                "y": y,
                "xanchor": xanchor,
                "yanchor": "top",
                "showarrow": False,
                "xshift": shift,
                "bgcolor": back,
                "borderpad": 0,
                "font": {"size": size, "color": colour, "family": FONT},
            }
        )

    def parts(self) -> dict[str, Any]:
        """Data and layout of the finished chart, as high as it needs to be and as wide as its place."""
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
            "margin": {"l": 2, "r": self._right, "t": head, "b": 0, "pad": 0},
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
        return {"data": self._traces, "layout": layout}
