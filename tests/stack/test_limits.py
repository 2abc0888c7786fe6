"""Each hard limit keeps out what breaks it, what is unknown breaks none, and giving one up says what it would add."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from contractors_and_stacks import entry, listed, look

from advisor.knowledge import Knowledge

Make = Callable[..., Knowledge]
BASE: dict[str, Any] = {
    "company": {"trade": "plumbing_service", "segment": "residential", "headcount": 12, "technicians": 8},
    "work": {"project_share": 0.0},
}


def told(section: str, **fields: Any) -> dict[str, Any]:
    return {**BASE, section: {**BASE.get(section, {}), **fields}}


def ranked(data: dict[str, Any], k: Knowledge) -> set[str]:
    return {v for stack in look(data, "fsm", k).stacks for v in stack.vendors}


def test_what_is_not_on_sale_is_never_offered(with_vendors: Make) -> None:
    gone = [
        entry("gone", status="sunset"),
        entry("into", status="merged"),
        entry("bought", status="acquired", offered=False),
    ]
    k = with_vendors(entry("one"), entry("two"), *gone)
    result = look(BASE, "fsm", k)
    assert {v for (v,) in result.vendors} == {"one", "two"}
    # Nor does any limit that could be given up bring them back.
    alone = look(told("limits", exclude_vendors=["one"]), "fsm", with_vendors(entry("one"), *gone))
    assert alone.stacks == ()
    assert [r.gives for r in alone.relaxed] == [("One",)]


@pytest.mark.parametrize(
    ("data", "broken", "limit", "words"),
    [
        pytest.param(
            told("today", accounting="xero"),
            {"accounting": {"xero": "none"}, "accounting_source": "s1"},
            "accounting",
            "do without a link to Xero",
            id="no link to the accounting",
        ),
        pytest.param(
            BASE, {"segments": ["commercial"]}, "segment", "products made for commercial work", id="other customers"
        ),
        pytest.param(
            BASE,
            {"fit": {"employees_min": 17, "source": "s1"}},  # 12 people < 17 less a quarter = 12.75
            "company_size",
            "firms of another size",
            id="made for larger firms",
        ),
        pytest.param(
            BASE,
            {"fit": {"employees_max": 9, "source": "s1"}},  # 12 people > 9 and a quarter = 11.25
            "company_size",
            "firms of another size",
            id="made for smaller firms",
        ),
        pytest.param(
            BASE, {"trades": ["roofing", "pest_control"]}, "trade", "products made for other trades", id="trade"
        ),
        pytest.param(
            told("limits", must_have=["price_book"]),
            {"capabilities": {"price_book": {"level": "none", "source": "s1"}}},
            "must_have",
            "do not insist on price book",
            id="a function that must be there",
        ),
        pytest.param(
            told("limits", exclude_vendors=["breaks"]), {}, "exclude_vendors", "let Breaks back in", id="ruled out"
        ),
        pytest.param(
            told("limits", budget_usd_month={"low": 100, "high": 200}),
            {"pricing": listed({"usd_month": 301, "per": "account"})},  # more than 200 and a half of it
            "budget",
            "spend more than $200 a month",
            id="budget",
        ),
    ],
)
def test_a_limit_keeps_out_what_breaks_it_and_says_what_giving_it_up_adds(
    data: dict[str, Any], broken: dict[str, Any], limit: str, words: str, with_vendors: Make
) -> None:
    breaks = entry("breaks", **broken)
    assert ranked(data, with_vendors(breaks, entry("one"), entry("two"))) == {"one", "two"}
    result = look(data, "fsm", with_vendors(breaks, entry("one")))
    assert result.vendors == [("one",)]
    relaxed = {r.limit: r for r in result.relaxed}
    assert relaxed[limit].gives == ("Breaks",)
    assert words in relaxed[limit].sentence
    assert "Breaks" in relaxed[limit].sentence


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        pytest.param(told("today", accounting="xero"), {}, id="link to the accounting not known"),
        pytest.param(
            told("today", accounting="other"),
            {"accounting": {"xero": "none"}, "accounting_source": "s1"},
            id="other books",
        ),
        pytest.param(
            told("today", accounting="none"), {"accounting": {"xero": "none"}, "accounting_source": "s1"}, id="no books"
        ),
        pytest.param(told("company", segment="mixed"), {"segments": ["commercial"]}, id="both kinds of customers"),
        pytest.param(BASE, {"fit": {"employees_min": 16, "source": "s1"}}, id="a size within the slack"),
        pytest.param(BASE, {"fit": {"employees_min": 500, "source": "s0"}}, id="a size that is our guess"),
        pytest.param(
            told("company", headcount=None), {"fit": {"employees_min": 500, "source": "s1"}}, id="own size not told"
        ),
        pytest.param(
            told("company", headcount={"low": 10, "high": 30}),
            {"fit": {"employees_min": 25, "source": "s1"}},
            id="size told as a range",
        ),
        pytest.param(BASE, {"trades": ["hvac", "plumbing"]}, id="the parent of the trade"),
        pytest.param(BASE, {"trades": ["plumbing_construction"]}, id="another trade of the family"),
        pytest.param(
            BASE, {"trades": ["roofing", "hvac", "electrical", "pest_control", "painting", "fence"]}, id="a wide list"
        ),
        pytest.param(told("company", trade=None), {"trades": ["pest_control"]}, id="own trade not told"),
        pytest.param(told("limits", must_have=["price_book"]), {}, id="a function that nobody told of"),
        pytest.param(
            told("limits", must_have=["price_book"]),
            {"capabilities": {"price_book": {"level": "none", "source": "s2"}}},
            id="a gap that only a rival tells of",
        ),
        pytest.param(told("limits", budget_usd_month=200), {}, id="price not known"),
        pytest.param(
            told("limits", budget_usd_month=200),
            {"pricing": listed({"usd_month": 300, "per": "account"})},
            id="half as much again",
        ),
        pytest.param(
            told("limits", budget_usd_month={"low": 50}),
            {"pricing": listed({"usd_month": 900, "per": "account"})},
            id="no upper end",
        ),
    ],
)
def test_what_is_unknown_or_close_breaks_no_limit(
    data: dict[str, Any], fields: dict[str, Any], with_vendors: Make
) -> None:
    assert "close" in ranked(data, with_vendors(entry("close", **fields), entry("one")))


def test_a_system_that_must_be_joined_asks_for_a_link_on_a_page(with_vendors: Make) -> None:
    data = told("limits", must_integrate=["companycam"])
    link = {"with": "companycam", "kind": "zapier", "what": "Photos", "source": "s1"}
    k = with_vendors(entry("linked", links=[link]), entry("silent"))
    result = look(data, "fsm", k)
    assert result.vendors == [("linked",)]
    assert "let the link to CompanyCam be proven in the demo" in result.relaxed[0].sentence
    guess = entry("guess", links=[{**link, "source": "s0"}])
    assert look(data, "fsm", with_vendors(guess, entry("silent"))).stacks == ()


def test_accounting_and_vendors_may_be_named_as_systems_that_must_be_joined(with_vendors: Make) -> None:
    books = entry("books", accounting={"xero": "native"}, accounting_source="s1")
    assert ranked(told("limits", must_integrate=["xero"]), with_vendors(books, entry("silent"))) == {"books"}
    partner = entry("partner", native_category="crm", strength={"crm": 2, "pm": 0, "fsm": 0})
    linked = entry("linked", links=[{"with": "partner", "kind": "native", "what": "Customers", "source": "s1"}])
    data = told("limits", must_integrate=["partner"])
    assert ranked(data, with_vendors(partner, linked, entry("silent"))) == {"linked"}
    # A stack that holds the very vendor needs no link to it.
    pair = look(data, "crm_fsm", with_vendors(partner, entry("silent")))
    assert pair.vendors == [("partner", "silent")]


def test_in_a_pair_the_crm_need_not_reach_the_books(with_vendors: Make) -> None:
    """Revenue and cost arise where the work is done."""
    silent = {"accounting": {"xero": "none"}, "accounting_source": "s1"}
    crm = entry("crm", native_category="crm", strength={"crm": 3, "pm": 0, "fsm": 0}, **silent)
    data = told("today", accounting="xero")
    assert look(data, "crm_fsm", with_vendors(crm, entry("fsm"))).vendors == [("crm", "fsm")]
    assert look(data, "crm_fsm", with_vendors(crm, entry("fsm", **silent))).vendors == []


def test_a_product_for_whole_projects_serves_any_trade_in_the_pm_seat(with_vendors: Make) -> None:
    pm = {"native_category": "pm", "strength": {"crm": 0, "pm": 3, "fsm": 3}, "trades": ["general_contractor"]}
    k = with_vendors(entry("builds", **pm), entry("one", strength={"crm": 0, "pm": 2, "fsm": 2}))
    assert "builds" in {v for s in look(BASE, "pm", k).stacks for v in s.vendors}
    assert "builds" not in ranked(BASE, k)


def test_a_product_borrowed_for_another_side_has_to_name_the_trade(with_vendors: Make) -> None:
    """A wide list is enough for the side that a product was made for, not for one that it also covers."""
    wide = ["roofing", "hvac", "electrical", "pest_control", "painting", "fence"]
    fsm = entry("wide", trades=wide, strength={"crm": 3, "pm": 0, "fsm": 3})
    named = entry("named", trades=[*wide, "plumbing"], strength={"crm": 3, "pm": 0, "fsm": 3})
    k = with_vendors(fsm, named)
    assert ranked(BASE, k) == {"wide", "named"}
    assert look(BASE, "crm", k).vendors == [("named",)]


def test_a_kept_tool_is_not_questioned_by_limits(with_vendors: Make) -> None:
    kept = entry("kept", segments=["commercial"], trades=["roofing"], fit={"employees_min": 500, "source": "s1"})
    pm = entry("pm", native_category="pm", strength={"crm": 0, "pm": 3, "fsm": 0})
    data = {**BASE, "today": {"tools": [{"kind": "fsm", "vendor": "Kept", "works": "well"}]}}
    assert look(data, "fsm_pm", with_vendors(kept, pm), keeps=("fsm",)).vendors == [("kept", "pm")]


def test_two_limits_are_given_up_together_where_one_does_not_help(with_vendors: Make) -> None:
    far = entry("far", segments=["commercial"], trades=["roofing"])
    result = look(BASE, "fsm", with_vendors(far))
    assert result.stacks == ()
    both = next(r for r in result.relaxed if r.limit == "segment+trade")
    assert both.gives == ("Far",)
    assert "products made for commercial work and take products made for other trades" in both.sentence


def test_with_two_stacks_or_more_no_limit_is_looked_at_again(with_vendors: Make) -> None:
    k = with_vendors(entry("one"), entry("two"), entry("other", segments=["commercial"]))
    assert look(BASE, "fsm", k).relaxed == ()


def test_with_too_little_to_choose_from_the_second_choice_is_named(with_vendors: Make) -> None:
    broad = entry("broad", native_category="integrated", strength={"crm": 3, "pm": 0, "fsm": 1})
    result = look(BASE, "fsm", with_vendors(entry("one"), broad), runner_up="integrated")
    option = next(r for r in result.relaxed if r.limit == "option")
    assert option.gives == ("Broad",)
    assert "second choice" in option.sentence
    assert "Broad" in option.sentence


def test_a_pair_is_named_as_one_choice(with_vendors: Make) -> None:
    pm = entry("pm", native_category="pm", strength={"crm": 0, "pm": 3, "fsm": 0}, segments=["commercial"])
    result = look(BASE, "fsm_pm", with_vendors(entry("fsm"), pm))
    assert result.relaxed[0].gives == ("Fsm with Pm",)


def test_on_the_shipped_catalogue_a_tiny_budget_leaves_only_what_has_no_known_price(k: Knowledge) -> None:
    result = look(told("limits", budget_usd_month=10), "fsm", k)
    assert all(s.cost.first_year.high is None for s in result.stacks)


def test_the_smallest_set_of_limits_is_given_up_however_many_it_takes(with_vendors: Make) -> None:
    far = entry("far", segments=["commercial"], trades=["roofing"], fit={"employees_min": 500, "source": "s1"})
    (only,) = (r for r in look(BASE, "fsm", with_vendors(far)).relaxed if r.limit != "option")
    assert only.limit == "segment+company_size+trade"
    assert only.gives == ("Far",)
    # With one that asks for less, nobody is told to give up three.
    near = entry("near", segments=["commercial"], trades=["roofing"])
    limits = {r.limit for r in look(BASE, "fsm", with_vendors(far, near)).relaxed if r.limit != "option"}
    assert limits == {"segment+trade"}


def test_each_of_several_smallest_sets_is_told_with_what_it_gives(with_vendors: Make) -> None:
    k = with_vendors(entry("homes", segments=["commercial"]), entry("roofs", trades=["roofing"]))
    relaxed = {r.limit: r.gives for r in look(BASE, "fsm", k).relaxed if r.limit != "option"}
    assert relaxed == {"segment": ("Homes",), "trade": ("Roofs",)}


@pytest.mark.parametrize("extra", ["accounting", "budget", "must_have", "must_integrate", "exclude_vendors"])
def test_every_limit_is_given_up_with_another_where_it_takes_both(extra: str, with_vendors: Make) -> None:
    """Each limit in turn beside the one on customers: neither alone helps, and both are named."""
    fields: dict[str, Any] = {"segments": ["commercial"]}
    data = BASE
    if extra == "accounting":
        data, fields = told("today", accounting="xero"), {
            **fields, "accounting": {"xero": "none"}, "accounting_source": "s1",
        }  # fmt: skip
    elif extra == "budget":
        data = told("limits", budget_usd_month=200)
        fields["pricing"] = listed({"usd_month": 900, "per": "account"})
    elif extra == "must_have":
        data = told("limits", must_have=["price_book"])
        fields["capabilities"] = {"price_book": {"level": "none", "source": "s1"}}
    elif extra == "must_integrate":
        data = told("limits", must_integrate=["companycam"])
    else:
        data = told("limits", exclude_vendors=["far"])
    result = look(data, "fsm", with_vendors(entry("far", **fields)))
    assert result.stacks == ()
    (both,) = (r for r in result.relaxed if r.limit != "option")
    assert set(both.limit.split("+")) == {"segment", extra}
    assert both.gives == ("Far",)
    assert both.sentence.count(" and ") >= 1
    assert "products made for commercial work" in both.sentence


def test_a_tool_that_stays_may_be_replaced_where_it_leaves_too_little(with_vendors: Make) -> None:
    """Today's CRM stays and the PM beside it must link to a system that only others link to."""
    link = {"with": "companycam", "kind": "native", "what": "Photos", "source": "s1"}
    crm = {"native_category": "crm", "strength": {"crm": 3, "pm": 0, "fsm": 0}}
    pm = {"native_category": "pm", "strength": {"crm": 0, "pm": 3, "fsm": 0}}
    k = with_vendors(entry("kept", **crm), entry("linked", **crm, links=[link]), entry("pm", **pm))
    data = told("limits", must_integrate=["companycam"])
    data = {**data, "today": {"tools": [{"kind": "crm", "vendor": "kept", "works": "well"}]}}
    result = look(data, "crm_pm", k, keeps=("crm",))
    assert result.stacks == ()
    kept = next(r for r in result.relaxed if r.limit == "keeps")
    assert kept.gives == ("Linked with Pm",)
    assert kept.sentence == "If you are ready to replace Kept, you can look at Linked with Pm."
    # With enough to choose from, nobody is told to throw out what works.
    enough = with_vendors(entry("kept", **crm, links=[link]), entry("pm", **pm), entry("qm", **pm))
    assert look(data, "crm_pm", enough, keeps=("crm",)).relaxed == ()
