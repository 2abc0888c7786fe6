"""A consultant's own file on the command line, in reports and in tables: named everywhere, refused in one sentence."""

from __future__ import annotations

import csv
import gc
import json
import os
import sys
from pathlib import Path

import pypdf
import pytest
from own_files import HEAD
from streamlit.starlette import App
from typer.testing import CliRunner, Result

from advisor import Advice, advise, cli, load_knowledge
from advisor.questionnaire.answers import read_answers

BROKEN = Path(__file__).parent / "broken" / "overlay"
ANSWERS = """
company: {trade: plumbing, segment: residential, headcount: 12, technicians: 8}
work: {project_share: 0, jobs_per_day: 40, typical_duration: {value: 2, unit: hours}}
"""


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


@pytest.fixture
def leader(answers: Path) -> str:
    """The vendor that is recommended first without any file."""
    return advise(read_answers(answers)).stacks[0].vendors[0]


@pytest.fixture
def own(tmp_path: Path, leader: str) -> Path:
    path = tmp_path / "own.yaml"
    text = f"- id: {leader}\n  source: o1\n  strengths: [A made-up remark]\n  watch_outs: [Another made-up remark]\n"
    facts = "dispatch_board: {level: full, source: o1}, work_orders: {level: full, source: o1}"
    path.write_text(f"{HEAD}{text}  capabilities: {{{facts}}}\n", encoding="utf-8")
    return path


def run(*arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(cli.app, [str(a) for a in arguments], env=environment)


def refused(result: Result, *words: str) -> None:
    assert result.exit_code == 2, result.output
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    assert all(word in result.stderr for word in words), result.stderr


# ---- commands -------------------------------------------------------------------------------------------------------


def test_the_advice_tells_of_the_file_in_words_and_in_json(answers: Path, own: Path, leader: str) -> None:
    words = run("advise", answers, "--overlay", own).stdout
    assert "own file “Field notes” by Ana Rivera" in words
    data = json.loads(run("advise", answers, "--json", "--overlay", own).stdout)
    assert Advice.model_validate(data).overlay == load_knowledge(overlay=own).overlay
    assert data["overlay"]["title"] == "Field notes"
    assert [vendor["id"] for vendor in data["overlay"]["vendors"]] == [leader]
    assert json.loads(run("advise", answers, "--json").stdout)["overlay"] is None
    titles = {e["source_title"] for stack in data["stacks"] for e in stack["evidence"] if e["vendor"] == leader}
    assert "Made up for a test (own file “Field notes”)" in titles


def test_the_commands_take_the_file_of_the_environment(answers: Path, own: Path) -> None:
    told = run("advise", answers, "--json", "--on", "2026-11-21", "--overlay", own)
    assert told.stdout == run("advise", answers, "--json", "--on", "2026-11-21", ADVISOR_OVERLAY=str(own)).stdout


@pytest.mark.parametrize("name", ["cut-short", "title-missing"])
@pytest.mark.parametrize("command", ["advise", "report", "batch", "check-data", "app"])
def test_a_bad_file_is_refused_in_one_sentence(
    command: str, name: str, answers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("advisor.web.serve.serve", lambda *_: pytest.fail("the app was opened"))
    rows = tmp_path / "in.csv"
    rows.write_text("company.trade\nfence\n", encoding="utf-8")
    given = {
        "advise": ["advise", answers],
        "report": ["report", answers, "-o", tmp_path / "out.md"],
        "batch": ["batch", rows, "-o", tmp_path / "out.csv"],
        "check-data": ["check-data"],
        "app": [],
    }[command]
    path = BROKEN / f"{name}.yaml"
    says = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# says: ")
    refused(run(*given, "--overlay", path), says)
    assert not (tmp_path / "out.md").exists()


def test_a_file_that_is_not_there_is_refused(answers: Path, tmp_path: Path) -> None:
    refused(run("advise", answers, "--overlay", tmp_path / "none.yaml"), "none.yaml", "no such file")


def test_a_check_of_the_data_says_what_the_file_changes(own: Path) -> None:
    result = run("check-data", "--overlay", own, "--vendor", "procore")
    assert result.exit_code == 0, result.output
    assert "are from the consultant's own file “Field notes” by Ana Rivera, not from our catalogue." in result.stdout


def test_before_a_command_the_option_is_not_swallowed(answers: Path, own: Path) -> None:
    refused(run("--overlay", own, "advise", answers), "--overlay", "after the command")


def test_the_app_is_opened_with_the_file(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str | None] = []
    # Starting a server changes the process it runs in; everything that it changes is put back.
    monkeypatch.setattr(os, "environ", os.environ.copy())
    monkeypatch.setattr(sys, "argv", list(sys.argv))
    monkeypatch.setattr(gc, "disable", lambda: None)
    monkeypatch.setattr(App, "run", lambda self, config: seen.append(os.environ.get("ADVISOR_OVERLAY")))
    for arguments in (("--overlay", own, "--no-browser", "--port", 0), ("--no-browser", "--port", 0)):
        os.environ.pop("ADVISOR_OVERLAY", None)
        assert run(*arguments).exit_code == 0
    assert seen == [str(own.resolve()), None]


def test_a_batch_knows_the_vendors_of_the_file(own: Path, tmp_path: Path) -> None:
    rows, target = tmp_path / "in.csv", tmp_path / "out.csv"
    rows.write_text('company.trade,limits.exclude_vendors\nfence,"[""night-desk""]"\n', encoding="utf-8")
    added = """- id: night-desk
  new: true
  source: o1
  name: Night desk
  website: https://desk.example
  status: active
  native_category: fsm
  strength: {crm: 0, pm: 0, fsm: 2}
  judgement: A made-up product.
  trades: []
  segments: [residential]
  pricing: unknown
  open_api: unknown
  mobile_offline: unknown
  capabilities: {}
  strengths: []
  limitations: []
  watch_outs: []
"""
    own.write_text(HEAD + added, encoding="utf-8")
    refused(run("batch", rows, "-o", target), "could not be used")
    assert run("batch", rows, "-o", target, "--overlay", own).exit_code == 0


# ---- what is handed over --------------------------------------------------------------------------------------------


def test_the_pdf_names_the_file_on_every_page_and_at_its_vendor(answers: Path, own: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    assert run("report", answers, "-o", target, "--overlay", own).exit_code == 0
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(target).pages]
    # The cover has no foot.
    assert all("own file “Field notes”" in page for page in pages[1:])
    whole = " ".join(pages)
    assert "From the consultant's own file" in whole
    assert "the consultant's own file “Field notes” by Ana Rivera" in whole


def test_the_markdown_marks_the_sources_of_the_file(answers: Path, own: Path, tmp_path: Path, leader: str) -> None:
    target = tmp_path / "out.md"
    assert run("report", answers, "-o", target, "--overlay", own).exit_code == 0
    text = target.read_text(encoding="utf-8")
    assert "Made up for a test (own file “Field notes”)" in text
    assert "A made-up remark" not in text.replace("A made-up remark (own file)", "")
    (sentence,) = load_knowledge(overlay=own).overlay.about([leader])  # type: ignore[union-attr]
    assert sentence.split(":")[0] in text
    assert "It speaks of" in text


def test_the_csv_names_the_file_in_every_row_and_has_no_such_column_without_it(
    answers: Path, own: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.csv"
    assert run("report", answers, "-o", target, "--overlay", own).exit_code == 0
    rows = list(csv.DictReader(target.open(encoding="utf-8", newline="")))
    assert rows
    assert all(row["own_file"].startswith("own file “Field notes” by Ana Rivera") for row in rows)
    assert run("report", answers, "-o", target).exit_code == 0
    assert "own_file" not in target.read_text(encoding="utf-8").splitlines()[0]
