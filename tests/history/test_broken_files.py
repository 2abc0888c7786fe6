"""One sentence for each thing that can be wrong with an upload; no traceback, nothing of the file obeyed."""

from __future__ import annotations

import io
import zipfile

import pytest
from generate import Rows, book, text

from advisor.errors import FileError
from advisor.history import import_records, limits

GOOD: Rows = [["Job #", "Job type", "Start", "Total"]] + [[n, "Repair", "01/15/2025", 300 + n] for n in range(30)]


def archive(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, raw in entries.items():
            made.writestr(name, raw)
    return out.getvalue()


BROKEN = {
    "empty": (b"", "empty"),
    "blank": (b"\n\n  \n", "empty"),
    "pdf": (b"%PDF-1.7 something", "PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "picture"),
    "program": (b"\x7fELF" + b"\x00" * 60, "program"),
    "database": (b"SQLite format 3\x00" + b"\x00" * 60, "database"),
    "calendar": (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "calendar"),
    "noise": (bytes(range(1, 32)) * 40, "not a table"),
    "web page": (b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>", "web page"),
    "one column": (b"Job\n1\n2\n3\n", "one column"),
    "nothing but separators": (b",\n,\n", "no record"),
    "header alone": (text(GOOD[:1]), "no record"),
    "only cancelled": (
        text(
            [["Job #", "Job type", "Start", "Total", "Status"]]
            + [[n, "Repair", "01/15/2025", 1, "Canceled"] for n in range(9)]
        ),
        "cancelled",
    ),
    "all the same": (
        text([["Type", "Start", "Total"]] + [["Repair", "01/15/2025", "300"]] * 40),
        "the same",
    ),
    "archive of something": (archive(**{"readme.txt": b"hello"}), "archive"),
    "damaged spreadsheet": (book(GOOD)[:700], "damaged"),
    "spreadsheet that is none": (archive(**{"xl/workbook.xml": b"<not a workbook"}), "damaged"),
    "empty spreadsheet": (book([]), "no filled cell"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_read_gets_one_sentence(name: str) -> None:
    raw, word = BROKEN[name]
    with pytest.raises(FileError) as caught:
        import_records([("upload.csv", raw)])
    sentence = caught.value.sentence
    assert word in sentence
    assert "upload.csv" in sentence
    assert "\n" not in sentence


def test_what_unpacks_beyond_measure_is_refused_before_it_is_unpacked() -> None:
    bomb = archive(**{"xl/workbook.xml": b"<w/>", "xl/worksheets/sheet1.xml": b"0" * 1})
    # The size that the archive states is what is held against the limit.
    listed = bytearray(bomb)
    place = listed.rindex(b"PK\x01\x02")
    listed[place + 24 : place + 28] = (limits.MAX_UNPACKED + 1).to_bytes(4, "little")
    with pytest.raises(FileError, match=r"unpack to more|damaged"):
        import_records([("bomb.xlsx", bytes(listed))])


def test_a_file_that_is_too_large_is_refused_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 100)
    with pytest.raises(FileError, match="MB"):
        import_records([("jobs.csv", text(GOOD))])


def test_too_many_rows_are_refused_and_say_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ROWS", 20)
    with pytest.raises(FileError, match=r"more than 20 rows.*shorter time"):
        import_records([("jobs.csv", text(GOOD))])


def test_too_many_columns_are_refused() -> None:
    wide: Rows = [[f"c{n}" for n in range(600)]] + [[1] * 600] * 3
    with pytest.raises(FileError, match="600 columns"):
        import_records([("wide.csv", text(wide))])


def test_no_file_and_a_missing_file_are_told() -> None:
    with pytest.raises(FileError, match="no file"):
        import_records([])
    with pytest.raises(FileError, match="no such file"):
        import_records(["/nowhere/jobs.csv"])


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"anchors": {"calls": {"median_usd": 5}}}, "no shape"),
        ({"anchors": {"job": {"median_usd": -5}}}, "above 0"),
        ({"anchors": {"job": {"median_usd": "a lot"}}}, "above 0"),
        ({"mapping": {"date_order": "ymd"}}, "mdy or dmy"),
        ({"trade": "juggling"}, "trade"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(options: dict[str, object], word: str) -> None:
    with pytest.raises(FileError, match=word):
        import_records([("jobs.csv", text(GOOD))], **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell", ["=1+1", '=HYPERLINK("http://x")', "<script>alert(1)</script>", "'; DROP TABLE x", "../../etc"]
)
def test_text_of_a_file_is_data(cell: str) -> None:
    table = [list(row) for row in GOOD]
    table[0] += ["Customer"]
    for row in table[1:]:
        row.append(cell)
    read = import_records([("../../jobs.csv", text(table))])
    assert read.files[0].file == "jobs.csv"
    assert read.rows.used == 30
    assert cell not in read.model_dump_json(), "a customer's name is not kept"
