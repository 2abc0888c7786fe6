"""Branding: whose report it is. The only thing in a report that does not come from the advice."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field, field_validator, model_validator

from advisor.base import Value
from advisor.errors import ReportError, shown
from advisor.report.logo import MAX_LOGO_BYTES, LogoKind, kind_of, pictured
from advisor.report.palette import contrast, readable
from advisor.report.words import plain

Paper = Literal["us-letter", "a4"]

MAX_NAME = 120
"""Longest client or consultant name, in characters: two lines on the cover."""


MAX_FOOTER = 120
"""Longest text of the consultant's own at the foot of every page, in characters: one line of small print."""

LEAST_CONTRAST = 4.5
"""Contrast that small print needs on white paper (WCAG 2.2 AA, 1.4.3)."""

PAPER_WHITE = "#FFFFFF"


class Branding(Value):
    """Names, logo, colour, foot, date and paper of a report. The caller owns the clock: without a date none is printed.

    Raises:
        ReportError: a name or the foot is too long or has a line break, the colour cannot be read on white, or the
            logo is not the picture it says it is.
    """

    client_name: str = ""
    consultant_name: str = ""
    logo: bytes | None = None
    logo_kind: LogoKind | None = None
    accent: str = Field(default="", description="Colour of rules and headings as #RRGGBB; empty for the product's own")
    footer: str = Field(default="", description="The consultant's own words at the foot of every page")
    date: datetime.date | None = None
    paper: Paper = "us-letter"

    @field_validator("accent")
    @classmethod
    def _can_be_read(cls, colour: str) -> str:
        if not colour:
            return ""
        if not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
            raise ReportError(f"{shown(colour)} is no color", where="Accent color", do="Write it like #0B5563.")
        ratio = contrast(colour, PAPER_WHITE)
        if ratio < LEAST_CONTRAST:
            raise ReportError(
                f"{colour.upper()} is too pale to be read on white paper (contrast {ratio:.1f}, at least "
                f"{LEAST_CONTRAST:g} is needed)",
                where="Accent color",
                do=f"The nearest shade that can be read is {readable(colour)}.",
            )
        return colour.upper()

    @field_validator("footer")
    @classmethod
    def _one_short_line(cls, text: str) -> str:
        if len(text.splitlines()) > 1:
            raise ReportError("it stands on one line", where="Text at the foot", do="Take out the line break.")
        if len(text) > MAX_FOOTER:
            raise ReportError(
                f"it has {len(text)} characters, at most {MAX_FOOTER} fit", where="Text at the foot", do="Shorten it."
            )
        return plain(text)

    @field_validator("client_name", "consultant_name")
    @classmethod
    def _one_line(cls, name: str) -> str:
        if len(name.splitlines()) > 1:
            raise ReportError("a name stands on one line", where=shown(name), do="Take out the line break.")
        if len(name) > MAX_NAME:
            raise ReportError(
                f"this name has {len(name)} characters, at most {MAX_NAME} fit", where=shown(name), do="Shorten it."
            )
        return plain(name)

    @model_validator(mode="after")
    def _logo_is_one(self) -> Branding:
        if (self.logo is None) != (self.logo_kind is None):
            raise ReportError(
                "a logo and its kind belong together", where="Logo", do="Give both, or neither; kinds: png, jpeg, svg."
            )
        if self.logo is not None and self.logo_kind is not None:
            pictured(self.logo, self.logo_kind)
        return self


def branding_from(
    *,
    client: str = "",
    consultant: str = "",
    logo: bytes | None = None,
    logo_path: Path | None = None,
    accent: str = "",
    footer: str = "",
    paper: str = "us-letter",
    date: str | datetime.date | None = None,
) -> Branding:
    """Branding from what a user typed or uploaded; the kind of the logo is read from its first bytes.

    Args:
        logo: an uploaded picture; *logo_path* names a file instead.
        accent: colour of rules and headings as #RRGGBB; "" keeps the product's own.
        footer: words at the foot of every page.
        date: a day, or its text such as 2026-11-21; None or "" prints no date.

    Raises:
        ReportError: a name or the foot is too long, the colour is none or too pale, the date is none, the paper does
            not exist, or the logo is not a picture.
    """
    if logo_path is not None:
        logo = _read(logo_path)
    papers: tuple[Paper, ...] = get_args(Paper)
    chosen = next((p for p in papers if p == paper), None)
    if chosen is None:
        raise ReportError(f"there is no paper {shown(paper)}", where="Paper", do=f"Use {' or '.join(papers)}.")
    return Branding(
        client_name=client,
        consultant_name=consultant,
        logo=logo,
        logo_kind=None if logo is None else kind_of(logo),
        accent=accent.strip(),
        footer=footer.strip(),
        date=_day(date),
        paper=chosen,
    )


def _day(given: str | datetime.date | None) -> datetime.date | None:
    if not isinstance(given, str):
        return given
    if not given.strip():
        return None
    try:
        return datetime.date.fromisoformat(given.strip())
    except ValueError:
        raise ReportError(f"{shown(given)} is not a day", where="Date", do="Write it like 2026-11-21.") from None


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte more than allowed is enough to know that it is too large.
            return file.read(MAX_LOGO_BYTES + 1)
    except (OSError, ValueError):
        raise ReportError("the logo file cannot be read", where=path.name, do="Check the path.") from None
