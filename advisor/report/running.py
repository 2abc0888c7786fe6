"""Running it: the cover's three steps, and how to live with the verdict."""

from __future__ import annotations

from advisor.advice import Advice
from advisor.knowledge import Knowledge
from advisor.report.blocks import Beside, Heading, Paragraph, Point, Points, Section
from advisor.report.citations import Citations
from advisor.report.plan import first_days
from advisor.report.words import listed, lower_first, many
from advisor.scoring.needs import Finding
from advisor.scoring.readiness import FirstStepAdvice

FIRST_ACTIONS = ("T", "D1", "H1", "J2", "J3", "J1", "D2")
"""Keys of rules whose advice is something to do, the most pressing first; a letter alone stands for all of them."""

READY_TITLES = {
    "ready": "Name who owns it",
    "start_light": "Start small",
    "fix_first": "Not yet: fix this first",
}


def monday(advice: Advice, k: Knowledge) -> tuple[Point, ...]:
    """What to do on Monday: who or what comes first, how to set it up, and what to make the vendors show."""
    return (_readiness_step(advice, k), _set_up_step(advice), _demo_step(advice, k))


def _readiness_step(advice: Advice, k: Knowledge) -> Point:
    verdict = advice.readiness.verdict
    says = [f.says for f in advice.readiness.findings if f.says]
    if verdict != "ready" and says:
        return Point(title=READY_TITLES[verdict], text=says[0])
    plan = first_days(advice, k)
    who = f" In a firm of your size that is {lower_first(plan.who)}." if plan else ""
    return Point(title=READY_TITLES["ready"], text=f"One name, with hours set aside for it.{who}")


def _set_up_step(advice: Advice) -> Point:
    found = [f for f in advice.findings if f.says and f.established]
    for key in FIRST_ACTIONS:
        for finding in found:
            if finding.key == key or finding.key.rstrip("0123456789") == key:
                return Point(title="Settle how you will run it", text=finding.says or "")
    return Point(title="Settle how you will run it", text=found[0].says or "") if found else Point(
        title="Close the open questions", text="Answer what is still open; section “How sure” names it."
    )  # fmt: skip


def _to_call(advice: Advice, k: Knowledge) -> list[str]:
    """The new vendors of the first two stacks; what is in use already needs no demo."""
    names: dict[str, None] = {}
    for stack in advice.stacks[:2]:
        for vendor, name, role in zip(stack.vendors, stack.names, stack.roles, strict=True):
            if vendor in k.catalogue.by_id and role not in advice.keeps:
                names[name] = None
    return list(names)


def _demo_step(advice: Advice, k: Knowledge) -> Point:
    names = _to_call(advice, k)
    tasks = many(len(advice.checklist), "task")
    if names and advice.checklist:
        text = f"Ask {listed(names)} for a demo; have them perform the {tasks} of the demo script with your own work."
        return Point(title="Book the demos", text=text)
    if advice.checklist:
        text = f"Have every vendor perform the {tasks} of the demo script with your own work."
        return Point(title="Book the demos", text=text)
    return Point(title="Prepare the demos", text="Pick one of your own jobs and bring it to every demo.")


def _readiness_point(finding: Finding, step: FirstStepAdvice | None, cited: Citations) -> Point:
    """What was found, and what to do first about it."""
    told = [finding.because, finding.says or "", step.do if step else ""]
    sources = [finding.source, step.source] if step else [finding.source]
    return Point(title=finding.title, text=" ".join(part for part in told if part), refs=cited.of(sources))


def running(advice: Advice, k: Knowledge, cited: Citations) -> Section:
    """How to live with the verdict: what to fix or to start small, house rules, and the way out if it must be one."""
    blocks: list[Heading | Points | Beside | Paragraph] = []
    if advice.readiness.verdict != "ready":
        steps = {step.rule: step for step in advice.readiness.first_steps}
        items = tuple(_readiness_point(f, steps.get(f.rule), cited) for f in advice.readiness.findings)
        blocks += [Heading(text=READY_TITLES[advice.readiness.verdict]), Points(items=items, look="wide")]
    by_saying = {f.says: f for f in reversed(advice.findings)}
    rules = tuple(
        Point(text=text, refs=cited.of([by_saying[text].source]) if text in by_saying else ()) for text in advice.how_to
    )
    left: list[Heading | Points | Paragraph] = []
    if rules:
        left += [Heading(text="House rules"), Points(items=rules)]
    right: list[Heading | Points | Paragraph] = []
    if advice.one_platform_anyway:
        right += [Heading(text="If it has to be one platform"), Paragraph(text=advice.one_platform_anyway)]
    if left or right:
        blocks.append(Beside(left=tuple(left), right=tuple(right)))
    if not blocks:
        blocks.append(Paragraph(text="Nothing you told us asks for a rule of its own."))
    return Section(title="Running it", blocks=tuple(blocks))
