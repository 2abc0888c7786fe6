"""The contractor's own weights, beside those that follow from the answers."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.base import Interval
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import Swing
from advisor.scoring import robustness
from advisor.scoring.options import Option, Valued
from advisor.scoring.own_weights import FULL, OwnWeighted, own_weighted
from advisor.scoring.sureness import (
    CertaintyWord,
    OwnRanked,
    OwnRanking,
    OwnWeight,
)
from advisor.sure import words


def own_ranking(
    given: Mapping[str, Swing], value: Valued, drawn: robustness.Draws, first: Option, k: Knowledge
) -> OwnRanking | None:
    """The ranking under the contractor's own weights; None where none were given."""
    if not given:
        return None
    own = own_weighted(given, value, drawn, k.option_book.weight_spread)
    order = sorted(own.values, key=lambda name: (-own.values[name], name))
    winner = k.option_book.by_id[order[0]]
    share = own.acceptability[winner.id]
    shift = None if winner is first else _shift(own, value, winner.id, first.id)
    return OwnRanking(
        category=winner.category,
        option=winner.id,
        name=winner.name,
        platforms=winner.platforms,
        certainty=certainty_word(share, k),
        ranking=tuple(
            OwnRanked(
                option=name,
                name=k.option_book.by_id[name].name,
                category=k.option_book.by_id[name].category,
                value=round(own.values[name], 6),
                acceptability=round(own.acceptability[name], 4),
            )
            for name in order
        ),
        acceptability={name: round(s, 4) for name, s in own.acceptability.items()},
        weights=_own_weights(own, given, value, k),
        same=winner is first,
        sentence=words.own_sentence(winner.name, first.name, share, shift),
    )


def certainty_word(share: float, k: Knowledge) -> CertaintyWord:
    """The word for a share of first places, by the stated limits."""
    limits = k.option_book.certainty
    return "toss_up" if share < limits.toss_up_below else "lean" if share < limits.clear_from else "clear"


def _own_weights(own: OwnWeighted, given: Mapping[str, Swing], value: Valued, k: Knowledge) -> tuple[OwnWeight, ...]:
    derived = {name: float(weight) for name, weight in value.weights.items()}  # type: ignore[arg-type]
    greatest = max(derived.values())
    return tuple(
        OwnWeight(
            criterion=c.id,
            label=c.label,
            points=Interval(low=round(own.low[c.id], 6), mid=round(own.mid[c.id], 6), high=round(own.high[c.id], 6)),
            derived=derived[c.id],
            derived_swing=round(FULL * derived[c.id] / greatest, 1),
            given=c.id in given,
        )
        for c in k.option_book.criteria
    )


def _shift(own: OwnWeighted, value: Valued, winner: str, first: str) -> tuple[str, float, float]:
    """The criterion whose new weight speaks most for *winner* against *first*, with its part of all weight."""
    derived = {name: float(weight) for name, weight in value.weights.items()}  # type: ignore[arg-type]
    total = sum(derived.values())
    apart = {
        name: float(value.scores[winner][name]) - float(value.scores[first][name])  # type: ignore[arg-type]
        for name in derived
    }
    most = max(sorted(derived), key=lambda name: (own.mid[name] - derived[name]) * apart[name])
    return most, derived[most] / total, own.mid[most] / total
