"""Where assessments are kept: the URL that was given, or a file in the user's own data folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from advisor.errors import StorageError, shown

VARIABLE = "ADVISOR_DATABASE_URL"
"""Environment variable that overrides the place."""

KEEP = "ADVISOR_KEEP_DAYS"
"""Environment variable with the days after which an assessment that nobody changed is deleted; unset keeps all."""

MOST_DAYS = 36_500

FOLDER = "contractor-advisor"
FILE = "assessments.sqlite3"

_SQLITE = {"sqlite", "sqlite+pysqlite"}
_POSTGRESQL = {"postgres", "postgresql", "postgresql+psycopg"}
_FORMS = f"Set {VARIABLE} to postgresql://user:password@host/database or sqlite:///folder/file.sqlite3."


def data_folder(environ: Mapping[str, str], platform: str) -> Path:
    """Folder of this user's data, as the operating system wants it.

    Args:
        environ: the environment variables.
        platform: as in `sys.platform`.

    Raises:
        StorageError: the user has no home folder.
    """
    try:
        if platform == "win32":
            local = environ.get("LOCALAPPDATA")
            return (Path(local) if local else Path.home() / "AppData" / "Local") / FOLDER
        if platform == "darwin":
            return Path.home() / "Library" / "Application Support" / FOLDER
        # The XDG rules say that a relative path counts as none.
        shared = Path(environ.get("XDG_DATA_HOME", ""))
        return (shared if shared.is_absolute() else Path.home() / ".local" / "share") / FOLDER
    except RuntimeError:
        raise StorageError("This user has no home folder, so there is no place for assessments", do=_FORMS) from None


def database_url(given: str | None, environ: Mapping[str, str], platform: str) -> URL:
    """The database to use: *given*, else the environment variable, else a file in `data_folder`.

    The URL comes back complete with its driver. No message repeats any part of a URL that was given: it may
    hold a password, and a mistyped one may hold it anywhere.

    Raises:
        StorageError: the URL is malformed, or names a database that is not spoken here.
    """
    text = (given or environ.get(VARIABLE, "")).strip()
    if not text:
        return URL.create("sqlite+pysqlite", database=str(data_folder(environ, platform) / FILE))
    if text.count("@") > 1:
        # Read as it stands, the part of the password behind its "@" would be taken for the host.
        raise StorageError("The database URL holds more than one @", do="Write an @ in a name or password as %40.")
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise StorageError("The database URL cannot be read", do=_FORMS) from None
    if url.drivername in _POSTGRESQL:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername not in _SQLITE:
        raise StorageError("The database URL names a kind of database that cannot be used here", do=_FORMS)
    if not url.database or url.database.startswith((":", "file:")):
        raise StorageError("The database URL names no file, so nothing would be kept", do=_FORMS)
    return url.set(drivername="sqlite+pysqlite", database=str(Path(url.database).expanduser()))


def keep_days(environ: Mapping[str, str]) -> int | None:
    """Days after which an assessment that nobody changed is deleted; None keeps all.

    Raises:
        StorageError: the setting is no whole number of days from 1.
    """
    told = environ.get(KEEP, "").strip()
    if not told:
        return None
    if not told.isascii() or not told.isdigit() or not 1 <= int(told) <= MOST_DAYS:
        raise StorageError(
            f"{KEEP} is {shown(told)}, which is no number of days",
            do=f"Write a whole number from 1 to {MOST_DAYS:,}, or leave it out to keep all.",
        )
    return int(told)


def make_room(file: Path) -> None:
    """Makes the folder and the empty *file* where they are missing, both for this user alone.

    Raises:
        StorageError: the folder cannot be written.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # SQLite gives its side files the mode of the main one.
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a valid path"
        raise StorageError(
            f"Assessments cannot be kept in the folder {file.parent}, because it cannot be written ({reason})",
            do=f"Make the folder writable, or name another database in {VARIABLE}.",
        ) from None
