"""What a store of assessments does, and what it hands back. How it is kept lies in `sql`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Protocol

from pydantic import AfterValidator, AwareDatetime, Field

from advisor.base import Value
from advisor.errors import StorageError
from advisor.questionnaire.answers import Answers

KEPT_REVISIONS = 50
"""Newest revisions of an assessment that are kept: enough to go back over a whole session of typing."""

UNANSWERED = Answers()
"""What a contractor has told us before the first question."""

Clock = Callable[[], datetime]
"""Gives the present moment, with its time zone."""


def _one_printable_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("the id of a step is one line of printable characters")
    return text


Moment = Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
Screen = Annotated[str, Field(max_length=80), AfterValidator(_one_printable_line)]


class Assessment(Value):
    """One contractor's answers as they stood after one save.

    `screen` is the id of the step the person was on, empty before the first. `revision` counts the saves from 1.
    `created` and `changed` are moments in UTC; `changed` is when this revision was saved. `id` names the
    assessment and opens nothing: only the token does.
    """

    id: str
    answers: Answers
    screen: Screen
    revision: Annotated[int, Field(ge=1)]
    created: Moment
    changed: Moment


class Conflict(StorageError):  # noqa: N818 - it is no failure: the caller shows both versions
    """The assessment was saved elsewhere in the meantime; `stored` is what stands there now. Nothing was written."""

    def __init__(self, stored: Assessment) -> None:
        self.stored = stored
        super().__init__(
            "This assessment was changed in another tab or on another device, so nothing was saved here",
            do="Go on with that version, or save yours over it.",
        )


class Store(Protocol):
    """Keeps assessments. Each is reached by a secret token only; the store itself knows no more than its hash.

    Every method raises `StorageError` when the place of storage fails, and, where it takes a token, when there is
    no assessment under it.
    """

    def start(self, answers: Answers = UNANSWERED) -> tuple[str, Assessment]:
        """A new assessment and its token: 43 characters that may stand in a link. The token cannot be had again."""
        ...

    def open(self, token: str) -> Assessment:
        """The newest revision.

        Raises:
            StorageError: also when the stored answers can no longer be read; they are left as they are.
        """
        ...

    def save(self, token: str, answers: Answers, screen: str, expected_revision: int) -> Assessment:
        """Keeps *answers* and *screen* as the next revision, and returns them exactly as `open` will.

        Args:
            expected_revision: the revision that the caller has changed.

        Raises:
            Conflict: that revision is no longer the newest.
            StorageError: also when *answers* or *screen* could not be read back.
        """
        ...

    def history(self, token: str) -> list[Assessment]:
        """The newest revisions, at most `KEPT_REVISIONS`, newest first; the first is what `open` returns."""
        ...

    def delete(self, token: str) -> None:
        """Removes the assessment with all its revisions, for good."""
        ...
