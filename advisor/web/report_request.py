"""What is asked of the report route: answers with a cover, and in which kind of file."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

from pydantic import Field, ValidationError, WithJsonSchema

from advisor.advice import Advice
from advisor.base import CalendarDay, Value
from advisor.errors import AnswersError, ReportError, sentence_of, shown
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import Answers, answers_from
from advisor.report.branding import MAX_NAME, Branding, Paper, branding_from
from advisor.report.markdown import render_markdown
from advisor.report.pdf import render_pdf
from advisor.report.report import build_report
from advisor.report.table import checklist_csv

Base64 = Annotated[str, WithJsonSchema({"type": "string", "contentEncoding": "base64"})]


class Cover(Value):
    """What stands on the cover; every field is optional. `logo` is a PNG, JPEG or SVG in base64."""

    client: Annotated[str, Field(max_length=MAX_NAME)] = ""
    consultant: Annotated[str, Field(max_length=MAX_NAME)] = ""
    paper: Paper = "us-letter"
    date: CalendarDay = ""
    logo: Base64 = ""


class ReportRequest(Value):
    """Answers and cover. Answers alone, as an answers file holds them, are taken as well."""

    answers: Answers
    branding: Cover = Cover()


class Kind(NamedTuple):
    """One kind of file that a report can be had as."""

    format: str
    media_type: str
    write: Callable[[Advice, Knowledge, Branding], bytes]


KINDS = (
    Kind("pdf", "application/pdf", lambda advice, k, cover: render_pdf(build_report(advice, k, cover))),
    Kind("md", "text/markdown", lambda advice, k, cover: render_markdown(build_report(advice, k, cover)).encode()),
    Kind("csv", "text/csv", lambda advice, k, cover: checklist_csv(advice).encode()),
)
"""The report as PDF or Markdown, and its demo checklist as a table; the first for a caller who names none."""

FORMATS = tuple(kind.format for kind in KINDS)


def request_from(data: dict[str, Any]) -> tuple[Answers, Branding]:
    """Answers and cover of a request body.

    Raises:
        AnswersError: a field of the answers or of the envelope cannot be right; it is named.
        ReportError: the cover cannot be printed.
    """
    if "answers" not in data:
        return answers_from(data, name="body"), Branding()
    answers = answers_from(data["answers"], name="body, answers")
    try:
        cover = ReportRequest.model_validate({**data, "answers": {}}).branding
    except ValidationError as error:
        where, what, do = sentence_of(error)
        raise AnswersError(what, where=f"body, {where}", do=do) from None
    return answers, branding_from(
        client=cover.client,
        consultant=cover.consultant,
        logo=_picture(cover.logo),
        paper=cover.paper,
        date=cover.date,
    )


def _picture(text: str) -> bytes | None:
    if not text:
        return None
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ReportError("this is not base64", where="branding.logo", do="Encode the bytes of the picture.") from None


def kind_asked(format_asked: str | None, accept: str) -> Kind | None:
    """The kind of file that was asked for; None where there is none of it.

    Args:
        format_asked: the parameter `format`, which goes before the header.
        accept: the header Accept, empty where it was not sent.

    Raises:
        ReportError: there is no such format.
    """
    if format_asked is not None:
        for kind in KINDS:
            if kind.format == format_asked:
                return kind
        raise ReportError(
            f"there is no format {shown(format_asked)}", where="format", do=f"Use {', '.join(FORMATS[:-1])} or csv."
        )
    if not accept.strip():
        return KINDS[0]
    liked = [(_quality(accept, kind.media_type), -place) for place, kind in enumerate(KINDS)]
    best, place = max(liked)
    return KINDS[-place] if best > 0 else None


def _quality(accept: str, media_type: str) -> float:
    """How much a caller likes *media_type*, 0-1: the most exact range that matches counts (RFC 9110, 12.5.1)."""
    found = (-1, 0.0)
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        ranges = ("*/*", f"{media_type.partition('/')[0]}/*", media_type)
        if name in ranges:
            told = next((p[2:] for p in parameters if p.startswith("q=")), "1")
            found = max(found, (ranges.index(name), _number(told)))
    return found[1]


def _number(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0
