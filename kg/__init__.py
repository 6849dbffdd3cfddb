"""The knowledge graph of citations: records in, answers out.

>>> from kg import build, open_store
>>> from kg.lineage import lineage
>>> store = open_store(None)
>>> report = build(["data/plans"], store)
>>> len({step.document.id for step in lineage(store, "33/CT-TTg").steps})
5

Names are imported when they are first used, so that the command line starts at once. What shares its name with its
module is taken from there: :mod:`kg.lineage`, :mod:`kg.card`, :mod:`kg.status`, :mod:`kg.check`, :mod:`kg.network`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.building import build
    from kg.drawing import draw
    from kg.drawing.gathering import picture_of
    from kg.reference import find_document
    from kg.register import load_register
    from kg.store import Store, open_store

__all__ = ["Store", "build", "draw", "find_document", "load_register", "open_store", "picture_of"]

_HOMES = {
    "Store": "kg.store",
    "build": "kg.building",
    "draw": "kg.drawing",
    "find_document": "kg.reference",
    "load_register": "kg.register",
    "open_store": "kg.store",
    "picture_of": "kg.drawing.gathering",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
