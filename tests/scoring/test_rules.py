"""Each rule moves the decision as its source says: two contractors who differ in one thing, with and without it."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from whole_answers import K, changed, decide

from advisor import advise
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from
from advisor.scoring.rules import RuleBook


class Turn(NamedTuple):
    """A rule, a contractor, the one thing that changes, and which option gains on which."""

    rule: str
    base: dict[str, Any]
    field: str
    before: Any
    after: Any
    gains: str
    on: str


def firm(share: float | None = None, **sections: Any) -> dict[str, Any]:
    """A firm of sixty of a trade that no rule names, which has said how its work splits (or not)."""
    work = {"signals": {"rfis_submittals": False, "progress_billing": False, "recurring": False}}
    if share is not None:
        work["project_share"] = share  # type: ignore[assignment]
    calm = {"workarounds": 0, "double_entry": 0, "missed_information": 0}
    data = {"company": {"trade": "glass_glazing", "headcount": 60}, "work": work, "friction": calm, "pains": {}}
    for name, section in sections.items():
        data[name] = {**data.get(name, {}), **section}
    return data


UNSAID = {"company": {"headcount": 60}, "pains": {}}
TOOL = "today.tools"
LENGTH = "work.typical_duration"
HOURS, DAYS, WEEK, MONTHS = (
    {"value": value, "unit": unit} for value, unit in ((2, "hours"), (4, "days"), (7, "days"), (5, "months"))
)
PAPERS = {"contracts": True, "change_orders": True}
VISITS = {"dispatch": True, "same_visit_billing": True}
SUITE = [{"kind": "integrated", "works": "well"}]

TURNS = [
    # W: the shape of the work, while the split is open
    Turn("long-work-is-project-shaped", UNSAID, LENGTH, WEEK, MONTHS, "pm", "fsm"),
    Turn("short-work-is-job-shaped", UNSAID, LENGTH, WEEK, HOURS, "fsm", "pm"),
    Turn("unit-is-a-project", UNSAID, "work.unit", None, "project", "pm", "fsm"),
    Turn("unit-is-a-job", UNSAID, "work.unit", None, "job", "fsm", "pm"),
    Turn("contracts-and-documents-mark-projects", UNSAID, "work.signals", None, PAPERS, "pm", "fsm"),
    Turn("dispatch-and-visit-billing-mark-jobs", UNSAID, "work.signals", None, VISITS, "fsm", "pm"),
    Turn("technicians-mark-jobs", UNSAID, "company.technicians", 0, 12, "fsm", "pm"),
    Turn("project-managers-mark-projects", UNSAID, "company.project_managers", 0, 4, "pm", "fsm"),
    Turn("trade-usually-runs-projects", UNSAID, "company.trade", "pest_control", "concrete", "pm", "fsm"),
    Turn("trade-usually-runs-jobs", UNSAID, "company.trade", "glass_glazing", "exterior_cleaning", "fsm", "pm"),
    Turn("project-tools-tell-the-shape", UNSAID, TOOL, [], [{"kind": "pm", "works": "badly"}], "pm", "fsm"),
    Turn("service-tools-tell-the-shape", UNSAID, TOOL, [], [{"kind": "fsm", "works": "badly"}], "fsm", "pm"),
    Turn("short-projects-are-a-third-shape", firm(1.0), LENGTH, MONTHS, DAYS, "crm", "pm"),
    # W5: what breaks the tool of the other shape
    Turn("project-software-breaks-on-calls", firm(0.3), "work.jobs_per_day", 4, 60, "fsm", "pm"),
    Turn("service-software-breaks-on-documents", firm(0.5), "work.signals.rfis_submittals", False, True, "pm", "fsm"),
    # H: one platform or two
    Turn("small-side-needs-little", firm(), "work.project_share", 0.0, 0.08, "fsm_pm", "fsm"),
    Turn("judgement-zone-below-the-line", firm(), "work.project_share", 0.10, 0.24, "fsm_pm", "fsm"),
    Turn("side-crosses-the-hybrid-line", firm(), "work.project_share", 0.25, 0.30, "fsm_pm", "fsm"),
    Turn("even-splits-run-two", firm(), "work.project_share", 0.30, 0.50, "fsm_pm", "fsm"),
    Turn("friction-moves-the-line", firm(0.2), "friction.workarounds", 0, 3, "fsm_pm", "fsm"),
    Turn("remodelers-line-is-lower", firm(0.73), "company.trade", "concrete", "kitchen_bath", "fsm_pm", "pm"),
    Turn(
        "general-contractor-with-different-service-arm", firm(0.78, company={"trade": "gc_commercial"}),
        "work.pattern_differs", False, True, "fsm_pm", "pm",
    ),
    Turn("one-pattern-needs-no-second-platform", firm(0.8), "work.pattern_differs", True, False, "pm", "fsm_pm"),
    Turn("both-sides-cleanly-is-rare", firm(), "work.project_share", 0.05, 0.30, "fsm_pm", "integrated"),
    Turn("shared-crews-want-one-calendar", firm(0.4), "work.shared_crews", False, True, "integrated", "fsm_pm"),
    # C: what hurts
    Turn("pains-on-this-side", firm(0.5), "pains.rfis_submittals_lost", 0, 3, "pm", "fsm"),
    Turn("pains-on-this-side", firm(0.5), "pains.dispatch_chaos", 0, 3, "fsm", "pm"),
    Turn("crm-looks-outward", firm(0.9), "pains.slow_lead_response", 0, 3, "crm", "pm"),
    Turn("crm-spans-years", firm(1.0), "sales.repeat_share", 0.1, 0.8, "crm_pm", "pm"),
    Turn("many-leads-need-a-pipeline", firm(1.0), "sales.leads_per_month", 5, 90, "crm", "pm"),
    Turn("sales-figures-are-missing", firm(1.0), "pains.marketing_blind", 0, 3, "crm", "pm"),
    Turn("delivery-runs-fine", firm(0.95), "pains.rfis_submittals_lost", 3, 0, "crm", "fsm"),
    Turn("service-customers-live-inside-fsm", firm(0.0), "work.signals.recurring", False, True, "fsm", "crm"),
    Turn("long-sales-with-many-people", firm(1.0), "sales.stakeholders", "one", "many", "crm_pm", "pm"),
    Turn("selling-leads-the-firm", firm(1.0), "sales.sales_led", False, True, "crm", "pm"),
    Turn(
        "specialised-trades-need-their-own", firm(1.0, work={"typical_duration": {"value": 2, "unit": "days"}}),
        "company.trade", "drywall_insulation", "fence", "crm", "pm",
    ),
    # T: what works stays
    Turn("working-project-tool-stays", firm(1.0), TOOL, [], [{"kind": "pm", "works": "well"}], "crm", "integrated"),
    Turn("working-service-tool-stays", firm(0.0), TOOL, [], [{"kind": "fsm", "works": "well"}], "crm", "integrated"),
    Turn("working-crm-stays", firm(1.0), TOOL, [], [{"kind": "crm", "works": "well"}], "pm", "crm"),
    Turn("working-integrated-platform-stays", firm(0.4), TOOL, [], SUITE, "integrated", "fsm_pm"),
    # I, A: size, joining, team
    Turn("nobody-to-keep-systems-joined", firm(0.4), "team.administration", "full_time", "none", "pm", "fsm_pm"),
    Turn("small-firms-feel-every-system", firm(0.4), "company.headcount", 60, 6, "integrated", "fsm_pm"),
    Turn("one-system-is-wanted", firm(0.4), "limits.wants_one_system", False, True, "integrated", "fsm_pm"),
    Turn(
        "one-system-wanted-in-a-small-firm", firm(0.4, company={"headcount": 7}),
        "limits.wants_one_system", False, True, "integrated", "pm",
    ),
    Turn(
        "larger-firms-gain-from-specialised", firm(0.4, company={"headcount": 400}),
        "work.project_types", 1, 5, "fsm_pm", "integrated",
    ),
    Turn("growth-wants-room", firm(0.4), "company.growth", "steady", "fast", "fsm_pm", "integrated"),
    Turn("training-load-decides-survival", firm(0.4), "team.tech_comfort", 5, 1, "pm", "fsm_pm"),
    Turn("change-needs-capacity", firm(0.4), "team.change_capacity", 5, 1, "pm", "fsm_pm"),
    Turn("budget-is-tight", firm(0.4), "limits.budget_usd_month", 2000, 150, "pm", "fsm_pm"),
]  # fmt: skip


def _without(rule: str) -> Knowledge:
    book = RuleBook(rules=tuple(r for r in K.rule_book.rules if r.id != rule), hybrid_line=K.rule_book.hybrid_line)
    return K._replace(rule_book=book)


def _gain(turn: Turn, knowledge: Knowledge) -> float:
    """How many points the one option gains on the other as the one thing changes."""
    before, after = (
        decide(changed(turn.base, turn.field, value), knowledge=knowledge).values for value in (turn.before, turn.after)
    )
    return (after[turn.gains] - after[turn.on]) - (before[turn.gains] - before[turn.on])


@pytest.mark.parametrize("turn", TURNS, ids=lambda turn: f"{turn.rule}: {turn.gains} on {turn.on}")
def test_a_rule_moves_the_decision_its_way(turn: Turn) -> None:
    gain = _gain(turn, K)
    assert gain > 1e-6, f"{turn.gains} does not gain on {turn.on}"
    assert gain > _gain(turn, _without(turn.rule)) + 1e-6, "the gain does not come from this rule"


def test_every_rule_that_moves_the_decision_is_tried() -> None:
    aside = ("note.", "task.", "readiness.")
    moving = {rule.id for rule in K.rule_book.rules if not all(target.startswith(aside) for target in rule.adds)}
    assert moving - {turn.rule for turn in TURNS} == set()


# ---- rules that only say something ----------------------------------------------------------------------------------

BOTH = {"company": {"trade": "electrical", "headcount": 40}}
SEVERE = {"workarounds": 3, "double_entry": 3, "missed_information": 3}
CALM = {"workarounds": 0, "double_entry": 0, "missed_information": 0}
BASICS = {"project_share": 0.0, "unit": "job", "typical_duration": {"value": 2, "unit": "hours"}}
TALK = [
    ("three-questions-decide", {**BOTH, "work": BASICS}, {**BOTH, "work": {**BASICS, "unit": "unknown"}}),
    ("minor-jobs-stay-inside-pm", {**BOTH, "work": {"project_share": 0.9}}, {**BOTH, "work": {"project_share": 0.89}}),
    (
        "minor-projects-stay-inside-fsm",
        {**BOTH, "work": {"project_share": 0.1}},
        {**BOTH, "work": {"project_share": 0.11}},
    ),
    (
        "one-shape-failed-on-both",
        {**BOTH, "work": {"project_share": 0.4}, "friction": SEVERE},
        {**BOTH, "work": {"project_share": 0.4}, "friction": CALM, "pains": {}},
    ),
    (
        "joining-costs-less-than-forcing",
        {**BOTH, "work": {"project_share": 0.4}, "friction": CALM, "pains": {}},
        {**BOTH, "work": {"project_share": 0.2}, "friction": CALM, "pains": {}},
    ),
    ("one-clock-feeds-both", {**BOTH, "work": {"project_share": 0.5}}, {**BOTH, "work": {"project_share": 0.0}}),
    ("accounting-is-the-record", {**BOTH, "work": {"project_share": 0.5}}, {**BOTH, "work": {"project_share": 0.0}}),
    ("one-customer-on-both", {**BOTH, "work": {"project_share": 0.5}}, {**BOTH, "work": {"project_share": 0.0}}),
    (
        "two-demonstrations-on-one-platform",
        {"company": {"headcount": 5}, "work": {"project_share": 0.4}, "limits": {"wants_one_system": True}},
        {**BOTH, "work": {"project_share": 0.0}},
    ),
    (
        "watch-for-workarounds",
        {**BOTH, "work": {"project_share": 0.12}, "friction": CALM},
        {**BOTH, "work": {"project_share": 0.5}},
    ),
    ("the-work-decides-not-the-feature-list", {**BOTH, "work": {"project_share": 0.5}}, BOTH),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "speaks", "silent"), TALK, ids=[rule for rule, _, _ in TALK])
def test_a_rule_that_only_talks_speaks_for_one_contractor_and_not_for_the_other(
    rule: str, speaks: dict[str, Any], silent: dict[str, Any]
) -> None:
    told, untold = (
        {f.rule for f in advise(answers_from(data), draws=50).findings if f.established} for data in (speaks, silent)
    )
    assert rule in told
    assert rule not in untold


def test_every_rule_that_only_talks_is_tried() -> None:
    talking = {
        rule.id for rule in K.rule_book.rules if all(target.startswith(("note.", "task.")) for target in rule.adds)
    }
    assert talking == {rule for rule, _, _ in TALK}
