"""Money and hours as systems write them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST = 1e10
"""Amounts beyond ten billion are no money of a contractor."""

_CURRENCY = (
    r"(?i)(?:\b(?:usd|cad|mxn|eur|aud|gbp|nzd|dlls?|dollars?|d[oó]lares|pesos?|euros?|m\.? ?n\.?)(?![a-z])|"
    r"\b(?:us|mx|ca|au|nz|c|a)\s?(?=\$)|(?:\bplus|\+|\binc\.?|\bincl\.?|\bex\.?|\bexcl\.?)\s*(?:gst|vat|tax|iva)\b)"
)
_SHORT = {"k": 1e3, "m": 1e6}
"""Endings that shorten an amount: `$12.5k`."""


@dataclass(frozen=True)
class Numbers:
    """A column of numbers: *values* as float with NaN for none, and the places of cells that hold no number."""

    values: np.ndarray
    unread: np.ndarray


def _each_once(cells: pd.Series, read: Callable[[pd.Series], Numbers]) -> Numbers:
    """The numbers of a column whose distinct cells are read once."""
    import numpy as np
    import pandas as pd

    codes, unique = pd.factorize(cells)
    found = read(pd.Series(unique, dtype="str"))
    unread = np.zeros(len(unique), dtype=bool)
    unread[found.unread] = True
    return Numbers(found.values[codes], np.flatnonzero(unread[codes]))


def money(cells: pd.Series) -> Numbers:
    """Amounts: `$1,225.00`, `(1,234.00)` and `123-` for less than nothing, `1.234,50` where the column writes it so."""
    return _each_once(cells, _money)


def _money(cells: pd.Series) -> Numbers:
    import numpy as np
    import pandas as pd

    text = cells.str.strip()
    empty = text.isin(["", "-", "--", "–", "—", "n/a", "N/A", "$ -", "$-"]).to_numpy(dtype=bool)
    lettered = bool(text.str.contains(r"[A-Za-z]", regex=True).any())
    if lettered:
        text = text.str.replace(_CURRENCY, "", regex=True).str.strip()
    negative = text.str.contains(r"^\(.*\)$|^\s*[$€£]?\s*-|-\s*$|\bCR$", regex=True).to_numpy(dtype=bool) & ~empty
    bare = text.str.replace(r"[^0-9.,eE]", "", regex=True).str.strip(".,")
    if _decimal_comma(bare) or _points_group(bare):
        bare = bare.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    else:
        bare = bare.str.replace(",", "", regex=False)
    values = np.abs(pd.to_numeric(bare, errors="coerce").to_numpy(dtype=float))
    if lettered:
        short = text.str.extract(r"(?i)\d\s?([km])\)?$")[0].str.lower().map(_SHORT).to_numpy(dtype=float)
        values = np.where(np.isnan(short), values, values * short)
    values[~(values < MOST)] = np.nan
    if lettered:
        values[text.str.contains(r"[A-DF-Za-df-z]{3,}", regex=True).to_numpy(dtype=bool)] = np.nan
    values[negative] *= -1
    return Numbers(values, np.flatnonzero(np.isnan(values) & ~empty))


def _decimal_comma(bare: pd.Series) -> bool:
    """Whether the column writes the comma before the cents: cells like 12,50 or 1.234,50, and none that denies it."""
    comma = int(bare.str.contains(r"(?:^|[^,])\d*,\d{1,2}$", regex=True).sum())
    point = int(bare.str.contains(r"\.\d{1,2}$|,\d{3}\.", regex=True).sum())
    return comma > 0 and comma > 4 * point


def _points_group(bare: pd.Series) -> bool:
    """Whether points stand between thousands: every cell with a point reads like 1.234 or 1.234.567, several do."""
    pointed = bare[bare.str.contains(".", regex=False)]
    if len(pointed) < 3 or bare.str.contains(",", regex=False).any():
        return False
    return bool(pointed.str.contains(r"^[1-9]\d{0,2}(?:\.\d{3})+$", regex=True).all())


Unit = Literal["hours", "minutes", "seconds"]


def hours(cells: pd.Series, unit: Unit) -> Numbers:
    """Labor hours: `2h 30m`, `2:30`, `150 min`, `PT2H30M`, `2.5`; bare numbers in *unit*.

    Bare minutes are read as seconds where they are huge.
    """
    return _each_once(cells, lambda distinct: _hours(distinct, _per_hour_of(cells, unit)))


def _hours(cells: pd.Series, per_hour: float) -> Numbers:
    import numpy as np
    import pandas as pd

    text = cells.str.strip().str.lower().str.replace(r"^pt(?=\d)", "", regex=True)
    text = text.str.replace(r"(\d\s?h)\s?(\d\d?)$", r"\1 \2m", regex=True)
    empty = text.isin(["", "-", "--", "n/a"]).to_numpy(dtype=bool)
    out = np.full(len(text), np.nan)
    bare = pd.to_numeric(text.str.replace(",", ".", regex=False), errors="coerce").to_numpy(dtype=float)
    plain = ~np.isnan(bare)
    if plain.any():
        out[plain] = bare[plain] / per_hour
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


def _per_hour_of(cells: pd.Series, unit: Unit) -> float:
    """How many of the bare numbers of a column make an hour."""
    import numpy as np
    import pandas as pd

    if unit != "minutes":
        return 1.0 if unit == "hours" else 3600.0
    values = pd.to_numeric(cells.str.replace(",", ".", regex=False), errors="coerce").to_numpy(dtype=float)
    middle = float(np.median(values[values > 0])) if (values > 0).any() else 0.0
    # Documented as minutes; files with whole seconds are met too. A middle job of more than 15 hours is seconds.
    return 3600.0 if middle > 900 else 60.0
