"""Plausible contractors for the studies: whole answers files, drawn from stated figures and seeded.

One contractor is drawn in the order in which one thing follows from another: trade, whom it serves, size, split,
people, lengths, marks, friction, pains, sales, team, tools, limits. So the answers hang together: technicians
never outnumber the people, visits a day follow from technicians, marks follow from the split, pains from the split
and from what the trade needs, friction from the smaller side, budget from size.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from advisor.files import parse, read_text
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import Answers, answers_from
from advisor.questionnaire.pains import Pain
from advisor.questionnaire.trades import Trade
from advisor.scoring.facts import derive, estimates
from advisor.scoring.missing import Estimate
from advisor.scoring.options import valued
from advisor.scoring.quick import applying
from advisor.scoring.spans import Number

FILE = Path(__file__).with_name("population.yaml")

SERVES = {
    "r": {"residential": 0.85, "mixed": 0.13, "commercial": 0.02},
    "c": {"residential": 0.03, "mixed": 0.17, "commercial": 0.80},
    "b": {"residential": 0.35, "mixed": 0.40, "commercial": 0.25},
}

PROJECT_MARKS = {
    # Chance of each mark at a project share of 0 and of 1, for homeowners and for commercial clients.
    "contracts": ((0.15, 0.90), (0.30, 0.98)),
    "change_orders": ((0.03, 0.65), (0.08, 0.92)),
    "rfis_submittals": ((0.00, 0.06), (0.03, 0.75)),
    "several_trades": ((0.05, 0.55), (0.10, 0.75)),
    "progress_billing": ((0.03, 0.55), (0.08, 0.90)),
    "legal_documents": ((0.05, 0.45), (0.12, 0.85)),
    "certified_payroll": ((0.00, 0.02), (0.03, 0.30)),
    "permits": ((0.20, 0.65), (0.25, 0.75)),
}
HEAVY = (
    "change_orders", "rfis_submittals", "several_trades", "progress_billing", "legal_documents", "certified_payroll",
)  # fmt: skip
"""Marks that belong to pieces of weeks."""

JOB_MARKS = {"dispatch": (0.08, 0.92), "same_visit_billing": (0.04, 0.75), "recurring": (0.06, 0.55)}
"""Chance of each mark at a job share of 0 and of 1."""


@lru_cache(maxsize=1)
def figures() -> Any:
    """The stated figures of `population.yaml`."""
    return parse(read_text(FILE), name=FILE.name, trusted=True)


def other_figures() -> Any:
    """A population unlike the stated one: larger firms, more pains, more firms unlike their trade, fewer wishes."""
    other = copy.deepcopy(figures())
    for size in ("usual", "builder", "commercial"):
        other["headcount"][size]["median"] *= 2
    other["split"]["unlike_their_trade"]["share"] = 0.30
    other["pains"]["picked"]["mean"] = 6.5
    other["team"]["wants_one_system"] |= {"small": 0.20, "larger": 0.05}
    return other


def contractors(k: Knowledge, number: int, seed: int, stated: Any = None) -> list[dict[str, Any]]:
    """*number* plausible contractors as plain answers data; the same seed gives the same ones.

    Args:
        stated: figures to draw from, in the shape of `population.yaml`; that file when left out.
    """
    rng, stated = np.random.default_rng(seed), stated or figures()
    trades = [k.trades[name] for name in sorted(stated["trades"])]
    return [_Contractor(rng, trades[int(rng.integers(len(trades)))], k, stated).answers() for _ in range(number)]


def as_answers(data: dict[str, Any]) -> Answers:
    """A contractor of the population as the product reads it."""
    return answers_from(data, name="population")


def form_of(data: dict[str, Any], k: Knowledge) -> list[str]:
    """The questions of the full form for this contractor, in their natural order."""
    return [q.field for q in applying(as_answers(data), k) if q.in_form]


def kept(data: dict[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    """The answers of a contractor to these questions alone."""
    out: dict[str, Any] = {}
    for field in fields:
        head, _, rest = field.partition(".")
        if rest:
            out.setdefault(head, {})[rest] = data[head][rest]
        else:
            out[head] = data[head]
    return out


def found_from(data: dict[str, Any], k: Knowledge) -> dict[str, Estimate]:
    """What the product takes from these answers."""
    return estimates(as_answers(data), k)[0]


def first_options(found: Sequence[Mapping[str, Estimate]], k: Knowledge) -> list[str]:
    """What comes first for each, at the most plausible values, as the product decides it; all at once."""
    columns: dict[str, Number] = {name: np.array([f[name].mid for f in found]) for name in found[0]}
    values = valued(derive(columns, k.rule_book), k.option_book, k.rule_book).values
    ids = sorted(values)
    table = np.stack([np.broadcast_to(np.asarray(values[i]), (len(found),)) for i in ids])
    return [ids[place] for place in table.argmax(axis=0)]


class _Contractor:
    """One contractor while it is being drawn."""

    def __init__(self, rng: np.random.Generator, trade: Trade, k: Knowledge, stated: Any) -> None:
        self.rng, self.trade, self.k, self.f = rng, trade, k, stated
        self.own = self.f["trades"][trade.id]

    # ---- small draws

    def pick(self, chances: dict[str, float]) -> str:
        names, weights = list(chances), np.array(list(chances.values()), dtype=float)
        return names[int(self.rng.choice(len(names), p=weights / weights.sum()))]

    def yes(self, chance: float) -> bool:
        return bool(self.rng.random() < chance)

    def around(self, median: float, log_sd: float) -> float:
        return float(median * math.exp(self.rng.normal(0, log_sd)))

    def between(self, low: float, high: float) -> float:
        return float(math.exp(self.rng.uniform(math.log(low), math.log(high))))

    def scale(self, middle: float, spread: float, least: int, most: int) -> int:
        return int(min(max(round(self.rng.normal(middle, spread)), least), most))

    # ---- the whole contractor

    def answers(self) -> dict[str, Any]:
        segment = self.pick(SERVES[self.own["serves"]])
        size = self.f["headcount"][self.own["size"]]
        heads = self.around(size["median"] * (0.7 if segment == "residential" else 1.0), size["log_sd"])
        self.heads = int(min(max(round(heads), self.f["headcount"]["least"]), self.f["headcount"]["most"]))
        self.segment, self.commercial = segment, {"residential": 0.0, "mixed": 0.5, "commercial": 1.0}[segment]
        self.share = self._share()
        self.minor = min(self.share, 1 - self.share)
        self.trouble = self.around(1.0, 0.45)
        self.kind = self._kind()
        work, technicians = self._work()
        friction = self._friction()
        pains = self._pains(sum(friction.values()) / 9)
        return {
            "company": {
                "trade": self.trade.id, "segment": segment, "headcount": self.heads, "technicians": technicians,
                "revenue_usd_year": round(self.heads * self.around(
                    self.f["revenue_per_head"]["median"], self.f["revenue_per_head"]["log_sd"]), -4),
                "growth": self.pick({"shrinking": 0.1, "steady": 0.42, "growing": 0.38, "fast": 0.1}),
            },
            "work": work, "friction": friction, "pains": pains, "sales": self._sales(),
            "team": self._team(), "today": self._today(pains, sum(friction.values()) / 9),
            "limits": self._limits(pains),
        }  # fmt: skip

    def _share(self) -> float:
        split, family = self.f["split"], self.trade.family
        name = self.trade.pattern
        if self.yes(split["unlike_their_trade"]["share"]):
            name = "unlike_their_trade"
        elif name == "mixed" and family == "electrical":
            name = "electrical_small" if self.heads < 10 else "electrical_large"
        elif name == "mixed" and family == "landscaping":
            name = "landscaping"
        mean, concentration = split[name]["mean"], split[name]["concentration"]
        true = self.rng.beta(mean * concentration, (1 - mean) * concentration)
        step = split["typed_in_steps_of"]["value"]
        return round(round(float(true) / step) * step, 2)

    def _kind(self) -> str:
        if self.trade.shape == "short_project" and self.share >= 0.5:
            return "short_project"
        if self.share >= 0.7:
            return "project_commercial" if self.commercial >= 0.5 else "project_residential"
        return "job" if self.share <= 0.3 else "mixed"

    def _work(self) -> tuple[dict[str, Any], int]:
        ratio = self.rng.uniform(self.f["field_per_office_person"]["low"], self.f["field_per_office_person"]["high"])
        field = self.heads * ratio / (1 + ratio) if self.heads > 2 else self.heads
        technicians = int(min(round(field * min((1 - self.share) * self.rng.uniform(0.8, 1.2), 1.0)), self.heads))
        visits = self.own["visits"] * self.around(1.0, 0.25)
        if self.rng.random() < self.share:
            days = self.between(*self.own["days"])
            unit, per = ("days", 1) if days < 12 else ("weeks", 5) if days < 60 else ("months", 21)
            length = {"value": max(round(days / per), 1), "unit": unit}
        else:
            length = {"value": round(self.between(*self.own["hours"]), 1), "unit": "hours"}
        calls = {"project": self.share**1.5, "job": (1 - self.share) ** 1.5, "both": 3 * self.minor}
        work = {
            "project_share": self.share, "typical_duration": length, "unit": self.pick(calls),
            "signals": self._marks(), "jobs_per_day": round(technicians * visits),
            "pattern_differs": self.yes(0.35 + 0.9 * self.minor),
            "shared_crews": self.yes(0.75 if self.heads <= 8 else 0.4 if self.heads <= 25 else 0.15),
            "project_types": 1 + int(self.rng.poisson(0.25 + 0.25 * math.log(self.heads))),
        }  # fmt: skip
        return work, technicians

    def _marks(self) -> dict[str, bool]:
        marks = {}
        for name, (home, business) in PROJECT_MARKS.items():
            low, high = ((1 - self.commercial) * h + self.commercial * b for h, b in zip(home, business, strict=True))
            if name in HEAVY:
                # Papers and several trades belong to pieces of weeks; a piece of days hardly has them.
                high *= min(max(math.log(self.own["days"][1] / 2) / math.log(20), 0.15), 1.0)
            marks[name] = self.yes(low + (high - low) * min(self.share * 1.2, 1.0))
        for name, (low, high) in JOB_MARKS.items():
            marks[name] = self.yes(low + (high - low) * min((1 - self.share) * 1.2, 1.0))
        marks["insurance_claims"] = self.yes(0.8 if self.trade.id in ("restoration", "roofing_residential") else 0.05)
        return marks

    def _friction(self) -> dict[str, int]:
        middle = (0.2 + 4.5 * self.minor) * self.trouble**0.7 if self.minor > 0.02 else 0.0
        spread = 0.7 if self.minor > 0.02 else 0.0
        return {
            name: self.scale(middle, spread, 0, 3) for name in ("workarounds", "double_entry", "missed_information")
        }

    def _pains(self, friction: float) -> dict[str, int]:
        p = self.f["pains"]
        led_by_sales = {"short_project": 1.7, "project_residential": 1.0, "project_commercial": 0.5, "job": 0.8}
        pull = {
            "customer": led_by_sales.get(self.kind, 0.8) * self.around(1.0, 0.6),
            "project": (0.05 + self.share) * self.around(1.3, 0.4), "job": (1.05 - self.share) * self.around(1.3, 0.4),
            "joining": (0.35 + 1.5 * friction), "adoption": 0.4,
        }  # fmt: skip
        names = sorted(self.k.pains)
        weights = np.array([self._pain_weight(self.k.pains[n], pull, friction) for n in names])
        number = int(min(max(self.rng.poisson(p["picked"]["mean"] * self.trouble), p["picked"]["least"]),
                         p["picked"]["most"]))  # fmt: skip
        chosen = self.rng.choice(len(names), size=number, replace=False, p=weights / weights.sum())
        chances = {n: p["severity"][n] for n in ("some", "strong", "severe")}
        level = {"some": 1, "strong": 2, "severe": 3}
        return {names[i]: level[self.pick(chances)] for i in sorted(int(c) for c in chosen)}

    def _pain_weight(self, pain: Pain, pull: dict[str, float], friction: float) -> float:
        weight = pull[pain.side]
        if pain.common:
            weight *= self.f["pains"]["felt_by_almost_everyone"]["factor"]
        if set(pain.capabilities) & set(self.trade.key_capabilities):
            weight *= self.f["pains"]["relieved_by_what_the_trade_needs"]["factor"]
        if pain.id == "service_projects_split":
            weight *= 8 * self.minor * friction
        return weight

    def _sales(self) -> dict[str, Any]:
        s = self.f["sales"]
        leads = self.heads**0.85 * s["leads_per_head"][self.kind] * self.around(1.3, 0.6)
        sellers = round(leads / 45 + self.rng.uniform(0.2, 1.2))
        weeks = self.around(s["weeks"][self.kind], 0.6)
        many = 0.05 + 0.5 * self.commercial * min(0.3 + self.share, 1.0)
        one = (1 - self.commercial) * 0.45 + 0.25
        repeat = self.rng.beta(*(4 * x for x in (s["repeat"][self.kind], 1 - s["repeat"][self.kind])))
        return {
            "leads_per_month": int(round(leads / 5) * 5) if leads > 12 else round(leads),
            "open_quotes": round(leads * min(weeks, 8) / 4 * self.rng.uniform(0.4, 1.0)),
            "salespeople": max(min(sellers, self.heads), 0),
            "repeat_share": round(round(float(repeat) / 0.05) * 0.05, 2),
            "customer_base": round(self.heads * self.around(30 if self.share < 0.5 else 8, 0.8)),
            "sales_cycle_weeks": max(round(weeks), 0),
            "stakeholders": self.pick({"one": one, "few": 1 - one - many if one + many < 1 else 0.05, "many": many}),
            "sales_led": self.yes({"short_project": 0.55}.get(self.kind, 0.12)),
        }

    def _team(self) -> dict[str, Any]:
        admin = (
            {"none": 0.6, "part_time": 0.38, "full_time": 0.02} if self.heads <= 8
            else {"none": 0.35, "part_time": 0.5, "full_time": 0.15} if self.heads <= 30
            else {"none": 0.1, "part_time": 0.45, "full_time": 0.45}
        )  # fmt: skip
        comfort = self.scale(2.9 + 0.2 * math.log(self.heads / 9), 0.9, 1, 5)
        return {
            "tech_comfort": comfort, "administration": self.pick(admin),
            "change_capacity": self.scale(2.0 + comfort / 3 - 0.2 * (self.trouble - 1), 0.9, 1, 5),
            "spanish_speaking_crews": self.yes(0.3),
        }  # fmt: skip

    def _today(self, pains: dict[str, int], friction: float) -> dict[str, Any]:
        t = self.f["team"]
        has = t["tools"]["base"] + t["tools"]["per_log_head"] * math.log(max(self.heads, 1))
        sides = {"pm": ("project", self.share), "fsm": ("job", 1 - self.share), "crm": ("customer", 0.55)}
        tools = []
        if self.yes(has * 0.35):
            tools.append(("integrated", friction))
            sides = {}
        for kind, (side, part) in sides.items():
            if self.yes(has * min(part * 1.4, 1.0)):
                hurt = sum(level for name, level in pains.items() if self.k.pains[name].side == side) / 6
                tools.append((kind, hurt))
        rows = []
        for kind, hurt in tools:
            bad = {"well": t["works"]["well"] / (1 + hurt), "partly": t["works"]["partly"],
                   "badly": t["works"]["badly"] * (1 + hurt)}  # fmt: skip
            rows.append({"kind": kind, "works": self.pick(bad)})
        if not rows or self.yes(0.5):
            rows.append({"kind": "spreadsheet", "works": self.pick({"well": 0.2, "partly": 0.5, "badly": 0.3})})
        books = (
            {"quickbooks_online": 0.5, "quickbooks_desktop": 0.2, "quickbooks": 0.12, "none": 0.06, "xero": 0.04,
             "other": 0.08} if self.heads < 40
            else {"quickbooks_online": 0.25, "quickbooks_desktop": 0.2, "sage_100_300": 0.2, "sage_intacct": 0.1,
                  "foundation": 0.08, "viewpoint_vista": 0.07, "acumatica": 0.04, "other": 0.06}
        )  # fmt: skip
        return {"accounting": self.pick(books), "tools": rows}

    def _limits(self, pains: dict[str, int]) -> dict[str, Any]:
        b, w = self.f["team"]["budget_per_head_month"], self.f["team"]["wants_one_system"]
        budget = max(self.heads, 2) ** 0.95 * self.around(b["median"], b["log_sd"])
        wish = w["small"] if self.heads <= 12 else w["larger"]
        if "too_many_apps" in pains or "double_entry" in pains:
            wish = min(wish + 0.2, 0.9)
        return {"budget_usd_month": max(round(budget / 50) * 50, 50), "wants_one_system": self.yes(wish)}
