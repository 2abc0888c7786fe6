"""What a contractor does on the screen, by the words that stand there."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def settle(page: Page) -> None:
    """Wait until the server has redrawn the page."""
    page.wait_for_timeout(150)
    expect(page.locator("[data-test-script-state=running]")).to_have_count(0)


def choose(page: Page, question: str, answer: str) -> None:
    """Pick one of the choices of a question."""
    radio = page.get_by_role("radiogroup", name=question).get_by_role("radio", name=answer, exact=True)
    radio.click()
    settle(page)
    expect(radio).to_be_checked()


def fill(page: Page, question: str, answer: str) -> None:
    """Type into the box of a question, and leave it."""
    box = page.get_by_role("textbox", name=question)
    box.fill(answer)
    box.press("Tab")
    settle(page)


def search(page: Page, question: str, typed: str, option: str) -> None:
    """Find an option in a list that can be searched."""
    page.get_by_role("combobox", name=question).first.fill(typed)
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def tick(page: Page, label: str) -> None:
    """Tick a box, by the words beside it."""
    page.get_by_text(label, exact=True).first.click()
    settle(page)
    expect(page.get_by_role("checkbox", name=label, exact=True).first).to_be_checked()


def slide(page: Page, percent: int) -> None:
    """Move the slider of the split by keyboard, from its middle."""
    slider = page.get_by_role("slider", name="Share of projects, in percent")
    slider.focus()
    if percent in (0, 100):
        slider.press("Home" if percent == 0 else "End")
    else:
        for _ in range(abs(50 - percent)):
            slider.press("ArrowLeft" if percent < 50 else "ArrowRight")
    settle(page)
    expect(page.get_by_text(f"{percent} % projects", exact=True).first).to_be_visible()


def onward(page: Page, heading: str) -> None:
    """Press Next and wait for the step of that heading."""
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    settle(page)


def sixty_forty(page: Page, url: str) -> None:
    """The first two steps of the 35-person electrical contractor whose work is 40 % projects."""
    page.goto(f"{url}/questions")
    expect(page.get_by_role("heading", level=1, name="Your company")).to_be_visible()
    search(page, "What is your trade?", "electr", "Electrical (service, construction or both)")
    choose(page, "Who do you mostly work for?", "Businesses and builders")
    fill(page, "How many people work in your company", "35")
    onward(page, "How your work flows")
    choose(page, "What do you call a piece of work?", "We have both")
    slide(page, 40)


def load_example(page: Page, url: str) -> None:
    """The electrical example of the first page, up to its result."""
    page.goto(url)
    page.get_by_text("Load an example").click()
    page.get_by_role("button", name=re.compile("Electrical")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("platform", timeout=60_000)
    settle(page)
