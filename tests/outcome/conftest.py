"""A firm that decided, and what it may tell later."""

from __future__ import annotations

import pytest

from advisor import load_knowledge
from advisor.knowledge import Knowledge


@pytest.fixture(scope="session")
def k() -> Knowledge:
    return load_knowledge()
