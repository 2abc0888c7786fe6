"""Which of several links counts, and what remains unknown."""

from __future__ import annotations

import pytest

from advisor.catalogue.joining import Joining, best


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        (["zapier", "native", "partner"], "native"),
        (["file", "zapier"], "zapier"),
        ([None, "file"], "file"),  # a known link, however poor, is more than an unknown one
        (["none", "zapier"], "zapier"),
        (["none", "none"], "none"),
        (["none", None], None),  # the open one may yet exist
        ([], None),
    ],
)
def test_the_best_known_way_counts_and_unknown_stays_unknown(ways: list[Joining | None], expected: str | None) -> None:
    assert best(ways) == expected
    assert best(reversed(ways)) == expected
