"""The list of all vendors and the page of one: what is found, what is said, and what stays unknown."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from visitor import Visitor

from advisor import load_knowledge
from advisor.catalogue.pricing import Pricing, Tier
from advisor.report import vendor_facts
from advisor.storage.sql import open_store
from advisor.ui import picked, vendor_words
from advisor.ui.screens.catalogue import AT_ONCE

Visit = Callable[..., Visitor]

CATALOGUE = load_knowledge().catalogue
SEARCH = "Search by name, maker or what it is good for"


def read(visitor: Visitor) -> str:
    app = visitor.app
    assert not app.exception
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption]
    drawn = [part.body for part in app.html if not part.body.startswith(("<style", "<script"))]
    return unescaped("\n".join([*(part.value for part in parts), *drawn]))


def unescaped(markdown: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).replace("\u2060", "")


def links(visitor: Visitor) -> dict[str, str]:
    return {
        unescaped(link.proto.label): f"{link.proto.page}?{link.proto.query_string}"
        for link in visitor.app.get("page_link")
    }


def listed(visitor: Visitor) -> list[str]:
    return [label for label, address in links(visitor).items() if address.startswith("vendor?")]


def ticks(visitor: Visitor) -> dict[str, Any]:
    return {box.label: box for box in visitor.app.checkbox if box.label.startswith("Compare")}


def catalogue(visit: Visit) -> Visitor:
    return visit().open("catalogue")


def vendor(visit: Visit, name: str) -> Visitor:
    return visit(v=name).open("vendor")


# ---- the list


def test_the_list_begins_with_so_many_and_goes_on_when_asked(visit: Visit) -> None:
    visitor = catalogue(visit)
    assert visitor.heading == "All vendors"
    assert len(listed(visitor)) == AT_ONCE
    visitor.press(f"Show {AT_ONCE} more")
    assert len(listed(visitor)) == 2 * AT_ONCE


def test_a_search_shortens_the_list_and_says_how_many_there_are(visit: Visit) -> None:
    visitor = catalogue(visit).type(SEARCH, "PROCORE technologies")
    assert listed(visitor) == ["Procore"]
    assert "1 product" in read(visitor)
    assert "Customers: nothing seen; projects: deep; jobs: nothing seen" in read(visitor)


def test_a_filter_on_accounting_leaves_only_what_a_page_shows_to_link(visit: Visit) -> None:
    visitor = catalogue(visit).choose("Links to", "viewpoint_vista")
    found = {v.name for v in CATALOGUE.vendors if v.accounting_link("viewpoint_vista") not in (None, "none")}
    assert set(listed(visitor)) == found
    assert found


def test_a_wide_trade_finds_what_names_any_of_its_parts(visit: Visit) -> None:
    visitor = catalogue(visit).choose("Names the trade", "hvac_residential").type(SEARCH, "servicetitan")
    assert "hvac_residential" not in CATALOGUE.by_id["servicetitan"].trades
    assert "ServiceTitan" in listed(visitor)
    assert "name no trade" in read(visitor)


def test_another_search_begins_at_the_top_of_the_list_again(visit: Visit) -> None:
    visitor = catalogue(visit).press(f"Show {AT_ONCE} more").choose("For", "pm")
    assert len(listed(visitor)) == AT_ONCE


def test_what_is_no_longer_sold_is_marked_and_can_be_left_out(visit: Visit) -> None:
    visitor = catalogue(visit).type(SEARCH, "coconstruct")
    assert "No longer sold; shown so that you know" in read(visitor)
    visitor.untick("Also what is no longer sold")
    assert listed(visitor) == []


@pytest.mark.parametrize("text", ["zzzz", "<script>alert(1)</script>", "**[x](javascript:1)**", "' OR 1=1 --", "(.*"])
def test_a_search_without_a_hit_says_what_to_do_and_obeys_nothing(visit: Visit, text: str) -> None:
    visitor = catalogue(visit).type(SEARCH, text)
    assert "No product fits" in read(visitor)
    assert "Use fewer or other words" in read(visitor)
    assert text not in read(visitor)


def test_the_way_back_from_a_vendor_finds_the_search_as_it_was(visit: Visit) -> None:
    visitor = catalogue(visit).type(SEARCH, "procore").open("").open("catalogue")
    assert visitor.box(SEARCH) == "procore"


def test_filters_can_be_taken_away_at_once(visit: Visit) -> None:
    visitor = (
        catalogue(visit).type(SEARCH, "procore").choose("For", "pm").tick("Only where the vendor publishes a price")
    )
    visitor.press("Take away 3 filters")
    assert (visitor.box(SEARCH), visitor.chosen("For")) == ("", None)
    assert len(listed(visitor)) == AT_ONCE
    assert not any(label.startswith("Take away") for label in visitor.buttons)


def test_the_best_documented_can_stand_first(visit: Visit) -> None:
    visitor = catalogue(visit).choose("Sort by", "documented")
    counts = [int(n) for n in re.findall(r"Pages tell of (\d+) of ", read(visitor))]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) == AT_ONCE


def test_a_size_of_firm_leaves_out_only_what_names_another(visit: Visit) -> None:
    visitor = catalogue(visit).choose("Size of your firm", "Up to 5 people").choose("For", "fsm")
    wide = {v.name for v in CATALOGUE.vendors if (v.fit_people[0] or 1) > 5}
    assert wide
    while any(label.startswith("Show ") for label in visitor.buttons):
        visitor.press(next(label for label in visitor.buttons if label.startswith("Show ")))
    assert not wide & set(listed(visitor))
    assert any(CATALOGUE.by_id[v.id].fit is None for v in CATALOGUE.vendors if v.name in listed(visitor))


def test_ticks_are_kept_in_the_address_and_stop_at_four(visit: Visit) -> None:
    visitor = catalogue(visit)
    for label in list(ticks(visitor))[:4]:
        visitor.tick(label)
    boxes = list(ticks(visitor).values())
    assert [box.value for box in boxes[:5]] == [True, True, True, True, False]
    assert [box.disabled for box in boxes[:5]] == [False, False, False, False, True]
    named = str(visitor.app.query_params["v"])
    assert links(visitor)["See them side by side"] == f"compare?v={named.replace(',', '%2C')}"
    assert len(named.split(",")) == 4
    assert "That is the most." in read(visitor)
    again = visit(v=named).open("catalogue")
    assert [box.value for box in list(ticks(again).values())[:4]] == [True] * 4
    again.press("Clear")
    assert not any(box.value for box in ticks(again).values())
    assert "v" not in again.app.query_params


def test_an_address_of_a_moment_ago_does_not_undo_a_tick(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser sends the address that it knew when a box was ticked, which may be one tick behind."""
    visitor = catalogue(visit)
    first, second = list(ticks(visitor))[:2]
    one = str(visitor.tick(first).app.query_params["v"])
    both = str(visitor.tick(second).app.query_params["v"])
    visitor.app.query_params["v"] = one
    visitor.app.run()
    assert (ticks(visitor)[second].value, visitor.app.query_params["v"]) == (True, both)
    monkeypatch.setattr(picked, "ECHO", 0.0)
    visitor.app.query_params["v"] = one
    visitor.app.run()
    assert (ticks(visitor)[first].value, ticks(visitor)[second].value) == (True, False)


def test_links_take_the_assessment_along(visit: Visit) -> None:
    store = open_store(os.environ["ADVISOR_DATABASE_URL"])
    token, _ = store.start()
    store.close()
    visitor = visit(a=token).open("catalogue").type(SEARCH, "procore")
    assert links(visitor)["Procore"] == f"vendor?a={token}&v=procore"
    assert links(visit(a=token, v="procore").open("vendor"))["All vendors"] == f"catalogue?a={token}"


def test_the_first_screen_leads_to_the_list(visit: Visit) -> None:
    assert links(visit())["All vendors"].startswith("catalogue")


# ---- one vendor


def test_a_vendor_page_tells_what_is_covered_and_where_that_was_read(visit: Visit) -> None:
    words = read(vendor(visit, "procore"))
    source = CATALOGUE.by_id["procore"].sources["s16"]
    labels = {c.id: c.label for c in load_knowledge().capabilities.values()}

    def told(capability: str) -> str:
        return words.split(f"<strong>{labels[capability]}</strong>")[1].split("</li>")[0]

    assert "</span>In full</span>" in told("rfis")
    assert "</span>None</span>" in told("dispatch_board")
    for capability in ("rfis", "dispatch_board"):
        assert f'<a href="{source.url}" target="_blank"' in told(capability)
        assert f", {source.grade}, " in told(capability)
    unknown = [part.split("</li>")[0] for part in words.split('<li class="open">')[1:]]
    assert any(labels["selections"] in part and "</span>Unknown</span>" in part for part in unknown)


def test_the_three_sides_stand_beside_each_other(visit: Visit) -> None:
    columns = [column.subheader[0].value for column in vendor(visit, "procore").app.columns]
    assert columns == ["Customers (CRM)", "Projects (PM)", "Jobs (FSM)"]


def test_vendors_like_this_one_are_named_with_the_difference(visit: Visit) -> None:
    visitor = vendor(visit, "fieldpulse")
    assert links(visitor)["Housecall Pro"] == "vendor?v=housecall-pro"
    words = read(visitor)
    assert re.search(r"Covers (more|less): ", words)
    assert links(visitor)["See the closest side by side"].startswith("compare?v=fieldpulse%2C")


def test_where_too_little_is_known_nobody_is_called_alike(visit: Visit) -> None:
    assert "Too little is known of it" in read(vendor(visit, "submittal-exchange"))


def test_a_vendor_page_leads_to_the_comparison_with_those_ticked_before(visit: Visit) -> None:
    visitor = catalogue(visit).type(SEARCH, "procore").tick("Compare Procore")
    visitor.app.query_params["v"] = "jobber"
    assert links(visitor.open("vendor"))["Compare Jobber with others"] == "compare?v=procore%2Cjobber"


def test_headings_of_a_vendor_page_stand_in_order(visit: Visit) -> None:
    app = vendor(visit, "procore").app
    assert [title.value for title in app.title] == ["Procore"]
    assert [header.value for header in app.header] == [
        "Who it is for", "What it covers", "Price", "Accounting", "Links to other platforms",
        "Setting up, API and work without a signal", "What speaks for it, what against", "Vendors like this one",
        "All sources",
    ]  # fmt: skip
    assert [part.value for part in app.subheader][:4] == [
        "Customers (CRM)", "Projects (PM)", "Jobs (FSM)", "Shared by all sides",
    ]  # fmt: skip


def test_every_page_of_a_vendor_is_one_click_away(visit: Visit) -> None:
    words = read(vendor(visit, "procore"))
    for source in CATALOGUE.by_id["procore"].sources.values():
        assert source.title in words
        assert not source.url or f"(<{source.url}>)" in words


def test_a_price_on_request_is_a_range_or_a_question_but_never_zero(visit: Visit) -> None:
    words = read(vendor(visit, "procore"))
    assert "Quote only: ask" in words
    assert "Reported range: $600–$5,000 a month" in words
    assert "weakly sourced" in words
    assert not re.search(r"\$0\b", words)


def test_plans_are_a_table(visit: Visit) -> None:
    words = read(vendor(visit, "jobber"))
    assert "| Core | $29 a month for the firm, billed yearly, 1 user included. 49 month" in words


def test_a_size_nobody_published_is_called_our_guess(visit: Visit) -> None:
    guessed = next(v for v in CATALOGUE.vendors if v.fit and not v.sourced(v.fit.source))
    assert re.search(r"Size of firm: .*\(our guess, unsourced\)", read(vendor(visit, guessed.id)))


def test_a_product_no_longer_sold_says_so_at_the_top_and_leads_to_what_took_its_place(visit: Visit) -> None:
    visitor = vendor(visit, "coconstruct")
    words = read(visitor)
    assert "No longer sold; shown so that you know. We never recommend it." in words
    assert "no figure was found" in words
    assert links(visitor)["All about Buildertrend"] == "vendor?v=buildertrend"


@pytest.mark.parametrize("name", ["", "nobody", "<b>x</b>", "../procore", "PROCORE"])
def test_an_unknown_vendor_is_one_sentence_and_the_way_back(visit: Visit, name: str) -> None:
    visitor = vendor(visit, name)
    assert visitor.heading == "No such vendor"
    assert links(visitor)["Back to all vendors"].startswith("catalogue")
    assert not name or name not in read(visitor)


@pytest.mark.parametrize("name", sorted(CATALOGUE.by_id)[::16])
def test_any_vendor_page_can_be_drawn(visit: Visit, name: str) -> None:
    assert CATALOGUE.by_id[name].name in read(vendor(visit, name))


# ---- the words


def test_a_fact_past_its_age_is_said_to_be_too_old() -> None:
    procore = CATALOGUE.by_id["procore"]

    def told(today: date) -> str:
        return vendor_words.told_by(procore, "s2", "price", CATALOGUE.clock(today))

    assert told(date(2026, 11, 21)).endswith("grade C, read in June 2026")
    assert "read in June 2026, 2 years ago, too old to rely on" in told(date(2028, 11, 21))


def test_a_fact_without_a_page_is_our_guess() -> None:
    words = vendor_words.told_by(CATALOGUE.by_id["procore"], "s0", "price", CATALOGUE.clock())
    assert words == "our guess, unsourced"


@pytest.mark.parametrize(
    ("tier", "words"),
    [
        (Tier(name="A"), "Not published: ask"),
        (Tier(name="A", usd_month=0, per="user"), "$0 a month per user"),
        (Tier(name="A", usd_month=49.5, per="user", billed="annual"), "$49.50 a month per user, billed yearly"),
        (Tier(name="A", usd_month=1200, users_included=5, per="account"),
         "$1,200 a month for the firm, 5 users included"),
    ],
)  # fmt: skip
def test_the_price_of_a_plan_in_words(tier: Tier, words: str) -> None:
    assert vendor_facts.tier_price(tier) == words


def test_no_figure_is_a_question() -> None:
    pricing = Pricing(model="unknown", published="unknown", confidence="none", contract="unknown", as_of="unknown")
    assert not any("$" in line for line in vendor_facts.price_lines(pricing))
    assert vendor_facts.price_lines(pricing)[0].endswith("ask")


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [(5, 30, "5 to 30 people"), (5, None, "5 people or more"), (None, 30, "up to 30 people")],
)
def test_a_size_of_firm_in_words(least: int | None, most: int | None, words: str) -> None:
    assert vendor_facts.people(least, most) == words


@pytest.mark.parametrize(
    ("pricing", "words"),
    [
        ({"model": "tiered", "tiers": [{"name": "A"}, {"name": "B", "usd_month": 59, "per": "account"}]},
         "From $59 a month for the firm"),
        ({"model": "tiered", "tiers": [{"name": "A", "usd_month": 0}, {"name": "B", "usd_month": 9, "per": "user"}]},
         "Free plan; paid ones from $9 a month per user"),
        ({"model": "flat", "tiers": [{"name": "A", "usd_month": 9, "per": "account"}]}, "$9 a month for the firm"),
        ({"model": "quote_only", "typical_usd_month": {"low": 600, "high": 5000}}, "Reported: $600–$5,000 a month"),
        ({"model": "tiered", "tiers": [{"name": "A", "usd_month": 0}, {"name": "B"}]},
         "Free plan; the price of others is unknown"),
    ],
)  # fmt: skip
def test_the_price_in_one_line(pricing: dict[str, Any], words: str) -> None:
    told = {"published": True, "confidence": "stated", "contract": "unknown", "as_of": "2026-05", "source": "s1"}
    assert vendor_facts.price_in_short(Pricing.model_validate({**told, **pricing})) == words


@pytest.mark.parametrize("model", ["quote_only", "unknown", "per_user", "tiered"])
def test_without_a_figure_the_short_price_is_no_figure(model: str) -> None:
    told = {"published": "unknown", "confidence": "none", "contract": "unknown", "as_of": "unknown"}
    words = vendor_facts.price_in_short(Pricing.model_validate({**told, "model": model}))
    assert "$" not in words
    assert "Free" not in words
