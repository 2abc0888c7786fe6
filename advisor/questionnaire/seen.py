"""What was seen of vendors after the advice: scores of demo tasks, quotes in writing, and the decision taken."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from advisor.base import CalendarDay, Value
from advisor.errors import shown

NOT_NEEDED = "not_needed"
Points = Literal[0, 1, 2, 3]


def _points(value: Any) -> Any:
    if value == NOT_NEEDED and isinstance(value, str):
        return value
    if not isinstance(value, bool) and isinstance(value, (int, float)) and value in (0, 1, 2, 3):
        return int(value)
    raise ValueError(f"{shown(value)} is no score. Write 0, 1, 2 or 3, or {NOT_NEEDED}")


Mark = Annotated[
    Points | Literal["not_needed"],
    BeforeValidator(_points),
    WithJsonSchema({"anyOf": [{"enum": [0, 1, 2, 3]}, {"const": NOT_NEEDED}]}),
]
VendorName = Annotated[str, Field(min_length=1, max_length=80)]
Person = Annotated[str, Field(max_length=60)]
Usd = Annotated[float, Field(ge=0, le=10_000_000)]


class Score(Value):
    """What one person saw of one task at one vendor."""

    vendor: VendorName = Field(description="Id of data/vendors.yaml, or the name of a vendor that is not in it")
    task: Annotated[str, Field(max_length=80)] = Field(description="Id of data/demo_tasks.yaml")
    beside: VendorName | None = Field(
        default=None, description="The other platform, for a task on joining two; the pair is what was seen"
    )
    score: Mark = Field(description="0 to 3 by the rubric, or not_needed, which does not count at all")
    note: Annotated[str, Field(max_length=1000)] = ""
    by: Person = Field(default="", description="Who scored, as they want to be called; one score a person and task")
    on: CalendarDay = Field(default="", description="Day of the demo or call, YYYY-MM-DD")


class Quote(Value):
    """What a vendor offers this firm in writing; it takes the place of the catalogue's price."""

    vendor: VendorName
    usd_month: Usd | None = Field(default=None, description="US dollars a month for the whole firm, everything in it")
    setup_usd: Usd | None = Field(default=None, description="US dollars once, for setting up and training")
    contract: Literal["monthly", "annual", "multi_year"] | None = None
    note: Annotated[str, Field(max_length=1000)] = ""
    on: CalendarDay = ""


class Decision(Value):
    """What was decided, by whom and why."""

    vendors: Annotated[tuple[VendorName, ...], Field(min_length=1, max_length=4)]
    on: CalendarDay = ""
    by: Person = ""
    owner: Person = Field(default="", description="Who looks after the new software")
    go_live: CalendarDay = Field(default="", description="Day on which the old way ends")
    because: Annotated[str, Field(max_length=2000)] = ""
    risks: Annotated[str, Field(max_length=2000)] = Field(default="", description="What stays open, in their own words")


Scores = Annotated[tuple[Score, ...], Field(max_length=4000)]
Quotes = Annotated[tuple[Quote, ...], Field(max_length=40)]


def key_of(score: Score) -> tuple[str, ...]:
    """What there may be one score of: a task at a vendor (or a pair, either way round) by one person."""
    pair = sorted((score.vendor, score.beside)) if score.beside else [score.vendor]
    return (score.task, score.by.casefold(), *pair)


def with_score(scores: tuple[Score, ...], score: Score) -> tuple[Score, ...]:
    """The scores with this one in the place of the same person's earlier one; at the end where it is new."""
    key = key_of(score)
    if any(key_of(one) == key for one in scores):
        return tuple(score if key_of(one) == key else one for one in scores)
    return (*scores, score)


def without_score(scores: tuple[Score, ...], score: Score) -> tuple[Score, ...]:
    """The scores without that person's score of that task."""
    return tuple(one for one in scores if key_of(one) != key_of(score))


def with_quote(quotes: tuple[Quote, ...], quote: Quote) -> tuple[Quote, ...]:
    """The quotes with this one in the place of the vendor's earlier one; one that says nothing is taken out."""
    says_something = (quote.usd_month, quote.setup_usd, quote.contract) != (None, None, None) or bool(quote.note)
    others = tuple(one for one in quotes if one.vendor != quote.vendor)
    return (*others, quote) if says_something else others


def twice_scored(scores: tuple[Score, ...]) -> Score | None:
    """The first score that repeats one of the same person, task and vendor; None where there is none."""
    seen: set[tuple[str, ...]] = set()
    for score in scores:
        key = key_of(score)
        if key in seen:
            return score
        seen.add(key)
    return None
