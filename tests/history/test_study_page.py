"""docs/measured-work-mix.md says what the study found, and a small run of the study today agrees with it."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def study() -> Any:
    spec = importlib.util.spec_from_file_location("history_study", ROOT / "docs" / "build" / "history_study.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_made_from_the_stored_figures() -> None:
    module = study()
    figures = json.loads(module.FIGURES.read_text(encoding="utf-8"))
    assert module.PAGE.read_text(encoding="utf-8") == module.page(figures)


def test_the_aims_are_met_and_a_small_run_today_agrees() -> None:
    module = study()
    stored = json.loads(module.FIGURES.read_text(encoding="utf-8"))
    assert min(stored["inside"].values()) >= 0.9
    assert all(min(row["count"], row["revenue"]) >= 0.9 for row in stored["tables"]["target"].values())
    today = module.summed(module.study(1, sizes=(150,), words=("types", "none")))
    assert today["runs"] == 24
    assert min(today["inside"].values()) >= 0.9
    assert today["side_right"] >= 0.95
    assert today["pure_read_pure"] == 1.0
