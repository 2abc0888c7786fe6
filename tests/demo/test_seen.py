"""From scores to evidence: how far a function is there, how sure that is, and which other facts are settled."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whole_answers import K

from advisor.catalogue.seen import NOTHING, SeenLevel, SeenOf, with_seen
from advisor.demo.seen import evidence_of
from advisor.questionnaire.answers import Answers, answers_from

RFI, SUBMITTAL = "rfi-to-an-outside-architect", "submittal-register-from-a-spec"
LEVELS, MARGIN = K.task_book.evidence.levels, K.task_book.evidence.margin


def score(task: str, points: Any, by: str = "Ana", vendor: str = "procore", **more: Any) -> dict[str, Any]:
    return {"vendor": vendor, "task": task, "score": points, "by": by, **more}


def answers(*scores: dict[str, Any], **more: Any) -> Answers:
    return answers_from({"scores": list(scores), **more})


def seen(*scores: dict[str, Any], **more: Any) -> SeenOf:
    return evidence_of(answers(*scores, **more), K).vendors[0]


def level(capability: str, *scores: dict[str, Any], **more: Any) -> SeenLevel:
    return next(one for one in seen(*scores, **more).levels if one.capability == capability)


def test_nothing_scored_is_no_evidence() -> None:
    assert evidence_of(answers(), K) == NOTHING
    assert with_seen(K.catalogue, NOTHING) is K.catalogue


@pytest.mark.parametrize("points", [0, 1, 2, 3])
def test_one_person_s_score_lies_at_its_level_give_or_take_the_margin(points: int) -> None:
    found = level("submittals", score(SUBMITTAL, points))
    assert found.at == pytest.approx(LEVELS[points])
    assert found.low == pytest.approx(max(LEVELS[points] - MARGIN, 0))
    assert found.high == pytest.approx(min(LEVELS[points] + MARGIN, 1))


def test_people_who_agree_narrow_it_with_the_root_of_their_number() -> None:
    # 2 points lie at 0.8 with 0.25 each way; four people halve that: 0.675 to 0.925.
    found = level("submittals", *(score(SUBMITTAL, 2, by) for by in "abcd"))
    assert (found.low, found.at, found.high) == pytest.approx((0.675, 0.8, 0.925))


def test_people_who_disagree_leave_it_wide() -> None:
    # 3 and 1 points are 1.0 and 0.5: mean 0.75, variance 0.0625, half-width sqrt((0.0625 + 0.0625) / 2) = 0.25.
    found = level("submittals", score(SUBMITTAL, 3), score(SUBMITTAL, 1, "Ben"))
    assert (found.low, found.at, found.high) == pytest.approx((0.5, 0.75, 1.0))


def test_one_person_counts_once_however_many_tasks_they_scored() -> None:
    about = [
        task.id for task in K.task_book.tasks if task.capabilities[:1] == ("dispatch_board",) and task.side == "job"
    ]
    assert len(about) >= 2
    many = level("dispatch_board", *(score(task, 2) for task in about))
    assert (many.low, many.high) == pytest.approx((0.8 - MARGIN, 1.0))


def test_what_a_task_only_touches_is_told_less_exactly_and_gives_way_to_a_task_about_it() -> None:
    touched = level("accounting_sync", score("job-cost-with-yesterdays-hours", 2))
    assert touched.high - touched.at == pytest.approx(0.2)  # cut at 1
    assert touched.at - touched.low == pytest.approx(K.task_book.evidence.touched_margin)
    task = next(t for t in K.task_book.tasks if t.side == "job" and t.capabilities[:1] == ("onsite_payment",))
    both = level("onsite_payment", score(task.id, 0), score("progress-bill-and-repair-bill", 3))
    assert both.at == 0.0


def test_not_needed_does_not_count_at_all() -> None:
    assert evidence_of(answers(score(SUBMITTAL, "not_needed")), K) == NOTHING


def test_a_must_that_everybody_saw_fail_is_a_gap_without_a_range() -> None:
    must = {"limits": {"must_have": ["submittals"]}}
    assert level("submittals", score(SUBMITTAL, 0), **must).high == 0.0
    assert level("submittals", score(SUBMITTAL, 0)).high == pytest.approx(MARGIN)
    assert level("submittals", score(SUBMITTAL, 0), score(SUBMITTAL, 1, "Ben"), **must).high > 0


def test_the_link_to_the_accounting_is_settled_for_the_system_that_was_told() -> None:
    books = score("both-platforms-post-to-accounting", 2)
    told = {"today": {"accounting": "quickbooks"}}
    assert seen(books, **told).accounting == ("quickbooks", "partner")
    assert seen(books).accounting is None
    catalogue = with_seen(K.catalogue, evidence_of(answers({**books, "score": 0}, **told), K))
    assert catalogue.by_id["procore"].accounting_link("quickbooks") == "none"
    assert K.catalogue.by_id["procore"].accounting_link("quickbooks") != "none"


def test_a_doubtful_link_is_never_rounded_up() -> None:
    books = [score("both-platforms-post-to-accounting", points, by) for points, by in ((3, "Ana"), (2, "Ben"))]
    assert seen(*books, today={"accounting": "quickbooks"}).accounting == ("quickbooks", "partner")


def test_what_two_systems_share_is_a_fact_of_the_pair() -> None:
    pair = score("one-customer-record-everywhere", 0, vendor="jobber", beside="procore")
    catalogue = with_seen(K.catalogue, evidence_of(answers(pair), K))
    assert catalogue.link("jobber", "procore") == catalogue.link("procore", "jobber") == "none"
    assert catalogue.link("jobber", "buildertrend") == K.catalogue.link("jobber", "buildertrend")
    alone = evidence_of(answers(score("one-customer-record-everywhere", 3, vendor="jobber")), K)
    assert alone.pairs == ()


def test_work_without_signal_and_an_open_api_are_settled_beside_the_functions() -> None:
    for points, told in ((3, True), (2, True), (1, "partial"), (0, False)):
        assert seen(score("working-without-signal", points)).offline == told
    assert seen(score("api-on-our-plan", 0)).open_api is False


def test_a_vendor_outside_the_catalogue_and_an_unknown_task_bring_no_evidence() -> None:
    strange = score(SUBMITTAL, 3, vendor="The tool of my cousin")
    assert evidence_of(answers(strange), K) == NOTHING


def test_a_quote_takes_the_place_of_the_price_and_only_what_is_quoted() -> None:
    quote = {"vendor": "procore", "usd_month": 900, "on": "2026-12-03"}
    vendor = with_seen(K.catalogue, evidence_of(answers_from({"quotes": [quote]}), K)).by_id["procore"]
    shipped = K.catalogue.by_id["procore"]
    assert [tier.usd_month for tier in vendor.pricing.tiers] == [900]
    assert vendor.pricing.setup_fee_usd == shipped.pricing.setup_fee_usd
    assert vendor.pricing.contract == shipped.pricing.contract
    assert vendor.pricing.as_of == "2026-12"
    once = {"quotes": [{"vendor": "procore", "setup_usd": 0}]}
    assert with_seen(K.catalogue, evidence_of(answers_from(once), K)).by_id["procore"].pricing.tiers == (
        shipped.pricing.tiers
    )


POINTS = st.integers(0, 3)
PEOPLE = st.lists(st.tuples(st.sampled_from(["Ana", "Ben", "Cleo", "Dan"]), POINTS), min_size=1, max_size=4)


@given(PEOPLE, POINTS)
def test_somebody_who_sees_it_as_the_others_do_never_widens_it(people: list[tuple[str, int]], points: int) -> None:
    agreed = [score(SUBMITTAL, points, by) for by in dict(people)]
    before, after = level("submittals", *agreed), level("submittals", *agreed, score(SUBMITTAL, points, "Eve"))
    assert after.at == pytest.approx(before.at)
    assert after.low >= before.low - 1e-9
    assert after.high <= before.high + 1e-9


@given(PEOPLE, st.randoms())
def test_the_order_of_scores_never_matters(people: list[tuple[str, int]], chance: Any) -> None:
    scores = [score(task, points, by) for by, points in dict(people).items() for task in (SUBMITTAL, RFI)]
    mixed = list(scores)
    chance.shuffle(mixed)
    assert evidence_of(answers(*scores), K) == evidence_of(answers(*mixed), K)


@given(PEOPLE, st.integers(0, 2))
def test_a_better_score_never_lowers_what_was_seen(people: list[tuple[str, int]], points: int) -> None:
    others = [score(SUBMITTAL, p, by) for by, p in dict(people).items()]
    worse, better = (level("submittals", *others, score(SUBMITTAL, p, "Eve")) for p in (points, points + 1))
    assert better.at >= worse.at - 1e-9
