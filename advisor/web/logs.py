"""Log lines that hold no secret: an address in a log loses everything behind its question mark.

The link of an assessment carries its token in the query (`?a=…`). Whoever reads the log must not be able to open it.
"""

from __future__ import annotations

import logging
import re

LOGGERS = ("uvicorn.access", "uvicorn.error", "uvicorn.asgi")
"""Those that write addresses. Streamlit's own logger writes none at its usual level."""

HIDDEN = "?…"

# An address begins with a slash or a scheme; a question mark in a sentence stands behind a letter and before a blank.
_QUERY = re.compile(r"((?:https?:/|wss?:/)?/[^\s?\"']*)\?[^\s\"']*")


def without_query(text: str) -> str:
    """*text* with the query of every address in it cut off."""
    return _QUERY.sub(rf"\1{HIDDEN}", text)


class NoQueries(logging.Filter):
    """Takes queries out of a record before anything is written; it never holds a record back."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True."""
        if isinstance(record.msg, str):
            record.msg = without_query(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(without_query(arg) if isinstance(arg, str) else arg for arg in record.args)
        return True


def set_up() -> None:
    """Puts the filter on every logger that writes addresses, and lets our own lines be read; again changes nothing."""
    ours = logging.getLogger("advisor")
    for logger in (ours, *map(logging.getLogger, LOGGERS)):
        if not any(isinstance(one, NoQueries) for one in logger.filters):
            logger.addFilter(NoQueries())
    if not ours.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        ours.addHandler(handler)
        ours.setLevel(logging.INFO)
