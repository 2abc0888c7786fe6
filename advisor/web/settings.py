"""What whoever runs the server may set in the environment. How Streamlit runs stands in `.streamlit/config.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated
from urllib.parse import SplitResult, urlsplit

from pydantic import Field

from advisor.base import Value
from advisor.errors import SettingError, shown

PUBLIC_URL = "ADVISOR_PUBLIC_URL"
"""The address under which browsers reach this server, where it is hosted. With https in it, cookies are sent and pages
are asked for over HTTPS only."""

HOST = "ADVISOR_HOST"
"""Further names under which browsers may reach the server, separated by commas."""

API = "ADVISOR_API"
"""`off` switches the JSON API off."""

COOKIE_SECRET = "ADVISOR_COOKIE_SECRET"
"""What signs cookies. Every replica needs the same one; without it each start makes up its own."""

SHORTEST_SECRET = 32
"""Characters: 32 of hexadecimal hold 128 bits."""

LOCAL = ("localhost", "127.0.0.1", "::1")
"""Names of this computer. A server that listens to this computer only answers to no other."""

_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|[0-9a-f:]{2,45}")
_SWITCH = {"on": True, "1": True, "true": True, "yes": True, "off": False, "0": False, "false": False, "no": False}


class Settings(Value):
    """How this process serves. `hosts` is empty where any name is accepted; `tls` says that browsers use HTTPS only."""

    hosts: tuple[str, ...] = ()
    tls: bool = False
    hosted: bool = False
    api: bool = True
    cookie_secret: Annotated[str, Field(repr=False)] = ""


def settings_from(environ: Mapping[str, str], *, address: str = "") -> Settings:
    """The settings that the environment holds.

    Args:
        environ: the environment variables.
        address: what the server listens on, where that is known. An address of this computer only narrows the
            names that are accepted to its own, so that no page on the internet can reach the server by a name
            that it points here (DNS rebinding).

    Raises:
        SettingError: a value cannot be used; it is named, but a secret is never shown.
    """
    public = _public(environ.get(PUBLIC_URL, ""))
    hosts = tuple(dict.fromkeys((*([public.hostname or ""] if public else []), *_hosts(environ.get(HOST, "")))))
    hosted = any(host not in LOCAL for host in hosts)
    if not hosts and address in LOCAL:
        hosts = LOCAL
    secret = environ.get(COOKIE_SECRET, "").strip()
    if secret and len(secret) < SHORTEST_SECRET:
        raise SettingError(
            f"the secret has {len(secret)} characters, fewer than {SHORTEST_SECRET}",
            where=COOKIE_SECRET,
            do='Make one with: python -c "import secrets; print(secrets.token_hex(32))".',
        )
    return Settings(
        hosts=hosts,
        tls=public is not None and public.scheme == "https",
        hosted=hosted,
        api=_switch(environ, API, True),
        cookie_secret=secret,
    )


def _switch(environ: Mapping[str, str], name: str, without: bool) -> bool:
    told = environ.get(name, "").strip().lower()
    if not told:
        return without
    if told not in _SWITCH:
        raise SettingError(f"{shown(told)} is neither on nor off", where=name, do="Write on or off.")
    return _SWITCH[told]


def _public(told: str) -> SplitResult | None:
    if not told.strip():
        return None
    try:
        parts = urlsplit(told.strip())
        if parts.scheme in ("http", "https") and parts.hostname and _NAME.fullmatch(parts.hostname):
            return parts
    except ValueError:
        pass
    raise SettingError("this is no web address", where=PUBLIC_URL, do="Write it like https://advisor.example.com.")


def _hosts(told: str) -> tuple[str, ...]:
    names = tuple(name.strip().lower().strip("[]").rstrip(".") for name in told.split(",") if name.strip())
    for name in names:
        if not _NAME.fullmatch(name):
            raise SettingError(
                f"{shown(name)} is no host name", where=HOST, do="Write names alone, such as advisor.example.com."
            )
    return names
