"""Stacks of three platforms: who gets them, that the search misses none, and that they stand on the same scales."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from contractors_and_stacks import Result, entry, listed, look, situation, with_catalogue
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.knowledge import Knowledge, load_knowledge
from advisor.stack import trios
from advisor.stack.cost import licences_of
from advisor.stack.limits import limits_of
from advisor.stack.scores import brought, lineup_of, scores_of, values_of
from advisor.stack.seats import candidates, seats_of, third_kind
from advisor.stack.stack import Stack

Make = Callable[..., Knowledge]
K = load_knowledge()
EXAMPLES = settings.get_profile(settings.get_current_profile_name()).max_examples // 8

LARGE: dict[str, Any] = {
    "company": {"trade": "electrical", "segment": "commercial", "headcount": 150, "technicians": 40},
    "work": {"project_share": 0.5},
    "pains": {"leads_scattered": 3, "quotes_not_followed_up": 3, "slow_lead_response": 3},
    "sales": {"sales_led": True},
    "today": {"accounting": "quickbooks_online"},
}
KINDS = {"fsm": (0, 0, 3), "pm": (0, 3, 0), "crm": (3, 0, 0)}


def made(name: str, kind: str, **fields: Any) -> dict[str, Any]:
    """A made-up product for one side."""
    crm, pm, fsm = KINDS[kind]
    return entry(name, native_category=kind, strength={"crm": crm, "pm": pm, "fsm": fsm}, **fields)


def changed(**company: Any) -> dict[str, Any]:
    return {**LARGE, "company": {**LARGE["company"], **company}}


def trios_of(result: Result) -> list[Stack]:
    return [stack for stack in result.stacks if len(stack.vendors) == 3]


# ---- who gets them --------------------------------------------------------------------------------------------------


def test_a_large_firm_that_sells_hard_sees_a_crm_beside_the_two(k: Knowledge) -> None:
    result = look(LARGE, "fsm_pm", k)
    (trio,) = trios_of(result)
    assert trio.roles == ("fsm", "pm", "crm")
    assert k.catalogue.by_id[trio.vendors[2]].strength.crm >= 2
    people = k.stack_book.third_seat.people_from
    assert trio.for_whom.startswith(f"For a firm of {people} people or more, like yours, whose selling needs a CRM")
    said = " ".join(fact.sentence for stack in result.stacks for fact in stack.deciding) + str(result.leaders)
    assert f"{trio.names[0]} with {trio.names[1]} and {trio.names[2]}" in said
    # Three are one more purchase than the verdict names, so pairs stay on the list.
    pairs = [stack for stack in result.stacks if len(stack.vendors) == 2]
    assert len(pairs) >= 2
    assert all(stack.for_whom == "" for stack in pairs)
    assert len(result.stacks) <= k.stack_book.shown.stacks


@pytest.mark.parametrize(
    ("data", "option"),
    [
        pytest.param(changed(headcount=89), "fsm_pm", id="a person short of the size"),
        pytest.param(changed(headcount={"low": 60, "high": 400}), "fsm_pm", id="perhaps smaller"),
        pytest.param(changed(headcount=None), "fsm_pm", id="size not told"),
        pytest.param({**LARGE, "pains": {}, "sales": {}}, "fsm_pm", id="little selling"),
        pytest.param(LARGE, "fsm", id="one platform"),
        pytest.param(LARGE, "integrated", id="one for all sides"),
    ],
)
def test_nobody_else_is_shown_three(data: dict[str, Any], option: str, k: Knowledge) -> None:
    case = situation(data, k, option)
    assert third_kind(case, k.option_book.by_id[option], ()) is None
    assert not trios_of(look(data, option, k))


def test_a_crm_that_stays_makes_three_without_buying_a_third(k: Knowledge) -> None:
    data = {**LARGE, "today": {"tools": [{"kind": "crm", "vendor": "hubspot", "works": "well"}]}}
    result = look(data, "fsm_pm", k, keeps=("crm",))
    assert {stack.vendors[2] for stack in result.stacks} == {"hubspot"}
    assert all(stack.for_whom == "" for stack in result.stacks)
    assert not any("HubSpot" in line.label for s in result.stacks for line in s.cost.lines if "Licence" in line.label)


def test_three_platforms_are_paid_three_times(with_vendors: Make) -> None:
    price = {"pricing": listed({"usd_month": 300, "per": "account"})}
    vendors = [made(f"{kind}{n}", kind, **price) for kind in KINDS for n in (1, 2)]
    (trio,) = trios_of(look(LARGE, "fsm_pm", with_vendors(*vendors)))
    licences = [line for line in trio.cost.lines if line.label.startswith("Licence of")]
    assert len(licences) == 3
    assert sum(line.first_year.low or 0 for line in licences) == 3 * 300 * 12


# ---- that none is missed --------------------------------------------------------------------------------------------


def _lineup(k: Knowledge, data: dict[str, Any]) -> tuple[Any, Any]:
    case = situation(data, k, "fsm_pm")
    seats = seats_of(case, k.option_book.by_id["fsm_pm"], (), "crm").seats
    licences = licences_of(case, seats)
    return lineup_of(case, seats, licences), licences


def _values(lineup: Any, rows: Any) -> Any:
    return values_of(lineup.situation, scores_of(lineup, brought(lineup, rows)))[:, 1]


@pytest.mark.parametrize("data", [LARGE, changed(trade=None, segment=None), {**LARGE, "today": {}}])
def test_the_best_of_all_threes_is_found_without_scoring_all(
    data: dict[str, Any], k: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    lineup, licences = _lineup(k, data)
    every = candidates(lineup.seats)
    allowed = every[limits_of(lineup.situation, lineup.seats, licences, every).passing()]
    scored = 0

    def counted(lineup: Any, rows: Any) -> Any:
        nonlocal scored
        scored += len(rows)
        return brought(lineup, rows)

    monkeypatch.setattr(trios, "brought", counted)
    likely = trios.likely_trios(lineup, licences)
    values = _values(lineup, allowed)
    assert _values(lineup, likely).max() == pytest.approx(values.max(), abs=1e-9)
    assert (trios.upper_bounds(lineup, allowed) >= values - 1e-9).all()
    assert scored == len(likely) < len(allowed) / 2


_levels = st.dictionaries(
    st.sampled_from(["dispatch_board", "rfis", "sales_pipeline", "lead_capture", "time_tracking"]),
    st.fixed_dictionaries({"level": st.sampled_from(["none", "partial", "full"]), "source": st.just("s1")}),
)
_vendors = st.tuples(*(_levels for _ in range(6)), st.sampled_from([None, 50, 4000])).map(
    lambda drawn: [
        made(
            f"{kind}{n}",
            kind,
            capabilities=drawn[2 * place + n],
            **({"pricing": listed({"usd_month": drawn[6], "per": "account"})} if drawn[6] and n else {}),
        )
        for place, kind in enumerate(KINDS)
        for n in (0, 1)
    ]
)


@settings(max_examples=EXAMPLES)
@given(_vendors)
def test_no_bound_lies_below_what_it_bounds(entries: list[dict[str, Any]]) -> None:
    lineup, licences = _lineup(with_catalogue(K, entries), LARGE)
    rows = candidates(lineup.seats)
    assert (trios.upper_bounds(lineup, rows) >= _values(lineup, rows) - 1e-9).all()
    assert len(trios.likely_trios(lineup, licences)) > 0


# ---- the same scales ------------------------------------------------------------------------------------------------


@settings(max_examples=EXAMPLES)
@given(_vendors)
def test_a_third_platform_never_makes_a_stack_easier_to_learn_or_to_pay(entries: list[dict[str, Any]]) -> None:
    k = with_catalogue(K, entries)
    case = situation(LARGE, k, "fsm_pm")
    scores: dict[frozenset[str], dict[str, float]] = {}
    for third in (None, "crm"):
        seats = seats_of(case, k.option_book.by_id["fsm_pm"], (), third).seats  # type: ignore[arg-type]
        lineup = lineup_of(case, seats, licences_of(case, seats))
        rows = candidates(seats)
        found = scores_of(lineup, brought(lineup, rows))
        assert (values_of(case, found) <= 100 + 1e-9).all()
        for n, row in enumerate(rows):
            ids = frozenset(case.table.vendors[int(r)].id for r in row)
            scores[ids] = {name: float(score[n, 1]) for name, score in found.items()}
    threes = [ids for ids in scores if len(ids) == 3]
    for three in threes:
        pair = scores[frozenset(one for one in three if not one.startswith("crm"))]
        assert all(scores[three][name] <= pair[name] + 1e-9 for name in ("adoption", "cost"))


def test_weights_are_the_same_for_one_two_and_three(k: Knowledge) -> None:
    result = look(LARGE, "fsm_pm", k)
    weights = {tuple((c.criterion, c.weight) for c in stack.contributions) for stack in result.stacks}
    weights |= {tuple((c.criterion, c.weight) for c in stack.contributions) for stack in result.runner_up}
    assert len(weights) == 1
    for stack in (*result.stacks, *result.runner_up):
        assert sum(c.points for c in stack.contributions) == pytest.approx(stack.value, abs=1e-9)
        assert -1e-9 <= stack.low <= stack.value <= stack.high <= 100 + 1e-9


@settings(max_examples=EXAMPLES)
@given(_vendors, st.randoms(use_true_random=False))
def test_the_order_of_the_file_never_matters_for_three(entries: list[dict[str, Any]], chance: Any) -> None:
    shuffled = list(entries)
    chance.shuffle(shuffled)
    one, other = (look(LARGE, "fsm_pm", with_catalogue(K, some)) for some in (entries, shuffled))
    assert one == other


@settings(max_examples=EXAMPLES)
@given(_vendors, st.integers(0, 5))
def test_a_better_and_cheaper_vendor_never_ranks_below_among_three(entries: list[dict[str, Any]], pick: int) -> None:
    better = {**entries[pick], "id": "better", "name": "Better"}
    better["capabilities"] = {name: {**fact, "level": "full"} for name, fact in entries[pick]["capabilities"].items()}
    k = with_catalogue(K, [*entries, better])
    lineup, _ = _lineup(k, LARGE)
    rows = candidates(lineup.seats)
    values = _values(lineup, rows)
    table = lineup.situation.table
    old, new = table.row[entries[pick]["id"]], table.row["better"]
    by_row = {tuple(int(r) for r in row): value for row, value in zip(rows, values, strict=True)}
    for row, value in by_row.items():
        if old in row and new not in row:
            assert by_row[tuple(new if r == old else r for r in row)] >= value - 1e-9


def test_a_pair_keeps_its_value_when_threes_are_looked_at(k: Knowledge) -> None:
    pairs = {s.vendors: s.value for s in look(LARGE, "fsm_pm", k).stacks if len(s.vendors) == 2}
    assert pairs
    case = situation(LARGE, k, "fsm_pm")
    seats = seats_of(case, k.option_book.by_id["fsm_pm"], ()).seats
    lineup = lineup_of(case, seats, licences_of(case, seats))
    for vendors, value in pairs.items():
        rows = np.array([[case.table.row[vendor] for vendor in vendors]])
        assert _values(lineup, rows)[0] == pytest.approx(value, abs=1e-9)
