"""What a licence comes to a month: worked by hand from small price lists."""

from __future__ import annotations

from typing import Any

import pytest
from contractors_and_stacks import entry, listed

from advisor.catalogue.vendor import Vendor
from advisor.scoring.options import Kind
from advisor.stack.licence import Licence, licence_of
from advisor.stack.people import Ends, People

# FSM: 1 + 8 to 3 + 8 users; PM: 3 to 3 + 2 (a fifth of 10 in the field); CRM: 1 to 3.
PEOPLE = People(
    everyone=Ends(13, 13), office=Ends(3, 3), field=Ends(10, 10), technicians=Ends(8, 8), sales=Ends(1, 1), told=True,
    foremen_part=0.2,
)  # fmt: skip


def licence(pricing: dict[str, Any], role: Kind = "fsm") -> Licence:
    return licence_of(Vendor.model_validate(entry("one", pricing=pricing)), role, PEOPLE)


def ends(pricing: dict[str, Any], role: Kind = "fsm") -> tuple[float | None, float | None]:
    found = licence(pricing, role)
    return found.low, found.high


def user(price: float | None) -> dict[str, Any]:
    return {"usd_month": price, "per": "user", "users_included": 1}


def account(price: float | None, holds: int | None = None) -> dict[str, Any]:
    return {"usd_month": price, "per": "account", "users_included": holds}


def test_the_users_of_the_seat_are_counted() -> None:
    assert ends(listed(user(10)), "fsm") == (90, 110)
    assert ends(listed(user(10)), "pm") == (30, 50)
    assert ends(listed(user(10)), "crm") == (10, 30)


def test_several_plans_run_from_the_cheapest_to_the_middle_one() -> None:
    assert ends(listed(user(10), user(20), user(90))) == (90, 220)
    assert ends(listed(account(100), account(300), account(900))) == (100, 300)


def test_technicians_are_counted_where_the_price_is_theirs() -> None:
    assert ends(listed({"usd_month": 50, "per": "technician"}, model="per_technician")) == (400, 400)


def test_office_and_technicians_may_have_their_own_prices() -> None:
    # 8 technicians at 20; 1 to 3 others at 100.
    assert ends(listed(user(100), {"usd_month": 20, "per": "technician"}, model="per_user")) == (260, 460)


def test_the_smallest_plan_that_holds_the_users_counts() -> None:
    plans = (account(29, 1), account(99, 5), account(149, 10), account(529, 15))
    found = licence(listed(*plans))
    assert (found.low, found.high) == (149, 529)  # 9 users fit 10; 11 need 15
    assert "Plan 3 to Plan 4 for 9–11 users" in found.assumption


def test_past_the_largest_plan_further_seats_cost_its_average_and_a_note_says_so() -> None:
    found = licence(listed(account(59, 1), account(240, 8)))
    assert (found.low, found.high) == (240, pytest.approx(240 * 11 / 8))
    assert "includes 8; further seats" in found.assumption


def test_a_plan_without_a_cap_holds_any_number() -> None:
    assert ends(listed(account(49, 1), account(332))) == (332, 332)


def test_a_free_plan_counts_only_while_it_holds_the_users() -> None:
    free = account(0, 3)
    assert ends(listed(free, account(198)), "fsm") == (198, 198)
    assert ends(listed(free, user(None), model="per_user"), "crm") == (0, 0)
    assert ends(listed(free, user(None), model="per_user"), "pm") == (0, None)
    assert ends(listed(free, user(None), model="per_user"), "fsm") == (None, None)


def test_a_base_price_beside_unknown_seats_is_only_a_lower_end() -> None:
    found = licence(listed(account(199), model="per_user"))
    assert (found.low, found.high, found.seats_open) == (199, None, True)


def test_plans_for_the_company_beside_plans_for_users() -> None:
    # 3 users: 60 by the seat, or 890 with 3 included; 1 user: 20 or 890.
    assert ends(listed(user(20), account(890, 3)), "crm") == (20, 890)
    # 11 users: 220 by the seat, or 890 and 8 more seats at 20.
    assert ends(listed(user(20), account(890, 3)), "fsm") == (180, 1050)


def test_where_the_page_does_not_say_for_whom_the_model_decides() -> None:
    unsaid = {"usd_month": 100, "per": "unknown"}
    assert ends(listed(unsaid, model="tiered")) == (100, 100)
    assert ends(listed(unsaid, model="per_user")) == (900, 1100)


def test_reported_bills_are_taken_as_they_are_and_may_be_open_upwards() -> None:
    reported = listed(model="quote_only", typical_usd_month={"low": 600, "high": 5000})
    assert ends(reported) == (600, 5000)
    assert not licence(reported).listed
    assert ends(listed(model="quote_only", typical_usd_month={"low": 499, "high": None})) == (499, None)


@pytest.mark.parametrize(("model", "head"), [("per_user", "user"), ("per_technician", "technician")])
def test_bills_of_firms_whose_size_nobody_tells_are_only_a_lower_end_where_each_head_is_priced(
    model: str, head: str
) -> None:
    found = licence(listed(model=model, typical_usd_month={"low": 1000, "high": 3500}))
    assert (found.low, found.high, found.seats_open) == (1000, None, True)
    assert f"priced for each {head}" in found.assumption


def test_what_is_reported_for_each_technician_counts_for_every_one_of_them() -> None:
    reported = listed(
        {"usd_month": 250, "per": "technician"}, {"usd_month": 500, "per": "technician"},
        model="per_technician", published=False, confidence="reported",
    )  # fmt: skip
    found = licence(reported)
    assert (found.low, found.high) == (8 * 250, 8 * 500)
    assert found.assumption == "8 technicians at $250–500 a month, as reported."


def test_a_price_list_goes_before_reported_bills() -> None:
    assert ends(listed(account(300), typical_usd_month={"low": 1, "high": 2})) == (300, 300)


@pytest.mark.parametrize("model", ["quote_only", "unknown", "per_user", "tiered"])
def test_no_figure_is_no_figure(model: str) -> None:
    found = licence(listed({"usd_month": None, "per": "user"}, model=model, confidence="none"))
    assert not found.known
    assert (found.low, found.high) == (None, None)
