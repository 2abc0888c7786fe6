"""Workshops: nobody's answers before the reveal, nothing lost by whoever comes late or leaves, and codes that hold."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from past_the_store import on_the_database

from advisor.errors import StorageError
from advisor.questionnaire.answers import UNKNOWN, Answers, answers_from
from advisor.storage.assessments import TooMany
from advisor.storage.attempts import MINUTES, MOST_FROM_ONE, MOST_IN_ALL
from advisor.storage.sql import SqlStore
from advisor.storage.workshops import ALPHABET, CODE_LENGTH, MOST_PEOPLE, Workshop

FIELDS = ("work.project_share", "team.administration", "pains")
FIRM = answers_from({"company": {"trade": "electrical", "headcount": 35}})


def share(value: float) -> Answers:
    return answers_from({"work": {"project_share": value}})


class Room:
    """A workshop and the people in it."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store
        self.who = store.consultant("local", "local")
        self.client = store.add_client(self.who, "Volt & Sons").id
        self.shop = store.start_workshop(self.who, self.client, "Round table", FIELDS, FIRM)

    @property
    def now(self) -> Workshop:
        return self.store.workshop(self.who, self.shop.id)

    def join(self, role: Any = "owner", value: float | None = None) -> str:
        token, _ = self.store.join(str(self.now.code), role, whence="the room")
        if value is not None:
            self.store.save(token, share(value), "take-part", 1)
        return token

    def reveal(self) -> Workshop:
        return self.store.reveal(self.who, self.shop.id)


@pytest.fixture
def room(store: SqlStore) -> Room:
    return Room(store)


def test_a_new_workshop_gathers_answers_under_a_code_that_can_be_read_aloud(room: Room) -> None:
    shop = room.shop
    assert (shop.stage, shop.questions, shop.base, shop.focus) == ("gathering", FIELDS, FIRM, "")
    assert len(str(shop.code)) == CODE_LENGTH
    assert set(str(shop.code)) <= set(ALPHABET)
    assert not set(ALPHABET) & set("0O1ILUVBS58Z2")
    result = room.store.filed(room.who, room.client)
    assert [(one.assessment_id, one.title, one.answers) for one in result] == [
        (shop.assessment_id, "Round table", FIRM)
    ]


def test_a_code_is_found_however_it_is_typed(room: Room) -> None:
    code = str(room.shop.code)
    for typed in (code, code.lower(), f" {code[:3]}-{code[3:]} ", f"{code[:3]} {code[3:]}"):
        assert room.store.find(typed, whence="here") == "Round table"


def test_a_participant_knows_the_room_and_their_own_seat_only(room: Room) -> None:
    room.join("office", 0.2)
    token = room.join("owner", 0.7)
    part = room.store.part(token)
    assert (part.title, part.stage, part.questions, part.base) == ("Round table", "gathering", FIELDS, FIRM)
    assert (part.seat.role, part.seat.finished, part.seat.begun) == ("owner", False, True)
    assert "0.2" not in part.model_dump_json()
    assert len(token) == 43


def test_before_the_reveal_the_facilitator_sees_who_has_finished_and_nobody_s_answers(room: Room) -> None:
    first, second = room.join("owner", 0.731), room.join("field")
    room.store.finish(first, True)
    seats = room.store.progress(room.who, room.shop.id)
    # Both joined at the same moment, so either may stand first.
    assert {(s.role, s.finished, s.begun, s.gone) for s in seats} == {
        ("owner", True, True, False),
        ("field", False, False, False),
    }
    assert len(seats) == 2
    with pytest.raises(StorageError, match="private until they are revealed"):
        room.store.voices(room.who, room.shop.id)
    seen = [str(seats), room.now.model_dump_json(), str(room.store.export_consultant(room.who))]
    assert not any("0.731" in text for text in seen)
    with pytest.raises(StorageError, match="private until they are revealed"):
        room.store.heard(second)
    room.store.finish(first, False)
    assert not room.store.progress(room.who, room.shop.id)[0].finished
    assert second


def test_after_the_reveal_everybody_s_answers_stand_by_role(room: Room) -> None:
    room.join("owner", 0.7)
    room.join("office", 0.2)
    assert room.reveal().stage == "revealed"
    voices = room.store.voices(room.who, room.shop.id)
    assert {(voice.role, voice.answers.work.project_share) for voice in voices} == {("owner", 0.7), ("office", 0.2)}


def test_latecomers_join_after_the_reveal_and_minds_may_change(room: Room) -> None:
    token = room.join("owner", 0.7)
    room.reveal()
    room.join("field", 0.1)
    room.store.save(token, share(0.5), "take-part", 2)
    shares = sorted(v.answers.work.project_share for v in room.store.voices(room.who, room.shop.id))  # type: ignore[type-var]
    assert shares == [0.1, 0.5]


def test_who_leaves_is_kept_and_told_apart_and_may_come_back(room: Room) -> None:
    token = room.join("owner", 0.7)
    room.store.leave(token)
    assert room.store.progress(room.who, room.shop.id)[0].gone
    room.reveal()
    assert [(v.gone, v.answers.work.project_share) for v in room.store.voices(room.who, room.shop.id)] == [(True, 0.7)]
    room.store.finish(token, True)
    assert not room.store.progress(room.who, room.shop.id)[0].gone


def test_what_is_agreed_stands_for_all_and_can_be_changed_and_taken_back(room: Room) -> None:
    token = room.join("owner", 0.7)
    with pytest.raises(StorageError, match="before the answers are revealed"):
        room.store.agree(room.who, room.shop.id, FIELDS[0], 0.4)
    room.reveal()
    room.store.agree(room.who, room.shop.id, FIELDS[0], {"low": 0.3, "high": 0.4}, "as the books say")
    room.store.agree(room.who, room.shop.id, FIELDS[1], UNKNOWN)
    room.store.agree(room.who, room.shop.id, FIELDS[0], 0.35, "halfway")
    told = {one.field: (one.value, one.note) for one in room.store.part(token).agreements}
    assert told == {FIELDS[0]: (0.35, "halfway"), FIELDS[1]: (UNKNOWN, "")}
    room.store.withdraw(room.who, room.shop.id, FIELDS[1])
    assert [one.field for one in room.now.agreements] == [FIELDS[0]]


def test_dissent_is_kept_and_can_be_taken_back(room: Room) -> None:
    token = room.join("field", 0.1)
    room.reveal()
    assert room.store.differ(token, FIELDS[0], "we do far more calls").dissent == {FIELDS[0]: "we do far more calls"}
    assert room.store.voices(room.who, room.shop.id)[0].dissent == {FIELDS[0]: "we do far more calls"}
    assert room.store.differ(token, FIELDS[0], None).dissent == {}


def test_only_questions_of_the_workshop_can_be_agreed_looked_at_or_disputed(room: Room) -> None:
    token = room.join()
    room.reveal()
    for use in (
        lambda: room.store.agree(room.who, room.shop.id, "company.name", "x"),
        lambda: room.store.focus(room.who, room.shop.id, "company.name"),
        lambda: room.store.differ(token, "company.name", ""),
    ):
        with pytest.raises(StorageError, match="not part of the workshop"):
            use()


def test_the_question_before_the_room_is_seen_by_all(room: Room) -> None:
    token = room.join()
    room.store.focus(room.who, room.shop.id, FIELDS[2])
    assert room.store.part(token).focus == FIELDS[2]
    room.store.focus(room.who, room.shop.id, "")
    assert room.store.part(token).focus == ""


def test_a_closed_workshop_admits_nobody_and_keeps_what_was_said(room: Room) -> None:
    token = room.join("owner", 0.7)
    code = str(room.now.code)
    room.reveal()
    room.store.close_workshop(room.who, room.shop.id)
    assert room.now.code is None
    with pytest.raises(StorageError, match="No workshop has this code"):
        room.store.join(code, "field", whence="late")
    for use in (
        lambda: room.store.save(token, share(0.1), "take-part", 2),
        lambda: room.store.finish(token, True),
        lambda: room.store.leave(token),
        lambda: room.store.differ(token, FIELDS[0], "no"),
        lambda: room.store.agree(room.who, room.shop.id, FIELDS[0], 0.4),
        lambda: room.store.reveal(room.who, room.shop.id),
    ):
        with pytest.raises(StorageError, match="workshop is closed"):
            use()
    assert room.store.open(token).answers == share(0.7)
    assert room.store.part(token).stage == "closed"
    again = room.store.reopen_workshop(room.who, room.shop.id)
    assert again.stage == "revealed"
    assert again.code is not None
    room.store.save(token, share(0.1), "take-part", 2)


def test_a_workshop_closes_by_itself_when_its_time_is_over(room: Room, clock: Any) -> None:
    token, code = room.join("owner", 0.7), str(room.now.code)
    clock.go_on(24 * 60 + 1)
    with pytest.raises(StorageError, match="No workshop has this code"):
        room.store.find(code, whence="late")
    with pytest.raises(StorageError, match="workshop is closed"):
        room.store.save(token, share(0.1), "take-part", 2)
    assert room.store.part(token).stage == "closed"


def test_a_room_holds_so_many_and_no_more(room: Room) -> None:
    for _ in range(MOST_PEOPLE):
        room.join("field")
    with pytest.raises(StorageError, match=f"{MOST_PEOPLE} people take part already"):
        room.join("field")


def test_a_token_of_a_seat_opens_no_other_workshop_and_no_desk(room: Room, store: SqlStore) -> None:
    token = room.join("owner", 0.7)
    other = store.start_workshop(room.who, room.client, "Another", FIELDS, FIRM)
    assert store.part(token).workshop_id == room.shop.id != other.id
    with pytest.raises(StorageError):
        store.part(store.start()[0])
    # A participant cannot be filed away as somebody's assessment by its link.
    with pytest.raises(StorageError):
        store.file(room.who, room.client, "Taken", token)
    assert store.is_participant(token)
    assert not store.is_participant(store.start()[0])


def test_a_deleted_workshop_takes_everybody_s_answers_along_and_leaves_the_result(room: Room, url: str) -> None:
    token = room.join("owner", 0.7)
    room.store.delete_workshop(room.who, room.shop.id)
    with pytest.raises(StorageError):
        room.store.open(token)
    assert len(room.store.filed(room.who, room.client)) == 1
    assert on_the_database(url, "SELECT count(*) FROM participant") == [(0,)]
    assert on_the_database(url, "SELECT count(*) FROM assessment") == [(1,)]


def test_the_pulse_changes_with_everything_that_happens_and_with_nothing_else(room: Room) -> None:
    store, shop = room.store, room.shop.id
    token = room.join("owner")
    happenings: list[Callable[[], Any]] = [
        lambda: room.join("field"),
        lambda: store.save(token, share(0.3), "take-part", 1),
        lambda: store.finish(token, True),
        lambda: room.reveal(),
        lambda: store.focus(room.who, shop, FIELDS[0]),
        lambda: store.agree(room.who, shop, FIELDS[0], 0.3),
        lambda: store.differ(token, FIELDS[0], ""),
        lambda: store.withdraw(room.who, shop, FIELDS[0]),
        lambda: store.leave(token),
        lambda: store.close_workshop(room.who, shop),
        lambda: store.reopen_workshop(room.who, shop),
    ]
    for happen in happenings:
        before = store.pulse(shop)
        for look in (lambda: store.part(token), lambda: store.progress(room.who, shop), lambda: room.now):
            look()
        assert store.pulse(shop) == before
        happen()
        assert store.pulse(shop) > before
    with pytest.raises(StorageError):
        store.pulse("0" * 32)


def test_who_tries_codes_is_made_to_wait_and_others_are_not(room: Room, clock: Any) -> None:
    for _ in range(MOST_FROM_ONE):
        with pytest.raises(StorageError, match="No workshop has this code"):
            room.store.find("AAAAAA", whence="203.0.113.9")
    with pytest.raises(TooMany) as told:
        room.store.find(str(room.shop.code), whence="203.0.113.9")
    assert 0 < told.value.wait <= MINUTES * 60
    assert "Wait" in told.value.sentence
    assert room.store.find(str(room.shop.code), whence="198.51.100.7")
    clock.go_on(MINUTES)
    assert room.store.find(str(room.shop.code), whence="203.0.113.9")


def test_guesses_from_many_places_are_stopped_too(room: Room) -> None:
    for number in range(MOST_IN_ALL):
        with pytest.raises(StorageError, match="No workshop has this code"):
            room.store.find("AAAAAA", whence=f"place {number // 10}")
    with pytest.raises(TooMany):
        room.store.find("AAAAAA", whence="a fresh place")


def test_where_an_attempt_came_from_is_not_kept(room: Room, url: str) -> None:
    with pytest.raises(StorageError):
        room.store.find("nonsense", whence="203.0.113.9")
    assert "203" not in str([row[0] for row in on_the_database(url, "SELECT bucket FROM attempt")])


def test_thirty_people_who_join_and_save_at_once_lose_nothing(opened: Callable[[], SqlStore]) -> None:
    room = Room(opened())
    code, stores, gate = str(room.now.code), [opened() for _ in range(3)], threading.Barrier(30)

    def person(number: int) -> str:
        store = stores[number % 3]
        gate.wait()
        token, _ = store.join(code, "field", whence="the room")
        for step in range(1, 4):
            store.save(token, share((number * 3 + step) / 100), "take-part", step)
        store.finish(token, True)
        return token

    with ThreadPoolExecutor(30) as people:
        tokens = list(people.map(person, range(30)))
    assert len(set(tokens)) == 30
    room.reveal()
    voices = room.store.voices(room.who, room.shop.id)
    assert sorted(v.answers.work.project_share for v in voices) == sorted((n * 3 + 3) / 100 for n in range(30))  # type: ignore[type-var]
    assert all(seat.finished for seat in room.store.progress(room.who, room.shop.id))
