"""The one sentence on why a task is on the list."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from advisor.demo.tasks import ChecklistItem
from advisor.demo.why import in_sentence
from advisor.knowledge import Knowledge
from advisor.stack.stack import Stack

Checklist = Callable[..., tuple[ChecklistItem, ...]]
SUBMITTALS = {"submittals": 10.0, "rfis": 9.0, "change_orders": 8.0}
BUILDER = {"company": {"segment": "commercial"}, "work": {"project_share": 1}}
LOST = {**BUILDER, "pains": {"rfis_submittals_lost": 3}}


def of(items: tuple[ChecklistItem, ...], task: str) -> str:
    """Why a task is on a list."""
    return next(item.why_here for item in items if item.id == task)


def test_an_unknown_fact_and_a_pain_are_named(checklist: Checklist, make_stack: Callable[..., Stack]) -> None:
    stacks = (make_stack("alfa", roles=("pm",)), make_stack("carlo"))
    assert of(checklist(LOST, "pm", stacks, SUBMITTALS), "submittal-register-from-a-spec") == (
        "Nobody documents submittals for Alfa, and you named “RFIs and submittals stall or vanish” as a severe pain."
    )


def test_a_weak_source_is_named_as_such(checklist: Checklist, make_stack: Callable[..., Stack]) -> None:
    stacks = (make_stack("bravo", roles=("pm",)), make_stack("carlo"))
    text = of(checklist(LOST, "pm", stacks, SUBMITTALS), "rfi-to-an-outside-architect")
    assert text.startswith("Only a thin or a rival's page speaks of requests for information (RFIs) at Bravo, and ")


def test_a_known_difference_names_both_vendors(checklist: Checklist, make_stack: Callable[..., Stack]) -> None:
    stacks = (make_stack("bravo", roles=("pm",)), make_stack("carlo"))
    text = of(checklist(LOST, "pm", stacks, SUBMITTALS), "change-order-signed-on-site")
    assert text.startswith("Carlo has change orders in full, Bravo not at all, and ")


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"limits": {"must_have": ["rfis"]}}, "you listed this as a must"),
        ({"pains": {"rfis_submittals_lost": 1}}, "you named “RFIs and submittals stall or vanish” as a pain"),
        ({"pains": {"rfis_submittals_lost": 2}}, "you named “RFIs and submittals stall or vanish” as a strong pain"),
        ({"work": {"signals": {"rfis_submittals": True}}}, "RFIs and submittals are part of your work"),
        ({"company": {"segment": "commercial"}}, "you work where RFIs and submittals are common"),
        ({"company": {"trade": "gc_commercial"}}, "this is a key need in your trade"),
    ],
)
def test_the_strongest_reason_of_the_contractor_is_given(
    answers: dict[str, Any], reason: str, checklist: Checklist
) -> None:
    text = of(checklist(answers, "pm", (), SUBMITTALS), "rfi-to-an-outside-architect")
    assert text == f"Requests for information (RFIs): {reason}."


def test_what_is_only_usual_in_the_trade_is_not_told_as_said(checklist: Checklist) -> None:
    items = checklist({"company": {"trade": "remodeler"}, "work": {"project_share": 1}}, "pm", (), {"work_orders": 9.0})
    text = of(items, "warranty-call-after-handover")
    assert text == "Work orders: firms of your trade usually answer warranty calls."


def test_a_join_that_nobody_documents_is_named(checklist: Checklist, make_stack: Callable[..., Stack]) -> None:
    stacks = (make_stack("bravo", "carlo", joins={"J1": "unknown", "J2": "native", "J3": "file"}),)
    items = checklist({}, "fsm_pm", stacks)
    assert of(items, "one-clock-for-both-platforms") == (
        "One clock has to feed both platforms, yet nobody documents how Bravo and Carlo share hours."
    )
    assert of(items, "one-customer-record-everywhere") == (
        "A customer of one platform must not be typed again on the other."
    )


def test_of_many_pairs_only_the_number_is_told(checklist: Checklist, make_stack: Callable[..., Stack]) -> None:
    pairs = [("alfa", "carlo"), ("bravo", "carlo"), ("delta", "carlo")]
    stacks = tuple(make_stack(*pair, joins={"J3": "unknown"}) for pair in pairs)
    text = of(checklist({}, "fsm_pm", stacks), "one-customer-record-everywhere")
    assert "nobody documents how 3 of the pairs share customers" in text


def test_books_that_nobody_told_are_not_called_undocumented(
    checklist: Checklist, make_stack: Callable[..., Stack]
) -> None:
    stacks = (make_stack("bravo", "carlo", joins={"J2": "unknown"}),)
    lead = "Accounting is the record of revenue and cost for both platforms"
    assert of(checklist({}, "fsm_pm", stacks), "both-platforms-post-to-accounting") == f"{lead}."
    told = {"today": {"accounting": "xero"}}
    assert of(checklist(told, "fsm_pm", stacks), "both-platforms-post-to-accounting") == (
        f"{lead}, yet nobody documents the link to your accounting for Bravo and Carlo."
    )


def test_a_tool_of_today_that_nobody_knows_is_not_blamed(
    checklist: Checklist, make_stack: Callable[..., Stack]
) -> None:
    stack = make_stack(
        "present-fsm", "carlo", roles=("fsm", "pm"), names=("Your present FSM", "Carlo"), joins={"J1": "unknown"}
    )
    answers = {"today": {"tools": [{"kind": "fsm", "works": "well"}]}}
    items = checklist(answers, "fsm_pm", (stack,))
    assert of(items, "one-clock-for-both-platforms") == "One clock has to feed both platforms."
    assert {name for item in items for name in item.for_vendors} == {"Carlo"}


def test_the_vendors_that_claim_both_sides_are_named(checklist: Checklist, make_stack: Callable[..., Stack]) -> None:
    half = {"work": {"project_share": 0.5}}
    pair = (make_stack("alfa", "carlo"),)
    assert of(checklist(half, "fsm_pm", pair), "one-project-and-one-job-live").startswith(
        "Alfa looks able to carry both"
    )
    single = (make_stack("alfa", roles=("integrated",)),)
    text = of(checklist(half, "integrated", single), "one-project-and-one-job-live")
    assert text.startswith("Alfa would have to carry projects and jobs alike")


def test_the_smaller_side_inside_one_platform_is_told(checklist: Checklist, make_stack: Callable[..., Stack]) -> None:
    items = checklist({"work": {"project_share": 0.94}}, "pm", (make_stack("carlo"),))
    assert [item.why_here for item in items if item.side == "job"] == [
        "Your jobs would be carried inside Carlo, where a workaround in the demo returns every week."
    ]


def test_a_fact_about_the_vendor_as_a_whole_is_named(checklist: Checklist, make_stack: Callable[..., Stack]) -> None:
    open_ = of(checklist({}, "fsm", (make_stack("delta"), make_stack("alfa"))), "working-without-signal")
    known = of(checklist({}, "fsm", (make_stack("alfa"),)), "working-without-signal")
    assert open_ == "Nobody documents how much works without signal for Delta."
    assert "Nobody documents" not in known


def test_a_pain_without_a_capability_finds_its_tasks(checklist: Checklist) -> None:
    items = checklist({"pains": {"burned_before": 3}}, "fsm", (), {"work_orders": 3.0})
    assert "An earlier software purchase failed" in of(items, "pilot-with-a-way-out")
    assert "pilot-with-a-way-out" not in {item.id for item in checklist({}, "fsm", (), {"work_orders": 3.0})}


def test_one_reason_is_not_given_over_and_over_while_others_are_left(checklist: Checklist) -> None:
    answers = {
        "company": {"trade": "hvac_residential"},
        "work": {"project_share": 0, "signals": {"dispatch": True}},
        "pains": {"dispatch_chaos": 3},
    }
    texts = [item.why_here for item in checklist(answers, "fsm")]
    assert sum("breaks down by noon" in text for text in texts) == 2
    assert any("you send people out to jobs" in text for text in texts)


@pytest.mark.parametrize("option", ["crm", "pm", "fsm", "integrated", "fsm_pm", "crm_pm", "crm_fsm"])
def test_every_reason_is_one_sentence(option: str, checklist: Checklist, make_stack: Callable[..., Stack]) -> None:
    answers = {**LOST, "work": {"project_share": 0.5}, "team": {"administration": "none", "change_capacity": 1}}
    for stacks in ((), (make_stack("alfa", "carlo"), make_stack("bravo", "carlo"))):
        for item in checklist(answers, option, stacks):
            assert re.fullmatch(r"[A-Z][^.!?]+\.", item.why_here), item.why_here


def test_names_with_markup_stay_as_they_are(checklist: Checklist, make_stack: Callable[..., Stack]) -> None:
    stack = make_stack("alfa", names=("<Al*fa_ & Co>",), roles=("pm",))
    items = checklist(LOST, "pm", (stack,), SUBMITTALS)
    assert "Nobody documents submittals for <Al*fa_ & Co>, and" in of(items, "submittal-register-from-a-spec")
    assert {item.for_vendors for item in items} == {("<Al*fa_ & Co>",)}


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("Change orders", "change orders"),
        ("RFIs", "RFIs"),
        ("Spanish for the crew", "Spanish for the crew"),
        ("App for technicians", "app for technicians"),
    ],
)
def test_labels_take_a_small_letter_inside_a_sentence(label: str, inside: str) -> None:
    assert in_sentence(label) == inside


def test_no_label_of_a_capability_is_garbled(k: Knowledge) -> None:
    for capability in k.capabilities.values():
        assert in_sentence(capability.label).lower() == capability.label.lower()
