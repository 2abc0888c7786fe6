"""Setting up sign-in by the environment: all of it or none, and never a secret in a message."""

from __future__ import annotations

import pytest

from advisor.errors import SettingError
from advisor.web.sign_in import CLIENT_ID, CLIENT_SECRET, METADATA, NEEDED, PUBLIC_URL, sign_in_secrets

WHOLE = {
    METADATA: "https://id.example/.well-known/openid-configuration",
    CLIENT_ID: "advisor",
    CLIENT_SECRET: "very secret words",
    PUBLIC_URL: "https://advisor.example/tools/",
    "ADVISOR_COOKIE_SECRET": "0123456789abcdef0123456789abcdef",
}


def test_without_a_provider_there_is_no_sign_in() -> None:
    assert sign_in_secrets({}) is None
    assert sign_in_secrets({PUBLIC_URL: WHOLE[PUBLIC_URL], "ADVISOR_COOKIE_SECRET": "x" * 32}) is None


def test_a_whole_set_up_is_what_streamlit_asks_for() -> None:
    found = sign_in_secrets(WHOLE)
    assert found == {
        "auth": {
            "redirect_uri": "https://advisor.example/tools/oauth2callback",
            "cookie_secret": WHOLE["ADVISOR_COOKIE_SECRET"],
            "client_id": "advisor",
            "client_secret": "very secret words",
            "server_metadata_url": WHOLE[METADATA],
            "client_kwargs": {"scope": "openid", "prompt": "login"},
        }
    }


@pytest.mark.parametrize("missing", NEEDED)
def test_what_is_missing_is_named_and_no_secret_is_shown(missing: str) -> None:
    with pytest.raises(SettingError) as told:
        sign_in_secrets({name: value for name, value in WHOLE.items() if name != missing})
    assert told.value.where == missing
    assert "very secret" not in told.value.sentence
    assert "0123456789" not in told.value.sentence


@pytest.mark.parametrize("name", [METADATA, PUBLIC_URL])
@pytest.mark.parametrize("address", ["http://id.example/x", "id.example", "javascript:alert(1)", "https://"])
def test_an_address_on_the_network_needs_https(name: str, address: str) -> None:
    with pytest.raises(SettingError, match="no https address"):
        sign_in_secrets({**WHOLE, name: address})


def test_on_this_computer_plain_http_is_enough() -> None:
    local = {METADATA: "http://localhost:9000/.well-known/openid-configuration", PUBLIC_URL: "http://localhost:8501"}
    assert sign_in_secrets({**WHOLE, **local}) is not None
