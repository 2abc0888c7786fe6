"""Laws 5 and 6: order never matters, and a better option never ranks below."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from whole_answers import EPS, OPTIONS, K, answers_files, decide

from advisor import advise
from advisor.advice import Advice
from advisor.questionnaire.answers import answers_from

DRAWS = 200
EXAMPLES = settings.default.max_examples  # type: ignore[union-attr]


def _told(advice: Advice) -> dict[str, Any]:
    """Everything an advice says, with the answers themselves left out and sums rounded to nine digits."""
    data = advice.model_dump(mode="json", by_alias=True, exclude={"answers", "checksum"})

    def rounded(value: Any) -> Any:
        if isinstance(value, float):
            return round(value, 9)
        if isinstance(value, dict):
            return {key: rounded(inner) for key, inner in value.items()}
        return [rounded(inner) for inner in value] if isinstance(value, list) else value

    return rounded(data)  # type: ignore[no-any-return]


def _shuffled(value: Any, chance: random.Random) -> Any:
    """The same answers in another order: of sections, fields, pains, tools and kinds of work."""
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: _shuffled(value[key], chance) for key in keys}
    if isinstance(value, list):
        items = [_shuffled(item, chance) for item in value]
        chance.shuffle(items)
        return items
    return value


# ---- law 5 ----------------------------------------------------------------------------------------------------------


@given(answers_files(), st.integers(0, 1000))
def test_the_order_of_answers_and_options_never_matters_for_the_decision(data: dict[str, Any], seed: int) -> None:
    chance = random.Random(seed)
    options = list(K.option_book.options)
    chance.shuffle(options)
    shuffled = K._replace(option_book=K.option_book.model_copy(update={"options": tuple(options)}))
    one, other = decide(data), decide(_shuffled(data, chance), knowledge=shuffled)
    assert other.first == one.first
    assert {name: round(v, 9) for name, v in other.values.items()} == {n: round(v, 9) for n, v in one.values.items()}


@settings(max_examples=EXAMPLES // 4)
@given(answers_files(), st.integers(0, 1000))
def test_the_order_of_answers_options_and_vendors_never_matters(data: dict[str, Any], seed: int) -> None:
    chance = random.Random(seed)
    options = list(K.option_book.options)
    vendors = list(K.catalogue.vendors)
    chance.shuffle(options)
    chance.shuffle(vendors)
    shuffled = K._replace(
        option_book=K.option_book.model_copy(update={"options": tuple(options)}),
        catalogue=K.catalogue.model_copy(update={"vendors": tuple(vendors)}),
    )
    one = advise(answers_from(data), K, draws=DRAWS)
    other = advise(answers_from(_shuffled(data, chance)), shuffled, draws=DRAWS)
    assert _told(one) == _told(other)


@given(answers_files(), st.integers(1, len(OPTIONS) - 1))
def test_removing_a_losing_option_never_reorders_the_rest(data: dict[str, Any], place: int) -> None:
    ranking = sorted(decide(data).values.items(), key=lambda pair: (-pair[1], pair[0]))
    gone = ranking[place][0]
    fewer = K.option_book.model_copy(update={"options": tuple(o for o in K.option_book.options if o.id != gone)})
    left = decide(data, knowledge=K._replace(option_book=fewer)).values
    assert sorted(left.items(), key=lambda pair: (-pair[1], pair[0])) == [p for p in ranking if p[0] != gone]


# ---- law 6 ----------------------------------------------------------------------------------------------------------


@given(answers_files(), st.data())
def test_an_option_at_least_as_good_everywhere_never_ranks_below(data: dict[str, Any], more: st.DataObject) -> None:
    decided = decide(data)
    scores = {name: {c: float(s) for c, s in row.items()} for name, row in decided.workings.scores.items()}
    assert all(float(weight) >= 0 for weight in decided.workings.weights.values()), "a weight below zero"
    for a in OPTIONS:
        for b in OPTIONS:
            if all(scores[a][c] >= scores[b][c] for c in scores[a]):
                assert decided.values[a] >= decided.values[b] - EPS, f"{a} is at least as good as {b} everywhere"
    # An option made up to be better at one thing and as good at the rest comes before its model.
    model = more.draw(st.sampled_from(K.option_book.options))
    better = more.draw(st.sampled_from([c.id for c in K.option_book.criteria]))
    raised = {**model.scores, better: min(model.scores[better] + 0.2, 1.0)}
    book = K.option_book.model_copy(update={"options": (model.model_copy(update={"scores": raised}),)})
    assert decide(data, knowledge=K._replace(option_book=book)).values[model.id] >= decided.values[model.id] - EPS
