"""JSON Schema of an own file: the schema of a vendor, with little required and `unknown` in more places."""

from __future__ import annotations

from typing import Any

from advisor.catalogue.overlay import MOST_ENTRIES, UNKNOWN, OverlayHead
from advisor.catalogue.vendor import Vendor

_UNKNOWN = {"const": UNKNOWN, "description": "Sets the shipped fact back to unknown"}
_OWN_KEY = {"type": "string", "pattern": r"^o\d+$"}
_TAKEN_BACK = ("fit", "onboarding", "pricing", "maker")


def overlay_schema() -> dict[str, Any]:
    """The schema as a value of its own, without `$schema` and `$id`."""
    head = OverlayHead.model_json_schema(by_alias=True)
    vendor = Vendor.model_json_schema(by_alias=True)
    definitions = {**head.pop("$defs", {}), **vendor.pop("$defs", {})}
    definitions["Correction"] = _correction(vendor)
    listed = {"type": "array", "items": {"$ref": "#/$defs/Correction"}, "minItems": 1, "maxItems": MOST_ENTRIES}
    head["properties"] = {**head["properties"], "vendors": listed, "sources": _sources(head["properties"]["sources"])}
    head["required"] = [*head["required"], "vendors"]
    head["title"] = "Overlay"
    return {**head, "$defs": definitions}


def _correction(vendor: dict[str, Any]) -> dict[str, Any]:
    fields = {name: dict(field) for name, field in vendor["properties"].items()}
    facts = fields["capabilities"]
    facts["additionalProperties"] = {"anyOf": [facts["additionalProperties"], _UNKNOWN]}
    no_link = {
        "type": "object",
        "properties": {"with": {"type": "string"}, "kind": _UNKNOWN},
        "required": ["with", "kind"],
        "additionalProperties": False,
    }
    fields["links"]["items"] = {"anyOf": [fields["links"]["items"], no_link]}
    fields |= {name: {"anyOf": [fields[name], _UNKNOWN]} for name in _TAKEN_BACK}
    fields["sources"] = _sources(fields["sources"])
    fields["source"] = {**_OWN_KEY, "description": "Where all that names no source of its own is from"}
    fields["new"] = {
        "type": "boolean",
        "default": False,
        "description": "True to add a vendor instead of correcting one",
    }
    # Whether it is sold follows from its status, and the sources may stand at the head of the file.
    whole = [name for name in vendor["required"] if name not in ("offered", "sources")]
    return {
        "title": "Correction",
        "description": "A vendor of the catalogue with only the fields to correct, or with new: true a whole vendor.",
        "type": "object",
        "properties": fields,
        "required": ["id"],
        "if": {"properties": {"new": {"const": True}}, "required": ["new"]},
        "then": {"required": whole},
        "additionalProperties": False,
    }


def _sources(field: dict[str, Any]) -> dict[str, Any]:
    sources = {name: value for name, value in field.items() if name != "patternProperties"}
    sources["propertyNames"] = _OWN_KEY
    sources["additionalProperties"] = {"$ref": "#/$defs/VendorSource"}
    return sources
