"""What every part of the store stands on: the database, the clock, secrets as hashes, answers as text."""

from __future__ import annotations

import hashlib
import json
import uuid
from datetime import datetime
from typing import Any, TypeVar

from pydantic import ValidationError
from sqlalchemy import Engine

from advisor.base import Value
from advisor.errors import AnswersError, StorageError, sentence_of
from advisor.questionnaire.answers import Answers, answers_from
from advisor.storage.assessments import Clock
from advisor.storage.engine import shed_log, writing

Model = TypeVar("Model", bound=Value)


class SqlBase:
    """An SQL database, shared by threads, and the clock that moments are taken from."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._writing = writing(engine)
        self._clock = clock

    def _shed(self) -> None:
        """Leaves no bytes of what was deleted in SQLite's write-ahead log."""
        shed_log(self._engine)


def hashed(token: str) -> str:
    """What is kept of a token. It is random and long, so that a plain hash cannot be undone by guessing."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def fresh_id() -> str:
    """A new id; it names something and opens nothing."""
    return uuid.uuid4().hex


def written(answers: Answers) -> tuple[str, Answers]:
    """The answers as ASCII JSON, and as they will be read back from it.

    JSON escapes every NUL, and ASCII fits a database of any encoding, so that any text comes back as it was.

    Raises:
        StorageError: the text could not be read back, so that everything typed would be lost.
    """
    text = json.dumps(answers.compact(), separators=(",", ":"))
    try:
        return text, answers_from(json.loads(text))
    except AnswersError as error:
        raise StorageError(
            f"Nothing was saved, because of a mistake in the {error.where}: {error.what}", do=error.do
        ) from None


def answers_read(text: str) -> Answers:
    """Stored answers.

    Raises:
        StorageError: they can no longer be read; they stay as they are.
    """
    try:
        return answers_from(json.loads(text))
    except (AnswersError, ValueError, RecursionError) as error:
        reason = f"{error.where}: {error.what}" if isinstance(error, AnswersError) else "the text is damaged"
        raise StorageError(
            f"The saved answers can no longer be read ({reason})",
            do="They are kept as they are. Ask whoever runs this advisor to look at them.",
        ) from None


def checked(model: type[Model], what: str, **fields: Any) -> Model:
    """A value from what was given or read; a StorageError names *what* and the first mistake."""
    try:
        return model(**fields)
    except ValidationError as error:
        where, mistake, do = sentence_of(error)
        raise StorageError(f"The {what} cannot be kept, because of its {where}: {mistake}", do=do) from None


def ascii_json(value: Any) -> str:
    """Any JSON value as ASCII text."""
    return json.dumps(value, separators=(",", ":"))


def iso(moment: datetime) -> str:
    """A moment in an export."""
    return moment.isoformat()
