"""Whether it matters, held against brute force: every answer written into a file of its own and decided alone."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from rooms import BOOK, FIELDS, K, bases, people, person
from whole_answers import decide

from advisor import advise
from advisor.questionnaire.answers import Answers, Duration, Range, answers_from
from advisor.workshop import Judged, Person, Reveal, reveal
from advisor.workshop.scale import scale_of

EXAMPLES = settings.default.max_examples  # type: ignore[union-attr]
DRAWS = 50


def _with(data: dict[str, Any], field: str, value: Any) -> dict[str, Any]:
    """An answers file with one answer changed, put together as a person with an editor would."""
    head, _, name = field.partition(".")
    out = {**data, head: {**data.get(head, {}), name: value} if name else value}
    if field == "work.project_share" and value not in (None, "unknown"):
        out["work"] = {key: kept for key, kept in out["work"].items() if key != "streams"}
    return out


def _pooled(base: Answers, found: Reveal) -> dict[str, Any]:
    data = base.compact()
    for question in found.questions:
        if question.pooled is not None:
            data = _with(data, question.field, question.pooled)
    return data


def _said(one: Person, field: str) -> Any:
    """What a person said, in plain data; None for not knowing and for silence."""
    head, _, name = field.partition(".")
    section = one.answers.compact().get(head)
    value = (section or {}).get(name) if name else section
    if field == "pains" and value is not None:
        value = {pain: how for pain, how in value.items() if how != 0}
    unknown = value == "unknown" or (isinstance(value, dict) and value.get("value") == "unknown")
    return None if unknown else value


def _told(room: list[Person], field: str) -> list[Any]:
    return [value for one in room if (value := _said(one, field)) is not None]


@settings(max_examples=EXAMPLES // 4)
@given(bases(), people(1, 5))
def test_each_answer_that_was_given_is_tried_exactly(base: Answers, room: list[Person]) -> None:
    room = [*room, person("owner", work={"project_share": 0.35})]
    found = reveal(base, room, FIELDS, K, draws=DRAWS)
    pooled = _pooled(base, found)
    first = decide(pooled).first
    assert found.pooled.first.option == first
    for question in found.questions:
        options = [decide(_with(pooled, question.field, value)).first for value in _told(room, question.field)]
        by_value = {repr(one.value): one for one in question.given}
        assert len(by_value) == len(question.given)
        assert {one.first.option for one in question.given} == set(options)
        parts = any(one.first.option != first for part in question.parts for one in part.given)
        if len(options) > 1:
            assert question.matters == (any(option != first for option in options) or parts)
        else:
            assert question.matters is None


@settings(max_examples=EXAMPLES // 4)
@given(bases(), people(1, 5))
def test_each_person_gets_what_their_own_answers_give(base: Answers, room: list[Person]) -> None:
    room = [*room, person("sales", team={"tech_comfort": 3})]
    found = reveal(base, room, FIELDS, K, draws=DRAWS)
    expected: dict[str, int] = {}
    for one in room:
        data, silent = base.compact(), True
        for field in FIELDS:
            if (value := _said(one, field)) is not None:
                data, silent = _with(data, field, value), False
        if silent and _nothing_said(one):
            continue
        option = decide(data).first
        expected[option] = expected.get(option, 0) + 1
    assert found.own_options == expected
    assert sum(found.people.values()) == len(found.own) == sum(expected.values())


def _nothing_said(one: Person) -> bool:
    """True where not even "unknown" was said."""
    return all(value is None for value in _raw(one))


def _raw(one: Person) -> list[Any]:
    data = one.answers.compact()
    return [(data.get(f.partition(".")[0]) or {}).get(f.partition(".")[2]) if "." in f else data.get(f) for f in FIELDS]


def _far(question: Judged, value: Any) -> float:
    """Distance of an answer from the pooled one, as the scale of the question measures it."""
    if question.tie:
        return 0.5
    if question.field == "pains":
        names = {*value, *(question.pooled or {})}  # type: ignore[misc]
        return max((abs(value.get(n, 0) - question.pooled.get(n, 0)) / 3 for n in names), default=0.0)  # type: ignore[union-attr]
    adapter = (
        TypeAdapter(Duration)
        if isinstance(value, dict) and "unit" in value
        else TypeAdapter(float | Range | bool | str)
    )
    scale = scale_of(K.questionnaire.of(question.field), BOOK.by_field.get(question.field))
    return scale.distance(adapter.validate_python(value), adapter.validate_python(question.pooled))


@settings(max_examples=EXAMPLES // 6)
@given(bases(), people(2, 4), st.lists(st.sampled_from(FIELDS), min_size=2, max_size=5, unique=True))
def test_the_smallest_pair_is_that_of_brute_force(base: Answers, room: list[Person], fields: list[str]) -> None:
    room = [*room, person("owner", company={"growth": "steady"})]
    fields = list(dict.fromkeys([*fields, "company.growth"]))
    found = reveal(base, room, fields, K, draws=DRAWS)
    _held_against_every_pair(base, found)


def _held_against_every_pair(base: Answers, found: Reveal) -> bool:
    """Every pair of given answers decided alone; True where one of several different sizes had to be chosen."""
    if any(question.matters for question in found.questions):
        assert found.pair is None
        return False
    pooled, first = _pooled(base, found), found.pooled.first.option
    disputed = [q for q in found.questions if len(q.given) > 1]
    turning = {}
    for a, b in itertools.combinations(disputed, 2):
        for one, other in itertools.product(a.given, b.given):
            option = decide(_with(_with(pooled, a.field, one.value), b.field, other.value)).first
            if option != first:
                size = _far(a, one.value) + _far(b, other.value)
                turning[frozenset({(a.field, repr(one.value)), (b.field, repr(other.value))})] = (option, size)
    pair = found.pair
    if pair is None:
        assert turning == {}
        return False
    key = frozenset(zip(pair.fields, map(repr, pair.values), strict=True))
    assert turning[key] == (pair.first.option, pytest.approx(pair.size, abs=1e-4))
    assert min(size for _, size in turning.values()) >= pair.size - 1e-4
    kinds = {question.field: question.kind for question in found.questions}
    assert {kinds[field] for field in pair.fields} == {"together"}
    return max(size for _, size in turning.values()) > pair.size + 1e-4


def test_of_many_pairs_the_smallest_is_told() -> None:
    chance = random.Random(11)

    def somebody(role: str) -> Person:
        return person(
            role,
            company={"technicians": chance.choice([0, 2, 5, 10, 20])},
            work={
                "jobs_per_day": chance.choice([1, 5, 9, 12, 30]),
                "typical_duration": {
                    "value": chance.choice([1, 3, 6]),
                    "unit": chance.choice(["hours", "days", "weeks"]),
                },
            },
        )

    chosen = 0
    for _ in range(60):
        firm = {
            "trade": chance.choice(["low_voltage_security", "masonry", "drywall_insulation", "multifamily_builder"]),
            "headcount": chance.choice([3, 8, 20, 35, 60]),
        }
        room = [somebody(role) for role in ("owner", "office", "field")]
        base = answers_from({"company": firm})
        fields = ("company.technicians", "work.jobs_per_day", "work.typical_duration")
        chosen += _held_against_every_pair(base, reveal(base, room, fields, K, draws=DRAWS))
    assert chosen >= 3


def test_two_answers_that_only_together_tell_the_shape_of_the_work_are_read_together() -> None:
    # Nobody tells the split, so technicians and calls a day tell it; each of them alone leaves FSM first.
    base = answers_from({"company": {"trade": "low_voltage_security", "headcount": 35}})
    room = [
        person(role, company={"technicians": technicians}, work={"typical_duration": length, "jobs_per_day": calls})
        for role, technicians, length, calls in (
            ("owner", 0, {"value": 3, "unit": "days"}, 1),
            ("office", 10, {"value": 1, "unit": "days"}, 5),
            ("field", 20, {"value": 3, "unit": "hours"}, 5),
        )
    ]
    fields = ("company.technicians", "work.jobs_per_day", "work.typical_duration")
    found = reveal(base, room, fields, K, draws=DRAWS)
    pooled = _pooled(base, found)
    one, other = _with(pooled, fields[0], 0), _with(pooled, fields[1], 1)
    assert [decide(data).first for data in (pooled, one, other)] == ["fsm"] * 3
    assert decide(_with(one, fields[1], 1)).first == "fsm_pm"
    assert found.pair is not None
    assert dict(zip(found.pair.fields, found.pair.values, strict=True)) == {fields[0]: 0, fields[1]: 1}
    assert found.pair.first.option == "fsm_pm"
    assert "No single answer changes the software. Two together would" in found.pair.sentence


def test_what_is_said_to_come_first_is_what_the_whole_advice_says() -> None:
    base = answers_from({"company": {"trade": "electrical", "segment": "commercial", "headcount": 35}})
    room = [
        person("owner", work={"project_share": 0.6}, limits={"wants_one_system": False}, pains={"missed_calls": 3}),
        person("office", work={"project_share": 0.1}, limits={"wants_one_system": True}),
        person("field", work={"project_share": 0.4}, friction={"workarounds": 3}, pains={"dispatch_chaos": 3}),
    ]
    found = reveal(base, room, FIELDS, K, draws=DRAWS)
    pooled = _pooled(base, found)
    assert advise(answers_from(pooled), K, draws=DRAWS).option == found.pooled.first.option
    for question in found.questions:
        for one in question.given:
            told = advise(answers_from(_with(pooled, question.field, one.value)), K, draws=DRAWS)
            assert (told.option, told.category) == (one.first.option, one.first.category)


# ---- laws -----------------------------------------------------------------------------------------------------------

NUMBERS = ("work.project_share", "friction.workarounds", "team.tech_comfort", "limits.wants_one_system")


@settings(max_examples=EXAMPLES // 10)
@given(bases(), st.data(), st.sampled_from(NUMBERS))
def test_coming_over_to_the_middle_never_makes_a_question_matter(base: Answers, data: Any, field: str) -> None:
    """An odd number of people, each with one answer: who takes the pooled one leaves it, and takes an answer away."""
    section, _, name = field.partition(".")
    values = {
        "work.project_share": st.integers(0, 20).map(lambda n: n / 20),
        "friction.workarounds": st.integers(0, 3),
        "team.tech_comfort": st.integers(1, 5),
        "limits.wants_one_system": st.booleans(),
    }[field]
    told = data.draw(st.lists(values, min_size=3, max_size=7).filter(lambda v: len(v) % 2 == 1))
    others = data.draw(people(len(told), len(told)))

    def room(said: list[Any]) -> list[Person]:
        parts = [_with(one.answers.compact(), field, value) for one, value in zip(others, said, strict=True)]
        return [Person(role=o.role, answers=answers_from(d)) for o, d in zip(others, parts, strict=True)]

    before = reveal(base, room(told), FIELDS, K, draws=DRAWS)
    middle = before.question(field).pooled
    convinced = data.draw(st.integers(0, len(told) - 1))
    after = reveal(base, room([middle if n == convinced else v for n, v in enumerate(told)]), FIELDS, K, draws=DRAWS)
    assert after.pooled.first == before.pooled.first
    assert after.question(field).matters <= before.question(field).matters  # type: ignore[operator]
    assert section
    assert name


@settings(max_examples=EXAMPLES // 10)
@given(bases(), people(1, 1), st.integers(2, 5))
def test_a_room_of_one_mind_has_nothing_to_talk_about(base: Answers, one: list[Person], copies: int) -> None:
    room = [Person(role=role, answers=one[0].answers) for role in (*BOOK.by_role,)[:copies]]
    room = [p for p in room if any(value is not None for value in _raw(p))]
    if not room:
        return
    found = reveal(base, room, FIELDS, K, draws=DRAWS)
    assert {question.kind for question in found.questions} <= {"agreed", "open"}
    assert found.pair is None
    assert all(view.same for view in (*found.own, *found.roles))
