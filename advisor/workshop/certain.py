"""How sure the pooled answers are over everything that was said, and what settling one question does to that."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from advisor.advise import how_sure
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import Answers
from advisor.scoring.missing import EITHER, Estimate
from advisor.scoring.sureness import CertaintyWord
from advisor.workshop.firsts import Found
from advisor.workshop.heard import Heard
from advisor.workshop.matters import Tried
from advisor.workshop.people import laid


def widened(here: Found, heard: Sequence[Heard], tries: Mapping[str, Sequence[Tried]]) -> dict[str, Estimate]:
    """What the draws take for the quantities on which people differ: everything that was said.

    The most plausible value stays that of the pooled answers, so one answer far out widens the doubt and moves nothing.
    A question of yes or no is drawn as often yes as people said yes.

    Args:
        tries: every answer given, by field.
    """
    out: dict[str, Estimate] = {}
    for one in heard:
        for name in touched(here, tries[one.field]):
            all_of = [here[name], *(t.found[name] for t in tries[one.field])]
            before = out.get(name, here[name])
            low, high = min(e.low for e in (before, *all_of)), max(e.high for e in (before, *all_of))
            mid, held = before.mid, before.held
            if one.question.kind == "yes_no":
                mid, held = _mean(name, tries[one.field]), EITHER
            out[name] = Estimate(low, mid, high, held)
    return out


def touched(here: Found, tries: Sequence[Tried]) -> list[str]:
    """The quantities that one of the answers changes in any way, by name."""
    return [name for name, estimate in here.items() if any(one.found[name] != estimate for one in tries)]


def _mean(name: str, tries: Sequence[Tried]) -> float:
    people = [(sum(one.given.roles.values()), one.found[name].mid) for one in tries]
    return math.fsum(count * mid for count, mid in people) / sum(count for count, _ in people)


def settled_words(
    pooled: Answers,
    here: Found,
    wide: Mapping[str, Estimate],
    tries: Sequence[Tried],
    k: Knowledge,
    draws: int,
) -> list[CertaintyWord]:
    """How sure the advice would be with each of the answers to one question settled, all else as it was said."""
    names = touched(here, tries)
    return [
        how_sure(
            laid(pooled, one.field, one.given.value),
            k,
            draws=draws,
            within={**wide, **{name: one.found[name] for name in names}},
        ).word
        for one in tries
    ]
