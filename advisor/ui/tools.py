"""Today's tools: one row for each, with its kind, its name and how well it works."""

from __future__ import annotations

from typing import Any, cast

import streamlit as st

from advisor.questionnaire.answers import Tool
from advisor.questionnaire.question import Question
from advisor.ui import state
from advisor.ui.rows import Row, add_button, keep_rows, remove_button, rows_of

KINDS = {
    "crm": "Leads and customers (CRM)",
    "pm": "Projects (PM)",
    "fsm": "Jobs and dispatch (FSM)",
    "integrated": "One system for several of these",
    "spreadsheet": "Spreadsheets",
    "paper": "Paper, whiteboard or memory",
    "other": "Something else",
}
WORKS = {"well": "Well", "partly": "Partly", "badly": "Badly", "unknown": "I don't know"}
NAMELESS = ("spreadsheet", "paper")
MOST = 8


def tools_control(question: Question) -> None:
    """Rows of tools; a row counts once its kind is chosen."""
    rows = rows_of(question.field, state.answers().today.tools or ())
    kept: list[Row[Tool]] = []
    removed = False
    for number, row in enumerate(rows, start=1):
        with st.container(border=True, gap="small"):
            value = _tool(f"{question.field}.{row.id}", number, row.value)
            gone = remove_button(question.field, row, f"Remove tool {number}")
            removed |= gone
            if not gone:
                kept.append(Row(row.id, value))
    values = keep_rows(question.field, kept)
    if values != (state.answers().today.tools or ()):
        state.put(question.field, values or None)
    if removed:
        state.again()
    add_button(question.field, "Add a tool" if not rows else "Add another tool", MOST)


def _tool(name: str, number: int, before: Tool | None) -> Tool | None:
    kind = st.selectbox(
        f"Tool {number}: what is it for?",
        list(KINDS),
        format_func=KINDS.__getitem__,
        index=list(KINDS).index(before.kind) if before else None,
        key=state.key(f"{name}.kind"),
        placeholder="Choose one",
    )
    if kind is None:
        return None
    vendor = None if kind in NAMELESS else _vendor(name, number, kind, before)
    works = st.pills(
        f"Tool {number}: does it work for you?", list(WORKS), format_func=WORKS.__getitem__,
        default=before.works if before else None, key=state.key(f"{name}.works"),
    )  # fmt: skip
    return Tool(kind=cast(Any, kind), vendor=vendor, works=cast(Any, works))


def _vendor(name: str, number: int, kind: str, before: Tool | None) -> str | None:
    catalogue = state.knowledge().catalogue
    names = {v.id: v.name for v in catalogue.vendors if kind == "other" or v.native_category == kind}
    everyone = {v.id: v.name for v in catalogue.vendors}
    given = before.vendor if before else None
    options = list(names) + ([given] if given and given not in names else [])
    got = st.selectbox(
        f"Tool {number}: which one?",
        options,
        format_func=lambda id_: everyone.get(id_, id_),
        index=options.index(given) if given else None,
        key=state.key(f"{name}.vendor"),
        accept_new_options=True,
        placeholder="Choose, or type its name",
    )
    return got.strip()[:200] or None if isinstance(got, str) else None
