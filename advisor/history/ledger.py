"""The book-keeping of an import: how many rows were read, what became of each, and every doubt on the way."""

from __future__ import annotations

from collections import Counter

from advisor.history import limits
from advisor.history.imported import Doubt, Rows

REASONS = {
    "repeated-header": "a header that repeats",
    "totals": "a row of totals",
    "group-row": "a row that only names a group",
    "footer": "a footer",
    "note": "a lone note",
    "other-list": "rows of another list in the same file",
    "other-report": "a report that holds no work (payments, bills, quotes)",
    "cancelled": "cancelled, void or expired",
    "quote": "a quote or a lead, not work",
    "not-yet": "not done and not begun",
    "parked": "parked on a placeholder date",
    "not-work": "a payment or another entry that is no work",
    "credit": "a credit without its invoice",
    "no-facts": "neither a date nor a value nor a kind of work",
    "no-job": "an invoice or time entry without its job in the files",
}
"""Why a row is dropped: code and words."""


def counted(number: int, one: str, many: str) -> str:
    """A number and its noun: "1 row", "2,000 rows"."""
    return f"{number:,} {one if number == 1 else many}"


class Ledger:
    """Counts rows and keeps doubts; one for each import."""

    def __init__(self) -> None:
        self.read = 0
        self.dropped: Counter[str] = Counter()
        self._doubts: dict[tuple[str, str, str | None], Doubt] = {}

    def drop(self, reason: str, rows: int) -> None:
        """*rows* rows are left out for *reason*, a code of `REASONS`."""
        if rows:
            self.dropped[reason] += int(rows)

    def doubt(
        self,
        code: str,
        message: str,
        *,
        file: str = "",
        row: int | None = None,
        column: str | None = None,
        rows: int = 0,
    ) -> None:
        """Keep a doubt, once for each code, file and column."""
        key = (code, file, column)
        if key not in self._doubts and len(self._doubts) < limits.MAX_FINDINGS:
            self._doubts[key] = Doubt(
                code=code,
                message=message,
                file=file,
                row=None if row is None else int(row),
                column=column,
                rows=int(rows),
            )

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """All doubts, in the order they came up."""
        return tuple(self._doubts.values())

    def rows(self, used: int) -> Rows:
        """The account: what was neither dropped nor used was grouped into a piece of work."""
        dropped = sum(self.dropped.values())
        return Rows(
            read=self.read,
            used=used,
            grouped=self.read - dropped - used,
            dropped=dropped,
            reasons=dict(sorted(self.dropped.items())),
        )
