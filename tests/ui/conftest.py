"""For the tests of the web app: a store of its own for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from visitor import Visitor


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
