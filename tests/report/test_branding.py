"""Branding: names on one line, a day, a paper that exists; every mistake is a sentence."""

from __future__ import annotations

import colorsys
import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed import CONTRACTORS, Paper, picture, plain_words
from pydantic import ValidationError

from advisor import advise
from advisor.errors import ReportError
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from
from advisor.report.branding import MAX_NAME, Branding, branding_from
from advisor.report.palette import contrast, readable
from advisor.report.pdf import render_pdf
from advisor.report.report import build_report


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
    ("told", "sentence"),
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
        ({"accent": "blue"}, "Accent color: 'blue' is no color. Write it like #0B5563."),
        (
            {"accent": "#FFD400"},
            r"Accent color: #FFD400 is too pale .*The nearest shade that can be read is #[0-9A-F]{6}",
        ),
        ({"footer": "x" * 121}, "Text at the foot: it has 121 characters, at most 120 fit. Shorten it."),
        ({"footer": "one\ntwo"}, "Text at the foot: it stands on one line. Take out the line break."),
        ({"logo_path": Path("nul\0byte")}, "the logo file cannot be read"),
    ],
)
def test_a_mistake_is_a_sentence(told: dict[str, object], sentence: str) -> None:
    with pytest.raises(ReportError, match=sentence) as error:
        branding_from(**told)  # type: ignore[arg-type]
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


class TestTheAccent:
    def test_a_colour_that_can_be_read_is_printed_as_it_is(self, k: Knowledge) -> None:
        assert branding_from(accent="#8a1c4a").accent == "#8A1C4A"
        assert readable("#8A1C4A") == "#8A1C4A"

    @given(st.from_regex(r"#[0-9A-F]{6}", fullmatch=True))
    def test_the_nearest_shade_can_always_be_read_and_keeps_its_hue(self, colour: str) -> None:
        shade = readable(colour)
        assert contrast(shade, "#FFFFFF") >= 4.5
        assert branding_from(accent=shade).accent == shade
        asked, made = (colorsys.rgb_to_hls(*(int(c[i : i + 2], 16) / 255 for i in (1, 3, 5))) for c in (colour, shade))
        assert made[1] <= asked[1] + 1e-9
        if min(asked[2], made[2]) > 0.2 and 0.1 < made[1] < 0.9:
            assert min(abs(asked[0] - made[0]), 1 - abs(asked[0] - made[0])) < 0.05

    def test_contrast_is_that_of_the_guideline(self) -> None:
        assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
        assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
        assert contrast("#0B5563", "#0B5563") == 1

    def test_it_colours_the_pages_and_the_foot_stands_on_each(self, k: Knowledge) -> None:
        advice = advise(answers_from(CONTRACTORS["fence"]), k, draws=200)
        own = branding_from(accent="#8A1C4A", footer="Mesa Advisory, confidential")
        plain = render_pdf(build_report(advice, k))
        pdf = render_pdf(build_report(advice, k, own))
        assert pdf != plain
        assert all("Mesa Advisory, confidential" in plain_words(page) for page in Paper(pdf).pages)
        assert not Paper(plain).holds("confidential")
