"""Tried answers: the short way of reading them gives what reading all answers anew gives."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from whole_answers import K, answers_files

from advisor import sure
from advisor.questionnaire.answers import answers_from
from advisor.questionnaire.flow import with_value
from advisor.scoring.facts import estimates
from advisor.scoring.tries import SPLIT, columns_of_values, joined, other_values

EXAMPLES = settings.default.max_examples  # type: ignore[union-attr]


@settings(max_examples=max(EXAMPLES // 20, 15))
@given(answers_files())
def test_a_tried_answer_gives_what_reading_all_answers_anew_gives(data: dict[str, Any]) -> None:
    answers = answers_from(data)
    found = estimates(answers, K)[0]
    base = sure.base_of(answers, found, K)
    for question in sure.changeable(answers, K):
        values = other_values(base, question)[::11] if question.field != SPLIT else []
        short = columns_of_values(base, question.field, values) if values else {}
        for place, value in enumerate(values):
            anew = estimates(with_value(answers, question.field, value), K)[0]
            for name, estimate in anew.items():
                got = short[name][place] if name in short else found[name].mid
                assert got == pytest.approx(estimate.mid, abs=1e-12), (question.field, value, name)


def test_blocks_of_tries_stand_one_after_the_other() -> None:
    answers = answers_from({"company": {"headcount": 12}, "work": {"project_share": 0.3}})
    base = sure.base_of(answers, estimates(answers, K)[0], K)
    blocks = [
        (2, columns_of_values(base, "sales.leads_per_month", [5.0, 80.0])),
        (3, columns_of_values(base, "friction.workarounds", [0.0, 1.0, 2.0])),
    ]
    columns = joined(base, blocks)
    assert columns["leads"].tolist() == [5, 80, *[base.found["leads"].mid] * 3]
    assert columns["friction.workarounds"].tolist() == [*[base.found["friction.workarounds"].mid] * 2, 0, 1, 2]
