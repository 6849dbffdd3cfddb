"""The packages as they are without one row of a table: imported anew, with the table cut, and put back behind that."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.machinery import SourceFileLoader

import pytest

from extract import words

Row = dict[str, str]
#: Modules that read no table, neither themselves nor by others, as far as they are slow to load.
_KEPT = {"ontology.units", "ontology.spelling", "extract.records", "extract.errors", "extract.words", "extract.dates"}
#: What takes the time of an import, and is mostly the same for every row.
_code, _any_of = cache(SourceFileLoader.get_code), cache(words.any_of)


def _anew(name: str) -> bool:
    return name.partition(".")[0] in {"extract", "ontology"} and name not in _KEPT


@contextmanager
def without(table: str, row: Row) -> Iterator[Callable[[str], str]]:
    """What reads a text and gives its record as JSON, where ``row`` is left out of the table of that name."""
    before = {name: sys.modules.pop(name) for name in [*sys.modules] if _anew(name)}
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(SourceFileLoader, "get_code", lambda loader, name: _code(loader, name))  # noqa: PLW0108 - a method
            patch.setattr(words, "any_of", lambda phrases: _any_of(tuple(phrases)))
            for module, loader in (("ontology", "table"), ("extract.vocabulary", "rows")):
                loaded = import_module(module)
                setattr(loaded, loader, _cut(getattr(loaded, loader), table, row))
            extracting, records = import_module("extract.extracting"), import_module("extract.records")
        yield lambda text: records.to_json(extracting.extract(text))
    finally:
        for name in filter(_anew, [*sys.modules]):
            del sys.modules[name]
        sys.modules.update(before)


def _cut(load: Callable[[str], tuple[Row, ...]], table: str, row: Row) -> Callable[[str], tuple[Row, ...]]:
    return cache(lambda name: tuple(one for one in load(name) if name != table or one != row))
