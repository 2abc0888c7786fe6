"""The six contractors with their advice, report and PDF, each made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from printed import CONTRACTORS, Paper

from advisor import advise, load_knowledge
from advisor.advice import Advice
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from
from advisor.report.branding import Branding, branding_from
from advisor.report.pdf import render_pdf
from advisor.report.report import Report, build_report


@pytest.fixture(scope="session")
def k() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="session")
def branding() -> Branding:
    return branding_from(client="Oak Street Builders", consultant="Mesa Advisory", date="2026-11-21")


@pytest.fixture(scope="session")
def advice_for(k: Knowledge) -> Callable[[str], Advice]:
    return cache(lambda name: advise(answers_from(CONTRACTORS[name]), k))


@pytest.fixture(scope="session")
def report_for(k: Knowledge, advice_for: Callable[[str], Advice], branding: Branding) -> Callable[[str], Report]:
    return cache(lambda name: build_report(advice_for(name), k, branding))


@pytest.fixture(scope="session")
def paper_for(report_for: Callable[[str], Report]) -> Callable[[str], Paper]:
    return cache(lambda name: Paper(render_pdf(report_for(name))))
