"""How sure: rank acceptability from seeded draws, and value ranges from spans.

The draws follow stochastic multicriteria acceptability analysis (SMAA-2; Lahdelma and Salminen 2001, Operations
Research 49(3), doi:10.1287/opre.49.3.444.11220): answers within what is known of them, weights around the stated ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from advisor.scoring.facts import derive
from advisor.scoring.missing import EITHER, Estimate
from advisor.scoring.options import OptionBook, valued
from advisor.scoring.rules import RuleBook
from advisor.scoring.spans import Array, Number, Span, span

DRAWS = 10_000
SEED = 20260101


OPPOSITE = {"pattern_same": "pattern_differs"}
"""Two readings of one yes/no answer: they are drawn from opposite ends, so no draw says yes to both."""


class Draws(NamedTuple):
    """What the draws say."""

    option_ids: tuple[str, ...]
    values: Array
    """Shape (options, draws): value of each option in each draw, points."""
    first: Array
    """Shape (options, draws): 1 where the option has the greatest value; ties share the place."""
    open_names: tuple[str, ...]
    """Names of the estimates that were drawn."""
    seed: int
    criterion_ids: tuple[str, ...] = ()
    weights: Array = np.empty((0, 0))
    """Shape (criteria, draws): weight of each criterion in each draw, points."""
    scores: Mapping[str, Mapping[str, Number]] = MappingProxyType({})
    """Score of each option on each criterion: one number where nothing open moves it, else shape (draws,)."""


@lru_cache(maxsize=256)
def uniform_draws(name: str, draws: int, seed: int) -> Array:
    """Uniform draws that belong to *name* alone: adding or removing another estimate leaves them as they are."""
    words = np.frombuffer(name.encode(), dtype=np.uint8).astype(np.uint32)
    stream = np.random.default_rng([seed, *words.tolist()]).random(draws)
    stream.setflags(write=False)
    return stream


def halves(uniform: Array, held: float) -> tuple[Array, Array]:
    """How far each draw goes to the low end and to the high end of its range, 0-1; one of the two is 0."""
    bend = 2.0 / held
    below = 1.0 - np.minimum(2.0 * uniform, 1.0) ** bend
    above = 1.0 - np.minimum(2.0 * (1.0 - uniform), 1.0) ** bend
    return below, above


@lru_cache(maxsize=256)
def _halves(name: str, draws: int, seed: int, held: float) -> tuple[Array, Array]:
    """`halves` of the draws that belong to *name*: the same for every contractor, so they are made once."""
    below, above = halves(uniform_draws(name, draws, seed), held)
    below.setflags(write=False)
    above.setflags(write=False)
    return below, above


def drawn_from(estimate: Estimate, uniform: Array) -> Array:
    """Draws of an estimate over its whole range, with their median at the most plausible value.

    As many draws fall below the most plausible value as above it, however lopsided the range is: so the draws lean
    the way the verdict does. On either side a draw goes the part 1 - v^(2 / held) of the way to the end of the range
    for a uniform v: a triangle at 4, closer the more tightly the estimate is held, and never cut off, since an open
    answer may turn out to be anything. A yes/no question is drawn as yes or no (docs/studies.md).

    Args:
        uniform: Shape (draws,), each from 0 to 1; a draw grows with its uniform.
    """
    return _either(estimate, uniform) if estimate.held == EITHER else _placed(estimate, *halves(uniform, estimate.held))


def draws_of(name: str, estimate: Estimate, draws: int, seed: int) -> Array:
    """`drawn_from` with the uniform draws that belong to *name*; shape (draws,)."""
    if estimate.held == EITHER:
        other = OPPOSITE.get(name)
        return _either(estimate, 1.0 - uniform_draws(other, draws, seed) if other else uniform_draws(name, draws, seed))
    return _placed(estimate, *_halves(name, draws, seed, estimate.held))


def _either(estimate: Estimate, uniform: Array) -> Array:
    chance = (estimate.mid - estimate.low) / (estimate.high - estimate.low)
    return np.where(uniform >= 1.0 - chance, estimate.high, estimate.low)


def _placed(estimate: Estimate, below: Array, above: Array) -> Array:
    return estimate.mid - (estimate.mid - estimate.low) * below + (estimate.high - estimate.mid) * above


def draw(
    found: Mapping[str, Estimate], options: OptionBook, rules: RuleBook, *, draws: int = DRAWS, seed: int = SEED
) -> Draws:
    """Value every option in *draws* draws of the open answers and the weights; the same seed gives the same draws."""
    drawn: dict[str, Number] = {}
    open_names: list[str] = []
    for name, estimate in found.items():
        if estimate.exact:
            drawn[name] = estimate.mid
        else:
            open_names.append(name)
            drawn[name] = draws_of(name, estimate, draws, seed)
    spread = options.weight_spread
    factors = {c.id: 1 - spread + 2 * spread * uniform_draws(f"weight {c.id}", draws, seed) for c in options.criteria}
    result = valued(derive(drawn, rules), options, rules, weight_factors=factors)
    criteria = tuple(result.weights)
    weights = stacked([result.weights[c] for c in criteria], draws)
    ids = tuple(result.values)
    values = stacked([result.values[i] for i in ids], draws)
    return Draws(ids, values, first_places(values), tuple(open_names), seed, criteria, weights, result.scores)


def stacked(rows: Sequence[Number], draws: int) -> Array:
    """Rows of one number or of shape (draws,) as one table of shape (rows, draws)."""
    table = np.empty((len(rows), draws))
    for place, row in enumerate(rows):
        table[place] = row  # type: ignore[assignment]
    return table


def first_places(values: Array) -> Array:
    """1 where an option has the greatest value of its draw; ties share the place. Shape (options, draws), as given."""
    first: Array = (values == values.max(axis=0)).astype(np.float64)
    tied: Array = first.sum(axis=0)
    if tied.max(initial=1.0) > 1.0:
        first /= tied
    return first


def acceptability(result: Draws) -> dict[str, float]:
    """Share of draws in which each option ranks first; the shares sum to 1."""
    return dict(zip(result.option_ids, result.first.mean(axis=1).tolist(), strict=True))


def value_spans(found: Mapping[str, Estimate], options: OptionBook, rules: RuleBook) -> dict[str, Span]:
    """Least and greatest value of each option over everything that is open; answering never widens one (law 7)."""
    given: dict[str, Number] = {name: e.mid if e.exact else Span(e.low, e.high) for name, e in found.items()}
    return {name: span(value) for name, value in valued(derive(given, rules), options, rules).values.items()}
