"""Cost of a stack in US dollars: first year and three years, low to high, every line with what was assumed.

What nobody publishes is an open line and leaves the upper end open; it is never counted as zero. The lines themselves
are in `cost_lines.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from advisor.base import Money
from advisor.catalogue.ageing import Clock
from advisor.catalogue.vendor import Vendor
from advisor.scoring.options import Kind
from advisor.stack.cost_lines import (
    MONTHS,
    card_line,
    card_note,
    care_line,
    clock_of,
    dip_line,
    licence_line,
    moving_line,
    setup_line,
    training_line,
)
from advisor.stack.joining_cost import joining_lines
from advisor.stack.licence import Licence, licence_of
from advisor.stack.people import People
from advisor.stack.seats import Seat, Situation
from advisor.stack.stack import CostLine, StackCost
from advisor.stack.table import Ints, Same, VendorTable


def licences_of(situation: Situation, seats: tuple[Seat, ...]) -> list[dict[int, Licence]]:
    """Licence of every vendor that may take each seat, by its row; what stays costs nothing new."""
    kept, table, clock = Licence(0.0, 0.0, "", listed=True), Same(situation.table), clock_of(situation)
    out = []
    for seat in seats:
        rows = seat.rows.tolist()
        if seat.kept:
            out.append(dict.fromkeys(rows, kept))
        else:
            priced = _licences(table, seat.role, situation.people, clock)
            out.append({row: priced[row] for row in rows})
    return out


@lru_cache(maxsize=32)
def _licences(table: Same[VendorTable], role: Kind, people: People, clock: Clock) -> tuple[Licence, ...]:
    """The licence of every vendor of the catalogue for these people; only prices and people matter, so it is kept."""
    return tuple(licence_of(vendor, role, people, clock) for vendor in table.it.vendors)


def stack_cost(situation: Situation, seats: tuple[Seat, ...], licences: Sequence[Licence], row: Ints) -> StackCost:
    """The cost of one stack, line by line."""
    lines: list[CostLine] = []
    open_lines: list[str] = []
    unpriced: list[str] = []
    new: list[tuple[Vendor, Kind]] = []
    for seat, licence, r in zip(seats, licences, row, strict=True):
        vendor = situation.table.vendor(int(r))
        if seat.kept or vendor is None:
            continue
        new.append((vendor, seat.role))
        if licence.known:
            lines.append(licence_line(situation, vendor, licence))
            if licence.high is None:
                open_lines.append(f"Upper end of the licence of {vendor.name}: not published, ask for a quote.")
        else:
            open_lines.append(f"Licence of {vendor.name}: no figure is published, ask for a quote.")
            unpriced.append(vendor.name)
        setup = setup_line(situation, vendor)
        if setup is not None:
            lines.append(setup)
        elif not licence.listed:
            open_lines.append(f"Set-up of {vendor.name}: ask whether there is a fee.")
    joining, open_joins = joining_lines(situation, seats, row)
    lines += [line for line in joining if line.kind == "paid"]
    if new:
        moving, ask = moving_line(situation, new)
        lines += [moving] if moving else []
        open_lines += [ask] if ask else []
        lines += [training_line(situation, new), care_line(situation, len(new))]
    lines += [line for line in joining if line.kind != "paid"]
    open_lines += open_joins
    beside = [dip_line(situation, new)] if new else []
    card = card_line(situation, new)
    beside += [card] if card else []
    first, three = _totals(lines, opened=bool(open_lines))
    paid_first, paid_three = _totals([line for line in lines if line.kind == "paid"], opened=bool(open_lines))
    return StackCost(
        first_year=first,
        three_years=three,
        paid_first_year=paid_first,
        paid_three_years=paid_three,
        lines=(*lines, *beside),
        open_lines=tuple(open_lines),
        unpriced=tuple(unpriced),
        notes=_notes(situation, new, licences, first, has_card_line=card is not None),
    )


def _totals(lines: Sequence[CostLine], *, opened: bool) -> tuple[Money, Money]:
    """Sum of the first year and of three years."""
    return _total([line.first_year for line in lines], opened), _total([line.three_years for line in lines], opened)


def _total(parts: list[Money], opened: bool) -> Money:
    if not parts and opened:
        # Nothing is known, which is not the same as nothing to pay.
        return Money(low=None, high=None)
    highs = [part.high for part in parts]
    high = None if opened or None in highs else float(sum(h for h in highs if h is not None))
    return Money(low=float(sum(part.low or 0.0 for part in parts)), high=high)


def _notes(
    situation: Situation, new: list[tuple[Vendor, Kind]], licences: Sequence[Licence], first: Money, *,
    has_card_line: bool,
) -> tuple[str, ...]:  # fmt: skip
    """What to know beside the sums: card fees, and whether licence and total are in proportion to firms like this."""
    figures, notes = situation.k.cost_book.by_id, []
    if not has_card_line:
        notes.append(card_note(situation, new))
    lows = [licence.low for licence in licences if licence.low]
    monthly = sum(lows)
    times = figures["tco_warning"].low
    if lows and all(licence.known for licence in licences) and (first.low or 0) >= times * monthly * MONTHS:
        notes.append(
            f"In all it comes to {times:.0f} times the licence or more: it takes far more of your own time than the "
            "price suggests."
        )
    for name in ("budget_2_8", "budget_8_20"):
        figure = figures[name]
        least, most = situation.k.stack_book.cost.usual_budget_people[name]
        if situation.people.told and least <= situation.people.heads <= most and monthly > (figure.high or monthly):
            notes.append(
                f"The licences alone start at ${monthly:,.0f} a month. Firms of {least}–{most} people are reported to "
                f"spend ${figure.low:,.0f}–{figure.high:,.0f} a month on software in all."
            )
            break
    return tuple(note for note in notes if note)
