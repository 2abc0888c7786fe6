"""One entry of a consultant's own file, held against the catalogue: what it may name, and a source for every fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from advisor.catalogue.evidence import is_own
from advisor.catalogue.joining import OWN_LEDGER
from advisor.catalogue.overlay import UNKNOWN, Overlay
from advisor.catalogue.vendor import REMARK_KINDS, Catalogue
from advisor.errors import KnowledgeError, shown

WORDS = {
    "name": "name", "maker": "maker", "website": "website", "status": "status", "status_note": "note on the status",
    "offered": "whether it is sold", "native_category": "what it was made for", "also_covers": "what else it covers",
    "strength": "reading of each side", "judgement": "judgement", "trades": "trades", "segments": "segments",
    "fit": "size of firm", "pricing": "price", "open_api": "open API", "mobile_offline": "work without a signal",
    "onboarding": "time to set up", "strengths": "strengths", "limitations": "limitations", "watch_outs": "watch-outs",
}  # fmt: skip
"""Fields that are replaced as a whole, in words; in the others one fact is corrected at a time."""

NAMED_INSIDE = frozenset({"fit", "pricing", "onboarding"})
"""Fields whose parts name the source among them."""

NAMED_BESIDE = ("open_api", "mobile_offline")
"""Facts of one word, whose source stands in a field beside them."""

CITING = frozenset({"source", "accounting_source", *(f"{field}_source" for field in NAMED_BESIDE)})

HOW_TO_LIST = "Call the sources of your file o1, o2 and so on."


class Known(NamedTuple):
    """The ids that an entry may name, each with its name."""

    capabilities: Mapping[str, str]
    trades: Mapping[str, str]
    others: Mapping[str, str]
    """Vendors and outside systems: what a link may lead to."""
    ledgers: Mapping[str, str]
    """The accounting systems among them."""


def known_ids(
    catalogue: Catalogue, overlay: Overlay, capabilities: Mapping[str, str], trades: Mapping[str, str]
) -> Known:
    """The ids of the catalogue together with those that the own file adds.

    Raises:
        KnowledgeError: the file adds a system that the catalogue knows.
    """
    external = (*catalogue.external_systems, *overlay.head.external_systems)
    taken = [one.id for one in external] + [vendor.id for vendor in catalogue.vendors]
    for system in overlay.head.external_systems:
        if taken.count(system.id) > 1:
            raise KnowledgeError(
                f"{system.id} is known already",
                where=f"{overlay.file}, external_systems",
                do="Take this line out; the id can be used as it is.",
            )
    others = {vendor.id: vendor.name for vendor in catalogue.vendors} | {one.id: one.name for one in external}
    others |= {str(entry["id"]): str(entry.get("name", others.get(entry["id"], ""))) for entry in overlay.entries}
    ledgers = {one.id: one.name for one in external if one.kind == "accounting"} | {OWN_LEDGER: "its own books"}
    return Known(capabilities, trades, others, ledgers)


def ready(entry: Mapping[str, Any], catalogue: Catalogue, overlay: Overlay, known: Known) -> dict[str, Any]:
    """An entry as fields of a vendor: ids checked, and the sources that it cites beside its facts.

    Raises:
        KnowledgeError: see `advisor.catalogue.overlaid.overlaid`.
    """
    where = place(entry, overlay)
    _check_id(entry, catalogue, where)
    fields = {key: value for key, value in entry.items() if key not in ("new", "source", "sources")}
    if set(fields) <= {"id"}:
        raise KnowledgeError("this entry says nothing", where=where, do="Give a fact, or take the entry out.")
    sources = _listed_sources(entry, overlay, where)
    general = entry.get("source")
    _name_general(fields, general, where)
    cited = [*_citations(fields), *([("source", general)] if general is not None else [])]
    for field, key in cited:
        if not isinstance(key, str) or key not in sources:
            raise KnowledgeError(
                f"{field} names the source {shown(key)}, which your file does not list",
                where=where,
                do="List it under sources, as o1, o2 and so on.",
            )
    _check_names(fields, known, where)
    keep = {key for _, key in cited} | set(entry.get("sources", ()))
    return {**fields, "sources": {key: source for key, source in sources.items() if key in keep}}


def place(entry: Mapping[str, Any], overlay: Overlay) -> str:
    """Where an entry stands, for a sentence: the file and the id."""
    return f"{overlay.file}, {shown(entry['id'])[1:-1]}"


def _check_id(entry: Mapping[str, Any], catalogue: Catalogue, where: str) -> None:
    """An entry says itself whether it adds a vendor: a slip of the pen in an id must not make a new one."""
    name, new = str(entry["id"]), entry.get("new", False)
    if not isinstance(new, bool):
        raise KnowledgeError(f"{shown(new)} is neither true nor false", where=f"{where}, new", do="Write new: true.")
    if not new and name not in catalogue.by_id:
        how = "To add a vendor, write new: true and a whole entry."
        raise KnowledgeError(
            "the catalogue has no vendor of this id", where=where, do=f"{_near(name, catalogue.by_id)} {how}".strip()
        )
    if new and name in catalogue.by_id:
        do = "Take out new: true to correct it, or give yours another id."
        raise KnowledgeError("the catalogue has a vendor of this id", where=where, do=do)
    called = str(entry.get("name", "")).casefold()
    for vendor in catalogue.vendors:
        if vendor.id != name and vendor.name.casefold() == called:
            raise KnowledgeError(
                f"the catalogue has a vendor of the name {shown(vendor.name)}",
                where=f"{where}, name",
                do=f"To correct it, write its id, {vendor.id}.",
            )


def _listed_sources(entry: Mapping[str, Any], overlay: Overlay, where: str) -> dict[str, Any]:
    given = entry.get("sources", {})
    if not isinstance(given, Mapping):
        raise KnowledgeError(f"this must hold named fields, not {shown(given)}", where=f"{where}, sources")
    shared = {key: source.model_dump(exclude_unset=True) for key, source in overlay.head.sources.items()}
    for key, source in given.items():
        if key in shared:
            what = f"{shown(key)} stands at the head of the file already"
            raise KnowledgeError(what, where=f"{where}, sources", do="Give one of the two another number.")
        if not is_own(key):
            what = f"{shown(key)} is a key of the shipped catalogue"
            raise KnowledgeError(what, where=f"{where}, sources", do=HOW_TO_LIST)
        if isinstance(source, Mapping) and source.get("kind") == "unsourced":
            raise KnowledgeError(
                "unsourced is no source", where=f"{where}, sources.{key}", do="Name a page, or write kind: own."
            )
    return {**shared, **given}


def _name_general(fields: dict[str, Any], general: Any, where: str) -> None:
    """Writes the general source of the entry where a remark or a fact of one word names none of its own."""
    for kind in REMARK_KINDS:
        if isinstance(fields.get(kind), list):
            told = [{"says": one} if isinstance(one, str) else one for one in fields[kind]]
            if general is not None:
                told = [{"source": general, **one} if isinstance(one, Mapping) else one for one in told]
            fields[kind] = told
    for field in NAMED_BESIDE:
        if field in fields and fields[field] != UNKNOWN and general is not None:
            fields.setdefault(f"{field}_source", general)
    for field in fields:
        if general is None and field in WORDS and not _names_source(fields, field):
            raise KnowledgeError(
                f"nothing says where {field} is from",
                where=where,
                do="Add source: o1 to the entry, for all that names no source of its own.",
            )
    for capability, fact in _mapping(fields.get("capabilities")).items():
        if fact != UNKNOWN and not isinstance(fact, Mapping):
            raise KnowledgeError(
                f"{shown(fact)} is neither a fact nor unknown",
                where=f"{where}, capabilities.{shown(capability)[1:-1]}",
                do="Write it like {level: full, source: o1}.",
            )
    pricing = fields.get("pricing")
    if isinstance(pricing, Mapping) and "source" not in pricing:
        raise KnowledgeError("this names no source", where=f"{where}, pricing", do="Add source: o1 to it.")
    if "accounting_source" not in fields:
        pages = _mapping(fields.get("accounting_pages"))
        accounting = _mapping(fields.get("accounting"))
        bare = [key for key, kind in accounting.items() if kind != UNKNOWN and key not in pages]
        if bare:
            what = f"nothing says where the link to {shown(bare[0])[1:-1]} is from"
            raise KnowledgeError(what, where=f"{where}, accounting", do="Add accounting_source: o1 beside it.")


def _names_source(fields: Mapping[str, Any], field: str) -> bool:
    value = fields[field]
    if field in NAMED_INSIDE:
        return True
    if field in NAMED_BESIDE:
        return value == UNKNOWN or f"{field}_source" in fields
    if field in REMARK_KINDS and isinstance(value, list):
        return all(isinstance(one, Mapping) and one.get("source") is not None for one in value)
    return False


def _citations(data: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every place in plain data that names a source, and what it names."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            here = f"{path}.{key}" if path else str(key)
            if key in CITING and not isinstance(value, (Mapping, list)):
                yield here, value
            elif key == "accounting_pages" and isinstance(value, Mapping):
                yield from ((f"{here}.{system}", page) for system, page in value.items())
            else:
                yield from _citations(value, here)
    elif isinstance(data, list):
        for number, value in enumerate(data, start=1):
            yield from _citations(value, f"{path}[{number}]")


def _check_names(fields: Mapping[str, Any], known: Known, where: str) -> None:
    """Whether every capability, trade, ledger and linked system exists."""
    for field, kind, ids, given in (
        ("capabilities", "capability", known.capabilities, _mapping(fields.get("capabilities"))),
        ("accounting", "accounting system", known.ledgers, _mapping(fields.get("accounting"))),
        ("accounting_pages", "accounting system", known.ledgers, _mapping(fields.get("accounting_pages"))),
        ("trades", "trade", known.trades, _words(fields.get("trades"))),
        ("links", "vendor or system", known.others, linked(fields)),
    ):
        for name in given:
            if name not in ids:
                what = f"there is no {kind} {shown(name)}"
                raise KnowledgeError(what, where=f"{where}, {field}", do=_near(name, ids) or "Check the spelling.")


def _mapping(given: Any) -> Mapping[str, Any]:
    """Named fields, or none: what is of another shape is left to the check of the vendor."""
    return given if isinstance(given, Mapping) else {}


def _words(given: Any) -> list[str]:
    return [one for one in given if isinstance(one, str)] if isinstance(given, list) else []


def linked(fields: Mapping[str, Any]) -> list[str]:
    """What the links of an entry lead to; what is no link is left to the check of the vendor."""
    links = fields.get("links")
    return _words([one.get("with") for one in links if isinstance(one, Mapping)]) if isinstance(links, list) else []


def _near(name: str, ids: Iterable[str]) -> str:
    near = get_close_matches(name[:80].lower(), sorted(ids), n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(near)}?" if near else ""
