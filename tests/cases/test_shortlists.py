"""The shortlists of shortlists.yaml: who has to be on them, who may not, and what is said beside them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from advisor import advise, load_knowledge
from advisor.advice import Advice
from advisor.files import parse, read_text
from advisor.questionnaire.answers import answers_from

CASES: list[dict[str, Any]] = parse(
    read_text(Path(__file__).with_name("shortlists.yaml")), name="shortlists.yaml", trusted=True
)["cases"]
BY_ID = {case["id"]: case for case in CASES}
KEYS = {"id", "states", "answers", "option", "pairs", "two_sided", "leads", "holds", "without"}
DRAWS = 200


@lru_cache(maxsize=len(CASES))
def advice_for(name: str) -> Advice:
    return advise(answers_from(BY_ID[name]["answers"]), load_knowledge(), draws=DRAWS)


def shown(advice: Advice) -> set[str]:
    return {vendor for stack in advice.stacks for vendor in stack.vendors}


def test_every_case_is_written_out_and_names_vendors_of_the_catalogue() -> None:
    assert len(CASES) >= 10
    known = load_knowledge().catalogue.by_id
    for case in CASES:
        assert set(case) <= KEYS, case["id"]
        named = {*case["holds"], *case["without"], *case.get("leads", ())}
        assert named <= set(known), named - set(known)
        assert case["holds"]
        assert case["without"]
        assert all(len(why) > 10 for why in (*case["holds"].values(), *case["without"].values()))


@pytest.mark.parametrize("name", BY_ID)
def test_the_shortlist_holds_who_belongs_on_it(name: str) -> None:
    case, advice = BY_ID[name], advice_for(name)
    assert advice.option == case["option"]
    missing = {vendor: why for vendor, why in case["holds"].items() if vendor not in shown(advice)}
    assert not missing, f"{missing}; the list is {[s.vendors for s in advice.stacks]}"
    assert not case.get("leads") or set(case["leads"]) & set(advice.stacks[0].vendors)
    if "pairs" in case:
        assert all(set(stack.roles) >= set(case["pairs"]) for stack in advice.stacks)


@pytest.mark.parametrize("name", BY_ID)
def test_the_shortlist_is_without_who_does_not_belong_on_it(name: str) -> None:
    case, advice, catalogue = BY_ID[name], advice_for(name), load_knowledge().catalogue
    everyone = shown(advice) | {vendor for stack in advice.runner_up_stacks for vendor in stack.vendors}
    wrong = {vendor: why for vendor, why in case["without"].items() if vendor in everyone}
    assert not wrong
    assert all(catalogue.by_id[vendor].offered for vendor in everyone)


@pytest.mark.parametrize("name", BY_ID)
def test_the_shortlist_says_what_would_change_it(name: str) -> None:
    case, advice = BY_ID[name], advice_for(name)
    assert 2 <= len(advice.stacks) <= 4
    assert advice.leaders is not None
    assert advice.leaders.first == " with ".join(advice.stacks[0].names)
    assert advice.leaders.settled or "not settled" in advice.leaders.sentence
    for stack in (*advice.stacks, *advice.runner_up_stacks):
        assert stack.deciding, stack.vendors
    assert bool(advice.two_sided_sentence) == case.get("two_sided", False)
    single = [s for s in advice.runner_up_stacks if s.roles == ("integrated",)]
    assert all(bool(stack.two_sided_test) == case.get("two_sided", False) for stack in single)


@pytest.mark.parametrize("name", BY_ID)
def test_what_would_turn_the_order_is_asked_in_the_demo(name: str) -> None:
    """What decides is shown first; what a firm does not stock or speak has no task, so half of it has to be there."""
    advice, known = advice_for(name), load_knowledge().capabilities
    turning = {f.fact for s in advice.stacks for f in s.deciding if f.changes_order and f.fact in known}
    asked = {capability for item in advice.checklist for capability in item.capabilities}
    assert len(turning & asked) >= len(turning) / 2
    for stack in advice.stacks:
        labels = {c.label for c in stack.coverage if c.level == "unknown"}
        open_ones = [f for f in stack.deciding if f.state == "unknown" and f.fact in known]
        assert all(f.label in labels or f.label not in {c.label for c in stack.coverage} for f in open_ones)
