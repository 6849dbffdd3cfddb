"""The packages as they are without one row of a table.

The modules that read the table, and all that take something from these, are imported anew with the table cut, and put
back behind that. A module that is not listed as a reader keeps the row, which then seems needless: the test tells.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import CodeType

import pytest

from extract import extracting, vocabulary, words

Row = dict[str, str]
#: Who reads a table itself. The types' marks are asked for everywhere.
READERS = {
    "titles": {
        "extract.roles.zones",
        "extract.mentions.openings",
        "extract.mentions.titles",
        "extract.mentions.recitals",
        "extract.mentions.qualifiers",
        "extract.mentions.changing",
    },
    "laws": {"extract.mentions.laws", "extract.mentions.law_names"},
    "congresses": {"extract.mentions.congresses", "extract.bodies.mentioned", "extract.bodies.unit_names"},
    "by_name": {"extract.mentions.charters"},
    "anaphora": {"extract.mentions.anaphora"},
    "pinpoints": {"extract.mentions.pinpoints", "extract.mentions.laws"},
    "lines": {
        "extract.frame.lines",
        "extract.frame.heading",
        "extract.frame.kinds",
        "extract.frame.capitals",
        "extract.frame.issuer",
        "extract.frame.letterhead",
        "extract.frame.presented",
        "extract.frame.untyped",
        "extract.mentions.laws",
        "extract.mentions.recitals",
        "extract.repair.footnotes",
        "extract.roles.voices",
        "extract.roles.zones",
    },
    "warnings": {"extract.vocabulary", "extract.frame.letterhead", "extract.mentions.clashes"},
    "repairs": {"extract.vocabulary", "extract.mentions.numbers", "extract.mentions.elided", "extract.mentions.spoilt"},
    "around_laws": {"extract.mentions.laws", "extract.mentions.no_laws", "extract.mentions.type_words"},
    "fields": {"extract.vocabulary", "extract.bodies.fields", "extract.bodies.misread", "extract.bodies.outside"},
    "short_forms": {
        "extract.bodies.mentioned",
        "extract.bodies.outside",
        "extract.bodies.party",
        "extract.mentions.law_names",
    },
    "around_numbers": {"extract.mentions.type_words", "extract.mentions.issuing", "extract.mentions.dated"},
    "portals": {"extract.frame.portals", "extract.frame.signature", "extract.roles.lists"},
    "positions": {"extract.frame.ending", "extract.frame.signature"},
    "known_bodies": {
        "extract.vocabulary",
        "extract.bodies.named",
        "extract.bodies.canonical",
        "extract.bodies.mentioned",
        "extract.bodies.misread",
        "extract.bodies.outside",
        "extract.bodies.party",
        "extract.frame.bodies_above",
        "extract.frame.issuer",
        "extract.frame.parts",
        "extract.mentions.attribution",
    },
    "around_bodies": {
        "extract.bodies.acting",
        "extract.bodies.unit_names",
        "extract.bodies.fields",
        "extract.bodies.misread",
        "extract.bodies.outside",
        "extract.bodies.party",
        "extract.frame.capitals",
        "extract.bodies.canonical",
        "extract.bodies.mentioned",
        "extract.frame.bodies_above",
        "extract.frame.issuer",
        "extract.frame.parts",
        "extract.mentions.issuing",
        "extract.roles.subjects",
    },
    "bodies": {
        "extract.bodies.mentioned",
        "extract.bodies.misread",
        "extract.bodies.outside",
        "extract.frame.capitals",
    },
    "former_provinces": {"extract.bodies.unit_names"},
    "symbols": {"ontology.symbols", "extract.mentions.numbers", "extract.mentions.spoilt"},
    "types": {"ontology"},
}
_PACKAGES = ("extract", "ontology")
#: What takes the time of an import, and is mostly the same for every row.
_code, _any_of, _words_of = cache(SourceFileLoader.get_code), cache(words.any_of), cache(vocabulary.words_of)
_compiled: Callable[[str], CodeType] = cache(lambda text: compile(text, "<string>", "exec"))


class _Known:
    """Finds modules where they were found before."""

    def __init__(self, modules: Iterable[str]) -> None:
        self._specs = {name: sys.modules[name].__spec__ for name in modules}

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        return self._specs.get(name)


def _run(text: str, names: dict[str, object], into: dict[str, object]) -> None:
    """Runs the text of a method of a data class, which is the same for every row, too."""
    exec(_compiled(text), names, into)


@contextmanager
def without(table: str, row: Row) -> Iterator[Callable[[str], str]]:
    """What reads a text and gives its record as JSON, where ``row`` is left out of the table of that name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SourceFileLoader, "get_code", lambda loader, name: _code(loader, name))  # noqa: PLW0108 - a method
        patch.setattr(words, "any_of", lambda phrases: _any_of(tuple(phrases)))
        patch.setattr(dataclasses, "exec", _run, raising=False)
        patch.setattr(sys, "meta_path", [_Known(_concerned(table)), *sys.meta_path])
        for name in _concerned(table):
            parent, _, child = name.rpartition(".")
            if parent in sys.modules:
                patch.setattr(sys.modules[parent], child, sys.modules[name])  # what undoing puts back
            patch.delitem(sys.modules, name)
        for module, load in (("ontology", "table"), ("extract.vocabulary", "rows")):
            loaded = import_module(module)
            patch.setattr(loaded, load, _cut(getattr(loaded, load), table, row))
        own = import_module("extract.vocabulary")
        said = own.words_of
        patch.setattr(own, "words_of", lambda name, *roles: (said if name == table else _words_of)(name, *roles))
        read, to_json = import_module("extract.extracting").extract, import_module("extract.records").to_json
        yield lambda text: to_json(read(text))


def _cut(load: Callable[[str], tuple[Row, ...]], table: str, row: Row) -> Callable[[str], tuple[Row, ...]]:
    """A loader that leaves ``row`` out once: of two that are the same each must seem needless."""

    @cache
    def cut(name: str) -> tuple[Row, ...]:
        rows = [*load(name)]
        if name == table:
            rows.remove(row)
        return tuple(rows)

    return cut


@cache
def _concerned(table: str) -> frozenset[str]:
    """The readers of a table and the modules that take a function or a class from them, or from one of these."""
    ours = {name: module for name, module in sys.modules.items() if name.startswith(_PACKAGES)}
    found = {extracting.__name__} | READERS[table]
    while True:
        more = {
            name
            for name, module in ours.items()
            if any(getattr(value, "__module__", None) in found for value in vars(module).values())
        }
        if more <= found:
            return frozenset(found)
        found |= more
