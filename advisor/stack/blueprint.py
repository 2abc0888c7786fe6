"""The integration blueprint of a stack: who holds what, where it goes and over which link, and how to set it up.

Who may hold a thing and the rules come from `data/blueprint.yaml`; which system of this stack it is, and what pages
show of the links between them, is worked out here. A link that no page shows is told as unknown, never left out.
"""

from __future__ import annotations

from typing import Any

from advisor.catalogue.ageing import freshness_words
from advisor.catalogue.joining import BEST_FIRST
from advisor.stack.joins import DELIVERY
from advisor.stack.places import Place, Plan, best_page, links_between, page_fields, plan_of, way_between
from advisor.stack.seats import Seat, Situation
from advisor.stack.set_up import steps_of
from advisor.stack.stack import Blueprint, BlueprintLine, Passage
from advisor.stack.table import Ints
from advisor.stack.things import Holder, Thing

EACH = "The platform that makes it"


def blueprint_of(situation: Situation, seats: tuple[Seat, ...], row: Ints) -> Blueprint:
    """The blueprint of one stack: a line for each thing that matters here, then the steps in their order."""
    plan = plan_of(situation, seats, row)
    lines = tuple(line for thing in situation.k.blueprint_book.things if (line := _line(plan, thing)) is not None)
    return Blueprint(lines=lines, steps=steps_of(plan))


# ---- who holds it ----


def _line(plan: Plan, thing: Thing) -> BlueprintLine | None:
    """The line of a thing; None where it does not matter here or never leaves the system that holds it."""
    if not _matters(plan, thing):
        return None
    found = _holder(plan, thing)
    if found is None:
        return None
    holder, place = found
    pairs = _ways_out(plan, thing, place)
    stays = holder == "accounting" and (not thing.goes_to or "accounting" in thing.goes_to)
    if not pairs and not stays:
        return None
    return BlueprintLine(
        thing=thing.id,
        label=thing.label,
        join=thing.join,
        holder=EACH if place is None else place.name,
        doubt="" if place is None else _doubt(plan, thing, place),
        passages=tuple(_passage(plan, thing, giver, taker) for giver, taker in pairs),
        rule=thing.rule,
        judged=thing.judged,
        pitfall=thing.pitfall,
        sources=thing.sources,
    )


def _matters(plan: Plan, thing: Thing) -> bool:
    """True where a need, a mark of the work or the shape of the stack asks for it, and no answer speaks against it."""
    answers, needs = plan.situation.answers, plan.situation.needs
    least = plan.situation.k.blueprint_book.matters_from
    if thing.unless is not None and getattr(answers.work, thing.unless) is False:
        return False
    told = [getattr(answers.work.signals, signal) for signal in thing.signals]
    if thing.signals and all(mark is False for mark in told):
        return False
    return (
        thing.always
        or True in told
        or (thing.both_sides and plan.both_sides)
        or any(needs.get(capability, 0.0) >= least for capability in thing.needs)
    )


def _holder(plan: Plan, thing: Thing) -> tuple[Holder, Place | None] | None:
    """The first in the usual order that is there and not shown to lack it; a place of None is every platform."""
    for holder in thing.held_by:
        if holder == "accounting":
            return holder, plan.books
        if holder == "each":
            return holder, None
        if holder in ("clock", "photos"):
            place = _shared_system(plan, holder)
        else:
            place = next((p for p in plan.platforms if plan.seats[p.seat or 0].role == holder), None)
            if place is not None and _level(plan, thing, place)[1] <= 0:
                place = None
        if place is not None:
            return holder, place
    return None


def _level(plan: Plan, thing: Thing, place: Place) -> tuple[float, float]:
    """How far a platform covers what holding the thing takes, least and most; anything where nothing is asked."""
    if thing.capability is None or place.seat is None:
        return 0.0, 1.0
    table, row = plan.situation.table, int(plan.row[place.seat])
    column = table.column[thing.capability]
    return float(table.low[row, column]), float(table.high[row, column])


def _doubt(plan: Plan, thing: Thing, place: Place) -> str:
    """What to say where no page shows that the platform can hold the thing; a tool that stays has shown it."""
    if place.seat is None or thing.capability is None or plan.seats[place.seat].kept:
        return ""
    if _level(plan, thing, place)[0] > 0:
        return ""
    label = plan.situation.k.capabilities[thing.capability].label
    return f"No page shows “{label}” in {place.name}: see it in the demo."


def _shared_system(plan: Plan, holder: Holder) -> Place | None:
    """The time system or photo app that every platform which carries work links to, by a link that a page shows."""
    vendors = [plan.vendor(p) for p in plan.platforms if plan.seats[p.seat or 0].role in DELIVERY]
    if len(vendors) < 2:
        return None
    catalogue, clocks = plan.situation.k.catalogue, plan.situation.k.stack_book.joins.time_systems
    for system in sorted(catalogue.external_systems, key=lambda s: s.id):
        if (system.id in clocks) if holder == "clock" else system.kind == "photos":
            ways = [None if v is None else v.link_to(system.id) for v in vendors]
            if all(way is not None and way != "none" for way in ways):
                return Place(system.name, system=system.id)
    return None


# ---- where it goes ----


def _ways_out(plan: Plan, thing: Thing, holder: Place | None) -> list[tuple[Place, Place]]:
    """From whom to whom the thing passes. What a platform that reaches no books holds gets there by the others."""
    platforms = [p for p in plan.platforms if plan.seats[p.seat or 0].role in thing.goes_to]
    if holder is None:
        return [(one, other) for n, one in enumerate(platforms) for other in platforms[n + 1 :]]
    pairs = [(holder, platform) for platform in platforms if platform != holder]
    if "accounting" not in thing.goes_to or holder == plan.books:
        return pairs
    to_books = [plan.platforms[n] for n in plan.to_books]
    if holder in to_books:
        return [*pairs, (holder, plan.books)]
    return [*pairs, *((platform, plan.books) for platform in to_books if platform in platforms)]


def _passage(plan: Plan, thing: Thing, giver: Place, taker: Place) -> Passage:
    """How the thing gets across, as far as pages show it: the link that names it, or else the best link of the two."""
    links = links_between(plan, giver, taker)
    told = [(vendor, link) for vendor, link in links if thing.named_in(link.what)]
    way = way_between(plan, giver, taker)
    fields: dict[str, Any] = {}
    if told:
        vendor, link = min(told, key=lambda pair: BEST_FIRST.index(pair[1].kind))
        way, fields = link.kind, {"named": True, "carries": link.what, **page_fields(vendor, link.source)}
    elif way in BEST_FIRST:
        fields = best_page(plan, giver, taker, links, way)
    notes = (_note(plan, thing, giver, taker, way), _age(plan, fields.get("as_of")))
    return Passage(
        giver=giver.name,
        taker=taker.name,
        kind=way or "unknown",
        note=" ".join(note for note in notes if note),
        **fields,
    )


def _age(plan: Plan, as_of: str | None) -> str:
    """What to say of a page that is too old to rely on."""
    if as_of is None or plan.clock.freshness("link", as_of) != "stale":
        return ""
    return f"Its page was {freshness_words('link', as_of, plan.clock)}."


def _note(plan: Plan, thing: Thing, giver: Place, taker: Place, way: str | None) -> str:
    """What to say beside the link: too small a connector, or a way round by the books."""
    if way == "zapier" and not thing.flat:
        return "A no-code connector is too small for this: use files, or ask for a real link."
    between_platforms = giver.seat is not None and taker.seat is not None
    if way is None and between_platforms and "accounting" in thing.goes_to:
        ways = [way_between(plan, place, plan.books) for place in (giver, taker)]
        if all(one in ("native", "partner") for one in ways):
            return f"Both link to {plan.books.name}, so it may pass that way: ask."
    return ""
