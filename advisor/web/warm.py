"""Getting ready before anybody asks: what the first page needs is imported, read and opened while a browser loads."""

from __future__ import annotations

import gc
import logging
import sys

from advisor.errors import AdvisorError

LOG = logging.getLogger("advisor")

TURN = 0.0005
"""Seconds for which the warm-up may hold up the threads that serve the page meanwhile, a tenth of what is usual."""


def warm_up() -> None:
    """Imports the pages, reads the data files and opens the store. What fails is logged; the pages tell the visitor."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    try:
        _load()
    except AdvisorError as error:
        LOG.error("%s", error.sentence)
    finally:
        # What is here now stays. The collector need not look at it again, and certainly not while the page is drawn.
        gc.freeze()
        gc.enable()
        sys.setswitchinterval(usual)


def _load() -> None:
    from advisor.ui import session

    session.knowledge()
    from advisor.ui import frame  # noqa: F401

    session.opened_store()
