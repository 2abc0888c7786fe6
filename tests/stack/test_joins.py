"""The three joins: how each kind of link scores, which page stands behind it, and what is asked where none does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from contractors_and_stacks import entry, look

from advisor.knowledge import Knowledge
from advisor.stack.joins import values_of_ways
from advisor.stack.stack import Join, Stack
from advisor.stack.table import UNKNOWN_WAY, WAYS

Make = Callable[..., Knowledge]
MIXED: dict[str, Any] = {"company": {"headcount": 30}, "work": {"project_share": 0.5}, "today": {"accounting": "xero"}}
PM = {"native_category": "pm", "strength": {"crm": 0, "pm": 3, "fsm": 0}}


def joined(k: Knowledge, **today: Any) -> Stack:
    return look({**MIXED, "today": today} if today else MIXED, "fsm_pm", k).of("fsm", "pm")


def score(stack: Stack) -> float:
    return next(c.score for c in stack.contributions if c.criterion == "joins")


def of_rule(stack: Stack, rule: str) -> list[Join]:
    return [join for join in stack.joins if join.rule == rule]


def link(other: str, kind: str = "native", **fields: Any) -> dict[str, Any]:
    return {"with": other, "kind": kind, "what": "Customers both ways", "source": "s1", **fields}


def test_better_links_are_worth_more_and_an_unknown_one_may_be_any(k: Knowledge) -> None:
    values = values_of_ways(k.stack_book.joins)
    known = [values[WAYS.index(way)] for way in ("native", "partner", "zapier", "file", "none")]
    assert [v[1] for v in known] == sorted((v[1] for v in known), reverse=True)
    assert all(v[0] == v[1] == v[2] for v in known)
    least, taken, most = values[UNKNOWN_WAY]
    assert (least, most) == (known[-1][1], known[0][1])
    # A file is no good link, but it is one.
    assert least < taken < values[WAYS.index("file")][1]


def test_a_single_platform_has_only_its_accounting_to_join(with_vendors: Make, k: Knowledge) -> None:
    told = entry("told", accounting={"xero": "native"}, accounting_source="s1")
    result = look(MIXED, "fsm", with_vendors(told, entry("silent")))
    (join,) = result.of("told").joins
    assert (join.rule, join.kind, join.between, join.source) == ("J2", "native", ("Told", "Xero"), "Help")
    # Hours and customers are in one place already, so on the scale of several platforms those two are full.
    assert score(result.of("told")) == 1
    unknown = values_of_ways(k.stack_book.joins)[UNKNOWN_WAY][1]
    assert score(result.of("silent")) == pytest.approx(0.5 + 0.5 * unknown)
    (silent,) = result.of("silent").joins
    assert (silent.kind, silent.url) == ("unknown", None)
    assert "show its link to Xero" in silent.note


def test_the_weaker_link_to_the_books_counts_for_two_platforms(with_vendors: Make) -> None:
    books = {"accounting": {"xero": "native"}, "accounting_source": "s1"}
    weak = {"accounting": {"xero": "zapier"}, "accounting_source": "s1"}
    both = joined(with_vendors(entry("fsm", **books), entry("pm", **PM, **books)))
    one = joined(with_vendors(entry("fsm", **books), entry("pm", **PM, **weak)))
    assert score(both) - score(one) == pytest.approx(0.5 * (1 - 0.5))
    assert [j.kind for j in of_rule(one, "J2")] == ["native", "zapier"]


def test_a_direct_link_joins_customers_and_its_page_is_shown_whichever_vendor_tells_it(with_vendors: Make) -> None:
    plain = joined(with_vendors(entry("fsm"), entry("pm", **PM)))
    for fsm, pm in (({"links": [link("pm")]}, {}), ({}, {"links": [link("fsm")]})):
        stack = joined(with_vendors(entry("fsm", **fsm), entry("pm", **PM, **pm)))
        (join,) = of_rule(stack, "J3")
        assert (join.kind, join.url, join.note) == ("native", "https://help.example", "Customers both ways")
        assert score(stack) > score(plain)
    (silent,) = of_rule(plain, "J3")
    assert silent.kind == "unknown"
    assert "prove" in silent.note


def test_a_direct_link_does_not_yet_show_that_hours_pass(k: Knowledge, with_vendors: Make) -> None:
    stack = joined(with_vendors(entry("fsm", links=[link("pm")]), entry("pm", **PM)))
    (time,) = of_rule(stack, "J1")
    assert time.kind == "unknown"
    assert "ask whether hours pass" in time.note
    # All three joins proven would score 1; the hours are open, so this one may still fall short of it.
    plain = joined(with_vendors(entry("fsm"), entry("pm", **PM)))
    proven = 0.25 * (1 - values_of_ways(k.stack_book.joins)[UNKNOWN_WAY][1])
    assert proven < score(stack) - score(plain) < 2 * proven


def test_a_payroll_system_that_both_link_to_carries_the_hours(with_vendors: Make) -> None:
    fsm = entry("fsm", links=[link("gusto")])
    stack = joined(with_vendors(fsm, entry("pm", **PM, links=[link("gusto", "zapier")])))
    (time,) = of_rule(stack, "J1")
    assert time.kind == "zapier"  # the weaker of the two
    # Photos that both link to carry no hours.
    photos = joined(
        with_vendors(entry("fsm", links=[link("companycam")]), entry("pm", **PM, links=[link("companycam")]))
    )
    assert of_rule(photos, "J1")[0].kind == "unknown"


def test_a_link_that_is_only_our_guess_is_unknown(with_vendors: Make) -> None:
    guess = joined(with_vendors(entry("fsm", links=[link("pm", source="s0")]), entry("pm", **PM)))
    assert of_rule(guess, "J3")[0].kind == "unknown"


def test_the_page_of_the_link_that_counts_is_shown(with_vendors: Make) -> None:
    links = [link("xero", "zapier", source="s2", what="Invoices"), link("xero", what="Invoices and payments")]
    (join,) = look(MIXED, "fsm", with_vendors(entry("one", links=links), entry("two"))).of("one").joins
    assert (join.kind, join.source, join.note) == ("native", "Help", "Invoices and payments")


def test_without_books_there_is_nothing_to_join_yet(with_vendors: Make) -> None:
    result = look({**MIXED, "today": {"accounting": "none"}}, "fsm", with_vendors(entry("one"), entry("two")))
    assert {score(stack) for stack in result.stacks} == {1.0}
    assert "choose books that this platform links to" in result.stacks[0].joins[0].note


@pytest.mark.parametrize("accounting", [None, "unknown", "other"])
def test_books_that_nobody_named_leave_every_link_open(accounting: str | None, with_vendors: Make) -> None:
    books = entry("books", accounting={"xero": "native"}, accounting_source="s1")
    today = {"accounting": accounting} if accounting else {}
    result = look({**MIXED, "today": today}, "fsm", with_vendors(books, entry("silent")))
    assert score(result.of("books")) == score(result.of("silent"))
    assert result.stacks[0].accounting is None
    assert result.of("books").joins[0].between == ("Books", "your accounting")


def test_either_edition_of_quickbooks_will_do_where_the_edition_is_not_told(k: Knowledge) -> None:
    data = {**MIXED, "today": {"accounting": "quickbooks"}}
    stack = look(data, "fsm", k).stacks[0]
    assert stack.joins[0].between[1] == "QuickBooks"
    assert stack.joins[0].kind == "native"
    assert stack.joins[0].url


# ---- three platforms ------------------------------------------------------------------------------------------------

CRM = {"native_category": "crm", "strength": {"crm": 3, "pm": 0, "fsm": 0}}
LARGE: dict[str, Any] = {
    "company": {"headcount": 150, "trade": "electrical"},
    "work": {"project_share": 0.5},
    "today": {"accounting": "xero"},
    "pains": {"leads_scattered": 3, "quotes_not_followed_up": 3, "slow_lead_response": 3}, "sales": {"sales_led": True},
}  # fmt: skip


def trio(k: Knowledge) -> Stack:
    return next(stack for stack in look(LARGE, "fsm_pm", k).stacks if len(stack.vendors) == 3)


def test_three_platforms_have_one_clock_two_books_and_three_pairs_of_customers(with_vendors: Make) -> None:
    stack = trio(with_vendors(entry("fsm"), entry("pm", **PM), entry("crm", **CRM)))
    assert stack.roles == ("fsm", "pm", "crm")
    # Hours arise where the work is done, and so do revenue and cost; every pair shares its customers.
    assert [j.between for j in of_rule(stack, "J1")] == [("Fsm", "Pm")]
    assert [j.between[0] for j in of_rule(stack, "J2")] == ["Fsm", "Pm"]
    assert {j.between for j in of_rule(stack, "J3")} == {("Fsm", "Pm"), ("Fsm", "Crm"), ("Pm", "Crm")}


def test_a_crm_that_links_to_both_passes_customers_on_between_them(with_vendors: Make, k: Knowledge) -> None:
    alone = trio(with_vendors(entry("fsm"), entry("pm", **PM), entry("crm", **CRM)))
    hub = entry("crm", **CRM, links=[link("pm"), link("fsm", "partner")])
    joined_by_crm = trio(with_vendors(entry("fsm"), entry("pm", **PM), hub))
    unknown = values_of_ways(k.stack_book.joins)[UNKNOWN_WAY][1]
    # Of the three pairs one is native, one by a partner, and the third goes through the CRM: the weaker of the two.
    assert score(joined_by_crm) - score(alone) == pytest.approx(0.25 * ((1.0 + 0.8 + 0.8) / 3 - unknown))
