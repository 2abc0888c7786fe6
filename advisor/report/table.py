"""Tables and data: the checklist as CSV for a spreadsheet, the advice as JSON."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

from advisor.advice import Advice
from advisor.report.own_file import in_a_row

COLUMNS = (
    "number", "task_id", "title", "task", "good", "red_flag", "score_3", "score_1", "why_here", "side", "minutes",
    "vendors", "score", "notes",
)  # fmt: skip

FORMULA_STARTS = frozenset("=+-@−")
LINE_STARTS = frozenset("\t\r\n")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet reads as a formula: one that could start one gets a leading apostrophe.

    Spreadsheets skip blanks before a formula, and some read full-width signs (＝ ＋ － ＠) as plain ones.
    """
    start = unicodedata.normalize("NFKC", cell.lstrip().lstrip("\u200b\u2060\ufeff").lstrip()[:1])
    return f"'{cell}" if start in FORMULA_STARTS or cell[:1] in LINE_STARTS else cell


def checklist_csv(advice: Advice) -> str:
    """The demo checklist as CSV in UTF-8 text without a byte order mark: a header row, then a row for each task.

    `score` and `notes` are empty, to be filled in.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    # The column is there only where an own file stood over the catalogue.
    writer.writerow((*COLUMNS, "own_file") if advice.overlay else COLUMNS)
    for number, item in enumerate(advice.checklist, start=1):
        cells = (
            item.id, item.title, item.task, item.good, item.red_flag, item.score_3, item.score_1, item.why_here,
            item.side, f"{item.minutes:g}", "; ".join(item.for_vendors), "", "",
            *([in_a_row(advice, item.for_vendors)] if advice.overlay else []),
        )  # fmt: skip
        writer.writerow((str(number), *(harmless(cell) for cell in cells)))
    return out.getvalue()


def advice_json(advice: Advice) -> str:
    """The whole advice as JSON: sorted keys, two spaces, one text for one advice."""
    data = advice.model_dump(mode="json", by_alias=True)
    return json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
