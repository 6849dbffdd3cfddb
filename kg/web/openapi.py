"""The interface for programs as OpenAPI 3.1, made from the table of pages and the schemas of their answers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from kg.render.result import Result
from kg.web.asked import Page
from kg.web.checking import FORMS_OF_CHECK
from kg.web.links import FORMS, PATHS
from kg.web.pages import PAGES
from kg.web.parameters import EVERYWHERE, Parameter
from kg.web.sparql import GRAPHS, RESULTS
from kg.web.templates import words
from kg.workspace.checking import Check
from kg.workspace.holdings import Holdings

Json = dict[str, Any]

EXAMPLE = "urn:lex:vn:thu.tuong.chinh.phu:chi.thi:2021-11-26;33-ct-ttg"
"""The document of the examples."""

_PARTS: Mapping[str, str] = {
    "id": EXAMPLE,
    "sha256": "0" * 64,
    "name": "most-cited-bases",
}
"""What stands in paths, each with an example."""

_REFUSALS = {
    "400": "What is asked is wrong",
    "404": "There is no such thing",
    "414": "The address is too long",
    "422": "What was handed in cannot be read",
    "503": "Too many ask, or the store cannot be read just now; come again after the seconds of Retry-After",
}


@cache
def openapi(root: str) -> Json:
    """The description, of a server below a path."""
    schemas: Json = {"Error": _ERROR}
    paths: Json = {}
    for page in PAGES:
        for form in page.forms:
            paths[f"{PATHS[page.name]['vi']}.{form}"] = {"get": _question(page, form, schemas)}
    for form in ("json", "csv", "sarif"):
        paths[f"{PATHS['check']['vi']}.{form}"] = {"post": _check(form, schemas)}
    paths["/sparql"] = {"get": _sparql(posted=False), "post": _sparql(posted=True)}
    paths["/health"] = {"get": {"summary": "Whether it answers", "responses": {"200": {"description": "It does"}}}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Căn Cứ",
            "version": "1",
            "summary": words("tagline", "en"),
            "description": words("api.promise", "en"),
        },
        "servers": [{"url": root or "/"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


_TEXT: Json = {"type": "string"}
_ERROR: Json = {
    "type": "object",
    "properties": {"ok": {"const": False}, "error": {"type": "string"}, "status": {"type": "integer"}},
    "required": ["ok", "error", "status"],
    "additionalProperties": False,
}


def _question(page: Page, form: str, schemas: Json) -> Json:
    media = FORMS[form].partition(";")[0]
    content = {"schema": _envelope(page.answer, schemas) if form == "json" else _TEXT if form != "jsonld" else {}}
    parts = [part for part in _PARTS if f"{{{part}}}" in PATHS[page.name]["vi"]]
    return {
        "operationId": f"{page.name}_{form}",
        "summary": words(f"api.{page.name}", "en"),
        "parameters": [
            *({"name": part, "in": "path", "required": True, "schema": _part(part)} for part in parts),
            *(_parameter(one) for one in (*page.parameters, *EVERYWHERE) if one.name != "typing"),
        ],
        "responses": {
            "200": {"description": words(f"api.{page.name}", "en"), "content": {media: content}},
            "303": {"description": "It has an address of its own"},
            "304": {"description": "Nothing changed since the ETag that was named"},
            **_refusals("400", "404", "414", "503"),
        },
    }


def _part(name: str) -> Json:
    return {"type": "string", "minLength": 1, "pattern": "^[^/]+$", "examples": [_PARTS[name]]}


def _parameter(one: Parameter) -> Json:
    said = {
        "name": one.name,
        "in": "query",
        "schema": one.schema(),
        "description": words(f"parameter.{one.name}", "en"),
    }
    return said | ({"style": "form", "explode": True} if one.many else {})


def _check(form: str, schemas: Json) -> Json:
    media = FORMS_OF_CHECK[form].partition(";")[0]
    content = {"schema": _envelope(Check, schemas) if form == "json" else _TEXT if form == "csv" else {}}
    fields = {
        "file": {"type": "string", "format": "binary"},
        "text": {"type": "string"},
        "as_of": {"type": "string", "format": "date"},
    }
    return {
        "operationId": f"check_{form}",
        "summary": words("api.check", "en"),
        "parameters": [_parameter(one) for one in EVERYWHERE],
        "requestBody": {
            "required": True,
            "content": {"multipart/form-data": {"schema": {"type": "object", "properties": fields}}},
        },
        "responses": {
            "200": {"description": words("api.check", "en"), "content": {media: content}},
            **_refusals("400", "403", "413", "422", "503"),
        },
    }


def _sparql(*, posted: bool) -> Json:
    kinds = {kind: {"schema": {"type": "string"}} for kind in (*RESULTS, *GRAPHS) if kind not in ("text/plain",)}
    said: Json = {
        "operationId": "sparql_post" if posted else "sparql",
        "summary": words("api.sparql", "en"),
        "responses": {"200": {"description": "The answer", "content": kinds}, **_refusals("400", "403", "413", "503")},
    }
    if posted:
        return said | {
            "requestBody": {
                "required": True,
                "content": {
                    "application/sparql-query": {"schema": _TEXT},
                    "application/x-www-form-urlencoded": {
                        "schema": {"type": "object", "properties": {"query": _TEXT}, "required": ["query"]}
                    },
                },
            }
        }
    query = {"name": "query", "in": "query", "required": True, "schema": {"type": "string"}}
    return said | {"parameters": [query]}


def _refusals(*statuses: str) -> Json:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    others = {"403": "Another site sent it", "413": "It is too large"} | _REFUSALS
    return {status: {"description": others[status], "content": content} for status in statuses}


def _envelope(answer: type[Result], schemas: Json) -> Json:
    """What surrounds every answer."""
    return {
        "type": "object",
        "properties": {
            "ok": {"const": True},
            "answer": _own(answer, schemas),
            "next": {"type": ["string", "null"]},
            "rests_on": _own(Holdings, schemas),
        },
        "required": ["ok", "answer", "next", "rests_on"],
        "additionalProperties": False,
    }


def _own(answer: type[Result], schemas: Json) -> Json:
    """A reference to the schema of an answer, which is put among the others with all that it refers to."""
    whole = _moved(answer.schema(), answer.KIND)
    schemas |= {f"{answer.KIND}.{name}": shape for name, shape in whole.pop("$defs", {}).items()}
    schemas[answer.KIND] = {name: value for name, value in whole.items() if name not in ("$schema", "$id")}
    return {"$ref": f"#/components/schemas/{answer.KIND}"}


def _moved(shape: Any, kind: str) -> Any:
    if isinstance(shape, dict):
        return {
            name: value.replace("#/$defs/", f"#/components/schemas/{kind}.") if name == "$ref" else _moved(value, kind)
            for name, value in shape.items()
        }
    return [_moved(one, kind) for one in shape] if isinstance(shape, list) else shape
