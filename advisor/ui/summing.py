"""How it went at all clients of a consultant, summed up so that nothing can be read of one."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from advisor import advise
from advisor.knowledge import Knowledge
from advisor.outcome import FollowUp, Summary, follow_ups, summed_up
from advisor.outcome.summed import GroupSummary
from advisor.questionnaire.answers import Answers
from advisor.storage.clients import Client
from advisor.ui import cards, state
from advisor.ui.desk import Desk, tried
from advisor.ui.widgets import plain


def how_it_went(mine: Desk, clients: Iterable[Client]) -> None:
    """Figures over the clients' look backs; worked out when somebody asks for them."""
    opened = st.expander("How it went at your clients", key=state.key("summed up"), on_change="rerun")
    with opened:
        if not opened.open:
            return
        firms = tried(lambda: _firms(mine, clients))
        if firms is None:
            return
        with st.spinner("Adding up"):
            k = state.knowledge()
            summary = summed_up(look_backs(firms, k), k)
        st.markdown(plain(summary.sentence))
        if summary.all is not None:
            cards.bullets(plain(group_words(group)) for group in (*summary.by_option, *summary.by_vendor))
            st.caption(_told(summary))


def _firms(mine: Desk, clients: Iterable[Client]) -> list[Answers]:
    """The assessment with a look back of each client that has one; of several the one begun last."""
    found = []
    for client in sorted(clients, key=lambda one: (one.created, one.id)):
        told = [one for one in mine.store.filed(mine.consultant, client.id) if one.answers.checkins]
        if told:
            found.append(max(told, key=lambda one: (one.created, one.assessment_id)).answers)
    return found


def look_backs(firms: Iterable[Answers], k: Knowledge) -> list[FollowUp]:
    """The latest look back of each firm, in the order in which the firms first told: new ones come at the end."""
    ordered = sorted(firms, key=lambda given: min(one.on or "9999" for one in given.checkins))
    return [follow_ups(advise(given, k), k)[-1] for given in ordered]


def group_words(group: GroupSummary) -> str:
    """One line on a group: "Two platforms: it works in 4 of 5 firms; 3 of 5 would choose it again."."""
    parts = [f"it works in {group.working.count} of {group.working.of} firms"]
    if group.relief is not None:
        parts.append(f"half of them had relief from {group.relief * 100:.0f} % of their strong pains or more")
    if group.again is not None:
        parts.append(f"{group.again.count} of {group.again.of} would choose it again")
    return f"{group.name}: {'; '.join(parts)}."


def _told(summary: Summary) -> str:
    hidden = f" {summary.withheld} more groups are too small to be told." if summary.withheld else ""
    return (
        f"Figures are told for {summary.least_firms} firms at a time, and nothing on this list names one, so it can be "
        f"shown to others.{hidden}"
    )
