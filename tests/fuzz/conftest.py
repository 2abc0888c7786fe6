"""The mutations and parsers of this folder, and the writers of exports beside the tests of the import."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "history")]
