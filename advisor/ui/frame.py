"""The frame around every page: which pages there are, and what stands on each of them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from advisor.ui import state
from advisor.ui.memory import calm_collector
from advisor.ui.overlay import overlay_line
from advisor.ui.retention import forget_by_itself
from advisor.ui.screens import (
    answers,
    catalogue,
    checkin,
    checklist,
    client,
    compare,
    decision,
    desk,
    join,
    measure,
    questions,
    quick,
    report,
    result,
    scorecard,
    start,
    take_part,
    vendor,
    vendors,
    weights,
    what_if,
    workshop,
)
from advisor.ui.theme import ICON, dress
from advisor.ui.widgets import failed, foot, masthead, notices, steps_back

PAGES: dict[state.PageName, tuple[str, Callable[[], None]]] = {
    "start": ("Software advisor", start.show),
    "questions": ("Questions", questions.show),
    "answers": ("Your answers", answers.show),
    "result": ("Result", result.show),
    "vendors": ("Vendors", vendors.show),
    "checklist": ("Demo script", checklist.show),
    "report": ("Report", report.show),
    "catalogue": ("All vendors", catalogue.show),
    "vendor": ("Vendor", vendor.show),
    "compare": ("Vendors side by side", compare.show),
    "measure": ("Measure the split", measure.show),
    "weights": ("Your own weights", weights.show),
    "what-if": ("What if?", what_if.show),
    "quick": ("Quick questions", quick.show),
    "scorecard": ("Score the demos", scorecard.show),
    "decision": ("Where the demos leave you", decision.show),
    "checkin": ("How did it go?", checkin.show),
    "desk": ("Your clients", desk.show),
    "client": ("Client", client.show),
    "workshop": ("Workshop", workshop.show),
    "join": ("Join a workshop", join.show),
    "take-part": ("Workshop", take_part.show),
}


def run() -> None:
    """One run of the app: finds the page, brings the assessment along, draws."""
    pages = {
        name: st.Page(show, title=title, url_path="" if name == "start" else name, default=name == "start")
        for name, (title, show) in PAGES.items()
    }
    here = st.navigation(list(pages.values()), position="hidden")
    name = next(name for name, page in pages.items() if page is here)
    state.knowledge()
    calm_collector()
    forget_by_itself()
    state.begin(name, pages)
    dress()
    masthead()
    notices()
    overlay_line()
    try:
        here.run()
    except Exception:
        failed()
        raise  # for the log; its own box, which speaks to programmers, is hidden
    steps_back()
    foot()
    state.end()


__all__ = ["ICON", "PAGES", "run"]
