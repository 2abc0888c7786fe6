"""What was seen and what it moved, in words: "B moves past A: B showed “Submittals”"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pydantic import Field

from advisor.base import Value
from advisor.catalogue.evidence import Level
from advisor.catalogue.joining import Joining
from advisor.catalogue.seen import Evidence, SeenOf, SeenPair, level_word
from advisor.stack.finding import Pick
from advisor.stack.moved import Both, Fact, facts_of, in_both
from advisor.stack.seats import Situation
from advisor.stack.table import WAYS
from advisor.stack.words import lower, short_name

LEAST = 0.05
"""Points below which a fact is told to move nothing."""

CLOSELY = 0.2
"""Width of a level (0-1) past which a page does not tell it reliably."""

DID: Mapping[Level, str] = {"full": "showed", "partial": "showed only a part of", "none": "could not show"}
NOW: Mapping[Level, str] = {
    "full": "you saw it done", "partial": "you saw a part of it", "none": "it could not show it",
}  # fmt: skip
PAGES: Mapping[Level, str] = {
    "full": "a page said it is there in full", "partial": "a page said it is there in part",
    "none": "a page said it is missing",
}  # fmt: skip
NOW_JOINED: Mapping[Joining, str] = {
    "native": "you saw it joined, nothing typed twice",
    "partner": "you saw it joined, with a small detour",
    "zapier": "you saw it joined through a connector",
    "file": "you saw it joined in part or by hand",
    "none": "it could not show it",
}
PAGES_JOINED: Mapping[Joining | None, str] = {
    "native": "a page told of a link of its own",
    "partner": "a page told of a partner's link",
    "zapier": "a page told of a no-code connector",
    "file": "a page told of a file",
    "none": "a page said there is none",
    None: "no page told",
}
PAIR_LABELS = {"customers": "Customers seen on both", "hours": "Hours typed once for both"}
LIMITS = {
    "must_have": "it lacks what you must have",
    "accounting": "it does not link to your accounting",
    "budget": "its quote is past your budget",
    "must_integrate": "it does not link to a system that it must work with",
}


class SeenFact(Value):
    """One fact that a demo or a quote put in the place of the catalogue's."""

    vendor: str
    name: str
    fact: str = Field(description="Id of a capability, or accounting, customers, hours or price")
    label: str
    beside: str = Field(default="", description="The other vendor, for a fact of two together")
    before: str = Field(description="What the catalogue said, in words")
    now: str = Field(description="What was seen, in words")
    low: float | None = Field(default=None, description="Level as seen (0-1), least; none for facts without a level")
    high: float | None = None
    effect: float = Field(description="Points that it moves the best stack with this vendor, against the catalogue")
    sentence: str


class Move(Value):
    """A stack's place before the demos and now; None where it is not on the list."""

    vendors: tuple[str, ...] = Field(description="Ids; empty for a tool of today that the catalogue does not have")
    names: tuple[str, ...]
    place_before: int | None
    place_now: int | None
    value_before: float
    value_now: float
    sentence: str


class Moved(NamedTuple):
    """What was seen, and what it moved; the sentence says the main thing."""

    facts: tuple[SeenFact, ...]
    moves: tuple[Move, ...]
    sentence: str


class _Worlds(NamedTuple):
    """The contractor with the catalogue alone, and with what was seen."""

    was: Situation
    now: Situation
    evidence: Evidence

    def of(self, vendor: str) -> SeenOf | None:
        return next((one for one in self.evidence.vendors if one.vendor == vendor), None)

    def pair(self, one: str, other: str) -> SeenPair | None:
        return next((p for p in self.evidence.pairs if {p.first, p.second} == {one, other}), None)


def moved(before: Sequence[Pick], now: Sequence[Pick], was: Situation, is_now: Situation, evidence: Evidence) -> Moved:
    """What *evidence* moved among the stacks that were and are on the list; arguments as of `in_both`."""
    worlds = _Worlds(was, is_now, evidence)
    stacks = in_both(before, now, was, is_now, evidence)
    facts = [_fact(fact, stacks, worlds) for fact in facts_of(evidence, is_now)]
    facts.sort(key=lambda one: (-abs(round(one.effect, 6)), one.vendor, one.fact, one.beside))
    moves = tuple(_move(one, stacks, worlds) for one in stacks)
    return Moved(tuple(facts), moves, _main(moves, stacks))


def _fact(fact: Fact, stacks: Iterable[Both], worlds: _Worlds) -> SeenFact:
    vendors = [worlds.now.table.vendors[r] for r in fact.rows]
    vendor, beside = vendors[0], vendors[1] if len(vendors) > 1 else None
    with_it = [one for one in stacks if fact in one.effects]
    effect = max(with_it, key=lambda one: one.now).effects[fact] if with_it else 0.0
    seen = worlds.of(vendor.id)
    level = next((one for one in seen.levels if one.capability == fact.kind), None) if seen else None
    label, before, now = _before_and_now(fact, worlds)
    points = f" ({'−' if effect < 0 else '+'}{abs(effect):.1f} points)" if abs(effect) >= LEAST else ""
    who = " and ".join(short_name(one.name) for one in vendors)
    return SeenFact(
        vendor=vendor.id,
        name=vendor.name,
        fact=fact.kind,
        label=label,
        beside=beside.id if beside else "",
        before=before,
        now=now,
        low=level.low if level else None,
        high=level.high if level else None,
        effect=round(effect, 6),
        sentence=f"{who}, {lower(label)}: {now}. Before, {before}{points}.",
    )


def _before_and_now(fact: Fact, worlds: _Worlds) -> tuple[str, str, str]:
    """Label, what was said before, what is seen now."""
    vendor = worlds.was.table.vendors[fact.rows[0]]
    seen = worlds.of(vendor.id)
    capability = worlds.now.k.capabilities.get(fact.kind)
    if capability is not None and seen is not None:
        at = next(one.at for one in seen.levels if one.capability == fact.kind)
        return capability.label, _page_words(worlds.was, fact.rows[0], fact.kind), NOW[level_word(at)]
    if fact.kind == "price" and seen is not None:
        told = [f"${seen.usd_month:,.0f} a month"] if seen.usd_month is not None else []
        told += [f"${seen.setup_usd:,.0f} once"] if seen.setup_usd is not None else []
        before = "only pages told the price" if vendor.pricing.has_figures else "no price was published"
        return "Price", before, f"it quotes {' and '.join(told)}"
    if fact.kind == "accounting" and seen is not None and seen.accounting is not None:
        system, way = seen.accounting
        return "Link to your accounting", PAGES_JOINED[vendor.accounting_link(system)], NOW_JOINED[way]
    one, other = fact.rows
    table = worlds.was.table
    known = table.link if fact.kind == "customers" else table.time
    return PAIR_LABELS[fact.kind], PAGES_JOINED[WAYS[known[one, other]]], NOW_JOINED[_way_of(fact, worlds)]


def _way_of(fact: Fact, worlds: _Worlds) -> Joining:
    one, other = (worlds.now.table.vendors[r].id for r in fact.rows)
    way: Joining | None = getattr(worlds.pair(one, other), fact.kind, None)
    return way or "none"


def _page_words(situation: Situation, row: int, capability: str) -> str:
    """What the catalogue knows of a capability of the vendor of a row."""
    table = situation.table
    low, high = float(table.low[row, table.column[capability]]), float(table.high[row, table.column[capability]])
    fact = table.vendors[row].capabilities.get(capability)
    if fact is None or (low, high) == (0.0, 1.0):
        return "no page told"
    if high - low > CLOSELY + 1e-9:
        return "no reliable page told"
    return PAGES[fact.level]


def _cause(one: Both, worlds: _Worlds, *, up: bool) -> str:
    """The fact that moved a stack most in one direction, as a clause; empty where none did."""
    sign = 1 if up else -1
    moving = [(round(sign * effect, 6), fact) for fact, effect in one.effects.items() if sign * effect >= LEAST]
    # Of equals the first by name, so that the order of the scores never decides.
    best = min(moving, key=lambda found: (-found[0], found[1]), default=None)
    return _clause(best[1], worlds) if best else ""


def _clause(fact: Fact, worlds: _Worlds) -> str:
    vendors = [worlds.now.table.vendors[r] for r in fact.rows]
    who, seen = " and ".join(short_name(vendor.name) for vendor in vendors), worlds.of(vendors[0].id)
    capability = worlds.now.k.capabilities.get(fact.kind)
    if capability is not None and seen is not None:
        level = level_word(next(one.at for one in seen.levels if one.capability == fact.kind))
        return f"{who} {DID[level]} “{capability.label}”{_against(worlds.was, fact, level)}"
    if fact.kind == "price" and seen is not None:
        quote = f" of ${seen.usd_month:,.0f} a month" if seen.usd_month is not None else ""
        return f"the quote of {who}{quote} takes the place of what pages tell"
    if fact.kind == "accounting" and seen is not None and seen.accounting is not None:
        return f"{who} {'could not show' if seen.accounting[1] == 'none' else 'showed'} its link to your accounting"
    did = "did not show" if _way_of(fact, worlds) == "none" else "showed"
    return f"{who} {did} that {fact.kind} reach both"


def _against(situation: Situation, fact: Fact, level: Level) -> str:
    """How what was seen stands to what the catalogue knew, as the end of a clause; empty where it only bears it out."""
    known = _page_words(situation, fact.rows[0], fact.kind)
    if known == "no page told":
        return ", of which no page told"
    if known not in PAGES.values():
        return ", of which no reliable page told"
    return "" if known == PAGES[level] else f", though {known}"


def _move(one: Both, stacks: Sequence[Both], worlds: _Worlds) -> Move:
    table = worlds.now.table
    return Move(
        vendors=tuple(v.id if (v := table.vendor(int(r))) else "" for r in one.row),
        names=one.names,
        place_before=one.place_before,
        place_now=one.place_now,
        value_before=round(one.before, 6),
        value_now=round(one.now, 6),
        sentence=_move_words(one, stacks, worlds),
    )


def _move_words(one: Both, stacks: Sequence[Both], worlds: _Worlds) -> str:
    for limit in one.broken if one.place_now is None else ():
        if limit in LIMITS:
            return f"{one.name} drops out: {LIMITS[limit]}."
    if one.place_before is None:
        why = _cause(one, worlds, up=True)
        return f"{one.name} comes onto the list{f': {why}' if why else ', as others fell behind it'}."
    listed = [other for other in stacks if other.place_before is not None and other is not one]
    passed = [o for o in listed if (o.place_before or 0) < one.place_before and o.is_behind(one)]
    passed_by = [o for o in listed if (o.place_before or 0) > one.place_before and one.is_behind(o)]
    if passed and one.place_now is not None:
        other = min(passed, key=lambda o: o.place_before or 0)
        if one.now - one.before < LEAST:
            return f"{one.name} moves up, as {other.name} falls behind it."
        return _turned(f"{one.name} moves past {other.name}", one, other, worlds)
    if passed_by:
        other = max(passed_by, key=lambda o: o.now)
        gone = " and leaves the list" if one.place_now is None else ""
        return _turned(f"{one.name} falls behind {other.name}{gone}", other, one, worlds)
    gain = one.now - one.before
    why = _cause(one, worlds, up=gain > 0) if abs(gain) >= LEAST else ""
    if one.place_now is None:
        return f"{one.name} leaves the list{f': {why}' if why else ', as others came ahead of it'}."
    if abs(gain) < LEAST:
        return f"{one.name} stands where it stood."
    return f"{one.name} has {abs(gain):.1f} points {'more' if gain > 0 else 'fewer'}{f': {why}' if why else ''}."


def _turned(start: str, ahead: Both, behind: Both, worlds: _Worlds) -> str:
    """Why two stacks changed places: what moved most of the one that moved more, else of the other."""
    rose, fell = ahead.now - ahead.before, behind.before - behind.now
    causes = [_cause(ahead, worlds, up=True), _cause(behind, worlds, up=False)]
    why = next((cause for cause in (causes if rose >= fell else reversed(causes)) if cause), "")
    return f"{start}{f': {why}' if why else ''}."


def _main(moves: Sequence[Move], stacks: Sequence[Both]) -> str:
    """The main thing that changed: who is first now, else the first change of order, else that there is none."""
    first = next((move for move in moves if move.place_now == 1), None)
    if first is None:
        return ""
    if first.place_before != 1:
        return first.sentence
    stays = f"{next(one.name for one in stacks if one.place_now == 1)} stays first."
    changed = [
        move
        for move, one in zip(moves, stacks, strict=True)
        if (one.place_now is None or one.place_before is None) or one.place_now < one.place_before
    ]
    changed.sort(key=lambda move: (move.place_now or 99, move.place_before or 99))
    return f"{stays} {changed[0].sentence}" if changed else f"{stays} The order of the choices has not changed."
