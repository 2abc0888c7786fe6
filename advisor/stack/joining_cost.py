"""What joining costs: connectors, and retyping where a link is missing or unproven."""

from __future__ import annotations

from itertools import combinations

from advisor.stack.cost_lines import MONTHS, WEEKS, cost_line, each_year, our_page
from advisor.stack.joins import accounting_name, accounting_ways, books_seats
from advisor.stack.seats import Seat, Situation, name_of
from advisor.stack.stack import CostLine
from advisor.stack.table import WAYS, Ints

TYPED_BY_HAND = ("file", "none", None)


def joining_lines(situation: Situation, seats: tuple[Seat, ...], row: Ints) -> tuple[list[CostLine], list[str]]:
    """Connectors between the platforms and to the books, and retyping where a join is missing or unproven."""
    lines: list[CostLine] = []
    open_lines: list[str] = []
    ways = []
    for between, way in _crossings(situation, seats, row):
        ways.append(way)
        if way == "zapier":
            lines.append(_connector_line(situation, between))
        elif way == "partner":
            open_lines.append(f"Connector between {between}: by a partner, ask for its fee.")
    by_hand = [way for way in ways if way in TYPED_BY_HAND]
    if by_hand and situation.people.everyone.high >= situation.k.cost_book.by_id["double_entry_size"].low:
        lines.append(_retyping_line(situation, any(way is not None for way in by_hand)))
    return lines, open_lines


def _crossings(situation: Situation, seats: tuple[Seat, ...], row: Ints) -> list[tuple[str, str | None]]:
    """Every pair that something new has to be joined in, with the best known way."""
    names = [name_of(situation.table, int(r), seat) for r, seat in zip(row, seats, strict=True)]
    out: list[tuple[str, str | None]] = []
    if situation.accounting is not None:
        books = accounting_name(situation)
        ways = accounting_ways(situation)
        out += [(f"{names[n]} and {books}", WAYS[ways[row[n]]]) for n in books_seats(seats) if not seats[n].kept]
    for one, other in combinations(range(len(seats)), 2):
        if not (seats[one].kept and seats[other].kept):
            out.append((f"{names[one]} and {names[other]}", WAYS[situation.table.link[row[one], row[other]]]))
    return out


def _connector_line(situation: Situation, between: str) -> CostLine:
    scale = situation.k.stack_book.cost
    low, high = scale.zapier_usd_month
    text = f"A no-code connector at ${low:g}–{high:g} a month (our assumption)."
    amounts = each_year(low * MONTHS, high * MONTHS)
    return cost_line(f"Joining {between}", amounts, text, our_page(situation.k.sources[scale.source]), "paid")


def _retyping_line(situation: Situation, proven: bool) -> CostLine:
    """Hours of retyping for each year that a join is missing; from nothing on where it is only unproven."""
    figures = situation.k.cost_book.by_id
    hours, rate = figures["double_entry_small"], figures["office_rate"]
    low = hours.low * WEEKS * rate.low if proven else 0.0
    high = (hours.high or hours.low) * WEEKS * rate.low
    text = f"Up to {hours.high:g} hours a week at ${rate.low:g} an hour for each year that a join is missing"
    text += "." if proven else "; nothing if the vendors prove their links."
    page = our_page(situation.k.sources[hours.source])
    return cost_line("Retyping between systems", each_year(low, high), text, page, "hours")
