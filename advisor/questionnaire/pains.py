"""Pains: what goes wrong in a normal week, which side of the firm it points to, and what relieves it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from advisor.base import Value

PainSide = Literal["customer", "project", "job", "joining", "adoption"]


class PainWeights(Value):
    """How one pain spreads over the sides of the firm; sums to 1."""

    customer: float = Field(ge=0, le=1)
    project: float = Field(ge=0, le=1)
    job: float = Field(ge=0, le=1)
    joining: float = Field(ge=0, le=1)
    adoption: float = Field(ge=0, le=1)


class Pain(Value):
    """One entry of `data/pains.yaml`."""

    id: str
    side: PainSide
    label: str
    hint: str
    weights: PainWeights
    capabilities: tuple[str, ...]
    common: bool = Field(description="Felt by almost everyone, so it separates little and counts half")
    reported: str | None = None
    sources: tuple[str, ...]

    @model_validator(mode="after")
    def _sums_to_one(self) -> Pain:
        total = sum(self.weights.model_dump().values())
        if abs(total - 1) > 1e-6:
            raise ValueError(f"the weights sum to {total:g}; they must sum to 1")
        return self
