"""Finding vendors by words and filters."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from advisor.catalogue.compare import documented
from advisor.catalogue.search import find, may_fit
from advisor.catalogue.vendor import Catalogue, Vendor


def names(found: tuple[Vendor, ...]) -> list[str]:
    return [vendor.name for vendor in found]


def ids(found: tuple[Vendor, ...]) -> set[str]:
    return {vendor.id for vendor in found}


def test_without_a_wish_everything_on_sale_is_found_by_name(catalogue: Catalogue) -> None:
    found = find(catalogue)
    assert ids(found) == {vendor.id for vendor in catalogue.vendors if vendor.offered}
    assert names(found) == sorted(names(found), key=str.casefold)


def test_what_is_no_longer_sold_is_found_only_when_asked_for(catalogue: Catalogue) -> None:
    assert find(catalogue, "coconstruct") == ()
    assert ids(find(catalogue, "coconstruct", offered_only=False)) == {"coconstruct"}


@pytest.mark.parametrize("text", ["procore", "PROCORE technologies", "technologies  Procore ", "pipeline procore"])
def test_words_are_found_in_name_maker_and_judgement_in_any_order(catalogue: Catalogue, text: str) -> None:
    assert "procore" in ids(find(catalogue, text))


def test_every_word_must_be_there(catalogue: Catalogue) -> None:
    assert find(catalogue, "procore zzzz") == ()


@pytest.mark.parametrize("text", [".*", "%", "' OR 1=1 --", "<script>", "\\"])
def test_signs_have_no_meaning_of_their_own(catalogue: Catalogue, text: str) -> None:
    assert find(catalogue, text) == ()


def test_a_side_finds_what_was_made_for_it_and_what_is_good_at_it(
    make_catalogue: Callable[..., Catalogue], catalogue: Catalogue
) -> None:
    weak = {"crm": 0, "pm": 1, "fsm": 0}
    made = make_catalogue(
        {"id": "made", "native_category": "pm", "also_covers": [], "strength": weak},
        {"id": "also", "native_category": "crm", "also_covers": ["pm"], "strength": weak},
        {"id": "good", "native_category": "integrated", "also_covers": [], "strength": {**weak, "pm": 2}},
        {"id": "passable", "native_category": "fsm", "also_covers": [], "strength": weak},
        systems=_systems(catalogue),
    )
    assert ids(find(made, side="pm")) == {"made", "also", "good"}


def test_one_of_several_trades_is_enough_and_a_general_product_names_none(
    make_catalogue: Callable[..., Catalogue], catalogue: Catalogue
) -> None:
    made = make_catalogue(
        {"id": "one", "trades": ["hvac"]},
        {"id": "other", "trades": ["hvac_mechanical", "fence"]},
        {"id": "general", "trades": []},
        systems=_systems(catalogue),
    )
    assert ids(find(made, trade="hvac")) == {"one"}
    assert ids(find(made, trade={"hvac", "hvac_mechanical"})) == {"one", "other"}
    assert find(made, trade=()) == ()


def test_a_product_for_both_segments_is_found_under_each(catalogue: Catalogue) -> None:
    both = {vendor.id for vendor in catalogue.vendors if len(vendor.segments) == 2 and vendor.offered}
    for segment in ("residential", "commercial"):
        found = find(catalogue, segment=segment)
        assert both < ids(found)
        assert all(segment in vendor.segments for vendor in found)


def test_accounting_finds_only_links_that_a_page_shows(
    make_catalogue: Callable[..., Catalogue], catalogue: Catalogue
) -> None:
    entries = [
        {"id": kind, "accounting": {"xero": kind}, "links": []} for kind in ("native", "file", "none", "unknown")
    ]
    page = {"url": "https://a.example", "title": "Help", "kind": "vendor", "as_of": "2026-05", "grade": "A"}
    pages = {"s0": {**page, "url": "", "kind": "unsourced"}, "s1": page}
    made = make_catalogue(
        *({**entry, "accounting_source": "s1"} for entry in entries),
        {"id": "guessed", "accounting": {"xero": "native"}, "accounting_source": "s0", "links": [], "sources": pages},
        systems=_systems(catalogue),
    )
    assert ids(find(made, accounting="xero")) == {"native", "file"}


def test_wishes_narrow_together(catalogue: Catalogue) -> None:
    both = ids(find(catalogue, side="fsm", accounting="xero"))
    assert both == ids(find(catalogue, side="fsm")) & ids(find(catalogue, accounting="xero"))
    assert both


def _systems(catalogue: Catalogue) -> list[dict[str, str]]:
    return [{"id": s.id, "name": s.name, "kind": s.kind} for s in catalogue.external_systems]


def test_words_are_found_in_the_strengths_too(catalogue: Catalogue) -> None:
    found = find(catalogue, "offline", offered_only=False)
    only_there = [v for v in found if "offline" not in f"{v.name} {v.maker} {v.judgement}".casefold()]
    assert only_there
    assert all("offline" in " ".join(vendor.strengths).casefold() for vendor in only_there)


def test_a_price_that_the_vendor_publishes_can_be_asked_for(catalogue: Catalogue) -> None:
    found = find(catalogue, priced_only=True)
    assert found
    assert ids(found) == {v.id for v in catalogue.vendors if v.offered and v.pricing.published is True}


@pytest.mark.parametrize(
    ("fit", "people", "stays"),
    [
        ({"employees_min": 10, "employees_max": 50, "source": "s1"}, (51, 200), False),
        ({"employees_min": 10, "employees_max": 50, "source": "s1"}, (50, 200), True),
        ({"employees_min": 10, "employees_max": 50, "source": "s1"}, (1, 9), False),
        ({"employees_min": 10, "employees_max": 50, "source": "s1"}, (1, 10), True),
        ({"employees_min": 10, "source": "s1"}, (201, None), True),
        ({"employees_max": 50, "source": "s1"}, (201, None), False),
        ({"employees_max": 50, "source": "s0"}, (201, None), True),
        (None, (201, None), True),
    ],
)
def test_only_a_size_that_a_page_names_leaves_a_vendor_out(
    make_vendor: Callable[..., Vendor], fit: dict[str, object] | None, people: tuple[int, int | None], stays: bool
) -> None:
    sources = {
        "s0": {"url": "", "title": "None", "kind": "unsourced", "as_of": "unknown", "grade": "D"},
        "s1": {"url": "https://alpha.example/help", "title": "H", "kind": "vendor", "as_of": "2026-05", "grade": "A"},
    }
    assert may_fit(make_vendor(fit=fit, sources=sources), *people) is stays


def test_the_best_documented_can_come_first_and_equals_stay_by_name(catalogue: Catalogue) -> None:
    found = find(catalogue, order="documented")
    keys = [(-documented(vendor), vendor.name.casefold()) for vendor in found]
    assert keys == sorted(keys)
    assert ids(found) == ids(find(catalogue))
