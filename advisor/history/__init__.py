"""History: the work mix measured from an export of past work.

`import_records` reads, cleans, groups, classifies and measures; the result is a frozen `Imported`. pandas is imported
inside the functions that use it, so that importing this package costs nothing.
"""

from __future__ import annotations

from advisor.history.imported import Imported, imported_json
from advisor.history.preview import Preview, first_rows
from advisor.history.propose import compared
from advisor.history.steps import import_records

__all__ = ["Imported", "Preview", "compared", "first_rows", "import_records", "imported_json"]
