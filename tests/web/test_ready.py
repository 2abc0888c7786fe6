"""A replica says that it is ready only while it can serve, and says nothing of where its data lie."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from starlette.testclient import TestClient

from advisor.errors import KnowledgeError, StorageError
from advisor.ui import session
from advisor.web import ready
from advisor.web.settings import Settings

Serving = Callable[[Settings], TestClient]


@pytest.fixture(autouse=True)
def _no_memory() -> None:
    st.cache_resource.clear()


def test_alive_is_whoever_answers(client: TestClient) -> None:
    assert client.get("/livez").json() == {"status": "alive"}
    assert client.head("/livez").status_code == 200


def test_ready_with_a_store(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_DATABASE_URL", f"sqlite:///{tmp_path / 'a.sqlite3'}")
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ready"})


def test_not_ready_without_one_and_no_secret_is_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_DATABASE_URL", "postgresql://someone:secret-word@localhost:1/advice?connect_timeout=2")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["detail"] == ready.NO_STORE
    assert response.headers["retry-after"].isdigit()
    for secret in ("secret-word", "someone", "localhost:1", "postgresql"):
        assert secret not in response.text


def test_not_ready_when_the_database_goes_and_ready_when_it_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    told = iter([None, StorageError("The database of assessments cannot be used"), None])

    class Shaky:
        def check(self) -> None:
            if (error := next(told)) is not None:
                raise error

    monkeypatch.setattr(ready, "opened_store", Shaky)
    monkeypatch.setattr(ready, "LASTS", 0.0)
    looking = ready.Readiness()
    assert [looking.trouble() for _ in range(3)] == ["", ready.NO_STORE, ""]


def test_the_database_is_not_asked_by_everybody_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Counting:
        def check(self) -> None:
            asked.append(1)

    monkeypatch.setattr(ready, "opened_store", Counting)
    monkeypatch.setattr(ready, "LASTS", 60.0)
    looking = ready.Readiness()
    assert [looking.trouble() for _ in range(50)] == [""] * 50
    assert len(asked) == 1


def test_not_ready_with_data_files_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise KnowledgeError("an entry is wrong", where="/srv/secret/rules.yaml")

    monkeypatch.setattr(ready, "knowledge", broken)
    assert ready.Readiness().trouble() == ready.NO_DATA


def test_the_api_can_be_switched_off(serving: Serving) -> None:
    client = serving(Settings(api=False))
    for path in ("/api/v1/advise", "/api/v1/openapi.json", "/api"):
        response = client.post(path, json={})
        assert response.status_code == 404
        assert "ADVISOR_API" in response.json()["detail"]
    assert client.get("/livez").status_code == 200


def test_the_store_that_is_asked_is_that_of_the_pages() -> None:
    assert ready.opened_store is session.opened_store
