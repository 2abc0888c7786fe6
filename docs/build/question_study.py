"""How soon does it know? The most telling question first, against the natural order and the best fixed short form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

import numpy as np
from population import as_answers, contractors, first_options, form_of, found_from, kept

from advisor.knowledge import Knowledge
from advisor.questionnaire.flow import is_unsaid
from advisor.scoring.next_question import outlook
from advisor.scoring.quick import ASKED_FIRST, applying, quick_next

FITTED_ON, REPORTED_ON = 11, 12
"""Seeds of the populations on which the fixed form is chosen and all orders are compared."""

FIRMS = 300
PARTS = (0.25, 0.50, 0.75)
ORDERS = {"adaptive": "most telling first", "fixed": "best fixed short form", "natural": "order of the form"}


class Walk(NamedTuple):
    """One contractor, answered question by question."""

    order: list[str]
    stopped_at: int
    """Questions that were asked when quick mode stopped."""
    stated: float
    """What it then held likely: the greater of the two chances of another category (0-1)."""


def adaptive(data: dict[str, Any], form: Sequence[str], k: Knowledge) -> Walk:
    """The order in which quick mode asks, followed to the end of the form; where it would have stopped."""
    known: list[str] = []
    stopped, stated = len(form), 0.0
    while len(known) < len(form):
        answers = as_answers(kept(data, known))
        if stopped == len(form):
            step = quick_next(answers, k)
            if step.question is None:
                stopped, stated = len(known), max(step.chance, step.together)
        following = step.question if stopped == len(form) else _most_telling(data, known, form, k)
        known.append(following or next(field for field in form if field not in known))
    return Walk(known, stopped, stated)


def _most_telling(data: dict[str, Any], known: Sequence[str], form: Sequence[str], k: Knowledge) -> str | None:
    answers = as_answers(kept(data, known))
    asked = {q.field for q in applying(answers, k) if q.in_form and is_unsaid(answers, q.field)}
    first = next((field for field in ASKED_FIRST if field in asked), None)
    ahead = outlook(found_from(kept(data, known), k), asked & set(form), k.option_book, k.rule_book)
    return first or next((one.question for one in ahead.questions), None)


def best_fixed(k: Knowledge, firms: int, seed: int) -> list[str]:
    """The better of two fixed orders: built up from nothing, and cut down from the full form, question by question.

    Each time the question is taken (or left out) with which most contractors agree. Building up alone would miss
    questions that tell something only together.
    """
    people = contractors(k, firms, seed)
    forms = [form_of(data, k) for data in people]
    full = _categories([found_from(kept(d, form), k) for d, form in zip(people, forms, strict=True)], k)

    def agreed(fields: Collection[str]) -> float:
        found = [
            found_from(kept(d, [f for f in form if f in fields]), k) for d, form in zip(people, forms, strict=True)
        ]
        return float(np.mean([a == b for a, b in zip(_categories(found, k), full, strict=True)]))

    every = [q.field for q in k.questionnaire.questions if q.in_form]
    up: list[str] = []
    while len(up) < len(every):
        left = [f for f in every if f not in up]
        up.append(max(left, key=lambda f: (agreed({*up, f}), -every.index(f))))
    down = list(every)
    last: list[str] = []
    while down:
        least = max(down, key=lambda f: (agreed(set(down) - {f}), every.index(f)))
        down.remove(least)
        last.insert(0, least)
    halves = [sum(agreed(set(order[: round(part * len(every))])) for part in PARTS) for order in (up, last)]
    return up if halves[0] > halves[1] else last


def _categories(found: Sequence[Any], k: Knowledge) -> list[str]:
    return [k.option_book.by_id[name].category for name in first_options(found, k)]


def run(k: Knowledge, *, firms: int = FIRMS, fixed_firms: int | None = None) -> dict[str, Any]:
    """The study: agreement with the full form by number of questions asked, for each order; and quick mode's stops."""
    people = contractors(k, firms, REPORTED_ON)
    forms = [form_of(data, k) for data in people]
    walks = [adaptive(data, form, k) for data, form in zip(people, forms, strict=True)]
    fixed = best_fixed(k, fixed_firms or firms, FITTED_ON)
    orders: dict[str, Callable[[int], list[str]]] = {
        "adaptive": lambda i: walks[i].order,
        "fixed": lambda i: [f for f in fixed if f in forms[i]],
        "natural": lambda i: forms[i],
    }
    agree: dict[str, list[list[bool]]] = {}
    for name, order in orders.items():
        agree[name] = []
        for i, data in enumerate(people):
            steps = [found_from(kept(data, order(i)[:asked]), k) for asked in range(len(forms[i]) + 1)]
            got = _categories(steps, k)
            agree[name].append([category == got[-1] for category in got])
    longest = max(len(form) for form in forms)
    curves = {
        name: [
            round(float(np.mean([one[min(asked, len(one) - 1)] for one in rows])), 3) for asked in range(longest + 1)
        ]
        for name, rows in agree.items()
    }
    parts = {
        name: {str(p): round(float(np.mean([one[round(p * (len(one) - 1))] for one in rows])), 3) for p in PARTS}
        for name, rows in agree.items()
    }
    stops = [walk.stopped_at for walk in walks]
    return {
        "firms": firms,
        "questions": round(float(np.mean([len(form) for form in forms])), 1),
        "curves": curves,
        "parts": parts,
        "fixed_order": fixed,
        "fixed_names": [k.questionnaire.of(field).short.lower() for field in fixed[:8]],
        "quick": {
            "limit": k.option_book.quick.stop_at,
            "asked_mean": round(float(np.mean(stops)), 1),
            "asked_half": int(np.quantile(stops, 0.5)),
            "asked_most": int(np.quantile(stops, 0.9)),
            "agrees": round(float(np.mean([rows[at] for rows, at in zip(agree["adaptive"], stops, strict=True)])), 3),
            "stated": round(float(np.mean([walk.stated for walk in walks])), 3),
        },
    }


INK, MUTED, LINE, PAPER = "#1D2730", "#5A6672", "#D9D6CE", "#FBFAF7"
COLOURS = {"adaptive": "#0B5563", "fixed": "#6A4A8C", "natural": "#8A5A00"}


def picture(figures: dict[str, Any]) -> str:
    """Agreement over the number of questions asked, one line for each order, as SVG."""
    left, top, wide, high = 80, 92, 640, 330
    curves = figures["curves"]
    longest = len(curves["adaptive"]) - 1
    half = figures["parts"]["adaptive"]["0.5"]

    def x(asked: float) -> float:
        return left + asked / longest * wide

    def y(share: float) -> float:
        return top + (1 - share) * high

    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 510" role="img" '
        'font-family="Public Sans, sans-serif" '
        'aria-label="Share of contractors whose category is already that of the full form, by questions asked">',
        f'<rect width="760" height="510" fill="{PAPER}"/>',
        f'<text x="24" y="34" font-size="20" font-weight="700" fill="{INK}">At half the questions {half * 100:.0f} of '
        "100 already have the answer of the full form</text>",
        f'<text x="24" y="58" font-size="14" fill="{MUTED}">{figures["firms"]} plausible contractors, '
        f"{figures['questions']:.0f} questions on average</text>",
    ]
    for tick in (0, 0.25, 0.5, 0.75, 1):
        parts.append(
            f'<text x="{left - 12}" y="{y(tick) + 5:.0f}" font-size="13" fill="{MUTED}" text-anchor="end">'
            f"{tick * 100:.0f} %</text>"
        )
    for part in PARTS:
        at = x(part * figures["questions"])
        parts.append(
            f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{y(1):.0f}" y2="{y(0):.0f}" stroke="{LINE}"/>'
            f'<text x="{at:.1f}" y="{y(0) + 22:.0f}" font-size="13" fill="{MUTED}" text-anchor="middle">'
            f"{part * 100:.0f} % asked</text>"
        )
    ends = sorted(curves, key=lambda name: -curves[name][round(longest * 0.3)])
    for place, name in enumerate(ends):
        points = " ".join(f"{x(asked):.1f},{y(share):.1f}" for asked, share in enumerate(curves[name]))
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{COLOURS[name]}" stroke-width="2.5" '
            f'stroke-dasharray="{("none", "7 4", "2 4")[list(COLOURS).index(name)]}"/>'
            f'<text x="{x(longest * 0.52):.0f}" y="{y(0.52) + 24 * place:.0f}" font-size="14" font-weight="600" '
            f'fill="{COLOURS[name]}">{("—", "– –", "· · ·")[list(COLOURS).index(name)]} {ORDERS[name]}</text>'
        )
    parts += [
        f'<text x="{x(longest / 2):.0f}" y="{y(0) + 50:.0f}" font-size="14" fill="{INK}" text-anchor="middle">'
        f"questions asked, 0 to {longest}</text>",
        f'<text x="24" y="{y(0) + 78:.0f}" font-size="12" fill="{MUTED}">The fixed form was chosen on other '
        "contractors than those counted here.</text>",
    ]
    return "\n".join([*parts, "</svg>"]) + "\n"
