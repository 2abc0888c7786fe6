"""Cost of a stack in US dollars: first year and three years, low to high, every line with what was assumed.

What nobody publishes is an open line and leaves the upper end open; it is never counted as zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from advisor.base import Money
from advisor.catalogue.vendor import Vendor
from advisor.scoring.options import Kind
from advisor.stack.joins import accounting_ways, books_seats
from advisor.stack.licence import Licence, licence_of
from advisor.stack.people import Ends
from advisor.stack.seats import Seat, Situation, name_of, new_seats
from advisor.stack.stack import CostLine, StackCost
from advisor.stack.table import WAYS, Array, Ints

WEEKS, MONTHS, YEARS = 52, 12, 3
TYPED_BY_HAND = ("file", "none", None)


class _Sum(NamedTuple):
    """Low and high of a line in a year and in three; a high of None is open."""

    first_low: float
    first_high: float | None
    three_low: float
    three_high: float | None


def licences_of(situation: Situation, seats: tuple[Seat, ...]) -> list[dict[int, Licence]]:
    """Licence of every vendor that may take each seat, by its row; what stays costs nothing new."""
    kept = Licence(0.0, 0.0, "", listed=True)
    out = []
    for seat in seats:
        vendors = ((int(row), situation.table.vendor(int(row))) for row in seat.rows)
        out.append(
            {
                row: kept if seat.kept or vendor is None else licence_of(vendor, seat.role, situation.people)
                for row, vendor in vendors
            }
        )
    return out


def monthly_low(licences: list[dict[int, Licence]], rows: Ints) -> Array:
    """Least monthly licence of each stack in US dollars; an unknown one adds nothing: shape (stacks,)."""
    total = np.zeros(len(rows))
    for n, of_seat in enumerate(licences):
        total += np.array([of_seat[int(row)].low or 0.0 for row in rows[:, n]])
    return total


def cost_scores(situation: Situation, seats: tuple[Seat, ...], licences: list[dict[int, Licence]], rows: Ints) -> Array:
    """Score of licence and set-up in the first year for each head, the mean of what is bought: shape (stacks, 3)."""
    worst = situation.k.stack_book.cost.worst_usd_per_head
    scores = []
    for n, seat in new_seats(seats):
        costs = np.zeros((len(situation.table.low), 3))
        for row in seat.rows:
            costs[row] = _dollars_per_head(situation, int(row), seat, licences[n][int(row)])
        scores.append(np.clip(1 - costs / worst, 0.0, 1.0)[rows[:, n]])
    return np.mean(scores, axis=0) if scores else np.ones((len(rows), 3))


def _dollars_per_head(situation: Situation, row: int, seat: Seat, licence: Licence) -> tuple[float, float, float]:
    """First-year cost for each head: dearest, taken, cheapest."""
    scale, vendor = situation.k.stack_book.cost, situation.table.vendor(row)
    if seat.kept or vendor is None:
        return 0.0, 0.0, 0.0
    # What is unknown may be as dear as the scale goes.
    unknown = scale.worst_usd_per_head * situation.people.heads
    setup = vendor.pricing.setup_fee_usd
    least, most = (setup.low or 0.0, setup.high) if setup else (0.0, 0.0 if licence.listed else None)
    taken_setup = (least + most) / 2 if most is not None else least * scale.open_end_factor
    if licence.low is None:
        dear, taken, cheap = unknown, (1 - scale.unknown_at) * unknown, 0.0
    elif licence.high is None:
        cheap, dear = licence.low * MONTHS, unknown
        taken = cheap * scale.open_end_factor if cheap else (1 - scale.unknown_at) * unknown
        if licence.seats_open:
            taken = max(taken, (cheap + (1 - scale.unknown_at) * unknown) / 2)
    else:
        cheap, dear = licence.low * MONTHS, licence.high * MONTHS
        taken = (cheap + dear) / 2
    heads = situation.people.heads
    return (
        (dear + (unknown if most is None else most)) / heads,
        (taken + taken_setup) / heads,
        (cheap + least) / heads,
    )


def stack_cost(situation: Situation, seats: tuple[Seat, ...], licences: Sequence[Licence], row: Ints) -> StackCost:
    """The cost of one stack, line by line."""
    lines: list[CostLine] = []
    open_lines: list[str] = []
    opened = False
    new: list[tuple[Vendor, Kind]] = []
    for seat, licence, r in zip(seats, licences, row, strict=True):
        vendor = situation.table.vendor(int(r))
        if seat.kept or vendor is None:
            continue
        new.append((vendor, seat.role))
        if licence.known:
            lines.append(_licence_line(situation, vendor, seat.role, licence))
        else:
            open_lines.append(f"Licence of {vendor.name}: no figure is published, ask for a quote.")
            opened = True
        setup = _setup_line(vendor)
        if setup is not None:
            lines.append(setup)
        elif not licence.listed:
            open_lines.append(f"Set-up of {vendor.name}: ask whether there is a fee.")
            opened = True
    if new:
        lines.append(_training_line(situation, new))
        lines.append(_care_line(situation, len(new)))
    joining, open_join = _joining(situation, seats, row)
    lines += joining
    open_lines += open_join
    opened = opened or bool(open_join)
    return StackCost(
        first_year=_total([line.first_year for line in lines], opened),
        three_years=_total([line.three_years for line in lines], opened),
        lines=tuple(lines),
        open_lines=tuple(open_lines),
    )


def _total(parts: list[Money], opened: bool) -> Money:
    highs = [part.high for part in parts]
    high = None if opened or None in highs else float(sum(h for h in highs if h is not None))
    return Money(low=float(sum(part.low or 0.0 for part in parts)), high=high)


def _line(label: str, amounts: _Sum, assumption: str, source: str, as_of: str) -> CostLine:
    def whole(amount: float | None) -> float | None:
        return None if amount is None else float(round(amount))

    return CostLine(
        label=label,
        first_year=Money(low=whole(amounts.first_low), high=whole(amounts.first_high)),
        three_years=Money(low=whole(amounts.three_low), high=whole(amounts.three_high)),
        assumption=assumption,
        source=source,
        as_of=as_of,
    )


def _licence_line(situation: Situation, vendor: Vendor, role: Kind, licence: Licence) -> CostLine:
    figures, pricing = situation.k.cost_book.by_id, vendor.pricing
    rise = 1 + (figures["renewal_uplift"].high or 0) / 100
    low = (licence.low or 0) * MONTHS
    high = None if licence.high is None else licence.high * MONTHS
    text = [licence.assumption]
    if not situation.people.told:
        text.append(f"Counted for a firm of {situation.people.everyone.words} people, as you did not say how many.")
    if pricing.confidence in ("reported", "low"):
        text.append("Not read on the vendor's own page.")
    text.append(f"Three years: no price rise at best, {figures['renewal_uplift'].high:.0f} % a year at worst.")
    if role in ("fsm", "integrated"):
        fee = figures["card_fee"]
        text.append(f"Card fees of {fee.low:g}–{fee.high:g} % of what is paid by card come on top.")
    source = vendor.sources[pricing.source].title if pricing.source else "unknown"
    amounts = _Sum(low, high, low * YEARS, None if high is None else high * (1 + rise + rise**2))
    return _line(f"Licence of {vendor.name}", amounts, " ".join(text), source, pricing.as_of)


def _setup_line(vendor: Vendor) -> CostLine | None:
    fee = vendor.pricing.setup_fee_usd
    if fee is None or fee.low is None:
        return None
    source = vendor.sources[vendor.pricing.source].title if vendor.pricing.source else "unknown"
    amounts = _Sum(fee.low, fee.high, fee.low, fee.high)
    return _line(f"Set-up of {vendor.name}", amounts, "Paid once.", source, vendor.pricing.as_of)


def _weeks(situation: Situation, vendor: Vendor, users: Ends) -> Ends:
    told = vendor.onboarding
    if told is not None and vendor.sourced(told.source):
        return Ends(told.weeks_low, told.weeks_high)
    size = "under_25" if users.high < 25 else "25_250" if users.high <= 250 else "over_250"
    figure = situation.k.cost_book.by_id[f"impl_{size}"]
    return Ends(figure.low, figure.high or figure.low)


def _training_line(situation: Situation, new: list[tuple[Vendor, Kind]]) -> CostLine:
    figures = situation.k.cost_book.by_id
    dose, rate = figures["train_light"], figures["office_rate"]
    low = high = 0.0
    for vendor, role in new:
        users = situation.people.users(role)
        weeks = _weeks(situation, vendor, users)
        low += dose.low * users.low * weeks.low * rate.low
        high += (dose.high or dose.low) * users.high * weeks.high * (rate.high or rate.low)
    source = situation.k.sources[dose.source]
    text = (
        f"Time of your own people: {dose.low:g} hours a week for each user until it runs, at ${rate.low:g} an hour "
        "(our assumption)."
    )
    return _line("Training", _Sum(low, high, low, high), text, source.title, source.as_of)


def _care_line(situation: Situation, platforms: int) -> CostLine:
    scale, figures = situation.k.stack_book.cost, situation.k.cost_book.by_id
    rate, people = figures["office_rate"], situation.people
    care = next(c for c in scale.care_hours_week if c.people_to is None or people.heads <= c.people_to)
    low, high = care.low * platforms, care.high * platforms
    first_low, first_high = low * WEEKS, high * WEEKS
    text = f"{low:g}–{high:g} hours a week of your own people at ${rate.low:g} an hour (our assumption)."
    if people.heads >= scale.administrator_from_people:
        part = figures["administrator"]
        weeks = scale.roll_out_weeks
        most = part.high or part.low
        first_low = part.low * scale.work_hours_week * weeks + low * (WEEKS - weeks)
        first_high = most * scale.work_hours_week * weeks + high * (WEEKS - weeks)
        text += f" In the first {weeks:g} weeks {part.low:g} to {most:g} of a full-time person."
    later = (YEARS - 1) * WEEKS
    amounts = _Sum(first_low, first_high, first_low + low * later, first_high + high * later)
    amounts = _Sum(*(hours * rate.low for hours in amounts if hours is not None))
    source = situation.k.sources[scale.source]
    return _line("Looking after it", amounts, text, source.title, source.as_of)


def _joining(situation: Situation, seats: tuple[Seat, ...], row: Ints) -> tuple[list[CostLine], list[str]]:
    """Connectors between the platforms, and retyping where a join is missing or unproven."""
    lines: list[CostLine] = []
    open_lines: list[str] = []
    scale, figures = situation.k.stack_book.cost, situation.k.cost_book.by_id
    names = [name_of(situation.table, int(r), seat) for r, seat in zip(row, seats, strict=True)]
    ways = []
    if situation.accounting is not None:
        ways = [WAYS[accounting_ways(situation)[row[n]]] for n in books_seats(seats) if not seats[n].kept]
    if len(seats) == 2 and not all(seat.kept for seat in seats):
        direct = WAYS[situation.table.link[row[0], row[1]]]
        ways.append(direct)
        between = f"{names[0]} and {names[1]}"
        if direct == "zapier":
            low, high = scale.zapier_usd_month
            source = situation.k.sources[scale.source]
            amounts = _Sum(*(amount * MONTHS * years for years in (1, YEARS) for amount in (low, high)))
            text = f"A no-code connector at ${low:g}–{high:g} a month (our assumption)."
            lines.append(_line(f"Joining {between}", amounts, text, source.title, source.as_of))
        elif direct == "partner":
            open_lines.append(f"Connector between {between}: by a partner, ask for its fee.")
    by_hand = [way for way in ways if way in TYPED_BY_HAND]
    if by_hand and situation.people.everyone.high >= figures["double_entry_size"].low:
        hours, rate = figures["double_entry_small"], figures["office_rate"]
        proven = any(way is not None for way in by_hand)
        low = hours.low * WEEKS * rate.low if proven else 0.0
        high = (hours.high or hours.low) * WEEKS * rate.low
        text = f"Up to {hours.high:g} hours a week at ${rate.low:g} an hour for each year that a join is missing"
        text += "." if proven else "; nothing if the vendors prove their links."
        source = situation.k.sources[hours.source]
        amounts = _Sum(low, high, low * YEARS, high * YEARS)
        lines.append(_line("Retyping where systems are not joined", amounts, text, source.title, source.as_of))
    return lines, open_lines
