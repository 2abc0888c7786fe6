"""Files become tables of text: every row and cell as it stands, nothing interpreted yet."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.errors import FileError
from advisor.history import limits, sheet, text

if TYPE_CHECKING:
    import pandas as pd

_USUAL_WIDTH = 80

Upload = tuple[str, bytes] | str | Path
"""A file as (its name, its bytes), or the path of one."""


@dataclass(frozen=True)
class RawTable:
    """A table as found: *cells* are text, one row for each record of the file, with no header taken off."""

    name: str
    cells: pd.DataFrame


def read_files(uploads: Sequence[Upload], progress: Callable[[float, str], None]) -> list[RawTable]:
    """All tables of all files.

    Raises:
        FileError: a file is missing, empty, too large, no table, or damaged; one sentence says which and what to do.
    """
    if not uploads:
        raise FileError("there is no file", do="Choose an export of past work.")
    if len(uploads) > limits.MAX_FILES:
        raise FileError(f"there are {len(uploads)} files; at most {limits.MAX_FILES} are read together")
    tables: list[RawTable] = []
    total = 0
    for index, upload in enumerate(uploads):
        name, raw = _bytes_of(upload)
        total += len(raw)
        if total > limits.MAX_ALL_BYTES:
            raise FileError(
                f"the files have more than {limits.MAX_ALL_BYTES // 1_000_000:,} MB together",
                do="Export a shorter time.",
            )
        progress(index / len(uploads), f"Reading {name}")
        tables += read_file(name, raw)
        if sum(len(t.cells) for t in tables) > limits.MAX_ROWS:
            raise sheet.too_many_rows(name)
    return tables


def _bytes_of(upload: Upload) -> tuple[str, bytes]:
    if not isinstance(upload, (str, Path)):
        name, raw = upload
        name = Path(str(name)).name[:120] or "file"
        _check_size(name, len(raw))
        return name, raw
    path = Path(upload)
    name = path.name[:120]
    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        raise FileError("there is no such file", where=name, do="Check the path.") from None
    if not path.is_file():
        raise FileError("this is not a file", where=name, do="Name a file.")
    _check_size(name, size)
    try:
        return name, path.read_bytes()
    except OSError as error:
        raise FileError(f"the file cannot be read ({error.strerror})", where=name) from None


def _check_size(name: str, size: int) -> None:
    if size > limits.MAX_BYTES:
        raise FileError(
            f"the file has {size / 1e6:,.0f} MB; at most {limits.MAX_BYTES // 1_000_000:,} MB are read",
            where=name,
            do="Export a shorter time, or fewer columns.",
        )


def read_file(name: str, raw: bytes) -> list[RawTable]:
    """The tables of one file: one for a text file, one for each sheet that holds anything of a spreadsheet.

    Raises:
        FileError: see `read_files`.
    """
    _check_size(name, len(raw))
    if sheet.is_sheet(raw):
        found = sheet.sheets(name, raw)
        filled = [(s, t) for s, t in found if t.strip(", \n")]
        tables = [_table(f"{name}, sheet {s}" if len(found) > 1 else name, t, ",") for s, t in _lists(filled)]
        if not tables:
            raise FileError("the spreadsheet has no filled cell", where=name, do="Export it again.")
        return tables
    try:
        plain = text.decode(name, raw)
    except FileError as error:
        raise FileError(error.what, where=name, do=error.do) from None
    return [_table(name, plain, text.separator(plain))]


def _lists(filled: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The sheets that can be a list; a sheet of one column beside others holds notes."""
    wide = [(s, t) for s, t in filled if _width(t, ",") > 1]
    return wide or filled


def _width(plain: str, separator: str) -> int:
    """Most cells of a row. Counting separators is quick and only ever too high: text in quotes may hold some."""
    quick = max(line.count(separator) for line in plain.split("\n")) + 1
    if quick <= _USUAL_WIDTH:
        return quick
    try:
        return max((len(row) for row in csv.reader(StringIO(plain), delimiter=separator)), default=1)
    except csv.Error:
        return quick


def _table(name: str, plain: str, separator: str) -> RawTable:
    import pandas as pd
    from pandas.errors import ParserError

    lines = plain.count("\n") + 1
    if lines > 4 * limits.MAX_ROWS:
        raise sheet.too_many_rows(name)
    width = _width(plain, separator)
    if width == 1:
        raise FileError(
            "the file has one column", where=name, do="Export a list with a date, a kind of work and a value."
        )
    if width > limits.MAX_COLUMNS:
        raise FileError(f"the table has {width:,} columns; at most {limits.MAX_COLUMNS} are read", where=name)
    options: dict[str, Any] = {
        "sep": separator, "header": None, "names": range(width), "index_col": False, "dtype": str,
        "keep_default_na": False, "skip_blank_lines": False,
    }  # fmt: skip
    try:
        cells = pd.read_csv(StringIO(plain), engine="c", **options)
    except (ParserError, ValueError):
        # A quote that is never closed swallows the rest of the file; then quotes are read as plain characters.
        cells = pd.read_csv(StringIO(plain), engine="c", quoting=3, **options)
    cells = cells.fillna("")
    if len(cells) > limits.MAX_ROWS:
        raise sheet.too_many_rows(name)
    return RawTable(name, cells)
