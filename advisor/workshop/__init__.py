"""A workshop: where the views of one firm differ, and whether it matters.

`reveal` is the whole arithmetic after the room has answered; `gathering` is all that may be known before. Nothing here
stores or draws anything.
"""

from __future__ import annotations

from advisor.workshop.book import WorkshopBook, load_workshop_book
from advisor.workshop.gathering import Gathering, Joined, gathering
from advisor.workshop.people import Person
from advisor.workshop.proposed import Proposed, proposed_fields, proposed_questions
from advisor.workshop.result import Agreed, Settled, agreed_answers, summary
from advisor.workshop.reveal import content_key, reveal
from advisor.workshop.sheet import Sheet, question_sheet
from advisor.workshop.view import Judged, Reveal

__all__ = [
    "Agreed",
    "Gathering",
    "Joined",
    "Judged",
    "Person",
    "Proposed",
    "Reveal",
    "Settled",
    "Sheet",
    "WorkshopBook",
    "agreed_answers",
    "content_key",
    "gathering",
    "load_workshop_book",
    "proposed_fields",
    "proposed_questions",
    "question_sheet",
    "reveal",
    "summary",
]
