"""Secrets of the store: long, kept as hashes only, never in a file or a message; and no text is ever a query."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from everything_told import everything_told
from hostile import CODE, EVERY, LETTERS, MARKED, PATHS, SQL
from past_the_store import on_the_database

from advisor.errors import StorageError
from advisor.questionnaire.answers import answers_from
from advisor.storage.sql import SqlStore
from advisor.storage.tables import METADATA
from advisor.storage.workshops import ALPHABET, CODE_LENGTH

FIRM = answers_from({"company": {"trade": "electrical", "headcount": 35}})
URL_SAFE = 64
"""Letters that a token is made of."""


@pytest.fixture
def store(opened: Callable[[], SqlStore]) -> SqlStore:
    return opened()


@pytest.fixture
def ana(store: SqlStore) -> str:
    return store.consultant("https://id.example", "ana")


def every_token(store: SqlStore, ana: str) -> dict[str, str]:
    """One of each kind of link that opens something."""
    own, _ = store.start(FIRM)
    client = store.add_client(ana, "Oak Street Builders")
    first, filed = store.add_filed(ana, client.id, "Spring", FIRM)
    shop = store.start_workshop(ana, client.id, "Round table", ("work.project_share",), FIRM)
    seat, _ = store.join(str(shop.code), "owner", whence="the room")
    return {"own": own, "filed": first, "desk": store.open_filed(ana, filed.assessment_id), "seat": seat}


def test_every_link_holds_at_least_128_bits_and_none_comes_twice(store: SqlStore, ana: str) -> None:
    tokens = every_token(store, ana)
    for kind, token in tokens.items():
        assert len(token) * math.log2(URL_SAFE) >= 128, kind
    many = {store.start(FIRM)[0] for _ in range(50)}
    assert len(many) == 50
    # Random all along: no part is the same in each, as a time or a counter would be.
    assert all(len(set(letters)) > 1 for letters in zip(*many, strict=True))


def test_a_code_is_short_because_tries_are_counted() -> None:
    assert len(ALPHABET) ** CODE_LENGTH > 100_000_000
    assert not set("01OI") & set(ALPHABET)


def test_no_link_and_no_sign_in_stands_in_the_database_or_in_an_export(store: SqlStore, ana: str, url: str) -> None:
    tokens = every_token(store, ana)
    inside = " ".join(str(on_the_database(url, f"SELECT * FROM {table}")) for table in METADATA.tables)
    taken_along = str(store.export_consultant(ana)) + str(store.export(tokens["own"]))
    for kind, token in tokens.items():
        assert token not in inside, kind
        assert token not in taken_along, kind
    assert "https://id.example" not in inside
    assert "'ana'" not in inside


@pytest.mark.parametrize("text", [*SQL, *PATHS, *CODE, *LETTERS, "", "%", "_", "*", "a" * 10_000])
def test_no_text_opens_what_it_is_not_the_link_of(store: SqlStore, ana: str, text: str) -> None:
    tokens = every_token(store, ana)
    tries: list[Callable[[], Any]] = [
        lambda: store.open(text), lambda: store.save(text, FIRM, "flow", 1), lambda: store.delete(text),
        lambda: store.history(text), lambda: store.part(text), lambda: store.leave(text),
        lambda: store.find(text, whence=text), lambda: store.join(text, "owner", whence="x"),
        lambda: store.clients(text) and pytest.fail("another's clients"), lambda: store.filed(text, text),
        lambda: store.workshop(text, text), lambda: store.delete_client(ana, text), lambda: store.open_filed(ana, text),
    ]  # fmt: skip
    told = []
    for number, attempt in enumerate(tries):
        try:
            assert attempt() in ([], ()), number
        except StorageError as error:
            told.append(error.sentence)
    # One sentence for people, without the database's own words and without the text that was tried.
    assert len(told) >= len(tries) - 2
    assert not [sentence for sentence in told if MARKED in sentence or "SELECT" in sentence]
    assert store.open(tokens["own"]).answers == FIRM
    assert [client.name for client in store.clients(ana)] == ["Oak Street Builders"]


def test_hostile_answers_come_back_as_they_were_typed(store: SqlStore) -> None:
    texts = iter(EVERY * 9)
    answers = answers_from(everything_told(lambda most: next(texts)[:most]))
    token, _ = store.start(answers)
    assert store.open(token).answers == answers
