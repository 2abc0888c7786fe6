"""What a store of assessments does, and what it hands back. How they are kept lies in `sql_assessments`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Protocol

from pydantic import AfterValidator, AwareDatetime, Field

from advisor.base import Value
from advisor.errors import StorageError
from advisor.questionnaire.answers import Answers

KEPT_REVISIONS = 50
"""Newest revisions of an assessment that are kept: enough to go back over a whole session of typing."""

LIFETIME = timedelta(days=30)
"""How long a link lasts that a consultant opens a filed assessment with."""

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


class TooMany(StorageError):  # noqa: N818 - it says what is too many
    """Too many codes or links that name nothing were tried; `wait` is how many seconds to wait."""

    def __init__(self, wait: int) -> None:
        self.wait = wait
        minutes = -(-wait // 60)
        super().__init__(
            "Too many codes that name no workshop were tried from here",
            do=f"Wait {minutes} minute{'' if minutes == 1 else 's'}, then type the code that stands on the screen.",
        )


class Steps(Value):
    """What undo and redo would bring back: the numbers of revisions; None where there is nothing."""

    undo: int | None
    redo: int | None


class Assessments(Protocol):
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

    def steps(self, token: str) -> Steps:
        """What undo and redo would bring back now."""
        ...

    def undo(self, token: str, screen: str, expected_revision: int) -> Assessment:
        """Keeps the answers of before the last change as the next revision; again goes further back.

        Nothing is rewritten, so it survives a refresh and can be undone itself (`redo`). A new answer ends the redo.

        Raises:
            Conflict: *expected_revision* is no longer the newest.
            StorageError: also when there is nothing to undo.
        """
        ...

    def redo(self, token: str, screen: str, expected_revision: int) -> Assessment:
        """Brings back what the last undo took away; errors as of `undo`."""
        ...

    def delete(self, token: str) -> None:
        """Removes the assessment with all its revisions, for good."""
        ...

    def revoke(self, token: str) -> None:
        """Ends one link that expires; the link an assessment was started with ends with the assessment only."""
        ...

    def export(self, token: str) -> dict[str, Any]:
        """Everything kept of an assessment as plain data: all revisions with their moments, no token and no hash."""
        ...

    def forget(self, days: int) -> int:
        """Removes for good every assessment that was not changed for so many days, and returns how many.

        What is filed under a client, and what belongs to a workshop, is the consultant's to delete.
        """
        ...
