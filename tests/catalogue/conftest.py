"""The shipped catalogue, read once, and made-up vendors for what the shipped ones cannot show."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from advisor import files
from advisor.catalogue.vendor import Catalogue, Vendor, catalogue_from, read_catalogue

ROOT = Path(__file__).parents[2]
MINIMAL = Path(__file__).with_name("minimal.yaml")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The catalogue as shipped."""
    return read_catalogue(ROOT / "data" / "vendors.yaml")


@pytest.fixture
def make_vendor() -> Callable[..., Vendor]:
    """A made-up vendor: the one of minimal.yaml with some fields given anew."""
    entry = files.parse(MINIMAL.read_text(encoding="utf-8"), name=MINIMAL.name, trusted=True)["vendors"][0]

    def make(**fields: Any) -> Vendor:
        return Vendor.model_validate({**copy.deepcopy(entry), **fields})

    return make


@pytest.fixture
def make_catalogue() -> Callable[..., Catalogue]:
    """A catalogue of made-up vendors with the external systems given by id, kind and entry."""
    data = files.parse(MINIMAL.read_text(encoding="utf-8"), name=MINIMAL.name, trusted=True)

    def make(*entries: dict[str, Any], systems: list[dict[str, Any]]) -> Catalogue:
        vendors = [{**data["vendors"][0], **entry} for entry in entries]
        return catalogue_from({**data, "external_systems": systems, "vendors": vendors})

    return make
