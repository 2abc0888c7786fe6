"""Plausible contractors to try the catalogue on: the examples, and a grid of trade by size and split.

They are kinds of firms, nobody in particular. The grid is the same on every run: trades in the order of their file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from advisor import files
from advisor.errors import KnowledgeError
from advisor.knowledge import Knowledge, data_folder
from advisor.questionnaire.answers import Answers, answers_from
from advisor.questionnaire.trades import Trade


class Contractor(NamedTuple):
    """One firm of the set; its id says what it is, as in "roofing_residential, 6 people, 97 % projects"."""

    id: str
    answers: Answers


class _Size(NamedTuple):
    people: int
    company: dict[str, int]
    accounting: tuple[str, ...]


_LARGE_BOOKS = ("sage_intacct", "sage_100_300", "viewpoint_vista", "acumatica", "foundation", "quickbooks_desktop")

SIZES = (
    _Size(6, {"technicians": 3, "office_staff": 1}, ("quickbooks_online",)),
    _Size(14, {"technicians": 7, "office_staff": 3}, ("quickbooks_online", "xero")),
    _Size(30, {"technicians": 14, "office_staff": 5}, ("quickbooks_online", "quickbooks_desktop")),
    _Size(150, {"technicians": 60, "office_staff": 25}, _LARGE_BOOKS),
    _Size(500, {"technicians": 180, "office_staff": 90}, _LARGE_BOOKS[1:]),
)
"""From a crew with its owner to a firm with departments, each with the books such firms run. Judgement."""

SHARES = {"project": (0.97, 0.65), "mixed": (0.75, 0.25), "job": (0.03, 0.35)}
"""Project shares to try by the usual pattern of the trade: the usual one, and mixed well past the hybrid line."""

SELLING: dict[str, Any] = {
    "sales": {"leads_per_month": 120, "open_quotes": 60, "salespeople": 5, "sales_led": True, "stakeholders": "many"},
    "pains": {"slow_lead_response": 3, "quotes_not_followed_up": 3, "leads_scattered": 3},
}
"""A firm that lives by its salespeople."""

ONE_SYSTEM: dict[str, Any] = {"limits": {"wants_one_system": True}, "team": {"administration": "none"}}
"""A firm with both kinds of work that wants a single system, and has nobody to look after two."""

ALSO_TRIED = (14, 150)
"""Sizes on which the two special kinds of firm are tried."""


def contractors(k: Knowledge, folder: Path | None = None) -> tuple[Contractor, ...]:
    """The examples of the data folder, if it has any, and the grid over all trades.

    Raises:
        AnswersError, FileError, KnowledgeError: the examples cannot be read.
    """
    path = (folder or data_folder()) / "examples.yaml"
    examples = tuple(_examples(path)) if path.exists() else ()
    trades = [trade for trade in k.trades.values() if not trade.parent]
    return (*examples, *(one for number, trade in enumerate(trades) for one in _grid(trade, number)))


def _examples(path: Path) -> Iterator[Contractor]:
    data = files.parse(files.read_text(path), name=path.name, trusted=True)
    listed = data.get("examples") if isinstance(data, dict) else None
    if not isinstance(listed, list) or not all(isinstance(one, dict) and "id" in one for one in listed):
        raise KnowledgeError("the file must hold one list called examples, each with an id", where=path.name)
    for one in listed:
        yield Contractor(f"example {one['id']}", answers_from(one.get("answers", {}), name=f"{path.name}, {one['id']}"))


def _grid(trade: Trade, number: int) -> Iterator[Contractor]:
    usual, mixed = SHARES[trade.pattern]
    for size in SIZES:
        kinds: list[tuple[float, str, dict[str, Any]]] = [(usual, "", {}), (mixed, "", {})]
        if size.people in ALSO_TRIED:
            kinds += [(usual, ", sales-led", SELLING), (mixed, ", one system wanted", ONE_SYSTEM)]
        for share, kind, more in kinds:
            data = {
                "company": {"trade": trade.id, "headcount": size.people, **size.company},
                "work": {"project_share": share},
                "today": {"accounting": size.accounting[number % len(size.accounting)]},
                **more,
            }
            name = f"{trade.id}, {size.people} people, {share:.0%} projects{kind}"
            yield Contractor(name, answers_from(data))
