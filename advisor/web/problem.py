"""Errors over HTTP as RFC 9457 wants them: `detail` is the one sentence that the command line would print."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import Response

from advisor.errors import AdvisorError

MEDIA_TYPE = "application/problem+json"


class ProblemError(Exception):
    """Ends a request with a problem. It is an error of the request, so the sentence is for whoever sent it."""

    def __init__(self, status: int, detail: str, *, where: str = "", headers: Mapping[str, str] | None = None) -> None:
        self.status, self.detail, self.where, self.headers = status, detail, where, dict(headers or {})
        super().__init__(detail)

    def response(self) -> Response:
        """The problem as a response."""
        return problem(self.status, self.detail, where=self.where, headers=self.headers)


def of(error: AdvisorError, status: int) -> ProblemError:
    """One of our own errors as a problem; `where` names the field or the file."""
    return ProblemError(status, error.sentence, where=error.where)


def problem(status: int, detail: str, *, where: str = "", headers: Mapping[str, str] | None = None) -> Response:
    """A problem body. `where` is left out where the sentence concerns the whole request."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    if where:
        body["where"] = where
    # ASCII: a sentence may quote half a character that somebody sent, and such a thing has no UTF-8.
    content = json.dumps(body).encode("ascii")
    return Response(content, status, {**(headers or {}), "Cache-Control": "no-store"}, MEDIA_TYPE)
