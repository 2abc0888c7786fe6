"""Who may call the server by which name, and from which page.

A page on the internet can point a name of its own at this computer and then talk to it as if to its own server. Such
requests carry that name, and are refused. A page of another site that opens a websocket is refused as well.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from advisor.errors import shown
from advisor.web.problem import problem
from advisor.web.settings import HOST, PUBLIC_URL

_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([^\s@/:?#\[\]\\]+))(?::\d{1,5})?")

ASKED_BY_MACHINES = frozenset({"/livez", "/readyz"})
"""A probe asks by the address of the container, whatever that is; the answer tells nothing."""


class KnownHosts:
    """Refuses requests under other names, and websockets from other sites.

    Args:
        hosts: the accepted names in lower case; empty accepts any.
    """

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        if not self._is_known(host) and scope["path"] not in ASKED_BY_MACHINES:
            await _refuse(scope, receive, send, f"This server does not answer to the name {shown(_name(host))}.")
            return
        if origin is not None and not self._is_own(origin, host):
            if scope["type"] == "websocket":
                await _refuse(scope, receive, send, "")
                return
            # Streamlit compares a foreign origin with the public address of this machine, and asks a third party
            # for that. Nothing here is for other sites, so the question need not come up.
            scope = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"origin"]}
        await self._app(scope, receive, send)

    def _is_known(self, host: str) -> bool:
        return not self._hosts or _name(host) in self._hosts

    def _is_own(self, origin: str, host: str) -> bool:
        try:
            parts = urlsplit(origin)
            name = parts.hostname
        except ValueError:
            return False
        # Behind a proxy that rewrites Host, the page's own name is one of those that were set.
        return parts.netloc.lower() == host.lower() or (name is not None and name in self._hosts)


def _name(host: str) -> str:
    """Name in a Host header without its port, in lower case; empty where it cannot be read."""
    found = _HOST.fullmatch(host.lower())
    return "" if found is None else (found[1] or found[2]).rstrip(".")


async def _refuse(scope: Scope, receive: Receive, send: Send, detail: str) -> None:
    if scope["type"] == "websocket":
        message: dict[str, Any] = {"type": "websocket.close", "code": 1008}
        await send(message)
        return
    await problem(421, f"{detail} If it should, set {PUBLIC_URL} or {HOST}.")(scope, receive, send)
