"""The order in which the systems of a stack are joined: the steps of `data/blueprint.yaml` that hold for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.stack.places import Plan, way_between
from advisor.stack.stack import SetUpStep
from advisor.stack.table import SIDE_OF

Crossing = tuple[str, str, str | None]
"""Names of two systems that have to be joined, and the best known way between them."""


def steps_of(plan: Plan) -> tuple[SetUpStep, ...]:
    crossings = _crossings(plan)
    holds, words = _conditions(plan, crossings), _words(plan, crossings)
    return tuple(
        SetUpStep(step=step.id, title=step.title, text=_capital(step.text.format_map(words)), sources=step.sources)
        for step in plan.situation.k.blueprint_book.steps
        if set(step.when) <= holds
    )


def _conditions(plan: Plan, crossings: Sequence[Crossing]) -> set[str]:
    """Which conditions of the steps hold for this stack."""
    situation, new = plan.situation, [seat for seat in plan.seats if not seat.kept]
    books = situation.accounting or ""
    ways = {way for _, _, way in crossings}
    return {
        name
        for name, holds in (
            ("no_books", situation.keeps_no_books),
            ("has_books", not situation.keeps_no_books),
            ("quickbooks", books.startswith("quickbooks")),
            ("quickbooks_desktop", books == "quickbooks_desktop"),
            ("other_books", not situation.keeps_no_books and not books.startswith("quickbooks")),
            ("one_side", not plan.both_sides),
            ("both_sides", plan.both_sides),
            ("two_new", len(new) > 1),
            ("kept", 0 < len(new) < len(plan.seats)),
            ("open_link", None in ways or "none" in ways),
            ("partner_link", "partner" in ways),
            ("connector_link", "zapier" in ways),
        )
        if holds
    }


def _crossings(plan: Plan) -> list[Crossing]:
    """Every pair that has to be joined and the way that is known: the platforms with each other and with the books."""
    places = plan.platforms
    pairs = [(one, other) for n, one in enumerate(places) for other in places[n + 1 :]]
    if not plan.situation.keeps_no_books:
        pairs += [(places[n], plan.books) for n in plan.to_books]
    return [(one.name, other.name, way_between(plan, one, other)) for one, other in pairs]


def _words(plan: Plan, crossings: Sequence[Crossing]) -> dict[str, str]:
    """What fills the blanks of a step."""
    needs = plan.situation.side_needs

    def pairs(*ways: str | None) -> str:
        return _listed([f"{one} and {other}" for one, other, way in crossings if way in ways], "; ", "; or between ")

    new = [(seat, place) for seat, place in zip(plan.seats, plan.platforms, strict=True) if not seat.kept]
    first = max(new, key=lambda pair: needs.get(SIDE_OF.get(pair[0].role, ""), 0.0), default=None)
    return {
        "books": plan.books.name,
        "platforms": _listed([place.name for place in plan.platforms]),
        "kept": _listed([p.name for s, p in zip(plan.seats, plan.platforms, strict=True) if s.kept]),
        "first": first[1].name if first else "",
        "open": pairs(None, "none"),
        "partner": pairs("partner"),
        "connector": pairs("zapier"),
    }


def _listed(names: Iterable[str], between: str = ", ", last: str = " and ") -> str:
    items = list(names)
    return between.join(items[:-1]) + last + items[-1] if len(items) > 1 else "".join(items)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
