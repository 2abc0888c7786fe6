"""The agreed answers and what is kept: what was settled counts, what was not discussed is neither guessed nor lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rooms import BOOK, ELECTRICAL, FIELDS, K, bases, people, person, voices

from advisor import advise
from advisor.errors import AnswersError
from advisor.questionnaire.agreed import Dissent, Workshop
from advisor.questionnaire.answers import Answers, answers_from
from advisor.questionnaire.flow import value_at
from advisor.workshop import Person, Settled, agreed_answers, reveal, summary
from advisor.workshop.heard import hear
from advisor.workshop.people import plain
from advisor.workshop.result import middle_half

EXAMPLES = settings.default.max_examples  # type: ignore[union-attr]
BASE = answers_from(ELECTRICAL)
SPLIT = "work.project_share"
ROOM = [
    person("owner", work={"project_share": 0.6}, limits={"wants_one_system": False}, pains={"double_entry": 3}),
    person("office", work={"project_share": 0.1}, limits={"wants_one_system": True}, pains={"missed_calls": 2}),
    person("field", work={"project_share": {"low": 0.3, "high": 0.5}}, pains={"double_entry": 2}),
]


def _agreed(settled: list[Settled], room: list[Person] = ROOM, base: Answers = BASE) -> Any:
    return agreed_answers(base, room, FIELDS, settled, K)


def test_what_was_settled_counts_whatever_was_said_before() -> None:
    found = _agreed([Settled(field=SPLIT, value=0.35, note="The books of last year")])
    assert found.answers.work.project_share == 0.35
    split = next(one for one in found.asked if one.field == SPLIT)
    assert (split.how, split.discussed, split.words) == ("settled", True, "35 % projects")
    assert found.answers.company == BASE.company


def test_the_room_may_agree_that_it_does_not_know() -> None:
    found = _agreed([Settled(field=SPLIT, value="unknown")])
    assert found.answers.work.project_share == "unknown"


def test_a_range_can_be_settled_and_pains_one_by_one() -> None:
    found = _agreed(
        [
            Settled(field=SPLIT, value={"low": 0.3, "high": 0.4}),
            Settled(field="pains.missed_calls", value=3),
            Settled(field="pains.few_reviews", value=1),
        ]
    )
    assert plain(found.answers.work.project_share) == {"low": 0.3, "high": 0.4}
    # double_entry keeps the median of 3, 2 and none.
    assert found.answers.pains == {"double_entry": 2, "missed_calls": 3, "few_reviews": 1}


def test_what_all_told_alike_counts_without_being_discussed() -> None:
    room = [*voices("team.tech_comfort", 2, 2), person("sales", team={"tech_comfort": "unknown"})]
    found = agreed_answers(BASE, room, FIELDS, [], K)
    assert found.answers.team.tech_comfort == 2
    assert next(one for one in found.asked if one.field == "team.tech_comfort").how == "one_mind"


def test_views_apart_that_were_not_discussed_stay_a_range_or_open_and_are_marked() -> None:
    found = _agreed([])
    how = {one.field: one.how for one in found.asked}
    assert plain(found.answers.work.project_share) == {"low": 0.1, "high": 0.6}
    assert how[SPLIT] == "middle"
    assert found.answers.limits.wants_one_system == "unknown"
    assert how["limits.wants_one_system"] == "left_open"
    assert how["company.growth"] == "not_told"
    assert not any(one.discussed for one in found.asked)
    assert "not discussed" in next(one for one in found.asked if one.field == SPLIT).sentence


def test_what_nobody_told_stays_as_it_was_before() -> None:
    base = answers_from({**ELECTRICAL, "company": {**ELECTRICAL["company"], "growth": "fast"}})
    assert _agreed([], base=base).answers.company.growth == "fast"


@pytest.mark.parametrize(
    ("field", "values", "expected"),
    [
        (SPLIT, [0.3, 0.6], {"low": 0.3, "high": 0.6}),
        (SPLIT, [0.3, 0.6, 0.9, 0.4], {"low": 0.3, "high": 0.9}),
        # From five on a quarter on either side is left out: one answer far out stretches nothing.
        (SPLIT, [0.3, 0.3, 0.3, 0.3, 1.0], 0.3),
        (SPLIT, [0.0, 0.3, 0.35, 0.4, 1.0], {"low": 0.3, "high": 0.4}),
        (SPLIT, [{"low": 0.2, "high": 0.4}, 0.5], {"low": 0.2, "high": 0.5}),
        ("limits.budget_usd_month", [500, 800], {"low": 500, "high": 800}),
        ("work.typical_duration", [{"value": 2, "unit": "days"}, {"value": 2, "unit": "weeks"}],
         {"value": {"low": 0.4, "high": 2.0}, "unit": "weeks"}),
        ("limits.wants_one_system", [True, True, True, False], "unknown"),
        ("limits.wants_one_system", [True, True, True, True, False], True),
        ("team.administration", ["none", "part_time"], "unknown"),
        ("team.administration", ["none", "part_time", "part_time", "part_time", "full_time"], "part_time"),
    ],
)  # fmt: skip
def test_the_middle_half_of_a_room_is_one_answer_a_range_or_open(field: str, values: list[Any], expected: Any) -> None:
    assert plain(middle_half(hear(voices(field, *values), field, BOOK, K))) == expected


@settings(max_examples=EXAMPLES // 4)
@given(bases(), people(1, 6))
def test_the_result_is_an_answers_file_that_can_be_advised_on(base: Answers, room: list[Person]) -> None:
    room = [*room, person("owner", company={"growth": "fast"})]
    found = agreed_answers(base, room, FIELDS, [], K)
    again = answers_from(found.answers.compact())
    assert again == found.answers
    assert {one.field for one in found.asked} == set(FIELDS)


@settings(max_examples=EXAMPLES // 4)
@given(bases(), people(1, 1), st.integers(1, 4))
def test_a_room_of_one_mind_gets_what_each_of_them_said(base: Answers, one: list[Person], copies: int) -> None:
    said = Person(role="owner", answers=one[0].answers.model_copy(update={"company": answers_from(
        {"company": {"growth": "fast"}}).company}))  # fmt: skip
    found = agreed_answers(base, [said] * copies, FIELDS, [], K)
    for field in FIELDS:
        told = value_at(said.answers, field)
        if told in (None, "unknown") or field == "pains" or getattr(told, "value", None) == "unknown":
            continue
        assert value_at(found.answers, field) == told


@pytest.mark.parametrize(
    ("settled", "words"),
    [
        (Settled(field=SPLIT, value=1.5), "outside 0 to 1"),
        (Settled(field=SPLIT, value="a lot"), "is not a number"),
        (Settled(field=SPLIT, value=None), "settled on nothing"),
        (Settled(field="company.name", value="x"), "is no question for a room"),
        (Settled(field="sales.stakeholders", value="few"), "was not asked in this workshop"),
        (Settled(field="team.administration", value="somebody"), "is not one of the choices"),
        (Settled(field="pains.nothing", value=1), "is no question for a room"),
    ],
)
def test_a_mistake_gets_a_sentence(settled: Settled, words: str) -> None:
    with pytest.raises(AnswersError, match=words):
        _agreed([settled])


# ---- what is kept ---------------------------------------------------------------------------------------------------


def _kept(settled: list[Settled]) -> Workshop:
    return summary(BASE, ROOM, FIELDS, settled, reveal(BASE, ROOM, FIELDS, K), K, held_on="2026-11-20")


def test_who_took_part_and_who_said_what_is_kept_by_role() -> None:
    kept = _kept([])
    assert kept.held_on == "2026-11-20"
    assert kept.people == {"owner": 1, "office": 1, "field": 1}
    assert sum(kept.own_options.values()) == 3
    split = next(question for question in kept.questions if question.field == SPLIT)
    assert [(voice.role, voice.value) for voice in split.voices] == [
        ("office", 0.1), ("field", {"low": 0.3, "high": 0.5}), ("owner", 0.6),
    ]  # fmt: skip
    assert split.matters is True
    assert split.agreed is None
    assert {question.field for question in kept.questions} >= set(FIELDS)
    assert {"pains.double_entry", "pains.missed_calls"} <= {question.field for question in kept.questions}


def test_dissent_is_kept_unless_the_room_says_who_came_round() -> None:
    def dissent(**more: Any) -> tuple[Dissent, ...]:
        kept = _kept([Settled(field=SPLIT, value=0.4, note="Counted together", **more)])
        split = next(question for question in kept.questions if question.field == SPLIT)
        assert (split.agreed, split.note) == (0.4, "Counted together")
        return split.dissent

    # 30-50 % holds the agreed 40 %, so the field does not see it otherwise.
    assert [(one.role, one.note) for one in dissent()] == [
        ("office", "Said 10 % projects"), ("owner", "Said 60 % projects"),
    ]  # fmt: skip
    assert dissent(dissent=()) == ()
    own = Dissent(role="office", note="Counts invoices, not dollars")
    assert dissent(dissent=(own,)) == (own,)


def test_a_settled_pain_that_nobody_had_named_is_kept_too() -> None:
    kept = _kept([Settled(field="pains.few_reviews", value=2)])
    (found,) = [question for question in kept.questions if question.field == "pains.few_reviews"]
    assert found.agreed == 2


def test_what_is_kept_goes_into_the_answers_and_changes_no_advice() -> None:
    settled = [Settled(field=SPLIT, value=0.4)]
    answers = _agreed(settled).answers
    with_workshop = answers.model_copy(update={"workshop": _kept(settled)})
    assert answers_from(with_workshop.compact()) == with_workshop
    one, other = (advise(a, K, draws=100) for a in (answers, with_workshop))
    assert (one.option, one.acceptability, one.stacks) == (other.option, other.acceptability, other.stacks)


def test_a_room_of_sixty_can_be_kept() -> None:
    room = [person("field", work={"project_share": n / 100}) for n in range(60)]
    kept = summary(BASE, room, FIELDS, [], reveal(BASE, room, FIELDS, K, draws=50), K)
    assert kept.people == {"field": 60}
