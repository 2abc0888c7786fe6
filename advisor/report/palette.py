"""Palette: the colours of one mode, light or dark; the same tokens on screen, in charts and on paper."""

from __future__ import annotations

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
