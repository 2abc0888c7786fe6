"""The shipped data loads, hangs together and cannot be changed by a reader."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from advisor.errors import AnswersError
from advisor.knowledge import Knowledge, check_ids, data_folder, load_knowledge
from advisor.questionnaire.answers import answers_from


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def test_the_shipped_data_loads(knowledge: Knowledge) -> None:
    assert len(knowledge.trades) > 40
    assert len(knowledge.pains) > 40
    assert len(knowledge.catalogue.vendors) > 50
    assert [option.id for option in knowledge.option_book.options] == [
        "crm", "pm", "fsm", "integrated", "fsm_pm", "crm_pm", "crm_fsm",
    ]  # fmt: skip


def test_it_is_read_once_and_shared() -> None:
    assert load_knowledge() is load_knowledge()


def test_a_copy_of_the_folder_gives_the_same_knowledge(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    shutil.copytree(data_folder(), folder)
    copy, shipped = load_knowledge(folder), load_knowledge()
    assert copy.rule_book == shipped.rule_book
    assert dict(copy.pains) == dict(shipped.pains)
    assert copy.catalogue == shipped.catalogue


def test_nobody_can_change_it(knowledge: Knowledge) -> None:
    with pytest.raises(TypeError):
        knowledge.pains["new"] = knowledge.pains["missed_calls"]  # type: ignore[index]
    with pytest.raises(ValidationError):
        knowledge.rule_book.hybrid_line.low = 0.1  # type: ignore[misc]


def test_the_line_and_the_anchor_are_those_of_the_articles(knowledge: Knowledge) -> None:
    line = knowledge.rule_book.hybrid_line
    assert (line.low, line.high, line.one_platform_from) == (0.25, 0.30, 0.90)


@pytest.mark.parametrize("source", ["pm-vs-jm", "crm-vs-pm"])
def test_both_articles_are_cited(knowledge: Knowledge, source: str) -> None:
    assert source in knowledge.sources
    assert any(rule.source == source for rule in knowledge.rule_book.rules)


def test_every_rule_of_the_articles_is_in_the_data(knowledge: Knowledge) -> None:
    keys = {rule.key for rule in knowledge.rule_book.rules}
    wanted = {f"W{n}" for n in range(1, 7)} | {f"H{n}" for n in range(1, 11)} | {f"C{n}" for n in range(1, 8)}
    wanted |= {"I1", "I2", "I3", "I4", "A1", "J1", "J2", "J3", "D1", "D2", "D3"}
    assert wanted <= keys


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"company": {"trade": "electrician"}}, ["company.trade", "'electrician'", "Did you mean"]),
        ({"pains": {"missed_call": 2}}, ["pains", "'missed_call'", "missed_calls"]),
        ({"limits": {"must_have": ["dispatch"]}}, ["limits.must_have", "'dispatch'", "dispatch_board"]),
        ({"limits": {"must_integrate": ["quickboks_online"]}}, ["limits.must_integrate", "quickbooks_online"]),
        ({"limits": {"exclude_vendors": ["procor"]}}, ["limits.exclude_vendors", "'procor'", "procore"]),
    ],
)
def test_an_id_that_does_not_exist_is_named_with_its_neighbours(
    knowledge: Knowledge, data: dict[str, object], words: list[str]
) -> None:
    with pytest.raises(AnswersError) as caught:
        check_ids(answers_from(data), knowledge)
    assert [word for word in words if word not in caught.value.sentence] == []


def test_an_id_like_no_other_is_refused_without_a_guess(knowledge: Knowledge) -> None:
    with pytest.raises(AnswersError, match="there is no trade 'zzzzzzzz'"):
        check_ids(answers_from({"company": {"trade": "zzzzzzzz"}}), knowledge)
