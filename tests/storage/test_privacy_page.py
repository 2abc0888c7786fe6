"""The page on what is stored names every table that there is, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from advisor.storage.assessments import KEPT_REVISIONS, LIFETIME
from advisor.storage.attempts import MINUTES
from advisor.storage.tables import METADATA

PAGE = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")


def test_every_table_is_told_and_none_that_is_not_there() -> None:
    told = set(re.findall(r"^\| ([a-z_]+) \|", PAGE, re.MULTILINE)) - {"table"}
    assert told == {table.name for table in METADATA.sorted_tables} | {"alembic_version"}


def test_its_figures_are_those_of_the_code() -> None:
    assert f"last {KEPT_REVISIONS} saves" in PAGE
    assert f"| {LIFETIME.days} days |" in PAGE
    assert f"| {MINUTES} minutes," in PAGE


def test_no_column_is_made_for_what_is_never_stored() -> None:
    columns = {column.name for table in METADATA.sorted_tables for column in table.columns}
    assert not columns & {"email", "address", "ip", "password", "token", "subject", "phone"}
