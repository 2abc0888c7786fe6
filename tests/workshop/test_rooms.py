"""The rooms of rooms.yaml: what decides is told as deciding, and nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rooms import FIELDS, K, person

from advisor.files import parse, read_text
from advisor.questionnaire.answers import answers_from
from advisor.workshop import reveal

ROOMS: list[dict[str, Any]] = parse(read_text(Path(__file__).with_name("rooms.yaml")), name="rooms.yaml", trusted=True)[
    "rooms"
]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room["id"])
def test_what_decides_in_this_room_is_told(room: dict[str, Any]) -> None:
    people = [person(role, **said) for one in room["people"] for role, said in one.items()]
    found, expect = reveal(answers_from(room["base"]), people, FIELDS, K), room["expect"]
    matters = [question.field for question in found.questions if question.matters]
    assert matters == expect["matters"]
    assert found.pooled.first.option == expect.get("first", found.pooled.first.option)
    assert found.own_options == expect.get("own", found.own_options)
    assert {f: found.question(f).kind for f in expect.get("kinds", {})} == expect.get("kinds", {})
    for field, wanted in expect.get("says", {}).items():
        sentence = found.question(field).sentence
        assert [part for part in wanted if part not in sentence] == [], sentence


def test_rooms_that_form_a_pair_stand_on_either_side() -> None:
    by_id = {room["id"]: room for room in ROOMS}
    assert len(by_id) == len(ROOMS)
    for room in ROOMS:
        if "pair" in room:
            assert bool(room["expect"]["matters"]) != bool(by_id[room["pair"]]["expect"]["matters"])
