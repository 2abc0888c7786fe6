"""Sentences of the advice: the same words on screen, in the report and on the command line."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from advisor.base import Interval
from advisor.questionnaire.answers import UNKNOWN, Duration, Range, Stream, Tool
from advisor.questionnaire.question import Question
from advisor.scoring.needs import Finding
from advisor.scoring.options import Contribution, Option
from advisor.scoring.work_mix import WorkMix

SIDE_WORDS = {"project": "project work", "job": "job work"}

KIND_NAMES = {
    "crm": "CRM",
    "pm": "project management (PM)",
    "fsm": "field service management (FSM)",
    "integrated": "integrated platform",
}

PLATFORM_PHRASES = {
    "crm": "a CRM",
    "pm": "a project management platform (PM)",
    "fsm": "a field service platform (FSM)",
    "integrated": "one integrated platform",
}

BASIS_WORDS = {
    "revenue": "of revenue",
    "hours": "of labor hours",
    "count": "of the number of pieces",
    "volume": "of your work",
    "trade": "of your work",
}


def percent(share: float) -> str:
    """A share in whole percent."""
    return f"{round(share * 100):d} %"


def percent_range(interval: Interval) -> str:
    """A share as it is known: "38–46 %", or one figure where the ends round alike."""
    low, high = round(interval.low * 100), round(interval.high * 100)
    return f"{low} %" if low == high else f"{low}–{high} %"


def about(share: float) -> str:
    """A share as people say it."""
    if share <= 0.02:
        return "next to nothing"
    if share >= 0.98:
        return "nearly everything"
    tenths = round(share * 10)
    if tenths == 0:
        return "less than 1 in 10"
    if tenths == 10:
        return "more than 9 in 10"
    return f"about {tenths} in 10"


def dollars(amount: float) -> str:
    """An amount in US dollars, rounded to what is known (two figures)."""
    if amount <= 0:
        return "$0"
    digits = max(math.floor(math.log10(amount)) - 1, 0)
    return f"${round(amount / 10**digits) * 10**digits:,.0f}"


def verdict(option: Option, keeps: tuple[str, ...], mix: WorkMix) -> str:
    """The verdict in one sentence."""
    kept = [k for k in keeps if k in option.platforms]
    beside = [k for k in keeps if k not in option.platforms]
    if option.category == "two_platform" and kept and len(kept) < len(option.platforms):
        added = next(p for p in option.platforms if p not in kept)
        return f"Keep your {_names(kept)} and add {PLATFORM_PHRASES[added]}, joined to it."
    if option.category == "two_platform" and kept:
        return f"Keep both: your {_names(kept)} carry the two kinds of work, so join them well."
    if option.category == "two_platform":
        first, second = option.platforms
        return f"Run two platforms: {PLATFORM_PHRASES[first]} and {PLATFORM_PHRASES[second]}."
    if kept:
        return f"Stay with your {_names(kept)}: one platform of this kind fits your work."
    if beside:
        return f"Add {option.sentence.split(' (')[0]}, and keep your {_names(beside)}."
    return f"Run {option.sentence}."


def _names(kinds: Sequence[str]) -> str:
    short = {"crm": "CRM", "pm": "PM", "fsm": "FSM", "integrated": "platform"}
    return " and ".join(short.get(k, k) for k in kinds)


def verdict_detail(mix: WorkMix, line: tuple[float, float]) -> str:
    """Where the split lies against the hybrid line, in one sentence."""
    low, high = (percent(x) for x in line)
    band = f"{low[:-2]}–{high}" if low != high else high
    minor = mix.minor_share
    side = SIDE_WORDS[mix.minor_side]
    if mix.leading_basis == "trade":
        return (
            f"You have not said how your work splits. Going by what is usual for firms like yours, the smaller "
            f"side is {side}; the line at {band} decides, so tell us the split."
        )
    reached = [minor.mid >= edge - 1e-9 for edge in line]
    place = "past the line" if reached[1] else "inside the band" if reached[0] else "below the line"
    basis = BASIS_WORDS[mix.leading_basis]
    if minor.mid <= 0.02:
        major = SIDE_WORDS["job" if mix.minor_side == "project" else "project"]
        return f"Nearly all of your work is {major}, far from the line at {band}."
    return (
        f"{side.capitalize()} is your smaller side: {about(minor.mid)}, {percent_range(minor)} {basis}. "
        f"That is {place} at {band}, where two platforms usually start to win."
    )


def why_not(option: Option, first: Option, own: tuple[Contribution, ...], best: tuple[Contribution, ...]) -> str:
    """One sentence on what an option loses by against the first, and what speaks for it."""
    gaps = {c.criterion: (b.points - c.points, c, b) for c, b in zip(own, best, strict=True)}
    worst = max(gaps.values(), key=lambda g: g[0])
    gain = min(gaps.values(), key=lambda g: g[0])
    loses = {
        "project": "it carries your project work less well",
        "job": "it carries your job work less well",
        "short": "it carries short projects less well",
        "customer": "it does less for leads and customers",
        "joining": "it needs two systems to be joined and kept joined",
        "adoption": "it asks more of your team",
        "cost": "it costs more",
        "growth": "it leaves less room to grow",
    }
    wins = {
        "project": "it is stronger on projects",
        "job": "it is stronger on jobs",
        "short": "it is stronger on short projects",
        "customer": "it is stronger on leads and customers",
        "joining": "there is nothing to join",
        "adoption": "it is easier to adopt",
        "cost": "it is easier on the budget",
        "growth": "it leaves more room to grow",
    }
    text = f"Against {first.name}, {loses[worst[1].criterion]} ({worst[0]:.1f} points)"
    if gain[0] < -0.05:
        text += f", though {wins[gain[1].criterion]} ({-gain[0]:.1f} points)"
    return text + "."


SEVERITIES = ("none", "some", "strong", "severe")


def answer_words(question: Question, value: object) -> str:
    """An answer as people say it."""
    if value is None or value == UNKNOWN or value == ():
        return "not known"
    if isinstance(value, Duration):
        unit = value.unit[:-1] if value.value == 1 else value.unit
        return f"{answer_words(question, value.value)} {unit}" if value.value != UNKNOWN else "not known"
    if isinstance(value, Range):
        low = answer_words(question, value.low) if value.low is not None else ""
        high = answer_words(question, value.high) if value.high is not None else ""
        return f"{low} to {high}" if low and high else f"{low} or more" if low else f"up to {high}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return plain_words(value)
    for choice in question.choices:
        if choice.value == value:
            return choice.label
    if isinstance(value, (int, float)):
        if question.kind == "share":
            return percent(float(value))
        if question.kind == "money":
            return f"${value:,.0f}"
        if question.kind == "severity":
            return SEVERITIES[round(float(value))]
        return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return str(value)


def flip_sentence(question: Question, now: object, to: object, option: Option) -> str:
    """A change of one answer and the software it would give, in one sentence."""
    goal = leads(within(option.name))
    if question.field == "work.project_share" and isinstance(to, (int, float)):
        if isinstance(now, (int, float)):
            word = "rises to" if to > now else "falls to"
            return f"If project work {word} about {percent(float(to))}, {goal} comes first."
        return f"If project work turns out to be about {percent(float(to))}, {goal} comes first."
    known = now is not None and now != UNKNOWN
    changed = f"{question.short}: {_quoted(question, to)} instead of {_quoted(question, now)}"
    if known:
        return f"{changed}: {goal} comes first."
    said = _quoted(question, to)
    said = f"the answer is {said}" if said.startswith("“") else said
    return f"{question.short}: if {said}, {goal} comes first."


def _quoted(question: Question, value: object) -> str:
    """An answer inside a sentence: the label of a choice in quotes, anything else as it is."""
    said = answer_words(question, value)
    return f"“{said}”" if any(choice.value == value for choice in question.choices) else said


ROUNDING_UP = 0.02
"""A share of tries is rounded up by no more than this, so that nothing sounds surer than it is (judgement)."""


def tries_of(share: float) -> str:
    """A share of tries (0-1) as people say it: "about 8 in 10 tries", "more than 4 in 10 tries"."""
    if share >= 1:
        return "all tries"
    if share >= 0.98:
        return "nearly all tries"
    tenths = math.floor((share + ROUNDING_UP) * 10)
    if tenths == 0:
        return "less than 1 in 10 tries" if share > 0 else "no try"
    exact = share * 10 - tenths < 10 * ROUNDING_UP and tenths < 10
    if tenths == 5 and exact:
        return "about half of the tries"
    return f"{'about' if exact else 'more than'} {min(tenths, 9)} in 10 tries"


def leads(name: str) -> str:
    """The name of an option before its verb: a comma inside it asks for one behind it ("FSM and PM, joined,")."""
    return f"{name}," if "," in name else name


def within(name: str) -> str:
    """The name of an option inside a sentence: "one integrated platform", but "FSM and PM, joined"."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def certainty_sentence(word: str, acceptability: Mapping[str, float], option: Option) -> str:
    """How sure, in plain words."""
    tries = tries_of(acceptability[option.id])
    count = (
        f"{leads(option.name)} came first in {tries}, each with your open answers and what matters to you "
        "a little different"
    )
    lead = {
        "clear": "This is clear.",
        "lean": "This is a lean, not a certainty.",
        "toss_up": "This is close to a toss-up.",
    }[word]
    return f"{lead} {count}."


def says(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """What the established findings say to do, each sentence once."""
    return tuple(dict.fromkeys(f.says for f in findings if f.says and f.established))


def plain_words(value: object) -> str:
    """An answer that no question asks, as people say it."""
    if value is None or value == UNKNOWN or value == ():
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
    if isinstance(value, Range):
        low, high = (plain_words(end) if end is not None else "" for end in (value.low, value.high))
        return f"{low} to {high}" if low and high else f"{low} or more" if low else f"up to {high}"
    if isinstance(value, Tool):
        return _names([value.kind]) + (f" (works {value.works})" if value.works not in (None, UNKNOWN) else "")
    if isinstance(value, tuple):
        return ", ".join(plain_words(one) for one in value)
    if isinstance(value, Stream):
        return value.name or "a kind of work"
    return str(value).replace("_", " ") if isinstance(value, str) else "as listed"
