"""What is particular to each database: how it is opened, what stays in its bytes, what its failures are called."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
import traceback
import uuid
from pathlib import Path

import pytest
from sqlalchemy import make_url

import advisor.storage.engine as engine
from advisor.errors import StorageError
from advisor.questionnaire.answers import answers_from
from advisor.storage.place import VARIABLE
from advisor.storage.sql import open_store

SECRET = "hunter2-swordfish"


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def bytes_of(url: str) -> bytes:
    """Everything on the disk: the database file and SQLite's side files."""
    return b"".join(one.read_bytes() for one in sorted(file_of(url).parent.iterdir()))


def test_the_bytes_on_the_disk_hold_the_hash_of_the_token_and_never_the_token(sqlite: str) -> None:
    store = open_store(sqlite)
    token, _ = store.start()
    while_open = bytes_of(sqlite)
    store.close()
    for held in (while_open, bytes_of(sqlite)):
        assert hashlib.sha256(token.encode()).hexdigest().encode() in held
        assert token.encode() not in held


def test_delete_leaves_no_byte_of_the_answers_on_the_disk(sqlite: str) -> None:
    store = open_store(sqlite)
    store.start(answers_from({"pains_text": "Fernwood stays"}))
    token, newest = store.start(answers_from({"pains_text": "Marigold Electric " * 200}))
    for number in range(5):
        answers = answers_from({"pains_text": f"Marigold Electric, {number}. " * 150})
        newest = store.save(token, answers, "", newest.revision)
    assert b"Marigold" in bytes_of(sqlite)
    store.delete(token)
    assert b"Marigold" not in bytes_of(sqlite)
    store.close()
    assert b"Marigold" not in bytes_of(sqlite)
    assert b"Fernwood" in bytes_of(sqlite)


def test_the_file_and_its_side_files_are_for_this_user_alone(sqlite: str) -> None:
    store = open_store(sqlite)
    store.start()
    files = list(file_of(sqlite).parent.iterdir())
    assert {one.name.rpartition(".")[2] for one in files} >= {"sqlite3", "sqlite3-wal"}
    assert {one.stat().st_mode & 0o777 for one in files} == {0o600}
    store.close()


def test_without_a_url_the_data_folder_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    open_store().close()
    assert (tmp_path / "contractor-advisor" / "assessments.sqlite3").is_file()


def test_the_variable_names_the_database(sqlite: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, sqlite)
    open_store().close()
    assert file_of(sqlite).is_file()


def test_a_reader_is_not_kept_waiting_by_a_writer(sqlite: str) -> None:
    store = open_store(sqlite)
    token, started = store.start()
    writer = sqlite3.connect(file_of(sqlite), isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE assessment SET revision = 9")
    try:
        assert store.open(token) == started
    finally:
        writer.close()
        store.close()


def test_a_writer_that_waits_in_vain_is_told_so(sqlite: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(sqlite).close()
    monkeypatch.setattr(engine, "PATIENCE", 0.05)
    store = open_store(sqlite)
    other = sqlite3.connect(file_of(sqlite), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StorageError, match="another program is holding it"):
            store.start()
    finally:
        other.close()
    store.start()
    store.close()


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear customer, " * 100)
    with pytest.raises(StorageError, match="not an SQLite database"):
        open_store(f"sqlite:///{file}")
    assert file.read_text() == "Dear customer, " * 100


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StorageError, match=VARIABLE):
        open_store(f"sqlite:///{tmp_path / 'a.sqlite3'}")


def test_postgresql_without_its_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StorageError) as caught:
        open_store(f"postgresql://me:{SECRET}@localhost/advisor")
    assert 'pip install "contractor-advisor[postgres]"' in caught.value.sentence
    assert SECRET not in caught.value.sentence


def test_a_server_that_cannot_be_reached_gets_a_sentence_without_any_part_of_the_url(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be reached") as caught:
        open_store(f"postgresql://{SECRET}:{SECRET}@/{SECRET}?host={tmp_path / SECRET}")
    assert VARIABLE in caught.value.sentence
    assert SECRET not in "".join(traceback.format_exception(caught.value))


@pytest.mark.postgres
def test_a_database_of_an_old_encoding_keeps_every_text(postgres: str) -> None:
    import psycopg

    name = f"latin_{uuid.uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
        store = open_store(str(make_url(postgres).set(database=name)))
        answers = answers_from({"pains_text": "Dächer 🏗️ كهرباء"})
        token, _ = store.start(answers)
        assert store.open(token).answers == answers
        store.close()
        admin.execute(f"DROP DATABASE {name}")


@pytest.mark.postgres
def test_a_store_outlives_a_lost_connection(postgres: str) -> None:
    import psycopg

    store = open_store(postgres)
    token, started = store.start()
    with psycopg.connect(postgres, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert store.open(token) == started
    store.close()


def test_a_start_with_nothing_to_migrate_does_not_load_alembic(sqlite: str) -> None:
    open_store(sqlite).close()
    program = (
        "import sys; from advisor.storage.sql import open_store; open_store(sys.argv[1]).close()\n"
        "print(any(name.partition('.')[0] == 'alembic' for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, sqlite], cwd=Path(__file__).parents[2], capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("False\n", "")
