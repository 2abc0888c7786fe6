"""Who would use each kind of platform: counts of people as told, or as ranges where nobody said."""

from __future__ import annotations

import math
from typing import NamedTuple

from advisor.questionnaire.answers import Answers, Given, Range
from advisor.scoring.options import Kind
from advisor.stack.figures import CostScale


class Ends(NamedTuple):
    """A count that lies between *low* and *high*, both included."""

    low: float
    high: float

    @property
    def words(self) -> str:
        """The count as people write it: "9" or "9–12"."""
        low, high = round(self.low), round(self.high)
        return f"{low:,d}" if low == high else f"{low:,d}–{high:,d}"


class People(NamedTuple):
    """The firm's people, each as a range; `told` is False where the size of the firm is our assumption."""

    everyone: Ends
    office: Ends
    field: Ends
    technicians: Ends
    sales: Ends
    told: bool

    @property
    def heads(self) -> float:
        """Middle of the size of the firm, at least 1."""
        return max((self.everyone.low + self.everyone.high) / 2, 1.0)

    def users(self, role: Kind) -> Ends:
        """Who works in a platform of this kind.

        CRM: who sells, with as many again from the office at most. PM: the office, with foremen at most. FSM: a
        dispatcher and the technicians, with the whole office at most. Integrated: the office, with all of the field
        at most.
        """
        office, field, technicians = self.office, self.field, self.technicians
        if role == "crm":
            low, high = self.sales.low, 2 * self.sales.high + 1
        elif role == "pm":
            low, high = office.low, office.high + math.ceil(self.foremen_part * field.high)
        elif role == "fsm":
            low, high = 1 + technicians.low, office.high + technicians.high
        else:
            low, high = office.low + technicians.low, office.high + max(field.high, technicians.high)
        return Ends(max(low, 1), max(low, high, 1))

    foremen_part: float = 0.0


def people_of(answers: Answers, scale: CostScale) -> People:
    """The people of the firm from the answers; what is open becomes a plausible range."""
    company = answers.company
    office, field = _told(company.office_staff), _told(company.field_staff)
    technicians, sales = _told(company.technicians), _told(answers.sales.salespeople)
    everyone = _told(company.headcount)
    if everyone is None and office and field:
        everyone = Ends(office.low + field.low, office.high + field.high)
    told = everyone is not None
    if everyone is None:
        counted = sum(part.low for part in (office, field or technicians) if part)
        least, most = scale.people_untold
        everyone = Ends(max(least, counted), max(most, 2 * counted))
    everyone = Ends(max(everyone.low, 1), max(everyone.high, 1))
    if office is None:
        low, high = scale.office_part
        office = Ends(max(round(low * everyone.low), 1), max(round(high * everyone.high), 1))
    if field is None:
        field = Ends(max(everyone.low - office.high, 0), max(everyone.high - office.low, 0))
    if technicians is None:
        low, high = scale.technicians_part
        technicians = Ends(math.floor(low * field.low), math.ceil(high * field.high))
    if sales is None:
        low, high = scale.sales_part
        sales = Ends(max(round(low * everyone.low), 1), max(round(high * everyone.high), 1))
    return People(everyone, office, field, technicians, sales, told, scale.foremen_part)


def _told(given: Given) -> Ends | None:
    """A count as told; an open end of a range is taken at half or twice the other."""
    if isinstance(given, Range):
        if given.low is None:
            return None if given.high is None else Ends(given.high / 2, given.high)
        return Ends(given.low, given.high if given.high is not None else 2 * given.low)
    return Ends(given, given) if isinstance(given, (int, float)) else None
