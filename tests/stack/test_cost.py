"""Cost of a stack: every line with its arithmetic, open lines that stay open, and nothing for what stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from contractors_and_stacks import entry, listed, look, situation

from advisor.base import Money
from advisor.knowledge import Knowledge
from advisor.scoring.options import Kind
from advisor.stack.cost import licences_of, stack_cost
from advisor.stack.seats import Seat
from advisor.stack.stack import CostLine, Stack, StackCost

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


def test_card_fees_are_named_for_a_service_platform_and_never_added(with_vendors: Make) -> None:
    k = with_vendors(entry("one", pricing=PRICED), entry("two"))
    untold = stack_of(k, SHOP, "one")
    assert any("Card fees of 2.5–3.5 %" in note for note in untold.cost.notes)
    assert not any("ard fee" in one.label for one in untold.cost.lines)
    rich = {**SHOP, "company": {**SHOP["company"], "revenue_usd_year": 2_000_000}, "work": {"project_share": 0.25}}
    told = stack_of(k, rich, "one")
    # At most 3.5 % of the job work, which is three quarters of 2,000,000: 52,500 a year.
    assert amounts(line(told, "Card fees")) == (0, 52_500, 0, 157_500)
    assert not line(told, "Card fees").counted
    assert told.cost.first_year == untold.cost.first_year
    assert not any("Card fees" in note for note in told.cost.notes)


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


def test_the_total_is_the_sum_of_the_lines_that_count(with_vendors: Make) -> None:
    cost = stack_of(with_vendors(entry("one", pricing=PRICED), entry("two")), SHOP, "one").cost
    counted = [one for one in cost.lines if one.counted]
    assert cost.open_lines == ()
    assert len(counted) == len(cost.lines) - 1
    assert cost.first_year.low == sum(one.first_year.low or 0 for one in counted)
    assert cost.three_years.high == sum(one.three_years.high or 0 for one in counted)


def test_what_is_to_pay_is_told_apart_from_time_of_your_own_people(with_vendors: Make) -> None:
    pricing = listed({"usd_month": 100, "per": "account"}, setup_fee_usd={"low": 500, "high": 900})
    cost = stack_of(with_vendors(entry("one", pricing=pricing), entry("two")), SHOP, "one").cost
    # Twelve months at 100 and the set-up; the rest of the sum is training and looking after it.
    assert cost.paid_first_year == Money(low=1700, high=2100)
    assert cost.paid_three_years == Money(low=4100, high=4872)
    assert {one.label for one in cost.lines if one.kind == "hours"} == {"Training", "Looking after it"}


def test_the_dip_of_the_first_month_is_on_the_hours_of_those_who_change_and_stands_beside_the_sums(
    with_vendors: Make,
) -> None:
    k = with_vendors(entry("one", pricing=PRICED), entry("two"))
    found = line(stack_of(k, SHOP, "one"), "Lower output")
    # 10 % of 9 people x 173.33 h x $25, to 20 % of 11 people.
    assert amounts(found) == (3900, 9533, 3900, 9533)
    assert (found.kind, found.counted) == ("lost", False)


def test_who_works_in_both_new_platforms_slows_down_once(with_vendors: Make) -> None:
    pm = entry("pm", native_category="pm", strength={"crm": 0, "pm": 3, "fsm": 0}, pricing=PRICED)
    stack = stack_of(with_vendors(entry("fsm", pricing=PRICED), pm), SHOP, "fsm", "pm", option="fsm_pm")
    # FSM 9 to 11 users and PM 3 to 6: 9 at least, and never more than the 12 who work there.
    assert "by the 9–12 people" in line(stack, "Lower output").assumption


def test_an_old_price_allows_for_a_rise_at_its_upper_end_only(with_vendors: Make) -> None:
    def price(as_of: str) -> dict[str, Any]:
        fee = {"low": 500, "high": 900}
        return {**listed({"usd_month": 100, "per": "account"}, setup_fee_usd=fee), "as_of": as_of}

    k = with_vendors(entry("fresh", pricing=price("2026-05")), entry("old", pricing=price("2024-05")))
    ageing = k.catalogue.ageing.model_copy(update={"price_rise_percent": 10.0, "price_years_most": 5})
    k = k._replace(catalogue=k.catalogue.model_copy(update={"ageing": ageing}))
    # Read 30 months before the catalogue was made, 18 past the limit of 12: two years begun at 10 %.
    factor = 1.21
    old = stack_of(k, SHOP, "old")
    assert amounts(line(old, "Licence"))[:2] == (1200, round(1200 * factor))
    assert amounts(line(old, "Set-up"))[:2] == (500, round(900 * factor))
    assert "a rise of 21 %, as the price was read in May 2024" in line(old, "Set-up").assumption
    assert "allows for a rise" not in line(stack_of(k, SHOP, "fresh"), "Licence").assumption


def test_leaving_todays_service_software_is_priced_for_the_size_that_the_source_speaks_of(with_vendors: Make) -> None:
    k = with_vendors(entry("one", pricing=PRICED), entry("two"))

    def cost(revenue: int | None, works: str = "badly") -> StackCost:
        company = {**SHOP["company"], "revenue_usd_year": revenue}
        tools = [{"kind": "fsm", "vendor": "Old *tool*", "works": works}]
        return stack_of(k, {**SHOP, "company": company, "today": {"tools": tools}}, "one").cost

    near = cost(2_000_000)
    assert [amounts(one) for one in near.lines if one.label.startswith("Moving")] == [(5000, 15000, 5000, 15000)]
    for other in (cost(20_000_000), cost(None)):
        assert not any(one.label.startswith("Moving") for one in other.lines)
        assert any(text.startswith("Moving out of Old *tool*: one source tells of") for text in other.open_lines)
        assert other.first_year.high is None
    stays = cost(2_000_000, "well")
    assert not any("Moving" in text for text in (*stays.open_lines, *(one.label for one in stays.lines)))


def test_a_total_far_above_the_licence_and_a_licence_above_the_usual_are_said(with_vendors: Make) -> None:
    def notes(monthly: float, headcount: int = 12) -> str:
        pricing = listed({"usd_month": monthly, "per": "account"})
        data = {**SHOP, "company": {**SHOP["company"], "headcount": headcount}}
        return " ".join(stack_of(with_vendors(entry("one", pricing=pricing), entry("two")), data, "one").cost.notes)

    # $5 a month is $60 a year beside at least 225 + 650 of your own time.
    assert "10 times the licence or more" in notes(5)
    assert "10 times" not in notes(100)
    assert "$300–800 a month" in notes(900)
    assert "$300–800" not in notes(800)
    assert "a month on software" not in notes(900, headcount=60)


def test_a_price_by_quote_is_an_open_line_and_leaves_the_total_open(with_vendors: Make) -> None:
    cost = stack_of(with_vendors(entry("one", pricing=QUOTED), entry("two")), SHOP, "one").cost
    assert not any(one.label.startswith("Licence") for one in cost.lines)
    assert "Licence of One: no figure is published, ask for a quote." in cost.open_lines
    assert cost.unpriced == ("One",)
    # What is to pay is not known; it is not nothing.
    assert cost.paid_first_year == Money(low=None, high=None)
    assert cost.first_year.high is None
    assert cost.three_years.high is None


def test_a_base_price_whose_seats_are_not_told_leaves_its_upper_end_open_and_says_so(with_vendors: Make) -> None:
    base = listed({"usd_month": 100, "per": "account"}, model="per_user")
    cost = stack_of(with_vendors(entry("one", pricing=base), entry("two")), SHOP, "one").cost
    assert cost.open_lines == ("Upper end of the licence of One: not published, ask for a quote.",)
    assert (cost.first_year.high, cost.unpriced) == (None, ())
    assert cost.first_year.low is not None
    assert cost.first_year.low >= 1200


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
    assert score["cheap"] > score["silent"] > score["dear"] > 0
    # $50 a month is $600 a year for 12 people, $50 a head.
    assert score["cheap"] == pytest.approx(
        k.stack_book.cost.half_usd_per_head / (k.stack_book.cost.half_usd_per_head + 50)
    )


def test_each_pair_of_three_platforms_is_joined(with_vendors: Make) -> None:
    def product(name: str, kind: str, other: str) -> dict[str, Any]:
        strength = {"crm": 0, "pm": 0, "fsm": 0, kind: 3}
        link = {"with": other, "kind": "zapier", "what": "Customers", "source": "s1"}
        return entry(name, native_category=kind, strength=strength, pricing=PRICED, links=[link])

    k = with_vendors(
        product("leads", "crm", "build"), product("service", "fsm", "leads"), product("build", "pm", "service")
    )
    found = situation(SHOP, k, "fsm_pm")
    rows = [found.table.row[name] for name in ("leads", "service", "build")]
    kinds: tuple[Kind, ...] = ("crm", "fsm", "pm")
    seats = tuple(Seat(kind, np.array([row])) for kind, row in zip(kinds, rows, strict=True))
    licences = [of_seat[row] for of_seat, row in zip(licences_of(found, seats), rows, strict=True)]
    cost = stack_cost(found, seats, licences, np.array(rows))
    assert {one.label for one in cost.lines if one.label.startswith("Joining")} == {
        "Joining Leads and Service", "Joining Leads and Build", "Joining Service and Build",
    }  # fmt: skip
    assert len([one for one in cost.lines if one.label.startswith("Licence")]) == 3


def test_a_whole_stack_added_up_by_hand(with_vendors: Make) -> None:
    firm: dict[str, Any] = {
        "company": {
            "trade": "electrical", "headcount": 35, "technicians": 12, "office_staff": 7, "field_staff": 28,
        },
        "work": {"project_share": 0.4},
        "today": {"accounting": "quickbooks_online"},
    }  # fmt: skip
    setup = {"weeks_low": 4, "weeks_high": 8, "difficulty": 3, "source": "s1"}
    books = {"accounting": {"quickbooks_online": "native"}, "accounting_source": "s1"}
    service = entry(
        "service", onboarding=setup, **books,
        pricing=listed(
            {"usd_month": 250, "per": "technician"}, {"usd_month": 500, "per": "technician"},
            model="per_technician", setup_fee_usd={"low": 5000, "high": 50_000},
        ),
    )  # fmt: skip
    build = entry(
        "build", native_category="pm", strength={"crm": 0, "pm": 3, "fsm": 0}, onboarding=setup, **books,
        pricing=listed({"usd_month": 400, "per": "account"}),
        links=[{"with": "service", "kind": "zapier", "what": "Customers", "source": "s1"}],
    )  # fmt: skip
    stack = stack_of(with_vendors(service, build), firm, "service", "build", option="fsm_pm")
    found = {one.label: amounts(one) for one in stack.cost.lines if one.counted}
    assert found == {
        # 12 technicians x 250 to 500 x 12; three years at 1 + 1.1 + 1.21 at worst.
        "Licence of Service": (36_000, 72_000, 108_000, 238_320),
        "Set-up of Service": (5000, 50_000, 5000, 50_000),
        "Licence of Build": (4800, 4800, 14_400, 15_888),
        "Joining Service and Build": (240, 900, 720, 2700),
        # 13 to 19 users of the one and 7 to 14 of the other x 0.25 h x 4 to 8 weeks x $25.
        "Training": (500, 1650, 500, 1650),
        # 13 weeks at 10 to 20 h, then 2 to 8 h a week for two platforms; x $25.
        "Looking after it": (5200, 14_300, 10_400, 35_100),
    }
    assert stack.cost.first_year == Money(low=51_740, high=143_650)
    assert stack.cost.three_years == Money(low=139_020, high=343_658)
    assert stack.cost.paid_first_year == Money(low=46_040, high=127_700)
    # 13 to 33 people: all of 19 and 14 users, fewer than the 35; 173.33 h x $25 x 10 to 20 %.
    assert amounts(line(stack, "Lower output"))[:2] == (5633, 28_600)
