"""What in the answers asks for a demo task: a must, a pain, a mark of the work, a habit of the trade, a need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.demo.conditions import ground
from advisor.demo.situation import Ground, Reference, Situation
from advisor.demo.tasks import Condition, DemoTask
from advisor.scoring.missing import is_answered

STRONG_NEED = 5.0
"""Need (0-10) from which a capability is called one of the stronger needs."""

TASKS_OF_PAIN: Mapping[str, tuple[str, ...]] = {
    "cost_creep": ("cap-on-price-rises", "who-costs-a-seat", "add-ons-shown-today"),
    "burned_before": ("pilot-with-a-way-out", "four-answers-from-every-reference", "what-the-onboarding-fee-buys"),
    "crew_wont_use_it": ("first-fifteen-minutes-of-training", "the-oldest-phone-we-own"),
    "no_signal": ("working-without-signal", "two-people-edit-offline"),
    "language_barrier": ("the-app-in-spanish",),
}
"""Tasks that meet a pain as a whole, whatever their capabilities (judgement)."""

MARKS: Mapping[str, str] = {
    "rfis_submittals": "RFIs and submittals are part of your work",
    "change_orders": "change orders are part of your work",
    "progress_billing": "you bill by progress",
    "several_trades": "several trades work on your projects",
    "legal_documents": "your papers carry legal weight",
    "dispatch": "you send people out to jobs",
    "same_visit_billing": "you bill on the visit",
    "recurring": "your work comes back on a schedule",
    "certified_payroll": "you run certified payroll",
    "insurance_claims": "insurers pay for part of your work",
}
"""Clauses for the marks of the work that raise a need (data/capabilities.yaml)."""

HABITS: Mapping[Condition, str] = {
    "residential": "work for homeowners",
    "commercial": "work where RFIs and submittals are common",
    "repeat_sales": "live on customers who come back",
    "several_salespeople": "have several people who sell",
    "sells_projects": "sell projects",
    "uses_drawings": "build from drawings",
    "uses_subs": "work with other trades and subs",
    "progress_or_draws": "bill by progress or draws",
    "remodel_or_build": "remodel or build",
    "three_projects_at_once": "run three projects or more at once",
    "warranty_work": "answer warranty calls",
    "many_stops": "make many stops a day",
    "priced_on_site": "price work on site",
    "sells_agreements": "sell maintenance agreements",
    "stocks_parts": "carry parts",
    "services_equipment": "service equipment",
    "commercial_service": "serve commercial customers",
    "after_hours": "are called out at any hour",
    "regulated": "keep records for an authority or an insurer",
    "takes_cards": "are paid on the spot",
    "ten_or_more_staff": "have ten people or more",
    "twenty_or_more_staff": "have twenty people or more",
    "anything_connects": "have systems that must connect",
    "spanish_crew": "have crews who work in Spanish",
    "hourly_staff": "keep time sheets",
}
"""Clauses after "you" or "firms of your trade usually"; a condition that follows from the advice itself needs none."""

_WHO: Mapping[Ground, str] = {"said": "you", "usual": "firms of your trade usually"}
_DEGREES = ("", "a pain", "a strong pain", "a severe pain")


def pains_linked(task: DemoTask, s: Situation) -> list[str]:
    """The named pains that the task meets as a whole (`TASKS_OF_PAIN`), worst first."""
    linked = [pain for pain, tasks in TASKS_OF_PAIN.items() if task.id in tasks and s.hurts(pain)]
    return sorted(linked, key=lambda pain: (-s.severity(pain), pain))


def pains_met(task: DemoTask, s: Situation, k: Reference) -> list[tuple[float, str]]:
    """The named pains that a task meets, as (weight, id), heaviest first.

    The weight is the severity (1-3) times the part of what would relieve the pain that the task shows.
    """
    met, linked = [], pains_linked(task, s)
    for pain in s.answers.pains or {}:
        relief = k.pains[pain].capabilities
        overlap = len(set(relief) & set(task.capabilities)) / len(relief) if relief else 0.0
        part = 1.0 if pain in linked else overlap
        if s.hurts(pain) and part > 0:
            met.append((round(s.severity(pain) * part, 6), pain))
    return sorted(met, key=lambda one: (-one[0], one[1]))


def pain_clause(pain: str, s: Situation, k: Reference) -> str:
    """A pain as named, as a clause."""
    return f"you named “{k.pains[pain].label}” as {_DEGREES[min(int(s.severity(pain)), 3)]}"


def reasons(task: DemoTask, capability: str, s: Situation, k: Reference, needs: Mapping[str, float]) -> Iterator[str]:
    """Clauses on why this contractor needs *capability*, the strongest first; they call it "this"."""
    if s.must_have(capability):
        yield "you listed this as a must"
    for _, pain in pains_met(task, s, k):
        if capability in k.pains[pain].capabilities:
            yield pain_clause(pain, s, k)
    signals = s.answers.work.signals.model_dump()
    for mark, capabilities in k.need_weights.signals.items():
        if capability in capabilities and signals.get(mark) is True and mark in MARKS:
            yield MARKS[mark]
    yield from habits(task, s, "said")
    if s.leans_on(capability):
        yield "this is a key need in your trade"
    yield from habits(task, s, "usual")
    if needs.get(capability, 0.0) >= STRONG_NEED:
        yield "this is one of your stronger needs"


def habits(task: DemoTask, s: Situation, rests_on: Ground) -> Iterator[str]:
    """Clauses on the conditions of a task that rest on an answer ("said") or on the trade ("usual")."""
    for word in task.applies:
        if word in HABITS and ground(word, s) == rests_on:
            yield f"{_WHO[rests_on]} {HABITS[word]}"


def circumstances(task: DemoTask, s: Situation) -> Iterator[str]:
    """Clauses on team and budget, for tasks that are not about one capability."""
    team = s.answers.team
    if task.side == "commercial" and is_answered(s.answers.limits.budget_usd_month):
        yield "you have set a monthly budget"
    if task.side == "onboarding":
        if isinstance(team.change_capacity, (int, float)) and team.change_capacity <= 2:
            yield "you see little room for change"
        if isinstance(team.tech_comfort, (int, float)) and team.tech_comfort <= 2:
            yield "your team is not at ease with software"
    if task.side in ("onboarding", "joining") and team.administration == "none":
        yield "nobody looks after software with you today"
