"""Many contractors at once: rows of dotted answer fields in, the category of each out."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TextIO

import numpy as np

from advisor.errors import AdvisorError, FileError
from advisor.knowledge import Knowledge, check_ids
from advisor.questionnaire.answers import Answers, answers_from
from advisor.scoring.facts import derive, estimates
from advisor.scoring.missing import Estimate
from advisor.scoring.options import valued
from advisor.scoring.spans import Number

CHUNK = 2_000
"""Rows decided at once: large enough for numpy, small enough to show progress."""

COLUMNS = ("category", "platforms", "option", "runner_up", "lead_points", "minor_side", "minor_share", "error")


class Decided(NamedTuple):
    """One row as read, with its decision; *error* holds one sentence where the row could not be used."""

    row: dict[str, Any]
    result: dict[str, str]


def nested(row: dict[str, Any]) -> dict[str, Any]:
    """A flat row of dotted fields as answers data; empty cells are unanswered, numbers and true/false are read."""
    out: dict[str, Any] = {}
    for field, cell in row.items():
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            continue
        steps = str(field).strip().split(".")
        here = out
        for step in steps[:-1]:
            here = here.setdefault(step, {})
            if not isinstance(here, dict):
                raise FileError(f"the column {field} contradicts another column", do="Keep one of them.")
        here[steps[-1]] = _cell(cell)
    return out


def _cell(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    text = cell.strip()
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    try:
        return float(text)
    except ValueError:
        pass
    if text[:1] in "[{":
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    return text


def read_csv(stream: TextIO) -> Iterator[dict[str, Any]]:
    """Rows of a CSV file whose header holds dotted answer fields; other columns may be named with a leading '#'."""
    reader = csv.DictReader(stream)
    try:
        for row in reader:
            yield {k: v for k, v in row.items() if k is not None}
    except csv.Error as error:
        raise FileError(f"the file cannot be read as CSV ({error})", where=f"line {reader.line_num}") from None


def read_jsonl(stream: TextIO) -> Iterator[dict[str, Any]]:
    """Rows of a file that holds one JSON answers object on each line."""
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except (ValueError, RecursionError):  # among them a number of thousands of digits
            raise FileError(
                "the line cannot be read as JSON", where=f"line {number}", do="One object each line."
            ) from None
        if not isinstance(data, dict):
            raise FileError("the line holds no answers object", where=f"line {number}", do="One object each line.")
        yield data


def decide_many(rows: Iterable[dict[str, Any]], knowledge: Knowledge) -> Iterator[Decided]:
    """The decision for each row, in order, `CHUNK` rows at a time; a bad row is reported and the rest goes on."""
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield from _decide(chunk, knowledge)
            chunk = []
    if chunk:
        yield from _decide(chunk, knowledge)


def _decide(rows: list[dict[str, Any]], k: Knowledge) -> Iterator[Decided]:
    found: list[dict[str, Estimate]] = []
    results: list[dict[str, str]] = []
    places: list[int] = []
    for row in rows:
        result = dict.fromkeys(COLUMNS, "")
        results.append(result)
        try:
            answers = _answers(row, k)
            estimate, mix, _ = estimates(answers, k)
        except AdvisorError as error:
            result["error"] = error.sentence
            continue
        result["minor_side"] = mix.minor_side
        result["minor_share"] = f"{mix.minor_share.mid:.4f}"
        places.append(len(results) - 1)
        found.append(estimate)
    if found:
        columns: dict[str, Number] = {name: np.array([f[name].mid for f in found]) for name in found[0]}
        values = valued(derive(columns, k.rule_book), k.option_book, k.rule_book).values
        ids = sorted(values)
        table = np.stack([np.broadcast_to(np.asarray(values[i]), (len(found),)) for i in ids])
        order = np.argsort(-table, axis=0, kind="stable")
        for column, place in enumerate(places):
            best, second = order[0, column], order[1, column]
            option = k.option_book.by_id[ids[best]]
            results[place] |= {
                "category": option.category,
                "platforms": "+".join(option.platforms),
                "option": option.id,
                "runner_up": ids[second],
                "lead_points": f"{table[best, column] - table[second, column]:.4f}",
            }
    for row, result in zip(rows, results, strict=True):
        yield Decided(row, result)


def _answers(row: dict[str, Any], k: Knowledge) -> Answers:
    data = nested({field: cell for field, cell in row.items() if not str(field).startswith("#")})
    return check_ids(answers_from(data, name="row"), k, name="row")
