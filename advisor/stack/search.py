"""The search for stacks: every way to fill the winning option and the runner-up, limits first, then value.

A stack's value is a sum of weight times score over six criteria on fixed scales, the same for one, two and three
platforms. Each stack is scored on its own, so another one never changes it. Every score rises with every fact, so a
vendor that is better everywhere never ranks lower. An unknown fact widens the range from `low` to `high` and counts at
a cautious point in between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from advisor.questionnaire.answers import Answers
from advisor.scoring.options import Contribution, Kind, Option, Valued
from advisor.stack.blueprint import blueprint_of
from advisor.stack.cautions import cautions
from advisor.stack.cost import stack_cost
from advisor.stack.deciding import Case, case_of
from advisor.stack.finding import Found, Pick, diverse, find, picks_of
from advisor.stack.joins import describe_joins
from advisor.stack.limits import FEWEST, relaxed_limits
from advisor.stack.order import between, deciding
from advisor.stack.proof import of_the_catalogue, summary, two_sided_test
from advisor.stack.seats import SHORT_NAMES, Seat, Situation, called, id_of, name_of, new_seats, situation_of
from advisor.stack.stack import Leaders, RelaxedLimit, Stack
from advisor.stack.table import SIDE_OF, Flags, Reference
from advisor.stack.telling import Shown, coverage_of, covered, evidence, fits, unknowns

LEVEL = 0.5
"""Points within which two stacks are called level."""


class Shortlist(NamedTuple):
    """What the search found for one contractor."""

    stacks: tuple[Stack, ...]
    relaxed: tuple[RelaxedLimit, ...]
    runner_up: tuple[Stack, ...]
    runner_up_sentence: str
    leaders: Leaders | None
    two_sided_sentence: str
    picks: tuple[Pick, ...]
    """The same stacks as `stacks`, as the search found them."""
    situation: Situation


def search(
    answers: Answers,
    first: Option,
    runner_up: Option,
    keeps: tuple[Kind, ...],
    needs: Mapping[str, float],
    valued: Valued,
    k: Reference,
) -> Shortlist:
    """The stacks to look at, best first, those of the second choice, and which limits leave too little.

    Args:
        first: the option that the stacks fill.
        runner_up: the second choice; its best stacks are given apart.
        keeps: kinds of today's tools that stay; their vendors are fixed.
        needs: need for each capability, 0-10.
        valued: the workings of the options; their weights steer those of the stacks.
    """
    situation = situation_of(answers, needs, valued, k)
    shown = k.stack_book.shown
    found, picks = picks_of(situation, first, keeps)
    stacks, duel = _told(picks)
    other = find(situation, runner_up, tuple(kind for kind in keeps if kind in runner_up.platforms))
    others = diverse(other, other.limits.passing(), shown.runner_up) if new_seats(other.seating.seats) else []
    # What is on the list already is no other choice, however it is called.
    again = {pick.vendors for pick in picks}
    instead, _ = _told([pick for pick in others if pick.vendors not in again])
    relaxed: tuple[RelaxedLimit, ...] = ()
    if new_seats(found.seating.seats):
        relaxed = relaxed_limits(situation, found.limits, lambda flags: _names_of_best(found, flags))
        relaxed += _without_keeping(situation, found, first, keeps) if len(stacks) < FEWEST else ()
        relaxed += _other_option(other, runner_up) if len(stacks) < FEWEST else ()
    return Shortlist(
        stacks=stacks,
        relaxed=relaxed,
        runner_up=instead,
        runner_up_sentence=_instead(picks, others, runner_up),
        leaders=duel,
        two_sided_sentence=of_the_catalogue(situation),
        picks=tuple(picks),
        situation=situation,
    )


def _shown(found: Found, n: int) -> Shown:
    row = found.rows[n]
    licences = tuple(found.licences[seat][int(r)] for seat, r in enumerate(row))
    return Shown(found.situation, found.seating.seats, row, licences)


def _names_of_best(found: Found, flags: Flags) -> tuple[str, ...]:
    best = diverse(found, flags, found.situation.k.stack_book.shown.relaxed)
    return tuple(_name(pick) for pick in best)


def _other_option(other: Found, option: Option) -> tuple[RelaxedLimit, ...]:
    """What the runner-up would offer within all limits."""
    names = _names_of_best(other, other.limits.passing()) if new_seats(other.seating.seats) else ()
    if not names:
        return ()
    sentence = f"If you take the second choice, {option.name}, you can look at {_either(names)}."
    return (RelaxedLimit(limit="option", gives=names, sentence=sentence),)


def _without_keeping(
    situation: Situation, found: Found, option: Option, keeps: tuple[Kind, ...]
) -> tuple[RelaxedLimit, ...]:
    """What replacing today's tools that stay would offer within all limits."""
    kept = [(int(seat.rows[0]), seat) for seat in found.seating.seats if seat.kept and seat.role in option.platforms]
    if not kept:
        return ()
    freed = find(situation, option, tuple(kind for kind in keeps if kind not in option.platforms))
    names = _names_of_best(freed, freed.limits.passing())
    if not names:
        return ()
    tools = " and ".join(_name_of_kept(situation, row, seat) for row, seat in kept)
    sentence = f"If you are ready to replace {tools}, you can look at {_either(names)}."
    return (RelaxedLimit(limit="keeps", gives=names, sentence=sentence),)


def _name_of_kept(situation: Situation, row: int, seat: Seat) -> str:
    name = name_of(situation.table, row, seat)
    return name[:1].lower() + name[1:] if name.startswith("Your ") else name


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _instead(picks: Sequence[Pick], others: Sequence[Pick], option: Option) -> str:
    """What fills the second choice, and how the best of it compares with the first stack."""
    if not others:
        return ""
    best, name = others[0], _name(others[0])
    text = f"Your second choice is {option.sentence}. The best fit there is {name}"
    if any(pick.vendors == best.vendors for pick in picks):
        return f"{text}, which is on the list already."
    if not picks:
        return f"{text}."
    gap, first = best.value - picks[0].value, _name(picks[0])
    if abs(gap) < LEVEL:
        how = f"about level with {first} on the same scale"
    else:
        points = f"{abs(gap):.0f} point{'' if round(abs(gap)) == 1 else 's'}"
        how = f"{points} {'above' if gap > 0 else 'below'} {first} on the same scale"
    caution = " Your kind of work speaks for the first choice; the points only tell how well these products fill it."
    return f"{text}, {how}.{caution if gap > -LEVEL else ''}"


def _name(pick: Pick) -> str:
    return called(_shown(*pick).names)


def _told(picks: Sequence[Pick]) -> tuple[tuple[Stack, ...], Leaders | None]:
    """The stacks in full, and the first two against each other."""
    cases = [_case(pick) for pick in picks]
    duels = [between(ahead, behind) for ahead, behind in pairwise(cases)]
    said = [*(duel.sentence for duel in duels), ""]
    stacks = tuple(
        _stack(pick).model_copy(update={"deciding": deciding(cases, place), "order_sentence": said[place]})
        for place, pick in enumerate(picks)
    )
    return stacks, duels[0] if duels else None


def _case(pick: Pick) -> Case:
    known = [licence.known for licence in _shown(*pick).licences]
    return case_of(pick.found.lineup, pick.found.rows[pick.n], known)


def _for_whom(found: Found) -> str:
    """Who a stack of three platforms is for; empty for others and where the third one is run today already."""
    situation, seats = found.situation, found.seating.seats
    added = [seat for seat in seats if seat.role not in found.option.platforms and not seat.kept]
    if not added:
        return ""
    why = {"customer": "selling", "project": "projects", "job": "service work"}[SIDE_OF[added[0].role]]
    people = situation.k.stack_book.third_seat.people_from
    return (
        f"For a firm of {people} people or more, like yours, whose {why} needs a {SHORT_NAMES[added[0].role]} of its "
        "own: three systems go deepest on each side, and somebody has to look after them and their joins full-time."
    )


def _stack(pick: Pick) -> Stack:
    found, n = pick
    situation, seats = found.situation, found.seating.seats
    row, shown = found.rows[n], _shown(found, n)
    parts = []
    low = value = high = 0.0
    for criterion in situation.k.stack_book.criteria:
        weight = situation.weights[criterion.id]
        least, score, most = (float(end) for end in found.scores[criterion.id][n])
        parts.append(
            Contribution(
                criterion=criterion.id, label=criterion.label, weight=weight, score=score, points=weight * score
            )
        )
        low, value, high = low + weight * least, value + weight * score, high + weight * most
    coverage = covered(shown)
    test = two_sided_test(situation, seats, row)
    return Stack(
        vendors=tuple(id_of(situation.table, int(r)) for r in row),
        names=shown.names,
        roles=tuple(seat.role for seat in seats),
        option=found.option.id,
        accounting=situation.accounting,
        value=value,
        low=low,
        high=high,
        contributions=tuple(parts),
        coverage=coverage_of(coverage[: situation.k.stack_book.shown.coverage]),
        joins=describe_joins(situation, seats, row),
        cost=stack_cost(situation, seats, shown.licences, row),
        unknowns=unknowns(shown, coverage),
        fits=fits(shown, coverage),
        cautions=cautions(shown, coverage, found.seating.cautions),
        evidence=evidence(shown, coverage),
        blueprint=blueprint_of(situation, seats, row),
        two_sided_test=test,
        two_sided_sentence=summary(test),
        for_whom=_for_whom(found),
    )
