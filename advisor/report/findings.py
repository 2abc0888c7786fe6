"""Which findings are told as reasons, under which heading, and how much each weighs."""

from __future__ import annotations

from collections.abc import Sequence

from advisor import wording
from advisor.advice import Advice
from advisor.report.words import lower_first
from advisor.scoring.needs import Finding

SLIGHT = 0.1
"""Strength (0-1) below which a finding is no reason worth reading."""

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Your work", ("work.", "trade.", "project.", "job.", "minor_side.", "operation.")),
    ("Friction", ("friction.", "work.pattern_same", "work.shared_crews")),
    ("What hurts, sales and customers", ("pains.", "project.pain", "job.pain", "customer.", "sales.", "delivery.")),
    ("Size and team", ("company.", "team.", "scale.", "wish.", "budget.")),
    ("Today's tools", ("kept.",)),
)
"""Headings and the beginnings of the facts that belong under each; the longest beginning decides."""

SCALES = {"need": 1.0, "hurt": 1.0, "weight": 1.0, "score": 3.0, "line": 20.0, "felt": 20.0, "shape": 0.1, "note": 0.01}
"""One scale for all that a finding moves: points as they are, scores and lines by what they usually decide."""


def group_of(finding: Finding) -> str | None:
    """The heading that a finding belongs under; None for one that only follows from the verdict."""
    fits = [(len(start), name) for name, starts in GROUPS for start in starts if finding.fact.startswith(start)]
    return max(fits)[1] if fits else None


def weight_of(finding: Finding) -> float:
    """How much a finding moves, on one scale."""
    return sum(abs(amount) * SCALES.get(target.partition(".")[0], 0.0) for target, amount in finding.adds.items())


def title_of(finding: Finding) -> str:
    """The title, with the side in front where the rule is read for each side."""
    side, _, what = finding.fact.partition(".")
    if side in wording.SIDE_WORDS and what in ("felt_share", "pain"):
        return f"{wording.SIDE_WORDS[side].capitalize()}: {lower_first(finding.title)}"
    return finding.title


def reasons(advice: Advice, *, established: bool = True) -> tuple[Finding, ...]:
    """The findings that carried the decision, the weightiest first.

    The rungs of one ladder (a tenth, the judgement zone, the line, an even split) read the same share: the one that
    adds most speaks for all of them, with the points of all. The larger side needs no such words. Marks of the shape
    of the work are told only while the split itself is open.

    Args:
        established: True for what follows from the answers, False for what rests on an open answer.
    """
    major = "job" if advice.work_mix.minor_side == "project" else "project"
    split_open = advice.work_mix.leading_basis == "trade"
    ladders: dict[str, list[Finding]] = {}
    for finding in advice.findings:
        moved = [target for target in finding.adds if not target.startswith("task.")]
        shape_only = all(target.startswith("shape.") for target in moved)
        if finding.established != established or finding.strength < SLIGHT or not moved:
            continue
        if (shape_only and not split_open) or finding.fact == f"{major}.felt_share" or group_of(finding) is None:
            continue
        ladder = finding.fact if finding.fact.endswith(("project.felt_share", "job.felt_share")) else finding.rule
        ladders.setdefault(f"{ladder} {finding.fact}", []).append(finding)
    return tuple(sorted((_merged(rungs) for rungs in ladders.values()), key=weight_of, reverse=True))


def _merged(rungs: Sequence[Finding]) -> Finding:
    adds: dict[str, float] = {}
    for rung in rungs:
        for target, amount in rung.adds.items():
            adds[target] = adds.get(target, 0.0) + amount
    return max(rungs, key=weight_of).model_copy(update={"adds": adds})
