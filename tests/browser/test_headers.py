"""What the server lets a page load is enough for every page of the app, and for nothing else."""

from __future__ import annotations

import re

import pytest
from chromium import Server
from playwright.sync_api import ConsoleMessage, Page, expect
from walk import choose, load_example, settle

from advisor.ui.frame import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ADDRESSES = {"start": "", "vendor": "vendor?v=jobber", "compare": "compare?v=procore,jobber"}
JOBS = b"Job,Start,End,Total\n" + b"".join(
    b"%d,2026-%02d-01,2026-%02d-0%d,%d\n" % (n, n % 12 + 1, n % 12 + 1, n % 9 + 1, 300 + 90 * n) for n in range(60)
)


LED = ("desk", "client", "workshop", "join", "take-part")
"""Pages of consultants and rooms: they are reached by a walk of their own."""


def test_no_page_asks_for_what_the_policy_forbids_or_for_anything_of_a_third_party(page: Page, server: Server) -> None:
    told: set[str] = set()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    def hear(message: ConsoleMessage) -> None:
        if re.search("Content Security Policy|Permissions-Policy|Refused|violat", message.text, re.I):
            told.add(f"{page.url}: {message.text}")

    page.on("console", hear)
    load_example(page, server.url)
    token = page.url.partition("a=")[2].partition("&")[0]
    assert token
    for name in (name for name in PAGES if name not in LED):
        path = ADDRESSES.get(name, name)
        page.goto(f"{server.url}/{path}{'&' if '?' in path else '?'}a={token}")
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        settle(page)
        page.wait_for_timeout(300)
        if name == "measure":
            page.locator("input[type=file]").first.set_input_files(
                {"name": "jobs.csv", "mimeType": "text/csv", "buffer": JOBS}
            )
            expect(page.get_by_text("jobs.csv").first).to_be_visible()
            settle(page)
        if name == "report":
            with page.expect_download() as waiting:
                page.get_by_role("button", name="PDF").first.click()
            assert waiting.value.path().read_bytes().startswith(b"%PDF-")
    page.goto(f"{server.url}/desk")
    page.get_by_role("textbox", name="Name of the firm").fill("Volt & Sons")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Volt & Sons")).to_be_visible()
    page.get_by_text("Start a workshop").click()
    page.get_by_role("button", name="Start the workshop").click()
    code = str(page.locator(".advisor-code").get_attribute("aria-label")).replace(" ", "")
    assert page.locator(".advisor-qr").evaluate("picture => picture.naturalWidth") > 0
    page.goto(f"{server.url}/join?code={code}")
    settle(page)
    choose(page, "What do you do in the firm?", "Office")
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_text(re.compile(r"Question 1 of \d+"))).to_be_visible()
    settle(page)
    assert told == set()
    own = (server.url, server.url.replace("http", "ws"), "data:", "blob:")
    assert [url for url in asked if not url.startswith(own)] == []
    assert any("PublicSans" in url for url in asked), "the shipped font is used"


def test_an_injected_script_does_not_run(page: Page, server: Server) -> None:
    page.goto(server.url)
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    ran = page.evaluate(
        """() => {
            const script = document.createElement('script')
            script.textContent = 'window.ran = true'
            document.body.append(script)
            const image = document.createElement('img')
            image.setAttribute('onerror', 'window.ran = true')
            image.src = 'nowhere'
            document.body.append(image)
            return new Promise(done => setTimeout(() => done(Boolean(window.ran)), 500))
        }"""
    )
    assert ran is False


def test_no_other_page_can_show_the_app_in_a_frame(page: Page, server: Server) -> None:
    page.set_content(f"<iframe src='{server.url}/' width=800 height=600></iframe>")
    page.wait_for_timeout(1_500)
    inside = page.frames[1]
    assert inside.locator("text=Start").count() == 0
