"""The comparison with published cases is fresh, explains every difference and never gets quietly worse."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent

# First place, first two categories: what the explicit cases reached when this was last looked at by a person.
EXPLICIT_FIRST, EXPLICIT_NEAR = 11, 14


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "docs" / "build" / "published_cases.py"))


def test_the_page_is_fresh(script: dict[str, Any]) -> None:
    for path, text in script["pages"]().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is stale: run make docs"


def test_agreement_with_what_pages_say_outright_does_not_fall(script: dict[str, Any]) -> None:
    first, near, _ = script["agreement"](c for c in script["compared"]() if c.explicit)
    assert first >= EXPLICIT_FIRST
    assert near >= EXPLICIT_NEAR


def test_it_beats_saying_the_same_to_everyone(script: dict[str, Any]) -> None:
    cases = script["compared"]()
    outcomes = [c.case["outcome"] for c in cases]
    assert script["agreement"](cases)[0] > max(outcomes.count(outcome) for outcome in outcomes)


def test_every_difference_has_a_reason(script: dict[str, Any]) -> None:
    differ = {c.case["id"] for c in script["compared"]() if not c.first}
    assert differ - set(script["REASONS"]) == set()


def test_no_reason_is_left_for_a_case_that_no_longer_exists(script: dict[str, Any]) -> None:
    assert set(script["REASONS"]) <= {c.case["id"] for c in script["compared"]()}


def test_what_was_chosen_never_enters_the_answers(script: dict[str, Any]) -> None:
    compare = script["compare"]
    case = script["compared"]()[0].case
    turned = {**case, "outcome": "pm", "outcome_platforms": ["pm"]}
    assert compare(turned).option == compare(case).option
