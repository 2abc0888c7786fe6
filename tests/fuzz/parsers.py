"""Every parser that takes text or bytes from outside, each with spoiled inputs for it."""

from __future__ import annotations

import atexit
import base64
import csv
import io
import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

import hostile
import own_files
import yaml
from everything_told import everything_told
from exports import WRITERS
from exports_of_others import OTHERS, PROJECTS_ONLY
from generate import Rows, firm, ods
from hypothesis import strategies as st
from mutations import (
    as_json,
    as_yaml,
    spoiled_archive,
    spoiled_bytes,
    spoiled_data,
    spoiled_file,
    spoiled_png,
    spoiled_text,
)
from PIL import Image
from printed import CONTRACTORS, svg

from advisor import advise, files, load_knowledge
from advisor.batch import decide_many, read_csv, read_jsonl
from advisor.catalogue.overlaid import overlaid
from advisor.catalogue.overlay import overlay_from
from advisor.catalogue.vendor import catalogue_from
from advisor.history import import_records
from advisor.history.book import load_book
from advisor.history.clean import clean
from advisor.history.columns import known_names, map_columns
from advisor.history.header import headed
from advisor.history.ledger import Ledger
from advisor.history.read import read_files
from advisor.knowledge import check_ids, data_folder
from advisor.questionnaire.answers import Answers, parse_answers
from advisor.questionnaire.own_words import load_phrases, propose
from advisor.report.blocks import Letterhead
from advisor.report.branding import branding_from
from advisor.report.logo import kind_of, pictured
from advisor.report.markdown import render_markdown
from advisor.report.pdf import render_pdf
from advisor.report.report import Report, build_report
from advisor.storage.sql import SqlStore, open_store
from advisor.ui.links import token_in
from advisor.ui.typed import number_from, text_from
from advisor.web.report_request import kind_asked, request_from

K = load_knowledge()
OUTSIDE = st.sampled_from(hostile.EVERY) | st.text(max_size=60) | st.text(alphabet=st.characters(), max_size=400)


class Parser(NamedTuple):
    """A way in: what it reads, how, and how many inputs it gets for each one that a quick parser gets."""

    inputs: st.SearchStrategy[Any]
    parse: Callable[[Any], object]
    share: float = 1.0


# ---- answers --------------------------------------------------------------------------------------------------------

ANSWERS: tuple[dict[str, Any], ...] = (
    everything_told(),
    *CONTRACTORS.values(),
    {"answers_version": 1, "pains": "unknown", "today": {"tools": "unknown"}},
)
WRITTEN_BY_HAND = (
    b"# mine\ncompany:\n  trade: fence\n  headcount: {low: 5, high: 9}\nwork: {project_share: unknown}\n",
    b"pains_text: |\n  We lose\n  our notes\ndecision: {vendors: [x], on: 2026-05-01, by: Kim}\n",
    b'\xef\xbb\xbf{"company": {"name": "A \\u00e9"}}',
)


def read_answers(raw: bytes, *, name: str = "answers.yaml") -> Answers:
    """An answers file as the first screen takes it; what was taken can be written and read again."""
    answers = check_ids(parse_answers(files.decode(raw, name=name), name=name), K, name=name)
    assert parse_answers(files.to_yaml(answers.compact())) == answers
    return answers


def advised(raw: bytes) -> None:
    """Answers that can be read can be advised on, and told as a report."""
    answers = read_answers(raw)
    render_markdown(build_report(advise(answers, K), K))


# ---- vendors --------------------------------------------------------------------------------------------------------

OWN_FILES: tuple[dict[str, Any], ...] = (
    {
        **yaml.safe_load(own_files.HEAD),
        "external_systems": [{"id": "own_ledger", "name": "Own ledger", "kind": "accounting"}],
        "vendors": [
            {
                "id": "alpha", "source": "o1", "strengths": ["Says so"],
                "capabilities": {"change_orders": {"level": "none", "source": "o2"}, "rfis": "unknown"},
                "accounting": {"xero": "native"}, "accounting_source": "o1",
                "links": [{"with": "beta", "kind": "native", "what": "Jobs", "source": "o1"}],
                "pricing": "unknown", "open_api": True,
            },
            {
                **{key: value for key, value in own_files.ALPHA.items() if key not in ("sources", "links")},
                "id": "gamma", "name": "Gamma", "new": True, "source": "o1",
                "fit": {"employees_min": 5, "employees_max": 50, "source": "o1"},
                "pricing": {**own_files.ALPHA["pricing"], "source": "o2"}, "accounting_source": "o1",
                "onboarding": {"weeks_low": 4, "weeks_high": 8, "difficulty": 3, "source": "o1"},
                "capabilities": {}, "website": "https://gamma.example",
            },
        ],
    },
)  # fmt: skip
CATALOGUE: tuple[dict[str, Any], ...] = (
    {
        "catalogue_as_of": "2026-11-21",
        "ageing": {"price_months": 12, "link_months": 24, "capability_months": 24, "source": "judgement"},
        "external_systems": own_files.SYSTEMS,
        "vendors": [own_files.ALPHA, own_files.BETA],
    },
)
MADE_UP = own_files.made_up()


def read_overlay(raw: bytes) -> None:
    """A consultant's own file, laid over a catalogue of two vendors."""
    own = overlay_from(files.decode(raw, name="own.yaml"), name="own.yaml")
    capabilities = {one.id: one.label for one in MADE_UP.capabilities.values()}
    trades = {one.id: one.name_en for one in MADE_UP.trades.values()}
    overlaid(MADE_UP.catalogue, own, capabilities=capabilities, trades=trades)


def read_catalogue(raw: bytes) -> None:
    """A vendor data file, as somebody who maintains one checks it."""
    catalogue_from(files.parse(files.decode(raw, name="vendors.yaml"), name="vendors.yaml", trusted=True))


# ---- many contractors at once ---------------------------------------------------------------------------------------

BATCH = (
    "#firm,company.headcount,company.trade,work.project_share,pains.missed_calls,today.tools\n"
    'A,12,fence,0.4,3,"[{""kind"": ""crm""}]"\nB,"{""low"": 3, ""high"": 9}",plumbing,unknown,,\n',
    "work.project_share;x\n0.5;1\n",
    "company.name,own_weights.project,work.signals.contracts\nx,100,true\n",
)


def decide_csv(text: str) -> None:
    """A CSV of contractors; each row is decided or told."""
    _decided(read_csv(io.StringIO(text, newline="")))


def decide_jsonl(text: str) -> None:
    """One JSON object a line; each is decided or told."""
    _decided(read_jsonl(io.StringIO(text, newline="")))


def _decided(rows: Iterator[dict[str, Any]]) -> None:
    for decided in decide_many(rows, K):
        csv.writer(io.StringIO()).writerow(decided.result.values())
        assert len(decided.result["error"].splitlines()) <= 1, decided.result["error"]


# ---- exports of past work -------------------------------------------------------------------------------------------

Named = tuple[str, bytes]


@cache
def exports() -> dict[str, tuple[Named, ...]]:
    """A small firm as each system exports it, by what the file really is."""
    made = firm(5, 0.4, 24, "plumbing")
    every = [file for write in (*WRITERS.values(), *OTHERS.values(), *PROJECTS_ONLY.values()) for file in write(made)]
    head: Rows = [["Job #", "Customer", "Job type", "Description", "Start", "End", "Total", "Status"]]
    for p in made.pieces:
        head.append([p.number, p.customer, p.kind, p.title, str(p.start), str(p.end), p.value, "Done"])
    every.append(("jobs.ods", ods(head)))
    sheets = tuple(file for file in every if file[1][:2] == b"PK")
    old = tuple(file for file in every if file[1][:4] == b"\xd0\xcf\x11\xe0")
    return {"sheets": sheets, "xls": old, "text": tuple(file for file in every if file not in (*sheets, *old))}


def _cells() -> st.SearchStrategy[bytes]:
    """A table whose cells are anything."""
    cell = OUTSIDE | st.integers().map(str) | st.floats().map(str) | st.dates().map(str) | st.datetimes().map(str)
    odd = st.sampled_from(("$1,2,3", "(5)", "5-", "1.234,5", "2h 99m", "25:61", "13/13/2025", "5k", "1e400", "-", "#1"))
    names = st.sampled_from(("Job #", "Total", "Start", "End", "Job type", "Status", "Customer", "Hours", "Title"))
    heads = st.lists(names | OUTSIDE, min_size=2, max_size=9)
    tables = heads.flatmap(
        lambda head: st.lists(st.lists(cell | odd, min_size=1, max_size=len(head) + 1), max_size=12).map(
            lambda rows: _written([head, *rows])
        )
    )
    return tables.map(lambda text: text.encode("utf-8", "surrogatepass"))


def _written(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([[cell.replace("\x00", "") for cell in row] for row in rows])
    return out.getvalue()


def _text_exports() -> st.SearchStrategy[Named]:
    raws = [raw for _, raw in exports()["text"]]
    return st.tuples(OUTSIDE | st.sampled_from(("jobs.csv", "jobs.iif")), spoiled_bytes(raws) | _cells())


def _sheets() -> st.SearchStrategy[Named]:
    return st.tuples(st.just("jobs.xlsx"), spoiled_archive([raw for _, raw in exports()["sheets"]]))


def _old_sheets() -> st.SearchStrategy[Named]:
    return st.tuples(st.just("jobs.xls"), spoiled_bytes([raw for _, raw in exports()["xls"]], most=3))


def read_export(upload: Named) -> None:
    """The parsing of an upload: bytes to cells, header, columns, dates and amounts."""
    book = load_book()
    ledger, names = Ledger(), known_names(book)
    for table in read_files([upload], lambda _part, _what: None):
        clean(map_columns(headed(table, names), book), book, ledger, None)


def measure_export(upload: Named) -> None:
    """An upload as the screen takes it, up to the proposed answers, which can be written and read again."""
    found = import_records([upload])
    assert parse_answers(files.to_yaml(found.proposed.compact())) == found.proposed


# ---- papers ---------------------------------------------------------------------------------------------------------


@cache
def pictures() -> dict[str, tuple[bytes, ...]]:
    """Small logos of each kind, with what cameras and programs add to them."""
    made: dict[str, list[bytes]] = {"png": [], "jpeg": []}
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "x"
    for mode in ("RGB", "RGBA", "P", "L", "1", "CMYK"):
        for kind in ("PNG", "JPEG"):
            out = io.BytesIO()
            if (kind, mode) in (("PNG", "CMYK"), ("JPEG", "RGBA"), ("JPEG", "P"), ("JPEG", "1")):
                continue
            Image.new(mode, (9, 7)).save(out, kind, exif=exif, icc_profile=b"x" * 90, dpi=(1, 9))
            made[kind.lower()].append(out.getvalue())
    inner = base64.b64encode(made["png"][0]).decode()
    drawings = (
        '<rect width="9" height="9" fill="url(#g)"/><linearGradient id="g"><stop offset="0"/></linearGradient>',
        '<defs><path id="p" d="M0 0h9v9z"/></defs><use href="#p" transform="rotate(9)"/><use href="#p" x="9"/>',
        f'<image width="9" height="9" href="data:image/png;base64,{inner}"/>',
        "<style>.a{fill:red;stroke:blue}</style><text class='a' x='1' y='9'>Oak</text>",
        '<clipPath id="c"><circle r="5"/></clipPath><mask id="m"><rect width="9" height="9" fill="white"/></mask>'
        '<g clip-path="url(#c)" mask="url(#m)"><path d="M0,0 C1,2 3,4 5,6 A1,2 3 0 1 7,8"/></g>',
        '<pattern id="q" width="2" height="2" patternUnits="userSpaceOnUse"><circle r="1"/></pattern>'
        '<rect width="9" height="9" fill="url(#q)" opacity="0.5"/>',
    )
    return {"png": tuple(made["png"]), "jpeg": tuple(made["jpeg"]), "svg": tuple(svg(one) for one in drawings)}


SVG_TAGS = (
    "path", "rect", "circle", "text", "tspan", "textPath", "use", "g", "image", "defs", "symbol", "marker", "pattern",
    "mask", "clipPath", "linearGradient", "radialGradient", "stop", "filter", "feGaussianBlur", "feTurbulence",
    "feTile", "feMorphology", "feImage", "feConvolveMatrix", "feDropShadow", "switch", "style", "svg", "a", "title",
    "metadata", "script", "foreignObject", "animate", "view", "font", "cursor", "x:y",
)  # fmt: skip
SVG_VALUES = (
    "0", "-1", "9", "1e9", "1e-9", "1e39", "nan", "50%", "9 9 9 9", "0 0 0 0", "url(#a)", "#a", "#b", "url(#b) red",
    "url(http://evil.example/x)", "javascript:alert(1)", "data:image/png;base64,AAAA", "M0 0L9 9Z",
    "M0 0A1e-9 1e9 1 1 1 9 9", "M1e38 1e38 L-1e38 0 Z", "rotate(9)", "scale(1e30)", "matrix(0 0 0 0 0 0)", "red",
    "inherit", "serif", "a{fill:red}",
)  # fmt: skip
SVG_NAMES = (
    "id", "href", "xlink:href", "d", "width", "height", "x", "y", "r", "viewBox", "transform", "fill", "stroke",
    "style", "stroke-width", "stroke-dasharray", "opacity", "clip-path", "mask", "filter", "marker-mid", "font-size",
    "class", "font-family", "patternUnits", "stdDeviation", "numOctaves", "radius", "order", "onload", "in", "result",
    "offset",
)  # fmt: skip


def _elements() -> st.SearchStrategy[str]:
    """Elements in elements, with attributes that need not go together."""
    marks = st.dictionaries(st.sampled_from(SVG_NAMES), st.sampled_from(SVG_VALUES), max_size=4).map(
        lambda pairs: "".join(f' {name}="{value}"' for name, value in pairs.items())
    )
    words = st.sampled_from(("", "Oak", "\U0001f600", "&lt;b&gt;", "@import 'x'"))

    def around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        parts = st.tuples(st.sampled_from(SVG_TAGS), marks, st.lists(inner, max_size=3))
        return parts.map(lambda part: f"<{part[0]}{part[1]}>{''.join(part[2])}</{part[0]}>")

    return st.recursive(words, around, max_leaves=12)


def _drawings() -> st.SearchStrategy[bytes]:
    built = st.lists(_elements(), min_size=1, max_size=4).map(lambda parts: svg("".join(parts)))
    return built | spoiled_bytes([*pictures()["svg"]])


def read_logo(raw: bytes) -> str:
    """A logo as it is uploaded, made harmless."""
    return pictured(raw, kind_of(raw))


def printed_logo(raw: bytes) -> None:
    """A logo that was taken can be printed."""
    _print(branding_from(logo=raw))


def read_branding(given: dict[str, Any]) -> None:
    """What stands on a cover, as it is typed."""
    branding_from(**given)


def printed_branding(given: dict[str, Any]) -> None:
    """What was taken for a cover can be printed."""
    _print(branding_from(**given))


def _print(branding: Any) -> None:
    head = Letterhead(
        kicker="x", client=branding.client_name, consultant=branding.consultant_name, date="", verdict="x", detail="x"
    )
    paper = Report(
        title="x", form="sheet", branding=branding, running_head="x", running_foot="x", cover=head, sections=()
    )
    assert render_pdf(paper).startswith(b"%PDF")
    render_markdown(paper)


BRANDING = st.fixed_dictionaries(
    {},
    optional={
        "client": OUTSIDE, "consultant": OUTSIDE, "footer": OUTSIDE,
        "accent": st.sampled_from(("", "#000000", "#0B5563", "#FFF", "#GGGGGG", "#ffffff", "red")) | OUTSIDE,
        "paper": st.sampled_from(("a4", "us-letter")) | OUTSIDE,
        "date": st.sampled_from(("", "2026-11-21", "2026-02-30", "0001-01-01", "9999-12-31", "20261121")) | OUTSIDE,
    },
)  # fmt: skip


# ---- what is typed --------------------------------------------------------------------------------------------------

NUMBERS = [one for one in K.questionnaire.questions if one.kind in ("count", "share", "money", "duration")]
TYPED = (
    "35", "$1,200", "30 to 40", "about 5", "2.5k", "between 3 and 4", "40 %", "at least 9", "up to 1 million", "5+",
    "1,2,3", "--", "1e5", "٣", "½", "²", "5 to", "to 5", "9 to 3", "$", ".5", "5.", "00", "1 000", "up to up to 5",
)  # fmt: skip


def read_number(given: tuple[int, str]) -> None:
    """A number as it is typed beside a question; what was understood is written so that it is understood again."""
    question = NUMBERS[given[0]]
    number = number_from(given[1], question)
    assert number is None or number_from(text_from(number, question), question) is not None


def read_own_words(text: str) -> None:
    """What somebody writes of their troubles; each proposal quotes the text word for word."""
    for found in propose(text, load_phrases(data_folder())):
        assert text[found.start : found.end] == found.quote


WORDS = (
    "We lose notes between the office and the field. Invoices go out late, and nobody calls back!",
    "Perdemos llamadas; las facturas salen tarde y el cliente se queja.",
)


@cache
def store() -> SqlStore:
    """A store of its own, whose clock goes on by an hour each time: the guard against guessing codes forgets."""
    hours = (datetime(2026, 5, 1, tzinfo=UTC) + timedelta(hours=n) for n in itertools.count())
    folder = tempfile.mkdtemp(prefix="fuzz")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return open_store(f"sqlite:///{folder}/a.sqlite3", clock=lambda: next(hours))


@cache
def kept_token() -> str:
    """The token of that assessment."""
    return store().start()[0]


def _links() -> st.SearchStrategy[str]:
    token = kept_token()
    seeds = (token, f"https://advisor.example.com/?a={token}", f"http://localhost:8501/answers?a={token}&step=x")
    odd = (
        "http://[?a=b",
        "http://[::1]?a=x",
        "?a=%00",
        "?a=%ff",
        "?a=&a=b",
        "http://\u2100.example?a=x",
        "?" + "a=" * 900,
    )
    return st.sampled_from(odd) | spoiled_text(seeds, most=2) | OUTSIDE


def open_link(text: str) -> None:
    """A link that somebody kept, or the token alone, as it is pasted."""
    store().open(token_in(text))


@cache
def kept_code() -> str:
    """The code of a workshop in that store."""
    kept = store()
    consultant = kept.consultant("https://issuer.example", "me")
    client = kept.add_client(consultant, "Oak")
    return kept.start_workshop(consultant, client.id, "Oak", ("work.project_share",), Answers(), hours=1e7).code or ""


def _codes() -> st.SearchStrategy[str]:
    code = kept_code()
    return spoiled_text((code, f"{code[:3]} {code[3:]}", code.lower()), most=2) | OUTSIDE


def open_code(code: str) -> None:
    """The code of a workshop, as it is typed on a phone."""
    store().find(code, whence=code)


def read_request(given: tuple[bytes, str, str]) -> None:
    """The body of a request for a report, with the kind that it asks for."""
    raw, kind, accept = given
    kind_asked(kind, accept)
    text = files.decode(raw, name="body").strip()
    if text.startswith("{"):
        request_from(files.parse(text, name="body"))


REQUESTS: tuple[dict[str, Any], ...] = (
    {"answers": ANSWERS[1], "branding": {"client": "A", "consultant": "B", "paper": "a4", "date": "2026-11-21"}},
    {"answers": {}, "branding": {"logo": base64.b64encode(svg("<path/>")).decode()}},
    everything_told(),
)
ACCEPTED = ("", "*/*", "text/*;q=0.5, application/pdf", "text/csv;q=nan", "a/b;q=1e999", ";;;,,,", "text/html")

PARSERS: dict[str, Parser] = {
    "answers, YAML": Parser(spoiled_file(ANSWERS, as_yaml, WRITTEN_BY_HAND), read_answers, 2),
    "answers, JSON": Parser(spoiled_file(ANSWERS, as_json, WRITTEN_BY_HAND), read_answers, 2),
    "answers, advised": Parser(spoiled_data(ANSWERS).map(as_json), advised, 0.3),
    "own file over the catalogue": Parser(spoiled_file(OWN_FILES, as_yaml), read_overlay, 1.5),
    "vendor data file": Parser(spoiled_file(CATALOGUE, as_yaml), read_catalogue),
    "batch, CSV": Parser(spoiled_text(BATCH), decide_csv),
    "batch, JSON lines": Parser(spoiled_file(ANSWERS, as_json).map(lambda raw: raw.decode("latin-1")), decide_jsonl),
    "export, text": Parser(st.deferred(_text_exports), read_export, 1.5),
    "export, XLSX and ODS": Parser(st.deferred(_sheets), read_export, 0.7),
    "export, XLS": Parser(st.deferred(_old_sheets), read_export, 0.3),
    "export, measured": Parser(st.deferred(_text_exports), measure_export, 0.3),
    "logo, PNG": Parser(
        st.deferred(lambda: spoiled_png(pictures()["png"]) | spoiled_bytes(pictures()["png"])), read_logo
    ),
    "logo, JPEG": Parser(st.deferred(lambda: spoiled_bytes(pictures()["jpeg"])), read_logo),
    "logo, SVG": Parser(st.deferred(_drawings), read_logo),
    "logo, printed": Parser(st.deferred(_drawings), printed_logo, 0.3),
    "names on a cover": Parser(BRANDING, read_branding),
    "names on a cover, printed": Parser(BRANDING, printed_branding, 0.2),
    "number as typed": Parser(
        st.tuples(st.integers(0, len(NUMBERS) - 1), spoiled_text(TYPED, most=2) | OUTSIDE), read_number
    ),
    "own words": Parser(spoiled_text(WORDS) | OUTSIDE, read_own_words),
    "link that was kept": Parser(st.deferred(_links), open_link),
    "code of a workshop": Parser(st.deferred(_codes), open_code, 0.5),
    "request for a report": Parser(
        st.tuples(
            spoiled_file(REQUESTS, as_json),
            st.sampled_from(("pdf", "md", "csv")) | OUTSIDE,
            st.sampled_from(ACCEPTED) | OUTSIDE,
        ),
        read_request,
        0.7,
    ),
}
"""By a name for people."""
