"""Write `docs/validation.md`: the advice for published contractors beside what they chose or were told to choose."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
if str(HERE) not in sys.path:  # the studies stand beside this file and belong to no package
    sys.path.insert(0, str(HERE))

import own_words_study  # noqa: E402

from advisor.advise import advise  # noqa: E402
from advisor.files import parse, read_text  # noqa: E402
from advisor.questionnaire.answers import answers_from  # noqa: E402
from advisor.wording import percent  # noqa: E402

ROOT = Path(__file__).parent.parent.parent
CASES = ROOT / "tests" / "cases" / "published.yaml"
PAGE = ROOT / "docs" / "validation.md"
RECORDS = HERE / "real_records.json"

KINDS = {"crm": "CRM", "pm": "PM", "fsm": "FSM", "integrated": "one integrated platform"}
WORDS = {"clear": "clear", "lean": "a lean", "toss_up": "a toss-up"}

LABELS = {
    "explicit": "the page says so outright",
    "vendor_claim": "a seller says so",
    "implied": "it can be read between the lines",
}

REASONS: dict[str, str] = {
    "propestcontrol-monday": (
        "The page tells only of the sales board. Lapsing agreements and recurring visits are service work, "
        "which we weigh first; what the crew runs in the field is not told."
    ),
    "buildr-gc-bd": (
        "The seller speaks of selling only. Nothing is told of size or of how the building goes, so we do not"
        " take it that the project side needs nothing."
    ),
    "primex-painters": "Work of two days to two weeks lies between a job and a project, and the split is open.",
    "builderonline-taylor-woodrow": (
        "Size speaks for specialised systems (I3), and nothing told speaks for one suite; the split is open."
    ),
    "builderonline-tep-ennis": (
        "Late subs and missing material are pains of project work (C5); what they bought is a back office for"
        " the whole firm."
    ),
    "lumen-jobnimbus-to-servicetitan": (
        "Three trades with both kinds of work lie past the line, where two platforms win unless one is proven"
        " on both (H3, H9)."
    ),
    "ecmweb-integrated": (
        "Both tools run badly and the work is of both kinds, so we give each side its own and join them (H10)."
    ),
    "servicetitan-ferraras": (
        "Construction of a year and more with staged billing is project work (W3); a service platform is "
        "expected to break on it (W5)."
    ),
    "aspire-thrive-outdoor": (
        "The split is only known to be at most half construction. Where it is small FSM is enough, where it "
        "is large two platforms win; the one platform that was bought is made for this trade."
    ),
    "servicetitan-albuquerque-plumbing": (
        "Nothing is told of the split, and these trades do both kinds of work, so each side is given its own platform."
    ),
    "procore-auburn": (
        "The page tells of the construction arm alone; the advice is for the whole firm, which in this trade "
        "does service too."
    ),
    "builderonline-50-200-rule": (
        "The guide grows outward from the books, part by part. We name the part that the work needs first, "
        "PM, and leave the CRM until selling hurts."
    ),
    "builderonline-kipling-homes": (
        "Costs that run over are a matter of PM (C5). That this builder sells through a system of its own is "
        "not among its pains, so we do not add one."
    ),
    "levelcfo-buildops-foundation": (
        "Wage reporting and progress billing point to projects, and no pain or share of service work is told."
        " The page joins a field platform to the ledger, not to PM."
    ),
    "levelcfo-buildops-spectrum": (
        "As above: progress billing points to projects while the split is open, and the second system of the "
        "page is a ledger."
    ),
    "aveyo-sol-projector": (
        "Only the trade is told. Selling and production of short projects fit on one board; two systems would"
        " need a pain to earn them."
    ),
    "intelligex-national-gc": (
        "Three systems stayed in place and were read together. With nothing told of selling we name the "
        "project platform and would keep what works beside it."
    ),
}
"""Why we differ, by case; a case that differs without a reason here fails the tests."""


class Compared(NamedTuple):
    """One published case with our advice."""

    case: dict[str, Any]
    option: str
    platforms: tuple[str, ...]
    share: float
    certainty: str
    first: bool
    """Our first place names the same software."""
    near: bool
    """The same software is best in one of our first two categories."""

    @property
    def explicit(self) -> bool:
        """True when the page says outright what was chosen or advised."""
        return bool(self.case["label_confidence"] == "explicit")

    @property
    def contradicts(self) -> bool:
        """True when the case argues against a rule of the two articles."""
        return bool(self.case["contradicts_articles"])


def compare(case: dict[str, Any]) -> Compared:
    """The advice for one case; its outcome never enters the answers."""
    advice = advise(answers_from(case["answers"]))
    best: dict[str, set[str]] = {}
    for ranked in advice.ranking:
        best.setdefault(ranked.category, set(ranked.platforms))
    chosen = set(case["outcome_platforms"])
    return Compared(
        case=case,
        option=advice.option,
        platforms=tuple(advice.platforms),
        share=advice.acceptability[advice.option],
        certainty=advice.certainty,
        first=set(advice.platforms) == chosen,
        near=chosen in list(best.values())[:2],
    )


@lru_cache(maxsize=1)
def compared() -> tuple[Compared, ...]:
    """All cases, in the order of the file."""
    return tuple(compare(case) for case in parse(read_text(CASES), name=CASES.name, trusted=True)["cases"])


def agreement(cases: Iterable[Compared]) -> tuple[int, int, int]:
    """How many cases agree on the first place, how many within the first two categories, of how many."""
    some = tuple(cases)
    return sum(c.first for c in some), sum(c.near for c in some), len(some)


def groups() -> dict[str, tuple[Compared, ...]]:
    """The cases as they are counted."""
    all_of_them = compared()
    explicit = tuple(c for c in all_of_them if c.explicit)
    return {
        "All cases": all_of_them,
        "... without those that contradict the articles": tuple(c for c in all_of_them if not c.contradicts),
        "The page says so outright": explicit,
        "... without those that contradict the articles ": tuple(c for c in explicit if not c.contradicts),
        "A seller says so": tuple(c for c in all_of_them if c.case["label_confidence"] == "vendor_claim"),
        "Read between the lines": tuple(c for c in all_of_them if c.case["label_confidence"] == "implied"),
    }


def _software(platforms: Iterable[str]) -> str:
    names = [KINDS[kind] for kind in sorted(platforms)]
    return " + ".join(names)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _counted(label: str, cases: tuple[Compared, ...]) -> str:
    first, near, total = agreement(cases)
    return f"| {label.strip()} | {total} | {first} ({percent(first / total)}) | {near} ({percent(near / total)}) |"


def _row(one: Compared) -> str:
    case = one.case
    says = f"{_cell(case['states'])} ({LABELS[case['label_confidence']]}; {_cell(case['bias'])})"
    ours = f"{_software(one.platforms)}, first in {percent(one.share)} of tries, {WORDS[one.certainty]}"
    near = "yes" if one.near else "no"
    why = REASONS.get(case["id"], "")
    if one.contradicts:
        why = f"{why} Contradicts the articles: {_cell(case['contradiction'])}"
    link = f"[{_cell(case['source_title'])}]({case['source_url']})"
    return f"| {link} | {says} | {_software(case['outcome_platforms'])} | {ours} | {near} | {_cell(why)} |"


def _measured(one: dict[str, Any]) -> str:
    """A row on real records: the measured project shares with their intervals."""

    def share(ends: list[float] | None) -> str:
        if ends is None:
            return "cannot say"
        low, middle, high = (round(100 * end) for end in ends)
        return f"{low}–{high} %, most likely {middle} %" if low != high else f"{low} %"

    decides = "one kind of work" if one["one_shape"] else "yes" if one["can_tell"] else "cannot tell"
    found = f"{share(one['by_count'])} | {share(one['by_revenue'])}"
    return f"| {one['records']} | {one['rows']:,} | {one['expected']} | {found} | {decides} |"


def pages() -> dict[Path, str]:
    """Text of the page by its path."""
    most = max({c.case["outcome"] for c in compared()}, key=lambda o: sum(c.case["outcome"] == o for c in compared()))
    always = sum(c.case["outcome"] == most for c in compared())
    total = len(compared())
    lines = [
        "# What others chose, and what the advisor says",
        "",
        "Written by `make docs` from `tests/cases/published.yaml`; do not edit.",
        "",
        f"We found {total} published cases: contractors who tell which software they run, and guides that say which",
        "kind of firm should run what. Each was turned into an answers file before the engine was asked, with only",
        "what the page states; in most of them the split of the work is not told at all. What was chosen never enters.",
        "",
        "Read the figures for what they are. Most pages come from sellers, few tell the split, and what a firm bought",
        "is not proof of what it should have bought. A case that argues against one of the two articles is marked,",
        "since the articles are the authority of this product. Agreement is evidence, not truth.",
        "",
        "| Cases | Number | Same first place | Same within our first two categories |",
        "|---|---|---|---|",
        *(_counted(label, cases) for label, cases in groups().items() if cases),
        "",
        f"For comparison: {KINDS[most]} for everyone would be right in {always} of {total} cases",
        f"({percent(always / total)}).",
        "Two platforms count as the same only when both kinds are the same.",
        "",
        "## Where we differ",
        "",
        "| Case | What the page says | Its choice | Ours | Among our first two | Why |",
        "|---|---|---|---|---|---|",
        *(_row(one) for one in compared() if not one.first),
        "",
        "## Pains in the contractor's own words",
        "",
        "How often free text leads to the right pains; more on it in [own-words.md](own-words.md).",
        "",
        *own_words_study.summary(),
        "",
        "## The split of real records",
        "",
        "Public permit records, one company a file where it says so, read as a user would load them. They are not part",
        "of this product, so the figures were measured once, on the reading of this release. What firms with a known",
        "split give stands in [measured-work-mix.md](measured-work-mix.md).",
        "",
        "| Records | Rows | What a reader should find | By count | By revenue | Decides the side |",
        "|---|---|---|---|---|---|",
        *(_measured(one) for one in json.loads(RECORDS.read_text(encoding="utf-8"))),
        "",
    ]
    return {PAGE: "\n".join(lines)}


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
