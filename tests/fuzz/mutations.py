"""Ways to spoil what was right: bytes, text, plain data, and the parts of an archive."""

from __future__ import annotations

import copy
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import hostile
import yaml
from hypothesis import strategies as st

SPOILERS: tuple[bytes, ...] = (
    b"\x00", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc2\x85", b"\xe2\x80\xa8", b"\r",
    b"\n", b"\t", b'"', b"'", b",", b";", b"|", b"{", b"}", b"[", b"]", b"<", b">", b"&", b"#", b"=", b"-", b"\\",
    b"9" * 5000, b"0x" + b"F" * 6000, b"1e999", b"-1e-999", b".inf", b".nan", b"NaN", b"Infinity", b"1_000", b"0o17",
    b"12:34:56", b"(" * 300, b"[" * 300, b"{a: " * 50, b" " * 4000, b"\n" * 2000, b"a" * 5000,
    b"!!timestamp x", b"!!int x", b'!!int ""', b"!!bool x", b"!!float x", b"!!binary x", b"!!set {a, b}", b"!!omap [a]",
    b"!!pairs [a]", b"!!null x", b"!!python/name:os.system", b"!x y", b"&a ", b"*a", b"<<: *a\n", b"<<: {a: 1}\n",
    b"? {a: b}\n: c\n", b"? !!set {a}\n: c\n", b"? [a]\n", b"---\n", b"...\n", b"%YAML 9.9\n", b"%TAG ! x\n", b"- - - ",
    b"|2\n", b">-\n", b"on: ", b"=: ", b"~: ", b"1: ", b"2026-02-30", b"2026-02-30T25:61:61Z", b"\\ud800", b"\\u0000",
    b"31/31/2025", b"00/00/0000", b"-1", b"99999999999999999999", b"#REF!", b"#N/A", b"1.234.567,89", b"($1,2,3.4.5)",
    b"9999h", b"PT9999999999999H", b"12/31/9999", b"01/01/0001", b'="1"', b"Total", b"!CUST\t", b"!TRNS\n",
    *(text.encode("utf-8", "surrogatepass") for text in hostile.EVERY),
)  # fmt: skip


def _a_few(most: int) -> st.SearchStrategy[int]:
    """How often something is changed: once mostly, for what is spoiled much is refused at the door."""
    return st.sampled_from((0, 1, 1, 1, 1, 1, 2, 2, most))


@st.composite
def spoiled_bytes(draw: st.DrawFn, seeds: Sequence[bytes], most: int = 4) -> bytes:
    """One of *seeds* with a few bytes changed, cut, doubled, moved, or parts of another seed or a spoiler put in."""
    raw = draw(st.sampled_from(seeds))
    for _ in range(draw(_a_few(most))):
        at = draw(st.integers(0, max(len(raw) - 1, 0)))
        size = draw(st.sampled_from((1, 1, 2, 4, 16, 200, 3000)))
        how = draw(st.integers(0, 7))
        if how == 0:
            raw = raw[:at] + draw(st.binary(min_size=1, max_size=8)) + raw[at + size :]
        elif how == 1:
            raw = raw[:at] + raw[at + size :]
        elif how == 2:
            raw = raw[:at]
        elif how == 3:
            raw = raw[: at + size] + raw[at : at + size] * draw(st.sampled_from((1, 3, 50))) + raw[at + size :]
        elif how == 4:
            other = draw(st.sampled_from(seeds))
            start = draw(st.integers(0, max(len(other) - 1, 0)))
            raw = raw[:at] + other[start : start + size] + raw[at:]
        elif how == 5 and raw:
            raw = raw[:at] + bytes([raw[at] ^ (1 << draw(st.integers(0, 7)))]) + raw[at + 1 :]
        else:
            raw = raw[:at] + draw(st.sampled_from(SPOILERS)) + raw[at + (size if how == 6 else 0) :]
    return raw


def spoiled_text(seeds: Sequence[str], most: int = 4) -> st.SearchStrategy[str]:
    """As `spoiled_bytes`, as text of one character a byte where it is no UTF-8."""
    return spoiled_bytes([seed.encode() for seed in seeds], most).map(_text)


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


# ---- plain data -----------------------------------------------------------------------------------------------------

WRONG: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(hostile.EVERY),
    st.sampled_from(
        [
            None, True, False, 0, -1, 0.5, 2**63, 10**30, -(10**400), 1e308, float("inf"), float("nan"), "", " ",
            "unknown", "not_needed", "2026-02-30", "x" * 6000, [], {}, [[]], [None], {"": ""}, {"low": 5, "high": 1},
            {"low": None}, list(range(3000)), {str(n): n for n in range(500)}, "o1", "o999", "electrical_service",
        ]
    ),
    st.integers(), st.floats(), st.text(max_size=40),
    st.recursive(st.none() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=2), max_leaves=20),
    st.integers(1, 40).map(lambda depth: json.loads("[" * depth + "]" * depth)),
)  # fmt: skip
"""Values that few fields can take."""


@st.composite
def spoiled_data(draw: st.DrawFn, seeds: Sequence[Any], most: int = 3) -> Any:
    """One of *seeds* (plain data) with a few values replaced, taken out, doubled, renamed or wrapped."""
    data = copy.deepcopy(draw(st.sampled_from(seeds)))
    for _ in range(draw(_a_few(most))):
        places = list(_places(data))
        if not places:
            return data
        inside, key = places[draw(st.integers(0, len(places) - 1))]
        how = draw(st.integers(0, 6))
        if how == 0:
            del inside[key]
        elif how == 1 and isinstance(inside, list):
            inside.insert(0, copy.deepcopy(inside[key]))
        elif how == 1:
            inside[draw(st.sampled_from(hostile.EVERY) | st.text(max_size=9))] = inside.pop(key)
        elif how == 2:
            inside[key] = [inside[key]]
        elif how == 3:
            inside[key] = {"low": inside[key]}
        elif how == 4:
            other, there = places[draw(st.integers(0, len(places) - 1))]
            if there in other if isinstance(other, dict) else there < len(other):
                inside[key] = copy.deepcopy(other[there])
        else:
            inside[key] = copy.deepcopy(draw(WRONG))
    return data


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every place that holds something, as (the mapping or list, key or index)."""
    steps: Iterator[tuple[Any, Any]] = iter(())
    if isinstance(data, dict):
        steps = iter(list(data.items()))
    elif isinstance(data, list):
        steps = iter(list(enumerate(data)))
    for key, value in steps:
        yield data, key
        yield from _places(value)


def as_json(data: Any) -> bytes:
    """Plain data as JSON, NaN and all."""
    return json.dumps(data).encode()


def as_yaml(data: Any) -> bytes:
    """Plain data as YAML as PyYAML writes it, tags and aliases and all."""
    return yaml.dump(data, sort_keys=False, allow_unicode=True).encode("utf-8", "surrogatepass")


def spoiled_file(
    seeds: Sequence[Any], write: Callable[[Any], bytes], written: Sequence[bytes] = ()
) -> st.SearchStrategy[bytes]:
    """A file whose data, or whose bytes, are spoiled, or both.

    Args:
        seeds: plain data that is right.
        write: the data as bytes.
        written: further files as they stand.
    """
    as_bytes = [*(write(seed) for seed in seeds), *written]
    by_data = spoiled_data(seeds).map(write)
    both = by_data.flatmap(lambda raw: spoiled_bytes([raw], most=1))
    return st.one_of(by_data, by_data, both, spoiled_bytes(as_bytes))


@st.composite
def spoiled_png(draw: st.DrawFn, seeds: Sequence[bytes]) -> bytes:
    """A PNG with one of its parts spoiled, moved, doubled or stated too long, its checksums right."""
    raw = draw(st.sampled_from(seeds))
    parts, at = [], 8
    while at < len(raw):
        size = int.from_bytes(raw[at : at + 4], "big")
        parts.append((raw[at + 4 : at + 8], raw[at + 8 : at + 8 + size]))
        at += 12 + size
    for _ in range(draw(_a_few(3))):
        place = draw(st.integers(0, len(parts) - 1))
        kind, data = parts[place]
        how = draw(st.integers(0, 4))
        if how == 0:
            parts.insert(draw(st.integers(0, len(parts))), parts[place])
        elif how == 1 and len(parts) > 1:
            parts.pop(place)
        elif how == 2:
            bomb = zlib.compress(b"\x00" * draw(st.sampled_from((100, 1_000_000, 30_000_000))))
            parts.insert(1, draw(st.sampled_from(((b"iCCP", b"x\x00\x00" + bomb), (b"zTXt", b"x\x00\x00" + bomb)))))
        elif kind == b"IHDR":
            side = st.sampled_from((0, 1, 9, 4000, 40_000, 2**31 - 1, 2**32 - 1))
            bits = st.sampled_from((1, 2, 4, 8, 16, 3))
            colours = st.sampled_from((0, 2, 3, 4, 6, 1))
            parts[place] = (
                kind,
                draw(side).to_bytes(4, "big")
                + draw(side).to_bytes(4, "big")
                + bytes((draw(bits), draw(colours), 0, 0, draw(st.integers(0, 1)))),
            )
        else:
            known = st.sampled_from((b"tRNS", b"PLTE", b"eXIf", b"gAMA", b"pHYs", b"acTL", b"fcTL", b"fdAT", b"iTXt"))
            parts[place] = (draw(known) if how == 3 else kind, draw(spoiled_bytes([data, b"II*\x00\x08"], most=2)))
    return raw[:8] + b"".join(
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big") for kind, data in parts
    )


# ---- archives -------------------------------------------------------------------------------------------------------


@st.composite
def spoiled_archive(draw: st.DrawFn, seeds: Sequence[bytes]) -> bytes:
    """An archive with a part of it spoiled and packed anew, so that its checksums are right; or its bytes spoiled."""
    raw = draw(st.sampled_from(seeds))
    if draw(st.integers(0, 2)) == 0:
        return draw(spoiled_bytes([raw], most=3))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(draw(st.integers(1, 2))):
        name = draw(st.sampled_from(sorted(parts)))
        how = draw(st.integers(0, 5))
        if how == 0:
            del parts[name]
        elif how == 1:
            parts[draw(st.sampled_from(("../" + name, "/" + name, name.upper(), "xl/workbook.xml", "content.xml")))] = (
                parts[name]
            )
        elif how == 2:
            parts[name] = parts[name].replace(b"?>", b"?>" + ENTITIES, 1).replace(b"</t>", b"&l9;</t>")
        else:
            parts[name] = draw(spoiled_bytes([parts[name], *XML], most=3))
        if not parts:
            break
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


ENTITIES = (
    b'<!DOCTYPE r [<!ENTITY l0 "lol"><!ENTITY x SYSTEM "file:///etc/passwd">'
    + b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]>"
)
"""A billion laughs, and a file of the machine."""

XML: tuple[bytes, ...] = (
    b'<c r="XFD1048576" t="n"><v>1</v></c>', b'<c r="A99999999999"><v>1</v></c>', b'<c r="-1"><v>1</v></c>',
    b'<c t="s"><v>99999999</v></c>', b'<c t="s"><v>-1</v></c>', b'<c t="d"><v>9999-99-99</v></c>',
    b"<v>1e400</v>", b"<v>NaN</v>", b'<row r="4294967296">', b'<dimension ref="A1:XFD1048576"/>', b"<f>A1</f>",
    b'<table:table-cell table:number-columns-repeated="999999999">', b'table:number-rows-repeated="1048576"',
    b'office:value="1e999"', b'office:date-value="99999-99-99"', b'office:time-value="PT99999999H"',
    b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'>", b"<?xml version='9'?>", b"<![CDATA[", b"&#0;", b"&#xD800;", b"&x;",
)  # fmt: skip
