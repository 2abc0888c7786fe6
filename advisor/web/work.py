"""Work that would hold up the server's loop: in threads, few at a time, with a short queue and a plain refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

from advisor.web.problem import ProblemError

Result = TypeVar("Result")

AT_ONCE = 2
"""Threads. Advice is worked out in Python, which runs one at a time; a second one fills the gaps of the first."""

WAITING = 16
"""Requests that may wait. At a tenth of a second each the last of them waits for about a second."""

RETRY_AFTER = 2
"""Seconds that a refused caller is told to wait."""


class Work:
    """Runs functions in threads; belongs to one event loop.

    Args:
        at_once: threads.
        waiting: how many more may wait for one.
    """

    def __init__(self, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._at_once, self._room, self._inside = at_once, at_once + waiting, 0
        self._limiter: CapacityLimiter | None = None

    async def run(self, work: Callable[[], Result]) -> Result:
        """Result of *work*, which may take its time and must not touch the event loop.

        Raises:
            ProblemError: 503, because as many are waiting as may.
        """
        if self._inside >= self._room:
            raise ProblemError(
                503,
                f"The server is busy with other requests. Try again in {RETRY_AFTER} seconds.",
                headers={"Retry-After": str(RETRY_AFTER)},
            )
        if self._limiter is None:
            self._limiter = CapacityLimiter(self._at_once)  # can only be made inside a loop
        self._inside += 1
        try:
            return await to_thread.run_sync(work, limiter=self._limiter)
        finally:
            self._inside -= 1
