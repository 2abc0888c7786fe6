"""The `advisor` command: opens the web app, or advises, reports and checks from files."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from advisor.errors import AdvisorError, FileError

if TYPE_CHECKING:
    from rich.progress import Progress

app = typer.Typer(
    add_completion=True,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Which software should this contractor run? Without a command it opens the web app in your browser.",
)
AnswersFile = Annotated[Path, typer.Argument(help="An answers file, YAML or JSON.", show_default=False)]
DayOfUse = Annotated[
    str, typer.Option("--on", help="Day of use, such as 2026-11-21: vendor facts are aged to it. Today when left out.")
]

OwnFile = Annotated[
    Path | None,
    typer.Option(
        "--overlay", help="Your own file over the vendor catalogue, see docs/overlay.md.", envvar="ADVISOR_OVERLAY"
    ),
]


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Our own errors become one sentence on stderr and exit code 2; anything else is a fault of ours."""
    try:
        yield
    except AdvisorError as error:
        typer.echo(error.sentence, err=True)
        raise typer.Exit(2) from None


def _day(told: str) -> date:
    """The day of use: as told, else today. This is the one place of the command line that reads the clock."""
    try:
        return date.fromisoformat(told) if told else date.today()
    except ValueError:
        raise FileError(f"{told[:40]!r} is no day", where="--on", do="Write it like 2026-11-21.") from None


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="Port of the web app.", min=0, max=65535)] = 8501,
    address: Annotated[
        str, typer.Option(help="Address to listen on; the default is this computer only.")
    ] = "localhost",
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
    version: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False,
    overlay: OwnFile = None,
) -> None:
    """Open the web app, unless a command is given."""
    if version:
        from advisor import METHOD_VERSION, __version__

        typer.echo(f"advisor {__version__}, method {METHOD_VERSION}")
        raise typer.Exit
    with _plain_errors():
        if context.invoked_subcommand is None and overlay is not None:
            from advisor import load_knowledge

            load_knowledge(overlay=overlay)
        elif overlay is not None and str(overlay) != os.environ.get("ADVISOR_OVERLAY"):
            raise FileError("before a command this opens the app", where="--overlay", do="Write it after the command.")
    if context.invoked_subcommand is None:
        from advisor.web.serve import serve

        with _plain_errors():
            code = serve(port, address, browser, overlay)
        raise typer.Exit(code)


@app.command()
def advise(
    answers: AnswersFile,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole advice as JSON.")] = False,
    on: DayOfUse = "",
    overlay: OwnFile = None,
) -> None:
    """Say which software fits these answers.

    Example: advisor advise mine.yaml
    """
    from advisor import advise as decide
    from advisor import load_knowledge
    from advisor.questionnaire.answers import read_answers

    with _plain_errors():
        advice = decide(read_answers(answers), load_knowledge(overlay=overlay), today=_day(on))
    if as_json:
        from advisor.report.table import advice_json

        typer.echo(advice_json(advice))
        return
    from advisor.report.markdown import short_text

    typer.echo(short_text(advice))


@app.command()
def report(
    answers: AnswersFile,
    output: Annotated[Path, typer.Option("--output", "-o", help="FILE.pdf, .md, .json or .csv.", show_default=False)],
    client: Annotated[str, typer.Option(help="Client name on the cover.")] = "",
    consultant: Annotated[str, typer.Option(help="Consultant name on the cover.")] = "",
    logo: Annotated[Path | None, typer.Option(help="Logo for the cover: PNG, JPEG or SVG.")] = None,
    accent: Annotated[
        str, typer.Option(help="Color of rules and headings, such as #0B5563; it must be readable on white.")
    ] = "",
    footer: Annotated[str, typer.Option(help="Your own words at the foot of every page.")] = "",
    paper: Annotated[str, typer.Option(help="us-letter or a4.")] = "us-letter",
    short: Annotated[
        bool, typer.Option("--short", help="Two pages to hand around, instead of the whole report.")
    ] = False,
    memo: Annotated[
        bool, typer.Option("--memo", help="The decision memo: what was shown, scored and decided, and what is open.")
    ] = False,
    cover_date: Annotated[
        str, typer.Option("--date", help="Date on the cover, such as 2026-11-21. None is printed without it.")
    ] = "",
    on: DayOfUse = "",
    overlay: OwnFile = None,
) -> None:
    """Write the report or the decision memo as PDF or Markdown, the advice as JSON, or the demo script as CSV.

    Example: advisor report mine.yaml -o report.pdf --client "Oak Street Builders"
    """
    from advisor import advise as decide
    from advisor import load_knowledge
    from advisor.questionnaire.answers import read_answers
    from advisor.report.branding import branding_from
    from advisor.report.report import build_report

    kind = output.suffix.lower()
    with _plain_errors():
        if kind not in (".pdf", ".md", ".json", ".csv"):
            raise FileError(
                f"there is no report of the kind {kind or 'without an ending'}",
                where=output.name,
                do="Use .pdf, .md, .json or .csv.",
            )
        if short and memo:
            raise FileError("a memo has no short form", where="--short --memo", do="Leave one of them out.")
        knowledge = load_knowledge(overlay=overlay)
        advice = decide(read_answers(answers), knowledge, today=_day(on))
        content: bytes
        if kind in (".json", ".csv"):
            from advisor.report.table import advice_json, checklist_csv

            content = (advice_json(advice) if kind == ".json" else checklist_csv(advice)).encode()
        else:
            branding = branding_from(
                client=client, consultant=consultant, logo_path=logo, accent=accent, footer=footer, paper=paper,
                date=cover_date,
            )  # fmt: skip
            if memo:
                from advisor.report.memo import build_memo

                built = build_memo(advice, knowledge, branding)
            else:
                built = build_report(advice, knowledge, branding, form="short" if short else "full")
            if kind == ".pdf":
                from advisor.report.pdf import render_pdf

                content = render_pdf(built)
            else:
                from advisor.report.markdown import render_markdown

                content = render_markdown(built).encode()
        _write(output, content)
    typer.echo(f"Wrote {output} ({len(content):,} bytes).")


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(f"the file cannot be written ({reason})", where=path.name, do="Choose another place.") from None


@app.command()
def batch(
    source: Annotated[
        Path, typer.Argument(help="IN.csv with dotted field names as header, or IN.jsonl.", show_default=False)
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="OUT.csv", show_default=False)],
    overlay: OwnFile = None,
) -> None:
    """Decide for many contractors at once; each row keeps its columns and gets the category beside them.

    Columns are the dotted names of the answers file, such as company.headcount or work.project_share. A column whose
    name starts with # is carried along and not read. A row that cannot be used gets a sentence in the column error.

    Example: advisor batch firms.csv -o decided.csv
    """
    from advisor import load_knowledge
    from advisor.batch import COLUMNS, decide_many, read_csv, read_jsonl

    bad = done = 0
    with _plain_errors():
        if source.suffix.lower() not in (".csv", ".jsonl"):
            raise FileError("this is neither CSV nor JSON lines", where=source.name, do="Use a .csv or .jsonl file.")
        total = _lines(source)
        knowledge = load_knowledge(overlay=overlay)
        with source.open(encoding="utf-8-sig", newline="") as stream, _target(output) as sink:
            rows = (read_csv if source.suffix.lower() == ".csv" else read_jsonl)(stream)
            writer: Any = None
            with _progress() as progress:
                task = progress.add_task("Deciding", total=total)
                try:
                    for decided in decide_many(rows, knowledge):
                        if writer is None:
                            extra = [c for c in COLUMNS if c not in decided.row]
                            writer = csv.DictWriter(sink, [*decided.row, *extra], extrasaction="ignore")
                            writer.writeheader()
                        writer.writerow({**{k: _text(v) for k, v in decided.row.items()}, **decided.result})
                        done += 1
                        bad += bool(decided.result["error"])
                        if done % 500 == 0:
                            progress.update(task, completed=done)
                except UnicodeDecodeError:
                    raise FileError(
                        "this is not a text file in UTF-8", where=source.name, do="Save it as UTF-8."
                    ) from None
                progress.update(task, completed=done, total=done)
        if done == 0:
            raise FileError(
                "the file has no rows", where=source.name, do="Put one contractor on each line below the header."
            )
    typer.echo(f"Decided {done - bad:,} of {done:,} rows. Wrote {output}.")
    if bad:
        typer.echo(f"{bad:,} rows could not be used; the column error says why.", err=True)
        raise typer.Exit(2)


def _text(value: Any) -> Any:
    text = value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
    # A cell that a spreadsheet would run as a formula is shown as text instead.
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _lines(path: Path) -> int:
    try:
        with path.open("rb") as stream:
            return max(sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b"")) - 1, 0)
    except (OSError, ValueError):
        raise FileError("there is no such file", where=path.name, do="Check the path.") from None


@contextmanager
def _target(path: Path) -> Iterator[Any]:
    try:
        stream = path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise FileError(f"the file cannot be written ({error.strerror})", where=path.name) from None
    with stream:
        yield stream


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # A bar is for people at a terminal; a file or a pipe gets the sentences alone.
    return Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty())


@app.command("import")
def import_export(
    exports: Annotated[
        list[Path],
        typer.Argument(help="Exports of past work (CSV, TSV, XLSX, XLS, ODS, IIF) of one firm.", show_default=False),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    trade: Annotated[str | None, typer.Option(help="Trade id; without it the words of the records tell.")] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--column", help="FIELD=COLUMN where a column was read wrongly; may be repeated."),
    ] = None,
    dates: Annotated[str | None, typer.Option(help="mdy or dmy where the dates cannot tell.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write the proposed answers here.")] = None,
) -> None:
    """Measure the work mix from an export of past work, and propose answers from it.

    Example: advisor import jobs.csv --trade plumbing
    """
    from advisor.history import import_records, imported_json
    from advisor.history.plain import short_text

    with _plain_errors(), _progress() as progress:
        task = progress.add_task("Reading", total=100)
        measured = import_records(
            exports,
            trade=trade,
            mapping=_mapping(columns or [], dates),
            progress=lambda part, what: progress.update(task, completed=round(part * 100), description=what),
        )
    if output is not None:
        from advisor.files import to_yaml

        with _plain_errors():
            _write(output, to_yaml(measured.proposed.compact()).encode())
    if as_json:
        typer.echo(json.dumps(imported_json(measured), indent=2, ensure_ascii=False))
        return
    typer.echo(short_text(measured))
    if output is not None:
        typer.echo(f"Wrote the proposed answers to {output}; look them over before you use them.")


def _mapping(columns: list[str], dates: str | None) -> dict[str, str]:
    """The user's own reading of the columns, as `import_records` takes it."""
    chosen = {"date_order": dates} if dates is not None else {}
    for given in columns:
        field, equals, column = given.partition("=")
        if not equals or not field.strip():
            raise FileError(f"{given[:80]!r} is not of the form FIELD=COLUMN", where="--column")
        chosen[field.strip()] = column.strip()
    return chosen


@app.command()
def outcomes(
    answers: Annotated[
        list[Path], typer.Argument(help="Answers files with a check-in, one a firm.", show_default=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="The figures as JSON.")] = False,
    overlay: OwnFile = None,
) -> None:
    """Sum up how it went at several firms, so that nothing can be read of one.

    The latest look back of each file counts, in the order of the files. Figures are told for five firms at a time.

    Example: advisor outcomes clients/*.yaml
    """
    from advisor import advise as decide
    from advisor import load_knowledge
    from advisor.outcome import follow_ups, summed_up
    from advisor.questionnaire.answers import read_answers

    with _plain_errors():
        knowledge = load_knowledge(overlay=overlay)
        told = []
        for path in answers:
            given = read_answers(path)
            if given.checkins:
                told.append(follow_ups(decide(given, knowledge), knowledge)[-1])
        summary = summed_up(told, knowledge)
    if as_json:
        typer.echo(summary.model_dump_json(indent=2))
        return
    typer.echo(summary.sentence)
    for group in (*summary.by_option, *summary.by_vendor):
        works = group.working
        typer.echo(f"  {group.name}: works in {works.count} of {works.of} firms")
    if summary.withheld:
        typer.echo(f"  {summary.withheld} more with fewer than {summary.least_firms} firms each are not told.")
    silent = len(answers) - len(told)
    if silent:
        typer.echo(f"Without a look back: {silent} of {len(answers)} files.")


@app.command("check-data")
def check_data(
    folder: Annotated[Path | None, typer.Argument(help="A data folder; the shipped one when left out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole audit as JSON.")] = False,
    vendor: Annotated[str | None, typer.Option(help="Tell of one vendor only, by its id.")] = None,
    on: DayOfUse = "",
    overlay: OwnFile = None,
) -> None:
    """Check the data files, and list what is stale, undated, unsourced, contradicted or unknown, and what it does.

    A mistake in a file is an error: one sentence, exit code 2. All else is told as it is, with exit code 0.

    Example: advisor check-data --vendor procore
    """
    from advisor import load_knowledge
    from advisor.audit.data_audit import data_audit
    from advisor.audit.tables import tables

    with _plain_errors():
        day = _day(on)
        place = folder.resolve() if folder else None
        knowledge = load_knowledge(place, overlay).on(day)
        audit = data_audit(knowledge, place)
        audit = audit if vendor is None else audit.only(vendor)
    if as_json:
        typer.echo(audit.model_dump_json(indent=2))
        return
    counted = ", ".join(f"{n} {name}" for name, n in audit.counts.items())
    typer.echo(f"The data files are sound: {counted}.")
    for told in knowledge.overlay.vendors if knowledge.overlay else ():
        typer.echo(told.sentence)
    from rich.console import Console

    console = Console()
    for part in tables(audit, one_vendor=vendor is not None):
        console.print(part)


@app.command()
def schema(
    name: Annotated[str, typer.Argument(help="answers, advice, or the name of a data file.", show_default=False)],
) -> None:
    """Print the JSON Schema of the answers file, the advice, or a data file.

    Example: advisor schema answers
    """
    from advisor.schemas import NAMES, schema_text

    with _plain_errors():
        if name not in NAMES:
            raise FileError(f"there is no schema {name[:60]!r}", do=f"Choose one of {', '.join(NAMES)}.")
    typer.echo(schema_text(name), nl=False)


def main() -> None:
    """Entry of the console script."""
    app()
