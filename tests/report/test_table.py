"""CSV and JSON: nothing a spreadsheet would run, and everything of the advice, always in the same words."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed import NAMES

from advisor.advice import Advice
from advisor.report.table import COLUMNS, advice_json, checklist_csv, harmless


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("name", NAMES)
def test_the_checklist_has_a_row_for_each_task_and_room_for_scores(
    name: str, advice_for: Callable[[str], Advice]
) -> None:
    advice = advice_for(name)
    rows = rows_of(checklist_csv(advice))
    assert [row["task_id"] for row in rows] == [item.id for item in advice.checklist]
    assert [row["task"] for row in rows] == [item.task for item in advice.checklist]
    assert [row["number"] for row in rows] == [str(place) for place in range(1, len(rows) + 1)]
    assert {row["score"] + row["notes"] for row in rows} == {""}


def test_a_checklist_without_tasks_is_a_header(advice_for: Callable[[str], Advice]) -> None:
    bare = advice_for(NAMES[0]).model_copy(update={"checklist": ()})
    assert checklist_csv(bare) == ",".join(COLUMNS) + "\r\n"


def test_the_file_starts_with_its_header_and_no_byte_order_mark(advice_for: Callable[[str], Advice]) -> None:
    assert checklist_csv(advice_for(NAMES[0])).encode().startswith(b"number,task_id,")


FORMULAS = [
    "=HYPERLINK(\"http://evil.example\")", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1+1", "\u00a0=1",
    "\u3000=1", "\u200b=1", "＝1+1", "＋1", "－1", "＠SUM(A1)", " ＝1", "−1", "\tplain",
]  # fmt: skip


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_cell_that_could_start_a_formula_gets_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "plain", "1 = 1", "a-b", "a@b", "'=1", "5 min", "(=1)"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


@given(st.text(max_size=30))
def test_no_cell_starts_like_a_formula_once_blanks_are_gone(cell: str) -> None:
    shown = harmless(cell)
    assert shown in (cell, f"'{cell}")
    assert shown.strip()[:1] not in tuple("=+-@＝＋－＠")


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_hostile_task_is_harmless_in_the_file(cell: str, advice_for: Callable[[str], Advice]) -> None:
    advice = advice_for(NAMES[0])
    task = advice.checklist[0].model_copy(update={"task": cell, "why_here": cell, "for_vendors": (cell,)})
    row = rows_of(checklist_csv(advice.model_copy(update={"checklist": (task,)})))[0]
    assert {row["task"], row["why_here"], row["vendors"]} == {f"'{cell}"}


@pytest.mark.parametrize("name", NAMES)
def test_the_json_is_the_whole_advice_and_reads_back(name: str, advice_for: Callable[[str], Advice]) -> None:
    text = advice_json(advice_for(name))
    assert Advice.model_validate_json(text) == advice_for(name)
    assert advice_json(Advice.model_validate_json(text)) == text


def test_the_json_has_the_names_of_the_contract_sorted(advice_for: Callable[[str], Advice]) -> None:
    data = json.loads(advice_json(advice_for(NAMES[0])))
    assert list(data) == sorted(data)
    assert {"method_version", "category", "ranking", "flips", "stacks", "checklist"} <= set(data)
    assert "from" in data["flips"][0]
