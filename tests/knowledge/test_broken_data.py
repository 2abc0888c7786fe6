"""A mistake in a data file stops the start with a sentence that names the file, the entry and the field.

Each file of tests/broken/data makes one mistake in one data file: it says in which `file`, what is done to it, and
which words the sentence has to hold (`names`). What is done is one of

    at + to / remove / repeat   sets, takes out or doubles what stands at a place (list entries are named by their id)
    old + new                   changes the text, once
    cut_before (+ then)         cuts the text before these words, and perhaps ends it otherwise
    only / bytes_hex            the file holds nothing but this text, or these bytes
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor import files
from advisor.errors import KnowledgeError
from advisor.files import parse, read_text
from advisor.knowledge import FILES, data_folder, load_knowledge

BROKEN = sorted((Path(__file__).parent.parent / "broken" / "data").glob("*.yaml"))


@pytest.fixture(scope="module", autouse=True)
def _sound_files_are_parsed_once() -> Iterator[None]:
    """Each case has one file of its own; the others are the same text again and again."""
    once = lru_cache(maxsize=2 * len(FILES))(lambda text, name: parse(text, name=name, trusted=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "parse", lambda text, *, name, trusted=False: once(text, name))
        yield


def _place(data: Any, step: Any) -> Any:
    """Key or number of an entry: a list entry goes by its id (questions by their field)."""
    if isinstance(data, list):
        return next(n for n, entry in enumerate(data) if step in (entry.get("id"), entry.get("field")))
    return step


def _changed(data: Any, recipe: dict[str, Any]) -> Any:
    here, *rest = data, *recipe["at"]
    for step in rest[:-1]:
        here = here[_place(here, step)]
    last = _place(here, rest[-1])
    if recipe.get("remove"):
        del here[last]
    elif recipe.get("repeat"):
        here.append(here[last])
    else:
        here[last] = recipe["to"]
    return data


def _broken(text: str, recipe: dict[str, Any]) -> bytes:
    """The data file with the mistake made in it."""
    if "bytes_hex" in recipe:
        return bytes.fromhex(recipe["bytes_hex"])
    if "only" in recipe:
        return str(recipe["only"]).encode()
    if "old" in recipe:
        assert recipe["old"] in text, "the data file no longer holds the words that this mistake changes"
        return text.replace(recipe["old"], recipe["new"], 1).encode()
    if "cut_before" in recipe:
        return (text[: text.index(recipe["cut_before"])] + recipe.get("then", "")).encode()
    data = parse(text, name=recipe["file"], trusted=True)
    return yaml.safe_dump(_changed(data, recipe), sort_keys=False, allow_unicode=True).encode()


@pytest.mark.parametrize("fixture", BROKEN, ids=lambda path: path.stem)
def test_a_mistake_in_a_data_file_is_named(fixture: Path, tmp_path: Path) -> None:
    recipe = parse(read_text(fixture), name=fixture.name, trusted=True)
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    path = folder / f"{recipe['file']}.yaml"
    path.write_bytes(_broken(read_text(path, limit=20_000_000), recipe))
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(folder)
    missing = [word for word in recipe["names"] if word not in caught.value.sentence]
    assert not missing, f"{caught.value.sentence!r} does not name {missing}"


@pytest.mark.parametrize("name", FILES)
def test_a_missing_data_file_is_named(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    (folder / f"{name}.yaml").unlink()
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(folder)
    assert f"{name}.yaml" in caught.value.sentence
    assert "no such file" in caught.value.sentence


def test_every_data_file_has_a_broken_twin() -> None:
    recipes = [parse(read_text(path), name=path.name, trusted=True) for path in BROKEN]
    assert {recipe["file"] for recipe in recipes} == set(FILES)
