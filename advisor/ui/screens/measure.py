"""Measure it: an export of past work is read, sorted into jobs and projects, and becomes answers once confirmed."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any, NamedTuple

import streamlit as st

from advisor import wording
from advisor.base import Interval
from advisor.errors import FileError
from advisor.history import Imported, compared, first_rows, import_records, limits
from advisor.history.imported import Kind, Shape
from advisor.history.ledger import REASONS
from advisor.history.plain import FIELD_NAMES, span_words
from advisor.questionnaire.answers import Answers
from advisor.questionnaire.flow import value_at, with_value
from advisor.report import charts
from advisor.report.records import records_words
from advisor.report.words import listed, many
from advisor.scoring.work_mix import stated_share
from advisor.ui import cards, state
from advisor.ui.theme import arrive
from advisor.ui.widgets import link, plain, split_bar, wrong

SHAPES = {"job": "Job", "short_project": "Short project", "project": "Project"}
DATE_ORDERS = {"mdy": "Month before day (3/31)", "dmy": "Day before month (31/3)"}
TYPES = ("csv", "tsv", "txt", "xlsx", "xls", "ods", "iif")
FIRST_KINDS, FEW = 6, 2
"""Kinds of work that stand open; so few more are not worth folding away."""

TAKEN_OVER = "taken over"
"""Note of the session: what the questions say once after the measure became answers."""

NOTHING = "Not in this file"
_READ = "measured"

TAKEN = (
    "work.project_share", "work.basis", "work.measured", "work.jobs_per_day", "work.projects_at_once",
    "work.average_value_usd", "work.typical_duration",
)  # fmt: skip
"""The answers that a measure can give; listed kinds of work stay as they were, and the measure goes before them."""


class Choices(NamedTuple):
    """How the person wants the file to be read."""

    trade: str | None
    columns: dict[str, dict[str, str]]
    order: str | None
    moved: dict[str, str]
    anchors: dict[str, dict[str, float]]

    def mapping(self) -> dict[str, Any]:
        """As `import_records` takes it."""
        chosen: dict[str, Any] = dict(self.columns)
        return {**chosen, "date_order": self.order} if self.order else chosen


def show() -> None:
    """Draws the screen."""
    arrive(f"measure {state.generation()}")
    st.title("Measure it from your records", anchor=False)
    st.write(
        "Most owners guess their split wrong. Bring the list of jobs or invoices of the last year or two, as your "
        "software exports it. The file is read and forgotten: only the shares are kept, no names."
    )
    _kept()
    uploaded = st.file_uploader(
        "Exports of past work: CSV, Excel, ODS or IIF. Several files of your firm are read together.",
        type=list(TYPES), accept_multiple_files=True, max_upload_size=limits.MAX_BYTES // 1_000_000,
        key=state.uploader("records"),
    )  # fmt: skip
    if not uploaded and state.upload_is_lost("records"):
        state.again()
    _what_to_bring()
    if uploaded:
        files = [(one.name, one.getvalue()) for one in uploaded]
        result = _measure(files, _choices())
        if result is not None:
            _result(result, files)
    link("questions", "Back to the questions", step="flow")


def _kept() -> None:
    measured = state.answers().work.measured
    if measured is None:
        return
    leads = state.answers().work.measured_share is not None
    st.info(plain(records_words(measured, leads=leads)))


def _what_to_bring() -> None:
    with st.expander("What to export"):
        cards.bullets(
            (
                "A list with one row for each job, work order or invoice: date, kind of work, amount, and hours if "
                "you have them. A year at least, so that the season does not tilt it.",
                "From Jobber, Housecall Pro, ServiceTitan, Workiz or FieldEdge: the report of jobs. Jobber keeps "
                "one-off and recurring jobs apart, so bring both.",
                "From QuickBooks or Xero: sales by customer in detail. These are invoices; parts of one project are "
                "put together where the text says so.",
                "From Procore, Buildertrend or JobTread alone the job side cannot be measured: everything in them is "
                "a project. Bring the invoices too.",
                "Any other list works as well, in English or Spanish.",
            )
        )


def _choices() -> Choices:
    """What was chosen for these files, else what is kept with the assessment."""
    measured = state.answers().work.measured
    given = state.answers().company.trade
    trade = given[0] if isinstance(given, tuple) and len(given) == 1 else None
    kept = Choices(
        trade,
        {name: dict(chosen) for name, chosen in measured.columns.items()} if measured else {},
        None,
        dict(measured.moved) if measured else {},
        {shape: anchor.model_dump() for shape, anchor in measured.anchors.items()} if measured else {},
    )
    chosen: Choices = state.note("how to read", kept)
    return chosen._replace(trade=trade)


def _choose(**changed: Any) -> None:
    state.remember("how to read", _choices()._replace(**changed))


def _measure(files: list[tuple[str, bytes]], choices: Choices) -> Imported | None:
    """The measure of these files, worked out once for each way of reading them."""
    digest = hashlib.sha256()
    for name, raw in files:
        digest.update(name.encode() + b"\0" + raw)
    key = (digest.hexdigest(), repr(choices))
    before = state.note(_READ)
    if before is not None and before[0] == key:
        known: Imported | str = before[1]
    else:
        bar = st.progress(0.0, "Reading")

        def told(part: float, what: str) -> None:
            bar.progress(min(part, 1.0), what)

        try:
            known = import_records(
                files, trade=choices.trade, mapping=choices.mapping(), anchors=choices.anchors or None,
                reclassified=choices.moved or None, progress=told,
            )  # fmt: skip
        except FileError as error:
            known = error.sentence
        bar.empty()
        state.remember(_READ, (key, known))
    if isinstance(known, str):
        wrong(known)
        chosen = choices.columns or choices.order or choices.anchors
        if chosen and st.button("Read it without my choices", key=state.key("plain reading")):
            _choose(columns={}, order=None, anchors={})
            state.again()
        return None
    return known


def _result(result: Imported, files: list[tuple[str, bytes]]) -> None:
    st.header("What your records say", anchor=False)
    st.markdown(f"**{plain(result.verdict)}**")
    leading = result.leading
    if leading is not None:
        split_bar(leading, state.so_far().hybrid_line)
    guess = compared(result, state.answers())
    if guess is not None and state.answers().work.measured_share is None:
        st.markdown(plain(guess))
    _shares(result)
    _use(result)
    st.subheader("What was taken for what", anchor=False)
    cards.bullets(_look_alike(shape) for shape in result.shapes)
    st.caption("Is a kind of work on the wrong side? Move it, and the measure follows.")
    _kinds(result)
    if result.by_value is not None:
        cards.chart(charts.build_steps(result.by_value, cards.palette()), key=state.key("values"))
    if result.by_length is not None:
        with st.expander("How long pieces of work take"):
            cards.chart(charts.build_steps(result.by_length, cards.palette()), key=state.key("lengths"))
            st.caption(
                "Working days from start to end. Days on the calendar are not hours of work, so they count least."
            )
    _columns(result, files)
    _anchors(result)
    _findings(result)


def _shares(result: Imported) -> None:
    rows = result.rows
    named: tuple[tuple[str, Interval | None], ...] = (
        ("By revenue", result.shares.by_revenue),
        ("By labor hours", result.shares.by_hours),
        (f"By number of {result.records_are}s", result.shares.by_count),
    )
    lines = [
        f"**{name}:** " + (_tied(f"{span_words(share)} projects") if share is not None else "this file cannot say")
        for name, share in named
    ]
    used = f"{many(rows.read, 'row')} read: {many(rows.used, result.records_are)}"
    parts = [f"{rows.grouped:,} put together with others"] if rows.grouped else []
    parts += [f"{rows.dropped:,} left out"] if rows.dropped else []
    lines.append(f"**Rows:** {used}{', ' if parts else ''}{' and '.join(parts)}")
    if rows.reasons:
        said = "; ".join(f"{REASONS.get(code, code)} ({number:,})" for code, number in rows.reasons.items())
        lines.append(f"**Left out:** {plain(said)}")
    if result.period is not None:
        lines.append(f"**Time:** {_day(result.period.first)} to {_day(result.period.last)}")
    cards.bullets(lines)


def _tied(text: str) -> str:
    """The sign stays with its number at the end of a line."""
    return text.replace(" %", "\u00a0%")


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day:%b} {day.day}, {day.year}"


def _use(result: Imported) -> None:
    leading = result.leading
    if leading is None or result.proposed.work.project_share is None:
        return
    with st.container(key="forward-measure"):
        if st.button("Use these as my answers", key=state.key("use records"), type="primary"):
            state.change(lambda given: taken_over(given, result.proposed))
            state.remember(TAKEN_OVER, "Your records tell the split now. You can still change every answer.")
            state.go("questions", "flow")
    st.caption(
        "They replace your guess of the split"
        + (", jobs a day, projects at once and average value" if _more(result.proposed) else "")
        + ". You can change them again at any time."
    )


def _more(proposed: Answers) -> bool:
    return any(value_at(proposed, field) is not None for field in TAKEN[3:])


def taken_over(given: Answers, proposed: Answers) -> Answers:
    """The answers with what was measured; the guess of before stands beside it."""
    measured = proposed.work.measured
    told = stated_share(given)
    if measured is not None and given.work.measured_share is None and told is not None:
        proposed = with_value(proposed, "work.measured", measured.model_copy(update={"guess": told}))
    for field in TAKEN:
        value = value_at(proposed, field)
        if value is not None:
            given = with_value(given, field, value)
    return given


def _look_alike(shape: Shape) -> str:
    """What was taken for one shape: "These 212 look like jobs and calls: Service, Leak repair; usually $300"."""
    which = "This one looks" if shape.records == 1 else f"These {shape.records:,} look"
    said = f"{which} like **{shape.title}**"
    if shape.examples:
        said += f": {plain(listed(shape.examples))}"
    if shape.median_usd is not None:
        said += f"; usually {wording.dollars(shape.median_usd)}"
    return f"{said}."


def _kinds(result: Imported) -> None:
    first = FIRST_KINDS if len(result.kinds) > FIRST_KINDS + FEW else len(result.kinds)
    for kind in result.kinds[:first]:
        _kind(kind)
    rest = result.kinds[first:]
    if rest:
        with st.expander(f"{many(len(rest), 'more kind')} of work"):
            for kind in rest:
                _kind(kind)


def _kind(kind: Kind) -> None:
    said = [many(kind.records, "record")]
    if kind.share_of_revenue is not None:
        said.append(f"{_part(kind.share_of_revenue)} of revenue")
    if kind.median_usd is not None:
        said.append(f"usually {wording.dollars(kind.median_usd)}")
    if kind.moved:
        said.append("moved by you")
    elif kind.certainty < 0.8:
        said.append("not sure")
    with st.container(key=f"kind-{hashlib.sha256(kind.name.encode()).hexdigest()[:12]}", gap="xsmall"):
        st.markdown(f"**{plain(kind.name)}**: {', '.join(said)}")
        got = st.segmented_control(
            f"{kind.name} is a", list(SHAPES), format_func=SHAPES.__getitem__, default=kind.shape,
            key=state.key(f"kind {kind.name} {kind.shape}"), label_visibility="collapsed", required=True,
        )  # fmt: skip
    if got is not None and got != kind.shape:
        _choose(moved={**_choices().moved, kind.name: got})
        state.again()


def _part(share: float) -> str:
    """A part of the revenue; what is there is never called nothing."""
    return "under 1 %" if 0 < share < 0.005 else wording.percent(share)


def _columns(result: Imported, files: list[tuple[str, bytes]]) -> None:
    with st.expander("How the columns were read"):
        samples = _samples(files) if st.toggle("Show what stands in each column", key=state.key("samples")) else {}
        for number, one in enumerate(result.files):
            sure = f", {wording.percent(one.certainty)} sure" if one.certainty else ""
            st.markdown(f"**{plain(one.file)}**: {plain(one.system_name)}{sure}, {many(one.rows, 'row')}")
            options = [NOTHING, *one.columns]
            chosen = dict(_choices().columns.get(one.file, {}))
            for field, name in FIELD_NAMES.items():
                now = one.mapping.get(field)
                if now is None and field not in ("type", "title", "start", "end", "total", "hours", "status"):
                    continue
                got = st.selectbox(
                    name, options, index=options.index(now) if now in options else 0, format_func=str,
                    key=state.key(f"column {number} {field} {now}"),
                )  # fmt: skip
                if cells := samples.get((one.file, got)):
                    st.caption(f"First rows: {plain(' · '.join(cells))}")
                if got != (now or NOTHING):
                    chosen[field] = "" if got == NOTHING else got
                    _choose(columns={**_choices().columns, one.file: chosen})
                    state.again()
        _date_order(result)


def _samples(files: list[tuple[str, bytes]]) -> dict[tuple[str, str], list[str]]:
    """The first cells of each column of each table, as they stand in the file; shown, never kept."""
    return {
        (table.file, name): [row[place] for row in table.rows if row[place]]
        for table in first_rows(files)
        for place, name in enumerate(table.columns)
    }


def _date_order(result: Imported) -> None:
    told = next((one.date_order for one in result.files if one.date_order), None)
    got = st.selectbox(
        "Dates with slashes", list(DATE_ORDERS), index=list(DATE_ORDERS).index(told) if told else None,
        format_func=DATE_ORDERS.__getitem__, placeholder="Nothing tells it", key=state.key(f"dates {told}"),
    )  # fmt: skip
    if got is not None and got != told:
        _choose(order=got)
        state.again()


def _anchors(result: Imported) -> None:
    """What one piece of each shape is usually worth: the anchors of the sorting where words do not tell."""
    with st.expander("What a job and a project are usually worth"):
        st.caption(
            f"Where no word tells the kind of work, its value decides, held against these figures for "
            f"{plain(result.anchors.name)}. Set your own if yours differ."
        )
        for shape, label in SHAPES.items():
            anchor = getattr(result.anchors, shape)
            got = st.number_input(
                f"{label}: usual value in US dollars", min_value=1.0, max_value=1e9, value=float(anchor.median_usd),
                step=100.0, format="%.0f", key=state.key(f"anchor {shape} {anchor.median_usd:g}"),
            )  # fmt: skip
            st.caption(plain(anchor.why))
            if abs(got - anchor.median_usd) > 0.5:
                moved = {"median_usd": float(got), "spread": float(anchor.spread)}
                _choose(anchors={**_choices().anchors, shape: moved})
                state.again()


def _findings(result: Imported) -> None:
    if not result.findings:
        return
    with st.expander(f"{many(len(result.findings), 'thing')} to know before you trust it"):
        cards.bullets(
            plain(f"{finding.message}" + (f" First in row {finding.row:,}." if finding.row else ""))
            for finding in result.findings
        )
