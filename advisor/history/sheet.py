"""Spreadsheets (XLSX, XLS, ODS): what they say of their size is held against the limits, then they are opened apart."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

from advisor.errors import FileError
from advisor.history import limits

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_sheet(raw: bytes) -> bool:
    """Whether the bytes begin as a spreadsheet does, whatever the file is called."""
    return raw.startswith((ZIP, OLE))


def sheets(name: str, raw: bytes) -> list[tuple[str, str]]:
    """Every sheet of a spreadsheet as (its name, its cells as comma-separated text).

    Raises:
        FileError: it is another kind of archive, unpacks to too much, is damaged, or cannot be opened in time.
    """
    if raw.startswith(ZIP):
        _check_archive(name, raw)
    program = Path(__file__).with_name("unpack.py")
    command = [sys.executable, "-I", str(program), str(limits.SHEET_MEMORY), str(limits.MAX_ROWS)]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=limits.SHEET_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise FileError(
            f"the spreadsheet could not be opened in {limits.SHEET_SECONDS} seconds",
            where=name,
            do="Save it as CSV and load that.",
        ) from None
    if done.returncode == 3:
        raise too_many_rows(name)
    if done.returncode == 4:
        raise FileError("the spreadsheet is damaged or locked with a password", where=name, do="Save it as CSV.")
    if done.returncode != 0:
        raise FileError(
            "the spreadsheet needs more memory than it is given here",
            where=name,
            do="Save the sheet with the jobs as CSV and load that.",
        )
    return _split(done.stdout)


def too_many_rows(name: str) -> FileError:
    """The error for a table that is longer than is read."""
    return FileError(
        f"there are more than {limits.MAX_ROWS:,} rows",
        where=name,
        do="Export a shorter time, such as the last two years.",
    )


def _split(out: bytes) -> list[tuple[str, str]]:
    found, at = [], 0
    while at < len(out):
        end = out.index(b"\n", at)
        head = json.loads(out[at:end])
        found.append((str(head["name"]), out[end + 1 : end + 1 + head["bytes"]].decode("utf-8", "replace")))
        at = end + 1 + head["bytes"]
    return found


def _check_archive(name: str, raw: bytes) -> None:
    damaged = FileError("the spreadsheet is damaged", where=name, do="Save it again, or as CSV.")
    try:
        archive = zipfile.ZipFile(BytesIO(raw))
    except Exception:  # a broken archive leads its reader to errors of many kinds
        raise damaged from None
    with archive:
        names = set(archive.namelist())
        if not names & {"xl/workbook.xml", "content.xml", "xl/workbook.bin"}:
            raise FileError("this is an archive, not a spreadsheet", where=name, do="Unpack it and load what is in it.")
        if sum(entry.file_size for entry in archive.infolist()) > limits.MAX_UNPACKED:
            raise FileError(
                f"the spreadsheet would unpack to more than {limits.MAX_UNPACKED // 1_000_000:,} MB",
                where=name,
                do="Save the sheet with the jobs as CSV.",
            )
        try:
            # Reads no further than the stated size and compares the checksum: a false statement shows here.
            wrong = archive.testzip()
        except Exception:  # as above, and each way of packing has errors of its own
            raise damaged from None
        if wrong is not None:
            raise damaged
