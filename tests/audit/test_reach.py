"""The catalogue tried on plausible contractors: who is shown, who never and why, and which unknowns weigh most."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from contractors_and_stacks import entry, listed, with_catalogue

from advisor.advise import advise, weigh
from advisor.audit.contractors import Contractor, contractors
from advisor.audit.data_audit import DataAudit, data_audit
from advisor.audit.reach import ReachAudit, reach_audit
from advisor.catalogue.audit import audit
from advisor.errors import KnowledgeError
from advisor.knowledge import Knowledge, load_knowledge
from advisor.questionnaire.answers import answers_from
from advisor.stack.survey import survey

FULL = {"level": "full", "source": "s1"}
SERVICE = dict.fromkeys(("dispatch_board", "work_orders", "technician_mobile", "price_book", "onsite_payment"), FULL)
PLUMBER = {
    "company": {"trade": "plumbing_service", "segment": "residential", "headcount": 12, "technicians": 8},
    "work": {"project_share": 0.0, "jobs_per_day": 40},
    "today": {"accounting": "xero"},
}


@pytest.fixture(scope="module")
def k() -> Knowledge:
    return load_knowledge()


def firm(**changes: Any) -> Contractor:
    return Contractor("a plumber", answers_from({**PLUMBER, **changes}))


@pytest.fixture
def tried(k: Knowledge) -> Callable[..., ReachAudit]:
    def look(*entries: dict[str, Any], firms: tuple[Contractor, ...] = (firm(),)) -> ReachAudit:
        return reach_audit(with_catalogue(k, entries), firms)

    return look


def strong(name: str, **fields: Any) -> dict[str, Any]:
    """A service platform that pages show to do everything, cheaply; several of them fill every place."""
    price = listed({"usd_month": 20, "per": "account"})
    return entry(name, **{"capabilities": SERVICE, "pricing": price, **fields})


CROWD = [strong(name) for name in ("one", "two", "three", "four")]


def of(found: ReachAudit, vendor: str) -> Any:
    return next(one for one in found.reach if one.vendor == vendor)


def test_who_is_shown_is_counted_with_an_example(tried: Callable[..., ReachAudit]) -> None:
    found = tried(strong("best", capabilities={**SERVICE, "time_tracking": FULL}), strong("second"))
    assert (of(found, "best").shown, of(found, "best").first, of(found, "second").first) == (1, 1, 0)
    assert of(found, "best").example == "a plumber"
    assert of(found, "best").why_not == ""


def test_what_is_no_longer_sold_says_so(tried: Callable[..., ReachAudit]) -> None:
    gone = strong("gone", status="sunset", status_note="Closed in 2024.")
    assert of(tried(gone, *CROWD), "gone").why_not == "Not offered: Closed in 2024."


def test_who_is_outweighed_learns_by_whom_by_how_much_and_on_what(tried: Callable[..., ReachAudit]) -> None:
    weak = entry("weak", capabilities={name: {"level": "none", "source": "s1"} for name in SERVICE})
    said = of(tried(weak, *CROWD), "weak").why_not
    assert said.startswith("Outweighed: for a plumber, where it comes nearest, it lies ")
    assert "points of 100 behind " in said
    assert "“Covers what you need”" in said


def test_who_is_kept_out_by_a_limit_learns_which(tried: Callable[..., ReachAudit]) -> None:
    large = strong("large", fit={"employees_min": 500, "source": "s1"})
    assert of(tried(large, *CROWD), "large").why_not == (
        "Kept out every time by a limit: it is made for firms of another size."
    )


def test_who_is_made_for_another_side_takes_no_seat(tried: Callable[..., ReachAudit]) -> None:
    desk = entry("desk", native_category="pm", strength={"crm": 0, "pm": 3, "fsm": 0})
    assert of(tried(desk, *CROWD), "desk").why_not.startswith("It takes no seat")


def test_who_is_left_without_any_stack_is_named(tried: Callable[..., ReachAudit]) -> None:
    found = tried(strong("only", segments=["commercial"]))
    assert found.without_stack == ("a plumber",)


def test_unknowns_weigh_by_need_and_width(tried: Callable[..., ReachAudit]) -> None:
    partly = {"dispatch_board": FULL, "work_orders": {"level": "full", "source": "s2"}}
    found = tried(strong("half", capabilities=partly))
    states = {one.capability: (one.state, one.effect) for one in found.unknowns}
    assert "dispatch_board" not in states
    assert states["work_orders"][0] == "doubtful"
    assert states["technician_mobile"][0] == "unknown"
    assert 0 < states["work_orders"][1] < states["technician_mobile"][1]
    assert [one.effect for one in found.unknowns] == sorted((one.effect for one in found.unknowns), reverse=True)


@pytest.mark.parametrize("number", [0, 3, 40, 200, 500])
def test_the_survey_sees_what_the_advice_shows(k: Knowledge, number: int) -> None:
    answers = contractors(k)[number].answers
    told, seen = advise(answers, k, draws=20), survey(*weigh(answers, k))
    assert [(s.vendors, s.roles) for s in told.stacks] == [(s.vendors, s.roles) for s in seen.shown]
    for stack, brief in zip(told.stacks, seen.shown, strict=True):
        assert brief.value == pytest.approx(stack.value)
        assert sum(brief.points.values()) == pytest.approx(stack.value)
    assert all(behind >= -1e-9 for behind in seen.behind.values()) or len(seen.shown[0].vendors) == 3
    assert seen.refused.isdisjoint(seen.behind)


# ---- the shipped data -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped(k: Knowledge) -> DataAudit:
    return data_audit(k)


def test_the_set_holds_every_trade_size_and_the_examples(k: Knowledge) -> None:
    found = contractors(k)
    trades = {trade for one in found for trade in one.answers.company.trade or ()}
    assert {trade.id for trade in k.trades.values() if not trade.parent} <= trades
    assert any(one.id.startswith("example ") for one in found)
    assert len({one.id for one in found}) == len(found) > 400
    assert {one.answers.today.accounting for one in found} >= {"quickbooks_online", "xero", "viewpoint_vista"}


def test_every_vendor_is_reachable_by_some_contractor_or_the_audit_says_why_not(shipped: DataAudit) -> None:
    assert len(shipped.reach) == shipped.totals["vendors"]
    for one in shipped.reach:
        assert bool(one.shown) == bool(one.example) == (not one.why_not), one.vendor
        assert one.why_not == "" or one.why_not.endswith((".", "…")), one.vendor
    assert sum(one.shown > 0 for one in shipped.reach) >= 40


def test_what_is_not_offered_is_on_no_shortlist(k: Knowledge, shipped: DataAudit) -> None:
    gone = {v.id for v in k.catalogue.vendors if not v.offered}
    assert gone
    assert all(one.shown == 0 and one.why_not.startswith("Not offered") for one in shipped.reach if one.vendor in gone)


def test_some_vendor_is_left_for_every_plausible_contractor(shipped: DataAudit) -> None:
    assert shipped.without_stack == ()


def test_the_deciding_unknowns_are_facts_of_vendors_that_are_shown(shipped: DataAudit) -> None:
    shown = {one.vendor for one in shipped.reach if one.shown}
    assert len(shipped.unknowns) > 25
    assert {one.vendor for one in shipped.unknowns} <= shown


def test_one_vendor_alone_is_told_in_full(shipped: DataAudit) -> None:
    few = shipped.only("procore")
    assert [one.vendor for one in few.vendors] == [one.vendor for one in few.reach] == ["procore"]
    assert {one.vendor for one in few.unknowns} == {"procore"}
    assert few.totals == shipped.totals


def test_a_vendor_that_is_not_there_is_refused_with_near_ones(shipped: DataAudit) -> None:
    with pytest.raises(KnowledgeError) as caught:
        shipped.only("procor")
    assert "procore" in caught.value.sentence


def test_years_later_more_is_stale_and_nothing_else_has_changed(k: Knowledge, shipped: DataAudit) -> None:
    later = audit(k.catalogue, tuple(k.capabilities), date(2030, 1, 1)).totals()
    assert later["stale"] > 10 * shipped.totals["stale"]
    for name in ("facts", "dated", "undated", "unsourced", "conflicting", "unknown"):
        assert later[name] == shipped.totals[name]
