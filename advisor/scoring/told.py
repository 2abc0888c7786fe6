"""Questions that give one quantity each, whatever else was answered: ranges, degrees and most plausible values."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from advisor.questionnaire.answers import Given
from advisor.scoring.missing import Estimate, choice, number, yes_no
from advisor.scoring.spans import Number


class Numeric(NamedTuple):
    """A numeric question: the estimate it gives, and the range of answers within which rules read it."""

    name: str
    least: float
    plausible: float
    greatest: float
    zero: float = 0.0
    """Answer at which the fact is 0."""
    per: float = 1.0
    """What the fact grows by with the answer; below 0 the fact falls as the answer rises."""

    def fact(self, answer: Number) -> Number:
        """The fact for an answer already held within the range."""
        return (answer - self.zero) * self.per

    def estimate(self, given: Given) -> Estimate:
        """What is known of the fact."""
        e = number(given, least=self.least, plausible=self.plausible, greatest=self.greatest)
        if self.zero == 0.0 and self.per == 1.0:
            return e
        ends = ((e.low - self.zero) * self.per, (e.mid - self.zero) * self.per, (e.high - self.zero) * self.per)
        return Estimate(min(ends), ends[1], max(ends), e.held)


class Chosen(NamedTuple):
    """A choice: the estimate it gives, the degree of each answer, and the most plausible degree while it is open."""

    name: str
    degrees: dict[str, float]
    plausible: float

    def estimate(self, given: str | None) -> Estimate:
        """What is known of the degree."""
        return choice(given, self.degrees, plausible=self.plausible)


class Said(NamedTuple):
    """A yes/no question: the estimate it gives, read as it is or the other way round."""

    name: str
    plausible: float
    yes: bool = True

    def estimate(self, given: bool | str | None) -> Estimate:
        """What is known of the degree."""
        return yes_no(given == self.yes if isinstance(given, bool) else given, plausible=self.plausible)


NUMBERS: dict[str, Numeric] = {
    "friction.workarounds": Numeric("friction.workarounds", 0, 0.3, 3),
    "friction.double_entry": Numeric("friction.double_entry", 0, 0.3, 3),
    "friction.missed_information": Numeric("friction.missed_information", 0, 0.3, 3),
    "work.project_types": Numeric("project_types", 1, 1.5, 4),
    "sales.customer_base": Numeric("customer_base", 0, 300, 3000),
    "work.jobs_per_day": Numeric("jobs_per_day", 0, 5, 40),
    "sales.repeat_share": Numeric("repeat_share", 0, 0.4, 1),
    "sales.leads_per_month": Numeric("leads", 0, 12, 80),
    "sales.open_quotes": Numeric("open_quotes", 0, 12, 60),
    "sales.salespeople": Numeric("salespeople", 0, 1, 4),
    "sales.sales_cycle_weeks": Numeric("sales_cycle", 0, 2, 12),
    # From 1 to 5, as the lack of it: 5 is 0, 1 is 1.
    "team.tech_comfort": Numeric("discomfort", 1, 3, 5, zero=5.0, per=-0.25),
    "team.change_capacity": Numeric("change_strain", 1, 3, 5, zero=5.0, per=-0.25),
    "limits.budget_usd_month": Numeric("budget_tightness", 200, 500, 800, zero=800.0, per=-1 / 600),
}
CHOICES: dict[str, Chosen] = {
    "company.growth": Chosen("growth", {"shrinking": 0.0, "steady": 0.0, "growing": 0.5, "fast": 1.0}, 0.25),
    "sales.stakeholders": Chosen("stakeholders", {"one": 0.0, "few": 0.4, "many": 1.0}, 0.2),
    "team.administration": Chosen("administration_lacking", {"none": 1.0, "part_time": 0.5, "full_time": 0.0}, 0.5),
}
YES_NO: dict[str, tuple[Said, ...]] = {
    "work.pattern_differs": (Said("pattern_differs", 0.4), Said("pattern_same", 0.1, yes=False)),
    "work.shared_crews": (Said("shared_crews", 0.3),),
    "limits.wants_one_system": (Said("wants_one_system", 0.25),),
}
"""Questions that give one quantity each, whatever else was answered (jobs a day also tells an open split)."""


def told_by(field: str, value: Any) -> dict[str, float] | None:
    """The quantities that a told *value* gives, for a question of the tables above; None for any other question."""
    if field in NUMBERS:
        n = NUMBERS[field]
        return {n.name: float(n.fact(min(max(float(value), n.least), n.greatest)))}  # type: ignore[arg-type]
    if field in CHOICES:
        return {CHOICES[field].name: CHOICES[field].degrees[value]}
    if field in YES_NO:
        return {y.name: float(value == y.yes) for y in YES_NO[field]}
    if field == "company.headcount":
        return {"headcount_log": math.log(min(max(float(value), 1.0), 2000.0))}
    return {"sales_led": float(value)} if field == "sales.sales_led" else None
