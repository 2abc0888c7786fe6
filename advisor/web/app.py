"""The application: Streamlit's pages, the JSON API and the health routes behind one set of headers.

`advisor` serves it, and so does any ASGI server: `uvicorn advisor.web.app:app`. This module imports little, so that
the server answers early; the rest is imported while the browser loads the page.
"""

from __future__ import annotations

import os
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, Router
from starlette.types import Receive, Scope, Send
from streamlit.starlette import App

from advisor.web import logs
from advisor.web.headers import SecurityHeaders, page_policy
from advisor.web.hosts import KnownHosts
from advisor.web.place import shipped, streamlit_page
from advisor.web.problem import problem
from advisor.web.settings import API, Settings, settings_from
from advisor.web.sign_in import sign_in_secrets


def make_app(
    settings: Settings, *, secrets: dict[str, Any] | None = None, on_start: Callable[[], None] | None = None
) -> App:
    """The application for *settings*; one a process.

    Args:
        secrets: what `st.secrets` holds besides a secrets file.
        on_start: called once when visitors are let in.
    """

    @asynccontextmanager
    async def lifespan(_: App) -> AsyncIterator[None]:
        # A thread: the first visitor's browser loads its scripts meanwhile.
        threading.Thread(target=_warm_up, name="advisor-warm-up", daemon=True).start()
        if on_start is not None:
            on_start()
        yield

    if settings.cookie_secret:
        # Streamlit takes this one setting from a file or from the environment only.
        os.environ["STREAMLIT_SERVER_COOKIE_SECRET"] = settings.cookie_secret
    logs.set_up()
    return App(
        shipped("advisor_app.py"),
        secrets=secrets,
        routes=routes(settings),
        middleware=middleware(settings),
        lifespan=lifespan,
    )


def _warm_up() -> None:
    from advisor.web.warm import warm_up

    warm_up()


def middleware(settings: Settings) -> list[Middleware]:
    """What every request passes through, outermost first."""
    return [
        Middleware(SecurityHeaders, policy=page_policy(streamlit_page()), tls=settings.tls),
        Middleware(KnownHosts, hosts=settings.hosts),
    ]


def routes(settings: Settings) -> list[BaseRoute]:
    """What the server answers besides Streamlit's pages."""
    # A response is an application too, which gives the same answer to every method.
    api = _Later(_api_routes) if settings.api else problem(404, f"The JSON API is switched off here, by {API}.")
    return [
        Route("/livez", _livez),
        Route("/readyz", _Later(_ready_routes)),
        Route("/api", api),
        Route("/api/{rest:path}", api),
    ]


async def _livez(_: Request) -> Response:
    """200 as long as the process answers at all."""
    return JSONResponse({"status": "alive"})


def _api_routes() -> list[BaseRoute]:
    from advisor.web.api import api_routes

    return api_routes()


def _ready_routes() -> list[BaseRoute]:
    from advisor.web.ready import Readiness

    return [Route("/readyz", Readiness().readyz)]


class _Later:
    """Routes that are imported when the first request for them comes."""

    def __init__(self, routes: Callable[[], list[BaseRoute]]) -> None:
        self._routes = routes
        self._router: Router | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._router is None:
            self._router = Router(await run_in_threadpool(self._routes))
        await self._router(scope, receive, send)


def __getattr__(name: str) -> Any:
    """`app`, for a server that is given `advisor.web.app:app`; made when it is asked for, from the environment."""
    if name != "app":
        raise AttributeError(name)
    made = make_app(settings_from(os.environ), secrets=sign_in_secrets(os.environ))
    globals()["app"] = made
    return made
