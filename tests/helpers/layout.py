"""Where the parts of a tagged PDF stand: what is read after a heading, and on how many pages a row lies."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf

HEADINGS = ("/H1", "/H2", "/H3")


class Leaf(NamedTuple):
    """A piece of content in reading order: its page, and the elements it stands in, the outermost first."""

    page: int
    above: tuple[tuple[int, str], ...]
    """Each with a number of its own, so that two rows are told apart, and its role."""


def leaves(pdf: bytes) -> list[Leaf]:
    """All content that is read, in reading order; what stands on every page is left out, as readers leave it out."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = {page.objgen: number for number, page in enumerate(opened.pages, start=1)}
        counter = iter(range(10**9))

        def below(node: Any, page: Any, above: tuple[tuple[int, str], ...]) -> Iterator[Leaf]:
            if isinstance(node, pikepdf.Array):
                for one in node:
                    yield from below(one, page, above)
            elif isinstance(node, pikepdf.Dictionary):
                page = node.get("/Pg", page)
                if "/S" in node:
                    above = (*above, (next(counter), str(node.S)))
                    if "/K" in node:
                        yield from below(node.K, page, above)
                elif "/MCID" in node:
                    yield Leaf(pages[page.objgen], above)
                elif "/K" in node:
                    yield from below(node.K, page, above)
            elif page is not None:
                yield Leaf(pages[page.objgen], above)

        return list(below(opened.Root.StructTreeRoot, None, ()))


def widows(pdf: bytes) -> list[int]:
    """Pages at whose end a heading stands alone: what is read next begins on another page."""
    found = []
    content = leaves(pdf)
    for one, following in itertools.pairwise(content):
        heading = next((part for part in one.above if part[1] in HEADINGS), None)
        if heading is not None and heading not in following.above and following.page != one.page:
            found.append(one.page)
    if content and any(role in HEADINGS for _, role in content[-1].above):
        found.append(content[-1].page)
    return found


def torn(pdf: bytes, roles: tuple[str, ...] = ("/TR", "/Figure", "/LI")) -> list[tuple[int, str]]:
    """Rows, pictures and list items that lie on more than one page, with the first of these pages."""
    where: dict[tuple[int, str], set[int]] = {}
    for one in leaves(pdf):
        for part in one.above:
            if part[1] in roles:
                where.setdefault(part, set()).add(one.page)
    return sorted((min(found), role) for (_, role), found in where.items() if len(found) > 1)
