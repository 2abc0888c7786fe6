"""The logo: checked to be the picture it says it is, and made harmless before it is drawn."""

from __future__ import annotations

import base64
import io
import re
import warnings
from collections.abc import Mapping
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

_FORBIDDEN = {
    "script", "foreignobject", "iframe", "object", "embed", "audio", "video", "canvas", "handler", "listener",
    "animate", "animatetransform", "animatemotion", "set",
}  # fmt: skip
_DATA_PICTURE = re.compile(r"data:image/(png|jpe?g);base64,", re.IGNORECASE)
_URL = re.compile(r"url\(\s*['\"]?\s*([^'\")\s]*)", re.IGNORECASE)
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


def _decoded(logo: bytes, kind: str) -> Image.Image:
    """The picture, upright, at most `PRINTED` in size."""
    try:
        with warnings.catch_warnings():
            # Pillow warns of very large pictures; here they are refused by their stated size instead.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(logo), formats=(kind.upper(),)) as picture:
                width, height = picture.size
                if width * height > MAX_LOGO_PIXELS:
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
    out = io.BytesIO()
    picture.save(out, format="PNG")
    width, height = picture.size
    data = base64.b64encode(out.getvalue()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{data}"/></svg>'
    )


def _checked_svg(logo: bytes) -> str:
    try:
        root = fromstring(logo, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise ReportError("the SVG declares entities", where="Logo", do=_SAVE_AS) from None
    except (ParseError, ValueError, LookupError):
        raise ReportError("the logo is not a readable SVG picture", where="Logo", do=_SAVE_AS) from None
    if _local(root.tag) != "svg":
        raise ReportError("the logo is not a readable SVG picture", where="Logo", do=_SAVE_AS)
    named = {name: element for element in root.iter() if (name := element.get("id"))}
    for element in root.iter():
        _check_element(element, named)
    try:
        drawn = _drawn(root, named, {}, frozenset())
        # Written anew, so that what is drawn is what was checked.
        text = tostring(root, encoding="unicode")
    except RecursionError:
        drawn = MAX_DRAWN + 1
    if drawn > MAX_DRAWN:
        raise ReportError("the SVG is too involved to draw", where="Logo", do=_SAVE_AS)
    return text


def _check_element(element: Element, named: Mapping[str, Element]) -> None:
    tag = _local(element.tag)
    if tag in _FORBIDDEN:
        raise ReportError(f"the SVG holds a part called {tag}, which is not printed", where="Logo", do=_SAVE_AS)
    texts = []
    for name, value in element.attrib.items():
        attribute = _local(name)
        if attribute.startswith("on"):
            raise ReportError("the SVG holds a script", where="Logo", do=_SAVE_AS)
        if attribute in {"href", "src"}:
            _check_target(value, picture=tag in {"image", "feimage"})
        texts.append(value)
    if tag == "style":
        sheet = "".join(element.itertext())
        texts.append(sheet)
        for ref in _URL.findall(sheet):
            # A style sheet reaches every element, so only what draws nothing itself may be referred to from it.
            if _local(getattr(named.get(ref[1:]), "tag", "")) not in {"lineargradient", "radialgradient"}:
                raise ReportError("the SVG's style sheet refers to other parts", where="Logo", do=_SAVE_AS)
    for text in texts:
        if "@import" in text.lower():
            raise ReportError("the SVG points to something outside itself", where="Logo", do=_SAVE_AS)
        for target in _URL.findall(text):
            _check_target(target)


def _check_target(target: str, *, picture: bool = False) -> None:
    """A target is a part of the same file, or a PNG or JPEG written into it."""
    target = target.strip()
    if target.startswith("#"):
        return
    data = _DATA_PICTURE.match(target) if picture else None
    if data is None:
        raise ReportError("the SVG points to something outside itself", where="Logo", do=_SAVE_AS)
    try:
        inner = base64.b64decode("".join(target[data.end() :].split()), validate=True)
    except ValueError:
        raise ReportError("the picture inside the SVG cannot be read", where="Logo", do=_SAVE_AS) from None
    _decoded(inner, "PNG" if data[1].lower() == "png" else "JPEG")


def _drawn(element: Element, named: Mapping[str, Element], known: dict[Element, int], above: frozenset[Element]) -> int:
    """Elements drawn for *element*, with every part counted again wherever it is referred to."""
    if element in above or len(above) > 200:
        return MAX_DRAWN + 1
    if element not in known:
        inside = above | {element}
        targets = [named[ref] for ref in _references(element) if ref in named]
        known[element] = 1 + sum(_drawn(part, named, known, inside) for part in (*element, *targets))
    return known[element]


def _references(element: Element) -> list[str]:
    found = []
    for name, value in element.attrib.items():
        targets = [value] if _local(name) == "href" else _URL.findall(value)
        found += [target.strip()[1:] for target in targets if target.strip().startswith("#")]
    return found


def _local(name: object) -> str:
    return name.rpartition("}")[2].lower() if isinstance(name, str) else ""
