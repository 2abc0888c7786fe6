"""Several firms summed up, so that nothing can be read of one: counts, shares and medians over full groups only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from pydantic import Field

from advisor.base import Value
from advisor.knowledge import Knowledge
from advisor.outcome.book import SummaryScale, Verdict, load_outcome_book
from advisor.outcome.follow_up import FollowUp

Z = 1.96
"""Standard normal quantile of a 95 % interval."""


class Share(Value):
    """A share of firms with its 95 % interval (Wilson score interval)."""

    count: int
    of: int
    low: float
    high: float


class GroupSummary(Value):
    """What is told of one group of firms."""

    name: str
    firms: int = Field(description="Firms behind every figure of this line; a whole number of full groups")
    verdicts: dict[Verdict, int]
    working: Share
    use: float | None = Field(description="Median of the mean use of a firm, 0-1")
    relief: float | None = Field(description="Median part of strong pains that hurt less, 0-1")
    again: Share | None = Field(description="Who would choose it again, of those who said")


class Summary(Value):
    """All firms, and by kind of software and by vendor where enough firms stand behind it."""

    least_firms: int
    given: int = Field(description="Check-ins that were put in")
    all: GroupSummary | None = Field(description="None where fewer than the least number of firms was put in")
    by_option: tuple[GroupSummary, ...]
    by_vendor: tuple[GroupSummary, ...]
    withheld: int = Field(description="Groups that are left out, because too few firms stand behind them")
    sentence: str


def summed_up(told: Sequence[FollowUp], knowledge: Knowledge, *, scale: SummaryScale | None = None) -> Summary:
    """One look back of each firm, summed up.

    Only full groups of `least_firms` are counted, in the order given: the firms after the last full group wait. So no
    figure moves when one firm more is put in. Of the kinds and vendors only those are told for which every difference
    between two figures stands for no firm at all, or for at least so many again.

    Args:
        told: the latest check-in of each firm, in an order that does not change when more come in.
        scale: how many firms a figure needs; that of `data/outcome.yaml` where left out.
    """
    scale = scale or load_outcome_book().summary
    least = scale.least_firms
    base = list(range(len(told) // least * least))
    options = {option.id: option.name for option in knowledge.option_book.options}
    vendors = {vendor.id: vendor.name for vendor in knowledge.catalogue.vendors}
    groups = [(_OPTION, name, [n for n in base if told[n].option == ident]) for ident, name in options.items()]
    groups += [(_VENDOR, name, [n for n in base if ident in told[n].vendors]) for ident, name in vendors.items()]
    shown: list[tuple[str, str, frozenset[int]]] = [("", "All firms", frozenset(base))] if base else []
    hidden = 0
    for kind, name, members in sorted(groups, key=lambda one: (-len(one[2]), one[0], one[1])):
        counted = frozenset(members[: len(members) // least * least])
        if counted and _tells_of_no_one(counted, kind, shown, least):
            shown.append((kind, name, counted))
        elif members:
            hidden += 1
    made = [(kind, _group(name, [told[n] for n in sorted(counted)], least)) for kind, name, counted in shown]
    everyone = made[0][1] if made else None
    return Summary(
        least_firms=least,
        given=len(told),
        all=everyone,
        by_option=tuple(group for kind, group in made if kind == _OPTION),
        by_vendor=tuple(group for kind, group in made if kind == _VENDOR),
        withheld=hidden,
        sentence=_sentence(everyone, len(told), least),
    )


_OPTION, _VENDOR = "option", "vendor"


def _tells_of_no_one(
    counted: frozenset[int], kind: str, shown: Sequence[tuple[str, str, frozenset[int]]], least: int
) -> bool:
    """True where no difference to a figure shown, nor what all of its kind leave of the whole, is a few firms."""
    beside = [members for _, _, members in shown]
    mine = [members for other, _, members in shown if other == kind]
    left = beside[0].difference(counted, *mine) if beside else frozenset()
    differences = [left, *(one - counted for one in beside), *(counted - one for one in beside)]
    return all(len(one) == 0 or len(one) >= least for one in differences)


def _group(name: str, counted: Sequence[FollowUp], least: int) -> GroupSummary:
    verdicts: dict[Verdict, int] = {}
    for one in counted:
        verdicts[one.verdict] = verdicts.get(one.verdict, 0) + 1
    said = [one.choose_again for one in counted if one.choose_again is not None]
    return GroupSummary(
        name=name,
        firms=len(counted),
        verdicts=verdicts,
        working=share(verdicts.get("working", 0), len(counted)),
        use=_median([one.facts.get("use.mean") for one in counted], least),
        relief=_median([one.facts.get("relief") for one in counted], least),
        again=share(said.count("yes"), len(said)) if len(said) >= least else None,
    )


def _median(values: Sequence[float | None], least: int) -> float | None:
    """The median in tenths, so that no firm's own figure stands there; None where too few told."""
    known = [value for value in values if value is not None]
    return round(median(known), 1) if len(known) >= least else None


def share(count: int, of: int) -> Share:
    """A share with its 95 % Wilson score interval (Wilson 1927).

    Args:
        count: how many, 0 to *of*.
        of: how many there are, 1 or more.
    """
    part, z2 = count / of, Z * Z
    middle = (part + z2 / (2 * of)) / (1 + z2 / of)
    half = Z / (1 + z2 / of) * math.sqrt(part * (1 - part) / of + z2 / (4 * of * of))
    return Share(count=count, of=of, low=round(max(middle - half, 0.0), 6), high=round(min(middle + half, 1.0), 6))


def _sentence(everyone: GroupSummary | None, given: int, least: int) -> str:
    if everyone is None:
        firms = "one firm has" if given == 1 else f"{given or 'no'} firms have"
        return (
            f"So far {firms} told how it went. Figures are shown from {least} firms on, so that nothing can be read "
            "of one."
        )
    waits = given - everyone.firms
    more = f" {waits} more {'waits' if waits == 1 else 'wait'} for the next full group of {least}." if waits else ""
    works = everyone.working
    return (
        f"In {works.count} of {works.of} firms it works ({works.low * 100:.0f}–{works.high * 100:.0f} % of firms "
        f"like these).{more}"
    )
