"""A comparison in words: what stands above the capabilities, and the whole as CSV."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from advisor.base import Value
from advisor.catalogue.ageing import Clock, FactKind
from advisor.catalogue.compare import (
    Cell,
    Comparison,
    KnownLevel,
    Mark,
    Other,
    Page,
    Row,
    Way,
    documented,
    marks,
    page_of,
)
from advisor.catalogue.evidence import is_own
from advisor.catalogue.vendor import Vendor
from advisor.knowledge import Knowledge
from advisor.report.table import harmless
from advisor.report.vendor_facts import (
    CONFIDENCE,
    DIFFICULTY,
    KINDS,
    LEVELS,
    MARKS,
    OWN_FILE,
    SIDES,
    accounting_lines,
    category,
    not_sold,
    price_in_short,
    size,
    strengths,
    upper_first,
    yes_no,
)
from advisor.report.words import listed

ABOUT = "About the product"
PER_VENDOR = ("says", "source", "address", "date", "grade", "remarks")


class HeadCell(Value):
    """One thing about a vendor in words, with its page where it has one of its own."""

    text: str
    page: Page | None = None
    marks: tuple[Mark, ...] = ()


class HeadRow(Value):
    """One thing about each of the vendors; *id* is stable, *label* is for people."""

    id: str
    label: str
    cells: tuple[HeadCell, ...]


def needed_from(needs: Mapping[str, float], k: Knowledge) -> float:
    """From which need on (0-10) a capability is among those needed most.

    All that the stacks count as needed, and at least as many as a stack lists; needs that are alike stand or fall
    together.
    """
    scale, listed_ones = k.stack_book.coverage, k.stack_book.shown.coverage
    greatest = sorted(needs.values(), reverse=True)[:listed_ones]
    return float(min([scale.needed_from, *greatest]))


def head_rows(
    comparison: Comparison, k: Knowledge, clock: Clock, *, books_name: str = "", needed: float | None = None
) -> tuple[HeadRow, ...]:
    """What a buyer asks before any capability: kind, price, books, size, trades, and how the vendors join.

    Args:
        comparison: the vendors side by side.
        k: for the names of trades, systems and vendors.
        clock: the day of use, for the age of what is told.
        books_name: the contractor's accounting as people call it, where `comparison.books` is filled.
        needed: from which need on (0-10) a capability counts as needed; None where no need is known.
    """
    vendors = [k.catalogue.by_id[name] for name in comparison.vendors]

    row = _head_row
    rows = [row("kind", "Made as", (category(v) for v in vendors))]
    if not all(v.offered for v in vendors):
        rows.append(row("sold", "On sale", ("yes" if v.offered else not_sold(v) for v in vendors)))
    rows += [
        row("strength", "Our reading of each side", (strengths(v) for v in vendors)),
        row("documented", "What pages tell of", (_documented(v, len(k.capabilities)) for v in vendors)),
    ]
    if needed is not None:
        wanted = [one for one in comparison.rows if one.need >= needed]
        cells = (_covered(wanted, place) for place in range(len(vendors)))
        rows.append(row("needs", f"Of the {len(wanted)} you need most", cells))
    rows.append(row("price", "Price", (_price(v, clock) for v in vendors)))
    if comparison.books:
        rows.append(row("books", f"Link to {books_name or 'your books'}", (_way(way) for way in comparison.books)))
    else:
        rows.append(row("books", "Links to accounting", (_all_books(v, k, clock) for v in vendors)))
    rows += [
        row("size", "Size of firm", (_size(v, clock) for v in vendors)),
        row("segments", "Kind of customers", (upper_first(listed(v.segments) or KINDS["unknown"]) for v in vendors)),
        row("trades", "Trades it names", (_trades(v, k) for v in vendors)),
        row("offline", "Works without a signal", (_offline(v, clock) for v in vendors)),
        row("api", "Open API, for links of your own", (_open_api(v, clock) for v in vendors)),
        row("setup", "Time to set up", (_setup(v, clock) for v in vendors)),
    ]
    return (*rows, *_join_rows(comparison, vendors))


def _head_row(name: str, label: str, cells: Iterable[HeadCell | str]) -> HeadRow:
    return HeadRow(
        id=name, label=label, cells=tuple(HeadCell(text=cell) if isinstance(cell, str) else cell for cell in cells)
    )


def _join_rows(comparison: Comparison, vendors: Sequence[Vendor]) -> list[HeadRow]:
    """A row for each pair of which it is known how it joins, and one for all of which nobody tells."""
    rows, columns = [], range(len(vendors))
    for first, second, way in _known_pairs(comparison):
        one, other = vendors[first], vendors[second]
        cells = [_way(way if place in (first, second) else None) for place in columns]
        rows.append(_head_row(f"join-{one.id}-{other.id}", f"Link {one.name} – {other.name}", cells))
    if any(way is not None and way.kind is None for line in comparison.joins for way in line):
        told = (_unknown_links(comparison, place, vendors) for place in columns)
        rows.append(_head_row("join-unknown", "Links nobody tells of", told))
    return rows


def _documented(vendor: Vendor, of: int) -> str:
    levels = Counter(fact.level for fact in vendor.capabilities.values() if vendor.sourced(fact.source))
    told = listed(f"{levels[level]} {LEVELS[level]}" for level in ("full", "partial") if levels[level])
    absent = f"{levels['none']} known to be missing" if levels["none"] else ""
    parts = "; ".join(part for part in (told, absent) if part)
    return f"{documented(vendor)} of {of} capabilities" + (f": {parts}" if parts else "")


def _covered(wanted: Sequence[Row], place: int) -> str:
    """How many of the needed capabilities the vendor in this column covers, and of how many nobody knows."""
    levels = Counter(row.cells[place].level for row in wanted)
    words: dict[KnownLevel, str] = {
        "full": "in full", "partial": "in part", "none": "missing", "unknown": "unknown, so ask",
    }  # fmt: skip
    return upper_first(listed(f"{levels[level]} {said}" for level, said in words.items() if levels[level]) or "None")


def _cited(
    vendor: Vendor, text: str, key: str | None, clock: Clock, *, kind: FactKind = "capability", as_of: str = ""
) -> HeadCell:
    if key is None:
        return HeadCell(text=text)
    page = page_of(vendor, key, as_of=as_of)
    return HeadCell(text=text, page=page, marks=marks(vendor.sources[key], kind, page.as_of, clock))


def _price(vendor: Vendor, clock: Clock) -> HeadCell:
    pricing = vendor.pricing
    sure = f"; {CONFIDENCE[pricing.confidence]}" if pricing.has_figures else ""
    return _cited(vendor, f"{price_in_short(pricing)}{sure}", pricing.source, clock, kind="price", as_of=pricing.as_of)


def _way(way: Way | None) -> HeadCell:
    if way is None:
        return HeadCell(text="–")
    words = KINDS[way.kind or "unknown"]
    return HeadCell(text=f"{words}: {way.what.rstrip('.')}" if way.what else words, page=way.page, marks=way.marks)


def _known_pairs(comparison: Comparison) -> list[tuple[int, int, Way]]:
    """Each pair of columns of which it is known how they join, or that they do not."""
    return [
        (first, second, way)
        for first, line in enumerate(comparison.joins)
        for second, way in enumerate(line)
        if first < second and way is not None and way.kind is not None
    ]


def _unknown_links(comparison: Comparison, place: int, vendors: Sequence[Vendor]) -> str:
    line = zip(vendors, comparison.joins[place], strict=True)
    others = [other.name for other, way in line if way is not None and way.kind is None]
    return f"To {listed(others)}: unknown, so ask" if others else "–"


def _all_books(vendor: Vendor, k: Knowledge, clock: Clock) -> HeadCell:
    lines = [line for kind, line in accounting_lines(vendor, k.catalogue) if kind != "unknown"]
    if not lines:
        return HeadCell(text=KINDS["unknown"])
    return _cited(vendor, "; ".join(lines), vendor.accounting_source, clock, kind="link")


def _size(vendor: Vendor, clock: Clock) -> HeadCell:
    fit = vendor.fit
    # A page that tells no size is no page on it.
    told = fit is not None and (fit.employees_min is not None or fit.employees_max is not None)
    return _cited(vendor, upper_first(size(vendor)), fit.source if fit is not None and told else None, clock)


def _trades(vendor: Vendor, k: Knowledge) -> str:
    # Without what stands in brackets, which says how wide a trade is taken and makes a column unreadable.
    names = dict.fromkeys(k.trades[trade].name_en.partition(" (")[0] for trade in vendor.trades)
    return "; ".join(names) or "None named; for any kind of business"


def _offline(vendor: Vendor, clock: Clock) -> HeadCell:
    return _cited(
        vendor, yes_no(vendor.mobile_offline, vendor.mobile_offline_source), vendor.mobile_offline_source, clock
    )


def _open_api(vendor: Vendor, clock: Clock) -> HeadCell:
    return _cited(vendor, yes_no(vendor.open_api, vendor.open_api_source), vendor.open_api_source, clock)


def _setup(vendor: Vendor, clock: Clock) -> HeadCell:
    setup = vendor.onboarding
    if setup is None:
        return HeadCell(text=KINDS["unknown"])
    words = f"{setup.weeks_low} to {setup.weeks_high} weeks, {DIFFICULTY[setup.difficulty]}"
    return _cited(vendor, words, setup.source, clock)


# ---- as a file ----------------------------------------------------------------------------------------------------


def comparison_csv(comparison: Comparison, heads: Iterable[HeadRow], rows: Iterable[Row], k: Knowledge) -> str:
    """The comparison as CSV in UTF-8 text without a byte order mark.

    A header row; then a row for each head row and each capability. Six columns for each vendor: what is known, and
    title, address, date and grade of the page it was read on, and why it is weaker than it looks.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")

    def write(cells: Iterable[str]) -> None:
        writer.writerow([harmless(cell) for cell in cells])

    names = [k.catalogue.by_id[name].name for name in comparison.vendors]
    write(["part", "what", "need of 10", *(f"{name}: {part}" for name in names for part in PER_VENDOR)])
    for head in heads:
        write([ABOUT, head.label, "", *(part for cell in head.cells for part in _parts(cell.text, cell))])
    for row in rows:
        need = f"{row.need:.1f}" if row.need else ""
        cells = (part for cell in row.cells for part in _parts(LEVELS[cell.level], cell))
        write([SIDES.get(row.side, row.side), row.label, need, *cells])
    return out.getvalue()


def _parts(text: str, cell: Cell | HeadCell) -> tuple[str, ...]:
    others = [f"another page says {LEVELS[one.level]}: {one.page.url}" for one in _others(cell)]
    remarks = "; ".join([*remark_words(cell), *others])
    page = cell.page
    if page is None or page.kind == "unsourced":
        return (text, "", "", "", "", remarks)
    return (text, page.title, page.url, page.as_of, page.grade, remarks)


def remark_words(cell: Cell | HeadCell) -> list[str]:
    """Why a fact is weaker than it looks, what our own guess says, and that an own file tells it, as plain words.

    Left out is what is told in its own place: a missing date, and what other pages say.
    """
    own = [OWN_FILE] if cell.page is not None and is_own(cell.page.key) else []
    if isinstance(cell, Cell) and cell.said and cell.said != cell.level:
        return [f"{MARKS['unsourced']}: {LEVELS[cell.said]}", *own]
    return [*(MARKS[mark] for mark in cell.marks if mark not in ("undated", "conflict")), *own]


def _others(cell: Cell | HeadCell) -> tuple[Other, ...]:
    return cell.others if isinstance(cell, Cell) else ()
