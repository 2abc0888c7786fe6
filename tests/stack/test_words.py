"""Names inside sentences: a long one loses its brackets, a short one keeps them."""

from __future__ import annotations

import pytest

from advisor.stack.words import short_name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Acme Builder Construction (with Acme Books)", "Acme Builder Construction"),
        ("Acme (Acme One)", "Acme (Acme One)"),
        ("Acme Builder and Construction Platform", "Acme Builder and Construction Platform"),
    ],
)
def test_only_a_long_name_is_told_without_its_brackets(name: str, short: str) -> None:
    assert short_name(name) == short
