"""Six contractors to report on, names that a printer could mistake for markup, and a PDF read back."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any

import pikepdf
import pypdf
from PIL import Image

CONTRACTORS: dict[str, dict[str, Any]] = {
    "electrical-60-40": {
        "company": {"name": "Volt & Sons", "trade": "electrical", "segment": "commercial", "headcount": 35},
        "work": {"project_share": 0.4},
        "friction": {"workarounds": 3, "missed_information": 3, "double_entry": 3},
        "pains": {"rfis_submittals_lost": 3, "unbilled_changes": 3, "double_entry": 2},
        "today": {"accounting": "quickbooks", "tools": [{"kind": "fsm", "works": "well"}]},
    },
    "plumber-40-calls": {
        "company": {"trade": "plumbing", "segment": "residential", "headcount": 12, "technicians": 8},
        "work": {"project_share": 0, "jobs_per_day": 40, "typical_duration": {"value": 2, "unit": "hours"}},
    },
    "remodeler-90-10": {
        "company": {"trade": "remodeler", "segment": "residential", "headcount": 14},
        "work": {"project_share": 0.9, "typical_duration": {"value": 3, "unit": "months"}},
    },
    "fence": {
        "company": {"trade": "fence", "segment": "residential", "headcount": 10},
        "work": {"typical_duration": {"value": 2, "unit": "days"}},
        "sales": {"sales_led": True},
        "pains": {"missed_calls": 3, "slow_quotes": 3, "quotes_not_followed_up": 3},
    },
    "builder-of-six": {
        "company": {"trade": "remodeler", "segment": "residential", "headcount": 6},
        "work": {"project_share": 0.95},
        "pains": {"missed_calls": 3, "leads_scattered": 2, "jobs_run_late": 3},
        "limits": {"wants_one_system": True},
        "team": {"administration": "none"},
    },
    "general-contractor-of-400": {
        "company": {"trade": "general_contractor", "segment": "commercial", "headcount": 400},
        "work": {"project_share": 0.97, "project_types": 4},
        "pains": {"leads_scattered": 3, "no_customer_history": 2, "overruns_found_too_late": 2},
        "sales": {"stakeholders": "many", "sales_cycle_weeks": 20, "customer_base": 2000},
        "team": {"administration": "full_time"},
    },
}
NAMES = tuple(CONTRACTORS)

HOSTILE = (
    '#import "@preview/cetz:0.3.0"',
    "*bold* _it_ `raw` $x^2$ <label> @ref",
    "back\\slash \\u{41} // comment /* */ ~ #{1+1}",
    "<script>alert(1)</script> &amp; <b>x</b>",
    "[click](https://evil.example) ![x](http://evil.example/x.png)",
    "www.evil.example https://evil.example a@evil.example",
    "| a | b | ||",
    "1. one",
    "- item",
    "=== heading",
    "# heading",
)
"""Names that some printer could take for markup, code or a link."""


def plain_words(text: str) -> str:
    """Text without line breaks, soft breaks and the kinds of blank, so that sentences can be found in it."""
    text = text.replace("\u200b", "").replace("\u00a0", " ")
    return " ".join(unicodedata.normalize("NFC", text).split())


def squeezed(text: str) -> str:
    """Text without any blank: a sentence is found even where a line breaks inside a word."""
    return "".join(plain_words(text).split())


@lru_cache(maxsize=32)
def _text_of(content: bytes, pages: tuple[int, int | None]) -> tuple[str, ...]:
    """Text of each page; reading it takes longer than printing it did."""
    return tuple(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages[slice(*pages)])


class Paper:
    """A PDF read back: its text, its tags and its metadata; pages from *first* to *last* where these are given."""

    def __init__(self, content: bytes, *, first: int = 1, last: int | None = None) -> None:
        self.content = content
        self._range = (first - 1, last)
        self.pdf = pikepdf.open(io.BytesIO(content))

    @cached_property
    def pages(self) -> list[str]:
        """Text of each page."""
        return list(_text_of(self.content, self._range))

    @cached_property
    def text(self) -> str:
        """All text, squeezed."""
        return squeezed(" ".join(self.pages))

    def holds(self, sentence: str) -> bool:
        """True where the sentence stands on one of the pages."""
        return squeezed(sentence) in self.text

    def nodes(self, node: Any) -> Iterator[pikepdf.Dictionary]:
        """The structure elements below *node*, itself included, in reading order."""
        if isinstance(node, pikepdf.Array):
            for one in node:
                yield from self.nodes(one)
        elif isinstance(node, pikepdf.Dictionary):
            yield node
            if "/K" in node:
                yield from self.nodes(node.K)

    def tagged(self, role: str) -> list[pikepdf.Dictionary]:
        """The structure elements of this role, such as /Figure."""
        return [node for node in self.nodes(self.pdf.Root.StructTreeRoot) if node.get("/S") == role]

    def fonts(self) -> list[str]:
        """The keys of every font's descriptor."""
        found = {}
        for page in self.pdf.pages:
            for font in page.get("/Resources", {}).get("/Font", {}).values():
                below = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                found[str(font.BaseFont)] = " ".join(below.FontDescriptor.keys())
        return list(found.values())

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the first page in points."""
        box = self.pdf.pages[0].mediabox
        return round(float(box[2]) - float(box[0])), round(float(box[3]) - float(box[1]))


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 100), mode: str = "RGB") -> bytes:
    """A small logo."""
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()


def svg(inside: str, attributes: str = "") -> bytes:
    """A small SVG logo with *inside* drawn on it."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'{head} viewBox="0 0 90 30" {attributes}>{inside}</svg>'.encode()


def ink_in_the_margins(pages: list[bytes], margin: float) -> list[int]:
    """Numbers of the pages (PNG) that have anything in the outer part *margin* (0-1 of the width) on either side."""
    marked = []
    for number, page in enumerate(pages, start=1):
        grey = Image.open(io.BytesIO(page)).convert("L")
        width, height = grey.size
        strip = round(width * margin)
        for box in ((0, 0, strip, height), (width - strip, 0, width, height)):
            if grey.crop(box).getextrema()[0] < 250:
                marked.append(number)
    return marked
