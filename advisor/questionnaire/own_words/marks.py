"""What the words of a passage mark: its meanings, its tone, and what is turned round by a "not"."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.questionnaire.own_words.lexicon import Heard
from advisor.questionnaire.own_words.terms import Spans

REACH = 5
"""How many words after "nobody" or "never" are turned round, within the clause."""
LONG = 7
"""Lengths are told apart in steps of three words up to this step."""
OURSELVES = frozenset(["i", "we", "my", "our", "us", "me", "mi", "mis", "nos", "nuestro", "nuestra", "yo"])

NOWHERE = -1
Marks = dict[str, int]
"""Mark → place of the word that makes it first; `NOWHERE` for a mark of the whole passage."""


def turned(tones: Spans, words: int) -> frozenset[int]:
    """Places of the words that a "not" before them turns round."""
    scope: set[int] = set()
    nots: set[int] = set()
    for place, size in tones.get("negates", ()):
        nots.add(place)
        scope.update(range(place + size, min(place + size + REACH, words)))
    return frozenset(scope - nots)


def marks_of(passage: Sequence[Heard], fine: Sequence[bool], asked: bool) -> Marks:
    """The marks of the clauses of *passage*; *fine*: what the rules say of each; *asked*: it ends in a question mark.

    A family or tone is marked apart where it is turned round: "nobody answers" tells the opposite of "she answers".
    """
    found: Marks = {}
    counts: dict[str, int] = {}
    first = 0
    nots = 0
    for clause in passage:
        scope = turned(clause.tones, len(clause.words))
        for name, spans in clause.families.items():
            for place, size in spans:
                sign = "~" if any(here in scope for here in range(place, place + size)) else ""
                found.setdefault(sign + name, first + place)
        for name, spans in clause.tones.items():
            if name == "negates":
                nots += len(spans)
                continue
            for place, _ in spans:
                mark = f"{'N' if place in scope else 'P'} {name}"
                found.setdefault(mark, first + place)
                counts[mark] = counts.get(mark, 0) + 1
        for name, spans in clause.rules.items():
            found.setdefault(f"R {name}", first + spans[0][0])
        first += len(clause.words)
    words = [word.plain for clause in passage for word in clause.words]
    whole = [f"{mark} 2" for mark, count in counts.items() if count > 1]
    whole += [f"length {min(len(words) // 3, LONG)}", *(f"nots {n}" for n in (1, 2) if nots >= n)]
    if words and words[0] in OURSELVES:
        whole.append(f"begins {words[0]}")
    if not OURSELVES.isdisjoint(words):
        whole.append("ourselves")
    if any(word.isdigit() for word in words):
        whole.append("a number")
    if asked:
        whole.append("asked")
    if any(fine):
        whole.append("all fine" if all(fine) else "some fine")
    return found | dict.fromkeys(whole, NOWHERE)
