"""`make bench`: times of the advice, its parts and the report; prints a table and writes benchmarks/results.json.

Times are medians in milliseconds over repeated runs in one process after a warm-up. The draws are compared with
scikit-criteria and pymcdm on the same matrix in the same run, as time for one draw.
"""

from __future__ import annotations

import importlib.metadata
import json
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from advisor import advise, load_knowledge
from advisor.batch import decide_many
from advisor.report.branding import Branding
from advisor.report.memo import build_memo
from advisor.report.pdf import render_pdf
from advisor.report.report import build_report
from advisor.scoring import robustness
from advisor.scoring.facts import derive, estimates
from advisor.scoring.options import valued
from advisor.scoring.quick import quick_next
from benchmarks.contractors import ELECTRICAL, PLUMBER, REMODELER, all_answers


def median_ms(work: Callable[[], Any], runs: int = 15) -> float:
    """Median time of *work* in milliseconds, after two runs that do not count."""
    for _ in range(2):
        work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def peers(options: int = 40, criteria: int = 12, draws: int = 10_000) -> dict[str, float]:
    """Microseconds for one weighted-sum draw over the same matrix: numpy as used here, scikit-criteria, pymcdm."""
    rng = np.random.default_rng(7)
    matrix, weights = rng.random((options, criteria)), rng.dirichlet(np.ones(criteria), draws)
    out = {"numpy (ours)": median_ms(lambda: np.argmax(matrix @ weights.T, axis=0)) * 1000 / draws}
    try:
        import skcriteria as skc
        from pymcdm.methods import WSM
        from skcriteria.agg.simple import WeightedSumModel
    except ImportError:
        return out
    few = 200
    model = WeightedSumModel()
    out["scikit-criteria"] = (
        median_ms(lambda: [model.evaluate(skc.mkdm(matrix, [max] * criteria, weights=w)) for w in weights[:few]], 3)
        * 1000 / few
    )  # fmt: skip
    wsm = WSM()
    types = np.ones(criteria)
    out["pymcdm"] = median_ms(lambda: [wsm(matrix, w, types) for w in weights[:few]], 3) * 1000 / few
    return out


def main() -> None:
    """Measure, print, write."""
    start = time.perf_counter()
    k = load_knowledge()
    results: dict[str, float] = {"load the data files (once)": (time.perf_counter() - start) * 1000}
    for name, answers in all_answers().items():
        results[f"advise: {name}"] = median_ms(lambda a=answers: advise(a, k))  # type: ignore[misc]
    answers = all_answers()["electrical, 60/40"]
    found, _, _ = estimates(answers, k)
    points: Any = {n: e.mid for n, e in found.items()}
    results["read the answers"] = median_ms(lambda: estimates(answers, k))
    results["decision alone"] = median_ms(lambda: valued(derive(points, k.rule_book), k.option_book, k.rule_book))
    results["10,000 robustness draws"] = median_ms(lambda: robustness.draw(found, k.option_book, k.rule_book))
    for name, open_answers in all_answers().items():
        results[f"quick step: {name}"] = median_ms(lambda a=open_answers: quick_next(a, k))  # type: ignore[misc]
    advice = advise(answers, k)
    results["report: build"] = median_ms(lambda: build_report(advice, k, Branding()))
    for form in ("full", "short"):
        report = build_report(advice, k, Branding(), form=form)
        results[f"report: PDF, {form}"] = median_ms(lambda r=report: render_pdf(r), 7)  # type: ignore[misc]
    memo = build_memo(advice, k, Branding())
    results["memo: PDF"] = median_ms(lambda: render_pdf(memo), 7)
    rows = [ELECTRICAL, PLUMBER, REMODELER] * 2_000
    took = median_ms(lambda: list(decide_many(iter(rows), k)), 3)
    results["batch: rows a second"] = len(rows) / took * 1000
    for name, value in results.items():
        print(f"{name:34s} {value:12,.2f}" + ("" if "a second" in name else " ms"))
    draws = peers()
    for name, value in draws.items():
        print(f"one draw, 40 x 12, {name:15s} {value:12,.3f} us  ({value / draws['numpy (ours)']:,.0f} x)")
    versions = {n: importlib.metadata.version(n) for n in ("numpy", "pydantic", "typst", "streamlit")}
    out = {"ms": results, "us_per_draw": draws, "python": platform.python_version(), "versions": versions}
    Path(__file__).with_name("results.json").write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
