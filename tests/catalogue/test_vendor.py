"""What a vendor is known to do, what it joins, and what stays unknown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from advisor.catalogue.vendor import Catalogue, Vendor, read_catalogue
from advisor.errors import AdvisorError

Make = Callable[..., Vendor]

HERE = Path(__file__).parent
BROKEN = sorted((HERE.parent / "broken" / "vendors").glob("*.yaml"))


def page(kind: str = "vendor", grade: str = "A") -> dict[str, str]:
    return {"url": "https://alpha.example/page", "title": "Page", "kind": kind, "as_of": "2026-05", "grade": grade}


NO_PAGE = {"url": "", "title": "No page seen", "kind": "unsourced", "as_of": "unknown", "grade": "D"}


def covering(make: Make, level: str, source: dict[str, str]) -> Vendor:
    return make(capabilities={"rfis": {"level": level, "source": "s1"}}, sources={"s1": source})


# ---- capabilities ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("level", "value"), [("full", 1.0), ("partial", 0.5), ("none", 0.0)])
def test_a_capability_shown_on_a_page_is_exact(make_vendor: Make, level: str, value: float) -> None:
    assert covering(make_vendor, level, page()).level("rfis") == (value, value)


def test_a_capability_that_is_not_listed_may_be_anything(make_vendor: Make) -> None:
    assert make_vendor(capabilities={}).level("rfis") == (0.0, 1.0)


@pytest.mark.parametrize("level", ["full", "partial", "none"])
def test_a_capability_without_a_page_may_be_anything(make_vendor: Make, level: str) -> None:
    assert covering(make_vendor, level, NO_PAGE).level("rfis") == (0.0, 1.0)


@pytest.mark.parametrize("source", [page(kind="competitor", grade="C"), page(grade="D"), page("competitor", "D")])
@pytest.mark.parametrize(("level", "span"), [("full", (0.75, 1.0)), ("partial", (0.25, 0.75)), ("none", (0.0, 0.25))])
def test_a_rivals_or_thin_page_leaves_a_margin(
    make_vendor: Make, source: dict[str, str], level: str, span: tuple[float, float]
) -> None:
    assert covering(make_vendor, level, source).level("rfis") == span


# ---- size -----------------------------------------------------------------------------------------------------------


def test_a_size_read_on_a_page_is_known_as_far_as_it_was_given(make_vendor: Make) -> None:
    vendor = make_vendor(fit={"employees_min": 5, "source": "s1"})
    assert vendor.fit_people == (5, None)
    assert vendor.fit_people_guess == (None, None)


def test_a_guessed_size_is_not_taken_for_a_known_one(make_vendor: Make) -> None:
    fit = {"employees_min": 5, "employees_max": 50, "source": "s0"}
    vendor = make_vendor(fit=fit, sources={"s0": NO_PAGE, "s1": page()})
    assert vendor.fit_people == (None, None)
    assert vendor.fit_people_guess == (5, 50)


def test_no_word_on_size_leaves_both_ends_open(make_vendor: Make) -> None:
    assert make_vendor().fit_people == (None, None)
    assert make_vendor().fit_people_guess == (None, None)


# ---- accounting -----------------------------------------------------------------------------------------------------


def keeping(make: Make, *links: dict[str, str], **accounting: str) -> Vendor:
    return make(accounting=accounting, accounting_source="s1", links=list(links))


def linked(other: str, kind: str, source: str = "s1") -> dict[str, str]:
    return {"with": other, "kind": kind, "what": "Invoices", "source": source}


@pytest.mark.parametrize(
    ("online", "desktop", "expected"),
    [
        ("native", "none", "native"),
        ("zapier", "native", "native"),
        ("unknown", "partner", "partner"),
        ("none", "none", "none"),
        ("none", "unknown", None),
        ("unknown", "unknown", None),
    ],
)
def test_quickbooks_means_the_better_of_both_editions(
    make_vendor: Make, online: str, desktop: str, expected: str | None
) -> None:
    vendor = keeping(make_vendor, quickbooks_online=online, quickbooks_desktop=desktop)
    assert vendor.accounting_link("quickbooks") == expected


def test_a_link_whose_edition_is_not_stated_answers_for_quickbooks_but_for_no_edition(make_vendor: Make) -> None:
    vendor = keeping(make_vendor, linked("quickbooks", "native"), quickbooks_online="unknown")
    assert vendor.accounting_link("quickbooks") == "native"
    assert vendor.accounting_link("quickbooks_online") is None


def test_a_link_in_the_list_answers_where_the_accounting_field_is_silent(make_vendor: Make) -> None:
    vendor = make_vendor(links=[linked("acumatica", "native"), linked("sage_300_cre", "partner")])
    assert vendor.accounting_link("acumatica") == "native"
    assert vendor.accounting_link("sage_100_300") == "partner"
    assert vendor.accounting_link("xero") is None


def test_a_known_absence_is_told_apart_from_silence(make_vendor: Make) -> None:
    vendor = keeping(make_vendor, xero="none")
    assert vendor.accounting_link("xero") == "none"
    assert vendor.accounting_link("foundation") is None


def test_who_keeps_no_books_can_use_the_vendors_own(make_vendor: Make) -> None:
    assert keeping(make_vendor, own_ledger="native").accounting_link("none") == "native"
    assert keeping(make_vendor, quickbooks_online="native").accounting_link("none") is None


@pytest.mark.parametrize("system", ["other", "unknown", None])
def test_an_answer_that_names_no_system_cannot_be_joined_knowingly(make_vendor: Make, system: str | None) -> None:
    vendor = keeping(make_vendor, linked("quickbooks", "native"), own_ledger="native", quickbooks_online="native")
    assert vendor.accounting_link(system) is None


def test_accounting_without_a_page_stays_unknown(make_vendor: Make) -> None:
    vendor = make_vendor(
        accounting={"xero": "native"},
        accounting_source="s0",
        links=[linked("xero", "native", source="s0")],
        sources={"s0": NO_PAGE, "s1": page()},
    )
    assert vendor.accounting_link("xero") is None


# ---- links ----------------------------------------------------------------------------------------------------------


def test_the_best_of_several_links_counts(make_vendor: Make) -> None:
    vendor = make_vendor(links=[linked("beta", "zapier"), linked("beta", "partner"), linked("gamma", "native")])
    assert vendor.link_to("beta") == "partner"
    assert vendor.link_to("delta") is None


ENTRIES = [
    {"id": "alpha", "links": [linked("beta", "zapier"), linked("sage_intacct", "native")]},
    {"id": "beta", "links": [linked("alpha", "partner")]},
    {"id": "ledger", "accounting": {"sage_intacct": "native"}, "accounting_source": "s1"},
]
SYSTEMS = [{"id": "sage_intacct", "name": "Sage Intacct", "kind": "accounting", "entry": "ledger"}]


def test_two_vendors_join_as_well_as_the_better_of_both_entries_says(make_catalogue: Callable[..., Catalogue]) -> None:
    made = make_catalogue(*ENTRIES, systems=SYSTEMS)
    assert made.link("alpha", "beta") == made.link("beta", "alpha") == "partner"


def test_a_link_to_a_ledger_joins_the_vendor_that_keeps_it(make_catalogue: Callable[..., Catalogue]) -> None:
    made = make_catalogue(*ENTRIES, systems=SYSTEMS)
    assert made.link("alpha", "ledger") == made.link("ledger", "alpha") == "native"
    assert made.link("beta", "ledger") is None


# ---- offered --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "offered"),
    [
        ({"status": "active"}, True),
        ({"status": "active", "offered": False}, False),
        ({"status": "acquired", "offered": True}, True),
        ({"status": "acquired", "offered": False}, False),
        ({"status": "merged"}, False),
        ({"status": "sunset"}, False),
    ],
)
def test_what_is_off_sale_is_not_offered(make_vendor: Make, fields: dict[str, Any], offered: bool) -> None:
    assert make_vendor(**fields).offered is offered


# ---- the file -------------------------------------------------------------------------------------------------------


def test_a_bare_year_is_a_date(make_vendor: Make) -> None:
    assert make_vendor(sources={"s1": {**page(), "as_of": 2026}}).sources["s1"].as_of == "2026"


def test_a_vendor_cannot_be_changed(make_vendor: Make) -> None:
    with pytest.raises(ValidationError):
        make_vendor().name = "Beta"


def test_references_say_where_each_id_is_used(make_vendor: Make) -> None:
    vendor = make_vendor(trades=["roofing"], capabilities={"rfis": {"level": "none", "source": "s1"}})
    assert list(vendor.references()) == [
        ("trade", "roofing", "alpha, trades[1]"),
        ("capability", "rfis", "alpha, capabilities.rfis"),
    ]


def test_the_healthy_example_is_read() -> None:
    assert [vendor.id for vendor in read_catalogue(HERE / "minimal.yaml").vendors] == ["alpha"]


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_one_mistake_gives_one_sentence_with_entry_and_field(path: Path) -> None:
    entry, field = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# names: ").split(" | ")
    with pytest.raises(AdvisorError) as caught:
        read_catalogue(path)
    sentence = caught.value.sentence
    assert sentence.startswith(path.name)
    assert entry in sentence.removeprefix(path.name)
    assert field in sentence.removeprefix(path.name)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 300


def test_there_are_broken_examples() -> None:
    assert len(BROKEN) > 60
