"""What papers are printed with: kept with the assessment, offered to the consultant's next client, gone with both."""

from __future__ import annotations

import base64
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from advisor.errors import StorageError
from advisor.storage.imprints import Imprint
from advisor.storage.sql import SqlStore
from advisor.storage.tables import IMPRINT

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
MESA = Imprint(
    client="Oak Street", consultant="Mesa Advisory", accent="#0B5563", footer="Confidential", paper="a4", logo=PNG
)


def rows(store: SqlStore) -> int:
    with store._engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(IMPRINT)).scalar_one())


def test_it_comes_back_as_it_was_kept(store: SqlStore, opened: Callable[[], SqlStore]) -> None:
    token, _ = store.start()
    assert store.imprint(token) == Imprint()
    store.save_imprint(token, MESA)
    assert opened().imprint(token) == MESA
    store.save_imprint(token, MESA.model_copy(update={"logo": None, "footer": ""}))
    assert store.imprint(token).logo is None
    assert rows(store) == 1


def test_a_contractor_without_a_consultant_shares_it_with_nobody(store: SqlStore) -> None:
    first, _ = store.start()
    second, _ = store.start()
    store.save_imprint(first, MESA)
    assert store.imprint(second) == Imprint()


def test_the_consultants_next_client_is_printed_alike_but_for_the_clients_name(store: SqlStore) -> None:
    mine, theirs = store.consultant("issuer", "me"), store.consultant("issuer", "other")
    tokens = []
    for owner in (mine, mine, theirs):
        client = store.add_client(owner, "A firm").id
        tokens.append(store.add_filed(owner, client, "First look")[0])
    first, second, foreign = tokens
    store.save_imprint(first, MESA)
    assert store.imprint(second) == MESA.model_copy(update={"client": ""})
    assert store.imprint(foreign) == Imprint()


def test_it_is_exported_and_deleted_with_the_assessment(store: SqlStore) -> None:
    token, _ = store.start()
    assert store.export(token)["imprint"] is None
    store.save_imprint(token, MESA)
    told = store.export(token)["imprint"]
    assert (told["consultant"], base64.b64decode(told["logo"])) == ("Mesa Advisory", PNG)
    store.delete(token)
    assert rows(store) == 0


@pytest.mark.parametrize("token", ["", "nothing", "x" * 43])
def test_a_token_that_opens_nothing_gets_a_sentence(store: SqlStore, token: str) -> None:
    with pytest.raises(StorageError, match="no saved assessment"):
        store.imprint(token)
    with pytest.raises(StorageError, match="no saved assessment"):
        store.save_imprint(token, MESA)


def test_savings_at_the_same_moment_leave_one(store: SqlStore) -> None:
    mine = store.consultant("issuer", "me")
    client = store.add_client(mine, "A firm").id
    tokens = [store.add_filed(mine, client, f"{n}")[0] for n in range(4)]

    def save(n: int) -> None:
        store.save_imprint(tokens[n % 4], MESA.model_copy(update={"footer": str(n)}))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(save, range(24)))
    assert rows(store) == 5  # one for each assessment, and one of the consultant
