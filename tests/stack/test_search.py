"""Shortlists argued in words, what the search promises of every stack, and what stays of today's tools."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from contractors_and_stacks import Result, entry, listed, look, situation

from advisor.knowledge import Knowledge

ELECTRICIAN: dict[str, Any] = {
    "company": {"trade": "electrical", "segment": "commercial", "headcount": 35},
    "work": {"project_share": 0.40},
    "friction": {"workarounds": 3, "missed_information": 3, "double_entry": 3},
    "pains": {"rfis_submittals_lost": 3, "unbilled_changes": 3, "double_entry": 2},
    "today": {"accounting": "quickbooks"},
}
PLUMBER: dict[str, Any] = {
    "company": {"trade": "plumbing_service", "segment": "residential", "headcount": 12, "technicians": 8},
    "work": {"project_share": 0.0, "jobs_per_day": 40, "typical_duration": {"value": 2, "unit": "hours"}},
}
REMODELER: dict[str, Any] = {
    "company": {"trade": "remodeler", "segment": "residential", "headcount": 14},
    "work": {"project_share": 0.90, "typical_duration": {"value": 3, "unit": "months"}},
}
FENCE: dict[str, Any] = {
    "company": {"trade": "fence", "segment": "residential", "headcount": 10},
    "work": {"typical_duration": {"value": 2, "unit": "days"}},
    "pains": {"leads_scattered": 2, "slow_quotes": 2, "quotes_not_followed_up": 2},
    "sales": {"sales_led": True},
}
SMALL_BUILDER: dict[str, Any] = {
    "company": {"trade": "remodeler", "segment": "residential", "headcount": 6},
    "work": {"project_share": 0.95},
    "pains": {"leads_scattered": 2},
    "limits": {"wants_one_system": True},
    "team": {"administration": "none"},
}
LARGE_GC: dict[str, Any] = {
    "company": {"trade": "general_contractor", "segment": "commercial", "headcount": 400},
    "work": {"project_share": 0.97, "project_types": 4},
    "pains": {"leads_scattered": 3},
    "sales": {"customer_base": 3000, "stakeholders": "many", "sales_cycle_weeks": 20},
}
MECHANICAL: dict[str, Any] = {
    "company": {"trade": "hvac_mechanical", "segment": "commercial", "headcount": 45},
    "work": {"project_share": 0.70},
    "today": {"accounting": "viewpoint_vista"},
}
PEST: dict[str, Any] = {
    "company": {"trade": "pest_control", "segment": "residential", "headcount": 8, "technicians": 5},
    "work": {"project_share": 0.0},
}
CONTRACTORS: dict[str, tuple[dict[str, Any], str]] = {
    "electrician": (ELECTRICIAN, "fsm_pm"),
    "plumber": (PLUMBER, "fsm"),
    "remodeler": (REMODELER, "pm"),
    "fence": (FENCE, "crm"),
    "small builder": (SMALL_BUILDER, "integrated"),
    "large GC": (LARGE_GC, "crm_pm"),
    "mechanical": (MECHANICAL, "fsm_pm"),
    "pest": (PEST, "fsm"),
    "nothing told": ({}, "fsm_pm"),
}


def of(name: str, k: Knowledge) -> Result:
    data, option = CONTRACTORS[name]
    return look(data, option, k)


# ---- shortlists -----------------------------------------------------------------------------------------------------


def test_a_commercial_electrician_gets_a_service_platform_with_a_pm_that_has_rfis(k: Knowledge) -> None:
    """RFIs, submittals and documents are what broke, so the PM beside the FSM has to show them: Procore does."""
    result = of("electrician", k)
    assert {stack.roles for stack in result.stacks} == {("fsm", "pm")}
    best = next(stack for stack in result.stacks if stack.vendors[1] == "procore")
    assert {c.capability for c in best.coverage if c.level == "full"} >= {"rfis", "submittals", "change_orders"}
    # A PM that serves homeowners only has no place in commercial work, however strong.
    assert not result.holds("buildertrend")


def test_a_plumber_with_forty_calls_a_day_gets_service_products_that_serve_plumbers(k: Knowledge) -> None:
    """Dispatch, price book and payment on site decide: the well documented service products lead."""
    result = of("plumber", k)
    assert {"jobber", "housecall-pro"} <= {v for (v,) in result.vendors}
    for stack in result.stacks:
        vendor = k.catalogue.by_id[stack.vendors[0]]
        assert vendor.native_category == "fsm"
        assert "plumbing" in vendor.trades


def test_a_remodelers_shortlist_of_pm_is_led_by_what_was_made_for_remodelers(k: Knowledge) -> None:
    """Selections, change orders and a schedule for homes: Buildertrend and JobTread on merit, no commercial Procore."""
    result = of("remodeler", k)
    assert result.vendors[0] == ("buildertrend",)
    assert result.holds("jobtread")
    assert not result.holds("procore")


def test_a_fence_contractor_sees_the_crm_that_names_fences_first(k: Knowledge) -> None:
    """C7: a general CRM covers more on paper, but a special trade is served by products for it."""
    result = of("fence", k)
    assert result.vendors[0] == ("jobnimbus",)
    general = next(s for s in result.stacks if not k.catalogue.by_id[s.vendors[0]].trades)
    score = {c.criterion: c.score for c in result.stacks[0].contributions}
    assert score["trade_fit"] > {c.criterion: c.score for c in general.contributions}["trade_fit"]


def test_a_small_builder_who_wants_one_system_gets_products_for_customers_and_projects(k: Knowledge) -> None:
    """One system has to carry selling and building here; a service platform for plumbers does neither for homes."""
    result = of("small builder", k)
    assert result.vendors[0] == ("buildertrend",)
    assert not result.holds("servicetitan")


def test_a_large_gc_pairs_a_deep_crm_with_procore(k: Knowledge) -> None:
    """Wide sales on one side and commercial projects on the other; products for a handful of people are no match."""
    result = of("large GC", k)
    assert result.stacks[0].vendors[1] == "procore"
    assert not result.holds("contractor-foreman")


def test_a_mechanical_contractor_sees_the_pair_whose_link_is_documented(k: Knowledge) -> None:
    """ServiceTrade and Procore share a link, and both reach Vista: for joins no other pair scores as well."""
    result = of("mechanical", k)
    joined = result.of("servicetrade", "procore")
    joins = {s.vendors: next(c.score for c in s.contributions if c.criterion == "joins") for s in result.stacks}
    assert joins[joined.vendors] == max(joins.values())
    assert {j.kind for j in joined.joins if j.rule == "J3"} == {"native"}


def test_pest_control_sees_a_product_made_for_it(k: Knowledge) -> None:
    """A list of five home trades without pest control rules a product out; one that names it is on the list."""
    result = of("pest", k)
    assert result.holds("gorilladesk")
    assert not result.holds("housecall-pro")


# ---- what holds for every stack -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CONTRACTORS)
def test_every_contractor_gets_two_to_four_stacks_of_products_on_sale(name: str, k: Knowledge) -> None:
    result = of(name, k)
    assert 2 <= len(result.stacks) <= 4
    for stack in result.stacks:
        assert all(k.catalogue.by_id[v].offered for v in stack.vendors)
        assert len(set(stack.vendors)) == len(stack.vendors)


@pytest.mark.parametrize("name", CONTRACTORS)
def test_contributions_add_up_to_the_value_and_the_range_holds_it(name: str, k: Knowledge) -> None:
    for stack in of(name, k).stacks:
        assert sum(c.points for c in stack.contributions) == pytest.approx(stack.value, abs=1e-9)
        assert sum(c.weight for c in stack.contributions) == pytest.approx(100)
        assert -1e-9 <= stack.low <= stack.value <= stack.high <= 100 + 1e-9


@pytest.mark.parametrize("name", CONTRACTORS)
def test_stacks_are_ranked_by_value_and_no_vendor_fills_the_list(name: str, k: Knowledge) -> None:
    result = of(name, k)
    values = [s.value for s in result.stacks]
    assert values == sorted(values, reverse=True)
    for vendor in {v for s in result.stacks for v in s.vendors}:
        assert sum(vendor in s.vendors for s in result.stacks) <= 2


@pytest.mark.parametrize("name", CONTRACTORS)
def test_every_stack_says_why_what_to_watch_and_on_what_evidence(name: str, k: Knowledge) -> None:
    for stack in of(name, k).stacks:
        assert 2 <= len(stack.fits) <= 4
        assert stack.cautions
        assert 1 <= len(stack.evidence) <= 8
        assert all(e.url and e.vendor in stack.vendors for e in stack.evidence)
        assert len(stack.unknowns) <= 8
        assert len(stack.coverage) <= 12
        needs = [c.need for c in stack.coverage]
        assert needs == sorted(needs, reverse=True)


def test_the_same_answers_give_the_same_stacks(k: Knowledge) -> None:
    assert of("electrician", k) == of("electrician", k)


def test_names_far_behind_the_first_are_not_shown_to_fill_the_list(
    k: Knowledge, with_vendors: Callable[..., Knowledge]
) -> None:
    job_side = [c.id for c in k.capabilities.values() if c.side == "job"]
    good = {c: {"level": "full", "source": "s1"} for c in job_side}
    bad = {c: {"level": "none", "source": "s1"} for c in good}
    rich = [entry(name, capabilities=good) for name in ("one", "two")]
    result = look(PLUMBER, "fsm", with_vendors(*rich, entry("poor", capabilities=bad)))
    assert result.vendors == [("one",), ("two",)]
    # With a single good one, the poor one is still shown: one name is no choice.
    assert look(PLUMBER, "fsm", with_vendors(rich[0], entry("poor", capabilities=bad))).holds("poor")


def test_no_pair_is_shown_a_second_time_the_other_way_round(with_vendors: Callable[..., Knowledge]) -> None:
    both = {"crm": 0, "pm": 3, "fsm": 3}
    made = {"native_category": "integrated", "strength": both}
    result = look(ELECTRICIAN, "fsm_pm", with_vendors(entry("one", **made), entry("two", **made)))
    assert len(result.stacks) == 1


def test_one_vendor_with_much_shown_beats_one_that_shows_nothing(with_vendors: Callable[..., Knowledge]) -> None:
    """Half of what is needed, on a page, is worth more than everything that may turn out."""
    shown = {
        c: {"level": "partial", "source": "s1"}
        for c in ("dispatch_board", "work_orders", "price_book", "onsite_payment")
    }
    result = look(PLUMBER, "fsm", with_vendors(entry("silent"), entry("told", capabilities=shown)))
    assert result.vendors == [("told",), ("silent",)]
    assert result.of("silent").high - result.of("silent").low > result.of("told").high - result.of("told").low


# ---- tools that stay ------------------------------------------------------------------------------------------------


def test_a_kept_tool_with_a_name_is_fixed_in_its_seat_and_costs_nothing_new(k: Knowledge) -> None:
    data = {**ELECTRICIAN, "today": {"tools": [{"kind": "fsm", "vendor": " SERVICETRADE ", "works": "well"}]}}
    result = look(data, "fsm_pm", k, keeps=("fsm",))
    assert {v[0] for v in result.vendors} == {"servicetrade"}
    assert not any(
        "ServiceTrade" in line.label for s in result.stacks for line in s.cost.lines if "Licence" in line.label
    )
    assert all("ServiceTrade stays" in s.fits[0] for s in result.stacks)
    assert len(result.stacks) >= 3


def test_a_kept_tool_without_a_name_takes_its_seat_as_unknown(k: Knowledge) -> None:
    data = {**ELECTRICIAN, "today": {"accounting": "quickbooks", "tools": [{"kind": "fsm", "works": "well"}]}}
    result = look(data, "fsm_pm", k, keeps=("fsm",))
    assert {vendors[0] for vendors in result.vendors} == {"present-fsm"}
    best = result.of("present-fsm", "procore")
    assert best.names[0] == "Your present FSM"
    assert any("We do not know which FSM you run" in c for c in best.cautions)
    known = max(stack.high - stack.low for stack in look(ELECTRICIAN, "fsm_pm", k).stacks)
    assert best.high - best.low > known


def test_a_kept_tool_outside_the_catalogue_is_called_by_its_name(k: Knowledge) -> None:
    data = {**ELECTRICIAN, "today": {"tools": [{"kind": "fsm", "vendor": "Bobs\nBoard", "works": "well"}]}}
    stack = look(data, "fsm_pm", k, keeps=("fsm",)).stacks[0]
    assert stack.names[0] == "Bobs Board"
    assert stack.vendors[0] == "present-fsm"


def test_a_tool_that_is_no_longer_sold_gets_no_seat_and_the_contractor_is_told(k: Knowledge) -> None:
    data = {**REMODELER, "today": {"tools": [{"kind": "pm", "vendor": "CoConstruct", "works": "well"}]}}
    result = look(data, "pm", k, keeps=("pm",))
    assert len(result.stacks) >= 2
    assert not result.holds("coconstruct")
    assert all("CoConstruct" in s.cautions[0] and "no longer sold" in s.cautions[0] for s in result.stacks)


def test_a_tool_that_works_but_is_ruled_out_gets_no_seat(k: Knowledge) -> None:
    tools = [{"kind": "pm", "vendor": "jobtread", "works": "well"}]
    data = {**REMODELER, "today": {"tools": tools}, "limits": {"exclude_vendors": ["jobtread"]}}
    result = look(data, "pm", k, keeps=("pm",))
    assert result.stacks
    assert not result.holds("jobtread")
    assert all("You rule out JobTread" in s.cautions[0] for s in result.stacks)


def test_a_pm_that_stays_beside_a_new_crm_is_part_of_the_stack_and_joined(k: Knowledge) -> None:
    data = {**REMODELER, "today": {"tools": [{"kind": "pm", "vendor": "jobtread", "works": "well"}]}}
    result = look(data, "crm", k, keeps=("pm",))
    assert {v[1] for v in result.vendors} == {"jobtread"}
    assert all(s.roles == ("crm", "pm") and {j.rule for j in s.joins} == {"J1", "J2", "J3"} for s in result.stacks)
    assert not any(s.vendors[0] == "jobtread" for s in result.stacks)


def test_where_everything_stays_there_is_one_stack_and_no_limit_to_give_up(k: Knowledge) -> None:
    data = {**PLUMBER, "today": {"tools": [{"kind": "fsm", "vendor": "jobber", "works": "well"}]}}
    result = look(data, "fsm", k, keeps=("fsm",))
    assert result.vendors == [("jobber",)]
    assert result.relaxed == ()
    assert result.stacks[0].cost.lines == ()


def test_a_third_tool_that_stays_is_not_forgotten(k: Knowledge) -> None:
    tools = [{"kind": "pm", "vendor": "procore", "works": "well"}, {"kind": "fsm", "vendor": "jobber", "works": "well"}]
    data = {**ELECTRICIAN, "today": {"tools": tools}}
    stack = look(data, "crm", k, keeps=("pm", "fsm")).stacks[0]
    assert stack.vendors[1:] == ("procore", "jobber")
    assert stack.roles == ("crm", "pm", "fsm")
    # What stays is no reason to buy a third platform, so the stack is for nobody in particular.
    assert stack.for_whom == ""
    beside = look(data, "integrated", k, keeps=("crm", "pm", "fsm")).stacks[0]
    assert len(beside.vendors) == 3
    assert any(c.endswith("stays too: ask each vendor how it joins it.") for c in beside.cautions)


def test_an_integrated_seat_asks_for_the_two_sides_that_this_contractor_needs(
    with_vendors: Callable[..., Knowledge],
) -> None:
    builder = entry("builder", native_category="pm", strength={"crm": 2, "pm": 3, "fsm": 0})
    trades = entry("trades", native_category="fsm", strength={"crm": 0, "pm": 2, "fsm": 3})
    k = with_vendors(builder, trades)
    assert look(SMALL_BUILDER, "integrated", k).vendors == [("builder",)]
    mixed = {**ELECTRICIAN, "work": {"project_share": 0.5}}
    assert look(mixed, "integrated", k).vendors == [("trades",)]


def test_a_price_list_within_the_budget_is_named_among_the_reasons(with_vendors: Callable[..., Knowledge]) -> None:
    k = with_vendors(entry("cheap", pricing=listed({"usd_month": 80, "per": "account"})), entry("other"))
    stack = look({**PLUMBER, "limits": {"budget_usd_month": 200}}, "fsm", k).of("cheap")
    assert "Its licence stays within your $200 a month." in stack.fits


def test_a_product_made_for_one_seat_does_not_take_the_seat_beside_it(with_vendors: Callable[..., Knowledge]) -> None:
    """Two platforms of one kind are no answer to two kinds of work (I1), however much the second one claims."""
    both = {"crm": 0, "pm": 3, "fsm": 3}
    service = {"native_category": "fsm", "strength": both}
    result = look(ELECTRICIAN, "fsm_pm", with_vendors(entry("one", **service), entry("two", **service)))
    assert result.stacks == ()


# ---- the second choice ----------------------------------------------------------------------------------------------


def test_the_second_choice_is_shown_apart_with_how_it_compares(k: Knowledge) -> None:
    result = of("electrician", k)
    assert 1 <= len(result.runner_up) <= k.stack_book.shown.runner_up
    assert {stack.option for stack in result.runner_up} == {"integrated"}
    assert {stack.option for stack in result.stacks} == {"fsm_pm"}
    best = result.runner_up[0]
    assert result.runner_up_sentence.startswith("Your second choice is one integrated platform")
    gap = round(abs(best.value - result.stacks[0].value))
    side = "below" if best.value < result.stacks[0].value else "above"
    assert f"{best.names[0]}, {gap} points {side}" in result.runner_up_sentence


def test_what_is_on_the_list_already_is_no_second_choice(with_vendors: Callable[..., Knowledge]) -> None:
    both = {"native_category": "fsm", "strength": {"crm": 2, "pm": 2, "fsm": 3}}
    result = look(PLUMBER, "fsm", with_vendors(entry("one", **both), entry("two", **both)))
    assert result.runner_up == ()
    assert result.runner_up_sentence.endswith("The best fit there is One, which is on the list already.")


def test_with_nothing_for_the_second_choice_nothing_is_said(with_vendors: Callable[..., Knowledge]) -> None:
    result = look(PLUMBER, "fsm", with_vendors(entry("one"), entry("two")))
    assert (result.runner_up, result.runner_up_sentence) == ((), "")


def test_the_second_choice_keeps_the_same_limits(k: Knowledge) -> None:
    data = {**ELECTRICIAN, "limits": {"exclude_vendors": ["servicetitan", "knowify"]}}
    result = look(data, "fsm_pm", k)
    assert result.runner_up
    for stack in (*result.stacks, *result.runner_up):
        assert not {"servicetitan", "knowify"} & set(stack.vendors)


def test_a_second_choice_that_comes_out_above_says_what_the_points_do_not_tell(
    with_vendors: Callable[..., Knowledge],
) -> None:
    needs = situation(ELECTRICIAN, with_vendors(entry("x")), "fsm_pm").needs
    every = {c: {"level": "full", "source": "s1"} for c in needs}
    both = entry("both", native_category="integrated", strength={"crm": 3, "pm": 3, "fsm": 3}, capabilities=every)
    pm = entry("pm", native_category="pm", strength={"crm": 0, "pm": 2, "fsm": 0})
    result = look(ELECTRICIAN, "fsm_pm", with_vendors(entry("fsm"), pm, both))
    single = next(stack for stack in result.runner_up if stack.vendors == ("both",))
    assert single.value > result.stacks[0].value
    assert "Your kind of work speaks for the first choice" in result.runner_up_sentence


def test_books_that_the_contractor_runs_already_are_not_sold_twice_without_a_word(k: Knowledge) -> None:
    data = {
        **MECHANICAL,
        "company": {**MECHANICAL["company"], "headcount": 90},
        "today": {"accounting": "sage_intacct"},
    }
    result = look(data, "fsm_pm", k)
    own = [stack for stack in result.stacks if "sage-intacct-construction" in stack.vendors]
    for stack in result.stacks:
        said = any(caution.startswith("You run the books of") for caution in stack.cautions)
        assert said == (stack in own)
