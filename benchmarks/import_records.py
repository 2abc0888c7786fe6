"""How long an export of 200,000 rows takes to read and measure, step by step: `python -m benchmarks.import_records`."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "history"))

from exports import WRITERS
from generate import firm

from advisor.history import import_records

ROWS = 200_000


def main(runs: int = 3) -> None:
    """Prints rows, seconds of the best run, and the seconds of each step of it."""
    print("system            rows   seconds   steps")
    for system, pieces in (("housecall_pro", 110_000), ("xero", 100_000), ("workiz", 200_000)):
        files = WRITERS[system](firm(3, 0.3, pieces, "plumbing"))
        best: tuple[float, list[tuple[str, float]], int] | None = None
        for _ in range(runs):
            marks: list[tuple[str, float]] = []
            start = time.perf_counter()

            def told(_part: float, what: str, marks: list[tuple[str, float]] = marks) -> None:
                marks.append((what, time.perf_counter()))

            read = import_records(files, progress=told)
            took = time.perf_counter() - start
            steps: dict[str, float] = {}
            for (what, at), (_, after) in zip(marks, [*marks[1:], ("", start + took)], strict=True):
                steps[what] = steps.get(what, 0.0) + after - at
            if best is None or took < best[0]:
                best = took, list(steps.items()), read.rows.read
        assert best is not None
        said = ", ".join(f"{what.lower()} {seconds:.2f}" for what, seconds in best[1] if seconds >= 0.05)
        print(f"{system:14} {best[2]:8,} {best[0]:9.2f}   {said}")


if __name__ == "__main__":
    main()
