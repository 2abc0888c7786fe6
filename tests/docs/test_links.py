"""Pages that name files, tests and commands name those that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from advisor import cli

ROOT = Path(__file__).parent.parent.parent
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_is_named_is_there(page: Path) -> None:
    named = re.findall(r"`((?:tests|scripts|docs|data|deploy|advisor|benchmarks)/[\w./-]+)`", page.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_shown_is_there(page: Path) -> None:
    known = {command.name or command.callback.__name__ for command in cli.app.registered_commands if command.callback}
    shown = re.findall(r"^(?:[A-Z_]+=\S+ )*advisor ([a-z][a-z-]*)", page.read_text("utf-8"), re.MULTILINE)
    assert set(shown) <= known
    for name in set(shown):
        options = re.findall(rf"advisor {name}[^\n`]*?(--[a-z-]+)", page.read_text("utf-8"))
        told = CliRunner().invoke(cli.app, [name, "--help"], env={"COLUMNS": "200", "NO_COLOR": "1"}).output
        assert [option for option in options if option not in told] == []
