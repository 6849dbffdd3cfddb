"""The knowledge graph of citations: records in, answers out.

>>> from kg import build, lineage, open_store
>>> store = open_store(None)
>>> report = build(["data/plans"], store)
>>> len({step.document.id for step in lineage(store, "33/CT-TTg").steps})
5

The rooms, each above those it needs: :mod:`kg.identity` (names), :mod:`kg.law` (what is in force), :mod:`kg.resolution`
(which mentions mean one document), :mod:`kg.graph` (RDF), :mod:`kg.storage`, :mod:`kg.building`, :mod:`kg.answers`,
:mod:`kg.check`, :mod:`kg.drawing` and :mod:`kg.cli`. Names are imported when they are first used, so that the command
line starts at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.answers.card import card
    from kg.answers.lineage import lineage
    from kg.answers.network import network
    from kg.answers.reference import find_document
    from kg.building.build import build
    from kg.drawing import draw
    from kg.drawing.gathering import picture_of
    from kg.law.register import load_register
    from kg.law.status import status
    from kg.storage.opening import open_store
    from kg.storage.store import Store

__all__ = [
    "Store",
    "build",
    "card",
    "draw",
    "find_document",
    "lineage",
    "load_register",
    "network",
    "open_store",
    "picture_of",
    "status",
]

_HOMES = {
    "Store": "kg.storage.store",
    "build": "kg.building.build",
    "card": "kg.answers.card",
    "draw": "kg.drawing",
    "find_document": "kg.answers.reference",
    "lineage": "kg.answers.lineage",
    "load_register": "kg.law.register",
    "network": "kg.answers.network",
    "open_store": "kg.storage.opening",
    "picture_of": "kg.drawing.gathering",
    "status": "kg.law.status",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
