"""How much a criterion may weigh: exact, and checked by weighing again just inside and just outside."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from whole_answers import K, answers_files, decide

from advisor import advise
from advisor.questionnaire.answers import answers_from
from advisor.scoring.options import Valued
from advisor.scoring.stability import Stability, stability
from advisor.wording import within

EXAMPLES = settings.default.max_examples  # type: ignore[union-attr]

# Two criteria with weights 4 and 2; deep = 4 x 1 + 2 x 0 = 4, broad = 4 x 0.5 + 2 x 0.5 = 3, low = 4 x 0 + 2 x 1 = 2.
BY_HAND = Valued(
    {"a": 4.0, "b": 2.0},
    {"deep": {"a": 1.0, "b": 0.0}, "broad": {"a": 0.5, "b": 0.5}, "low": {"a": 0.0, "b": 1.0}},
    {"deep": 4.0, "broad": 3.0, "low": 2.0},
)


def test_the_intervals_by_hand() -> None:
    a, b = stability(BY_HAND, "deep")
    # a: deep leads broad by 1 and gains 0.5 a point on it: level at 4 - 1 / 0.5 = 2, as with low. No upper end.
    assert a == Stability("a", 4.0, 2.0, None, "broad", None)
    # b: deep loses 0.5 a point on broad: level at 2 + 1 / 0.5 = 4; on low at 2 + 2 / 1 = 4. Down to nothing it leads.
    assert b == Stability("b", 2.0, 0.0, 4.0, None, "broad")


@settings(max_examples=max(EXAMPLES // 4, 100))
@given(answers_files())
def test_the_first_option_stays_first_inside_and_gives_way_outside(data: dict[str, Any]) -> None:
    decided = decide(data)
    weights = {name: float(w) for name, w in decided.workings.weights.items()}
    scores = {o: {c: float(s) for c, s in row.items()} for o, row in decided.workings.scores.items()}
    first = decided.first

    def leads(criterion: str, weight: float) -> set[str]:
        changed = {**weights, criterion: weight}
        values = {o: sum(changed[c] * row[c] for c in changed) for o, row in scores.items()}
        return {o for o, v in values.items() if v >= max(values.values()) - 1e-9}

    for one in stability(decided.workings, first):
        assert one.low <= one.weight + 1e-9
        assert one.high is None or one.high >= one.weight - 1e-9
        top = one.high if one.high is not None else one.weight + 1000
        for part in (0.0, 0.5, 1.0):
            assert first in leads(one.criterion, one.low + part * (top - one.low))
        if one.below is not None and one.low > 1e-3:
            assert one.below in leads(one.criterion, one.low)
            assert first not in leads(one.criterion, one.low - min(one.low, 0.1))
        if one.above is not None and one.high is not None:
            assert one.above in leads(one.criterion, one.high)
            assert first not in leads(one.criterion, one.high + 0.1)
        assert one.below is not None or one.low == 0


def test_every_criterion_has_its_sentence() -> None:
    advice = advise(answers_from({"company": {"headcount": 11}, "work": {"project_share": 0.36}}), draws=50)
    assert [w.criterion for w in advice.weight_intervals] == [c.id for c in K.option_book.criteria]
    names = {o.id: within(o.name) for o in K.option_book.options}
    for one in advice.weight_intervals:
        named = [names[i] for i in (one.below, one.above) if i is not None]
        assert all(name in one.sentence for name in named)
        assert named or "stays first" in one.sentence
