"""While a room is answering: who has joined and who has finished. Counts only, never an answer.

What is shown before the reveal is made here, from numbers alone: this module reads no answers, so it can show none.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from advisor.base import Value
from advisor.questionnaire.agreed import Role
from advisor.workshop.book import WorkshopBook, load_workshop_book


class Joined(Value):
    """Somebody who has joined, by role, and how many of the questions are dealt with."""

    role: Role
    done: int = Field(ge=0, description="Questions answered, or answered with not knowing")


class RoleCount(Value):
    """How far one role is."""

    role: Role
    label: str
    joined: int
    finished: int


class Gathering(Value):
    """How far the room is."""

    joined: int
    finished: int
    asked: int = Field(description="Questions to each person")
    roles: tuple[RoleCount, ...] = Field(description="Only roles that somebody has chosen")
    everyone: bool = Field(description="True where all who joined have finished")
    enough: bool = Field(description="True where enough people have finished for a reveal")
    sentence: str


def gathering(people: Sequence[Joined], asked: int, book: WorkshopBook | None = None) -> Gathering:
    """How far the room is, from counts alone.

    Args:
        people: everyone who has joined, in any order.
        asked: how many questions each of them gets, 1 or more.
    """
    book = book or load_workshop_book()
    done = [person.role for person in people if person.done >= asked]
    roles = tuple(
        RoleCount(
            role=entry.id,
            label=entry.label,
            joined=sum(person.role == entry.id for person in people),
            finished=done.count(entry.id),
        )
        for entry in book.roles
        if any(person.role == entry.id for person in people)
    )
    joined, finished = len(people), len(done)
    enough = finished >= book.least_people
    return Gathering(
        joined=joined,
        finished=finished,
        asked=asked,
        roles=roles,
        everyone=0 < joined == finished,
        enough=enough,
        sentence=_sentence(joined, finished, book.least_people),
    )


def _sentence(joined: int, finished: int, least: int) -> str:
    if joined == 0:
        return "Nobody has joined yet."
    have = "1 person has" if joined == 1 else f"{joined} people have"
    if finished < joined:
        done = "nobody has finished yet" if finished == 0 else f"{finished} of {joined} have finished"
        text = f"{have} joined, and {done}."
    else:
        text = f"{have} joined and finished."
    if finished < least:
        text += f" With fewer than {least} answers the room would know who said what."
    return text
