"""Laws of age in the search: nothing grows surer with time, reading anew never widens, better stays better."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

from contractors_and_stacks import SOURCES, Result, entry, listed, look, with_catalogue
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import advise
from advisor.catalogue.ageing import Ageing
from advisor.knowledge import Knowledge, load_knowledge
from advisor.questionnaire.answers import answers_from
from advisor.stack.table import table_of

K = load_knowledge()
EPS = 1e-9
EXAMPLES = settings.get_profile(settings.get_current_profile_name()).max_examples // 8
AGEING = Ageing(
    price_months=12, link_months=24, capability_months=24, undated_step=0.05, stale_step=0.10, stale_most=0.20,
    price_rise_percent=10, source="judgement",
)  # fmt: skip
CONTRACTOR: dict[str, Any] = {
    "company": {"trade": "electrical", "headcount": 20, "technicians": 8, "office_staff": 4, "field_staff": 16},
    "work": {"project_share": 0.05},
    "today": {"accounting": "xero"},
}
CAPABILITIES = ("dispatch_board", "work_orders", "technician_mobile", "customer_history", "time_tracking")
LEVELS = ("none", "partial", "full")
AS_OF = st.sampled_from(["unknown", "2012", "2021-04", "2023-11", "2024-10", "2026-05"])


@st.composite
def vendor(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """A made-up service platform whose pages are of any age."""
    return entry(
        name,
        strength={"crm": 2, "pm": 2, "fsm": draw(st.integers(2, 3))},
        capabilities=draw(
            st.dictionaries(
                st.sampled_from(CAPABILITIES),
                st.fixed_dictionaries({"level": st.sampled_from(LEVELS), "source": st.sampled_from(["s1", "s2"])}),
                min_size=1,
            )
        ),
        sources={key: {**SOURCES[key], "as_of": draw(AS_OF)} if key != "s0" else SOURCES[key] for key in SOURCES},
        pricing=listed({"usd_month": draw(st.integers(5, 200)), "per": "user"}, as_of=draw(AS_OF)),
    )


def search(entries: list[dict[str, Any]], day: date | None = None) -> Result:
    made = with_catalogue(K, entries)
    aged = made._replace(catalogue=made.catalogue.model_copy(update={"ageing": AGEING}))
    return look(CONTRACTOR, "fsm", aged.on(day))


def ranges(result: Result) -> dict[tuple[str, ...], tuple[float, float, float]]:
    return {stack.vendors: (stack.low, stack.value, stack.high) for stack in result.stacks}


@settings(max_examples=EXAMPLES)
@given(vendor("a"), vendor("b"), st.dates(date(2026, 11, 21), date(2033, 1, 1)))
def test_a_later_day_never_narrows_a_range(one: dict[str, Any], other: dict[str, Any], day: date) -> None:
    now, later = ranges(search([one, other])), ranges(search([one, other], day))
    for vendors in now.keys() & later.keys():
        assert later[vendors][0] <= now[vendors][0] + EPS
        assert later[vendors][2] >= now[vendors][2] - EPS


@settings(max_examples=EXAMPLES)
@given(vendor("a"), vendor("b"))
def test_reading_the_pages_anew_never_widens_a_range(one: dict[str, Any], other: dict[str, Any]) -> None:
    fresh = copy.deepcopy(one)
    for key in ("s1", "s2"):
        fresh["sources"][key]["as_of"] = "2026-11"
    fresh["pricing"]["as_of"] = "2026-11"
    before, after = ranges(search([one, other])), ranges(search([fresh, other]))
    for vendors in before.keys() & after.keys():
        assert after[vendors][0] >= before[vendors][0] - EPS
        assert after[vendors][2] <= before[vendors][2] + EPS
        assert after[vendors][0] - EPS <= after[vendors][1] <= after[vendors][2] + EPS


@settings(max_examples=EXAMPLES)
@given(vendor("b"), st.data())
def test_better_by_pages_as_old_is_never_worse(one: dict[str, Any], more: st.DataObject) -> None:
    better = {**copy.deepcopy(one), "id": "a", "name": "A"}
    for fact in better["capabilities"].values():
        fact["level"] = more.draw(st.sampled_from(LEVELS[LEVELS.index(fact["level"]) :]))
    found = search([one, better])
    values = {stack.vendors[0]: stack.value for stack in found.stacks}
    assert values["a"] >= values["b"] - EPS
    assert next(stack.vendors[0] for stack in found.stacks) == "a"


# ---- the shipped catalogue ------------------------------------------------------------------------------------------

FIRM = answers_from({"company": {"trade": "electrical", "headcount": 35}, "work": {"project_share": 0.4}})


def test_the_table_is_kept_for_a_month_and_made_anew_for_the_next() -> None:
    first, same, next_month = (table_of(K.on(date(2027, *day))) for day in ((3, 1), (3, 31), (4, 1)))
    assert first is same
    assert first is not next_month


def test_levels_of_the_table_widen_with_the_years() -> None:
    now, later = table_of(K), table_of(K.on(date(2031, 1, 1)))
    assert (later.low <= now.low).all()
    assert (later.high >= now.high).all()
    assert (later.high - later.low).sum() > (now.high - now.low).sum() + 50
    assert ((later.low <= later.at) & (later.at <= later.high)).all()


def test_the_advice_says_the_day_of_use_and_the_caller_sets_it() -> None:
    usual, told = advise(FIRM, K, draws=20), advise(FIRM, K, draws=20, today=date(2026, 11, 21))
    assert usual == told
    assert told.used_on == "2026-11-21"
    later = advise(FIRM, K, draws=20, today=date(2028, 6, 2))
    assert later.used_on == "2028-06-02"
    assert later.checksum != told.checksum
    assert later.option == told.option


def test_knowledge_without_a_day_is_used_on_the_day_it_was_gathered() -> None:
    assert K.day.isoformat() == K.catalogue.catalogue_as_of
    assert K.on(None) is K
    assert isinstance(K.on(date(2030, 1, 1)), Knowledge)
