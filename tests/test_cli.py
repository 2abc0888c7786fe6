"""The `advisor` command does what the contract says: 0 done, 2 bad input with one sentence and no traceback."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from advisor import Advice, advise
from advisor.cli import app
from advisor.questionnaire.answers import read_answers
from advisor.schemas import NAMES

ELECTRICAL = """
answers_version: 1
company: {trade: electrical, segment: commercial, headcount: 35}
work: {project_share: 0.40}
friction: {workarounds: 3, double_entry: 3, missed_information: 3}
today: {accounting: quickbooks, tools: [{kind: fsm, works: well}]}
"""


@pytest.fixture
def answers_file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(ELECTRICAL, encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


def refused(result: Result, *words: str) -> None:
    """One sentence on stderr, exit code 2, nothing like a traceback."""
    assert result.exit_code == 2, result.output
    said = result.stderr.strip()
    assert len(said.splitlines()) == 1, said
    assert "Traceback" not in result.output
    for word in words:
        assert word in said


def test_advise_says_the_verdict_in_words(answers_file: Path) -> None:
    result = run("advise", answers_file)
    assert result.exit_code == 0
    assert advise(read_answers(answers_file)).verdict in result.stdout


def test_advise_json_is_the_advice_and_reads_back(answers_file: Path) -> None:
    result = run("advise", answers_file, "--json", "--on", "2027-02-03")
    data = json.loads(result.stdout)
    assert (data["category"], data["platforms"], data["keeps"]) == ("two_platform", ["fsm", "pm"], ["fsm"])
    assert data["used_on"] == "2027-02-03"
    assert Advice.model_validate(data) == advise(read_answers(answers_file), today=date(2027, 2, 3))


def test_advise_without_a_day_is_for_today(answers_file: Path) -> None:
    before = date.today().isoformat()
    data = json.loads(run("advise", answers_file, "--json").stdout)
    assert before <= data["used_on"] <= date.today().isoformat()


def test_advise_refuses_a_day_that_is_none(answers_file: Path) -> None:
    refused(run("advise", answers_file, "--on", "yesterday"), "--on", "yesterday")


def test_the_advice_holds_every_field_of_the_contract(answers_file: Path) -> None:
    data = json.loads(run("advise", answers_file, "--json").stdout)
    top = {
        "method_version", "catalogue_as_of", "answers", "work_mix", "category", "platforms", "keeps", "readiness",
        "certainty", "acceptability", "ranking", "findings", "flips", "next_questions", "stacks", "checklist",
    }  # fmt: skip
    assert top <= set(data)
    assert {"by_revenue", "by_hours", "by_count", "leading_basis", "minor_side", "minor_share"} <= set(data["work_mix"])
    assert {"low", "mid", "high"} == set(data["work_mix"]["minor_share"])
    assert {"option", "category", "platforms", "value", "low", "high", "contributions"} <= set(data["ranking"][0])
    assert {"criterion", "weight", "score", "points"} <= set(data["ranking"][0]["contributions"][0])
    rule = {"rule", "title", "fact", "value", "threshold", "unit", "adds", "source"}
    assert rule <= set(data["findings"][0])
    assert {"question", "from", "to", "category"} <= set(data["flips"][0])
    stack = {
        "vendors",
        "accounting",
        "value",
        "low",
        "high",
        "coverage",
        "joins",
        "cost",
        "unknowns",
        "fits",
        "cautions",
    }
    assert stack <= set(data["stacks"][0])
    assert {"low", "high"} == set(data["stacks"][0]["cost"]["first_year"])
    task = {"id", "task", "side", "capabilities", "good", "red_flag", "why_here"}
    assert task <= set(data["checklist"][0])


@pytest.mark.parametrize(("ending", "starts"), [("pdf", b"%PDF-"), ("md", b"#"), ("json", b"{"), ("csv", b"")])
def test_report_writes_each_kind(answers_file: Path, tmp_path: Path, ending: str, starts: bytes) -> None:
    target = tmp_path / f"out.{ending}"
    result = run("report", answers_file, "-o", target, "--client", "Oak & Sons <b>", "--date", "2026-11-21")
    assert result.exit_code == 0, result.output
    assert target.read_bytes().startswith(starts)
    assert target.stat().st_size > 500


def test_report_refuses_an_unknown_kind(answers_file: Path, tmp_path: Path) -> None:
    refused(run("report", answers_file, "-o", tmp_path / "out.docx"), "out.docx", ".pdf, .md, .json or .csv")


def test_report_refuses_a_logo_that_is_none(answers_file: Path, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(b"not a picture")
    refused(run("report", answers_file, "-o", tmp_path / "o.pdf", "--logo", logo), "logo")


def test_report_refuses_a_date_that_is_none(answers_file: Path, tmp_path: Path) -> None:
    refused(run("report", answers_file, "-o", tmp_path / "o.pdf", "--date", "tomorrow"), "Date", "tomorrow")


def test_report_refuses_a_place_that_cannot_be_written(answers_file: Path, tmp_path: Path) -> None:
    refused(run("report", answers_file, "-o", tmp_path / "nowhere" / "out.json"), "cannot be written")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("work: {project_share: 1.4}", ["mine.yaml, work.project_share", "0.40"]),
        ("company: {trade: wizard}", ["company.trade", "wizard"]),
        ("company: {headcount: .nan}", ["company.headcount", "not a finite number"]),
        ("wrok: {}", ["wrok", "no field of this name"]),
        ("company: {name: a", ["mine.yaml, line", "YAML"]),
    ],
)
def test_bad_answers_get_one_sentence(tmp_path: Path, text: str, words: list[str]) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    refused(run("advise", path), *words)


def test_a_missing_file_gets_one_sentence(tmp_path: Path) -> None:
    refused(run("advise", tmp_path / "none.yaml"), "none.yaml", "no such file")


def test_batch_keeps_the_columns_and_adds_the_category(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(
        "#ref,company.trade,company.headcount,work.project_share\n"
        "a,electrical,35,0.4\nb,remodeler,14,0.95\nc,plumbing_service,12,0\n",
        encoding="utf-8",
    )
    assert run("batch", source, "-o", target).exit_code == 0
    rows = list(csv.DictReader(target.open(encoding="utf-8")))
    assert [(r["#ref"], r["category"]) for r in rows] == [("a", "two_platform"), ("b", "pm"), ("c", "fsm")]


def test_batch_agrees_with_advise(tmp_path: Path, answers_file: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.csv"
    answers = read_answers(answers_file)
    source.write_text(json.dumps(answers.compact()) + "\n", encoding="utf-8")
    assert run("batch", source, "-o", target).exit_code == 0
    (row,) = csv.DictReader(target.open(encoding="utf-8"))
    advice = advise(answers)
    assert row["option"] == advice.option
    assert row["runner_up"] == advice.ranking[1].option
    assert float(row["lead_points"]) == pytest.approx(advice.ranking[0].value - advice.ranking[1].value, abs=1e-3)


def test_batch_goes_on_after_a_bad_row_and_says_so(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("company.trade,work.project_share\nfence,0.9\nfence,7\nfence,0.8\n", encoding="utf-8")
    refused(run("batch", source, "-o", target), "1 rows could not be used")
    rows = list(csv.DictReader(target.open(encoding="utf-8")))
    assert [bool(r["category"]) for r in rows] == [True, False, True]
    assert "work.project_share" in rows[1]["error"]


def test_batch_does_not_hand_formulas_to_a_spreadsheet(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("#note,company.trade\n=cmd|'/c calc'!A0,fence\n", encoding="utf-8")
    assert run("batch", source, "-o", target).exit_code == 0
    (row,) = csv.DictReader(target.open(encoding="utf-8"))
    assert row["#note"].startswith("'=")


@pytest.mark.parametrize("text", ["", "company.trade\n"])
def test_batch_refuses_a_file_without_rows(tmp_path: Path, text: str) -> None:
    source = tmp_path / "in.csv"
    source.write_text(text, encoding="utf-8")
    refused(run("batch", source, "-o", tmp_path / "out.csv"), "no rows")


def test_check_data_counts_what_is_there_and_tells_what_it_does() -> None:
    result = run("check-data", "--on", "2026-11-21")
    assert result.exit_code == 0
    for told in ("50 pains", "Facts as on 2026-11-21", "Facts by vendor", "Pages contradict each other", "coconstruct"):
        assert told in result.stdout
    assert "On no shortlist of" in result.stdout


def test_check_data_json_holds_facts_reach_and_unknowns_of_the_vendor_asked_for() -> None:
    data = json.loads(run("check-data", "--json", "--vendor", "simpro", "--on", "2031-01-01").stdout)
    assert data["day"] == "2031-01-01"
    assert data["totals"]["vendors"] > 80
    (one,), (reach,) = data["vendors"], data["reach"]
    assert one["vendor"] == reach["vendor"] == "simpro"
    assert "recurring_maintenance" in one["conflicting"]
    assert {"change_orders", "pricing"} <= set(one["stale"])
    assert {"capability", "effect", "state"} <= set(data["unknowns"][0])


def test_check_data_refuses_a_vendor_with_a_mistake(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(Path(__file__).parent.parent / "data", folder)
    path = folder / "vendors.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("change_orders: {level: full", "change_orders: {level: mostly", 1), encoding="utf-8")
    refused(run("check-data", folder), "vendors.yaml", "capabilities.change_orders", "mostly")


def test_check_data_refuses_an_unknown_vendor_and_an_impossible_day() -> None:
    refused(run("check-data", "--vendor", "procor"), "procore")
    refused(run("check-data", "--on", "2026-13-01"), "--on", "2026-13-01")


def test_check_data_refuses_an_empty_folder(tmp_path: Path) -> None:
    refused(run("check-data", tmp_path), "sources.yaml")


@pytest.mark.parametrize("name", NAMES)
def test_schema_prints_what_is_shipped(name: str) -> None:
    shipped = Path(__file__).parent.parent / "data" / "schema" / f"{name}.json"
    assert run("schema", name).stdout == shipped.read_text(encoding="utf-8"), "stale: run make docs"


def test_schema_refuses_an_unknown_name() -> None:
    refused(run("schema", "nothing"), "answers")


@pytest.mark.parametrize("command", ["advise", "report", "batch", "check-data", "schema"])
def test_every_command_has_help(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout


def test_the_version_is_told() -> None:
    assert run("--version").stdout.startswith("advisor 0.1.0, method 1.1.0")
