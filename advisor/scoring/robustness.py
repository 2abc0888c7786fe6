"""How sure: rank acceptability from seeded draws, value ranges from spans, and which open question would tell most.

The draws follow stochastic multicriteria acceptability analysis (SMAA-2; Lahdelma and Salminen 2001, Operations
Research 49(3), doi:10.1287/opre.49.3.444.11220): answers within what is known of them, weights around the stated ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from advisor.scoring.facts import QUESTION_OF, derive
from advisor.scoring.missing import Estimate
from advisor.scoring.options import OptionBook, valued
from advisor.scoring.rules import RuleBook
from advisor.scoring.spans import Array, Number, Span, span

LEAST_REACH = 0.25
"""An open answer is drawn from a quarter of its range at least, however much speaks for its middle (judgement)."""

LEAST_GAIN = 0.005
"""Expected reduction in bits below which a question is not worth asking for the sake of the category (judgement)."""

DRAWS = 10_000
SEED = 20260101


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


class Openness(NamedTuple):
    """An open question and the uncertainty about the category that its answer is expected to remove, in bits."""

    question: str
    expected_reduction: float


@lru_cache(maxsize=64)
def _uniform(name: str, draws: int, seed: int) -> Array:
    """Uniform draws that belong to *name* alone: adding or removing another estimate leaves them as they are."""
    words = np.frombuffer(name.encode(), dtype=np.uint8).astype(np.uint32)
    stream = np.random.default_rng([seed, *words.tolist()]).random(draws)
    stream.setflags(write=False)
    return stream


@lru_cache(maxsize=64)
def _groups(name: str, draws: int, seed: int, bins: int) -> tuple[npt.NDArray[np.intp], ...]:
    """Places of the draws in *bins* equal groups by size of *name*; a draw grows with its uniform, so this is fixed."""
    return tuple(np.array_split(np.argsort(_uniform(name, draws, seed), kind="stable"), bins))


def drawn_from(estimate: Estimate, uniform: Array) -> Array:
    """Draws of an estimate: a two-piece triangular distribution with its median at the most plausible value.

    As many draws fall below the most plausible value as above it, however lopsided the range is: so the draws lean
    the way the verdict does. The more tightly the estimate is held, the closer they keep.

    Args:
        uniform: Shape (draws,), each from 0 to 1; a draw grows with its uniform.
    """
    reach = min(max(4.0 / estimate.held, LEAST_REACH), 1.0)
    below = (estimate.mid - estimate.low) * reach
    above = (estimate.high - estimate.mid) * reach
    lower = estimate.mid - below * (1 - np.sqrt(np.minimum(2 * uniform, 1.0)))
    return lower + above * (1 - np.sqrt(np.minimum(2 * (1 - uniform), 1.0)))


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
            drawn[name] = drawn_from(estimate, _uniform(name, draws, seed))
    spread = options.weight_spread
    factors = {c.id: 1 - spread + 2 * spread * _uniform(f"weight {c.id}", draws, seed) for c in options.criteria}
    result = valued(derive(drawn, rules), options, rules, weight_factors=factors)
    ids = tuple(result.values)
    values = np.stack([np.broadcast_to(result.values[i], (draws,)) for i in ids]).astype(np.float64)  # type: ignore[arg-type]
    best = values.max(axis=0)
    first = (values == best).astype(np.float64)
    first /= first.sum(axis=0)
    return Draws(ids, values, first, tuple(open_names), seed)


def acceptability(result: Draws) -> dict[str, float]:
    """Share of draws in which each option ranks first; the shares sum to 1."""
    return dict(zip(result.option_ids, result.first.mean(axis=1).tolist(), strict=True))


def value_spans(found: Mapping[str, Estimate], options: OptionBook, rules: RuleBook) -> dict[str, Span]:
    """Least and greatest value of each option over everything that is open; answering never widens one (law 7)."""
    given: dict[str, Number] = {name: e.mid if e.exact else Span(e.low, e.high) for name, e in found.items()}
    return {name: span(value) for name, value in valued(derive(given, rules), options, rules).values.items()}


def next_questions(
    result: Draws, options: OptionBook, *, always: str | None = None, bins: int = 4
) -> tuple[Openness, ...]:
    """Open questions by the uncertainty about the category that their answer is expected to remove, most first.

    The draws are sorted into *bins* equal groups by each open estimate; what is left of the entropy of the category
    within the groups, taken from the entropy over all, is the expected reduction (mutual information, in bits, less
    the Miller-Madow allowance for counting noise).

    Args:
        always: a question that is offered however little it is expected to tell.
    """
    categories = sorted({o.category for o in options.options})
    rows = [[options.by_id[i].category == c for i in result.option_ids] for c in categories]
    by_category = np.array(rows, dtype=np.float64) @ result.first
    whole = _entropy(by_category.mean(axis=1))
    draws = by_category.shape[1]
    noise = (len(categories) - 1) * (bins - 1) / (2 * draws * np.log(2))
    gains: dict[str, float] = {}
    for name in result.open_names:
        question = QUESTION_OF.get(name)
        if question is None:
            continue
        groups = _groups(name, draws, result.seed, bins)
        left = sum(len(g) / draws * _entropy(by_category[:, g].mean(axis=1)) for g in groups)
        gains[question] = max(gains.get(question, 0.0), whole - left - noise)
    ranked = sorted(gains.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(
        Openness(question, round(max(gain, 0.0), 4))
        for question, gain in ranked
        if gain >= LEAST_GAIN or question == always
    )


def _entropy(shares: Array) -> float:
    positive = shares[shares > 0]
    return float(-(positive * np.log2(positive)).sum())
