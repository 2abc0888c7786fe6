"""What a workshop asks, of whom, and on which scales differences are measured: `data/workshop.yaml`."""

from __future__ import annotations

from functools import cached_property, lru_cache

from pydantic import Field, ValidationError, model_validator

from advisor import files
from advisor.base import Value
from advisor.errors import FileError, KnowledgeError, sentence_of, shown
from advisor.knowledge import Knowledge, data_folder, load_knowledge
from advisor.questionnaire.agreed import Role
from advisor.questionnaire.question import Kind

ASKABLE: tuple[Kind, ...] = ("choice", "yes_no", "count", "money", "share", "duration", "scale", "severity", "pains")
"""Kinds of questions that a room can answer one by one; lists (tools, marks, kinds of work) are told by one person."""

BY_RATIO: tuple[Kind, ...] = ("count", "money", "duration")
"""Kinds whose differences are measured by ratio: 5 against 10 is as far as 50 against 100."""


class RoleEntry(Value):
    """What somebody does in the firm; all that is known of a person."""

    id: Role
    label: str = Field(description="As a heading and on a button")
    several: str = Field(description="More than one of them, inside a sentence")
    who: str = Field(description="Who picks this one, in a few words")


class Asked(Value):
    """One question that a workshop may ask."""

    field: str
    differ: str = Field(description="Why people of one firm answer it differently, told to the facilitator")
    keep: bool = Field(default=False, description="Asked even where one person has told it beforehand")
    may_not_know: tuple[Role, ...] = Field(default=(), description="Roles for whom not knowing is a good answer")
    span: tuple[float, float] | None = Field(
        default=None, description="Ends between which numbers differ, by ratio: the unit of the field, or hours"
    )
    order: tuple[str, ...] = Field(default=(), description="Choices from one end to the other; empty where unordered")

    @model_validator(mode="after")
    def _span_rises(self) -> Asked:
        if self.span is not None and not 0 <= self.span[0] < self.span[1]:
            raise ValueError(f"the span of {self.field} must rise from 0 or more")
        return self


class WorkshopBook(Value):
    """All of `data/workshop.yaml`."""

    most: int = Field(ge=1, le=30, description="Questions that are asked at most, unless the facilitator adds some")
    because: str
    source: str
    least_people: int = Field(ge=2, le=10, description="People from whom on answers can be revealed as those of a room")
    roles: tuple[RoleEntry, ...]
    questions: tuple[Asked, ...]

    @cached_property
    def by_field(self) -> dict[str, Asked]:
        """The questions by their field."""
        return {asked.field: asked for asked in self.questions}

    @cached_property
    def by_role(self) -> dict[Role, RoleEntry]:
        """The roles by their id, in the order of the file."""
        return {role.id: role for role in self.roles}

    def __hash__(self) -> int:
        return id(self)  # read once, the same object everywhere


@lru_cache(maxsize=1)
def load_workshop_book() -> WorkshopBook:
    """The book, validated and cross-checked with questions and sources.

    Raises:
        KnowledgeError: the file is missing or an entry is wrong; the sentence names it.
    """
    path = data_folder() / "workshop.yaml"
    try:
        data = files.parse(files.read_text(path), name=path.name, trusted=True)
    except FileError as error:
        raise KnowledgeError(error.what, where=error.where, do=error.do) from None
    try:
        book = WorkshopBook.model_validate(data)
    except ValidationError as error:
        where, what, do = sentence_of(error)
        raise KnowledgeError(what, where=f"{path.name}, {where}", do=do) from None
    check_book(book, load_knowledge())
    return book


def check_book(book: WorkshopBook, k: Knowledge) -> None:
    """Every question exists and can be asked of a room; every number has a span; every role stands once.

    Raises:
        KnowledgeError: the first mistake, with file and entry.
    """
    if book.source not in k.sources:
        raise KnowledgeError(
            f"there is no source {shown(book.source)}", where="workshop.yaml", do="Check the spelling."
        )
    for what, ids in (("role", [r.id for r in book.roles]), ("question", [q.field for q in book.questions])):
        twice = next((one for place, one in enumerate(ids) if one in ids[:place]), None)
        if twice is not None:
            raise KnowledgeError(f"the {what} {twice} stands twice", where="workshop.yaml", do="Keep one of them.")
    questions = {q.field: q for q in k.questionnaire.questions}
    for asked in book.questions:
        where = f"workshop.yaml, entry {asked.field}"
        question = questions.get(asked.field)
        if question is None or question.kind not in ASKABLE:
            raise KnowledgeError("a room cannot be asked this", where=where, do=f"Use a question of {ASKABLE}.")
        if (asked.span is not None) != (question.kind in BY_RATIO):
            raise KnowledgeError("a span belongs to counts, amounts and lengths, and only to them", where=where)
        values = [choice.value for choice in question.choices]
        if asked.order and (question.kind != "choice" or sorted(map(str, values)) != sorted(asked.order)):
            raise KnowledgeError("the order must hold each choice of the question once", where=where)
