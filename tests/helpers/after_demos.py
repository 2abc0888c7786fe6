"""A firm that has gone the whole way: a workshop, demos scored by two people, an offer in writing, and a decision."""

from __future__ import annotations

from typing import Any

from printed import CONTRACTORS

from advisor import advise
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from


def voices(*told: tuple[str, Any]) -> list[dict[str, Any]]:
    return [{"role": role, "value": value} for role, value in told]


WORKSHOP: dict[str, Any] = {
    "held_on": "2026-11-18",
    "people": {"owner": 1, "office": 2, "field": 2, "project_manager": 1},
    "own_options": {"fsm_pm": 4, "fsm": 2},
    "questions": [
        {
            "field": "work.project_share",
            "voices": voices(("owner", 0.4), ("office", 0.3), ("field", 0.1), ("project_manager", 0.6)),
            "agreement": 0.71, "matters": True, "agreed": 0.4, "note": "Counted over last year's invoices.",
            "dissent": [{"role": "field", "note": "We do far more calls than that."}],
        },
        {
            "field": "work.typical_duration",
            "voices": voices(("owner", {"value": 3, "unit": "weeks"}), ("field", {"value": 2, "unit": "days"})),
            "agreement": 0.4, "matters": False, "agreed": {"value": 2, "unit": "weeks"},
        },
        {
            "field": "today.accounting", "voices": voices(("owner", "quickbooks"), ("office", "quickbooks")),
            "agreement": 1.0, "matters": False, "agreed": "quickbooks",
        },
    ],
}  # fmt: skip

DECISION: dict[str, Any] = {
    "on": "2026-11-30", "by": "Rosa and Ben", "owner": "Maria", "go_live": "2027-02-22",
    "because": "The foreman could do the daily log by himself.", "risks": "The price may rise with the volume.",
}  # fmt: skip


def gone_through(k: Knowledge, contractor: str = "electrical-60-40") -> dict[str, Any]:
    """Answers of this contractor with everything that came after: the second vendor did better than the first."""
    given = CONTRACTORS[contractor]
    before = advise(answers_from(given), k)
    first, second = (stack.vendors[-1] for stack in before.stacks[:2])
    scores = []
    for vendor, points in ((first, 1), (second, 3)):
        tasks = [item.id for item in before.checklist if vendor in item.vendor_ids]
        for n, task in enumerate(tasks[:-2]):
            scores.append({"vendor": vendor, "task": task, "score": points, "by": "Ana", "on": "2026-11-24"})
            if n % 3 == 0:
                scores.append({"vendor": vendor, "task": task, "score": 0 if n == 3 else 2, "by": "Ben"})
    scores[1]["note"] = "It opened empty, then it worked."
    return {
        **given,
        "scores": scores,
        "quotes": [{"vendor": second, "usd_month": 1000, "setup_usd": 500, "contract": "annual", "on": "2026-11-26"}],
        "decision": {"vendors": [second], **DECISION},
        "workshop": WORKSHOP,
        "checkins": [
            {
                "when": "90_days", "on": "2027-05-24", "adopted": {"office": 3, "field": 1, "dispatch": 2},
                "pains": {"rfis_submittals_lost": 1, "unbilled_changes": 3}, "given_up": ["rfis", "daily_logs"],
                "choose_again": "unsure",
            }
        ],
    }  # fmt: skip
