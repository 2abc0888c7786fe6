"""Sign-in for consultants, as the environment sets it up: an OpenID Connect provider, spoken to by Streamlit.

Contractors and people in a workshop never sign in. Nothing of a consultant is kept but a hash of issuer and subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from advisor.errors import SettingError
from advisor.web.settings import COOKIE_SECRET, LOCAL, PUBLIC_URL

METADATA = "ADVISOR_OIDC_METADATA_URL"
"""Where the provider describes itself: https://…/.well-known/openid-configuration."""

CLIENT_ID = "ADVISOR_OIDC_CLIENT_ID"
CLIENT_SECRET = "ADVISOR_OIDC_CLIENT_SECRET"

CALLBACK = "oauth2callback"
"""Where Streamlit waits for the answer of the provider, below the public address."""

NEEDED = (METADATA, CLIENT_ID, CLIENT_SECRET, PUBLIC_URL, COOKIE_SECRET)


def sign_in_secrets(environ: Mapping[str, str]) -> dict[str, Any] | None:
    """What `st.secrets` has to hold for a sign-in; None where none is set up.

    Raises:
        SettingError: a part is missing, or an address is none that may be used; no secret is ever shown.
    """
    told = {name: environ.get(name, "").strip() for name in NEEDED}
    if not any(told[name] for name in (METADATA, CLIENT_ID, CLIENT_SECRET)):
        return None
    for name, value in told.items():
        if not value:
            raise SettingError(
                "sign-in is set up in part, and this is missing", where=name, do=f"Set it. Needed: {', '.join(NEEDED)}."
            )
    public = told[PUBLIC_URL].rstrip("/")
    for name, address in ((METADATA, told[METADATA]), (PUBLIC_URL, public)):
        _refuse_what_is_open_to_all(name, address)
    return {
        "auth": {
            "redirect_uri": f"{public}/{CALLBACK}",
            "cookie_secret": told[COOKIE_SECRET],
            "client_id": told[CLIENT_ID],
            "client_secret": told[CLIENT_SECRET],
            "server_metadata_url": told[METADATA],
            # Who somebody is says the subject alone: no name and no address is asked for. "login" is known to every
            # provider, which what Streamlit asks for otherwise ("select_account") is not; and on a computer that
            # several people share the next one cannot sign in as the last.
            "client_kwargs": {"scope": "openid", "prompt": "login"},
        }
    }


def _refuse_what_is_open_to_all(name: str, address: str) -> None:
    """An address on the network needs HTTPS: whoever listens would read the sign-in."""
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and parts.hostname in LOCAL:
        return
    raise SettingError("this is no https address", where=name, do="Write it like https://advisor.example.com.")
