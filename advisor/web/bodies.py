"""Reading what a request sends: bounded, of one kind, never guessed at."""

from __future__ import annotations

from datetime import date
from typing import Any

from starlette.requests import ClientDisconnect, Request

from advisor import files
from advisor.errors import FileError, shown
from advisor.files import MAX_BYTES
from advisor.web import problem
from advisor.web.problem import ProblemError

JSON = "application/json"


async def json_object(request: Request) -> dict[str, Any]:
    """The body of *request*, which must be one JSON object of at most 1 MB.

    Raises:
        ProblemError: 415 where it is said to be something else, 413 where it is larger, 400 where it is no JSON.
    """
    _refuse_other_kinds(request)
    raw = await _bytes(request)
    try:
        text = files.decode(raw, name="body").strip()
        if not text.startswith("{"):
            raise FileError("this is not a JSON object", where="body", do="Send the fields in braces.")
        data: dict[str, Any] = files.parse(text, name="body")
        return data
    except FileError as error:
        raise problem.of(error, 400) from None


def _refuse_other_kinds(request: Request) -> None:
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    charset = parameters.partition("charset=")[2].split(";")[0].strip().strip('"').lower()
    if kind.strip().lower() != JSON or charset not in ("", "utf-8", "utf8") or encoding != "identity":
        raise ProblemError(
            415, f"Only JSON in UTF-8 is read here, as it is. Send it as {JSON}.", headers={"Accept": JSON}
        )


async def _bytes(request: Request) -> bytes:
    """All of the body. It is counted while it arrives: the length that a caller states need not be true."""
    too_large = ProblemError(
        413, f"body: more than {MAX_BYTES / 1e6:,.0f} MB was sent. Answers have about 5 kB.", where="body"
    )
    stated = request.headers.get("content-length", "")
    if stated.isdigit() and int(stated) > MAX_BYTES:
        raise too_large
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > MAX_BYTES:
                raise too_large
            parts.append(part)
    except ClientDisconnect:
        raise ProblemError(400, "body: it was cut off on its way.", where="body") from None
    return b"".join(parts)


def parameters(request: Request, *known: str) -> dict[str, str]:
    """The query's parameters, each given once at most.

    Raises:
        ProblemError: 400 where one is unknown or stands twice.
    """
    found: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in known:
            said = f"Use {' or '.join(known)}." if known else "There are none here."
            raise ProblemError(400, f"There is no parameter {shown(name)}. {said}", where="query")
        if name in found:
            raise ProblemError(400, f"{name}: it is given twice. Keep one of them.", where=name)
        found[name] = value
    return found


def day(text: str | None) -> date:
    """The day of use that the query names, else today. This is the one place of the API that reads the clock.

    Raises:
        ProblemError: 400 where the text is no day.
    """
    if text is None:
        return date.today()
    try:
        # The day as JSON Schema knows it; Python would read weeks and days without dashes too.
        if len(text) == 10 and text.isascii() and text[4] == text[7] == "-" and "W" not in text:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ProblemError(400, f"on: {shown(text)} is no day. Write it like 2026-11-21.", where="on")
