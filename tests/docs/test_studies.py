"""The studies: the page states what is stored, a small rerun agrees with it, and the population hangs together."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from advisor.knowledge import load_knowledge

BUILD = Path(__file__).parent.parent.parent / "docs" / "build"
K = load_knowledge()


@pytest.fixture(scope="module")
def built() -> Iterator[dict[str, ModuleType]]:
    sys.path.insert(0, str(BUILD))
    try:
        import calibration
        import population
        import question_study
        import study_page

        yield {m.__name__: m for m in (calibration, population, question_study, study_page)}
    finally:
        sys.path.remove(str(BUILD))


@pytest.fixture(scope="module")
def stored(built: dict[str, ModuleType]) -> Any:
    return built["study_page"].stored()


# ---- the page --------------------------------------------------------------------------------------------------------


def test_the_page_and_its_pictures_state_what_is_stored(built: dict[str, ModuleType]) -> None:
    for path, text in built["study_page"].pages().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is stale: run make docs"


def test_the_stated_aims_are_met(stored: Any) -> None:
    assert stored["calibration"]["reported_on"]["error"] <= 0.05
    assert stored["calibration"]["other"]["error"] <= 0.05
    assert stored["questions"]["parts"]["adaptive"]["0.5"] >= 0.90
    quick = stored["questions"]["quick"]
    assert quick["limit"] == K.option_book.quick.stop_at
    assert quick["agrees"] >= 1 - quick["limit"]


# ---- a small rerun ---------------------------------------------------------------------------------------------------


def test_a_small_rerun_of_the_calibration_agrees(built: dict[str, ModuleType], stored: Any) -> None:
    calibration = built["calibration"]
    found = calibration.measured(calibration.cases(K, 80, calibration.REPORTED_ON, draws=400), K)
    told = stored["calibration"]["reported_on"]
    # 400 cases of 80 firms: a share is known to about 0.05, twice that is out of the question.
    assert found["agrees"] == pytest.approx(told["agrees"], abs=0.08)
    assert found["stated"] == pytest.approx(told["stated"], abs=0.05)
    assert found["error"] < told["error"] + 0.06


def test_a_small_rerun_of_the_questions_agrees(built: dict[str, ModuleType], stored: Any) -> None:
    found = built["question_study"].run(K, firms=16, fixed_firms=4)
    assert found["questions"] == pytest.approx(stored["questions"]["questions"], abs=1)
    assert found["parts"]["adaptive"]["0.5"] >= stored["questions"]["parts"]["adaptive"]["0.5"] - 0.15
    assert found["quick"]["asked_mean"] == pytest.approx(stored["questions"]["quick"]["asked_mean"], abs=3)
    assert {name: curve[-1] for name, curve in found["curves"].items()} == dict.fromkeys(found["curves"], 1.0)


def test_the_calibration_error_is_the_mean_distance_by_number_of_cases(built: dict[str, ModuleType]) -> None:
    calibration = built["calibration"]
    parts = calibration.bins([0.95, 0.95, 0.95, 0.35], [True, True, False, True])
    # Three cases stated at 0.95 of which two hold, one stated at 0.35 that holds: (3 x 0.2833 + 1 x 0.65) / 4.
    assert calibration.calibration_error(parts) == pytest.approx((3 * (0.95 - 2 / 3) + 0.65) / 4)


# ---- the population --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def people(built: dict[str, ModuleType]) -> list[dict[str, Any]]:
    return built["population"].contractors(K, 400, 5)  # type: ignore[no-any-return]


def test_every_contractor_is_a_valid_answers_file_that_fits_together(
    built: dict[str, ModuleType], people: list[dict[str, Any]]
) -> None:
    for data in people:
        built["population"].as_answers(data)
        heads = data["company"]["headcount"]
        assert data["company"]["technicians"] <= heads
        assert data["sales"]["salespeople"] <= heads
        if data["company"]["technicians"] == 0:
            assert data["work"]["jobs_per_day"] == 0
        if data["work"]["project_share"] in (0.0, 1.0):
            assert set(data["friction"].values()) == {0}
        assert set(data["pains"]) <= set(K.pains)


def test_the_same_seed_gives_the_same_contractors_and_more_of_them_change_none(
    built: dict[str, ModuleType], people: list[dict[str, Any]]
) -> None:
    assert built["population"].contractors(K, 40, 5) == people[:40]
    assert built["population"].contractors(K, 40, 6) != people[:40]


def test_answers_follow_from_one_another(people: list[dict[str, Any]]) -> None:
    def mean(values: list[float]) -> float:
        return sum(values) / len(values)

    by_pattern = {
        pattern: mean(
            [d["work"]["project_share"] for d in people if K.trades[d["company"]["trade"]].pattern == pattern]
        )
        for pattern in ("project", "mixed", "job")
    }
    assert by_pattern["project"] > by_pattern["mixed"] + 0.15 > by_pattern["job"] + 0.3
    rough = [d for d in people if min(d["work"]["project_share"], 1 - d["work"]["project_share"]) >= 0.3]
    smooth = [d for d in people if min(d["work"]["project_share"], 1 - d["work"]["project_share"]) <= 0.1]
    assert mean([sum(d["friction"].values()) for d in rough]) > mean([sum(d["friction"].values()) for d in smooth]) + 1
    categories = Counter(K.pains[name].side for d in people for name in d["pains"])
    assert min(categories[side] for side in ("customer", "project", "job", "joining", "adoption")) > 50


def test_every_figure_of_the_population_names_a_listed_source(built: dict[str, ModuleType]) -> None:
    def sources(entry: Any) -> Iterator[str]:
        if isinstance(entry, dict):
            for key, value in entry.items():
                if key == "source":
                    yield value
                else:
                    yield from sources(value)

    named = set(sources(built["population"].figures()))
    assert len(named) > 10
    assert named <= set(K.sources)
    assert set(built["population"].figures()["trades"]) == set(K.trades)
