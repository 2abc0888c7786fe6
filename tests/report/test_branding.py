"""Branding: names on one line, a day, a paper that exists; every mistake is a sentence."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from printed import picture
from pydantic import ValidationError

from advisor.errors import ReportError
from advisor.report.branding import MAX_NAME, Branding, branding_from


def test_nothing_has_to_be_given() -> None:
    assert branding_from() == Branding()
    assert branding_from().paper == "us-letter"
    assert branding_from().date is None


def test_a_date_is_a_day_or_its_text() -> None:
    day = datetime.date(2026, 11, 21)
    assert branding_from(date="2026-11-21").date == branding_from(date=day).date == day
    assert branding_from(date=" ").date is None


def test_the_kind_of_a_logo_is_read_from_its_bytes() -> None:
    assert branding_from(logo=picture("PNG")).logo_kind == "png"
    assert branding_from(logo=picture("JPEG")).logo_kind == "jpeg"


def test_a_logo_is_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "logo.txt"
    file.write_bytes(picture("PNG"))
    assert branding_from(logo_path=file).logo == file.read_bytes()


def test_a_name_of_the_greatest_length_is_taken() -> None:
    assert branding_from(client="x" * MAX_NAME).client_name == "x" * MAX_NAME


def test_control_characters_do_not_reach_the_report() -> None:
    assert branding_from(client="Oak\x07 \u202eStreet\ufeff").client_name == "Oak Street"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"client": "x" * 121}, "'xxx.*: this name has 121 characters, at most 120 fit. Shorten it."),
        ({"consultant": "one\ntwo"}, "'one.*two': a name stands on one line. Take out the line break."),
        ({"consultant": "one\u2028two"}, "a name stands on one line"),
        ({"date": "21.11.2026"}, "Date: '21.11.2026' is not a day. Write it like 2026-11-21."),
        ({"date": "2026-02-30"}, "Date: '2026-02-30' is not a day."),
        ({"paper": "legal"}, "Paper: there is no paper 'legal'. Use us-letter or a4."),
        ({"logo": b"GIF89a"}, "Logo: this is not a PNG, JPEG or SVG picture. Save the logo as PNG and try again."),
        ({"logo": b""}, "Logo: this is not a PNG, JPEG or SVG picture."),
        ({"logo_path": Path("no-such-logo.png")}, "no-such-logo.png: the logo file cannot be read. Check the path."),
        ({"logo_path": Path("nul\0byte")}, "the logo file cannot be read"),
    ],
)
def test_a_mistake_is_a_sentence(given: dict[str, object], sentence: str) -> None:
    with pytest.raises(ReportError, match=sentence) as error:
        branding_from(**given)  # type: ignore[arg-type]
    assert error.value.sentence.endswith(".")
    assert "\n" not in error.value.sentence


def test_a_logo_and_its_kind_belong_together() -> None:
    with pytest.raises(ReportError, match="belong together"):
        Branding(logo=picture("PNG"))
    with pytest.raises(ReportError, match="belong together"):
        Branding(logo_kind="png")


def test_the_kind_that_is_claimed_is_checked() -> None:
    with pytest.raises(ReportError, match="Logo: the logo is not a readable JPEG picture"):
        Branding(logo=picture("PNG"), logo_kind="jpeg")


def test_branding_cannot_change_and_takes_no_other_field() -> None:
    with pytest.raises(ValidationError):
        Branding.model_validate({"slogan": "We build"})
    with pytest.raises(ValidationError):
        Branding().client_name = "Oak"  # type: ignore[misc]
