"""Report: what is handed over, made from an advice and its branding and from nothing else. Printers only set it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from advisor import __version__, wording
from advisor.advice import Advice
from advisor.base import Value
from advisor.demo.scorecard import name_of
from advisor.knowledge import Knowledge
from advisor.report import chart_words
from advisor.report.answered import your_answers
from advisor.report.blocks import Beside, Cover, Letterhead, Paragraph, References, Section, Split
from advisor.report.branding import MAX_NAME, Branding
from advisor.report.citations import GRADE_WORDS, Citations
from advisor.report.demos import demo_checklist
from advisor.report.fact_sheets import fact_sheets
from advisor.report.in_short import in_short
from advisor.report.mix import work_mix
from advisor.report.own_file import in_the_method, on_every_page
from advisor.report.plan import first_90_days
from advisor.report.reasons import why
from advisor.report.running import monday, running
from advisor.report.shown import demo_results
from advisor.report.sureness import how_sure
from advisor.report.vendors import overview, vendor_stacks
from advisor.report.went import went
from advisor.report.words import SURE_WORDS, Words, date_text, date_words, listed, plain
from advisor.report.workshop_page import workshop_page

TITLE = "Software recommendation"


Form = Literal["full", "short", "memo", "sheet"]


class Report(Value):
    """A whole report in words: cover, sections in reading order, and what stands on every page.

    A short report is set on two pages, whatever it holds.
    """

    title: Words
    form: Form = "full"
    branding: Branding
    running_head: Words
    running_foot: Words
    cover: Cover | Letterhead = Field(discriminator="kind")
    sections: tuple[Section, ...]


def build_report(
    advice: Advice, knowledge: Knowledge, branding: Branding | None = None, *, form: Literal["full", "short"] = "full"
) -> Report:
    """The report of an advice. The same advice, branding and form give the same report.

    Args:
        knowledge: the data the advice was made with; it gives questions, sources, vendors, the first 90 days and the
            rubric.
        branding: whose report it is; without a client name, the company's own name stands on the cover.
        form: the whole report, or two pages to hand around.
    """
    branding = branding or Branding()
    client = branding.client_name or plain(advice.answers.company.name or "", limit=MAX_NAME)
    date = date_words(branding.date)
    return Report(
        title=f"{TITLE} for {client}" if client else TITLE,
        form=form,
        branding=branding,
        running_head=" · ".join(part for part in (client or TITLE, date) if part),
        running_foot=foot_of(advice),
        cover=_cover(advice, knowledge, branding, client, date),
        sections=_whole(advice, knowledge) if form == "full" else in_short(advice, knowledge),
    )


def _whole(advice: Advice, k: Knowledge) -> tuple[Section, ...]:
    """The sections in reading order; sources are numbered as they are first named, so the order is that of building."""
    cited = Citations(k.sources)
    sections = (
        work_mix(advice, k, cited),
        why(advice, k, cited),
        how_sure(advice, cited),
        workshop_page(advice, k, cited),
        running(advice, k, cited),
        vendor_stacks(advice, k, cited),
        demo_checklist(advice, k, cited),
        demo_results(advice, k),
        fact_sheets(advice, k, cited),
        first_90_days(advice, k, cited),
        went(advice, k, cited),
        your_answers(advice, k),
        _method(advice, cited),
    )
    return tuple(section for section in sections if section is not None)


def foot_of(advice: Advice) -> str:
    """What stands at the foot of every page: the versions and the beginning of the checksum."""
    return (
        f"Contractor software advisor {__version__} · method {advice.method_version} · "
        f"vendor facts {advice.catalogue_as_of}{on_every_page(advice)} · checksum {advice.checksum[:12]}"
    )


def stamp_of(advice: Advice) -> str:
    """Versions, day of use and checksum, in one sentence each."""
    return (
        f"Method {advice.method_version}, vendor facts as of {advice.catalogue_as_of}, their age as on "
        f"{advice.used_on}, advisor {__version__}. Checksum of answers, method and data: {advice.checksum}."
    )


def _cover(advice: Advice, k: Knowledge, branding: Branding, client: str, date: str) -> Cover:
    return Cover(
        kicker=TITLE,
        client=client,
        consultant=f"Prepared by {branding.consultant_name}" if branding.consultant_name else "",
        date=date,
        verdict=advice.verdict,
        detail=advice.verdict_detail,
        since=_since(advice, k),
        split=split_of(advice),
        sure_title=f"How sure: {SURE_WORDS[advice.certainty]}",
        sure=advice.how_sure.reasons,
        monday_title="What to do on Monday",
        monday=monday(advice, k),
        vendors_title="First vendors to look at",
        vendors=overview(advice.stacks) if advice.stacks else None,
    )


def _since(advice: Advice, k: Knowledge) -> str:
    """What came after the advice from pages alone: the decision, or else what the demos changed."""
    decision = advice.answers.decision
    if decision is not None:
        names = {v: n for stack in advice.stacks for v, n in zip(stack.vendors, stack.names, strict=True)}
        day = f" on {date_text(decision.on)}" if decision.on else ""
        return f"Since decided{day}: {listed(name_of(vendor, names, k) for vendor in decision.vendors)}."
    card = advice.scorecard
    return f"Since the demos: {card.sentence}" if card is not None and card.sentence else ""


def split_of(advice: Advice) -> Split:
    """The signature picture with its words."""
    mix, line = advice.work_mix, advice.hybrid_line
    told = mix.leading_basis != "trade"
    share, jobs = mix.project_share, mix.project_share.mirrored()
    return Split(
        project_share=share,
        line=line,
        projects=f"Projects {wording.percent_range(share)}" if told else "Projects",
        jobs=f"Jobs {wording.percent_range(jobs)}" if told else "Jobs",
        you="You" if told else "Your trade, as a guess",
        band=chart_words.band_words(line),
        inside="two platforms usually win",
        outside="one platform",
        alt=f"{chart_words.split_title(mix, line)}. {chart_words.split_words(mix, line)}",
    )


def _method(advice: Advice, cited: Citations) -> Section:
    how = (
        "The answers give the split of the work and the needs of each side. Published rules turn these into points for "
        "seven options; the option with the most points is the verdict. Every rule, weight and figure is a line in a "
        "data file that anyone can read."
    )
    again = (
        "To recompute: save the JSON of this advice, take its answers, and run “advisor advise” with the same release "
        f"and “--on {advice.used_on}”. The same answers, data and day give the same advice, and the same "
        "PDF byte for byte."
    )
    check = (
        "To check a number without running anything: points, shares, ranges and costs stand in the JSON under the "
        "names of this report; facts of vendors stand in data/vendors.yaml of the same release, each with its page."
    )
    letters = listed(f"{grade} {words}" for grade, words in GRADE_WORDS.items())
    grades = f"The letter after a source is its grade: {letters}. JSON and Markdown hold the addresses in full."
    return Section(
        title="Method and sources",
        blocks=(
            Beside(
                left=(
                    Paragraph(text=how, look="muted"),
                    Paragraph(text=grades, look="muted"),
                ),
                right=(
                    *in_the_method(advice),
                    Paragraph(text=again, look="muted"),
                    Paragraph(text=check, look="muted"),
                    Paragraph(text=stamp_of(advice), look="muted"),
                ),
            ),
            References(items=cited.items),
        ),
    )
