"""The API holds to its own description, tried with bodies and queries that are made from it.

Few enough for every day without a setting. With ADVISOR_FUZZ_EXAMPLES=N there are N of each kind, and every edge of
every field besides.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS, load_all_checks
from starlette.applications import Starlette

from advisor.web.app import middleware, routes
from advisor.web.settings import Settings

EXAMPLES = int(os.environ.get("ADVISOR_FUZZ_EXAMPLES", "0"))

load_all_checks()
LEFT_OUT = [
    # Answers are read as people write them: a yes in quotes is a yes. What is refused is a matter of test_api.
    CHECKS.get_one("negative_data_rejection"),
    # A schema cannot say which ids the data files hold, nor that the low end of a range lies below the high one.
    CHECKS.get_one("positive_data_acceptance"),
]
API = schemathesis.openapi.from_asgi(
    "/api/v1/openapi.json", Starlette(routes=routes(Settings()), middleware=middleware(Settings()))
)
OPERATIONS = [found.ok() for found in API.get_all_operations()]
QUIET: dict[str, Any] = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: str(operation.label))
@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: str(mode.value))
def test_what_the_description_promises_is_kept(
    operation: schemathesis.APIOperation, mode: schemathesis.GenerationMode
) -> None:
    @settings(max_examples=EXAMPLES or 60, derandomize=not EXAMPLES, phases=[Phase.generate], **QUIET)
    @given(case=operation.as_strategy(generation_mode=mode))
    def holds(case: schemathesis.Case) -> None:
        case.call_and_validate(excluded_checks=LEFT_OUT)

    holds()


if EXAMPLES:

    @API.parametrize()
    @settings(max_examples=EXAMPLES, **QUIET)
    def test_every_edge_of_every_field(case: schemathesis.Case) -> None:
        case.call_and_validate(excluded_checks=LEFT_OUT)
