"""The changed answers of a what-if, in words."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import Answers
from advisor.questionnaire.flow import value_at
from advisor.scoring.sureness import (
    ScenarioChange,
)
from advisor.sure import words
from advisor.sure.change import plain


def scenario_changes(
    answers: Answers, there: Answers, changes: Mapping[str, object], k: Knowledge
) -> tuple[ScenarioChange, ...]:
    """The changed answers of a scenario, in words."""
    asked = {q.field: q for q in k.questionnaire.questions}
    out = []
    for field in changes:
        now, to = _answer_at(answers, field), _answer_at(there, field)
        pain = field.removeprefix("pains.")
        if field == "company.trade":
            now, to = (
                tuple(k.trades[t].name_en for t in given) if isinstance(given, tuple) else given for given in (now, to)
            )
        question = asked.get(field)
        short = k.pains[pain].label if field != pain and pain in k.pains else ""
        short = short or (question.short if question is not None else words.field_words(field))
        out.append(
            ScenarioChange(
                **{"from": _listed(now)},
                question=field,
                short=short,
                to=_listed(to),
                words=words.change_words(question, field, now, to, short=short, severity=field != pain),
            )
        )
    return tuple(out)


def _answer_at(answers: Answers, field: str) -> object:
    if field.startswith("pains."):
        return (answers.pains or {}).get(field.removeprefix("pains."))
    return value_at(answers, field)


def _listed(value: object) -> object:
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    return plain(value)
