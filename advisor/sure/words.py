"""Sentences on how sure it is, what would change it, own weights and what-ifs: plain words, no statistics."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.questionnaire.answers import UNKNOWN
from advisor.questionnaire.question import Question
from advisor.wording import SEVERITIES, SIDE_WORDS, answer_words, leads, percent, plain_words, tries_of, within

MATTERS = {
    "project": "project control",
    "job": "job flow",
    "short": "selling and scheduling short projects",
    "customer": "customer follow-up",
    "joining": "having nothing to join",
    "adoption": "an easy start",
    "cost": "a low price",
    "growth": "room to grow",
}
"""What each criterion is about, as the subject of a sentence."""


def matters(criterion: str) -> str:
    """What a criterion is about, in a word or two."""
    return MATTERS.get(criterion, criterion.replace("_", " "))


def points_away(points: float) -> str:
    """A distance on the split in points of a hundred."""
    if points < 0.95:
        return "less than one point away"
    whole = round(points)
    return "one point away" if whole == 1 else f"{whole} points away"


def for_whom(more: str | None, less: str | None) -> str:
    """The firm for which an option is best, by the criteria that weigh more and less there than in the answers."""
    if more and less:
        return f"a firm for which {matters(more)} matters more, and {matters(less)} less, than your answers say"
    if more or less:
        word = "more" if more else "less"
        return f"a firm for which {matters(more or less or '')} matters {word} than your answers say"
    return "a firm that weighs things as your answers do"


def option_sureness(name: str, ranks: Sequence[float], whom: str | None, confidence: float | None) -> str:
    """What the tries say of one option, in plain words."""
    if not ranks[0]:
        return f"{leads(name)} came first in no try."
    if whom is None:
        return f"{leads(name)} hardly ever came first: in {tries_of(ranks[0])}."
    text = f"{leads(name)} came first in {tries_of(ranks[0])}"
    if len(ranks) > 1 and ranks[0] < 0.995:
        text += f" and was among the first two in {tries_of(ranks[0] + ranks[1])}"
    text += f". It is best for {whom}"
    if confidence is not None and confidence < 0.95:
        text += f", and even there it did so in {tries_of(confidence)}, not in all"
    return text + "."


def lead_sentence(first: str, second: str, wins: float) -> str:
    """The first option against the second."""
    return f"Side by side, {leads(within(first))} does better than {within(second)} in {tries_of(wins)}."


def share_flip_sentence(
    side: str, share: float, now: float, name: str, *, away: float, rising: bool, crosses: bool, told: bool
) -> str:
    """A point of the split at which other software comes first.

    Args:
        side: today's smaller side; *share* and *now* are the smaller side's shares there and today.
        away: distance in points of share (0-100).
        crosses: True where the other side is the smaller one there.
        told: True where the contractor has told the split; what is only usual is never said as today's figure.
    """
    if not told:
        work = SIDE_WORDS[side if not crosses else "job" if side == "project" else "project"]
        end = "less" if crosses or not rising else "more"
        return f"If {work} turns out to be {percent(share)} or {end}, {leads(within(name))} comes first."
    if crosses:
        other = SIDE_WORDS["job" if side == "project" else "project"]
        far = f"at {percent(share)} ({points_away(away)})"
        return f"If {other} became the smaller side, {far}, {leads(within(name))} comes first."
    direction = "rises to" if rising else "falls to"
    return (
        f"If {SIDE_WORDS[side]} {direction} {percent(share)} (today {percent(now)}, {points_away(away)}), "
        f"{leads(within(name))} comes first."
    )


def share_profile_sentence(nearest: str | None, first: str) -> str:
    """How near the split is to other software."""
    if nearest is None:
        return f"However your work splits, {leads(within(first))} stays first."
    return nearest


def weight_sentence(
    label: str, first: str, weight: float, low: float, high: float | None, below: str | None, above: str | None
) -> str:
    """How much one criterion may weigh."""
    if below is None and above is None:
        return f"{label}: however much this counts, {leads(within(first))} stays first."
    parts = []
    if below is not None:
        parts.append(f"below {low:.1f} ({percent(low / weight)} of that), {leads(within(below))} comes first")
    if above is not None and high is not None:
        more = f" ({high / weight:.1f} times that)" if weight >= 0.05 else " points"
        parts.append(f"above {high:.1f}{more}, {leads(within(above))} comes first")
    now = f"{weight:.1f} points" if weight >= 0.05 else "next to nothing"
    return f"{label} counts {now} today; {' and '.join(parts)}."


def pair_sentence(changes: Sequence[str], name: str) -> str:
    """Two answers that have to change together."""
    both = " and ".join(changes)
    return f"No single answer changes this. Two together would: {both}. Then {leads(within(name))} comes first."


def change_words(
    question: Question | None, field: str, now: object, to: object, *, short: str = "", severity: bool = False
) -> str:
    """A changed answer: "People: 60 instead of 35".

    Args:
        short: name of the answer; the one of its question when left out.
        severity: True for a pain, which no question of its own asks.
    """

    def words(value: object) -> str:
        if severity and isinstance(value, (int, float)):
            return SEVERITIES[round(float(value))]
        return plain_words(value) if question is None else answer_words(question, value)

    label = short or (question.short if question is not None else field_words(field))
    if now is None or now == UNKNOWN or now == ():
        return f"{label}: {words(to)}"
    if now == to:
        return f"{label}: {words(to)}, as today"
    return f"{label}: {words(to)} instead of {words(now)}"


FIELD_NAMES = {
    "company.field_staff": "People in the field",
    "company.office_staff": "People in the office",
    "company.revenue_usd_year": "Revenue a year",
    "company.project_managers": "Project managers",
    "company.dispatchers": "Dispatchers",
    "company.locations": "Locations",
    "work.basis": "What the split is measured by",
    "work.projects_at_once": "Projects at once",
    "work.average_value_usd": "Average value",
    "work.project_types": "Kinds of projects",
    "work.streams": "Kinds of work",
    "work.measured": "The split from your records",
    "sales.open_quotes": "Open quotes",
    "sales.customer_base": "Customers on file",
    "sales.sales_led": "Led by selling",
    "limits.must_have": "Must have",
    "limits.must_integrate": "Must connect to",
    "limits.exclude_vendors": "Vendors left out",
}
"""Names of the answers that no question of the form asks."""


def field_words(field: str) -> str:
    """An answer that no question asks, by its name."""
    return FIELD_NAMES.get(field) or field.rpartition(".")[2].replace("_", " ").capitalize()


def own_sentence(own: str, derived: str, share: float, shift: tuple[str, float, float] | None) -> str:
    """What the contractor's own weights change.

    Args:
        shift: the criterion that speaks most for the change, with its part of all weight in the answers' weights and
            in the own ones; None where nothing changes.
    """
    if shift is None:
        return f"With your own weights {leads(within(own))} still comes first, in {tries_of(share)}."
    criterion, before, after = shift
    return (
        f"With your own weights {leads(within(own))} comes first instead of {within(derived)}, in {tries_of(share)}; "
        f"most of it because {matters(criterion)} counts {after * 100:.0f} of 100 instead of {before * 100:.0f}."
    )


CERTAIN = {"clear": "clearly", "lean": "by a lean", "toss_up": "close to a toss-up"}


def scenario_sentence(
    name: str, today: str, certainty: str, certainty_today: str, side: str, minor: float, minor_today: float, *,
    other_side: bool,
) -> str:  # fmt: skip
    """What differs from today in a scenario."""
    split = ""
    if other_side or abs(minor - minor_today) >= 0.005:
        split = f" The smaller side is then {SIDE_WORDS[side]}, {percent(minor)} of the work."
    if name != today:
        return f"{leads(name)} would come first ({CERTAIN[certainty]}) instead of {within(today)}.{split}"
    if certainty != certainty_today:
        return f"{leads(name)} still comes first, {CERTAIN[certainty]} (today {CERTAIN[certainty_today]}).{split}"
    return f"{leads(name)} still comes first, {CERTAIN[certainty]}, as today.{split}"


def method_sentence(method: str, first: str, other: str, without: str | None) -> str:
    """What another way of adding up says."""
    if method == "weighted_product":
        if other == first:
            return f"Multiplying the scores instead of adding them puts {within(first)} first as well."
        return (
            f"Multiplying the scores instead of adding them would put {within(other)} first: "
            "the lead is smaller than it looks."
        )
    if without is None:
        return f"Leaving out any of the other options, or adding a copy of one, leaves {within(first)} first."
    return (
        f"Leaving out or copying {within(without)} would put {within(other)} first: "
        "the order hangs on what is compared."
    )
