"""The shipped knowledge and made-up shortlists of shipped vendors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from advisor import load_knowledge
from advisor.base import Money
from advisor.demo.checklist import build_checklist
from advisor.demo.situation import Situation, situation_of
from advisor.demo.tasks import ChecklistItem
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from
from advisor.stack.stack import Coverage, Join, Stack, StackCost

NOTHING = Money(low=None, high=None)


@pytest.fixture(scope="session")
def k() -> Knowledge:
    """The knowledge as shipped."""
    return load_knowledge()


@pytest.fixture(scope="session")
def make_stack(k: Knowledge) -> Callable[..., Stack]:
    """A stack of shipped vendors, `make_stack(jobber="fsm", procore="pm")`; hyphens of ids are underscores here.

    Coverage is taken from the catalogue, or given: `coverage={"rfis": (0, 1)}` then lists only that.
    """

    def make(
        *,
        option: str = "fsm",
        coverage: dict[str, tuple[float, float]] | None = None,
        joins: dict[str, str] | None = None,
        **roles: Any,
    ) -> Stack:
        vendors = [name.replace("_", "-") for name in roles]
        ends = coverage or {
            name: tuple(max(k.catalogue.by_id[v].level(name)[end] for v in vendors) for end in (0, 1))
            for name in k.capabilities
        }
        return Stack(
            vendors=tuple(vendors),
            names=tuple(k.catalogue.by_id[v].name for v in vendors),
            roles=tuple(roles.values()),
            option=option,
            accounting=None,
            value=0,
            low=0,
            high=0,
            contributions=(),
            coverage=tuple(
                Coverage(
                    capability=name,
                    label=k.capabilities[name].label,
                    need=5,
                    low=low,
                    high=high,
                    vendor=None,
                    level="unknown" if (low, high) == (0, 1) else "partial",
                )
                for name, (low, high) in ends.items()
            ),
            joins=tuple(
                Join(rule=rule, what="x", kind=kind, between=tuple(vendors)) for rule, kind in (joins or {}).items()
            ),
            cost=StackCost(first_year=NOTHING, three_years=NOTHING, lines=(), open_lines=()),
            unknowns=(),
            fits=(),
            cautions=(),
            evidence=(),
        )

    return make


@pytest.fixture(scope="session")
def situation(k: Knowledge) -> Callable[..., Situation]:
    """The situation of a contractor: answers as plain data, the option by id, stacks."""

    def make(answers: dict[str, Any] | None = None, option: str = "fsm", stacks: tuple[Stack, ...] = ()) -> Situation:
        return situation_of(answers_from(answers or {}), k.option_book.by_id[option], stacks, k)

    return make


@pytest.fixture(scope="session")
def checklist(k: Knowledge) -> Callable[..., tuple[ChecklistItem, ...]]:
    """The checklist of a contractor; needs are even over all capabilities unless given."""

    def make(
        answers: dict[str, Any] | None = None,
        option: str = "fsm",
        stacks: tuple[Stack, ...] = (),
        needs: dict[str, float] | None = None,
    ) -> tuple[ChecklistItem, ...]:
        needs = dict.fromkeys(k.capabilities, 5.0) if needs is None else needs
        return build_checklist(answers_from(answers or {}), k.option_book.by_id[option], stacks, needs, (), k)

    return make
