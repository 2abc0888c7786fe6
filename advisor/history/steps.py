"""An export of past work becomes a measured work mix: one step after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

from advisor.errors import FileError, shown
from advisor.history import doubts
from advisor.history.book import HistoryBook, load_book
from advisor.history.classify import classify
from advisor.history.clean import Part, clean
from advisor.history.columns import Mapped, known_names, map_columns
from advisor.history.header import headed
from advisor.history.imported import FileRead, Imported, Period
from advisor.history.join import join
from advisor.history.ledger import Ledger
from advisor.history.measure import measure
from advisor.history.propose import proposed_answers
from advisor.history.read import Upload, read_files
from advisor.history.records import quantities
from advisor.history.roles import with_roles
from advisor.history.tell import shown_result
from advisor.knowledge import load_knowledge

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[float, str], None]
ORDER = "date_order"
"""Key of a mapping that says which comes first in dates, "mdy" or "dmy"."""


def import_records(
    files: Sequence[Upload] | Upload,
    *,
    trade: str | None = None,
    mapping: Mapping[str, Any] | None = None,
    anchors: Mapping[str, Any] | None = None,
    reclassified: Mapping[str, str] | None = None,
    seed: int = 1,
    progress: Progress | None = None,
) -> Imported:
    """The work mix measured from exports of past work.

    Args:
        files: paths, or (name, bytes); several files of one firm are read as one (jobs and invoices, parts).
        trade: trade id; None lets the words of the records choose the anchors.
        mapping: the user's own reading of the columns: field -> column name ("" for none), for all files or under the
            name of a file; "date_order" may be "mdy" or "dmy".
        anchors: the user's own anchors: shape -> {median_usd, spread}.
        reclassified: name of a kind of work -> shape.
        seed: of the intervals; the same call with the same seed gives the same result.
        progress: called with the part done (0-1) and what is being done.

    Raises:
        FileError: a file cannot be read or holds no records of work; one sentence says why and what to do.
    """
    tell = progress or (lambda _part, _what: None)
    book = load_book()
    if trade is not None and trade not in load_knowledge().trades:
        raise FileError(f"there is no trade {shown(trade)}", where="trade", do="Use an id of data/trades.yaml.")
    uploads: Sequence[Upload] = (
        files if isinstance(files, (list, tuple)) and not _is_one(files) else [cast(Upload, files)]
    )
    tell(0.0, "Reading the file")
    raw = read_files(uploads, lambda part, what: tell(0.3 * part, what))
    names = known_names(book)
    tables = []
    for index, one in enumerate(raw):
        tell(0.3 + 0.1 * index / len(raw), "Looking at the columns")
        table = headed(one, names)
        tables.append(map_columns(table, book, _chosen(mapping, table.name, table.columns)))
    _all_known(mapping, tables)
    tables = with_roles(tables, book, [m.table.name for m in tables if _chosen(mapping, m.table.name, ())])
    ledger = Ledger()
    doubts.about_files(tables, ledger)
    order = _order(mapping)
    parts = []
    for index, mapped in enumerate(tables):
        tell(0.4 + 0.2 * index / len(tables), "Cleaning rows")
        parts.append(clean(mapped, book, ledger, order))
    tell(0.6, "Putting rows together")
    work, lead = join(parts, book, ledger)
    if lead is None or not len(work):
        raise _nothing(ledger, tables)
    records = quantities(work, ledger)
    _refuse_copies(records, lead)
    tell(0.7, "Telling jobs from projects")
    return _result(records, lead.mapped, parts, book, ledger, trade, mapping, anchors, reclassified, seed, tell)


def _result(
    records: pd.DataFrame,
    lead: Mapped,
    parts: list[Part],
    book: HistoryBook,
    ledger: Ledger,
    trade: str | None,
    mapping: Mapping[str, Any] | None,
    anchors: Mapping[str, Any] | None,
    reclassified: Mapping[str, str] | None,
    seed: int,
    tell: Progress,
) -> Imported:
    system = book.system(lead.system)
    one_sided = system is not None and system.one_sided
    lean = (-1.5, 0.0, 0.0) if one_sided else (0.0, 0.0, 0.0)
    found = classify(records, book, trade, anchors, reclassified, lean)
    tell(0.85, "Measuring how sure it is")
    band = load_knowledge().rule_book.hybrid_line
    line = (band.low, band.high)
    measured = measure(records, found, line, seed)
    period = _period(records)
    doubts.about_records(records, found, lead, period, system.name if system and one_sided else None, ledger)
    files = tuple(_file(part, book) for part in parts)
    kept = {
        "systems": list(dict.fromkeys(one.system_name for one in files if book.system(one.system))),
        "can_tell": measured.can_tell,
        "columns": {one.file: chosen for one in files if (chosen := _chosen(mapping, one.file, one.columns))},
        "moved": dict(reclassified or {}),
        "anchors": {
            shape: {"median_usd": anchor.median_usd, "spread": anchor.spread}
            for shape, anchor in ((shape, getattr(found.anchors, shape)) for shape in anchors or {})
        },
    }
    basis = None if one_sided else measured.basis
    proposed = proposed_answers(records, found.chance, measured.shares, basis, period, trade, kept)
    tell(1.0, "Done")
    return shown_result(
        records, lead, found, measured, period, files, ledger, proposed, line, system.name if system else "", one_sided
    )


def _is_one(files: Sequence[Any]) -> bool:
    """Whether a pair is one upload (name, bytes) and not a list of two."""
    return isinstance(files, tuple) and len(files) == 2 and isinstance(files[1], (bytes, bytearray))


def _chosen(mapping: Mapping[str, Any] | None, name: str, columns: Sequence[str]) -> dict[str, str]:
    """The user's choices for one table."""
    if not mapping:
        return {}
    own = mapping.get(name)
    given = own if isinstance(own, Mapping) else {k: v for k, v in mapping.items() if not isinstance(v, Mapping)}
    return {str(k): str(v or "") for k, v in given.items() if k != ORDER and (not v or v in columns or own is given)}


def _all_known(mapping: Mapping[str, Any] | None, tables: list[Mapped]) -> None:
    every = {c for m in tables for c in m.table.columns}
    for field, column in (mapping or {}).items():
        if isinstance(column, str) and column and field != ORDER and column not in every:
            raise FileError(f"no file has a column {column!r}", where=f"mapping, {field}", do="Choose another column.")


def _order(mapping: Mapping[str, Any] | None) -> Literal["mdy", "dmy"] | None:
    given = (mapping or {}).get(ORDER)
    if given in (None, ""):
        return None
    if given not in ("mdy", "dmy"):
        raise FileError("the order of dates is mdy or dmy", where=f"mapping, {ORDER}", do="Use one of the two.")
    return cast(Literal["mdy", "dmy"], given)


def _nothing(ledger: Ledger, tables: list[Mapped]) -> FileError:
    from advisor.history.ledger import REASONS

    where = tables[0].table.name if tables else ""
    if ledger.dropped:
        reason, number = ledger.dropped.most_common(1)[0]
        return FileError(
            f"none of the {ledger.read:,} rows is a record of work; most are {REASONS[reason]} ({number:,})",
            where=where,
            do="Export the list of jobs or invoices.",
        )
    return FileError("there is a header and no record below it", where=where, do="Export a longer time.")


def _refuse_copies(records: pd.DataFrame, lead: Part) -> None:
    """Many rows that are all the same tell of one piece of work, or of a broken export."""
    if len(records) < 20:
        return
    same = records[["title", "type", "value", "hours", "start", "end", "date", "customer"]]
    if same.nunique(dropna=False).max() == 1:
        raise FileError(
            f"all {len(records):,} rows are the same", where=lead.mapped.table.name, do="Export the list again."
        )


def _period(records: pd.DataFrame) -> Period | None:
    import numpy as np

    dates = records["date"].to_numpy().astype("datetime64[D]")
    dates = dates[~np.isnat(dates)]
    if not len(dates):
        return None
    first, last = dates.min(), dates.max()
    months = np.bincount((dates.astype("datetime64[M]").astype(int)) % 12, minlength=12)
    years = float((last - first).astype(int) + 1) / 365.25
    return Period(first=str(first), last=str(last), years=round(years, 2), by_month=tuple(int(m) for m in months))


def _file(part: Part, book: HistoryBook) -> FileRead:
    mapped = part.mapped
    system = book.system(mapped.system)
    return FileRead(
        file=mapped.table.name,
        system=mapped.system,
        system_name=system.name if system else "not recognised",
        report=mapped.report.id,
        certainty=mapped.certainty,
        columns=tuple(mapped.table.columns),
        mapping=mapped.mapping,
        sureness=mapped.sureness,
        date_order=part.order,
        rows=len(mapped.table.body),
    )
