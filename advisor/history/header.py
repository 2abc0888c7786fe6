"""Where a table begins and what in it is no record: titles above, group rows, totals, repeated headers, footers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.history.read import RawTable

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_LOOK = 60
_NUMBER = re.compile(r"^[\s$€£(]*-?[\d.,\s]+\)?%?$")
_TOTAL = r"^(?:grand\s+|sub\s?)?total(?:es|s)?(?:\s+(?:for|general|de)\b.*)?[:.]?$|^suma\b|^(?:report\s+)?totals?\b"
_STATISTIC = r"^(?:averages?|avg|mean|median|count|number of (?:jobs|records)|promedio|conteo)[.:]?$"
_FOOTER = r"(?i)\b(?:accrual|cash) basis\b|^generated\b|^report (?:generated|run|created)|^printed|^page \d+|^exported"


def clean_name(name: str) -> str:
    """A column name as it is compared: lower case, plain letters, words and `#`, `$`, `%` apart by one space."""
    plain = unicodedata.normalize("NFKD", str(name)).encode("ascii", "ignore").decode().lower()
    return " ".join(re.sub(r"(#s\b|[#$%])", r" \1 ", re.sub(r"[^a-z0-9#$%]+", " ", plain)).split())


@dataclass(frozen=True)
class Headed:
    """A table with its header taken off.

    Attributes:
        columns: names as they stand in the file, made unique; "Column 3" where there is none.
        keys: the same, cleaned by `clean_name`.
        body: the cells below the header, stripped, blank rows left out; the index is the row of the file minus one.
        reason: for each row of the body the code of why it is no record, or "".
        groups: for each row the last group row above it (a customer, in reports grouped by customer), or "".
        checksums: totals that the file itself states: (row, cells).
        header_row: row of the file that holds the header, from 1; None where there is none.
    """

    name: str
    columns: list[str]
    keys: list[str]
    body: pd.DataFrame
    reason: pd.Series
    groups: pd.Series
    checksums: list[tuple[int, list[str]]]
    header_row: int | None


def headed(table: RawTable, known: Collection[str]) -> Headed:
    """The table with header and shell taken apart; *known* are cleaned column names that any system uses."""
    # An apostrophe in front is how spreadsheet programs mark a number kept as text.
    cells = table.cells.apply(lambda column: column.str.strip().str.removeprefix("'"))
    if len(cells) and cells[0].str.startswith("!").any():
        return _sections(table.name, cells)
    at = _header_row(cells, known)
    names = cells.iloc[at].tolist() if at is not None else [""] * cells.shape[1]
    body = cells.iloc[at + 1 :] if at is not None else cells
    used = [i for i in range(cells.shape[1]) if names[i] or (len(body) and (body[i] != "").any())]
    names = [names[i] for i in used]
    body = body[used]
    body.columns = range(len(used))
    return _shelled(table.name, names, body, None if at is None else at + 1)


def _sections(name: str, cells: pd.DataFrame) -> Headed:
    """The customer and job list of an IIF file: `!CUST` names the columns of the rows that begin with CUST."""
    marks = cells.index[cells[0].str.upper() == "!CUST"]
    start = int(marks[0]) if len(marks) else int(cells.index[cells[0].str.startswith("!")][0])
    kind = str(cells.at[start, 0])[1:].upper()
    names = cells.iloc[start].tolist()
    body = cells[~cells[0].str.startswith("!")]
    found = _shelled(name, ["", *names[1:]], body, start + 1)
    found.reason[found.body[0].str.upper() != kind] = "other-list"
    return found


def _header_row(cells: pd.DataFrame, known: Collection[str]) -> int | None:
    """The row with most known names among the first rows; else the first full row of words above rows with numbers."""
    top = cells.iloc[:_LOOK].values.tolist()
    filled = [[c for c in row if c] for row in top]
    usual = sorted(len(row) for row in filled)[len(filled) // 2] if filled else 0
    best, best_score = None, 0.0
    for i, row in enumerate(filled):
        if len(row) < max(2, 0.5 * usual):
            continue
        numbers = sum(bool(_NUMBER.match(c)) for c in row)
        if numbers > 0.2 * len(row) or len(set(row)) < 0.7 * len(row):
            continue
        hits = sum(clean_name(c) in known for c in row)
        below = any(bool(_NUMBER.match(c)) or "$" in c for later in filled[i + 1 : i + 6] for c in later)
        score = hits + (0.5 if below else 0.0) - 0.001 * i
        if score > best_score:
            best, best_score = i, score
    return best


def _shelled(name: str, names: list[str], body: pd.DataFrame, header_row: int | None) -> Headed:
    import pandas as pd

    filled = (body != "").sum(axis=1)
    body = body[filled > 0]
    filled = filled[filled > 0]
    columns, seen = [], set()
    for i, raw in enumerate(names):
        shown = " ".join(raw.lstrip("*").split()) or f"Column {i + 1}"
        unique, n = shown, 1
        while unique in seen:
            n += 1
            unique = f"{shown} ({n})"
        seen.add(unique)
        columns.append(unique)
    reason = pd.Series("", index=body.index, dtype=object)
    usual = _usual(filled)
    first = _first_filled(body)
    if header_row is not None and len(body):
        reason[_repeats(body, names)] = "repeated-header"
    thin = filled <= max(0.6 * usual, 1.0)
    lower = first.str.lower()
    total = thin & lower.str.contains(_TOTAL, regex=True, na=False) & (reason == "")
    reason[total] = "totals"
    reason[thin & lower.str.contains(_STATISTIC, regex=True, na=False) & (reason == "")] = "footer"
    alone = (filled == 1) & (usual >= 3) & (reason == "")
    footer = alone & first.str.contains(_FOOTER, regex=True, na=False)
    records = body.index[(filled > 1) & (reason == "")]
    footer |= alone & (body.index > (records[-1] if len(records) else -1))
    reason[footer] = "footer"
    group = alone & ~footer & (body[0] != "") if body.shape[1] else alone
    reason[group] = "group-row"
    reason[alone & ~footer & ~group] = "note"
    groups = first.where(group).ffill().fillna("") if group.any() else pd.Series("", index=body.index)
    _last_total(body, filled, reason, usual)
    sums = [(int(i) + 1, body.loc[i].tolist()) for i in body.index[reason == "totals"][-3:]]
    return Headed(name, columns, [clean_name(n) for n in names], body, reason, groups, sums, header_row)


def _usual(filled: pd.Series) -> float:
    """How many cells a record fills. Where each customer has one bill, group rows and totals outnumber the records."""
    wide = filled[filled > 2]
    if len(wide) < 0.2 * len(filled):
        wide = filled
    return float(wide.median()) if len(wide) else 0.0


def _first_filled(body: pd.DataFrame) -> pd.Series:
    import pandas as pd

    if not body.shape[1]:
        return pd.Series("", index=body.index, dtype="str")
    first = body[0]
    for column in list(body.columns)[1:]:
        missing = first == ""
        if not missing.any():
            break
        first = first.where(~missing, body[column])
    return first


def _repeats(body: pd.DataFrame, names: list[str]) -> np.ndarray:
    import numpy as np

    named = [i for i, n in enumerate(names) if n]
    same = np.zeros(len(body))
    for i in named:
        same += (body[i] == names[i]).to_numpy()
    return same >= max(0.8 * len(named), 1)


def _last_total(body: pd.DataFrame, filled: pd.Series, reason: pd.Series, usual: float) -> None:
    """A last row that is half empty and holds numbers alone is a total without the word."""
    left = body.index[reason == ""]
    if len(left) < 3:
        return
    last = left[-1]
    cells = [c for c in body.loc[last].tolist() if c]
    if 1 <= len(cells) <= 0.5 * usual and all(_NUMBER.match(c) for c in cells) and filled[last] >= 1:
        reason[last] = "totals"
