"""Numbers as people type them, and back: "35", "$1,200", "30 to 40", "about 5", "2.5k". Ranges stay ranges."""

from __future__ import annotations

import re

from advisor.errors import shown
from advisor.questionnaire.answers import UNKNOWN, Given, Range
from advisor.questionnaire.question import Question

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_NUMBER = re.compile(rf"\$?\s*(?P<digits>{_DIGITS})\s*(?P<times>k|m|thousand|million)?")
_TIMES = {None: 1.0, "k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6}
_ABOUT = re.compile(r"^(?:about|around|roughly|approx\.?|ca\.?|~|≈)\s*")
_LEAST = re.compile(r"^(?:at least|over|more than|from|>=?)\s*(.+)$|^(.+?)\s*(?:\+|or more|and more|and up)$")
_MOST = re.compile(r"^(?:at most|up to|under|less than|below|<=?)\s*(.+)$|^(.+?)\s*(?:or less|or fewer)$")
_BETWEEN = re.compile(r"^(?:between\s+)?(.+?)\s*(?:-|–|—|\bto\b|\band\b)\s*(.+)$")
_LONGEST = 60


class NotANumber(ValueError):  # noqa: N818 - the sentence is for people, the name for readers
    """Text that cannot be read as the number a question asks for; its text is one sentence for the visitor."""


def number_from(text: str, question: Question) -> Given:
    """The number or range in *text*, in the unit of the answers file (a share is 0-1); None for empty text.

    Raises:
        NotANumber: it is no number, or lies outside the limits of the question.
    """
    plain = " ".join(text.lower().split())
    if not plain:
        return None
    if len(plain) > _LONGEST:
        raise NotANumber(f"This is too long for a number. {_advice(question)}")
    plain = _ABOUT.sub("", plain).replace("%", "").replace(_unit_word(question), "").strip()
    if found := _LEAST.match(plain):
        return Range(low=_one(found.group(1) or found.group(2), text, question))
    if found := _MOST.match(plain):
        return Range(high=_one(found.group(1) or found.group(2), text, question))
    if found := _BETWEEN.match(plain):
        low, high = (_one(part, text, question) for part in found.groups())
        if low > high:
            raise NotANumber(f"{shown(text)} starts with the larger number. Type the smaller one first.")
        return low if low == high else Range(low=low, high=high)
    return _one(plain, text, question)


def text_from(given: Given, question: Question) -> str:
    """*given* as it stands in the box; `number_from` reads it back."""
    if given is None or given == UNKNOWN:
        return ""
    if isinstance(given, Range):
        low = _figure(given.low, question) if given.low is not None else ""
        high = _figure(given.high, question) if given.high is not None else ""
        return f"{low} to {high}" if low and high else f"{low} or more" if low else f"up to {high}"
    assert isinstance(given, (int, float))
    return _figure(given, question)


def unit_of(question: Question) -> str:
    """What stands behind the box: "people", "% of your work", "US dollars a month"."""
    return "%" if question.kind == "share" else question.unit or ""


def _one(part: str, text: str, question: Question) -> float:
    found = _NUMBER.fullmatch(part.strip())
    if not found:
        raise NotANumber(f"{shown(text)} is not a number that can be read here. {_advice(question)}")
    value = float(found["digits"].replace(",", "")) * _TIMES[found["times"]]
    scale = 100 if question.kind == "share" else 1
    least = (question.least if question.least is not None else 0) * scale
    most = (question.most if question.most is not None else 100_000) * scale
    if not least <= value <= most:
        raise NotANumber(f"{shown(text)} is outside {least:,.10g} to {most:,.12g}. {_advice(question)}")
    return value / scale


def _figure(value: float, question: Question) -> str:
    number = round(value * 100, 6) if question.kind == "share" else value
    return f"{number:,.6f}".rstrip("0").rstrip(".")


def _unit_word(question: Question) -> str:
    """The unit typed after the number does no harm."""
    return f" {question.unit}" if question.unit else "\0"


def _advice(question: Question) -> str:
    example = {"share": "40, or 30 to 50, in percent", "money": "900, or 500 to 1,200", "duration": "3, or 2 to 4"}
    return f"Type a number such as {example.get(question.kind, '12, or 10 to 15')}."
