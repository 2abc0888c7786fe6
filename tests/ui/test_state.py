from __future__ import annotations

import pytest
import streamlit as st
from visitor import kept

from advisor import advise, load_knowledge
from advisor.questionnaire.answers import answers_from
from advisor.storage.sql import open_store
from advisor.ui.keeping import with_known_ids

CHOICE = "Where is the company heading?"
HEADS = "How many people work in your company, office and field together?"
UNIT = "What do you call a piece of work?"


def test_the_link_opens_the_assessment_at_the_step_of_the_last_answer(visit):
    first = visit().press("Start").press("Next").choose(UNIT, "both")
    second = visit(a=first.token)
    assert second.heading == "How your work flows"
    assert second.chosen(UNIT) == "both"
    assert second.token == first.token


def test_a_restarted_server_finds_the_assessment_again(visit):
    first = visit().press("Start").choose(CHOICE, "fast")
    st.cache_resource.clear()
    second = visit(a=first.token)
    assert second.chosen(CHOICE) == "fast"
    second.choose("Who do you mostly work for?", "mixed")
    assert (second.kept().company.growth, second.kept().company.segment) == ("fast", "mixed")


def test_the_link_survives_going_from_page_to_page(visit):
    visitor = visit().press("Start").choose(CHOICE, "fast")
    token = visitor.token
    visitor.app.query_params.clear()  # as a link without it would
    for page in ("answers", "result", "questions", ""):
        assert visitor.open(page).token == token


def test_after_seeing_the_result_the_link_opens_the_result(visit):
    visitor = visit().press("Start").choose(CHOICE, "fast").open("answers").press("See the result")
    again = visit(a=visitor.token)
    assert again.heading == visitor.heading
    assert again.heading not in ("Your answers", "Your company")


def test_two_tabs_lose_nothing_and_the_later_one_is_told(visit):
    one = visit().press("Start").choose(CHOICE, "fast")
    two = visit(a=one.token)
    one.type(HEADS, "35")
    two.choose("Who do you mostly work for?", "mixed")
    both = kept(one.token).company
    assert (both.growth, both.headcount, both.segment) == ("fast", 35, "mixed")
    assert "changed in another tab" in two.words
    assert two.box(HEADS) == "35"
    one.choose(CHOICE, "steady")
    assert kept(one.token).company.growth == "steady"
    assert kept(one.token).company.segment == "mixed"


def test_a_link_to_nothing_says_so_once_and_the_app_works_on(visit):
    visitor = visit(a="wrong")
    assert "no saved assessment" in visitor.words
    visitor.press("Start")
    assert "no saved assessment" not in visitor.words
    visitor.choose(CHOICE, "fast")
    assert visitor.token not in (None, "wrong")
    assert visitor.kept().company.growth == "fast"


def test_without_a_store_the_app_works_for_the_session_and_says_so_once(visit, tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("ADVISOR_DATABASE_URL", f"sqlite:///{blocked}/assessments.sqlite3")
    visitor = visit().press("Start").choose(CHOICE, "fast").press("Next").press("Back")
    assert visitor.chosen(CHOICE) == "fast"
    assert visitor.token is None
    told = [info.value for info in visitor.app.info]
    assert told == []
    assert "cannot be saved here right now" in visitor.open("answers").words


def test_the_reason_why_nothing_is_saved_is_told(visit, tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("ADVISOR_DATABASE_URL", f"sqlite:///{blocked}/assessments.sqlite3")
    visitor = visit().press("Start").choose(CHOICE, "fast").press("Next")
    assert "cannot be written" in visitor.words
    assert "Take the answers file along" in visitor.words


def test_what_was_deleted_elsewhere_is_not_brought_back(visit, database):
    one = visit().press("Start").choose(CHOICE, "fast")
    two = visit(a=one.token)
    one.open("answers").press("Start over").press("Delete and start over")
    two.type(HEADS, "35").press("Next")
    assert "no saved assessment" in two.words
    two.press("Back")
    assert two.box(HEADS) == "35"
    store = open_store(f"sqlite:///{database}")
    with pytest.raises(Exception, match="no saved assessment"):
        store.open(two.token or "")
    store.close()


def test_an_answer_of_an_older_release_that_no_longer_exists_is_left_out_and_named(visit, database):
    from advisor.questionnaire.answers import answers_from

    store = open_store(f"sqlite:///{database}")
    token, _ = store.start(
        answers_from({"company": {"trade": ["fence", "gone"], "headcount": 9}, "pains": {"gone_too": 2}})
    )
    store.close()
    visitor = visit(a=token).open("answers")
    assert {"Fence", "9 people"} <= set(visitor.words.splitlines())
    assert not visitor.app.exception


def test_where_it_stands_is_not_worked_out_twice(visit, monkeypatch):
    from advisor.ui import state

    asked = []
    real = state.glance
    monkeypatch.setattr(state, "glance", lambda *given: asked.append(given) or real(*given))
    visitor = visit().press("Start").choose("What is your trade?", "fence").press("Next")
    assert len(asked) == 1
    visitor.press("Back").press("Next")
    assert len(asked) == 1
    visitor.choose(UNIT, "both")
    assert len(asked) == 2


def test_text_from_a_file_is_shown_as_it_is(visit):
    body = b'{"today": {"tools": [{"kind": "other", "vendor": "**bold** <b>x</b> [a](http://b.c) $x$ :red[y]"}]}}'
    visitor = visit()
    visitor.app.file_uploader[0].upload("a.json", body, "application/json").run()
    assert "**bold** <b>x</b> [a](http://b.c) $x$ :red[y]" in [text.value for text in visitor.app.text]


def lose_the_session(visitor):
    """The page stands in the browser, but the server has forgotten the session: a closed laptop, a restart."""
    del visitor.app.session_state["advisor"]


def test_what_is_entered_after_the_session_was_lost_still_counts(visit):
    visitor = visit().press("Start").choose(CHOICE, "fast").choose("Who do you mostly work for?", "mixed")
    lose_the_session(visitor)
    visitor.type(HEADS, "35")
    company = visitor.kept().company
    assert (company.growth, company.segment, company.headcount) == ("fast", "mixed", 35)
    assert not visitor.app.info


def test_a_page_that_slept_does_not_overwrite_what_another_device_has_saved_since(visit):
    asleep = visit().press("Start").choose(CHOICE, "fast").choose("Who do you mostly work for?", "mixed")
    visit(a=asleep.token).choose(CHOICE, "shrinking")
    lose_the_session(asleep)
    asleep.choose("Who do you mostly work for?", "commercial")
    assert asleep.kept().company.growth == "shrinking"
    assert asleep.chosen(CHOICE) == "shrinking"
    assert "changed elsewhere while this page was away" in asleep.words


def test_what_a_newer_release_no_longer_knows_is_left_out_of_scenarios_and_weights():
    k = load_knowledge()
    given = answers_from(
        {
            "own_weights": {"joining": 100, "charm": 40},
            "scenarios": [
                {"name": "Moved", "changes": {"company.trade": ["zeppelin_repair"]}},
                {"name": "Grown", "changes": {"company.headcount": 60}},
            ],
        }
    )
    kept, sentences = with_known_ids(given, k)
    assert set(kept.own_weights) == {"joining"}
    assert [scenario.name for scenario in kept.scenarios] == ["Grown"]
    assert len(sentences) == 1
    assert advise(kept, k, draws=200).scenarios[0].name == "Grown"
