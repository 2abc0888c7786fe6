"""Pieces of work with the quantities that are measured: value, length, effort, the day they count for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.history.ledger import Ledger, counted

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

TRUST = {"actual": 1.0, "scheduled": 0.7, "admin": 0.35, "none": 0.3}
"""How far a length tells the shape, by what the end column is: calendar days are not effort, closing days less so."""

SPAN_TRUST = 0.3
"""The same for lengths from first bill to last, or from order to end."""

_LONGEST_DAYS = 2_000


def quantities(work: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """The pieces with "value" (USD, NaN unknown), "hours", "days" (working days), "trust" (of the days, 0-1), "visits",
    "date" (the day it counts for) and the texts.
    """
    import numpy as np
    import pandas as pd

    out = work[
        ["id", "customer", "contractor", "title", "type", "category", "recurring", "state", "row", "rows"]
    ].copy()
    out["permits"] = work["permits"].to_numpy(dtype=bool)
    out["value"] = np.where(work["amount"].to_numpy(dtype=float) > 0, work["amount"], np.nan)
    nothing = int((work["amount"] == 0).sum())
    if nothing:
        ledger.doubt(
            "value-zero",
            f"{counted(nothing, 'piece of work has', 'pieces of work have')} a value of 0 (warranty, a visit for an "
            "estimate, not billed yet); such work counts as a piece and brings no revenue.",
            rows=nothing,
        )
    out["hours"] = np.where(work["hours"].to_numpy(dtype=float) > 0, work["hours"], np.nan)
    stated = work["visits"].to_numpy(dtype=float)
    out["visits"] = np.where(stated > 0, stated, work["visits_seen"].to_numpy(dtype=float))
    start, end = _days(work["start"]), _days(work["end"])
    days = working_days(work["start"].to_numpy(), work["end"].to_numpy(), work["timed"].to_numpy(dtype=bool))
    trust = work["end_kind"].map(TRUST).fillna(SPAN_TRUST).to_numpy(dtype=float)
    ordered = working_days(work["created"].to_numpy(), work["end"].to_numpy(), np.zeros(len(work), dtype=bool))
    late = np.isnan(days) & ~np.isnan(ordered) & np.isnat(start)
    days, trust = np.where(late, ordered, days), np.where(late, SPAN_TRUST, trust)
    if "first_bill" in work:
        billed = working_days(
            work["first_bill"].to_numpy(), work["last_bill"].to_numpy(), np.zeros(len(work), dtype=bool)
        )
        spanned = np.isnan(days) & ~np.isnan(billed) & (work["rows"].to_numpy() > 1) & (billed > 2)
        days, trust = np.where(spanned, billed, days), np.where(spanned, SPAN_TRUST, trust)
    out["days"], out["trust"] = days, trust
    out["late"] = late
    date = pd.Series(start).fillna(pd.Series(_days(work["invoiced"])))
    out["date"] = date.fillna(pd.Series(end)).fillna(pd.Series(_days(work["created"]))).to_numpy()
    out["start"], out["end"] = start, end
    return out


def _days(values: pd.Series) -> np.ndarray:
    return values.to_numpy().astype("datetime64[D]")


def working_days(start: np.ndarray, end: np.ndarray, timed: np.ndarray) -> np.ndarray:
    """Working days from start to end, NaN where either is missing, the end comes first, or the span is beyond belief.

    Within one day the stated hours count, eight to a day; without hours it is half a day.
    """
    import numpy as np

    out = np.full(len(start), np.nan)
    good = ~np.isnat(start) & ~np.isnat(end)
    good[good] &= end[good] >= start[good].astype("datetime64[D]").astype(start.dtype)
    if not good.any():
        return out
    a, b = start[good].astype("datetime64[D]"), end[good].astype("datetime64[D]")
    span = np.busday_count(a, b).astype(float) + 1
    hours = (end[good] - start[good]).astype("timedelta64[s]").astype(float) / 3600
    same = a == b
    within = np.where(timed[good] & (hours > 0), np.clip(hours / 8, 0.06, 1.5), 0.5)
    # A night between two days is still one visit: two days with under a day of hours between them.
    span = np.where(same, within, np.maximum(span, 1.0))
    span[span > _LONGEST_DAYS] = np.nan
    out[good] = span
    return out
