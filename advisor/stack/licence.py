"""What a vendor's licence comes to a month for this contractor's people, from its price list or reported bills."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_high
from typing import NamedTuple

from advisor.base import Money
from advisor.catalogue.ageing import UNDATED, Clock, how_old
from advisor.catalogue.pricing import Pricing, Tier
from advisor.catalogue.vendor import Vendor
from advisor.scoring.options import Kind
from advisor.stack.people import Ends, People


class Licence(NamedTuple):
    """US dollars a month for the whole firm; None at both ends where no figure is known, at the high end where open."""

    low: float | None
    high: float | None
    assumption: str
    listed: bool = False
    """True where it follows from a price list; then no set-up fee is expected unless one is named."""
    seats_open: bool = False
    """True where only a base price is known and what each seat adds is not."""

    @property
    def known(self) -> bool:
        """True where at least the lower end is known."""
        return self.low is not None


def licence_of(vendor: Vendor, role: Kind, people: People, clock: Clock | None = None) -> Licence:
    """The monthly licence of *vendor* in the seat *role*.

    Args:
        clock: the day of use; an old price may have risen by then, so its upper end does. As read when left out.
    """
    found = _as_read(vendor, role, people)
    factor = clock.price_factor(vendor.pricing.as_of) if clock else 1.0
    if clock is None or factor <= 1 or not found.high:
        return found
    return found._replace(
        high=found.high * factor, assumption=f"{found.assumption}{aged_words(clock, vendor.pricing.as_of)}"
    )


def aged_words(clock: Clock, as_of: str) -> str:
    """What an old price does to the upper end, as a sentence after others; nothing while it is fresh."""
    factor = clock.price_factor(as_of)
    if factor <= 1:
        return ""
    age = "has no date" if as_of == UNDATED else f"was {how_old(as_of, clock.day)}"
    return f" The upper end allows for a rise of {(factor - 1) * 100:.0f} %, as the price {age}."


def _as_read(vendor: Vendor, role: Kind, people: People) -> Licence:
    pricing = vendor.pricing
    users = people.users(role)
    paid = [tier for tier in pricing.tiers if tier.usd_month]
    free = [tier for tier in pricing.tiers if tier.usd_month == 0 and tier.users_included]
    if paid:
        return _from_list(pricing, paid, free, users, people.technicians)
    if free:
        return _from_free(free, users)
    if pricing.typical_usd_month is not None:
        return _from_bills(pricing, pricing.typical_usd_month)
    return Licence(None, None, "")


def _from_bills(pricing: Pricing, bill: Money) -> Licence:
    """From monthly bills that others report; where each head is priced, a larger firm pays more than they did."""
    if pricing.model in ("per_user", "per_technician"):
        per = "user" if pricing.model == "per_user" else "technician"
        text = f"From monthly bills as reported; it is priced for each {per}, and how many they had is not told."
        return Licence(bill.low, None, text, seats_open=True)
    return Licence(bill.low, bill.high, "Monthly bills as reported, whatever the number of users.")


def _from_free(free: Sequence[Tier], users: Ends) -> Licence:
    largest = max(tier.users_included or 0 for tier in free)
    if users.high <= largest:
        return Licence(0.0, 0.0, f"The free plan holds up to {largest} users.", listed=True)
    if users.low <= largest:
        return Licence(0.0, None, f"Free up to {largest} users; what more of them cost is not known.")
    return Licence(None, None, "")


def _from_list(pricing: Pricing, paid: list[Tier], free: list[Tier], users: Ends, technicians: Ends) -> Licence:
    pers = {_per(tier, pricing) for tier in paid}
    if pers == {"user", "technician"}:
        return _by_part(paid, users, technicians)
    if pers == {"technician"}:
        counted = Ends(max(technicians.low, 1), max(technicians.high, 1))
        return _each(paid, counted, "technicians", published=pricing.published is not False)
    if pers == {"user"}:
        return _each(paid, users, "users", published=pricing.published is not False)
    if "user" in pers:
        return _between_plans(pricing, paid, users)
    if any(tier.users_included for tier in paid):
        return _holding([*free, *paid], users)
    if pricing.model == "per_user":
        base = min(tier.usd_month or 0 for tier in paid)
        text = "The base price for the company; what a seat adds is not known."
        return Licence(base, None, text, listed=True, seats_open=True)
    prices = sorted(tier.usd_month or 0 for tier in paid)
    if len(prices) == 1:
        return Licence(prices[0], prices[0], "One price for the company, as far as is known.", listed=True)
    text = "From the cheapest to the middle plan, for the whole company; its functions decide which one you need."
    return Licence(prices[0], median_high(prices), text, listed=True)


def _per(tier: Tier, pricing: Pricing) -> str:
    """For whom a price counts; where the page does not say, a price list per user means users and else the company."""
    if tier.per == "unknown":
        return "user" if pricing.model == "per_user" else "account"
    return tier.per


def _each(tiers: Sequence[Tier], count: Ends, what: str, *, published: bool = True) -> Licence:
    prices = sorted(tier.usd_month or 0 for tier in tiers)
    low, high = prices[0], median_high(prices)
    each = f"${low:,.0f}" if low == high else f"${low:,.0f}–{high:,.0f}"
    plans = "" if len(prices) == 1 else ", from the cheapest to the middle plan" if published else ", as reported"
    return Licence(low * count.low, high * count.high, f"{count.words} {what} at {each} a month{plans}.", listed=True)


def _by_part(tiers: Sequence[Tier], users: Ends, technicians: Ends) -> Licence:
    """A price for technicians and another for everyone else."""
    office = Ends(max(users.low - technicians.low, 1), max(users.high - technicians.high, 1))
    field = _each([t for t in tiers if t.per == "technician"], technicians, "technicians")
    rest = _each([t for t in tiers if t.per != "technician"], office, "other users")
    text = f"{field.assumption.rstrip('.')}, and {rest.assumption}"
    return Licence((field.low or 0) + (rest.low or 0), (field.high or 0) + (rest.high or 0), text, listed=True)


def _between_plans(pricing: Pricing, paid: Sequence[Tier], users: Ends) -> Licence:
    """Plans for the company beside plans for each user; seats past those included cost what a single user does."""
    seat = min(tier.usd_month or 0 for tier in paid if _per(tier, pricing) == "user")

    def price(tier: Tier, count: float) -> float:
        if _per(tier, pricing) == "user":
            return (tier.usd_month or 0) * count
        return (tier.usd_month or 0) + seat * max(count - (tier.users_included or count), 0)

    low = min(price(tier, users.low) for tier in paid)
    high = median_high(price(tier, users.high) for tier in paid)
    return Licence(low, max(low, high), f"For {users.words} users, from the cheapest to the middle plan.", listed=True)


def _holding(tiers: Sequence[Tier], users: Ends) -> Licence:
    """The smallest plan that holds the users; past the largest, its price and further seats at its average price."""

    def plan(count: float) -> tuple[Tier, float, bool]:
        holding = [tier for tier in tiers if tier.users_included is None or tier.users_included >= count]
        if holding:
            tier = min(holding, key=lambda t: t.usd_month or 0)
            return tier, tier.usd_month or 0, True
        tier = max(tiers, key=lambda t: t.usd_month or 0)
        return tier, (tier.usd_month or 0) * count / (tier.users_included or count), False

    (small, low, held_low), (large, high, held_high) = plan(users.low), plan(users.high)
    plans = f"Plan {small.name}" if small.name == large.name else f"Plan {small.name} to {large.name}"
    text = f"{plans} for {users.words} users."
    if not held_high:
        text += f" {large.name} includes {large.users_included}; further seats are taken at its average price a seat."
    return Licence((small.usd_month or 0) if not held_low else low, max(low, high), text, listed=True)
