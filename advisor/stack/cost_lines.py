"""The lines of a stack's cost in US dollars: what each comes to in the first year and in three, and what was assumed.

Three kinds of line. `paid` is money that leaves the firm. `hours` is time of your own people, priced at one rate.
`lost` is output that a change costs: nobody is paid for it and no hour is added, so it is shown and never summed.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from advisor.base import Money
from advisor.catalogue.ageing import Clock
from advisor.catalogue.evidence import is_own
from advisor.catalogue.vendor import Vendor
from advisor.questionnaire.answers import Range, Tool
from advisor.scoring.options import Kind
from advisor.sources import Source
from advisor.stack.licence import Licence, aged_words
from advisor.stack.people import Ends
from advisor.stack.seats import SHORT_NAMES, Situation, tools_in_order
from advisor.stack.stack import CostLine

WEEKS, MONTHS, YEARS = 52, 12, 3
SERVICE: tuple[Kind, ...] = ("fsm", "integrated")
"""Kinds of platform in which customers pay by card, and whose move from one product to another has been priced."""


class Amounts(NamedTuple):
    """Low and high of a line in a year and in three; a high of None is open."""

    first_low: float
    first_high: float | None
    three_low: float
    three_high: float | None


def once(low: float, high: float | None) -> Amounts:
    """An amount that comes up a single time."""
    return Amounts(low, high, low, high)


def each_year(low: float, high: float) -> Amounts:
    """An amount that comes up every year alike."""
    return Amounts(low, high, low * YEARS, high * YEARS)


def clock_of(situation: Situation) -> Clock:
    """The day of use, by which prices have aged."""
    return situation.k.catalogue.clock(situation.k.day)


class Page(NamedTuple):
    """Where a figure is from."""

    title: str
    url: str | None
    as_of: str
    grade: str


def our_page(source: Source) -> Page:
    """A page of `data/sources.yaml`."""
    return Page(source.title, source.url or None, source.as_of, source.grade)


def _of_vendor(vendor: Vendor) -> Page:
    """The page of a vendor's price; the date is the day on which the price itself was read."""
    pricing = vendor.pricing
    if not pricing.source:
        return Page("unknown", None, pricing.as_of, "")
    source = vendor.sources[pricing.source]
    return Page(source.title, source.url or None, pricing.as_of, source.grade)


def cost_line(
    label: str, amounts: Amounts, assumption: str, page: Page, kind: Literal["paid", "hours", "lost"], *,
    counted: bool = True,
) -> CostLine:  # fmt: skip
    """A line in whole dollars, with what was assumed and the page of its figure."""

    def whole(amount: float | None) -> float | None:
        return None if amount is None else float(round(amount))

    return CostLine(
        label=label,
        first_year=Money(low=whole(amounts.first_low), high=whole(amounts.first_high)),
        three_years=Money(low=whole(amounts.three_low), high=whole(amounts.three_high)),
        assumption=assumption,
        source=page.title,
        url=page.url,
        as_of=page.as_of,
        grade=page.grade,
        kind=kind,
        counted=counted,
    )


# ---- paid ----


def licence_line(situation: Situation, vendor: Vendor, licence: Licence) -> CostLine:
    """Twelve months of the licence; in three years no rise at best, and the one of a published contract at worst."""
    rise = 1 + (situation.k.cost_book.by_id["renewal_uplift"].high or 0) / 100
    low = (licence.low or 0) * MONTHS
    high = None if licence.high is None else licence.high * MONTHS
    text = [licence.assumption]
    if not situation.people.told:
        text.append(f"Counted for a firm of {situation.people.everyone.words} people, as you did not say how many.")
    if is_own(vendor.pricing.source):
        text.append("From the consultant's own file.")
    elif vendor.pricing.confidence in ("reported", "low"):
        text.append("Not read on the vendor's own page.")
    text.append(f"Three years: no price rise at best, {(rise - 1) * 100:.0f} % a year at worst.")
    three = None if high is None else high * (1 + rise + rise**2)
    amounts = Amounts(low, high, low * YEARS, three)
    return cost_line(f"Licence of {vendor.name}", amounts, " ".join(text), _of_vendor(vendor), "paid")


def setup_ends(situation: Situation, vendor: Vendor) -> tuple[float, float | None] | None:
    """Fee for setting up, least and most; None where nobody tells of one. An old figure may have risen."""
    fee = vendor.pricing.setup_fee_usd
    if fee is None or fee.low is None:
        return None
    factor = clock_of(situation).price_factor(vendor.pricing.as_of)
    return fee.low, None if fee.high is None else fee.high * factor


def setup_line(situation: Situation, vendor: Vendor) -> CostLine | None:
    """What the vendor takes for setting up; None where nobody tells of a fee."""
    ends = setup_ends(situation, vendor)
    if ends is None:
        return None
    text = f"Paid once.{aged_words(clock_of(situation), vendor.pricing.as_of)}"
    return cost_line(f"Set-up of {vendor.name}", once(*ends), text, _of_vendor(vendor), "paid")


def moving_line(situation: Situation, new: list[tuple[Vendor, Kind]]) -> tuple[CostLine | None, str]:
    """What leaving today's service software costs, or else what to ask: one source prices it, for one size of firm."""
    replaced = [t for t in tools_in_order(situation.answers) if t.kind in SERVICE and t.works != "well"]
    if not replaced or not any(role in SERVICE for _, role in new):
        return None, ""
    figure, scale = situation.k.cost_book.by_id["migration_cost"], situation.k.stack_book.cost
    name = _called(situation, replaced[0])
    revenue = _middle(situation.answers.company.revenue_usd_year)
    least, most = scale.moving_fits_revenue_usd
    if revenue is None or not least <= revenue <= most:
        range_ = f"${figure.low:,.0f}–{figure.high:,.0f}"
        return None, f"Moving out of {name}: one source tells of {range_} for a firm near $2,000,000 a year; ask."
    text = "Once, for moving records out of what you run today; told by one source for a firm near $2,000,000 a year."
    page = our_page(situation.k.sources[figure.source])
    return cost_line(f"Moving out of {name}", once(figure.low, figure.high), text, page, "paid"), ""


def card_line(situation: Situation, new: list[tuple[Vendor, Kind]]) -> CostLine | None:
    """Card fees on the job work, where the revenue is told. Not summed: they follow the customers, not the software."""
    revenue = situation.answers.company.revenue_usd_year
    if revenue is None or _middle(revenue) is None or not any(role in SERVICE for _, role in new):
        return None
    fee = situation.k.cost_book.by_id["card_fee"]
    job_share = 1 - _least(situation.answers.work.project_share)
    most = _most(revenue) * job_share * (fee.high or fee.low) / 100
    text = (
        f"{fee.low:g}–{fee.high:g} % of what is paid by card: nothing if nobody does, the upper end if all of your job "
        "work is. Not in the sums, as it depends on your customers and not on the software."
    )
    page = our_page(situation.k.sources[fee.source])
    return cost_line("Card fees", each_year(0.0, most), text, page, "paid", counted=False)


def card_note(situation: Situation, new: list[tuple[Vendor, Kind]]) -> str:
    """The same in words where the revenue is not told."""
    if not any(role in SERVICE for _, role in new):
        return ""
    fee = situation.k.cost_book.by_id["card_fee"]
    return f"Card fees of {fee.low:g}–{fee.high:g} % of what is paid by card come on top of the sums."


# ---- hours of your own people ----


def _weeks(situation: Situation, vendor: Vendor, users: Ends) -> Ends:
    told = vendor.onboarding
    if told is not None and vendor.sourced(told.source):
        return Ends(told.weeks_low, told.weeks_high)
    size = "under_25" if users.high < 25 else "25_250" if users.high <= 250 else "over_250"
    figure = situation.k.cost_book.by_id[f"impl_{size}"]
    return Ends(figure.low, figure.high or figure.low)


def training_line(situation: Situation, new: list[tuple[Vendor, Kind]]) -> CostLine:
    """Small doses of training for every user of every new platform until it runs."""
    figures = situation.k.cost_book.by_id
    dose, rate = figures["train_light"], figures["office_rate"]
    low = high = 0.0
    counts = []
    for vendor, role in new:
        users = situation.people.users(role)
        weeks = _weeks(situation, vendor, users)
        low += dose.low * users.low * weeks.low * rate.low
        high += (dose.high or dose.low) * users.high * weeks.high * (rate.high or rate.low)
        counts.append(f"{SHORT_NAMES[role]} {users.words} users for {weeks.words} weeks")
    text = (
        f"Time of your own people: {dose.low:g} hours a week for each user until it runs, at ${rate.low:g} an hour "
        f"(our assumption); {', '.join(counts)}."
    )
    return cost_line("Training", once(low, high), text, our_page(situation.k.sources[dose.source]), "hours")


def care_line(situation: Situation, platforms: int) -> CostLine:
    """Looking after the platforms; more of it while a larger firm rolls them out."""
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
    hours = (first_low, first_high, first_low + low * later, first_high + high * later)
    amounts = Amounts(*(amount * rate.low for amount in hours))
    return cost_line("Looking after it", amounts, text, our_page(situation.k.sources[scale.source]), "hours")


# ---- output that is lost ----


def dip_line(situation: Situation, new: list[tuple[Vendor, Kind]]) -> CostLine:
    """Lower output in the first month, on the paid hours of those who change tools.

    Not summed. The wages are paid with or without the change and no bill comes for it; it is the same for every stack
    with as many users; and a pilot makes it smaller, which a sum would hide. The published formula adds it, so it
    stands here for who wants to.
    """
    figures, people = situation.k.cost_book.by_id, situation.people
    dip, rate = figures["dip_first_month"], figures["office_rate"]
    counts = [people.users(role) for _, role in new]
    # The same person may work in two of the new platforms and slows down once; nobody outside the firm does.
    least = min(max(count.low for count in counts), people.everyone.high)
    most = min(sum(count.high for count in counts), max(people.everyone.high, least))
    hours = situation.k.stack_book.cost.work_hours_week * WEEKS / MONTHS
    low = dip.low / 100 * least * hours * rate.low
    high = (dip.high or dip.low) / 100 * most * hours * (rate.high or rate.low)
    text = (
        f"{dip.low:g}–{dip.high:g} % less done in the first month by the {Ends(least, most).words} people who change "
        f"tools, {hours:.0f} hours each at ${rate.low:g}. Not in the sums: these wages are paid anyway. A pilot with a "
        "few people makes it smaller."
    )
    page = our_page(situation.k.sources[dip.source])
    return cost_line("Lower output in the first month", once(low, high), text, page, "lost", counted=False)


# ---- what was told ----


def _called(situation: Situation, tool: Tool) -> str:
    """A tool of today by its name in the catalogue, or as it was told."""
    told = " ".join((tool.vendor or "").split())
    vendors = situation.table.vendors
    known = next((v.name for v in vendors if told.casefold() in (v.id, v.name.casefold())), told)
    return known or f"your present {SHORT_NAMES['fsm' if tool.kind == 'fsm' else 'integrated']}"


def _ends(given: object) -> tuple[float | None, float | None]:
    if isinstance(given, Range):
        return given.low, given.high
    return (float(given), float(given)) if isinstance(given, (int, float)) else (None, None)


def _middle(given: object) -> float | None:
    """Middle of what was told, or its only end; None where nothing was."""
    ends = [end for end in _ends(given) if end is not None]
    return sum(ends) / len(ends) if ends else None


def _least(share: object) -> float:
    """Least that a share can be: 0 where it is open."""
    return _ends(share)[0] or 0.0


def _most(amount: object) -> float:
    """Most that was told of an amount; its only end where the upper one is open."""
    low, high = _ends(amount)
    return high if high is not None else low or 0.0
