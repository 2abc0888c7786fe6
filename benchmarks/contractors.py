"""The contractors that every benchmark uses."""

from __future__ import annotations

from typing import Any

from advisor.questionnaire.answers import Answers, answers_from

ELECTRICAL: dict[str, Any] = {
    "company": {"trade": "electrical", "segment": "commercial", "headcount": 35, "technicians": 10},
    "work": {"project_share": 0.4, "signals": {"change_orders": True, "rfis_submittals": True, "dispatch": True}},
    "friction": {"workarounds": 3, "double_entry": 3, "missed_information": 3},
    "pains": {"rfis_submittals_lost": 3, "unbilled_changes": 3, "double_entry": 2},
    "today": {"accounting": "quickbooks", "tools": [{"kind": "fsm", "works": "well"}]},
}
PLUMBER: dict[str, Any] = {
    "company": {"trade": "plumbing_service", "segment": "residential", "headcount": 12, "technicians": 8},
    "work": {"project_share": 0, "jobs_per_day": 40, "typical_duration": {"value": 2, "unit": "hours"}},
    "pains": {"dispatch_chaos": 3, "slow_invoicing": 2},
    "today": {"accounting": "quickbooks_online"},
}
REMODELER: dict[str, Any] = {
    "company": {"trade": "remodeler", "segment": "residential", "headcount": 14},
    "work": {"project_share": 0.9, "typical_duration": {"value": 3, "unit": "months"}},
    "pains": {"selections_delays": 2, "jobs_run_late": 2},
}


def all_answers() -> dict[str, Answers]:
    """The contractors by name."""
    return {
        "electrical, 60/40": answers_from(ELECTRICAL),
        "plumber, 40 calls": answers_from(PLUMBER),
        "remodeler, 90/10": answers_from(REMODELER),
        "nothing told": Answers(),
    }
