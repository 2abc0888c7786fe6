"""The two demonstrations of D1: what counts as documented, claimed, unknown or not covered, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest
from contractors_and_stacks import SOURCES, entry, look, situation

from advisor.knowledge import Knowledge
from advisor.stack.proof import claims_both, marks_of, of_the_catalogue
from advisor.stack.stack import ProofMark

Make = Callable[..., Knowledge]
MIXED: dict[str, Any] = {"company": {"trade": "electrical", "headcount": 30}, "work": {"project_share": 0.5}}
BOTH: dict[str, Any] = {"native_category": "integrated", "strength": {"crm": 2, "pm": 3, "fsm": 3}}
PAGES = {
    **SOURCES,
    "s3": {"url": "https://one.example", "title": "Brochure", "kind": "vendor", "as_of": "2026-05", "grade": "C"},
    "s4": {"url": "https://guide.example", "title": "Guide", "kind": "guide", "as_of": "2026-05", "grade": "B"},
}


def step_of(k: Knowledge, item: str = "rfi", **fields: Any) -> ProofMark:
    vendor = k.catalogue.vendors[0]
    return next(mark for mark in marks_of(vendor, k.stack_book, k.capabilities) if mark.item == item)


def everything(k: Knowledge, level: str = "full", source: str = "s1") -> dict[str, Any]:
    steps = k.stack_book.two_sided_test.steps
    return {c: {"level": level, "source": source} for step in steps for c in step.capabilities}


@pytest.mark.parametrize(
    ("fact", "mark", "words"),
    [
        ({"level": "full", "source": "s1"}, "documented", "a help page of One shows it in full"),
        ({"level": "partial", "source": "s1"}, "claimed", "a page shows One with a part of it only"),
        ({"level": "full", "source": "s3"}, "claimed", "claimed for One by its own marketing"),
        ({"level": "full", "source": "s4"}, "claimed", "by a page that is not its own"),
        ({"level": "full", "source": "s2"}, "claimed", "by a page that is not its own"),
        ({"level": "none", "source": "s1"}, "not_covered", "a page shows that One does not have it"),
        ({"level": "none", "source": "s2"}, "unknown", "no page tells whether One has it"),
        ({"level": "full", "source": "s0"}, "unknown", "no page tells whether One has it"),
        (
            {"level": "full", "source": "s1", "also": [{"level": "none", "source": "s4"}]},
            "claimed",
            "pages about One contradict each other",
        ),
        (None, "unknown", "no page tells whether One has it"),
    ],
)
def test_a_step_is_marked_by_the_page_that_shows_it(
    fact: dict[str, Any] | None, mark: str, words: str, with_vendors: Make
) -> None:
    one = entry("one", **BOTH, sources=PAGES, capabilities={"rfis": fact} if fact else {})
    found = step_of(with_vendors(one))
    assert found.mark == mark
    assert words in found.says
    assert found.says.startswith("A request for information (RFI): ")
    told = fact is not None and fact["source"] != "s0"
    assert (found.url is not None) == told


def test_a_step_of_two_functions_is_as_far_shown_as_the_lesser_one(with_vendors: Make) -> None:
    shown = {"work_orders": {"level": "full", "source": "s1"}, "dispatch_board": {"level": "partial", "source": "s1"}}
    both = step_of(with_vendors(entry("one", **BOTH, capabilities=shown)), "dispatched")
    assert both.mark == "claimed"
    assert "(Dispatch board)" in both.says
    del shown["dispatch_board"]
    assert step_of(with_vendors(entry("one", **BOTH, capabilities=shown)), "dispatched").mark == "unknown"


def test_nothing_is_proven_before_a_demo(k: Knowledge) -> None:
    assert "proven" in get_args(ProofMark.model_fields["mark"].annotation)
    for vendor in k.catalogue.vendors:
        assert not any(mark.mark == "proven" for mark in marks_of(vendor, k.stack_book, k.capabilities))


@pytest.mark.parametrize(
    ("native", "strength", "claims"),
    [
        ("integrated", (0, 1, 1), True),
        ("integrated", (3, 1, 0), False),  # customers and projects: no service side at all
        ("fsm", (0, 2, 3), True),
        ("fsm", (3, 1, 3), False),
        ("pm", (0, 3, 2), True),
    ],
)
def test_who_claims_both_kinds_of_work(
    native: str, strength: tuple[int, int, int], claims: bool, with_vendors: Make
) -> None:
    crm, pm, fsm = strength
    k = with_vendors(entry("one", native_category=native, strength={"crm": crm, "pm": pm, "fsm": fsm}))
    assert claims_both(k.catalogue.vendors[0], k.stack_book.two_sided_test) == claims


def test_the_one_platform_for_both_kinds_of_work_is_tested_and_a_pair_is_not(k: Knowledge) -> None:
    single = look(MIXED, "integrated", k)
    steps = [step.id for step in k.stack_book.two_sided_test.steps]
    for stack in single.stacks:
        assert [mark.item for mark in stack.two_sided_test] == steps
        shown = sum(mark.mark == "documented" for mark in stack.two_sided_test)
        assert f"documents {shown} of the {len(steps)} steps" in stack.two_sided_sentence
        assert "Nothing is proven" in stack.two_sided_sentence
    pair = look(MIXED, "fsm_pm", k)
    assert all(stack.two_sided_test == () and stack.two_sided_sentence == "" for stack in pair.stacks)
    # Beside the pairs the one platform is there to weigh, with its test.
    assert pair.runner_up
    assert all(stack.two_sided_test for stack in pair.runner_up)


def test_where_one_kind_of_work_is_all_there_is_no_test(k: Knowledge) -> None:
    plumber = {"company": {"trade": "plumbing_service", "headcount": 12}, "work": {"project_share": 0.0}}
    for option in ("fsm", "integrated"):
        result = look(plumber, option, k)
        assert result.two_sided_sentence == ""
        assert all(stack.two_sided_test == () for stack in result.stacks)


def test_whether_any_platform_documents_all_of_it_is_counted_in_the_catalogue(k: Knowledge, with_vendors: Make) -> None:
    test = k.stack_book.two_sided_test
    said = of_the_catalogue(situation(MIXED, k))
    claiming = [v for v in k.catalogue.vendors if v.offered and claims_both(v, test)]
    shown = {
        v.name: sum(mark.mark == "documented" for mark in marks_of(v, k.stack_book, k.capabilities)) for v in claiming
    }
    assert max(shown.values()) < len(test.steps)
    assert said.startswith(f"Of {len(claiming)} platforms in our catalogue that claim both projects and jobs, none")
    assert all((name in said) == (count == max(shown.values())) for name, count in shown.items())

    two = with_vendors(
        entry("one", **BOTH, capabilities=everything(k)), entry("two", **BOTH), entry("gone", **BOTH, status="sunset")
    )
    assert of_the_catalogue(situation(MIXED, two)).startswith("One documents all 7 steps")
    claimed = with_vendors(entry("one", **BOTH, sources=PAGES, capabilities=everything(k, source="s3")))
    assert "none documents all 7 steps" in of_the_catalogue(situation(MIXED, claimed))
    # No platform that claims both, nothing to say.
    assert of_the_catalogue(situation(MIXED, with_vendors(entry("one")))) == ""


def test_a_gap_that_a_page_shows_is_named(with_vendors: Make, k: Knowledge) -> None:
    shown = {**everything(k), "submittals": {"level": "none", "source": "s1"}}
    stack = look(MIXED, "integrated", with_vendors(entry("one", **BOTH, capabilities=shown), entry("two", **BOTH)))
    said = stack.of("one").two_sided_sentence
    assert said.startswith("One documents 6 of the 7 steps")
    assert "a page shows that it lacks a submittal" in said
