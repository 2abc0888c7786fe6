"""JSON Schemas of everything that is read or written, generated from the models: answers, advice and each data file."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from advisor.advice import Advice
from advisor.catalogue.overlay_schema import overlay_schema
from advisor.catalogue.vendor import Catalogue
from advisor.demo.tasks import TaskBook
from advisor.history.book import HistoryBook
from advisor.history.imported import Imported
from advisor.knowledge import CapabilityBook
from advisor.outcome.book import OutcomeBook
from advisor.questionnaire.answers import Answers
from advisor.questionnaire.own_words import PhraseBook
from advisor.questionnaire.pains import Pain
from advisor.questionnaire.question import Questionnaire
from advisor.questionnaire.trades import Trade
from advisor.scoring.options import OptionBook
from advisor.scoring.rules import RuleBook
from advisor.sources import Source
from advisor.stack.figures import CostBook, StackBook
from advisor.stack.things import BlueprintBook
from advisor.workshop.book import WorkshopBook

_MODELS: dict[str, Any] = {
    "answers": Answers,
    "advice": Advice,
    "blueprint": BlueprintBook,
    "capabilities": CapabilityBook,
    "costs": CostBook,
    "demo_tasks": TaskBook,
    "history": HistoryBook,
    "import": Imported,
    "options": OptionBook,
    "outcome": OutcomeBook,
    "phrases": PhraseBook,
    "questions": Questionnaire,
    "rules": RuleBook,
    "stacks": StackBook,
    "vendors": Catalogue,
    "workshop": WorkshopBook,
}
_LISTS: dict[str, Any] = {"pains": Pain, "sources": Source, "trades": Trade}

NAMES = tuple(sorted({*_MODELS, *_LISTS, "overlay"}))


def schema(name: str) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of *name*, one of `NAMES`; raises KeyError for another name."""
    if name in _LISTS:
        item = TypeAdapter(_LISTS[name]).json_schema(by_alias=True)
        definitions = item.pop("$defs", {})
        items = {"type": "array", "items": item}
        body: dict[str, Any] = {
            "type": "object",
            "properties": {name: items},
            "required": [name],
            "additionalProperties": False,
            "$defs": definitions,
        }
    elif name == "overlay":
        body = overlay_schema()
    else:
        # What we write is described as it comes out, what we read as it goes in.
        mode: Any = "serialization" if name in ("advice", "import") else "validation"
        body = _MODELS[name].model_json_schema(by_alias=True, mode=mode)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{name}.json", **body}


def schema_text(name: str) -> str:
    """The schema as it stands in `data/schema/`: sorted, indented, one line feed at the end."""
    return json.dumps(schema(name), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
