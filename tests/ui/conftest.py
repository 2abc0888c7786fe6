"""For the tests of the web app: a store of its own for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime.context import ContextProxy
from visitor import Visitor

from advisor.ui import identity


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store of its own for each test."""
    file = tmp_path / "assessments.sqlite3"
    monkeypatch.setenv("ADVISOR_DATABASE_URL", f"sqlite:///{file}")
    st.cache_resource.clear()
    yield file
    st.cache_resource.clear()


@pytest.fixture
def visit() -> Callable[..., Visitor]:
    """Opens the app in a new tab."""
    return Visitor


@pytest.fixture
def at_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The visitor sits at the computer that runs the app, where it was started by its own command."""
    monkeypatch.setenv(identity.DESK, identity.THIS_COMPUTER)
    # AppTest has no connection, so it can tell no address; that of this computer is told as none.
    monkeypatch.setattr(ContextProxy, "ip_address", None)
