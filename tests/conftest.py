"""For all tests: the helpers can be imported, and how hard the generated tests try.

With CI set there are 1000 examples of each property, the same ones every time; without it 200.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).with_name("helpers")))

_SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
settings.register_profile(
    "ci", max_examples=1000, deadline=None, derandomize=True, database=None, suppress_health_check=_SLOW
)
settings.register_profile("local", max_examples=200, deadline=None, suppress_health_check=_SLOW)
settings.load_profile("ci" if os.environ.get("CI", "").lower() in {"1", "true"} else "local")
