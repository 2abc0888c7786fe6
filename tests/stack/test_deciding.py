"""Open facts: a "what if" is the value that the search gives once a page shows it, and a settled order cannot turn."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from contractors_and_stacks import Result, entry, listed, look, situation, with_catalogue
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.knowledge import Knowledge, load_knowledge
from advisor.stack.cost import licences_of
from advisor.stack.deciding import BEST, WORST, Case, case_of, values_if
from advisor.stack.lead import least_lead
from advisor.stack.scores import lineup_of
from advisor.stack.seats import candidates, seats_of

Make = Callable[..., Knowledge]
K = load_knowledge()
EXAMPLES = settings.get_profile(settings.get_current_profile_name()).max_examples // 5
EPS = 1e-7
"""Scores are kept to nine places, so values that are put together in two ways agree to about seven."""

MIXED: dict[str, Any] = {
    "company": {"trade": "electrical", "headcount": 20},
    "work": {"project_share": 0.5},
    "today": {"accounting": "xero"},
}  # fmt: skip
PM = {"native_category": "pm", "strength": {"crm": 1, "pm": 3, "fsm": 1}}
LEVELS = {WORST: "none", BEST: "full"}
CAPABILITIES = ("dispatch_board", "rfis", "change_orders", "customer_history", "time_tracking")
PAGE = {"source": "s1"}


def cases(entries: list[dict[str, Any]], option: str = "fsm_pm") -> list[Case]:
    """Every way to fill an option with these vendors, as it is compared."""
    k = with_catalogue(K, entries)
    case = situation(MIXED, k, option)
    seats = seats_of(case, k.option_book.by_id[option], ()).seats
    licences = licences_of(case, seats)
    lineup = lineup_of(case, seats, licences)
    return [case_of(lineup, row, [licences[n][int(r)].known for n, r in enumerate(row)]) for row in candidates(seats)]


def known(one: dict[str, Any], fact: str, end: int, other: str = "") -> dict[str, Any]:
    """The entry once a page shows the fact at its worst or best."""
    more = copy.deepcopy(one)
    if fact == "accounting":
        more |= {"accounting": {"xero": "native" if end == BEST else "none"}, "accounting_source": "s1"}
    elif fact == "onboarding":
        weeks = {"weeks_low": 0, "weeks_high": 0, "difficulty": 1}
        slow = {"weeks_low": 26, "weeks_high": 26, "difficulty": 5}
        more["onboarding"] = {**(weeks if end == BEST else slow), **PAGE}
    elif fact == "size":
        more["fit"] = {**({"employees_max": 50} if end == BEST else {"employees_min": 19, "employees_max": 19}), **PAGE}
    elif fact == "link":
        more["links"] = [{"with": other, "kind": "native", "what": "All", **PAGE}]
    elif fact == "price":
        # Worst is as dear as the scale goes.
        more["pricing"] = listed({"usd_month": 1e-7 if end == BEST else 1e14, "per": "account"})
    else:
        more["capabilities"][fact] = {"level": LEVELS[end], **PAGE}
    return more


@st.composite
def vendor(draw: st.DrawFn, name: str, **fields: Any) -> dict[str, Any]:
    told = st.fixed_dictionaries({"level": st.sampled_from(["none", "partial", "full"]), "source": st.just("s1")})
    made = entry(name, **fields, capabilities=draw(st.dictionaries(st.sampled_from(CAPABILITIES), told, max_size=4)))
    for fact in ("accounting", "onboarding"):
        if draw(st.booleans()):
            made = known(made, fact, draw(st.sampled_from([WORST, BEST])))
    if draw(st.booleans()):
        made["pricing"] = listed({"usd_month": draw(st.sampled_from([20, 900, 2500])), "per": "account"})
    return made


# ---- a "what if" is what the search would say -----------------------------------------------------------------------


FACTS = ("rfis", "dispatch_board", "accounting", "onboarding", "size", "price")


# A page cannot list a link that is not there.
@pytest.mark.parametrize(("fact", "end"), [*((fact, end) for fact in FACTS for end in (WORST, BEST)), ("link", BEST)])
def test_a_fact_settled_in_thought_gives_the_value_that_a_page_would_give(fact: str, end: int) -> None:
    fsm, pm = entry("fsm"), entry("pm", **PM)
    (case,) = cases([fsm, pm])
    opened = next(o for o in case.states if o.fact == fact and case.lineup.situation.table.row["fsm"] in o.rows)
    (shown,) = cases([known(fsm, fact, end, "pm"), pm])
    assert case.ends[opened][end // 2] == pytest.approx(shown.value, abs=EPS)


@settings(max_examples=EXAMPLES)
@given(vendor("fsm"), vendor("pm", **PM), st.data())
def test_several_facts_settled_together_are_what_their_pages_would_give(
    fsm: dict[str, Any], pm: dict[str, Any], data: st.DataObject
) -> None:
    (case,) = cases([fsm, pm])
    row = case.lineup.situation.table.row["fsm"]
    open_ones = sorted(o for o in case.states if o.rows == (row,) and o.fact in (*CAPABILITIES, "accounting"))
    ends = {o: data.draw(st.sampled_from([WORST, BEST])) for o in open_ones}
    for opened, end in ends.items():
        fsm = known(fsm, opened.fact, end)
    (shown,) = cases([fsm, pm])
    value = values_if(case.lineup, case.row, [tuple(ends.items())])[0]
    assert value == pytest.approx(shown.value, abs=EPS)


@settings(max_examples=EXAMPLES)
@given(vendor("fsm"), vendor("pm", **PM))
def test_no_open_fact_raises_a_stack_at_its_worst_or_lowers_it_at_its_best(
    fsm: dict[str, Any], pm: dict[str, Any]
) -> None:
    for case in cases([fsm, pm]):
        for worst, best in case.ends.values():
            assert worst - EPS <= case.value <= best + EPS


# ---- the least lead -------------------------------------------------------------------------------------------------


def _everything(first: Case, second: Case, chance: np.random.Generator) -> list[tuple[Any, int]]:
    facts = sorted({*first.states, *second.states})
    return [(fact, int(end)) for fact, end in zip(facts, chance.choice([WORST, BEST], len(facts)), strict=True)]


@settings(max_examples=EXAMPLES)
@given(vendor("fsm"), vendor("gsm"), vendor("pm", **PM), vendor("qm", **PM), st.integers(0, 9999))
def test_the_least_lead_is_never_more_than_the_lead_in_any_world(
    one: dict[str, Any], two: dict[str, Any], three: dict[str, Any], four: dict[str, Any], seed: int
) -> None:
    chance = np.random.default_rng(seed)
    found = cases([one, two, three, four])
    for first, second in ((found[0], found[1]), (found[0], found[2]), (found[0], found[3])):
        bound = least_lead(first, second)
        worlds = [_everything(first, second, chance) for _ in range(8)]
        leads = values_if(first.lineup, first.row, worlds) - values_if(second.lineup, second.row, worlds)
        assert bound <= leads.min() + EPS


@settings(max_examples=EXAMPLES)
@given(vendor("fsm"), vendor("gsm"))
def test_between_two_that_share_nothing_the_least_lead_is_worst_against_best(
    one: dict[str, Any], two: dict[str, Any]
) -> None:
    first, second = cases([one, two], "fsm")
    worst = values_if(first.lineup, first.row, [[(fact, WORST) for fact in first.states]])[0]
    best = values_if(second.lineup, second.row, [[(fact, BEST) for fact in second.states]])[0]
    assert least_lead(first, second) == pytest.approx(worst - best, abs=EPS)


def test_what_two_stacks_share_cannot_part_them() -> None:
    """The same unknown service platform beside a better and a worse PM: whatever it turns out to be, both have it."""
    needs = situation(MIXED, with_catalogue(K, [entry("x")]), "fsm_pm").needs
    told = known(known(known(entry("x", **PM), "accounting", BEST), "onboarding", BEST), "size", BEST)
    told["pricing"] = listed({"usd_month": 100, "per": "account"})

    def pm(name: str, level: str) -> dict[str, Any]:
        return {**told, "id": name, "name": name, "capabilities": {c: {"level": level, **PAGE} for c in needs}}

    links = [{"with": name, "kind": "native", "what": "All", **PAGE} for name in ("good", "poor")]
    time = [{"with": "gusto", "kind": "native", "what": "Hours", **PAGE}]
    fsm = entry("fsm", links=links + time)
    good, poor = {**pm("good", "full"), "links": time}, {**pm("poor", "none"), "links": time}
    result = look(MIXED, "fsm_pm", with_catalogue(K, [fsm, good, poor]))
    assert result.vendors == [("fsm", "good"), ("fsm", "poor")]
    assert result.leaders is not None
    # Its link to the books is a limit, so one thing stays open; nothing else does.
    assert not result.leaders.facts
    first, second = cases([fsm, good, poor])
    assert least_lead(first, second) > 0
    sure = look(MIXED, "fsm_pm", with_catalogue(K, [known(fsm, "accounting", BEST), good, poor]))
    assert sure.leaders is not None
    assert sure.leaders.settled
    assert sure.leaders.sentence == "Fsm with good stays ahead of Fsm with poor whatever the open facts turn out to be."
    assert sure.stacks[0].order_sentence == sure.leaders.sentence


# ---- what is told ---------------------------------------------------------------------------------------------------


def told(level: str | None, **fields: Any) -> dict[str, Any]:
    """A service platform of which everything is known, but for RFIs where *level* is None."""
    needs = situation(MIXED, with_catalogue(K, [entry("x")]), "fsm").needs
    shown = {c: {"level": "partial", **PAGE} for c in needs if c != "dispatch_board"}
    shown |= {"dispatch_board": {"level": level, **PAGE}} if level else {}
    made = known(known(known(entry("x"), "accounting", BEST), "onboarding", BEST), "size", BEST)
    price = listed({"usd_month": 100, "per": "account"})
    return {**made, "pricing": price, "capabilities": shown, **fields}


def test_the_one_fact_that_decides_is_named_with_the_stack_it_would_pass(with_vendors: Make) -> None:
    ahead, behind = told("partial", id="ahead", name="Ahead"), told(None, id="behind", name="Behind")
    ahead["capabilities"]["photo_documentation"] = {"level": "full", **PAGE}
    result = look(MIXED, "fsm", with_vendors(ahead, behind))
    assert result.vendors == [("ahead",), ("behind",)]
    (fact,) = [f for f in result.stacks[1].deciding if f.changes_order]
    assert (fact.vendor, fact.fact, fact.state, fact.against) == ("behind", "dispatch_board", "unknown", "Ahead")
    assert fact.sentence == "If Behind shows you “Dispatch board” in full, Behind passes Ahead."
    assert fact.gain > result.stacks[0].value - result.stacks[1].value > 0
    assert result.leaders is not None
    assert (result.leaders.first, result.leaders.second, result.leaders.settled) == ("Ahead", "Behind", False)
    assert [f.fact for f in result.leaders.facts] == ["dispatch_board"]
    assert fact.sentence in result.leaders.sentence
    # What the demo asks about is open to the checklist as well.
    assert "Dispatch board" in result.stacks[1].unknowns


def test_a_price_that_decides_is_told_in_dollars(with_vendors: Make) -> None:
    ahead, behind = told("full", id="ahead", name="Ahead"), told("full", id="behind", name="Behind")
    behind["pricing"] = entry("x")["pricing"]
    k = with_vendors(ahead, behind)
    result = look(MIXED, "fsm", k)
    (fact,) = result.stacks[1].deciding
    assert (fact.fact, fact.state) == ("price", "unknown")
    # The other one costs $100 a month, and nothing else parts the two.
    assert fact.sentence == (
        "No page tells what Behind costs. If Behind costs less than about $1,200 a year, Behind passes Ahead."
    )


def test_a_fact_that_would_break_a_limit_is_told_as_such(with_vendors: Make) -> None:
    one = told("full", id="one", name="One")
    del one["accounting"]
    one["accounting_source"] = None
    data = {**MIXED, "limits": {"must_have": ["bilingual_es"], "budget_usd_month": 2000}}
    one["capabilities"].pop("bilingual_es", None)
    one["pricing"] = entry("x")["pricing"]
    result = look(data, "fsm", with_vendors(one, told("none", id="two", name="Two")))
    said = {f.fact: f for f in result.of("one").deciding}
    assert said["accounting"].sentence == "If One has no link to Xero, this choice drops out."
    assert said["bilingual_es"].sentence.startswith("You must have “Spanish for the crew”: if One cannot show it,")
    assert said["price"].sentence.startswith("You spend $2,000 a month at most: if One costs much more")
    assert all(f.changes_order for f in said.values())
    assert result.leaders is not None
    assert not result.leaders.settled


def test_where_no_single_fact_turns_the_order_the_fewest_that_do_are_named(with_vendors: Make) -> None:
    ahead, behind = told("full", id="ahead", name="Ahead"), told(None, id="behind", name="Behind")
    for name in ("work_orders", "technician_mobile"):
        ahead["capabilities"][name] = {"level": "full", **PAGE}
    for name in ("route_optimization", "parts_inventory", "price_book"):
        del behind["capabilities"][name]
    leaders = look(MIXED, "fsm", with_vendors(ahead, behind)).leaders
    assert leaders is not None
    assert leaders.facts == ()
    assert 2 <= len(leaders.together) <= 4
    assert "it would take all of these: Behind shows you" in leaders.sentence


def test_what_is_run_today_is_no_question_to_a_vendor(k: Knowledge) -> None:
    data = {**MIXED, "today": {"accounting": "quickbooks", "tools": [{"kind": "fsm", "works": "well"}]}}
    result = look(data, "fsm_pm", k, keeps=("fsm",))
    for stack in result.stacks:
        assert all(fact.vendor == stack.vendors[1] for fact in stack.deciding)


@pytest.mark.parametrize("option", ["fsm", "pm", "fsm_pm", "crm_pm", "integrated"])
def test_every_fact_that_is_told_has_a_sentence_and_moves_something(option: str, k: Knowledge) -> None:
    result: Result = look(MIXED, option, k)
    most = k.stack_book.shown.deciding
    for stack in (*result.stacks, *result.runner_up):
        assert len(stack.deciding) <= most
        for fact in stack.deciding:
            assert fact.sentence.endswith(".")
            assert fact.changes_order or fact.gain + fact.loss >= 0.1
            assert fact.changes_order == (bool(fact.against) or "drops out" in fact.sentence)
    assert [bool(stack.order_sentence) for stack in result.stacks] == [True] * (len(result.stacks) - 1) + [False]
