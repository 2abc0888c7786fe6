"""For all tests: the helpers can be imported, and how hard the generated tests try.

With CI set there are 1000 examples of each law of the method (tests/properties) and 80 of every other property, the
same ones every time; without it 200 of each.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).with_name("helpers")))

LAWS = Path(__file__).with_name("properties")
CI = os.environ.get("CI", "").lower() in {"1", "true"}

_SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
for name, examples in (("laws", 1000), ("ci", 80)):
    settings.register_profile(
        name, max_examples=examples, deadline=None, derandomize=True, database=None, suppress_health_check=_SLOW
    )
settings.register_profile("local", max_examples=200, deadline=None, suppress_health_check=_SLOW)


def _profile(path: Path) -> str:
    if not CI:
        return "local"
    return "laws" if LAWS in path.parents else "ci"


settings.load_profile(_profile(Path(__file__)))


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Some modules read how many examples they may try when they are imported."""
    if isinstance(collector, pytest.Module):
        settings.load_profile(_profile(collector.path))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """The others are run with the profile of the moment."""
    settings.load_profile(_profile(item.path))
