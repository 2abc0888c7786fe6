"""Report: what is handed over, made from an advice and its branding and from nothing else. Printers only set it."""

from __future__ import annotations

from advisor import __version__, wording
from advisor.advice import Advice
from advisor.base import Value
from advisor.knowledge import Knowledge
from advisor.report import chart_words
from advisor.report.answered import your_answers
from advisor.report.blocks import Beside, Cover, Paragraph, References, Section, Split
from advisor.report.branding import MAX_NAME, Branding
from advisor.report.citations import GRADE_WORDS, Citations
from advisor.report.demos import demo_checklist
from advisor.report.own_file import in_the_method, on_every_page
from advisor.report.reasons import why
from advisor.report.running import monday, running
from advisor.report.sureness import how_sure
from advisor.report.vendors import overview, vendor_stacks
from advisor.report.words import SURE_WORDS, Words, date_words, listed, plain

TITLE = "Software recommendation"


class Report(Value):
    """A whole report in words: cover, sections in reading order, and what stands on every page."""

    title: Words
    branding: Branding
    running_head: Words
    running_foot: Words
    cover: Cover
    sections: tuple[Section, ...]


def build_report(advice: Advice, knowledge: Knowledge, branding: Branding | None = None) -> Report:
    """The report of an advice. The same advice and branding give the same report.

    Args:
        knowledge: the data the advice was made with; it gives questions, sources, the first 90 days and the rubric.
        branding: whose report it is; without a client name, the company's own name stands on the cover.
    """
    branding = branding or Branding()
    client = branding.client_name or plain(advice.answers.company.name or "", limit=MAX_NAME)
    date = date_words(branding.date)
    cited = Citations(knowledge.sources)
    cover = _cover(advice, knowledge, branding, client, date)
    sections = (
        why(advice, knowledge, cited),
        how_sure(advice, cited),
        running(advice, knowledge, cited),
        vendor_stacks(advice, knowledge, cited),
        demo_checklist(advice, knowledge, cited),
        your_answers(advice, knowledge),
    )
    return Report(
        title=f"{TITLE} for {client}" if client else TITLE,
        branding=branding,
        running_head=" · ".join(part for part in (client or TITLE, date) if part),
        running_foot=f"Contractor software advisor {__version__} · method {advice.method_version} · "
        f"vendor facts {advice.catalogue_as_of}{on_every_page(advice)} · checksum {advice.checksum[:12]}",
        cover=cover,
        sections=(*sections, _method(advice, cited)),
    )


def _cover(advice: Advice, k: Knowledge, branding: Branding, client: str, date: str) -> Cover:
    return Cover(
        kicker=TITLE,
        client=client,
        consultant=f"Prepared by {branding.consultant_name}" if branding.consultant_name else "",
        date=date,
        verdict=advice.verdict,
        detail=advice.verdict_detail,
        split=split_of(advice),
        sure_title=f"How sure: {SURE_WORDS[advice.certainty]}",
        sure=advice.how_sure.reasons,
        monday_title="What to do on Monday",
        monday=monday(advice, k),
        vendors_title="First vendors to look at",
        vendors=overview(advice.stacks) if advice.stacks else None,
    )


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
    stamp = (
        f"Method {advice.method_version}, vendor facts as of {advice.catalogue_as_of}, their age as on "
        f"{advice.used_on}, advisor {__version__}. Checksum of answers, method and data: {advice.checksum}."
    )
    again = (
        "To recompute: save the JSON of this advice, take its answers, and run “advisor advise” with the same release "
        f"and “--on {advice.used_on}”. The same answers, data and day give the same advice, and the same "
        "PDF byte for byte."
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
                    Paragraph(text=stamp, look="muted"),
                ),
            ),
            References(items=cited.items),
        ),
    )
