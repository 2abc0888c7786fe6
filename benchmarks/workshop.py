"""`python -m benchmarks.workshop [runs]`: time of a whole reveal for 30 people and 14 questions, warm, in one process.

One run is everything that a room sees: each person's own software, each role's, the pooled answers with how sure,
every given answer tried, pairs where no single answer decides. The people are drawn with a seed. In the usual room
they answer as people do, in tenths and round numbers; in the spread room no two of them give the same number anywhere;
in the calm room the views lie near each other, so that pairs are tried too. The time of the processor is told beside
that on the clock.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from typing import Any

from advisor import load_knowledge
from advisor.questionnaire.answers import Answers, answers_from
from advisor.workshop import Person, load_workshop_book, proposed_fields, reveal

PEOPLE = 30
ROLES = ("owner", "office", "office", "dispatcher", "project_manager", "field", "field", "field", "sales")
BASE: dict[str, Any] = {
    "company": {"trade": "electrical", "segment": "commercial", "headcount": 35, "technicians": 10},
    "today": {"accounting": "quickbooks_online"},
}


def _usual(chance: random.Random, at: int) -> dict[str, Any]:
    return {
        "work": {
            "project_share": chance.randrange(1, 8) / 10,
            "typical_duration": {"value": chance.choice([1, 2, 3, 4, 6]), "unit": chance.choice(["days", "weeks"])},
            "jobs_per_day": chance.choice([4, 5, 8, 10, 12, 15]),
        },
        "sales": {"leads_per_month": chance.choice([10, 15, 20, 30, 40]), "repeat_share": chance.randrange(2, 8) / 10},
        "limits": {"budget_usd_month": chance.choice([300, 500, 800, 1000, 1500])},
    }


def _spread(chance: random.Random, at: int) -> dict[str, Any]:
    return {
        "work": {
            "project_share": round(0.02 + at * 0.03, 2),
            "typical_duration": {"value": 2 + at, "unit": "days"},
            "jobs_per_day": 2 + at,
        },
        "sales": {"leads_per_month": 5 + 2 * at, "repeat_share": round(0.1 + at * 0.02, 2)},
        "limits": {"budget_usd_month": 210 + 20 * at},
    }


def _calm(chance: random.Random, at: int) -> dict[str, Any]:
    return {
        "work": {
            "project_share": round(0.95 + at * 0.001, 3),
            "typical_duration": {"value": 60 + at, "unit": "days"},
            "jobs_per_day": 1 + at / 10,
        },
        "sales": {"leads_per_month": 5 + at / 10, "repeat_share": round(0.1 + at * 0.005, 3)},
        "limits": {"budget_usd_month": 700 + at},
    }


def _person(kind: str, chance: random.Random, at: int, pains: list[str]) -> Person:
    data = {"usual": _usual, "spread": _spread, "calm": _calm}[kind](chance, at)
    data["work"] |= {"pattern_differs": chance.random() < 0.6, "shared_crews": chance.random() < 0.5}
    data["friction"] = {n: chance.randrange(4) for n in ("workarounds", "double_entry", "missed_information")}
    named = chance.sample(pains, chance.randrange(2, 8))
    data["pains"] = {"double_entry": 1 + at % 2} if kind == "calm" else {n: chance.randrange(1, 4) for n in named}
    data["company"] = {"growth": chance.choice(["steady", "growing", "fast"])}
    data["team"] = {
        "tech_comfort": chance.randrange(1, 6),
        "administration": chance.choice(["none", "part_time", "full_time"]),
        "change_capacity": chance.randrange(1, 6),
    }
    data["limits"]["wants_one_system"] = False if kind == "calm" else chance.random() < 0.4
    return Person(role=ROLES[at % len(ROLES)], answers=answers_from(data))  # type: ignore[arg-type]


def room(kind: str, people: int = PEOPLE, seed: int = 7) -> list[Person]:
    """The people of a room, drawn with a seed."""
    chance = random.Random(seed)
    pains = sorted(load_knowledge().pains)
    return [_person(kind, chance, at, pains) for at in range(people)]


def measure(base: Answers, people: list[Person], fields: tuple[str, ...], runs: int) -> tuple[float, float, float]:
    """Median and 95th percentile on the clock and median of the processor, milliseconds."""
    k = load_knowledge()
    reveal(base, people, fields, k)
    clock, processor = [], []
    for _ in range(runs):
        start, used = time.perf_counter(), time.process_time()
        reveal(base, people, fields, k)
        clock.append((time.perf_counter() - start) * 1000)
        processor.append((time.process_time() - used) * 1000)
    ranked = sorted(clock)
    return statistics.median(clock), ranked[min(round(0.95 * runs), runs - 1)], statistics.median(processor)


def main(runs: int = 15) -> None:
    """Prints one line for each room."""
    base = answers_from(BASE)
    fields = proposed_fields(base)
    print(f"{PEOPLE} people, {len(fields)} questions, {runs} runs")
    print("room               median ms   p95 ms   processor ms   answers tried")
    for kind in ("usual", "spread", "calm"):
        people = room(kind)
        found = reveal(base, people, fields)
        tried = sum(len(q.given) for q in found.questions)
        median, p95, processor = measure(base, people, fields, runs)
        print(f"{kind:18} {median:9.0f} {p95:8.0f} {processor:14.0f} {tried:15}")
    everything = tuple(asked.field for asked in load_workshop_book().questions)
    median, p95, processor = measure(base, room("spread"), everything, runs)
    print(f"{'spread, all ' + str(len(everything)):18} {median:9.0f} {p95:8.0f} {processor:14.0f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
