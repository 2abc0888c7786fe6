"""Random contractors with a seed: plausible, partly open, the same ones every time. For counting, not for shrinking."""

from __future__ import annotations

import random
from typing import Any

from whole_answers import MARKS, K


def contractor(chance: random.Random) -> dict[str, Any]:
    """One contractor; about a third of the answers is left open, numbers are whole."""

    def some(**fields: Any) -> dict[str, Any]:
        return {name: value for name, value in fields.items() if chance.random() < 0.65}

    def upto(most: int) -> int:
        return round(most ** chance.random())

    work = some(
        project_share=chance.randrange(0, 101) / 100,
        typical_duration={
            "value": chance.randrange(1, 13),
            "unit": chance.choice(["hours", "days", "weeks", "months"]),
        },
        unit=chance.choice(["project", "job", "both"]),
        jobs_per_day=upto(80),
        project_types=chance.randrange(1, 6),
        pattern_differs=chance.random() < 0.5,
        shared_crews=chance.random() < 0.4,
        signals={mark: chance.random() < 0.5 for mark in MARKS if chance.random() < 0.4},
    )
    if chance.random() < 0.8:
        work.setdefault("project_share", chance.randrange(0, 101) / 100)
    return {
        "company": some(
            trade=chance.choice(sorted(K.trades)),
            segment=chance.choice(["residential", "commercial", "mixed"]),
            headcount=upto(300),
            growth=chance.choice(["shrinking", "steady", "growing", "fast"]),
        ),
        "work": work,
        "friction": some(**{n: chance.randrange(4) for n in ("workarounds", "double_entry", "missed_information")}),
        "pains": {name: chance.randrange(4) for name in chance.sample(sorted(K.pains), chance.randrange(5))},
        "sales": some(
            leads_per_month=upto(150), open_quotes=upto(80), salespeople=upto(8),
            repeat_share=chance.randrange(101) / 100, customer_base=upto(5000), sales_cycle_weeks=upto(30),
            stakeholders=chance.choice(["one", "few", "many"]),
            sales_led=chance.random() < 0.3,
        ),
        "team": some(
            tech_comfort=chance.randrange(1, 6),
            administration=chance.choice(["none", "part_time", "full_time"]),
            change_capacity=chance.randrange(1, 6),
        ),
        "today": {"tools": [{"kind": chance.choice(["pm", "fsm", "crm"]), "works": "well"}]}
        if chance.random() < 0.3
        else {},
        "limits": some(wants_one_system=chance.random() < 0.4, budget_usd_month=upto(4000)),
    }  # fmt: skip


def contractors(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """*count* contractors; the same ones for the same seed."""
    chance = random.Random(seed)
    return [contractor(chance) for _ in range(count)]
