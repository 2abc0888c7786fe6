"""The sliders of the what-if: which answers they move, where they stand at first, and what moving them changes.

Nothing here draws. A lever that stands where the real answers put it changes nothing, so that a range or an open
answer stays what it is until the lever is moved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from advisor.advice import Advice
from advisor.questionnaire.answers import UNKNOWN, Answers, Range
from advisor.questionnaire.flow import value_at
from advisor.scoring.sureness import ShareProfile

AS_IT_IS = "as it is"
"""The place of a lever whose answer is open, or cannot be shown as one place."""

PEOPLE = (*range(1, 21), 25, 30, 35, 40, 45, 50, 60, 70, 80, 90, 100, 120, 150, 200, 250, 300, 400, 500, 750, 1000)
BUDGETS = (100, 150, 200, 250, 300, 400, 500, 600, 750, 1000, 1250, 1500, 2000, 2500, 3000, 4000, 5000, 7500, 10_000)
GROWTH = {"shrinking": "Getting smaller", "steady": "Steady", "growing": "Growing", "fast": "Growing fast"}
FRICTION = ("None", "Some", "Strong", "Severe")
FRICTIONS = ("friction.workarounds", "friction.double_entry", "friction.missed_information")
SHARE = "work.project_share"


class Lever(NamedTuple):
    """One slider: *places* from left to right, *at* the one where the real answers stand.

    *told* is False where the contractor has not said it, so that a guess is never shown as an answer.
    """

    id: str
    label: str
    fields: tuple[str, ...]
    places: tuple[Any, ...]
    at: Any
    words: Callable[[Any], str]
    hint: str = ""
    told: bool = True

    def changes(self, place: Any) -> dict[str, Any]:
        """The answers that standing at *place* changes, by dotted field."""
        if place in (self.at, AS_IT_IS):
            return {}
        value = place / 100 if self.fields == (SHARE,) else place
        return dict.fromkeys(self.fields, value)

    def place(self, changes: Mapping[str, Any]) -> Any:
        """Where it stands for these *changes*; where the real answers stand when they say nothing about it."""
        values = [changes.get(field) for field in self.fields]
        value = values[0]
        if value is None or any(other != value for other in values) or isinstance(value, Mapping):
            return self.at
        if self.fields == (SHARE,):
            value = round(value * 100) if isinstance(value, (int, float)) else value
        return value if value in self.places else self.at


def levers(answers: Answers, advice: Advice, changes: Mapping[str, Any]) -> tuple[Lever, ...]:
    """The levers for these answers; a figure that *changes* holds has a place of its own, however odd it is."""
    return (
        _share(advice),
        _number("headcount", "People in the company", "company.headcount", PEOPLE, answers, changes, _people),
        _friction(answers),
        _growth(answers),
        _number("budget", "Budget a month", "limits.budget_usd_month", BUDGETS, answers, changes, _dollars),
    )


def uncovered(changes: Mapping[str, Any], known: tuple[Lever, ...]) -> dict[str, Any]:
    """Changes of a scenario that no lever can show, such as one written into an answers file by hand."""
    shown = {field for lever in known for field in lever.changes(lever.place(changes))}
    return {field: value for field, value in changes.items() if field not in shown}


def lead_over_the_split(profile: ShareProfile) -> tuple[tuple[float, str], ...]:
    """What comes first over the whole split: (project share from which on, option), from 0 on, rising.

    The profile tells it from either end to the middle; here both halves stand in one line.
    """
    below, above = (profile.turns, profile.leads_at_zero), (profile.other_turns, profile.other_leads_at_zero)
    if profile.minor_side == "job":
        below, above = above, below
    found = [(0.0, below[1]), *((turn.share, turn.option) for turn in below[0])]
    # From the far end each turn names what leads towards the middle; what leads beyond it stood before it.
    beyond = [above[1], *(turn.option for turn in above[0])]
    found += [(1 - turn.share, beyond[n]) for n, turn in reversed(list(enumerate(above[0])))]
    return tuple(place for n, place in enumerate(found) if n == 0 or place[1] != found[n - 1][1])


def _share(advice: Advice) -> Lever:
    mix = advice.work_mix
    at = round(mix.project_share.mid * 100)
    hint = ""
    if mix.leading_basis == "trade":
        hint = "You have not told the split; the slider starts at what is usual in your trade."
    elif advice.answers.work.streams:
        hint = "Moving it puts one figure in the place of your list of work."
    told = mix.leading_basis != "trade"
    places = tuple(range(101))
    return Lever("share", "Share of project work", (SHARE,), places, at, lambda p: f"{p} % projects", hint, told)


def _number(
    name: str,
    label: str,
    field: str,
    stops: tuple[int, ...],
    answers: Answers,
    changes: Mapping[str, Any],
    words: Callable[[Any], str],
) -> Lever:
    at = _middle(value_at(answers, field))
    own = {value for value in (at, _middle(changes.get(field))) if value != AS_IT_IS}
    places: tuple[Any, ...] = tuple(sorted({*stops, *own}))
    if at == AS_IT_IS:
        places = (AS_IT_IS, *places)
    return Lever(name, label, (field,), places, at, words)


def _friction(answers: Answers) -> Lever:
    values = [value_at(answers, field) for field in FRICTIONS]
    same = all(value == values[0] for value in values) and values[0] in (0, 1, 2, 3)
    at: Any = round(values[0]) if same else AS_IT_IS
    places: tuple[Any, ...] = (0, 1, 2, 3) if same else (AS_IT_IS, 0, 1, 2, 3)
    nothing = all(value is None or value == UNKNOWN for value in values)

    def words(place: Any) -> str:
        return _as_it_is(nothing) if place == AS_IT_IS else FRICTION[place]

    return Lever("friction", "Friction on the smaller side", FRICTIONS, places, at, words)


def _growth(answers: Answers) -> Lever:
    given = answers.company.growth
    at = given if given in GROWTH else AS_IT_IS
    places = tuple(GROWTH) if at != AS_IT_IS else (AS_IT_IS, *GROWTH)
    return Lever(
        "growth", "Growth", ("company.growth",), places, at,
        lambda place: _as_it_is(True) if place == AS_IT_IS else GROWTH[place],
    )  # fmt: skip


def _middle(value: Any) -> Any:
    """A number as one place: itself, or the middle of a range; AS_IT_IS where there is none."""
    if isinstance(value, Mapping):
        value = Range.model_validate(value)
    if isinstance(value, Range):
        if value.low is None or value.high is None:
            return AS_IT_IS
        value = (value.low + value.high) / 2
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return AS_IT_IS
    return int(value) if float(value).is_integer() else value


def _as_it_is(nothing_told: bool) -> str:
    return "Not told" if nothing_told else "As you told it"


def _people(place: Any) -> str:
    return _as_it_is(True) if place == AS_IT_IS else f"{place:,.0f} people"


def _dollars(place: Any) -> str:
    return _as_it_is(True) if place == AS_IT_IS else f"${place:,.0f}"


__all__ = ["AS_IT_IS", "Lever", "lead_over_the_split", "levers", "uncovered"]
