"""Vendors like a given one: the gap between two, the order of the nearest, and in what they differ."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.catalogue.similar import EXPECTED, LEAST_IN_COMMON, gap, known_of, similar, vector
from advisor.catalogue.vendor import Catalogue, Vendor

CAPABILITIES = tuple("abcdefgh")
LEVELS = ("none", "partial", "full")
RANK = {"none": 0, "partial": 1, "full": 2}

levels = st.dictionaries(st.sampled_from(CAPABILITIES), st.sampled_from(LEVELS))
pages = st.sampled_from(["s1", "s2"])
"""s1 is a good page, s2 a rival's."""


def facts(given_levels: dict[str, str], source: str = "s1") -> dict[str, dict[str, str]]:
    return {name: {"level": level, "source": source} for name, level in given_levels.items()}


def entry(name: str, capabilities: dict[str, str], source: str = "s1", **more: Any) -> dict[str, Any]:
    page = {"url": "https://alpha.example/help", "title": "Help", "as_of": "2026-05"}
    return {
        "id": name,
        "capabilities": facts(capabilities, source),
        "sources": {
            "s0": {"url": "", "title": "None", "kind": "unsourced", "as_of": "unknown", "grade": "D"},
            "s1": {**page, "kind": "vendor", "grade": "A"},
            "s2": {**page, "kind": "competitor", "grade": "C"},
        },
        **more,
    }


@pytest.fixture(scope="module")
def plain() -> dict[str, Any]:
    """Fields that every made-up vendor needs besides its capabilities."""
    return {
        "name": "Made up", "website": "https://alpha.example", "status": "active", "native_category": "fsm",
        "strength": {"crm": 0, "pm": 0, "fsm": 2}, "judgement": "Made up.", "trades": [], "segments": [],
        "pricing": {
            "model": "unknown", "published": "unknown", "confidence": "none", "contract": "unknown",
            "as_of": "unknown",
        },
        "open_api": "unknown", "mobile_offline": "unknown", "strengths": [], "limitations": [], "watch_outs": [],
    }  # fmt: skip


@pytest.fixture(scope="module")
def build(plain: dict[str, Any]) -> Callable[..., Catalogue]:
    """A catalogue of made-up vendors."""

    def made(*entries: dict[str, Any]) -> Catalogue:
        return Catalogue.model_validate({
            "catalogue_as_of": "2026-11-21",
            "ageing": {"price_months": 12, "link_months": 24, "capability_months": 24, "source": "judgement"},
            "external_systems": [],
            "vendors": [{**plain, **one} for one in entries],
        })  # fmt: skip

    return made


@pytest.fixture(scope="module")
def as_vector(plain: dict[str, Any]) -> Callable[..., Any]:
    """A made-up vendor as numbers."""

    def made(capabilities: dict[str, str], source: str = "s1") -> Any:
        return vector(Vendor.model_validate({**plain, **entry("one", capabilities, source)}), CAPABILITIES)

    return made


# ---- the gap


@settings(max_examples=60)
@given(levels, pages, levels, pages)
def test_the_gap_is_the_same_in_both_directions_and_within_bounds(
    as_vector: Callable[..., Any], one: dict[str, str], its: str, other: dict[str, str], others: str
) -> None:
    first, second = as_vector(one, its), as_vector(other, others)
    assert gap(first, second) == pytest.approx(gap(second, first))
    assert 0 <= gap(first, second) <= 1


@settings(max_examples=60)
@given(levels, levels, st.sampled_from(CAPABILITIES), pages)
def test_an_unknown_is_never_nearer_than_a_known_equal(
    as_vector: Callable[..., Any], one: dict[str, str], other: dict[str, str], name: str, source: str
) -> None:
    """Whatever level the other has: knowing the same of this one brings them nearer than knowing nothing."""
    other = {**other, name: other.get(name, "full")}
    equal = {**one, name: other[name]}
    silent = {key: level for key, level in one.items() if key != name}
    there = as_vector(other)
    assert gap(as_vector(equal, source), there) < gap(as_vector(silent, source), there)


def test_equal_and_known_is_no_gap_and_unknown_is_the_expected_one(as_vector: Callable[..., Any]) -> None:
    everything = dict.fromkeys(CAPABILITIES, "full")
    nothing = dict.fromkeys(CAPABILITIES, "none")
    assert gap(as_vector(everything), as_vector(everything)) == 0
    assert gap(as_vector(everything), as_vector(nothing)) == 1
    assert gap(as_vector(everything), as_vector({})) == pytest.approx(EXPECTED)
    assert gap(as_vector({}), as_vector({})) == pytest.approx(EXPECTED)


def test_what_only_our_guess_says_counts_as_unknown(as_vector: Callable[..., Any]) -> None:
    guessed = as_vector(dict.fromkeys(CAPABILITIES, "full"), "s0")
    assert np.array_equal(guessed, as_vector({}))


def test_a_rivals_word_lies_between_knowing_and_not_knowing(as_vector: Callable[..., Any]) -> None:
    everything = dict.fromkeys(CAPABILITIES, "full")
    there = as_vector(everything)
    sound, rival, silent = gap(there, there), gap(as_vector(everything, "s2"), there), gap(as_vector({}), there)
    assert sound < rival < silent


# ---- the nearest


@settings(max_examples=40, deadline=None)
@given(st.lists(levels, min_size=3, max_size=7), st.data())
def test_removing_a_vendor_never_reorders_the_rest(
    build: Callable[..., Catalogue], known: list[dict[str, str]], data: st.DataObject
) -> None:
    entries = [entry(f"v{place}", levels) for place, levels in enumerate(known)]
    gone = data.draw(st.integers(1, len(entries) - 1))
    before = similar(build(*entries), "v0", CAPABILITIES, count=9)
    after = similar(build(*entries[:gone], *entries[gone + 1 :]), "v0", CAPABILITIES, count=9)
    assert after == tuple(found for found in before if found.vendor != f"v{gone}")


@settings(max_examples=40, deadline=None)
@given(st.lists(levels, min_size=2, max_size=6))
def test_the_nearest_come_first_and_the_order_of_the_file_does_not_matter(
    build: Callable[..., Catalogue], known: list[dict[str, str]]
) -> None:
    entries = [entry(f"v{place}", levels) for place, levels in enumerate(known)]
    found = similar(build(*entries), "v0", CAPABILITIES, count=9)
    assert [one.distance for one in found] == sorted(one.distance for one in found)
    assert found == similar(build(*reversed(entries)), "v0", CAPABILITIES, count=9)
    assert all(one.in_common >= LEAST_IN_COMMON for one in found)


def test_the_same_kind_of_product_comes_before_a_nearer_one_of_another_kind(build: Callable[..., Catalogue]) -> None:
    everything = dict.fromkeys(CAPABILITIES, "full")
    made = build(
        entry("asked", everything),
        entry("twin", everything, native_category="pm"),
        entry("cousin", {**everything, "a": "none"}),
    )
    assert [one.vendor for one in similar(made, "asked", CAPABILITIES)] == ["cousin", "twin"]


def test_only_what_is_on_sale_is_named_and_the_asked_one_need_not_be(build: Callable[..., Catalogue]) -> None:
    everything = dict.fromkeys(CAPABILITIES, "full")
    gone = {"status": "sunset"}
    made = build(entry("asked", everything, **gone), entry("gone", everything, **gone), entry("sold", everything))
    assert [one.vendor for one in similar(made, "asked", CAPABILITIES)] == ["sold"]
    assert similar(made, "sold", CAPABILITIES) == ()


def test_a_choice_of_vendors_is_kept_to_and_so_is_the_count(build: Callable[..., Catalogue]) -> None:
    everything = dict.fromkeys(CAPABILITIES, "full")
    made = build(*(entry(name, everything) for name in ("asked", "one", "two", "three")))
    among = similar(made, "asked", CAPABILITIES, among={"two", "three"})
    assert [one.vendor for one in among] == ["three", "two"]
    assert len(similar(made, "asked", CAPABILITIES, count=1)) == 1
    assert similar(made, "asked", CAPABILITIES, among=()) == ()


def test_too_little_in_common_is_not_called_alike(build: Callable[..., Catalogue]) -> None:
    few = dict.fromkeys(CAPABILITIES[: LEAST_IN_COMMON - 1], "full")
    made = build(entry("asked", few), entry("other", few))
    assert similar(made, "asked", CAPABILITIES) == ()


def test_the_difference_names_what_is_more_what_is_less_and_what_only_one_tells(
    build: Callable[..., Catalogue],
) -> None:
    asked = {"a": "full", "b": "none", "c": "partial", "d": "full", "e": "full", "g": "none"}
    other = {"a": "full", "b": "full", "c": "full", "d": "none", "f": "partial", "h": "none"}
    (found,) = similar(build(entry("asked", asked), entry("other", other)), "asked", CAPABILITIES)
    assert (found.more, found.less) == (("b", "c"), ("d",))
    # A gap that is known on one side only (g, h) speaks for neither.
    assert (found.only_known_here, found.only_known_there) == (("f",), ("e",))
    assert found.in_common == 4


def test_an_unknown_vendor_is_an_error(build: Callable[..., Catalogue]) -> None:
    with pytest.raises(KeyError):
        similar(build(entry("one", {})), "nobody", CAPABILITIES)


# ---- the shipped catalogue


@pytest.fixture(scope="module")
def capabilities(catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(sorted({name for vendor in catalogue.vendors for name in vendor.capabilities}))


def test_a_service_platform_is_like_other_service_platforms(
    catalogue: Catalogue, capabilities: tuple[str, ...]
) -> None:
    found = similar(catalogue, "fieldpulse", capabilities, count=4)
    assert [catalogue.by_id[one.vendor].native_category for one in found] == ["fsm"] * 4
    assert "housecall-pro" in {one.vendor for one in found}
    assert "fieldpulse" in {one.vendor for one in similar(catalogue, "housecall-pro", capabilities, count=4)}


def test_every_well_documented_vendor_has_some_like_it(catalogue: Catalogue, capabilities: tuple[str, ...]) -> None:
    for vendor in catalogue.vendors[::6]:
        if len(known_of(vendor)) >= 2 * LEAST_IN_COMMON:
            assert len(similar(catalogue, vendor.id, capabilities)) >= 3, vendor.id


def test_the_learning_library_is_not_loaded_before_it_is_needed() -> None:
    """It takes seconds, which no visitor should wait for at the first page."""
    code = "import sys, advisor, advisor.report.vendor_facts; sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
