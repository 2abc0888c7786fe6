"""`python -m benchmarks.stacks [runs]`: time of the stack search over the full catalogue, median and 95th percentile.

One run is one whole search for one contractor, warm and in one process: every way to fill the winning option and the
runner-up (and three platforms for a large firm), limits, scores, cost line by line, joins, blueprint, deciding facts.
The time of the processor is told beside the time on the clock, as a busy machine stretches the latter only.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from advisor import load_knowledge
from advisor.questionnaire.answers import Answers, answers_from
from advisor.scoring.facts import derive, estimates
from advisor.scoring.needs import capability_needs
from advisor.scoring.options import valued
from advisor.stack.search import Shortlist, search
from benchmarks.contractors import ELECTRICAL, PLUMBER, REMODELER

LARGE: dict[str, Any] = {
    "company": {"trade": "hvac_mechanical", "segment": "commercial", "headcount": 180, "technicians": 60},
    "work": {"project_share": 0.5, "signals": {"change_orders": True, "progress_billing": True, "dispatch": True}},
    "pains": {"leads_scattered": 3, "quotes_not_followed_up": 3, "slow_lead_response": 3, "service_projects_split": 3},
    "sales": {"sales_led": True},
    "today": {"accounting": "sage_intacct"},
}
CASES: dict[str, tuple[dict[str, Any], str, str]] = {
    "one platform: plumber": (PLUMBER, "fsm", "integrated"),
    "one platform: remodeler": (REMODELER, "pm", "integrated"),
    "pairs: electrical, 60/40": ({**ELECTRICAL, "today": {"accounting": "quickbooks"}}, "fsm_pm", "integrated"),
    "pairs twice: nothing told": ({}, "fsm_pm", "crm_pm"),
    "pairs and threes: mechanical": (LARGE, "fsm_pm", "integrated"),
}


class Times(NamedTuple):
    """Milliseconds of one search."""

    median: float
    p95: float
    processor: float
    """Median time of the processor."""


def prepared(data: dict[str, Any], option: str, runner_up: str) -> Callable[[], Shortlist]:
    """The search for one contractor, with everything that comes before it done."""
    k = load_knowledge()
    answers = answers_from(data) if data else Answers()
    found, _, _ = estimates(answers, k)
    value = valued(derive({name: e.mid for name, e in found.items()}, k.rule_book), k.option_book, k.rule_book)
    weights = {name: float(weight) for name, weight in value.weights.items()}  # type: ignore[arg-type]
    sides = {
        "customer": weights["customer"],
        "project": weights["project"] + 0.6 * weights["short"],
        "job": weights["job"],
    }
    options = k.option_book.by_id
    needs = capability_needs(
        answers, sides, k.capabilities, k.need_weights, k.pains, list(k.trades_of(answers)),
        two_platforms=options[option].category == "two_platform",
    )  # fmt: skip
    return lambda: search(answers, options[option], options[runner_up], (), needs, value, k)


def timed(work: Callable[[], Any], runs: int = 100) -> Times:
    """Times of *work* after three runs that do not count."""
    for _ in range(3):
        work()
    clock, processor = [], []
    for _ in range(runs):
        start, used = time.perf_counter(), time.process_time()
        work()
        clock.append((time.perf_counter() - start) * 1000)
        processor.append((time.process_time() - used) * 1000)
    return Times(statistics.median(clock), statistics.quantiles(clock, n=20)[18], statistics.median(processor))


if __name__ == "__main__":
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    print(f"{'search and cost, ms':32s} {'median':>8s} {'p95':>8s} {'processor':>10s}")
    for name, case in CASES.items():
        times = timed(prepared(*case), runs)
        print(f"{name:32s} {times.median:8.1f} {times.p95:8.1f} {times.processor:10.1f}")
