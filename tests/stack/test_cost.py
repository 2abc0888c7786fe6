"""Cost of a stack: every line with its arithmetic, open lines that stay open, and nothing for what stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from contractors_and_stacks import entry, listed, look

from advisor.knowledge import Knowledge
from advisor.stack.stack import CostLine, Stack

Make = Callable[..., Knowledge]
SHOP: dict[str, Any] = {
    "company": {"trade": "plumbing_service", "headcount": 12, "technicians": 8, "office_staff": 3, "field_staff": 9},
    "work": {"project_share": 0.0},
}
PRICED = listed({"usd_month": 100, "per": "account"})
QUOTED = listed(model="quote_only", confidence="none")


def stack_of(k: Knowledge, data: dict[str, Any], *vendors: str, option: str = "fsm", keeps: Any = ()) -> Stack:
    return look(data, option, k, keeps=keeps).of(*vendors)


def line(stack: Stack, label: str) -> CostLine:
    return next(one for one in stack.cost.lines if one.label.startswith(label))


def amounts(one: CostLine) -> tuple[float | None, ...]:
    return one.first_year.low, one.first_year.high, one.three_years.low, one.three_years.high


def test_a_licence_costs_twelve_months_and_rises_at_worst_by_a_tenth_a_year(with_vendors: Make) -> None:
    stack = stack_of(with_vendors(entry("one", pricing=PRICED), entry("two")), SHOP, "one")
    found = line(stack, "Licence of One")
    # 1,200 a year; at worst 1,200 x (1 + 1.1 + 1.21) = 3,972 in three.
    assert amounts(found) == (1200, 1200, 3600, 3972)
    assert (found.source, found.as_of) == ("Help", "2026-05")


def test_card_fees_are_named_for_a_service_platform_and_not_added(with_vendors: Make) -> None:
    stack = stack_of(with_vendors(entry("one", pricing=PRICED), entry("two")), SHOP, "one")
    assert "Card fees of 2.5–3.5 %" in line(stack, "Licence of One").assumption
    assert not any("ard fee" in one.label for one in stack.cost.lines)


def test_a_set_up_fee_is_paid_once(with_vendors: Make) -> None:
    pricing = listed({"usd_month": 100, "per": "account"}, setup_fee_usd={"low": 500, "high": 900})
    stack = stack_of(with_vendors(entry("one", pricing=pricing), entry("two")), SHOP, "one")
    assert amounts(line(stack, "Set-up of One")) == (500, 900, 500, 900)


def test_training_is_a_quarter_hour_a_week_for_each_user_until_it_runs(with_vendors: Make) -> None:
    onboarding = {"weeks_low": 4, "weeks_high": 6, "difficulty": 3, "source": "s1"}
    k = with_vendors(entry("one", pricing=PRICED, onboarding=onboarding), entry("two", pricing=PRICED))
    # 9 to 11 users x 0.25 h x 4 to 6 weeks x $25 = 225 to 412.50
    assert amounts(line(stack_of(k, SHOP, "one"), "Training")) == (225, 412, 225, 412)
    # Where no page tells the weeks: 4 to 8 for fewer than 25 users.
    assert amounts(line(stack_of(k, SHOP, "two"), "Training")) == (225, 550, 225, 550)


def test_looking_after_it_takes_a_few_hours_and_more_while_a_larger_firm_rolls_it_out(with_vendors: Make) -> None:
    k = with_vendors(entry("one", pricing=PRICED), entry("two"))
    # Up to 20 people 0.5 to 2 hours a week: x 52 x $25, and three years of it.
    assert amounts(line(stack_of(k, SHOP, "one"), "Looking after it")) == (650, 2600, 1950, 7800)
    large = {**SHOP, "company": {**SHOP["company"], "headcount": 40}}
    # 13 weeks at a quarter to half of 40 hours, 39 weeks at 1 to 4 hours; then 104 weeks at 1 to 4 hours.
    first = ((13 * 10 + 39 * 1) * 25, (13 * 20 + 39 * 4) * 25)
    later = (first[0] + 104 * 1 * 25, first[1] + 104 * 4 * 25)
    assert amounts(line(stack_of(k, large, "one"), "Looking after it")) == (*first, *later)


def test_the_total_is_the_sum_of_the_lines(with_vendors: Make) -> None:
    cost = stack_of(with_vendors(entry("one", pricing=PRICED), entry("two")), SHOP, "one").cost
    assert cost.open_lines == ()
    assert cost.first_year.low == sum(one.first_year.low or 0 for one in cost.lines)
    assert cost.three_years.high == sum(one.three_years.high or 0 for one in cost.lines)


def test_a_price_by_quote_is_an_open_line_and_leaves_the_total_open(with_vendors: Make) -> None:
    cost = stack_of(with_vendors(entry("one", pricing=QUOTED), entry("two")), SHOP, "one").cost
    assert not any(one.label.startswith("Licence") for one in cost.lines)
    assert "Licence of One: no figure is published, ask for a quote." in cost.open_lines
    assert cost.first_year.high is None
    assert cost.three_years.high is None


def test_a_reported_bill_leaves_the_set_up_open_but_a_price_list_does_not(with_vendors: Make) -> None:
    reported = listed(model="quote_only", confidence="reported", typical_usd_month={"low": 200, "high": 400})
    k = with_vendors(entry("one", pricing=reported), entry("two", pricing=PRICED))
    cost = stack_of(k, SHOP, "one").cost
    assert cost.open_lines == ("Set-up of One: ask whether there is a fee.",)
    assert cost.first_year.high is None
    assert "Not read on the vendor's own page." in line(stack_of(k, SHOP, "one"), "Licence").assumption
    assert stack_of(k, SHOP, "two").cost.open_lines == ()


def test_an_unknown_size_of_firm_gives_a_range_and_says_so(with_vendors: Make) -> None:
    k = with_vendors(entry("one", pricing=listed({"usd_month": 10, "per": "user"}, model="per_user")), entry("two"))
    told, untold = stack_of(k, SHOP, "one"), stack_of(k, {"work": {"project_share": 0.0}}, "one")
    narrow, wide = line(told, "Licence"), line(untold, "Licence")
    assert "as you did not say how many" in wide.assumption
    assert "as you did not say how many" not in narrow.assumption
    assert (wide.first_year.high or 0) - (wide.first_year.low or 0) > (narrow.first_year.high or 0) - (
        narrow.first_year.low or 0
    )


def test_what_stays_costs_nothing_new(with_vendors: Make) -> None:
    k = with_vendors(
        entry("kept", pricing=PRICED),
        entry("pm", native_category="pm", strength={"crm": 0, "pm": 3, "fsm": 0}, pricing=PRICED),
    )
    data = {**SHOP, "today": {"tools": [{"kind": "fsm", "vendor": "kept", "works": "well"}]}}
    stack = stack_of(k, data, "kept", "pm", option="fsm_pm", keeps=("fsm",))
    assert [one.label for one in stack.cost.lines if "Licence" in one.label] == ["Licence of Pm"]


@pytest.mark.parametrize(
    ("kind", "lines", "open_lines"),
    [
        ("native", {}, 0),
        ("zapier", {"Joining": (240, 900, 720, 2700)}, 0),  # $20 to $75 a month
        ("partner", {}, 1),
        # 1 to 3 hours a week x 52 x $25
        ("file", {"Retyping": (1300, 3900, 3900, 11700)}, 0),
        (None, {"Retyping": (0, 3900, 0, 11700)}, 0),
    ],
)
def test_joining_costs_by_the_kind_of_link(
    kind: str | None, lines: dict[str, tuple[float, ...]], open_lines: int, with_vendors: Make
) -> None:
    links = [{"with": "fsm", "kind": kind, "what": "Customers", "source": "s1"}] if kind else []
    pm = entry("pm", native_category="pm", strength={"crm": 0, "pm": 3, "fsm": 0}, pricing=PRICED, links=links)
    stack = stack_of(with_vendors(entry("fsm", pricing=PRICED), pm), SHOP, "fsm", "pm", option="fsm_pm")
    found = {one.label.split(" ")[0]: amounts(one) for one in stack.cost.lines}
    assert {name: found[name] for name in found if name in ("Joining", "Retyping")} == lines
    assert len(stack.cost.open_lines) == open_lines
    assert (stack.cost.first_year.high is None) == bool(open_lines)


def test_retyping_is_left_out_for_a_handful_of_people(with_vendors: Make) -> None:
    two = {**SHOP, "company": {"headcount": 2}, "today": {"accounting": "xero"}}
    k = with_vendors(entry("one", pricing=PRICED), entry("two"))
    assert not any("Retyping" in one.label for one in stack_of(k, two, "one").cost.lines)
    more = {**two, "company": {"headcount": 3}}
    assert any("Retyping" in one.label for one in stack_of(k, more, "one").cost.lines)


def test_every_line_of_the_shipped_catalogue_has_an_assumption_a_source_and_a_date(k: Knowledge) -> None:
    for option in ("fsm", "pm", "crm", "integrated", "fsm_pm"):
        for stack in look(SHOP, option, k).stacks:
            for one in stack.cost.lines:
                assert one.assumption
                assert one.source
                assert one.as_of
                assert (one.first_year.low or 0) <= (one.three_years.low or 0)
                assert one.first_year.high is None or one.first_year.high >= (one.first_year.low or 0)


def test_a_base_price_with_unknown_seats_is_not_taken_for_the_whole_price(with_vendors: Make) -> None:
    base = listed({"usd_month": 100, "per": "account"}, model="per_user")
    k = with_vendors(entry("base", pricing=base), entry("whole", pricing=PRICED), entry("silent"))
    score = {
        s.vendors[0]: next(c.score for c in s.contributions if c.criterion == "cost")
        for s in look(SHOP, "fsm", k).stacks
    }
    assert score["whole"] > score["base"] > score["silent"]
    # With a factor on the base alone it would come to 1 - 1.5 x 1,200 / 12 / 2,500 = 0.94.
    assert score["base"] < 0.8


def test_a_dearer_vendor_scores_less_on_cost_and_an_unknown_price_lies_between(with_vendors: Make) -> None:
    def priced(price: float) -> dict[str, Any]:
        return listed({"usd_month": price, "per": "account"})

    k = with_vendors(entry("cheap", pricing=priced(50)), entry("dear", pricing=priced(5000)), entry("silent"))
    score = {
        s.vendors[0]: next(c.score for c in s.contributions if c.criterion == "cost")
        for s in look(SHOP, "fsm", k).stacks
    }
    assert score["cheap"] > score["silent"] > score["dear"] == 0
    # $50 a month is $600 a year for 12 people, $50 a head of 2,500.
    assert score["cheap"] == pytest.approx(1 - 50 / 2500)
