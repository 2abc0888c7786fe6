"""The words of a reveal: plain sentences about who said what, and what it does to the advice."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from advisor.knowledge import Knowledge
from advisor.questionnaire.agreed import Role
from advisor.questionnaire.answers import UNKNOWN, Range
from advisor.questionnaire.question import Question
from advisor.scoring.sureness import CertaintyWord
from advisor.wording import SEVERITIES, answer_words, leads, tries_of, within
from advisor.workshop.book import WorkshopBook
from advisor.workshop.people import SPLIT

LISTED = 3
"""Different answers that a sentence lists; of more it tells the ends."""

SURE = {"clear": "clear", "lean": "a lean", "toss_up": "close to a toss-up"}


def listed(words: Sequence[str]) -> str:
    """Words in a row: "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def capital(text: str) -> str:
    """*text* as the start of a sentence."""
    return text[:1].upper() + text[1:]


def roles_words(roles: Mapping[Role, int], book: WorkshopBook) -> str:
    """Who, by role: "owner and 3 people in the field"."""
    said = [
        book.by_role[role].label.lower() if count == 1 else f"{count} {book.by_role[role].several}"
        for role, count in roles.items()
    ]
    return listed(said)


def people_words(count: int) -> str:
    """A number of people."""
    return "one person" if count == 1 else f"{count} people"


def said(question: Question, value: Any, k: Knowledge) -> str:
    """An answer as people say it, with its unit."""
    if question.kind == "pains" and isinstance(value, Mapping):
        return _pains(value, k)
    if isinstance(value, Range) and question.kind in ("severity", "scale"):
        ends = [said(question, end, k) for end in (value.low, value.high) if end is not None]
        text = " to ".join(ends) if len(ends) == 2 else f"{ends[0]} or {'more' if value.high is None else 'less'}"
    elif isinstance(value, Range) or value is None or value == UNKNOWN:
        text = answer_words(question, value)
    elif question.kind in ("severity", "scale") and not float(value).is_integer():
        ends = [_step(question, end) for end in (math.floor(value), math.ceil(value))]
        return f"between {ends[0]} and {ends[1]}"
    else:
        text = _step(question, value) if question.kind in ("severity", "scale") else answer_words(question, value)
        text = f"“{text}”" if question.kind in ("choice", "yes_no") else text
    if value is None or value == UNKNOWN:
        return text
    unit = "a month" if question.kind == "money" else question.unit if question.kind == "count" else None
    if question.field == SPLIT:
        unit = "projects"
    # The short name says it already: "jobs a day".
    return text if unit is None or unit == question.short.lower() else f"{text} {unit}"


def _step(question: Question, value: float) -> str:
    """A step of a scale: the label of a choice in quotes, or a severity."""
    if question.kind == "severity":
        return SEVERITIES[round(value)]
    return f"“{answer_words(question, value)}”"


def _pains(pains: Mapping[str, Any], k: Knowledge) -> str:
    worst = sorted(pains, key=lambda name: (-_severity(pains[name]), list(k.pains).index(name)))
    named = [f"{within(k.pains[name].label)} ({_how(pains[name])})" for name in worst[:LISTED]]
    more = len(worst) - LISTED
    if not named:
        return "nothing in particular"
    return f"{', '.join(named)} and {more} more" if more > 0 else listed(named)


def _severity(how: Any) -> float:
    return float(how) if isinstance(how, (int, float)) else 0.0


def _how(how: Any) -> str:
    return SEVERITIES[round(how)] if isinstance(how, (int, float)) else "not known how badly"


# ---- one question ---------------------------------------------------------------------------------------------------


def at_words(question: Question, words: str) -> str:
    """An answer as a condition: "at 30 % projects", "with “no”"."""
    return f"{'at' if question.kind in ('share', 'count', 'money', 'duration') else 'with'} {words}"


def views_words(question: Question, given: Sequence[tuple[str, Mapping[Role, int]]], book: WorkshopBook) -> str:
    """Who said what, without the full stop.

    Args:
        given: the different answers in words with who gave them, from one end of the scale to the other.
    """
    short = question.short
    if len(given) == 2 and all(sum(roles.values()) == 1 for _, roles in given):
        (high, one), (low, other) = given[1], given[0]
        if one != other:
            who = f"{capital(roles_words(one, book))} and {roles_words(other, book)}"
            return f"{who} see {within(short)} apart ({high} against {low})"
    if question.kind == "pains":
        return f"{short}: {len(given)} different lists from {people_words(sum(sum(r.values()) for _, r in given))}"
    if len(given) <= LISTED:
        return f"{short}: {'; '.join(f'{words} ({roles_words(roles, book)})' for words, roles in given)}"
    if _has_ends(question):
        (low, one), (high, other) = given[0], given[-1]
        return f"{short}: from {low} ({roles_words(one, book)}) to {high} ({roles_words(other, book)})"
    return f"{short}: {len(given)} different answers"


def _has_ends(question: Question) -> bool:
    return question.kind not in ("choice", "yes_no", "pains")


def decides_words(question: Question, turns: Sequence[tuple[str, Sequence[str], Mapping[Role, int]]], now: str,
                  book: WorkshopBook) -> str:  # fmt: skip
    """What the answers that change the software do.

    Args:
        turns: name of the option that comes first, the answers that give it in words, nearest to the pooled one first,
            and who gave them.
        now: name of what the pooled answers give.
    """
    parts = []
    for name, answers, roles in turns:
        if question.kind == "pains":
            at = f"with what {roles_words(roles, book)} said"
        elif len(answers) <= 2:
            at = " and ".join(at_words(question, words) for words in answers)
        else:
            at = f"with {len(answers)} of the answers, such as {answers[0]}"
        parts.append(f"{at}, {leads(within(name))} would come first")
    return f"and it decides: {'; '.join(parts)}, instead of {within(now)}"


def how_sure_words(
    question: Question, certain: Sequence[tuple[CertaintyWord, Sequence[str]]], now: CertaintyWord
) -> str:
    """What settling a question does to how sure the advice is.

    Args:
        certain: how sure it would be, with the answers in words that would make it so.
    """
    parts = []
    for word, answers in certain:
        several = f"with {len(answers)} of the answers, such as {answers[0]},"
        at = at_words(question, answers[0]) if len(answers) == 1 else several
        parts.append(f"{at} it would be {SURE[word]}")
    return f"and it changes how sure the advice is ({SURE[now]}): {'; '.join(parts)}"


def tie_words(tie: Sequence[str]) -> str:
    """The answers that came out even."""
    return f"It came out even between {listed(tie)}, so it counts as open until you settle it."


def unknown_words(unknown: Mapping[Role, int], book: WorkshopBook) -> str:
    """Who did not know."""
    return f"{capital(roles_words(unknown, book))} did not know."


def few_words(question: Question, told: Sequence[tuple[str, Mapping[Role, int]]], book: WorkshopBook) -> str:
    """A question that fewer than two people told."""
    if not told:
        return f"{question.short}: nobody told."
    words, roles = told[0]
    return f"{question.short}: told by one person only ({roles_words(roles, book)}), {words}."


# ---- the whole reveal -----------------------------------------------------------------------------------------------


def pooled_sentence(name: str, certainty: CertaintyWord, share: float) -> str:
    """What all answers together give."""
    return (
        f"All answers together put {leads(within(name))} first. That is {SURE[certainty]}: "
        f"it came first in {tries_of(share)} over everything that was said."
    )


def own_sentence(counts: Sequence[tuple[str, int]], people: int) -> str:
    """What each person's own answers give.

    Args:
        counts: name of each option that comes first for somebody, with how many people, most first.
    """
    if people == 1:
        return f"One person has answered; those answers put {leads(within(counts[0][0]))} first."
    if len(counts) == 1:
        return f"Each of the {people} people, going by their own answers alone, gets the same: {within(counts[0][0])}."
    (name, most), rest = counts[0], counts[1:]
    first = f"{most} of {people} people {'gets' if most == 1 else 'get'} {within(name)}"
    more = [f"{count} {'gets' if count == 1 else 'get'} {within(name)}" for name, count in rest]
    return f"Going by their own answers alone, {'; '.join([first, *more])}."


def role_sentence(role: Role, people: int, name: str, *, same: bool, book: WorkshopBook) -> str:
    """What the answers of one role give."""
    entry = book.by_role[role]
    as_all = "as all answers together do" if same else "unlike all answers together"
    first = f"puts {leads(within(name))} first, {as_all}"
    if people == 1:
        return f"{entry.label}: one person, so this is what that person said. It {first}."
    return f"{entry.label}: {people} people. What they said {first}."


def pair_sentence(parts: Sequence[tuple[Question, str]], name: str, now: str) -> str:
    """Two answers that together change the software.

    Args:
        parts: each question and the answer to it, in words.
    """
    both = " and ".join(f"{within(question.short)} {at_words(question, words)}" for question, words in parts)
    return (
        f"No single answer changes the software. Two together would: {both}. Then {leads(within(name))} would come "
        f"first instead of {within(now)}."
    )


def deciding_sentence(shorts: Sequence[str], *, disputed: int) -> str:
    """How many disagreements decide.

    Args:
        shorts: the short names of the questions that decide by themselves.
        disputed: how many questions got different answers.
    """
    names = listed([within(short) for short in shorts])
    if not disputed:
        return "You gave the same answers to everything that two of you told."
    if len(shorts) == 1:
        of = "The one disagreement" if disputed == 1 else f"Of {disputed} disagreements one"
        return f"{of} changes the software by itself: {names}. Talk about it first."
    if shorts:
        of = "Both disagreements" if disputed == len(shorts) == 2 else f"{len(shorts)} of {disputed} disagreements"
        return f"{of} change the software by themselves: {names}. Talk about them first."
    if disputed == 1:
        return "The one disagreement does not change the software."
    return f"None of {disputed} disagreements changes the software by itself."


def nothing_changes() -> str:
    """No two answers together change anything either."""
    return "No two of the answers given change it together either."


def alone_sentence(roles: Sequence[Role], book: WorkshopBook) -> str:
    """Roles of one person, so that what they said can be told."""
    names = capital(listed([book.by_role[role].label.lower() for role in roles]))
    if len(roles) == 1:
        return f"{names} is one person, so the others can tell what that person said."
    return f"{names} are one person each, so the others can tell what they said."
