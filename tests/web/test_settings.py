"""The settings of the server: read whole or refused in a sentence, never half, never with a secret in it."""

from __future__ import annotations

import pytest

from advisor.errors import SettingError
from advisor.web.settings import API, COOKIE_SECRET, HOST, LOCAL, PUBLIC_URL, settings_from


def test_nothing_set_accepts_any_name_and_asks_for_no_https() -> None:
    found = settings_from({})
    assert (found.hosts, found.tls, found.hosted, found.api, found.cookie_secret) == ((), False, False, True, "")


@pytest.mark.parametrize("address", LOCAL)
def test_a_server_for_this_computer_answers_to_its_own_names_only(address: str) -> None:
    assert settings_from({}, address=address).hosts == LOCAL
    assert settings_from({}, address="0.0.0.0").hosts == ()


def test_a_public_address_names_the_host_and_https() -> None:
    found = settings_from({PUBLIC_URL: "https://Advisor.Example.com:8443/", HOST: "tools.example.com, 10.0.0.7"})
    assert found.hosts == ("advisor.example.com", "tools.example.com", "10.0.0.7")
    assert found.tls
    assert found.hosted
    assert not settings_from({PUBLIC_URL: "http://advisor.example.com"}).tls


@pytest.mark.parametrize(
    "told", ["advisor.example.com", "ftp://advisor.example.com", "https://", "https://[", "https://a b/"]
)
def test_a_public_address_that_is_none_is_refused(told: str) -> None:
    with pytest.raises(SettingError, match=PUBLIC_URL):
        settings_from({PUBLIC_URL: told})


@pytest.mark.parametrize("told", ["https://advisor.example.com", "a b", "a/b", "*", "-a"])
def test_a_host_that_is_no_name_is_refused(told: str) -> None:
    with pytest.raises(SettingError, match=HOST):
        settings_from({HOST: told})


@pytest.mark.parametrize(("told", "is_on"), [("off", False), ("OFF", False), ("0", False), ("on", True), ("", True)])
def test_the_api_can_be_switched_off(told: str, is_on: bool) -> None:
    assert settings_from({API: told}).api is is_on


def test_a_switch_that_is_neither_is_refused() -> None:
    with pytest.raises(SettingError, match=API):
        settings_from({API: "maybe"})


def test_a_short_secret_is_refused_and_never_shown() -> None:
    with pytest.raises(SettingError) as told:
        settings_from({COOKIE_SECRET: "not long enough"})
    assert "not long" not in told.value.sentence
    assert "long enough" not in repr(settings_from({COOKIE_SECRET: "long enough" * 4}))
