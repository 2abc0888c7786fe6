"""Law 8: the contributions sum to the value, and the same answers give the same advice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from whole_answers import EPS, answers_files, decide

from advisor import advise
from advisor.questionnaire.answers import answers_from

DRAWS = 200
EXAMPLES = settings.default.max_examples  # type: ignore[union-attr]


@given(answers_files())
def test_weight_times_score_summed_is_the_value(data: dict[str, Any]) -> None:
    decided = decide(data)
    weights = {name: float(weight) for name, weight in decided.workings.weights.items()}
    for option, value in decided.values.items():
        scores = decided.workings.scores[option]
        assert abs(sum(weights[name] * float(scores[name]) for name in weights) - value) <= 1e-9
        assert all(0 <= float(score) <= 1 for score in scores.values())
    again = decide(data)
    assert again.values == decided.values


@settings(max_examples=EXAMPLES // 4)
@given(answers_files())
def test_contributions_sum_to_the_value_and_the_same_answers_give_the_same_advice(data: dict[str, Any]) -> None:
    one, again = (advise(answers_from(data), draws=DRAWS) for _ in range(2))
    for ranked in one.ranking:
        assert abs(sum(c.points for c in ranked.contributions) - ranked.value) <= 1e-9
        assert all(abs(c.weight * c.score - c.points) <= 1e-9 for c in ranked.contributions)
        assert ranked.low - EPS <= ranked.value <= ranked.high + EPS
    assert [r.value for r in one.ranking] == sorted((r.value for r in one.ranking), reverse=True)
    assert abs(sum(one.acceptability.values()) - 1) <= 1e-3
    assert one.model_dump_json() == again.model_dump_json()


IN_A_PROCESS = """
import json, sys
from advisor import advise
from advisor.questionnaire.answers import answers_from
print(advise(answers_from(json.loads(sys.argv[1]))).model_dump_json())
"""


@pytest.mark.parametrize(
    "data",
    [
        {},
        {
            "company": {"trade": ["hvac", "plumbing"], "headcount": {"low": 20, "high": 40}},
            "work": {"project_share": 0.3},
            "pains": {"dispatch_chaos": 3, "rfis_submittals_lost": 2, "leads_scattered": 1},
            "limits": {"must_have": ["rfis", "dispatch_board"]},
        },
    ],
    ids=["nothing said", "much said"],
)
def test_two_processes_give_the_same_advice_to_the_last_byte(data: dict[str, Any]) -> None:
    def run(hash_seed: str) -> str:
        env = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-c", IN_A_PROCESS, json.dumps(data)]
        return subprocess.run(command, env=env, check=True, capture_output=True, text=True, timeout=120).stdout

    one, other = run("1"), run("4711")
    assert one == other
    assert json.loads(one)["option"] == advise(answers_from(data)).option
