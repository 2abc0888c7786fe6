"""The shipped knowledge, and the same with made-up vendors instead of the real ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from contractors_and_stacks import with_catalogue

from advisor.knowledge import Knowledge, load_knowledge


@pytest.fixture(scope="session")
def k() -> Knowledge:
    """The knowledge as shipped."""
    return load_knowledge()


@pytest.fixture(scope="session")
def with_vendors(k: Knowledge) -> Callable[..., Knowledge]:
    """Makes a knowledge whose catalogue holds these entries and no others."""

    def make(*entries: dict[str, Any]) -> Knowledge:
        return with_catalogue(k, entries)

    return make
