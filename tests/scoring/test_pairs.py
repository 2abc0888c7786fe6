"""Two answers together: the smallest pair that gives other software where no single answer does."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from contractors import contractors
from whole_answers import K

from advisor import advise, sure
from advisor.questionnaire.answers import answers_from
from advisor.questionnaire.flow import with_value
from advisor.questionnaire.question import Question
from advisor.scoring.facts import estimates
from advisor.scoring.flips import flips, read_split
from advisor.scoring.pairs import changes_of, smallest_pair
from advisor.scoring.spans import Number
from advisor.scoring.tries import Base, winners


def ground(data: dict[str, Any]) -> Base:
    answers = answers_from(data)
    return sure.base_of(answers, estimates(answers, K)[0], K)


def read_whole(base: Base, changes: list[tuple[str, Any]]) -> str:
    answers = base.answers
    for field, value in changes:
        answers = with_value(answers, field, value)
    found = estimates(answers, K)[0]
    columns: dict[str, Number] = {name: np.array([e.mid]) for name, e in found.items()}
    return winners(base, columns, 1)[0]


def grounds() -> list[tuple[Base, tuple[Question, ...], str]]:
    """Contractors with the questions of which no single answer changes anything, and what comes first today."""
    out = []
    for data in contractors(14, seed=3):
        base = ground(data)
        questions = sure.changeable(base.answers, K)
        own = winners(base, {}, 1)[0]
        flipping = {f.question for f in flips(base, questions, read_split(base), own)}
        out.append((base, tuple(q for q in questions if q.field not in flipping), own))
    return out


def test_the_smallest_pair_flips_and_no_smaller_pair_does() -> None:
    paired = 0
    for base, questions, own in grounds():
        found = smallest_pair(base, questions, own)
        changes = [c for q in questions for c in changes_of(base, q)]
        if found is not None:
            paired += 1
            pair = [(c.question.field, c.value) for c in (found.one, found.other)]
            assert read_whole(base, pair) == found.option != own
        limit = found.steps if found is not None else math.inf
        smaller = [
            (a, b)
            for a, b in itertools.combinations(changes, 2)
            if a.question.field != b.question.field and a.steps + b.steps < limit - 1e-6
        ]
        for a, b in smaller[:: max(len(smaller) // 80, 1)]:
            assert read_whole(base, [(a.question.field, a.value), (b.question.field, b.value)]) == own
    assert 3 <= paired <= 13, "some have a pair, some have none"


def test_a_pair_is_given_only_where_no_single_answer_changes_it() -> None:
    near = advise(answers_from({"company": {"headcount": 11}, "work": {"project_share": 0.36}}), draws=50)
    assert near.flips
    assert near.pair_flip is None


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_steps_are_whole_places_on_the_scale_of_the_question(share: float) -> None:
    base = ground({"company": {"headcount": 20, "growth": "steady"}, "work": {"project_share": share},
                   "friction": {"workarounds": 1}, "limits": {"wants_one_system": False}})  # fmt: skip
    asked = {q.field: q for q in sure.changeable(base.answers, K)}
    steps = {f: {c.value: c.steps for c in changes_of(base, q)} for f, q in asked.items()}
    assert steps["company.growth"] == {"growing": 1, "fast": 2}, "shrinking says the same as steady"
    assert steps["limits.wants_one_system"] == {True: 1}
    if "friction.workarounds" in steps:
        assert steps["friction.workarounds"] == {0.0: 1, 2.0: 1, 3.0: 2}
    heads = steps["company.headcount"]
    assert heads[30] == 1
    assert heads[45] == 2
    assert heads[13] == 1
    split = steps["work.project_share"]
    assert split[0.05 if share == 0 else 0.95] == 1
    assert split[0.5] == 10


def test_the_pair_is_told_in_words() -> None:
    for base, questions, own in grounds():
        found = sure.pair_flip(base, questions, K.option_book.by_id[own], K)
        if found is not None:
            break
    assert found is not None
    assert found.sentence.startswith("No single answer changes this.")
    assert all(change.words in found.sentence for change in found.changes)
    assert found.name in found.sentence
    assert found.steps == pytest.approx(sum(change.steps for change in found.changes), abs=0.11)
