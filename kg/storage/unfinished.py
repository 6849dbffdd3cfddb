"""What a store notes of a change that its process may not live to finish: which graphs and which quads go.

The note is data, never a request that is run: a store or a backup may come from somebody else. All it can do is to take
away out of its own store.
"""

from __future__ import annotations

import json
from typing import cast

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.terms import BOOKS, term
from kg.storage.change import Change

UNFINISHED = term("cancu:unfinished")
"""The property of the note, which stands in the store's own books."""


def note_of(change: Change) -> Quad:
    """The note of what a change takes away."""
    removed = cast(bytes, ox.serialize(change.remove, format=ox.RdfFormat.N_QUADS)).decode()
    text = json.dumps({"drop": sorted(graph.value for graph in change.drop), "remove": removed})
    return Quad(BOOKS, UNFINISHED, Literal(text), BOOKS)


def noted(note: Quad) -> Change:
    """What is left to do by a note. Raises ValueError for one that was not written by :func:`note_of`."""
    text = note.object.value if isinstance(note.object, Literal) else ""
    if note.object == Literal(text):  # no language, no other type
        try:
            said = json.loads(text)
            match said:
                case {"drop": list(graphs), "remove": str(lines), **rest} if not rest:
                    change = Change(set(map(NamedNode, graphs)), set(ox.parse(lines, format=ox.RdfFormat.N_QUADS)))
                    if all(map(_is_plain, change.remove)):
                        return change
        except (SyntaxError, TypeError, RecursionError) as error:
            raise ValueError(str(error)) from error
    raise ValueError("no graphs to drop and quads to remove")


def _is_plain(quad: Quad) -> bool:
    places = quad.subject, quad.graph_name
    return all(isinstance(one, NamedNode) for one in places) and isinstance(quad.object, (NamedNode, Literal))
