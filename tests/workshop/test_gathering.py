"""Before the reveal: counts and nothing else."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from rooms import ROLES

from advisor.workshop import Joined, gathering

PEOPLE = st.lists(st.builds(Joined, role=st.sampled_from(ROLES), done=st.integers(0, 14)), max_size=30)


def test_who_has_finished_is_counted_by_role() -> None:
    room = [
        Joined(role="field", done=14),
        Joined(role="owner", done=14),
        Joined(role="field", done=3),
        Joined(role="office", done=14),
    ]
    found = gathering(room, 14)
    assert (found.joined, found.finished, found.everyone, found.enough) == (4, 3, False, True)
    assert [(count.role, count.joined, count.finished) for count in found.roles] == [
        ("owner", 1, 1), ("office", 1, 1), ("field", 2, 1),
    ]  # fmt: skip
    assert found.sentence == "4 people have joined, and 3 of 4 have finished."


def test_with_two_people_the_room_would_know_who_said_what() -> None:
    found = gathering([Joined(role="owner", done=5), Joined(role="office", done=5)], 5)
    assert found.everyone
    assert not found.enough
    assert "would know who said what" in found.sentence


def test_an_empty_room_has_not_finished() -> None:
    found = gathering([], 5)
    assert (found.everyone, found.enough, found.sentence) == (False, False, "Nobody has joined yet.")


@given(PEOPLE, st.integers(1, 14))
def test_the_counts_add_up_and_the_order_of_people_is_lost(room: list[Joined], asked: int) -> None:
    found = gathering(room, asked)
    assert found == gathering(room[::-1], asked)
    assert sum(count.joined for count in found.roles) == found.joined == len(room)
    assert sum(count.finished for count in found.roles) == found.finished <= found.joined


def test_nothing_that_is_shown_before_the_reveal_can_read_an_answer() -> None:
    tree = ast.parse(Path(str(sys.modules[gathering.__module__].__file__)).read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert not names & {"Answers", "Person", "hear", "reveal", "Heard", "voice"}
    assert set(Joined.model_fields) == {"role", "done"}
