"""What stands on the papers of an assessment: names, colour, foot and logo, as values and as a protocol."""

from __future__ import annotations

from typing import Annotated, Protocol

from pydantic import Field

from advisor.base import Value

MOST_BYTES = 2_000_000
"""Largest logo that is kept."""


class Imprint(Value):
    """What a report is printed with. Nothing of it counts for the advice."""

    client: Annotated[str, Field(max_length=120)] = ""
    consultant: Annotated[str, Field(max_length=120)] = ""
    accent: Annotated[str, Field(max_length=7)] = ""
    footer: Annotated[str, Field(max_length=120)] = ""
    paper: Annotated[str, Field(max_length=16)] = "us-letter"
    logo: Annotated[bytes, Field(max_length=MOST_BYTES)] | None = None


class Imprints(Protocol):
    """Keeps what papers are printed with. Every method raises StorageError for a token that opens nothing."""

    def imprint(self, token: str) -> Imprint:
        """What this assessment is printed with.

        Until that was told, the last imprint of the consultant it is filed under, without the client's name; else an
        empty one.
        """
        ...

    def save_imprint(self, token: str, imprint: Imprint) -> None:
        """Keeps it with the assessment, and where that is filed, for the consultant's next client as well."""
        ...
