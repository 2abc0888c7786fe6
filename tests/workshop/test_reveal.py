"""The reveal as a whole: order, privacy, words, latecomers and mistakes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rooms import BOOK, ELECTRICAL, FIELDS, K, bases, people, person, voices

from advisor.advise import glance
from advisor.errors import AnswersError
from advisor.questionnaire.answers import Answers, answers_from
from advisor.workshop import Person, content_key, reveal
from advisor.workshop.view import KINDS

EXAMPLES = settings.default.max_examples  # type: ignore[union-attr]
BASE = answers_from(ELECTRICAL)
FRICTION = ("workarounds", "double_entry", "missed_information")
ROOM = [
    person("owner", work={"project_share": 0.6}, team={"tech_comfort": 5}, limits={"wants_one_system": False}),
    person("office", work={"project_share": 0.12}, team={"tech_comfort": 2}, limits={"wants_one_system": True}),
    person("field", work={"project_share": {"low": 0.3, "high": 0.5}}, team={"tech_comfort": 2}),
    person("field", work={"project_share": 0.4}, limits={"wants_one_system": "unknown"}),
]


@settings(max_examples=EXAMPLES // 10)
@given(bases(), people(2, 5), st.randoms(use_true_random=False))
def test_the_order_in_which_people_join_changes_nothing(base: Answers, room: list[Person], chance: Any) -> None:
    room = [*room, person("owner", company={"growth": "fast"})]
    shuffled = list(room)
    chance.shuffle(shuffled)
    one, other = (reveal(base, of, FIELDS, K, draws=50) for of in (room, shuffled))
    assert one == other
    assert content_key(base, shuffled, FIELDS, K, draws=50) == one.key


def test_what_matters_comes_first_and_the_least_agreed_on_first_within_it() -> None:
    found = reveal(BASE, ROOM, FIELDS, K)
    ranks = [KINDS.index(question.kind) for question in found.questions]
    assert ranks == sorted(ranks)
    assert found.questions[0].field == "work.project_share"
    disputed = [q.agreement for q in found.questions if q.kind == "disputed"]
    assert disputed == sorted(disputed)  # type: ignore[type-var]
    assert {question.field for question in found.questions} == set(FIELDS)


def test_each_person_each_role_and_all_together_are_told_in_this_order() -> None:
    found = reveal(BASE, ROOM, FIELDS, K)
    assert found.people == {"owner": 1, "office": 1, "field": 2}
    assert [(view.role, view.first.option, view.same) for view in found.own] == [
        ("owner", "fsm_pm", True), ("office", "fsm", False), ("field", "fsm_pm", True), ("field", "fsm_pm", True),
    ]  # fmt: skip
    assert [(view.role, view.people, view.first.option) for view in found.roles] == [
        ("owner", 1, "fsm_pm"), ("office", 1, "fsm"), ("field", 2, "fsm_pm"),
    ]  # fmt: skip
    assert found.sentences[0] == (
        "Going by their own answers alone, 3 of 4 people get FSM and PM, joined; 1 gets field service management (FSM)."
    )
    assert found.sentences[1].startswith("All answers together put FSM and PM, joined, first.")
    assert "one changes the software by itself: the split" in found.sentences[2]


def test_roles_of_one_person_are_told_as_such() -> None:
    found = reveal(BASE, ROOM, FIELDS, K)
    assert found.alone == ("owner", "office")
    assert [view.alone for view in found.roles] == [True, True, False]
    assert found.sentences[-1] == "Owner and office are one person each, so the others can tell what they said."
    assert "one person, so this is what that person said" in found.roles[0].sentence


def test_a_range_lies_at_its_middle_and_its_width_is_shown() -> None:
    marks = reveal(BASE, ROOM, FIELDS, K).question("work.project_share").marks
    assert [(mark.place, mark.low, mark.high) for mark in marks] == [
        (0.12, 0.12, 0.12), (0.4, 0.4, 0.4), (pytest.approx(0.4), 0.3, 0.5), (0.6, 0.6, 0.6),
    ]  # fmt: skip


def test_two_people_who_see_it_apart_are_named_by_role() -> None:
    room = [person("owner", work={"project_share": 0.6}), person("office", work={"project_share": 0.1})]
    sentence = reveal(BASE, room, ["work.project_share"], K).questions[0].sentence
    assert sentence.startswith(
        "Owner and office see the split apart (60 % projects against 10 % projects), and it decides"
    )
    assert "at 10 % projects, field service management (FSM) would come first" in sentence


def test_with_one_mind_it_is_as_sure_as_for_one_contractor_who_says_the_same() -> None:
    said = {"work": {"project_share": 0.6}, "team": {"tech_comfort": 4}}
    found = reveal(BASE, [person(role, **said) for role in ("owner", "office", "sales")], FIELDS, K)
    alone = glance(answers_from({**ELECTRICAL, **said}), K, draws=1000)
    assert found.pooled.first.option == alone.option
    assert found.pooled.acceptability == alone.acceptability
    assert found.pooled.certainty == alone.certainty


def test_views_that_lie_apart_make_it_less_sure_than_the_middle_alone() -> None:
    apart = reveal(BASE, voices("work.project_share", 0.05, 0.5, 0.95), FIELDS, K).pooled
    near = reveal(BASE, voices("work.project_share", 0.49, 0.5, 0.51), FIELDS, K).pooled
    assert apart.first == near.first
    assert apart.acceptability["fsm_pm"] < near.acceptability["fsm_pm"]


def test_yes_against_no_is_drawn_as_often_yes_as_people_said_yes() -> None:
    base = answers_from({"company": {"trade": "electrical", "headcount": 8}, "work": {"project_share": 0.45}})
    fields = ["limits.wants_one_system"]
    yes, no = (reveal(base, voices(fields[0], said, said), fields, K).pooled.acceptability for said in (True, False))
    assert abs(yes["integrated"] - no["integrated"]) > 0.3
    room = reveal(base, voices(fields[0], True, True, True, False), fields, K).pooled.acceptability
    for option, share in room.items():
        assert share == pytest.approx(0.75 * yes[option] + 0.25 * no[option], abs=0.05)


def test_a_question_that_changes_only_how_sure_it_is_says_so() -> None:
    # 18 % of projects lie below the line, so FSM comes first either way; friction makes the smaller side feel larger.
    room = [
        person(role, work={"project_share": 0.18}, friction=dict.fromkeys(FRICTION, 0)) for role in ("office", "field")
    ]
    room.append(person("owner", work={"project_share": 0.18}, friction=dict.fromkeys(FRICTION, 3)))
    base = answers_from({"company": {"trade": "electrical", "headcount": 35}})
    found = reveal(base, room, FIELDS, K)
    question = found.question("friction.workarounds")
    assert question.kind == "how_sure"
    assert question.matters is False
    assert found.pooled.certainty == "lean"
    assert {one.words: one.certainty for one in question.given} == {"none": "clear", "severe": "lean"}
    assert question.sentence == (
        "Workarounds: none (office and field); severe (owner), and it changes how sure the advice is (a lean): "
        "with none it would be clear."
    )


def test_whoever_comes_late_counts_from_then_on_and_whoever_said_nothing_never() -> None:
    late = person("sales", work={"project_share": 0.9})
    silent = person("dispatcher")
    before, after = (reveal(BASE, room, FIELDS, K) for room in (ROOM, [*ROOM, late, silent]))
    assert "dispatcher" not in after.people
    assert after.people == {**before.people, "sales": 1}
    assert after.key != before.key
    assert reveal(BASE, [*ROOM, silent], FIELDS, K) == before


def test_an_answer_to_what_was_not_asked_does_not_count() -> None:
    more = [*ROOM[:3], Person(role="field", answers=answers_from({"work": {"project_share": 0.4, "jobs_per_day": 90}}))]
    less = [*ROOM[:3], Person(role="field", answers=answers_from({"work": {"project_share": 0.4}}))]
    fields = ("work.project_share", "team.tech_comfort")
    assert reveal(BASE, more, fields, K) == reveal(BASE, less, fields, K)


def test_the_key_follows_everything_that_the_reveal_depends_on() -> None:
    key = content_key(BASE, ROOM, FIELDS, K)
    assert key == reveal(BASE, ROOM, FIELDS, K).key
    assert content_key(Answers(), ROOM, FIELDS, K) != key
    assert content_key(BASE, ROOM, FIELDS[1:], K) != key
    assert content_key(BASE, ROOM[1:], FIELDS, K) != key
    assert content_key(BASE, ROOM, FIELDS, K._replace(digest="other")) != key


@pytest.mark.parametrize(
    ("room", "fields", "words"),
    [
        ([], FIELDS, "nobody has answered yet"),
        ([person("owner")], FIELDS, "nobody has answered yet"),
        (ROOM, (), "no question was asked"),
        (ROOM, ("work.nothing",), "'work.nothing' is no question for a room"),
        ([person("owner", pains={"no_such": 3})], FIELDS, "there is no pain 'no_such'"),
        ([*ROOM] * 16, FIELDS, "64 people have answered, and a workshop holds 60"),
    ],
)
def test_a_mistake_gets_a_sentence(room: list[Person], fields: tuple[str, ...], words: str) -> None:
    with pytest.raises(AnswersError, match=words):
        reveal(BASE, room, fields, K)


@settings(max_examples=EXAMPLES // 10)
@given(bases(), people(1, 6))
def test_every_sentence_is_one(base: Answers, room: list[Person]) -> None:
    room = [*room, person("owner", company={"growth": "fast"})]
    found = reveal(base, room, FIELDS, K, draws=50)
    parts = [part for question in found.questions for part in question.parts]
    for text in (*found.sentences, *(one.sentence for one in (*found.questions, *parts, *found.roles))):
        assert text == text.strip()
        assert not text[0].islower()
        assert text.endswith(".")
        for slip in ("  ", "..", " ,", " None", "{", "[", "unknown", "_", "()"):
            assert slip not in text, text


def test_no_role_is_unknown_to_the_book() -> None:
    from typing import get_args

    from advisor.questionnaire.agreed import Role

    assert tuple(BOOK.by_role) == get_args(Role)
