"""Facts: what the rules read. First the estimates that the answers give, then everything derived from them.

`estimates` is the only reader of `Answers` in the decision. `derive` and `settle` work on arrays (one entry per draw
or contractor) and on spans alike, so the robustness and the value ranges use the very same method as the verdict.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Protocol

from advisor.base import Interval
from advisor.questionnaire.answers import UNKNOWN, Answers, Range
from advisor.questionnaire.flow import value_at
from advisor.questionnaire.pains import Pain
from advisor.questionnaire.trades import Trade
from advisor.scoring.missing import EITHER, OPEN_HELD, Estimate, exactly, is_answered, number, yes_no
from advisor.scoring.rules import HybridLine, RuleBook
from advisor.scoring.spans import Number, Span, least, most, ramp
from advisor.scoring.told import CHOICES, NUMBERS, YES_NO
from advisor.scoring.work_mix import (
    JOB_SIGNALS,
    PROJECT_SIGNALS,
    WorkMix,
    count_signals,
    measure_streams,
    short_degree,
    work_mix,
    workdays,
)

PAIN_FULL = 2.5
"""Weighted severities (severe = 1) at which the pains of a side count in full (judgement)."""

HEAVY = ("rfis_submittals", "several_trades", "progress_billing", "change_orders")
"""Marks that speak against a short project: each takes a quarter off its degree (judgement)."""

LISTED_HELD = {"hours": 16.0, "count": 6.0}
"""How tightly a split listed by hours or by count alone keeps to its middle (judgement)."""

TOOL_KINDS = {"project": "pm", "job": "fsm", "customer": "crm", "integrated": "integrated"}

QUESTION_OF: dict[str, str] = {
    "trade.service": "company.trade",
    "trade.specialised": "company.trade",
    "operation.remodeler": "company.trade",
    "operation.gc": "company.trade",
    "share": "work.project_share",
    "short": "work.typical_duration",
    "friction.workarounds": "friction.workarounds",
    "friction.double_entry": "friction.double_entry",
    "friction.missed_information": "friction.missed_information",
    "pain.customer": "pains",
    "pain.project": "pains",
    "pain.job": "pains",
    "pain.split": "pains",
    "pain.reports": "pains",
    "pain.answered": "pains",
    "headcount_log": "company.headcount",
    "growth": "company.growth",
    "project_types": "work.project_types",
    "customer_base": "sales.customer_base",
    "pattern_differs": "work.pattern_differs",
    "pattern_same": "work.pattern_differs",
    "shared_crews": "work.shared_crews",
    "jobs_per_day": "work.jobs_per_day",
    "heavy_documents": "work.signals",
    "recurring": "work.signals",
    "repeat_share": "sales.repeat_share",
    "leads": "sales.leads_per_month",
    "open_quotes": "sales.open_quotes",
    "salespeople": "sales.salespeople",
    "sales_cycle": "sales.sales_cycle_weeks",
    "stakeholders": "sales.stakeholders",
    "sales_led": "sales.sales_led",
    "administration_lacking": "team.administration",
    "discomfort": "team.tech_comfort",
    "change_strain": "team.change_capacity",
    "wants_one_system": "limits.wants_one_system",
    "budget_tightness": "limits.budget_usd_month",
    "tool.project": "today.tools",
    "tool.job": "today.tools",
    "tool.customer": "today.tools",
    "tool.integrated": "today.tools",
}
"""Which question stands behind each estimate; several estimates may share a question."""


class Reference(Protocol):
    """What the facts need of the knowledge: pains, trades and the rules that weigh the shape of the work."""

    @property
    def pains(self) -> Mapping[str, Pain]: ...
    @property
    def trades(self) -> Mapping[str, Trade]: ...
    @property
    def rule_book(self) -> RuleBook: ...


PATTERN_WEIGHTS = {"project": (1.0, 0.0), "job": (0.0, 1.0), "mixed": (0.4, 0.4)}
"""How strongly the usual pattern of a trade speaks for projects and for jobs; a mixed trade says little (judgement)."""


def _pattern(trade: Trade, segment: str | None) -> tuple[float, float]:
    # Plumbing, HVAC or electrical work for homeowners is mostly service (W6); the plain parent ids do not say which.
    if trade.parent and segment == "residential" and trade.family in ("hvac", "plumbing", "electrical"):
        return 0.0, 0.8
    return PATTERN_WEIGHTS[trade.pattern]


def shape_facts(answers: Answers, trades: list[Trade]) -> dict[str, Number]:
    """Facts about the shape of the work that the W rules read; plain numbers."""
    days = workdays(answers.work.typical_duration)
    marks_p, said_p = count_signals(answers.work.signals, PROJECT_SIGNALS)
    marks_j, said_j = count_signals(answers.work.signals, JOB_SIGNALS)
    marks_j += is_busy(answers.work.jobs_per_day, answers.company.technicians)
    unit = answers.work.unit
    basics = sum(
        (days is not None, is_answered(unit), bool(answers.work.streams) or is_answered(answers.work.project_share))
    )
    # With the split in hand the usual pattern of the trade has nothing to add. Several trades count alike.
    patterns = [_pattern(t, answers.company.segment) for t in trades] or [(0.0, 0.0)]
    usual = [sum(p[k] for p in patterns) / len(patterns) for k in (0, 1)]
    silent = 0.0 if is_answered(answers.work.project_share) else 1.0
    return {
        "work.basic_questions_answered": float(basics),
        # A middle length says nothing either way; an open one is placed there so that neither rule fires.
        "work.duration_days": days[1] if days else 5.0,
        "work.unit_is_project": {"project": 1.0, "both": 0.5}.get(unit or "", 0.0),
        "work.unit_is_job": {"job": 1.0, "both": 0.5}.get(unit or "", 0.0),
        "work.project_signals": float(marks_p),
        "work.job_signals": float(marks_j),
        "work.signals_said": float(said_p + said_j),
        "trade.project_pattern": silent * usual[0],
        "trade.job_pattern": silent * usual[1],
        "tools.project_told": silent * float(any(t.kind == "pm" for t in answers.today.tools or ())),
        "tools.job_told": silent * float(any(t.kind == "fsm" for t in answers.today.tools or ())),
        "work.sends_technicians": _told(answers.company.technicians, 5) or _told(answers.work.jobs_per_day, 5),
        "work.runs_project_managers": _told(answers.company.project_managers, 2)
        or _told(answers.work.projects_at_once, 3),
    }


def _told(value: object, full: float) -> float:
    """A count that was told, as a degree: 0 for none or open, 1 from *full* on."""
    least = value.low if isinstance(value, Range) else value
    return min(float(least) / full, 1.0) if isinstance(least, (int, float)) else 0.0


def is_busy(per_day: object, technicians: object) -> int:
    """A fourth mark of job work: three or more jobs a day for each technician, or ten and more a day in all."""
    if not isinstance(per_day, (int, float)):
        return 0
    if isinstance(technicians, (int, float)) and technicians > 0:
        return int(per_day / technicians >= 3)
    return int(per_day >= 10)


def trades_of(answers: Answers, reference: Reference) -> list[Trade]:
    """The contractor's trades; empty when not said."""
    given = answers.company.trade
    return [] if given is None or given == UNKNOWN else [reference.trades[t] for t in given]


SHARE_DOUBT = 2.0
"""Evidence, in points of the shape rules, that an even split starts out with (judgement)."""


def share_from_shape(facts: Mapping[str, Number], reference: Reference) -> Estimate:
    """Project share as far as length, unit, marks and trade tell it; the more evidence, the tighter it is held."""
    project = float(reference.rule_book.total("shape.project", facts))  # type: ignore[arg-type]
    job = float(reference.rule_book.total("shape.job", facts))  # type: ignore[arg-type]
    even = (0.5 + project) / (1.0 + project + job)
    # Most firms are mostly one or the other, so uneven evidence means a more uneven split (judgement).
    # A contractor who says "both" has said that this one is not.
    both = facts["work.unit_is_project"] == facts["work.unit_is_job"] == 0.5
    mid = even if both else even**2 / (even**2 + (1 - even) ** 2)
    evidence = 1.0 + 2.0 * (project + job)
    # Few firms do one kind of work alone (90/10 is the common mix), so the split is never put at the very end.
    mid += (0.5 - mid) * SHARE_DOUBT / (SHARE_DOUBT + evidence)
    # Marks tell which kind of work prevails. They never tell the split itself, least of all near the middle.
    return Estimate(0.0, mid, 1.0, min(evidence, max(5.0, 0.7 / min(mid, 1.0 - mid))))


def short_estimate(answers: Answers, trades: list[Trade]) -> Estimate:
    """Degree to which the project side consists of short projects (0-1)."""
    if answers.work.streams and (measured := measure_streams(answers.work.streams)).short is not None:
        if measured.by_revenue is None or any(workdays(stream.duration) is None for stream in answers.work.streams):
            return Estimate(0.0, measured.short, 1.0, OPEN_HELD)
        return Estimate(max(measured.short - 0.1, 0), measured.short, min(measured.short + 0.1, 1))
    heavy, said = count_signals(answers.work.signals, HEAVY)
    days = workdays(answers.work.typical_duration)
    # A length under a day describes the job side and says nothing about what the projects are like.
    if days is not None and days[1] >= 1:
        degrees = [short_degree(d) for d in days]
        # An open mark may turn out to be one: the low end allows for it.
        hidden = len(HEAVY) - said
        # Of the marks that are open about a quarter hold for work of days, and more the longer it takes.
        usual_marks = heavy + hidden / len(HEAVY) * (1.0 + 2.0 * (1.0 - degrees[1]))
        least, middle, most_short = (
            max(degree - 0.25 * marks, 0.0)
            for degree, marks in ((min(degrees), heavy + hidden), (degrees[1], usual_marks), (max(degrees), heavy))
        )
        return Estimate(least, middle, most_short)
    usual = any(t.shape == "short_project" for t in trades) and not all(t.shape is None for t in trades)
    plausible = max((0.8 if usual else 0.1) - 0.25 * heavy, 0.0)
    # A trade of short projects may have heavy ones; a trade of long ones hardly has short ones.
    return Estimate(0.0, plausible, 1.0, OPEN_HELD if usual or not trades else 8.0)


def _pain_sums(answers: Answers, reference: Reference, side: str) -> list[Estimate]:
    """What each told pain adds to one side; a sum of 1 counts in full."""
    parts: list[Estimate] = []
    for name, given in sorted((answers.pains or {}).items()):
        pain = reference.pains[name]
        # A pain of one side speaks for that side alone; only pains between the sides spread over several.
        if pain.side != side and pain.side in ("customer", "project", "job"):
            continue
        weight = getattr(pain.weights, side) * (0.5 if pain.common else 1.0) / 3 / PAIN_FULL
        severity = number(given, least=0, plausible=1, greatest=3)
        parts.append(Estimate(*(weight * severity[k] for k in range(3))))
    return parts


def _pain_estimates(answers: Answers, reference: Reference) -> dict[str, Estimate]:
    given = answers.pains
    if given is None:
        open_one = Estimate(0.0, 0.12, 1.0, OPEN_HELD)
        return {
            "pain.customer": open_one,
            "pain.project": open_one,
            "pain.job": open_one,
            "pain.split": Estimate(0.0, 0.05, 1.0, OPEN_HELD),
            "pain.reports": Estimate(0.0, 0.1, 1.0, OPEN_HELD),
            "pain.answered": Estimate(0.0, 0.0, 1.0, OPEN_HELD),
        }
    out: dict[str, Estimate] = {"pain.answered": exactly(1.0)}
    severities = {name: number(value, least=0, plausible=1, greatest=3) for name, value in sorted(given.items())}
    for side in ("customer", "project", "job"):
        parts = _pain_sums(answers, reference, side)
        out[f"pain.{side}"] = Estimate(*(min(sum(part[k] for part in parts), 1.0) for k in range(3)))
    for fact, names in {
        "pain.split": ("service_projects_split",),
        "pain.reports": ("marketing_blind", "leads_scattered"),
    }.items():
        ends = [max((severities[n][k] for n in names if n in severities), default=0.0) / 3 for k in range(3)]
        out[fact] = Estimate(*ends)
    return out


HEADS_HELD = 8.0
"""How tightly an open headcount keeps to the usual size: nine firms in ten count fewer than 70 people (judgement)."""


def headcount(answers: Answers) -> Estimate:
    """Natural logarithm of everyone in the firm; other counts of people bound it from below where it is open."""
    company = answers.company
    parts = [company.technicians, company.project_managers, company.dispatchers, company.office_staff]
    counted = sum(p for p in parts if isinstance(p, (int, float)))
    field = company.field_staff if isinstance(company.field_staff, (int, float)) else 0
    office = company.office_staff if isinstance(company.office_staff, (int, float)) else 0
    low = max(counted, field + office, 1.0)
    # Over half of electrical firms, the trade with the best count, have one to nine people (ecm24).
    plausible = max(10.0, low * 1.3)
    if not is_answered(company.headcount) and isinstance(company.revenue_usd_year, (int, float)):
        # Revenue tells the size roughly: about $200,000 a head (judgement), with a wide margin.
        plausible = max(low, company.revenue_usd_year / 200_000)
    heads = number(
        company.headcount, least=min(low, 2000.0), plausible=min(plausible, 2000.0), greatest=2000.0, held=HEADS_HELD
    )
    if is_answered(company.headcount) and isinstance(company.headcount, (int, float)):
        heads = exactly(min(max(company.headcount, 1.0), 2000.0))
    low_log, mid_log, high_log = (math.log(max(h, 1.0)) for h in heads[:3])
    return Estimate(low_log, mid_log, high_log, heads.held)


def _tools(answers: Answers) -> dict[str, Estimate]:
    tools = answers.today.tools
    out: dict[str, Estimate] = {}
    for side, kind in TOOL_KINDS.items():
        if tools is None:
            out[f"tool.{side}"] = Estimate(0.0, 0.0, 1.0, 12.0)
            continue
        of_kind = [t for t in tools if t.kind == kind]
        if any(t.works == "well" for t in of_kind):
            out[f"tool.{side}"] = exactly(1.0)
        elif any(t.works in (None, UNKNOWN) for t in of_kind):
            out[f"tool.{side}"] = Estimate(0.0, 0.3, 1.0)
        else:
            out[f"tool.{side}"] = exactly(0.0)
    return out


def sales_led(answers: Answers, short: Estimate) -> Estimate:
    """How far selling leads the firm; sellers of short projects do so more often than others (judgement)."""
    return yes_no(answers.sales.sales_led, plausible=0.4 if short.mid > 0.5 else 0.15)


def after_shape(answers: Answers, reference: Reference) -> dict[str, Estimate]:
    """The estimates that a question on the shape of the work can move, where no kinds of work are listed.

    Once the split was told, length, unit, technicians and customers tell nothing of it any more.
    """
    trades = trades_of(answers, reference)
    short = short_estimate(answers, trades)
    found = {"short": short, "sales_led": sales_led(answers, short), "headcount_log": headcount(answers)}
    if not is_answered(answers.work.project_share):
        found["share"] = share_from_shape(shape_facts(answers, trades), reference)
    return found


def estimates(answers: Answers, reference: Reference) -> tuple[dict[str, Estimate], WorkMix, dict[str, Number]]:
    """Everything the decision takes from the answers.

    Returns:
        Estimates by name (see `QUESTION_OF`) and the exact flags of the trade; the work mix; the shape facts.
    """
    trades = trades_of(answers, reference)
    shape = shape_facts(answers, trades)
    short = short_estimate(answers, trades)
    from_shape = share_from_shape(shape, reference)
    mix = work_mix(answers, from_shape, short)
    share = mix.project_share
    work = answers.work
    # A split that was told keeps its own width; one read from the trade keeps to its middle by the evidence.
    held = from_shape.held if mix.leading_basis == "trade" else 4.0
    if work.streams and work.measured_share is None and mix.leading_basis in LISTED_HELD:
        # Without a value for each kind of work the split of revenue, which leads, may still be anything.
        share, held = Interval(low=0.0, mid=share.mid, high=1.0), LISTED_HELD[mix.leading_basis]
    signals = work.signals
    operations = {t.operation for t in trades}
    gc = "general_contractor" in operations and "remodeler" not in operations
    heavy = [yes_no(signals.rfis_submittals), yes_no(signals.progress_billing)]
    found: dict[str, Estimate] = {
        "share": Estimate(share.low, share.mid, share.high, held),
        "short": short,
        **_pain_estimates(answers, reference),
        "headcount_log": headcount(answers),
        **{n.name: n.estimate(value_at(answers, field)) for field, n in NUMBERS.items()},
        **{c.name: c.estimate(value_at(answers, field)) for field, c in CHOICES.items()},
        **{y.name: y.estimate(value_at(answers, field)) for field, all_of in YES_NO.items() for y in all_of},
        "sales_led": sales_led(answers, short),
        "heavy_documents": Estimate(*(sum(h[k] for h in heavy) for k in range(3))),
        "recurring": yes_no(signals.recurring),
        **_tools(answers),
        "trade.service": _of_trade(trades, any(t.service_trade for t in trades), 0.3),
        "trade.specialised": _of_trade(trades, any(t.specialised_software for t in trades), 0.3),
        "operation.remodeler": _of_trade(trades, "remodeler" in operations, 0.1),
        "operation.gc": _of_trade(trades, gc, 0.1),
        "share_known": exactly(float(mix.leading_basis != "trade")),
    }
    return found, mix, shape


def _of_trade(trades: list[Trade], holds: bool, plausible: float) -> Estimate:
    """A property of the trade: known once the trade is told, open until then."""
    return exactly(float(holds)) if trades else Estimate(0.0, plausible, 1.0, EITHER)


def derive(x: Mapping[str, Number], book: RuleBook) -> dict[str, Number]:
    """Facts that the rules read, from the estimates as arrays or spans (one common length).

    The felt share of a side is its share plus what friction adds (H2); it never passes an even split, and friction
    says nothing where there is next to no work of that kind.
    """
    facts: dict[str, Number] = {}
    share = x["share"]
    facts["project.share"] = share
    facts["job.share"] = 1.0 - share
    facts["work.share_known"] = x["share_known"]
    facts["work.short_degree"] = x["short"]
    facts["work.jobs_per_day"] = x["jobs_per_day"]
    facts["work.heavy_documents"] = x["heavy_documents"]
    facts["work.shared_crews"] = x["shared_crews"]
    asked = x["friction.workarounds"] + x["friction.double_entry"] + x["friction.missed_information"]
    facts["friction.on_minor_side"] = most(asked * (1 / 9), x["pain.split"])
    facts["operation.remodeler"] = x["operation.remodeler"]
    facts["operation.gc_with_different_pattern"] = x["operation.gc"] * x["pattern_differs"]

    facts["line.low"] = book.total("line.low", facts, start=book.hybrid_line.low)
    facts["line.high"] = book.total("line.high", facts, start=book.hybrid_line.high)
    bump = book.total("felt.minor", facts)
    for side in ("project", "job"):
        own = facts[f"{side}.share"]
        facts[f"{side}.felt_share"] = most(own, least(own + bump * ramp(own, 0.02, 0.10), 0.5))
    facts["minor_side.felt_share"] = least(facts["project.felt_share"], facts["job.felt_share"])
    small_minor = 1.0 - ramp(facts["minor_side.felt_share"], 0.10, facts["line.high"])
    facts["minor_side.small"] = small_minor
    past_line = ramp(facts["minor_side.felt_share"], facts["line.low"], facts["line.high"])
    facts["work.pattern_same"] = x["pattern_same"] * (1.0 - past_line)
    facts["friction.with_large_minor_side"] = facts["friction.on_minor_side"] * past_line
    for side in ("project", "job"):
        # A pain about work that you hardly do says little about what to run.
        facts[f"{side}.pain"] = x[f"pain.{side}"] * ramp(facts[f"{side}.share"], 0.05, 0.30)
        facts[f"kept.{side}"] = x[f"tool.{side}"] * small_minor
    facts["kept.customer"] = x["tool.customer"]
    facts["kept.integrated"] = x["tool.integrated"]
    facts["customer.pain"] = x["pain.customer"]
    quiet = 1.0 - ramp(most(x["pain.project"], x["pain.job"]), 0.0, 0.3)
    facts["delivery.quiet"] = quiet * x["pain.answered"] * small_minor
    facts["customer.service_pattern"] = most(
        most(x["trade.service"], x["recurring"]), ramp(x["repeat_share"], 0.4, 0.7)
    )
    facts["sales.repeat_share"] = x["repeat_share"]
    facts["sales.reports_missing"] = x["pain.reports"]
    facts["sales.volume"] = most(
        most(ramp(x["leads"], 10, 80), ramp(x["open_quotes"], 15, 60)), ramp(x["salespeople"], 1, 4)
    )
    facts["sales.complexity"] = ramp(x["sales_cycle"], 2, 12) * 0.5 + x["stakeholders"] * 0.5
    facts["sales.led"] = x["sales_led"]
    facts["trade.specialised"] = x["trade.specialised"]
    facts["team.administration_lacking"] = x["administration_lacking"]
    facts["team.discomfort"] = x["discomfort"]
    facts["team.change_strain"] = x["change_strain"]
    facts["company.headcount_log"] = x["headcount_log"]
    facts["company.growth"] = x["growth"]
    small_firm = ramp(x["headcount_log"], math.log(25), math.log(8))
    facts["wish.one_system"] = x["wants_one_system"]
    facts["wish.one_system_small_firm"] = x["wants_one_system"] * small_firm
    types_and_base = most(ramp(x["project_types"], 1, 4), ramp(x["customer_base"], 300, 3000))
    facts["scale.many_types_and_customers"] = types_and_base * ramp(x["headcount_log"], math.log(40), math.log(200))
    facts["budget.tightness"] = x["budget_tightness"]
    return facts


VERDICT_FACTS = ("verdict.two_platform", "verdict.claims_both_sides", "verdict.minor_side_inside_one")
"""Facts that follow from the verdict; the joining and demo rules read them."""


class _Anything(dict[str, Number]):
    """Any estimate, as the whole range."""

    def __missing__(self, name: str) -> Number:
        return Span(0.0, 1.0)


def derived_names(line: HybridLine) -> set[str]:
    """Names of all facts that a rule on the work may read, apart from readiness and verdict."""
    derived = derive(_Anything(), RuleBook(rules=(), hybrid_line=line))
    return {*derived, *shape_facts(Answers(), [])}
