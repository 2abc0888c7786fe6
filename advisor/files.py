"""Reading YAML and JSON that may come from anywhere: bounded, closed, never executed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from advisor.errors import FileError, shown

MAX_BYTES = 1_000_000
"""Largest answers file: a complete one has about 5 kB, so 1 MB is generous and keeps a server safe."""

MAX_DEPTH = 12
"""Deepest nesting: an answers file has five levels."""

MAX_NUMBER_KEYS = 1000
"""Most keys of a mapping that are no words: numbers can be chosen so that each is slower to look up than the last."""


class _NoDuplicates(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """Safe loader that refuses a key given twice: YAML would silently keep the last one."""


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: dict[Any, Any] = {}
    numbers = 0
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if isinstance(key, bool):
            key = key_node.value  # YAML 1.1 takes the words on, off, yes and no for true and false
        if isinstance(key, (dict, list, set)):
            raise yaml.constructor.ConstructorError(None, None, "a key must be a word", key_node.start_mark)
        numbers += not isinstance(key, str)
        if numbers > MAX_NUMBER_KEYS:
            raise yaml.constructor.ConstructorError(
                None, None, f"more than {MAX_NUMBER_KEYS:,} keys are numbers", key_node.start_mark
            )
        if key in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {shown(key)} is given twice", key_node.start_mark
            )
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_NoDuplicates.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
# Dates stay text: "as_of: 2026-05-01" is a label here, not a moment.
_NoDuplicates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:timestamp"]
    for first, pairs in _NoDuplicates.yaml_implicit_resolvers.items()
}


def read_text(path: Path, *, limit: int = MAX_BYTES) -> str:
    """Text of the file at *path*, at most *limit* bytes.

    Raises:
        FileError: the file is missing, a folder, too large, or not UTF-8 text.
    """
    name = path.name
    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        raise FileError("there is no such file", where=name, do="Check the path.") from None
    if path.is_dir():
        raise FileError("this is a folder, not a file", where=name, do="Name a file in it.")
    if size > limit:
        raise FileError(
            f"the file has {size / 1e6:,.1f} MB; at most {limit / 1e6:,.0f} MB are read",
            where=name,
            do="Check that it is the right file.",
        )
    try:
        return decode(path.read_bytes(), name=name, limit=limit)
    except OSError as error:
        raise FileError(f"the file cannot be read ({error.strerror})", where=name) from None


def decode(raw: bytes, *, name: str, limit: int = MAX_BYTES) -> str:
    """Bytes of an upload as text; see `read_text` for the errors."""
    if len(raw) > limit:
        raise FileError(
            f"the file has {len(raw) / 1e6:,.1f} MB; at most {limit / 1e6:,.0f} MB are read",
            where=name,
            do="Check that it is the right file.",
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileError("this is not a text file in UTF-8", where=name, do="Save it as YAML or JSON text.") from None


def parse(text: str, *, name: str, trusted: bool = False) -> Any:
    """Data of a YAML or JSON text.

    Args:
        trusted: True for the product's own data files, which may be large and may nest freely.

    Raises:
        FileError: the text is cut short or malformed, holds a key twice, uses YAML aliases or tags, or nests too deep.
    """
    stripped = text.lstrip()
    if stripped.startswith("{") or (stripped.startswith("[") and name.endswith(".json")):
        return _parse_json(text, name=name)
    try:
        if not trusted:
            _refuse_tricks(text, name=name)
        return yaml.load(text, Loader=_NoDuplicates)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{name}, line {mark.line + 1}" if mark is not None else name
        raise FileError(
            f"the file cannot be read as YAML ({error.problem or error.context})",
            where=where,
            do="Check the indentation and that the file is complete.",
        ) from None
    except (yaml.YAMLError, ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
        # PyYAML's own constructors raise any of these, such as a KeyError for "!!bool x".
        reason = str(error).splitlines()[0] if str(error) else "malformed"
        raise FileError(f"the file cannot be read as YAML ({shown(reason)})", where=name) from None


def _parse_json(text: str, *, name: str) -> Any:
    def no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key, value in pairs:
            if key in out:
                raise FileError(f"the key {shown(key)} is given twice", where=name, do="Keep one of them.")
            out[key] = value
        return out

    try:
        return json.loads(text, object_pairs_hook=no_twins)
    except json.JSONDecodeError as error:
        raise FileError(
            f"the file cannot be read as JSON ({error.msg})",
            where=f"{name}, line {error.lineno}",
            do="Check that it is complete.",
        ) from None
    except (RecursionError, ValueError) as error:
        raise FileError(f"the file cannot be read as JSON ({shown(str(error))})", where=name) from None


def _line(mark: Any) -> int:
    return int(mark.line) + 1


def _refuse_tricks(text: str, *, name: str) -> None:
    """Aliases expand a small text to gigabytes, deep nesting exhausts the stack, a tag makes what is no data."""
    depth = 0
    for event in yaml.parse(text, Loader=_NoDuplicates):
        if isinstance(event, yaml.AliasEvent):
            raise FileError(
                "the file uses YAML aliases (*name), which are not read",
                where=f"{name}, line {_line(event.start_mark)}",
                do="Write the value out.",
            )
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise FileError(
                f"the file uses the YAML tag {shown(tag)}; tags are not read",
                where=f"{name}, line {_line(event.start_mark)}",
                do="Take it out, or put the text in quotes.",
            )
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > MAX_DEPTH:
                raise FileError(f"the file nests deeper than {MAX_DEPTH} levels", where=name, do="Check the brackets.")
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1


def to_yaml(data: Any) -> str:
    """Plain data as YAML that `parse` reads back, in its own order, with letters of every script as they are."""
    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)
    return text
