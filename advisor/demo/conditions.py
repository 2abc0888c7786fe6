"""When a demo task applies: each condition word of `tasks.Condition`, and what it rests on.

An answer comes first. Where it is open, the usual pattern of the trade (its key capabilities and special needs) may
speak; otherwise the condition does not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from advisor.demo.from_advice import (
    ai_sold,
    anything_connects,
    claims_both_sides,
    crm_plus_operations,
    project_platform_with_accounting,
    two_platforms,
)
from advisor.demo.situation import BOTH_SIDES_FROM, Ground, Situation, least_of, said, usual
from advisor.demo.tasks import Condition
from advisor.questionnaire.answers import UNKNOWN, Given, Stream
from advisor.questionnaire.trades import Trade
from advisor.scoring.missing import is_answered, number
from advisor.scoring.work_mix import stream_degree, workdays

WORKDAYS_A_YEAR = 250.0

HOMEOWNER_MARKS = ("onsite_payment", "selections", "proposals_esign", "reviews_referrals")
"""Key capabilities of trades that usually work for homeowners (judgement)."""

AFTER_HOURS_WORDS = ("any hour", "night", "emergency", "stuck in a car")
REGULATED_WORDS = (
    "chemical", "chemistry", "refrigerant log", "moisture reading", "nfpa", "epa number", "air monitoring",
    "waste manifest", "inspections by the state",
)  # fmt: skip
"""Words in the special needs of a trade (data/trades.yaml) by which it works at night or reports to an authority."""


class _Mark(NamedTuple):
    """A condition told by one mark of the work, by pains, by a must-have, or by the key capabilities of the trade."""

    signal: str = ""
    pains: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()
    denies: bool = False
    """True when a "no" to the mark closes the condition; else the mark only ever speaks for it."""


_MARKS: dict[Condition, _Mark] = {
    "uses_drawings": _Mark("rfis_submittals", ("wrong_drawings",), ("document_control", "rfis", "submittals")),
    "uses_subs": _Mark(
        "several_trades", ("subs_no_show", "sub_paperwork"), ("subcontractor_coordination",), denies=True
    ),
    "progress_or_draws": _Mark("progress_billing", ("progress_billing_pain",), ("progress_billing",), denies=True),
    "priced_on_site": _Mark("same_visit_billing", ("inconsistent_pricing",), ("price_book",)),
    "sells_agreements": _Mark("recurring", ("agreements_lapse",), ("recurring_maintenance",), denies=True),
    "stocks_parts": _Mark("", ("parts_runs",), ("parts_inventory",)),
    "services_equipment": _Mark("", ("repeat_callbacks",), ("equipment_history",)),
    "takes_cards": _Mark("same_visit_billing", (), ("onsite_payment",)),
    "hourly_staff": _Mark("certified_payroll", ("timesheets",), ("time_tracking",)),
}


def _marked(mark: _Mark) -> Callable[[Situation], Ground | None]:
    def ground(s: Situation) -> Ground | None:
        told = getattr(s.answers.work.signals, mark.signal) if mark.signal else None
        if told is True or s.hurts(*mark.pains) or s.must_have(*mark.capabilities):
            return "said"
        if told is False and mark.denies:
            return None
        return usual(s.leans_on(*mark.capabilities))

    return ground


def _reaches(value: Given, least: float) -> bool:
    return least_of(value) >= least


def _needs(*words: str) -> Callable[[Trade], bool]:
    """Whether the special needs of a trade name one of *words*."""
    return lambda trade: any(word in need.lower() for need in trade.niche_needs for word in words)


def _segment(s: Situation) -> str | None:
    segment = s.answers.company.segment
    return None if segment in (None, UNKNOWN) else segment


def _for_homeowners(trade: Trade) -> bool:
    return trade.operation == "remodeler" or not set(HOMEOWNER_MARKS).isdisjoint(trade.key_capabilities)


def residential(s: Situation) -> Ground | None:
    """Works for homeowners; while the segment is open, in trades that usually do."""
    segment = _segment(s)
    return said(segment in ("residential", "mixed")) if segment else usual(s.usual(_for_homeowners))


def commercial(s: Situation) -> Ground | None:
    """Works for businesses and builders and has not ruled out RFIs and submittals, or has them."""
    segment, papers = _segment(s), s.answers.work.signals.rfis_submittals
    if papers is True or s.hurts("rfis_submittals_lost") or s.must_have("rfis", "submittals"):
        return "said"
    if papers is False:
        return None
    return said(segment in ("commercial", "mixed")) if segment else usual(s.leans_on("rfis", "submittals"))


def repeat_sales(s: Situation) -> Ground | None:
    """At least 4 in 10 of the work comes from old customers, or they are said to be forgotten."""
    share = s.answers.sales.repeat_share
    if s.hurts("past_customers_forgotten") or _reaches(share, 0.4) or s.must_have("marketing_campaigns"):
        return "said"
    if is_answered(share):
        return None
    if s.answers.work.signals.recurring is True:
        return "said"
    return usual(s.leans_on("recurring_maintenance", "customer_history"))


def several_salespeople(s: Situation) -> Ground | None:
    """Two people or more sell."""
    return said(_reaches(s.answers.sales.salespeople, 2))


def sells_projects(s: Situation) -> Ground | None:
    """More than 1 in 10 of the work is projects, as said or as usual in the trade."""
    if s.project_share <= BOTH_SIDES_FROM:
        return None
    work = s.answers.work
    told = any(map(is_answered, (work.project_share, work.unit, work.typical_duration))) or bool(work.streams)
    return said(True) if told else usual(bool(s.trades))


def remodel_or_build(s: Situation) -> Ground | None:
    """Remodels or builds, by trade, or client choices are said to hold up the work."""
    if s.hurts("selections_delays") or s.must_have("selections"):
        return "said"
    return usual(s.usual(lambda t: t.operation != "other" or "selections" in t.key_capabilities))


def _running(stream: Stream) -> float:
    """How many pieces of this kind of work run at once: pieces a year times their length."""
    days, degree = workdays(stream.duration), stream_degree(stream)
    if days is None or degree is None or degree[1] < 0.5:
        return 0.0
    return number(stream.per_year, least=0, plausible=0, greatest=1e6).mid * days[1] / WORKDAYS_A_YEAR


def three_projects_at_once(s: Situation) -> Ground | None:
    """Three projects or more run at once: as said, or by the listed kinds of work, or with two project managers."""
    at_once = s.answers.work.projects_at_once
    if is_answered(at_once):
        return said(_reaches(at_once, 3))
    many = sum(map(_running, s.answers.work.streams)) >= 3
    return said(many or _reaches(s.answers.company.project_managers, 2))


def warranty_work(s: Situation) -> Ground | None:
    """Warranty calls are said to be messy, or warranty is a special need of the trade."""
    if s.hurts("warranty_requests_messy"):
        return "said"
    return usual(s.usual(_needs("warrant")))


def many_stops(s: Situation) -> Ground | None:
    """Five stops or more for each technician a day, or driving is named as a pain."""
    if s.hurts("windshield_time") or s.must_have("route_optimization"):
        return "said"
    jobs, people = s.answers.work.jobs_per_day, s.answers.company.technicians
    if is_answered(jobs) and least_of(people) > 0:
        return said(_reaches(jobs, 5 * least_of(people)))
    return usual(s.leans_on("route_optimization"))


def commercial_service(s: Situation) -> Ground | None:
    """Job work for businesses; while the segment is open, in service trades that do not live on homeowners."""
    if s.project_share >= 1 - BOTH_SIDES_FROM:
        return None
    segment = _segment(s)
    if segment:
        return said(segment in ("commercial", "mixed"))
    return usual(s.usual(lambda t: t.service_trade and not t.parent and not _for_homeowners(t)))


def after_hours(s: Situation) -> Ground | None:
    """The trade is called out at any hour; no question asks it."""
    return usual(s.usual(_needs(*AFTER_HOURS_WORDS)))


def regulated(s: Situation) -> Ground | None:
    """An authority or an insurer wants records: said as a pain or a mark, or usual in the trade."""
    if s.hurts("compliance_records") or s.answers.work.signals.insurance_claims is True:
        return "said"
    return usual(s.usual(_needs(*REGULATED_WORDS)))


def spanish_crew(s: Situation) -> Ground | None:
    """There are crews who work in Spanish: said, or usual in the trade while it is open."""
    told = s.answers.team.spanish_speaking_crews
    if told is True or s.hurts("language_barrier") or s.must_have("bilingual_es"):
        return "said"
    return None if told is False else usual(s.leans_on("bilingual_es"))


def _people(s: Situation) -> float:
    company = s.answers.company
    if is_answered(company.headcount):
        return least_of(company.headcount)
    return max(least_of(company.field_staff), least_of(company.technicians)) + least_of(company.office_staff)


def ten_or_more_staff(s: Situation) -> Ground | None:
    """Ten people or more, by headcount or by the field and office people counted."""
    return said(_people(s) >= 10)


def twenty_or_more_staff(s: Situation) -> Ground | None:
    """Twenty people or more, counted likewise."""
    return said(_people(s) >= 20)


CONDITIONS: Mapping[Condition, Callable[[Situation], Ground | None]] = {
    **{word: _marked(mark) for word, mark in _MARKS.items()},
    "residential": residential,
    "commercial": commercial,
    "repeat_sales": repeat_sales,
    "several_salespeople": several_salespeople,
    "sells_projects": sells_projects,
    "remodel_or_build": remodel_or_build,
    "three_projects_at_once": three_projects_at_once,
    "warranty_work": warranty_work,
    "many_stops": many_stops,
    "commercial_service": commercial_service,
    "after_hours": after_hours,
    "regulated": regulated,
    "claims_both_sides": claims_both_sides,
    "two_platforms": two_platforms,
    "project_platform_with_accounting": project_platform_with_accounting,
    "crm_plus_operations": crm_plus_operations,
    "ten_or_more_staff": ten_or_more_staff,
    "twenty_or_more_staff": twenty_or_more_staff,
    "anything_connects": anything_connects,
    "ai_sold": ai_sold,
    "spanish_crew": spanish_crew,
}


def ground(condition: Condition, situation: Situation) -> Ground | None:
    """What a condition rests on in this situation; None where it does not hold."""
    return CONDITIONS[condition](situation)


def holds(condition: Condition, situation: Situation) -> bool:
    """True when a condition holds."""
    return ground(condition, situation) is not None
