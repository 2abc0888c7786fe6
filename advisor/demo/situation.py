"""The situation a checklist is made for: the contractor, the option that came first and the shortlisted vendors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol

from advisor.catalogue.vendor import Catalogue, Vendor
from advisor.demo.tasks import TaskBook
from advisor.questionnaire.answers import Answers, Given, Range, Tool
from advisor.questionnaire.pains import Pain
from advisor.questionnaire.trades import Trade
from advisor.scoring.facts import derive, estimates
from advisor.scoring.needs import Capability, NeedWeights
from advisor.scoring.options import Kind, Option
from advisor.scoring.rules import RuleBook
from advisor.stack.stack import Stack

WorkSide = Literal["customer", "project", "job"]

Ground = Literal["said", "usual", "follows"]
"""What a condition rests on: an answer, the usual pattern of the trade, or the advice and its shortlist."""

NEXT_TO_NOTHING = 0.02
"""Up to this share of the work the smaller side counts as absent, as everywhere in the method."""

BOTH_SIDES_FROM = 0.10
"""Above this share the smaller side is too large to be carried by hand (H1)."""

GOOD = 2
"""Strength (0-3) from which a vendor counts as claiming a side: good or deep."""

_SIDES: dict[Kind, tuple[WorkSide, ...]] = {
    "crm": ("customer",),
    "pm": ("project",),
    "fsm": ("job",),
    "integrated": ("customer", "project", "job"),
}


class Reference(Protocol):
    """What the checklist needs of the knowledge."""

    @property
    def task_book(self) -> TaskBook: ...
    @property
    def capabilities(self) -> Mapping[str, Capability]: ...
    @property
    def need_weights(self) -> NeedWeights: ...
    @property
    def pains(self) -> Mapping[str, Pain]: ...
    @property
    def trades(self) -> Mapping[str, Trade]: ...
    @property
    def rule_book(self) -> RuleBook: ...
    @property
    def catalogue(self) -> Catalogue: ...
    def trades_of(self, answers: Answers) -> tuple[Trade, ...]: ...


@dataclass(frozen=True, eq=False)
class Situation:
    """Everything a condition or a reason may read."""

    answers: Answers
    first: Option
    stacks: tuple[Stack, ...]
    trades: tuple[Trade, ...]
    all_trades: tuple[Trade, ...]
    vendors: Mapping[str, Vendor]
    """Catalogue entries of the shortlisted vendors, by id."""
    names: Mapping[str, str]
    """Names of the shortlisted vendors by id, in the order of the ids."""
    project_share: float
    minor_side: Literal["project", "job"]
    minor_share: float
    """Share of the smaller side with what friction adds to it (H2), 0 to 0.5."""

    def usual(self, fits: Callable[[Trade], bool]) -> bool:
        """True when something is usual in one of the contractor's trades.

        A plain parent trade stands for its family: at least half of its trades must fit.
        """
        return any(self._usual_in(trade, fits) for trade in self.trades)

    def _usual_in(self, trade: Trade, fits: Callable[[Trade], bool]) -> bool:
        if not trade.parent:
            return fits(trade)
        family = [t for t in self.all_trades if t.family == trade.family and not t.parent]
        return fits(trade) or (bool(family) and 2 * sum(map(fits, family)) >= len(family))

    def leans_on(self, *capabilities: str) -> bool:
        """True when one of the trades has one of these among its key capabilities."""
        return self.usual(lambda trade: not set(capabilities).isdisjoint(trade.key_capabilities))

    def severity(self, pain: str) -> float:
        """Severity of a pain as named, 0-3; 0 where it was not named. A range counts by its lower end."""
        return least_of((self.answers.pains or {}).get(pain))

    def hurts(self, *pains: str) -> bool:
        """True when one of these pains was named, at least as "some"."""
        return any(self.severity(pain) >= 1 for pain in pains)

    def must_have(self, *capabilities: str) -> bool:
        """True when one of these was listed as a must."""
        return not set(capabilities).isdisjoint(self.answers.limits.must_have)

    @cached_property
    def sides(self) -> frozenset[WorkSide]:
        """Sides of the work that the software to be bought covers for this contractor.

        Without a CRM the platform that runs the work also holds the customers. A tool that works well is kept, so its
        side needs no demo. An integrated platform is not asked for a side of which there is next to nothing.
        """
        kinds = self.first.platforms
        bought = [kind for kind in kinds if kind not in self.kept]
        covered: set[WorkSide] = {side for kind in bought for side in _SIDES[kind]}
        if "crm" not in {*kinds, *self.kept}:
            covered.add("customer")
        if self.minor_share <= NEXT_TO_NOTHING and "integrated" in kinds:
            covered.discard(self.minor_side)
        return frozenset(covered)

    def asked_in(self, stack: Stack, side: str) -> tuple[str, ...]:
        """The vendors of a stack that have to show something of this *side*, by id; all of them for a shared one.

        Without a CRM in the stack each of its platforms holds customers. Who only fills the place of a tool that is
        kept is not asked.
        """
        new = [(v, role) for v, role in zip(stack.vendors, stack.roles, strict=True) if role not in self.kept]
        everyone = tuple(vendor for vendor, _ in new) or stack.vendors
        if side not in ("customer", "project", "job"):
            return everyone
        no_crm = side == "customer" and not {"crm", "integrated"} & set(stack.roles)
        return tuple(vendor for vendor, role in new if no_crm or side in _SIDES[role]) or everyone

    def asked(self, side: str) -> frozenset[str]:
        """The vendors of the whole shortlist that have to show something of this *side*, by id."""
        if side not in self._asked:
            self._asked[side] = frozenset(vendor for stack in self.stacks for vendor in self.asked_in(stack, side))
        return self._asked[side]

    @cached_property
    def _asked(self) -> dict[str, frozenset[str]]:
        return {}

    @property
    def own_sides(self) -> frozenset[WorkSide]:
        """Of these, the sides that a platform is bought for: not the customers beside platforms for the work."""
        return self.sides if "crm" in self.first.platforms else self.sides - {"customer"}

    @cached_property
    def kept(self) -> frozenset[Kind]:
        """Kinds of platform that need no demo, because today's tool works well and stays.

        Where every platform of the option would stay, they are asked all the same: nothing else would be left to ask.
        """
        well = frozenset(kind for kind in _SIDES if any(t.kind == kind and t.works == "well" for t in self._tools))
        return well - set(self.first.platforms) if well.issuperset(self.first.platforms) else well

    @property
    def _tools(self) -> tuple[Tool, ...]:
        return self.answers.today.tools or ()

    @property
    def minor_inside_one(self) -> bool:
        """True when the smaller side would live inside a single platform (D2)."""
        return self.first.category in ("pm", "fsm", "integrated") and self.minor_share > NEXT_TO_NOTHING

    @cached_property
    def claiming_both(self) -> tuple[str, ...]:
        """The vendors to be bought that the catalogue shows as good at projects and at jobs, by id."""
        asked = self.asked("both_sides")
        strengths = {vendor: entry.strength for vendor, entry in self.vendors.items() if vendor in asked}
        return tuple(vendor for vendor, strength in strengths.items() if min(strength.pm, strength.fsm) >= GOOD)


def said(true: bool) -> Ground | None:
    """A condition that rests on an answer."""
    return "said" if true else None


def usual(true: bool) -> Ground | None:
    """A condition that rests on the usual pattern of the trade."""
    return "usual" if true else None


def follows(true: bool) -> Ground | None:
    """A condition that follows from the recommendation or its shortlist."""
    return "follows" if true else None


def least_of(value: Given) -> float:
    """What a given number surely reaches: itself, or the lower end of a range; 0 where it is open."""
    if isinstance(value, Range):
        return value.low if value.low is not None else 0.0
    return float(value) if isinstance(value, (int, float)) else 0.0


def situation_of(answers: Answers, first: Option, stacks: Iterable[Stack], k: Reference) -> Situation:
    """The situation of this contractor. The order of *stacks* is of no account."""
    found, mix, _ = estimates(answers, k)
    facts = derive({name: e.mid for name, e in found.items()}, k.rule_book)
    ordered = tuple(sorted(stacks, key=lambda stack: (stack.vendors, stack.option)))
    names = {vendor: name for stack in ordered for vendor, name in zip(stack.vendors, stack.names, strict=True)}
    return Situation(
        answers=answers,
        first=first,
        stacks=ordered,
        trades=k.trades_of(answers),
        all_trades=tuple(k.trades.values()),
        vendors={vendor: k.catalogue.by_id[vendor] for vendor in sorted(names) if vendor in k.catalogue.by_id},
        names=dict(sorted(names.items())),
        project_share=mix.project_share.mid,
        minor_side=mix.minor_side,
        minor_share=float(facts["minor_side.felt_share"]),  # type: ignore[arg-type]
    )
