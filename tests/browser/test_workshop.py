"""A workshop in real browsers: a facilitator and six phones, from the code on the wall to the agreed report."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from chromium import Server
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from walk import choose, settle

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PHONES = {"Owner": 70, "Office": 20, "Dispatcher": 20, "Project manager": 60, "Field": 10, "Sales": 70}
"""What each says the share of projects is: whoever sends out crews sees jobs, whoever signs contracts sees projects."""


@pytest.fixture
def phones(browser: Browser) -> Iterator[list[Page]]:
    contexts = [browser.new_context(viewport={"width": 375, "height": 812}, has_touch=True) for _ in PHONES]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.set_default_timeout(30_000)
    yield pages
    for context in contexts:
        context.close()


def start_workshop(page: Page, server: Server) -> str:
    """A new client with a workshop on four questions; the code on the wall."""
    page.goto(f"{server.url}/desk")
    page.get_by_role("textbox", name="Name of the firm").fill("Volt & Sons")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Volt & Sons")).to_be_visible()
    page.get_by_text("Start a workshop").click()
    expect(page.get_by_role("button", name="Start the workshop")).to_be_visible()
    settle(page)
    ticked = page.get_by_role("checkbox", checked=True)
    told = re.search(r"(\d+) are proposed", page.inner_text("body"))
    assert told
    expect(ticked).to_have_count(int(told[1]))  # on a busy machine they appear one after the other
    names = [box.evaluate("node => node.closest('label').innerText.trim()") for box in ticked.all()]
    for name in names[3:]:  # the first three of those proposed are enough for a test
        page.get_by_text(name, exact=True).first.click()
        settle(page)
    expect(ticked).to_have_count(3)
    page.get_by_role("button", name="Start the workshop").click()
    expect(page.locator(".advisor-code")).to_be_visible()
    return str(page.locator(".advisor-code").get_attribute("aria-label")).replace(" ", "")


def answer(phone: Page, server: Server, code: str, role: str, percent: int) -> None:
    """Join, give the split, pass over the rest, and be done."""
    phone.goto(f"{server.url}/join?code={code}")
    expect(phone.get_by_role("heading", level=1, name="Join a workshop")).to_be_visible()
    settle(phone)
    choose(phone, "What do you do in the firm?", role)
    phone.get_by_role("button", name="Join", exact=True).click()
    expect(phone.get_by_text("Question 1 of 3")).to_be_visible()
    settle(phone)
    slider = phone.get_by_role("slider", name="Share of projects, in percent")
    slider.focus()
    for _ in range(abs(50 - percent)):
        slider.press("ArrowLeft" if percent < 50 else "ArrowRight")
    settle(phone)
    expect(phone.get_by_text(f"{percent} % projects", exact=True).first).to_be_visible()
    for number in (2, 3):
        phone.get_by_role("button", name="Next").click()
        expect(phone.get_by_text(f"Question {number} of 3")).to_be_visible()
        settle(phone)
    phone.get_by_role("button", name="Next").click()
    expect(phone.get_by_role("button", name="I am done")).to_be_visible()
    settle(phone)
    phone.get_by_role("button", name="I am done").click()
    expect(phone.get_by_text("Wait until the answers are revealed")).to_be_visible()


def serious(page: Page) -> list[str]:
    """What axe finds on a page that would keep somebody out."""
    settle(page)
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found if one["impact"] in ("serious", "critical")]


def test_six_phones_from_code_to_reveal_to_report(page: Page, phones: list[Page], server: Server) -> None:
    code = start_workshop(page, server)
    assert serious(page) == []
    for phone, (role, percent) in zip(phones, PHONES.items(), strict=True):
        answer(phone, server, code, role, percent)
        wide = phone.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
        assert wide <= 0
    # The wall counts them by itself, and shows nobody's answer before the reveal.
    expect(page.get_by_role("status").filter(has_text="6 of 6 have finished")).to_be_visible(timeout=15_000)
    assert "70 %" not in page.inner_text("body")
    # A facilitator who reloads loses nothing.
    page.reload()
    expect(page.get_by_role("status").filter(has_text="6 of 6 have finished")).to_be_visible()
    page.get_by_role("button", name="Reveal the answers").click()
    expect(page.get_by_role("heading", name="Discuss these, in this order")).to_be_visible()
    expect(page.get_by_text(re.compile(r"1\. The split.*it decides")).first).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Put it on every phone").first.click()
    # Every phone follows by itself, and knows which answer is its own.
    for phone, percent in zip(phones, PHONES.values(), strict=True):
        expect(phone.get_by_text(f"{percent} % projects (you)")).to_be_visible(timeout=15_000)
    assert serious(page) == []
    assert serious(phones[0]) == []
    picked = page.get_by_role("combobox", name="The room agrees on: The split")
    picked.fill("Another")
    page.get_by_role("option", name="Another figure").click()
    figure = page.get_by_role("textbox", name="The figure: The split")
    expect(figure).to_be_visible()
    figure.fill("40")
    figure.press("Tab")
    settle(page)
    page.get_by_role("button", name="Keep it as agreed").click()
    field = phones[4]
    expect(field.get_by_text("The split: 40 % projects").first).to_be_visible(timeout=15_000)
    field.get_by_text("I still see it differently").click()
    note = field.get_by_role("textbox", name="Why? The room sees it")
    expect(note).to_be_visible(timeout=15_000)
    note.fill("we do far more calls")
    note.press("Tab")
    expect(page.get_by_text("we do far more calls").first).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="Make it the assessment").click()
    expect(page).to_have_url(re.compile("/result"), timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settle(page)
    page.goto(page.url.replace("/result", "/report"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settle(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the report (PDF)").click()
    pdf = PdfReader(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    said = re.sub(r"\s+", " ", " ".join(one.extract_text() for one in pdf.pages))
    assert "we do far more calls" in said
    assert "40 % projects" in said
    # A phone that joined is no way to the desk's pages.
    field.goto(f"{server.url}/result?{field.url.partition('?')[2]}")
    expect(field.get_by_role("button", name="Leave the workshop")).to_be_visible()


def test_a_phone_that_lost_its_battery_goes_on_where_it_was(
    browser: Browser, page: Page, phones: list[Page], server: Server
) -> None:
    code = start_workshop(page, server)
    phone = phones[0]
    phone.goto(f"{server.url}/join?code={code}")
    choose(phone, "What do you do in the firm?", "Owner")
    phone.get_by_role("button", name="Join", exact=True).click()
    expect(phone.get_by_text("Question 1 of 3")).to_be_visible()
    settle(phone)
    phone.get_by_role("slider", name="Share of projects, in percent").press("ArrowRight")
    expect(phone.get_by_text("51 % projects", exact=True).first).to_be_visible()
    settle(phone)
    kept = phone.url
    phone.context.close()
    again = browser.new_context(viewport={"width": 375, "height": 812})
    other = again.new_page()
    other.goto(kept)
    expect(other.get_by_text("51 % projects", exact=True).first).to_be_visible(timeout=30_000)
    again.close()
