"""What is known and unknown of the shortlist."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from advisor.demo.shortlist import OPEN_FACTS, Known, known, open_fact
from advisor.demo.situation import Situation
from advisor.knowledge import Knowledge
from advisor.stack.stack import DecidingFact, Stack

ABOUT_THE_BOOKS = {"both-platforms-post-to-accounting", "which-system-owns-which-record"}


@pytest.fixture
def stand(k: Knowledge, situation: Callable[..., Situation], make_stack: Callable[..., Stack]) -> Callable[..., Known]:
    """How a shortlist of stacks stands on a capability."""

    def make(capability: str, *stacks: tuple[str, ...], option: str = "fsm", **answers: object) -> Known:
        return known(k.capabilities[capability], situation(answers, option, tuple(make_stack(*s) for s in stacks)))

    return make


def test_without_a_shortlist_everything_still_decides(stand: Callable[..., Known]) -> None:
    found = stand("rfis")
    assert found.decides
    assert not found.unknown


def test_what_is_unknown_of_all_alike_still_decides(stand: Callable[..., Known]) -> None:
    assert stand("submittals", ("alfa",)).decides


def test_what_all_stacks_are_known_to_have_decides_nothing(stand: Callable[..., Known]) -> None:
    found = stand("dispatch_board", ("alfa",), ("bravo",))
    assert not found.decides
    assert found.full == ("alfa", "bravo")


def test_a_known_difference_decides(stand: Callable[..., Known]) -> None:
    found = stand("change_orders", ("alfa",), ("bravo",))
    assert found.decides
    assert (found.full, found.none) == (("alfa",), ("bravo",))


def test_an_unknown_and_a_weak_source_are_told_apart(stand: Callable[..., Known]) -> None:
    unknown, weak = stand("submittals", ("alfa",), ("bravo",)), stand("rfis", ("alfa",), ("bravo",))
    assert (unknown.unknown, unknown.weak) == (("alfa",), ())
    assert (weak.unknown, weak.weak) == ((), ("bravo",))
    assert unknown.open_share == weak.open_share == 0.5


def test_a_gap_that_the_other_platform_fills_for_sure_is_not_open(stand: Callable[..., Known]) -> None:
    found = stand("submittals", ("alfa", "carlo"), option="fsm_pm")
    assert not found.decides
    assert found.unknown == ()


def test_a_platform_is_only_asked_about_its_own_side(stand: Callable[..., Known]) -> None:
    assert stand("dispatch_board", ("bravo", "carlo"), option="fsm_pm").full == ("bravo",)
    assert stand("time_tracking", ("bravo", "carlo"), option="fsm_pm").full == ("bravo", "carlo")


def test_a_tool_that_is_kept_is_not_asked(stand: Callable[..., Known]) -> None:
    kept = {"tools": [{"kind": "fsm", "works": "well"}]}
    assert stand("time_tracking", ("bravo", "carlo"), option="fsm_pm", today=kept).full == ("carlo",)


def test_among_keeps_only_the_vendors_asked_for(stand: Callable[..., Known]) -> None:
    assert stand("dispatch_board", ("alfa",), ("bravo",)).among(("bravo",)).full == ("bravo",)


@pytest.mark.parametrize("task", sorted(set(OPEN_FACTS) - ABOUT_THE_BOOKS))
def test_an_open_fact_is_named_for_the_vendors_it_is_open_for(
    task: str, situation: Callable[..., Situation], make_stack: Callable[..., Stack]
) -> None:
    s = situation({}, "fsm", (make_stack("alfa"), make_stack("delta")))
    found = open_fact(task, ("alfa", "delta"), s)
    assert found is not None
    assert found[1] == ("delta",)
    assert open_fact(task, ("alfa",), s) is None


def test_most_tasks_settle_no_fact_about_the_vendor_as_a_whole(
    situation: Callable[..., Situation], make_stack: Callable[..., Stack]
) -> None:
    assert open_fact("schedule-slip-tells-everyone", ("delta",), situation({}, "fsm", (make_stack("delta"),))) is None


def test_the_link_to_the_books_is_open_only_for_books_that_were_told(
    situation: Callable[..., Situation], make_stack: Callable[..., Stack]
) -> None:
    def ask(books: str) -> object:
        s = situation({"today": {"accounting": books}}, "fsm", (make_stack("alfa"),))
        return open_fact("both-platforms-post-to-accounting", ("alfa",), s)

    assert ask("xero") == ("the link to your accounting", ("alfa",))
    assert ask("none") is ask("other") is ask("unknown") is None


def test_an_open_fact_that_would_turn_the_order_is_known_as_such(
    k: Knowledge, situation: Callable[..., Situation], make_stack: Callable[..., Stack]
) -> None:
    fact = DecidingFact(
        vendor="alfa", name="Alfa", fact="submittals", label="Submittals", state="unknown", gain=2.0, loss=1.0,
        against="Bravo", changes_order=True, sentence="If Alfa shows you “Submittals” in full, Alfa passes Bravo.",
    )  # fmt: skip
    stacks = (make_stack("alfa").model_copy(update={"deciding": (fact,)}), make_stack("bravo"))
    found = situation({}, "fsm", stacks)
    assert known(k.capabilities["submittals"], found).turns
    assert not known(k.capabilities["rfis"], found).turns
    idle = stacks[0].model_copy(update={"deciding": (fact.model_copy(update={"changes_order": False}),)})
    assert not known(k.capabilities["submittals"], situation({}, "fsm", (idle, stacks[1]))).turns
