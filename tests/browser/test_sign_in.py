"""Signing in at a real OpenID Connect provider: each consultant has a desk of their own, everybody else has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from chromium import Server, free_port
from past_the_store import on_the_database
from playwright.sync_api import Browser, BrowserContext, Page, expect
from provider import running_provider
from walk import fill, settle

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SECRET = "a secret that only the two servers know"
Visit = Callable[[], Page]


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app with sign-in set up, as on a server."""
    server = Server(tmp_path_factory.mktemp("hosted"), ADVISOR_DESK="closed")
    port = free_port()
    with running_provider(port, f"{server.url}/oauth2callback", "advisor", SECRET) as metadata:
        server.environment |= {
            "ADVISOR_OIDC_METADATA_URL": metadata,
            "ADVISOR_OIDC_CLIENT_ID": "advisor",
            "ADVISOR_OIDC_CLIENT_SECRET": SECRET,
            "ADVISOR_PUBLIC_URL": server.url,
            "ADVISOR_COOKIE_SECRET": "0123456789abcdef0123456789abcdef",
        }
        server.start()
        yield server
        server.kill()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens a browser of somebody else: nothing is shared with the ones before."""
    contexts: list[BrowserContext] = []

    def new() -> Page:
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}))
        page = contexts[-1].new_page()
        page.set_default_timeout(30_000)
        return page

    yield new
    for context in contexts:
        context.close()


def sign_in(page: Page, server: Server, name: str) -> None:
    """Signs in at the provider as anybody would, and comes back to the desk."""
    page.goto(f"{server.url}/desk")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_placeholder("Enter any login").fill(name)
    page.get_by_placeholder("and password").fill("any")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    page.goto(f"{server.url}/desk")
    expect(page.get_by_role("heading", level=1, name="Your clients")).to_be_visible()
    settle(page)


def add_client(page: Page, name: str) -> str:
    """Adds a firm and returns the address of its page."""
    page.get_by_role("textbox", name="Name of the firm").fill(name)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    settle(page)
    return page.url


def start_workshop(page: Page) -> str:
    page.get_by_text("Start a workshop").click()
    page.get_by_role("button", name="Start the workshop").click()
    expect(page.locator(".advisor-code")).to_be_visible()
    settle(page)
    return page.url


def test_consultants_see_their_own_clients_only_and_others_need_no_account(visit: Visit, hosted: Server) -> None:
    ana, ben, contractor = visit(), visit(), visit()
    sign_in(ana, hosted, "ana")
    client = add_client(ana, "Oak Street Builders")
    workshop = start_workshop(ana)
    code = str(ana.locator(".advisor-code").get_attribute("aria-label")).replace(" ", "")

    # Another consultant has an empty desk; Ana's addresses lead Ben nowhere.
    sign_in(ben, hosted, "ben")
    expect(ben.get_by_text("Nobody is here yet")).to_be_visible()
    for address in (client, workshop):
        ben.goto(address)
        expect(ben.get_by_text(re.compile("no such|There is no", re.I)).first).to_be_visible()
        settle(ben)
        assert "Oak Street" not in ben.inner_text("body")
        assert ben.locator(".advisor-code").count() == 0

    # Who has not signed in is asked to, and sees nothing; a contractor and somebody in the room need no account.
    for address in (f"{hosted.url}/desk", client, workshop):
        contractor.goto(address)
        expect(contractor.get_by_role("button", name="Sign in")).to_be_visible()
        settle(contractor)
        assert "Oak Street" not in contractor.inner_text("body")
    contractor.goto(f"{hosted.url}/questions")
    fill(contractor, "How many people work in your company", "17")
    expect(contractor).to_have_url(re.compile(r"[?&]a="))
    contractor.goto(f"{hosted.url}/join?code={code}")
    expect(contractor.get_by_role("heading", level=1, name="Join a workshop")).to_be_visible()
    settle(contractor)
    contractor.get_by_role("radiogroup", name="What do you do in the firm?").get_by_role("radio", name="Owner").click()
    settle(contractor)
    contractor.get_by_role("button", name="Join", exact=True).click()
    expect(contractor.get_by_text(re.compile(r"Question 1 of \d+"))).to_be_visible()

    # Back another day it is the same desk; nothing of the person is kept but a hash.
    ana.goto(f"{hosted.url}/desk")
    expect(ana.get_by_text("Oak Street Builders")).to_be_visible()
    assert on_the_database(hosted.database, "SELECT count(*) FROM consultant") == [(2,)]
    kept = str(on_the_database(hosted.database, "SELECT * FROM consultant"))
    assert "ana" not in kept
    assert "localhost" not in kept
    assert SECRET not in (hosted.folder / "server.log").read_text(encoding="utf-8")

    # Signed out, the desk is shut, by the button and after a reload.
    settle(ana)
    ana.get_by_role("button", name="Sign out").click()
    ana.get_by_role("button", name="Yes, sign me out").click()
    expect(ana.get_by_role("button", name="Start", exact=True)).to_be_visible()
    ana.goto(client)
    expect(ana.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_forged_cookie_opens_no_desk(visit: Visit, hosted: Server) -> None:
    page = visit()
    for name in ("_streamlit_user", "_streamlit_user_tokens"):
        page.context.add_cookies([{"name": name, "value": '{"is_logged_in":true,"sub":"ana"}', "url": hosted.url}])
    page.goto(f"{hosted.url}/desk")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
