"""The API described for machines (OpenAPI 3.1), built from the same models that read and write."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from advisor import __version__
from advisor.advice import Advice
from advisor.files import MAX_BYTES
from advisor.questionnaire.answers import Answers
from advisor.schemas import NAMES
from advisor.web.problem import MEDIA_TYPE
from advisor.web.report_request import FORMATS, KINDS, ReportRequest

_REFERENCE = "#/components/schemas/{model}"

_PROBLEM = {
    "type": "object",
    "description": "What is wrong, as RFC 9457 has it. `detail` is one sentence for whoever sent the request.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "where": {"type": "string", "description": "The field or part that the sentence is about."},
    },
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": False,
}

_ON = {
    "name": "on",
    "in": "query",
    "description": "Day of use, to which vendor facts are aged. Today when left out.",
    "schema": {"type": "string", "format": "date"},
}

_PROBLEMS = {
    "400": "The query or the body cannot be read.",
    "406": "None of the accepted kinds is there.",
    "413": f"The body has more than {MAX_BYTES:,} bytes.",
    "415": "The body is not sent as application/json.",
    "422": "The body is read, but a field cannot be right. It is named.",
    "503": "Too many requests are waiting. Try again after the seconds in Retry-After.",
}


def openapi() -> dict[str, Any]:
    """The description, as plain data."""
    models, definitions = models_json_schema(
        [(Answers, "validation"), (ReportRequest, "validation"), (Advice, "serialization")],
        by_alias=True,
        ref_template=_REFERENCE,
    )
    answers, report_request, advice = (
        models[Answers, "validation"], models[ReportRequest, "validation"], models[Advice, "serialization"],
    )  # fmt: skip
    schemas = {**definitions["$defs"], "Problem": _PROBLEM}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Contractor software advisor",
            "version": __version__,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "description": "Answers of a contractor in, advice on software out. Nothing is kept.",
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "paths": {
            "/api/v1/advise": {
                "post": {
                    "operationId": "advise",
                    "summary": "The whole advice for these answers",
                    "parameters": [_ON],
                    "requestBody": _body(answers),
                    "responses": {
                        "200": {
                            "description": "The advice. The same answers on the same day give the same bytes.",
                            "headers": _DIGEST,
                            "content": {"application/json": {"schema": advice}},
                        },
                        **_problems("400", "413", "415", "422", "503"),
                    },
                }
            },
            "/api/v1/report": {
                "post": {
                    "operationId": "report",
                    "summary": "The report as PDF or Markdown, or its demo checklist as CSV",
                    "parameters": [
                        _ON,
                        {
                            "name": "format",
                            "in": "query",
                            "description": "Kind of file. Without it the header Accept decides, else it is PDF.",
                            "schema": {"type": "string", "enum": list(FORMATS)},
                        },
                    ],
                    "requestBody": _body({"oneOf": [report_request, answers]}),
                    "responses": {
                        "200": {
                            "description": "The file.",
                            "headers": _DIGEST,
                            "content": {kind.media_type: {"schema": _file(kind.media_type)} for kind in KINDS},
                        },
                        **_problems("400", "406", "413", "415", "422", "503"),
                    },
                }
            },
            "/api/v1/schema/{name}": {
                "get": {
                    "operationId": "schema",
                    "summary": "JSON Schema of the answers, the advice, or a data file",
                    "parameters": [
                        {
                            "name": "name",
                            "in": "path",
                            "required": True,
                            "schema": {"type": "string", "enum": list(NAMES)},
                        }
                    ],
                    "responses": {
                        "200": {
                            "description": "The schema.",
                            "content": {"application/schema+json": {"schema": {"type": "object"}}},
                        },
                        **_problems("400"),
                        "404": _problem_response("There is no schema of that name."),
                    },
                }
            },
            "/api/v1/openapi.json": {
                "get": {
                    "operationId": "openapi",
                    "summary": "This description",
                    "responses": {
                        "200": {
                            "description": "OpenAPI 3.1.",
                            "content": {"application/json": {"schema": {"type": "object"}}},
                        },
                        **_problems("400"),
                    },
                }
            },
        },
        "components": {"schemas": {name: schemas[name] for name in sorted(schemas)}},
    }  # fmt: skip


_DIGEST = {"Repr-Digest": {"description": "SHA-256 of the body, as RFC 9530 writes it.", "schema": {"type": "string"}}}


def _body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _file(media_type: str) -> dict[str, Any]:
    return {} if media_type == "application/pdf" else {"type": "string"}


def _problems(*codes: str) -> dict[str, Any]:
    return {code: _problem_response(_PROBLEMS[code]) for code in codes}


def _problem_response(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {MEDIA_TYPE: {"schema": {"$ref": _REFERENCE.format(model="Problem")}}},
    }
