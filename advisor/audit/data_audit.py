"""The whole audit behind `advisor check-data`: facts by vendor, and what they do to recommendations."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from pydantic import Field

from advisor.audit.contractors import contractors
from advisor.audit.reach import DecidingUnknown, Reach, reach_audit
from advisor.base import Value
from advisor.catalogue.audit import VendorAudit, audit
from advisor.errors import KnowledgeError, shown
from advisor.knowledge import Knowledge


class DataAudit(Value):
    """What the data files hold on a day of use, and how it tells on recommendations. Warnings only: errors raise."""

    day: str
    counts: dict[str, int] = Field(description="Entries of each data file, by name")
    totals: dict[str, int] = Field(description="Facts of the catalogue by state, by name")
    contractors: int
    without_stack: tuple[str, ...] = Field(description="Contractors of the set for whom no vendor is left")
    vendors: tuple[VendorAudit, ...]
    reach: tuple[Reach, ...]
    unknowns: tuple[DecidingUnknown, ...] = Field(description="Open facts of shortlisted vendors, weightiest first")

    def only(self, vendor: str) -> DataAudit:
        """The same for one vendor; what counts over all of them stays.

        Raises:
            KnowledgeError: there is no such vendor.
        """
        known = {one.vendor for one in self.vendors}
        if vendor not in known:
            near = get_close_matches(vendor[:60], sorted(known), n=3, cutoff=0.5)
            do = f"Did you mean {' or '.join(near)}?" if near else "The ids stand in vendors.yaml."
            raise KnowledgeError(f"there is no vendor {shown(vendor)}", where="vendors.yaml", do=do)
        return self.model_copy(
            update={
                part: tuple(one for one in getattr(self, part) if one.vendor == vendor)
                for part in ("vendors", "reach", "unknowns")
            }
        )


def data_audit(k: Knowledge, folder: Path | None = None) -> DataAudit:
    """The audit on the day of *k*.

    Args:
        k: the knowledge, on the day of use.
        folder: where the examples lie; the shipped folder when left out.

    Raises:
        AnswersError, FileError, KnowledgeError: the examples cannot be read.
    """
    facts = audit(k.catalogue, tuple(k.capabilities), k.day)
    tried = reach_audit(k, contractors(k, folder))
    return DataAudit(
        day=facts.day,
        counts=counts(k),
        totals=facts.totals(),
        contractors=tried.contractors,
        without_stack=tried.without_stack,
        vendors=facts.vendors,
        reach=tried.reach,
        unknowns=tried.unknowns,
    )


def counts(k: Knowledge) -> dict[str, int]:
    """How many entries each data file holds."""
    return {
        "questions": len(k.questionnaire.questions),
        "pains": len(k.pains),
        "trades": len(k.trades),
        "capabilities": len(k.capabilities),
        "rules": len(k.rule_book.rules),
        "options": len(k.option_book.options),
        "demo tasks": len(k.task_book.tasks),
        "vendors": len(k.catalogue.vendors),
        "sources": len(k.sources),
    }
