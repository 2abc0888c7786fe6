"""Clients of consultants: what is filed, links that expire, export, and that nobody reaches another one's."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from past_the_store import on_the_database

from advisor.errors import StorageError
from advisor.questionnaire.answers import answers_from
from advisor.storage.assessments import LIFETIME, UNANSWERED
from advisor.storage.sql import SqlStore
from advisor.storage.tables import METADATA

FIRM = answers_from({"company": {"name": "Volt & Sons", "headcount": 35}})
FIELDS = ("work.project_share", "company.headcount")


@pytest.fixture
def ana(store: SqlStore) -> str:
    return store.consultant("https://id.example", "ana")


@pytest.fixture
def ben(store: SqlStore) -> str:
    return store.consultant("https://id.example", "ben")


def test_a_sign_in_is_the_same_consultant_every_time_and_only_its_hash_is_kept(store: SqlStore, url: str) -> None:
    once, again = (store.consultant("https://id.example", "subject-4711") for _ in range(2))
    assert once == again
    assert store.consultant("https://other.example", "subject-4711") != once
    assert store.consultant("https://id.example/", "subject-4711") != once
    rows = on_the_database(url, "SELECT * FROM consultant")
    assert "4711" not in str(rows)
    assert "example" not in str(rows)


def test_no_two_sign_ins_make_the_same_text(store: SqlStore) -> None:
    assert store.consultant("a\nb", "c") != store.consultant("a", "b\nc")


def test_clients_come_with_the_last_changed_first(store: SqlStore, ana: str, clock: Any) -> None:
    first = store.add_client(ana, "Oak Street Builders")
    clock.go_on(1)
    second = store.add_client(ana, "Volt & Sons", "met at the trade fair")
    assert [one.name for one in store.clients(ana)] == ["Volt & Sons", "Oak Street Builders"]
    token, _ = store.add_filed(ana, first.id, "Spring")
    clock.go_on(1)
    store.save(token, FIRM, "result", 1)
    assert [one.id for one in store.clients(ana)] == [first.id, second.id]
    changed = store.change_client(ana, second.id, "Volt and Sons", "")
    assert (changed.name, changed.created) == ("Volt and Sons", second.created)


def test_an_assessment_is_filed_renamed_and_opened_with_a_link_of_its_own(store: SqlStore, ana: str) -> None:
    client = store.add_client(ana, "Oak Street Builders")
    token, filed = store.add_filed(ana, client.id, "Spring", FIRM)
    store.rename_filed(ana, filed.assessment_id, "  Summer \n 2026 ")
    (found,) = store.filed(ana, client.id)
    assert (found.title, found.answers) == ("Summer 2026", FIRM)
    link = store.open_filed(ana, filed.assessment_id)
    assert link not in (token, store.open_filed(ana, filed.assessment_id))
    assert store.open(link) == store.open(token)
    saved = store.save(link, UNANSWERED, "questions", 1)
    assert store.open(token) == saved


def test_a_link_of_the_desk_expires_and_can_be_ended(store: SqlStore, ana: str, clock: Any) -> None:
    client = store.add_client(ana, "Oak Street Builders")
    token, filed = store.add_filed(ana, client.id, "Spring", FIRM)
    old, ended = (store.open_filed(ana, filed.assessment_id) for _ in range(2))
    store.revoke(ended)
    with pytest.raises(StorageError, match="no saved assessment under this link"):
        store.open(ended)
    clock.go_on(int(LIFETIME / timedelta(minutes=1)) - 1)
    assert store.open(old).answers == FIRM
    clock.go_on(2)
    for use in (
        lambda: store.open(old),
        lambda: store.save(old, UNANSWERED, "x", 1),
        lambda: store.undo(old, "x", 1),
        lambda: store.history(old),
        lambda: store.export(old),
        lambda: store.delete(old),
    ):
        with pytest.raises(StorageError, match="no saved assessment under this link"):
            use()
    assert store.open(token).answers == FIRM


def test_an_assessment_of_one_s_own_is_taken_under_a_client_by_its_link(store: SqlStore, ana: str, ben: str) -> None:
    mine, hers = store.add_client(ben, "Mine"), store.add_client(ana, "Hers")
    token, started = store.start(FIRM)
    assert store.file(ana, hers.id, "From the web", token).assessment_id == started.id
    assert store.open(token).answers == FIRM
    moved = store.add_client(ana, "Another")
    store.file(ana, moved.id, "Moved", token)
    assert store.filed(ana, hers.id) == []
    # Whoever has the link may read it, but not take it away from who has filed it.
    with pytest.raises(StorageError):
        store.file(ben, mine.id, "Taken", token)
    assert [one.title for one in store.filed(ana, moved.id)] == ["Moved"]


def test_deleting_a_client_deletes_everything_below_it_and_nothing_else(store: SqlStore, ana: str, url: str) -> None:
    gone, stays = store.add_client(ana, "Gone"), store.add_client(ana, "Stays")
    token, _ = store.add_filed(ana, gone.id, "Spring", FIRM)
    kept, _ = store.add_filed(ana, stays.id, "Spring", FIRM)
    shop = store.start_workshop(ana, gone.id, "Round table", FIELDS, FIRM)
    seat, _ = store.join(str(shop.code), "owner", whence="here")
    store.delete_client(ana, gone.id)
    for dead in (token, seat):
        with pytest.raises(StorageError):
            store.open(dead)
    assert store.open(kept).answers == FIRM
    for table in METADATA.sorted_tables:
        count = on_the_database(url, f"SELECT count(*) FROM {table.name}")[0][0]
        assert count == {"assessment": 1, "revision": 1, "consultant": 1, "client": 1, "filed": 1, "setting": 1}.get(
            table.name, 0
        ), table.name


def test_one_filed_assessment_can_be_deleted_but_not_the_result_of_a_workshop(store: SqlStore, ana: str) -> None:
    client = store.add_client(ana, "Oak Street Builders")
    token, filed = store.add_filed(ana, client.id, "Spring")
    store.delete_filed(ana, filed.assessment_id)
    with pytest.raises(StorageError):
        store.open(token)
    shop = store.start_workshop(ana, client.id, "Round table", FIELDS, FIRM)
    with pytest.raises(StorageError, match="result of a workshop"):
        store.delete_filed(ana, shop.assessment_id)


def test_the_export_holds_everything_and_no_secret(store: SqlStore, ana: str, url: str) -> None:
    client = store.add_client(ana, "Oak Street Builders", "a note")
    token, _ = store.add_filed(ana, client.id, "Spring", FIRM)
    store.save(token, UNANSWERED, "questions", 1)
    shop = store.start_workshop(ana, client.id, "Round table", FIELDS, FIRM)
    seat, _ = store.join(str(shop.code), "field", whence="here")
    store.save(seat, answers_from({"work": {"project_share": 0.9}}), "take-part", 1)
    told = store.export_consultant(ana)
    (one,) = told["clients"]
    assert (one["name"], one["note"]) == ("Oak Street Builders", "a note")
    spring = next(a for a in one["assessments"] if a["title"] == "Spring")
    assert [r["answers"].get("company", {}).get("headcount") for r in spring["revisions"]] == [35.0, None]
    # What is private until the reveal is not exported before it.
    assert one["workshops"][0]["people"] == [{"role": "field", "finished": False, "left": False}]
    store.reveal(ana, shop.id)
    after = store.export_consultant(ana)["clients"][0]["workshops"][0]["people"]
    assert after[0]["answers"]["work"]["project_share"] == 0.9
    text = json.dumps(store.export_consultant(ana))
    hashes = [row[0] for row in on_the_database(url, "SELECT token_hash FROM assessment")]
    assert not any(secret in text for secret in (token, seat, *hashes))
    assert json.dumps(store.export(token)).count("35.0") == 1


# ---- another consultant's id is answered like one that does not exist -----------------------------------------------

ASKED: dict[str, Callable[[SqlStore, str, dict[str, str]], Any]] = {
    "change_client": lambda s, who, of: s.change_client(who, of["client"], "Taken", ""),
    "delete_client": lambda s, who, of: s.delete_client(who, of["client"]),
    "filed": lambda s, who, of: s.filed(who, of["client"]),
    "add_filed": lambda s, who, of: s.add_filed(who, of["client"], "Theirs"),
    "file": lambda s, who, of: s.file(who, of["client"], "Theirs", s.start()[0]),
    "open_filed": lambda s, who, of: s.open_filed(who, of["assessment"]),
    "rename_filed": lambda s, who, of: s.rename_filed(who, of["assessment"], "Theirs"),
    "delete_filed": lambda s, who, of: s.delete_filed(who, of["assessment"]),
    "start_workshop": lambda s, who, of: s.start_workshop(who, of["client"], "Theirs", FIELDS, UNANSWERED),
    "workshops": lambda s, who, of: s.workshops(who, of["client"]),
    "workshop": lambda s, who, of: s.workshop(who, of["workshop"]),
    "progress": lambda s, who, of: s.progress(who, of["workshop"]),
    "voices": lambda s, who, of: s.voices(who, of["workshop"]),
    "reveal": lambda s, who, of: s.reveal(who, of["workshop"]),
    "focus": lambda s, who, of: s.focus(who, of["workshop"], FIELDS[0]),
    "agree": lambda s, who, of: s.agree(who, of["workshop"], FIELDS[0], 0.5),
    "withdraw": lambda s, who, of: s.withdraw(who, of["workshop"], FIELDS[0]),
    "close_workshop": lambda s, who, of: s.close_workshop(who, of["workshop"]),
    "reopen_workshop": lambda s, who, of: s.reopen_workshop(who, of["workshop"]),
    "delete_workshop": lambda s, who, of: s.delete_workshop(who, of["workshop"]),
}


@pytest.mark.parametrize("method", ASKED)
def test_an_id_of_another_consultant_is_one_that_does_not_exist(
    store: SqlStore, ana: str, ben: str, method: str
) -> None:
    client = store.add_client(ana, "Hers")
    _, filed = store.add_filed(ana, client.id, "Spring", FIRM)
    shop = store.start_workshop(ana, client.id, "Round table", FIELDS, FIRM)
    ids = {"client": client.id, "assessment": filed.assessment_id, "workshop": shop.id}
    before = store.export_consultant(ana)
    with pytest.raises(StorageError) as theirs:
        ASKED[method](store, ben, ids)
    with pytest.raises(StorageError) as nobody:
        ASKED[method](store, ben, dict.fromkeys(ids, "0" * 32))
    assert theirs.value.sentence == nobody.value.sentence
    assert "Hers" not in theirs.value.sentence
    assert store.export_consultant(ana) == before
    assert store.clients(ben) == []


def test_every_method_that_takes_a_consultant_is_tried(store: SqlStore) -> None:
    import inspect

    named = {
        name
        for name, method in inspect.getmembers(SqlStore, inspect.isfunction)
        if not name.startswith("_") and "consultant" in inspect.signature(method).parameters
    }
    # These three are asked with the consultant's own id only, and name nothing else.
    assert named - {"clients", "add_client", "export_consultant"} == set(ASKED)


def test_a_client_needs_a_consultant_that_exists(store: SqlStore) -> None:
    with pytest.raises(StorageError):
        store.add_client("0" * 32, "Nobody's")


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_a_client_needs_a_name_that_fits(store: SqlStore, ana: str, name: str) -> None:
    with pytest.raises(StorageError, match="name"):
        store.add_client(ana, name)
    assert store.clients(ana) == []


@pytest.mark.parametrize("name", ["Robert'); DROP TABLE client;--", "100 %_\\", "<b>O'Brien</b>", "日本 — ñ"])
def test_names_are_data_and_never_sql(store: SqlStore, ana: str, name: str) -> None:
    client = store.add_client(ana, name, note=name)
    _, filed = store.add_filed(ana, client.id, name)
    assert store.clients(ana)[0].name == name
    assert filed.title == name
    assert store.export_consultant(ana)["clients"][0]["note"] == name


# ---- forgetting ------------------------------------------------------------------------------------------------------


def test_what_nobody_touched_for_so_many_days_is_forgotten(store: SqlStore, ana: str, clock: Any) -> None:
    old, _ = store.start(FIRM)
    client = store.add_client(ana, "Oak Street Builders")
    filed, _ = store.add_filed(ana, client.id, "Spring", FIRM)
    shop = store.start_workshop(ana, client.id, "Round table", FIELDS, FIRM)
    seat, _ = store.join(str(shop.code), "owner", whence="here")
    clock.go_on(10 * 24 * 60)
    fresh, _ = store.start(FIRM)
    clock.go_on(1)
    assert store.forget(11) == 0
    assert store.forget(10) == 1
    with pytest.raises(StorageError):
        store.open(old)
    for kept in (filed, seat, fresh):
        assert store.open(kept)
    with pytest.raises(StorageError, match="before a day"):
        store.forget(0)
