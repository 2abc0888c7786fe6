"""The contractor's own kinds of work inside a task: "one of our kitchen remodels" instead of "one of our projects"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from advisor.questionnaire.answers import Answers, Stream
from advisor.questionnaire.trades import Trade
from advisor.scoring.missing import number
from advisor.scoring.work_mix import stream_degree

LONGEST = 60
"""Characters of a name that may stand inside a task."""

PLAIN = {"project_work": "projects", "job_work": "service calls"}

_PLACE = re.compile(r"\{(project_work|job_work)\}")
_UNIT = re.compile(r"(?:an?|one) ([a-z]+(?: [a-z]+){0,3}?)(?= of |,|$)")
_TIME = re.compile(r"\b(minute|hour|day|week|month|year)s?\b")


def fill(text: str, words: Mapping[str, str]) -> str:
    """*text* with its places `{project_work}` and `{job_work}` filled once; what is put in is never read again."""
    return _PLACE.sub(lambda place: words[place.group(1)], text)


def one_line(name: str) -> str:
    """A name from outside as it may stand in a sentence: one line of at most 60 characters, without braces."""
    text = " ".join("".join(" " if _is_control(c) else c for c in name if c not in "{}").split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _is_control(character: str) -> bool:
    # Controls can break lines or turn the direction of writing; the two joiners only shape letters.
    return unicodedata.category(character)[0] == "C" and character not in "\u200c\u200d"


def work_words(answers: Answers, trades: tuple[Trade, ...]) -> dict[str, str]:
    """How this contractor calls projects and jobs, in the plural.

    The largest listed kind of work of each shape gives its name; else the usual unit of the trade, where it reads as
    one thing ("a remodel of weeks to months"); else plain words.
    """
    words = dict(PLAIN)
    for place, pattern in (("project_work", "project"), ("job_work", "job")):
        named = _largest(answers.work.streams, pattern)
        # By id: the order in which trades were told says nothing.
        units = (_unit(t.usual_unit) for t in sorted(trades, key=lambda t: t.id) if t.pattern == pattern)
        words[place] = named or next((unit for unit in units if unit), PLAIN[place])
    return words


def _largest(streams: tuple[Stream, ...], pattern: str) -> str:
    fitting = [(-_amount(s), one_line(s.name)) for s in streams if _pattern(s) == pattern and one_line(s.name)]
    return min(fitting)[1] if fitting else ""


def _pattern(stream: Stream) -> str | None:
    degree = stream_degree(stream)
    return None if degree is None else "project" if degree[1] >= 0.5 else "job"


def _amount(stream: Stream) -> float:
    """Revenue a year as far as it is listed; what is open counts as one, so that it never decides."""
    pieces = number(stream.per_year, least=0, plausible=1, greatest=1e6).mid
    return pieces * number(stream.average_value_usd, least=0, plausible=1, greatest=1e11).mid


def _unit(usual_unit: str) -> str:
    found = _UNIT.match(usual_unit)
    return f"{found.group(1)}s" if found and not _TIME.search(found.group(1)) else ""
