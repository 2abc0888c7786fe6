"""What vendors were asked and showed, how each person scored it, what that moved, and what was offered in writing."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.advice import Advice
from advisor.demo.scorecard import CardPart, Scorecard, TaskResult, VendorResult, name_of
from advisor.knowledge import Knowledge
from advisor.questionnaire.seen import NOT_NEEDED
from advisor.report import chart_words
from advisor.report.blocks import Block, Column, Group, Heading, Paragraph, Point, Points, Section, Table
from advisor.report.vendor_facts import CONTRACTS
from advisor.report.words import date_text, listed, many, plain, points

PARTS: dict[CardPart, str] = {
    "demo": "Shown in the demo", "terms": "Terms, in writing", "calls": "Calls with other customers",
}  # fmt: skip
UNNAMED = "somebody"
MOST_VENDORS = 4
FACTS_SHOWN = 8


def demo_results(advice: Advice, k: Knowledge) -> Section | None:
    """What the demos showed, for the report; None where nothing was scored and nothing was offered."""
    card = advice.scorecard
    if card is None:
        return None
    blocks = (*verdicts(card), *order_now(advice), *score_tables(card), *quotes(advice, k))
    return Section(title="What the demos showed", blocks=blocks) if blocks else None


def order_now(advice: Advice) -> list[Block]:
    """What changed in the order and why; each stack with its place before and now."""
    card = advice.scorecard
    if card is None or not advice.stacks:
        return []
    moves = {move.names: move for move in card.moves}
    rows = []
    for place, stack in enumerate(advice.stacks, start=1):
        move = moves.get(stack.names)
        was = "–" if move is None or move.place_before is None else str(move.place_before)
        before = "–" if move is None else points(move.value_before)
        why = move.sentence if move is not None and move.sentence != card.sentence else ""
        rows.append((str(place), was, chart_words.stack_name(stack), before, points(stack.value), why or "–"))
    table = Table(
        columns=(
            Column(title="Now", share=0.4),
            Column(title="Was", share=0.4),
            Column(title="Stack", share=1.7),
            Column(title="Fit before", share=0.7, align="right"),
            Column(title="Fit now", share=0.6, align="right"),
            Column(title="Why", share=3.0),
        ),
        rows=tuple(rows),
        strong_first=True,
        together=True,
        note="Fit of 100. What you saw takes the place of what pages say, for this firm only.",
    )
    gone = [move.sentence for move in card.moves if move.place_now is None]
    blocks: list[Block] = [Heading(text="What changed, and why")]
    if card.sentence:
        blocks.append(Paragraph(text=card.sentence, leads=True))
    blocks.append(table)
    if gone:
        blocks.append(Points(items=tuple(Point(title="No longer on the list", text=text) for text in gone)))
    if card.facts:
        shown = card.facts[:FACTS_SHOWN]
        blocks.append(Heading(text="What you saw, against what pages say"))
        blocks.append(Points(items=tuple(Point(text=fact.sentence) for fact in shown), look="fine"))
    return blocks


def verdicts(card: Scorecard) -> list[Block]:
    """Points of every vendor that was scored, in a sentence each; who scored; what to talk about."""
    scored = [one for one in card.vendors if one.share is not None]
    if not scored:
        return []
    people = listed(name or "somebody without a name" for name in card.people)
    blocks: list[Block] = [
        Points(items=tuple(Point(text=one.sentence) for one in scored)),
        Paragraph(text=f"Scored by {people}.", look="muted"),
    ]
    apart = [
        Point(title=vendor.name, text=f"{task.title}: {_marks(task)}.")
        for vendor in scored
        for task in vendor.tasks
        if task.apart
    ]
    if apart:
        blocks += [Heading(text="Seen very differently: talk about these"), Points(items=tuple(apart))]
    return blocks


def score_tables(card: Scorecard) -> list[Block]:
    """Every task that was asked or scored, a column for each vendor; then the notes of each vendor."""
    scored = [one for one in card.vendors if one.share is not None or any(task.given for task in one.tasks)]
    blocks: list[Block] = []
    for start in range(0, len(scored), MOST_VENDORS):
        blocks.append(_scores(scored[start : start + MOST_VENDORS]))
    notes = [
        Point(title=f"{vendor.name}, {task.title}", text=one.note, aside=_by(one.by, one.on))
        for vendor in scored
        for task in vendor.tasks
        for one in task.given
        if one.note
    ]
    if notes:
        blocks += [Heading(text="Notes"), Points(items=tuple(notes), look="fine")]
    return blocks


def _scores(vendors: Sequence[VendorResult]) -> Table:
    tasks: dict[tuple[str, str | None], TaskResult] = {}
    for vendor in vendors:
        for task in vendor.tasks:
            tasks.setdefault((task.task, task.beside), task)
    rows: list[tuple[str, ...]] = []
    groups: list[Group] = []
    for part, title in PARTS.items():
        mine = [key for key, task in tasks.items() if task.part == part]
        if mine:
            groups.append(Group(above=len(rows), text=title))
        for key in mine:
            task = tasks[key]
            label = task.title + (" (counts double)" if task.must else "")
            rows.append((label, *(_cell(vendor, key) for vendor in vendors)))
    return Table(
        columns=(
            Column(title="Score, 0 to 3, and who gave it", share=1.5),
            *(Column(title=vendor.name, share=1.0) for vendor in vendors),
        ),
        rows=tuple(rows),
        groups=tuple(groups),
        fine=True,
    )


def _cell(vendor: VendorResult, key: tuple[str, str | None]) -> str:
    task = next((one for one in vendor.tasks if (one.task, one.beside) == key), None)
    if task is None:
        return "not asked"
    return _marks(task) if task.given else "open"


def _marks(task: TaskResult) -> str:
    """The mean and who gave what: "2.5 (Ana 3, Ben 2)"; the score alone where one person gave it."""
    told = [f"{one.by or UNNAMED} {'no use for it' if one.score == NOT_NEEDED else one.score}" for one in task.given]
    if task.mean is None:
        return "no use for it" if task.given else "open"
    mean = f"{task.mean:.1f}".removesuffix(".0")
    return f"{mean} ({', '.join(told)})"


def _by(name: str, on: str) -> str:
    return ", ".join(part for part in (name, date_text(on)) if part)


def quotes(advice: Advice, k: Knowledge) -> list[Block]:
    """What each vendor offers in writing, beside what pages let expect; nothing where there is no quote."""
    given = advice.answers.quotes
    if not given:
        return []
    names = {v: n for stack in advice.stacks for v, n in zip(stack.vendors, stack.names, strict=True)}
    rows = tuple(
        (
            name_of(quote.vendor, names, k),
            _usd(quote.usd_month, " a month"),
            _usd(quote.setup_usd, " once"),
            "not said" if quote.contract is None else CONTRACTS[quote.contract].removeprefix("The contract "),
            ". ".join(part for part in (plain(quote.note), date_text(quote.on)) if part) or "–",
        )
        for quote in given
    )
    return [
        Heading(text="Offered in writing"),
        Table(
            columns=(
                Column(title="Vendor", share=1.3),
                Column(title="For the whole firm", share=1.2, align="right"),
                Column(title="Setting up", share=1.0, align="right"),
                Column(title="Contract", share=1.4),
                Column(title="Note", share=2.0),
            ),
            rows=rows,
            together=True,
            note="US dollars before tax, as the vendor wrote them. They take the place of the catalogue's price.",
        ),
    ]


def _usd(amount: float | None, per: str) -> str:
    return "not said" if amount is None else f"${amount:,.2f}".removesuffix(".00") + per


def open_work(card: Scorecard) -> list[str]:
    """What is still to be done before a vendor can be judged, a sentence for each vendor."""
    out = []
    for vendor in card.vendors:
        missing = [task.title for task in vendor.tasks if task.asked and not task.given]
        if vendor.share is not None and missing:
            named = listed([*(f"“{title}”" for title in missing[:3]), *_more(len(missing) - 3)])
            out.append(f"{vendor.name}: {many(len(missing), 'task')} not scored yet: {named}.")
        musts = [task.title for task in vendor.tasks if task.must and task.mean is not None and task.mean < 1]
        for title in musts:
            out.append(f"{vendor.name} did not show “{title}”, which counts double.")
    return out


def _more(count: int) -> list[str]:
    return [many(count, "more", "more")] if count > 0 else []
