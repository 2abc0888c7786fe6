"""Two contractors walk the whole way in a real browser: questions, verdict, vendors, checklist, PDF."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from chromium import Server
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from walk import choose, fill, onward, search, settle, sixty_forty, slide, tick

from advisor import advise
from advisor.questionnaire.answers import parse_answers

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def download(page: Page, label: str) -> bytes:
    """Bytes of a download, by the words on its button."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label).first.click()
    return Path(waiting.value.path()).read_bytes()


def text_of(pdf: bytes) -> str:
    """All text of a PDF, with runs of white space as one space."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def take_along(page: Page, verdict: str, *words: str) -> None:
    """Open the downloads, and hold PDF and answers file against the screen."""
    page.goto(page.url.replace("/result", "/report"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settle(page)
    fill(page, "Client name", "Oak Street <b>#import</b>")
    pdf = download(page, "PDF")
    said = text_of(pdf)
    assert pdf.startswith(b"%PDF-")
    assert re.sub(r"\s+", " ", verdict) in said
    assert "Oak Street <b>#import</b>" in said
    for word in words:
        assert word in said, word
    answers = parse_answers(download(page, "Answers").decode(), name="answers.yaml")
    assert advise(answers).verdict == verdict


def test_the_plumber_with_forty_calls_a_day(page: Page, server: Server) -> None:
    page.goto(server.url)
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Your company")).to_be_visible()
    search(page, "What is your trade?", "plumb", "Plumbing, service and repair")
    choose(page, "Who do you mostly work for?", "Homeowners")
    fill(page, "How many people work in your company", "12")
    fill(page, "How many of them go out on service calls?", "8")
    onward(page, "How your work flows")
    fill(page, "How long does a typical piece of work take", "2")
    choose(page, "Hours, days, weeks or months", "hours")
    choose(page, "What do you call a piece of work?", "A job or call")
    slide(page, 0)
    tick(page, "Dispatch during the day")
    fill(page, "How many jobs or calls do you do on a normal day?", "40")
    expect(page.get_by_role("status").filter(has_text="So far")).to_contain_text("FSM")
    # A pure service shop is not asked about friction on projects.
    onward(page, "What goes wrong")
    onward(page, "Sales and customers")
    onward(page, "Team and change")
    onward(page, "Today's tools and limits")
    page.get_by_role("button", name="See the result").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("field service management", timeout=60_000)
    settle(page)
    # Nothing on the page may recommend two platforms first.
    expect(heading).not_to_contain_text("two platforms")
    take_along(page, heading.inner_text().strip(), "FSM", "Demo")


def test_the_electrical_contractor_sixty_forty(page: Page, server: Server) -> None:
    sixty_forty(page, server.url)
    tick(page, "Change orders")
    tick(page, "RFIs and submittals")
    onward(page, "Friction")
    choose(page, "How much do people work around the software", "Severe")
    choose(page, "How much is typed twice", "Severe")
    choose(page, "How much gets missed", "Severe")
    onward(page, "What goes wrong")
    # Back never loses anything.
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("heading", level=1, name="Friction")).to_be_visible()
    radio = page.get_by_role("radiogroup", name="How much is typed twice").get_by_role("radio", name="Severe")
    expect(radio).to_be_checked()
    # Neither does a refresh.
    page.reload()
    expect(
        page.get_by_role("radiogroup", name="How much is typed twice").get_by_role("radio", name="Severe")
    ).to_be_checked()
    onward(page, "What goes wrong")
    onward(page, "Sales and customers")
    onward(page, "Team and change")
    choose(page, "Who would look after the software?", "Somebody beside their job")
    onward(page, "Today's tools and limits")
    page.get_by_role("button", name="See the result").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("two platforms", timeout=60_000)
    settle(page)
    expect(page.get_by_text("past the line at 25–30 %").first).to_be_visible()
    take_along(page, heading.inner_text().strip(), "25–30 %", "time", "accounting")


def test_a_what_if_slider_flips_the_verdict_at_the_stated_point(page: Page, server: Server) -> None:
    page.goto(server.url)
    page.get_by_text("Load an example").click()
    page.get_by_role("button", name=re.compile("Electrical")).first.click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("platform", timeout=60_000)
    settle(page)
    verdict = heading.inner_text().strip()
    page.get_by_role("link", name="What if? Try other figures").click()
    expect(page.get_by_role("heading", level=1, name="What if?")).to_be_visible()
    settle(page)
    told = page.get_by_text(re.compile(r"With the rest as you told it: up to \d+")).inner_text()
    stated = int(re.findall(r"up to (\d+)", told)[0])
    seen = page.get_by_role("status").filter(has_text=re.compile("first in|Nothing is moved"))
    slider = page.get_by_role("slider", name="Share of project work")
    slider.focus()
    start = int(slider.get_attribute("value") or 0)
    assert start > stated + 1
    for _ in range(start - stated - 1):
        slider.press("ArrowLeft")
    expect(page.get_by_text(f"{stated + 1} % projects", exact=True)).to_be_visible()
    settle(page)
    expect(seen).not_to_contain_text("Changed")
    for _ in range(2):
        slider.press("ArrowLeft")
    expect(page.get_by_text(f"{stated - 1} % projects", exact=True)).to_be_visible()
    expect(seen).to_contain_text("Changed:")
    # The real answer stands beside it, untouched.
    expect(page.get_by_text(verdict).first).to_be_visible()
    page.get_by_role("textbox", name="Name", exact=True).fill("After the merger")
    page.get_by_role("button", name="Save as a scenario").click()
    expect(page.get_by_role("heading", level=3, name="After the merger")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", level=3, name="After the merger")).to_be_visible()
