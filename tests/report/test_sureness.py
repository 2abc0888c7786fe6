"""How sure, on paper: what is told of the others, the changes, the weights, the what-ifs and one's own weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from printed import CONTRACTORS, Paper

from advisor import Advice, advise
from advisor.knowledge import Knowledge
from advisor.questionnaire.answers import answers_from
from advisor.report.blocks import Beside, Heading, Paragraph, Table
from advisor.report.citations import Citations
from advisor.report.pdf import render_pdf
from advisor.report.report import build_report
from advisor.report.scenarios import own_weights, scenarios
from advisor.report.sureness import (
    NO_WEIGHT,
    NOTHING_FLIPS,
    changes,
    for_whom,
    how_sure,
    method_words,
    weights_that_decide,
)
from advisor.scoring.sureness import PairChange, PairFlip, WeightInterval

ELECTRICIAN = CONTRACTORS["electrical-60-40"]
NAMED = [
    {"name": "In two years", "changes": {"company.headcount": 60}},
    {"name": "After the <b>merger</b> #1", "changes": {"work.project_share": 0.05}},
]


def interval(criterion: str, weight: float, low: float, high: float | None) -> WeightInterval:
    return WeightInterval(
        criterion=criterion, label=criterion, weight=weight, low=low, high=high, below="crm" if low else None,
        above=None if high is None else "crm", sentence=f"{criterion} counts {weight:.1f}.",
    )  # fmt: skip


@pytest.fixture(scope="module")
def with_what_ifs(k: Knowledge) -> Advice:
    return advise(answers_from({**ELECTRICIAN, "scenarios": NAMED, "own_weights": {"joining": 100, "job": 5}}), k)


def test_scenarios_stand_side_by_side_with_today_first(with_what_ifs: Advice) -> None:
    heading, table = scenarios(with_what_ifs)
    assert isinstance(heading, Heading)
    assert isinstance(table, Table)
    assert [column.title for column in table.columns] == ["", "Today", *(one["name"] for one in NAMED)]
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["What changes"][1] == "People: 60 instead of 35"
    assert rows["Comes first"] == (
        with_what_ifs.ranking[0].name,
        *(scenario.option_name for scenario in with_what_ifs.scenarios),
    )
    assert rows["Comes first"][2] != rows["Comes first"][0], "with hardly any project work other software comes first"


def test_the_advice_itself_stays_as_it_is_without_scenarios_and_weights(with_what_ifs: Advice, k: Knowledge) -> None:
    without = advise(answers_from(ELECTRICIAN), k)
    assert (with_what_ifs.verdict, with_what_ifs.ranking, with_what_ifs.stacks) == (
        without.verdict,
        without.ranking,
        without.stacks,
    )


def test_own_weights_stand_beside_the_derived_ones(with_what_ifs: Advice, k: Knowledge) -> None:
    _, sentence, table = own_weights(with_what_ifs, Citations(k.sources))
    assert with_what_ifs.own is not None
    assert sentence.text == with_what_ifs.own.sentence  # type: ignore[union-attr]
    assert isinstance(table, Table)
    assert {row[0] for row in table.rows} == {"Nothing to join", "Fit to job work"}


def test_what_ifs_can_be_read_on_paper_letter_by_letter(with_what_ifs: Advice, k: Knowledge) -> None:
    paper = Paper(render_pdf(build_report(with_what_ifs, k)))
    assert paper.holds(NAMED[1]["name"])
    assert paper.holds("With your own weights")
    assert len(paper.pages) <= 16


def test_without_any_nothing_is_printed(advice_for: Callable[[str], Advice], k: Knowledge) -> None:
    advice = advice_for("electrical-60-40")
    assert scenarios(advice) == own_weights(advice, Citations(k.sources)) == []


def test_the_closest_weights_are_told_by_the_factor_they_have_to_move(advice_for: Callable[[str], Advice]) -> None:
    near = (interval("a", 4, 0, 8.0), interval("b", 4, 3.0, 100.0), interval("c", 4, 1.0, None))
    far = (interval("d", 0.0, 0, 4.0), interval("e", 1, 0, 9.0))
    advice = advice_for("electrical-60-40")
    told = weights_that_decide(advice.model_copy(update={"weight_intervals": (*far, *near)}))
    assert told == ("b counts 4.0.", "a counts 4.0.")
    assert weights_that_decide(advice.model_copy(update={"weight_intervals": far})) == (NO_WEIGHT,)
    assert weights_that_decide(advice.model_copy(update={"weight_intervals": ()})) == ()


def test_where_no_single_answer_changes_it_the_smallest_pair_is_told(advice_for: Callable[[str], Advice]) -> None:
    one: dict[str, Any] = {"question": "q", "short": "Q", "from": 1, "to": 2, "steps": 1, "words": "Q: 2 instead of 1"}
    pair = PairFlip(
        changes=(PairChange(**one), PairChange(**one)), steps=2, option="crm", name="CRM", category="crm",
        sentence="Together these give CRM.",
    )  # fmt: skip
    alone = advice_for("electrical-60-40").model_copy(update={"flips": (), "share_profile": None})
    assert changes(alone) == (NOTHING_FLIPS, ())
    lead, told = changes(alone.model_copy(update={"pair_flip": pair}))
    assert lead.startswith(NOTHING_FLIPS)
    assert told == (pair.sentence,)


def test_each_flip_of_the_split_is_told_once_and_with_its_distance(advice_for: Callable[[str], Advice]) -> None:
    advice = advice_for("electrical-60-40")
    _, told = changes(advice)
    assert advice.share_profile is not None
    assert told[: len(advice.share_profile.flips)] == tuple(flip.sentence for flip in advice.share_profile.flips)
    others = [flip.sentence for flip in advice.flips if flip.question != "work.project_share"]
    assert len(told) == len(advice.share_profile.flips) + len(others)


def test_a_split_that_is_a_guess_is_never_told_as_todays(k: Knowledge) -> None:
    advice = advise(answers_from({"company": {"trade": "electrical"}, "work": {"unit": "both"}}), k, draws=500)
    assert advice.work_mix.leading_basis == "trade"
    _, told = changes(advice)
    assert told
    assert not [sentence for sentence in told if "today" in sentence]


def test_only_what_came_first_now_and_then_is_told_for_whom(advice_for: Callable[[str], Advice]) -> None:
    for name in ("electrical-60-40", "fence"):
        advice = advice_for(name)
        often = [o for o in advice.how_sure.options if o.option != advice.option and o.ranks[0] >= 0.05]
        assert len(for_whom(advice)) == min(len(often), 2)
        assert all(option.for_whom in sentence for option, sentence in zip(often, for_whom(advice), strict=False))


def test_a_method_that_disagrees_is_a_caution_and_one_that_agrees_is_not(
    advice_for: Callable[[str], Advice], k: Knowledge
) -> None:
    advice = advice_for("electrical-60-40")
    assert method_words(advice).endswith("the same one comes first.")
    other = advice.model_copy(update={"method_check": "Multiplying would put another first."})
    assert method_words(other) == "Multiplying would put another first."
    paragraphs = [block for block in how_sure(other, Citations(k.sources)).blocks if isinstance(block, Paragraph)]
    assert [block.look for block in paragraphs if block.text == method_words(other)] == ["caution"]


def test_what_would_change_it_stands_beside_what_is_open(advice_for: Callable[[str], Advice], k: Knowledge) -> None:
    [beside] = [
        block for block in how_sure(advice_for("fence"), Citations(k.sources)).blocks if isinstance(block, Beside)
    ]
    assert [part.text for part in (beside.left[0], beside.right[0]) if isinstance(part, Heading)] == [
        "What would change it",
        "What is still open",
    ]
