"""Backup of all assessments into one file, and back. Python is enough; PostgreSQL needs its own client tools too.

    ADVISOR_DATABASE_URL=... python3 deploy/backup.py write FILE      while the advisor runs
    ADVISOR_DATABASE_URL=... python3 deploy/backup.py restore FILE    while it is stopped, into an empty place

The file holds every answer, so it is written for this user alone. pg_dump and pg_restore have to be of the server's
version or newer.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

USAGE = "Usage: ADVISOR_DATABASE_URL=... python3 backup.py write|restore FILE"


def main(arguments: list[str]) -> str:
    """Does what the arguments say; returns what was done, and exits with a sentence where it cannot be."""
    if len(arguments) != 2 or arguments[0] not in ("write", "restore"):
        sys.exit(USAGE)
    url = os.environ.get("ADVISOR_DATABASE_URL", "").strip()
    kind, _, rest = url.partition("://")
    file = Path(arguments[1])
    os.umask(0o077)
    if kind.split("+")[0] in ("postgres", "postgresql"):
        work = _write_postgresql if arguments[0] == "write" else _restore_postgresql
        place: Path | dict[str, str] = _postgresql(url)
    elif kind.split("+")[0] == "sqlite" and rest.startswith("/"):
        work = _write_sqlite if arguments[0] == "write" else _restore_sqlite  # type: ignore[assignment]
        place = Path(rest[1:].partition("?")[0]).expanduser()
    else:
        sys.exit("ADVISOR_DATABASE_URL names no database: postgresql://user:password@host/name or sqlite:///file.")
    if arguments[0] == "write" and file.exists():
        sys.exit(f"{file} is there already. Name another file.")
    if arguments[0] == "restore" and not file.is_file():
        sys.exit(f"There is no file {file}.")
    work(place, file)  # type: ignore[arg-type]
    return f"Wrote {file} ({file.stat().st_size:,} bytes)." if arguments[0] == "write" else f"Restored {file}."


# ---------------------------------------------------------------- SQLite


def _write_sqlite(place: Path, file: Path) -> None:
    if not place.is_file():
        sys.exit(f"There is no database {place}.")
    part = file.with_name(f"{file.name}.part")
    with contextlib.closing(sqlite3.connect(place)) as there, contextlib.closing(sqlite3.connect(part)) as here:
        there.backup(here)  # what is saved meanwhile is in it as a whole or not at all
        here.execute("PRAGMA journal_mode=DELETE")
        _refuse_damage(here, part)
    part.replace(file)


def _restore_sqlite(place: Path, file: Path) -> None:
    if place.exists():
        sys.exit(
            f"{place} is there already. Stop the advisor, move the file away with its -wal and -shm, and try again."
        )
    with contextlib.closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as there:
        _refuse_damage(there, file)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copyfile(file, place)


def _refuse_damage(connection: sqlite3.Connection, file: Path) -> None:
    try:
        sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError:
        sound, tables = False, set()
    if not sound or "assessment" not in tables:
        sys.exit(f"{file} is no sound database of assessments.")


# ---------------------------------------------------------------- PostgreSQL


def _postgresql(url: str) -> dict[str, str]:
    """The environment of PostgreSQL's tools. On the command line every user of this machine could read the password."""
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query))
    told = {
        "PGHOST": unquote(parts.hostname or "") or asked.pop("host", ""), "PGPORT": str(parts.port or ""),
        "PGUSER": unquote(parts.username or ""), "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path[1:]), "PGSSLMODE": asked.pop("sslmode", ""),
        "PGSSLROOTCERT": asked.pop("sslrootcert", ""),
    }  # fmt: skip
    return {**os.environ, **{name: value for name, value in told.items() if value}}


def _write_postgresql(place: dict[str, str], file: Path) -> None:
    part = file.with_name(f"{file.name}.part")
    _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={part}"], place)
    part.replace(file)


def _restore_postgresql(place: dict[str, str], file: Path) -> None:
    # In one transaction: wholly, or not at all. Tables that are there already stop it.
    command = ["pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    _run([*command, f"--dbname={place.get('PGDATABASE', '')}", str(file)], place)


def _run(command: list[str], environment: dict[str, str]) -> None:
    if shutil.which(command[0]) is None:
        sys.exit(f"{command[0]} is not installed. It comes with PostgreSQL's client tools.")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'no reason'}")


if __name__ == "__main__":
    print(main(sys.argv[1:]))
