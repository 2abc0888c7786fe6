"""What holds of every checklist, whatever the answers."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from whole_answers import OPTIONS, K, answers_files

from advisor import advise
from advisor.demo.checklist import build_checklist
from advisor.demo.conditions import holds
from advisor.demo.situation import situation_of
from advisor.demo.tasks import ChecklistItem
from advisor.questionnaire.answers import answers_from

ALWAYS = {task.id: task for task in K.task_book.tasks if task.always_in}
NEEDS = st.dictionaries(st.sampled_from(sorted(K.capabilities)), st.integers(1, 10).map(float), max_size=20)


def built(answers: dict[str, Any], option: str, needs: dict[str, float]) -> tuple[ChecklistItem, ...]:
    """The checklist without a shortlist."""
    return build_checklist(answers_from(answers), K.option_book.by_id[option], (), needs, (), K)


@given(answers_files(), st.sampled_from(OPTIONS), NEEDS)
def test_size_and_time_keep_their_limits(data: dict[str, Any], option: str, needs: dict[str, float]) -> None:
    items = built(data, option, needs)
    assert 12 <= len(items) <= 20
    assert 60 <= sum(item.minutes for item in items) <= 90


@given(answers_files(), st.sampled_from(OPTIONS), NEEDS)
def test_what_is_always_in_is_in_exactly_when_it_applies(
    data: dict[str, Any], option: str, needs: dict[str, float]
) -> None:
    situation = situation_of(answers_from(data), K.option_book.by_id[option], (), K)
    due = {name for name, task in ALWAYS.items() if all(holds(word, situation) for word in task.applies)}
    assert {item.id for item in built(data, option, needs)} & set(ALWAYS) == due


@given(answers_files(), st.sampled_from(OPTIONS), NEEDS, st.data())
def test_taking_a_pain_away_never_drops_what_is_always_in(
    data: dict[str, Any], option: str, needs: dict[str, float], chance: st.DataObject
) -> None:
    pains = {"cost_creep": 3, **data.get("pains", {})}
    gone = chance.draw(st.sampled_from(sorted(pains)))
    with_it, without = (
        {item.id for item in built({**data, "pains": told}, option, needs)} & set(ALWAYS)
        for told in (pains, {pain: severity for pain, severity in pains.items() if pain != gone})
    )
    # A pain may be what shows that both sides are large; then the two demonstrations go with it, and nothing else.
    assert with_it - without <= {name for name, task in ALWAYS.items() if task.rule == "D1"}
    if gone == "cost_creep":
        assert with_it == without


@settings(max_examples=40)
@given(answers_files())
def test_the_whole_advice_keeps_the_rules_of_the_demo(data: dict[str, Any]) -> None:
    advice = advise(answers_from(data), K, draws=20)
    rules = {item.rule for item in advice.checklist}
    asked = {target.removeprefix("task.") for finding in advice.findings for target in finding.adds}
    assert 12 <= len(advice.checklist) <= 20
    assert 60 <= sum(item.minutes for item in advice.checklist) <= 90
    assert rules >= asked & {"D1", "J1", "J2", "J3"}
    assert ("J1" in rules) == any(
        len(stack.vendors) > 1 for stack in advice.stacks
    ) or advice.category == "two_platform"
    assert all(item.why_here.endswith(".") and "\n" not in item.why_here for item in advice.checklist)
