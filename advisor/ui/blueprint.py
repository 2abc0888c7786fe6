"""The integration blueprint of a stack as safe HTML: a table on a wide screen, a block for each line on a phone."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping

from advisor.report import stack_words
from advisor.report.words import as_of_words
from advisor.sources import Source
from advisor.stack.stack import Blueprint, BlueprintLine, Passage

HEADS = ("What", "Held in", "Where it goes", "The rule", "What breaks")


def table(blueprint: Blueprint, sources: Mapping[str, Source], name: str) -> str:
    """The lines of a blueprint.

    Args:
        blueprint: whose lines.
        sources: of the rules, by id.
        name: of the stack, for a screen reader.
    """
    # The roles are those of a table anyway; browsers forget them when the style sheet makes blocks of the rows.
    heads = "".join(f'<th role="columnheader" scope="col">{_text(head)}</th>' for head in HEADS)
    rows = "".join(_row(line, sources) for line in blueprint.lines)
    return (
        f'<table class="advisor-blueprint" role="table" aria-label="{html.escape(f"Blueprint of {name}")}">'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
    )


def steps(blueprint: Blueprint, sources: Mapping[str, Source]) -> str:
    """The set-up order as a numbered list."""
    items = "".join(
        f"<li><strong>{_text(step.title)}.</strong> {_text(step.text)} "
        f"<small>{_cited(step.sources, sources)}</small></li>"
        for step in blueprint.steps
    )
    return f'<ol class="advisor-steps">{items}</ol>'


def _row(line: BlueprintLine, sources: Mapping[str, Source]) -> str:
    tag = f" <small>{_text(stack_words.JOIN_TITLES[line.join])}</small>" if line.join else ""
    doubt = f'<small class="mark">{_text(line.doubt)}</small>' if line.doubt else ""
    ways = "".join(f"<li>{_passage(line, passage)}</li>" for passage in line.passages)
    judged = f"<small>Our judgment: {_text(line.judged)}</small>" if line.judged else ""
    cells = (
        f"{_text(line.holder)}{doubt}",
        f"<ul>{ways}</ul>" if ways else "It stays there.",
        f"{_text(line.rule)}{judged}",
        f"{_text(line.pitfall)} <small>{_cited(line.sources, sources)}</small>",
    )
    said = "".join(
        f'<td role="cell"><span class="who">{_text(head)}</span><div>{cell}</div></td>'
        for head, cell in zip(HEADS[1:], cells, strict=True)
    )
    return f'<tr role="row"><th role="rowheader" scope="row">{_text(line.label)}{tag}</th>{said}</tr>'


def _passage(line: BlueprintLine, passage: Passage) -> str:
    words = f"<strong>{_text(stack_words.way_words(line, passage))}:</strong> "
    words += _text(f"{stack_words.passage_words(passage)}.")
    if passage.named:
        words += f" <em>{_text(passage.carries.rstrip('.'))}.</em>"
    if passage.note:
        words += f" {_text(passage.note)}"
    if passage.source:
        date = f", {_text(as_of_words(passage.as_of))}"
        words += f" <small>{_link(passage.source, passage.url)}{date if passage.url else ''}</small>"
    return words


def _cited(ids: Iterable[str], sources: Mapping[str, Source]) -> str:
    return "; ".join(_link(sources[name].title, sources[name].url) for name in ids if name in sources)


def _link(title: str, url: str | None) -> str:
    if not url or not re.fullmatch(r"https?://[^\s<>\"]+", url):
        return _text(title)
    return f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">{_text(title)}</a>'


def _text(words: str) -> str:
    return html.escape(" ".join(words.split()), quote=False)
