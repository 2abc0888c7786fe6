"""The work mix: which share of the work is project-shaped, by revenue, by labor hours and by count, and how sure."""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from advisor.base import Interval, Value
from advisor.questionnaire.answers import UNKNOWN, Answers, Duration, Range, Signals, Stream
from advisor.scoring.missing import Estimate, is_answered

Basis = Literal["revenue", "hours", "count", "volume", "trade"]

GUESS_WIDTH = 0.08
"""Half width of a share typed as one number: people name tenths (judgement)."""

STREAM_WIDTH = 0.04
"""Half width of a share computed from listed kinds of work: volumes and values are rounded too (judgement)."""

COUNT_WIDTH = 0.20
"""Half width of a share listed by count only: forty calls a day against one project mislead."""

WORKDAYS = {"hours": 1 / 8, "days": 1.0, "weeks": 5.0, "months": 21.0}

PROJECT_SIGNALS = (
    "contracts", "change_orders", "rfis_submittals", "several_trades", "progress_billing", "legal_documents",
    "certified_payroll",
)  # fmt: skip
JOB_SIGNALS = ("dispatch", "same_visit_billing", "recurring")


class WorkMix(Value):
    """The split of the work. Shares are project shares from 0 to 1; None where the answers cannot say."""

    by_revenue: Interval | None
    by_hours: Interval | None
    by_count: Interval | None
    leading_basis: Basis
    project_share: Interval
    minor_side: Literal["project", "job"]
    minor_share: Interval
    short_share: float
    """Part of the project side that consists of short projects: one crew, one to ten days, sold by a person (0-1)."""
    shape_evidence: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


class Measured(NamedTuple):
    """Project share per basis from the listed kinds of work, and the short part of the project side."""

    by_revenue: Interval | None
    by_hours: Interval | None
    by_count: Interval | None
    short: float | None


def workdays(duration: Duration | str | None) -> tuple[float, float, float] | None:
    """Least, middle and greatest length in working days; None where it is not known."""
    if duration is None or duration == UNKNOWN or isinstance(duration, str) or not is_answered(duration.value):
        return None
    unit = WORKDAYS[duration.unit]
    if isinstance(duration.value, Range):
        low = duration.value.low if duration.value.low is not None else (duration.value.high or 0) / 2
        high = duration.value.high if duration.value.high is not None else low * 2
        return low * unit, math.sqrt(max(low, 0.01) * max(high, 0.01)) * unit, high * unit
    assert isinstance(duration.value, (int, float))
    return (duration.value * unit,) * 3


def project_degree(days: float) -> float:
    """How project-shaped work of this length is: 0 up to two working days, 1 from six weeks, by its logarithm (W2)."""
    return min(max((math.log(max(days, 0.01)) - math.log(2)) / (math.log(30) - math.log(2)), 0.0), 1.0)


def short_degree(days: float) -> float:
    """How much work of this length is a short project: full from 1 to 10 working days, none under 0.5 or over 30."""
    rising = min(max((math.log(max(days, 0.01)) - math.log(0.5)) / (math.log(1.0) - math.log(0.5)), 0.0), 1.0)
    falling = min(max((math.log(30) - math.log(max(days, 0.01))) / (math.log(30) - math.log(10)), 0.0), 1.0)
    return min(rising, falling)


def count_signals(signals: Signals, names: tuple[str, ...]) -> tuple[int, int]:
    """How many of *names* are marked true, and how many are marked either way."""
    values = [getattr(signals, name) for name in names]
    return sum(v is True for v in values), sum(isinstance(v, bool) for v in values)


def stream_degree(stream: Stream) -> tuple[float, float, float] | None:
    """Project degree of one kind of work as (least, middle, greatest); None where nothing tells it.

    Length leads; marks of project work pull up, marks of job work pull down (W2-W4). A short project of one to ten
    days is project-shaped work for the split (it is sold, scheduled and collected as a piece), whatever its length.
    """
    days = workdays(stream.duration)
    for_project, _ = count_signals(stream.signals, PROJECT_SIGNALS)
    for_job, _ = count_signals(stream.signals, JOB_SIGNALS)
    if days is None:
        # Marks tell which way it leans; only the length could narrow it down.
        if for_project == for_job:
            return None if for_project == 0 else (0.0, 0.5, 1.0)
        return (0.0, 0.9, 1.0) if for_project > for_job else (0.0, 0.1, 1.0)
    pull = 0.12 * for_project - 0.15 * for_job
    value = _stream_value(stream)
    sold = days[1] > 0.75 and for_job == 0
    known = _sold_pull(value) if sold and value is not None else 0.0
    most = 0.8 if sold and value is None else known
    low, mid, high = (
        min(max(project_degree(d) + pull + p, 0.0), 1.0) for d, p in zip(days, (known, known, most), strict=True)
    )
    return low, mid, high


def _sold_pull(value: float) -> float:
    """What being sold and collected as a piece adds: from a ticket of $2,000 (domain figure), in full at $8,000."""
    if value < 2000:
        return 0.0
    return 0.45 + 0.35 * min(math.log(value / 2000) / math.log(4), 1.0)


def _stream_value(stream: Stream) -> float | None:
    return _point(stream.average_value_usd)


def _point(value: object) -> float | None:
    """A given number as one figure: itself, or the middle of a closed range."""
    if isinstance(value, Range):
        if value.low is not None and value.high is not None:
            return (value.low + value.high) / 2
        return value.low if value.low is not None else value.high
    return float(value) if isinstance(value, (int, float)) else None


def measure_streams(streams: tuple[Stream, ...], usual: float = 0.5) -> Measured:
    """Project shares of the listed kinds of work, each basis only where every kind of work states it.

    Args:
        usual: project share as the trade and the marks of the work tell it; stands in, with the whole range, for a
            kind of work whose length and marks are open.
    """
    degrees = [stream_degree(s) or (0.0, usual, 1.0) for s in streams]
    counts = [_point(s.per_year) for s in streams]
    values = [_stream_value(s) for s in streams]
    hours = [_point(s.hours_each) for s in streams]

    def share(amounts: list[float | None]) -> Interval | None:
        if any(a is None for a in amounts):
            return None
        known = [a or 0.0 for a in amounts]
        total = sum(known)
        if total <= 0:
            return None
        low, mid, high = (sum(a * d[k] for a, d in zip(known, degrees, strict=True)) / total for k in range(3))
        return _widened(low, mid, high, STREAM_WIDTH)

    def product(a: list[float | None], b: list[float | None]) -> list[float | None]:
        return [None if x is None or y is None else x * y for x, y in zip(a, b, strict=True)]

    revenue, labor = product(counts, values), product(counts, hours)
    leading = next((a for a in (revenue, labor, counts) if share(a) is not None), [1.0] * len(streams))
    short, project = 0.0, 0.0
    for stream, amount, degree in zip(streams, leading, degrees, strict=True):
        days = workdays(stream.duration)
        part = (amount or 0.0) * degree[1]
        project += part
        short += part * (_short_of(days[1], stream.signals) if days else 0.0)
    return Measured(share(revenue), share(labor), share(counts), short / project if project > 0 else None)


def _short_of(days: float, signals: Signals) -> float:
    heavy, _ = count_signals(signals, ("rfis_submittals", "several_trades", "progress_billing", "change_orders"))
    return max(short_degree(days) - 0.25 * heavy, 0.0)


def _widened(low: float, mid: float, high: float, width: float) -> Interval:
    # A share of exactly nothing or everything is surer than one in between: nobody overlooks half the firm.
    room = min(width, max(mid, 1 - mid) * width, width if 0 < mid < 1 else width / 2)
    return Interval(low=max(low - room, 0.0), mid=mid, high=min(high + room, 1.0))


def stated_share(answers: Answers) -> Interval | None:
    """The split as given with the slider or as a range; None where it is open."""
    given = answers.work.project_share
    if not is_answered(given):
        return None
    if isinstance(given, Range):
        low = 0.0 if given.low is None else given.low
        high = 1.0 if given.high is None else given.high
        return Interval(low=low, mid=(low + high) / 2, high=high)
    assert isinstance(given, (int, float))
    return _widened(given, given, given, GUESS_WIDTH)


def work_mix(answers: Answers, share_from_shape: Estimate, short: Estimate) -> WorkMix:
    """The split that leads, with its bases.

    Args:
        share_from_shape: the project share as far as trade, duration and signals tell it; used only while the
            contractor has not said or listed the split.
        short: degree to which the project side consists of short projects.
    """
    doubts: list[str] = []
    by: dict[str, Interval | None] = {"revenue": None, "hours": None, "count": None}
    leading: Basis
    records = answers.work.measured
    if records is not None and (read := answers.work.measured_share) is not None:
        share, leading = read, records.basis
        by = {"revenue": records.by_revenue, "hours": records.by_hours, "count": records.by_count}
        if not records.can_tell:
            doubts.append("Your records cannot tell on which side of the line your work lies; more of them would.")
        if leading == "count":
            doubts.append("Your records hold no money and no hours; the number of pieces alone misleads.")
    elif answers.work.streams:
        measured = measure_streams(answers.work.streams, share_from_shape.mid)
        by = {"revenue": measured.by_revenue, "hours": measured.by_hours, "count": measured.by_count}
        if measured.by_revenue:
            share, leading = measured.by_revenue, "revenue"
        elif measured.by_hours:
            share, leading = measured.by_hours, "hours"
        elif c := measured.by_count:
            share, leading = _widened(c.low, c.mid, c.high, COUNT_WIDTH), "count"
            doubts.append("Only the number of pieces is known. Add what one is worth: the count alone misleads.")
        else:
            share, leading = Interval(low=0, mid=share_from_shape.mid, high=1), "trade"
            doubts.append("The listed kinds of work have no numbers yet, so they cannot tell the split.")
    elif (stated := stated_share(answers)) is not None:
        basis = answers.work.basis
        leading = basis if basis in ("revenue", "hours", "count") else "volume"
        share = stated
        if leading in by:
            by[leading] = stated
        if leading == "count":
            doubts.append("The split is by number of pieces, which misleads. Think of revenue instead.")
        if abs(share_from_shape.mid - share.mid) > 0.6 and share_from_shape.held > 8:
            doubts.append("The length and marks of your work point the other way than your split. Check one of them.")
    else:
        share, leading = Interval(low=0, mid=share_from_shape.mid, high=1), "trade"
    minor: Literal["project", "job"] = "project" if share.mid < 0.5 else "job"
    sides = {name: interval for name, interval in by.items() if interval is not None}
    if len({_zone(interval) for name, interval in sides.items() if name != "count"} | {_zone(share)}) > 1:
        doubts.append("Revenue and labor hours fall on different sides of the line. Revenue leads; hours come next.")
    elif "count" in sides and _zone(sides["count"]) != _zone(share) and leading != "count":
        doubts.append("By number of pieces the split looks different. The count misleads, so it does not decide.")
    return WorkMix(
        by_revenue=by["revenue"],
        by_hours=by["hours"],
        by_count=by["count"],
        leading_basis=leading,
        project_share=share,
        minor_side=minor,
        minor_share=_minor(share),
        short_share=round(short.mid, 4),
        doubts=tuple(doubts),
    )


def _minor(share: Interval) -> Interval:
    ends = sorted((min(share.low, 1 - share.low), min(share.high, 1 - share.high)))
    high = 0.5 if share.low <= 0.5 <= share.high else ends[1]
    return Interval(low=ends[0], mid=min(share.mid, 1 - share.mid), high=high)


def _zone(share: Interval) -> str:
    minor = min(share.mid, 1 - share.mid)
    return "one" if minor < 0.25 else ("two-project" if share.mid >= 0.5 else "two-job") if minor < 0.3 else "two"
