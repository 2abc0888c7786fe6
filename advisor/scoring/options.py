"""Options and their value: an additive value function on fixed scales, so no option's value depends on another's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, NamedTuple

from pydantic import Field

from advisor.base import Value
from advisor.scoring.rules import RuleBook
from advisor.scoring.spans import Number, clip01

Category = Literal["crm", "pm", "fsm", "integrated", "two_platform"]
Kind = Literal["crm", "pm", "fsm", "integrated"]


class Criterion(Value):
    """What an option is valued on; a score of 0 is *worst*, 1 is *best*."""

    id: str
    label: str
    worst: str
    best: str
    base_weight: float = Field(ge=0, description="Points before any rule speaks")


class Option(Value):
    """One answer to "which software?"."""

    id: str
    name: str
    category: Category
    platforms: tuple[Kind, ...]
    sentence: str
    scores: dict[str, float] = Field(description="Score on each criterion before any rule speaks, 0-1")
    because: str
    source: str


class Certainty(Value):
    """Limits of the share of first places for the words that are shown."""

    clear_from: float = Field(gt=0, le=1)
    toss_up_below: float = Field(gt=0, le=1)
    source: str


class Quick(Value):
    """When quick mode stops asking."""

    stop_at: float = Field(gt=0, lt=0.5, description="Chance of another category at which nothing more is asked")
    because: str
    source: str


class OptionBook(Value):
    """All of `data/options.yaml`."""

    criteria: tuple[Criterion, ...]
    options: tuple[Option, ...]
    certainty: Certainty
    weight_spread: float = Field(gt=0, lt=1)
    quick: Quick

    @cached_property
    def by_id(self) -> dict[str, Option]:
        """The options by their id."""
        return {option.id: option for option in self.options}


class Contribution(Value):
    """What one criterion adds to an option: weight (points) times score (0-1)."""

    criterion: str
    label: str
    weight: float
    score: float
    points: float


class Valued(NamedTuple):
    """The workings: weight of each criterion, score of each option on each, and the values."""

    weights: dict[str, Number]
    scores: dict[str, dict[str, Number]]
    values: dict[str, Number]


def weights_of(facts: Mapping[str, Number], options: OptionBook, rules: RuleBook) -> dict[str, Number]:
    """Weight of each criterion in points, from the facts.

    The three needs (project control, job flow, customer relations; 0-10 each) are the weights of the fits. The part
    of the project need that consists of short projects goes to a criterion of its own, as far as the minor side is
    small: where both sides are large, each needs its own platform whatever its length.
    """
    weights: dict[str, Number] = {}
    for criterion in options.criteria:
        target = "need" if criterion.id in ("project", "job", "customer") else "weight"
        weights[criterion.id] = rules.total(f"{target}.{criterion.id}", facts, start=criterion.base_weight)
    short = rules.total("shape.short", facts) * facts["minor_side.small"]
    weights["short"] = weights["short"] + weights["project"] * short
    weights["project"] = weights["project"] * (1.0 - short)
    # What hurts on a side stays on its own criterion: trouble on site is a matter of PM, however short the projects.
    for side in ("project", "job"):
        weights[side] = weights[side] + rules.total(f"hurt.{side}", facts)
    return weights


def valued(
    facts: Mapping[str, Number],
    options: OptionBook,
    rules: RuleBook,
    *,
    weight_factors: Mapping[str, Number] | None = None,
) -> Valued:
    """Value of every option as the sum of weight times score.

    Args:
        facts: as `facts.derive` gives them; arrays of one length, or spans.
        weight_factors: factor for each criterion's weight (1 leaves it as stated); for robustness draws.
    """
    weights = weights_of(facts, options, rules)
    if weight_factors is not None:
        weights = {name: weight * weight_factors[name] for name, weight in weights.items()}
    scores: dict[str, dict[str, Number]] = {}
    values: dict[str, Number] = {}
    for option in options.options:
        of_option: dict[str, Number] = {}
        value: Number = 0.0
        for name, weight in weights.items():
            target = f"score.{option.id}.{name}"
            score: Number = option.scores[name]
            if target in rules.by_target:
                score = clip01(rules.total(target, facts, start=option.scores[name]))
            of_option[name] = score
            value = value + weight * score
        scores[option.id] = of_option
        values[option.id] = value
    return Valued(weights, scores, values)
