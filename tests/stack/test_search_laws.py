"""Laws of the search over made-up catalogues: the order never matters, better is never worse, knowing more narrows."""

from __future__ import annotations

import copy
from typing import Any

from contractors_and_stacks import Result, entry, listed, look, with_catalogue
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from advisor.knowledge import Knowledge, load_knowledge

K = load_knowledge()
EPS = 1e-9
EXAMPLES = settings.get_profile(settings.get_current_profile_name()).max_examples // 4

CONTRACTOR: dict[str, Any] = {
    "company": {"trade": "electrical", "headcount": 20, "technicians": 8, "office_staff": 4, "field_staff": 16},
    "work": {"project_share": 0.45},
    "pains": {"rfis_submittals_lost": 2},
    "today": {"accounting": "xero"},
}
CAPABILITIES = (
    "dispatch_board", "work_orders", "technician_mobile", "change_orders", "rfis", "project_scheduling",
    "accounting_sync", "time_tracking", "customer_history", "sales_pipeline",
)  # fmt: skip
LEVELS = ("none", "partial", "full")
WAYS = ("none", "file", "zapier", "partner", "native")
LINKS = ("file", "zapier", "partner", "native")


@st.composite
def vendor(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """A made-up vendor with any mixture of known and unknown facts; it can take either seat."""
    fields: dict[str, Any] = {
        "native_category": draw(st.sampled_from(["fsm", "pm", "integrated", "crm"])),
        "strength": {"crm": draw(st.integers(0, 3)), "pm": draw(st.integers(2, 3)), "fsm": draw(st.integers(2, 3))},
        "trades": draw(st.sampled_from([[], ["electrical"], ["plumbing", "electrical_service"]])),
        "capabilities": draw(
            st.dictionaries(
                st.sampled_from(CAPABILITIES),
                st.fixed_dictionaries({"level": st.sampled_from(LEVELS), "source": st.sampled_from(["s1", "s2"])}),
            )
        ),
    }
    way = draw(st.sampled_from([None, *WAYS[1:]]))
    if way:
        fields |= {"accounting": {"xero": way}, "accounting_source": "s1"}
    if draw(st.booleans()):
        low = draw(st.integers(0, 30))
        weeks = {"weeks_low": low, "weeks_high": low + draw(st.integers(0, 20))}
        fields["onboarding"] = {**weeks, "difficulty": draw(st.integers(1, 5)), "source": "s1"}
    price = draw(st.sampled_from([None, 20, 90, 400, 3000]))
    if price is not None:
        fields["pricing"] = listed({"usd_month": price, "per": draw(st.sampled_from(["account", "user"]))})
    if draw(st.booleans()):
        fields["fit"] = {"employees_min": 1, "employees_max": 40, "source": draw(st.sampled_from(["s0", "s1"]))}
    return entry(name, **fields)


@st.composite
def vendors(draw: st.DrawFn, least: int = 3, most: int = 5) -> list[dict[str, Any]]:
    names = "abcdef"[: draw(st.integers(least, most))]
    entries = [draw(vendor(name)) for name in names]
    for one in entries[1:]:
        if draw(st.booleans()):
            link = {"with": draw(st.sampled_from(names[:1])), "kind": draw(st.sampled_from(LINKS)), "what": "All"}
            one["links"] = [{**link, "source": "s1"}]
    return entries


options = st.sampled_from(["fsm", "pm", "crm", "integrated", "fsm_pm", "crm_pm"])


def known(entries: list[dict[str, Any]]) -> Knowledge:
    return with_catalogue(K, entries)


def search(entries: list[dict[str, Any]], option: str) -> Result:
    return look(CONTRACTOR, option, known(entries))


# ---- order and company ----------------------------------------------------------------------------------------------


@settings(max_examples=EXAMPLES)
@given(vendors(), options, st.randoms(use_true_random=False))
def test_the_order_of_the_file_never_matters(entries: list[dict[str, Any]], option: str, chance: Any) -> None:
    shuffled = [{**one, "capabilities": dict(reversed(one["capabilities"].items()))} for one in entries]
    chance.shuffle(shuffled)
    assert search(entries, option) == search(shuffled, option)


@settings(max_examples=EXAMPLES)
@given(vendors(least=5, most=6), options)
def test_a_vendor_that_is_not_shown_changes_nothing_when_it_goes(entries: list[dict[str, Any]], option: str) -> None:
    before = search(entries, option)
    losers = [one for one in entries if not before.holds(one["id"])]
    linked = {link["with"] for one in entries for link in one.get("links", ())}
    losers = [one for one in losers if one["id"] not in linked]
    assume(losers)
    after = search([one for one in entries if one is not losers[0]], option)
    assert after.stacks == before.stacks


@settings(max_examples=EXAMPLES)
@given(vendors(), options, st.integers(0, 4))
def test_the_rest_keep_value_and_order_when_any_vendor_goes(
    entries: list[dict[str, Any]], option: str, pick: int
) -> None:
    gone = entries[pick % len(entries)]["id"]
    before = search(entries, option)
    rest = [one for one in entries if one["id"] != gone]
    after = search([{**one, "links": [n for n in one.get("links", ()) if n["with"] != gone]} for one in rest], option)
    stay = [s for s in before.stacks if gone not in s.vendors]
    values = {s.vendors: s.value for s in after.stacks}
    shown_in_both = [s.vendors for s in stay if s.vendors in values]
    assert all(values[s.vendors] == s.value for s in stay if s.vendors in values)
    assert [v for v in after.vendors if v in shown_in_both] == shown_in_both


# ---- better is never worse ------------------------------------------------------------------------------------------


def _raised(one: dict[str, Any], draw: st.DrawFn) -> dict[str, Any]:
    """The same vendor with every fact as good or better, and no dearer."""
    up = copy.deepcopy(one)
    for fact in up["capabilities"].values():
        fact["level"] = draw(st.sampled_from(LEVELS[LEVELS.index(fact["level"]) :]))
    for name in draw(st.sets(st.sampled_from(CAPABILITIES))) - set(up["capabilities"]):
        up["capabilities"][name] = {"level": "full", "source": "s1"}
    if "accounting" in up:
        up["accounting"]["xero"] = draw(st.sampled_from(WAYS[WAYS.index(up["accounting"]["xero"]) :]))
    for link in up.get("links", ()):
        link["kind"] = draw(st.sampled_from(LINKS[LINKS.index(link["kind"]) :]))
    if "onboarding" in up:
        told = up["onboarding"]
        told["difficulty"] = draw(st.integers(1, told["difficulty"]))
        told["weeks_low"] = draw(st.integers(0, told["weeks_low"]))
        told["weeks_high"] = draw(st.integers(told["weeks_low"], told["weeks_high"]))
    for tier in up["pricing"].get("tiers", ()):
        tier["usd_month"] = draw(st.integers(1, tier["usd_month"]))
    for side, value in up["strength"].items():
        up["strength"][side] = draw(st.integers(value, 3))
    return up


@st.composite
def rivals(draw: st.DrawFn) -> tuple[list[dict[str, Any]], str]:
    """A vendor, one at least as good in everything (its id comes first, so it wins ties), and a partner for both."""
    partner = draw(vendor("p"))
    one = draw(vendor("b"))
    if draw(st.booleans()):
        kind = draw(st.sampled_from(LINKS))
        one["links"] = [{"with": "p", "kind": kind, "what": "Customers", "source": "s1"}]
    # A strength below what a seat asks for would only change who may sit there.
    one["strength"]["crm"] = max(one["strength"]["crm"], 2)
    better = {**_raised(one, draw), "id": "a", "name": "A"}
    return [partner, one, better], draw(options)


@settings(max_examples=EXAMPLES)
@given(rivals())
def test_a_vendor_at_least_as_good_everywhere_and_no_dearer_never_ranks_below(
    drawn: tuple[list[dict[str, Any]], str],
) -> None:
    entries, option = drawn
    result = search(entries, option)
    for stack in result.stacks:
        if "b" in stack.vendors and "a" not in stack.vendors:
            swapped = tuple("a" if v == "b" else v for v in stack.vendors)
            rival = next((s for s in result.stacks if s.vendors == swapped), None)
            # In pairs it may be left out where it is shown twice already.
            assert rival is not None or len(stack.vendors) == 2
            if rival is not None:
                assert rival.value >= stack.value - EPS
                assert result.stacks.index(rival) < result.stacks.index(stack)


# ---- knowing more narrows -------------------------------------------------------------------------------------------


def _learnt(one: dict[str, Any], draw: st.DrawFn) -> dict[str, Any]:
    """The same vendor with one fact more."""
    more = copy.deepcopy(one)
    what = draw(st.sampled_from(["capability", "accounting", "onboarding", "price", "size"]))
    unknown = sorted(set(CAPABILITIES) - set(more["capabilities"]))
    if what == "capability" and unknown:
        level, source = draw(st.sampled_from(LEVELS)), draw(st.sampled_from(["s1", "s2"]))
        more["capabilities"][draw(st.sampled_from(unknown))] = {"level": level, "source": source}
    elif what == "accounting" and "accounting" not in more:
        more |= {"accounting": {"xero": draw(st.sampled_from(WAYS[1:]))}, "accounting_source": "s1"}
    elif what == "onboarding" and "onboarding" not in more:
        more["onboarding"] = {"weeks_low": 4, "weeks_high": 9, "difficulty": draw(st.integers(1, 5)), "source": "s1"}
    elif what == "price" and not more["pricing"].get("tiers"):
        more["pricing"] = listed({"usd_month": draw(st.integers(1, 9000)), "per": "account"})
    elif what == "size" and more.get("fit", {}).get("source") != "s1":
        more["fit"] = {"employees_min": 10, "employees_max": draw(st.integers(17, 60)), "source": "s1"}
    return more


@st.composite
def before_and_after(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any], str]:
    one = draw(vendor("b"))
    return one, _learnt(one, draw), draw(options)


@settings(max_examples=EXAMPLES)
@given(before_and_after(), vendor("a"))
def test_a_fact_that_becomes_known_never_widens_the_range(
    drawn: tuple[dict[str, Any], dict[str, Any], str], other: dict[str, Any]
) -> None:
    one, more, option = drawn
    assume(one != more)
    before = {s.vendors: s for s in search([other, one], option).stacks}
    for stack in search([other, more], option).stacks:
        if stack.vendors in before:
            was = before[stack.vendors]
            assert was.low - EPS <= stack.low <= stack.value + EPS
            assert stack.value - EPS <= stack.high <= was.high + EPS


@settings(max_examples=EXAMPLES)
@given(vendors(), options)
def test_contributions_add_up_and_lie_within_the_range(entries: list[dict[str, Any]], option: str) -> None:
    for stack in search(entries, option).stacks:
        assert abs(sum(c.points for c in stack.contributions) - stack.value) <= EPS
        assert all(0 <= c.score <= 1 for c in stack.contributions)
        assert stack.low - EPS <= stack.value <= stack.high + EPS


@settings(max_examples=EXAMPLES)
@given(vendors(), options)
def test_an_unpublished_price_is_open_and_never_zero(entries: list[dict[str, Any]], option: str) -> None:
    priced = {one["id"]: bool(one["pricing"].get("tiers")) for one in entries}
    for stack in search(entries, option).stacks:
        for vendor_id, name in zip(stack.vendors, stack.names, strict=True):
            line = next((n for n in stack.cost.lines if n.label == f"Licence of {name}"), None)
            assert (line is not None) == priced[vendor_id]
            if line is None:
                assert any(name in text for text in stack.cost.open_lines)
                assert stack.cost.first_year.high is None
            else:
                assert line.first_year.low is not None
                assert line.first_year.low > 0
