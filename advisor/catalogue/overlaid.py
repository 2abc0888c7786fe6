"""The catalogue with a consultant's own file over it: new values, the shipped ones untouched, every change named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from advisor.catalogue.evidence import is_own
from advisor.catalogue.overlay import UNKNOWN, OverlaidVendor, Overlay, OverlayNote
from advisor.catalogue.overlay_entry import WORDS, Known, known_ids, linked, place, ready
from advisor.catalogue.vendor import REMARK_KINDS, Catalogue, Vendor
from advisor.errors import KnowledgeError, sentence_of

NO_PRICE = {"model": UNKNOWN, "published": UNKNOWN, "confidence": "none", "contract": UNKNOWN, "as_of": UNKNOWN}

OWN = "own file"
"""Follows a sentence that the own file brings; its sources are followed by its title."""

SHOWN = 6
"""Facts named in the sentence about a vendor; the list of changes holds all."""


LONGEST_WORD = 20
"""A shipped value that is one word of the schema is told beside the change; a sentence is not repeated."""


class _Change(NamedTuple):
    """One fact that the own file gives, or takes back to unknown; *was* is the shipped word for it, if it is one."""

    field: str
    words: str
    unset: bool
    was: str = ""


class _Merged(NamedTuple):
    vendor: Vendor
    changes: tuple[_Change, ...]


def overlaid(
    catalogue: Catalogue, overlay: Overlay, *, capabilities: Mapping[str, str], trades: Mapping[str, str]
) -> tuple[Catalogue, OverlayNote]:
    """The catalogue with the own file over it, and what the file changes.

    A fact of the file counts instead of the shipped one. A link is corrected for both of its ends. What the file does
    not name stays as shipped.

    Args:
        catalogue: as shipped; it is not changed.
        overlay: the own file as read.
        capabilities: name of each capability by its id.
        trades: name of each trade by its id.

    Raises:
        KnowledgeError: an entry names what does not exist (near matches are told), clashes with the catalogue, gives a
            fact without a source of the file, or a wrong value; the sentence names file, vendor and field.
    """
    known = known_ids(catalogue, overlay, capabilities, trades)
    shipped = catalogue.by_id
    fields = {str(entry["id"]): ready(entry, catalogue, overlay, known) for entry in overlay.entries}
    links = {(name, other) for name, given in fields.items() for other in linked(given)}
    merged: dict[str, _Merged] = {}
    for entry in overlay.entries:
        name = str(entry["id"])
        merged[name] = _merged(shipped.get(name), fields[name], known, where=place(entry, overlay))
    for name, other in sorted(links):
        if other in shipped and (other, name) not in links:
            before = merged.get(other, _Merged(shipped[other], ()))
            if any(link.other == name for link in before.vendor.links):
                merged[other] = _other_end(before, name, known)
    after = {name: _marked(one.vendor, fields.get(name, {}), overlay.head.title) for name, one in merged.items()}
    whole = {**shipped, **after}
    note = OverlayNote(
        title=overlay.head.title,
        author=overlay.head.author,
        as_of=overlay.head.as_of,
        digest=overlay.digest,
        vendors=tuple(_described(merged[name], added=name not in shipped, overlay=overlay) for name in sorted(merged)),
    )
    return _checked_catalogue(catalogue, overlay, tuple(whole.values())), note


def _merged(vendor: Vendor | None, given: Mapping[str, Any], known: Known, *, where: str) -> _Merged:
    """A vendor with the fields of an entry over it; a vendor that the catalogue does not have starts from nothing."""
    data: dict[str, Any] = vendor.model_dump(by_alias=True, exclude_unset=True) if vendor else {}
    changes: list[_Change] = []
    for field, value in given.items():
        if field == "capabilities" and isinstance(value, Mapping):
            data[field] = _by_key(data.get(field, {}), value)
            changes += [_fact(vendor, key, fact, known) for key, fact in value.items()]
        elif field == "accounting" and isinstance(value, Mapping):
            changes += _accounting(data, given, value, known)
        elif field == "links" and isinstance(value, list):
            changes += _links(data, given, value, known)
        elif field == "sources":
            data[field] = {**data.get(field, {}), **value}
        elif field not in ("accounting_source", "accounting_pages"):
            changes += _replaced(data, field, value)
    if "status" in given and "offered" not in given:
        data.pop("offered", None)
    try:
        return _Merged(Vendor.model_validate(data), tuple(changes))
    except ValidationError as error:
        path, what, do = sentence_of(error)
        raise KnowledgeError(what, where=f"{where}, {path}" if path else where, do=do) from None


def _by_key(shipped: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    both = {**shipped, **given}
    return {key: value for key, value in both.items() if value != UNKNOWN}


def _fact(vendor: Vendor | None, key: str, fact: Any, known: Known) -> _Change:
    told = vendor.capabilities.get(key) if vendor else None
    words = _inside(known.capabilities[key])
    return _Change(f"capabilities.{key}", words, fact == UNKNOWN, told.level if told else UNKNOWN)


def _accounting(
    data: dict[str, Any], given: Mapping[str, Any], value: Mapping[str, Any], known: Known
) -> list[_Change]:
    """Corrects the link to single accounting systems; each gets its own page, the others keep the shipped one."""
    before = dict(data.get("accounting", {}))
    data["accounting"] = _by_key(before, value)
    if not before and "accounting_source" in given:
        data["accounting_source"] = given["accounting_source"]
    pages = {key: given["accounting_source"] for key in value if "accounting_source" in given}
    pages = {**data.get("accounting_pages", {}), **pages, **given.get("accounting_pages", {})}
    data["accounting_pages"] = {key: page for key, page in pages.items() if key in data["accounting"]}
    # The list of links may tell of the same system.
    data["links"] = [one for one in data.get("links", ()) if one["with"] not in value]
    return [
        _Change(f"accounting.{key}", f"link to {known.ledgers[key]}", kind == UNKNOWN, str(before.get(key, UNKNOWN)))
        for key, kind in value.items()
    ]


def _links(data: dict[str, Any], given: Mapping[str, Any], value: list[Any], known: Known) -> list[_Change]:
    """Corrects the links to single systems. The own ones come first, so that a mistake is told with its number."""
    named = set(linked(given))
    shipped = [one for one in data.get("links", ()) if one["with"] not in named]
    own = [one for one in value if not (isinstance(one, Mapping) and one.get("kind") == UNKNOWN)]
    was = {one["with"]: str(one["kind"]) for one in data.get("links", ())}
    data["links"] = [*own, *shipped]
    told = given.get("accounting", {})
    books = data.get("accounting", {})
    data["accounting"] = {key: kind for key, kind in books.items() if key not in named or key in told}
    pages = data.get("accounting_pages", {})
    data["accounting_pages"] = {key: page for key, page in pages.items() if key in data["accounting"]}
    kept = set(linked({"links": own}))
    return [
        _Change(f"links.{other}", f"link to {known.others[other]}", other not in kept, was.get(other, UNKNOWN))
        for other in dict.fromkeys(linked(given))
    ]


def _replaced(data: dict[str, Any], field: str, value: Any) -> list[_Change]:
    """Puts a field in the place of the shipped one; `unknown` takes back what a vendor need not have."""
    before = data.get(field)
    may_be_left_out = field in Vendor.model_fields and not Vendor.model_fields[field].is_required()
    if value == UNKNOWN and field == "pricing":
        data[field] = NO_PRICE
    elif value == UNKNOWN and may_be_left_out:
        data.pop(field, None)
    else:
        data[field] = value
    if field == "id" or field not in WORDS:
        return []
    if value == UNKNOWN:
        data.pop(f"{field}_source", None)
    return [_Change(field, WORDS[field], value == UNKNOWN, _one_word(before))]


def _one_word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) and len(value) <= LONGEST_WORD else ""


def _other_end(merged: _Merged, name: str, known: Known) -> _Merged:
    """A vendor without its own word on a link that the own file corrects at the other end."""
    vendor, changes = merged
    links = tuple(link for link in vendor.links if link.other != name)
    change = _Change(f"links.{name}", f"link to {known.others[name]}", False)
    return _Merged(vendor.model_copy(update={"links": links}), (*changes, change))


def _marked(vendor: Vendor, given: Mapping[str, Any], title: str) -> Vendor:
    """The vendor with the title of the own file at each source of it, and a word after each sentence of it.

    Every page that shows a fact names its source by the title, so none can show one as if it were shipped.
    """
    sources = {
        key: source.model_copy(update={"title": f"{source.title} ({OWN} “{title}”)"}) if is_own(key) else source
        for key, source in vendor.sources.items()
    }
    update: dict[str, Any] = {"sources": sources}
    for kind in REMARK_KINDS:
        told = vendor.remarks(kind)
        update[f"told_{kind}"] = tuple(
            one.model_copy(update={"says": _said(one.says)}) if is_own(one.source) else one for one in told
        )
    for field in ("judgement", "status_note"):
        if field in given and getattr(vendor, field):
            update[field] = _said(getattr(vendor, field))
    for field, part in (("fit", vendor.fit), ("pricing", vendor.pricing)):
        if part is not None and part.note and is_own(part.source):
            update[field] = part.model_copy(update={"note": _said(part.note)})
    return vendor.model_copy(update=update)


def _said(text: str) -> str:
    return f"{text.rstrip('.')} ({OWN})"


def _described(merged: _Merged, *, added: bool, overlay: Overlay) -> OverlaidVendor:
    vendor, changes = merged
    file = f"the consultant's own file “{overlay.head.title}” by {overlay.head.author}"
    unset = [change for change in changes if change.unset]
    changed = [change for change in changes if not change.unset]
    parts = []
    if added:
        parts.append(f"All that is said of {vendor.name} is from {file}; our catalogue does not have it.")
    else:
        if changed:
            verb = "is" if len(changed) == 1 and not changed[0].words.endswith("s") else "are"
            parts.append(f"{vendor.name}: {_listed(changed)} {verb} from {file}, not from our catalogue.")
        if unset:
            by = "" if changed else f" by {file}"
            parts.append(f"{'' if changed else f'{vendor.name}: '}Set back to unknown{by}: {_listed(unset)}.")
    return OverlaidVendor(
        id=vendor.id,
        name=vendor.name,
        added=added,
        changed=() if added else tuple(change.field for change in changed),
        unset=tuple(change.field for change in unset),
        was={} if added else {change.field: change.was for change in changes if change.was},
        sentence=" ".join(parts),
    )


def _listed(changes: list[_Change]) -> str:
    words = list(dict.fromkeys(change.words for change in changes))
    if len(words) > SHOWN:
        words = [*words[: SHOWN - 1], f"{len(words) - SHOWN + 1} more"]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _inside(label: str) -> str:
    """A label inside a sentence: a small first letter, unless it starts with an abbreviation."""
    first = label.split(" ")[0]
    return label if sum(char.isupper() for char in first) > 1 else label[:1].lower() + label[1:]


def _checked_catalogue(catalogue: Catalogue, overlay: Overlay, vendors: tuple[Vendor, ...]) -> Catalogue:
    data = {field: getattr(catalogue, field) for field in Catalogue.model_fields}
    systems = (*catalogue.external_systems, *overlay.head.external_systems)
    try:
        return Catalogue.model_validate({**data, "external_systems": systems, "vendors": vendors})
    except ValidationError as error:
        path, what, do = sentence_of(error)
        raise KnowledgeError(what, where=f"{overlay.file}, {path}" if path else overlay.file, do=do) from None
