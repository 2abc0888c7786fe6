"""Consultants, their clients, and what is filed under each client."""

from __future__ import annotations

from typing import Annotated, Any, Protocol

from pydantic import BeforeValidator, Field

from advisor.base import Value
from advisor.questionnaire.answers import Answers
from advisor.storage.assessments import UNANSWERED, Moment


def _one_line(text: Any) -> Any:
    return " ".join(text.split()) if isinstance(text, str) else text


Title = Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=120)]
"""A name on one line."""


class Client(Value):
    """A firm that a consultant advises. `changed` is the last change of anything below it."""

    id: str
    name: Title
    note: Annotated[str, Field(max_length=1000)] = ""
    created: Moment
    changed: Moment


class Filed(Value):
    """An assessment under a client. It opens nothing: `open_filed` gives a token."""

    assessment_id: str
    title: Title
    created: Moment
    changed: Moment
    answers: Answers


class Clients(Protocol):
    """What is kept for consultants. An id of another consultant is answered like one that does not exist.

    Every method raises `StorageError` when the place of storage fails, and when an id names nothing of this consultant.
    """

    def consultant(self, issuer: str, subject: str) -> str:
        """Id of the consultant that a sign-in names, kept from the first time on; only a hash of the two is stored."""
        ...

    def clients(self, consultant: str) -> list[Client]:
        """All clients, the last changed first."""
        ...

    def add_client(self, consultant: str, name: str, note: str = "") -> Client:
        """A new client."""
        ...

    def change_client(self, consultant: str, client: str, name: str, note: str) -> Client:
        """Another name or note."""
        ...

    def delete_client(self, consultant: str, client: str) -> None:
        """Removes the client with all assessments and workshops, for good."""
        ...

    def filed(self, consultant: str, client: str) -> list[Filed]:
        """The assessments of a client, the last changed first; the seats of a workshop are not among them."""
        ...

    def add_filed(self, consultant: str, client: str, title: str, answers: Answers = UNANSWERED) -> tuple[str, Filed]:
        """A new assessment under a client, and its token."""
        ...

    def file(self, consultant: str, client: str, title: str, token: str) -> Filed:
        """Puts the assessment of *token* under a client; it leaves whatever client of this consultant it was under."""
        ...

    def open_filed(self, consultant: str, assessment: str) -> str:
        """A token of its own for a filed assessment, which expires after `LIFETIME`."""
        ...

    def rename_filed(self, consultant: str, assessment: str, title: str) -> None:
        """Another title."""
        ...

    def delete_filed(self, consultant: str, assessment: str) -> None:
        """Removes one assessment for good."""
        ...

    def export_consultant(self, consultant: str) -> dict[str, Any]:
        """Everything kept for a consultant as plain data: clients, assessments with all revisions, workshops."""
        ...
