"""Frozen dataclasses as JSON, and the JSON Schema that says which: both follow from the fields and their types.

A field's type is one of ``str``, ``int``, ``float``, ``bool``, ``None``, ``date`` (an ISO day), ``Literal``, a tuple,
a mapping from texts, another dataclass, or a union of these. ``object`` is anything that JSON holds. What a field
marked :data:`INNER` holds is for the program itself, and in neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Json = dict[str, object]

INNER: Mapping[str, bool] = {"inner": True}
"""The ``metadata`` of a field that is not shown."""

_PLAIN: Mapping[object, Json] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date"},
    object: {},
}


def plain(value: object) -> object:
    """A value as JSON holds it: dataclasses as objects, tuples as arrays, days as ISO.

    Raises TypeError for what has no such form.
    """
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in _shown(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return sorted((plain(one) for one in value), key=str)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def schema_of(shape: Any) -> Json:
    """The JSON Schema (2020-12) of a dataclass, or of any type that a field may have; nested ones under ``$defs``."""
    found: dict[str, Json] = {}
    whole = _schema(shape, found)
    if is_dataclass(shape):
        name = str(whole["$ref"]).rpartition("/")[2]
        whole = found.pop(name)
        if f"'#/$defs/{name}'" in repr((whole, found)):  # it holds others of its kind
            found[name] = whole
    return whole | ({"$defs": dict(sorted(found.items()))} if found else {})


def _schema(shape: Any, found: dict[str, Json]) -> Json:
    if (known := _PLAIN.get(shape)) is not None:
        return dict(known)
    if is_dataclass(shape):
        return _object(shape, found)
    arguments = get_args(shape)
    match get_origin(shape):
        case origin if origin is Literal:
            return {"enum": list(arguments)}
        case origin if origin in (Union, UnionType):
            return {"anyOf": [_schema(one, found) for one in arguments]}
        case origin if origin in (tuple, list, set, frozenset):
            return _array(arguments, found)
        case origin if origin is not None and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": _schema(arguments[1], found)}
    raise TypeError(f"{shape} has no form in JSON")


def _array(arguments: tuple[Any, ...], found: dict[str, Json]) -> Json:
    if len(arguments) == 1 or arguments[1:] == (...,):
        return {"type": "array", "items": _schema(arguments[0], found)}
    each = [_schema(one, found) for one in arguments]
    return {"type": "array", "prefixItems": each, "items": False, "minItems": len(each)}


def _object(shape: Any, found: dict[str, Json]) -> Json:
    name = shape.__name__
    if name not in found:
        found[name] = {}  # a type may hold itself
        types = _types(shape)
        found[name] = {
            "type": "object",
            "title": name,
            "description": " ".join((shape.__doc__ or "").split("\n\n")[0].split()),
            "properties": {field: _schema(one, found) for field, one in types.items()},
            "required": list(types),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


@cache
def _types(shape: Any) -> dict[str, Any]:
    hints = get_type_hints(shape)
    return {field.name: hints[field.name] for field in _shown(shape)}


def _shown(shape: Any) -> list[Field[Any]]:
    return [field for field in fields(shape) if not field.metadata.get("inner")]
