"""What was typed right, taken as it is: to say what is wrong, the command line's library imports one that costs 70 ms.

That is pydantic, which typer asks for every value. Here words, numbers, paths and choices of a list are told right
without it; of anything else typer says itself what it thinks.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

_UNSURE = object()
_MOST_FIGURES = 18


def taken_plainly(params: list[Any]) -> list[Any]:
    """These options and arguments of a command, which take what is right without asking typer's own reader."""
    for param in params:
        if getattr(param, "_runtime_param", param) is None:  # as typer has it since it reads with pydantic
            param._runtime_param = _Plain()
    return params


class _Plain:
    """Reads the values of one option or argument."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value; raises what typer raises where it is wrong."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        taken = _taken(param.type_descriptor.annotation, value, param.type_descriptor.parameter_info)
        if taken is not _UNSURE:
            return taken
        param._runtime_param = None
        return param.get_runtime_param().coerce(value, param=param, ctx=ctx)


def _taken(kind: Any, value: Any, info: Any) -> Any:
    """A value of a kind, if it is right beyond doubt."""
    if info.parser is not None:
        return _UNSURE
    if get_origin(kind) is list:
        (each,) = get_args(kind)
        items = [_taken(each, one, info) for one in value] if isinstance(value, list | tuple) else [_UNSURE]
        return _UNSURE if _UNSURE in items else items
    if get_origin(kind) is Literal:
        return value if value in get_args(kind) else _UNSURE
    if kind is str or kind is bool:
        return value if isinstance(value, kind) else _UNSURE
    if kind is int:
        return _number(value, info)
    return _path(value, info) if kind is Path else _UNSURE


def _number(value: Any, info: Any) -> Any:
    if isinstance(value, str) and len(value) <= _MOST_FIGURES and value.isascii() and value.isdecimal():
        value = int(value)
    if type(value) is not int or info.clamp:
        return _UNSURE
    fits = (info.min is None or info.min <= value) and (info.max is None or value <= info.max)
    return value if fits else _UNSURE


def _path(value: Any, info: Any) -> Any:
    asks = info.exists or info.writable or info.resolve_path or info.path_type or not (info.file_okay and info.dir_okay)
    if asks or not isinstance(value, str | Path) or "\0" in str(value):
        return _UNSURE
    path = Path(value)
    with suppress(OSError):  # where nothing can be there, its reader says so
        path.stat()
        return path if not info.readable or os.access(path, os.R_OK) else _UNSURE
    return path
