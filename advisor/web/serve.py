"""Running the server from the command line until it is stopped."""

from __future__ import annotations

import gc
import os
import socket
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path

from advisor.errors import SettingError
from advisor.web.place import shipped
from advisor.web.settings import LOCAL, settings_from
from advisor.web.sign_in import sign_in_secrets

ALL = ("0.0.0.0", "::")
"""Addresses that stand for every one of this computer."""


def serve(port: int, address: str, browser: bool, overlay: Path | None = None) -> int:
    """Runs the web app in this process until it is stopped; returns the exit code.

    Args:
        port: to listen on; 0 takes any that is free.
        address: to listen on.
        browser: open a browser window when the server answers.
        overlay: a consultant's own file over the catalogue, checked already.

    Raises:
        SettingError: a setting cannot be used, or the port is taken.
    """
    # Imports and data files make half a million objects that stay, and the collector would walk all of them a few times
    # over: a third of the time of a start. The warm-up sets them aside and switches it on again.
    gc.disable()
    settings = settings_from(os.environ, address=address)
    _refuse_a_taken_port(address, port)
    secrets = sign_in_secrets(os.environ)
    if overlay is not None:
        os.environ["ADVISOR_OVERLAY"] = str(overlay.resolve())
    if not settings.hosted:
        # Whoever starts the advisor by this command sits at the computer, and has the desk without signing in.
        os.environ.setdefault("ADVISOR_DESK", "this-computer")

    from advisor.web.app import make_app

    app = make_app(settings, secrets=secrets, on_start=lambda: _say_where(address, browser))
    # Streamlit looks for its settings and for the typeface beside the script that was started.
    sys.argv = [str(shipped("advisor_app.py"))]
    options = {
        "server.port": port,
        "server.address": address,
        "server.headless": True,  # the browser is opened here
        "logger.hideWelcomeMessage": True,
        # Without a name of its own Streamlit asks a service on the internet for the public address of this machine.
        "browser.serverAddress": settings.hosts[0] if settings.hosts else address,
    }
    with suppress(KeyboardInterrupt):
        app.run(config=options)
    return 0


def _refuse_a_taken_port(address: str, port: int) -> None:
    """Says it in our words before anything is imported. Somebody may still be quicker; then Streamlit says it."""
    if port == 0:
        return
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            reason = (error.strerror or "it cannot be used").lower()
            raise SettingError(
                f"this address and port cannot be listened to ({reason})",
                where=f"{address}, port {port}",
                do="Choose another with --port, or stop the program that uses it.",
            ) from None


def _say_where(address: str, browser: bool) -> None:
    from streamlit import config

    # Asked for here: only now it is known which port was free.
    port = config.get_option("server.port")
    name = "localhost" if address in (*LOCAL, *ALL) else address
    url = f"http://{f'[{name}]' if ':' in name else name}:{port}"
    print(f"The advisor runs at {url} until you press Ctrl+C.", flush=True)
    if browser:
        webbrowser.open(url)
