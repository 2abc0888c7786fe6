"""Which demo tasks a contractor gets, and in which order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from advisor import advise
from advisor.demo.tasks import ChecklistItem
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from
from advisor.scoring.needs import Finding
from advisor.stack.stack import Stack

Checklist = Callable[..., tuple[ChecklistItem, ...]]
OPTIONS = ["crm", "pm", "fsm", "integrated", "fsm_pm", "crm_pm", "crm_fsm"]
FOR_EVERYONE = {
    "three-years-of-cost-on-paper", "contract-term-and-notice", "full-export-of-our-data", "working-without-signal",
    "our-own-data-imported-now", "three-references-like-us",
}  # fmt: skip
D1 = {
    "one-project-and-one-job-live", "same-person-booked-twice", "one-timesheet-for-both-sides",
    "progress-bill-and-repair-bill",
}  # fmt: skip
JOINS = {"one-clock-for-both-platforms", "both-platforms-post-to-accounting", "one-customer-record-everywhere"}
HALF = {"work": {"project_share": 0.5}}
ALL_PROJECTS = {"work": {"project_share": 1}}
ALL_JOBS = {"work": {"project_share": 0}}
FSM_WORKS = {"today": {"tools": [{"kind": "fsm", "works": "well"}]}}

ELECTRICIAN: dict[str, Any] = {
    "company": {"trade": "electrical", "segment": "commercial", "headcount": 35},
    "work": {"project_share": 0.4},
    "friction": {"workarounds": 3, "missed_information": 3, "double_entry": 3},
    "pains": {"rfis_submittals_lost": 3, "unbilled_changes": 3},
    "today": {"accounting": "quickbooks"},
}
PLUMBER: dict[str, Any] = {
    "company": {"trade": "plumbing_service", "segment": "residential", "headcount": 14, "technicians": 8},
    "work": {"project_share": 0.0, "jobs_per_day": 40, "signals": {"dispatch": True, "same_visit_billing": True}},
    "pains": {"inconsistent_pricing": 3, "dispatch_chaos": 2},
}
REMODELER: dict[str, Any] = {
    "company": {"trade": "remodeler", "segment": "residential", "headcount": 12},
    "work": {"project_share": 0.95},
    "pains": {"selections_delays": 3},
}


def ids(items: tuple[ChecklistItem, ...]) -> set[str]:
    """The tasks of a list."""
    return {item.id for item in items}


def ruled(items: tuple[ChecklistItem, ...], rule: str) -> set[str]:
    """The tasks of a list that a rule puts in."""
    return {item.id for item in items if item.rule == rule}


# ---- what is always in ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("answers", [{}, HALF, ALL_PROJECTS, ALL_JOBS], ids=["open", "half", "projects", "jobs"])
def test_commercial_and_exit_terms_are_always_in(option: str, answers: dict[str, Any], checklist: Checklist) -> None:
    assert ids(checklist(answers, option)) >= FOR_EVERYONE


def test_both_demonstrations_are_in_when_one_platform_claims_both_sides(
    checklist: Checklist, make_stack: Callable[..., Stack]
) -> None:
    assert ruled(checklist(HALF, "integrated"), "D1") == D1
    assert ruled(checklist({"work": {"project_share": 0.8}}, "pm"), "D1") == D1
    items = checklist(HALF, "fsm_pm", (make_stack("alfa", "carlo"), make_stack("bravo", "carlo")))
    assert ruled(items, "D1") == D1
    assert {item.for_vendors for item in items if item.rule == "D1"} == {("Alfa",)}


def test_no_demonstration_of_both_sides_for_a_pure_single(
    checklist: Checklist, make_stack: Callable[..., Stack]
) -> None:
    pure = (
        checklist(ALL_PROJECTS, "pm", (make_stack("carlo"),)),
        checklist(ALL_JOBS, "fsm", (make_stack("alfa"),)),
        checklist(ALL_PROJECTS, "integrated"),
        checklist(HALF, "crm"),
        checklist(HALF, "fsm_pm", (make_stack("bravo", "carlo"),)),
    )
    assert not any(item.side == "both_sides" for items in pure for item in items)


@pytest.mark.parametrize("option", OPTIONS)
def test_the_three_joins_are_in_for_two_platforms_and_only_there(option: str, checklist: Checklist) -> None:
    items = checklist(HALF, option)
    found = {item.rule: item.id for item in items if item.rule.startswith("J")}
    assert set(found.values()) == (JOINS if "_" in option else set())
    assert set(found) == ({"J1", "J2", "J3"} if "_" in option else set())


def test_a_tool_that_stays_beside_the_platform_has_to_be_joined_too(
    checklist: Checklist, make_stack: Callable[..., Stack]
) -> None:
    answers = {**ALL_JOBS, "today": {"tools": [{"kind": "crm", "works": "well"}]}}
    assert ids(checklist(answers, "fsm", (make_stack("bravo", "echo"),))) >= JOINS


@pytest.mark.parametrize(("target", "expected"), [("task.D1", D1), ("task.J1", {"one-clock-for-both-platforms"})])
def test_a_finding_puts_its_tasks_in(target: str, expected: set[str], checklist: Checklist) -> None:
    finding = Finding(
        rule="r", key="k", title="t", because="b", says=None, fact="f", value=1, threshold=1, unit="u", strength=1,
        adds={target: 1}, source="judgement",
    )  # fmt: skip
    assert not expected & ids(checklist(ALL_PROJECTS, "pm"))
    assert ids(checklist(ALL_PROJECTS, "pm", findings=(finding,))) >= expected


# ---- the sides ------------------------------------------------------------------------------------------------------


def sides(items: tuple[ChecklistItem, ...]) -> set[str]:
    """Sides of the work on a list."""
    return {item.side for item in items} & {"project", "job", "customer"}


def test_only_the_sides_that_are_bought_are_shown(checklist: Checklist) -> None:
    assert sides(checklist(ALL_PROJECTS, "pm")) == {"project", "customer"}
    assert sides(checklist(ALL_JOBS, "fsm")) == {"job", "customer"}
    assert sides(checklist(HALF, "crm")) == {"customer"}
    assert sides(checklist(ALL_PROJECTS, "integrated")) == {"project", "customer"}
    assert sides(checklist(HALF, "fsm_pm")) >= {"project", "job"}


@pytest.mark.parametrize("option", ["pm", "integrated"])
def test_next_to_nothing_on_the_other_side_needs_no_demo(option: str, checklist: Checklist) -> None:
    assert "job" not in sides(checklist({"work": {"project_share": 0.985}}, option))
    assert "job" in sides(checklist({"work": {"project_share": 0.95}}, option))


def test_one_task_shows_the_smaller_side_that_stays_inside_one_platform(checklist: Checklist) -> None:
    items = checklist({"work": {"project_share": 0.94}}, "pm")
    assert len([item for item in items if item.side == "job"]) == 1
    assert "where a workaround in the demo returns every week" in next(i.why_here for i in items if i.side == "job")


def test_the_side_of_a_tool_that_works_well_needs_no_demo(
    checklist: Checklist, make_stack: Callable[..., Stack]
) -> None:
    stacks = (make_stack("bravo", "carlo"),)
    assert "job" in sides(checklist(HALF, "fsm_pm", stacks))
    items = checklist({**HALF, **FSM_WORKS}, "fsm_pm", stacks)
    assert "job" not in sides(items)
    assert {item.for_vendors for item in items if item.side == "joining"} == {("Bravo", "Carlo")}
    assert {item.for_vendors for item in items if item.side != "joining"} == {("Carlo",)}


def test_each_platform_to_be_bought_shows_its_own_work_even_when_time_is_short(
    checklist: Checklist, make_stack: Callable[..., Stack]
) -> None:
    # D1 and the joins take two thirds of the time; no need at all speaks for projects.
    items = checklist(HALF, "fsm_pm", (make_stack("alfa", "carlo"),), {"dispatch_board": 9.0, "work_orders": 9.0})
    assert len([item for item in items if item.side == "project"]) >= 2
    assert len([item for item in items if item.side == "job"]) >= 2


# ---- which and how many ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize(
    "answers", [{}, ELECTRICIAN, PLUMBER, REMODELER], ids=["open", "electrician", "plumber", "remodeler"]
)
def test_twelve_to_twenty_tasks_fill_one_sitting(option: str, answers: dict[str, Any], checklist: Checklist) -> None:
    items = checklist(answers, option)
    assert 12 <= len(items) <= 20
    assert 60 <= sum(item.minutes for item in items) <= 90
    assert len(ids(items)) == len(items)


def test_a_capability_that_decides_comes_before_one_that_all_are_known_to_have(
    checklist: Checklist, make_stack: Callable[..., Stack]
) -> None:
    needs = {"submittals": 6.0, "project_scheduling": 6.0, "change_orders": 6.0, "daily_logs": 6.0}
    answers = {**ALL_PROJECTS, "company": {"segment": "commercial"}}

    def work(*stacks: Stack) -> list[str]:
        return [item.id for item in checklist(answers, "pm", stacks, needs) if item.side == "project"]

    unknown = work(make_stack("alfa", roles=("pm",)), make_stack("carlo"))
    assert unknown[0] == "submittal-register-from-a-spec"
    known = work(make_stack("bravo", roles=("pm",)), make_stack("carlo"))
    assert known[0] == "change-order-signed-on-site"


def test_an_unknown_weighs_more_than_a_weak_source(checklist: Checklist, make_stack: Callable[..., Stack]) -> None:
    stacks = (make_stack("alfa", roles=("pm",)), make_stack("bravo", roles=("pm",)))
    answers = {**ALL_PROJECTS, "company": {"segment": "commercial"}}
    items = checklist(answers, "pm", stacks, {"submittals": 6.0, "rfis": 6.0})
    work = [item.id for item in items if item.side == "project"]
    assert work[:2] == ["submittal-register-from-a-spec", "rfi-to-an-outside-architect"]


def test_a_settled_capability_gives_way_to_an_open_one(checklist: Checklist, make_stack: Callable[..., Stack]) -> None:
    # Time is short, so the order decides who is in: the same needs, another shortlist, another list.
    needs = dict.fromkeys(["submittals", "change_orders", "project_scheduling", "daily_logs", "rfis"], 6.0)
    answers = {**HALF, "company": {"segment": "commercial"}}
    settled = checklist(answers, "integrated", (make_stack("carlo", roles=("integrated",)),), needs)
    unknown = checklist(
        answers,
        "integrated",
        (make_stack("carlo", roles=("integrated",)), make_stack("alfa", roles=("integrated",))),
        needs,
    )
    assert "submittal-register-from-a-spec" in ids(unknown)
    assert [i.id for i in unknown] != [i.id for i in settled]


def test_contractors_with_different_needs_get_different_lists(k: Knowledge) -> None:
    lists = [ids(advise(answers_from(answers), k, draws=50).checklist) for answers in (ELECTRICIAN, PLUMBER, REMODELER)]
    for one in lists:
        for other in lists:
            assert one is other or len(one ^ other) >= 8
    electrician, plumber, remodeler = lists
    assert "submittal-register-from-a-spec" in electrician - plumber - remodeler
    assert "three-price-levels-from-the-truck" in plumber - electrician - remodeler
    assert "client-choice-over-the-allowance" in remodeler - electrician - plumber


def test_a_severe_pain_is_put_to_the_test_even_where_the_catalogue_leaves_little_open(k: Knowledge) -> None:
    pains = {"rfis_submittals_lost": 3, "unbilled_changes": 3, "dispatch_chaos": 3}
    told = advise(answers_from({**ELECTRICIAN, "pains": pains}), k, draws=50)
    about = {item.capabilities[0] for item in told.checklist if item.side in ("project", "job")}
    for pain in pains:
        assert about & set(k.pains[pain].capabilities), pain
    mild = advise(answers_from({**ELECTRICIAN, "pains": dict.fromkeys(pains, 1)}), k, draws=50)
    assert ids(mild.checklist) != ids(told.checklist)


def test_not_more_than_three_picked_tasks_share_a_capability(checklist: Checklist, k: Knowledge) -> None:
    always = {task.id for task in k.task_book.tasks if task.always_in}
    items = checklist({**ALL_JOBS, "company": {"trade": "hvac_residential"}}, "fsm", (), {"technician_mobile": 10.0})
    picked = [item for item in items if item.id not in always and "technician_mobile" in item.capabilities]
    assert len(picked) == 3


def test_a_second_look_at_one_capability_gives_way_to_a_first_look_at_another(
    checklist: Checklist, k: Knowledge
) -> None:
    # Dispatch is needed most and has three tasks; a third of them would settle less than what is not shown yet.
    needs = {name: 7.0 for name, capability in k.capabilities.items() if capability.side in ("job", "customer")}
    answers = {**ALL_JOBS, "company": {"trade": "plumbing_service"}}
    items = ids(checklist(answers, "fsm", (), {**needs, "dispatch_board": 10.0}))
    assert items >= {"book-an-urgent-call", "paid-on-site-and-in-the-books", "customer-messages-around-a-visit"}
    assert "call-at-two-in-the-morning" not in items


def test_a_list_ends_early_when_little_is_left_to_settle(checklist: Checklist) -> None:
    assert len(checklist(ALL_JOBS, "fsm", (), {})) < 16
    assert len(checklist({**ALL_JOBS, "company": {"trade": "plumbing_service"}}, "fsm")) == 20


def test_what_nobody_documents_about_a_vendor_brings_its_task_in(
    checklist: Checklist, make_stack: Callable[..., Stack]
) -> None:
    low = {"work_orders": 3.0, "dispatch_board": 3.0}
    about_delta = {"weekly-plan-to-go-live", "api-on-our-plan"}
    answers = {**ALL_JOBS, "today": {"accounting": "xero"}}
    assert ids(checklist(answers, "fsm", (make_stack("delta"),), low)) >= about_delta
    assert not ids(checklist(answers, "fsm", (make_stack("alfa"),), low)) & about_delta


def test_a_demonstration_for_one_vendor_hides_nothing_from_the_others(
    checklist: Checklist, make_stack: Callable[..., Stack]
) -> None:
    # Alfa alone is asked for both sides. The schedule that it shows there says nothing of the two others.
    stacks = tuple(make_stack("bravo", name, roles=("fsm", "pm")) for name in ("alfa", "carlo", "echo"))
    needs = {"project_scheduling": 9.0, "budget_cost_codes": 8.0, "change_orders": 8.0, "daily_logs": 7.0}
    needs |= {"progress_billing": 7.0, "punch_list_closeout": 6.0}
    items = checklist({**HALF, **FSM_WORKS}, "fsm_pm", stacks, needs)
    assert {item.for_vendors for item in items if item.rule == "D1"} == {("Alfa",)}
    assert "schedule-slip-tells-everyone" in ids(items)


def test_a_task_that_does_not_apply_is_never_in(checklist: Checklist) -> None:
    answers = {**ALL_PROJECTS, "work": {"project_share": 1, "signals": {"rfis_submittals": False}}}
    needs = {"rfis": 10.0, "submittals": 10.0}
    assert not {"rfi-to-an-outside-architect", "submittal-register-from-a-spec"} & ids(
        checklist(answers, "pm", (), needs)
    )


def test_a_must_have_is_put_to_the_test(k: Knowledge) -> None:
    def work(*musts: str) -> set[str]:
        answers = {**PLUMBER, "limits": {"must_have": list(musts)}}
        return ids(advise(answers_from(answers), k, draws=50).checklist)

    assert "part-used-from-the-truck" in work("parts_inventory") - work()


def test_without_a_shortlist_the_needs_choose(checklist: Checklist) -> None:
    items = checklist({**ALL_JOBS, "company": {"trade": "pool_service"}}, "fsm", (), {"route_optimization": 9.0})
    assert next(item.id for item in items if item.side == "job") == "tomorrows-stops-in-better-order"
    assert {item.for_vendors for item in items} == {()}


# ---- the script -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", OPTIONS)
def test_the_script_starts_with_the_work_and_ends_with_references(option: str, checklist: Checklist) -> None:
    order = ["both_sides", "joining", "mobile", "onboarding", "commercial", "exit_security", "references"]
    places = [order.index(item.side) + 1 if item.side in order else 0 for item in checklist(HALF, option)]
    assert places == sorted(places)
    assert places[0] == 0
    assert places[-1] == len(order)


def test_the_side_with_most_need_comes_first(checklist: Checklist) -> None:
    jobs_first = checklist(HALF, "fsm_pm", (), {"dispatch_board": 9.0, "change_orders": 4.0})
    projects_first = checklist(HALF, "fsm_pm", (), {"dispatch_board": 4.0, "change_orders": 9.0})
    assert (jobs_first[0].side, projects_first[0].side) == ("job", "project")


def test_the_order_of_stacks_and_needs_is_of_no_account(
    checklist: Checklist, make_stack: Callable[..., Stack], k: Knowledge
) -> None:
    stacks = (make_stack("alfa", "carlo"), make_stack("bravo", "carlo"), make_stack("delta", "carlo"))
    needs = {name: 1.0 + n % 7 for n, name in enumerate(k.capabilities)}
    turned = dict(reversed(needs.items()))
    assert checklist(ELECTRICIAN, "fsm_pm", stacks, needs) == checklist(ELECTRICIAN, "fsm_pm", stacks[::-1], turned)


def test_the_order_of_pains_and_tools_is_of_no_account(k: Knowledge) -> None:
    tools = [{"kind": "fsm", "works": "well"}, {"kind": "crm", "works": "partly"}]
    one = {**ELECTRICIAN, "today": {"tools": tools}}
    other = {**one, "pains": dict(reversed(one["pains"].items())), "today": {"tools": tools[::-1]}}
    first, second = (advise(answers_from(a), k, draws=50).checklist for a in (one, other))
    assert first == second


# ---- what each item holds -------------------------------------------------------------------------------------------


def test_an_item_carries_its_task_as_written_in_the_book(checklist: Checklist, k: Knowledge) -> None:
    book = {task.id: task for task in k.task_book.tasks}
    for item in checklist(HALF, "fsm_pm"):
        task = book[item.id]
        assert (item.good, item.red_flag, item.score_3, item.score_1) == (
            task.good, task.red_flag, task.score_3, task.score_1,
        )  # fmt: skip
        assert (item.minutes, item.sources, item.capabilities) == (task.minutes, task.sources, task.capabilities)


def test_the_own_kinds_of_work_stand_in_the_tasks(checklist: Checklist) -> None:
    weeks, hours = ({"value": 9, "unit": "weeks"}, {"value": 2, "unit": "hours"})
    streams = [
        {"name": "attic conversions", "duration": weeks, "per_year": 9, "average_value_usd": 50_000},
        {"name": "leak calls", "duration": hours, "per_year": 900, "average_value_usd": 500},
    ]
    texts = {item.id: item.task for item in checklist({"work": {"streams": streams}}, "integrated")}
    both = texts["one-project-and-one-job-live"]
    assert "one of our attic conversions" in both
    assert "one of our leak calls" in both


@pytest.mark.parametrize(
    "name",
    [
        "{job_work}{0}{item.why_here}",
        "{project_work",
        "%s %(x)s {{}}",
        "x\n\n# Score: 3\u202e",
        "${HOME} `id`",
        "z" * 200,
    ],
)
def test_a_hostile_name_stays_a_harmless_name(name: str, checklist: Checklist) -> None:
    streams = [{"name": name, "duration": {"value": 9, "unit": "weeks"}, "per_year": 9}]
    plain = checklist({"work": {"streams": [{**streams[0], "name": "roofs"}]}}, "pm")
    items = checklist({"work": {"streams": streams}}, "pm")
    assert [item.id for item in items] == [item.id for item in plain]
    for item, sober in zip(items, plain, strict=True):
        text = item.task + item.title + item.good + item.why_here
        assert "\n" not in text
        assert not set("{}\u202e") & set(text)
        assert item.why_here == sober.why_here
        assert len(item.task) <= len(sober.task) + 2 * 60


def test_every_place_in_the_book_is_filled(k: Knowledge, checklist: Checklist) -> None:
    for option in OPTIONS:
        for item in checklist(HALF, option):
            assert "{" not in item.task
    places = {word for task in k.task_book.tasks for word in ("{project_work}", "{job_work}") if word in task.task}
    assert places == {"{project_work}", "{job_work}"}


# ---- inside the whole advice ----------------------------------------------------------------------------------------


def test_the_advice_of_the_electrician_has_the_three_joins(k: Knowledge) -> None:
    advice = advise(answers_from(ELECTRICIAN), k, draws=50)
    assert advice.option == "fsm_pm"
    assert ids(advice.checklist) >= JOINS | FOR_EVERYONE
    assert {source for item in advice.checklist for source in item.sources} <= {note.id for note in advice.sources}


def test_the_advice_to_run_one_platform_for_both_asks_for_both_demonstrations(k: Knowledge) -> None:
    answers = {"company": {"headcount": 5}, "work": {"project_share": 0.5}, "limits": {"wants_one_system": True}}
    advice = advise(answers_from(answers), k, draws=50)
    assert advice.option == "integrated"
    assert ruled(advice.checklist, "D1") == D1


def test_every_vendor_named_is_on_the_shortlist(k: Knowledge) -> None:
    for answers in (ELECTRICIAN, PLUMBER, REMODELER):
        advice = advise(answers_from(answers), k, draws=50)
        shortlist = {name for stack in advice.stacks for name in stack.names}
        assert shortlist
        assert {name for item in advice.checklist for name in item.for_vendors} == shortlist
