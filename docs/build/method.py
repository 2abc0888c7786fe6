"""Write `docs/method.md` and its picture from the rule data, so that the page cannot drift from the method."""

from __future__ import annotations

from html import escape
from pathlib import Path

from advisor.advise import METHOD_VERSION
from advisor.knowledge import Knowledge, load_knowledge
from advisor.scoring.rules import Rule

DOCS = Path(__file__).parent.parent
START, END = "<!-- generated from data/ by `make docs`; do not edit below -->", "<!-- end of the generated part -->"

TARGETS = {
    "need.project": "Project control", "hurt.project": "Project control", "need.job": "Job flow",
    "hurt.job": "Job flow", "need.customer": "Customer relations",
    "shape": "Shape of the work", "line": "Where the line lies", "felt": "Felt size of the smaller side",
    "weight.joining": "Cost of joining", "weight.adoption": "Load on the team", "weight.cost": "Budget",
    "weight.growth": "Room to grow", "score": "Fit of an option", "readiness": "Ready or not",
}  # fmt: skip

FACT_QUESTIONS = {
    "work.duration_days": ["work.typical_duration"], "work.unit_is_project": ["work.unit"],
    "work.unit_is_job": ["work.unit"], "work.project_signals": ["work.signals"], "work.job_signals": ["work.signals"],
    "work.heavy_documents": ["work.signals"], "work.jobs_per_day": ["work.jobs_per_day"],
    "work.sends_technicians": ["company.technicians", "work.jobs_per_day"],
    "trade.project_pattern": ["company.trade"], "trade.job_pattern": ["company.trade"],
    "trade.specialised": ["company.trade"], "operation.remodeler": ["company.trade"],
    "operation.gc_with_different_pattern": ["company.trade", "work.pattern_differs"],
    "work.pattern_same": ["work.pattern_differs"], "work.short_degree": ["work.typical_duration", "company.trade"],
    "project.share": ["work.project_share"], "job.share": ["work.project_share"],
    "project.felt_share": ["work.project_share", "friction.workarounds"],
    "job.felt_share": ["work.project_share", "friction.workarounds"],
    "minor_side.felt_share": ["work.project_share"], "work.shared_crews": ["work.shared_crews"],
    "friction.on_minor_side": ["friction.workarounds", "friction.double_entry", "friction.missed_information"],
    "friction.with_large_minor_side": ["friction.workarounds"], "project.pain": ["pains"], "job.pain": ["pains"],
    "customer.pain": ["pains"], "delivery.quiet": ["pains"],
    "sales.reports_missing": ["pains"], "sales.repeat_share": ["sales.repeat_share"],
    "sales.volume": ["sales.leads_per_month", "sales.salespeople"],
    "sales.complexity": ["sales.stakeholders", "sales.sales_cycle_weeks"],
    "customer.service_pattern": ["company.trade", "sales.repeat_share", "work.signals"],
    "tools.project_told": ["today.tools"], "tools.job_told": ["today.tools"],
    "kept.project": ["today.tools"], "kept.job": ["today.tools"], "kept.customer": ["today.tools"],
    "kept.integrated": ["today.tools"], "team.administration_lacking": ["team.administration"],
    "team.discomfort": ["team.tech_comfort"], "team.change_strain": ["team.change_capacity"],
    "company.headcount_log": ["company.headcount"], "company.growth": ["company.growth"],
    "wish.one_system": ["limits.wants_one_system"], "wish.one_system_small_firm": ["limits.wants_one_system"],
    "scale.many_types_and_customers": ["company.headcount"], "budget.tightness": ["limits.budget_usd_month"],
    "light.fsm": ["company.technicians", "work.jobs_per_day"], "light.pm": ["company.headcount"],
    "light.crm": ["sales.leads_per_month"], "change.unowned": ["team.administration", "team.change_capacity"],
    "process.broken": ["pains", "team.change_capacity"],
    "ready.people": ["company.headcount"], "ready.change_capacity_for_two": ["team.change_capacity"],
    "ready.projects_at_once": [], "ready.crew_refuses": ["pains"],
    "ready.books_for_two": ["pains"], "ready.language": ["pains", "team.spanish_speaking_crews"],
}  # fmt: skip
"""The questions behind a derived fact; the test of this page checks that every one exists."""


def condition(rule: Rule) -> str:
    """When the rule fires, as text."""
    if rule.at_least is not None:
        return f"at least {rule.at_least}"
    if rule.at_most is not None:
        return f"at most {rule.at_most}"
    return f"from {rule.from_} (nothing) to {rule.to} (in full)"


def rule_table(k: Knowledge) -> str:
    """All rules as a Markdown table."""
    rows = ["| key | rule | reads | fires | adds | source |", "|---|---|---|---|---|---|"]
    for rule in k.rule_book.rules:
        adds = ", ".join(f"{target} {points:+g}" for target, points in rule.adds.items())
        rows.append(
            f"| {rule.key} | **{rule.title}** `{rule.id}`<br>{rule.because} | `{rule.fact}` ({rule.unit}) "
            f"| {condition(rule)} | {adds} | {rule.source} |"
        )
    return "\n".join(rows)


def option_table(k: Knowledge) -> str:
    """Options and their fixed scores before any rule speaks."""
    ids = [c.id for c in k.option_book.criteria]
    rows = ["| option | " + " | ".join(ids) + " |", "|---|" + "---|" * len(ids)]
    for option in k.option_book.options:
        rows.append(f"| {option.name} | " + " | ".join(f"{option.scores[i]:g}" for i in ids) + " |")
    base = " | ".join(f"{c.base_weight:g}" for c in k.option_book.criteria)
    return "\n".join([*rows, f"| *base weight* | {base} |"])


def links(k: Knowledge) -> list[tuple[str, str]]:
    """(question, target) pairs: which question feeds which need, in the order of the questionnaire."""
    found: set[tuple[str, str]] = set()
    for rule in k.rule_book.read:
        for field in FACT_QUESTIONS.get(rule.fact, []):
            for target in rule.adds:
                name = next((label for prefix, label in TARGETS.items() if target.startswith(prefix)), None)
                if name:
                    found.add((field, name))
    order = [q.field for q in k.questionnaire.questions]
    return sorted(found, key=lambda pair: (order.index(pair[0]), list(TARGETS.values()).index(pair[1])))


def picture(k: Knowledge) -> str:
    """The questions on the left, what they feed on the right, as SVG that reads in light and dark."""
    pairs = links(k)
    fields = list(dict.fromkeys(field for field, _ in pairs))
    targets = [t for t in TARGETS.values() if any(t == to for _, to in pairs)]
    height = 40 + 26 * len(fields)
    left = {field: 40 + 26 * i for i, field in enumerate(fields)}
    gap = (height - 60) / max(len(targets) - 1, 1)
    right = {target: 40 + gap * i for i, target in enumerate(targets)}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 {height}" role="img" '
        'aria-label="Which question feeds which need" font-family="Public Sans, sans-serif" font-size="13">',
        f'<rect width="760" height="{height}" fill="#FBFAF7"/>',
    ]
    for field, target in pairs:
        y1, y2 = left[field] - 4, right[target] - 4
        parts.append(
            f'<path d="M250 {y1:.0f} C 370 {y1:.0f}, 420 {y2:.0f}, 520 {y2:.0f}" fill="none" stroke="#0B5563" '
            'stroke-opacity="0.35"/>'
        )
    for field, y in left.items():
        text = escape(k.questionnaire.of(field).short)
        parts.append(f'<text x="240" y="{y:.0f}" text-anchor="end" fill="#1D2730">{text}</text>')
    for target, y in right.items():
        parts.append(f'<text x="530" y="{y:.0f}" fill="#1D2730" font-weight="600">{escape(target)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def generated(k: Knowledge) -> str:
    """The generated part of the page."""
    return "\n\n".join(
        [
            START,
            f"Method version {METHOD_VERSION}, {len(k.rule_book.rules)} rules.",
            "## Which question feeds which need",
            "![Questions on the left, needs and weights on the right, joined by lines](method.svg)",
            "## Options, criteria and fixed scores",
            "A score runs from 0 (worst) to 1 (best); a weight is in points. Rules move both.",
            option_table(k),
            "## All rules",
            rule_table(k),
            END,
        ]
    )


def pages() -> dict[Path, str]:
    """Text of the page and its picture by path; the part above the marker is kept as it is written."""
    k = load_knowledge()
    page = DOCS / "method.md"
    written = page.read_text(encoding="utf-8").split(START)[0] if page.exists() else "# How the advisor decides\n\n"
    return {page: written.rstrip() + "\n\n" + generated(k) + "\n", DOCS / "method.svg": picture(k)}


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
