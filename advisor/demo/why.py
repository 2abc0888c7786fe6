"""Why a task is on this contractor's list, in one sentence: the unknown fact, the pain, the mark of the work.

Names of vendors and labels are plain text; whoever prints them escapes them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from advisor.demo.own_words import one_line
from advisor.demo.reasons import circumstances, habits, pain_clause, pains_linked, pains_met, reasons
from advisor.demo.shortlist import Known, open_fact
from advisor.demo.situation import Reference, Situation
from advisor.demo.tasks import DemoTask
from advisor.questionnaire.answers import UNKNOWN
from advisor.stack.stack import Stack
from advisor.stack.words import short_name

NAMED = 3
"""So many vendors are named in a sentence where there are more; the rest are counted."""

NAMED_PAIRS = 2
"""So many pairs are named; more are counted."""

OFTEN = 2
"""So many times a reason is given before the next best one is preferred: a list of one reason says little."""

_COUNTED = frozenset(
    {"dispatch_board", "project_scheduling", "technician_mobile", "price_book", "accounting_sync", "customer_portal"}
)
"""Capabilities whose label needs "a" in a sentence."""

_OF_SIDE = {
    "customer": "you would win and keep customers with this",
    "project": "your projects would run on this",
    "job": "your jobs would run on this",
    "both_sides": "one platform would carry both kinds of your work",
    "joining": "two systems stay joined only while somebody looks after the link",
    "mobile": "the field meets the software on a phone",
    "onboarding": "training and change decide whether a good choice survives",
    "commercial": "only what is written down before you sign holds afterwards",
    "exit_security": "your data has to stay safe and yours",
    "references": "a customer like you knows what no demo shows",
}
_OF_TASK = {
    "working-without-signal": "what the field enters has to survive a place without signal",
    "our-own-data-imported-now": "your own records show best what moving them will take",
    "three-years-of-cost-on-paper": "our cost range rests on public figures, and a written quote replaces it",
    "contract-term-and-notice": "the term of the contract decides what a wrong choice would cost you",
    "full-export-of-our-data": "what you put in has to come out again on the day you leave",
}
_OF_JOIN = {
    "J1": "one clock has to feed both platforms",
    "J2": "accounting is the record of revenue and cost for both platforms",
    "J3": "a customer of one platform must not be typed again on the other",
}
_SHARED = {"J1": "hours", "J3": "customers"}
_ABOUT_ONE_THING = ("customer", "project", "job", "both_sides", "joining", "mobile")
"""Sides whose tasks are told by what they show; the others are told by what they are for."""


class Grounds(NamedTuple):
    """Everything a reason is chosen from."""

    situation: Situation
    reference: Reference
    needs: Mapping[str, float]
    known: Mapping[str, Known]
    """How the shortlist stands on each capability."""
    used: Counter[str]
    """How often each reason was given so far; grows with each sentence."""


def why(task: DemoTask, g: Grounds, *, main: str | None, vendors: tuple[str, ...], minor: bool) -> str:
    """One sentence on why this task is here.

    Args:
        main: the capability that weighs most in the task; None where it has none.
        vendors: ids of the vendors that the task is meant for.
        minor: True for the task on the smaller side inside a single platform (D2).
    """
    s = g.situation
    if minor:
        kind = "jobs" if task.side == "job" else "projects"
        inside = names_of(vendors, s, last="or") or "one platform"
        return f"Your {kind} would be carried inside {inside}, where a workaround in the demo returns every week."
    if task.rule == "D1":
        return _sentence(_both_sides(task, g, vendors), _fresh(_pains(task, g), g))
    if task.rule:
        return _sentence(_join(task, s, vendors), _fresh(_pains(task, g), g))
    fact = open_fact(task.id, vendors, s)
    if fact is not None:
        clause = f"nobody documents {fact[0]} for {names_of(fact[1], s)}"
        return _sentence(clause, _fresh(_in_general(task, g), g))
    if main is None or task.side not in _ABOUT_ONE_THING:
        return _sentence(_OF_TASK.get(task.id, _OF_SIDE[task.side]), _fresh(_in_general(task, g), g))
    label = g.reference.capabilities[main].label
    clause = _fresh(reasons(task, main, s, g.reference, g.needs), g) or _OF_TASK.get(task.id, _OF_SIDE[task.side])
    shown = _shown(_named(main, label), g.known[main].among(vendors), s)
    return _sentence(shown, clause) if shown else f"{label}: {clause}."


def in_sentence(label: str) -> str:
    """A label in the middle of a sentence; names of languages and abbreviations keep their capital."""
    first = label.partition(" ")[0]
    if first == "Spanish" or first[1:2].isupper():
        return label
    return label[:1].lower() + label[1:]


def _called(name: str) -> str:
    """A product's name inside a sentence: a long one without its brackets, one from outside on one line."""
    return one_line(short_name(name))


def names_of(vendors: Iterable[str], s: Situation, last: str = "and") -> str:
    """Vendors by name, in alphabetical order: "A, B and C", "A, B, C and 2 others"; *last* joins the last one."""
    names = sorted(_called(s.names[vendor]) for vendor in vendors)
    if len(names) > NAMED + 1:
        rest = len(names) - NAMED
        names = [*names[:NAMED], f"{rest} others"]
    return _listed(names, last)


def _listed(words: list[str], last: str = "and") -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def _sentence(lead: str, clause: str | None) -> str:
    text = f"{lead}, and {clause}" if clause else lead
    return f"{text[:1].upper()}{text[1:]}."


def _named(capability: str, label: str) -> str:
    inside = in_sentence(label)
    if capability not in _COUNTED:
        return inside
    return f"{'an' if inside[:1] in 'aeiou' else 'a'} {inside}"


def _fresh(clauses: Iterable[str], g: Grounds) -> str | None:
    """The first clause that was not given often yet, else the first; it is counted."""
    found = list(dict.fromkeys(clauses))
    if not found:
        return None
    best = next((clause for clause in found if g.used[clause] < OFTEN), found[0])
    g.used[best] += 1
    return best


def _pains(task: DemoTask, g: Grounds) -> Iterator[str]:
    for _, pain in pains_met(task, g.situation, g.reference):
        yield pain_clause(pain, g.situation, g.reference)


def _in_general(task: DemoTask, g: Grounds) -> Iterator[str]:
    for pain in pains_linked(task, g.situation):
        yield pain_clause(pain, g.situation, g.reference)
    yield from habits(task, g.situation, "said")
    yield from circumstances(task, g.situation)
    yield from habits(task, g.situation, "usual")


def _both_sides(task: DemoTask, g: Grounds, vendors: tuple[str, ...]) -> str:
    who = names_of(vendors, g.situation, last="or")
    if len(task.capabilities) > 3 and g.situation.first.category == "two_platform" and vendors:
        looks = "looks" if len(vendors) == 1 else "look"
        return f"{names_of(vendors, g.situation)} {looks} able to carry both, so see a whole project and a whole job"
    if len(task.capabilities) > 3:
        return f"{who or 'one platform'} would have to carry projects and jobs alike, so see a whole one of each"
    labels = [_named(c, g.reference.capabilities[c].label) for c in task.capabilities]
    return f"projects and jobs would share {_listed(labels)} on {who or 'one platform'}"


def _join(task: DemoTask, s: Situation, vendors: tuple[str, ...]) -> str:
    lead = _OF_JOIN[task.rule]
    if task.rule == "J2":
        fact = open_fact(task.id, vendors, s)
        return f"{lead}, yet nobody documents {fact[0]} for {names_of(fact[1], s)}" if fact else lead
    # Nothing can be known of a tool of today that is not in the catalogue, so nobody is blamed for it.
    pairs = sorted({" and ".join(map(_called, stack.names)) for stack in s.stacks if _is_open(stack, task.rule, s)})
    if not pairs:
        return lead
    who = " or ".join(pairs) if len(pairs) <= NAMED_PAIRS else f"{len(pairs)} of the pairs"
    return f"{lead}, yet nobody documents how {who} share {_SHARED[task.rule]}"


def _is_open(stack: Stack, rule: str, s: Situation) -> bool:
    return s.vendors.keys() >= set(stack.vendors) and any(j.rule == rule and j.kind == UNKNOWN for j in stack.joins)


def _shown(label: str, known: Known, s: Situation) -> str | None:
    """What the shortlist leaves open or differs in, as a clause that names the capability."""
    if known.unknown:
        return f"nobody documents {label} for {names_of(known.unknown, s)}"
    if known.weak:
        return f"only a thin or a rival's page speaks of {label} at {names_of(known.weak, s)}"
    weaker, how = (known.none, "not at all") if known.none else (known.part, "only in part")
    if known.decides and known.full and weaker:
        has = "has" if len(known.full) == 1 else "have"
        return f"{names_of(known.full, s)} {has} {label} in full, {names_of(weaker, s)} {how}"
    return None
