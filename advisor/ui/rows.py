"""Lists of rows that a visitor adds and removes. Each row stays itself, so that no box shows another row's text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, NamedTuple, TypeVar

import streamlit as st

from advisor.ui import state

T = TypeVar("T")


class Row(NamedTuple, Generic[T]):
    """One row: a number that stays its own, and what it holds; None while it says nothing yet."""

    id: int
    value: T | None


def rows_of(field: str, stored: Sequence[T]) -> list[Row[T]]:
    """The rows on screen: the stored values, and among them the rows that are still blank."""
    rows: list[Row[T]] = state.note(f"rows {field}", [])
    if [row.value for row in rows if row.value is not None] != list(stored):  # other answers were opened
        rows = [Row(number, value) for number, value in enumerate(stored)]
    return rows


def keep_rows(field: str, rows: list[Row[T]]) -> tuple[T, ...]:
    """Remembers the rows as they stand now, and returns what they hold."""
    state.remember(f"rows {field}", rows)
    return tuple(row.value for row in rows if row.value is not None)


def add_button(field: str, label: str, most: int) -> None:
    """A button that adds a blank row, up to *most*."""
    rows: list[Row[object]] = state.note(f"rows {field}", [])
    if len(rows) >= most:
        st.caption(f"{most} is the most that can be listed here. Put small ones together.")
    elif st.button(label, key=state.key(f"add {field}"), type="secondary"):
        fresh = max((row.id for row in rows), default=-1) + 1
        state.remember(f"rows {field}", [*rows, Row(fresh, None)])
        state.again()


def remove_button(field: str, row: Row[T], label: str) -> bool:
    """A quiet button that takes a row away; True in the run in which it was pressed."""
    return st.button(label, key=state.key(f"remove {field} {row.id}"), type="tertiary")
