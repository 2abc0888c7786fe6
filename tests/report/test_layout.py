"""How pages break: no heading alone at a page's end, no row or picture torn in two, and two pages are two pages."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any, get_args

import pytest
import typst
from after_demos import gone_through
from layout import torn, widows
from printed import CONTRACTORS, HOSTILE, NAMES, Paper

from advisor import Advice, advise
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from
from advisor.report.branding import Paper as PaperName
from advisor.report.branding import branding_from
from advisor.report.memo import build_memo
from advisor.report.pdf import render_pdf
from advisor.report.report import build_report

PAPERS = get_args(PaperName)


def names(paper: str, footer: str = "Confidential") -> Any:
    return branding_from(
        client="Oak Street Builders", consultant="Mesa Advisory", date="2026-11-21", paper=paper, footer=footer
    )


@pytest.fixture(scope="module")
def at_the_end(k: Knowledge) -> Advice:
    return advise(answers_from(gone_through(k)), k)


@pytest.mark.parametrize(("name", "paper"), itertools.product(NAMES, PAPERS))
def test_no_heading_stands_alone_and_nothing_is_torn(
    name: str, paper: str, k: Knowledge, advice_for: Callable[[str], Advice]
) -> None:
    pdf = render_pdf(build_report(advice_for(name), k, names(paper)))
    assert widows(pdf) == []
    assert torn(pdf) == []


@pytest.mark.parametrize("paper", PAPERS)
def test_nor_after_workshop_demos_and_decision(paper: str, at_the_end: Advice, k: Knowledge) -> None:
    for report in (build_report(at_the_end, k, names(paper)), build_memo(at_the_end, k, names(paper))):
        pdf = render_pdf(report)
        assert widows(pdf) == []
        assert torn(pdf) == []


@pytest.mark.parametrize(("name", "paper"), itertools.product(NAMES, PAPERS))
def test_the_short_form_has_two_pages(name: str, paper: str, k: Knowledge, advice_for: Callable[[str], Advice]) -> None:
    report = build_report(advice_for(name), k, names(paper), form="short")
    content = Paper(render_pdf(report))
    assert len(content.pages) == 2
    assert content.holds(advice_for(name).verdict)
    assert content.holds("The first 90 days")


@pytest.mark.parametrize("paper", PAPERS)
def test_the_short_form_has_two_pages_whatever_it_is_given(paper: str, at_the_end: Advice, k: Knowledge) -> None:
    long = branding_from(client="W" * 120, consultant="x-" * 60, footer="y" * 120, paper=paper, date="2026-11-21")
    nothing = advise(answers_from({}), k)
    not_ready = advise(
        answers_from(
            {**CONTRACTORS[NAMES[0]], "team": {"administration": "none", "change_capacity": 1, "tech_comfort": 1}}
        ),
        k,
    )
    for advice in (at_the_end, nothing, not_ready, nothing.model_copy(update={"stacks": (), "checklist": ()})):
        assert len(Paper(render_pdf(build_report(advice, k, long, form="short"))).pages) == 2


@pytest.mark.parametrize("name", [*HOSTILE, "建" * 60, "שלום " * 20])
def test_the_cover_stays_on_its_page(name: str, k: Knowledge) -> None:
    advice = advise(answers_from({**CONTRACTORS[NAMES[2]], "company": {"name": name}}), k, draws=200)
    pdf = render_pdf(build_report(advice, k, branding_from(client=name, consultant=name), form="short"))
    assert len(Paper(pdf).pages) == 2


class TestTheChecksThemselves:
    """What looks for a mistake must find it where there is one."""

    def drawn(self, body: str) -> bytes:
        head = (
            '#set document(title: "t")\n#set page(height: 200pt, width: 200pt, margin: 10pt)\n#set text(lang: "en")\n'
        )
        pdf = typst.compile((head + body).encode(), format="pdf", pdf_standards=["ua-1"])
        assert isinstance(pdf, bytes)
        return pdf

    def test_a_heading_at_the_end_of_a_page_is_found(self) -> None:
        body = "= A title\n#v(110pt)\n#block(sticky: false)[#heading(level: 2)[Alone]]\n#pagebreak()\nText."
        assert widows(self.drawn(body)) == [1]
        assert widows(self.drawn("= A title\nText.")) == []

    def test_a_row_over_two_pages_is_found(self) -> None:
        row = "= A title\n#table(columns: 2, table.header([a], [b]), [#lines(1)], [#lines(30)])"
        body = '#let lines(n) = range(n).map(str).join("\\n\\n")\n' + row.replace(
            "#lines(30)", "#for n in range(30) [Line #n \\ ]"
        ).replace("#lines(1)", "One")
        assert (1, "/TR") in torn(self.drawn(body))
        assert torn(self.drawn("= A title\n#table(columns: 2, table.header([a], [b]), [1], [2])")) == []
