"""The contractors of golden.yaml get the software that the rules give them, and the reasons for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from advisor import advise, load_knowledge
from advisor.advice import Advice
from advisor.files import parse, read_text
from advisor.questionnaire.answers import answers_from

CASES: list[dict[str, Any]] = parse(
    read_text(Path(__file__).with_name("golden.yaml")), name="golden.yaml", trusted=True
)["cases"]

KEYS = {
    "category", "platforms", "or_first", "must_not", "certainty", "keeps", "must_say", "line", "readiness",
    "shortlist_holds",
}  # fmt: skip


def _all_words(advice: Advice) -> str:
    """What the advice states as fact, in one text: the verdict, what to do, and the findings that stand."""
    parts = [advice.verdict, advice.verdict_detail, *advice.how_to]
    for finding in advice.findings:
        if finding.established:
            parts += [finding.title, finding.because, finding.says or ""]
    return " ".join(parts).lower()


def _faults(advice: Advice, expect: dict[str, Any]) -> list[str]:
    """What the advice does otherwise than expected, one sentence each."""
    first = {advice.category, advice.option}
    other = bool(first & set(expect.get("or_first", ())))
    faults = []
    if advice.category != expect["category"] and not other:
        faults.append(f"{advice.option} comes first, not {expect['category']}")
    if "platforms" in expect and not other and set(advice.platforms) != set(expect["platforms"]):
        faults.append(f"the platforms are {advice.platforms}, not {expect['platforms']}")
    if banned := first & set(expect.get("must_not", ())):
        faults.append(f"{banned} may not come first")
    if "certainty" in expect and advice.certainty not in expect["certainty"]:
        faults.append(f"it is called {advice.certainty}, not {' or '.join(expect['certainty'])}")
    if missing := set(expect.get("keeps", ())) - set(advice.keeps):
        faults.append(f"{missing} should stay")
    words = _all_words(advice)
    for wanted in expect.get("must_say", ()):
        unsaid = [word for word in wanted if not any(way in words for way in word.lower().split("|"))]
        if unsaid:
            faults.append(f"it does not say {unsaid} (of {wanted})")
    if "line" in expect:
        least, most = expect["line"]
        if not least <= advice.hybrid_line[1] <= most:
            faults.append(f"the line ends at {advice.hybrid_line[1]}, not within {least} to {most}")
    if "readiness" in expect and advice.readiness.verdict != expect["readiness"]:
        faults.append(f"readiness is {advice.readiness.verdict}, not {expect['readiness']}")
    shown = {vendor for stack in advice.stacks for vendor in stack.vendors}
    if missing := set(expect.get("shortlist_holds", ())) - shown:
        faults.append(f"{missing} should be on the shortlist, which holds {sorted(shown)}")
    return faults


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_contractor_gets_what_the_rules_give(case: dict[str, Any]) -> None:
    advice = advise(answers_from(case["answers"]))
    faults = _faults(advice, case["expect"])
    shares = ", ".join(f"{option} {share:.0%}" for option, share in advice.acceptability.items() if share >= 0.01)
    assert not faults, f"{case['id']} ({', '.join(case['rules'])}): {'; '.join(faults)}. First places: {shares}."


def test_every_case_is_named_once_and_argues_from_known_rules() -> None:
    known = {rule.key for rule in load_knowledge().rule_book.rules}
    names = [case["id"] for case in CASES]
    assert len(names) == len(set(names))
    assert [case["id"] for case in CASES if not set(case["rules"]) <= known] == []
    assert [case["id"] for case in CASES if set(case["expect"]) - KEYS] == []


def test_every_pair_has_at_least_two_sides() -> None:
    pairs: dict[str, int] = {}
    for case in CASES:
        if "pair" in case:
            pairs[case["pair"]] = pairs.get(case["pair"], 0) + 1
    assert {name: count for name, count in pairs.items() if count < 2} == {}


def test_a_case_that_gets_another_software_is_noticed() -> None:
    case = next(c for c in CASES if c["id"] == "plumber-forty-calls-a-day")
    advice = advise(answers_from(case["answers"]))
    assert _faults(advice, {"category": "pm", "must_not": ["fsm"], "must_say": [["no such words"]]}) == [
        "fsm comes first, not pm",
        "{'fsm'} may not come first",
        "it does not say ['no such words'] (of ['no such words'])",
    ]
