"""The JSON API: the same answers in and the same advice out as on the command line. It keeps nothing.

No cookie, no session, no sign-in, and no page of another site may read an answer. See docs/api.md.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from advisor import advise
from advisor.errors import AdvisorError, KnowledgeError, shown
from advisor.questionnaire.answers import answers_from
from advisor.report.table import advice_json
from advisor.schemas import NAMES, schema_text
from advisor.ui.session import knowledge
from advisor.web import problem
from advisor.web.bodies import JSON, day, json_object, parameters
from advisor.web.openapi import openapi
from advisor.web.problem import ProblemError
from advisor.web.report_request import KINDS, kind_asked, request_from
from advisor.web.work import Work

PREFIX = "/api/v1"

Handler = Callable[[Request], Awaitable[Response]]
Result = TypeVar("Result")


def api_routes(work: Work | None = None) -> list[BaseRoute]:
    """All routes of the API, with one at the end for what there is not."""
    shop = work or Work()

    async def advise_(request: Request) -> Response:
        asked = parameters(request, "on")
        on, data = day(asked.get("on")), await json_object(request)

        def decided() -> bytes:
            return advice_json(advise(answers_from(data, name="body"), knowledge(), today=on)).encode()

        return _answered(await shop.run(lambda: _decided(decided)), JSON)

    async def report(request: Request) -> Response:
        asked = parameters(request, "on", "format")
        on = day(asked.get("on"))
        try:
            kind = kind_asked(asked.get("format"), request.headers.get("accept", ""))
        except AdvisorError as error:
            raise problem.of(error, 400) from None
        if kind is None:
            kinds = ", ".join(kind.media_type for kind in KINDS)
            raise ProblemError(406, f"The report is there as {kinds}. Accept one of them.")
        data = await json_object(request)

        def written() -> bytes:
            answers, cover = request_from(data)
            k = knowledge()
            return kind.write(advise(answers, k, today=on), k, cover)

        body = await shop.run(lambda: _decided(written))
        response = _answered(body, kind.media_type)
        response.headers["Content-Disposition"] = f'attachment; filename="report.{kind.format}"'
        response.headers["Vary"] = "Accept"
        return response

    return [
        _route(f"{PREFIX}/advise", {"POST": advise_}),
        _route(f"{PREFIX}/report", {"POST": report}),
        _route(f"{PREFIX}/schema/{{name}}", {"GET": _schema}),
        _route(f"{PREFIX}/openapi.json", {"GET": _openapi}),
        _route("/api/{rest:path}", {}),
        _route("/api", {}),
    ]


# ---------------------------------------------------------------- handlers that keep nothing


async def _schema(request: Request) -> Response:
    parameters(request)
    name = request.path_params["name"]
    if name not in NAMES:
        raise ProblemError(404, f"There is no schema {shown(name)}. There are {', '.join(NAMES)}.")
    return _fixed(request, _schema_bytes(name), "application/schema+json")


async def _openapi(request: Request) -> Response:
    parameters(request)
    return _fixed(request, _openapi_bytes(), JSON)


@cache
def _schema_bytes(name: str) -> bytes:
    return schema_text(name).encode()


@cache
def _openapi_bytes() -> bytes:
    return (json.dumps(openapi(), indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


# ---------------------------------------------------------------- inside


def _route(path: str, handlers: Mapping[str, Handler]) -> Route:
    """A route that answers every method: with a problem where it has no handler for it."""
    allowed = sorted({*handlers, *(["HEAD"] if "GET" in handlers else [])})

    async def endpoint(request: Request) -> Response:
        handler = handlers.get("GET" if request.method == "HEAD" else request.method)
        try:
            if not handlers:
                raise ProblemError(404, f"There is nothing here. The API is described at {PREFIX}/openapi.json.")
            if handler is None:
                detail = f"This address does not take {shown(request.method)}. Use {' or '.join(allowed)}."
                raise ProblemError(405, detail, headers={"Allow": ", ".join(allowed)})
            return await handler(request)
        except ProblemError as error:
            return error.response()

    return Route(path, _AnyMethod(endpoint))


class _AnyMethod:
    """An application of its own: a plain function would be given its methods, and a refusal in words, by Starlette."""

    def __init__(self, endpoint: Handler) -> None:
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._endpoint(Request(scope, receive, send))
        await response(scope, receive, send)


def _decided(work: Callable[[], Result]) -> Result:
    """Result of *work*; a mistake in what was sent becomes a problem, one of ours stays what it is."""
    try:
        return work()
    except KnowledgeError:
        raise
    except AdvisorError as error:
        raise problem.of(error, 422) from None


def _answered(body: bytes, media_type: str) -> Response:
    """A result with its checksum: the same answers on the same day give the same bytes."""
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    headers = {"Repr-Digest": f"sha-256=:{digest}:", "Cache-Control": "no-store"}
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Response(body, 200, headers, f"{media_type}{charset}")


def _fixed(request: Request, body: bytes, media_type: str) -> Response:
    """Something that changes with a release only; a caller who has it already is told so."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    known = {part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")}
    if tag in known or "*" in known:
        return Response(None, 304, headers)
    return Response(body, 200, headers, media_type)
