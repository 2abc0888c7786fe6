"""Bringing a database up to date, on both kinds."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

import advisor.storage.migrations as migrations
from advisor.errors import StorageError
from advisor.storage.assessments import UNANSWERED
from advisor.storage.engine import open_engine, writing
from advisor.storage.place import database_url
from advisor.storage.sql import SqlStore, open_store
from advisor.storage.tables import METADATA

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_engine(database_url(url, {}, "linux"))
    yield engine
    engine.dispose()


def test_an_empty_database_gets_the_tables_that_the_code_expects(store: SqlStore, engine: Engine) -> None:
    with engine.connect() as connection:
        assert migrations.standing(connection) == migrations.HEAD
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_constraints_have_the_names_that_later_migrations_will_use(store: SqlStore, engine: Engine) -> None:
    found = inspect(engine)
    for table in METADATA.sorted_tables:
        assert found.get_pk_constraint(table.name)["name"] == f"pk_{table.name}"
    assert [one["name"] for one in found.get_unique_constraints("assessment")] == ["uq_assessment_token_hash"]
    assert [one["name"] for one in found.get_foreign_keys("revision")] == ["fk_revision_assessment_id_assessment"]


def test_head_is_the_only_newest_revision() -> None:
    assert ScriptDirectory(str(Path(migrations.__file__).parent)).get_heads() == [migrations.HEAD]


def test_opening_a_second_time_keeps_what_is_there(opened: Callable[[], SqlStore]) -> None:
    token, started = opened().start()
    assert opened().open(token) == started


def test_a_database_of_a_newer_release_is_refused_and_left_alone(store: SqlStore, url: str, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'workshops'"))
    with pytest.raises(StorageError, match="written by a newer release"):
        open_store(url)
    with engine.connect() as connection:
        assert migrations.standing(connection) == "workshops"


def test_a_migration_that_fails_leaves_nothing_behind(
    url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE revision (in_the_way INTEGER)"))  # the second table of the migration
    with pytest.raises(StorageError, match="cannot be used"):
        open_store(url)
    with engine.begin() as connection:
        assert inspect(connection).get_table_names() == ["revision"]
        connection.execute(text("DROP TABLE revision"))
    open_store(url).close()


def open_at_once(urls: list[str]) -> list[SqlStore]:
    """Opens a store on each URL, every one in a thread of its own, all released at the same moment."""
    gate = threading.Barrier(len(urls))

    def start(url: str) -> SqlStore:
        gate.wait()
        return open_store(url)

    with ThreadPoolExecutor(len(urls)) as threads:
        return list(threads.map(start, urls))


def test_threads_may_open_a_new_database_at_once(url: str) -> None:
    stores = open_at_once([url] * 4)
    token, started = stores[0].start()
    assert [store.open(token) for store in stores] == [started] * 4
    for store in stores:
        store.close()


def test_threads_that_open_a_new_file_at_once_never_stand_in_each_other_s_way(tmp_path: Path) -> None:
    # SQLite's switch to its write-ahead log fails without waiting about once in ten such starts, so once is no test.
    for attempt in range(30):
        for store in open_at_once([f"sqlite:///{tmp_path / f'{attempt}.sqlite3'}"] * 4):
            store.close()


def test_threads_may_open_different_new_databases_at_once(tmp_path: Path) -> None:
    for store in open_at_once([f"sqlite:///{tmp_path / f'{number}.sqlite3'}" for number in range(8)]):
        token, started = store.start()
        assert store.open(token) == started
        store.close()


def test_processes_may_open_a_new_database_at_once(url: str, engine: Engine) -> None:
    program = (
        "import sys; from alembic import command; from advisor.storage.sql import open_store\n"
        "print('ready', flush=True); sys.stdin.readline(); open_store(sys.argv[1]).start(); print('done')"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, url],
            cwd=REPOSITORY,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    ended = [(*process.communicate(timeout=60), process.returncode) for process in running]
    assert ended == [("done\n", "", 0)] * 2
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM assessment")).scalar_one() == 2


def test_the_migrations_are_made_of_python_files_only() -> None:
    folder = Path(migrations.__file__).parent
    files = [one for one in folder.rglob("*") if one.is_file() and "__pycache__" not in one.parts]
    assert {one.suffix for one in files} == {".py"}
    assert len(files) >= 3


def released() -> list[str]:
    """Every schema that was ever released, but the newest."""
    script = ScriptDirectory(str(Path(migrations.__file__).parent))
    return [one.revision for one in script.walk_revisions() if one.revision != migrations.HEAD]


def brought_to(engine: Engine, revision: str) -> None:
    """An empty database as the release with this schema has made it."""
    config = Config()
    config.set_main_option("script_location", "advisor.storage:migrations")
    with writing(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


@pytest.mark.parametrize("revision", released())
def test_what_an_older_release_has_kept_opens_as_it_was(url: str, engine: Engine, revision: str) -> None:
    brought_to(engine, revision)
    token, told = "an-old-token", '{"answers_version": 1, "company": {"name": "Ñandú & Sons", "headcount": 35}}'
    moment = "2026-11-01 08:30:00" if engine.dialect.name == "sqlite" else "2026-11-01 08:30:00+00"
    with writing(engine).begin() as connection:
        connection.execute(
            text("INSERT INTO assessment (id, token_hash, revision, created) VALUES ('a1', :hash, 2, :now)"),
            {"hash": hashlib.sha256(token.encode()).hexdigest(), "now": moment},
        )
        for number in (1, 2):
            connection.execute(
                text(
                    "INSERT INTO revision (assessment_id, number, answers, answers_version, screen, saved) "
                    "VALUES ('a1', :number, :told, 1, 'questions/flow', :now)"
                ),
                {"number": number, "told": told if number == 2 else '{"answers_version": 1}', "now": moment},
            )
    store = open_store(url)
    try:
        found = store.open(token)
        assert (found.answers.company.name, found.revision, found.screen) == ("Ñandú & Sons", 2, "questions/flow")
        assert store.undo(token, "questions", 2).answers == UNANSWERED
        client = store.add_client(store.consultant("local", "local"), "Oak Street Builders")
        assert store.add_filed(store.consultant("local", "local"), client.id, "Spring")
        with engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    finally:
        store.close()
