"""Levels with their sources as safe HTML: the table of a comparison, and the list of what one vendor covers."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from advisor.catalogue.compare import Cell, KnownLevel, Page, Row
from advisor.report.comparison import HeadCell, HeadRow, remark_words
from advisor.report.vendor_facts import LEVELS, OWN_FILE, PAGE_KINDS, SIDES, upper_first
from advisor.report.words import as_of_words

NEEDED = "you need it"


def matrix(names: Sequence[str], heads: Iterable[HeadRow], rows: Sequence[Row], needed_from: float | None) -> str:
    """The comparison as one table; on a phone each row becomes a block with the vendors below each other.

    Args:
        names: the vendors, in the order of the cells.
        heads: what stands above the capabilities.
        rows: the capabilities, those of one side together.
        needed_from: need from which a capability is marked as needed; None where no need is known.
    """
    # The roles are those of a table anyway; browsers forget them when the style sheet makes blocks of the rows.
    columns = "".join(f'<th role="columnheader" scope="col">{_text(name)}</th>' for name in names)
    body = "".join(_line(head.label, "", [_head(cell) for cell in head.cells], names) for head in heads)
    groups = [_group("The product", len(names), body)] if body else []
    for side, title in SIDES.items():
        own = [row for row in rows if row.side == side]
        if own:
            lines = (_line(r.label, _need(r, needed_from), [_cell(cell) for cell in r.cells], names) for r in own)
            groups.append(_group(title, len(names), "".join(lines)))
    return (
        '<table class="advisor-matrix" role="table" aria-label="The vendors side by side">'
        '<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">What</th>'
        f"{columns}</tr></thead>{''.join(groups)}</table>"
    )


def covered(rows: Iterable[Row], *, wide: bool = False) -> str:
    """What one vendor covers, as a list: what is known first, then all that is unknown in one line.

    Args:
        rows: capabilities with one cell each.
        wide: True where the list has the whole width of a page, which it then fills in columns.
    """
    known = [(row, row.cells[0]) for row in rows if row.cells[0].said]
    unknown = [row.label for row in rows if not row.cells[0].said]
    items = [f"<li><strong>{_text(row.label)}</strong> {_cell(cell)}</li>" for row, cell in known]
    if unknown:
        items.append(f'<li class="open">{level("unknown")} <small>{_text("; ".join(unknown))}</small></li>')
    return f'<ul class="advisor-covered{" wide" if wide else ""}">{"".join(items)}</ul>'


def level(known: KnownLevel) -> str:
    """How far something is covered, as a shape and a word."""
    return (
        f'<span class="advisor-level {known}"><span class="shape" aria-hidden="true"></span>'
        f"{_text(upper_first(LEVELS[known]))}</span>"
    )


def page_link(page: Page) -> str:
    """The page a fact was read on: a link named by the kind of page, its grade and date; words where it has none."""
    if not re.fullmatch(r"https?://[^\s<>\"]+", page.url):
        # What a consultant has seen needs no address.
        seen = f"{PAGE_KINDS[page.kind]}, {page.grade}, {as_of_words(page.as_of)}" if page.kind == "own" else ""
        return _text(seen)
    address, title = html.escape(page.url), html.escape(page.title)
    return (
        f'<a href="{address}" target="_blank" rel="noopener noreferrer" title="{title}">'
        f"{_text(PAGE_KINDS[page.kind])}</a>, {_text(page.grade)}, {_text(as_of_words(page.as_of))}"
    )


def _group(title: str, vendors: int, lines: str) -> str:
    head = f'<tr role="row" class="side"><th role="columnheader" scope="colgroup" colspan="{vendors + 1}">'
    return f'<tbody role="rowgroup">{head}{_text(title)}</th></tr>{lines}</tbody>'


def _line(label: str, note: str, cells: Sequence[str], names: Sequence[str]) -> str:
    said = "".join(
        f'<td role="cell"><span class="who">{_text(name)}</span><div>{cell}</div></td>'
        for name, cell in zip(names, cells, strict=True)
    )
    return f'<tr role="row"><th role="rowheader" scope="row">{_text(label)}{note}</th>{said}</tr>'


def _need(row: Row, needed_from: float | None) -> str:
    if needed_from is None or row.need < needed_from:
        return ""
    return f' <small class="need">{_text(NEEDED)}: {row.need:.0f} of 10</small>'


def _cell(cell: Cell) -> str:
    others = (
        f'<small class="mark">another page says {_text(LEVELS[other.level])}: {page_link(other.page)}</small>'
        for other in cell.others
    )
    return level(cell.level) + _where(cell) + "".join(others)


def _head(cell: HeadCell) -> str:
    return f"{_text(cell.text)}{_where(cell)}"


def _where(cell: Cell | HeadCell) -> str:
    told = page_link(cell.page) if cell.page else ""
    # The link of a rival's page says so itself.
    remarks = [word for word in remark_words(cell) if not (told and word == PAGE_KINDS["competitor"])]
    rival = " rival" if cell.page is not None and cell.page.kind == "competitor" else ""
    return (f'<small class="page{rival}">{told}</small>' if told else "") + "".join(
        f'<small class="{"page" if word == OWN_FILE else "mark"}">{_text(word)}</small>' for word in remarks
    )


def _text(text: str) -> str:
    return html.escape(" ".join(text.split()))
