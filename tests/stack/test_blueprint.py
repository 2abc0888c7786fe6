"""The integration blueprint: who holds what, where it goes, what pages show of the way, and in which order to join."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from contractors_and_stacks import SOURCES, entry, situation
from hypothesis import given, settings
from hypothesis import strategies as st
from own_files import HEAD, laid_over, made_up

from advisor.knowledge import Knowledge
from advisor.scoring.options import Kind
from advisor.stack.blueprint import EACH, blueprint_of
from advisor.stack.seats import Seat
from advisor.stack.stack import Blueprint, BlueprintLine, Passage
from advisor.stack.things import Thing

Make = Callable[..., Knowledge]

BOTH: dict[str, Any] = {
    "company": {"trade": "electrical", "headcount": 35},
    "work": {"project_share": 0.4},
    "friction": {"workarounds": 3, "double_entry": 3, "missed_information": 3},
    "today": {"accounting": "quickbooks_online"},
}
PM = {"native_category": "pm", "strength": {"crm": 0, "pm": 3, "fsm": 0}}
CRM = {"native_category": "crm", "strength": {"crm": 3, "pm": 0, "fsm": 0}}


def link(other: str, kind: str, what: str) -> dict[str, str]:
    return {"with": other, "kind": kind, "what": what, "source": "s1"}


def books(kind: str, system: str = "quickbooks_online") -> dict[str, Any]:
    return {"accounting": {system: kind}, "accounting_source": "s1"}


def plan(k: Knowledge, data: dict[str, Any], *seats: tuple[Kind, str], kept: str = "") -> Blueprint:
    """The blueprint of exactly these vendors; a name that the catalogue does not know is a tool that stays."""
    found = situation(data, k, "fsm_pm")
    row, chairs = [], []
    for role, name in seats:
        n = found.table.row.get(name, found.table.stranger(role))
        row.append(n)
        stays = name == kept or name not in found.table.row
        chairs.append(Seat(role, np.array([n]), kept=stays, name="" if name in found.table.row else name))
    return blueprint_of(found, tuple(chairs), np.array(row))


def line(drawn: Blueprint, thing: str) -> BlueprintLine:
    return next(one for one in drawn.lines if one.thing == thing)


def things(drawn: Blueprint) -> set[str]:
    return {one.thing for one in drawn.lines}


def way(drawn: Blueprint, thing: str, taker: str) -> Passage:
    return next(p for p in line(drawn, thing).passages if p.taker == taker)


def steps(drawn: Blueprint) -> list[str]:
    return [step.step for step in drawn.steps]


TWO: tuple[tuple[Kind, str], ...] = (("fsm", "service"), ("pm", "build"))


# ---- who holds it -------------------------------------------------------------------------------------------------


def test_service_software_holds_customers_and_the_books_hold_money_and_codes(with_vendors: Make) -> None:
    drawn = plan(with_vendors(entry("service"), entry("build", **PM)), BOTH, *TWO)
    held = {one.thing: one.holder for one in drawn.lines}
    assert held["customer"] == held["work_order"] == held["invoice_payment"] == held["availability"] == "Service"
    assert held["commitments"] == held["progress_bill"] == "Build"
    assert held["truth"] == held["cost_code"] == held["job_cost"] == "QuickBooks Online"
    assert {one.join for one in drawn.lines} == {"J1", "J2", "J3", None}


def test_a_platform_that_a_page_shows_to_lack_it_is_passed_over(with_vendors: Make) -> None:
    lacking = {"capabilities": {"customer_history": {"level": "none", "source": "s1"}}}
    drawn = plan(with_vendors(entry("service", **lacking), entry("build", **PM)), BOTH, *TWO)
    assert line(drawn, "customer").holder == "Build"


def test_what_no_page_shows_of_the_holder_is_said_and_a_tool_that_stays_is_not_doubted(with_vendors: Make) -> None:
    told = {"capabilities": {"customer_history": {"level": "full", "source": "s1"}}}
    k = with_vendors(entry("service", **told), entry("build", **PM))
    assert line(plan(k, BOTH, *TWO), "customer").doubt == ""
    silent = with_vendors(entry("service"), entry("build", **PM))
    assert "No page shows “Customer history” in Service" in line(plan(silent, BOTH, *TWO), "customer").doubt
    assert line(plan(silent, BOTH, *TWO, kept="service"), "customer").doubt == ""


def test_a_time_system_that_both_link_to_is_the_one_clock(with_vendors: Make, k: Knowledge) -> None:
    clock = k.stack_book.joins.time_systems[0]
    both = with_vendors(
        entry("service", links=[link("gusto", "native", "Hours")]),
        entry("build", **PM, links=[link("gusto", "native", "Hours")]),
    )
    assert clock != "gusto", "a payroll system takes hours and is no clock"
    assert line(plan(both, BOTH, *TWO), "time").holder == "Service"
    timed = both._replace(
        stack_book=both.stack_book.model_copy(
            update={"joins": both.stack_book.joins.model_copy(update={"time_systems": ("gusto",)})}
        )
    )
    found = line(plan(timed, BOTH, *TWO), "time")
    assert found.holder == "Gusto"
    assert {p.giver for p in found.passages if p.taker in ("Service", "Build")} == {"Gusto"}


def test_photos_live_in_the_app_that_both_link_to_or_where_they_are_made(with_vendors: Make) -> None:
    photos = {**BOTH, "work": {"project_share": 0.4, "signals": {"legal_documents": True}}}
    apart = with_vendors(entry("service"), entry("build", **PM))
    assert line(plan(apart, photos, *TWO), "photos_documents").holder == EACH
    shared = [link("companycam", "native", "Photos")]
    together = with_vendors(entry("service", links=shared), entry("build", **PM, links=shared))
    assert line(plan(together, photos, *TWO), "photos_documents").holder == "CompanyCam"


# ---- what matters here --------------------------------------------------------------------------------------------


def test_what_was_told_to_be_missing_does_not_matter(with_vendors: Make) -> None:
    k = with_vendors(entry("service"), entry("build", **PM))
    assert "progress_bill" in things(plan(k, BOTH, *TWO))
    never = {**BOTH, "work": {"project_share": 0.4, "signals": {"progress_billing": False}}}
    assert "progress_bill" not in things(plan(k, never, *TWO))


def test_one_calendar_matters_only_where_the_same_people_do_both(with_vendors: Make) -> None:
    k = with_vendors(entry("service"), entry("build", **PM))
    for told, matters in ((True, True), (None, True), (False, False)):
        data = {**BOTH, "work": {"project_share": 0.4, "shared_crews": told}}
        assert ("availability" in things(plan(k, data, *TWO))) is matters


def test_leads_matter_to_those_who_need_them(with_vendors: Make) -> None:
    k = with_vendors(entry("service"), entry("build", **PM))
    assert "lead" not in things(plan(k, BOTH, *TWO))
    chasing = {**BOTH, "pains": {"missed_calls": 3, "slow_lead_response": 3, "leads_scattered": 3}}
    assert line(plan(k, chasing, *TWO), "lead").holder == "Service"


def test_one_platform_has_only_its_books_to_join(with_vendors: Make) -> None:
    k = with_vendors(entry("service", **books("native")), entry("build", **PM))
    job = {"company": {"headcount": 8}, "work": {"project_share": 0}, "today": {"accounting": "quickbooks_online"}}
    alone = plan(k, job, ("fsm", "service"))
    assert len(alone.lines) < len(plan(k, BOTH, *TWO).lines)
    assert {p.taker for one in alone.lines for p in one.passages} <= {"QuickBooks Online", "Service"}
    assert "availability" not in things(alone)
    assert "separate-sides-quickbooks" not in steps(alone)


def test_three_platforms_get_the_lead_from_the_crm_and_reach_the_books_from_where_work_is_done(
    with_vendors: Make,
) -> None:
    k = with_vendors(entry("service"), entry("build", **PM), entry("leads", **CRM))
    data = {**BOTH, "pains": {"missed_calls": 3, "slow_lead_response": 3, "leads_scattered": 3}}
    drawn = plan(k, data, ("crm", "leads"), *TWO)
    assert line(drawn, "lead").holder == "Leads"
    assert {p.taker for p in line(drawn, "lead").passages} == {"Service", "Build"}
    assert {p.taker for p in line(drawn, "customer").passages} == {"Leads", "Build", "QuickBooks Online"}
    assert not any("Leads" in (p.giver, p.taker) and "QuickBooks Online" in (p.giver, p.taker)
                   for one in drawn.lines for p in one.passages)  # fmt: skip


def test_a_crm_beside_project_software_sends_customers_to_the_books_by_the_project_side(with_vendors: Make) -> None:
    k = with_vendors(entry("build", **PM), entry("leads", **CRM))
    drawn = plan(k, BOTH, ("crm", "leads"), ("pm", "build"))
    assert [(p.giver, p.taker) for p in line(drawn, "customer").passages] == [
        ("Leads", "Build"), ("Build", "QuickBooks Online"),
    ]  # fmt: skip


# ---- what pages show of the way -----------------------------------------------------------------------------------


def test_a_link_whose_page_names_the_thing_is_told_with_that_page(with_vendors: Make) -> None:
    k = with_vendors(
        entry("service", links=[link("build", "partner", "Customers and hours, each night")]), entry("build", **PM)
    )
    found = way(plan(k, BOTH, *TWO), "customer", "Build")
    assert (found.kind, found.named, found.carries) == ("partner", True, "Customers and hours, each night")
    assert (found.source, found.url, found.as_of, found.grade) == ("Help", "https://help.example", "2026-05", "A")


def test_a_link_whose_page_does_not_name_the_thing_is_only_a_link(with_vendors: Make) -> None:
    k = with_vendors(entry("service", links=[link("build", "native", "Photos")]), entry("build", **PM))
    found = way(plan(k, BOTH, *TWO), "customer", "Build")
    assert (found.kind, found.named, found.source) == ("native", False, "Help")


def test_of_two_links_the_one_that_names_the_thing_is_told(with_vendors: Make) -> None:
    links = [link("build", "native", "Photos"), link("build", "zapier", "A new customer opens a client")]
    k = with_vendors(entry("service", links=links), entry("build", **PM))
    assert way(plan(k, BOTH, *TWO), "customer", "Build").kind == "zapier"
    assert way(plan(k, BOTH, *TWO), "time", "Build").kind == "native"


def test_the_other_side_may_tell_of_the_link(with_vendors: Make) -> None:
    k = with_vendors(entry("service"), entry("build", **PM, links=[link("service", "native", "Clients")]))
    assert way(plan(k, BOTH, *TWO), "customer", "Build").named


def test_what_a_consultants_own_file_says_of_a_link_is_marked() -> None:
    links = "links: [{with: beta, kind: native, what: Nightly customers, source: o1}]"
    for k, own in ((laid_over(f"{HEAD}- id: alpha\n  {links}\n"), True), (made_up(), False)):
        found = way(plan(k, BOTH, ("fsm", "beta"), ("pm", "alpha")), "customer", "Alpha")
        assert found.named
        assert (found.carries == "Nightly customers", found.own_file) == (own, own)


def test_a_link_that_no_page_shows_is_not_known(with_vendors: Make) -> None:
    found = way(plan(with_vendors(entry("service"), entry("build", **PM)), BOTH, *TWO), "customer", "Build")
    assert (found.kind, found.named, found.source, found.note) == ("unknown", False, None, "")


def test_a_link_without_a_page_counts_as_not_known(with_vendors: Make) -> None:
    guess = {**link("build", "native", "Customers"), "source": "s0"}
    k = with_vendors(entry("service", links=[guess]), entry("build", **PM))
    assert way(plan(k, BOTH, *TWO), "customer", "Build").kind == "unknown"


def test_a_link_whose_page_is_too_old_says_so(with_vendors: Make) -> None:
    old = {**SOURCES, "s1": {**SOURCES["s1"], "as_of": "2020-05"}}
    for sources, aged in ((old, True), (SOURCES, False)):
        k = with_vendors(
            entry("service", links=[link("build", "native", "Customers")], sources=sources), entry("build", **PM)
        )
        note = way(plan(k, BOTH, *TWO), "customer", "Build").note
        assert ("read in May 2020, 6 years ago, too old to rely on, so have it shown" in note) is aged


def test_the_way_round_by_the_books_is_named_where_both_reach_them(with_vendors: Make) -> None:
    both = with_vendors(entry("service", **books("native")), entry("build", **PM, **books("partner")))
    assert "Both link to QuickBooks Online" in way(plan(both, BOTH, *TWO), "customer", "Build").note
    # People's calendars never pass by the books.
    assert way(plan(both, BOTH, *TWO), "availability", "Build").note == ""
    one = with_vendors(entry("service", **books("native")), entry("build", **PM))
    assert way(plan(one, BOTH, *TWO), "customer", "Build").note == ""


def test_a_no_code_connector_is_too_small_for_money_and_not_for_a_contact(with_vendors: Make) -> None:
    links = [link("build", "zapier", "Customers, hours")]
    drawn = plan(with_vendors(entry("service", links=links), entry("build", **PM)), BOTH, *TWO)
    assert "too small" in way(drawn, "time", "Build").note
    assert way(drawn, "customer", "Build").note == ""


@pytest.mark.parametrize(
    ("thing", "what", "named"),
    [
        ("time", "vendor bills and a monthly report go over, payroll hours do not", False),
        ("time", "Hours go over; bills do not", True),
        ("time", "A real-time view of stock", False),
        ("commitments", "POs for designers", True),
        ("commitments", "Posts deposits", False),
        ("invoice_payment", "Invoices; nothing comes back", True),
        ("customer", "Data carried not seen", False),
        ("truth", "Revenue and cost", False),
    ],
)
def test_what_a_page_denies_or_only_sounds_like_is_not_named(thing: str, what: str, named: bool, k: Knowledge) -> None:
    assert k.blueprint_book.by_id[thing].named_in(what) is named


# ---- a tool that stays --------------------------------------------------------------------------------------------


def test_a_tool_that_we_do_not_know_has_its_place_and_its_links_are_asked_for(with_vendors: Make) -> None:
    k = with_vendors(entry("build", **PM, **books("native")), entry("service"))
    drawn = plan(k, BOTH, ("fsm", "Our {old} tool"), ("pm", "build"))
    found = line(drawn, "customer")
    assert (found.holder, found.doubt) == ("Our {old} tool", "")
    assert {p.kind for p in found.passages} == {"unknown"}
    stays = next(step for step in drawn.steps if step.step == "beside-what-stays")
    assert stays.text.startswith("Our {old} tool stays as it is.")
    assert "start-with-one" not in steps(drawn)


# ---- the order ----------------------------------------------------------------------------------------------------


def test_the_books_come_first_and_a_month_of_watching_last(with_vendors: Make) -> None:
    drawn = plan(with_vendors(entry("service"), entry("build", **PM)), BOTH, *TWO)
    assert steps(drawn)[0] == "clean-books"
    assert steps(drawn)[-1] == "watch"
    assert "dry-run-both" in steps(drawn)
    assert "dry-run" not in steps(drawn)


@pytest.mark.parametrize(
    ("accounting", "there", "absent"),
    [
        ("quickbooks_online", {"separate-sides-quickbooks", "undeposited-funds"}, {"separate-sides", "web-connector"}),
        ("quickbooks_desktop", {"web-connector", "separate-sides-quickbooks"}, {"separate-sides"}),
        ("xero", {"separate-sides", "clean-books"}, {"undeposited-funds", "separate-sides-quickbooks"}),
        ("none", {"choose-books"}, {"clean-books", "undeposited-funds", "choose-connector"}),
        (None, {"clean-books", "separate-sides"}, {"choose-books", "undeposited-funds"}),
    ],
)
def test_the_order_depends_on_the_books(
    accounting: str | None, there: set[str], absent: set[str], with_vendors: Make
) -> None:
    data = {**BOTH, "today": {"accounting": accounting}}
    found = set(steps(plan(with_vendors(entry("service"), entry("build", **PM)), data, *TWO)))
    assert there <= found
    assert not absent & found


def test_each_kind_of_link_asks_for_its_own_care(with_vendors: Make) -> None:
    for kind, step in (("partner", "partner"), ("zapier", "connector"), (None, "prove-links")):
        links = [link("build", kind, "Customers")] if kind else []
        k = with_vendors(
            entry("service", links=links, **books("native")), entry("build", **PM, **books("native")),
        )  # fmt: skip
        drawn = plan(k, BOTH, *TWO)
        found = next(one for one in drawn.steps if one.step == step)
        assert "Service and Build" in found.text
        assert len({"partner", "connector", "prove-links"} & set(steps(drawn))) == 1


# ---- the shipped data ---------------------------------------------------------------------------------------------


def test_every_thing_of_the_file_is_drawn_for_some_contractor(k: Knowledge) -> None:
    data = {
        **BOTH,
        "pains": {"missed_calls": 3, "slow_lead_response": 3, "leads_scattered": 3, "overruns_found_too_late": 3},
        "work": {"project_share": 0.5, "signals": {"progress_billing": True, "legal_documents": True}},
    }
    drawn = plan(k, data, ("crm", "hubspot"), ("fsm", "servicetitan"), ("pm", "procore"))
    assert things(drawn) == {thing.id for thing in k.blueprint_book.things}


def test_a_page_names_customers_and_invoices_between_real_products(k: Knowledge) -> None:
    sage = {**BOTH, "today": {"accounting": "sage_intacct"}}
    drawn = plan(k, sage, ("fsm", "buildops"), ("pm", "procore"))
    assert way(drawn, "invoice_payment", "Sage Intacct").named
    assert way(drawn, "commitments", "Sage Intacct").named


VENDORS = st.sampled_from(["servicetitan", "buildops", "fieldpulse", "housecall-pro", "service-fusion"])
PROJECTS = st.sampled_from(["procore", "buildertrend", "knowify", "contractor-foreman", "jobtread"])
ACCOUNTING = st.sampled_from([None, "quickbooks", "quickbooks_desktop", "sage_intacct", "none", "other"])


@settings(max_examples=40)
@given(service=VENDORS, project=PROJECTS, accounting=ACCOUNTING, share=st.floats(0.1, 0.9))
def test_every_line_says_who_where_by_which_rule_and_on_whose_word(
    service: str, project: str, accounting: str | None, share: float, k: Knowledge
) -> None:
    data = {"work": {"project_share": share}, "today": {"accounting": accounting}}
    drawn = plan(k, data, ("fsm", service), ("pm", project))
    assert {"customer", "truth", "time"} <= things(drawn)
    for one in drawn.lines:
        assert one.holder
        assert one.rule
        assert one.pitfall
        assert set(one.sources) <= set(k.sources)
        for passage in one.passages:
            assert passage.giver != passage.taker
            # Nothing is told of a link without a page, and nothing is named by a page that is not there.
            assert (passage.source is None) == (passage.kind in ("unknown", "none")) or passage.kind == "none"
            assert not passage.named or (passage.carries and passage.source)
    assert not any("{" in step.text or "}" in step.text for step in drawn.steps)


def test_a_thing_without_marks_or_needs_always_matters() -> None:
    fields: dict[str, Any] = {
        "id": "x", "label": "X", "held_by": ("accounting",), "goes_to": (), "words": (), "flat": False, "rule": "R",
        "pitfall": "P", "sources": ("judgement",),
    }  # fmt: skip
    assert Thing(**fields).always
    assert not Thing(**fields, needs=("rfis",)).always


def test_a_platform_that_keeps_its_own_books_is_reached_by_the_page_that_tells_of_them(k: Knowledge) -> None:
    books_of_its_own = "sage-intacct-construction"
    drawn = plan(k, BOTH, ("fsm", "servicetitan"), ("pm", books_of_its_own))
    teller = k.catalogue.by_id["servicetitan"]
    page = teller.accounting_page("sage_intacct")
    found = way(drawn, "customer", k.catalogue.by_id[books_of_its_own].name)
    assert found.kind == teller.accounting["sage_intacct"] == "native"
    assert page is not None
    assert found.source == teller.sources[page].title
