"""The decision memo: what was decided and why, what was asked, shown and scored, what is open, the next 90 days."""

from __future__ import annotations

from advisor.advice import Advice
from advisor.demo.scorecard import name_of
from advisor.knowledge import Knowledge
from advisor.questionnaire.seen import Decision
from advisor.report import chart_words, shown
from advisor.report.blocks import Block, Heading, Letterhead, Paragraph, Point, Points, References, Section
from advisor.report.branding import MAX_NAME, Branding
from advisor.report.citations import Citations
from advisor.report.plan import first_90_days
from advisor.report.report import Report, foot_of, stamp_of
from advisor.report.words import date_text, date_words, listed, plain

KICKER = "Decision memo"
UNKNOWNS_TOLD = 4
NOT_SAID = "not written down"


def build_memo(advice: Advice, knowledge: Knowledge, branding: Branding | None = None) -> Report:
    """The memo of a decision, or of where it stands while none is taken. The same advice gives the same memo.

    Args:
        knowledge: the data the advice was made with.
        branding: whose memo it is; without a client name, the company's own name stands on it.
    """
    branding = branding or Branding()
    client = branding.client_name or plain(advice.answers.company.name or "", limit=MAX_NAME)
    date = date_words(branding.date)
    cited = Citations(knowledge.sources)
    sections = [
        _decision(advice, knowledge),
        _scores(advice),
        _offers(advice, knowledge),
        _risks(advice, knowledge),
        first_90_days(advice, knowledge, cited),
        _checking(advice, cited),
    ]
    return Report(
        title=f"{KICKER} for {client}" if client else KICKER,
        form="memo",
        branding=branding,
        running_head=" · ".join(part for part in (client or KICKER, date) if part),
        running_foot=foot_of(advice),
        cover=Letterhead(
            kicker=KICKER,
            client=client,
            consultant=f"Prepared by {branding.consultant_name}" if branding.consultant_name else "",
            date=date,
            verdict=_verdict(advice, knowledge),
            detail=_detail(advice),
        ),
        sections=tuple(section for section in sections if section is not None),
    )


def _called(decision: Decision, advice: Advice, k: Knowledge) -> str:
    names = {v: n for stack in advice.stacks for v, n in zip(stack.vendors, stack.names, strict=True)}
    return listed(plain(name_of(vendor, names, k)) for vendor in decision.vendors)


def _verdict(advice: Advice, k: Knowledge) -> str:
    decision = advice.answers.decision
    if decision is not None:
        return f"Decided: {_called(decision, advice, k)}"
    if advice.stacks and advice.scorecard is not None:
        return f"Not decided yet. In front now: {chart_words.stack_name(advice.stacks[0])}"
    return "Not decided yet"


def _detail(advice: Advice) -> str:
    decision, card = advice.answers.decision, advice.scorecard
    if decision is None:
        return card.sentence if card is not None and card.sentence else advice.verdict
    parts = [f"by {plain(decision.by)}" if decision.by else "", f"on {date_text(decision.on)}" if decision.on else ""]
    said = " ".join(part for part in parts if part)
    taken = f"Decided {said}. " if said else ""
    owner = f"{plain(decision.owner)} looks after it" if decision.owner else "Who looks after it is not named yet"
    live = (
        f"the old way ends on {date_text(decision.go_live)}" if decision.go_live
        else "the day on which the old way ends is not set yet"
    )  # fmt: skip
    return f"{taken}{owner}; {live}."


def _decision(advice: Advice, k: Knowledge) -> Section:
    """Why, in the words of those who decided, beside what the advice recommends and what the demos changed."""
    decision = advice.answers.decision
    points = [Point(title="What was looked for", text=f"{advice.verdict} {advice.verdict_detail}")]
    if decision is not None:
        why = plain(decision.because) or NOT_SAID
        points.insert(0, Point(title="Why this one", text=why))
        bought = tuple(v for v in decision.vendors if v in k.catalogue.by_id)
        place = next(
            (n for n, stack in enumerate(advice.stacks, start=1)
             if tuple(v for v in stack.vendors if v in k.catalogue.by_id) == bought),
            None,
        )  # fmt: skip
        points.append(Point(title="Where it stands in the order", text=_place_words(place, advice)))
    blocks: list[Block] = [Points(items=tuple(points), look="wide"), *shown.order_now(advice)]
    return Section(title="The decision" if decision else "Where it stands", blocks=tuple(blocks))


def _place_words(place: int | None, advice: Advice) -> str:
    if place is None:
        return "It is not one of the stacks that the advice lists for you, so check why it was left out."
    stack = advice.stacks[place - 1]
    return (
        f"Number {place} of {len(advice.stacks)}, with {stack.value:.1f} of 100; what is still open puts it between "
        f"{stack.low:.1f} and {stack.high:.1f}."
    )


def _scores(advice: Advice) -> Section | None:
    card = advice.scorecard
    told = [*shown.verdicts(card), *shown.score_tables(card)] if card is not None else []
    if not told:
        return Section(
            title="What was asked, shown and scored",
            blocks=(Paragraph(text="No demo was scored. What follows rests on public pages alone."),),
        )
    return Section(title="What was asked, shown and scored", blocks=tuple(told))


def _offers(advice: Advice, k: Knowledge) -> Section | None:
    blocks = shown.quotes(advice, k)
    if not blocks:
        text = "No offer in writing was entered. Ask for the price of three years, all fees in it, before you sign."
        return Section(title="Offers", blocks=(Paragraph(text=text),))
    return Section(title="Offers", blocks=tuple(blocks[1:]))


def _risks(advice: Advice, k: Knowledge) -> Section:
    """What could still go wrong: their own words, what nobody showed, what nobody knows of the vendors taken."""
    decision, card = advice.answers.decision, advice.scorecard
    points: list[Point] = []
    if decision is not None and decision.risks:
        points.append(Point(title="In your words", text=plain(decision.risks)))
    taken = set(decision.vendors) if decision else set()
    names = {vendor.name: vendor.vendor for vendor in card.vendors} if card else {}
    for sentence in shown.open_work(card) if card else []:
        vendor = next((ident for name, ident in names.items() if sentence.startswith(name)), "")
        if not taken or vendor in taken:
            points.append(Point(text=sentence))
    stack = next((s for s in advice.stacks if taken and taken <= set(s.vendors)), None)
    if stack is None and advice.stacks:
        stack = advice.stacks[0] if not taken else None
    if stack is not None:
        points += [Point(title="Still open", text=fact.sentence) for fact in stack.deciding[:UNKNOWNS_TOLD]]
        points += [Point(title="Caution", text=text) for text in stack.cautions[:UNKNOWNS_TOLD]]
        points += [Point(title="Not published", text=line) for line in stack.cost.open_lines[:UNKNOWNS_TOLD]]
    if advice.readiness.verdict != "ready":
        points += [Point(title=f.title, text=f.says) for f in advice.readiness.findings if f.says]
    if not points:
        return Section(title="Open risks", blocks=(Paragraph(text="None was written down, and none is known to us."),))
    return Section(title="Open risks", blocks=(Points(items=tuple(points)),))


def _checking(advice: Advice, cited: Citations) -> Section:
    blocks: list[Block] = [Paragraph(text=stamp_of(advice), look="muted"), Heading(text="Sources")]
    return Section(title="How to check this", blocks=(*blocks, References(items=cited.items)))
