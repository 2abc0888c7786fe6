"""Agreement: published examples, the ends of the scale, and the laws that a measure of agreement has to keep."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rooms import BOOK, K, voices

from advisor.workshop.consensus import consensus, sameness
from advisor.workshop.heard import hear

PLACES = st.lists(st.floats(0, 1, allow_subnormal=False), min_size=1, max_size=30)


def _spread(counts: list[int]) -> list[float]:
    """People on the steps of a scale: how many stand on each."""
    return [step / (len(counts) - 1) for step, count in enumerate(counts) for _ in range(count)]


# Tastle and Wierman (2007): the ends, and the frequencies of their example. The seven steps are the worked example of
# the R package agrmt, which prints 0.7256876.
@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([12, 0, 0, 0, 0], 1.0),
        ([0, 0, 9, 0, 0], 1.0),
        ([5, 0, 0, 0, 5], 0.0),
        ([30, 40, 210, 130, 530, 50, 10], 0.7256876),
        # Mean 1.95 of 0 to 4: 1 + (19 lb .5125 + 16 lb .7625 + 26 lb .9875 + 29 lb .7375 + 10 lb .4875) / 100.
        ([19, 16, 26, 29, 10], 0.5184145),
        # Two at one step from each other of four: 1 + log2(1 - 1/8).
        ([5, 5, 0, 0, 0], 0.8073549),
        # Of yes and no it is one less the entropy: 1/4 against 3/4 has 0.8112781 bits.
        ([1, 3], 1 - 0.8112781),
    ],
)
def test_consensus_is_that_of_the_article(counts: list[int], expected: float) -> None:
    assert consensus(_spread(counts)) == pytest.approx(expected, abs=1e-6)


@given(PLACES)
def test_consensus_lies_between_opposed_and_of_one_mind(places: list[float]) -> None:
    assert 0.0 <= consensus(places) <= 1.0


@given(PLACES)
def test_only_a_room_of_one_mind_has_consensus_1(places: list[float]) -> None:
    apart = max(places) - min(places)
    assume(apart == 0 or apart > 1e-6)
    assert (consensus(places) == 1.0) == (apart == 0)


@given(st.integers(1, 15))
def test_half_and_half_at_the_ends_is_0(half: int) -> None:
    assert consensus([0.0] * half + [1.0] * half) == pytest.approx(0.0, abs=1e-12)


@given(PLACES, st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing_not_even_the_last_digit(places: list[float], chance: object) -> None:
    shuffled = list(places)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert consensus(shuffled) == consensus(places)


@given(PLACES)
def test_a_scale_read_from_the_other_end_gives_the_same(places: list[float]) -> None:
    assert consensus([1 - place for place in places]) == pytest.approx(consensus(places), abs=1e-9)


@given(PLACES)
def test_somebody_who_stands_in_the_middle_never_lowers_agreement(places: list[float]) -> None:
    # With the mean unmoved, the others' distances stay and one more of no distance is added.
    joined = [*places, sum(places) / len(places)]
    assert consensus(joined) >= consensus(places) - 1e-9


@given(st.integers(1, 20), st.integers(0, 20), st.floats(0, 1), st.floats(0, 1))
def test_where_two_answers_were_given_joining_the_majority_never_lowers_agreement(
    many: int, few: int, one: float, other: float
) -> None:
    assume(many >= few)
    room = [one] * many + [other] * few
    assert consensus([*room, one]) >= consensus(room) - 1e-9


@given(st.lists(st.floats(0, 1), min_size=2, max_size=12), st.floats(0, 1))
def test_drawing_everybody_towards_the_middle_never_lowers_agreement(places: list[float], part: float) -> None:
    mean = sum(places) / len(places)
    closer = [mean + (place - mean) * part for place in places]
    assert consensus(closer) >= consensus(places) - 1e-9


# ---- answers without an order ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "kinds", "expected"),
    [
        ([7], 3, 1.0),
        ([3, 3], 2, 0.0),
        ([4, 4, 4], 3, 0.0),
        # The three candidates of Wilcox's table for the United States in 1968, 43.6, 42.9 and 13.6 of 100:
        # 1 - 3/2 (1 - (.436^2 + .429^2 + .136^2) / 1.001^2).
        ([436, 429, 136], 3, 0.0877734),
        ([3, 1], 2, 0.25),
    ],
)
def test_sameness_is_one_less_the_variance_analog(counts: list[int], kinds: int, expected: float) -> None:
    assert sameness(counts, kinds) == pytest.approx(expected, abs=1e-6)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6), st.integers(0, 4))
def test_sameness_lies_between_0_and_1_and_is_1_only_for_one_answer(counts: list[int], untold: int) -> None:
    kinds = max(len(counts) + untold, 2)
    found = sameness(counts, kinds)
    assert 0.0 <= found <= 1.0
    assert (found == 1.0) == (len(counts) == 1)


@given(st.lists(st.integers(1, 30), min_size=2, max_size=6))
def test_one_more_of_the_answer_that_most_gave_never_lowers_sameness(counts: list[int]) -> None:
    top = counts.index(max(counts))
    more = [count + (place == top) for place, count in enumerate(counts)]
    assert sameness(more, len(counts)) >= sameness(counts, len(counts)) - 1e-12


# ---- which measure belongs to which question ------------------------------------------------------------------------


def _agreement(field: str, *values: object) -> float | None:
    return hear(voices(field, *values), field, BOOK, K).agreement


def test_a_share_is_measured_along_its_line_from_none_to_all() -> None:
    assert _agreement("work.project_share", 0.3, 0.6) == pytest.approx(consensus([0.3, 0.6]))


def test_counts_and_amounts_are_measured_by_ratio() -> None:
    low, high = _agreement("sales.leads_per_month", 5, 10), _agreement("sales.leads_per_month", 45, 90)
    assert low == pytest.approx(high, abs=0.03)
    assert _agreement("sales.leads_per_month", 80, 85) > low  # type: ignore[operator]


def test_lengths_are_measured_by_ratio_whatever_their_unit() -> None:
    days = _agreement("work.typical_duration", {"value": 5, "unit": "days"}, {"value": 1, "unit": "weeks"})
    assert days == 1.0
    apart = _agreement("work.typical_duration", {"value": 2, "unit": "hours"}, {"value": 3, "unit": "months"})
    assert apart is not None
    assert apart < 0.3


def test_choices_with_an_order_are_nearer_to_their_neighbours() -> None:
    near = _agreement("team.administration", "none", "part_time")
    far = _agreement("team.administration", "none", "full_time")
    assert far == 0.0
    assert near == pytest.approx(consensus([0.0, 0.5]))


def test_yes_against_no_is_opposed_and_three_against_one_is_a_quarter() -> None:
    assert _agreement("limits.wants_one_system", True, False) == 0.0
    assert _agreement("limits.wants_one_system", True, True, True, False) == 0.25


def test_a_range_enters_by_its_middle() -> None:
    ranged = _agreement("work.project_share", {"low": 0.2, "high": 0.4}, 0.6)
    assert ranged == pytest.approx(consensus([0.3, 0.6]))


@pytest.mark.parametrize("field", ["work.project_share", "limits.wants_one_system", "friction.workarounds"])
def test_not_knowing_and_silence_are_counted_apart_and_never_as_a_value(field: str) -> None:
    value = True if field == "limits.wants_one_system" else 1
    room = [*voices(field, value, value), *voices(field, "unknown", role="sales"), *voices("company.growth", "fast")]
    heard = hear(room, field, BOOK, K)
    assert heard.agreement == 1.0
    assert len(heard.told) == 2
    assert heard.unknown == {"sales": 1}
    assert heard.silent == {"office": 1}


def test_one_view_alone_is_no_agreement() -> None:
    assert _agreement("work.project_share", 0.3) is None
    assert _agreement("work.project_share", 0.3, "unknown") is None


def test_pains_are_measured_one_by_one_with_none_from_whoever_did_not_name_them() -> None:
    room = [*voices("pains", {"double_entry": 3, "missed_calls": 2}), *voices("pains", {"double_entry": 3})]
    assert hear(room, "pains.double_entry", BOOK, K).agreement == 1.0
    calls = hear(room, "pains.missed_calls", BOOK, K).agreement
    assert calls == pytest.approx(consensus([0.0, 2 / 3]))
    assert hear(room, "pains", BOOK, K).agreement == pytest.approx((1.0 + calls) / 2)  # type: ignore[operator]


def test_every_question_of_the_book_has_agreement_1_only_for_the_same_answer() -> None:
    two: dict[str, tuple[object, object]] = {
        "share": (0.2, 0.7), "count": (3, 30), "money": (200, 2000), "yes_no": (True, False), "severity": (0, 2),
        "scale": (2, 4), "pains": ({"double_entry": 1}, {}),
        "duration": ({"value": 1, "unit": "days"}, {"value": 2, "unit": "months"}),
    }  # fmt: skip
    for asked in BOOK.questions:
        question = K.questionnaire.of(asked.field)
        one, other = two[question.kind] if question.kind != "choice" else [c.value for c in question.choices[:2]]
        for a, b in itertools.product((one, other), repeat=2):
            assert (_agreement(asked.field, a, b) == 1.0) == (a == b), asked.field
