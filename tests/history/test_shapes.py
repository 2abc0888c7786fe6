"""Telling jobs from projects: pure shops stay pure, one product stays one, a few large pieces are seen."""

from __future__ import annotations

import math
import random

import pytest
from exports import plain
from generate import Rows, firm, text

from advisor.history import compared, import_records
from advisor.questionnaire.answers import answers_from

HEAD = ["Job #", "Work", "Start", "Total"]


def priced(values: list[float], words: str = "") -> bytes:
    table: Rows = [HEAD] + [[n, words, f"{n % 12 + 1:02d}/15/2025", f"{v:.2f}"] for n, v in enumerate(values)]
    return text(table)


def lognormal(seed: int, n: int, middle: float, spread: float) -> list[float]:
    rng = random.Random(seed)
    return [middle * math.exp(rng.gauss(0, spread)) for _ in range(n)]


@pytest.mark.parametrize("words", ["types", "titles", "some", "none"])
@pytest.mark.parametrize("share", [0.0, 1.0])
@pytest.mark.parametrize("trade", ["hvac", "electrical"])
def test_a_pure_shop_reads_as_one_kind_of_work(trade: str, share: float, words: str) -> None:
    read = import_records(plain(firm(7, share, 150, trade, words)), trade=trade)
    assert read.one_shape
    leading = read.leading
    assert leading is not None
    assert abs(leading.mid - share) < 0.02


@pytest.mark.parametrize("middle", [30_000, 50_000, 70_000])
def test_one_product_whose_prices_straddle_a_line_is_not_split(middle: float) -> None:
    read = import_records([("pools.csv", priced(lognormal(5, 53, middle, 0.35)))], trade="pool_builder")
    assert read.one_shape


def test_prices_over_a_wide_range_without_words_are_not_split_with_certainty() -> None:
    read = import_records([("jobs.csv", priced(lognormal(9, 200, 3_000, 0.9)))])
    leading = read.leading
    assert leading is not None
    assert read.one_shape or not read.can_tell or leading.high - leading.low > 0.1


@pytest.mark.parametrize("seed", range(4))
def test_one_large_piece_among_hundreds_of_small_ones_is_not_overlooked(seed: int) -> None:
    values = [*lognormal(seed, 300, 320, 0.6), 90_000.0]
    read = import_records([("jobs.csv", priced(values))], trade="hvac")
    truth = 90_000 / sum(values)
    share = read.shares.by_revenue
    assert share is not None
    assert share.low <= truth <= share.high
    assert not read.can_tell, "one piece decides nothing"


def test_a_kind_of_work_can_be_moved_and_the_measure_follows() -> None:
    raw = plain(firm(3, 0.3, 200, "plumbing"))
    before = import_records(raw)
    kind = max((k for k in before.kinds if k.shape == "job"), key=lambda k: k.records)
    after = import_records(raw, reclassified={kind.name: "project"})
    moved = next(k for k in after.kinds if k.name == kind.name)
    assert (moved.shape, moved.moved, moved.certainty) == ("project", True, 1.0)
    assert before.shares.by_count is not None
    assert after.shares.by_count is not None
    gain = after.shares.by_count.mid - before.shares.by_count.mid
    assert gain == pytest.approx(kind.records / before.rows.used, abs=0.03)


def test_the_anchors_are_shown_and_can_be_moved() -> None:
    values = [*lognormal(1, 100, 900, 0.3), *lognormal(2, 60, 4_000, 0.3)]
    small = import_records([("a.csv", priced(values))], anchors={"project": {"median_usd": 4_000, "spread": 1.6}})
    assert small.anchors.project.median_usd == 4_000
    assert "you" in small.anchors.project.why
    share = small.shares.by_count
    assert share is not None
    assert share.low <= 60 / 160 <= share.high


def test_the_same_file_gives_the_same_measure() -> None:
    raw = plain(firm(3, 0.3, 120, "plumbing", "some"))
    assert import_records(raw) == import_records(raw)


@pytest.mark.parametrize("n", [5, 12, 19])
def test_a_handful_of_records_never_decides(n: int) -> None:
    read = import_records(plain(firm(3, 0.4, n)))
    assert not read.can_tell
    assert read.records_needed is not None
    assert read.records_needed >= 100
    assert "cannot tell" in read.verdict


def test_an_interval_over_the_line_says_how_many_records_would_decide() -> None:
    table: Rows = [HEAD]
    rng = random.Random(4)
    for n in range(140):
        project = n % 4 == 0
        work = "Kitchen remodel" if project else "Service call"
        value = 800 * math.exp(rng.gauss(0, 0.2))
        table.append([n, work, f"{n % 12 + 1:02d}/15/2025", f"{value:.2f}"])
    read = import_records([("jobs.csv", text(table))])
    leading = read.leading
    assert leading is not None
    assert leading.low < 0.30
    assert leading.high > 0.25
    assert not read.can_tell
    assert read.records_needed is not None
    assert read.records_needed > 140


def test_spanish_words_tell_the_shape() -> None:
    known = firm(2, 0.4, 150, "espanol", "titles")
    share = import_records(plain(known)).shares.by_count
    assert share is not None
    assert share.low - 0.005 <= known.share("count") <= share.high + 0.005


def test_what_was_guessed_before_is_put_beside_the_measure() -> None:
    read = import_records(plain(firm(3, 0.3, 200, "plumbing")))
    said = compared(read, answers_from({"work": {"project_share": 0.2}}))
    share = read.shares.by_revenue
    assert share is not None
    assert said == (
        f"You guessed 20 % project work; your records say {share.low * 100:.0f}–{share.high * 100:.0f} % by revenue."
    )
    assert compared(read, answers_from({})) is None
