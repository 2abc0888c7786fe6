"""How sure it is and what would change it, as values: what the advice holds and every surface prints.

Shares of tries run from 0 to 1, values and weights are in points, distances on the split in points of share (0-100).
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from advisor.base import Interval, Value
from advisor.scoring.options import Category, Kind

CertaintyWord = Literal["clear", "lean", "toss_up"]


class OptionSureness(Value):
    """What the tries say of one option (SMAA-2)."""

    option: str
    name: str
    ranks: tuple[float, ...] = Field(description="Share of tries on the first, second, ... place; they sum to 1")
    central_weights: dict[str, float] | None = Field(
        description="Mean weight of each criterion, points, over the tries that it won; None where it never came first"
    )
    confidence: float | None = Field(
        description="Share of tries it wins when exactly its central weights are held; None where it never came first"
    )
    for_whom: str | None = Field(
        description="The firm it is best for, in words, against your own weights; None where it never came first"
    )
    sentence: str = Field(description="All of it in plain words")


class Lead(Value):
    """The first option against the second, two by two."""

    first: str
    second: str
    wins: float = Field(description="Share of tries in which the first has the greater value; ties count half")
    sentence: str


class ShareFlip(Value):
    """A point of the split at which other software comes first."""

    project_share: float
    minor_side: Literal["project", "job"]
    minor_share: float
    distance: float = Field(description="From today's share, in points of share (0-100)")
    option: str
    name: str
    category: Category
    sentence: str


class ShareTurn(Value):
    """From this minor share on, upwards, another option comes first."""

    share: float
    option: str


class ShareProfile(Value):
    """The value of every option over the smaller side from 0 to 50 %, all else as answered."""

    minor_side: Literal["project", "job"] = Field(description="Today's smaller side")
    here: float = Field(description="Today's minor share, 0-0.5")
    band: tuple[float, float] = Field(description="The hybrid line of this kind of firm")
    shares: tuple[float, ...] = Field(description="Minor shares, rising from 0 to 0.5")
    values: dict[str, tuple[float, ...]] = Field(description="Points by option, with today's smaller side")
    turns: tuple[ShareTurn, ...] = Field(description="Where the lead changes on today's side, rising (to 1e-5)")
    leads_at_zero: str = Field(description="Option that comes first where the smaller side is nothing")
    other_side: dict[str, tuple[float, ...]] = Field(description="The same with the other side as the smaller one")
    other_turns: tuple[ShareTurn, ...]
    other_leads_at_zero: str
    flips: tuple[ShareFlip, ...] = Field(description="Nearest flip point either way, nearest first")
    sentence: str = Field(description="How far the nearest flip point is, in words")


class PairChange(Value):
    """One of two answers that have to change together."""

    question: str
    short: str
    from_: Any = Field(alias="from")
    to: Any
    steps: float = Field(description="Size of the change in steps on the scale of the question")
    words: str


class PairFlip(Value):
    """The smallest two changes that give other software where no single one does."""

    changes: tuple[PairChange, PairChange]
    steps: float
    option: str
    name: str
    category: Category
    sentence: str


class WeightInterval(Value):
    """How much one criterion may weigh, all else unchanged, with the first option staying first (exact)."""

    criterion: str
    label: str
    weight: float
    low: float = Field(description="Least weight; 0 where nothing changes down to none at all")
    high: float | None = Field(description="Greatest weight; None where no weight is too great")
    below: str | None = Field(description="Option that comes first under the low end")
    above: str | None = Field(description="Option that comes first over the high end")
    sentence: str


class MethodCheck(Value):
    """Another way of adding up, and whether it agrees."""

    method: Literal["weighted_product", "rank_reversal"]
    agrees: bool
    option: str = Field(description="What comes first this way")
    sentence: str


class OwnRanked(Value):
    """An option under the contractor's own weights."""

    option: str
    name: str
    category: Category
    value: float
    acceptability: float


class OwnWeight(Value):
    """One criterion's weight as the contractor gave it, brought to the points of the derived weights."""

    criterion: str
    label: str
    points: Interval
    derived: float = Field(description="Weight that follows from the answers, points")
    derived_swing: float = Field(description="The same on the scale of the swings: the greatest is 100")
    given: bool = Field(description="False where this swing was left out: it keeps the weight from the answers")


class OwnRanking(Value):
    """The ranking under the contractor's own weights; it stands beside the advice and never replaces it."""

    category: Category
    option: str
    name: str
    platforms: tuple[Kind, ...]
    certainty: CertaintyWord
    ranking: tuple[OwnRanked, ...]
    acceptability: dict[str, float]
    weights: tuple[OwnWeight, ...]
    same: bool = Field(description="True when the same software comes first as with the derived weights")
    sentence: str


class ScenarioChange(Value):
    """One answer that is different in a scenario."""

    question: str
    short: str
    from_: Any = Field(alias="from")
    to: Any
    words: str


class ScenarioRanked(Value):
    """An option's value in a scenario, points."""

    option: str
    name: str
    value: float


class ScenarioAdvice(Value):
    """What would come first if some answers were different; it never touches the advice itself."""

    name: str
    changes: tuple[ScenarioChange, ...]
    category: Category
    option: str
    option_name: str
    platforms: tuple[Kind, ...]
    certainty: CertaintyWord
    acceptability: dict[str, float]
    ranking: tuple[ScenarioRanked, ...]
    minor_side: Literal["project", "job"]
    minor_share: Interval
    verdict: str
    same: bool = Field(description="True when the same software comes first as today")
    sentence: str
