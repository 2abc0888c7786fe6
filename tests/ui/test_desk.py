"""The desk of a consultant: who has one, what lies on it, and that nobody reaches another's."""

from __future__ import annotations

import pytest
import streamlit as st

from advisor import load_knowledge
from advisor.questionnaire.answers import answers_from
from advisor.storage.sql import SqlStore, open_store
from advisor.ui import identity
from advisor.ui.summing import look_backs

FIRM = answers_from({"company": {"name": "Volt & Sons", "trade": "electrical", "headcount": 35}})
HOSTILE = "<img src=x onerror=alert(1)> **bold** [x](http://evil.example)"


@pytest.fixture
def store():
    opened = open_store()
    yield opened
    opened.close()


def me(store: SqlStore) -> str:
    return store.consultant("this computer", "local")


def test_without_a_setting_there_is_no_desk(visit):
    words = visit().open("desk").words
    assert "has no desk for consultants" in words
    for page in ("client", "workshop"):
        assert "has no desk for consultants" in visit().open(page, c="x", w="x").words


@pytest.mark.parametrize("header", identity.FORWARDED)
def test_a_visitor_through_a_proxy_is_not_at_this_computer(at_this_computer, monkeypatch, header):
    told = type("Told", (), {"ip_address": None, "headers": {header: "203.0.113.9"}, "url": "http://localhost"})()
    monkeypatch.setattr(st, "context", told)
    assert identity.standing() == "closed"


def test_a_visitor_from_another_machine_is_not_at_this_computer(at_this_computer, monkeypatch):
    for address, standing in ((None, "open"), ("192.168.1.20", "closed")):
        monkeypatch.setattr(st, "context", type("Told", (), {"ip_address": address, "headers": {}})())
        assert identity.standing() == standing


def test_where_sign_in_is_set_up_sitting_at_the_computer_is_not_enough(at_this_computer, monkeypatch):
    monkeypatch.setattr(identity, "sign_in_is_set_up", lambda: True)
    monkeypatch.setattr(st, "user", type("User", (), {"is_logged_in": False})())
    assert identity.standing() == "signed_out"
    assert identity.consultant() is None


def test_attempts_are_counted_by_the_address_that_our_own_proxy_saw(monkeypatch):
    def seen(**headers: str) -> str:
        monkeypatch.setattr(st, "context", type("Told", (), {"ip_address": "10.0.0.2", "headers": headers})())
        return identity.whence()

    assert seen() == "10.0.0.2"
    # What a visitor writes into the header comes first; the proxy adds the address it saw behind it.
    assert seen(**{"X-Forwarded-For": "1.1.1.1, 203.0.113.9"}) == "203.0.113.9"


def test_a_client_is_added_and_its_page_opens(visit, at_this_computer, store):
    desk = visit().open("desk")
    (name,) = [one for one in desk.app.text_input if one.label.startswith("Name of the firm")]
    name.input(HOSTILE)
    next(one for one in desk.app.button if one.label == "Add").click().run()
    (client,) = store.clients(me(store))
    assert client.name == HOSTILE
    assert "\\<img" in desk.heading
    assert not any("onerror" in part.body for part in desk.app.html)


def test_a_client_without_a_name_is_asked_for_one_in_plain_words(visit, at_this_computer, store):
    visitor = visit().open("desk").press("Add")
    assert "Type the name of the firm" in visitor.words
    assert "validation" not in visitor.words
    assert store.clients(me(store)) == []


def test_from_an_assessment_opened_at_the_desk_a_link_leads_back(visit, at_this_computer, store):
    def linked(visitor):
        return [one.proto.label for one in visitor.app.get("page_link")]

    client = store.add_client(me(store), "Volt & Sons")
    assert "Your clients" not in linked(visit().open("questions"))
    assert "For consultants: your clients" in linked(visit())
    visitor = visit().open("client", c=client.id).press("New assessment")
    assert visitor.heading == "Your company"
    assert "Your clients" in linked(visitor)


def test_without_a_desk_the_first_page_names_none(visit):
    assert not [one for one in visit().app.get("page_link") if "clients" in one.proto.label]


def test_an_assessment_is_made_opened_filed_and_deleted(visit, at_this_computer, store):
    client = store.add_client(me(store), "Volt & Sons")
    page = visit().open("client", c=client.id).press("New assessment")
    assert page.heading == "Your company"
    assert page.token
    (filed,) = store.filed(me(store), client.id)
    other = visit().press("Start").choose("Where is the company heading?", "fast")
    mine = other.token
    other.open("client", c=client.id).press("Put the one open in this tab here")
    titles = {one.title for one in store.filed(me(store), client.id)}
    assert titles == {"Assessment 1", "Assessment 2"}
    assert store.open(mine).answers.company.growth == "fast"
    assert "Put the one open in this tab here" not in other.buttons
    shown = visit().open("client", c=client.id)
    shown.app.button(key=next(b.key for b in shown.app.button if filed.assessment_id in b.key and "ask" in b.key))
    next(b for b in shown.app.button if b.key.startswith(f"ask {filed.assessment_id}")).click().run()
    next(b for b in shown.app.button if b.key.startswith(f"do {filed.assessment_id}")).click().run()
    assert [one.title for one in store.filed(me(store), client.id)] == ["Assessment 2"]


def test_what_the_desk_opened_is_not_filed_again_and_its_link_says_how_long_it_works(visit, at_this_computer, store):
    first, second = (store.add_client(me(store), name) for name in ("Volt & Sons", "Oak Street"))
    page = visit().open("client", c=first.id).press("New assessment").open("answers")
    assert "works for 30 days" in page.words
    page.open("client", c=second.id)
    assert "Put the one open in this tab here" not in page.buttons
    alone = visit().press("Start").choose("Where is the company heading?", "fast").open("answers")
    assert "works for 30 days" not in alone.words


def test_the_address_of_a_desk_page_never_holds_the_link_of_an_assessment(visit, at_this_computer, store):
    client = store.add_client(me(store), "Volt & Sons")
    visitor = visit().press("Start").choose("Where is the company heading?", "fast")
    for page in ("desk", "client", "join"):
        visitor.open(page, c=client.id)
        assert visitor.token is None


def test_another_consultant_s_client_or_workshop_is_not_there(visit, at_this_computer, store):
    theirs = store.consultant("https://id.example", "somebody else")
    client = store.add_client(theirs, "Secret Builders")
    shop = store.start_workshop(theirs, client.id, "Secret table", ("work.project_share",), FIRM)
    page = visit().open("client", c=client.id)
    assert page.heading == "No such client"
    assert "Secret" not in page.words
    page = visit().open("workshop", w=shop.id)
    assert "Secret" not in page.words
    assert "There is no such workshop" in page.words


def looked_back(n: int) -> dict[str, object]:
    """A firm with a decision and a look back; every second one is content."""
    works = n % 2 == 0
    return {
        "company": {"name": f"Firm number {n}", "trade": "electrical", "headcount": 20 + n},
        "work": {"project_share": 0.4},
        "pains": {"rfis_submittals_lost": 3, "double_entry": 2},
        "decision": {"vendors": ["procore", "fieldpulse"], "on": "2026-01-10"},
        "checkins": [
            {
                "when": "90_days", "on": f"2026-04-{n + 1:02d}",
                "adopted": {"office": 3 if works else 1, "field": 3 if works else 0},
                "pains": {"rfis_submittals_lost": 1 if works else 3, "double_entry": 1 if works else 2},
                "choose_again": "yes" if works else "no",
            }
        ],
    }  # fmt: skip


def summing_opened(visit):
    """The desk with the figures unfolded; AppTest has no way to press on them."""
    desk = visit().open("desk")
    desk.app.session_state["summed up#0"] = True
    desk.app.run()
    return desk


def test_how_it_went_is_summed_up_for_five_firms_at_a_time_and_names_none(visit, at_this_computer, store):
    for n in range(4):
        client = store.add_client(me(store), f"Client {n}")
        store.add_filed(me(store), client.id, "Spring", answers_from(looked_back(n)))
    silent = store.add_client(me(store), "Has not told yet")
    store.add_filed(me(store), silent.id, "Spring", FIRM)
    words = summing_opened(visit).words.replace("\\", "")
    assert "So far 4 firms have told how it went. Figures are shown from 5 firms on" in words
    assert "it works in" not in words
    fifth = store.add_client(me(store), "Client 4")
    store.add_filed(me(store), fifth.id, "Spring", answers_from(looked_back(4)))
    summed = summing_opened(visit)
    assert "In 3 of 5 firms it works" in summed.words
    assert "3 of 5 would choose it again" in summed.words
    told = [part.value for part in summed.app.markdown if "works" in part.value]
    assert not any("Firm number" in text or "Client " in text for text in told)


def test_the_order_of_the_look_backs_is_that_in_which_firms_first_told():
    k = load_knowledge()
    later = looked_back(1)
    again = {**later["checkins"][0], "when": "1_year", "on": "2027-01-02"}
    firms = [answers_from({**later, "checkins": [again, *later["checkins"]]}), answers_from(looked_back(0))]
    [first, second] = look_backs(firms, k)
    assert (first.when, second.when) == ("90_days", "1_year")
