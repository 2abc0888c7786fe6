"""What is said of stacks on screen, on paper and in Markdown: levels, links, proof marks, the blueprint, the cost."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.report.chart_words import money_words
from advisor.report.vendor_facts import OWN_FILE
from advisor.report.words import points
from advisor.stack.stack import BlueprintLine, CostLine, Join, Passage, Stack, StackCost

LEVELS = {"full": "in full", "partial": "in part", "none": "not covered", "unknown": "not known"}

JOIN_TITLES = {"J1": "Time, typed once", "J2": "Accounting", "J3": "One customer record"}

LINKS = {
    "native": "built in",
    "partner": "a partner's connector",
    "zapier": "a no-code connector",
    "file": "by file, by hand",
    "none": "no link",
    "unknown": "not known",
    "own_ledger": "keeps the books itself",
}
"""Kinds of link in a few words."""

ROLES = {"crm": "CRM", "pm": "PM", "fsm": "FSM", "integrated": "platform"}

MARKS = {
    "proven": "proven",
    "documented": "documented",
    "claimed": "claimed",
    "unknown": "not known",
    "not_covered": "not covered",
}
"""Proof marks of the two-sided test."""

DEMONSTRATIONS = {"project": "A real project", "job": "A real work order"}

ASK = "ask for it in the demo"

BLUEPRINT = (
    "Which system holds what, where it goes, and how it gets there. Shown: a page on the link speaks of this very "
    "thing. Not shown: there is a link, but no page says that this passes. Not known: no page shows a link. Have "
    "all that is not shown or not known proven in the demo."
)
"""What the words of the blueprint mean."""


def join_words(join: Join) -> str:
    """How a join is made, and what to do where nobody knows."""
    return f"{LINKS['unknown']}: {ASK}" if join.kind == "unknown" else LINKS.get(join.kind, join.kind)


def passage_words(passage: Passage) -> str:
    """How a thing gets across and how sure that is, in the words of `BLUEPRINT`: "built in, shown"."""
    if passage.kind in ("unknown", "none"):
        return LINKS[passage.kind]
    own = f" ({OWN_FILE})" if passage.own_file else ""
    return f"{LINKS[passage.kind]}, {'shown' if passage.named else 'not shown'}{own}"


def way_words(line: BlueprintLine, passage: Passage) -> str:
    """From where to where; the holder itself is not named again."""
    return f"to {passage.taker}" if passage.giver == line.holder else f"{passage.giver} to {passage.taker}"


def fit_words(stack: Stack) -> str:
    """The fit with its range: "75.3 of 100 points, 67.3 to 91.5 once the unknowns are known"."""
    return (
        f"{points(stack.value)} of 100 points, {points(stack.low)} to {points(stack.high)} once the unknowns are known"
    )


def cost_words(cost: StackCost) -> str:
    """Both sums in one line, and what of the first year leaves the firm."""
    words = f"First year {money_words(cost.first_year)}, three years {money_words(cost.three_years)}."
    if cost.paid_first_year is not None:
        words += f" To pay in the first year: {money_words(cost.paid_first_year)}; the rest is time of your own people."
    return words


KINDS_OF_COST = {
    "paid": "To pay",
    "hours": "Time of your own people",
    "lost": "Beside the sums",
}


def cost_groups(cost: StackCost) -> list[tuple[str, list[CostLine]]]:
    """The lines under what they are: money, own time, and what stands beside the sums."""

    def kind(line: CostLine) -> str:
        return line.kind if line.counted else "lost"

    found = ((title, [line for line in cost.lines if kind(line) == name]) for name, title in KINDS_OF_COST.items())
    return [(title, lines) for title, lines in found if lines]


def why_words(stack: Stack, shared: Sequence[str] = ()) -> str:
    """The first reason for a stack that does not hold for all of them."""
    return next((fit for fit in stack.fits if fit not in shared), stack.fits[0] if stack.fits else "")
