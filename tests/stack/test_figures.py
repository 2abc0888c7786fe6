"""The judgement behind the stacks, as it stands in data/stacks.yaml, and how weights follow from the answers."""

from __future__ import annotations

import pytest

from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import Answers
from advisor.stack.search import search
from advisor.stack.table import table_of

OPTION_WEIGHTS = {"joining": 2.0, "adoption": 0.7, "cost": 0.5}


def test_every_part_names_a_source_that_exists(k: Knowledge) -> None:
    assert set(k.stack_book.sources()) <= set(k.sources)


def test_every_criterion_follows_a_criterion_of_the_options_or_none(k: Knowledge) -> None:
    known = {criterion.id for criterion in k.option_book.criteria}
    assert {c.follows for c in k.stack_book.criteria if c.follows} <= known
    assert len({c.id for c in k.stack_book.criteria}) == 6


def test_weights_come_to_a_hundred_points(k: Knowledge) -> None:
    for specialised in (True, False):
        weights = k.stack_book.weights(OPTION_WEIGHTS, specialised=specialised)
        assert sum(weights.values()) == pytest.approx(100)
        assert max(weights, key=lambda name: weights[name]) == "coverage"


def test_words_for_limitations_belong_to_capabilities_that_exist(k: Knowledge) -> None:
    assert set(k.stack_book.touches) <= set(k.capabilities)
    assert all(word == word.casefold() for words in k.stack_book.touches.values() for word in words)


def test_figures_that_the_costs_use_are_there(k: Knowledge) -> None:
    used = {"train_light", "office_rate", "administrator", "renewal_uplift", "card_fee", "double_entry_small"}
    used |= {"double_entry_size", "impl_under_25", "impl_25_250", "impl_over_250"}
    assert used <= set(k.cost_book.by_id)
    assert k.cost_book.by_id["renewal_uplift"].high is not None


def test_parts_of_a_whole_come_to_one(k: Knowledge) -> None:
    assert sum(k.stack_book.joins.parts.values()) == pytest.approx(1)
    assert sum(k.stack_book.trade_fit.parts.values()) == pytest.approx(1)


def test_care_is_told_for_every_size_of_firm(k: Knowledge) -> None:
    sizes = [care.people_to for care in k.stack_book.cost.care_hours_week]
    assert sizes[-1] is None
    assert sizes[:-1] == sorted(s for s in sizes if s)


def test_time_systems_are_systems_of_the_catalogue(k: Knowledge) -> None:
    assert set(k.stack_book.joins.time_systems) <= {s.id for s in k.catalogue.external_systems}


def test_the_table_is_built_once_for_a_catalogue_and_anew_for_another(k: Knowledge) -> None:
    assert table_of(k) is table_of(k)
    other = k._replace(catalogue=k.catalogue.model_copy())
    assert table_of(other) is not table_of(k)
    assert table_of(other).vendors == table_of(k).vendors


def test_the_search_needs_no_answers_at_all(k: Knowledge) -> None:
    from contractors_and_stacks import workings

    value, needs = workings(Answers(), "pm", k)
    options = k.option_book.by_id
    found = search(Answers(), options["pm"], options["fsm"], (), needs, value, k)
    assert len(found.stacks) >= 2
    assert found.relaxed == ()


def test_what_pages_show_on_average_is_counted_from_the_catalogue(k: Knowledge) -> None:
    """The figures are counts, not opinions: counted anew they still hold, but for facts added since."""
    levels, sides = {"none": 0.0, "partial": 0.5, "full": 1.0}, {"customer": "crm", "project": "pm", "job": "fsm"}
    seen: dict[int | str, list[float]] = {}
    for vendor in k.catalogue.vendors:
        for name, fact in vendor.capabilities.items():
            if vendor.sourced(fact.source):
                side = k.capabilities[name].side
                group = getattr(vendor.strength, sides[side]) if side in sides else "shared"
                seen.setdefault(group, []).append(levels[fact.level])
    told = {**dict(enumerate(k.stack_book.coverage.shown_mean)), "shared": k.stack_book.coverage.shared_shown_mean}
    assert {group: sum(known) / len(known) for group, known in seen.items()} == pytest.approx(told, abs=0.05)


def test_the_steps_of_the_two_demonstrations_ask_for_capabilities_that_exist(k: Knowledge) -> None:
    test = k.stack_book.two_sided_test
    assert {c for step in test.steps for c in step.capabilities} <= set(k.capabilities)
    assert {step.demonstration for step in test.steps} == {"project", "job"}
    named = next(task for task in k.task_book.tasks if task.rule == "D1")
    assert set(named.capabilities) <= {c for step in test.steps for c in step.capabilities}
