"""Whatever comes from outside becomes a value or one sentence: never another error, never a hang."""

from __future__ import annotations

import os

import pytest
from parsers import PARSERS
from trying import tried

EXAMPLES = int(os.environ.get("ADVISOR_FUZZ_EXAMPLES", "12"))
"""Inputs of a parser of ordinary speed; `make fuzz` tries thousands."""


@pytest.mark.parametrize("name", PARSERS)
def test_every_input_becomes_a_value_or_one_sentence(name: str) -> None:
    counted = tried(name, max(round(EXAMPLES * PARSERS[name].share), 4))
    assert counted.total() >= 4
