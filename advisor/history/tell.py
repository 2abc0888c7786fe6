"""The measured work mix as it is shown: shapes with examples, kinds, histograms, and the verdict in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.base import Interval
from advisor.history.book import SHAPES
from advisor.history.classify import Classified
from advisor.history.columns import Mapped
from advisor.history.imported import FileRead, Histogram, Imported, Kind, Period, Shape
from advisor.history.kinds import NO_WORDS, REST
from advisor.history.ledger import Ledger
from advisor.history.measure import Measured
from advisor.history.propose import trusted_days, weighted_median
from advisor.questionnaire.answers import Answers

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

TITLES = {"job": "jobs and calls", "short_project": "short projects", "project": "projects"}
_ONE = 0.03
_EXAMPLES = 5
_USD = (0, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 1e7, 1e10)
_DAYS = (0, 0.25, 0.5, 1, 2, 5, 10, 20, 40, 80, 160, 320, 2e3)


def shown_result(
    records: pd.DataFrame,
    lead: Mapped,
    found: Classified,
    measured: Measured,
    period: Period | None,
    files: tuple[FileRead, ...],
    ledger: Ledger,
    proposed: Answers,
    line: tuple[float, float],
    system_name: str,
    one_sided: bool,
) -> Imported:
    """Everything put together; nothing is computed from the file after this."""
    leading = None if measured.basis is None else getattr(measured.shares, f"by_{measured.basis}")
    one = _one_kind(measured, leading)
    can_tell = measured.can_tell and not one_sided
    value = records["value"].to_numpy(dtype=float)
    days = trusted_days(records)
    return Imported(
        system=lead.system,
        certainty=lead.certainty,
        files=files,
        mapping=lead.mapping,
        rows=ledger.rows(len(records)),
        period=period,
        shares=measured.shares,
        short_share=None if measured.short_share is None else round(measured.short_share, 3),
        basis=measured.basis,
        records_are=_records_are(lead),
        can_tell=can_tell,
        records_needed=None if can_tell or one_sided else measured.needed,
        verdict=verdict(measured, leading, len(records), line, system_name if one_sided else ""),
        one_shape=one,
        shapes=_shapes(records, found),
        kinds=_kinds(records, found),
        anchors=found.anchors,
        by_value=_histogram("usd", _USD, value, found.chance),
        by_length=_histogram("working days", _DAYS, days, found.chance),
        findings=ledger.doubts,
        proposed=proposed,
    )


def _records_are(lead: Mapped) -> str:
    if lead.report.permits:
        return "permit"
    return {"invoices": "invoice", "invoice_lines": "invoice", "projects": "project"}.get(lead.report.rows, "job")


def verdict(measured: Measured, leading: Interval | None, n: int, line: tuple[float, float], one_sided: str) -> str:
    """What the records say, in one or two sentences."""
    if leading is None:
        return "These records cannot tell the split: neither words nor values say what kind of work they are."
    span = _span(leading)
    by = {"revenue": "of the revenue", "hours": "of the labor hours", "count": "of the pieces"}[
        measured.basis or "count"
    ]
    if one_sided:
        return (
            f"{one_sided} only holds projects. These {n:,} records cannot tell how much job work there is beside them."
        )
    if measured.can_tell and _one_kind(measured, leading):
        side = "job work" if leading.mid < 0.5 else "project work"
        return f"This is one kind of work: all {side}."
    said = f"{span} {by} {'is' if measured.basis == 'revenue' else 'are'} project work"
    count = measured.shares.by_count
    if measured.basis != "count" and count is not None:
        said += f" ({_span(count)} of the pieces)"
    if measured.can_tell:
        return f"{said}."
    band = f"{line[0] * 100:.0f}–{line[1] * 100:.0f} %"
    more = f" About {measured.needed:,} records would." if measured.needed else ""
    return f"{said}. These {n:,} records cannot tell on which side of the line at {band} that lies.{more}"


def _one_kind(measured: Measured, leading: Interval | None) -> bool:
    """Whether all work has one shape, by the leading basis and by the number of pieces."""
    count = measured.shares.by_count
    if leading is None or count is None:
        return False
    return all(s.mid < _ONE for s in (leading, count)) or all(s.mid > 1 - _ONE for s in (leading, count))


def _span(share: Interval) -> str:
    low, high = round(share.low * 100), round(share.high * 100)
    return f"{low} %" if low == high else f"{low}–{high} %"


def _whole(parts: np.ndarray, total: int) -> list[int]:
    """Whole numbers that add up to *total*, as close to *parts* as can be."""
    import numpy as np

    floor = np.floor(parts).astype(int)
    for place in np.argsort(floor - parts)[: total - int(floor.sum())]:
        floor[place] += 1
    return [int(x) for x in floor]


def _shapes(records: pd.DataFrame, found: Classified) -> tuple[Shape, ...]:
    import numpy as np

    value, hours = (records[c].to_numpy(dtype=float) for c in ("value", "hours"))
    days = trusted_days(records)
    numbers = _whole(found.chance.sum(axis=0), len(records))
    revenue = np.nansum(value)
    out = []
    for place, shape in enumerate(SHAPES):
        weight = found.chance[:, place]
        if numbers[place] == 0:
            continue
        brought = float(np.nansum(value * weight))
        known = float(weight[~np.isnan(value)].sum())
        out.append(
            Shape(
                name=shape,
                title=TITLES[shape],
                records=numbers[place],
                share_of_count=round(float(weight.mean()), 4),
                share_of_revenue=round(brought / revenue, 4) if measured_revenue(value) else None,
                median_usd=_round(weighted_median(value, weight)),
                mean_usd=_round(brought / known if known > 0.5 else None),
                median_days=_round(weighted_median(days, weight)),
                median_hours=_round(weighted_median(hours, weight)),
                examples=_examples(found, place),
            )
        )
    return tuple(out)


def measured_revenue(value: np.ndarray) -> bool:
    """Whether enough records have a value to speak of revenue."""
    import numpy as np

    return bool(len(value) and np.mean(~np.isnan(value)) >= 0.6 and np.nansum(value) > 0)


def _round(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.3g}")


def _examples(found: Classified, place: int) -> tuple[str, ...]:
    """Kinds of work of this shape, the most frequent first; never a title of the file, which may name a customer."""
    import numpy as np

    weight = np.bincount(found.kinds.of, weights=found.chance[:, place], minlength=len(found.kinds.names))
    size = np.bincount(found.kinds.of, minlength=len(found.kinds.names))
    order = np.argsort(-weight, kind="stable")
    mostly = [k for k in order if weight[k] >= 1 and weight[k] >= 0.3 * size[k]]
    return tuple(found.kinds.names[k] for k in mostly if found.kinds.names[k] not in (NO_WORDS, REST))[:_EXAMPLES]


def _kinds(records: pd.DataFrame, found: Classified) -> tuple[Kind, ...]:
    import numpy as np

    value = records["value"].to_numpy(dtype=float)
    revenue = np.nansum(value) if measured_revenue(value) else None
    out = []
    for place, name in enumerate(found.kinds.names):
        mine = found.kinds.of == place
        if not mine.any():
            continue
        chance = found.chance[mine].mean(axis=0)
        side = chance[0], chance[1] + chance[2]
        best = 0 if side[0] >= side[1] else 1 + int(chance[2] > chance[1])
        known = value[mine & ~np.isnan(value)]
        out.append(
            Kind(
                name=name,
                shape=SHAPES[best],
                certainty=round(float(max(side)), 3),
                records=int(mine.sum()),
                share_of_revenue=None if revenue is None else round(float(known.sum()) / revenue, 4),
                median_usd=_round(float(np.median(known))) if len(known) else None,
                moved=bool(found.kinds.moved[place]),
            )
        )
    return tuple(sorted(out, key=lambda k: (-k.records, k.name)))


def _histogram(unit: str, edges: tuple[float, ...], values: np.ndarray, chance: np.ndarray) -> Histogram | None:
    import numpy as np

    known = ~np.isnan(values)
    if known.sum() < 3:
        return None
    rows = [np.histogram(values[known], bins=edges, weights=chance[known, s])[0] for s in range(3)]
    together = np.stack(rows, axis=1)
    whole = [_whole(row, round(float(row.sum()))) for row in together]
    used = [i for i, row in enumerate(whole) if sum(row)]
    first, last = used[0], used[-1] + 1
    columns = [tuple(row[s] for row in whole[first:last]) for s in range(3)]
    return Histogram(
        unit=unit,
        edges=tuple(edges[first : last + 1]),
        job=columns[0],
        short_project=columns[1],
        project=columns[2],
    )
