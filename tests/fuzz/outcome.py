"""What became of one input: a value, or one sentence of ours. Anything else is a fault and is raised."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from advisor.errors import AdvisorError
from advisor.ui.typed import NotANumber

Outcome = Literal["value", "told"]

LONGEST_SENTENCE = 900
"""Characters: a sentence names a file, a field, what was read there and what to do, each of bounded length."""

SECONDS = 60
"""No input of these sizes takes seconds; what takes a minute hangs."""

_MACHINE = (str(Path(__file__).parents[2]), sys.prefix, "site-packages", "Traceback")


class Hangs(BaseException):
    """A parser did not come back. No part of the product may catch it as an error."""


@contextmanager
def in_time(seconds: int = SECONDS) -> Iterator[None]:
    """Raises `Hangs` where the block takes longer; where a system has no such alarm, nothing watches."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(_signal: int, _frame: Any) -> None:
        raise Hangs(f"not done after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def outcome(parse: Callable[[Any], object], given: Any) -> Outcome:
    """Parses *given*; raises whatever is neither a value nor one plain sentence of bounded length, or hangs."""
    try:
        with in_time():
            parse(given)
    except (AdvisorError, NotANumber) as error:
        check_sentence(error.sentence if isinstance(error, AdvisorError) else str(error))
        return "told"
    return "value"


def check_sentence(sentence: str) -> None:
    """One line of bounded length, printable, with nothing of the machine in it."""
    assert sentence.strip(), "a mistake is told in words"
    assert len(sentence) <= LONGEST_SENTENCE, f"{len(sentence)} characters: {sentence[:200]}"
    assert len(sentence.splitlines()) == 1, repr(sentence[:200])
    assert sentence.isprintable(), repr(sentence[:200])
    assert not any(part in sentence for part in _MACHINE), sentence
