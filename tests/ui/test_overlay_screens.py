"""A consultant's own file in the app: one line on the pages that show vendors, marks at the facts, and no crash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from own_files import HEAD
from visitor import Visitor

from advisor import load_knowledge

Visit = Callable[..., Visitor]
LINE = "Over our catalogue stands your own file"
OWN = """- id: procore
  source: o1
  capabilities:
    rfis: {level: partial, source: o2}
    change_orders: unknown
  accounting: {xero: none}
  accounting_source: o1
  limitations: ["Made up: <b>nothing</b> [x](javascript:1)"]
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own file that the server is started with."""
    path = tmp_path / "own.yaml"
    path.write_text(HEAD + OWN, encoding="utf-8")
    monkeypatch.setenv("ADVISOR_OVERLAY", str(path))
    st.cache_resource.clear()
    return path


def read(visitor: Visitor) -> str:
    """The words on the screen as a reader sees them, without the signs that keep markdown from being obeyed."""
    assert not visitor.app.exception, visitor.app.exception
    return visitor.words.replace("\\", "").replace("\u2060", "")


def test_a_vendor_page_marks_each_fact_of_the_file(visit: Visit, own: Path) -> None:
    words = read(visit(v="procore").open("vendor"))
    assert LINE in words
    assert "“Field notes” by Ana Rivera" in words
    assert "**Own file:** Procore: " in words
    rfis = load_knowledge().capabilities["rfis"].label
    line = next(part for part in words.split("<li>") if rfis in part)
    assert "In part" in line
    assert "own file" in line
    assert "https://alpha.example/new" in line
    assert "No link, as a page shows: Xero (own file)" in words
    assert "source 1 of the own file, grade B" in words
    assert "alert" not in words
    assert "Made up: <b>nothing</b> [x](javascript:1) (own file)" in words
    assert "Our catalogue without your file says" in words
    assert "Made up for a test (own file “Field notes”)" in words
    assert "own experience of the consultant" in words


def test_a_shipped_fact_carries_no_mark(visit: Visit, own: Path) -> None:
    words = read(visit(v="procore").open("vendor"))
    facts = [part for part in words.split("<li>")[1:] if "covers" not in part]
    assert len(facts) > 10
    assert sum("own file" in part for part in facts) == 1


def test_the_line_stands_where_vendors_are_shown(visit: Visit, own: Path) -> None:
    visitor = visit()
    assert LINE in read(visitor)
    assert LINE in read(visitor.open("catalogue"))
    assert LINE not in read(visit().open("questions"))


def test_another_vendor_is_shown_as_shipped(visit: Visit, own: Path) -> None:
    assert "**Own file:**" not in read(visit(v="jobber").open("vendor"))


def test_without_a_file_nothing_is_said_of_one(visit: Visit) -> None:
    words = read(visit(v="procore").open("vendor"))
    assert "own file" not in words.lower()


@pytest.mark.parametrize("text", [HEAD + "- id: procor\n  open_api: unknown\n", "overlay_version: [", ""])
def test_a_bad_file_is_told_of_and_the_shipped_catalogue_counts(visit: Visit, own: Path, text: str) -> None:
    own.write_text(text, encoding="utf-8")
    visitor = visit(v="procore").open("vendor")
    words = read(visitor)
    assert "Your own file is left out, and only our catalogue counts. own.yaml" in words
    assert "**Own file:**" not in words
    assert visitor.heading == "Procore"
    assert "Your own file is left out" in read(visit().open("questions"))


def test_a_file_that_is_missing_is_told_of(visit: Visit, own: Path) -> None:
    own.unlink()
    assert "there is no such file" in read(visit())
