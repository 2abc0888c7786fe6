"""What is said of the order of stacks: which open facts could change it, and whether it is settled."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from advisor.stack.deciding import BEST, EPS, WORST, Case, Open, values_if
from advisor.stack.joins import accounting_name
from advisor.stack.lead import least_lead
from advisor.stack.limits import budget_of
from advisor.stack.outlay import dollars_at, score_of_cost
from advisor.stack.seats import called, new_seats
from advisor.stack.stack import DecidingFact, Leaders
from advisor.stack.words import short_name

FEW = 4
"""Up to so many facts are named that change the order only together."""

_OPEN_WORDS = {
    "accounting": "how {who} links to your accounting",
    "link": "how {who} link to each other",
    "hours": "whether hours typed once reach both {who}",
    "price": "what {who} costs",
    "onboarding": "how long {who} takes to set up, and how hard it is",
    "size": "which size of firm {who} is made for",
}
"""What an open fact is, after "No page tells"."""

LEAST_MOVE = 0.1
"""Points that a fact has to move to be told."""


def deciding(cases: Sequence[Case], place: int) -> tuple[DecidingFact, ...]:
    """The open facts that move a stack most, those that change its place among its neighbours first."""
    case = cases[place]
    neighbours = [cases[n] for n in (place - 1, place + 1) if 0 <= n < len(cases)]
    # What changes the order comes first, then what may break a limit, then what moves most.
    facts = sorted(
        case.states,
        key=lambda fact: (
            _turned(case, fact, neighbours) is None, not _drops_out(case, fact), -round(case.moves(fact), 6), fact,
        ),
    )  # fmt: skip
    most = case.lineup.situation.k.stack_book.shown.deciding
    told = (_fact(case, fact, neighbours) for fact in facts[:most])
    return tuple(fact for fact in told if fact.changes_order or fact.gain + fact.loss >= LEAST_MOVE)


def between(ahead: Case, behind: Case) -> Leaders:
    """Two stacks that follow one another: what could turn them round, and whether nothing can."""
    pairs = [(ahead, behind, fact) for fact in ahead.states]
    pairs += [(behind, ahead, fact) for fact in behind.states if fact not in ahead.states]
    turning = [(case, other, fact) for case, other, fact in pairs if _turned(case, fact, [other]) is not None]
    turning.sort(key=lambda one: (-round(one[0].moves(one[2]), 6), one[2]))
    limit = _hangs_on(ahead)
    settled = not turning and not limit and least_lead(ahead, behind) > EPS
    together = () if settled or turning else _together(ahead, behind)
    most = ahead.lineup.situation.k.stack_book.shown.deciding
    facts = tuple(_fact(case, fact, [other]) for case, other, fact in turning[:most])
    return Leaders(
        first=ahead.name,
        second=behind.name,
        lead=max(ahead.value - behind.value, 0.0),
        settled=settled,
        facts=facts,
        together=together if len(together) <= FEW else (),
        sentence=_order_sentence(ahead, behind, settled, facts, len(turning), together, limit),
    )


def _turned(case: Case, fact: Open, others: Sequence[Case]) -> tuple[Case, int] | None:
    """The first other stack with which a fact changes places, and the end at which it does."""
    worst, best = case.ends[fact]
    for other in others:
        there = other.ends.get(fact, (other.value, other.value))
        sign = 1 if case.value >= other.value else -1
        for end, lead in ((BEST, best - there[1]), (WORST, worst - there[0])):
            if sign * lead < -EPS:
                return other, end
    return None


def _order_sentence(
    ahead: Case, behind: Case, settled: bool, facts: Sequence[DecidingFact], count: int, together: tuple[str, ...],
    limit: str,
) -> str:  # fmt: skip
    if settled:
        return f"{_called(ahead)} stays ahead of {_called(behind)} whatever the open facts turn out to be."
    start = (
        f"{_called(ahead)} leads {_called(behind)} by {_points(ahead.value - behind.value)}, and that is not settled."
    )
    if facts:
        others = f" {count - 1} other open fact{'s' if count > 2 else ''} could do the same." if count > 1 else ""
        return f"{start} {facts[0].sentence}{others}"
    if limit:
        return f"{start} {limit}"
    if 0 < len(together) <= FEW:
        return f"{start} No single open fact turns it round; it would take all of these: {'; '.join(together)}."
    count = len(together)
    return f"{start} No single open fact turns it round{f'; it would take {count} of them together' if count else ''}."


def _points(points: float) -> str:
    return "less than a tenth of a point" if points < 0.05 else f"{points:.1f} points"


def _together(ahead: Case, behind: Case) -> tuple[str, ...]:
    """The fewest open facts that turn the order round together, the weightiest first; empty where none do.

    What facts move adds up but for two vendors that cover the same thing, so the largest are taken until the values
    themselves have changed places.
    """
    lead = ahead.value - behind.value
    moves: list[tuple[float, Open, int]] = []
    for fact in {**ahead.states, **behind.states}:
        ends = [(lead - (ahead.value_if(fact, end) - behind.value_if(fact, end)), fact, end) for end in (WORST, BEST)]
        moves.append(max(ends, key=lambda one: one[0]))
    moves = sorted((one for one in moves if one[0] > EPS), key=lambda one: (-one[0], one[1]))
    sums = list(accumulate(move for move, _, _ in moves))
    start = next((n for n, total in enumerate(sums) if total > lead), len(moves))
    while start <= len(moves):
        counts = range(max(start, 1), min(start + FEW, len(moves)) + 1)
        sets = [[(fact, end) for _, fact, end in moves[:n]] for n in counts]
        values = [values_if(case.lineup, case.row, sets) for case in (ahead, behind)]
        for n, count in enumerate(counts):
            if values[0][n] < values[1][n] - EPS:
                return tuple(
                    _condition(ahead if fact in ahead.states else behind, fact, end) for _, fact, end in moves[:count]
                )
        start += FEW + 1
    return ()


def _fact(case: Case, fact: Open, neighbours: Sequence[Case]) -> DecidingFact:
    turned, drops = _turned(case, fact, neighbours), _drops_out(case, fact)
    worst, best = case.ends[fact]
    gain, loss = max(best - case.value, 0.0), max(case.value - worst, 0.0)
    if turned is not None:
        other, end = turned
        passes = (other, case) if case.value >= other.value else (case, other)
        open_price = fact.fact == "price" and case.states[fact] == "unknown"
        told = f"No page tells what {_who(case, fact)} costs. " if open_price else ""
        sentence = f"{told}If {_condition(case, fact, end, other)}, {_called(passes[0])} passes {_called(passes[1])}."
    else:
        sentence = drops or _still(case, fact, gain, loss)
    table = case.lineup.situation.table
    vendor = next((v for r in fact.rows if (v := table.vendor(r)) is not None), None)
    return DecidingFact(
        vendor=vendor.id if vendor else "",
        name=_who(case, fact),
        fact=fact.fact,
        label=_label(case, fact),
        state=case.states[fact],
        gain=round(gain, 4),
        loss=round(loss, 4),
        against=turned[0].name if turned else "",
        changes_order=bool(turned or drops),
        sentence=sentence,
    )


def _who(case: Case, fact: Open) -> str:
    return " and ".join(short_name(case.names[r]) for r in fact.rows)


def _called(case: Case) -> str:
    return called([short_name(name) for name in case.names.values()])


def _label(case: Case, fact: Open) -> str:
    situation = case.lineup.situation
    if fact.fact in situation.k.capabilities:
        return situation.k.capabilities[fact.fact].label
    return {
        "accounting": f"Link to {accounting_name(situation)}",
        "link": "Link between them",
        "hours": "Hours typed once",
        "price": "Price",
        "onboarding": "Time and effort to set up",
        "size": "Size of firm it is made for",
    }[fact.fact]


def _condition(case: Case, fact: Open, end: int, other: Case | None = None) -> str:
    """What would have to turn out, after "If"."""
    who, label, good = _who(case, fact), _label(case, fact), end == BEST
    if fact.fact == "price":
        dollars = _turning_price(case, fact, other) if other is not None else None
        if dollars is None:
            return f"{who} costs {'little' if good else 'as much as such a product can'}"
        return f"{who} costs {'less' if good else 'more'} than about ${_rounded(dollars):,.0f} a year"
    if fact.fact in ("accounting", "link"):
        has = "has" if fact.fact == "accounting" else "have"
        to = f"to {accounting_name(case.lineup.situation)}" if fact.fact == "accounting" else "between them"
        own = "its own" if fact.fact == "accounting" else "their own"
        return f"{who} {has} {f'a link of {own}' if good else 'no link'} {to}"
    if fact.fact == "hours":
        return f"hours typed once reach both {who}" if good else f"hours have to be typed twice for {who}"
    if fact.fact == "onboarding":
        return (
            f"{who} runs within days and is easy to learn" if good else f"{who} takes half a year and is hard to learn"
        )
    if fact.fact == "size":
        return f"{who} {'turns out to serve firms of your size' if good else 'is made for firms of another size'}"
    if case.states[fact] == "weak":
        return f"{who} shows you {'more' if good else 'less'} of “{label}” than we count on"
    return f"{who} {'shows you' if good else 'cannot show you'} “{label}”{' in full' if good else ''}"


def _rounded(dollars: float) -> float:
    """Two figures are all that such a sum is known to."""
    return float(f"{dollars:.2g}")


def _turning_price(case: Case, fact: Open, other: Case) -> float | None:
    """Dollars a year at which the two stacks are level; None where both have this vendor, or no sum makes them so."""
    situation = case.lineup.situation
    if fact in other.states or any(int(r) in fact.rows for r in other.row):
        return None
    bought = [int(case.row[n]) for n, _ in new_seats(case.lineup.seats)]
    taken = [float(case.lineup.outlay[n][r, 1]) for n, r in enumerate(bought)]
    scale = situation.k.stack_book.cost
    level = float(score_of_cost(scale, np.array(sum(taken)))) + (other.value - case.value) / situation.weights["cost"]
    if not 0 < level <= 1:
        return None
    dollars = (dollars_at(scale, level) - sum(taken) + taken[bought.index(fact.rows[0])]) * situation.people.heads
    return dollars if dollars > 0 else None


def _still(case: Case, fact: Open, gain: float, loss: float) -> str:
    """What an open fact moves where it changes no place."""
    state = case.states[fact]
    who, label = _who(case, fact), _label(case, fact)
    if fact.fact in case.lineup.situation.k.capabilities:
        told = "No page tells" if state == "unknown" else "Only an old, a thin or a doubtful page tells"
        start = f"{told} whether {who} has “{label}”"
    elif state == "unknown":
        start = f"No page tells {_OPEN_WORDS[fact.fact].format(who=who)}"
    else:
        start = f"Only an old, a thin or a doubtful page tells {_OPEN_WORDS[fact.fact].format(who=who)}"
    return f"{start}: up to {gain:.1f} points more or {loss:.1f} fewer."


# ---- limits that an open fact may break ----


def _drops_out(case: Case, fact: Open) -> str:
    """What is said where the worst end of a fact breaks a limit; empty where it does not."""
    situation = case.lineup.situation
    if fact.fact not in ("accounting", "price", *situation.answers.limits.must_have):
        return ""
    who, label = _who(case, fact), _label(case, fact)
    if fact.fact == "accounting":
        return f"If {who} has no link to {accounting_name(situation)}, this choice drops out."
    if fact.fact in situation.table.column and case.states[fact] == "unknown":
        column = situation.table.column[fact.fact]
        if all(situation.table.low[int(r), column] == 0 for r in case.row):
            return f"You must have “{label}”: if {who} cannot show it, this choice drops out."
    budget = budget_of(situation)
    if fact.fact == "price" and budget is not None and case.states[fact] == "unknown":
        return f"You spend ${budget:,.0f} a month at most: if {who} costs much more, this choice drops out."
    return ""


def _hangs_on(case: Case) -> str:
    """The first limit on which a stack's place hangs; empty where none does."""
    return next((text for fact in case.states if (text := _drops_out(case, fact))), "")
