"""`advisor import` measures, prints, proposes, and refuses with one sentence and exit code 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from exports import WRITERS
from generate import firm
from typer.testing import CliRunner, Result

from advisor.cli import app
from advisor.questionnaire.answers import read_answers


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["import", *(str(a) for a in arguments)])


@pytest.fixture
def export(tmp_path: Path) -> Path:
    ((_, raw),) = WRITERS["jobber"](firm(3, 0.3, 120, "plumbing"))
    path = tmp_path / "jobs.csv"
    path.write_bytes(raw)
    return path


def test_it_says_what_the_records_say_and_how_they_were_read(export: Path) -> None:
    result = run(export, "--trade", "plumbing")
    assert result.exit_code == 0
    for words in (
        "of the revenue is project work",
        "Jobber",
        "120 read, 120 used",
        "by revenue:",
        "total: Total revenue",
    ):
        assert words in result.stdout


def test_json_is_the_contract_and_the_proposal_is_an_answers_file(export: Path, tmp_path: Path) -> None:
    target = tmp_path / "proposed.yaml"
    result = run(export, "--json", "-o", target)
    data = json.loads(result.stdout)
    assert data["rows"]["read"] == data["rows"]["used"] + data["rows"]["grouped"] + data["rows"]["dropped"]
    assert data["system"] == "jobber"
    assert read_answers(target).compact() == data["proposed"]


def test_a_column_can_be_named(export: Path) -> None:
    data = json.loads(run(export, "--json", "--column", "total=").stdout)
    assert data["shares"]["by_revenue"] is None


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--trade", "juggling"], "juggling"),
        (["--column", "total"], "FIELD=COLUMN"),
        (["--column", "total=Fee"], "Fee"),
        (["--dates", "ymd"], "mdy or dmy"),
    ],
)
def test_a_wrong_option_is_refused_with_one_sentence(export: Path, arguments: list[str], word: str) -> None:
    result = run(export, *arguments)
    assert result.exit_code == 2
    assert word in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_missing_file_is_refused_with_one_sentence(tmp_path: Path) -> None:
    result = run(tmp_path / "nothing.csv")
    assert result.exit_code == 2
    assert "no such file" in result.stderr
    assert "Traceback" not in result.output
