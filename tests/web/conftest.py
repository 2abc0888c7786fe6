"""The routes of the server behind its headers, without Streamlit's pages: those are tried in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from advisor.web.app import middleware, routes
from advisor.web.settings import Settings

ELECTRICAL = {
    "company": {"trade": "electrical", "segment": "commercial", "headcount": 35},
    "work": {"project_share": 0.40},
    "friction": {"workarounds": 3, "double_entry": 3, "missed_information": 3},
    "today": {"accounting": "quickbooks"},
}


@pytest.fixture
def serving() -> Callable[[Settings], TestClient]:
    """A client of a server with these settings."""

    def serve(settings: Settings) -> TestClient:
        app = Starlette(routes=routes(settings), middleware=middleware(settings))
        return TestClient(app, base_url="http://localhost", raise_server_exceptions=False)

    return serve


@pytest.fixture
def client(serving: Callable[[Settings], TestClient]) -> TestClient:
    return serving(Settings())


@pytest.fixture
def electrical() -> dict[str, object]:
    """Answers of a contractor who is past the hybrid line."""
    return ELECTRICAL
