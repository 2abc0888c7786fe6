"""Where assessments are kept, and what is said when they cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import StorageError
from advisor.storage.place import VARIABLE, data_folder, database_url, make_room

SECRET = "hunter2-swordfish"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    return tmp_path


def test_linux_uses_the_xdg_folder_and_ignores_a_relative_one(home: Path) -> None:
    assert data_folder({"XDG_DATA_HOME": "/srv/data"}, "linux") == Path("/srv/data/contractor-advisor")
    for unset in ({}, {"XDG_DATA_HOME": ""}, {"XDG_DATA_HOME": "data"}):
        assert data_folder(unset, "linux") == home / ".local/share/contractor-advisor"


def test_macos_uses_application_support(home: Path) -> None:
    expected = home / "Library/Application Support/contractor-advisor"
    assert data_folder({"XDG_DATA_HOME": "/srv/data"}, "darwin") == expected


def test_windows_uses_local_app_data(home: Path) -> None:
    assert data_folder({"LOCALAPPDATA": "/users/me/local"}, "win32") == Path("/users/me/local/contractor-advisor")
    assert data_folder({}, "win32") == home / "AppData/Local/contractor-advisor"


def test_a_user_without_a_home_is_told_to_name_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nowhere)
    with pytest.raises(StorageError, match=VARIABLE):
        data_folder({}, "linux")


def test_a_given_url_goes_before_the_variable_and_the_variable_before_the_data_folder() -> None:
    environ = {VARIABLE: "sqlite:////srv/named.sqlite3", "XDG_DATA_HOME": "/srv/data"}
    assert database_url("sqlite:////srv/given.sqlite3", environ, "linux").database == "/srv/given.sqlite3"
    assert database_url(None, environ, "linux").database == "/srv/named.sqlite3"
    for blank in ("", "  "):
        own = database_url(None, environ | {VARIABLE: blank}, "linux")
        assert own.database == "/srv/data/contractor-advisor/assessments.sqlite3"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_a_postgresql_url_leads_to_psycopg(scheme: str) -> None:
    url = database_url(f"{scheme}://me:{SECRET}%40@db.example:5433/advisor?sslmode=require", {}, "linux")
    assert url.drivername == "postgresql+psycopg"
    assert (url.username, url.password, url.host, url.port) == ("me", f"{SECRET}@", "db.example", 5433)
    assert (url.database, dict(url.query)) == ("advisor", {"sslmode": "require"})


def test_a_tilde_stands_for_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/sam")
    monkeypatch.setenv("USERPROFILE", "/home/sam")
    assert Path(str(database_url("sqlite:///~/a.sqlite3", {}, "linux").database)) == Path("/home/sam/a.sqlite3")


@pytest.mark.parametrize(
    "url",
    [
        f"mysql://me:{SECRET}@host/db",
        f"{SECRET}://host",
        f"nonsense {SECRET}",
        f"postgresql://me:{SECRET}@host:{SECRET}/db",
        f"postgresql://me:p@{SECRET}@host/db",
        "postgresql+psycopg2://host/db",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:x?mode=memory&uri=true",
    ],
)
def test_a_url_that_cannot_be_used_gets_a_sentence_that_repeats_none_of_it(url: str) -> None:
    with pytest.raises(StorageError) as caught:
        database_url(url, {}, "linux")
    assert "database URL" in caught.value.sentence
    assert SECRET not in caught.value.sentence
    assert "me:" not in caught.value.sentence


def test_folder_and_file_are_made_for_this_user_alone(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "contractor-advisor" / "assessments.sqlite3"
    make_room(file)
    make_room(file)
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_written_is_named_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    for file in (tmp_path / "taken" / "a.sqlite3", tmp_path / "taken" / "deeper" / "a.sqlite3"):
        with pytest.raises(StorageError, match="cannot be written") as caught:
            make_room(file)
        assert str(file.parent) in caught.value.sentence
        assert VARIABLE in caught.value.sentence


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        make_room(tmp_path)
