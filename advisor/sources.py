"""Citations: where a fact or rule of the product comes from and how far to trust it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from advisor.base import Value

Grade = Literal["A", "B", "C", "D"]


class Source(Value):
    """One entry of `data/sources.yaml`."""

    id: str
    title: str
    url: str = Field(pattern=r"^(https?://\S+)?$")
    kind: Literal[
        "article",
        "government",
        "association",
        "survey",
        "press",
        "help",
        "consultant",
        "vendor_blog",
        "thin",
        "judgement",
    ]
    grade: Grade = Field(
        description="A official or vendor's own documentation; B press, accountant, neutral guide; C sells; D thin"
    )
    as_of: str
    publisher_sells: bool | Literal["unknown"] = "unknown"
