"""What scores and quotes do to the advice: points, verdicts, the order of the stacks, and the reason for each move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from printed import CONTRACTORS
from whole_answers import K

from advisor import advise
from advisor.advice import Advice
from advisor.demo.scorecard import Scorecard
from advisor.questionnaire.answers import answers_from
from advisor.report.table import advice_json

BASE = CONTRACTORS["electrical-60-40"]


def advised(scores: Sequence[dict[str, Any]] = (), quotes: Sequence[dict[str, Any]] = (), **more: Any) -> Advice:
    return advise(answers_from({**BASE, **more, "scores": list(scores), "quotes": list(quotes)}), K)


PLAIN = advised()
FIRST, SECOND = (stack.vendors[-1] for stack in PLAIN.stacks[:2])
NAMES = {vendor: name for stack in PLAIN.stacks for vendor, name in zip(stack.vendors, stack.names, strict=True)}
TASKS = [item.id for item in PLAIN.checklist if item.side == "project" and SECOND in item.vendor_ids]


def score(vendor: str, task: str, points: Any, by: str = "Ana", **more: Any) -> dict[str, Any]:
    return {"vendor": vendor, "task": task, "score": points, "by": by, **more}


def card(advice: Advice) -> Scorecard:
    assert advice.scorecard is not None
    return advice.scorecard


def test_without_a_score_or_a_quote_there_is_no_scorecard() -> None:
    assert PLAIN.scorecard is None


def test_who_shows_it_moves_past_who_does_not_and_the_reason_is_told() -> None:
    scores = [score(SECOND, task, 3) for task in TASKS] + [score(FIRST, task, 0) for task in TASKS]
    after = advised(scores)
    assert after.stacks[0].vendors[-1] == SECOND
    move = next(move for move in card(after).moves if SECOND in move.vendors)
    assert (move.place_before, move.place_now) == (2, 1)
    assert "moves past" in move.sentence
    assert f"{NAMES[FIRST]} could not show “" in move.sentence or f"{NAMES[SECOND]} showed “" in move.sentence
    assert card(after).sentence == move.sentence


def test_what_was_unknown_and_is_passed_is_named_as_the_reason() -> None:
    stack = next(s for s in PLAIN.stacks if s.unknowns)
    label = stack.unknowns[0]
    capability = next(c.id for c in K.capabilities.values() if c.label == label)
    task = next(t.id for t in K.task_book.tasks if t.capabilities[:1] == (capability,))
    vendor = stack.vendors[-1]
    after = advised([score(vendor, task, 3, by) for by in ("Ana", "Ben", "Cleo")])
    fact = next(f for f in card(after).facts if f.fact == capability)
    assert fact.before == "no page told"
    assert fact.now == "you saw it done"
    assert fact.effect > 0
    assert (
        f"showed “{label}”, of which no page told" in next(m for m in card(after).moves if vendor in m.vendors).sentence
    )


def test_the_verdict_the_needs_and_the_script_never_move() -> None:
    after = advised([score(FIRST, task, 0) for task in TASKS], [{"vendor": SECOND, "usd_month": 1}])
    assert after.stacks != PLAIN.stacks
    for part in ("verdict", "ranking", "needs", "certainty", "how_sure", "checklist", "flips", "work_mix"):
        assert getattr(after, part) == getattr(PLAIN, part), part


def test_a_quote_narrows_the_cost_and_one_past_the_budget_drops_out() -> None:
    quoted = advised(quotes=[{"vendor": SECOND, "usd_month": 500, "setup_usd": 1000}])
    stack = next(s for s in quoted.stacks if SECOND in s.vendors)
    before = next(s for s in PLAIN.stacks if SECOND in s.vendors)
    assert stack.cost.first_year.high is not None
    lines = [line for line in stack.cost.lines if "quote" in line.source.lower()]
    assert lines
    assert {line.first_year.low for line in lines} >= {6000.0}
    assert before.cost != stack.cost
    limited = advised(
        quotes=[{"vendor": SECOND, "usd_month": 90_000}], limits={"budget_usd_month": {"low": 100, "high": 4000}}
    )
    assert all(SECOND not in s.vendors for s in limited.stacks)
    gone = [move for move in card(limited).moves if SECOND in move.vendors]
    assert gone
    assert "its quote is past your budget" in gone[0].sentence


def test_a_must_that_failed_stops_the_vendor_and_takes_it_off_the_list() -> None:
    more = {"limits": {"must_have": ["submittals"]}}
    before = advised(**more)
    vendor = before.stacks[0].vendors[-1]
    after = advised([score(vendor, "submittal-register-from-a-spec", 0)], **more)
    result = next(r for r in card(after).vendors if r.vendor == vendor)
    assert result.verdict == "stopped"
    assert "stopped by a must" in result.sentence
    assert all(vendor not in stack.vendors for stack in after.stacks)
    assert "lacks what you must have" in next(m for m in card(after).moves if vendor in m.vendors).sentence


def result_of(points: Sequence[int], **more: Any) -> Any:
    """The result of the first vendor with its tasks scored in order; a task that counts double is left out."""
    plain = [item.id for item in PLAIN.checklist if FIRST in item.vendor_ids and not item.must]
    scored = [score(FIRST, task, p) for task, p in zip(plain, points, strict=False)]
    return next(r for r in card(advised(scored, **more)).vendors if r.vendor == FIRST)


def test_seventy_percent_pass_and_less_falls_short() -> None:
    # 10 tasks of 3 points each: 21 of 30 is the mark.
    passed, short = result_of([3] * 3 + [2] * 5 + [1] * 2), result_of([3] * 3 + [2] * 4 + [1] * 3)
    assert (passed.points, passed.possible, passed.verdict) == (21.0, 30.0, "passes")
    assert (short.points, short.verdict) == (20.0, "falls_short")


def test_few_scores_leave_the_verdict_open() -> None:
    found = result_of([3, 3])
    assert found.verdict == "open"
    assert "too few to say" in found.sentence


def test_a_task_on_a_must_counts_double() -> None:
    must = next(item.id for item in PLAIN.checklist if item.must and FIRST in item.vendor_ids)
    plain = next(item.id for item in PLAIN.checklist if not item.must and FIRST in item.vendor_ids)
    found = next(r for r in card(advised([score(FIRST, must, 3), score(FIRST, plain, 0)])).vendors if r.vendor == FIRST)
    assert (found.points, found.possible) == (6.0, 9.0)


def test_people_who_saw_it_apart_are_asked_to_talk() -> None:
    found = card(advised([score(FIRST, TASKS[0], 3), score(FIRST, TASKS[0], 1, "Ben"), score(FIRST, TASKS[1], 3),
                          score(FIRST, TASKS[1], 2, "Ben")]))  # fmt: skip
    assert found.people == ("Ana", "Ben")
    result = next(r for r in found.vendors if r.vendor == FIRST)
    assert len(result.apart) == 1
    assert next(t for t in result.tasks if t.task == TASKS[0]).mean == 2.0


def test_a_vendor_that_the_catalogue_does_not_have_gets_points_and_moves_nothing() -> None:
    after = advised([score("My cousin's tool", task, 3) for task in TASKS])
    result = next(r for r in card(after).vendors if r.vendor == "My cousin's tool")
    assert not result.known
    assert result.share == 1.0
    assert after.stacks == PLAIN.stacks


def test_reference_calls_and_contract_terms_are_scored_in_parts_of_their_own() -> None:
    after = advised([score(FIRST, "four-answers-from-every-reference", 2), score(FIRST, "cap-on-price-rises", 1)])
    parts = {t.task: t.part for r in card(after).vendors if r.vendor == FIRST for t in r.tasks}
    assert parts["four-answers-from-every-reference"] == "calls"
    assert parts["cap-on-price-rises"] == "terms"
    assert parts[TASKS[0]] == "demo"


def test_the_two_demonstrations_can_be_proven_in_a_demo_only() -> None:
    company = {**BASE["company"], "headcount": 5}
    one = {**BASE, "company": company, "today": {"accounting": "quickbooks"}, "limits": {"wants_one_system": True}}
    before = advise(answers_from(one), K)
    stack = next((s for s in (*before.stacks, *before.runner_up_stacks) if s.two_sided_test), None)
    assert stack is not None
    assert all(mark.mark != "proven" for mark in stack.two_sided_test)
    vendor = stack.two_sided_test[0].vendor
    scores = [score(vendor, task.id, 3) for task in K.task_book.tasks if task.capabilities]
    after = advise(answers_from({**one, "scores": scores}), K)
    found = next(s for s in (*after.stacks, *after.runner_up_stacks) if vendor in s.vendors)
    assert {mark.mark for mark in found.two_sided_test} == {"proven"}
    assert found.two_sided_sentence.startswith("You saw ")


def test_the_advice_with_scores_is_the_same_for_the_same_answers_in_any_order() -> None:
    scores = [score(v, task, 2, by) for v in (FIRST, SECOND) for task in TASKS[:2] for by in ("Ana", "Ben")]
    one, other = advised(scores), advised(scores[::-1])
    assert one.model_copy(update={"answers": other.answers, "checksum": ""}) == other.model_copy(
        update={"checksum": ""}
    )
    assert advice_json(advised(scores)) == advice_json(one)


SHOWN = sorted({vendor for item in PLAIN.checklist for vendor in item.vendor_ids})
ASKED = sorted({item.id for item in PLAIN.checklist})


SCORED = st.tuples(st.sampled_from(SHOWN), st.sampled_from(ASKED), st.integers(0, 3))


@settings(max_examples=25)
@given(
    st.lists(SCORED, max_size=8, unique_by=lambda one: one[:2]),
    st.sampled_from(SHOWN),
    st.sampled_from(ASKED),
    st.integers(0, 2),
)
def test_a_better_score_never_lowers_a_vendor_s_stacks_and_moves_no_other(
    others: list[tuple[str, str, int]], vendor: str, task: str, points: int
) -> None:
    rest = [score(*one) for one in others if one[:2] != (vendor, task)]
    worse, better = (advised([*rest, score(vendor, task, p)]) for p in (points, points + 1))
    values = {stack.vendors: stack.value for stack in worse.stacks}
    for stack in better.stacks:
        if stack.vendors in values and vendor in stack.vendors:
            assert stack.value >= values[stack.vendors] - 1e-6
        elif stack.vendors in values:
            assert stack.value == pytest.approx(values[stack.vendors])


@settings(max_examples=25)
@given(st.sampled_from(SHOWN), st.sampled_from(ASKED), st.integers(0, 3))
def test_a_single_fact_is_said_to_move_exactly_what_it_moves(vendor: str, task: str, points: int) -> None:
    found = card(advised([score(vendor, task, points)]))
    for move in found.moves:
        facts = [fact for fact in found.facts if fact.vendor in move.vendors]
        if not facts:
            assert move.value_now == pytest.approx(move.value_before, abs=1e-5)
        elif len(facts) == 1 and vendor in move.vendors:
            best = max((m for m in found.moves if vendor in m.vendors), key=lambda m: m.value_now)
            if best is move:
                assert facts[0].effect == pytest.approx(move.value_now - move.value_before, abs=1e-5)
