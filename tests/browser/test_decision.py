"""From own words to a decision: what hurts is said, confirmed, asked in demos, scored, and ends in a memo."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from chromium import Server
from playwright.sync_api import Page, expect
from printed import Paper
from walk import choose, fill, onward, settle, sixty_forty, tick

from advisor.questionnaire.answers import Answers
from advisor.storage.sql import open_store

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WORDS = (
    "RFIs get lost and nobody knows which submittal is out. We do extra work and never bill for it. "
    "Everything gets typed twice. But we never miss a call."
)


def stored(server: Server, page: Page) -> Answers:
    """The answers as they stand in the store."""
    found = re.search(r"[?&]a=([\w-]+)", page.url)
    assert found is not None
    store = open_store(server.database)
    try:
        return store.open(found[1]).answers
    finally:
        store.close()


def pick(page: Page, group: str | re.Pattern[str], choice: str, number: int = 0) -> None:
    """Press one of a row of pills, and wait until it is taken in."""
    pill = page.get_by_role("radiogroup", name=group).nth(number).get_by_role("radio", name=choice, exact=True)
    pill.click()
    settle(page)
    expect(pill).to_be_checked()


def score(page: Page, vendor: str, by: str, marks: list[int]) -> None:
    """Scores the first tasks of a vendor, as one person."""
    pick(page, "Which vendor did you see?", vendor)
    fill(page, "Who scores?", by)
    for number, mark in enumerate(marks):
        pick(page, re.compile("^Score: "), str(mark), number)


def saved(page: Page, button: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return Path(waiting.value.path()).read_bytes()


def test_from_own_words_to_the_memo(page: Page, server: Server) -> None:
    sixty_forty(page, server.url)
    tick(page, "Change orders")
    onward(page, "Friction")
    choose(page, "How much is typed twice", "Severe")
    onward(page, "What goes wrong")

    # Own words lead to pains, each with the words that led there; nothing counts before it is confirmed.
    box = page.get_by_role("textbox", name="In your own words")
    box.fill(WORDS)
    box.press("Control+Enter")
    settle(page)
    expect(page.get_by_text("This is what your words sound like")).to_be_visible()
    expect(page.get_by_text("“RFIs get lost", exact=False).first).to_be_visible()
    assert stored(server, page).pains is None
    # The denial at the end proposes nothing.
    expect(page.get_by_role("radiogroup", name="Phone calls go unanswered")).to_have_count(0)
    for pain in ("RFIs and submittals stall or vanish", "Extras are done without a signed price"):
        group = page.get_by_role("radiogroup", name=pain)
        expect(group).to_be_visible()
        group.get_by_role("radio", name="Severe", exact=True).click()
        settle(page)
        expect(group).to_have_count(0)
    told = stored(server, page)
    assert told.pains_text == WORDS
    assert {"rfis_submittals_lost": 3, "unbilled_changes": 3}.items() <= (told.pains or {}).items()

    for heading in ("Sales and customers", "Team and change", "Today's tools and limits"):
        onward(page, heading)
    page.get_by_role("button", name="See the result").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("two platforms", timeout=60_000)
    settle(page)

    # The script asks for what hurts, and says when each task begins and why it is there.
    page.get_by_role("link", name="Demo script", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("demo", ignore_case=True)
    settle(page)
    task = page.get_by_text(re.compile(r"RFI to an outside architect.*, at 0:\d\d")).first
    expect(task).to_be_visible()
    task.click()
    why = "you named “RFIs and submittals stall or vanish” as a severe pain"
    expect(page.get_by_text(why).locator("visible=true").first).to_be_visible()

    # Two vendors are scored: the first does badly, the second well.
    page.goto(page.url.replace("/checklist", "/scorecard"))
    expect(page.get_by_role("heading", level=1, name="Score the demos")).to_be_visible()
    settle(page)
    seen = page.get_by_role("radiogroup", name="Which vendor did you see?").get_by_role("radio")
    expect(seen.first).to_be_visible()
    vendors = seen.all_inner_texts()
    before = order_of_stacks(page, server)
    worse = next(name for name in vendors if name in before[0])
    better = next(name for name in vendors if name in before[1] and name not in before[0])
    score(page, better, "Ana", [3, 3, 3, 3, 3, 3])
    score(page, better, "Ben", [3, 3, 2])
    score(page, worse, "Ana", [0, 0, 1, 0, 0, 0])
    assert len(stored(server, page).scores) == 15

    # The order has moved, and the screen says which vendor moved past which, and what was seen.
    page.get_by_role("button", name="See where that leaves you").click()
    expect(page.get_by_role("heading", level=1, name="Where the demos leave you")).to_be_visible()
    settle(page)
    moved = page.get_by_text(re.compile(rf"{re.escape(better)} moves past ")).first
    expect(moved).to_be_visible()
    reason = moved.inner_text()
    assert re.search(r"showed|could not show|quotes", reason), reason
    settle(page)

    # The decision is written down, with its reason, and stands in the memo.
    choice = page.get_by_role("combobox", name="What do you take?")
    choice.scroll_into_view_if_needed()  # a list that is open closes when the page scrolls
    page.wait_for_timeout(500)
    choice.click()
    taken = page.get_by_role("option", name=re.compile(re.escape(better))).first
    decided = taken.inner_text()
    taken.click()
    settle(page)
    fill(page, "Who decided?", "Rosa")
    fill(page, "Who owns the new software?", "Maria")
    why = page.get_by_role("textbox", name="Why this one?")
    why.fill("The foreman did the daily log by himself.")
    why.press("Tab")
    settle(page)
    paper = Paper(saved(page, "Download the decision memo"))
    assert paper.holds(f"Decided: {decided}")
    assert paper.holds("The foreman did the daily log by himself.")
    assert paper.holds("Maria looks after it")
    assert paper.holds(reason)
    assert paper.holds("3 (Ana 3, Ben 3)")
    assert paper.holds("Scored by Ana and Ben")
    assert paper.holds("Open risks")
    assert paper.holds("The first 90 days")
    assert paper.holds("RFI to an outside architect")

    # So it does after a refresh, and in the report.
    page.reload()
    expect(page.get_by_role("textbox", name="Why this one?")).to_have_value("The foreman did the daily log by himself.")
    page.get_by_role("link", name="Report", exact=True).first.click()
    expect(page.get_by_role("heading", level=1, name="Take it along")).to_be_visible()
    settle(page)
    page.get_by_text("Two pages", exact=True).click()
    settle(page)
    short = Paper(saved(page, "Download the report"))
    assert len(short.pages) == 2
    assert short.holds("Since decided on")


def order_of_stacks(page: Page, server: Server) -> list[str]:
    """Names of the stacks in their order, as the advice has them for what is stored."""
    from advisor import advise

    return [" + ".join(stack.names) for stack in advise(stored(server, page)).stacks]
