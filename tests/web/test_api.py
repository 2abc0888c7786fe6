"""The JSON API does what the command line does, refuses plainly, and keeps nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from advisor import Advice, advise
from advisor.files import MAX_BYTES
from advisor.questionnaire.answers import answers_from
from advisor.report.table import checklist_csv
from advisor.schemas import NAMES, schema
from advisor.web.api import api_routes
from advisor.web.openapi import openapi
from advisor.web.problem import ProblemError
from advisor.web.work import Work

JSON = {"content-type": "application/json"}
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def refused(response: Any, status: int, *words: str) -> dict[str, Any]:
    """A problem body with one sentence for whoever sent the request."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    assert "\n" not in body["detail"]
    assert "Traceback" not in body["detail"]
    for word in words:
        assert word in body["detail"]
    return body


# ---------------------------------------------------------------- advice


def test_the_advice_is_that_of_the_command_line(client: TestClient, electrical: dict[str, object]) -> None:
    response = client.post("/api/v1/advise?on=2027-02-03", json=electrical)
    assert response.headers["content-type"] == "application/json"
    assert Advice.model_validate(response.json()) == advise(answers_from(electrical), today=date(2027, 2, 3))


def test_without_a_day_it_is_for_today(client: TestClient, electrical: dict[str, object]) -> None:
    before = date.today().isoformat()
    used_on = client.post("/api/v1/advise", json=electrical).json()["used_on"]
    assert before <= used_on <= date.today().isoformat()


def test_the_same_answers_give_the_same_bytes_and_a_checksum_of_them(
    client: TestClient, electrical: dict[str, object]
) -> None:
    for path in ("advise?on=2026-11-21", "report?on=2026-11-21", "report?on=2026-11-21&format=md"):
        one, other = (client.post(f"/api/v1/{path}", json=electrical) for _ in range(2))
        assert one.content == other.content
        digest = base64.b64encode(hashlib.sha256(one.content).digest()).decode()
        assert one.headers["repr-digest"] == f"sha-256=:{digest}:"


def test_no_answer_is_kept_anywhere_on_the_way(client: TestClient, electrical: dict[str, object]) -> None:
    response = client.post("/api/v1/advise", json=electrical)
    assert response.headers["cache-control"] == "no-store"
    assert "set-cookie" not in response.headers
    assert not [name for name in response.headers if name.startswith("access-control-")]


def test_half_a_character_is_refused_in_words_that_can_be_sent(client: TestClient) -> None:
    for body in (rb'{"company": {"name": "\ud800"}}', rb'{"\ud800": 1}', rb'{"pains": {"\ud800": 1}}'):
        refused(client.post("/api/v1/advise", content=body, headers=JSON), 422)


# ---------------------------------------------------------------- report


@pytest.mark.parametrize(
    ("path", "accept", "media_type", "starts"),
    [
        ("report", "", "application/pdf", b"%PDF-"),
        ("report", "*/*", "application/pdf", b"%PDF-"),
        ("report", "text/*, application/pdf;q=0.5", "text/markdown; charset=utf-8", b"# "),
        ("report", "text/csv", "text/csv; charset=utf-8", b"number,"),
        ("report?format=md", "application/pdf", "text/markdown; charset=utf-8", b"# "),
        ("report?format=pdf", "image/png", "application/pdf", b"%PDF-"),
    ],
)
def test_the_report_comes_as_the_kind_that_is_asked_for(
    client: TestClient, electrical: dict[str, object], path: str, accept: str, media_type: str, starts: bytes
) -> None:
    response = client.post(f"/api/v1/{path}", json=electrical, headers={"accept": accept})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == media_type
    assert response.content.startswith(starts)


def test_a_kind_that_there_is_not_is_refused(client: TestClient, electrical: dict[str, object]) -> None:
    response = client.post("/api/v1/report", json=electrical, headers={"accept": "image/png, application/pdf;q=0"})
    refused(response, 406, "text/markdown")
    refused(client.post("/api/v1/report?format=docx", json=electrical), 400, "docx", "pdf")


def test_the_cover_stands_in_the_envelope(client: TestClient, electrical: dict[str, object]) -> None:
    cover = {"client": "Oak <b>#import</b>", "consultant": "Elm", "date": "2026-11-21", "logo": PIXEL, "paper": "a4"}
    text = client.post("/api/v1/report?format=md", json={"answers": electrical, "branding": cover}).text
    assert "Elm" in text
    assert "<b>" not in text.replace(r"\<b\>", "")
    assert client.post("/api/v1/report", json={"answers": electrical, "branding": cover}).status_code == 200


def test_the_table_is_that_of_the_command_line(client: TestClient, electrical: dict[str, object]) -> None:
    body = client.post("/api/v1/report?format=csv&on=2026-11-21", json=electrical).content
    assert body.decode() == checklist_csv(advise(answers_from(electrical), today=date(2026, 11, 21)))


@pytest.mark.parametrize(
    ("branding", "words"),
    [
        ({"logo": "not base64!"}, ["branding.logo", "base64"]),
        ({"logo": "bm90IGEgcGljdHVyZQ=="}, ["Logo", "picture"]),
        ({"paper": "letter"}, ["branding.paper", "letter"]),
        ({"date": "tomorrow"}, ["branding.date", "tomorrow"]),
        ({"client": "x" * 121}, ["branding.client", "120"]),
        ({"colour": "red"}, ["branding.colour", "no field"]),
    ],
)
def test_a_cover_that_cannot_be_printed_is_told(client: TestClient, branding: dict[str, str], words: list[str]) -> None:
    refused(client.post("/api/v1/report", json={"answers": {}, "branding": branding}), 422, *words)


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize("path", ["/api/v1/advise", "/api/v1/report"])
@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"", 400, ["JSON object"]),
        (b"[]", 400, ["JSON object"]),
        (b"company: {trade: electrical}", 400, ["JSON object"]),
        (b'{"company": ', 400, ["JSON", "line 1"]),
        (b'{"company": {}, "company": {}}', 400, ["'company'", "twice"]),
        (b'{"company": "\xff"}', 400, ["UTF-8"]),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, 400, ["JSON"]),
        (b'{"company": {"headcount": ' + b"9" * 5_000 + b"}}", 400, ["JSON"]),
        (b'{"wrok": {}}', 422, ["wrok", "no field"]),
        (b'{"company": {"headcount": NaN}}', 422, ["company.headcount", "finite"]),
        (b'{"company": {"trade": "electrica"}}', 422, ["company.trade", "electrica", "Did you mean"]),
        (b'{"limits": {"exclude_vendors": ["acme"]}}', 422, ["limits.exclude_vendors", "acme"]),
    ],
)
def test_a_body_that_cannot_be_right_gets_one_sentence(
    client: TestClient, path: str, body: bytes, status: int, words: list[str]
) -> None:
    refused(client.post(path, content=body, headers=JSON), status, *words)


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "application/json; charset=utf-16"},
        {"content-type": "application/json", "content-encoding": "gzip"},
        {},
    ],
)
def test_another_kind_of_body_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    refused(client.post("/api/v1/advise", content=b"{}", headers=headers), 415, "application/json")


def test_a_body_of_more_than_a_megabyte_is_refused_whatever_it_says_of_its_length(client: TestClient) -> None:
    body = b'{"pains_text": "' + b"x" * MAX_BYTES + b'"}'
    refused(client.post("/api/v1/advise", content=body, headers=JSON), 413, "1 MB")

    def in_parts() -> Any:
        yield b'{"pains_text": "'
        for _ in range(30):
            yield b"x" * 50_000

    refused(client.post("/api/v1/advise", content=in_parts(), headers=JSON), 413, "1 MB")


@pytest.mark.parametrize("query", ["on=yesterday", "on=20261121", "on=2026-W47-6", "on=2026-02-30", "on="])
def test_a_day_that_is_none_is_refused(client: TestClient, query: str) -> None:
    refused(client.post(f"/api/v1/advise?{query}", json={}), 400, "on", "2026-11-21")


def test_a_parameter_that_is_unknown_or_twice_there_is_refused(client: TestClient) -> None:
    refused(client.post("/api/v1/advise?onn=2026-11-21", json={}), 400, "'onn'")
    refused(client.post("/api/v1/advise?on=2026-11-21&on=2026-11-22", json={}), 400, "twice")
    refused(client.get("/api/v1/schema/answers?x=1"), 400, "'x'")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("GET", "/api/v1/advise", "POST"),
        ("PATCH", "/api/v1/report", "POST"),
        ("OPTIONS", "/api/v1/advise", "POST"),
        ("DELETE", "/api/v1/schema/answers", "GET, HEAD"),
        ("POST", "/api/v1/openapi.json", "GET, HEAD"),
    ],
)
def test_another_method_is_refused_and_the_right_one_named(
    client: TestClient, method: str, path: str, allow: str
) -> None:
    response = client.request(method, path)
    refused(response, 405, allow.partition(",")[0])
    assert response.headers["allow"] == allow


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v2/advise", "/api/v1/advise/more"])
def test_what_there_is_not_is_a_problem_and_never_a_page(client: TestClient, path: str) -> None:
    refused(client.get(path), 404, "openapi.json")


@settings(max_examples=150)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: b"{" + text.encode("utf-8", "replace") + b"}"))
def test_no_bytes_make_the_server_stumble(body: bytes) -> None:
    client = TestClient(Starlette(routes=api_routes()))
    response = client.post("/api/v1/advise", content=body, headers=JSON)
    assert response.status_code in (200, 400, 422)


# ---------------------------------------------------------------- what describes itself


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_served_as_it_stands_in_the_data(client: TestClient, name: str) -> None:
    response = client.get(f"/api/v1/schema/{name}")
    assert response.headers["content-type"] == "application/schema+json"
    assert response.json() == schema(name)


def test_a_caller_who_has_a_schema_already_is_told_so(client: TestClient) -> None:
    first = client.get("/api/v1/schema/answers")
    again = client.get("/api/v1/schema/answers", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/api/v1/schema/advice", headers={"if-none-match": first.headers["etag"]})
    assert other.status_code == 200


def test_a_schema_that_there_is_not_is_named(client: TestClient) -> None:
    refused(client.get("/api/v1/schema/answer"), 404, "'answer'", "answers")
    refused(client.get("/api/v1/schema/..%2Fsources"), 404)


def test_the_description_names_every_route_and_no_other(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described == json.loads(json.dumps(openapi()))
    served = {route.path for route in api_routes() if route.path.startswith("/api/v1/")}  # type: ignore[attr-defined]
    assert set(described["paths"]) == served


def test_every_reference_of_the_description_leads_somewhere() -> None:
    described = openapi()
    text = json.dumps(described)
    for name in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert name in described["components"]["schemas"], name
    assert "#/$defs/" not in text


# ---------------------------------------------------------------- too much at once


def _apart(scene: Callable[[], Awaitable[None]]) -> None:
    """Runs a scene in a thread of its own: a browser of another test may have left a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(anyio.run, scene).result()


def test_as_many_as_may_wait_do_and_the_next_one_is_sent_away() -> None:
    gate, done = threading.Event(), []

    async def scene() -> None:
        work = Work(at_once=1, waiting=2)

        async def one() -> None:
            done.append(await work.run(gate.wait))

        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(one)
            await anyio.sleep(0.05)
            with pytest.raises(ProblemError) as told:
                await work.run(lambda: None)
            assert told.value.status == 503
            assert told.value.headers["Retry-After"].isdigit()
            gate.set()
        await work.run(lambda: done.append(True))  # there is room again

    _apart(scene)
    assert done == [True] * 4


def test_room_is_given_back_when_the_work_fails() -> None:
    async def scene() -> None:
        work = Work(at_once=1, waiting=0)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await work.run(lambda: 1 / 0)

    _apart(scene)
