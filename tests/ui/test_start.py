from __future__ import annotations

import json

import pytest
from sqlalchemy import create_engine, text
from visitor import kept

from advisor.errors import StorageError
from advisor.ui import frame
from advisor.ui.examples import examples

EXAMPLES = [example.id for example in examples()]


def rows(database):
    if not database.exists():
        return 0
    with create_engine(f"sqlite:///{database}").connect() as connection:
        return connection.execute(text("select count(*) from assessment")).scalar()


def test_start_leads_to_the_first_step(visit):
    visitor = visit().press("Start")
    assert visitor.heading == "Your company"
    assert "Step 1 of 7" in visitor.words


def test_looking_around_leaves_nothing_in_the_store_and_the_first_answer_does(visit, database):
    visitor = visit().press("Start").press("Next")
    assert (rows(database), visitor.token) == (0, None)
    visitor.choose("What do you call a piece of work?", "both")
    assert rows(database) == 1
    assert visitor.kept().work.unit == "both"


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_opens_as_an_assessment_of_its_own(visit, name):
    example = next(example for example in examples() if example.id == name)
    visitor = visit().press(example.title)
    assert visitor.kept() == example.answers
    assert not visitor.app.exception
    assert visitor.heading not in ("", "Your company")


def test_an_example_leaves_ones_own_answers_under_their_own_link(visit):
    visitor = visit().press("Start").type("How many people work in your company, office and field together?", "35")
    own = visitor.token
    visitor.open("").press(examples()[0].title)
    assert visitor.token != own
    assert kept(own).company.headcount == 35


@pytest.mark.parametrize(
    ("name", "body", "says"),
    [
        ("half.yaml", b"company: {name: [", "cannot be read as YAML"),
        ("answers.json", b'{"company": {"headcount": -3}}', "company.headcount"),
        ("answers.yaml", b"work: {project_share: 40}", "40 % is 0.40"),
        ("answers.yaml", b"company: {trade: electric_service}", "Did you mean electrical_service"),
        ("answers.yaml", b"colour: blue", "there is no field of this name"),
        ("scan.pdf", b"\xff\xfe\x00\x01", "not a text file"),
        ("empty.yaml", b"- 1\n- 2", "an answers file holds named fields"),
    ],
)
def test_a_file_that_cannot_be_right_gets_a_sentence_and_changes_nothing(visit, database, name, body, says):
    visitor = visit()
    visitor.app.file_uploader[0].upload(name, body, "text/plain").run()
    assert says in visitor.words
    assert name in visitor.words
    assert "Traceback" not in visitor.words
    assert rows(database) == 0


def test_a_saved_file_opens_and_every_answer_is_listed(visit):
    body = json.dumps({"company": {"trade": "fence", "headcount": 9}, "work": {"project_share": {"low": 0.8}}})
    visitor = visit()
    visitor.app.file_uploader[0].upload("answers.json", body.encode(), "application/json").run()
    assert visitor.heading == "Your answers"
    assert {"Fence", "9 people", "80 % or more projects"} <= set(visitor.words.splitlines())
    assert visitor.kept().company.headcount == 9


def test_a_kept_link_opens_the_assessment(visit):
    first = visit().press("Start").choose("Where is the company heading?", "fast")
    second = visit().type("Or the link you kept", f"https://example.org/?a={first.token}")
    assert second.heading == "Your answers"
    assert (second.token, "Growing fast" in second.words) == (first.token, True)


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ("https://example.org/?a=wrong", "There is no saved assessment under this link"),
        ("https://example.org/?b=1", "names no assessment"),
    ],
)
def test_a_link_that_leads_nowhere_says_so(visit, link, says):
    visitor = visit().type("Or the link you kept", link)
    assert says in visitor.words
    assert visitor.token is None


def test_starting_over_deletes_for_good_but_only_when_confirmed(visit):
    visitor = visit().press("Start").choose("Where is the company heading?", "fast")
    token = visitor.token
    visitor.open("answers").press("Start over").press("Keep them")
    assert kept(token).company.growth == "fast"
    visitor.press("Start over").press("Delete and start over")
    with pytest.raises(StorageError, match="no saved assessment"):
        kept(token)
    assert "Start" in visitor.buttons
    assert visitor.token is None


def test_the_result_of_no_answers_names_no_software(visit):
    visitor = visit().open("result")
    assert visitor.heading == "Too early to say"
    assert "(FSM)" not in visitor.words
    assert visitor.press("Answer the questions").heading == "Your company"


def test_a_page_that_breaks_down_says_so_in_plain_words_and_still_reaches_the_log(visit, monkeypatch):
    visitor = visit().press("Start")

    def broken():
        raise RuntimeError("a secret of the inside")

    monkeypatch.setitem(frame.PAGES, "answers", ("Your answers", broken))
    visitor.open("answers")
    (told,) = (one.value for one in visitor.app.error)
    assert "The mistake is ours" in told
    assert "secret" not in told
    assert len(visitor.app.exception) == 1
