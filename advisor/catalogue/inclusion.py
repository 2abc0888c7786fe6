"""The inclusion rule in numbers: how much has to be shown of a product before it stands in the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from advisor.base import Value

if TYPE_CHECKING:
    from advisor.catalogue.vendor import Vendor


class Inclusion(Value):
    """What a vendor that is offered has to show; the head of `data/vendors.yaml` holds the numbers."""

    capabilities: int = Field(ge=1, description="Least number of capabilities that a page shows, present or absent")
    pages: int = Field(ge=1, description="Least number of pages")
    sound_pages: int = Field(ge=0, description="Of them of grade A or B and not a rival's")
    exceptions: dict[str, Annotated[str, Field(min_length=10, max_length=200)]] = Field(
        default={}, description="Vendors kept although they fall short, each with the reason"
    )
    source: str

    def shortfalls(self, vendor: Vendor) -> tuple[str, ...]:
        """What is missing of the rule, in words; empty where the vendor meets it or is no longer sold."""
        if not vendor.offered:
            return ()
        pages = [source for source in vendor.sources.values() if source.kind != "unsourced"]
        sound = [source for source in pages if source.grade in ("A", "B") and not source.doubtful]
        shown = [fact for fact in vendor.capabilities.values() if vendor.sourced(fact.source)]
        counts = (
            (len(shown), self.capabilities, "capabilities shown on a page"),
            (len(pages), self.pages, "pages"),
            (len(sound), self.sound_pages, "pages of grade A or B"),
        )
        return tuple(f"{count} of {least} {what}" for count, least, what in counts if count < least)
