"""Whether visitors can be served (`/readyz`).

It tells nothing about the place: whoever asks learns no more than which part fails. The log says why.
"""

from __future__ import annotations

import logging
import threading
import time

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from advisor.errors import AdvisorError, StorageError
from advisor.ui.session import knowledge, opened_store
from advisor.web.problem import problem

LOG = logging.getLogger("advisor")

LASTS = 1.0
"""Seconds for which an answer is good. Anybody may ask, and the database should not be asked each time."""

NO_STORE = "The database of assessments does not answer."
NO_DATA = "The data files cannot be read."


class Readiness:
    """Looks whether data files and store are there; one look at a time, and its answer lasts `LASTS` seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until, self._trouble = 0.0, ""

    async def readyz(self, _: Request) -> Response:
        """200 when visitors can be served, 503 with a sentence otherwise."""
        trouble = await run_in_threadpool(self.trouble)
        return problem(503, trouble, headers={"Retry-After": "5"}) if trouble else JSONResponse({"status": "ready"})

    def trouble(self) -> str:
        """Why no visitors can be served, in a sentence; empty where they can."""
        with self._lock:
            if time.monotonic() >= self._until:
                told, self._trouble = self._trouble, _look()
                self._until = time.monotonic() + LASTS
                if told and not self._trouble:
                    LOG.info("Ready again.")
            return self._trouble


def _look() -> str:
    try:
        knowledge()
        opened_store().check()
    except StorageError as error:
        LOG.error("Not ready: %s", error.sentence)
        return NO_STORE
    except AdvisorError as error:
        LOG.error("Not ready: %s", error.sentence)
        return NO_DATA
    return ""
