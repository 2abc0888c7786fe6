"""Whole answers as strategies, and the decision alone: what the laws are tried on, many thousand times."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st

from advisor.knowledge import Knowledge, load_knowledge
from advisor.questionnaire.answers import answers_from
from advisor.scoring.facts import derive, estimates
from advisor.scoring.options import Valued, valued
from advisor.scoring.robustness import value_spans
from advisor.scoring.spans import Number, Span

K = load_knowledge()
OPTIONS = tuple(option.id for option in K.option_book.options)
SINGLES = tuple(option.id for option in K.option_book.options if option.category != "two_platform")
PAIRS = tuple(option.id for option in K.option_book.options if option.category == "two_platform")
BEARING = {
    side: tuple(option.id for option in K.option_book.options if kind in option.platforms)
    for side, kind in (("customer", "crm"), ("project", "pm"), ("job", "fsm"))
}
EPS = 1e-9


# ---- the decision alone ---------------------------------------------------------------------------------------------


class Decided(NamedTuple):
    """Value of each option at the most plausible answers, and how it came about."""

    values: dict[str, float]
    workings: Valued

    @property
    def first(self) -> str:
        """The option that comes first."""
        return min(self.values, key=lambda name: (-self.values[name], name))


def decide(data: dict[str, Any], *, knowledge: Knowledge = K) -> Decided:
    """The decision on these answers, without draws, stacks or sentences."""
    found = estimates(answers_from(data), knowledge)[0]
    points: dict[str, Number] = {name: e.mid for name, e in found.items()}
    workings = valued(derive(points, knowledge.rule_book), knowledge.option_book, knowledge.rule_book)
    return Decided({name: float(value) for name, value in workings.values.items()}, workings)  # type: ignore[arg-type]


def spans_of(data: dict[str, Any]) -> dict[str, Span]:
    """Least and greatest value of each option over everything that these answers leave open."""
    return value_spans(estimates(answers_from(data), K)[0], K.option_book, K.rule_book)


def values_of(batch: list[dict[str, Any]]) -> dict[str, np.ndarray]:
    """Value of each option for a batch of answers, all at once; shape (answers,) by option."""
    found = [estimates(answers_from(data), K)[0] for data in batch]
    columns: dict[str, Number] = {name: np.array([f[name].mid for f in found]) for name in found[0]}
    values = valued(derive(columns, K.rule_book), K.option_book, K.rule_book).values
    return {name: np.broadcast_to(np.asarray(value, dtype=float), (len(batch),)) for name, value in values.items()}


def changed(data: dict[str, Any], field: str, value: Any) -> dict[str, Any]:
    """A copy of *data* with *value* at the dotted *field*; None takes the field out."""
    head, _, rest = field.partition(".")
    copy = dict(data)
    if rest:
        copy[head] = changed(dict(copy.get(head) or {}), rest, value)
    elif value is None:
        copy.pop(head, None)
    else:
        copy[head] = value
    return copy


# ---- whole answers --------------------------------------------------------------------------------------------------


def _maybe(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any part of these fields; what is left out is unanswered."""
    return st.fixed_dictionaries({}, optional=fields)


def _or_unknown(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return values | values | values | st.just("unknown")


def _rounded(least: float, most: float, digits: int = 2) -> st.SearchStrategy[float]:
    steps = 10**digits
    return st.integers(round(least * steps), round(most * steps)).map(lambda n: n / steps)


def _given(least: float, most: float, digits: int = 0) -> st.SearchStrategy[Any]:
    """A number as people give one: exact, a range, a range with one end, or not known."""
    exact = _rounded(least, most, digits)
    both = st.tuples(exact, exact).map(lambda pair: {"low": min(pair), "high": max(pair)})
    one_end = st.tuples(st.sampled_from(["low", "high"]), exact).map(lambda pair: {pair[0]: pair[1]})
    return exact | exact | exact | both | one_end | st.just("unknown")


YES_NO = _or_unknown(st.booleans())
SEVERITY = _given(0, 3) | st.sampled_from([0, 1, 2, 3])
SHARE = _given(0, 1, 2)
PEOPLE = st.sampled_from([1, 2, 3, 5, 8, 12, 18, 25, 40, 80, 200, 600])

DURATION = st.fixed_dictionaries(
    {"value": _given(1, 40), "unit": st.sampled_from(["hours", "days", "weeks", "months"])}
)
MARKS = (
    "contracts", "change_orders", "rfis_submittals", "several_trades", "progress_billing", "legal_documents",
    "certified_payroll", "dispatch", "same_visit_billing", "recurring", "insurance_claims", "permits",
)  # fmt: skip
SIGNALS = _maybe(**dict.fromkeys(MARKS, YES_NO))
STREAM = _maybe(
    name=st.sampled_from(["kitchens", "calls", "roofs", "maintenance"]),
    duration=DURATION,
    per_year=_given(1, 5000),
    average_value_usd=_given(100, 400_000),
    hours_each=_given(1, 2000),
    signals=SIGNALS,
)
TOOL = st.fixed_dictionaries(
    {"kind": st.sampled_from(["crm", "pm", "fsm", "integrated", "spreadsheet", "paper", "other"])},
    optional={"works": st.sampled_from(["well", "partly", "badly", "unknown"])},
)
TRADE = st.sampled_from(sorted(K.trades))
PAINS = st.dictionaries(st.sampled_from(sorted(K.pains)), SEVERITY, max_size=7)


def _headcount() -> st.SearchStrategy[dict[str, Any]]:
    """Sizes that fit together: nobody counts more technicians than people."""

    def parts(total: int) -> st.SearchStrategy[dict[str, Any]]:
        some = st.integers(0, total // 3)
        return _maybe(
            headcount=st.just(total) | st.just({"low": total, "high": total * 2}) | st.just("unknown"),
            technicians=some, project_managers=some, dispatchers=st.integers(0, total // 10),
            office_staff=st.integers(0, total // 10),
        )  # fmt: skip

    return PEOPLE.flatmap(parts)


COMPANY = st.builds(
    lambda sizes, rest: {**rest, **sizes},
    _headcount(),
    _maybe(
        trade=TRADE | st.lists(TRADE, min_size=1, max_size=3, unique=True),
        segment=st.sampled_from(["residential", "commercial", "mixed", "unknown"]),
        revenue_usd_year=_given(100_000, 60_000_000),
        growth=st.sampled_from(["shrinking", "steady", "growing", "fast", "unknown"]),
    ),
)
WORK = _maybe(
    project_share=SHARE,
    basis=st.sampled_from(["revenue", "hours", "count", "volume", "unknown"]),
    typical_duration=DURATION,
    unit=st.sampled_from(["project", "job", "both", "unknown"]),
    jobs_per_day=_given(0, 120),
    projects_at_once=_given(0, 40),
    project_types=_given(1, 8),
    pattern_differs=YES_NO,
    shared_crews=YES_NO,
    signals=SIGNALS,
)
FRICTION = _maybe(workarounds=SEVERITY, double_entry=SEVERITY, missed_information=SEVERITY)
SALES = _maybe(
    leads_per_month=_given(0, 200),
    open_quotes=_given(0, 120),
    salespeople=_given(0, 12),
    repeat_share=SHARE,
    customer_base=_given(0, 6000),
    sales_cycle_weeks=_given(0, 30),
    stakeholders=st.sampled_from(["one", "few", "many", "unknown"]),
    sales_led=YES_NO,
)
TEAM = _maybe(
    tech_comfort=_given(1, 5),
    administration=st.sampled_from(["none", "part_time", "full_time", "unknown"]),
    change_capacity=_given(1, 5),
    spanish_speaking_crews=YES_NO,
)
TODAY = _maybe(
    accounting=st.sampled_from(["quickbooks", "xero", "sage_intacct", "none", "other", "unknown"]),
    tools=st.lists(TOOL, max_size=4),
)
LIMITS = _maybe(
    budget_usd_month=_given(0, 5000),
    wants_one_system=YES_NO,
    must_have=st.lists(st.sampled_from(sorted(K.capabilities)), max_size=2, unique=True),
)


def answers_files(
    *, streams: bool = True, work: st.SearchStrategy[dict[str, Any]] = WORK, **sections: Any
) -> st.SearchStrategy[dict[str, Any]]:
    """Whole answers files as plain data; any section may be replaced by a strategy of one's own."""
    listed = work
    if streams:
        with_streams = st.builds(lambda w, s: {**w, "streams": s}, WORK, st.lists(STREAM, min_size=1, max_size=4))
        listed = work | work | work | with_streams
    all_sections = {
        "company": COMPANY, "work": listed, "friction": FRICTION, "sales": SALES, "team": TEAM, "today": TODAY,
        "limits": LIMITS,
    } | sections  # fmt: skip
    return st.fixed_dictionaries(all_sections, optional={} if "pains" in sections else {"pains": PAINS})


# ---- one answer at a time -------------------------------------------------------------------------------------------


def _exact(least: float, most: float, digits: int = 0) -> st.SearchStrategy[Any]:
    """A number that says something: exact, or a range."""
    return _given(least, most, digits).filter(lambda value: value != "unknown")


def _words(*words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(words)


TOLD: dict[str, st.SearchStrategy[Any]] = {
    "company.trade": TRADE | st.lists(TRADE, min_size=1, max_size=3, unique=True),
    "company.segment": _words("residential", "commercial", "mixed"),
    "company.headcount": PEOPLE,
    "company.technicians": st.integers(0, 3),
    "company.growth": _words("shrinking", "steady", "growing", "fast"),
    "company.revenue_usd_year": _exact(100_000, 60_000_000),
    "company.project_managers": st.integers(0, 2),
    "company.office_staff": st.integers(0, 2),
    "work.project_share": _exact(0, 1, 2),
    "work.basis": _words("revenue", "hours", "count", "volume"),
    "work.typical_duration": DURATION.filter(lambda length: length["value"] != "unknown"),
    "work.unit": _words("project", "job", "both"),
    "work.jobs_per_day": _exact(0, 120),
    "work.projects_at_once": _exact(0, 40),
    "work.project_types": _exact(1, 8),
    "work.pattern_differs": st.booleans(),
    "work.shared_crews": st.booleans(),
    "work.signals": SIGNALS,
    **{f"work.signals.{mark}": st.booleans() for mark in MARKS},
    "friction.workarounds": _exact(0, 3),
    "friction.double_entry": _exact(0, 3),
    "friction.missed_information": _exact(0, 3),
    "pains": PAINS,
    "sales.leads_per_month": _exact(0, 200),
    "sales.open_quotes": _exact(0, 120),
    "sales.salespeople": _exact(0, 12),
    "sales.repeat_share": _exact(0, 1, 2),
    "sales.customer_base": _exact(0, 6000),
    "sales.sales_cycle_weeks": _exact(0, 30),
    "sales.stakeholders": _words("one", "few", "many"),
    "sales.sales_led": st.booleans(),
    "team.tech_comfort": _exact(1, 5),
    "team.administration": _words("none", "part_time", "full_time"),
    "team.change_capacity": _exact(1, 5),
    "today.tools": st.lists(TOOL, max_size=4),
    "today.accounting": _words("quickbooks", "xero", "sage_intacct", "none", "other"),
    "limits.budget_usd_month": _exact(0, 5000),
    "limits.wants_one_system": st.booleans(),
}
"""Told values of every field that the decision may read, by its dotted name."""

TOLD_OF_A_STREAM: dict[str, st.SearchStrategy[Any]] = {
    "duration": TOLD["work.typical_duration"],
    "per_year": _exact(1, 5000),
    "average_value_usd": _exact(100, 400_000),
    "hours_each": _exact(1, 2000),
}
