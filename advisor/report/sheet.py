"""The question sheet of a workshop on paper, for people without a phone."""

from __future__ import annotations

from advisor import __version__
from advisor.report.blocks import Ask, Block, Letterhead, Paragraph, Section
from advisor.report.branding import Branding
from advisor.report.report import Report
from advisor.report.words import date_words
from advisor.workshop.sheet import Sheet, SheetItem

KICKER = "Workshop question sheet"
LAST = "The questions"


def build_sheet(sheet: Sheet, branding: Branding | None = None) -> Report:
    """The sheet to print once for each person. The same sheet gives the same paper."""
    branding = branding or Branding()
    date = date_words(branding.date)
    roles = tuple(f"{role.label} ({role.hint})" if role.hint else role.label for role in sheet.roles)
    intro, *rest = sheet.intro
    items: list[Block] = [Ask(ask=sheet.role_question, boxes=roles)]
    for item in sheet.items:
        items += _asked(item)
    items.append(Paragraph(text=sheet.closing, look="lead"))
    return Report(
        title=f"{KICKER}: {sheet.title}",
        form="sheet",
        branding=branding,
        running_head=" · ".join(part for part in (sheet.title, date) if part),
        running_foot=f"Contractor software advisor {__version__}",
        cover=Letterhead(
            kicker=KICKER,
            client="" if branding.client_name == sheet.title else branding.client_name,
            consultant=f"Prepared by {branding.consultant_name}" if branding.consultant_name else "",
            date=date,
            verdict=sheet.title,
            detail=intro,
        ),
        sections=(
            Section(title=LAST, blocks=(*(Paragraph(text=words, look="muted", leads=True) for words in rest), *items)),
        ),
    )


def _asked(item: SheetItem) -> list[Block]:
    """A question; a long grid goes on as further questions without a number, so that no line is torn apart."""
    first = Ask(
        number=item.number, ask=item.question, hint=item.hint, boxes=item.boxes if item.form != "grid" else (),
        blank=item.form == "blank", before=item.before, after=item.after,
    )  # fmt: skip
    grids = [
        Ask(
            ask=grid.title,
            columns=grid.columns,
            lines=tuple(f"{row.label} ({row.hint})" if row.hint else row.label for row in grid.rows),
        )
        for grid in item.grids
    ]
    return [first, *grids]
