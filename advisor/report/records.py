"""A split measured from records, in one sentence, for screen and paper."""

from __future__ import annotations

from datetime import date

from advisor import wording
from advisor.questionnaire.measured import MeasuredSplit
from advisor.report.words import listed, many

BASES = {"revenue": "of the revenue", "hours": "of the labor hours", "count": "of the pieces"}


def _month(iso: str) -> str:
    return f"{date.fromisoformat(iso):%b %Y}"


def records_words(measured: MeasuredSplit, *, leads: bool = True) -> str:
    """What was measured from what: "34–41 % of the revenue is project work, from 278 records (Jobber, …)"."""
    leading = measured.leading
    assert leading is not None
    share = f"{wording.percent_range(leading)} {BASES[measured.basis]} are projects"
    where = [listed(measured.systems)] if measured.systems else []
    if measured.first and measured.last:
        where.append(f"{_month(measured.first)} to {_month(measured.last)}")
    said = f"Measured: {share}, from {many(measured.records, 'record')}"
    said += f" ({', '.join(where)})." if where else "."
    if not leads:
        return f"{said} You have told another split since, and that one counts."
    guess = measured.guess
    if guess is not None and (guess.high < leading.low or guess.low > leading.high):
        said += f" Before, you guessed {wording.percent(guess.mid)}."
    return said
