"""Workshops as they are kept: a code to join by, private answers, the reveal, what was agreed and who differed."""

from __future__ import annotations

from typing import Annotated, Literal, Protocol

from pydantic import Field, JsonValue

from advisor.base import Value
from advisor.questionnaire.agreed import Role
from advisor.questionnaire.answers import Answers
from advisor.storage.assessments import Moment
from advisor.storage.clients import Title

Stage = Literal["gathering", "revealed", "closed"]

ALPHABET = "ACDEFGHJKMNPQRTWXY3479"
"""Letters and digits of a code: none that is easily taken for another, read aloud or written down."""

CODE_LENGTH = 6
MOST_PEOPLE = 60
MOST_QUESTIONS = 80

Question = Annotated[str, Field(max_length=80)]
Note = Annotated[str, Field(max_length=1000)]


class Agreement(Value):
    """What the room settled on for one question, and why."""

    field: Question
    value: JsonValue
    note: Note = ""
    agreed: Moment


class Workshop(Value):
    """A workshop as its facilitator sees it; never anybody's answers."""

    id: str
    client_id: str
    assessment_id: str = Field(description="Where the agreed answers go")
    code: str | None = Field(description="None once it is closed")
    title: Title
    stage: Stage
    questions: tuple[Question, ...]
    base: Answers = Field(description="What the facilitator told beforehand")
    focus: str = Field(description="The question under discussion; empty where there is none")
    agreements: tuple[Agreement, ...]
    created: Moment
    closes: Moment


class Seat(Value):
    """One participant as the facilitator sees them while answers come in: no answers."""

    id: str
    role: Role
    finished: bool
    gone: bool
    begun: bool = Field(description="True once anything was answered")


class Voice(Value):
    """One participant's answers, once they are revealed. Known by role and an id that names nobody."""

    id: str
    role: Role
    gone: bool
    answers: Answers
    dissent: dict[str, str] = Field(description="Questions on which this person still differs, with a note")


class Part(Value):
    """What a participant may know: their own seat, and of the workshop what the room sees."""

    workshop_id: str
    title: Title
    stage: Stage
    questions: tuple[Question, ...]
    focus: str
    agreements: tuple[Agreement, ...]
    base: Answers
    seat: Seat
    dissent: dict[str, str]


class Workshops(Protocol):
    """What facilitators and participants do. A facilitator is named by consultant and workshop, a participant by token.

    Every method raises `StorageError` when the place of storage fails, and when an id, code or token names nothing.
    """

    def start_workshop(
        self, consultant: str, client: str, title: str, questions: tuple[str, ...], base: Answers, *, hours: float = 24
    ) -> Workshop:
        """A new workshop with a code; its result is a new assessment under the client, which begins with *base*."""
        ...

    def workshops(self, consultant: str, client: str) -> list[Workshop]:
        """The workshops of a client, the newest first."""
        ...

    def workshop(self, consultant: str, workshop: str) -> Workshop:
        """One workshop."""
        ...

    def progress(self, consultant: str, workshop: str) -> tuple[Seat, ...]:
        """Who has joined and who has finished, in the order of joining."""
        ...

    def voices(self, consultant: str, workshop: str) -> tuple[Voice, ...]:
        """Everybody's answers, in no order that tells who joined when.

        Raises:
            StorageError: also while answers are being gathered; nobody's answers are seen before the reveal.
        """
        ...

    def reveal(self, consultant: str, workshop: str) -> Workshop:
        """Ends the private part. Latecomers may still join, and everybody may change their mind."""
        ...

    def focus(self, consultant: str, workshop: str, field: str) -> Workshop:
        """Puts one of the questions before the room; an empty one takes it away."""
        ...

    def agree(self, consultant: str, workshop: str, field: str, value: JsonValue, note: str = "") -> Workshop:
        """Keeps what the room settled on; a second time replaces the first."""
        ...

    def withdraw(self, consultant: str, workshop: str, field: str) -> Workshop:
        """Takes an agreement back."""
        ...

    def close_workshop(self, consultant: str, workshop: str) -> Workshop:
        """Nobody can join or change anything any more; the code is free again."""
        ...

    def reopen_workshop(self, consultant: str, workshop: str, *, hours: float = 24) -> Workshop:
        """Opens a closed workshop again, with another code."""
        ...

    def delete_workshop(self, consultant: str, workshop: str) -> None:
        """Removes the workshop with everybody's answers, for good; its result stays."""
        ...

    def find(self, code: str, *, whence: str) -> str:
        """Title of the open workshop of a code.

        Args:
            whence: where the attempt comes from, such as an address; kept as a keyed hash for a few minutes.

        Raises:
            TooMany: too many codes that name nothing were tried.
        """
        ...

    def join(self, code: str, role: Role, *, whence: str) -> tuple[str, Part]:
        """A seat and its token, 43 characters that may stand in a link; errors as of `find`, and where it is full."""
        ...

    def part(self, token: str) -> Part:
        """The workshop as the participant of *token* may see it."""
        ...

    def heard(self, token: str) -> tuple[Voice, ...]:
        """What a participant hears of everybody: the same as `voices`, and only once it is revealed."""
        ...

    def is_participant(self, token: str) -> bool:
        """True where a token belongs to a seat in a workshop; False for any other, known or not."""
        ...

    def finish(self, token: str, finished: bool) -> Part:
        """Says that a participant has finished, or goes on after all."""
        ...

    def leave(self, token: str) -> None:
        """The participant leaves; what was answered stays and is counted apart."""
        ...

    def differ(self, token: str, field: str, note: str | None) -> Part:
        """Keeps that a participant still sees a question differently; None takes it back."""
        ...

    def pulse(self, workshop: str) -> int:
        """A number that changes with everything that happens in a workshop, for one cheap look every few seconds."""
        ...
