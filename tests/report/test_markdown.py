"""Markdown: the words of the PDF, and nothing from outside that becomes markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from printed import CONTRACTORS, HOSTILE, NAMES, Paper, squeezed

from advisor import advise
from advisor.advice import Advice
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from
from advisor.report.blocks import References
from advisor.report.branding import branding_from
from advisor.report.markdown import escaped, render_markdown, short_text
from advisor.report.report import Report, build_report
from advisor.report.words import plain

READER = MarkdownIt("commonmark").enable("table")


def tokens_of(text: str) -> list[Token]:
    """Every token, those inside lines included."""
    return [one for token in READER.parse(text) for one in (token, *(token.children or ()))]


def words_of(text: str) -> str:
    return squeezed(" ".join(token.content for token in tokens_of(text) if token.type in ("text", "code_inline")))


@pytest.mark.parametrize("name", NAMES)
def test_it_has_the_sections_the_tasks_and_the_sources_of_the_report(
    name: str, report_for: Callable[[str], Report], advice_for: Callable[[str], Advice]
) -> None:
    text = render_markdown(report_for(name))
    words = words_of(text)
    assert text.startswith("# Software recommendation for Oak Street Builders\n")
    told = [section.title for section in report_for(name).sections]
    told += [advice_for(name).verdict, advice_for(name).verdict_detail, "November 21, 2026", "Mesa Advisory"]
    first = advice_for(name).ranking[0].name
    told += [o.why_not.removeprefix(f"Against {first}, ")[1:] for o in advice_for(name).ranking if o.why_not]
    told += [item.task for item in advice_for(name).checklist] + [item.red_flag for item in advice_for(name).checklist]
    assert not [sentence for sentence in told if squeezed(sentence) not in words]


def printed_words(value: Any) -> Iterator[str]:
    """Every string of a report that both printers set."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            # The columns of the task table have no place in a list of tasks.
            heads = name == "heads" and "tasks" in value
            if name not in ("split", "alt", "kind", "shade", "look", "align") and not heads:
                yield from printed_words(one)
    elif isinstance(value, list):
        for one in value:
            yield from printed_words(one)


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_the_pdf_says(
    name: str, report_for: Callable[[str], Report], paper_for: Callable[[str], Paper]
) -> None:
    words, paper = words_of(render_markdown(report_for(name))), paper_for(name)
    # The title of the file and the line on every page belong to the PDF alone.
    parts = report_for(name).model_dump(mode="json", include={"cover", "sections", "running_foot"})
    told = [one for one in printed_words(parts) if one]
    assert len(told) > 300
    # On paper a source shows its site; the link leads to the page, whose address Markdown prints in full.
    addresses = {one for one in told if one.startswith("http")}
    notes = [note for page in paper.pdf.pages for note in page.get("/Annots", [])]
    assert addresses <= {str(note.A.URI) for note in notes if "/URI" in note.get("/A", {})}
    assert [one for one in told if one not in addresses and not paper.holds(one)] == []
    assert [one for one in told if squeezed(one) not in words] == []


def test_the_links_are_the_sources_and_nothing_else(report_for: Callable[[str], Report]) -> None:
    references = next(b for s in report_for(NAMES[0]).sections for b in s.blocks if isinstance(b, References))
    links = [t.attrs["href"] for t in tokens_of(render_markdown(report_for(NAMES[0]))) if t.type == "link_open"]
    assert links == [item.url for item in references.items if item.url]
    assert len(links) > 5


@pytest.mark.parametrize("name", [*HOSTILE, "a\n\n# b", "```\ncode", "    indented", "<https://evil.example>", "+ x"])
def test_a_name_from_outside_stays_text(name: str, k: Knowledge) -> None:
    own = CONTRACTORS["fence"]
    answers = {**own, "company": {**own["company"], "name": name}, "pains_text": name}
    answers["today"] = {"tools": [{"kind": "crm", "vendor": name, "works": "well"}]}
    report = build_report(advise(answers_from(answers), k, draws=200), k, branding_from(consultant=plain(name)))
    tame = build_report(
        advise(answers_from({**answers, "pains_text": "x", "company": own["company"]}), k, draws=200), k
    )
    text = render_markdown(report)
    assert squeezed(name) in words_of(text)
    kinds = {token.type for token in tokens_of(text)}
    assert not kinds & {"html_inline", "html_block", "image", "code_inline", "code_block", "fence", "em_open", "hr"}
    hrefs = [str(token.attrs["href"]) for token in tokens_of(text) if token.type == "link_open"]
    assert not [href for href in hrefs if "evil" in href]
    headings = [token for token in tokens_of(text) if token.type == "heading_open"]
    assert len(headings) == len([t for t in tokens_of(render_markdown(tame)) if t.type == "heading_open"])


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=40))
def test_any_text_reads_back_as_it_was(text: str) -> None:
    shown = escaped(text)
    tokens = tokens_of(shown)
    assert {token.type for token in tokens} <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
    read = "".join(token.content for token in tokens if token.type in ("text", "text_special"))
    assert read.split() == text.split()


@pytest.mark.parametrize(
    "text", ["https://evil.example", "www.evil.example", "mailto:a@evil.example", "$x$ $12 and $13"]
)
def test_what_some_sites_would_link_or_set_as_a_formula_is_broken_up(text: str) -> None:
    shown = escaped(text)
    assert "://" not in shown.replace(r"\://", "")
    assert "www." not in shown
    assert "@" not in shown.replace(r"\@", "")
    assert "$" not in shown.replace(r"\$", "")


class TestTheShortAnswer:
    @pytest.mark.parametrize("name", NAMES)
    def test_says_verdict_ranking_vendors_and_what_would_change_it(
        self, name: str, advice_for: Callable[[str], Advice]
    ) -> None:
        advice = advice_for(name)
        text = short_text(advice)
        assert text.startswith(advice.verdict)
        told = [option.name for option in advice.ranking] + [flip.sentence for flip in advice.flips]
        told += [f"{option.value:.1f}" for option in advice.ranking]
        told += [vendor for stack in advice.stacks for vendor in stack.names]
        assert not [one for one in told if one not in text]

    def test_says_first_what_stands_in_the_way(self, advice_for: Callable[[str], Advice]) -> None:
        advice = advice_for("builder-of-six")
        assert advice.readiness.verdict == "start_light"
        assert advice.readiness.findings[0].says in short_text(advice)

    def test_sends_no_control_codes_to_the_terminal(self, k: Knowledge) -> None:
        tools = {"tools": [{"kind": "fsm", "vendor": "Evil\x1b[31m", "works": "well"}]}
        advice = advise(answers_from({**CONTRACTORS["electrical-60-40"], "today": tools}), k, draws=200)
        assert not set(map(chr, range(32))) - {"\n"} & set(short_text(advice))
