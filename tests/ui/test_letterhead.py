"""Whose report it is: entered once, kept with the assessment, the same on the memo, and readable in any colour."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from advisor.storage.imprints import Imprint
from advisor.ui.session import opened_store

EXAMPLE = "Electrical firm, 35 people, 60 % service"
HEADS = "How many people work in your company, office and field together?"


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 20), "#0B5563").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def at_report(visit):
    """A visitor with the example loaded, at the report."""
    visitor = visit()
    visitor.press(EXAMPLE)
    return visitor.open("report")


def kept(visitor) -> Imprint:
    return opened_store().imprint(visitor.token)


def test_what_was_entered_stands_there_after_other_pages_and_in_a_new_visit(at_report, visit):
    at_report.type("Client name", "Oak Street").type("Consultant name", "Mesa Advisory")
    at_report.type("Your own words at the foot of every page", "Confidential").choose("Paper", "a4")
    at_report.open("result").open("report")
    assert at_report.box("Consultant name") == "Mesa Advisory"
    again = visit(a=at_report.token).open("report")
    assert again.box("Client name") == "Oak Street"
    assert again.box("Your own words at the foot of every page") == "Confidential"
    assert again.chosen("Paper") == "a4"


def test_a_logo_is_kept_and_can_be_taken_away(at_report, visit):
    at_report.app.get("file_uploader")[0].set_value(("logo.png", png(), "image/png")).run()
    assert kept(at_report).logo == png()
    again = visit(a=at_report.token).open("report")
    assert "The logo you gave before" in again.words
    again.press("Print none")
    assert kept(again).logo is None
    assert "The logo you gave before" not in again.words


def test_a_picture_that_cannot_be_printed_is_not_kept(at_report):
    at_report.app.get("file_uploader")[0].set_value(("logo.png", b"no picture", "image/png")).run()
    assert "PNG" in at_report.app.error[0].value
    assert kept(at_report).logo is None


def test_a_colour_that_is_too_pale_is_printed_in_the_nearest_shade_and_that_is_said(at_report):
    at_report.app.color_picker[0].set_value("#ffd400").run()
    assert "#FFD400 is too pale to read on white" in at_report.words
    assert kept(at_report).accent not in ("", "#FFD400")
    assert kept(at_report).accent in at_report.words
    at_report.app.color_picker[0].set_value("#8a1c4a").run()
    assert kept(at_report).accent == "#8A1C4A"
    assert "too pale" not in at_report.words


def test_the_colour_of_the_product_is_kept_as_none_of_their_own(at_report):
    at_report.type("Consultant name", "Mesa")
    assert kept(at_report).accent == ""


def test_what_was_entered_before_any_answer_is_kept_with_the_first_one(visit):
    visitor = visit().open("report").type("Consultant name", "Mesa Advisory")
    assert visitor.token is None
    visitor.open("questions").type(HEADS, "12")
    assert visitor.token is not None
    assert visitor.open("report").box("Consultant name") == "Mesa Advisory"


def test_the_two_page_form_says_what_it_holds(at_report):
    at_report.choose("How much of it?", "short")
    assert "To hand around" in at_report.words


def test_the_memo_can_be_downloaded_before_and_after_a_decision(at_report):
    labels = [button.proto.label for button in at_report.open("decision").app.get("download_button")]
    assert labels == ["Download the decision memo (PDF)"]
