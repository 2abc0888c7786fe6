"""The PDF: it holds what the advice says, anyone can read it, and the same report is the same file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typst
from printed import CONTRACTORS, HOSTILE, NAMES, Paper, ink_in_the_margins, picture, plain_words, svg

from advisor import advise
from advisor.advice import Advice
from advisor.errors import ReportError
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from
from advisor.report.branding import Branding, branding_from
from advisor.report.pdf import MISSING, render_pdf, shipped_fonts
from advisor.report.report import Report, build_report
from advisor.report.words import plain

ROOT = Path(__file__).parents[2]
LETTER, A4 = (612, 792), (595, 842)
MARGIN = 0.8 / 8.5
"""Outer part of a page on which nothing may be drawn, as a share of the width."""
ONE = NAMES[0]


@pytest.fixture
def draw(monkeypatch: pytest.MonkeyPatch) -> Callable[[Report], list[bytes]]:
    """Draws a report as pictures of its pages, with the very template and words that its PDF is made of."""
    compiled: list[dict[str, Any]] = []
    compile_ = typst.compile

    def remember(source: bytes, **given: Any) -> Any:
        if source:  # the empty ones only free memory
            compiled.append({"input": source, "font_paths": given["font_paths"], "sys_inputs": given["sys_inputs"]})
        return compile_(source, **given)

    def drawn(report: Report) -> list[bytes]:
        render_pdf(report)
        return compile_(**compiled[-1], format="png", ppi=36.0)  # type: ignore[no-any-return]

    monkeypatch.setattr(typst, "compile", remember)
    return drawn


def test_the_fonts_are_where_the_pdf_looks_for_them() -> None:
    assert {font.name for font in shipped_fonts().glob("*.ttf")} == {
        "PublicSans-Regular.ttf", "PublicSans-SemiBold.ttf", "PublicSans-Bold.ttf",
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
class TestEveryContractor:
    def test_gets_ten_to_fifteen_pages_of_us_letter(self, name: str, paper_for: Callable[[str], Paper]) -> None:
        paper = paper_for(name)
        assert 10 <= len(paper.pages) <= 15
        assert paper.size == LETTER

    def test_reads_the_verdict_and_what_to_do_on_page_one(
        self, name: str, paper_for: Callable[[str], Paper], report_for: Callable[[str], Report]
    ) -> None:
        cover, first = report_for(name).cover, Paper(paper_for(name).content, last=1)
        for sentence in ("Oak Street Builders", "Mesa Advisory", "November 21, 2026", cover.verdict, cover.detail):
            assert first.holds(sentence)
        assert len(cover.monday) == 3
        assert all(first.holds(step.text) for step in cover.monday)
        assert all(first.holds(reason) for reason in cover.sure)

    def test_finds_every_option_with_its_points_and_every_demo_task(
        self, name: str, paper_for: Callable[[str], Paper], advice_for: Callable[[str], Advice]
    ) -> None:
        paper, advice = paper_for(name), advice_for(name)
        for option in advice.ranking:
            assert paper.holds(f"{option.name}{option.value:.1f}")
            assert paper.holds(f"{option.low:.1f} to {option.high:.1f}")
        assert advice.checklist
        for item in advice.checklist:
            for words in (item.title, item.task, item.good, item.red_flag, item.why_here):
                assert paper.holds(words)

    def test_finds_every_vendor_with_its_cost(
        self, name: str, paper_for: Callable[[str], Paper], advice_for: Callable[[str], Advice]
    ) -> None:
        paper, advice = paper_for(name), advice_for(name)
        assert advice.stacks
        assert all(paper.holds(vendor) for stack in advice.stacks for vendor in stack.names)
        # A sentence that several lines share is printed once.
        said = {part for stack in advice.stacks for line in stack.cost.lines for part in line.assumption.split(". ")}
        assert all(paper.holds(part) for sentence in said for part in sentence.split("; "))
        unsaid = {line.partition(":")[0] for stack in advice.stacks for line in stack.cost.open_lines}
        assert all(paper.holds(line) for line in unsaid)
        assert all(paper.holds(note) for stack in advice.stacks for note in stack.cost.notes)
        assert all(paper.holds(stack.deciding[0].sentence) for stack in advice.stacks if stack.deciding)

    def test_finds_what_decides_and_the_second_choice_apart(
        self, name: str, paper_for: Callable[[str], Paper], advice_for: Callable[[str], Advice]
    ) -> None:
        paper, advice = paper_for(name), advice_for(name)
        if advice.leaders is not None:
            assert paper.holds(f"What decides between the first two: {advice.leaders.sentence}")
        assert paper.holds("If you take the second choice instead") is bool(advice.runner_up_stacks)
        assert all(paper.holds(vendor) for stack in advice.runner_up_stacks for vendor in stack.names)
        assert paper.holds(advice.two_sided_sentence)

    def test_gets_alternative_text_for_every_picture(
        self, name: str, paper_for: Callable[[str], Paper], report_for: Callable[[str], Report]
    ) -> None:
        figures = paper_for(name).tagged("/Figure")
        assert len(figures) == pictures(report_for(name)) >= 3
        assert all(len(str(figure.Alt)) > 40 for figure in figures)

    def test_finds_nothing_drawn_into_the_margins(
        self, name: str, report_for: Callable[[str], Report], draw: Callable[[Report], list[bytes]]
    ) -> None:
        assert not ink_in_the_margins(draw(report_for(name)), MARGIN)

    def test_has_the_page_furniture_on_every_page(self, name: str, paper_for: Callable[[str], Paper]) -> None:
        paper = paper_for(name)
        for number, text in enumerate(paper.pages, start=1):
            assert f"Page {number} of {len(paper.pages)}" in plain_words(text)
            assert "Contractor software advisor" in plain_words(text)
            assert number == 1 or "Oak Street Builders · November 21, 2026" in plain_words(text)


class TestAnyoneCanReadIt:
    def test_it_is_tagged_titled_and_says_its_language(self, paper_for: Callable[[str], Paper]) -> None:
        root = paper_for(ONE).pdf.Root
        assert bool(root.MarkInfo.Marked)
        assert "/StructTreeRoot" in root
        assert str(root.Lang) == "en-US"
        assert bool(root.ViewerPreferences.DisplayDocTitle)

    def test_its_metadata_claims_pdf_ua_and_names_the_client(self, paper_for: Callable[[str], Paper]) -> None:
        with paper_for(ONE).pdf.open_metadata() as metadata:
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert metadata["dc:title"] == "Software recommendation for Oak Street Builders"

    def test_headings_start_at_the_first_level_and_skip_none(self, paper_for: Callable[[str], Paper]) -> None:
        paper = paper_for(ONE)
        assert len(paper.tagged("/H1")) == 11  # the verdict, then ten sections
        assert len(paper.tagged("/H2")) > 5
        assert not paper.tagged("/H3")

    def test_tables_have_header_cells(self, paper_for: Callable[[str], Paper]) -> None:
        paper = paper_for(ONE)
        tables = paper.tagged("/Table")
        assert len(tables) >= 4
        for table in tables:
            assert [node for node in paper.nodes(table) if node.get("/S") == "/TH"]

    def test_every_font_is_in_the_file(self, paper_for: Callable[[str], Paper]) -> None:
        fonts = paper_for(ONE).fonts()
        assert fonts
        assert all("FontFile2" in font or "FontFile3" in font for font in fonts)


class TestTheSameReport:
    def test_is_the_same_file_twice(
        self, report_for: Callable[[str], Report], paper_for: Callable[[str], Paper]
    ) -> None:
        assert render_pdf(report_for(ONE)) == paper_for(ONE).content

    def test_is_the_same_file_in_another_process_zone_and_language(
        self, paper_for: Callable[[str], Paper], tmp_path: Path
    ) -> None:
        script = (
            "import sys; sys.path.insert(0, 'tests/helpers')\n"
            "from printed import CONTRACTORS\n"
            "from advisor import advise, load_knowledge\n"
            "from advisor.questionnaire.answers import answers_from\n"
            "from advisor.report.branding import branding_from\n"
            "from advisor.report.pdf import render_pdf\n"
            "from advisor.report.report import build_report\n"
            f"advice = advise(answers_from(CONTRACTORS[{ONE!r}]))\n"
            "names = branding_from(client='Oak Street Builders', consultant='Mesa Advisory', date='2026-11-21')\n"
            "sys.stdout.buffer.write(render_pdf(build_report(advice, load_knowledge(), names)))\n"
        )
        away = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C", "HOME": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env={**os.environ, **away}, capture_output=True, check=True
        )
        assert done.stdout == paper_for(ONE).content

    def test_is_another_file_for_another_client(
        self, k: Knowledge, advice_for: Callable[[str], Advice], paper_for: Callable[[str], Paper]
    ) -> None:
        other = branding_from(client="Elm Street Builders", consultant="Mesa Advisory", date="2026-11-21")
        assert render_pdf(build_report(advice_for(ONE), k, other)) != paper_for(ONE).content


class TestPaperDateAndLogo:
    def test_a4_is_a_choice(self, k: Knowledge, advice_for: Callable[[str], Advice]) -> None:
        paper = Paper(render_pdf(build_report(advice_for(ONE), k, branding_from(paper="a4"))))
        assert paper.size == A4
        assert paper.holds(advice_for(ONE).verdict)

    def test_without_a_date_none_is_printed(self, k: Knowledge, advice_for: Callable[[str], Advice]) -> None:
        paper = Paper(render_pdf(build_report(advice_for(ONE), k, branding_from(client="Oak"))), last=2)
        assert not paper.holds("November 21")
        assert plain_words(paper.pages[1]).startswith("Oak How your work splits")

    @pytest.mark.parametrize(
        "logo",
        [
            picture("PNG"), picture("JPEG"), picture("PNG", mode="RGBA"), picture("JPEG", mode="CMYK"),
            svg('<rect width="90" height="30" fill="#B24A0E"/>'),
        ],
        ids=["png", "jpeg", "png with alpha", "jpeg in four colours", "svg"],
    )  # fmt: skip
    def test_a_logo_is_a_picture_with_alternative_text(
        self, logo: bytes, k: Knowledge, advice_for: Callable[[str], Advice]
    ) -> None:
        names = branding_from(client="Oak", consultant="Mesa Advisory", logo=logo)
        paper = Paper(render_pdf(build_report(advice_for(ONE), k, names)))
        assert "Logo of Mesa Advisory" in {str(figure.get("/Alt")) for figure in paper.tagged("/Figure")}

    def test_a_logo_that_no_accessible_pdf_can_hold_gets_a_sentence(
        self, k: Knowledge, advice_for: Callable[[str], Advice]
    ) -> None:
        names = branding_from(client="Oak", logo=svg('<text x="5" y="20">建設</text>'))
        with pytest.raises(ReportError, match=r"^Logo: .*Save it as PNG"):
            render_pdf(build_report(advice_for(ONE), k, names))


def report_with(name: str, k: Knowledge) -> Report:
    """The report of a contractor who puts *name* wherever a text can be typed."""
    answers = {
        **CONTRACTORS["electrical-60-40"],
        "company": {**CONTRACTORS["electrical-60-40"]["company"], "name": name},
        "work": {"streams": [{"name": name, "per_year": 10, "average_value_usd": 5000}]},
        "today": {"tools": [{"kind": "fsm", "vendor": name, "works": "well"}]},
        "pains_text": name,
    }
    # Without vendors and tasks the report is short, and still holds everything that was typed.
    advice = advise(answers_from(answers), k, draws=200).model_copy(update={"stacks": (), "checklist": ()})
    return build_report(advice, k, branding_from(client=name, consultant=name))


def pictures(report: Report) -> int:
    """How many pictures a report holds: the split bar of the cover, and every block with words for the blind."""
    return 1 + sum(hasattr(block, "alt") for section in report.sections for block in section.blocks)


def printed_with(name: str, k: Knowledge) -> Paper:
    return Paper(render_pdf(report_with(name, k)))


class TestNamesFromOutside:
    @pytest.mark.parametrize("name", HOSTILE)
    def test_markup_is_printed_letter_by_letter(self, name: str, k: Knowledge) -> None:
        paper = printed_with(name, k)
        assert Paper(paper.content, last=1).holds(name)
        assert paper.holds(f"In your own words: {name}")
        assert len(paper.tagged("/Figure")) == pictures(report_with(name, k))

    def test_no_tool_of_today_breaks_the_vendor_pages(self, k: Knowledge) -> None:
        tools = [{"kind": "fsm", "vendor": HOSTILE[0], "works": "well"}]
        advice = advise(answers_from({**CONTRACTORS[ONE], "today": {"tools": tools}}), k, draws=200)
        assert HOSTILE[0] in advice.stacks[0].names
        assert Paper(render_pdf(build_report(advice, k)), last=1).holds(HOSTILE[0])

    def test_no_link_comes_from_a_name(self, k: Knowledge) -> None:
        paper = printed_with("https://evil.example www.evil.example", k)
        notes = [note for page in paper.pdf.pages for note in page.get("/Annots", [])]
        targets = [str(note.A.URI) for note in notes if "/URI" in note.get("/A", {})]
        assert targets
        assert not [target for target in targets if "evil" in target]

    @pytest.mark.parametrize("name", ["Łódź & Ñandú Œuvres", "שלום בנייה", "مقاولات النور", "Стройка Ωμέγα"])
    def test_letters_of_other_scripts_are_printed_where_a_font_has_them(self, name: str, k: Knowledge) -> None:
        paper = printed_with(name, k)
        assert "□" not in paper.text
        assert not paper.holds(MISSING)

    @pytest.mark.parametrize("name", ["建設会社", "Bob 😀 Builders", "ไทยก่อสร้าง", "한국 건설", "👨‍👩‍👧 Family Roofing"])
    def test_letters_that_no_font_has_become_boxes_and_the_report_says_so(self, name: str, k: Knowledge) -> None:
        paper = printed_with(name, k)
        assert "□" in Paper(paper.content, last=1).text
        assert Paper(paper.content, first=len(paper.pages)).holds(MISSING)
        with paper.pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == f"Software recommendation for {plain(name)}"

    @pytest.mark.parametrize(
        "name", ["W" * 120, "x-" * 60, "https://" + "w" * 112, "مقاولات" * 17, "建" * 120, "a\u0301" * 60]
    )
    def test_a_word_longer_than_the_line_stays_on_the_page(
        self, name: str, k: Knowledge, draw: Callable[[Report], list[bytes]]
    ) -> None:
        assert not ink_in_the_margins(draw(report_with(name, k)), MARGIN)

    @pytest.mark.parametrize("name", ["a\u202egpj.exe", "\ufeffAcme", "Ac\x00me", "A\u2066c\u2069me", "Ac\x1b[31mme"])
    def test_invisible_and_turning_characters_are_left_out(self, name: str, k: Knowledge) -> None:
        paper = printed_with(name, k)
        assert not set("\u202e\ufeff\x00\u2066\u2069\x1b") & set(paper.text)


def test_a_report_on_no_answers_at_all_can_be_printed(k: Knowledge, branding: Branding) -> None:
    paper = Paper(render_pdf(build_report(advise(answers_from({}), k, draws=200), k, branding)))
    assert paper.holds("Nothing was answered")


def test_a_report_without_vendors_or_tasks_can_be_printed(
    k: Knowledge, advice_for: Callable[[str], Advice], branding: Branding
) -> None:
    bare = advice_for(ONE).model_copy(update={"stacks": (), "checklist": ()})
    paper = Paper(render_pdf(build_report(bare, k, branding)))
    assert paper.holds("No vendor of the catalogue fits within your limits.")
    assert paper.holds("Pick one of your own jobs and bring it to every demo.")
