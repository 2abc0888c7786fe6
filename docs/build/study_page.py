"""Write `docs/studies.md` and its pictures from the stored figures; `make studies` measures the figures anew."""

from __future__ import annotations

import json
import sys
import textwrap
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
if str(HERE) not in sys.path:  # the studies stand beside this file and belong to no package
    sys.path.insert(0, str(HERE))

import calibration  # noqa: E402
import question_study  # noqa: E402
from population import figures as stated_figures  # noqa: E402

from advisor.files import parse, read_text  # noqa: E402

DOCS = HERE.parent
FIGURES = HERE / "studies.json"
PAGE = DOCS / "studies.md"
CURVE, ORDER = DOCS / "pictures" / "calibration.svg", DOCS / "pictures" / "questions.svg"

PUBLISHED = "https://arxiv.org/abs/2404.01872"
"""Bachmann, Sarasua and Bernstein 2024, Fast and Adaptive Questionnaires for Voting Advice Applications."""


def stored() -> Any:
    """The figures as last measured."""
    return parse(read_text(FIGURES), name=FIGURES.name)


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _rates(found: dict[str, Any]) -> list[str]:
    rows = ["| Answers hidden | Stated | Agrees | Mean distance |", "|---|---|---|---|"]
    for rate, one in found["rates"].items():
        shares = f"{_percent(float(rate))} | {_percent(one['stated'])} | {_percent(one['agrees'])}"
        rows.append(f"| {shares} | {one['error']:.3f} |")
    return rows


def _populations(found: dict[str, Any]) -> list[str]:
    names = {
        "set_on": "the one on which the widths were set",
        "reported_on": "**another draw of it (what counts)**",
        "other": "one with other figures, not used for the widths",
    }
    head = "| Contractors | Cases | First place | First place, option | All categories | With weights of their own |"
    rows = [head, "|---|---|---|---|---|---|"]
    for key, label in names.items():
        one = found[key]
        rows.append(
            f"| {label} | {one['cases']:,} | {one['error']:.3f} | {one['error_option']:.3f} | "
            f"{one['error_all_categories']:.3f} | {one['error_own_weights']:.3f} |"
        )
    return rows


def _orders(found: dict[str, Any]) -> list[str]:
    rows = ["| Questions asked | " + " | ".join(question_study.ORDERS.values()) + " |", "|---|---|---|---|"]
    for part in question_study.PARTS:
        shares = (_percent(found["parts"][name][str(part)]) for name in question_study.ORDERS)
        rows.append(f"| {_percent(part)} | " + " | ".join(shares) + " |")
    return rows


def _sizes() -> list[str]:
    stated = stated_figures()
    rows = ["| Figure | Value | Source |", "|---|---|---|"]
    for name in ("usual", "builder", "commercial"):
        one = stated["headcount"][name]
        rows.append(f"| People, {name} firm (median) | {one['median']} | {one['source']} |")
    for name, one in stated["split"].items():
        if "mean" in one:
            label = name.replace("_", " ")
            share = f", {_percent(one['share'])} of the firms" if "share" in one else ""
            rows.append(f"| Project share, {label} (mean{share}) | {_percent(one['mean'])} | {one['source']} |")
    wish = stated["team"]["wants_one_system"]
    rows += [
        f"| Pains picked (mean) | {stated['pains']['picked']['mean']:g} | {stated['pains']['picked']['source']} |",
        f"| Budget for each person and month (median) | ${stated['team']['budget_per_head_month']['median']} "
        f"| {stated['team']['budget_per_head_month']['source']} |",
        f"| Wants one system, up to 12 people / larger | {_percent(wish['small'])} / {_percent(wish['larger'])} "
        f"| {wish['source']} |",
    ]
    return rows


def _prose(*sentences: str) -> str:
    return textwrap.fill(" ".join(sentences), 118, break_long_words=False, break_on_hyphens=False)


def page(found: dict[str, Any]) -> str:
    """The text of the page."""
    parts = [
        "# Two studies: is it as sure as it says, and how soon does it know?",
        _prose(
            "Written by `make docs` from `docs/build/studies.json`; do not edit. `make studies` measures it all",
            f"anew (about {found['seconds']:.0f} seconds of one core).",
        ),
        *_population(),
        *_calibration(found["calibration"]),
        *_questions(found["questions"]),
        *_quick(found["questions"]["quick"]),
    ]
    return "\n\n".join(parts) + "\n"


def _population() -> list[str]:
    unlike = stated_figures()["split"]["unlike_their_trade"]["share"]
    return [
        "## Who is asked",
        _prose(
            "Nobody has published whole answers of real contractors, so both studies ask plausible ones. They are",
            "drawn from stated figures (`docs/build/population.yaml`) with a seed. One answer follows from another:",
            "the trade says whom a firm serves, how large it is and how its work splits; people, visits a day,",
            "lengths and marks follow from the split; pains from the split and from what the trade needs; friction",
            f"from the smaller side; budget from size. One firm in {1 / unlike:.0f} is unlike its trade.",
        ),
        _prose(
            "What no source tells is marked as judgement. So the studies show that the advisor is true to itself",
            "under stated assumptions. They do not show that its advice is right; [the published",
            "cases](validation.md) speak to that.",
        ),
        "\n".join(_sizes()),
        "Lengths, visits and clients for each trade stand in the same file, each with its source.",
    ]


def _calibration(sure: dict[str, Any]) -> list[str]:
    report = sure["reported_on"]
    few = report["rates"]["0.1"]
    beyond = [_percent(float(rate)) for rate, one in report["rates"].items() if one["error"] > 0.05]
    return [
        "## Is it as sure as it says?",
        _prose(
            "Answers of a contractor are hidden at random. The advisor then states in what share of its draws its",
            "first category comes first. Does the full form, with nothing hidden, agree that often?",
        ),
        "![Stated share along, how often the full form agrees up; the dots lie near the diagonal]"
        "(pictures/calibration.svg)",
        _prose(
            f"Over {report['cases']:,} such questionnaires the mean distance between what is stated and what comes",
            f"true (the expected calibration error over ten groups) is **{report['error']:.3f}**; the aim is 0.05 or",
            "less.",
        ),
        "\n".join(_populations(sure)),
        _prose(
            "The last column is a harder comparison: weights and a split that are this contractor's own, drawn",
            "within the widths that the advisor states for them. By how much was hidden, on the draw that counts:",
        ),
        "\n".join(_rates(report)),
        _prose(
            f"With nearly everything told it says less than it could: {_percent(few['stated'])} where",
            f"{_percent(few['agrees'])} agree. The stated share also holds the doubt about the weights and about a",
            "split given by eye, and the full form shares that doubt.",
            f"Taken by itself, the mean distance passes 0.05 where {' or '.join(beyond)} of the answers are hidden."
            if beyond
            else "",
        ),
        _prose(
            "How open answers are drawn follows from this. A yes/no question is drawn as yes or no. Any other open",
            "answer is drawn over its whole range around the most plausible value and never cut off. What the marks",
            "of the work tell of an open split keeps a width of its own, since marks tell which kind prevails and",
            "not by how much.",
        ),
    ]


def _questions(asked: dict[str, Any]) -> list[str]:
    return [
        "## What to ask next",
        _prose(
            "For every open question: how much uncertainty about the category is expected to be left once it is",
            "answered (one-step expected entropy over draws of the open answers)? The trade and the split come",
            "first if they are open. The split decides more than any other answer. The trade tells what the other",
            "questions mean for this firm, which of them apply and which vendors fit; of the category itself it",
            "tells little once the split is known, which costs a few points against the fixed form in the first",
            "three questions.",
        ),
        "![Share of contractors who already have the category of the full form, by questions asked]"
        "(pictures/questions.svg)",
        _prose(
            f"{asked['firms']} contractors, {asked['questions']:.0f} questions on average. Share whose category is",
            "already that of the full form:",
        ),
        "\n".join(_orders(asked)),
        _prose(
            "For scale, from another field: an adaptive questionnaire for voting advice reached 74 % at the length",
            "of the short form, and the fixed short form stayed below 40 % ([Bachmann, Sarasua and Bernstein",
            f"2024]({PUBLISHED})). The tasks differ (there many candidates are told apart, here five categories), so",
            "this is no race. Our own fixed form is the fair comparison. It was put together question by question",
            "on other contractors, and it does well too, since the same few questions decide for most. It asks, in",
            f"this order: {', '.join(asked['fixed_names'])}.",
        ),
    ]


def _quick(quick: dict[str, Any]) -> list[str]:
    return [
        "## When quick mode stops",
        _prose(
            "Quick mode stops once neither one open answer nor all of them together change the category with a",
            f"chance of more than {_percent(quick['limit'])} (`data/options.yaml`). It has then asked",
            f"{quick['asked_half']} questions in the middle case, {quick['asked_mean']:.1f} on average, and",
            f"{quick['asked_most']} or fewer in nine cases of ten. The full form agrees with the category at the",
            f"stop in **{quick['agrees'] * 100:.1f} %**. The chance that it found at the stop is",
            f"{quick['stated'] * 100:.1f} % on average: a stop is sought where little seems open, so there it is",
            "surer than it should be. That is why it never prints the number that it found, only the limit, and the",
            "limit holds.",
        ),
        _prose(
            "What is open at the stop still matters for vendors, costs and readiness. The certainty word of the",
            "result is that of the answers given, and is never made better by stopping.",
        ),
    ]


def pages() -> dict[Path, str]:
    """Text of the page and its pictures by path."""
    found = stored()
    return {
        PAGE: page(found),
        CURVE: calibration.picture(found["calibration"]["reported_on"]),
        ORDER: question_study.picture(found["questions"]),
    }


def write(figures: dict[str, Any]) -> None:
    """Store newly measured figures and write the page from them."""
    FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
