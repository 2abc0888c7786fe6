"""Answers in which every field is filled, and every text is the caller's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from advisor.knowledge import load_knowledge

DAY = "2026-10-01"


def everything_told(say: Callable[[int], str] = lambda most: "x") -> dict[str, Any]:
    """Plain data of an answers file with all of its parts.

    Args:
        say: the text for a field that takes at most so many characters; asked once for each field.
    """
    k = load_knowledge()
    tasks = [task.id for task in k.task_book.tasks]
    listed = k.catalogue.vendors[0].id
    unlisted = say(80)
    return {
        "answers_version": 1,
        "company": {
            "name": say(200), "trade": ["electrical", "plumbing"], "segment": "mixed", "headcount": 35,
            "field_staff": {"low": 20, "high": 25}, "technicians": 12, "office_staff": 4,
            "revenue_usd_year": 9_000_000, "growth": "growing", "locations": 2, "project_managers": 3,
            "dispatchers": 1,
        },
        "work": {
            "project_share": {"low": 0.3, "high": 0.5}, "basis": "revenue",
            "typical_duration": {"value": 3, "unit": "weeks"}, "unit": "both", "jobs_per_day": 15,
            "projects_at_once": 8, "average_value_usd": 4000, "project_types": 3, "pattern_differs": True,
            "shared_crews": False, "signals": {"contracts": True, "dispatch": "unknown"},
            "streams": [
                {
                    "name": say(200), "duration": {"value": 2, "unit": "hours"}, "per_year": 900,
                    "average_value_usd": 350, "hours_each": 3, "signals": {"dispatch": True},
                },
                {
                    "name": say(200), "duration": {"value": {"low": 2, "high": 4}, "unit": "months"},
                    "per_year": 12, "average_value_usd": 60000,
                },
            ],
            "measured": {
                "basis": "revenue", "by_revenue": {"low": 0.3, "mid": 0.4, "high": 0.5}, "can_tell": True,
                "guess": {"low": 0.2, "mid": 0.5, "high": 0.6}, "records": 400,
                "systems": [say(200)], "first": "2025-01-02", "last": "2025-12-30",
                "columns": {say(200): {"total": say(200)}}, "moved": {say(200): "job"},
                "anchors": {"job": {"median_usd": 400, "spread": 2}},
            },
        },
        "friction": {"workarounds": 3, "double_entry": 2, "missed_information": {"low": 1, "high": 2}},
        "pains": {"missed_calls": 3, "slow_quotes": 2, "leads_scattered": "unknown"},
        "pains_text": say(5000),
        "sales": {
            "leads_per_month": 40, "open_quotes": 20, "salespeople": 2, "repeat_share": 0.4, "customer_base": 900,
            "sales_cycle_weeks": 4, "stakeholders": "few", "sales_led": True,
        },
        "team": {
            "tech_comfort": 3, "administration": "part_time", "change_capacity": 3, "spanish_speaking_crews": True,
        },
        "today": {
            "accounting": "quickbooks_online",
            "tools": [{"kind": "other", "vendor": say(200), "works": "badly"}, {"kind": "paper"}],
        },
        "limits": {
            "budget_usd_month": 2500, "wants_one_system": False, "must_have": ["lead_capture"],
            "must_integrate": [], "exclude_vendors": [],
        },
        "own_weights": {"project": 100, "job": {"low": 20, "high": 60}},
        "scenarios": [{"name": say(60), "changes": {"company.headcount": 50, "company.name": say(200)}}],
        "scores": [
            {"vendor": unlisted, "task": tasks[0], "score": 3, "note": say(1000), "by": say(60), "on": DAY},
            {"vendor": listed, "task": tasks[0], "score": 1, "note": say(1000), "by": say(60), "on": DAY},
            {"vendor": listed, "task": tasks[1], "score": "not_needed", "note": say(1000)},
        ],
        "quotes": [
            {
                "vendor": unlisted, "usd_month": 900, "setup_usd": 2000, "contract": "annual", "note": say(1000),
                "on": DAY,
            },
            {"vendor": listed, "usd_month": 400, "note": say(1000)},
        ],
        "decision": {
            "vendors": [unlisted, listed], "on": DAY, "by": say(60), "owner": say(60), "go_live": DAY,
            "because": say(2000), "risks": say(2000),
        },
        "checkins": [
            {
                "when": "90_days", "on": DAY, "vendors": [unlisted], "adopted": {"owner": 3, "field": "unknown"},
                "pains": {"missed_calls": 1}, "given_up": ["lead_capture"], "given_up_note": say(1000),
                "choose_again": "unsure", "note": say(2000),
            }
        ],
        "workshop": {
            "held_on": DAY, "people": {"owner": 1, "office": 2, "field": 3}, "own_options": {"integrated": 2, "fsm": 4},
            "questions": [
                {
                    "field": "work.project_share",
                    "voices": [{"role": "owner", "value": 0.8}, {"role": "field", "value": say(60)}],
                    "agreement": 0.4, "matters": True, "agreed": {"low": 0.3, "high": 0.5}, "note": say(1000),
                    "dissent": [{"role": "field", "note": say(500)}],
                },
                {"field": "company.growth", "voices": [{"role": "office", "value": say(60)}], "agreed": say(60)},
            ],
        },
    }  # fmt: skip
