"""Two replicas over one PostgreSQL: the one a visitor is on is killed, and the visitor goes on at the other."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Server
from playwright.sync_api import Page, expect
from proxy import Proxy, sticky_proxy
from pypdf import PdfReader
from real_postgres import running_postgres
from walk import choose, fill, load_example, onward, settle, sixty_forty, tick

from advisor import Answers
from advisor.questionnaire.answers import parse_answers
from advisor.storage.sql import open_store

pytestmark = [pytest.mark.browser, pytest.mark.postgres, pytest.mark.xdist_group("browser")]

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with running_postgres() as url:
        yield url


@pytest.fixture
def replicas(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    both = [Server(tmp_path_factory.mktemp(name), database) for name in ("one", "other")]
    for one in both:
        one.start()
    yield both
    for one in both:
        one.kill()


@pytest.fixture
def proxy(replicas: list[Server]) -> Iterator[Proxy]:
    with sticky_proxy(*(one.port for one in replicas)) as running:
        yield running


def stored(database: str, page: Page) -> Answers:
    """What the store holds of the assessment that the page's address names."""
    token = re.search(r"[?&]a=([\w-]+)", page.url)
    assert token, page.url
    store = open_store(database)
    try:
        return store.open(token[1]).answers
    finally:
        store.close()


def kill_under(page: Page, proxy: Proxy, replicas: list[Server]) -> int:
    """Kills the replica the page is on, as a power cut would; returns its place."""
    place = proxy.websockets[-1]
    replicas[place].kill()
    return place


def back_again(page: Page, proxy: Proxy, dead: int) -> None:
    """Wait until the page has drawn itself anew at the other replica; nobody touches it."""
    for _ in range(100):
        if proxy.websockets[-1] != dead:
            break
        page.wait_for_timeout(100)
    assert proxy.websockets[-1] != dead
    expect(page.locator("[data-test-connection-state=CONNECTED]")).to_have_count(1)
    page.wait_for_timeout(1_000)  # by then the page has asked to be drawn again
    settle(page)


def test_a_killed_replica_in_the_middle_of_the_questions_loses_nothing(
    page: Page, proxy: Proxy, replicas: list[Server], database: str
) -> None:
    sixty_forty(page, proxy.url)
    dead = kill_under(page, proxy, replicas)
    # The page stays where it is. Nobody reloads anything, and the very next answer counts.
    slider = page.get_by_role("slider", name="Share of projects, in percent")
    back_again(page, proxy, dead)
    expect(slider).to_be_enabled()
    for _ in range(5):
        slider.press("ArrowRight")
        settle(page)  # a page that is being drawn may hold the slider twice for a moment
    expect(page.get_by_text("45 % projects", exact=True).first).to_be_visible()
    settle(page)
    tick(page, "Change orders")
    expect(page.get_by_role("heading", level=1, name="How your work flows")).to_be_visible()
    expect(page.get_by_text("45 % projects", exact=True).first).to_be_visible()
    onward(page, "Friction")
    choose(page, "How much do people work around the software", "Severe")
    assert proxy.websockets[-1] != dead
    for _ in range(2):
        page.get_by_role("button", name="Next").click()
        settle(page)
    for heading in ("Team and change", "Today's tools and limits"):
        onward(page, heading)
    page.get_by_role("button", name="See the result").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("platform", timeout=60_000)
    settle(page)
    # Must not happen: an answer is lost, or the visitor is told of somebody else.
    answers = stored(database, page)
    assert answers.company.trade == ("electrical",)
    assert (answers.company.segment, answers.company.headcount) == ("commercial", 35)
    assert (answers.work.unit, answers.work.project_share) == ("both", 0.45)
    assert answers.work.signals is not None
    assert answers.work.signals.change_orders is True
    assert answers.friction.workarounds == 3
    expect(page.get_by_text("changed elsewhere")).to_have_count(0)
    expect(page.get_by_text("another tab")).to_have_count(0)


def test_downloads_are_there_again_at_the_other_replica(page: Page, proxy: Proxy, replicas: list[Server]) -> None:
    load_example(page, proxy.url)
    page.goto(page.url.replace("/result", "/answers"))
    expect(page.get_by_role("heading", level=1, name="Your answers")).to_be_visible()
    settle(page)
    # Its script is in the browser then: one that is still on its way would be lost with the replica.
    expect(page.get_by_role("button", name="Everything that is kept")).to_be_visible()
    back_again(page, proxy, kill_under(page, proxy, replicas))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the answers file").click()
    taken = parse_answers(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert taken.company.headcount is not None
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Everything that is kept").click()
    kept = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    # Must not happen: the file is empty, because a download has no session.
    assert taken.compact() in [revision["answers"] for revision in kept["revisions"]]


def test_what_stood_on_the_page_counts_at_the_other_replica_and_a_lost_file_is_told(
    page: Page, proxy: Proxy, replicas: list[Server]
) -> None:
    load_example(page, proxy.url)
    page.goto(page.url.replace("/result", "/report"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settle(page)
    page.locator("input[type=file]").first.set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": PIXEL}
    )
    expect(page.get_by_text("logo.png")).to_be_visible()
    settle(page)
    dead = kill_under(page, proxy, replicas)
    expect(page.get_by_text("Please choose it again")).to_be_visible()
    fill(page, "Client name", "Oak Street")
    # Must not happen: the page shows a logo that the report will not have.
    expect(page.get_by_text("logo.png")).to_have_count(0)
    expect(page.get_by_role("textbox", name="Client name")).to_have_value("Oak Street")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="PDF").first.click()
    pages = PdfReader(io.BytesIO(Path(waiting.value.path()).read_bytes())).pages
    assert "Oak Street" in pages[0].extract_text()
    assert proxy.websockets[-1] != dead
