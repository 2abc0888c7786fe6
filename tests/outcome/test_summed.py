"""Several firms summed up: the arithmetic, and that no firm can be read from it, not even by adding one."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from printed import CONTRACTORS
from scipy.stats import binomtest

from advisor import advise
from advisor.knowledge import Knowledge
from advisor.outcome import FollowUp, follow_up, summed, summed_up
from advisor.outcome.summed import share
from advisor.questionnaire.answers import answers_from

SECRET = "Hemlock & Daughters"


@pytest.fixture(scope="module")
def pattern(k: Knowledge) -> FollowUp:
    checkin = {"when": "90_days", "on": "2027-03-01", "adopted": {"office": 3}, "note": SECRET, "choose_again": "yes"}
    company = {**CONTRACTORS["electrical-60-40"]["company"], "name": SECRET}
    answers = {
        **CONTRACTORS["electrical-60-40"], "company": company, "decision": {"vendors": ["procore"], "because": SECRET},
        "checkins": [checkin],
    }  # fmt: skip
    advice = advise(answers_from(answers), k)
    return follow_up(advice, advice.answers.checkins[0], k)


def firms(pattern: FollowUp, verdicts: list[str], **more: Any) -> list[FollowUp]:
    uses = {"working": 0.9, "half": 0.5, "not_used": 0.1}
    return [
        pattern.model_copy(update={"verdict": one, "facts": {**pattern.facts, "use.mean": uses[one]}, **more})
        for one in verdicts
    ]


def test_the_figures_are_those_of_the_firms(pattern: FollowUp, k: Knowledge) -> None:
    told = summed_up(firms(pattern, ["working"] * 3 + ["half"] * 2), k)
    assert told.all is not None
    assert (told.all.firms, told.all.verdicts, told.all.use) == (5, {"working": 3, "half": 2}, 0.9)
    assert told.all.again is not None
    assert (told.all.again.count, told.all.again.of) == (5, 5)
    assert [one.name for one in told.by_vendor] == ["Procore"]
    assert [one.name for one in told.by_option] == ["FSM and PM, joined"]
    assert told.sentence.startswith("In 3 of 5 firms it works")


@given(st.integers(1, 400), st.data())
def test_the_interval_is_wilsons(of: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, of))
    found, known = share(count, of), binomtest(count, of).proportion_ci(0.95, method="wilson")
    assert found.low == pytest.approx(known.low, abs=2e-4)
    assert found.high == pytest.approx(known.high, abs=2e-4)
    assert found.low <= count / of + 1e-6 <= found.high + 2e-6


@pytest.mark.parametrize("count", range(5))
def test_fewer_than_five_firms_are_not_told(count: int, pattern: FollowUp, k: Knowledge) -> None:
    told = summed_up(firms(pattern, ["working"] * count), k)
    assert told.all is None
    assert told.by_option == told.by_vendor == ()
    assert "from 5 firms on" in told.sentence


@settings(deadline=None)
@given(st.lists(st.sampled_from(["working", "half", "not_used"]), min_size=0, max_size=22), st.data())
def test_one_firm_more_never_moves_a_figure_by_itself(
    pattern: FollowUp, k: Knowledge, verdicts: list[str], data: st.DataObject
) -> None:
    """The figures move only when a full group is in, so the difference always stands for at least five firms."""
    more = data.draw(st.sampled_from(["working", "half", "not_used"]))
    before, after = (summed_up(firms(pattern, told), k) for told in (verdicts, [*verdicts, more]))
    if (len(verdicts) + 1) % 5:
        assert (before.all, before.by_option, before.by_vendor) == (after.all, after.by_option, after.by_vendor)
    else:
        assert after.all is not None
        assert after.all.firms - (before.all.firms if before.all else 0) == 5


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["fsm", "crm", "fsm_pm"]),
            st.sampled_from([("jobber",), ("knowify",), ("procore", "jobber"), ("procore",)]),
        ),
        max_size=45,
    )
)
def test_no_difference_of_two_figures_stands_for_a_few_firms(
    pattern: FollowUp, k: Knowledge, told: list[tuple[str, tuple[str, ...]]]
) -> None:
    """Every firm has a mark of its own here, so that the firms behind each figure can be counted."""
    firms = [
        pattern.model_copy(update={"option": o, "vendors": v, "names": (str(n),)}) for n, (o, v) in enumerate(told)
    ]
    seen: list[set[str]] = []
    real = summed._group

    def noted(name: str, counted: list[FollowUp], least: int) -> Any:
        seen.append({one.names[0] for one in counted})
        return real(name, counted, least)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(summed, "_group", noted)
        summed_up(firms, k)
    for one in seen:
        assert len(one) % 5 == 0
        for other in seen:
            assert not 0 < len(one - other) < 5


def test_the_one_firm_of_its_kind_cannot_be_read_from_the_rest(pattern: FollowUp, k: Knowledge) -> None:
    alone = firms(pattern, ["working"], option="fsm")
    told = summed_up([*alone, *firms(pattern, ["half"] * 10, option="crm")], k)
    assert told.all is not None
    for group in told.by_option:
        assert told.all.firms - group.firms >= 5
        assert told.all.verdicts["half"] - group.verdicts["half"] > 1


def test_a_vendor_that_few_took_is_withheld_and_that_is_said(pattern: FollowUp, k: Knowledge) -> None:
    told = summed_up([*firms(pattern, ["working"] * 8), *firms(pattern, ["half"] * 2, vendors=("knowify",))], k)
    assert [one.name for one in told.by_vendor] == ["Procore"]
    assert told.withheld == 1
    assert "Knowify" not in told.model_dump_json()


def test_no_name_no_word_and_no_day_of_a_firm_stands_in_it(pattern: FollowUp, k: Knowledge) -> None:
    typed = pattern.model_copy(update={"vendors": ("procore", SECRET)})
    text = summed_up([typed] * 10, k).model_dump_json()
    assert SECRET not in text
    assert "2027" not in text


def test_the_order_of_what_is_added_later_changes_nothing_told(pattern: FollowUp, k: Knowledge) -> None:
    first = firms(pattern, ["working", "half", "half", "working", "not_used"])
    told = summed_up(first, k)
    for extra in ("working", "half", "not_used"):
        assert summed_up([*first, *firms(pattern, [extra])], k).all == told.all
    assert math.isclose(sum(told.all.verdicts.values()), 5) if told.all else False
