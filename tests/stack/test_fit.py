"""How vendors fit one contractor: coverage by need and by seat, trade, kind of product, customers, size, adoption."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from contractors_and_stacks import entry, look, situation

from advisor.knowledge import Knowledge
from advisor.stack.fit import needed_levels, score_of_coverage, size_fit, trade_match
from advisor.stack.seats import Seat, candidates
from advisor.stack.stack import Stack

Make = Callable[..., Knowledge]
PLUMBER: dict[str, Any] = {
    "company": {"trade": "plumbing_service", "headcount": 12},
    "work": {"project_share": 0.0},
}
PM = {"native_category": "pm", "strength": {"crm": 3, "pm": 3, "fsm": 3}}
DEEP = {"strength": {"crm": 3, "pm": 3, "fsm": 3}}
FULL, PART, NONE = ({"level": level, "source": "s1"} for level in ("full", "partial", "none"))


def score(stack: Stack, criterion: str) -> float:
    return next(c.score for c in stack.contributions if c.criterion == criterion)


def coverage(k: Knowledge, data: dict[str, Any], *roles: str) -> tuple[float, ...]:
    """(least, taken, most) of the one stack of the first vendors in these seats."""
    case = situation(data, k)
    seats = tuple(Seat(role, np.array([n])) for n, role in enumerate(roles))  # type: ignore[arg-type]
    needed, rows = needed_levels(case, seats), candidates(seats)
    levels = [level[:, rows[:, n]] for n, level in enumerate(needed.levels)]
    return tuple(float(v) for v in score_of_coverage(needed.need, levels)[0])


def test_coverage_is_the_mean_weighted_by_need(with_vendors: Make) -> None:
    every = dict.fromkeys(situation(PLUMBER, with_vendors(entry("x"))).needs, FULL)
    k = with_vendors(entry("one", capabilities=every, **DEEP))
    assert coverage(k, PLUMBER, "fsm") == pytest.approx((1, 1, 1))
    needs = situation(PLUMBER, k).needs
    half = with_vendors(entry("one", capabilities={**every, "dispatch_board": PART}, **DEEP))
    expected = 1 - 0.5 * needs["dispatch_board"] / sum(needs.values())
    assert coverage(half, PLUMBER, "fsm") == pytest.approx((expected,) * 3)


def test_the_same_function_counts_less_in_a_product_that_is_less_deep_there(with_vendors: Make, k: Knowledge) -> None:
    depth = k.stack_book.coverage.depth
    assert list(depth) == sorted(depth)
    data = {**PLUMBER, "limits": {"must_have": ["dispatch_board"]}}
    gains = []
    for strength in range(4):
        deep = {"strength": {"crm": 0, "pm": 0, "fsm": strength}}
        none, full = (coverage(with_vendors(entry("one", capabilities={"dispatch_board": level}, **deep)), data, "fsm")
                      for level in (NONE, FULL))  # fmt: skip
        gains.append(full[0] - none[0])
    assert [gain / gains[-1] for gain in gains] == pytest.approx(depth)


def test_functions_of_a_general_product_count_less_in_a_special_trade(with_vendors: Make, k: Knowledge) -> None:
    part = k.stack_book.coverage.unspecialised
    named = with_vendors(entry("one", trades=["fence"], capabilities={"work_orders": FULL}))
    general = with_vendors(entry("one", capabilities={"work_orders": FULL}))
    fence, plumbing = ({"company": {"trade": trade}} for trade in ("fence", "plumbing_service"))
    assert coverage(general, fence, "fsm") == pytest.approx([part * end for end in coverage(named, fence, "fsm")])
    # Where the trade needs nothing special, no list of trades changes what is covered.
    plumber = with_vendors(entry("one", trades=["plumbing"], capabilities={"work_orders": FULL}))
    assert coverage(general, plumbing, "fsm") == coverage(plumber, plumbing, "fsm")


def test_functions_for_the_other_kind_of_work_count_as_far_as_the_platform_carries_it(with_vendors: Make) -> None:
    """W5: a dispatch board inside a project tool does not turn calls into projects; H9: few do both sides well."""
    data = {**PLUMBER, "work": {"project_share": 0.5}}
    k = with_vendors(entry("one", **DEEP))
    carries = situation(data, k).carries
    assert carries["pm"]["project"] == carries["fsm"]["job"] == 1.0
    assert carries["pm"]["job"] < carries["integrated"]["job"] < 1.0
    needs = situation(data, k).needs
    nothing = dict.fromkeys(needs, NONE)
    one = with_vendors(entry("one", capabilities={**nothing, "dispatch_board": FULL}, **DEEP))
    part = needs["dispatch_board"] / sum(needs.values())
    for option in ("fsm", "integrated", "pm"):
        stack = look(data, option, one).of("one")
        # Scores are kept to nine places.
        assert score(stack, "coverage") == pytest.approx(part * carries[option]["job"], abs=1e-8)


def test_what_is_unknown_spans_everything_and_counts_little_where_the_vendor_is_weak(with_vendors: Make) -> None:
    taken = []
    for strength in range(4):
        k = with_vendors(entry("one", strength={"crm": strength, "pm": strength, "fsm": strength}))
        low, at, high = coverage(k, PLUMBER, "fsm")
        assert low == 0
        taken.append(at / high)
    assert taken == sorted(taken)
    # Below what pages show on average where they do tell: an unknown is no promise.
    assert taken[-1] < k.stack_book.coverage.shown_mean[-1]


def test_a_page_of_a_rival_leaves_a_narrower_doubt_than_no_page(with_vendors: Make) -> None:
    rival = {"price_book": {"level": "full", "source": "s2"}}
    low, at, high = coverage(with_vendors(entry("one", capabilities=rival)), {**PLUMBER}, "fsm")
    only = with_vendors(entry("one", capabilities={"price_book": FULL}))
    sure = coverage(only, PLUMBER, "fsm")
    assert 0 < low < sure[0]
    assert high == pytest.approx(sure[2])
    # A rival has no reason to grant a function that is not there, and every reason to deny one that is.
    assert at == pytest.approx(sure[1])
    denied = coverage(with_vendors(entry("one", capabilities={"price_book": {"level": "none", "source": "s2"}})),
                      PLUMBER, "fsm")  # fmt: skip
    shown = coverage(with_vendors(entry("one", capabilities={"price_book": NONE})), PLUMBER, "fsm")
    assert denied[1] > shown[1]


def test_evidence_counts_only_what_a_page_shows(with_vendors: Make) -> None:
    k = with_vendors(
        entry("silent", **DEEP), entry("rival", capabilities={"price_book": {"level": "full", "source": "s2"}}, **DEEP),
        entry("shown", capabilities={"price_book": FULL}, **DEEP),
    )  # fmt: skip
    needs = situation(PLUMBER, k).needs
    part = needs["price_book"] / sum(needs.values())
    shown = {s.vendors[0]: score(s, "evidence") for s in look(PLUMBER, "fsm", k).stacks}
    assert shown == pytest.approx({"silent": 0, "rival": 0.75 * part, "shown": part}, abs=1e-8)


def test_beside_a_platform_for_that_side_the_other_one_counts_half(with_vendors: Make) -> None:
    """RFIs in the service platform are worth something, not as much as in the PM where the projects run."""
    needs = situation({**PLUMBER, "work": {"project_share": 0.5}}, with_vendors(entry("x"))).needs
    data = {**PLUMBER, "work": {"project_share": 0.5}}
    nothing = dict.fromkeys(needs, NONE)
    plain = entry("pm", capabilities=nothing, **PM)
    in_fsm = with_vendors(entry("fsm", capabilities={**nothing, "rfis": FULL}, **DEEP), plain)
    in_pm = with_vendors(entry("fsm", capabilities=nothing), entry("pm", capabilities={**nothing, "rfis": FULL}, **PM))
    part = needs["rfis"] / sum(needs.values())
    assert coverage(in_pm, data, "fsm", "pm")[1] == pytest.approx(part)
    assert coverage(in_fsm, data, "fsm", "pm")[1] == pytest.approx(part / 2)
    # Nobody is there for customers, so either of the two may serve them in full.
    crm = with_vendors(entry("fsm", capabilities={**nothing, "customer_history": FULL}, **DEEP), plain)
    assert coverage(crm, data, "fsm", "pm")[1] == pytest.approx(needs["customer_history"] / sum(needs.values()))


@pytest.mark.parametrize(
    ("trade", "listed", "role", "match"),
    [
        ("fence", ["fence", "roofing"], "crm", "niche"),  # a special trade, named in a short list
        ("fence", ["fence", "roofing", "hvac", "electrical", "painting", "pest_control"], "crm", "named"),
        ("plumbing_service", ["plumbing"], "fsm", "named"),  # the parent stands for all of its family
        ("plumbing", ["plumbing_service"], "fsm", "family"),
        ("hvac_residential", ["hvac_mechanical"], "fsm", "family"),
        ("plumbing_service", [], "fsm", "general"),
        ("electrical", ["general_contractor"], "pm", "whole_project"),
        ("electrical", ["general_contractor"], "fsm", "not_named"),
        ("plumbing_service", ["roofing"], "fsm", "not_named"),
        ("locksmith", ["appliance_repair"], "fsm", "not_named"),  # "other" is no family
        ("plumbing_service", ["roofing", "hvac", "electrical", "painting", "fence", "septic"], "fsm", "wide_list"),
        (["roofing_residential", "plumbing_service"], ["plumbing"], "fsm", "named"),  # the best of several trades
        (None, ["roofing"], "fsm", "general"),
    ],
)
def test_a_vendors_list_of_trades_is_read_by_trade_and_family(
    trade: Any, listed: list[str], role: Any, match: str, with_vendors: Make
) -> None:
    k = with_vendors(entry("one", trades=listed, native_category=role))
    case = situation({"company": {"trade": trade} if trade else {}}, k)
    assert trade_match(case, k.catalogue.by_id["one"], Seat(role, np.array([0]))) == match


def test_a_special_trade_weighs_being_made_for_it_more(with_vendors: Make) -> None:
    k = with_vendors(entry("one"))

    def weight(trade: str) -> float:
        return situation({"company": {"trade": trade}}, k).weights["trade_fit"]

    assert weight("fence") > weight("plumbing_service")


def test_a_product_made_for_the_seat_goes_before_one_that_also_covers_it(with_vendors: Make) -> None:
    strength = {"crm": 0, "pm": 3, "fsm": 3}
    k = with_vendors(
        entry("made", native_category="fsm", strength=strength),
        entry("deep", native_category="pm", strength=strength),
        entry("light", native_category="pm", strength={"crm": 0, "pm": 3, "fsm": 2}),
    )
    result = look(PLUMBER, "fsm", k)
    fit = {s.vendors[0]: score(s, "trade_fit") for s in result.stacks}
    assert fit["made"] > fit["deep"] > fit["light"]


def test_a_size_on_a_page_counts_and_our_guess_only_leans(with_vendors: Make) -> None:
    def fit(**band: Any) -> tuple[float, float, float]:
        k = with_vendors(entry("one", fit={"source": "s1", **band} if band else None))
        return size_fit(situation(PLUMBER, k), k.catalogue.by_id["one"])

    assert fit(employees_min=5, employees_max=20) == (1, 1, 1)
    assert fit(employees_min=15) == (0, 0, 0)
    low, unknown, high = fit()
    assert (low, high) == (0, 1)
    inside, outside = (fit(employees_min=n, source="s0") for n in (5, 100))
    assert outside[1] < unknown < inside[1]
    assert (inside[0], inside[2]) == (outside[0], outside[2]) == (0, 1)


def test_a_growing_firm_wants_a_product_that_still_fits_in_three_years(with_vendors: Make, k: Knowledge) -> None:
    """I4: what fits now must not be outgrown. Half of the score is for the size of then."""
    one = with_vendors(entry("one", fit={"employees_min": 1, "employees_max": 14, "source": "s1"}))

    def fit(growth: str | None) -> tuple[float, float, float]:
        company = {**PLUMBER["company"], **({"growth": growth} if growth else {})}
        return size_fit(situation({**PLUMBER, "company": company}, one), one.catalogue.by_id["one"])

    assert fit(None) == fit("steady") == fit("shrinking") == (1, 1, 1)
    # 12 people become 16, or 24: both more than 14.
    assert fit("growing") == fit("fast") == (0.5, 0.5, 0.5)


def test_kind_of_customers_counts_where_it_is_told(with_vendors: Make) -> None:
    k = with_vendors(entry("both"), entry("homes", segments=["residential"]))

    def gap(segment: str) -> float:
        data = {**PLUMBER, "company": {**PLUMBER["company"], "segment": segment}}
        result = look(data, "fsm", k)
        return score(result.of("both"), "trade_fit") - score(result.of("homes"), "trade_fit")

    assert gap("residential") == 0
    assert gap("mixed") > 0


def test_a_long_and_hard_set_up_scores_less(with_vendors: Make) -> None:
    def onboarding(weeks: int, difficulty: int) -> dict[str, Any]:
        return {"weeks_low": weeks, "weeks_high": weeks, "difficulty": difficulty, "source": "s1"}

    k = with_vendors(
        entry("easy", onboarding=onboarding(0, 1)), entry("hard", onboarding=onboarding(26, 5)), entry("silent")
    )
    adoption = {s.vendors[0]: score(s, "adoption") for s in look(PLUMBER, "fsm", k).stacks}
    assert adoption["easy"] == 1
    assert adoption["hard"] == 0
    assert 0 < adoption["silent"] < 0.5


def test_a_strained_team_weighs_adoption_more_and_a_tight_budget_cost(with_vendors: Make) -> None:
    k = with_vendors(entry("one"))
    calm = situation({**PLUMBER, "team": {"change_capacity": 5, "tech_comfort": 5}}, k).weights
    strained = situation({**PLUMBER, "team": {"change_capacity": 1, "tech_comfort": 1}}, k).weights
    assert strained["adoption"] > calm["adoption"]
    ample = situation({**PLUMBER, "limits": {"budget_usd_month": 5000}}, k).weights
    tight = situation({**PLUMBER, "limits": {"budget_usd_month": 100}}, k).weights
    assert tight["cost"] > ample["cost"]
