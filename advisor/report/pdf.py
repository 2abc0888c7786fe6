"""PDF: a report set by typst, tagged for screen readers (PDF/UA-1), the same bytes for the same report."""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from advisor.errors import ReportError
from advisor.report.logo import pictured
from advisor.report.palette import LIGHT
from advisor.report.report import Report

BOX = "□"
"""Stands where a character is missing from every shipped font."""

MISSING = "□ stands for a character that the fonts of this report lack. The JSON and Markdown files show it as given."

REMEMBERED = 10
"""Documents whose layouts typst keeps in memory."""

USUAL = re.compile(r"[\u0000-\u017f‐‑–—‘’“”„•…−□·€™ ]*")
"""Text that Public Sans is known to have; anything else is tried out before the report is set."""

PROBE = """#set document(title: "probe")
#set text(font: ("Public Sans", "Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono"), lang: "en")
#for word in json(bytes(sys.inputs.words)) [#word #parbreak()]
"""

_NAMED = re.compile(r'`"((?:\\u\{[0-9a-f]+\}|[^"\\]|\\.)+)"` could not be displayed|codepoint `"([^`]+)"`')
_LONG = re.compile(r"\S{26,}")
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


def shipped_fonts() -> Path:
    """Where the fonts lie: inside an installed wheel, or beside the package in a checkout."""
    package = Path(__file__).parent.parent
    shipped = package / "_shipped" / "static" / "fonts"
    return shipped if shipped.is_dir() else package.parent / "static" / "fonts"


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    # Fonts of the machine are left out: with them the same report would look different elsewhere.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(shipped_fonts())])


@lru_cache(maxsize=1)
def _template() -> bytes:
    return (Path(__file__).parent / "template.typ").read_bytes()


@lru_cache(maxsize=1)
def _no_fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)


def _forget() -> None:
    """Frees what typst keeps of a report: the layouts of its last ten documents, some 20 MB for each report.

    Nothing of one report is used by the next, and typst ages its memory by documents, so empty ones push it out:
    a server that has set 25 reports holds 140 MB instead of 360 MB.
    """
    for _ in range(REMEMBERED + 1):
        typst.compile(b"", font_paths=_no_fonts(), format="svg")


def _set(source: bytes, inputs: dict[str, str]) -> bytes:
    # The time written into the file is fixed, so that the same report is the same file.
    pdf = typst.compile(source, font_paths=_fonts(), sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=0)
    assert isinstance(pdf, bytes)
    return pdf


def render_pdf(report: Report) -> bytes:
    """The report as a tagged PDF (PDF/UA-1) on its paper.

    Characters that no shipped font has are printed as a box, and the last page says so.

    Raises:
        ReportError: the logo cannot be drawn in an accessible PDF.
    """
    try:
        return _rendered(report)
    finally:
        # Whoever waits for the report need not wait for this.
        threading.Thread(target=_forget, name="advisor-report-memory").start()


def _rendered(report: Report) -> bytes:
    data = _data(report)
    unusual = sorted({word for text in _texts(data) for word in text.split() if not USUAL.fullmatch(word)})
    missing = _missing(unusual) if unusual else frozenset()
    logo, accent = report.branding.logo, report.branding.accent
    picture = "" if logo is None or report.branding.logo_kind is None else pictured(logo, report.branding.logo_kind)
    try:
        return _pdf(data, missing, picture, accent)
    except typst.TypstError:
        # A character may be fine alone and missing in its place; without all of them the report can surely be set.
        every = frozenset(char for word in unusual for char in word if not USUAL.fullmatch(char))
        try:
            return _pdf(data, every, picture, accent)
        except typst.TypstError:
            if not picture:
                raise
            _pdf(data, every, "", accent)
            raise ReportError(
                "the logo cannot be drawn in an accessible PDF", where="Logo", do="Save it as PNG and try again."
            ) from None


def _pdf(data: dict[str, Any], missing: frozenset[str], picture: str, accent: str) -> bytes:
    def boxed(text: str) -> str:
        return "".join(BOX if char in missing else char for char in text)

    shown = _mapped(data, lambda text: _soft(boxed(text) if missing else text))
    # The title and the author of the file are not drawn, so they keep every letter.
    unseen = {"title": data["title"], "author": data["author"], "missing": MISSING if missing else ""}
    inputs = {
        "report": json.dumps({**shown, **unseen}, ensure_ascii=False),
        "palette": LIGHT.model_copy(update={"accent": accent} if accent else {}).model_dump_json(),
        "logo": picture,
    }
    return _set(_template(), inputs)


def _soft(text: str) -> str:
    """Text as it breaks into lines: a figure keeps its percent sign, a word too long for a line may break."""
    return _LONG.sub(lambda word: _breaking(word[0]), text.replace(" %", "\u00a0%"))


def _breaking(word: str) -> str:
    """A long word with a place to break after every dozen letters; marks and joiners stay with their letter."""
    out: list[str] = []
    since = 0
    for char in word:
        if since >= 12 and unicodedata.category(char)[0] != "M" and char not in "\u200c\u200d":
            out.append("\u200b")
            since = 0
        out.append(char)
        since += 1
    return "".join(out)


def _data(report: Report) -> dict[str, Any]:
    """What the template reads: the words of the report, without the bytes of the logo."""
    data = report.model_dump(mode="json", exclude={"branding"})
    whose = report.branding.consultant_name or report.branding.client_name
    return {
        **data,
        "paper": report.branding.paper,
        "author": report.branding.consultant_name,
        "own_foot": report.branding.footer,
        "logo_alt": f"Logo of {whose}" if whose else "Logo",
    }


def _missing(words: list[str]) -> frozenset[str]:
    """The characters of *words* that no shipped font has."""
    found: set[str] = set()
    for _ in range(3):
        tried = ["".join(char for char in word if char not in found) for word in words]
        try:
            _set(PROBE.encode(), {"words": json.dumps([word for word in tried if word], ensure_ascii=False)})
            return frozenset(found)
        except typst.TypstError as error:
            named = {_unescaped(a or b) for a, b in _NAMED.findall(f"{error} {getattr(error, 'diagnostic', '')}")}
            new = {char for text in named for char in text} - found
            if not new:
                break
            found |= new
    return frozenset(char for word in words for char in word if not USUAL.fullmatch(char))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_mapped(one, change) for one in value]
    if isinstance(value, dict):
        # Addresses of sources stay as they are: typst breaks a link at its slashes.
        return {name: one if name == "url" else _mapped(one, change) for name, one in value.items()}
    return value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
