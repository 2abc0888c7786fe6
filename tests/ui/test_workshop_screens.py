"""A workshop on the screen: private answers on phones, the reveal on the wall, the agreed answers in the assessment."""

from __future__ import annotations

import pytest
from visitor import Visitor

from advisor.errors import StorageError
from advisor.questionnaire.answers import answers_from
from advisor.storage.sql import SqlStore, open_store
from advisor.storage.workshops import Workshop
from advisor.ui.room import PUBLIC, join_address

BASE = answers_from({"company": {"trade": "electrical", "segment": "commercial", "headcount": 35}})
FIELDS = ("work.project_share", "team.administration", "limits.wants_one_system", "pains")
SAID = {"owner": 0.7, "office": 0.2, "field": 0.15, "project_manager": 0.6}


@pytest.fixture
def store(at_this_computer):
    opened = open_store()
    yield opened
    opened.close()


@pytest.fixture
def shop(store) -> Workshop:
    me = store.consultant("this computer", "local")
    client = store.add_client(me, "Volt & Sons")
    return store.start_workshop(me, client.id, "Round table", FIELDS, BASE)


def me(store: SqlStore) -> str:
    return store.consultant("this computer", "local")


def joined(store: SqlStore, shop: Workshop, role: str, share: float) -> str:
    code = store.workshop(me(store), shop.id).code
    token, _ = store.join(str(code), role, whence="the room")  # type: ignore[arg-type]
    answers = {"work": {"project_share": share}, "limits": {"wants_one_system": role == "office"}}
    store.save(token, answers_from(answers), "take-part", 1)
    store.finish(token, True)
    return token


@pytest.fixture
def room(store, shop) -> dict[str, str]:
    return {role: joined(store, shop, role, share) for role, share in SAID.items()}


def pressed(visitor: Visitor, start: str) -> Visitor:
    next(one for one in visitor.app.button if one.label.startswith(start)).click().run()
    return visitor


def test_a_phone_joins_with_the_code_and_answers_one_question_at_a_time(visit, store, shop):
    phone = visit().open("join", code=str(shop.code))
    phone.choose("What do you do in the firm?", "owner").press("Join")
    assert "Question 1 of 4" in phone.words
    assert phone.heading == "The split"
    phone.slide("Share of projects, in percent", 60)
    phone.press("Next").choose("Who would look after the software?", "part_time").press("Next").press("Next")
    phone.press("Next").press("I am done")
    (seat,) = store.progress(me(store), shop.id)
    assert (seat.role, seat.finished, seat.begun) == ("owner", True, True)
    kept = phone.kept()
    assert (kept.work.project_share, kept.team.administration) == (0.6, "part_time")
    assert "Wait until the answers are revealed" in phone.words


@pytest.mark.parametrize(("code", "role", "told"), [
    ("", "owner", "Type the code"),
    ("AAAAAA", "owner", "No workshop has this code"),
    ("x", None, "Choose what you do"),
])  # fmt: skip
def test_a_mistake_on_the_way_in_is_told(visit, store, shop, code, role, told):
    phone = visit().open("join", code=code)
    if role:
        phone.choose("What do you do in the firm?", role)
    phone.press("Join")
    assert told in phone.words


def test_before_the_reveal_the_wall_shows_counts_and_nobody_s_answers(visit, store, shop, room):
    wall = visit().open("workshop", w=shop.id)
    assert "<strong>4</strong> of <strong>4</strong>" in wall.words
    assert str(shop.code)[:3] in wall.words
    for share in ("70 %", "20 %", "15 %", "60 %"):
        assert share not in wall.words


def test_the_reveal_says_what_matters_first_and_the_agreed_answer_becomes_the_assessment(visit, store, shop, room):
    wall = visit().open("workshop", w=shop.id)
    wall.press("Reveal the answers")
    headers = [one.value for one in wall.app.header]
    assert headers.index("Discuss these, in this order") < headers.index("No need to discuss")
    first = next(one.label for one in wall.app.expander if one.label.startswith("1."))
    assert "The split" in first
    assert "it decides" in first
    pressed(wall, "Put it on every phone")
    assert store.workshop(me(store), shop.id).focus == "work.project_share"
    phone = visit(a=room["office"]).open("take-part")
    assert "The split" in [one.value for one in phone.app.header]
    assert "20 % projects (you)" in phone.words
    what = next(one for one in wall.app.selectbox if one.label == "The room agrees on: The split")
    what.set_value("Another figure").run()
    next(one for one in wall.app.text_input if one.label == "The figure: The split").input("40").run()
    next(one for one in wall.app.text_input if one.label == "Why: The split").input("as the books say").run()
    pressed(wall, "Keep it as agreed")
    (agreed,) = store.workshop(me(store), shop.id).agreements
    assert (agreed.field, agreed.value, agreed.note) == ("work.project_share", 0.4, "as the books say")
    phone = visit(a=room["office"]).open("take-part")
    phone.tick("I still see it differently")
    assert store.part(room["office"]).dissent == {"work.project_share": ""}
    wall = visit().open("workshop", w=shop.id).press("Make it the assessment")
    (filed,) = store.filed(me(store), shop.client_id)
    assert filed.answers.work.project_share == 0.4
    assert filed.answers.company == BASE.company
    kept = filed.answers.workshop
    assert kept is not None
    assert kept.people == {"owner": 1, "office": 1, "project_manager": 1, "field": 1}
    told = next(one for one in kept.questions if one.field == "work.project_share")
    assert (told.agreed, told.note, told.matters) == (0.4, "as the books say", True)
    assert [one.role for one in told.dissent] == ["office"]
    assert wall.heading


def test_a_second_time_keeps_what_came_after_the_first(visit, store, shop, room):
    wall = visit().open("workshop", w=shop.id).press("Reveal the answers")
    wall.press("Make it the assessment")
    token = store.open_filed(me(store), shop.assessment_id)
    before = store.open(token)
    score = {"vendor": "procore", "task": "rfi-to-an-outside-architect", "score": 3, "by": "Ana"}
    scored = answers_from({**before.answers.compact(), "scores": [score]})
    store.save(token, scored, "scorecard", before.revision)
    visit().open("workshop", w=shop.id).press("Make it the assessment")
    (filed,) = store.filed(me(store), shop.client_id)
    assert [one.by for one in filed.answers.scores] == ["Ana"]


def test_a_latecomer_joins_after_the_reveal_and_counts(visit, store, shop, room):
    store.reveal(me(store), shop.id)
    late = visit().open("join", code=str(shop.code)).choose("What do you do in the firm?", "sales").press("Join")
    assert "the answers are revealed" in late.words
    late.slide("Share of projects, in percent", 90)
    late.press("See what the room sees")
    assert "The answers are revealed" in late.words
    assert "Going by their own answers alone" in late.words
    assert len(store.voices(me(store), shop.id)) == 5


def test_a_participant_reaches_no_other_page_with_the_seat(visit, store, shop, room):
    for page in ("questions", "result", "report", "scorecard"):
        seen = visit(a=room["owner"]).open(page)
        assert seen.heading == "Round table"
        assert "Wait until the answers are revealed" in seen.words


def test_a_participant_s_link_opens_no_facilitator_s_page(visit, store, shop, room, monkeypatch):
    monkeypatch.delenv("ADVISOR_DESK")
    page = visit(a=room["owner"]).open("workshop", w=shop.id)
    assert "has no desk for consultants" in page.words
    assert "Reveal the answers" not in page.buttons


def test_who_leaves_is_asked_nothing_more_and_counted_apart(visit, store, shop, room):
    phone = visit(a=room["owner"]).open("take-part").press("Leave the workshop")
    assert phone.heading.startswith("Which software")
    assert [seat.gone for seat in store.progress(me(store), shop.id)] == [True, False, False, False]
    wall = visit().open("workshop", w=shop.id)
    assert "<strong>3</strong> of <strong>3</strong>" in wall.words


def test_a_closed_workshop_thanks_everybody(visit, store, shop, room):
    store.close_workshop(me(store), shop.id)
    assert "The workshop is closed" in visit(a=room["owner"]).open("take-part").words


def test_a_closed_workshop_can_be_read_and_no_longer_changed(visit, store, shop, room):
    store.reveal(me(store), shop.id)
    open_wall = visit().open("workshop", w=shop.id)
    assert "Put it on every phone" in open_wall.buttons
    assert [box for box in open_wall.app.selectbox if box.label.startswith("The room agrees on")]
    store.agree(me(store), shop.id, "work.project_share", 0.4, "")
    store.close_workshop(me(store), shop.id)
    wall = visit().open("workshop", w=shop.id)
    assert "This workshop is closed" in wall.words
    assert "Agreed:" in wall.words
    assert not {"Put it on every phone", "Discuss it again"} & set(wall.buttons)
    assert not [box for box in wall.app.selectbox if box.label.startswith("The room agrees on")]


@pytest.mark.parametrize("stage", ["gathering", "revealed"])
def test_one_look_that_fails_frightens_nobody(visit, store, shop, room, stage, monkeypatch):
    if stage == "revealed":
        store.reveal(me(store), shop.id)
    wall, phone = visit().open("workshop", w=shop.id), visit(a=room["owner"]).open("take-part")

    def fails(*_: object, **__: object) -> None:
        raise StorageError("The database of assessments cannot be used: it is away")

    with monkeypatch.context() as away:
        for look in ("progress", "voices", "heard"):
            away.setattr(SqlStore, look, fails)
        wall.app.run()
        assert "tries again by itself" in wall.words
        assert not wall.app.exception
        away.setattr(SqlStore, "part", fails)
        phone.app.run()
        assert "You are in no workshop" not in phone.words
        assert "What you answered is kept" in phone.words
        assert not phone.app.exception
    wall.app.run()
    assert "tries again by itself" not in wall.words


def test_phones_are_sent_to_the_address_that_the_server_was_given(visit, store, shop, monkeypatch):
    monkeypatch.setenv(PUBLIC, "https://advisor.example.com/tools/")
    assert join_address("AC3479") == "https://advisor.example.com/tools/join?code=AC3479"
    assert "advisor.example.com/tools/join" in visit().open("workshop", w=shop.id).words


def test_notes_from_the_room_stay_text(visit, store, shop, room):
    hostile = "<script>alert(1)</script> **x**"
    store.reveal(me(store), shop.id)
    store.agree(me(store), shop.id, "work.project_share", 0.4, hostile)
    store.differ(room["office"], "work.project_share", hostile)
    wall = visit().open("workshop", w=shop.id)
    drawn = [part.value for part in (*wall.app.markdown, *wall.app.caption)]
    assert not any("<script>" in text and "\\<script" not in text for text in drawn)
    assert not any("<script>alert" in part.body for part in wall.app.html)
