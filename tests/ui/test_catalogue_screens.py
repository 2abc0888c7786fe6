"""The list of all vendors and the page of one: what is found, what is said, and what stays unknown."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date

import pytest
from visitor import Visitor

from advisor import load_knowledge
from advisor.catalogue.pricing import Pricing, Tier
from advisor.storage.sql import open_store
from advisor.ui import vendor_words
from advisor.ui.screens.catalogue import AT_ONCE

Visit = Callable[..., Visitor]

CATALOGUE = load_knowledge().catalogue
SEARCH = "Search by name, maker or what it is good for"


def read(visitor: Visitor) -> str:
    app = visitor.app
    assert not app.exception
    parts = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption]
    text = "\n".join(part.value for part in parts)
    return unescaped(text)


def unescaped(markdown: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).replace("\u2060", "")


def links(visitor: Visitor) -> dict[str, str]:
    return {
        unescaped(link.proto.label): f"{link.proto.page}?{link.proto.query_string}"
        for link in visitor.app.get("page_link")
    }


def listed(visitor: Visitor) -> list[str]:
    return [label for label, address in links(visitor).items() if address.startswith("vendor?")]


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
    page = f"([source 16](<{source.url}>), grade {source.grade}, "
    assert f"**{labels['rfis']}**: in full {page}" in words
    assert f"**{labels['dispatch_board']}**: none {page}" in words
    unknown = [line for line in words.splitlines() if line.startswith("- **Unknown**: ")]
    assert any(labels["selections"].casefold() in line.casefold() for line in unknown)


def test_headings_of_a_vendor_page_stand_in_order(visit: Visit) -> None:
    app = vendor(visit, "procore").app
    assert [title.value for title in app.title] == ["Procore"]
    assert [header.value for header in app.header] == [
        "Who it is for", "What it covers", "Price", "Accounting", "Links to other platforms",
        "Setting up, API and work without a signal", "What speaks for it, what against", "All sources",
    ]  # fmt: skip
    assert [part.value for part in app.subheader][:4] == ["Customers", "Projects", "Jobs", "Shared by all sides"]


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


def test_a_product_no_longer_sold_says_so_at_the_top(visit: Visit) -> None:
    words = read(vendor(visit, "coconstruct"))
    assert "No longer sold; shown so that you know. We never recommend it." in words
    assert "no figure was found" in words


@pytest.mark.parametrize("name", ["", "nobody", "<b>x</b>", "../procore", "PROCORE"])
def test_an_unknown_vendor_is_one_sentence_and_the_way_back(visit: Visit, name: str) -> None:
    visitor = vendor(visit, name)
    assert visitor.heading == "No such vendor"
    assert links(visitor)["Back to all vendors"].startswith("catalogue")
    assert not name or name not in read(visitor)


@pytest.mark.parametrize("name", sorted(CATALOGUE.by_id)[::9])
def test_any_vendor_page_can_be_drawn(visit: Visit, name: str) -> None:
    assert CATALOGUE.by_id[name].name in read(vendor(visit, name))


# ---- the words


def test_a_fact_past_its_age_is_said_to_be_too_old() -> None:
    procore = CATALOGUE.by_id["procore"]

    def told(today: date) -> str:
        return vendor_words.told_by(procore, "s2", "price", today, CATALOGUE)

    assert told(date(2026, 11, 21)).endswith("grade C, read in June 2026")
    assert told(date(2028, 11, 21)).endswith("read in June 2026, 2 years ago, too old to rely on")


def test_a_fact_without_a_page_is_our_guess() -> None:
    words = vendor_words.told_by(CATALOGUE.by_id["procore"], "s0", "price", date(2026, 11, 21), CATALOGUE)
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
    assert vendor_words.tier_price(tier) == words


def test_no_figure_is_a_question() -> None:
    pricing = Pricing(model="unknown", published="unknown", confidence="none", contract="unknown", as_of="unknown")
    assert not any("$" in line for line in vendor_words.price_lines(pricing))
    assert vendor_words.price_lines(pricing)[0].endswith("ask")


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [(5, 30, "5 to 30 people"), (5, None, "5 people or more"), (None, 30, "up to 30 people")],
)
def test_a_size_of_firm_in_words(least: int | None, most: int | None, words: str) -> None:
    assert vendor_words.people(least, most) == words
