"""The logo: what it claims to be, and nothing in it that runs, loads or explodes."""

from __future__ import annotations

import base64
import io
import zlib
from typing import Any

import pytest
from PIL import Image
from printed import picture, svg

from advisor.errors import ReportError
from advisor.report.logo import MAX_LOGO_BYTES, PRINTED, kind_of, pictured

DATA = base64.b64encode(picture("PNG")).decode()


def test_a_large_picture_is_scaled_to_what_a_printer_can_show() -> None:
    drawn = pictured(picture("PNG", (4000, 1000)), "png")
    inner = Image.open(io.BytesIO(base64.b64decode(drawn.partition("base64,")[2].partition('"')[0])))
    assert inner.size == (PRINTED[0], PRINTED[0] // 4)


def test_what_a_camera_wrote_into_a_jpeg_does_not_reach_the_report() -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    Image.new("RGB", (40, 20)).save(out, "JPEG", exif=exif)
    assert b"SecretCamera" in out.getvalue()
    inner = base64.b64decode(pictured(out.getvalue(), "jpeg").partition("base64,")[2].partition('"')[0])
    assert b"SecretCamera" not in inner


def test_a_picture_taken_sideways_stands_upright() -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 20)).save(out, "JPEG", exif=exif)
    assert 'width="20" height="40"' in pictured(out.getvalue(), "jpeg")


@pytest.mark.parametrize(
    "inside",
    [
        '<rect width="9" height="9" fill="url(#g)"/><linearGradient id="g"><stop offset="0"/></linearGradient>',
        '<defs><path id="p" d="M0 0h9"/></defs><use href="#p"/><use xlink:href="#p" x="9"/>',
        f'<image width="9" height="9" href="data:image/png;base64,{DATA}"/>',
        '<style>.a{fill:url(#g)}</style><linearGradient id="g"/><path class="a" d="M0 0h9"/>',
        "<title>Oak</title><!-- a comment --><text>Oak</text>",
    ],
    ids=["gradient", "copies", "picture inside", "style sheet", "text"],
)
def test_an_ordinary_svg_is_taken(inside: str) -> None:
    assert "svg" in pictured(svg(inside), "svg")


def test_an_svg_with_a_document_type_is_taken_without_it() -> None:
    head = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert "DOCTYPE" not in pictured(head + svg("<path/>"), "svg")


NESTED = "".join(f'<g id="a{i}">{"".join(f"""<use href="#a{i + 1}"/>""" for _ in range(10))}</g>' for i in range(9))


@pytest.mark.parametrize(
    ("logo", "reason"),
    [
        (svg("<script>alert(1)</script>"), "a part called script"),
        (svg("<SCRIPT/>"), "a part called script"),
        (svg("<foreignObject><p/></foreignObject>"), "a part called foreignobject"),
        (svg('<a href="javascript:alert(1)"><path/></a>'), "outside itself"),
        (svg("<path/>", 'onload="alert(1)"'), "a script"),
        (svg('<image href="https://evil.example/x.png"/>'), "outside itself"),
        (svg('<image xlink:href="file:///etc/passwd"/>'), "outside itself"),
        (svg('<image href="../logo.png"/>'), "outside itself"),
        (svg('<use href="https://evil.example/x.svg#a"/>'), "outside itself"),
        (svg(f'<use href="data:image/png;base64,{DATA}"/>'), "outside itself"),
        (svg('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>'), "outside itself"),
        (svg('<image href="data:image/png;base64,????"/>'), "cannot be read"),
        (svg('<image href="data:image/png;base64,AAAA"/>'), "not a readable PNG"),
        (svg('<path fill="url(https://evil.example/x)"/>'), "outside itself"),
        (svg("<path style=\"fill:URL( 'http://evil.example/x')\"/>"), "outside itself"),
        (svg("<style>@import 'http://evil.example/x.css';</style>"), "outside itself"),
        (svg("<style>path{fill:url(#p)}</style><pattern id='p'/>"), "style sheet refers to other parts"),
        (b'<!DOCTYPE svg [<!ENTITY a "aaa">]>' + svg("<text>&a;</text>"), "declares entities"),
        (b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("<text>&a;</text>"), "declares entities"),
        (svg(NESTED + '<g id="a9"><path/></g>'), "too involved"),
        (svg('<g id="a"><use href="#a"/></g>'), "too involved"),
        (svg("<g>" * 3000 + "</g>" * 3000), "too involved"),
        (svg("<path/>" * 30_000), "too involved"),
        (svg("<path/>")[:-4], "not a readable SVG"),
        (b"<html><svg/></html>", "not a readable SVG"),
    ],
)
def test_an_svg_that_could_do_harm_is_refused(logo: bytes, reason: str) -> None:
    with pytest.raises(ReportError, match=f"^Logo: .*{reason}"):
        pictured(logo, "svg")


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    size = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("logo", "kind", "reason"),
    [
        (picture("PNG")[:60], "png", "not a readable PNG"),
        (picture("JPEG")[:200], "jpeg", "not a readable JPEG"),
        (b"\x89PNG\r\n\x1a\n", "png", "not a readable PNG"),
        (picture("JPEG"), "png", "not a readable PNG"),
        (png_that_claims(60_000, 60_000), "png", "more than 40 million pixels"),
        (png_that_claims(7_000, 7_000), "png", "more than 40 million pixels"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * MAX_LOGO_BYTES, "png", "larger than 2 MB"),
    ],
)
def test_a_picture_that_is_none_is_refused(logo: bytes, kind: Any, reason: str) -> None:
    with pytest.raises(ReportError, match=f"^Logo: .*{reason}"):
        pictured(logo, kind)


@pytest.mark.parametrize("logo", [b"", b"hello", b"GIF89a", b"%PDF-1.7", b"RIFF0000WEBP"])
def test_other_files_are_no_logo(logo: bytes) -> None:
    with pytest.raises(ReportError, match="not a PNG, JPEG or SVG picture"):
        kind_of(logo)
