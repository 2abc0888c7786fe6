"""Vendors side by side: what counts, why a fact is weak, where it was read, and how vendors join."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pytest
from pydantic import ValidationError

from advisor.catalogue.compare import MOST, Comparison, chosen, compare, documented, narrowed
from advisor.catalogue.vendor import Catalogue


class Named(NamedTuple):
    id: str
    label: str
    side: str


CAPABILITIES = (
    Named("change_orders", "Change orders", "project"),
    Named("rfis", "Requests for information", "project"),
    Named("dispatch_board", "Dispatch board", "job"),
)
NONE, HALF, FULL = "none", "partial", "full"


@pytest.fixture
def of(make_catalogue: Callable[..., Catalogue]) -> Callable[..., Catalogue]:
    """A catalogue of made-up vendors, each given as its capabilities, all on one good page unless told otherwise."""

    def build(systems: list[dict[str, Any]] | None = None, **entries: dict[str, Any]) -> Catalogue:
        made = [{"id": name, "name": name.title(), **fields} for name, fields in entries.items()]
        return make_catalogue(
            *made, systems=systems or [{"id": "quickbooks_online", "name": "Q", "kind": "accounting"}]
        )

    return build


def page(kind: str = "vendor", grade: str = "A", as_of: str = "2026-05") -> dict[str, str]:
    url = "" if kind == "unsourced" else "https://alpha.example/help"
    return {"url": url, "title": f"A {kind} page", "kind": kind, "as_of": as_of, "grade": grade}


def side_by_side(catalogue: Catalogue, *vendors: str, day: date | None = None, **more: Any) -> Comparison:
    return compare(catalogue, vendors, CAPABILITIES, catalogue.clock(day), **more)


def levels(comparison: Comparison, capability: str) -> list[str]:
    row = next(row for row in comparison.rows if row.capability == capability)
    return [cell.level for cell in row.cells]


def told(level: str, source: str = "s1") -> dict[str, str]:
    return {"level": level, "source": source}


def test_every_capability_is_a_row_and_every_vendor_a_column(of: Callable[..., Catalogue]) -> None:
    made = of(
        one={"capabilities": {"change_orders": told(FULL), "rfis": told(NONE)}},
        two={"capabilities": {"change_orders": told(HALF)}},
    )
    both = side_by_side(made, "two", "one")
    assert [row.capability for row in both.rows] == [c.id for c in CAPABILITIES]
    assert levels(both, "change_orders") == [HALF, FULL]
    assert levels(both, "rfis") == ["unknown", NONE]


def test_what_no_page_backs_counts_as_unknown_and_is_still_shown(of: Callable[..., Catalogue]) -> None:
    made = of(one={"capabilities": {"rfis": told(FULL, "s0")}, "sources": {"s0": page("unsourced", "D"), "s1": page()}})
    cell = side_by_side(made, "one").rows[1].cells[0]
    assert (cell.level, cell.said, cell.marks) == ("unknown", FULL, ("unsourced",))
    assert documented(made.by_id["one"]) == 0


@pytest.mark.parametrize(
    ("source", "marks"),
    [
        (page(), ()),
        (page("competitor", "C"), ("competitor",)),
        (page("competitor", "D"), ("competitor",)),
        (page("guide", "D"), ("thin",)),
        (page(as_of="unknown"), ("undated",)),
        (page(as_of="2021-01"), ("stale",)),
        (page("competitor", "D", "2021-01"), ("competitor", "stale")),
    ],
)
def test_a_weak_page_is_marked(of: Callable[..., Catalogue], source: dict[str, str], marks: tuple[str, ...]) -> None:
    made = of(one={"capabilities": {"rfis": told(FULL)}, "sources": {"s1": source}})
    cell = side_by_side(made, "one", day=date(2026, 11, 21)).rows[1].cells[0]
    assert cell.marks == marks
    assert cell.level == FULL
    assert cell.page is not None
    assert (cell.page.title, cell.page.grade) == (source["title"], source["grade"])


def test_a_page_that_says_otherwise_is_kept_beside_the_one_that_counts(of: Callable[..., Catalogue]) -> None:
    fact = {**told(FULL), "also": [told(NONE, "s2")]}
    made = of(one={"capabilities": {"rfis": fact}, "sources": {"s1": page(), "s2": page("review", "B")}})
    cell = side_by_side(made, "one").rows[1].cells[0]
    assert cell.level == FULL
    assert "conflict" in cell.marks
    assert [(other.level, other.page.title) for other in cell.others] == [(NONE, "A review page")]


def test_a_known_level_beside_an_unknown_one_may_be_a_difference(of: Callable[..., Catalogue]) -> None:
    made = of(
        one={"capabilities": {"change_orders": told(FULL), "rfis": told(FULL)}},
        two={"capabilities": {"change_orders": told(FULL)}},
    )
    both = side_by_side(made, "one", "two")
    assert {row.capability: row.differs for row in both.rows} == {
        "change_orders": False, "rfis": True, "dispatch_board": False,
    }  # fmt: skip


def test_rows_are_narrowed_by_side_need_and_difference(of: Callable[..., Catalogue]) -> None:
    made = of(one={"capabilities": {"rfis": told(FULL)}}, two={"capabilities": {}})
    both = side_by_side(made, "one", "two", needs={"rfis": 4.0, "dispatch_board": 9.0})
    assert [row.capability for row in narrowed(both, side="project")] == ["change_orders", "rfis"]
    assert [row.capability for row in narrowed(both, needed_from=5.0)] == ["dispatch_board"]
    assert [row.capability for row in narrowed(both, differing=True)] == ["rfis"]
    assert narrowed(both, side="job", differing=True) == ()
    assert narrowed(both) == both.rows


def test_a_join_is_told_by_whichever_vendor_tells_it(of: Callable[..., Catalogue]) -> None:
    made = of(
        one={"links": [{"with": "two", "kind": "partner", "what": "Customers", "source": "s1"}]},
        two={},
        three={},
    )
    all_three = side_by_side(made, "one", "two", "three")
    way, back = all_three.joins[0][1], all_three.joins[1][0]
    assert way is not None
    assert way == back
    assert (way.kind, way.what, way.page and way.page.title) == ("partner", "Customers", "Help")
    assert all_three.joins[0][0] is None
    unknown = all_three.joins[0][2]
    assert unknown is not None
    assert unknown.kind is None


def test_two_vendors_may_join_through_the_books_of_one_of_them(of: Callable[..., Catalogue]) -> None:
    systems = [{"id": "two-books", "name": "Two", "kind": "accounting", "entry": "two"}]
    made = of(systems, one={"accounting": {"two-books": "native"}, "accounting_source": "s1"}, two={})
    way = side_by_side(made, "two", "one").joins[0][1]
    assert way is not None
    assert way.kind == "native"
    assert way.page is not None


def test_the_link_to_the_books_is_shown_where_books_are_named(of: Callable[..., Catalogue]) -> None:
    made = of(
        one={"accounting": {"quickbooks_online": "native"}, "accounting_source": "s1"},
        two={"accounting": {"quickbooks_online": "none"}, "accounting_source": "s1"},
        three={},
    )
    ways = side_by_side(made, "one", "two", "three", accounting="quickbooks_online").books
    assert [way.kind for way in ways] == ["native", "none", None]
    assert [way.page is not None for way in ways] == [True, True, False]


@pytest.mark.parametrize("accounting", [None, "unknown", "none", "other"])
def test_without_named_books_there_is_no_link_to_tell(of: Callable[..., Catalogue], accounting: str | None) -> None:
    assert side_by_side(of(one={}), "one", accounting=accounting).books == ()


def test_names_from_an_address_are_known_vendors_once_each_and_few(catalogue: Catalogue) -> None:
    ids = [vendor.id for vendor in catalogue.vendors[:6]]
    assert chosen([*ids, *ids], catalogue) == tuple(ids[:MOST])
    assert chosen(["<b>", "", "nobody", ids[2], ids[0], ids[2]], catalogue) == (ids[2], ids[0])


def test_more_than_can_be_read_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(ValidationError):
        side_by_side(catalogue, *[vendor.id for vendor in catalogue.vendors[: MOST + 1]])


def test_a_level_of_the_shipped_catalogue_always_has_its_page(catalogue: Catalogue) -> None:
    ids = {name for vendor in catalogue.vendors for name in vendor.capabilities}
    rows = [Named(name, name, "shared") for name in sorted(ids)]
    for vendor in catalogue.vendors:
        found = compare(catalogue, (vendor.id,), rows, catalogue.clock())
        known = [row.cells[0] for row in found.rows if row.cells[0].level != "unknown"]
        assert len(known) == documented(vendor)
        assert all(cell.page and cell.page.url.startswith("http") for cell in known)


def test_a_join_of_the_shipped_catalogue_is_the_same_from_both_ends(catalogue: Catalogue) -> None:
    ids = [vendor.id for vendor in catalogue.vendors]
    for first, second in zip(ids, ids[7:] + ids[:7], strict=True):
        found = compare(catalogue, (first, second), (), catalogue.clock())
        there, back = found.joins[0][1], found.joins[1][0]
        assert there is not None
        assert back is not None
        assert there.kind == back.kind == catalogue.link(first, second)
        assert (there.page is None) == (there.kind is None)
