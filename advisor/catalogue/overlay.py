"""A consultant's own file over the catalogue: private vendors and corrections, read, checked and described.

The file has the schema of the catalogue. An entry corrects a vendor of the catalogue, or adds one (`new: true`). Every
fact names a source of the file itself, under a key of its own (o1, o2 ...), so that it can be told from a shipped one
wherever it is shown. `unknown` takes a shipped fact back.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, Field, ValidationError

from advisor import files
from advisor.base import Value
from advisor.catalogue.ageing import AsOf
from advisor.catalogue.evidence import VendorSource, is_own
from advisor.catalogue.vendor import ExternalSystem
from advisor.errors import FileError, KnowledgeError, sentence_of, shown

UNKNOWN = "unknown"
MOST_ENTRIES = 500
MOST = 10_000_000
"""Greatest figure that is read: no price, size of firm or number of weeks comes near it."""

_HIDDEN = frozenset({"Cc", "Cs", "Co", "Cn"})
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _own_key(key: str) -> str:
    if not is_own(key) or not key[1:].isascii() or not key[1:].isdigit():
        raise ValueError(f"{shown(key)} is not a source key here. Write o1, o2 and so on")
    return key


def _a_source(source: VendorSource) -> VendorSource:
    if source.kind in ("unsourced", "seen"):
        raise ValueError(
            f"{source.kind} is no source. Name a page, or write kind: own for what the consultant has seen or been told"
        )
    return source


OwnKey = Annotated[str, AfterValidator(_own_key)]
OwnSource = Annotated[VendorSource, AfterValidator(_a_source)]
OwnSources = dict[OwnKey, OwnSource]
Name = Annotated[str, Field(min_length=1, max_length=60)]


class OverlayHead(Value):
    """What an own file says of itself, and the sources that its entries share."""

    overlay_version: Literal[1]
    title: Name = Field(description="Shown beside every fact of this file")
    author: Name
    as_of: AsOf
    sources: OwnSources = Field(default={}, description="Sources that several entries cite; an entry may add its own")
    external_systems: tuple[ExternalSystem, ...] = Field(
        default=(), max_length=50, description="Systems outside the catalogue that an entry links to"
    )


class OverlaidVendor(Value):
    """What the own file says of one vendor."""

    id: str
    name: str
    added: bool = Field(description="True where the shipped catalogue does not know this vendor")
    changed: tuple[str, ...] = Field(description="Fields that the file gives, such as capabilities.change_orders")
    unset: tuple[str, ...] = Field(description="Fields that the file sets back to unknown")
    was: dict[str, str] = Field(
        default={}, description="What the shipped catalogue says of a field, where it is a word"
    )
    sentence: str = Field(description="The same in words")


class OverlayNote(Value):
    """The own file that stands over the catalogue, as an advice names it."""

    title: str
    author: str
    as_of: str
    digest: str = Field(description="SHA-256 over what the file says; the order of its lines does not count")
    vendors: tuple[OverlaidVendor, ...]

    @property
    def named(self) -> str:
        """The file as it is called in a sentence: "own file “Field notes” by Ana Rivera"."""
        return f"own file “{self.title}” by {self.author}"

    def about(self, vendors: Iterable[str]) -> tuple[str, ...]:
        """One sentence for each of these vendors that the file says something of."""
        wanted = set(vendors)
        return tuple(one.sentence for one in self.vendors if one.id in wanted)


class Overlay(NamedTuple):
    """An own file as read: its head, and its entries as plain data, not yet held against a catalogue."""

    file: str
    head: OverlayHead
    entries: tuple[Mapping[str, Any], ...]
    digest: str


def overlay_from(text: str, *, name: str) -> Overlay:
    """An own file from its text.

    Raises:
        FileError: the text is no YAML or JSON, or uses what is not read (aliases, deep nesting, control characters).
        KnowledgeError: the head or the shape of an entry is wrong; the sentence names file, entry and field.
    """
    data = files.parse(text, name=name)
    if not isinstance(data, Mapping):
        raise FileError(
            "the named fields of an overlay file are missing", where=name, do="Begin with overlay_version: 1."
        )
    _harmless(data, name)
    given = data.get("overlay_version")
    if given != 1 or isinstance(given, bool):
        what = "overlay_version is missing" if given is None else f"overlay_version {shown(given)} cannot be read"
        raise KnowledgeError(what, where=name, do="Write overlay_version: 1.")
    head = checked_head({key: value for key, value in data.items() if key != "vendors"}, name=name)
    entries = tuple(_entries(data.get("vendors"), name=name))
    said = {**data, "vendors": sorted(entries, key=lambda entry: str(entry["id"]))}
    digest = hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    return Overlay(name, head, entries, digest)


def checked_head(data: Mapping[str, Any], *, name: str) -> OverlayHead:
    """The head of an own file from plain data; a KnowledgeError names the first mistake."""
    try:
        return OverlayHead.model_validate(data)
    except ValidationError as error:
        field, what, do = sentence_of(error)
        raise KnowledgeError(what, where=f"{name}, {field}" if field else name, do=do) from None


def _entries(data: Any, *, name: str) -> Iterator[Mapping[str, Any]]:
    if not isinstance(data, list) or not data:
        what = "the list of vendors is missing or empty" if not data else "vendors is no list"
        raise KnowledgeError(what, where=name, do="Write vendors: and list them below it, each with a dash and its id.")
    if len(data) > MOST_ENTRIES:
        raise KnowledgeError(f"there are {len(data):,} entries; at most {MOST_ENTRIES} are read", where=name)
    seen: set[str] = set()
    for number, entry in enumerate(data, start=1):
        where = f"{name}, vendors[{number}]"
        if not isinstance(entry, Mapping):
            raise KnowledgeError(f"this must hold named fields, not {shown(entry)}", where=where, do="Begin with id.")
        told = entry.get("id")
        if not isinstance(told, str):
            raise KnowledgeError("the id is missing", where=where, do="Write the id of the vendor.")
        if told in seen:
            raise KnowledgeError(f"{shown(told)} has two entries", where=where, do="Make one of them.")
        seen.add(told)
        yield entry


def _harmless(data: Any, file: str, path: str = "") -> None:
    """Refuses what no fact can be: figures beyond all measure, hidden characters, names that are no words, nothing."""
    where = f"{file}, {path}" if path else file
    if isinstance(data, Mapping):
        for key, value in data.items():
            if not isinstance(key, str):
                raise FileError(f"{shown(key)} is no name of a field", where=where, do="Put it in quotes.")
            _harmless(key, file, path)
            _harmless(value, file, f"{path}.{_short(key)}" if path else _short(key))
    elif isinstance(data, list):
        for number, value in enumerate(data, start=1):
            named = value.get("id") if path == "vendors" and isinstance(value, Mapping) else None
            _harmless(value, file, _short(named) if isinstance(named, str) else f"{path}[{number}]")
    elif isinstance(data, str):
        if any((unicodedata.category(char) in _HIDDEN and char not in "\n\t") or char in _TURNING for char in data):
            raise FileError("this text holds characters that cannot be shown", where=where, do="Type it anew.")
    elif data is None:
        raise KnowledgeError("nothing stands here", where=where, do="Write a value, or unknown to take one back.")
    elif not isinstance(data, bool) and not abs(data) <= MOST:
        raise KnowledgeError(f"{shown(data)} is no figure that can be meant", where=where, do=f"The most is {MOST:,}.")


def _short(word: str) -> str:
    return shown(word)[1:-1]
