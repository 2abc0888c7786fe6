"""What is said about a stack: reasons and cautions of this contractor, unknowns by need, facts with their pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contractors_and_stacks import entry, listed, look

from advisor.knowledge import Knowledge
from advisor.stack.stack import Stack

Make = Callable[..., Knowledge]
PLUMBER: dict[str, Any] = {
    "company": {"trade": "plumbing_service", "segment": "residential", "headcount": 12, "technicians": 8},
    "work": {"project_share": 0.0},
    "pains": {"messy_dispatch": 3},
    "today": {"accounting": "quickbooks_online"},
}
FULL, PART, NONE, DOUBT = (
    {"level": level, "source": source}
    for level, source in (("full", "s1"), ("partial", "s1"), ("none", "s1"), ("full", "s2"))
)


def told(k: Knowledge, data: dict[str, Any] | None = None, option: str = "fsm", *vendors: str) -> Stack:
    return look(data or with_pain(k), option, k).of(*(vendors or ("one",)))


def with_pain(k: Knowledge) -> dict[str, Any]:
    """A plumber with a severe pain that dispatching relieves."""
    pain = next(p.id for p in k.pains.values() if "dispatch_board" in p.capabilities)
    return {**PLUMBER, "pains": {pain: 3}}


def test_what_is_needed_most_and_shown_in_full_is_the_first_reason(with_vendors: Make) -> None:
    stack = told(with_vendors(entry("one", capabilities={"dispatch_board": FULL}), entry("two")))
    assert stack.fits[0] == "Covers what you need most, shown on a page: dispatch board."


def test_a_trade_that_is_named_and_a_size_that_fits_are_reasons(with_vendors: Make) -> None:
    one = entry("one", trades=["plumbing"], fit={"employees_min": 5, "employees_max": 30, "source": "s1"})
    fits = told(with_vendors(one, entry("two"))).fits
    assert "One names your trade (plumbing, service and repair) among those it is made for." in fits
    assert "One is used in firms of 5 to 30 people, like yours." in fits


def test_a_vendor_of_which_little_is_known_still_gets_two_reasons(with_vendors: Make) -> None:
    one = entry("one", strengths=["Has been sold for years", "Runs on any phone"])
    assert told(with_vendors(one, entry("two"))).fits == ("Has been sold for years.", "Runs on any phone.")


def test_unknowns_are_what_is_needed_and_not_told_most_needed_first(with_vendors: Make) -> None:
    k = with_vendors(entry("one", capabilities={"price_book": NONE, "work_orders": FULL}), entry("two"))
    stack = told(k)
    labels = {c.label: c for c in stack.coverage}
    assert stack.unknowns[0] == "Dispatch board"
    assert "Price book" not in stack.unknowns
    assert "Work orders" not in stack.unknowns
    needs = [labels[u].need for u in stack.unknowns]
    assert needs == sorted(needs, reverse=True)
    assert all(labels[u].level == "unknown" and labels[u].vendor is None for u in stack.unknowns)


def test_coverage_names_the_vendor_the_level_and_the_page(with_vendors: Make) -> None:
    one = entry("one", capabilities={"dispatch_board": PART, "work_orders": DOUBT})
    found = {c.capability: c for c in told(with_vendors(one, entry("two"))).coverage}
    dispatch, orders, unknown = found["dispatch_board"], found["work_orders"], found["price_book"]
    assert (dispatch.vendor, dispatch.level, dispatch.low, dispatch.high) == ("one", "partial", 0.5, 0.5)
    assert (dispatch.url, dispatch.as_of) == ("https://help.example", "2026-05")
    assert (orders.level, orders.low, orders.high) == ("full", 0.75, 1.0)
    assert (unknown.vendor, unknown.level, unknown.low, unknown.high) == (None, "unknown", 0, 1)


def test_a_part_on_the_wrong_side_does_not_hide_that_nobody_told_of_the_right_one(with_vendors: Make) -> None:
    """RFIs in the service platform are little use; whether the PM has them is still the question."""
    pm = entry("pm", native_category="pm", strength={"crm": 0, "pm": 3, "fsm": 0})
    data = {**PLUMBER, "pains": {}, "work": {"project_share": 0.5}, "limits": {"must_have": ["rfis"]}}
    stack = told(with_vendors(entry("fsm", capabilities={"rfis": PART}), pm), data, "fsm_pm", "fsm", "pm")
    rfis = next(c for c in stack.coverage if c.capability == "rfis")
    assert (rfis.level, rfis.vendor, rfis.low, rfis.high) == ("unknown", None, 0.25, 1.0)


def test_a_gap_that_a_page_shows_is_a_caution(with_vendors: Make) -> None:
    stack = told(with_vendors(entry("one", capabilities={"dispatch_board": NONE}), entry("two")))
    assert "Not covered, as a page shows, though you need it: dispatch board." in stack.cautions


def test_a_must_have_that_no_page_shows_is_the_first_caution(with_vendors: Make) -> None:
    data = {**PLUMBER, "pains": {}, "limits": {"must_have": ["bilingual_es"]}}
    stack = told(with_vendors(entry("one"), entry("two")), data)
    assert stack.cautions[0].startswith("You must have Spanish for the crew, and no page shows it")


def test_limitations_are_told_only_where_they_touch_a_need(with_vendors: Make) -> None:
    limits = ["The dispatch board shows one week", "No RFIs", "Xero links are for Australia only"]
    limits.append("QuickBooks Desktop gets no payments")
    cautions = " ".join(told(with_vendors(entry("one", limitations=limits), entry("two"))).cautions)
    assert "One: The dispatch board shows one week." in cautions
    assert "RFIs" not in cautions
    # The books are QuickBooks Online: another ledger and the other edition do not matter here.
    assert "Xero" not in cautions
    assert "Desktop" not in cautions
    desktop = {**with_pain(with_vendors(entry("one"))), "today": {"accounting": "quickbooks_desktop"}}
    there = told(with_vendors(entry("one", limitations=limits[2:]), entry("two")), desktop).cautions
    assert any("Desktop gets no payments" in caution for caution in there)


def test_doubts_about_link_size_price_and_owner_are_told(with_vendors: Make) -> None:
    old = listed({"usd_month": 50, "per": "account"}, as_of="2024-03", confidence="low")
    one = entry(
        "one", pricing=old, fit={"employees_min": 200, "source": "s0"}, status="acquired", offered=True,
        status_note="Bought by a rival in 2026", watch_outs=["Prices rise with every seat"],
    )  # fmt: skip
    cautions = told(with_vendors(one, entry("two"))).cautions
    assert "One: no page shows a link to QuickBooks Online." in cautions
    assert "One looks made for firms of 200 or more people; this is our guess, so ask." in cautions
    price = next(c for c in cautions if c.startswith("The price of One"))
    assert "weakly sourced" in price
    assert "read in March 2024, 2 years ago" in price
    assert "One: Bought by a rival in 2026." in cautions
    assert "One: Prices rise with every seat." in cautions


def test_a_fresh_price_of_the_vendor_itself_raises_no_doubt(with_vendors: Make) -> None:
    one = entry("one", pricing=listed({"usd_month": 50, "per": "account"}))
    assert not any("price" in c.lower() for c in told(with_vendors(one, entry("two"))).cautions)


def test_a_mixed_firm_is_told_where_a_product_serves_one_kind_of_customer(with_vendors: Make) -> None:
    k = with_vendors(entry("one", segments=["residential"]), entry("two"))
    data = {**PLUMBER, "pains": {}, "company": {**PLUMBER["company"], "segment": "mixed"}}
    assert "One is made for residential work; you do both." in told(k, data).cautions


def test_evidence_is_what_carried_the_choice_with_page_date_and_grade(with_vendors: Make) -> None:
    one = entry(
        "one", capabilities={"dispatch_board": FULL, "work_orders": DOUBT, "price_book": NONE},
        accounting={"quickbooks_online": "native"}, accounting_source="s1",
        pricing=listed({"usd_month": 50, "per": "account"}),
    )  # fmt: skip
    found = told(with_vendors(one, entry("two"))).evidence
    assert found[0].fact == "Dispatch board: in full"
    assert (found[0].vendor, found[0].source_title, found[0].as_of, found[0].grade) == ("one", "Help", "2026-05", "A")
    facts = {e.fact: e for e in found}
    assert facts["Work orders: in full"].grade == "D"
    assert facts["Link to QuickBooks Online: built in"].url == "https://help.example"
    assert facts["Price"].as_of == "2026-05"
    assert not any("Price book" in fact for fact in facts)


def test_texts_of_a_vendor_and_names_of_a_tool_stay_plain_text(with_vendors: Make) -> None:
    pm = entry("pm", native_category="pm", strength={"crm": 0, "pm": 3, "fsm": 0})
    data = {**PLUMBER, "pains": {}, "today": {"tools": [{"kind": "fsm", "vendor": "<b>=1+1</b>", "works": "well"}]}}
    stack = look(data, "fsm_pm", with_vendors(pm, entry("two")), keeps=("fsm",)).stacks[0]
    assert stack.names[0] == "<b>=1+1</b>"
    assert any("We know nothing of <b>=1+1</b>; ask its vendor" in c for c in stack.cautions)
