"""How sure it is: what the tries say of every option, and whether another way of adding up agrees."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.advice import Certainty
from advisor.knowledge import Knowledge
from advisor.scoring import central, robustness
from advisor.scoring.options import Option, Valued
from advisor.scoring.second_opinion import Opinion, opinions
from advisor.scoring.sureness import (
    Lead,
    MethodCheck,
    OptionSureness,
)
from advisor.sure import words


def with_tries(how_sure: Certainty, drawn: robustness.Draws, order: tuple[str, ...], k: Knowledge) -> Certainty:
    """The certainty with what the tries say of every option."""
    first, second = (k.option_book.by_id[name] for name in order[:2])
    options = options_sureness(drawn, order, k)
    return how_sure.model_copy(update={"options": options, "lead": lead_of(drawn, first, second)})


def options_sureness(drawn: robustness.Draws, order: tuple[str, ...], k: Knowledge) -> tuple[OptionSureness, ...]:
    """Places, central weights and confidence of every option, in *order*."""
    ranks, weights = central.places(drawn), central.central_weights(drawn)
    sure = central.confidence(drawn, weights)
    # What the answers say, with everything open varied: else an open answer itself would look like a preference.
    stated = dict(zip(drawn.criterion_ids, drawn.weights.mean(axis=1).tolist(), strict=True))
    out = []
    for name in order:
        own, ranked, held = weights[name], ranks[name], sure[name]
        if own is None or ranked[0] < central.LEAST_SHARE:
            own = held = whom = None
        else:
            whom = words.for_whom(*central.telling_shift(own, stated))
        label = k.option_book.by_id[name].name
        out.append(
            OptionSureness(
                option=name,
                name=label,
                ranks=tuple(round(share, 4) for share in ranked),
                central_weights=None if own is None else {c: round(w, 4) for c, w in own.items()},
                confidence=None if held is None else round(held, 4),
                for_whom=whom,
                sentence=words.option_sureness(label, ranked, whom, held),
            )
        )
    return tuple(out)


def lead_of(drawn: robustness.Draws, first: Option, second: Option) -> Lead:
    """The first option against the second, two by two."""
    wins = round(central.wins(drawn, first.id, second.id), 4)
    sentence = words.lead_sentence(first.name, second.name, wins)
    return Lead(first=first.id, second=second.id, wins=wins, sentence=sentence)


def method_checks(value: Valued, first: Option, k: Knowledge) -> tuple[MethodCheck, ...]:
    """Other ways of adding up, and whether they agree."""
    names = {o.id: o.name for o in k.option_book.options}
    return tuple(_check(opinion, first, names) for opinion in opinions(value, first.id))


def _check(opinion: Opinion, first: Option, names: Mapping[str, str]) -> MethodCheck:
    changed = None if opinion.without is None else names[opinion.without]
    sentence = words.method_sentence(opinion.method, first.name, names[opinion.option], changed)
    return MethodCheck(method=opinion.method, agrees=opinion.agrees, option=opinion.option, sentence=sentence)


def disagreement(checks: tuple[MethodCheck, ...]) -> str | None:
    """One line on what does not agree; None where everything does."""
    return " ".join(check.sentence for check in checks if not check.agrees) or None
