"""Needs: what the firm has to have, as findings tied to rules and as a need for each capability."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from advisor.base import Value
from advisor.questionnaire.answers import Answers
from advisor.questionnaire.pains import Pain
from advisor.questionnaire.trades import Trade
from advisor.scoring.rules import RuleBook
from advisor.scoring.spans import Number, span

CapabilitySide = Literal["customer", "project", "job", "shared"]


class Capability(Value):
    """One thing that software can do; an entry of `data/capabilities.yaml`."""

    id: str
    side: CapabilitySide
    label: str
    means: str
    full: str
    sources: tuple[str, ...]


class NeedWeights(Value):
    """How a capability need is put together, in points of 10."""

    side_part: float = Field(ge=0, le=1)
    trade_points: float = Field(ge=0)
    pain_points: float = Field(ge=0)
    signal_points: float = Field(ge=0)
    must_have: float = Field(ge=0)
    shared_base: float = Field(ge=0)
    source: str
    signals: dict[str, tuple[str, ...]]


class Finding(Value):
    """One rule that fired: what was read, against what, what it added, and where the rule comes from."""

    rule: str
    key: str
    title: str
    because: str
    says: str | None
    fact: str
    value: float
    threshold: float
    unit: str
    strength: float
    adds: dict[str, float]
    source: str
    established: bool = Field(
        default=True, description="True when it follows from what was answered; False when it rests on an open answer"
    )


def findings(
    facts: Mapping[str, Number], rules: RuleBook, *, known: Mapping[str, Number] | None = None
) -> tuple[Finding, ...]:
    """Every rule that fires on these plain-number facts, in the order of the rule file.

    Args:
        known: the same facts as spans over everything that is open; a finding is established when its rule fires
            for all of the span. Left out, every finding counts as established.
    """
    fired: list[Finding] = []
    for rule in rules.read:
        if rule.fact not in facts:
            continue
        strength = float(rule.strength(facts))  # type: ignore[arg-type]
        if strength <= 0:
            continue
        fired.append(
            Finding(
                rule=rule.id,
                key=rule.key,
                title=rule.title,
                because=rule.because,
                says=rule.says,
                fact=rule.fact,
                value=round(float(facts[rule.fact]), 6),  # type: ignore[arg-type]
                threshold=round(float(rule.threshold(facts)), 6),  # type: ignore[arg-type]
                unit=rule.unit,
                strength=round(strength, 6),
                adds={target: round(points * strength, 6) for target, points in rule.adds.items()},
                source=rule.source,
                established=known is None or span(rule.strength(known)).low > 0,
            )
        )
    return tuple(fired)


def capability_needs(
    answers: Answers,
    side_needs: Mapping[str, float],
    capabilities: Mapping[str, Capability],
    weights: NeedWeights,
    pains: Mapping[str, Pain],
    trades: list[Trade],
    *,
    two_platforms: bool,
) -> dict[str, float]:
    """Need for each capability from 0 to 10; zero ones are left out.

    Args:
        side_needs: need of the customer, project and job side, each 0-10.
        two_platforms: True when time, books and customers have to be joined.
    """
    points: dict[str, float] = {}
    for capability in capabilities.values():
        if capability.side == "shared":
            points[capability.id] = weights.shared_base
        else:
            points[capability.id] = weights.side_part * side_needs[capability.side]

    def add(ids: tuple[str, ...], amount: float) -> None:
        for name in ids:
            side = capabilities[name].side
            # What belongs to a side that the firm hardly has is not needed, whatever the usual pattern says.
            part = 1.0 if side == "shared" else min(side_needs[side] / 5, 1.0)
            points[name] = points.get(name, 0.0) + amount * part

    for trade in trades:
        add(trade.key_capabilities, weights.trade_points / len(trades))
    for name, severity in sorted((answers.pains or {}).items()):
        if isinstance(severity, (int, float)):
            add(pains[name].capabilities, weights.pain_points * severity / 3)
    marks = {**answers.work.signals.model_dump(), "spanish_speaking_crews": answers.team.spanish_speaking_crews}
    marks["accounting"] = answers.today.accounting not in (None, "none", "unknown")
    marks["two_platforms"] = two_platforms
    for signal, ids in weights.signals.items():
        if marks.get(signal) is True:
            add(ids, weights.signal_points)
    for name in answers.limits.must_have:
        points[name] = weights.must_have
    return {name: round(min(value, 10.0), 4) for name, value in points.items() if value > 0.05}
