"""Generated pages are fresh: what stands in docs/ and data/schema/ is what the data and the models say today."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from advisor.knowledge import load_knowledge

ROOT = Path(__file__).parent.parent.parent
BUILD = ROOT / "docs" / "build"


@pytest.mark.parametrize("script", ["schemas.py", "method.py"])
def test_generated_pages_are_fresh(script: str) -> None:
    pages = runpy.run_path(str(BUILD / script))["pages"]()
    for path, text in pages.items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is stale: run make docs"


def test_every_question_in_the_picture_exists() -> None:
    table = runpy.run_path(str(BUILD / "method.py"))["FACT_QUESTIONS"]
    asked = {q.field for q in load_knowledge().questionnaire.questions}
    assert {field for fields in table.values() for field in fields} <= asked


def test_every_fact_that_a_rule_reads_is_in_the_picture_or_follows_from_the_verdict() -> None:
    table = runpy.run_path(str(BUILD / "method.py"))["FACT_QUESTIONS"]
    read = {rule.fact for rule in load_knowledge().rule_book.read}
    derived = {"work.basic_questions_answered", "work.runs_project_managers", "work.share_known", "sales.led"}
    missing = {fact for fact in read - set(table) - derived if not fact.startswith("verdict.")}
    assert missing == set()


def test_every_relative_link_in_the_docs_leads_somewhere() -> None:
    import re

    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+?)\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} links to {target}"
