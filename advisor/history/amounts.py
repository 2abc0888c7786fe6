"""Money and hours as systems write them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST = 1e10
"""Amounts beyond ten billion are no money of a contractor."""


@dataclass(frozen=True)
class Numbers:
    """A column of numbers: *values* as float with NaN for none, and the places of cells that hold no number."""

    values: np.ndarray
    unread: np.ndarray


def money(cells: pd.Series) -> Numbers:
    """Amounts: `$1,225.00`, `(1,234.00)` and `123-` for less than nothing, `1.234,50` where the column writes it so."""
    import numpy as np
    import pandas as pd

    text = cells.str.strip()
    empty = text.isin(["", "-", "--", "–", "n/a", "N/A", "$ -", "$-"]).to_numpy(dtype=bool)
    negative = text.str.contains(r"^\(.*\)$|^\s*[$€£]?\s*-|-\s*$|\bCR$", regex=True).to_numpy(dtype=bool) & ~empty
    bare = text.str.replace(r"[^0-9.,eE]", "", regex=True)
    if _decimal_comma(bare):
        bare = bare.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    else:
        bare = bare.str.replace(",", "", regex=False)
    values = np.abs(pd.to_numeric(bare, errors="coerce").to_numpy(dtype=float))
    values[~(values < MOST)] = np.nan
    worded = text.str.contains(r"[A-DF-Za-df-z]{3,}", regex=True).to_numpy(dtype=bool)
    worded = worded & ~text.str.contains(r"(?i)usd|mxn|cad|eur|aud|gbp|nzd", regex=True).to_numpy(dtype=bool)
    values[worded] = np.nan
    values[negative] *= -1
    return Numbers(values, np.flatnonzero(np.isnan(values) & ~empty))


def _decimal_comma(bare: pd.Series) -> bool:
    """Whether the column writes the comma before the cents: cells like 12,50 or 1.234,50, and none that denies it."""
    comma = int(bare.str.contains(r"(?:^|[^,])\d*,\d{1,2}$", regex=True).sum())
    point = int(bare.str.contains(r"\.\d{1,2}$|,\d{3}\.", regex=True).sum())
    return comma > 0 and comma > 4 * point


def hours(cells: pd.Series, unit: Literal["hours", "minutes"]) -> Numbers:
    """Labour hours: `2h 30m`, `2:30`, `150 min`, `2.5`; bare numbers in *unit*, read as seconds where they are huge."""
    import numpy as np
    import pandas as pd

    text = cells.str.strip().str.lower()
    empty = text.isin(["", "-", "--", "n/a"]).to_numpy(dtype=bool)
    out = np.full(len(text), np.nan)
    bare = pd.to_numeric(text.str.replace(",", ".", regex=False), errors="coerce").to_numpy(dtype=float)
    plain = ~np.isnan(bare)
    if plain.any():
        out[plain] = bare[plain] / _per_hour(bare[plain], unit)
    rest = text[~plain & ~empty]
    if len(rest):
        clock = rest.str.extract(r"^(\d+):(\d\d)(?::\d\d)?$")
        words = rest.str.extract(
            r"^(?:(\d+(?:[.,]\d+)?)\s*d[a-z]*)?\s*(?:(\d+(?:[.,]\d+)?)\s*h[a-z.]*)?\s*(?:(\d+(?:[.,]\d+)?)\s*m[a-z.]*)?\s*(?:\d+\s*s[a-z.]*)?$"
        )
        numbers = words.apply(lambda c: pd.to_numeric(c.str.replace(",", ".", regex=False), errors="coerce"))
        spoken = numbers[0].fillna(0) * 8 + numbers[1].fillna(0) + numbers[2].fillna(0) / 60
        spoken[numbers.isna().all(axis=1)] = np.nan
        timed = clock.apply(pd.to_numeric, errors="coerce")
        out[~plain & ~empty] = (timed[0] + timed[1] / 60).fillna(spoken).to_numpy(dtype=float)
    out[(out < 0) | (out > 1e6)] = np.nan
    return Numbers(out, np.flatnonzero(np.isnan(out) & ~empty))


def _per_hour(values: np.ndarray, unit: str) -> float:
    import numpy as np

    if unit == "hours":
        return 1.0
    middle = float(np.median(values[values > 0])) if (values > 0).any() else 0.0
    # Documented as minutes; files with whole seconds are met too. A middle job of more than 15 hours is seconds.
    return 3600.0 if middle > 900 else 60.0
