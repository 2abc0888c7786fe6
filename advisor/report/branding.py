"""Branding: whose report it is. The only thing in a report that does not come from the advice."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal, get_args

from pydantic import field_validator, model_validator

from advisor.base import Value
from advisor.errors import ReportError, shown
from advisor.report.logo import MAX_LOGO_BYTES, LogoKind, kind_of, pictured
from advisor.report.words import plain

Paper = Literal["us-letter", "a4"]

MAX_NAME = 120
"""Longest client or consultant name, in characters: two lines on the cover."""


class Branding(Value):
    """Names, logo, date and paper of a report. The caller owns the clock: without a date none is printed.

    Raises:
        ReportError: a name is too long or has a line break, or the logo is not the picture it says it is.
    """

    client_name: str = ""
    consultant_name: str = ""
    logo: bytes | None = None
    logo_kind: LogoKind | None = None
    date: datetime.date | None = None
    paper: Paper = "us-letter"

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
    paper: str = "us-letter",
    date: str | datetime.date | None = None,
) -> Branding:
    """Branding from what a user typed or uploaded; the kind of the logo is read from its first bytes.

    Args:
        logo: an uploaded picture; *logo_path* names a file instead.
        date: a day, or its text such as 2026-11-21; None or "" prints no date.

    Raises:
        ReportError: a name is too long, the date is none, the paper does not exist, or the logo is not a picture.
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
