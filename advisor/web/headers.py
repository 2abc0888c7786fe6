"""Headers that every response carries, and what a page may load."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.ui.theme import MANNERS
from advisor.web.logs import without_query
from advisor.web.problem import problem

LOG = logging.getLogger("advisor")

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    # The address of a page holds the link to its answers: no other page may be told where a visitor came from.
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": ", ".join(
        f"{name}=()"
        for name in (
            "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
            "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "screen-wake-lock", "serial",
            "usb", "xr-spatial-tracking",
        )
    ),
}  # fmt: skip

HSTS = "max-age=31536000"
"""A year. Names below this one are somebody else's to decide."""

LASTING = ("/static/", "/app/static/")
"""Files of the release, the same for everybody: they may be kept by a browser. All else is never kept."""

SETS_ITS_OWN = ("/api/",)

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
"""For what is no page: downloads and data. Opened by itself it may load and run nothing."""

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def page_policy(index: Path) -> str:
    """The Content-Security-Policy of pages. *index* is Streamlit's own page.

    Two inline scripts are let in, each by the hash of its text: the one in that page, and the app's own. What else
    had to stay open, found by walking every page in Chromium, stands in docs/operations.md.
    """
    scripts = [*_INLINE.findall(index.read_text(encoding="utf-8")), MANNERS]
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "media-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


class SecurityHeaders:
    """Puts the headers on every response, and turns a fault of ours into a plain 500 that has them too.

    Args:
        policy: Content-Security-Policy of pages.
        tls: True where browsers reach the server over HTTPS only.
    """

    def __init__(self, app: ASGIApp, policy: str, tls: bool) -> None:
        self._app, self._policy, self._tls = app, policy, tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                self._dress(scope["path"], MutableHeaders(scope=message))
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            LOG.exception("A request to %s failed.", without_query(scope["path"]))
            if begun:
                raise
            await problem(500, "Something went wrong on the server. Its log says what.")(
                scope, receive, send_with_headers
            )

    def _dress(self, path: str, headers: MutableHeaders) -> None:
        for name, value in EVERYWHERE.items():
            headers[name] = value
        is_page = headers.get("content-type", "").startswith("text/html")
        is_file = path.startswith(LASTING) and not is_page
        headers["Content-Security-Policy"] = self._policy if is_page or is_file else NOTHING
        if not is_file and not (path.startswith(SETS_ITS_OWN) and "cache-control" in headers):
            headers["Cache-Control"] = "no-store"
        if self._tls:
            headers["Strict-Transport-Security"] = HSTS
            self._only_over_tls(headers)

    @staticmethod
    def _only_over_tls(headers: MutableHeaders) -> None:
        """Streamlit marks its cookies as secure only where it speaks TLS itself."""
        cookies = headers.getlist("set-cookie")
        if cookies:
            del headers["set-cookie"]
            for cookie in cookies:
                told = {part.strip().lower() for part in cookie.split(";")[1:]}
                headers.append("set-cookie", cookie if "secure" in told else f"{cookie}; Secure")
