"""Write every generated page and schema anew: `make docs`. The tests fail when one of them is stale."""

from __future__ import annotations

import runpy
from pathlib import Path

HERE = Path(__file__).parent

if __name__ == "__main__":
    for name in ("schemas.py", "method.py", "own_words_study.py", "published_cases.py", "study_page.py"):
        print(f"{name} ...")
        runpy.run_path(str(HERE / name), run_name="__main__")
