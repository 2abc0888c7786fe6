"""Which clauses say outright that something goes well ("we never lose leads", "con los pagos no hay problema").

Rules, each for a turn of phrase that leaves no doubt. What they cannot tell is weighed by the model.
"""

from __future__ import annotations

from collections.abc import Sequence

from advisor.questionnaire.own_words.lexicon import Heard
from advisor.questionnaire.own_words.terms import Spans

REACH = 5
"""How many words after "never" or "don't" a trouble may stand to be turned round."""
REACH_OF_NONE = 3
"""The same for "no": "no real problem", but not "no signed contract … late"."""
ALONE = 3
"""Words up to which a clause counts as standing alone: ", not anymore"."""
BEFORE_GOOD = 3
"""How many words before a good word "not" may stand: "is not really fine"."""


def fine_clauses(sentence: Sequence[Heard]) -> tuple[bool, ...]:
    """For each clause of *sentence*, True where it says that nothing is wrong.

    A clause that shows no sign of trouble follows the fine clause beside it ("phones are covered, my wife answers"),
    unless a word like "but" stands between them. "Not anymore" makes the clause before it fine as well.
    """
    over = [_is_over(clause) for clause in sentence]
    fine = [over[n] or _is_fine(clause) for n, clause in enumerate(sentence)]
    quiet = [not _has_sign(clause.rules) for clause in sentence]
    for n in range(1, len(sentence)):
        here = sentence[n]
        if over[n] and len(here.words) <= ALONE:
            fine[n - 1] = True
        if fine[n - 1] and not fine[n] and not here.turns and (quiet[n] or _carries(here)):
            fine[n] = True
    for n in range(len(sentence) - 2, -1, -1):
        if fine[n + 1] and not fine[n] and not sentence[n + 1].turns and quiet[n]:
            fine[n] = True
    return tuple(fine)


def _places(rules: Spans, *groups: str) -> set[int]:
    return {place for group in groups for place, _ in rules.get(group, ())}


def _is_over(clause: Heard) -> bool:
    rules = clause.rules
    over = "over" in rules or (len(clause.words) <= ALONE and "over_alone" in rules)
    return over and "still" not in rules


def _is_fine(clause: Heard) -> bool:
    rules = clause.rules
    if "wish" in rules:
        return False
    return _turned(rules) or _good(rules) or "not_ours" in rules


def _turned(rules: Spans) -> bool:
    """True where a trouble is denied: "never lose", "don't have any trouble", "no problem"."""
    troubles, unless = _places(rules, "trouble"), _places(rules, "unless")
    for group, reach in (("not_", REACH), ("none_of", REACH_OF_NONE)):
        for place, size in rules.get(group, ()):
            for here in range(place + size, place + size + reach):
                if here in unless:
                    break
                if here in troubles:
                    return True
    return False


def _good(rules: Spans) -> bool:
    """True where a good word stands that nothing before it turns round, in a clause without another trouble."""
    turning = _places(rules, "not_", "none_of", "unless")
    troubles = _places(rules, "trouble")
    for place, size in rules.get("good", ()):
        if any(not place <= trouble < place + size for trouble in troubles):
            continue
        if not any(place - BEFORE_GOOD <= turn < place for turn in turning):
            return True
    return False


def _has_sign(rules: Spans) -> bool:
    return any(group in rules for group in ("signs", "trouble", "not_", "none_of"))


def _carries(clause: Heard) -> bool:
    """True for "or miss calls" after "we never lose leads": the denial goes on."""
    return clause.joint in ("or", "nor", "ni", "o") and any(place < REACH for place in _places(clause.rules, "trouble"))
