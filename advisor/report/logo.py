"""The logo: checked to be the picture it says it is, and made harmless before it is drawn."""

from __future__ import annotations

import base64
import io
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import Image, ImageOps

from advisor.errors import ReportError

LogoKind = Literal["png", "jpeg", "svg"]

MAX_LOGO_BYTES = 2_000_000
MAX_LOGO_PIXELS = 40_000_000
"""Largest PNG or JPEG: 40 megapixels is more than any camera logo, and decodes in about 160 MB."""

PRINTED = (1200, 480)
"""A logo is printed at most 1.9 by 0.75 inches, so this many pixels are sharp on any printer."""

MAX_DRAWN = 20_000
"""Most elements of an SVG, copies of parts counted: a drawing beyond that is an illustration, or a trap."""

PIXELS_AS_ONE = 150
"""Pixels of a picture inside an SVG that take as long as one element: five of full size can be printed."""

MAX_STYLED = 2_000_000
"""Most rules of an SVG's style sheets times its elements, for each rule is held against each element."""

_FORBIDDEN = {
    "script", "foreignobject", "iframe", "object", "embed", "audio", "video", "canvas", "handler", "listener",
    "animate", "animatetransform", "animatemotion", "set", "filter",
}  # fmt: skip
"""What is not printed. A filter is, but a few letters of it can keep a printer busy for hours."""

_LETTERED = {"text", "tspan", "textpath"}
_DATA_PICTURE = re.compile(r"data:image/(png|jpe?g);base64,", re.IGNORECASE)
_URL = re.compile(r"url\(\s*['\"]?\s*([^'\")\s]*)", re.IGNORECASE)
_FILTERED = re.compile(r"(?<![\w-])filter\s*:\s*(?!\s|none\b)", re.IGNORECASE)
_SAVE_AS = "Save the logo as PNG and try again."


def kind_of(logo: bytes) -> LogoKind:
    """The kind of picture, by its first bytes; never by its name.

    Raises:
        ReportError: it is neither PNG nor JPEG nor SVG.
    """
    if logo.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if logo.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if b"<svg" in logo[:4096]:
        return "svg"
    raise ReportError("this is not a PNG, JPEG or SVG picture", where="Logo", do=_SAVE_AS)


def pictured(logo: bytes, kind: LogoKind) -> str:
    """The logo as an SVG that is safe to draw; PNG and JPEG are decoded, scaled and wrapped, without their metadata.

    Raises:
        ReportError: it is too large, not of its kind, broken, or an SVG with scripts or references to elsewhere.
    """
    if len(logo) > MAX_LOGO_BYTES:
        raise ReportError("the logo is larger than 2 MB", where="Logo", do="Save it smaller and try again.")
    return _checked_svg(logo) if kind == "svg" else _wrapped(_decoded(logo, kind))


def _decoded(logo: bytes, kind: str, room: _Room | None = None) -> Image.Image:
    """The picture, upright, at most `PRINTED` in size; its pixels are taken from *room*."""
    room = room or _Room(MAX_LOGO_PIXELS)
    try:
        with warnings.catch_warnings():
            # Pillow warns of very large pictures; here they are refused by their stated size instead.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(logo), formats=(kind.upper(),)) as picture:
                width, height = picture.size
                room.pixels -= width * height
                if room.pixels < 0:
                    raise Image.DecompressionBombError
                picture.verify()
            with Image.open(io.BytesIO(logo), formats=(kind.upper(),)) as picture:
                upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except Image.DecompressionBombError:
        raise ReportError("the logo has more than 40 million pixels", where="Logo", do="Save it smaller.") from None
    except Exception:  # Pillow's readers stumble over broken pictures with errors of many kinds
        raise ReportError(f"the logo is not a readable {kind.upper()} picture", where="Logo", do=_SAVE_AS) from None
    upright.thumbnail(PRINTED, Image.Resampling.LANCZOS)
    return upright


def _wrapped(picture: Image.Image) -> str:
    width, height = picture.size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="{_data_address(picture)}"/></svg>'
    )


def _data_address(picture: Image.Image) -> str:
    out = io.BytesIO()
    picture.save(out, format="PNG")
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"


def _checked_svg(logo: bytes) -> str:
    try:
        root = fromstring(logo, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise ReportError("the SVG declares entities", where="Logo", do=_SAVE_AS) from None
    except (ParseError, ValueError, LookupError):
        raise ReportError("the logo is not a readable SVG picture", where="Logo", do=_SAVE_AS) from None
    if _local(root.tag) != "svg":
        raise ReportError("the logo is not a readable SVG picture", where="Logo", do=_SAVE_AS)
    elements = list(root.iter())
    named = {name: element for element in elements if (name := element.get("id"))}
    room = _Room(MAX_LOGO_PIXELS)
    for element in elements:
        _check_element(element, named, room)
    rules = sum("".join(one.itertext()).count("{") for one in elements if _local(one.tag) == "style")
    if rules * len(elements) > MAX_STYLED:
        raise _too_involved()
    try:
        drawn = _drawn(root, named, room.counts, frozenset())
        # Written anew, so that what is drawn is what was checked.
        text = tostring(root, encoding="unicode")
    except RecursionError:
        drawn = MAX_DRAWN + 1
    if drawn > MAX_DRAWN:
        raise _too_involved()
    return text


def _too_involved() -> ReportError:
    return ReportError("the SVG is too involved to draw", where="Logo", do=_SAVE_AS)


@dataclass
class _Room:
    """Pixels that the pictures inside one SVG may still have together, and what each of those read counts for."""

    pixels: int
    counts: dict[Element, int] = field(default_factory=dict)


def _check_element(element: Element, named: Mapping[str, Element], room: _Room) -> None:
    """Refuses what must not be drawn; a picture inside is put in anew, scaled to what can be printed."""
    tag = _local(element.tag)
    if tag in _FORBIDDEN:
        raise ReportError(f"the SVG holds a part called {tag}, which is not printed", where="Logo", do=_SAVE_AS)
    texts = []
    for name, value in element.attrib.items():
        attribute = _local(name)
        if attribute.startswith("on"):
            raise ReportError("the SVG holds a script", where="Logo", do=_SAVE_AS)
        if attribute == "filter" and value.strip().lower() != "none":
            raise ReportError("the SVG holds a filter, which is not printed", where="Logo", do=_SAVE_AS)
        if attribute in {"href", "src"}:
            if tag == "image" and not value.strip().startswith("#"):
                inner = _picture_inside(value, room)
                element.attrib[name] = _data_address(inner)
                room.counts[element] = 1 + inner.width * inner.height // PIXELS_AS_ONE
                continue
            _check_target(value)
        texts.append(value)
    if tag == "style":
        sheet = "".join(element.itertext())
        texts.append(sheet)
        for ref in _URL.findall(sheet):
            # A style sheet reaches every element, so only what draws nothing itself may be referred to from it.
            if _local(getattr(named.get(ref[1:]), "tag", "")) not in {"lineargradient", "radialgradient"}:
                raise ReportError("the SVG's style sheet refers to other parts", where="Logo", do=_SAVE_AS)
    for text in texts:
        if _FILTERED.search(text):
            raise ReportError("the SVG holds a filter, which is not printed", where="Logo", do=_SAVE_AS)
        if "@import" in text.lower():
            raise ReportError("the SVG points to something outside itself", where="Logo", do=_SAVE_AS)
        for target in _URL.findall(text):
            _check_target(target)


def _check_target(target: str) -> None:
    """A target is a part of the same file."""
    if not target.strip().startswith("#"):
        raise ReportError("the SVG points to something outside itself", where="Logo", do=_SAVE_AS)


def _picture_inside(target: str, room: _Room) -> Image.Image:
    """A PNG or JPEG that is written into the SVG, at most `PRINTED` in size."""
    target = target.strip()
    data = _DATA_PICTURE.match(target)
    if data is None:
        raise ReportError("the SVG points to something outside itself", where="Logo", do=_SAVE_AS)
    try:
        inner = base64.b64decode("".join(target[data.end() :].split()), validate=True)
    except ValueError:
        raise ReportError("the picture inside the SVG cannot be read", where="Logo", do=_SAVE_AS) from None
    return _decoded(inner, "PNG" if data[1].lower() == "png" else "JPEG", room)


def _drawn(element: Element, named: Mapping[str, Element], known: dict[Element, int], above: frozenset[Element]) -> int:
    """Elements drawn for *element*, with every part counted again wherever it is referred to; a letter counts as one.

    Args:
        known: elements that were counted before, pictures among them.
        above: what *element* is drawn in.
    """
    if element in above or len(above) > 200:
        return MAX_DRAWN + 1
    if element not in known:
        inside, tag = above | {element}, _local(element.tag)
        own = len("".join(element.itertext())) if tag in _LETTERED else 1
        drawn = sum(_drawn(part, named, known, inside) for part in element)
        for target in (named[ref] for ref in _references(element) if ref in named):
            drawn += _drawn(target, named, known, inside) * (_corners(element) if _local(target.tag) == "marker" else 1)
        known[element] = max(own, 1) + drawn
    return known[element]


def _corners(element: Element) -> int:
    """At most so many corners have the lines of *element* and of what is in it: a marker is drawn at each."""
    return 1 + sum(len(one.get("d", "")) + len(one.get("points", "")) for one in element.iter()) // 3


def _references(element: Element) -> list[str]:
    found = []
    for name, value in element.attrib.items():
        targets = [value] if _local(name) == "href" else _URL.findall(value)
        found += [target.strip()[1:] for target in targets if target.strip().startswith("#")]
    return found


def _local(name: object) -> str:
    return name.rpartition("}")[2].lower() if isinstance(name, str) else ""
