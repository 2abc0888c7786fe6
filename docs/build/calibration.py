"""Is it as sure as it says? Answers are hidden at random, and what is stated is compared with what then comes true.

The widths of open answers were set on one population and are reported on another one with another seed, and on a third
one whose figures are different on purpose.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from population import contractors, first_options, form_of, found_from, kept, other_figures

from advisor.knowledge import Knowledge
from advisor.scoring.robustness import acceptability, draw

SET_ON, REPORTED_ON, OTHER = 1, 2, 3
"""Seeds of the three populations."""

RATES = (0.1, 0.3, 0.5, 0.7, 0.9)
"""Chance with which each answer is hidden."""

FIRMS, DRAWS, BINS = 1_000, 1_000, 10


class Case(NamedTuple):
    """One contractor with some answers hidden."""

    rate: float
    stated: dict[str, float]
    """Share of first places by option."""
    now: str
    full: str
    """What comes first with these answers, and with the full form."""
    own: str
    """What comes first with the full form, a split and weights of the contractor's own within the stated widths."""


def cases(k: Knowledge, firms: int, seed: int, *, stated: Any = None, draws: int = DRAWS) -> list[Case]:
    """Every contractor of a population at every rate of hiding."""
    people = contractors(k, firms, seed, stated)
    forms = [form_of(data, k) for data in people]
    whole = [found_from(kept(data, form), k) for data, form in zip(people, forms, strict=True)]
    full = first_options(whole, k)
    own = []
    for place, found in enumerate(whole):
        one = draw(found, k.option_book, k.rule_book, draws=1, seed=seed * 100_000 + place)
        own.append(one.option_ids[int(one.values[:, 0].argmax())])
    rng = np.random.default_rng(seed)
    out = []
    for rate in RATES:
        part = [
            found_from(kept(data, [f for f in form if rng.random() >= rate]), k)
            for data, form in zip(people, forms, strict=True)
        ]
        for found, now, then, theirs in zip(part, first_options(part, k), full, own, strict=True):
            shares = acceptability(draw(found, k.option_book, k.rule_book, draws=draws))
            out.append(Case(rate, shares, now, then, theirs))
    return out


class Bin(NamedTuple):
    """Cases with about the same stated share."""

    number: int
    stated: float
    true: float


def bins(stated: Sequence[float], true: Sequence[bool]) -> list[Bin]:
    """Ten bins of equal width over the stated share; empty ones are left out."""
    shares, outcome = np.array(stated), np.array(true, dtype=float)
    place = np.minimum((shares * BINS).astype(int), BINS - 1)
    return [
        Bin(int((place == b).sum()), float(shares[place == b].mean()), float(outcome[place == b].mean()))
        for b in range(BINS)
        if (place == b).any()
    ]


def calibration_error(parts: Sequence[Bin]) -> float:
    """Expected calibration error: mean distance between stated and true share, by number of cases (0-1)."""
    return sum(b.number * abs(b.stated - b.true) for b in parts) / sum(b.number for b in parts)


def by_category(shares: dict[str, float], k: Knowledge) -> dict[str, float]:
    """Shares of first places by category."""
    out: dict[str, float] = {}
    for option in k.option_book.options:
        out[option.category] = out.get(option.category, 0.0) + shares[option.id]
    return out


def measured(found: Sequence[Case], k: Knowledge) -> dict[str, Any]:
    """The figures of one population, rounded."""
    category = {o.id: o.category for o in k.option_book.options}
    shares = [by_category(c.stated, k) for c in found]
    stated = [s[category[c.now]] for s, c in zip(shares, found, strict=True)]
    agrees = [category[c.now] == category[c.full] for c in found]
    first = bins(stated, agrees)
    every = [(s[name], category[c.full] == name) for s, c in zip(shares, found, strict=True) for name in sorted(s)]
    rates = {}
    for rate in RATES:
        of = [place for place, c in enumerate(found) if c.rate == rate]
        part = bins([stated[i] for i in of], [agrees[i] for i in of])
        rates[str(rate)] = {
            "stated": round(float(np.mean([stated[i] for i in of])), 3),
            "agrees": round(float(np.mean([agrees[i] for i in of])), 3),
            "error": round(calibration_error(part), 3),
        }
    option = bins([c.stated[c.now] for c in found], [c.now == c.full for c in found])
    own = bins(stated, [category[c.now] == category[c.own] for c in found])
    return {
        "cases": len(found),
        "error": round(calibration_error(first), 3),
        "error_option": round(calibration_error(option), 3),
        "error_all_categories": round(calibration_error(bins(*zip(*every, strict=True))), 3),
        "error_own_weights": round(calibration_error(own), 3),
        "stated": round(float(np.mean(stated)), 3),
        "agrees": round(float(np.mean(agrees)), 3),
        "bins": [[b.number, round(b.stated, 3), round(b.true, 3)] for b in first],
        "rates": rates,
    }


def run(k: Knowledge, *, firms: int = FIRMS, draws: int = DRAWS) -> dict[str, Any]:
    """The study: figures by population."""
    return {
        "firms": firms,
        "draws": draws,
        "set_on": measured(cases(k, firms, SET_ON, draws=draws), k),
        "reported_on": measured(cases(k, firms, REPORTED_ON, draws=draws), k),
        "other": measured(cases(k, firms, OTHER, stated=other_figures(), draws=draws), k),
    }


def likely_range(share: float, number: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share counted on *number* cases."""
    z = 1.96
    middle = (share + z * z / (2 * number)) / (1 + z * z / number)
    half = z * math.sqrt(share * (1 - share) / number + z * z / (4 * number * number)) / (1 + z * z / number)
    return max(middle - half, 0.0), min(middle + half, 1.0)


INK, MUTED, LINE, ACCENT, PAPER = "#1D2730", "#5A6672", "#D9D6CE", "#0B5563", "#FBFAF7"


def picture(figures: dict[str, Any]) -> str:
    """The reliability curve as SVG: what was stated along, how often it came true up."""
    left, top, size = 90, 84, 440
    error = figures["error"]
    said, came = min(((said, came) for _, said, came in figures["bins"]), key=lambda pair: abs(pair[0] - 0.75))

    def x(share: float) -> float:
        return left + share * size

    def y(share: float) -> float:
        return top + (1 - share) * size

    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 610" role="img" '
        'font-family="Public Sans, sans-serif" '
        f'aria-label="Stated share against how often the full form agrees, ten groups; mean distance {error:.3f}">',
        f'<rect width="640" height="610" fill="{PAPER}"/>',
        f'<text x="24" y="34" font-size="20" font-weight="700" fill="{INK}">'
        f"When it says {said * 100:.0f} in 100, the full form agrees {came * 100:.0f} times in 100</text>",
        f'<text x="24" y="58" font-size="14" fill="{MUTED}">{figures["cases"]:,} questionnaires with answers hidden; '
        f"mean distance to the line {error:.3f}</text>",
        f'<line x1="{x(0):.0f}" y1="{y(0):.0f}" x2="{x(1):.0f}" y2="{y(1):.0f}" stroke="{LINE}" stroke-width="2"/>',
        f'<text x="{x(0.16):.0f}" y="{y(0.2):.0f}" font-size="13" fill="{MUTED}" text-anchor="end" '
        f'transform="rotate(-45 {x(0.16):.0f} {y(0.2):.0f})">as stated</text>',
    ]
    for tick in (0, 0.2, 0.4, 0.6, 0.8, 1):
        parts.append(
            f'<text x="{x(tick):.0f}" y="{y(0) + 24:.0f}" font-size="13" fill="{MUTED}" text-anchor="middle">'
            f"{tick * 100:.0f} %</text>"
            f'<text x="{x(0) - 12:.0f}" y="{y(tick) + 5:.0f}" font-size="13" fill="{MUTED}" text-anchor="end">'
            f"{tick * 100:.0f} %</text>"
        )
    most = max(number for number, _, _ in figures["bins"])
    for number, stated, true in figures["bins"]:
        low, high = likely_range(true, number)
        radius = 4 + 9 * math.sqrt(number / most)
        parts.append(
            f'<line x1="{x(stated):.1f}" x2="{x(stated):.1f}" y1="{y(low):.1f}" y2="{y(high):.1f}" stroke="{ACCENT}" '
            'stroke-width="2" stroke-opacity="0.5"/>'
            f'<circle cx="{x(stated):.1f}" cy="{y(true):.1f}" r="{radius:.1f}" fill="{ACCENT}"/>'
        )
    parts += [
        f'<text x="{x(0.5):.0f}" y="{y(0) + 50:.0f}" font-size="14" fill="{INK}" text-anchor="middle">share of first '
        "places that was stated</text>",
        f'<text x="28" y="{y(0.5):.0f}" font-size="14" fill="{INK}" text-anchor="middle" '
        f'transform="rotate(-90 28 {y(0.5):.0f})">how often the full form agrees</text>',
        f'<text x="24" y="598" font-size="12" fill="{MUTED}">A larger dot stands for more cases; the line through it '
        "is where the true share lies, 95 times in 100.</text>",
    ]
    return "\n".join([*parts, "</svg>"]) + "\n"
