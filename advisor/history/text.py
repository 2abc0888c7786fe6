"""Bytes of a text export: which encoding, which separator, and what is no text at all."""

from __future__ import annotations

import csv
from collections import Counter

from advisor.errors import FileError

_OTHER_KINDS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"BEGIN:VCALENDAR", "a calendar"),
)
_SEPARATORS = ",;\t|"
_SAMPLE = 60


def decode(name: str, raw: bytes) -> str:
    """The bytes as text: UTF-8 or UTF-16 with or without a mark, else Windows Latin (CP1252).

    Raises:
        FileError: the file is empty or holds no text.
    """
    if not raw.strip(b"\x00 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise FileError("the file is empty", where=name, do="Export it again.")
    for start, kind in _OTHER_KINDS:
        if raw.startswith(start):
            raise FileError(f"this is {kind}, not a table", where=name, do="Export the jobs as CSV or XLSX.")
    head = raw[:4000]
    encoding = _marked(raw) or _wide(head)
    if encoding is None:
        if _controls(head) > len(head) / 200:
            raise _not_text(name)
        try:
            return _plain(raw.decode("utf-8"))
        except UnicodeDecodeError:
            return _plain(raw.decode("cp1252", "replace"))
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        raise _not_text(name) from None
    if _controls(text[:4000].encode("utf-8", "replace")) > 20:
        raise _not_text(name)
    return _plain(text)


def _not_text(name: str) -> FileError:
    return FileError("this is not a table of text, whatever its name says", where=name, do="Export the jobs as CSV.")


def _marked(raw: bytes) -> str | None:
    if raw.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    return "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else None


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark shows as a zero in every second place."""
    pairs = max(len(head) // 2, 1)
    if head[1::2].count(0) > 0.4 * pairs:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > 0.4 * pairs else None


def _controls(head: bytes) -> int:
    return sum(1 for b in head if b < 9 or 13 < b < 32 or b == 127)


def _plain(text: str) -> str:
    """One kind of line end, no invisible marks; a no-break space is a space."""
    if text.lstrip()[:200].lower().startswith(("<!doctype html", "<html", "<table")):
        raise FileError("this is a web page, not a table", do="Open it in a spreadsheet program and save it as CSV.")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for mark, plain in (("\x00", ""), ("\ufeff", ""), ("\u200b", ""), ("\u00a0", " "), ("\u202f", " ")):
        if mark in text:
            text = text.replace(mark, plain)
    return text


def separator(text: str) -> str:
    """The character between two cells: the one that cuts most lines into the same number of cells, more than one."""
    lines = text[:200_000].split("\n")[:_SAMPLE]
    best, best_score = ",", 0.0
    for candidate in _SEPARATORS:
        counts = Counter(len(row) for row in _rows(lines, candidate) if any(c.strip() for c in row))
        score = max((n * min(width, 30) ** 0.5 for width, n in counts.items() if width > 1), default=0.0)
        if score > best_score:
            best, best_score = candidate, score
    return best


def _rows(lines: list[str], candidate: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=candidate))
    except csv.Error:
        return []
