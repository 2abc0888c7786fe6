"""Which option comes first, for many answers at once and exactly: no draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import Answers
from advisor.scoring.facts import derive, estimates
from advisor.scoring.missing import Estimate
from advisor.scoring.options import valued
from advisor.scoring.spans import Array, Number

Found = dict[str, Estimate]


def found_in(answers: Answers, k: Knowledge) -> Found:
    """What the decision reads from these answers."""
    return estimates(answers, k)[0]


def first_options(found: Sequence[Mapping[str, Estimate]], k: Knowledge) -> list[str]:
    """The option that comes first for each of *found*, as `advise` would say."""
    if not found:
        return []
    columns: dict[str, Array] = {name: np.array([one[name].mid for one in found]) for name in found[0]}
    return firsts_of(columns, len(found), k)


def firsts_of(columns: Mapping[str, Number], size: int, k: Knowledge) -> list[str]:
    """The option that comes first for each of *size* entries.

    Args:
        columns: every quantity, as one number or of shape (size,).
    """
    values = valued(derive(columns, k.rule_book), k.option_book, k.rule_book).values
    ids = sorted(values)  # equal values are told apart by their id, as in the ranking
    table = np.empty((len(ids), size))
    for place, name in enumerate(ids):
        table[place] = values[name]  # type: ignore[assignment]
    return [ids[place] for place in table.argmax(axis=0)]
