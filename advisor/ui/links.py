"""Links that somebody kept, as they are pasted: text from outside, of which only the token counts."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from advisor.errors import StorageError

TOKEN = "a"
"""Name of the token in an address."""


def token_in(text: str) -> str:
    """The token of a pasted link, or the text itself where it is a bare token.

    Raises:
        StorageError: the link names no assessment.
    """
    text = text.strip()
    try:
        named = parse_qs(urlsplit(text).query).get(TOKEN, [""])[0] if "?" in text else text
    except ValueError:  # no address at all, such as one with a bracket that is never closed
        named = ""
    if not named:
        raise StorageError("This link names no assessment", do="Copy the whole link, from http to the end.")
    return named
