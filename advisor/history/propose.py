"""What was measured, as proposed answers: the user confirms them; nothing else of the file is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from advisor.base import Interval
from advisor.history.book import SHAPES
from advisor.history.imported import Imported, Period, Shares
from advisor.questionnaire.answers import UNKNOWN, Answers, Range, Stream, answers_from
from advisor.questionnaire.measured import Basis
from advisor.scoring.missing import is_answered
from advisor.scoring.work_mix import measure_streams

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

STREAM_NAMES = {"job": "jobs and calls", "short_project": "short projects", "project": "projects"}
_LEAST_RECORDS = 3
_LEAST_YEARS = 0.15
_TRUSTED = 0.5
_KNOWN = 0.5
_WORKDAYS_A_YEAR = 260.0
_APART = 0.10
"""Streams must give the measured share back to within this much, or they are not proposed."""


def proposed_answers(
    records: pd.DataFrame,
    chance: np.ndarray,
    shares: Shares,
    basis: Basis | None,
    period: Period | None,
    trade: str | None,
    kept: Mapping[str, Any],
) -> Answers:
    """The answers that the records support.

    Args:
        chance: (records, 3) chance of each shape.
        basis: the leading basis; None proposes no share.
        kept: how the file was read, for the saved assessment: systems, columns, moved, anchors, can_tell.
    """
    work: dict[str, Any] = {}
    leading = None if basis is None else getattr(shares, f"by_{basis}")
    if leading is not None:
        work["project_share"] = {"low": round(leading.low, 2), "high": round(leading.high, 2)}
        work["basis"] = basis
        work["measured"] = {
            "basis": basis, "by_revenue": shares.by_revenue, "by_hours": shares.by_hours, "by_count": shares.by_count,
            "records": len(records), **kept,
        }  # fmt: skip
        if period is not None:
            work["measured"].update(first=period.first, last=period.last)
        streams = _streams(records, chance, period)
        if streams and _give_back(streams, leading, basis):
            work["streams"] = streams
        work.update(_typical(records, chance, leading))
        # Permits are a part of the work only, so their number says nothing of a day.
        if period is not None and period.years >= _LEAST_YEARS and not records["permits"].any():
            work.update(_pace(records, chance, period.years))
    if (records["recurring"] != "").any():
        from advisor.history.kinds import RECURRING

        if records["recurring"].str.contains(RECURRING, regex=True).mean() > 0.05:
            work["signals"] = {"recurring": True}
    data: dict[str, Any] = {"work": work} if work else {}
    if trade is not None:
        data["company"] = {"trade": trade}
    return answers_from(data, name="proposed answers")


def _rounded(value: float) -> float:
    return float(f"{value:.3g}")


def _tally(value: float) -> float:
    """A number of jobs or projects as people say it: two figures, and no more than one behind the point."""
    return max(round(float(f"{value:.2g}"), 1), 0.1)


def _mean(values: np.ndarray, weight: np.ndarray) -> float | None:
    import numpy as np

    known = ~np.isnan(values)
    total = float(weight[known].sum())
    return float((values[known] * weight[known]).sum() / total) if total > 0 else None


def weighted_median(values: np.ndarray, weight: np.ndarray) -> float | None:
    """The middle of *values* by *weight*; None where nothing is known."""
    import numpy as np

    known = ~np.isnan(values) & (weight > 0.01)
    if not known.any():
        return None
    order = np.argsort(values[known])
    sums = np.cumsum(weight[known][order])
    return float(values[known][order][np.searchsorted(sums, sums[-1] / 2)])


def trusted_days(records: pd.DataFrame) -> np.ndarray:
    """Lengths in working days where start and end of the work itself are known, or the hours of a day's work."""
    import numpy as np

    days = np.where(records["trust"].to_numpy() >= _TRUSTED, records["days"].to_numpy(dtype=float), np.nan)
    hours = records["hours"].to_numpy(dtype=float)
    return np.where(np.isnan(days) & (hours <= 8), hours / 8, days)


def _duration(days: float) -> dict[str, Any]:
    if days <= 1:
        return {"value": _rounded(max(days * 8, 0.25)), "unit": "hours"}
    if days <= 15:
        return {"value": _rounded(days), "unit": "days"}
    return {"value": _rounded(days / 5), "unit": "weeks"}


def _streams(records: pd.DataFrame, chance: np.ndarray, period: Period | None) -> list[dict[str, Any]]:
    """A stream for each shape; nothing where the length of any of them is not known."""
    import numpy as np

    days, value = trusted_days(records), records["value"].to_numpy(dtype=float)
    hours = records["hours"].to_numpy(dtype=float)
    out = []
    for place, shape in enumerate(SHAPES):
        weight = chance[:, place]
        if weight.sum() < _LEAST_RECORDS:
            continue
        if weight[~np.isnan(days)].sum() < _KNOWN * weight.sum():
            return []
        middle = weighted_median(days, weight)
        if middle is None:
            return []
        stream: dict[str, Any] = {"name": STREAM_NAMES[shape], "duration": _duration(middle)}
        if period is not None and period.years >= _LEAST_YEARS:
            stream["per_year"] = _rounded(weight.sum() / period.years)
        for field, values in (("average_value_usd", value), ("hours_each", hours)):
            if weight[~np.isnan(values)].sum() >= _KNOWN * weight.sum() and (mean := _mean(values, weight)):
                stream[field] = _rounded(mean)
        out.append(stream)
    return out


def _give_back(streams: list[dict[str, Any]], leading: Interval, basis: Basis | None) -> bool:
    """Whether the decision, reading these streams, finds the share that was measured."""
    told = measure_streams(tuple(Stream.model_validate(s) for s in streams))
    found = getattr(told, f"by_{basis}")
    return found is not None and abs(found.mid - leading.mid) <= _APART


def _typical(records: pd.DataFrame, chance: np.ndarray, leading: Interval) -> dict[str, Any]:
    """Length and value of a usual piece of the larger side."""
    weight = chance[:, 0] if leading.mid < 0.5 else chance[:, 1] + chance[:, 2]
    out: dict[str, Any] = {}
    days = weighted_median(trusted_days(records), weight)
    if days is not None:
        out["typical_duration"] = _duration(days)
    value = _mean(records["value"].to_numpy(dtype=float), weight)
    if value is not None:
        out["average_value_usd"] = _rounded(value)
    return out


def _pace(records: pd.DataFrame, chance: np.ndarray, years: float) -> dict[str, Any]:
    """Jobs on a working day, and projects under way at once (how many begin, times how long they last)."""
    import numpy as np

    out: dict[str, Any] = {}
    workdays = years * _WORKDAYS_A_YEAR
    if chance[:, 0].sum() >= _LEAST_RECORDS:
        out["jobs_per_day"] = _tally(chance[:, 0].sum() / workdays)
    side = chance[:, 1] + chance[:, 2]
    days = records["days"].to_numpy(dtype=float)
    known = ~np.isnan(days)
    if side.sum() >= _LEAST_RECORDS and side[known].sum() >= _KNOWN * side.sum():
        mean = _mean(days, side)
        assert mean is not None
        out["projects_at_once"] = _tally(side.sum() * mean / workdays)
    return out


def compared(imported: Imported, before: Answers) -> str | None:
    """The measured share beside the earlier guess, in one sentence; None where either is missing."""
    guess, leading = before.work.project_share, imported.leading
    if leading is None or not is_answered(guess) or guess == UNKNOWN:
        return None
    if isinstance(guess, Range):
        ends = [f"{x * 100:.0f}" for x in (guess.low, guess.high) if x is not None]
        said = "–".join(ends)
    else:
        said = f"{float(guess) * 100:.0f}"  # type: ignore[arg-type]
    low, high = round(leading.low * 100), round(leading.high * 100)
    span = f"{low} %" if low == high else f"{low}–{high} %"
    return f"You guessed {said} % project work; your records say {span} by {imported.basis}."
