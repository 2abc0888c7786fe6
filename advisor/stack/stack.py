"""A stack: one way to fill the recommended category - what it covers, how it joins, what it costs, what is unknown."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from advisor.base import Money, Value
from advisor.scoring.options import Contribution, Kind


class CostLine(Value):
    """One part of the cost, with what was assumed and where the figure is from.

    `paid` leaves the firm, `hours` is time of its own people, `lost` is output. What is not `counted` stands beside the
    sums and is not in them.
    """

    label: str
    first_year: Money
    three_years: Money
    assumption: str
    source: str
    as_of: str = "unknown"
    url: str | None = None
    grade: str = ""
    kind: Literal["paid", "hours", "lost"] = "paid"
    counted: bool = True


class StackCost(Value):
    """Cost of a stack in US dollars. `open_lines` names what nobody publishes; it is never counted as zero."""

    first_year: Money
    three_years: Money
    paid_first_year: Money | None = Field(default=None, description="Of this, what leaves the firm; the rest is hours")
    paid_three_years: Money | None = None
    lines: tuple[CostLine, ...]
    open_lines: tuple[str, ...]
    unpriced: tuple[str, ...] = Field(default=(), description="Names of those who publish no price")
    notes: tuple[str, ...] = ()


class Join(Value):
    """One of the three joins of a stack: what is joined, how, and the source."""

    rule: Literal["J1", "J2", "J3"]
    what: str
    kind: str
    between: tuple[str, ...]
    source: str | None = None
    url: str | None = None
    note: str = ""


class Passage(Value):
    """How one thing gets from one system to another, as far as a page shows it.

    `named` is true where the page of the link names the thing; otherwise the link is there, and whether the thing
    passes has to be asked. `kind` is unknown where no page shows a link at all.
    """

    giver: str
    taker: str
    kind: Literal["native", "partner", "zapier", "file", "none", "unknown"]
    named: bool = False
    carries: str = Field(default="", description="What flows over the link, by its page")
    note: str = ""
    source: str | None = None
    url: str | None = None
    as_of: str = "unknown"
    grade: str = ""
    own_file: bool = Field(default=False, description="True where a consultant's own file says it, not the catalogue")


class BlueprintLine(Value):
    """One thing that passes between systems: who holds it, where it goes, the rule, and what breaks."""

    thing: str
    label: str
    join: Literal["J1", "J2", "J3"] | None
    holder: str
    doubt: str = Field(description="Where no page shows that the holder can hold it; else empty")
    passages: tuple[Passage, ...]
    rule: str
    judged: str = Field(description="Which part of this no page says: our own judgement")
    pitfall: str
    sources: tuple[str, ...] = Field(description="Ids of data/sources.yaml")


class SetUpStep(Value):
    """One step of joining the systems, in its order."""

    step: str
    title: str
    text: str
    sources: tuple[str, ...]


class Blueprint(Value):
    """The integration blueprint of a stack."""

    lines: tuple[BlueprintLine, ...] = ()
    steps: tuple[SetUpStep, ...] = ()


class Coverage(Value):
    """How well a stack covers a needed capability (0-1), as an interval; by whom."""

    capability: str
    label: str
    need: float
    low: float
    high: float
    vendor: str | None
    level: Literal["full", "partial", "none", "unknown"]
    source: str | None = Field(default=None, description="Title of the page that shows it")
    url: str | None = None
    as_of: str = "unknown"
    own_file: bool = Field(default=False, description="True where a consultant's own file says it, not the catalogue")


class Evidence(Value):
    """A fact shown about a vendor, with its source and date."""

    vendor: str
    fact: str
    source_title: str
    url: str
    as_of: str
    grade: str


class ProofMark(Value):
    """How far one step of the two demonstrations of D1 is shown for a platform that claims projects and jobs.

    `proven` is for what was seen done in a demo of this assessment; `documented` for a help page of the vendor that
    shows all of it; `claimed` for a marketing page, somebody else's page or a part; `not_covered` for a shown gap.
    """

    vendor: str
    name: str
    item: str
    demonstration: Literal["project", "job"]
    title: str
    mark: Literal["proven", "documented", "claimed", "unknown", "not_covered"]
    says: str
    seen: bool = Field(default=False, description="True where a demo of this assessment tells it, not a page")
    source_title: str | None = None
    url: str | None = None
    as_of: str = "unknown"


class DecidingFact(Value):
    """An open fact about a vendor that moves the value of its stack, in points of 100, all else as it is taken now."""

    vendor: str
    name: str
    fact: str = Field(description="Id of a capability, or accounting, link, hours, price, onboarding or size")
    label: str
    state: Literal["unknown", "weak"]
    gain: float = Field(ge=0, description="Points that the stack gains where the fact turns out best")
    loss: float = Field(ge=0, description="Points that it loses where the fact turns out worst")
    against: str = Field(default="", description="The stack with which it would change places, if any")
    changes_order: bool
    sentence: str


class Leaders(Value):
    """The first two stacks against each other, over everything that is open about them."""

    first: str
    second: str
    lead: float = Field(ge=0, description="Points between them as the facts are taken now")
    settled: bool = Field(description="True where the first stays ahead whatever the open facts turn out to be")
    facts: tuple[DecidingFact, ...] = Field(description="Facts of which each alone changes the order")
    together: tuple[str, ...] = Field(default=(), description="Where none alone does: the fewest that do together")
    sentence: str


class Stack(Value):
    """One way to fill the recommended category: one to three vendors beside the accounting."""

    vendors: tuple[str, ...]
    names: tuple[str, ...]
    roles: tuple[Kind, ...] = Field(description="What each vendor is there for, in the order of vendors")
    option: str
    accounting: str | None
    value: float
    low: float
    high: float
    contributions: tuple[Contribution, ...]
    coverage: tuple[Coverage, ...]
    joins: tuple[Join, ...]
    cost: StackCost
    unknowns: tuple[str, ...]
    fits: tuple[str, ...]
    cautions: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    blueprint: Blueprint = Blueprint()
    deciding: tuple[DecidingFact, ...] = Field(default=(), description="Open facts that move it most, weightiest first")
    order_sentence: str = Field(default="", description="How sure its place before the next one is")
    two_sided_test: tuple[ProofMark, ...] = Field(default=(), description="Steps of D1 for platforms that claim both")
    two_sided_sentence: str = ""
    for_whom: str = Field(default="", description="Who a stack of three platforms is for; empty for others")


class RelaxedLimit(Value):
    """A limit that leaves nothing or little, and what relaxing it would give."""

    limit: str
    gives: tuple[str, ...]
    sentence: str
