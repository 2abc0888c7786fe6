"""Every response carries the headers, every stranger is refused, and no log line holds a token."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from advisor.web import logs
from advisor.web.app import middleware
from advisor.web.hosts import KnownHosts
from advisor.web.settings import Settings

Serving = Callable[[Settings], TestClient]


async def page(request: Request) -> Response:
    """Stands for a page of Streamlit."""
    response = HTMLResponse("<p>page</p>", headers={"Cache-Control": "no-cache"})
    response.set_cookie("_streamlit_xsrf", "2|x|y", samesite="lax")
    return response


async def file(request: Request) -> Response:
    return PlainTextResponse("x", headers={"Cache-Control": "public, immutable, max-age=31536000"})


async def faulty(request: Request) -> Response:
    raise RuntimeError("a fault with ?a=secret-token in it")


async def stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(socket.headers.get("origin", "none"))
    await socket.close()


def pages(settings: Settings) -> TestClient:
    routes = [
        Route("/static/js/x.js", file), Route("/app/static/fonts/x.woff2", file), Route("/media/x.pdf", file),
        Route("/faulty", faulty), Route("/{rest:path}", page), WebSocketRoute("/_stcore/stream", stream),
    ]  # fmt: skip
    app = Starlette(routes=routes, middleware=middleware(settings))
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=False)


@pytest.mark.parametrize("path", ["/", "/static/js/x.js", "/media/x.pdf", "/faulty", "/nowhere"])
def test_every_response_carries_them(path: str) -> None:
    headers = pages(Settings()).get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "camera=()" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers


def test_a_refusal_carries_them_too() -> None:
    response = pages(Settings(hosts=("advisor.example.com",))).get("/")
    assert response.status_code == 421
    assert response.headers["x-frame-options"] == "DENY"


def test_pages_and_downloads_are_never_kept_and_the_files_of_a_release_are() -> None:
    client = pages(Settings())
    assert client.get("/?a=token").headers["cache-control"] == "no-store"
    assert client.get("/media/x.pdf").headers["cache-control"] == "no-store"
    assert "immutable" in client.get("/static/js/x.js").headers["cache-control"]
    assert "immutable" in client.get("/app/static/fonts/x.woff2").headers["cache-control"]


def test_a_page_may_run_its_own_scripts_and_a_download_none() -> None:
    client = pages(Settings())
    policy = client.get("/").headers["content-security-policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "'unsafe-inline'" not in scripts
    assert "'unsafe-eval'" not in scripts
    assert "http" not in policy
    assert client.get("/media/x.pdf").headers["content-security-policy"].startswith("default-src 'none'")
    assert "sandbox" in client.get("/media/x.pdf").headers["content-security-policy"]


def test_behind_https_browsers_are_told_to_stay_there_and_cookies_too() -> None:
    headers = pages(Settings(tls=True)).get("/").headers
    assert headers["strict-transport-security"].startswith("max-age=")
    assert headers["set-cookie"].endswith("; Secure")
    assert "Secure" not in pages(Settings()).get("/").headers["set-cookie"]


def test_a_fault_is_told_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("advisor").propagate = True
    response = pages(Settings()).get("/faulty?a=secret-token")
    assert response.status_code == 500
    assert "fault" not in response.json()["detail"]
    assert "secret-token" not in response.text
    assert "A request to /faulty failed" in caplog.text


# ---------------------------------------------------------------- who may call


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("advisor.example.com", 200), ("ADVISOR.example.com:443", 200), ("advisor.example.com.", 200),
        ("[::1]:8501", 200),
        ("evil.example", 421), ("advisor.example.com.evil.example", 421), ("xadvisor.example.com", 421), ("", 421),
        ("a@advisor.example.com:x", 421), ("[", 421),
    ],
)  # fmt: skip
def test_only_known_names_are_answered(host: str, status: int) -> None:
    client = pages(Settings(hosts=("advisor.example.com", "::1")))
    assert client.get("/", headers={"host": host}).status_code == status


def test_any_name_is_answered_where_none_was_set() -> None:
    assert pages(Settings()).get("/", headers={"host": "anything.example"}).status_code == 200


def test_a_probe_may_ask_by_any_name(serving: Serving) -> None:
    client = serving(Settings(hosts=("advisor.example.com",)))
    assert client.get("/livez", headers={"host": "10.1.2.3:8501"}).status_code == 200
    assert client.get("/api/v1/openapi.json", headers={"host": "10.1.2.3:8501"}).status_code == 421


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:3000", "http://[", ""])
def test_a_page_of_another_site_opens_no_websocket(origin: str) -> None:
    client = pages(Settings())
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/stream", headers={"origin": origin}):
        pass


@pytest.mark.parametrize("origin", ["http://localhost", "https://localhost", "https://advisor.example.com"])
def test_a_page_of_its_own_does(origin: str) -> None:
    client = pages(Settings(hosts=("localhost", "advisor.example.com")))
    with client.websocket_connect("/_stcore/stream", headers={"host": "localhost", "origin": origin}) as socket:
        assert socket.receive_text() == origin


def test_a_foreign_origin_never_reaches_streamlit() -> None:
    async def told(request: Request) -> Response:
        return PlainTextResponse(request.headers.get("origin", "none"))

    app = Starlette(routes=[Route("/", told)], middleware=[Middleware(KnownHosts, hosts=())])
    client = TestClient(app, base_url="http://localhost")
    assert client.get("/", headers={"origin": "https://evil.example"}).text == "none"
    assert client.get("/", headers={"origin": "http://localhost"}).text == "http://localhost"


# ---------------------------------------------------------------- logs


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ('1.2.3.4:5 - "GET /questions?a=secret HTTP/1.1" 200', '1.2.3.4:5 - "GET /questions?… HTTP/1.1" 200'),
        ("/?p=secret", "/?…"),
        (
            "see https://advisor.example.com/take-part?p=secret&x=1 now",
            "see https://advisor.example.com/take-part?… now",
        ),
        ("Is it there? Look at /readyz.", "Is it there? Look at /readyz."),
    ],
)
def test_an_address_loses_what_stands_behind_its_question_mark(line: str, kept: str) -> None:
    assert logs.without_query(line) == kept


@pytest.mark.parametrize("name", ["uvicorn.access", "uvicorn.error", "advisor"])
def test_what_uvicorn_logs_holds_no_token(name: str, caplog: pytest.LogCaptureFixture) -> None:
    logs.set_up()
    logger = logging.getLogger(name)
    logger.propagate = True
    with caplog.at_level(logging.INFO, name):
        logger.info('%s - "%s %s HTTP/%s" %d', "1.2.3.4:5", "GET", "/questions?a=secret-token", "1.1", 200)
        logger.info('%s - "WebSocket %s" [accepted]', ("1.2.3.4", 5), "/_stcore/stream?p=secret-token")
    assert "/questions?…" in caplog.text
    assert "secret-token" not in caplog.text


def test_setting_the_logs_up_again_changes_nothing() -> None:
    logs.set_up()
    logs.set_up()
    logger = logging.getLogger("uvicorn.access")
    assert len([one for one in logger.filters if isinstance(one, logs.NoQueries)]) == 1
    assert len(logging.getLogger("advisor").handlers) == 1
