"""Palette: the colours of one mode, light or dark; the same tokens on screen, in charts and on paper."""

from __future__ import annotations

import colorsys
from typing import Literal

from advisor.base import Value

Tone = Literal["project", "job", "customer", "integrated", "muted", "accent"]


class Palette(Value):
    """Colours as `#RRGGBB`. Every text colour has at least 4.5 : 1 against its paper (WCAG AA)."""

    mode: Literal["light", "dark"]
    paper: str
    ink: str
    muted: str
    line: str
    accent: str
    project: str
    job: str
    customer: str
    integrated: str
    caution: str
    wrong: str

    def tone(self, name: Tone) -> str:
        """The colour called *name*."""
        return str(getattr(self, name))


LIGHT = Palette(
    mode="light",
    paper="#FBFAF7",
    ink="#1D2730",
    muted="#5A6672",
    line="#D9D6CE",
    accent="#0B5563",
    project="#1F5F99",
    job="#B24A0E",
    customer="#56702A",
    integrated="#6A4A8C",
    caution="#8A5A00",
    wrong="#A32222",
)

DARK = Palette(
    mode="dark",
    paper="#14191E",
    ink="#ECE9E2",
    muted="#A5AFB8",
    line="#39424B",
    accent="#6CC3D0",
    project="#7FB4E6",
    job="#F0945A",
    customer="#A9C46C",
    integrated="#C3A3E6",
    caution="#E3B04B",
    wrong="#F08A8A",
)


def blended(front: str, back: str, share: float) -> str:
    """*front* laid over *back* with an opacity of *share* (0-1), as one colour."""
    parts = ((int(front[i : i + 2], 16), int(back[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in parts)


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart (1-21): the contrast ratio of WCAG 2.2, 1.4.3."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable(colour: str, *, on: str = "#FFFFFF", least: float = 4.5) -> str:
    """The shade of *colour* nearest to it that can be read on *on*: darker, of the same hue; itself where it can be.

    Args:
        least: contrast ratio that text needs (WCAG AA: 4.5).
    """
    hue, light, full = colorsys.rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    shade = colour.upper()
    for step in range(int(light * 200), -1, -1):
        if contrast(shade, on) >= least:
            break
        shade = "#" + "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, step / 200, full))
    return shade
