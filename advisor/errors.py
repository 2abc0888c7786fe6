"""Errors that a user may see. Each builds its own sentence: what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

SHOWN = 80
LONGEST = 500
"""Characters of each part of a sentence; what is longer was sent to fill a screen."""


def shown(value: Any) -> str:
    """*value* as it may stand in a sentence: one line, at most 80 characters, quoted when it is text."""
    try:
        text = repr(value[: SHOWN + 1]) if isinstance(value, str) else str(value)
    except ValueError:  # Python writes no whole number of more than some thousand digits
        return "a number of thousands of digits"
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def one_line(text: str) -> str:
    """*text* that may hold a name from outside, on one line, with nothing in it that hides, turns or moves letters."""
    text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return text if text.isprintable() else "".join(map(_printable, text))


def _printable(char: str) -> str:
    return char if char.isprintable() else " " if char.isspace() else "�"


class AdvisorError(Exception):
    """A mistake that the user can mend: *what* is wrong, *where* it stands, what to *do*."""

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        self.what, self.where, self.do = one_line(what), one_line(where), one_line(do)
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """One clear sentence (two where there is something to do)."""
        text = f"{self.where}: {self.what}" if self.where else self.what
        text = text.rstrip(".")
        return f"{text}. {self.do}".strip() if self.do else f"{text}."


class FileError(AdvisorError):
    """A file that cannot be read: missing, too large, cut short, not text, not YAML or JSON."""


class AnswersError(AdvisorError):
    """An answer that cannot be right: out of range, of the wrong kind, or unknown to the questionnaire."""


class KnowledgeError(AdvisorError):
    """A mistake in a data file of the product: file, entry and field are named."""


class StorageError(AdvisorError):
    """An assessment that cannot be opened or saved."""


class SettingError(AdvisorError):
    """A setting of the server that cannot be used, or a port that is taken."""


class ReportError(AdvisorError):
    """A report that cannot be written: a logo of the wrong kind, a page size that does not exist."""


def dotted(location: Sequence[Any]) -> str:
    """A pydantic location as people write it: `work.streams[2].duration`."""
    out = ""
    for step in location:
        if isinstance(step, str) and ("[" in step or (step[:1].isupper() and step.isalpha()) or step == "literal"):
            continue  # pydantic names the branch of a union here; people do not
        name = str(step) if len(str(step)) <= SHOWN else f"{str(step)[: SHOWN - 1]}…"
        if isinstance(step, int):
            out += f"[{step + 1}]"
        elif out:
            out += f".{name}"
        else:
            out = name
    return out


_PLAIN = {
    "extra_forbidden": ("there is no field of this name", "Check the spelling, or take it out."),
    "missing": ("this field is missing", "Add it."),
    "bool_type": ("this must be true or false", "Write true, false or unknown."),
    "bool_parsing": ("this must be true or false", "Write true, false or unknown."),
    "finite_number": ("this is not a finite number", "Write an ordinary number."),
}


def sentence_of(error: ValidationError) -> tuple[str, str, str]:
    """First mistake of a pydantic error as (where, what, what to do); the count of further ones is added."""
    details = error.errors(include_url=False)
    first = details[0]
    where = dotted(first["loc"])
    kind = first["type"]
    if kind in _PLAIN:
        what, do = _PLAIN[kind]
    elif kind == "literal_error":
        what = f"{shown(first['input'])} is not one of the choices"
        do = f"Use one of {first.get('ctx', {}).get('expected', 'the listed words')}."
    elif kind == "value_error":
        what, do = str(first.get("ctx", {}).get("error", first["msg"])), ""
    elif kind in {"string_too_long", "too_long"}:
        limit = first.get("ctx", {}).get("max_length", "")
        what, do = f"this is longer than {limit}", "Shorten it."
    elif kind in {"model_type", "model_attributes_type", "dict_type", "mapping_type"}:
        what, do = f"this must hold named fields, not {shown(first['input'])}", "Indent the fields below it."
    else:
        what = f"{shown(first['input'])} cannot be used here ({first['msg'].lower()})"
        do = ""
    # The branches of a union each complain about the same field; that is one mistake.
    others = {dotted(d["loc"]).split("[")[0] for d in details[1:]} - {where}
    others = {o for o in others if not (where.startswith(f"{o}.") or o.startswith(f"{where}."))}
    if others:
        more = "one more mistake follows" if len(others) == 1 else f"{len(others)} more mistakes follow"
        do = f"{do} ({more.capitalize()}.)".strip()
    return where, what, do
