"""The first rows of an upload as they stand, for the person who looks whether the columns were read rightly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from advisor.history.book import load_book
from advisor.history.columns import known_names
from advisor.history.header import headed
from advisor.history.read import Upload, read_files

FIRST = 4
MOST_CHARACTERS = 60


class Preview(NamedTuple):
    """One table: its name, the names of its columns, and its first rows, each cell as text."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def first_rows(files: Sequence[Upload], count: int = FIRST) -> tuple[Preview, ...]:
    """The first records of every table. They are shown and forgotten, never part of a measure.

    Raises:
        FileError: as in `import_records`.
    """
    names = known_names(load_book())
    found = []
    for raw in read_files(files, lambda _part, _what: None):
        table = headed(raw, names)
        body = table.body[(table.reason == "").to_numpy()].head(count)
        rows = tuple(tuple(str(cell)[:MOST_CHARACTERS] for cell in row) for row in body.itertuples(index=False))
        found.append(Preview(raw.name, tuple(table.columns), rows))
    return tuple(found)
