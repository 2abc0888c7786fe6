"""What a user may expect everywhere: nothing lost, nothing sent out, usable on a phone, by keyboard, by a reader."""

from __future__ import annotations

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import Server
from playwright.sync_api import Browser, Page, expect
from walk import choose, fill, load_example, settle

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = (
    "", "questions", "questions?step=flow", "questions?step=pains", "result", "vendors", "checklist", "report",
    "what-if", "weights", "quick", "vendor?v=jobber", "compare?v=procore,jobber", "answers", "scorecard", "decision",
    "checkin", "desk",
)  # fmt: skip


def open_example(page: Page, server: Server) -> str:
    """Load the electrical example and return the token of its assessment."""
    load_example(page, server.url)
    token = re.search(r"[?&]a=([\w-]+)", page.url)
    assert token, page.url
    return token[1]


def address(server: Server, path: str, token: str) -> str:
    return f"{server.url}/{path}{'&' if '?' in path else '?'}a={token}"


def test_a_killed_server_loses_nothing(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    server = Server(tmp_path_factory.mktemp("killed"))
    server.start()
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(30_000)
    try:
        page.goto(f"{server.url}/questions")
        fill(page, "How many people work in your company", "17")
        choose(page, "Who do you mostly work for?", "Both")
        expect(page).to_have_url(re.compile(r"[?&]a="))
        kept = page.url
        server.kill()
        # What stands there speaks to a visitor, not to whoever wrote the app.
        expect(page.get_by_role("dialog", name="Connection lost")).to_contain_text("What you entered is kept")
        assert "Streamlit" not in page.inner_text("body")
        server.start()
        page.goto(kept)
        expect(page.get_by_role("textbox", name="How many people work in your company")).to_have_value("17")
        expect(page.get_by_role("radio", name="Both")).to_be_checked()
    finally:
        context.close()
        server.kill()


def test_an_address_that_leads_nowhere_says_so_in_plain_words(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/nowhere")
    expect(page.get_by_role("dialog", name="No such page")).to_contain_text("This is the first page")
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


def test_a_mistake_is_told_beside_the_field_and_what_was_typed_stays(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/questions")
    fill(page, "How many people work in your company", "about a dozen")
    expect(page.get_by_role("textbox", name="How many people work in your company")).to_have_value("about a dozen")
    expect(page.get_by_text(re.compile("is not a number|cannot be read|whole number", re.I)).first).to_be_visible()


def test_a_phone_never_scrolls_sideways_and_axe_finds_nothing_serious_by_day_or_night(
    browser: Browser, server: Server
) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 812}, color_scheme="light", has_touch=True)
    page = context.new_page()
    page.set_default_timeout(30_000)
    token = open_example(page, server)
    found: list[str] = []
    for path in PAGES:
        page.goto(address(server, path, token))
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        settle(page)
        page.wait_for_timeout(700)
        wide = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{path} is {wide} px too wide"
        for scheme, background in (("light", "rgb(251, 250, 247)"), ("dark", "rgb(20, 25, 30)")):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            expect(page.locator(".stApp")).to_have_css("background-color", background)
            page.wait_for_timeout(500)  # colors fade from day to night, and axe would measure one in between
            # At night the page is the same but for its colors.
            rules = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}
            for violation in Axe().run(page, options=rules).response["violations"]:
                if violation["impact"] in ("serious", "critical"):
                    html = json.dumps(violation["nodes"][0]["html"])[:200]
                    found.append(f"{path}, {scheme}: {violation['id']}: {html}")
        page.emulate_media(color_scheme="light")
    context.close()
    assert found == []


def test_the_questionnaire_can_be_walked_by_keyboard_alone(page: Page, server: Server) -> None:
    page.goto(server.url)
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == "Start":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Your company")).to_be_visible()
    settle(page)
    box = page.get_by_role("textbox", name="How many people work in your company")
    for _ in range(30):
        page.keyboard.press("Tab")
        if box.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_text(re.compile(r"1 of \d+ answered"))).to_be_visible()


def test_names_from_outside_stay_text(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/questions?step=flow")
    page.get_by_role("tab", name="List it").click()
    hostile = "<img src=x onerror=document.title='owned'> **bold** $x$"
    fill(page, "Kind of work 1", hostile)
    settle(page)
    page.goto(page.url.replace("/questions", "/answers"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settle(page)
    expect(page).not_to_have_title("owned")
    assert page.locator("img[src='x']").count() == 0
