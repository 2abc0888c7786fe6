"""Fact sheets: each new vendor of the shortlist, with a source behind every fact and no fact where nobody tells."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from printed import CONTRACTORS, NAMES

from advisor import Advice, advise
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from
from advisor.report.blocks import Heading, Table
from advisor.report.citations import Citations
from advisor.report.fact_sheets import fact_sheets, shortlisted


def sheets(advice: Advice, k: Knowledge) -> dict[str, dict[str, str]]:
    """What each vendor's sheet says, by its label."""
    section = fact_sheets(advice, k, Citations(k.sources))
    assert section is not None
    names = [block.text for block in section.blocks if isinstance(block, Heading)]
    tables = [dict(row for row in block.rows) for block in section.blocks if isinstance(block, Table)]
    return dict(zip(names, tables, strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_each_new_vendor_of_the_shortlist_has_one(name: str, k: Knowledge, advice_for: Callable[[str], Advice]) -> None:
    advice = advice_for(name)
    wanted = {
        k.catalogue.by_id[vendor].name
        for stack in advice.stacks
        for vendor, role in zip(stack.vendors, stack.roles, strict=True)
        if vendor in k.catalogue.by_id and role not in advice.keeps
    }
    assert set(sheets(advice, k)) == wanted


@pytest.mark.parametrize("name", NAMES)
def test_what_is_told_of_needs_names_a_page_and_what_is_not_is_a_question(
    name: str, k: Knowledge, advice_for: Callable[[str], Advice]
) -> None:
    for vendor, told in sheets(advice_for(name), k).items():
        needs = told["Of what you need most"]
        for part in re.findall(r"(?:In full|In part|Missing): ([^.]*)\.", needs):
            shown = [one for one in re.split(r", | and (?=[a-z])", part) if not re.fullmatch(r"\d+ more", one)]
            assert shown
            assert re.search(r"\[\d+\]", part), f"{vendor}: {part}"
        unknown = needs.partition("Unknown, so ask: ")[2]
        assert not re.search(r"\[\d+\]", unknown)


def test_a_price_nobody_publishes_is_never_zero(k: Knowledge, advice_for: Callable[[str], Advice]) -> None:
    told = {vendor: one["Price"] for name in NAMES for vendor, one in sheets(advice_for(name), k).items()}
    assert any("does not publish" in price for price in told.values())
    free = {v.name for v in k.catalogue.vendors if any(tier.usd_month == 0 for tier in v.pricing.tiers)}
    assert {vendor for vendor, price in told.items() if re.search(r"\$0(?![\d,.])", price)} <= free


def test_a_guess_is_said_to_be_one(k: Knowledge, advice_for: Callable[[str], Advice]) -> None:
    told = sheets(advice_for("electrical-60-40"), k)["Knowify"]
    assert "(our guess, unsourced)" in told["For whom"]


def test_the_link_to_their_own_books_comes_first(k: Knowledge, advice_for: Callable[[str], Advice]) -> None:
    for sheet in sheets(advice_for("electrical-60-40"), k).values():
        assert sheet["Your books"].startswith("To yours: ")
    for sheet in sheets(advice_for("fence"), k).values():
        assert not sheet["Your books"].startswith("To yours: ")


def test_what_was_seen_in_their_own_demos_stands_there_too(k: Knowledge) -> None:
    from after_demos import gone_through

    advice = advise(answers_from(gone_through(k)), k)
    assert advice.scorecard is not None
    name = advice.scorecard.facts[0].name
    assert advice.scorecard.facts[0].sentence in sheets(advice, k)[name]["Seen in your demos"]


def test_without_a_shortlist_there_is_no_section(k: Knowledge) -> None:
    advice = advise(answers_from(CONTRACTORS["fence"]), k, draws=200).model_copy(update={"stacks": ()})
    assert fact_sheets(advice, k, Citations(k.sources)) is None
    assert shortlisted(advice, k) == []
