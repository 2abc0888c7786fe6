"""Run as a program of its own: a spreadsheet on standard input becomes comma-separated text on standard output.

A spreadsheet is the one kind of upload that can grow beyond measure while it is opened. In a process of its own it
can take no more memory than it is given, and an unreadable file ends this process and not the app. The program
imports nothing of the advisor, so that it starts at once.

Usage: unpack.py MOST_MEMORY MOST_ROWS. The output is, for each sheet, a line of JSON (name, bytes) and the text.
Exit codes: 0 done, 3 too many rows, 4 not readable (the reason on standard error), anything else: it broke.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date, datetime, time, timedelta


def cell(value: object) -> str:
    """A cell as text: dates in ISO form, whole numbers without a point, lengths of time as h:mm:ss."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"
    return str(value)


def main() -> int:
    """Read, write, and say how it went; see the top of the file."""
    memory, most_rows = int(sys.argv[1]), int(sys.argv[2])
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass  # not every system can limit a process; the declared sizes were checked before
    from python_calamine import CalamineError, CalamineWorkbook

    rows = 0
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        for index, name in enumerate(book.sheet_names):
            sheet = book.get_sheet_by_index(index)
            if sheet.total_height > 2 * most_rows:
                return 3
            text = io.StringIO()
            writer = csv.writer(text, lineterminator="\n")
            for row in sheet.to_python(skip_empty_area=False):
                rows += 1
                if rows > 2 * most_rows:
                    return 3
                writer.writerow([v if isinstance(v, str) else cell(v) for v in row])
            raw = text.getvalue().encode("utf-8", "replace")
            sys.stdout.buffer.write(json.dumps({"name": name, "bytes": len(raw)}).encode() + b"\n" + raw)
    except (CalamineError, ValueError, KeyError, IndexError, TypeError) as error:
        print(str(error)[:200], file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
